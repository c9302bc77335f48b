"""When each milestone can be reached, and which item of whose decides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mailpm.model import Milestone, Person, Project, ProjectStatus, Side, Status, TrackedItem
from mailpm.model.letters.reports import Holdup
from mailpm.workdays import WorkCalendar

Calendars = Callable[[str], WorkCalendar]

# The team's own work after the last thing it waited for has come, where the plan does not say: a week, or all the
# time that the plan left between the two, if that was less.
USUAL_LEAD = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """What one milestone's day will be.

    `slip` is in working days of both sides from the baseline; `holdups` is all that it still waits for, the one
    that allows the latest day first; `cause` is the one that moves it beyond its baseline; `uncertain`: something
    that it waits for is blocked or has no day.
    """

    milestone: Milestone
    day: date
    slip: int = 0
    holdups: tuple[Holdup, ...] = ()
    cause: Holdup | None = None
    uncertain: bool = False


def local_day(project: Project, now: datetime) -> date:
    """The day that it is in the project's zone."""
    return now.astimezone(ZoneInfo(project.zone or "UTC")).date()


def shared_days(status: ProjectStatus, calendars: Calendars) -> WorkCalendar:
    """The days on which both the team and the client's people work."""
    team = {p.country for p in status.team} or {status.project.country}
    clients = {p.country for p in status.people if p.side is Side.CLIENT}
    return _shared(tuple(sorted(team | clients | {status.project.country}) or ("",)), calendars)


@lru_cache(maxsize=256)
def _shared(countries: tuple[str, ...], calendars: Calendars) -> WorkCalendar:
    known = [calendars(country) for country in countries if country] or [calendars("")]
    shared = known[0]
    for other in known[1:]:
        shared = WorkCalendar.both(shared, other)
    return shared


def forecast(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Forecast, ...]:
    """A forecast for each milestone, in the order of the plan."""
    today, work = local_day(status.project, now), shared_days(status, calendars)
    waits = _waits(status)
    done: dict[str, Forecast] = {}
    by_name = {**{m.name: m for m in status.milestones}, **{m.key: m for m in status.milestones}}
    for milestone in status.milestones:
        _settle(milestone, by_name, waits, done, today, work, ())
    return tuple(done[m.key] for m in status.milestones)


def with_forecasts(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Milestone, ...]:
    """The milestones with their forecast days written in, for the ledger."""
    return tuple(replace(f.milestone, forecast=f.day) for f in forecast(status, now, calendars=calendars))


def expected_day(tracked: TrackedItem, today: date, work: WorkCalendar) -> date:
    """When an open item may come: on its day, or, if that is past or was never named, on the next working day."""
    due = tracked.item.due.day if tracked.item.due else None
    if due is None or due < today or (due == today and not work.is_working(today)):
        return work.next(today + timedelta(days=1))
    return due


def days_late(tracked: TrackedItem, today: date, work: WorkCalendar) -> int:
    """The working days that an open item is over its day; 0 for one that is in time or settled."""
    item = tracked.item
    if item.due is None or item.due.day >= today or item.status not in (Status.OPEN, Status.BLOCKED):
        return 0
    return work.between(item.due.day, today)


def first_day(tracked: TrackedItem) -> date | None:
    """The day that was named first for an item, before it ever moved."""
    for move in tracked.item.moves:
        if move.field == "due" and move.old:
            return date.fromisoformat(move.old[:10])
    return tracked.item.due.day if tracked.item.due else None


def waiting_milestones(status: ProjectStatus) -> dict[str, str]:
    """The name of the first milestone not yet reached that waits for an open item, by the item's key."""
    found: dict[str, str] = {}
    waits = _waits(status)
    for milestone in status.milestones:
        if milestone.actual is None:
            for tracked in waits[milestone.key]:
                found.setdefault(tracked.item.key, milestone.name)
    return found


def _waits(status: ProjectStatus) -> Mapping[str, Sequence[TrackedItem]]:
    """The open items of each milestone, by the milestone's key."""
    names = {**{m.name: m.key for m in status.milestones}, **{m.key: m.key for m in status.milestones}}
    named = {key: m.key for m in status.milestones for key in m.waits_for}
    waits: dict[str, list[TrackedItem]] = {m.key: [] for m in status.milestones}
    for tracked in status.items:
        if tracked.item.status not in (Status.OPEN, Status.BLOCKED):
            continue
        where = {names[tracked.milestone]} if tracked.milestone in names else set()
        if tracked.item.key in named:
            where.add(named[tracked.item.key])
        for key in sorted(where):
            waits[key].append(tracked)
    return waits


def _settle(
    milestone: Milestone,
    by_name: Mapping[str, Milestone],
    waits: Mapping[str, Sequence[TrackedItem]],
    done: dict[str, Forecast],
    today: date,
    work: WorkCalendar,
    path: tuple[str, ...],
) -> Forecast:
    """The milestone's forecast, after those of the milestones that it depends on; a circle is cut where it closes."""
    if milestone.key in done:
        return done[milestone.key]
    earlier = [
        _settle(by_name[name], by_name, waits, done, today, work, (*path, milestone.key))
        for name in milestone.depends_on
        if name in by_name and by_name[name].key not in (*path, milestone.key)
    ]
    made = _forecast_one(milestone, waits[milestone.key], earlier, today, work)
    done[milestone.key] = made
    return made


def _forecast_one(
    milestone: Milestone,
    items: Sequence[TrackedItem],
    earlier: Sequence[Forecast],
    today: date,
    work: WorkCalendar,
) -> Forecast:
    if milestone.actual is not None:
        slip = work.between(milestone.baseline, milestone.actual)
        return Forecast(milestone=milestone, day=milestone.actual, slip=slip)
    holdups = [_item_holdup(milestone, tracked, today, work) for tracked in items]
    holdups += [_milestone_holdup(milestone, f, work) for f in earlier if f.milestone.actual is None]
    holdups.sort(key=lambda h: (h.allows or date.min, h.late, h.what), reverse=True)
    day = milestone.baseline
    if day < today:  # missed, and nothing says why: tomorrow at the earliest
        day = work.next(today + timedelta(days=1))
    cause = next((h for h in holdups if h.allows and h.allows > milestone.baseline), None)
    if cause and cause.allows and cause.allows > day:
        day = cause.allows
    return Forecast(
        milestone=milestone,
        day=day,
        slip=work.between(milestone.baseline, day),
        holdups=tuple(holdups),
        cause=cause,
        uncertain=any(h.blocked or (h.item_key and h.due is None) for h in holdups)
        or any(f.uncertain for f in earlier),
    )


def _item_holdup(milestone: Milestone, tracked: TrackedItem, today: date, work: WorkCalendar) -> Holdup:
    item = tracked.item
    expected = expected_day(tracked, today, work)
    planned = first_day(tracked)
    room = work.between(planned, milestone.baseline) if planned else USUAL_LEAD
    lead = milestone.lead_days if milestone.lead_days is not None else max(0, min(USUAL_LEAD, room))
    return Holdup(
        what=item.what,
        who=item.owner.name or item.owner.email,
        side=item.owner.side,
        item_key=item.key,
        due=item.due.day if item.due else None,
        expected=expected,
        late=days_late(tracked, today, work),
        allows=work.add(work.next(expected), lead),
        blocked=item.status is Status.BLOCKED,
    )


def _milestone_holdup(milestone: Milestone, before: Forecast, work: WorkCalendar) -> Holdup:
    """The work between two milestones is as long as the plan says, or as `lead_days` says."""
    planned = max(0, work.between(before.milestone.baseline, milestone.baseline))
    lead = milestone.lead_days if milestone.lead_days is not None else planned
    return Holdup(
        what=before.milestone.name,
        due=before.milestone.baseline,
        expected=before.day,
        late=max(0, before.slip),
        allows=work.add(before.day, lead),
    )


def name_of(status: ProjectStatus, email: str) -> str:
    """How a person is called, or the address where nobody knows."""
    person: Person | None = status.person(email)
    return person.name if person and person.name else email
