"""An agenda shows what both sides owe, the late first, and never a word that was said among the team alone."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.planning.test_meeting_stories import LENA, PM, WANG, at, calendars, desk, single, weekly

from mailpm.model import (
    ChangeRequest,
    CheckIn,
    Decision,
    Due,
    Item,
    ItemType,
    Milestone,
    Move,
    Owner,
    Person,
    ProjectStatus,
    Risk,
    Side,
    Status,
    TrackedItem,
)
from mailpm.planning.agendas import agenda
from mailpm.planning.meeting_facts import as_meeting
from mailpm.planning.meetings import plan_meetings
from mailpm.planning.series import next_occurrence

SECRET = "margin is thin"
NOW = at(9, 15, 10, 30)
MEETING_DAY = date(2026, 9, 16)


def item(
    key: str, owner: Person, what: str, day: date | None, *, status: Status = Status.OPEN, **more: object
) -> TrackedItem:
    return TrackedItem(
        item=Item(
            key=key, type=ItemType.PROMISE, message=1, message_id=f"{key}@acme.example",
            owner=Owner(name=owner.name, side=owner.side, email=owner.email), what=what, quote=what,
            due=Due(value=day) if day else None, status=status, said_on=at(9, 1),
        ),
        project="ACME", **{"confirmed": True, **more},  # type: ignore[arg-type]
    )


def status(*items: TrackedItem, people: tuple[Person, ...] = (PM, LENA, WANG), **more: object) -> ProjectStatus:
    series: CheckIn = weekly(*people)
    return desk(*people, check_ins=(series,), items=items, **more).status


def made(status: ProjectStatus, now: datetime = NOW):
    series = status.check_ins[0]
    slot = next_occurrence(series, now)
    assert slot is not None
    return agenda(status, as_meeting(series, slot), now, calendars=calendars)


def test_late_first_then_by_day_each_side_by_itself() -> None:
    moved = item("b", WANG, "首页文案", date(2026, 9, 11), milestone="m1")
    slip = Move(
        field="due", old="2026-09-08", new="2026-09-11", quote="到周五", message_id="x@acme.example",
        said_on=at(9, 8), said_by=WANG.email,
    )
    moved = replace(moved, item=moved.item.moved(slip))
    told = made(
        status(
            item("a", LENA, "domain account", date(2026, 9, 18)), moved, item("c", LENA, "logo files", date(2026, 9, 7)),
            item("d", PM, "wireframes", date(2026, 9, 17)), item("e", LENA, "some day", None),
            item("f", LENA, "done", date(2026, 9, 9), status=Status.DONE),
            milestones=(Milestone(key="m1", name="设计定稿", baseline=date(2026, 10, 29)),),
        )
    )
    # Working days of both sides after the due day up to Tuesday 15 September.
    assert [(x.number, x.what, x.late, x.moved, x.milestone) for x in told.client_lines] == [
        ("1", "logo files", 6, 0, ""), ("2", "首页文案", 2, 1, "设计定稿"), ("3", "domain account", 0, 0, ""),
        ("4", "some day", 0, 0, ""),
    ]
    assert [(x.number, x.what) for x in told.team_lines] == [("5", "wireframes")]


@pytest.mark.parametrize(
    "more",
    [
        {"items": (item("i", PM, SECRET, date(2026, 9, 17), internal=True),)},
        {"items": (replace(item("i", LENA, SECRET, None, confirmed=False),
                           item=replace(item("i", LENA, SECRET, None).item, certainty=0.4)),)},
        {"risks": (Risk(key="r", number="R1", words=SECRET, internal=True),)},
        {"risks": (Risk(key="r", number="R1", words=SECRET, status="suggested"),)},
        {"changes": (ChangeRequest(key="c", number="CR1", words=SECRET, status="assessed"),)},
        {"changes": (ChangeRequest(key="c", number="CR1", words=SECRET, status="suggested"),)},
        {"decisions": (Decision(key="d", quote=SECRET, said_by=PM.email, said_on=NOW, message_id="m", internal=True),)},
    ],
)  # fmt: skip
def test_nothing_internal_or_merely_suspected_reaches_a_client(more: dict[str, object]) -> None:
    d = desk(PM, LENA, check_ins=(weekly(PM, LENA),), **more)
    letters = [x for x in plan_meetings(d.status, NOW, calendars=calendars) if x.kind == "agenda"]
    assert [len(x.to) for x in letters] == [2]
    assert SECRET not in repr(letters[0].content)


def test_a_meeting_of_the_team_alone_may_see_what_is_internal() -> None:
    told = made(status(item("i", PM, SECRET, date(2026, 9, 17), internal=True), people=(PM,)))
    assert [line.what for line in told.team_lines] == [SECRET]


def test_what_the_client_is_asked_to_decide_is_on_the_agenda() -> None:
    change = ChangeRequest(key="c", number="CR1", words="a language switch", status="sent")
    risk = Risk(key="r", number="R1", words="The hosting contract ends in December")
    told = made(status(changes=(change,), risks=(risk,)))
    assert (told.decisions, told.risks) == (("CR1: a language switch",), ("The hosting contract ends in December",))


@pytest.mark.parametrize(
    ("meeting_day", "written"),
    [
        ((9, 16), (9, 15)),  # the day before
        ((9, 14), (9, 11)),  # Monday: on Friday
        ((10, 6), (10, 5)),  # 国庆 does not stop a Berlin PM
        ((12, 28), (12, 24)),  # Monday after Christmas, which falls on Friday and Saturday in 2026
    ],
)
def test_an_agenda_is_written_on_the_pms_working_day_before(
    meeting_day: tuple[int, int], written: tuple[int, int]
) -> None:
    meeting = single(PM, LENA, start=at(*meeting_day, 10, 0))
    d = desk(PM, LENA, meetings=(meeting,))
    seen = [day for day, kind, _ in d.days(date(2026, 9, 1), date(2026, 12, 29)) if kind == "agenda"]
    assert seen == [date(2026, *written)]


def test_no_agenda_for_a_cancelled_meeting_or_somebody_elses() -> None:
    meeting = single(PM, LENA, start=at(9, 16, 10, 0))
    for other in (replace(meeting, status="cancelled"), replace(meeting, organizer="lena@harbor.example")):
        d = desk(PM, LENA, meetings=(other,))
        assert plan_meetings(d.status, NOW, calendars=calendars) == ()


def test_a_client_side_of_other_is_no_team() -> None:
    stranger = replace(LENA, email="dana@vendor.example", name="Dana", side=Side.OTHER)
    told = made(status(item("v", stranger, "hosting", date(2026, 9, 20))))
    assert [line.what for line in told.client_lines] == ["hosting"]


def test_an_agenda_is_there_when_the_brief_of_the_eve_is_written() -> None:
    d = desk(PM, LENA, meetings=(single(PM, LENA, start=at(9, 16, 10, 0)),))
    assert "agenda" not in [x.kind for x in plan_meetings(d.status, at(9, 15, 8, 29), calendars=calendars)]
    assert "agenda" in [x.kind for x in plan_meetings(d.status, at(9, 15, 8, 30), calendars=calendars)]
