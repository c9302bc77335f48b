"""Hours, days off, one letter a day over all projects, and the moment from which an approved letter may leave."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.planning.chasing_kit import BERLIN, NEW_YORK, SHANGHAI, client, item, status_of, team

from mailpm.model import Person, ProjectStatus, Sent
from mailpm.planning import plan, when_may_leave
from mailpm.planning.courtesy import Courtesy
from mailpm.workdays import plain_calendar

PM = team()
LENA = client("lena@harbor.example", "Lena", zone="America/New_York", country="US")
WANG = client("wang@acme.example", "王敏", zone="Asia/Shanghai", country="CN")
TOM = client("tom@port.example", "Tom", zone="Europe/London", country="GB")


def ny(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


def slot(person: Person, now: datetime, **more: object) -> datetime | None:
    status = status_of([PM, person], [], **more)
    return Courtesy(status, now, calendars=plain_calendar).slot(person)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (ny(3, 6), ny(3, 9)),  # before hours: today at nine
        (ny(3, 11, 20), ny(3, 11, 20)),  # in hours: now
        (ny(3, 18), ny(4, 9)),  # after hours: tomorrow, which is near
        (ny(6, 17, 59), ny(6, 17, 59)),  # a Friday
        (ny(7, 10), None),  # a Saturday: Monday's letter is not due yet …
        (ny(8, 12), ny(9, 9)),  # … on Sunday it is, and before the PM's Monday brief
        (ny(25, 19), None),  # the eve of Thanksgiving: the PM still has a brief before Friday's letter …
        (ny(26, 12), ny(27, 9)),  # … and on the day itself it is near
    ],
)
def test_the_slot_is_in_the_readers_hours_and_days(now: datetime, expected: datetime | None) -> None:
    assert slot(LENA, now) == expected


def test_own_days_off_and_the_pms_count() -> None:
    day = date(2026, 11, 3)
    assert slot(replace(LENA, days_off=(day,)), ny(3, 11)) == ny(4, 9)
    status = status_of([replace(PM, days_off=(day,)), LENA], [])
    assert Courtesy(status, ny(3, 11), calendars=plain_calendar).slot(LENA) == ny(4, 9)


def test_a_make_up_saturday_counts_where_both_work_it() -> None:
    """10 October 2026 is worked in China (调休)."""
    saturday = datetime(2026, 10, 10, 11, tzinfo=SHANGHAI)
    chinese = team(zone="Asia/Shanghai", country="CN")
    both = Courtesy(status_of([chinese, WANG], []), saturday, calendars=plain_calendar)
    assert both.slot(WANG) == saturday
    mixed = Courtesy(status_of([PM, WANG], []), saturday, calendars=plain_calendar)
    found = mixed.next_slot(WANG)
    assert found == datetime(2026, 10, 12, 9, tzinfo=SHANGHAI)


def sent(key: str, at: datetime, state: str, *, kind: str = "reminder", to: str = LENA.email) -> Sent:
    return Sent(key=key, kind=kind, to=(to, PM.email), at=at, state=state, item_keys=("x",))


@pytest.mark.parametrize(
    ("state", "kind", "free"),
    [
        ("accepted", "reminder", False),
        ("queued", "thanks", False),
        ("in_doubt", "reminder", False),
        ("draft", "reminder", True),  # nobody has let it go yet
        ("withdrawn", "reminder", True),
        ("refused", "reminder", True),
        ("accepted", "report", True),  # reports, agendas and invitations have hours of their own
    ],
)
def test_a_letter_of_another_project_takes_the_day(state: str, kind: str, free: bool) -> None:
    other = sent("reminder:elsewhere", ny(3, 10), state, kind=kind)
    items = [item("logo", LENA, date(2026, 11, 3), ny(20, 10, month=10))]
    status = status_of([PM, LENA], items, sent_elsewhere=(other,))
    assert bool(plan(status, ny(3, 11), calendars=plain_calendar)) is free
    leaves = when_may_leave(status, [LENA.email], ny(3, 11), calendars=plain_calendar)
    assert leaves == (ny(3, 11) if free else ny(4, 9))


def test_a_letter_does_not_stand_in_its_own_way() -> None:
    status = status_of([PM, LENA], [], sent=(sent("reminder:own", ny(3, 11), "queued"),))
    found = when_may_leave(status, [LENA.email], ny(3, 11), calendars=plain_calendar, key="reminder:own")
    assert found == ny(3, 11)


def test_three_letters_in_five_working_days_are_enough() -> None:
    letters = tuple(sent(f"reminder:{n}", ny(n, 10), "accepted") for n in (3, 4, 5))
    status = status_of([PM, LENA], [], sent=letters)

    def found(now: datetime, facts: ProjectStatus = status) -> datetime | None:
        return Courtesy(facts, now, calendars=plain_calendar).slot(LENA)

    assert found(ny(6, 10)) is None
    assert found(ny(9, 10)) is None
    # Five working days on, the first of them no longer counts; the 11th, Veterans Day, is none.
    assert found(ny(10, 10)) == ny(10, 10)
    project = replace(status.project, plan=replace(status.project.plan, letters_per_week=5))
    assert found(ny(6, 10), replace(status, project=project)) == ny(6, 10)


def test_a_letter_to_the_team_leaves_at_once() -> None:
    night = datetime(2026, 11, 8, 3, tzinfo=BERLIN)
    status = status_of([PM, LENA], [])
    assert when_may_leave(status, [PM.email], night, calendars=plain_calendar) == night


def test_a_letter_to_two_leaves_when_both_are_at_work_if_that_can_be() -> None:
    status = status_of([PM, TOM, client("eva@x.example", "Eva", zone="Europe/Berlin", country="DE")], [])
    early = datetime(2026, 11, 3, 7, tzinfo=BERLIN)
    found = when_may_leave(status, ["eva@x.example", TOM.email], early, calendars=plain_calendar)
    assert found == datetime(2026, 11, 3, 10, tzinfo=BERLIN)  # nine in London


def test_where_two_never_work_at_once_the_first_ones_hours_and_both_days_count() -> None:
    status = status_of([PM, LENA, WANG], [])
    # Friday evening in Shanghai, Friday morning in New York.
    found = when_may_leave(status, [LENA.email, WANG.email], ny(6, 10), calendars=plain_calendar)
    assert found == ny(6, 10)
    # Friday, after noon in New York, is Saturday in Shanghai: it waits for Monday.
    later = when_may_leave(status, [LENA.email, WANG.email], ny(6, 13), calendars=plain_calendar)
    assert later == ny(9, 9)
    assert later.astimezone(SHANGHAI).date() == date(2026, 11, 9)


def test_an_absence_moves_the_letter_behind_it() -> None:
    status = status_of([PM, replace(LENA, quiet_until=date(2026, 11, 9))], [])
    assert when_may_leave(status, [LENA.email], ny(3, 11), calendars=plain_calendar) == ny(10, 9)
