"""What a client's answer to one of our letters settles: a change, a choice of time, a report, his own minutes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailpm.assistant.house import Event, House
from mailpm.assistant.sorting import Place
from mailpm.model import Message, Outbound
from mailpm.model.project import Feedback
from mailpm.planning.changes import decided, may_decide, moved_milestone
from mailpm.planning.slots import agreed, choose, meeting_of
from mailpm.reading.consent import read_consent

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
    """"All right" to one's own items confirms them; corrections were read as items already."""
    consent = read_consent(message.own)
    if consent is None or not consent.yes or not consent.clear:
        return
    for meeting in house.ledger.project_status(project, now).meetings:
        if meeting.key in row.key and message.sender.email not in meeting.minutes_confirmed:
            confirmed = (*meeting.minutes_confirmed, message.sender.email)
            house.ledger.save_meeting(project, replace(meeting, minutes_confirmed=confirmed))
