"""Milestone forecasts as a table: what is open, when it may come, and the day that follows."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from mailpm.model import (
    Due,
    Item,
    ItemType,
    Milestone,
    Move,
    Owner,
    Person,
    Project,
    ProjectStatus,
    Side,
    Status,
    TeamRole,
    TrackedItem,
)
from mailpm.planning.forecast import forecast, shared_days, with_forecasts
from mailpm.workdays import plain_calendar

# October 2026: the 16th is a Friday. Without a country, Monday to Friday are worked.
FRIDAY = datetime(2026, 10, 16, 9, 0, tzinfo=UTC)
PM = Person(email="pm@agency.example", name="Nora", side=Side.TEAM, team_role=TeamRole.OWNER)
LENA = Person(email="lena@acme.example", name="Lena", side=Side.CLIENT)


def oct_(day: int) -> date:
    return date(2026, 10, day)


def nov(day: int) -> date:
    return date(2026, 11, day)


def item(key: str, due: date | None, *, was: date | None = None, status: Status = Status.OPEN) -> TrackedItem:
    moves = ()
    if was and due:
        move = Move(
            field="due", old=was.isoformat(), new=due.isoformat(), quote="later", message_id="m", said_on=FRIDAY, said_by=""
        )
        moves = (move,)
    return TrackedItem(
        item=Item(
            key=key,
            type=ItemType.REQUEST,
            message=1,
            message_id="m",
            owner=Owner(name="Lena", side=Side.CLIENT, email=LENA.email),
            what=key,
            quote=key,
            due=Due(value=due) if due else None,
            status=status,
            moves=moves,
        ),
        project="acme",
    )


def status_of(milestones: tuple[Milestone, ...], items: tuple[TrackedItem, ...]) -> ProjectStatus:
    return ProjectStatus(
        project=Project(key="acme", name="ACME"), people=(PM, LENA), milestones=milestones, items=items
    )


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    items: tuple[TrackedItem, ...]
    day: date
    slip: int
    cause: str = ""
    uncertain: bool = False
    baseline: date = date(2026, 10, 29)  # a Thursday
    actual: date | None = None
    lead: int | None = None


CASES = (
    Case(name="nothing is open", items=(), day=oct_(29), slip=0),
    Case(name="an item in good time", items=(item("logo", oct_(21)),), day=oct_(29), slip=0),
    Case(name="five working days before are just enough", items=(item("logo", oct_(22)),), day=oct_(29), slip=0),
    Case(
        # The plan itself left three working days between the two: three stay enough.
        name="the plan left less time, and that is enough",
        items=(item("logo", oct_(26)),),
        day=oct_(29),
        slip=0,
    ),
    Case(
        name="a day moved close to the milestone",
        items=(item("logo", oct_(27), was=oct_(16)),),
        day=nov(3),
        slip=3,
        cause="logo",
    ),
    Case(
        name="the item comes after the milestone's own day",
        items=(item("logo", nov(2), was=oct_(28)),),
        day=nov(3),
        slip=3,
        cause="logo",
    ),
    Case(
        name="an overdue item may come on Monday: time is left",
        items=(item("logo", oct_(9)),),
        day=oct_(29),
        slip=0,
    ),
    Case(
        name="an overdue item, and too little time left",
        items=(item("logo", oct_(9)),),
        baseline=oct_(21),
        day=oct_(26),
        slip=3,
        cause="logo",
    ),
    Case(
        name="the one that allows the latest day is the cause",
        items=(item("logo", oct_(27), was=oct_(16)), item("copy", oct_(28), was=oct_(16)), item("map", oct_(20))),
        day=nov(4),
        slip=4,
        cause="copy",
    ),
    Case(name="what is done holds up nothing", items=(item("logo", oct_(9), status=Status.DONE),), day=oct_(29), slip=0),
    Case(
        name="what is no longer needed holds up nothing",
        items=(item("logo", oct_(9), status=Status.CANCELLED),),
        day=oct_(29),
        slip=0,
    ),
    Case(
        name="a blocked item makes the day uncertain",
        items=(item("logo", oct_(21), status=Status.BLOCKED),),
        day=oct_(29),
        slip=0,
        uncertain=True,
    ),
    Case(name="an item without a day makes it uncertain", items=(item("logo", None),), day=oct_(29), slip=0, uncertain=True),
    Case(name="lead days as the plan says", items=(item("logo", oct_(21)),), lead=10, day=nov(4), slip=4, cause="logo"),
    Case(name="no lead days at all", items=(item("logo", oct_(28), was=oct_(1)),), lead=0, day=oct_(29), slip=0),
    Case(name="reached early", items=(), actual=oct_(27), day=oct_(27), slip=-2),
    Case(name="reached late", items=(), actual=nov(2), day=nov(2), slip=2),
    Case(name="missed without a reason: the next working day", items=(), baseline=oct_(14), day=oct_(19), slip=3),
    Case(name="due today and not reached yet", items=(), baseline=oct_(16), day=oct_(16), slip=0),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_milestone(case: Case) -> None:
    milestone = Milestone(
        key="design",
        name="Design freeze",
        baseline=case.baseline,
        actual=case.actual,
        lead_days=case.lead,
        waits_for=tuple(t.item.key for t in case.items),
    )
    (found,) = forecast(status_of((milestone,), case.items), FRIDAY, calendars=plain_calendar)
    assert (found.day, found.slip) == (case.day, case.slip)
    assert (found.cause.what if found.cause else "") == case.cause
    assert found.uncertain is case.uncertain


DESIGN = Milestone(key="design", name="Design freeze", baseline=oct_(29), waits_for=("logo",))
LAUNCH = Milestone(key="launch", name="Launch", baseline=nov(20), depends_on=("design",))


def test_a_later_milestone_keeps_its_distance_and_names_the_one_before() -> None:
    # The logo on the 27th allows the design on 3 November, three working days late; the launch follows by three.
    status = status_of((DESIGN, LAUNCH), (item("logo", oct_(27), was=oct_(16)),))
    design, launch = forecast(status, FRIDAY, calendars=plain_calendar)
    assert (design.day, launch.day, launch.slip) == (nov(3), nov(25), 3)
    assert launch.cause is not None
    assert (launch.cause.what, launch.cause.item_key) == ("Design freeze", "")


def test_a_milestone_is_found_by_key_or_name_on_the_item_too() -> None:
    loose = replace(item("logo", oct_(27), was=oct_(16)), milestone="Design freeze")
    status = status_of((replace(DESIGN, waits_for=()),), (loose,))
    assert forecast(status, FRIDAY, calendars=plain_calendar)[0].slip == 3


def test_milestones_in_a_circle_are_told_once_each() -> None:
    circle = (replace(DESIGN, depends_on=("launch",)), LAUNCH)
    assert len(forecast(status_of(circle, ()), FRIDAY, calendars=plain_calendar)) == 2


def test_an_unknown_dependency_is_passed_over() -> None:
    lonely = replace(LAUNCH, depends_on=("nowhere",))
    assert forecast(status_of((lonely,), ()), FRIDAY, calendars=plain_calendar)[0].day == nov(20)


def test_days_off_of_either_side_are_no_working_days() -> None:
    # 1 to 7 October are off in China and worked in Germany (but for Saturday the 3rd).
    people = (replace(PM, country="DE"), replace(LENA, country="CN"))
    status = replace(status_of((), ()), people=people)
    work = shared_days(status, plain_calendar)
    assert work.between(date(2026, 9, 30), oct_(9)) == 2


def test_forecasts_are_written_into_the_milestones() -> None:
    status = status_of((DESIGN,), (item("logo", oct_(27), was=oct_(16)),))
    assert with_forecasts(status, FRIDAY, calendars=plain_calendar)[0].forecast == nov(3)
