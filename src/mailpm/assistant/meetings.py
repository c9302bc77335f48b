"""Calendar parts that come in: answers to our invitations, other people's invitations."""

from __future__ import annotations

from datetime import datetime

from mailpm.assistant.house import Event, House
from mailpm.assistant.sorting import trusted
from mailpm.model import CalendarPart, CheckIn, Meeting, Message
from mailpm.planning.replies import Fate, apply_reply, record_invitation


def find(house: House, uid: str, now: datetime) -> tuple[str, CheckIn | Meeting] | None:
    """The project and the series or meeting with this UID (RFC 5545 section 3.8.4.7)."""
    for project in house.ledger.projects():
        status = house.ledger.project_status(project.key, now)
        nouns: tuple[CheckIn | Meeting, ...] = (*status.check_ins, *status.meetings)
        for noun in nouns:
            if noun.uid == uid:
                return project.key, noun
    return None


def keep(house: House, project: str, noun: CheckIn | Meeting) -> None:
    """Write a series or a meeting down."""
    if isinstance(noun, CheckIn):
        house.ledger.save_check_in(project, noun)
    else:
        house.ledger.save_meeting(project, noun)


def answered(house: House, message: Message, part: CalendarPart, now: datetime) -> None:
    """A yes, a no or another time from somebody we invited; what is not sure goes to the PM's tray."""
    found = find(house, part.uid, now)
    if found is None:
        return
    project, noun = found
    applied = apply_reply(noun, part, message.sender, trusted=trusted(house, message))
    if applied.fate is Fate.IGNORED:
        return
    keep(house, project, applied.noun)
    if applied.fate in (Fate.TRAY, Fate.DELEGATED):
        who = applied.answer.delegated_to if applied.answer else ""
        house.trouble(
            "calendar_unsure",
            message.subject,
            now,
            message_id=message.message_id,
            project=project,
            person=message.sender.email,
            names=tuple(filter(None, (who,))),
        )
    house.tell(Event(what="calendar", words=str(applied.fate), who=message.sender.email, project=project))


def invited(house: House, message: Message, part: CalendarPart, project: str, now: datetime) -> None:
    """Somebody else's invitation: recorded as a meeting of the project, never answered by itself."""
    found = find(house, part.uid, now)
    known = found[1] if found else None
    if isinstance(known, CheckIn):
        return  # our own series: nobody else may change it by a calendar part
    zone = house.config.assistant.zone
    meeting = record_invitation(known, part, message.sender, now=now, zone=zone)
    if meeting is not None:
        house.ledger.save_meeting(project, meeting)
        who = message.sender.email
        house.tell(Event(what="meeting", words=meeting.title, who=who, project=project, at=meeting.start))
