"""A plain yes or no, with the sentence that says it; whatever hangs a condition on it is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mailpm.model import Consent

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27, 0x2018: 0x27}
_SENTENCE = re.compile(r"[^。!?;\n.]+(?:[。!?;\n]|\.(?=\s|$)|\.|$)")
_LONGEST = 2000  # a decision is short; longer letters are for a person to read


@dataclass(frozen=True, kw_only=True)
class ConsentRule:
    """One way to say yes or no. `pattern` is searched in a sentence, in lower case and half-width. `examples` say it
    plainly, `never` do not.

    `only_with`: words like "OK" or "好的" may just say that a letter came; they are a yes where their sentence holds
    nothing else but what this pattern allows beside them.
    """

    name: str
    yes: bool
    pattern: str
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()
    only_with: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentTable:
    """A language's ways. `conditions` anywhere take the clearness: "yes, but", "in principle", "先"; so does any of
    the `negations` beside a yes, and whoever else must be asked first."""

    name: str
    rules: tuple[ConsentRule, ...]
    conditions: str
    negations: str


def read_consent(text: str) -> Consent | None:
    """The writer's yes or no; None where neither is said.

    `clear` is False where a condition, a doubt or a question stands in the same letter, or where both a yes and a
    no are said: then a person must read it.
    """
    if len(text) > _LONGEST:
        return None
    found: list[Consent] = []
    doubtful = False
    plain = text.translate(_WIDE).lower()
    for match in _SENTENCE.finditer(plain):
        sentence = match[0].strip()
        if not sentence or sentence.startswith((">", "--")):
            continue
        doubtful = doubtful or _conditional(sentence)
        quote = text[match.start() : match.end()].strip()
        for rule in _fired(sentence):
            found.append(Consent(yes=rule.yes, quote=quote, because=(rule.name,)))
            doubtful = doubtful or not _stands_alone(rule, sentence)
        doubtful = doubtful or _negated(sentence)
    if not found:
        return None
    first = found[0]
    # A plain no needs no second look: its own words hold the negation.
    unsure = doubtful if first.yes or len({c.yes for c in found}) > 1 else _conditional(plain)
    if unsure or "?" in plain or len({c.yes for c in found}) > 1:
        return Consent(yes=first.yes, quote=first.quote, clear=False, because=first.because)
    return first


def _fired(sentence: str) -> list[ConsentRule]:
    """The no and the yes that a sentence says, each once. A no is taken out first: "不同意" holds "同意"."""
    rules = [rule for table in _tables() for rule in table.rules]
    fired: list[ConsentRule] = []
    for rule in sorted(rules, key=lambda r: r.yes):
        if re.search(rule.pattern, sentence) and not any(r.yes is rule.yes for r in fired):
            fired.append(rule)
            if not rule.yes:
                sentence = re.sub(rule.pattern, " ", sentence)
    return fired


def _stands_alone(rule: ConsentRule, sentence: str) -> bool:
    if not rule.only_with:
        return True
    rest = re.sub(rule.pattern, " ", sentence)
    return re.fullmatch(rf"(?:{rule.only_with}|[\s,.!。;~])*", rest) is not None


def _conditional(sentence: str) -> bool:
    return any(re.search(table.conditions, sentence) for table in _tables())


def _negated(sentence: str) -> bool:
    """Whether a "not" stands beside the words that say yes ("没问题" holds none)."""
    for table in _tables():
        rest = sentence
        for rule in table.rules:
            if rule.yes:
                rest = re.sub(rule.pattern, " ", rest)
        if re.search(table.negations, rest):
            return True
    return False


@cache
def _tables() -> tuple[ConsentTable, ...]:
    from mailpm.reading.languages.en.consent import CONSENT as ENGLISH
    from mailpm.reading.languages.zh.consent import CONSENT as CHINESE

    return (CHINESE, ENGLISH)
