"""An item as a letter tells it: its days, and the sentence that set them."""

from __future__ import annotations

from datetime import date

from mailpm.model import Person, ProjectStatus, Side, TrackedItem
from mailpm.model.letters.chasing import LetterItem
from mailpm.planning.ladder import later_moves, said_days


def letter_item(status: ProjectStatus, tracked: TrackedItem, reader: Person, day: date) -> LetterItem:
    """An item as `reader` is told of it in a letter of `day`, with the sentence that set its day."""
    item = tracked.item
    quote, by, on = item.quote, item.said_by, item.said_on
    for move in item.moves:
        if move.field in ("due", "owner") and move.quote:
            quote, by, on = move.quote, move.said_by, move.said_on
    person = status.person(by)
    if person is None or person.side is Side.OTHER:
        quote = ""  # words of somebody who is not in this project are not passed on
    owner = status.person(item.owner.email)
    slips = later_moves(tracked)
    first = said_days(tracked)[0] if slips else None
    return LetterItem(
        what=item.what,
        due=item.due,
        was=first,
        slips=len(slips),
        late=item.due is not None and item.due.day < day,
        quote=quote,
        said_by=person.name if person else "",
        said_on=on.date() if on else None,
        by_you=by == reader.email,
        owner=owner.name if owner else item.owner.name,
    )
