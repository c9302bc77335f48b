"""Minutes belong to a meeting: found by its day, or written down as one that nobody had on the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.house import House
from mailpm.model import Meeting, Message, Order, OutboundState, ProjectStatus
from mailpm.model.letters.control import Outcome
from mailpm.planning.meeting_facts import held

_LOOK_BACK = 14  # days: minutes that come later are about an older matter


def note_minutes(house: House, message: Message, project: str, now: datetime, *, meeting: str = "") -> None:
    """Tie the minutes in this letter to the meeting that they are of: the one with the key `meeting`, if given."""
    status = house.ledger.project_status(project, now)
    if any(m.minutes_message_id == message.message_id for m in status.meetings):
        return
    waiting = [m for m in held(status, _LOOK_BACK, now) if m.minutes_message_id is None]
    day = _day(message)
    asked = [m for m in waiting if m.key == meeting]
    same = asked or [m for m in waiting if m.start.astimezone(message.date.tzinfo).date() == day] or waiting[-1:]
    chosen = same[-1] if same else _unknown_meeting(house, message, status, day)
    house.ledger.save_meeting(project, replace(chosen, minutes_message_id=message.message_id))


def _day(message: Message) -> date:
    """The day of the meeting: that of the forwarded minutes, else the letter's own."""
    inner = next((f.date for f in message.forwarded if f.date is not None), None)
    return (inner or message.date).date()


def _unknown_meeting(house: House, message: Message, status: ProjectStatus, day: date) -> Meeting:
    """A meeting that was on no calendar of ours: those whom the minutes name were there."""
    words = f"{message.text}\n{' '.join(f.text for f in message.forwarded)}"
    there = [p.email for p in status.people if (p.name and p.name in words) or p.email in words]
    mark = sha256(message.message_id.encode()).hexdigest()[:24]
    zone = message.date.tzinfo
    return Meeting(
        key=f"meeting:{mark}",
        uid=f"{mark}@{house.address.domain}",
        title=f"{status.project.name}",
        start=datetime.combine(day, message.date.time(), zone) - timedelta(hours=2),
        minutes=60,
        status="confirmed",
        attendees=tuple(there),
        zone=status.project.zone,
        created=message.date,
    )


def ask_attendees(desk: Desk, order: Order) -> Done:
    """Each attendee is asked about his own items: the order is the PM's word for these letters."""
    from mailpm.assistant.approving import let_go
    from mailpm.assistant.drafting import draft_project

    if desk.project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    house = desk.house
    status = house.ledger.project_status(desk.project, desk.now)
    told = {i for i in (desk.message.in_reply_to, *desk.message.references) if i}
    waiting = [m for m in status.meetings if m.minutes_message_id and m.minutes_ok is None]
    chosen = [m for m in waiting if m.minutes_message_id in told] or waiting[-1:]
    if not chosen:
        return said(Outcome(what="no_meeting", words=order.quote, done=False))
    house.ledger.save_meeting(desk.project, replace(chosen[0], minutes_ok=desk.now))
    draft_project(house, desk.project, desk.now)
    for row in house.ledger.outbox(states=(OutboundState.DRAFT,), project=desk.project):
        if row.kind == "attendee_items":
            let_go(house, row, by=desk.member.email, now=desk.now, message_id=desk.message.message_id)
    return said(Outcome(what="minutes_go", words=chosen[0].title))
