"""Whom to chase, escalate to, copy and tell; the gaps; and the risks that the mail shows by itself."""

from dataclasses import replace
from datetime import date

import pytest
from tests.composing.report_projects import CHINESE, done, item, moved, project

from mailpm.model import Assignment, Language, ProjectStatus, Raci, Risk, Status
from mailpm.planning.raci import gaps, whom_to_chase, whom_to_copy, whom_to_escalate_to, whom_to_tell
from mailpm.planning.risks import due_for_review, suggested_risks
from mailpm.workdays import plain_calendar

W = CHINESE
PM, DESIGNER, WANG, ZHAO, LI = (p.email for p in W.people)


def of(state: str) -> ProjectStatus:
    return project(Language.CHINESE, state)[0]


NOW = project(Language.CHINESE, "slipping")[1]


def emails(people: object) -> list[str]:
    return [p.email for p in people]  # type: ignore[attr-defined]


def test_the_responsible_is_chased_and_the_sponsor_hears_of_it() -> None:
    status = of("slipping")
    assert emails(whom_to_chase(status, "design")) == [WANG]
    assert emails(whom_to_escalate_to(status, W.design)) == [LI]
    assert emails(whom_to_copy(status, "design")) == [LI]
    assert emails(whom_to_tell(status, "design")) == [WANG, PM, ZHAO, LI]


def test_a_clients_accountable_is_above_the_responsible() -> None:
    status = of("slipping")
    row = (
        Assignment(subject="design", email=WANG, raci=Raci.RESPONSIBLE),
        Assignment(subject="design", email=ZHAO, raci=Raci.ACCOUNTABLE),
    )
    assert emails(whom_to_escalate_to(replace(status, assignments=row), "design")) == [ZHAO]


def test_nobody_is_written_to_whose_address_bounced() -> None:
    status = of("slipping")
    people = tuple(replace(p, bounced=p.email in (WANG, LI)) for p in status.people)
    status = replace(status, people=people)
    assert whom_to_chase(status, "design") == ()
    assert whom_to_escalate_to(status, "design") == ()


def a(subject: str, email: str, raci: Raci) -> Assignment:
    return Assignment(subject=subject, email=email, raci=raci)


GAPS = [
    ("no matrix, no gaps", (), set()),
    ("one accountable, one at work", (a("design", PM, Raci.ACCOUNTABLE), a("design", WANG, Raci.RESPONSIBLE)), set()),
    ("nobody accountable", (a("design", WANG, Raci.RESPONSIBLE),), {"no_accountable"}),
    ("nobody at work", (a("design", PM, Raci.ACCOUNTABLE),), {"no_responsible"}),
    (
        "two accountable",
        (a("design", PM, Raci.ACCOUNTABLE), a("design", LI, Raci.ACCOUNTABLE), a("design", WANG, Raci.RESPONSIBLE)),
        {"two_accountable"},
    ),
    (
        "the same one twice is one",
        (a("design", PM, Raci.ACCOUNTABLE), a(W.design, PM, Raci.ACCOUNTABLE), a("design", WANG, Raci.RESPONSIBLE)),
        set(),
    ),
    (
        "somebody unknown",
        (a("design", "who@else.example", Raci.ACCOUNTABLE), a("design", WANG, Raci.RESPONSIBLE)),
        {"stranger"},
    ),
]


@pytest.mark.parametrize(("row", "kinds"), [g[1:] for g in GAPS], ids=[g[0] for g in GAPS])
def test_gaps(row: tuple[Assignment, ...], kinds: set[str]) -> None:
    status = of("slipping")
    status = replace(status, assignments=row, milestones=status.milestones[:1])
    assert {gap.kind for gap in gaps(status)} == kinds


def test_a_reached_milestone_has_no_gaps() -> None:
    status = of("slipping")
    reached = replace(status.milestones[0], actual=date(2026, 10, 14))
    row = (a("design", WANG, Raci.RESPONSIBLE),)
    assert gaps(replace(status, assignments=row, milestones=(reached,))) == ()


RISKS = [
    # what stands among the items, the causes that are suggested
    ("in time", (item(W, 1, W.logo, 2, "10/21"),), set()),
    ("moved once by two days", (item(W, 1, W.logo, 2, "10/22", moves=(moved(W, "10/20", "10/22", "10/15", ""),)),), set()),
    (
        "moved once by five working days",
        (item(W, 1, W.logo, 2, "10/27", moves=(moved(W, "10/20", "10/27", "10/15", ""),)),),
        {"slip"},
    ),
    (
        "moved twice by a day",
        (
            item(
                W, 1, W.logo, 2, "10/22",
                moves=(moved(W, "10/20", "10/21", "10/14", ""), moved(W, "10/21", "10/22", "10/15", "")),
            ),
        ),
        {"slip"},
    ),
    ("stuck", (item(W, 1, W.logo, 2, "10/21", status=Status.BLOCKED),), {"blocker"}),
    # 10 October was worked in China in 2026: five working days from Friday the 9th are Thursday the 15th.
    ("silent since 9 October", (item(W, 1, W.logo, 2, "10/9"),), {"silence"}),
    ("silent since the 12th: four days", (item(W, 1, W.logo, 2, "10/12"),), set()),
    ("over its day, but done", (item(W, 1, W.logo, 2, "9/25", status=Status.DONE),), set()),
    (
        "over its day, but he wrote since",
        (item(W, 1, W.logo, 2, "10/8"), item(W, 2, W.copy, 2, "10/14", moves=(done(W, "10/14", W.sent),))),
        set(),
    ),
    ("our own item over its day is no silence", (item(W, 1, W.wireframes, 1, "9/25"),), set()),
]


@pytest.mark.parametrize(("items", "causes"), [r[1:] for r in RISKS], ids=[r[0] for r in RISKS])
def test_risks_that_the_mail_shows(items: tuple[object, ...], causes: set[str]) -> None:
    status = replace(of("on_track"), items=items)
    found = suggested_risks(status, NOW, calendars=plain_calendar)
    assert {risk.cause for risk in found} == causes
    assert all(risk.status == "suggested" and not risk.words for risk in found)


def test_a_risk_that_a_person_closed_is_not_suggested_again() -> None:
    status = replace(of("on_track"), items=(item(W, 1, W.logo, 2, "10/21", status=Status.BLOCKED),))
    (risk,) = suggested_risks(status, NOW, calendars=plain_calendar)
    closed = replace(status, risks=(replace(risk, number="R1", status="closed"),))
    assert suggested_risks(closed, NOW, calendars=plain_calendar) == ()


def test_silence_is_no_risk_while_somebody_is_away() -> None:
    people = tuple(replace(p, quiet_until=date(2026, 10, 23)) if p.email == WANG else p for p in W.people)
    status = replace(of("on_track"), items=(item(W, 1, W.logo, 2, "10/8"),), people=people)
    assert suggested_risks(status, NOW, calendars=plain_calendar) == ()


def test_what_blocks_a_milestone_weighs_more() -> None:
    status = replace(of("on_track"), items=(item(W, 3, W.account, 3, "10/30", status=Status.BLOCKED),))
    (risk,) = suggested_risks(status, NOW, calendars=plain_calendar)
    assert (risk.probability, risk.impact) == (3, 3)


def test_risks_whose_review_day_has_come_the_weightiest_first() -> None:
    def risk(number: str, impact: int, day: int, status: str = "open") -> Risk:
        return Risk(
            key=number, number=number, words="x", impact=impact, review_on=date(2026, 10, day), status=status
        )

    status = replace(of("on_track"), risks=(risk("R1", 1, 16), risk("R2", 3, 9), risk("R3", 3, 17), risk("R4", 3, 9, "closed")))
    assert [r.number for r in due_for_review(status, NOW)] == ["R2", "R1"]
