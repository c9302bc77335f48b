"""How long a report takes over 200 items and 20 milestones (aim: under 100 ms), and a question over 100,000 items
(aim: under 200 ms for the answer itself; what the ledger needs to read them is its own figure)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from statistics import median

from mailpm.composing import Composer, template_folders
from mailpm.model import (
    Address,
    Due,
    Item,
    ItemType,
    Language,
    Milestone,
    Move,
    Owner,
    Person,
    Project,
    ProjectStatus,
    Risk,
    Side,
    Status,
    TeamRole,
    TrackedItem,
)
from mailpm.model.letters.reports import Audience
from mailpm.model.project import CommunicationPlan
from mailpm.planning.answers import answer
from mailpm.planning.report_facts import make_report
from mailpm.planning.reports import plan_reports
from mailpm.reading.questions import read_question
from mailpm.workdays import plain_calendar

NOW = datetime(2026, 10, 16, 14, 0, tzinfo=UTC)
SENDER = Address(email="assistant@agency.example", name="Assistant")


def project(n: int, items: int, milestones: int) -> ProjectStatus:
    """A project in full swing: half of its items are the client's, a third of them late, every fourth has moved."""
    pm = Person(
        email="pm@agency.example", name="Nora", side=Side.TEAM, team_role=TeamRole.OWNER, zone="Europe/Berlin", country="DE"
    )
    clients = [
        Person(email=f"c{k}@client{n}.example", name=f"Client {k}", side=Side.CLIENT, zone="Europe/Berlin", country="DE")
        for k in range(4)
    ]
    tracked = []
    for k in range(items):
        owner = clients[k % 4] if k % 2 else pm
        due = NOW.date() + timedelta(days=k % 45 - 15)
        move = Move(
            field="due", old=(due - timedelta(days=3)).isoformat(), new=due.isoformat(), quote="Sorry, a few days more.",
            message_id=f"m{k}@x", said_on=NOW - timedelta(days=2), said_by=owner.email,
        )  # fmt: skip
        made = Item(
            key=f"{n}:{k}", type=ItemType.REQUEST, message=1, message_id=f"{n}-{k}@x",
            owner=Owner(name=owner.name, side=owner.side, email=owner.email), what=f"thing no. {k} of the plan",
            quote="Please send us the thing by then.", due=Due(value=due), said_on=NOW - timedelta(days=30),
            said_by=pm.email, status=Status.DONE if k % 7 == 0 else Status.OPEN, moves=(move,) if k % 4 == 0 else (),
        )  # fmt: skip
        tracked.append(TrackedItem(item=made, project=f"p{n}", confirmed=True, milestone=f"m{k % max(1, milestones)}"))
    return ProjectStatus(
        project=Project(
            key=f"p{n}", name=f"Project {n}", zone="Europe/Berlin", country="DE",
            plan=CommunicationPlan(report_weekday=4),
        ),
        people=(pm, *clients),
        items=tuple(tracked),
        milestones=tuple(
            Milestone(
                key=f"m{k}", name=f"Milestone {k}", baseline=date(2026, 10, 20) + timedelta(days=7 * k),
                depends_on=(f"m{k - 1}",) if k else (),
            )
            for k in range(milestones)
        ),
        risks=tuple(Risk(key=f"r{k}", number=f"R{k}", words="It may be late") for k in range(8)),
    )  # fmt: skip


def milliseconds(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return median(found)


def main() -> None:
    status = project(0, 200, 20)
    composer = Composer(template_folders())
    letter = next(p for p in plan_reports(status, NOW, calendars=plain_calendar) if p.kind == "report")
    facts = milliseconds(
        lambda: make_report(status, NOW, audience=Audience.CLIENT, calendars=plain_calendar, since=date(2026, 10, 10)), 9
    )
    written = milliseconds(lambda: composer.compose(letter, sender=SENDER, now=NOW), 9)
    print(f"report over 200 items, 20 milestones   facts {facts:6.1f} ms   letter {written:6.1f} ms   aim 100 ms")
    chinese = replace(letter, language=Language.CHINESE)
    print(f"  the same in Chinese                                     letter {milliseconds(lambda: composer.compose(chinese, sender=SENDER, now=NOW), 9):6.1f} ms")
    many = [project(n, 200, 5) for n in range(500)]
    asker = many[0].pm
    for words in ("what is late?", "what does Client 3 owe us?", "what is due this week?", "哪些逾期了", "any risks?"):
        question = read_question(words)
        took = milliseconds(partial(answer, question, many, NOW, calendars=plain_calendar, asker=asker), 3)
        print(f"{words:<38} over 100,000 items   {took:6.1f} ms   aim 200 ms")


if __name__ == "__main__":
    main()
