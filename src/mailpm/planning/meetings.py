"""Everything around meetings that should have been written by now: invitations, answers, agendas, minutes, slots."""

from __future__ import annotations

from datetime import datetime

from mailpm.model import CheckIn, Planned, ProjectStatus
from mailpm.planning.agendas import plan_agendas
from mailpm.planning.courtesy import Calendars
from mailpm.planning.invitations import plan_invitations
from mailpm.planning.meeting_answers import plan_answers
from mailpm.planning.meeting_facts import REACHED, is_running
from mailpm.planning.meeting_life import keep_holidays
from mailpm.planning.minutes_loop import plan_minutes
from mailpm.planning.series import for_holidays
from mailpm.planning.slots import plan_slots

_PLANNERS = (plan_invitations, plan_answers, plan_agendas, plan_minutes, plan_slots)


def plan_meetings(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Planned, ...]:
    """The letters around this project's meetings; none while it is paused, closed or not begun. `now` is aware."""
    if not is_running(status, now):
        return ()
    return tuple(letter for planner in _PLANNERS for letter in planner(status, now, calendars=calendars))


def series_after_holidays(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[CheckIn, ...]:
    """The series that a look at the calendar changed; to be saved before planning, on every round if one likes.

    A series that nobody was told of yet simply has its holidays worked in, for a year; in one that is out, what is
    new within four weeks becomes an update. The same status gives nothing once its series are saved.
    """
    changed = []
    for series in status.check_ins:
        if series.status == "cancelled":
            continue
        mark = f"invitation:{series.uid}:"
        told = any(s.key.startswith(mark) and s.state in REACHED for s in status.sent)
        look = keep_holidays if told else for_holidays
        after = look(series, status.people, now, calendars=calendars)
        if after != series:
            changed.append(after)
    return tuple(changed)
