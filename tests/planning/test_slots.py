"""Finding a time by mail: the slots suit everybody's clock, and the answers lead to one meeting or to the PM."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpm.model import Language, Meeting, MeetingPoll, Person, Project, ProjectStatus, Side, TeamRole
from mailpm.planning.meeting_answers import suits
from mailpm.planning.meetings import plan_meetings
from mailpm.planning.slots import again, agreed, busy_times, choose, find_slots, meeting_of, slot_named
from mailpm.workdays import WorkCalendar

_calendars: dict[str, WorkCalendar] = {}
MONDAY = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
PM = Person(
    email="pm@agency.example", name="Li Na", side=Side.TEAM, zone="Asia/Shanghai", country="CN",
    language=Language.CHINESE, team_role=TeamRole.OWNER,
)
WANG = Person(
    email="wang@acme.example", name="王敏", side=Side.CLIENT, zone="Asia/Shanghai", country="CN",
    language=Language.CHINESE,
)
LENA = Person(email="lena@harbor.example", name="Lena Fischer", side=Side.CLIENT, zone="Europe/Berlin", country="DE")
AMY = Person(email="amy@bay.example", name="Amy Lin", side=Side.CLIENT, zone="America/Los_Angeles", country="US")


def calendars(country: str) -> WorkCalendar:
    return _calendars.setdefault(country, WorkCalendar(country))


def slots(*people: Person, first: date, last: date, minutes: int = 30, now: datetime = MONDAY, **more: object):
    return find_slots(people, minutes, first, last, now=now, calendars=calendars, **more)  # type: ignore[arg-type]


def test_shanghai_and_berlin_next_week() -> None:
    """"约王敏和Lena下周30分钟": what both have of a day is 15:00 to 18:00 in Shanghai."""
    found = slots(PM, WANG, LENA, first=date(2026, 10, 19), last=date(2026, 10, 23))
    assert len(found) == 3
    assert len({start.date() for start in found}) == 3
    for start in found:
        there, here = start.astimezone(ZoneInfo("Asia/Shanghai")), start.astimezone(ZoneInfo("Europe/Berlin"))
        assert 15 <= there.hour < 18
        assert 9 <= here.hour < 12


def test_a_holiday_of_either_side_is_no_day_to_meet() -> None:
    """The week of 国庆 in 2026 is 1 to 7 October, and 3 October is a holiday in Germany; the 8th and 9th are left."""
    found = slots(WANG, LENA, first=date(2026, 10, 1), last=date(2026, 10, 9), now=datetime(2026, 9, 28, tzinfo=UTC))
    assert {start.date() for start in found} == {date(2026, 10, 8), date(2026, 10, 9)}


def test_where_no_working_hours_meet_the_edges_of_the_day_are_used() -> None:
    """Berlin and Los Angeles: nine hours apart, so somebody is early and somebody late."""
    found = slots(LENA, AMY, first=date(2026, 10, 19), last=date(2026, 10, 23))
    assert found
    for start in found:
        assert not all(suits(p, start, 30, calendars) for p in (LENA, AMY))
        assert 6 <= start.astimezone(ZoneInfo("America/Los_Angeles")).hour < 23


def test_busy_times_and_the_same_day_are_left_out() -> None:
    day = date(2026, 10, 13)
    free = slots(WANG, first=day, last=day, count=20)
    taken = Meeting(
        key="m", uid="m", title="m", start=free[0], minutes=120, attendees=(WANG.email,), status="confirmed"
    )
    status = ProjectStatus(project=Project(key="A", name="A"), people=(WANG,), meetings=(taken,))
    left = slots(WANG, first=day, last=day, count=20, busy=busy_times(status, day, day))
    assert left
    assert all(start + timedelta(minutes=30) <= taken.start or start >= taken.end for start in left)
    assert slots(WANG, first=date(2026, 10, 12), last=date(2026, 10, 12)) == ()


@settings(max_examples=60, deadline=None)
@given(
    who=st.lists(st.sampled_from([PM, WANG, LENA, AMY]), min_size=1, max_size=4, unique=True),
    first=st.dates(date(2026, 1, 5), date(2026, 12, 20)),
    days=st.integers(0, 7),
    minutes=st.sampled_from([15, 30, 45, 60, 90]),
)
def test_a_slot_is_never_on_a_day_off_or_in_the_night(who: list[Person], first: date, days: int, minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for start in find_slots(who, minutes, first, first + timedelta(days=days), now=now, calendars=calendars):
        for person in who:
            local = start.astimezone(ZoneInfo(person.zone))
            assert calendars(person.country).is_working(local.date())
            assert local.hour >= 6
            assert (local + timedelta(minutes=minutes)).date() == local.date()


def poll(*people: Person) -> MeetingPoll:
    found = slots(*people, first=date(2026, 10, 19), last=date(2026, 10, 23))
    return MeetingPoll(
        key="poll-1", title="合同问题", minutes=30, people=tuple(p.email for p in people), slots=found,
        zone="Asia/Shanghai", created=MONDAY,
    )


def status_with(one: MeetingPoll) -> ProjectStatus:
    project = Project(key="ACME", name="ACME", zone="Asia/Shanghai", country="CN")
    return ProjectStatus(project=project, people=(PM, WANG, LENA), polls=(one,))


def test_everybody_is_asked_in_his_own_zone_and_language() -> None:
    letters = plan_meetings(status_with(poll(PM, WANG, LENA)), MONDAY, calendars=calendars)
    assert [(x.kind, x.to[0].email, x.language, x.approval) for x in letters] == [
        ("slots_proposed", WANG.email, Language.CHINESE, True), ("slots_proposed", LENA.email, Language.ENGLISH, True),
    ]
    for letter, zone in zip(letters, ("Asia/Shanghai", "Europe/Berlin"), strict=True):
        assert {line.when.zone for line in letter.content.lines} == {zone}
        assert [n.number for n in letter.numbering] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("wang", "lena", "number"),
    [((1, 2, 3), (2,), 2), ((2, 3), (2, 3), 2), ((1,), (1, 9), 1), ((1,), (2,), None), ((1,), (), None), ((1,), None, None)],
)
def test_the_earliest_common_time_wins(
    wang: tuple[int, ...], lena: tuple[int, ...] | None, number: int | None
) -> None:
    one = choose(poll(WANG, LENA), WANG.email, wang)
    one = choose(one, LENA.email, lena) if lena is not None else one
    assert agreed(one) == (one.slots[number - 1] if number else None)


def test_an_agreed_time_becomes_a_meeting_with_one_uid() -> None:
    one = choose(choose(poll(WANG, LENA), WANG.email, (2,)), LENA.email, (2,))
    start = agreed(one)
    assert start is not None
    people = (*one.people, PM.email, WANG.email)
    made = meeting_of(one, start, attendees=people, domain="agency.example", now=MONDAY)
    assert (made.start, made.minutes, made.attendees) == (start, 30, (WANG.email, LENA.email, PM.email))
    assert made.uid == meeting_of(one, start, attendees=people, domain="agency.example", now=MONDAY).uid
    status = replace(status_with(replace(one, status="fixed")), meetings=(made,))
    letters = plan_meetings(status, MONDAY, calendars=calendars)
    assert [x.kind for x in letters] == ["invitation"] * 3


def test_no_common_time_goes_to_the_pm_and_other_times_begin_again() -> None:
    one = choose(choose(poll(WANG, LENA), WANG.email, (1, 2)), LENA.email, (), comment="Friday only")
    (letter,) = plan_meetings(status_with(one), MONDAY, calendars=calendars)
    assert (letter.kind, letter.to[0].email, letter.approval) == ("slots_stuck", PM.email, False)
    assert letter.content.best.number == "1"
    assert slot_named((one,), letter.numbering[1].key) == (one, one.slots[1])
    assert slot_named((again(one, one.slots),), letter.numbering[1].key) is None
    assert letter.content.choices == (("王敏", ("1", "2"), ""), ("Lena Fischer", (), "Friday only"))
    second = again(one, slots(WANG, LENA, first=date(2026, 10, 26), last=date(2026, 10, 30)))
    letters = plan_meetings(status_with(second), MONDAY, calendars=calendars)
    assert {x.kind for x in letters} == {"slots_proposed"}
    assert all(x.content.again and ":2:" in x.key for x in letters)


def test_silence_until_the_eve_is_told_to_the_pm() -> None:
    one = choose(poll(WANG, LENA), WANG.email, (1,))
    eve = min(one.slots) - timedelta(hours=11)
    (letter,) = plan_meetings(status_with(one), eve, calendars=calendars)
    assert (letter.kind, letter.content.missing) == ("slots_stuck", ("Lena Fischer",))
