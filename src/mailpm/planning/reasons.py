"""Why a thing matters: the milestone that waits for it, and what follows. Nothing that is not in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from mailpm.model import Milestone, ProjectStatus, TrackedItem
from mailpm.model.letters.chasing import NamedDay, Reason
from mailpm.planning.forecast import Calendars, Forecast, forecast
from mailpm.planning.telling import title
from mailpm.workdays import WorkCalendar


class Reasons:
    """The milestones of one project, asked for the reasons behind its items; forecasts are made once, when needed."""

    def __init__(self, status: ProjectStatus, now: datetime, *, calendars: Calendars) -> None:
        self._status = status
        self._now = now
        self._calendars = calendars

    @cached_property
    def _forecasts(self) -> tuple[Forecast, ...]:
        return forecast(self._status, self._now, calendars=self._calendars)

    def blocks(self, tracked: TrackedItem) -> NamedDay | None:
        """The first milestone that waits for this item."""
        for milestone in self._status.milestones:
            if milestone.actual is None and _waits(milestone, tracked):
                return NamedDay(name=milestone.name, day=milestone.baseline)
        return None

    def of(self, items: Iterable[TrackedItem], day: date, work: WorkCalendar) -> tuple[Reason, ...]:
        """The reasons behind `items` on `day`, the nearest milestone first."""
        named = tuple({t.item.key: t for t in items}.values())
        found: list[Reason] = []
        for milestone in self._status.milestones:
            waiting = [t for t in named if _waits(milestone, t)]
            if not waiting or milestone.actual is not None:
                continue
            found.append(
                Reason(
                    milestone=milestone.name,
                    day=milestone.baseline,
                    left=work.between(day, milestone.baseline),
                    what=tuple(title(t.item.what) for t in waiting),
                    follow=self._follow(milestone),
                    forecast=self._moves_to(milestone, {t.item.key for t in waiting}),
                )
            )
        return tuple(sorted(found, key=lambda r: r.day))

    def _follow(self, milestone: Milestone) -> tuple[NamedDay, ...]:
        names = {milestone.key, milestone.name}
        return tuple(
            NamedDay(name=m.name, day=m.baseline)
            for m in self._status.milestones
            if m.actual is None and names & set(m.depends_on)
        )

    def _moves_to(self, milestone: Milestone, keys: set[str]) -> date | None:
        """The day to which these items move the milestone; only where the plan itself says how long the work takes."""
        if milestone.lead_days is None:
            return None
        for made in self._forecasts:
            if made.milestone.key == milestone.key and made.cause is not None and made.cause.item_key in keys:
                return made.day
        return None


def _waits(milestone: Milestone, tracked: TrackedItem) -> bool:
    return tracked.item.key in milestone.waits_for or (
        bool(tracked.milestone) and tracked.milestone in (milestone.key, milestone.name)
    )
