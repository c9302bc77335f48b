"""What a reply means by its form alone: the fact asked for is told, a yes is given, part is sent, more time asked."""

from __future__ import annotations

import re
from functools import cache

from mailpm.model import Due, Item, Message
from mailpm.reading.language import Act, Language, hits, languages
from mailpm.reading.matching import item_keys
from mailpm.reading.plain import plain
from mailpm.reading.said import Said
from mailpm.reading.words import keys

_NO_ANSWER = (Act.BLOCKED, Act.REFUSE, Act.IF, Act.WANT, Act.EVASIVE)


@cache
def _told(language: Language) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asked), re.compile(told)) for asked, told in language.told)


@cache
def _one(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(getattr(language, name))


def _speaking(words: str) -> list[Language]:
    return [language for language in languages() if language.speaks(words)]


def tells(said: Said, item: Item) -> bool:
    """Whether the reply tells the fact that the item asks for: a place, a price, a day."""
    if item.type != "request" or said.question or said.has(*_NO_ANSWER):
        return False
    wanted = plain(item.quote)
    return any(
        asked.search(wanted) and told.search(said.plain)
        for language in _speaking(said.plain)
        for asked, told in _told(language)
    )


def agrees(said: Said, item: Item) -> bool:
    """Whether the reply gives the yes, the choice or the remarks that the item asks for."""
    if item.type != "request" or said.question or said.has(*_NO_ANSWER, Act.DONT):
        return False
    if any(language.agreeing in ("", r"(?!)") for language in _speaking(said.plain)):
        return False
    wanted = plain(item.quote)
    return any(
        _one(language, "agreeable").search(wanted) and _one(language, "agreeing").search(said.plain)
        for language in _speaking(said.plain)
    )


def is_part(said: Said, item: Item) -> bool:
    """Whether the reply counts fewer pieces than the item does: four of six."""
    wanted = plain(item.quote)
    for language in _speaking(said.plain):
        pattern = _one(language, "counted")
        asked = {m["unit"]: int(m["n"]) for m in pattern.finditer(wanted)}
        if any(int(m["n"]) < asked.get(m["unit"], 0) for m in pattern.finditer(said.plain)):
            return True
    return False


def asks_for_time(said: Said) -> bool:
    """Whether the words ask for more time, of whatever they speak."""
    return any(_one(language, "more_time").search(said.plain) for language in _speaking(said.plain))


def calls_off_another(said: Said, item: Item) -> bool:
    """Whether each clause that calls off names a thing, and none names this one."""
    if not all(language.pairs for language in _speaking(said.plain)):
        return False
    own = item_keys(item)
    for clause in re.split("[,;]", said.plain):
        hit = hits(clause).get(Act.CANCEL)
        if hit is not None and (not keys(clause[: hit.start]) or keys(clause) & own):
            return False
    return said.has(Act.CANCEL)


def given_below(said: Said, due: Due, message: Message) -> bool:
    """Pledged for today, and done in the words behind: "you get it tonight, it stands below"."""
    done = said.acts.get(Act.DONE)
    return (
        done is not None
        and due.day == message.date.date()
        and any(mention.due == due.value and done.start > mention.end - said.start for mention in said.dates)
    )
