"""Red, amber and green as a table: each rule with what just makes it fire, and what just does not."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from mailpm.model import (
    ChangeRequest,
    Due,
    Item,
    ItemType,
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
from mailpm.model.letters.reports import Light
from mailpm.planning.forecast import forecast
from mailpm.planning.light import RULES, light_facts, light_of, risk_light
from mailpm.workdays import plain_calendar

NOW = datetime(2026, 10, 16, 9, 0, tzinfo=UTC)  # a Friday
TODAY = NOW.date()
PM = Person(email="pm@agency.example", name="Nora", side=Side.TEAM, team_role=TeamRole.OWNER)
EMPTY = ProjectStatus(project=Project(key="acme", name="ACME"), people=(PM,))


def ago(working_days: int) -> date:
    return plain_calendar("").add(TODAY, -working_days)


def item(key: str, due: date, side: Side = Side.CLIENT, *, status: Status = Status.OPEN, moves: int = 0) -> TrackedItem:
    days = [due - timedelta(days=n) for n in range(moves, -1, -1)]
    history = tuple(
        Move(field="due", old=a.isoformat(), new=b.isoformat(), quote="", message_id="", said_on=NOW, said_by="")
        for a, b in pairwise(days)
    )
    return TrackedItem(
        item=Item(
            key=key, type=ItemType.REQUEST, message=1, message_id="m", owner=Owner(name="Lena", side=side), what=key,
            quote=key, due=Due(value=due), status=status, moves=history,
        ),
        project="acme",
    )  # fmt: skip


def late_milestone(days: int) -> ProjectStatus:
    """A milestone that cannot be reached before the next working day, Monday."""
    monday = plain_calendar("").add(TODAY, 1)
    baseline = plain_calendar("").add(monday, -days)
    return replace(EMPTY, milestones=(Milestone(key="m", name="Launch", baseline=baseline),))


def risk(probability: int, impact: int, status: str = "open") -> ProjectStatus:
    return replace(
        EMPTY, risks=(Risk(key="r", number="R1", words="x", probability=probability, impact=impact, status=status),)
    )


def items(*tracked: TrackedItem) -> ProjectStatus:
    return replace(EMPTY, items=tracked)


def blocking(days: int) -> ProjectStatus:
    milestone = Milestone(key="m", name="Launch", baseline=TODAY + timedelta(days=90), waits_for=("logo",))
    return replace(EMPTY, items=(item("logo", ago(days)),), milestones=(milestone,))


def changes(status: str) -> ProjectStatus:
    return replace(EMPTY, changes=(ChangeRequest(key="c", number="CR1", words="x", status=status),))


SOON = TODAY + timedelta(days=5)
CASES = [
    # what stands, light, the rules that are named
    ("nothing at all", EMPTY, Light.GREEN, set()),
    ("an item in time", items(item("logo", SOON)), Light.GREEN, set()),
    ("a milestone six days late", late_milestone(6), Light.RED, {"milestone_far_off"}),
    ("a milestone five days late", late_milestone(5), Light.AMBER, {"milestone_slips"}),
    ("a milestone two days late", late_milestone(2), Light.AMBER, {"milestone_slips"}),
    ("a milestone due today", late_milestone(1), Light.GREEN, set()),
    ("a client's item eleven days late", items(item("logo", ago(11))), Light.RED, {"client_owes_long"}),
    ("a client's item ten days late", items(item("logo", ago(10))), Light.AMBER, {"client_owes"}),
    ("a client's item three days late", items(item("logo", ago(3))), Light.AMBER, {"client_owes"}),
    ("a client's item two days late", items(item("logo", ago(2))), Light.GREEN, set()),
    ("our own item one day late", items(item("draft", ago(1), Side.TEAM)), Light.AMBER, {"team_owes"}),
    ("our own item due today", items(item("draft", TODAY, Side.TEAM)), Light.GREEN, set()),
    ("an item that a milestone waits for, a day late", blocking(1), Light.AMBER, {"blocking_item_late"}),
    ("something blocked", items(item("logo", SOON, status=Status.BLOCKED)), Light.AMBER, {"blocked"}),
    ("moved twice", items(item("logo", SOON, moves=2)), Light.AMBER, {"moved_again"}),
    ("moved once", items(item("logo", SOON, moves=1)), Light.GREEN, set()),
    ("moved twice, but done", items(item("logo", SOON, status=Status.DONE, moves=2)), Light.GREEN, set()),
    ("late, but done", items(item("logo", ago(20), status=Status.DONE)), Light.GREEN, set()),
    ("a risk of nine", risk(3, 3), Light.RED, {"risk_at_its_highest"}),
    ("a risk of six", risk(3, 2), Light.AMBER, {"risk_high"}),
    ("a risk of four", risk(2, 2), Light.GREEN, set()),
    ("a risk that is only suggested", risk(3, 3, "suggested"), Light.GREEN, set()),
    ("a risk that was closed", risk(3, 3, "closed"), Light.GREEN, set()),
    ("a risk that has happened", risk(1, 2, "happened"), Light.AMBER, {"risk_happened"}),
    ("a change that waits for the client", changes("sent"), Light.AMBER, {"changes_wait"}),
    ("a change that nobody was asked about", changes("raised"), Light.GREEN, set()),
]


@pytest.mark.parametrize(("status", "light", "rules"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_light_and_its_reasons(status: ProjectStatus, light: Light, rules: set[str]) -> None:
    facts = light_facts(status, forecast(status, NOW, calendars=plain_calendar), NOW, calendars=plain_calendar)
    found, reasons = light_of(facts)
    assert found is light
    assert {reason.rule for reason in reasons} == rules


def test_every_rule_has_its_case() -> None:
    assert {rule.name for rule in RULES} == set().union(*(case[3] for case in CASES))


def test_the_worst_light_tells_its_own_reasons_alone() -> None:
    status = items(item("logo", ago(11)), item("copy", ago(4)))
    facts = light_facts(status, (), NOW, calendars=plain_calendar)
    light, reasons = light_of(facts)
    assert light is Light.RED
    assert [(r.about, r.count) for r in reasons] == [("logo", 11)]


@pytest.mark.parametrize(
    ("probability", "impact", "light"),
    [(1, 1, Light.GREEN), (1, 3, Light.GREEN), (2, 2, Light.AMBER), (2, 3, Light.AMBER), (3, 3, Light.RED)],
)
def test_a_risks_own_light(probability: int, impact: int, light: Light) -> None:
    assert risk_light(risk(probability, impact).risks[0]) is light


def test_the_rules_are_told_to_readers() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", page, re.M))
    assert told == {rule.name: str(rule.light) for rule in RULES}
