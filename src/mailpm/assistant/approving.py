"""A person's word lets one version of a letter go to its recipients, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailpm.assistant.house import Event, House
from mailpm.model import Composed, Outbound, OutboundState, ProjectStatus, Side
from mailpm.planning.courtesy import PERSONAL, Courtesy, when_may_leave

# An approval that could not be used by then asks again: the world has moved on.
APPROVAL_HOLDS = timedelta(days=7)


def may_leave_from(house: House, row: Outbound, moment: datetime) -> datetime:
    """`moment`, or the next one in the hours and days of the letter's readers; team letters leave at any time."""
    if row.project is None or not row.approval:
        return moment
    status = house.ledger.project_status(row.project, moment)
    if row.kind in PERSONAL:
        allowed = when_may_leave(status, row.recipients, moment, calendars=house.calendar, key=row.key)
    else:
        allowed = _in_hours(house, status, row, moment)
    return max(moment, allowed)


def _in_hours(house: House, status: ProjectStatus, row: Outbound, moment: datetime) -> datetime:
    """The next moment in its readers' hours: reports and invitations do not wait for another letter's day."""
    people = [p for p in map(status.person, row.recipients) if p is not None and p.side is not Side.TEAM]
    courtesy = Courtesy(status, moment, calendars=house.calendar)
    slots = [slot for p in people if (slot := courtesy.next_slot(p)) is not None]
    return max((moment, *slots))


def _dated(house: House, row: Outbound, *, by: str, now: datetime, at: datetime) -> Outbound:
    """The same words under the Date on which they leave: a draft of Monday must not lie under Monday's mail."""
    if row.state is not OutboundState.DRAFT:
        return row
    people = {p.email: p.zone for p in house.ledger.people(row.project)} if row.project else {}
    zone = next((people[email] for email in row.recipients if people.get(email)), house.config.assistant.zone)
    old = Composed(raw=row.raw, message_id=row.message_id, subject=row.subject, text=row.text)
    composed = house.composer.redate(old, date=at.astimezone(ZoneInfo(zone)))
    return house.ledger.replace(row.id, composed, by=by, at=now)


def let_go(
    house: House, row: Outbound, *, by: str, now: datetime, message_id: str = "", on: datetime | None = None
) -> datetime | None:
    """When the letter leaves: after the undo window, not before `on`, in the recipient's hours.

    None where this version is no longer what waits. `by` is an address, `message_id` the letter that said so.
    """
    undo = now + timedelta(minutes=house.config.letters.undo_minutes)
    earliest = max(moment for moment in (undo, row.not_before, on) if moment is not None)
    earliest = may_leave_from(house, row, earliest)
    row = _dated(house, row, by=by, now=now, at=earliest)
    approved = house.ledger.approve(
        row.id,
        version=row.version,
        recipients=row.recipients,
        by=by,
        at=now,
        message_id=message_id,
        expires=earliest + APPROVAL_HOLDS,
        not_before=earliest,
    )
    if not approved:
        return None
    house.tell(Event(what="approved", words=row.subject, who=by, project=row.project or "", at=earliest))
    return earliest
