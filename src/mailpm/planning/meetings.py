"""Everything around meetings that should have been written by now: invitations, answers, agendas, minutes, slots."""

from __future__ import annotations

from datetime import datetime

from mailpm.model import Planned, ProjectStatus
from mailpm.planning.agendas import plan_agendas
from mailpm.planning.courtesy import Calendars
from mailpm.planning.invitations import plan_invitations
from mailpm.planning.meeting_answers import plan_answers
from mailpm.planning.meeting_facts import is_running
from mailpm.planning.minutes_loop import plan_minutes
from mailpm.planning.slots import plan_slots

_PLANNERS = (plan_invitations, plan_answers, plan_agendas, plan_minutes, plan_slots)


def plan_meetings(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Planned, ...]:
    """The letters around this project's meetings; none while it is paused, closed or not begun. `now` is aware."""
    if not is_running(status, now):
        return ()
    return tuple(letter for planner in _PLANNERS for letter in planner(status, now, calendars=calendars))
