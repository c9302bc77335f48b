"""Questions in natural words: who owes what, what is late, what blocks a milestone, how a thing came to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mailpm.model import Ask, Question

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27, 0x2018: 0x27}
_LONGEST = 200  # a question is short; what is longer is prose
_SENTENCE = re.compile(r"[^?。!;\n]+[?。!;\n]?")
_FORWARDED = re.compile(r"\s*(?:>|--|on .{1,80} wrote:|在.{1,60}写道)", re.I)


@dataclass(frozen=True, kw_only=True)
class QuestionRule:
    """One way to ask. `pattern` is searched in a sentence without its greeting and its mark, in lower case and
    half-width; groups person, about, number and span become fields. `also` is added to
    what it is about. `examples` are asked so, `never` are not."""

    name: str
    kind: Ask
    pattern: str
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()
    person: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionTable:
    """A language's questions, the words before and after them that mean nothing, and its spans of days.

    `empty` are words that name nobody and nothing ("anything", "还有"). `us` are words for our own side.
    `asks` tells a question from a statement; `hints` say what a question that no rule knows is about, by its words.
    """

    name: str
    rules: tuple[QuestionRule, ...]
    before: str
    after: str
    spans: tuple[tuple[str, str], ...]
    empty: str
    us: str
    me: str
    everybody: str
    trims: str
    asks: str
    hints: tuple[tuple[str, Ask], ...]


def read_question(text: str, *, language: str | None = None) -> Question:
    """The first question in a person's own words; of kind UNKNOWN where none is understood.

    `language` ("zh", "en") asks one table alone. Names stay as they were said: the ledger's people and projects
    are looked up by who answers.
    """
    tables = [t for t in _tables() if language in (None, t.name)]
    plain = _plain(text)
    sentences = [m for m in _SENTENCE.finditer(plain) if m[0].strip() and not _FORWARDED.match(m[0])]
    if re.fullmatch(r"[?\s]+", plain):
        return Question(kind=Ask.STATUS, quote=text.strip(), because=("bare-mark",))
    for match in sentences:
        if len(match[0]) > _LONGEST:
            continue
        for table in tables:
            found = _read(table, match[0], text[match.start() : match.end()].strip())
            if found is not None:
                return found
    for match in sentences:
        for table in tables:
            found = _hinted(table, match[0], text[match.start() : match.end()].strip())
            if found is not None:
                return found
    return Question(kind=Ask.UNKNOWN, quote=text.strip()[:_LONGEST])


def _plain(text: str) -> str:
    """Half-width, simplified, lower case, each letter in its place."""
    wide = text.translate(_WIDE)
    simple = _simplified(wide)
    lower = simple.lower()
    return lower if len(lower) == len(text) else wide.lower() if len(wide.lower()) == len(text) else text


def _simplified(text: str) -> str:
    if not re.search(r"[\u4e00-\u9fff]", text):
        return text
    simple: str = _converter().convert(text)  # type: ignore[attr-defined]
    return simple if len(simple) == len(text) else text


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _tables() -> tuple[QuestionTable, ...]:
    from mailpm.reading.languages.en.questions import QUESTIONS as ENGLISH
    from mailpm.reading.languages.zh.questions import QUESTIONS as CHINESE

    return (CHINESE, ENGLISH)


def _read(table: QuestionTable, sentence: str, quote: str) -> Question | None:
    bare = _bare(table, sentence)
    if not bare:
        return None
    span = next((name for pattern, name in table.spans if re.search(pattern, bare)), "")
    for rule in table.rules:
        match = _compiled(rule.pattern).search(bare)
        if match is None:
            continue
        said = match.groupdict()
        person = rule.person or _name(table, said.get("person") or "", quote)
        about = _name(table, said.get("about") or "", quote)
        about = " ".join(filter(None, (about, said.get("also") or "")))
        if said.get("about") and not about and rule.kind is not Ask.STATUS:
            continue  # "is anything late?" asks about no thing of that name
        return Question(
            kind=rule.kind,
            quote=quote,
            person=person,
            about=about,
            number=(said.get("number") or "").replace(" ", "").upper(),
            span=span,
            because=(rule.name,),
        )
    return None


def _hinted(table: QuestionTable, sentence: str, quote: str) -> Question | None:
    """What a question in free words is about: the first hint in it. Whom and what it names is for the ledger to find,
    in the whole of its words."""
    bare = _bare(table, sentence)
    if not bare or len(bare) > _LONGEST // 2 or not ("?" in sentence or re.search(table.asks, bare)):
        return None
    for pattern, kind in table.hints:
        if re.search(pattern, bare):
            span = next((name for words, name in table.spans if re.search(words, bare)), "")
            return Question(kind=kind, quote=quote, about=quote.strip(" ?？。.!"), span=span, because=("hint",))
    return None


def _bare(table: QuestionTable, sentence: str) -> str:
    words = sentence.strip().strip("?。!;.,:~ \n\t")
    before = ""
    while before != words:
        before = words
        words = re.sub(rf"^(?:{table.before})[\s,:!]*", "", words).strip()
        words = re.sub(rf"[\s,]*(?:{table.after})$", "", words).strip("?。!;.,:~ \n\t")
    return words


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _name(table: QuestionTable, said: str, quote: str) -> str:
    """A name as it was written: its capitals come from the letter, words that name nothing go."""
    before = ""
    while before != said:
        before = said
        said = re.sub(rf"^(?:{table.trims})\s*|\s*(?:{table.trims})$", "", said.strip(" ,.'\"“”「」《》"))
        said = said.removesuffix("'s")
        for pattern, _ in table.spans:
            said = re.sub(rf"(?:{pattern})", "", said).strip()
    if not said or re.fullmatch(table.empty, said):
        return ""
    if re.fullmatch(table.me, said):
        return "me"
    if re.fullmatch(table.us, said):
        return "us"
    if re.fullmatch(table.everybody, said):
        return "client"
    at = _plain(quote).find(said)
    return quote[at : at + len(said)] if at >= 0 else said
