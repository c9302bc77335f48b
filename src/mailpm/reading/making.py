"""Items as they come into the thread: which sentences make one, and of what kind."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from mailpm.model import Due, Item, ItemType, Message, Owner, Status
from mailpm.reading.language import Act
from mailpm.reading.said import Said

_TRIM = " \t\n,.;:!?，。；：！？、-–—·*•"


def key_of(message_id: str, quote: str, nth: int) -> str:
    """Stable for one letter and one quote, also when the letter is read again."""
    words = re.sub(r"\s+", " ", quote)
    return hashlib.sha256(f"{message_id}\n{words}\n{nth}".encode()).hexdigest()[:16]


def make(
    message: Message,
    place: int,
    kind: ItemType,
    owner: Owner,
    quote: str,
    *,
    what: str = "",
    due: Due | None = None,
    status: Status = Status.OPEN,
    because: Iterable[str] = (),
    asked_by: str = "",
    label: str = "",
    group: str = "",
    taken: set[str],
) -> Item:
    """A new item; `taken` keeps the keys of one letter apart."""
    quote = quote.strip(_TRIM)
    nth = 0
    while (key := key_of(message.message_id, quote, nth)) in taken:
        nth += 1
    taken.add(key)
    return Item(
        key=key,
        type=kind,
        message=place,
        message_id=message.message_id,
        owner=owner,
        what=(what or quote).strip(_TRIM)[:160],
        quote=quote,
        status=status,
        due=due,
        because=tuple(because),
        said_on=message.date,
        said_by=message.sender.email,
        asked_by=asked_by,
        label=label,
        group=group,
    )


def asks(said: Said) -> bool:
    """Whether the clause asks the reader for something that a list should hold."""
    if said.has(Act.MEET) and (said.dates or said.has(Act.MEET_MOVED)) and not said.has(Act.WANT):
        return False
    if said.has(Act.COURTESY) and not said.dates:
        return False
    if said.has(Act.ASK):
        if said.has(Act.IF) and not said.dates and not said.has(Act.WANT):
            return False
        return not (said.has(Act.FACT) and not said.dates and _only_fact(said))
    if said.has(Act.WANT):
        if said.has(Act.DONT, Act.OFFER) and not said.dates:
            return False
        return not (said.question and not said.dates)
    if said.has(Act.FACT) and said.dates and said.question:
        return False
    return False


def _only_fact(said: Said) -> bool:
    fact, ask = said.acts[Act.FACT], said.acts[Act.ASK]
    return fact.start <= ask.start and fact.end >= ask.end and fact.start < 3


def promises(said: Said) -> bool:
    """Whether the clause says that the author's side, or somebody known to it, will do a thing."""
    if said.question or said.has(Act.OFFER):
        return False
    if said.has(Act.COURTESY) and not said.dates:
        return False
    if said.has(Act.MEET_FIXED, Act.MEET_MOVED, Act.MEET_OFF):
        return False
    if said.has(Act.RISK) and not _first_person(said):
        return False
    if said.has(Act.IF) and said.has(Act.PROMISE, Act.THIRD):
        return False
    if said.has(Act.DONT, Act.REFUSE, Act.BLOCKED) and not _first_person(said):
        return False
    if not said.dates:
        return _first_person(said) and _undated(said)
    if said.has(Act.AWAY, Act.EVENT) and not _first_person(said):
        return False
    if said.has(Act.PROMISE, Act.THIRD):
        return True
    if said.has(Act.DONE, Act.RECEIVED, Act.CANCEL, Act.DECISION, Act.PAST):
        return False
    return said.has(Act.VERB)


def conditional(said: Said) -> bool:
    """A promise that waits for a condition: an item only once the other side accepts."""
    return said.has(Act.IF) and said.has(Act.PROMISE, Act.THIRD) and bool(said.dates) and not said.has(Act.RISK)


_SURE = ("i-will", "you-will-have", "wo-hui", "gei-nin", "you-wo", "ta-fuze", "ta-hui", "i-send")
_BOUND = ("i-will", "you-will-have", "i-am-doing", "i-send", "wo-hui", "gei-nin", "you-wo", "ta-hui", "will-come", "third-will", "ta-shuo", "ta-fuze", "yuji")


def _first_person(said: Said) -> bool:
    return any(name.partition(".")[2] in _BOUND for name in said.rule(Act.PROMISE, Act.THIRD))


def _undated(said: Said) -> bool:
    """A promise without a day counts where it is in the first person and names a deliverable."""
    if said.has(Act.DONE, Act.RECEIVED, Act.PAST, Act.COURTESY, Act.AWAY, Act.FACT, Act.EVASIVE, Act.CANCEL, Act.REFUSE):
        return False
    sure = any(name.partition(".")[2] in _SURE for name in said.rule(Act.PROMISE, Act.THIRD))
    return sure and len(said.keys) >= 1
