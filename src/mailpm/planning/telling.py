"""An item as a letter tells it: its days, and the sentence that set them, if the reader knows that sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mailpm.model import Move, Person, ProjectStatus, Sent, Side, ThreadPlace, TrackedItem
from mailpm.model.letters.chasing import LetterItem
from mailpm.planning.ladder import is_correction, later_moves, said_days

_LONGEST_TITLE = 120


def title(words: str) -> str:
    """An item's words as one short line."""
    line = " ".join(words.split()).strip(" .,;:，。；：")
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1].rstrip()}…"


def letter_item(status: ProjectStatus, tracked: TrackedItem, reader: Person, day: date) -> LetterItem:
    """An item as `reader` is told of it in a letter of `day`."""
    item = tracked.item
    quote, by, on = _known_words(status, tracked, reader)
    owner = status.person(item.owner.email)
    slips = later_moves(tracked)
    handed = _handed_by(status, tracked, reader)
    return LetterItem(
        what=title(item.what),
        due=item.due,
        was=said_days(tracked)[0] if slips else None,
        slips=len(slips),
        late=item.due is not None and item.due.day < day,
        quote=quote,
        said_by=by.name if by else "",
        said_on=on.date() if on else None,
        by_you=by is not None and by.email == reader.email,
        handed_by=handed.name if handed else "",
        owner=(owner.name if owner else "") or item.owner.name,
    )


def place_of(tracked: TrackedItem, reader: Person, letters: Sequence[Sent]) -> ThreadPlace | None:
    """Where a letter to `reader` about this item goes: into the thread in which it was spoken of.

    Who was never in that thread (the item is the team's, or a colleague named him) is answered in ours: below the
    last of our `letters` to him about the item; the first of them opens a thread of its own.
    """
    item = tracked.item
    own = [m.message_id for m in item.moves if m.said_by == reader.email and m.message_id]
    handing = _handing(tracked)
    if tracked.asked and not tracked.internal and (handing is None or handing.said_by == reader.email):
        if not tracked.subject:
            return None
        answered = own[-1] if own else item.message_id
        return ThreadPlace(subject=tracked.subject, in_reply_to=answered, references=tracked.references)
    ours = [s for s in letters if s.state == "accepted" and item.key in s.item_keys and s.message_id]
    if not ours:
        return None
    last = max(ours, key=lambda s: s.at)
    answered = own[-1] if own else last.message_id
    return ThreadPlace(subject=last.subject, in_reply_to=answered, references=(last.message_id,))


def _known_words(
    status: ProjectStatus, tracked: TrackedItem, reader: Person
) -> tuple[str, Person | None, datetime | None]:
    """The sentence to quote: the reader's own last one about the day; else the one that made the item.

    Nothing is quoted that the reader may not have seen: neither what the PM told us alone (an order, an item that
    he was never asked for), nor what others wrote when they passed the item on.
    """
    item = tracked.item
    for move in reversed(item.moves):
        if move.field == "due" and move.said_by == reader.email and move.quote and not is_correction(move):
            return move.quote, reader, move.said_on
    by = status.person(item.said_by)
    open_word = tracked.asked and not tracked.internal
    seen = item.said_by == reader.email or (open_word and by is not None and by.side is not Side.OTHER)
    if seen and _handing(tracked) is None:
        return item.quote, by, item.said_on
    return "", None, None


def _handing(tracked: TrackedItem) -> Move | None:
    return next((m for m in reversed(tracked.item.moves) if m.field == "owner"), None)


def _handed_by(status: ProjectStatus, tracked: TrackedItem, reader: Person) -> Person | None:
    """The client who named the reader for this item."""
    move = _handing(tracked)
    person = status.person(move.said_by) if move is not None else None
    if person is None or person.side is not Side.CLIENT or person.email == reader.email:
        return None
    return person if tracked.item.owner.email == reader.email else None
