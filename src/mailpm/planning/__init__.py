"""ProjectStatus + now -> the letters that should exist by now; pure, a tuple of planners in their order."""

from collections.abc import Callable, Iterable
from datetime import datetime

from mailpm.model import Planned, ProjectStatus
from mailpm.planning.briefs import plan_brief
from mailpm.planning.changes import plan_changes
from mailpm.planning.chasers import firmer, plan_clients, softer
from mailpm.planning.courtesy import Calendars, when_may_leave
from mailpm.planning.meetings import plan_meetings
from mailpm.planning.noted import plan_noted
from mailpm.planning.preview import Foreseen, foresee
from mailpm.planning.promises import records
from mailpm.planning.reports import plan_reports

# Each looks at the same status and yields its letters; a planner knows nothing of the others.
PLANNERS: tuple[Callable[..., Iterable[Planned]], ...] = (
    plan_noted,
    plan_clients,
    plan_meetings,
    plan_reports,
    plan_changes,
)


def plan(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Planned, ...]:
    """Every letter of this project that should exist by now, each with a key that is its own for ever.

    Repeat it at will: the same facts give the same letters. `now` is aware; `calendars` gives the working days of
    an ISO country ("" is Monday to Friday).
    """
    return tuple(letter for planner in PLANNERS for letter in planner(status, now, calendars=calendars))


def preview(
    status: ProjectStatus, now: datetime, *, days: int, calendars: Calendars
) -> tuple[Foreseen, ...]:
    """What would be sent in the next `days` days, when and why, if nobody answered and every draft were let go."""
    return tuple(foresee(plan, status, now, days=days, calendars=calendars))


__all__ = [
    "PLANNERS",
    "Foreseen",
    "firmer",
    "plan",
    "plan_brief",
    "plan_changes",
    "plan_clients",
    "plan_meetings",
    "plan_noted",
    "plan_reports",
    "preview",
    "records",
    "softer",
    "when_may_leave",
]
