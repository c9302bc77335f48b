"""How long planning takes: 10,000 open items over 500 projects, aim under a second on one core."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mailpm.model import (
    Due,
    Item,
    ItemType,
    Language,
    Milestone,
    Owner,
    Person,
    Project,
    ProjectStatus,
    Sent,
    Side,
    TeamRole,
    TrackedItem,
)
from mailpm.planning import plan, plan_brief
from mailpm.workdays import WorkCalendar, plain_calendar

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
PROJECTS, ITEMS = 500, 20
ZONES = (("Asia/Shanghai", "CN"), ("America/New_York", "US"), ("Europe/Berlin", "DE"), ("Europe/London", "GB"))


def status(n: int) -> ProjectStatus:
    """A project in full swing: four clients, twenty open items from a fortnight late to three weeks ahead."""
    pm = Person(
        email="pm@agency.example",
        name="Tom Reed",
        side=Side.TEAM,
        team_role=TeamRole.OWNER,
        zone="Europe/Berlin",
        country="DE",
    )
    people = [pm]
    for k, (zone, country) in enumerate(ZONES):
        email = f"c{k}@client{n}.example"
        language = Language.CHINESE if country == "CN" else Language.ENGLISH
        people.append(
            Person(
                email=email,
                name=f"Client {k}",
                side=Side.CLIENT,
                zone=zone,
                country=country,
                language=language,
                escalation=k == 3,
            )
        )
    items = tuple(tracked(n, k, people[1 + k % 4] if k % 5 else pm) for k in range(ITEMS))
    sent = tuple(
        Sent(
            key=f"reminder:{p.email}:-2:{k}",
            kind="reminder",
            to=(p.email,),
            at=NOW - timedelta(days=7 + k),
            state="accepted",
            item_keys=tuple(t.item.key for t in items if t.item.owner.email == p.email),
        )
        for p in people[1:]
        for k in range(3)
    )
    milestone = Milestone(
        key="m1", name="Launch", baseline=date(2026, 11, 20), waits_for=tuple(t.item.key for t in items[:6])
    )
    project = Project(key=f"p{n}", name=f"Project {n}", zone="Europe/Berlin", country="DE")
    return ProjectStatus(project=project, people=tuple(people), items=items, sent=sent, milestones=(milestone,))


def tracked(n: int, k: int, owner: Person) -> TrackedItem:
    return TrackedItem(
        item=Item(
            key=f"i{n}-{k}",
            type=ItemType.REQUEST,
            message=1,
            message_id=f"{n}-{k}@agency.example",
            owner=Owner(name=owner.name, email=owner.email, side=owner.side),
            what=f"thing {k}",
            quote=f"please send thing {k}",
            due=Due(value=date(2026, 10, 1) + timedelta(days=k * 2)),
            said_on=NOW - timedelta(days=30),
            said_by="pm@agency.example",
        ),
        project=f"p{n}",
        subject="About it",
    )


def shared(country: str) -> WorkCalendar:
    return plain_calendar(country)


def main() -> None:
    """Print the time of one planning round, of one with nothing due, and of one brief over all projects."""
    statuses = [status(n) for n in range(PROJECTS)]
    plan(statuses[0], NOW, calendars=shared)  # the holiday tables are built once in a process
    print(f"planning {PROJECTS * ITEMS:,} open items over {PROJECTS} projects")
    for name, moment in (("a working morning", NOW), ("a Sunday", NOW - timedelta(days=3))):
        begin = time.perf_counter()
        letters = sum(len(plan(s, moment, calendars=shared)) for s in statuses)
        print(f"  {name}: {letters} letters in {time.perf_counter() - begin:.2f} s")
    begin = time.perf_counter()
    brief = plan_brief(statuses[0].people[0], statuses, (), NOW, calendars=shared)
    assert brief is not None
    print(f"  one brief over all of them: {len(brief.numbering)} numbered lines, {time.perf_counter() - begin:.2f} s")
    quiet = [replace(s, project=replace(s.project, status="closed")) for s in statuses]
    begin = time.perf_counter()
    assert not any(plan(s, NOW, calendars=shared) for s in quiet)
    print(f"  all of them closed: {time.perf_counter() - begin:.2f} s")


if __name__ == "__main__":
    main()
