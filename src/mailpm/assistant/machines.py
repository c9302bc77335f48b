"""Letters that no person wrote: our own copies, delivery reports, automatic replies, calendar answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailpm.assistant.house import Event, House
from mailpm.assistant.sorting import Place
from mailpm.model import Fetched, Message

_SUPPOSED_ABSENCE = timedelta(days=7)  # an automatic reply that names no last day


def own_copy(house: House, fetched: Fetched, message: Message, now: datetime) -> None:
    """Our own letter in our mailbox: the proof that it was sent (the assistant's address is in each transaction)."""
    known = house.ledger.places_of([message.message_id])
    thread = known[0].thread if known else message.message_id
    project = known[0].project if known else None
    house.ledger.add_letter(fetched, message, project=project, thread=thread, now=now)
    house.ledger.mark_letters_told([message.message_id])
    if house.ledger.proven(message.message_id, now):
        house.tell(Event(what="proven", words=message.subject, project=project or ""))


def bounced(house: House, message: Message, now: datetime) -> None:
    """A delivery report about one of our letters; an address that is gone is not written to again.

    A report about a letter that we never sent is somebody's trick or somebody else's matter: it changes nothing.
    """
    bounce = message.bounce
    if bounce is None:
        return
    ours = house.ledger.places_of([bounce.original_message_id]) if bounce.original_message_id else ()
    written_to = {email for place in ours if place.ours for email in place.recipients}
    for failed in bounce.recipients:
        if failed.email not in written_to:
            continue
        for project in house.ledger.projects_of(failed.email):
            if failed.permanent:
                _change_person(house, project, failed.email, bounced=True)
            house.trouble(
                "bounced",
                f"{failed.status} {failed.diagnostic}".strip(),
                now,
                message_id=message.message_id,
                project=project,
                person=failed.email,
            )
        house.tell(Event(what="bounced", words=failed.status, who=failed.email))


def absent(house: House, message: Message, place: Place, now: datetime) -> None:
    """An automatic reply: nothing goes to this person before he is back, and the stand-in is named to the PM."""
    absence = message.absence
    if absence is None:
        return
    until = absence.until or (message.date + _SUPPOSED_ABSENCE).date()
    for project in house.ledger.projects_of(message.sender.email):
        _change_person(house, project, message.sender.email, quiet_until=until)
        house.trouble(
            "absent",
            absence.quote,
            now,
            message_id=message.message_id,
            project=project,
            person=message.sender.email,
            until=until,
            names=tuple(d.name or d.email for d in absence.deputies),
        )
    house.tell(Event(what="absent", words=until.isoformat(), who=message.sender.email, project=place.project or ""))


def calendar(house: House, message: Message, place: Place, now: datetime) -> None:
    """An answer to an invitation of ours, or somebody's own invitation, which is recorded and never answered."""
    from mailpm.assistant.meetings import answered, invited

    part = message.calendar
    if part is None:
        return
    if part.method in ("REPLY", "COUNTER", "REFRESH"):
        answered(house, message, part, now)
    elif part.method in ("REQUEST", "PUBLISH", "CANCEL") and place.project:
        invited(house, message, part, place.project, now)


def _change_person(house: House, project: str, email: str, **changes: object) -> None:
    for person in house.ledger.people(project):
        if person.email == email:
            house.ledger.save_person(project, replace(person, **changes))  # type: ignore[arg-type]
