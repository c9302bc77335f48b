"""A person's word lets one version of a letter go to its recipients, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailpm.assistant.house import Event, House
from mailpm.model import Outbound
from mailpm.planning.courtesy import when_may_leave

# An approval that could not be used by then asks again: the world has moved on.
APPROVAL_HOLDS = timedelta(days=7)


def let_go(
    house: House, row: Outbound, *, by: str, now: datetime, message_id: str = "", on: datetime | None = None
) -> datetime | None:
    """When the letter leaves: after the undo window, not before `on`, in the recipient's hours.

    None where this version is no longer what waits. `by` is an address, `message_id` the letter that said so.
    """
    undo = now + timedelta(minutes=house.config.letters.undo_minutes)
    earliest = max(moment for moment in (undo, row.not_before, on) if moment is not None)
    if row.project is not None:
        status = house.ledger.project_status(row.project, now)
        allowed = when_may_leave(status, row.recipients, earliest, calendars=house.calendar, key=row.key)
        earliest = max(earliest, allowed)
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
