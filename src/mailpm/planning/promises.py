"""Who keeps his dates: records by person and company, and our own promises that are late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median

from mailpm.model import ItemType, Person, ProjectStatus, Side, Status, TrackedItem
from mailpm.model.letters.chasing import PromiseRecord
from mailpm.planning.courtesy import Calendars, Courtesy, zone_of
from mailpm.planning.ladder import is_sure, later_moves, said_days
from mailpm.workdays import WorkCalendar

# So many items must be judged before somebody's record changes how early we begin.
_ENOUGH = 4


def settled_on(tracked: TrackedItem) -> date | None:
    """The day on which an item was done."""
    for move in reversed(tracked.item.moves):
        if move.field == "status" and move.new == Status.DONE:
            return move.said_on.date()
    return None


def record(
    name: str, items: Iterable[TrackedItem], today: date, work: WorkCalendar, *, company: bool = False
) -> PromiseRecord:
    """How the dates of these items were kept, against the day named first."""
    kept = late = overdue = waiting = slips = 0
    delays: list[int] = []
    for tracked in items:
        days = said_days(tracked)
        if not days or tracked.item.status in (Status.DECLINED, Status.CANCELLED):
            continue
        slips += len(later_moves(tracked))
        done = settled_on(tracked)
        if tracked.item.status is Status.DONE and done is not None:
            delays.append(work.between(days[0], done))
            if done <= days[0]:
                kept += 1
            else:
                late += 1
        elif tracked.item.status is not Status.DONE:
            if days[-1] < today:
                overdue += 1
                delays.append(work.between(days[0], today))
            else:
                waiting += 1
    return PromiseRecord(
        name=name,
        company=company,
        kept=kept,
        late=late,
        overdue=overdue,
        open=waiting,
        slips=slips,
        median_delay=float(median(delays)) if delays else 0.0,
    )


def records(statuses: Sequence[ProjectStatus], now: datetime, *, calendars: Calendars) -> tuple[PromiseRecord, ...]:
    """The records of every client over all these projects, by person and (where two or more share it) by company."""
    people: dict[str, Person] = {}
    items: dict[str, list[TrackedItem]] = {}
    work: dict[str, WorkCalendar] = {}
    for status in statuses:
        courtesy = Courtesy(status, now, calendars=calendars)
        for person in status.people:
            if person.side is Side.CLIENT:
                people.setdefault(person.email, person)
                work.setdefault(person.email, courtesy.work(person))
        for tracked in status.items:
            if tracked.item.owner.email in people:
                items.setdefault(tracked.item.owner.email, []).append(tracked)
    today = now.date()
    found = [record(people[email].name or email, items[email], today, work[email]) for email in items]
    companies: dict[str, list[str]] = {}
    for email in items:
        if people[email].company:
            companies.setdefault(people[email].company, []).append(email)
    for company, emails in companies.items():
        if len(emails) > 1:
            together = [t for email in emails for t in items[email]]
            found.append(record(company, together, today, work[emails[0]], company=True))
    return tuple(sorted((r for r in found if r.judged or r.open), key=lambda r: (r.company, _share(r), r.name)))


def earlier_by(status: ProjectStatus, email: str) -> int:
    """Working days by which the first steps begin sooner: one, for somebody who kept fewer than half of his dates."""
    judged = kept = 0
    for tracked in status.items:
        if tracked.item.owner.email != email or tracked.item.status is not Status.DONE:
            continue
        days, done = said_days(tracked), settled_on(tracked)
        if days and done is not None:
            judged += 1
            kept += done <= days[0]
    return 1 if judged >= _ENOUGH and kept * 2 < judged else 0


def late_promises(status: ProjectStatus, now: datetime) -> dict[str, list[TrackedItem]]:
    """What the team promised and is over its day, by the address of the client who waits for it: the one who asked
    for it; else the first who is not kept for escalation."""
    usual = next((p for p in status.people if p.side is Side.CLIENT and not p.escalation), None)
    today = now.astimezone(zone_of(status.project.zone)).date()
    found: dict[str, list[TrackedItem]] = {}
    for tracked in status.items:
        if not _may_be_owned_up(status, tracked) or tracked.item.due is None or tracked.item.due.day >= today:
            continue
        asked = status.person(tracked.item.asked_by) if tracked.item.asked_by else None
        reader = asked if asked is not None and asked.side is Side.CLIENT else usual
        if reader is not None:
            found.setdefault(reader.email, []).append(tracked)
    return found


def _may_be_owned_up(status: ProjectStatus, tracked: TrackedItem) -> bool:
    """Whether a client waits for it: we promised it in a letter to him, or he asked for it."""
    item = tracked.item
    asked = status.person(item.asked_by or item.said_by)
    return (
        item.owner.side is Side.TEAM
        and (item.type is ItemType.PROMISE or (asked is not None and asked.side is Side.CLIENT))
        and item.status in (Status.OPEN, Status.BLOCKED)
        and item.due is not None
        and not tracked.internal
        and is_sure(tracked)
        and tracked.hold_until is None
    )


def _share(r: PromiseRecord) -> float:
    return r.kept / r.judged if r.judged else 1.0
