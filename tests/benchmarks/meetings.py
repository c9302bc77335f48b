"""How long planning looks at meetings: 500 projects with a weekly series each, before and after the invitations left.

Run: python -m tests.benchmarks.meetings. Only the ratio of the two lines counts from machine to machine.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from mailpm.model import CheckIn, Person, Project, ProjectStatus, Sent, Side, TeamRole
from mailpm.planning.meetings import plan_meetings
from mailpm.planning.series import for_holidays
from mailpm.workdays import plain_calendar

PROJECTS = 500
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 9, 8, 10, 0, tzinfo=BERLIN)
PM = Person(
    email="pm@agency.example", name="Tom Reed", side=Side.TEAM, zone="Europe/Berlin", country="DE",
    team_role=TeamRole.OWNER,
)
GUESTS = tuple(
    Person(email=f"{n}@acme.example", name="王敏", side=Side.CLIENT, zone="Asia/Shanghai", country="CN") for n in range(3)
)


@cache
def series() -> CheckIn:
    """A weekly series with a year's holidays worked in."""
    bare = CheckIn(
        uid="weekly@agency.example", title="Check-in", start=datetime(2026, 9, 16, 10, 0, tzinfo=BERLIN), minutes=45,
        rrule="FREQ=WEEKLY;BYDAY=WE", attendees=tuple(p.email for p in (PM, *GUESTS)), zone="Europe/Berlin",
        created=NOW,
    )
    return for_holidays(bare, (PM, *GUESTS), NOW, calendars=plain_calendar)


def status(n: int) -> ProjectStatus:
    return ProjectStatus(
        project=Project(key=f"P{n}", name=f"P{n}", zone="Europe/Berlin", country="DE"),
        people=(PM, *GUESTS),
        check_ins=(replace(series(), uid=f"weekly-{n}@agency.example"),),
    )


def sent(before: ProjectStatus) -> ProjectStatus:
    """The same project after its invitations left."""
    letters = plan_meetings(before, NOW, calendars=plain_calendar)
    rows = tuple(
        Sent(key=x.key, kind=x.kind, to=tuple(a.email for a in x.to), at=NOW, state="accepted") for x in letters
    )
    return replace(before, sent=rows)


def seconds(statuses: Sequence[ProjectStatus], now: datetime) -> float:
    runs = []
    for _ in range(5):
        begun = time.perf_counter()
        for one in statuses:
            plan_meetings(one, now, calendars=plain_calendar)
        runs.append(time.perf_counter() - begun)
    return statistics.median(runs)


def main() -> None:
    new = [status(n) for n in range(PROJECTS)]
    told = [sent(one) for one in new]
    first, steady = seconds(new, NOW), seconds(told, NOW + timedelta(days=1))
    print(f"{PROJECTS} new series, 4 invitations each: {first:.2f} s")
    print(f"{PROJECTS} series whose invitations left:  {steady:.2f} s ({first / steady:.1f} times faster)")


if __name__ == "__main__":
    main()
