"""20 zones x 50 rules: three engines by other hands see the same moments as zoneinfo, 2026 to 2030."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr

from mailpm.composing.invite import invite_bytes
from mailpm.composing.vtimezone import vtimezone
from mailpm.model import Address, CheckIn
from mailpm.model.letters.meetings import Invite
from mailpm.planning.series import occurrences

ZONES = (
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Athens", "Europe/Istanbul",
    "America/New_York", "America/Chicago", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo",
    "America/Santiago", "Asia/Shanghai", "Asia/Tokyo", "Asia/Kolkata", "Asia/Jerusalem", "Australia/Sydney",
    "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Cairo",
)
# Each rule with the local start of its series: the first start is an instance of the rule.
RULES = (
    ("20260107T1000", "FREQ=WEEKLY;BYDAY=WE"),
    ("20260107T1000", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
    ("20260107T1000", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE"),
    ("20260107T1000", "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE"),
    ("20260105T0830", "FREQ=WEEKLY;BYDAY=MO"),
    ("20260105T0830", "FREQ=WEEKLY;BYDAY=MO,TH"),
    ("20260105T0830", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("20260105T0830", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("20260105T0830", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"),
    ("20260106T1600", "FREQ=WEEKLY"),
    ("20260106T1600", "FREQ=WEEKLY;INTERVAL=2"),
    ("20260106T1600", "FREQ=WEEKLY;COUNT=30"),
    ("20260106T1600", "FREQ=WEEKLY;INTERVAL=2;COUNT=52"),
    ("20260106T1600", "FREQ=WEEKLY;UNTIL=20270330"),
    ("20260106T1600", "FREQ=WEEKLY;UNTIL=20281031"),
    ("20260109T1415", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261225T235959Z"),
    ("20260104T0900", "FREQ=WEEKLY;BYDAY=SU"),
    ("20260103T0900", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("20260106T1600", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO"),
    ("20260106T1600", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"),
    ("20260101T0930", "FREQ=DAILY;COUNT=200"),
    ("20260101T0930", "FREQ=DAILY;INTERVAL=10"),
    ("20260102T0930", "FREQ=DAILY;INTERVAL=7"),
    ("20260102T0930", "FREQ=DAILY;INTERVAL=14;UNTIL=20290401"),
    ("20260323T2215", "FREQ=DAILY;UNTIL=20260403"),
    ("20261019T2215", "FREQ=DAILY;COUNT=21"),
    ("20260101T1100", "FREQ=MONTHLY"),
    ("20260115T1100", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("20260131T1100", "FREQ=MONTHLY;BYMONTHDAY=31"),
    ("20260131T1100", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("20260101T1100", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ("20260105T1330", "FREQ=MONTHLY;BYDAY=1MO"),
    ("20260113T1330", "FREQ=MONTHLY;BYDAY=2TU"),
    ("20260121T1330", "FREQ=MONTHLY;BYDAY=3WE"),
    ("20260122T1330", "FREQ=MONTHLY;BYDAY=4TH"),
    ("20260130T1330", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("20260125T1330", "FREQ=MONTHLY;BYDAY=-1SU"),
    ("20260108T1330", "FREQ=MONTHLY;BYDAY=2TH,4TH"),
    ("20260107T1330", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE"),
    ("20260120T1330", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3TU"),
    ("20260130T1330", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ("20260101T1330", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"),
    ("20260130T1330", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=24"),
    ("20260115T1100", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15"),
    ("20260329T1200", "FREQ=YEARLY"),
    ("20260315T1200", "FREQ=YEARLY;BYMONTH=3;BYDAY=3SU"),
    ("20261025T1200", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ("20260401T1200", "FREQ=YEARLY;BYMONTH=4,10;BYMONTHDAY=1"),
    ("20260107T1000", "FREQ=WEEKLY;BYDAY=WE;BYMONTH=1,2,3,4"),
    ("20260106T1745", "FREQ=WEEKLY;BYDAY=TU;COUNT=200"),
)
AFTER, BEFORE = datetime(2025, 12, 30, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
NOW = datetime(2025, 12, 1, tzinfo=UTC)
US = Address(email="assistant@agency.example", name="Agency")


def series(zone: str, number: int) -> CheckIn:
    start, rule = RULES[number]
    return CheckIn(
        uid=f"rule-{number}", title=rule, start=datetime.strptime(start, "%Y%m%dT%H%M").replace(tzinfo=ZoneInfo(zone)),
        minutes=45, rrule=rule, attendees=("wang@acme.example",), zone=zone,
    )


def all_rules(zone: str) -> bytes:
    """One calendar with every rule in one zone, made of the invitations' own lines."""
    invites = [invite_bytes(Invite(method="REQUEST", check_in=series(zone, n)), organizer=US, now=NOW) for n in range(50)]
    head, _, rest = invites[0].partition(b"BEGIN:VEVENT")
    events = [b"BEGIN:VEVENT" + i.partition(b"BEGIN:VEVENT")[2].removesuffix(b"END:VCALENDAR\r\n") for i in invites]
    assert rest
    return head + b"".join(events) + b"END:VCALENDAR\r\n"


def by_zoneinfo(zone: str) -> dict[str, list[datetime]]:
    """The moments as the clock on the wall of that zone says them, each day by itself."""
    found: dict[str, list[datetime]] = {}
    info = ZoneInfo(zone)
    for number, (start, rule) in enumerate(RULES):
        wall = datetime.strptime(start, "%Y%m%dT%H%M")  # noqa: DTZ007 - the clock on the wall
        bare = rule.replace("T235959Z", "")
        days = rrulestr(bare, dtstart=wall.replace(hour=0, minute=0)).between(
            AFTER.replace(tzinfo=None) - timedelta(days=2), BEFORE.replace(tzinfo=None) + timedelta(days=2)
        )
        times = [d.replace(hour=wall.hour, minute=wall.minute, tzinfo=info).astimezone(UTC) for d in days]
        found[f"rule-{number}"] = [t for t in times if AFTER <= t < BEFORE]
    return found


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_table_is_full() -> None:
    assert len(set(ZONES)) == 20
    assert len(set(RULES)) == 50


def test_libical_sees_the_same_moments(zone: str, libical: object) -> None:
    assert sorted_values(libical.expand(all_rules(zone), AFTER, BEFORE)) == by_zoneinfo(zone)  # type: ignore[attr-defined]


def test_planning_sees_the_same_moments(zone: str) -> None:
    """What agendas and questions for minutes are timed by is what the attendees' calendars show."""
    every = {n: occurrences(series(zone, n), AFTER, BEFORE) for n in range(50)}
    found = {f"rule-{n}": [slot.start.astimezone(UTC) for slot in slots] for n, slots in every.items()}
    assert found == by_zoneinfo(zone)


def test_ical_js_sees_the_same_moments(zone: str, ical_js: Callable[..., dict[str, list[datetime]]]) -> None:
    assert sorted_values(ical_js(all_rules(zone), AFTER, BEFORE)) == by_zoneinfo(zone)


def test_icalendar_sees_the_same_moments(zone: str) -> None:
    """recurring-ical-events; the TZID is made up, so that nothing but our VTIMEZONE can tell the offset."""
    ours = all_rules(zone).replace(zone.encode(), f"X-{zone}".encode())
    found: dict[str, list[datetime]] = {}
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(ours)).between(AFTER, BEFORE):
        found.setdefault(str(event["UID"]), []).append(event["DTSTART"].dt.astimezone(UTC))
    assert sorted_values(found) == by_zoneinfo(zone)


def sorted_values(found: dict[str, list[datetime]]) -> dict[str, list[datetime]]:
    inside = {uid: sorted(t for t in times if AFTER <= t < BEFORE) for uid, times in found.items()}
    return dict(sorted(inside.items(), key=lambda pair: int(pair[0].rpartition("-")[2])))


@pytest.mark.parametrize("zone", [*ZONES, "America/Vancouver", "Asia/Tehran", "Africa/Johannesburg"])
def test_a_zone_has_one_standard_and_at_most_one_daylight(zone: str) -> None:
    """The form that Outlook reads; Cairo's autumn change falls into two months and is told year by year."""
    lines = vtimezone(zone, 2026).to_ical().decode()
    assert "RDATE" not in lines
    assert "COMMENT" not in lines
    if zone != "Africa/Cairo":
        assert lines.count("BEGIN:STANDARD") == 1
        assert lines.count("BEGIN:DAYLIGHT") <= 1
        assert lines.count("DTSTART:1970") == lines.count("BEGIN:STANDARD") + lines.count("BEGIN:DAYLIGHT")


def test_shanghai_is_a_fixed_offset() -> None:
    lines = vtimezone("Asia/Shanghai", 2026).to_ical().decode()
    assert "RRULE" not in lines
    assert "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800" in lines


@pytest.mark.parametrize(("zone", "year"), list(product(("Africa/Casablanca", "Asia/Gaza", "Africa/Cairo"), (2026, 2027))))
def test_zones_without_a_yearly_rule_are_told_year_by_year(zone: str, year: int, libical: object) -> None:
    info = ZoneInfo(zone)
    daily = CheckIn(
        uid="d", title="d", start=datetime(year, 1, 5, 12, tzinfo=info), minutes=30, rrule="FREQ=DAILY;COUNT=1500",
        attendees=("wang@acme.example",), zone=zone,
    )
    calendar = invite_bytes(Invite(method="REQUEST", check_in=daily), organizer=US, now=NOW)
    found = libical.expand(calendar, AFTER, BEFORE + timedelta(days=365))["d"]  # type: ignore[attr-defined]
    assert {start.astimezone(info).hour for start in found} == {12}
    assert len(found) == 1500
