"""What a client asks about being written to: "stop reminding me", "wrong person", "sent already", "by phone"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mailpm.model import Wish, WishKind

_SENTENCE = re.compile(r"[^。!?！？;；\n]+?(?:[。!?！？;；\n]|\.(?=\s|$)|$)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


@dataclass(frozen=True, kw_only=True)
class WishRule:
    """One way to say a wish; `unless` names words that make it something else."""

    name: str
    kind: WishKind
    pattern: str
    examples: tuple[str, ...]
    unless: str = ""
    negative: tuple[str, ...] = ()


def read_wishes(text: str) -> tuple[Wish, ...]:
    """The wishes in a sender's own words, each kind once, with the sentence that says it."""
    found: dict[WishKind, Wish] = {}
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if not sentence or len(sentence) > 400:
            continue
        for rule in _rules():
            if rule.kind in found or not re.search(rule.pattern, sentence, re.I):
                continue
            if rule.unless and re.search(rule.unless, sentence, re.I):
                continue
            email = _EMAIL.search(sentence)
            found[rule.kind] = Wish(
                kind=rule.kind, quote=sentence, email=email[0].lower() if email else "", because=(rule.name,)
            )
    return tuple(found.values())


@cache
def _rules() -> tuple[WishRule, ...]:
    from mailpm.reading.languages.en.wishes import WISHES as ENGLISH
    from mailpm.reading.languages.zh.wishes import WISHES as CHINESE

    return (*ENGLISH, *CHINESE)
