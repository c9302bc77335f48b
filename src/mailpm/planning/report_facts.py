"""The facts of a report: what was done, what slipped, who owes what, and what comes, each for its audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailpm.model import Decision, ProjectStatus, Side, Status, TrackedItem
from mailpm.model.letters.reports import (
    AheadLine,
    Audience,
    ChangeLine,
    DecisionLine,
    Holdup,
    MilestoneLine,
    Report,
    ReportLine,
)
from mailpm.planning.forecast import (
    Calendars,
    Forecast,
    days_late,
    first_day,
    forecast,
    local_day,
    name_of,
    shared_days,
)
from mailpm.planning.light import light_facts, light_of, milestone_light
from mailpm.planning.risks import risk_line
from mailpm.planning.series import occurrences
from mailpm.planning.timeline import marks, timeline
from mailpm.workdays import WorkCalendar

SURE = 0.7  # below, an item that nobody confirmed is told to no reader
LINES = 8  # of each kind: a report is read on a phone
MILESTONES = 8
AHEAD = timedelta(days=14)
_SHOWN_CHANGES = {"raised", "assessed", "sent", "accepted", "rejected"}


def make_report(
    status: ProjectStatus,
    now: datetime,
    *,
    audience: Audience,
    calendars: Calendars,
    since: date,
    rhythm: str = "",
    count: int = 1,
    salutations: tuple[str, ...] = (),
) -> Report:
    """The report as things stand; `since` is the first day that it covers, today in the project's zone the last."""
    today, work = local_day(status.project, now), shared_days(status, calendars)
    forecasts = forecast(status, now, calendars=calendars)
    seen = visible(status, audience)
    light, reasons = light_of(light_facts(seen, forecasts, now, calendars=calendars))
    made = _Lines(status=seen, today=today, since=since, work=work, forecasts=forecasts)
    need, owe = list(made.open(Side.CLIENT)), list(made.open(Side.TEAM))
    done, slipped = list(made.done()), list(made.slipped())
    if audience is Audience.SPONSOR:
        # Only what is stuck: a sponsor's word helps there, and is wasted elsewhere.
        need, owe = [x for x in need if x.late or x.blocked or x.item_key in made.causes], []
    shown = _near(forecasts, today, since)
    span = timeline(shown, today)
    milestones = tuple(_milestone_line(f, seen, marks(span, f) if span else ()) for f in shown)
    kept = [group[:LINES] for group in (need, owe, done, slipped)]
    more = sum(max(0, len(group) - LINES) for group in (need, owe, done, slipped))
    return numbered(
        Report(
            project=status.project.name,
            client=status.project.client,
            audience=audience,
            rhythm=rhythm,
            count=count,
            since=since,
            until=today,
            light=light,
            reasons=reasons[:3],
            need=tuple(kept[0]),
            owe=tuple(kept[1]),
            done=tuple(kept[2]),
            slipped=tuple(kept[3]),
            milestones=milestones,
            timeline=span,
            risks=tuple(risk_line(seen, r) for r in seen.risks),
            changes=tuple(_changes(seen, since, today)),
            decisions=tuple(_decisions(seen, since, today)),
            ahead=tuple(_ahead(status, forecasts, now)),
            later=made.later,
            more=more,
            salutations=salutations,
        )
    )


def visible(status: ProjectStatus, audience: Audience) -> ProjectStatus:
    """What this audience may see: nothing internal outside the team, nothing merely suspected for anybody."""
    inside = audience is Audience.TEAM
    items = tuple(
        t for t in status.items if (inside or not t.internal) and (t.confirmed or t.item.certainty >= SURE)
    )
    risks = [r for r in status.risks if r.status in ("open", "happened") and (inside or not r.internal)]
    if not inside:  # a client is shown what was worded for reading
        risks = [r for r in risks if r.words or r.response]
    risks.sort(key=lambda r: (-r.probability * r.impact, r.number))
    return replace(
        status,
        items=items,
        risks=tuple(risks[:LINES]),
        decisions=tuple(d for d in status.decisions if inside or not d.internal),
        changes=tuple(c for c in status.changes if c.status in _SHOWN_CHANGES),
    )


def numbered(report: Report) -> Report:
    """The report with its lines numbered through in the order of reading; risks and changes keep their numbers."""
    following = (str(n) for n in range(1, 10_000))
    return replace(
        report,
        need=tuple(replace(line, number=next(following)) for line in report.need),
        owe=tuple(replace(line, number=next(following)) for line in report.owe),
        done=tuple(replace(line, number=next(following)) for line in report.done),
        slipped=tuple(replace(line, number=next(following)) for line in report.slipped),
        decisions=tuple(replace(line, number=next(following)) for line in report.decisions),
        ahead=tuple(replace(line, number=next(following)) for line in report.ahead),
    )


class _Lines:
    """The lines about items, of one report."""

    def __init__(
        self,
        *,
        status: ProjectStatus,
        today: date,
        since: date,
        work: WorkCalendar,
        forecasts: Sequence[Forecast],
    ) -> None:
        self.status, self.today, self.since, self.work = status, today, since, work
        self.blocks = {h.item_key: f.milestone.name for f in reversed(forecasts) for h in f.holdups if h.item_key}
        self.causes = {f.cause.item_key for f in forecasts if f.cause}
        self.zone = ZoneInfo(status.project.zone or "UTC")
        self.later = 0

    def open(self, side: Side) -> Iterator[ReportLine]:
        """What a side owes by the end of the next two weeks, or that makes a milestone slip; the most urgent first."""
        owed = [
            t
            for t in self.status.items
            if t.item.owner.side is side and t.item.status in (Status.OPEN, Status.BLOCKED)
        ]
        owed.sort(key=lambda t: (t.item.due is None, t.item.due.day if t.item.due else self.today, t.item.number))
        for tracked in owed:
            far = tracked.item.due is not None and tracked.item.due.day > self.today + AHEAD
            if far and tracked.item.key not in self.causes:
                self.later += 1
                continue
            yield self._line(tracked)

    def done(self) -> Iterator[ReportLine]:
        found = [(on, t) for t in self.status.items if t.item.status is Status.DONE and (on := self._done_on(t))]
        for on, tracked in sorted(found, key=lambda pair: (pair[0], pair[1].item.number)):
            if self.since <= on <= self.today:
                yield replace(self._line(tracked), on=on, late=0)

    def slipped(self) -> Iterator[ReportLine]:
        """Open items whose day was moved to a later one in this period."""
        for tracked in self.status.items:
            if tracked.item.status not in (Status.OPEN, Status.BLOCKED) or tracked.item.due is None:
                continue
            moves = [m for m in tracked.item.moves if m.field == "due" and m.old]
            recent = [m for m in moves if m.said_on.astimezone(self.zone).date() >= self.since]
            if recent and recent[0].old[:10] < tracked.item.due.day.isoformat():
                was = date.fromisoformat(recent[0].old[:10])
                line = self._line(tracked)
                yield replace(line, was=was, moved=self.work.between(was, tracked.item.due.day))

    def _done_on(self, tracked: TrackedItem) -> date | None:
        moves = [m for m in tracked.item.moves if m.field == "status" and m.new == Status.DONE]
        said = moves[-1].said_on if moves else tracked.item.said_on
        return said.astimezone(self.zone).date() if said else None

    def _line(self, tracked: TrackedItem) -> ReportLine:
        item = tracked.item
        due, start = item.due.day if item.due else None, first_day(tracked)
        moved = bool(start and due and start < due)
        return ReportLine(
            number="",
            what=item.what,
            who=item.owner.name or item.owner.email,
            due=due,
            was=start if moved else None,
            moved=self.work.between(start, due) if moved and start and due else 0,
            times=sum(m.field == "due" and bool(m.old) for m in item.moves),
            late=days_late(tracked, self.today, self.work),
            blocks=self.blocks.get(item.key, ""),
            blocked=item.status is Status.BLOCKED,
            item_key=item.key,
        )


def _near(forecasts: Sequence[Forecast], today: date, since: date) -> tuple[Forecast, ...]:
    """The milestones that are still to come or were reached of late, not more than fit."""
    reached = [f for f in forecasts if f.milestone.actual and f.milestone.actual >= since - AHEAD]
    coming = sorted((f for f in forecasts if f.milestone.actual is None), key=lambda f: f.day)
    chosen = [*reached[-2:], *coming][:MILESTONES]
    return tuple(sorted(chosen, key=lambda f: (f.milestone.actual or f.day, f.milestone.name)))


def _milestone_line(f: Forecast, seen: ProjectStatus, row: tuple[tuple[str, int], ...]) -> MilestoneLine:
    told = {t.item.key for t in seen.items}
    cause: Holdup | None = f.cause if f.cause and (not f.cause.item_key or f.cause.item_key in told) else None
    return MilestoneLine(
        name=f.milestone.name,
        baseline=f.milestone.baseline,
        forecast=f.day,
        actual=f.milestone.actual,
        first=f.milestone.moves[0].old if f.milestone.moves else None,
        slip=f.slip,
        light=milestone_light(f),
        cause=cause,
        marks=row,
        uncertain=f.uncertain,
    )


def _changes(seen: ProjectStatus, since: date, today: date) -> Iterator[ChangeLine]:
    """Changes that wait, and those that were decided in this period."""
    zone = ZoneInfo(seen.project.zone or "UTC")
    names = {m.key: m.name for m in seen.milestones}
    for change in seen.changes:
        decided = change.decided_on.astimezone(zone).date() if change.decided_on else None
        if change.status in ("accepted", "rejected") and (decided is None or not since <= decided <= today):
            continue
        yield ChangeLine(
            number=change.number,
            words=change.words,
            status=change.status,
            milestone=names.get(change.milestone, change.milestone),
            old_date=change.old_date,
            new_date=change.new_date,
            days=change.days,
            cost=change.cost,
        )


def _decisions(seen: ProjectStatus, since: date, today: date) -> Iterator[DecisionLine]:
    zone = ZoneInfo(seen.project.zone or "UTC")

    def day(decision: Decision) -> date:
        return decision.said_on.astimezone(zone).date()

    for decision in sorted((d for d in seen.decisions if since <= day(d) <= today), key=day):
        who = name_of(seen, decision.said_by) if decision.said_by else ""
        yield DecisionLine(number="", quote=decision.quote, said_by=who, on=day(decision))


def _ahead(status: ProjectStatus, forecasts: Iterable[Forecast], now: datetime) -> Iterator[AheadLine]:
    today, zone = local_day(status.project, now), ZoneInfo(status.project.zone or "UTC")
    lines = [
        AheadLine(number="", what=f.milestone.name, kind="milestone", on=f.day)
        for f in forecasts
        if f.milestone.actual is None and today < f.day <= today + AHEAD
    ]
    end = datetime.combine(today + AHEAD + timedelta(days=1), time(0), tzinfo=zone)
    meetings = {
        (m.start.astimezone(zone), m.title) for m in status.meetings if m.status != "cancelled" and now < m.start < end
    }
    taken = {at for at, _ in meetings}
    for series in status.check_ins:
        # An occurrence of which something is known alone stands among the meetings already.
        slots = [slot.start.astimezone(zone) for slot in occurrences(series, now, end)]
        meetings |= {(at, series.title) for at in slots if at not in taken}
    lines += [AheadLine(number="", what=title, kind="meeting", on=at.date(), at=at) for at, title in meetings]
    yield from sorted(lines, key=lambda line: (line.on, line.kind, line.what))
