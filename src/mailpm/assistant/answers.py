"""What a client's answer to one of our letters settles: a change, a choice of time, a report, his own minutes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailpm.assistant.house import Event, House
from mailpm.assistant.sorting import Place
from mailpm.model import Message, Move, Order, Outbound, Owner, Person, TrackedItem, Verb
from mailpm.model.project import Feedback
from mailpm.planning.changes import decided, may_decide, moved_milestone
from mailpm.planning.slots import agreed, choose, meeting_of
from mailpm.reading.consent import read_consent
from mailpm.reading.orders import read_orders

_NUMBER = re.compile(r"(?<![\d/.:-])([1-9])(?![\d/.:-])")
_NONE = re.compile(r"\bnone\b|都不行|都不方便|没有合适", re.I)


def settle(house: House, message: Message, place: Place, now: datetime) -> None:
    """Apply an answer to our letter, if it was one that asked something."""
    row = house.ledger.by_message_id(place.answers) if place.answers else None
    if row is None or place.project is None:
        return
    if row.kind == "change_note":
        _change(house, message, place.project, row, now)
    elif row.kind == "slots_proposed":
        _slots(house, message, place.project, row, now)
    elif row.kind == "report":
        _feedback(house, message, place.project, row)
    elif row.kind == "attendee_items":
        _minutes(house, message, place.project, row, now)


def _change(house: House, message: Message, project: str, row: Outbound, now: datetime) -> None:
    """A clear yes or no by the one who was asked (or may decide) settles the change; the sentence is the evidence."""
    status = house.ledger.project_status(project, now)
    keys = {n.key for n in house.ledger.numbering(row.message_id) if n.kind == "change"}
    consent = read_consent(message.own)
    for change in status.changes:
        if change.key not in keys or change.status in ("accepted", "rejected", "withdrawn"):
            continue
        if consent is None or not consent.clear or not may_decide(status, change, message.sender.email):
            house.trouble(
                "change_unclear", message.own.strip()[:300], now, message_id=message.message_id, project=project,
                person=message.sender.email, names=(change.number,),
            )  # fmt: skip
            continue
        settled = decided(
            change, consent, by=message.sender.email, on=message.date, message_id=message.message_id
        )
        house.ledger.save_change(project, settled)
        moved = moved_milestone(status, settled)
        if moved is not None:
            house.ledger.save_milestone(project, moved)
        house.tell(
            Event(
                what="decided",
                words=f"{change.number} {settled.status}",
                who=message.sender.email,
                project=project,
                quotes=(consent.quote,),
            )
        )


def _slots(house: House, message: Message, project: str, row: Outbound, now: datetime) -> None:
    """The numbers that suit; once everybody chose one in common, the meeting exists and invitations are drafted."""
    status = house.ledger.project_status(project, now)
    numbers = [int(n) for n in _NUMBER.findall(message.own)]
    if not numbers and not _NONE.search(message.own):
        return
    for poll in status.polls:
        if poll.status != "open" or poll.key not in row.key:
            continue
        after = choose(poll, message.sender.email, numbers, comment=message.own.strip()[:200])
        pm = status.pm
        if pm is not None and pm.email in poll.people:  # who asks for a time has it
            after = choose(after, pm.email, range(1, len(poll.slots) + 1))
        start = agreed(after)
        if start is not None:
            after = replace(after, status="fixed")
            house.ledger.save_meeting(
                project, meeting_of(after, start, attendees=after.people, domain=house.address.domain, now=now)
            )
        house.ledger.save_poll(project, after)


def _feedback(house: House, message: Message, project: str, row: Outbound) -> None:
    """What a reader says about a report is kept and shown to the PM."""
    house.ledger.save_feedback(
        project,
        Feedback(
            report=row.key,
            said_by=message.sender.email,
            said_on=message.date,
            words=message.own.strip(),
            message_id=message.message_id,
        ),
    )


def _minutes(house: House, message: Message, project: str, row: Outbound, now: datetime) -> None:
    """An attendee's word on his own items: numbered corrections are laid over them, "all right" confirms the rest.

    He may speak for what his letter listed and for nothing else; what reading understood already is not done twice.
    """
    orders = read_orders(message.own, now=message.date)
    keys = {n.number: n.key for n in house.ledger.numbering(row.message_id) if n.kind == "item"}
    for order in orders:
        for number in order.numbers:
            tracked = house.ledger.item(keys.get(number, ""))
            if tracked is not None and tracked.project == project:
                _correct(house, message, tracked, order, now)
    confirm_minutes(house, message, project, row, now)


def confirm_minutes(house: House, message: Message, project: str, row: Outbound, now: datetime) -> None:
    """Who says that his part of the minutes is right is named as such in the clean letter."""
    consent = read_consent(message.own)
    agrees = consent is not None and consent.yes and consent.clear
    if not agrees and not any(o.verb is Verb.CONFIRM for o in read_orders(message.own, now=message.date)):
        return
    for meeting in house.ledger.project_status(project, now).meetings:
        if meeting.key in row.key and message.sender.email not in meeting.minutes_confirmed:
            confirmed = (*meeting.minutes_confirmed, message.sender.email)
            house.ledger.save_meeting(project, replace(meeting, minutes_confirmed=confirmed))


def _correct(house: House, message: Message, tracked: TrackedItem, order: Order, now: datetime) -> None:
    """Another owner, another day, done: in the item's own thread, so that the PM is told of it."""
    item = tracked.item
    if any(m.message_id == message.message_id for m in item.moves) or item.owner.email != message.sender.email:
        return
    changes: dict[str, object]
    if order.verb is Verb.SET_OWNER:
        person = _named(house, tracked.project, order)
        if person is None:
            who = order.person or ", ".join(a.email for a in order.people)
            house.trouble(
                "new_person", order.quote, now, message_id=message.message_id, project=tracked.project,
                person=message.sender.email, names=(who,) if who else (),
            )  # fmt: skip
            return
        field, old, new = "owner", item.owner.name or item.owner.email, person.name
        changes = {"owner": Owner(name=person.name, side=person.side, email=person.email)}
    elif order.verb is Verb.SET_DUE and order.due is not None:
        field, old, new = "due", item.due.iso() if item.due else "", order.due.iso()
        changes = {"due": order.due}
    elif order.verb is Verb.SET_STATUS and order.status is not None:
        field, old, new, changes = "status", str(item.status), str(order.status), {"status": order.status}
    else:
        return
    move = Move(
        field=field, old=old, new=new, quote=order.quote, message_id=message.message_id, said_on=message.date,
        said_by=message.sender.email, because=("attendee", *order.because),
    )  # fmt: skip
    there = house.ledger.reading(tracked.thread)
    moved = tuple(i.moved(move, **changes) if i.key == item.key else i for i in there.items)
    house.ledger.save_reading(tracked.thread, tracked.project, replace(there, items=moved), now=now)
    words = f"{item.what} {field} {new}"
    house.tell(Event(what="noted", words=words, who=message.sender.email, project=tracked.project))


def _named(house: House, project: str, order: Order) -> Person | None:
    """The one person of the project whom an attendee names; nobody is guessed or added."""
    wanted = order.people[0].email if order.people else order.person.strip().lower()
    people = house.ledger.people(project)
    exact = [p for p in people if wanted in (p.name.lower(), p.email, p.salutation.lower())]
    near = exact or [p for p in people if wanted and wanted in p.name.lower().split()]
    return near[0] if len(near) == 1 else None
