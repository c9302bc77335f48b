"""A short name for what is owed, for lists and letters: the sentence without its courtesy, its people and its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mailpm.model import DateMention

_EDGE = " \t\n,.;:!?，。；：！？、-–—“”\"'()（）"
_GAP = re.compile(r"[ \t\n]{2,}")
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class NamingTable:
    """How a language wraps a thing: `lead` and `tail` are taken off again and again, `around` goes with a day.

    `least` and `most` are how many letters a name may have. `examples` are (sentence, name).
    """

    name: str
    lead: str
    tail: str
    before_day: str
    after_day: str
    least: int
    most: int
    examples: tuple[tuple[str, str], ...]


def short_name(quote: str, days: Iterable[DateMention] = ()) -> str:
    """The thing in `quote`; `days` are the dates found in it. The whole quote where nothing sensible is left."""
    if len(quote) > _LONGEST:
        return quote[:160]
    table = _table(quote)
    bare = _without_days(quote, days, table)
    lead, tail = _compiled(table)
    name = bare.strip(_EDGE)
    while True:
        shorter = tail.sub("", lead.sub("", name).strip(_EDGE)).strip(_EDGE)
        if shorter == name or len(shorter) < table.least:
            break
        name = shorter
    name = _GAP.sub(" ", name.replace("\n", " ")).strip(_EDGE)
    # What is still long is a sentence, and a sentence without its day reads like a telegram.
    return name if table.least <= len(name) <= table.most else quote.strip(_EDGE)


def _without_days(quote: str, days: Iterable[DateMention], table: NamingTable) -> str:
    bare = quote
    for mention in sorted(days, key=lambda m: m.start, reverse=True):
        before = re.search(rf"(?:{table.before_day})\s*$", bare[: mention.start], re.I)
        after = re.match(rf"\s*(?:{table.after_day})", bare[mention.end :], re.I)
        start = before.start() if before else mention.start
        end = mention.end + (after.end() if after else 0)
        bare = f"{bare[:start]} {bare[end:]}"
    return bare


@cache
def _compiled(table: NamingTable) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"^(?:{table.lead})", re.I), re.compile(rf"(?:{table.tail})$", re.I)


def _table(quote: str) -> NamingTable:
    from mailpm.reading.languages.en.naming import NAMING as ENGLISH
    from mailpm.reading.languages.zh.naming import NAMING as CHINESE

    han = len(re.findall(r"[\u4e00-\u9fff]", quote))
    return CHINESE if han >= 2 else ENGLISH
