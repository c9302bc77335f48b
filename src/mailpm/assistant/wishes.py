"""A client's own wishes about being written to: honoured at once and for good, and told to the PM."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailpm.assistant.house import Event, House
from mailpm.assistant.sorting import Place
from mailpm.model import Message, WishKind
from mailpm.reading.wishes import read_wishes


def honour(house: House, message: Message, place: Place, now: datetime, *, changed: bool) -> None:
    """Stop, redirect or wait as the sender asks; he may do so for himself only.

    `changed`: the letter already moved an item, so "sent already" needs no further word.
    """
    if place.project is None:
        return
    person = next((p for p in house.ledger.people(place.project) if p.email == message.sender.email), None)
    for wish in read_wishes(message.own):
        if wish.kind is WishKind.SENT_BEFORE and changed:
            continue
        if person is not None:
            if wish.kind in (WishKind.STOP, WishKind.WRONG_PERSON):
                person = replace(person, no_reminders=True)
            else:
                # Talked over on the phone, or said to be sent: the PM looks first, then we may ask again.
                person = replace(person, quiet_until=(now + timedelta(days=7)).date())
            house.ledger.save_person(place.project, person)
        house.trouble(
            f"wish_{wish.kind}",
            wish.quote,
            now,
            message_id=message.message_id,
            project=place.project,
            person=message.sender.email,
            names=tuple(filter(None, (wish.email or wish.person,))),
        )
        house.tell(Event(what="wish", words=str(wish.kind), who=message.sender.email, project=place.project))
