"""Every calendar part that leaves passes programs by other hands: libical's iTIP tables, ical.js, icalendar."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpm.composing import Composer, template_folders
from mailpm.composing.feed import feed
from mailpm.composing.invite import calendar_maker, invite_bytes
from mailpm.model import (
    Address,
    CheckIn,
    Due,
    Item,
    ItemType,
    Language,
    Meeting,
    Milestone,
    Occurrence,
    Owner,
    Planned,
    Side,
    Status,
    TrackedItem,
)
from mailpm.model.letters.meetings import Invitation, Invite, When
from mailpm.planning.meeting_life import cancelled, joined, left, moved, occurrence_moved, occurrence_skipped, relocated

BERLIN = ZoneInfo("Europe/Berlin")
US = Address(email="assistant@agency.example", name="Agency, project assistant")
PEOPLE = (
    Address(email="wang@acme.example", name="王敏"),
    Address(email="lena@harbor.example", name='Lena "L." Fischer; CEO'),
    Address(email="pm@agency.example", name="Tom Reed"),
)
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
SERIES = CheckIn(
    uid="acme-weekly@agency.example",
    title="ACME 例会; weekly, \\ with everybody\nand a second line",
    start=datetime(2026, 9, 16, 10, 0, tzinfo=BERLIN),
    minutes=45,
    rrule="FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231",
    attendees=tuple(p.email for p in PEOPLE),
    link="https://meet.example/acme?room=1&name=a,b;c",
    zone="Europe/Berlin",
    created=NOW,
)
SINGLE = Meeting(
    key="kick-off",
    uid="kick-off@agency.example",
    title="启动会",
    start=datetime(2026, 9, 16, 10, 0, tzinfo=BERLIN),
    minutes=60,
    place="上海市浦东新区世纪大道 100 号 3 号会议室（电梯右转，前台登记后上楼，会议室在走廊尽头）",
    attendees=tuple(p.email for p in PEOPLE),
    zone="Europe/Berlin",
    created=NOW,
)
THIRD = datetime(2026, 9, 30, 10, 0, tzinfo=BERLIN)
ELSEWHEN = datetime(2026, 10, 1, 14, 0, tzinfo=BERLIN)
LATER = NOW + timedelta(days=1)


def series(method: str, check_in: CheckIn, **fields: object) -> bytes:
    invite = Invite(method=method, check_in=check_in, people=PEOPLE, **fields)  # type: ignore[arg-type]
    return invite_bytes(invite, organizer=US, now=NOW)


def single(method: str, meeting: Meeting, **fields: object) -> bytes:
    invite = Invite(method=method, meeting=meeting, people=PEOPLE, **fields)  # type: ignore[arg-type]
    return invite_bytes(invite, organizer=US, now=NOW)


MOVED = occurrence_moved(SERIES, THIRD, ELSEWHEN, now=LATER)
SKIPPED = occurrence_skipped(MOVED, THIRD + timedelta(days=14), now=LATER)
FEWER = left(SERIES, "wang@acme.example", now=LATER)
LIFE = {
    "series": series("REQUEST", SERIES),
    "single": single("REQUEST", SINGLE),
    "single in UTC": single("REQUEST", replace(SINGLE, zone="UTC")),
    "single without a name": single("REQUEST", replace(SINGLE, attendees=("new@acme.example",))),
    "moved": single("REQUEST", moved(SINGLE, ELSEWHEN, now=LATER)),
    "another place": series("REQUEST", relocated(SERIES, now=LATER, place="Room 3")),
    "one occurrence moved": series("REQUEST", MOVED, only=THIRD),
    "one occurrence moved, told to somebody new": series("REQUEST", joined(MOVED, "new@acme.example", now=LATER)),
    "one occurrence left out": series("REQUEST", SKIPPED),
    "series cancelled": series("CANCEL", cancelled(SKIPPED, now=LATER)),
    "single cancelled": single("CANCEL", cancelled(SINGLE, now=LATER)),
    "a guest dropped": series("CANCEL", FEWER, guest="wang@acme.example"),
    "a counter declined": single("DECLINECOUNTER", SINGLE),
    "a counter to one occurrence declined": series("DECLINECOUNTER", SERIES, only=THIRD),
}


@pytest.mark.parametrize("step", LIFE)
def test_libical_has_nothing_to_say(step: str, libical: object) -> None:
    assert libical.complaints(LIFE[step]) == []  # type: ignore[attr-defined]


def test_the_check_bites(libical: object) -> None:
    """A REQUEST without its organizer is refused: the check is not asleep."""
    broken = re.sub(rb"ORGANIZER.*?\r\n(?! )", b"", LIFE["single"], flags=re.DOTALL)
    assert libical.complaints(broken) != []  # type: ignore[attr-defined]


@pytest.mark.parametrize("step", LIFE)
def test_lines_are_folded_and_end_as_the_standard_says(step: str) -> None:
    """RFC 5545 section 3.1: CRLF, at most 75 octets, and no character cut in two."""
    assert LIFE[step].endswith(b"END:VCALENDAR\r\n")
    for line in LIFE[step].split(b"\r\n"):
        assert b"\n" not in line
        assert len(line) <= 75
        line.decode()


def events(calendar: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(calendar).walk("VEVENT"))


def test_a_moved_occurrence_is_one_event_in_the_zone_of_the_series() -> None:
    """HAZARDS C-06: Outlook takes it only alone, with a RECURRENCE-ID in the series' own TZID and SEQUENCE risen."""
    (event,) = events(LIFE["one occurrence moved"])
    assert event["RECURRENCE-ID"].params["TZID"] == "Europe/Berlin"
    assert event["RECURRENCE-ID"].dt == THIRD
    assert event["DTSTART"].dt == ELSEWHEN
    assert (event["SEQUENCE"], "RRULE" in event) == (1, False)


def test_a_skipped_occurrence_is_a_request_with_an_exdate() -> None:
    """HAZARDS C-07: a CANCEL with RECURRENCE-ID makes Nextcloud's broker drop the whole series."""
    calendar = icalendar.Calendar.from_ical(LIFE["one occurrence left out"])
    master, other = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert [d.dt for d in master["EXDATE"].dts] == [THIRD + timedelta(days=14)]
    assert master["EXDATE"].params["TZID"] == "Europe/Berlin"
    assert other["RECURRENCE-ID"].dt == THIRD
    assert master["SEQUENCE"] == other["SEQUENCE"] == 2


def test_until_is_in_utc_and_keeps_the_last_day() -> None:
    """RFC 5545 section 3.3.10: UNTIL in UTC where DTSTART has a zone; 31 December ends in Berlin, not in London."""
    assert b"UNTIL=20261231T225959Z" in LIFE["series"]


def test_a_cancel_keeps_its_time_and_counts_on() -> None:
    """HAZARDS C-08."""
    (event,) = events(LIFE["single cancelled"])
    assert (event["SEQUENCE"], event["STATUS"], event["DTSTART"].dt) == (1, "CANCELLED", SINGLE.start)
    (dropped,) = events(LIFE["a guest dropped"])
    assert "STATUS" not in dropped
    assert (dropped["ATTENDEE"], dropped["SEQUENCE"]) == ("mailto:wang@acme.example", FEWER.sequence + 1)


def test_the_stamp_rises_with_every_step() -> None:
    """HAZARDS C-03: DTSTAMP strictly increasing, also for two changes in the same second."""
    steps = [SINGLE]
    for hour in (9, 11, 12):
        steps.append(moved(steps[-1], SINGLE.start.replace(hour=hour), now=LATER))
    stamps = [events(single("REQUEST", step))[0]["DTSTAMP"].dt for step in steps]
    assert all(a < b for a, b in pairwise(stamps))
    assert [events(single("REQUEST", step))[0]["SEQUENCE"] for step in steps] == [0, 1, 2, 3]


def test_icalendar_and_ical_js_see_the_moved_and_the_skipped(ical_js: Callable[..., dict[str, list[datetime]]]) -> None:
    seen = ical_js(LIFE["one occurrence left out"], NOW, datetime(2026, 11, 5, tzinfo=UTC))[SERIES.uid]
    local = [start.astimezone(BERLIN).strftime("%m-%d %H:%M") for start in sorted(seen)]
    assert local == [
        "09-16 10:00", "09-23 10:00", "10-01 14:00", "10-07 10:00", "10-21 10:00", "10-28 10:00", "11-04 10:00",
    ]


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@settings(max_examples=500, deadline=None)
@given(
    title=WORDS,
    place=WORDS,
    names=st.lists(WORDS, min_size=1, max_size=5),
    zone=st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC", "Africa/Casablanca"]),
    day=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    minutes=st.integers(5, 600),
    seed=st.integers(0, 2**16),
)
def test_any_invitation_has_the_form_that_programs_agree_on(
    title: str, place: str, names: list[str], zone: str, day: date, minutes: int, seed: int
) -> None:
    """HAZARDS C-01, C-02, C-05: ORGANIZER is us with a bare mailto, we are no attendee, no floating time, no SENT-BY."""
    dice = random.Random(seed)
    people = tuple(Address(email=f"p{n}@acme.example", name=name) for n, name in enumerate(names))
    meeting = replace(
        SINGLE,
        title=title,
        place=place,
        zone=zone,
        start=datetime(day.year, day.month, day.day, dice.randrange(24), dice.choice((0, 15, 30)), tzinfo=ZoneInfo(zone)),
        minutes=minutes,
        attendees=(*(p.email for p in people), US.email),
    )
    raw = invite_bytes(Invite(method="REQUEST", meeting=meeting, people=people), organizer=US, now=NOW)
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert re.findall(r"\r\n(ORGANIZER.*)\r\n", unfolded) == [f'ORGANIZER;CN="{US.name}":mailto:{US.email}']
    (event,) = events(raw)
    attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    assert [str(a) for a in attendees] == [f"mailto:{p.email}" for p in people]
    assert {a.params["PARTSTAT"] for a in attendees} == {"NEEDS-ACTION"}
    assert event["DTSTART"].dt == meeting.start
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=minutes)
    assert re.search(r"\r\nDTSTART(;TZID=[\w/]+:\d{8}T\d{6}|:\d{8}T\d{6}Z)\r\n", unfolded)


def test_a_node_mail_parser_sees_the_same_invitation(
    node_mailparser: Callable[[bytes], dict[str, object]], libical: object
) -> None:
    """The whole letter through an independent MIME parser: subject, text and a calendar part named REQUEST."""
    start = SERIES.start
    content = Invitation(
        dear="王敏",
        title="ACME 例会",
        when=When(start=start, minutes=45, zone="Europe/Berlin", there=start, there_zone="Europe/Berlin"),
        people=("王敏",),
        invite=Invite(method="REQUEST", check_in=SERIES, people=PEOPLE),
    )
    letter = Planned(
        key="invitation:x", kind="invitation", project="ACME", to=(PEOPLE[0],), language=Language.CHINESE, content=content
    )
    composed = Composer(template_folders(), calendar=calendar_maker(US)).compose(letter, sender=US, now=NOW)
    mail = node_mailparser(composed.raw)
    assert mail["subject"] == composed.subject
    assert str(mail["text"]).strip() == composed.text.strip()
    (part,) = mail["parts"]  # type: ignore[misc]
    assert (part["type"], part["headers"], part["disposition"], part["cid"]) == ("text/calendar", "REQUEST", "", "")
    assert part["content"].encode() == LIFE["series"]
    assert mail["from"] == US.email
    assert re.search(rf"ORGANIZER;[^\r]*\r?\n?[^\r]*mailto:{US.email}", part["content"].replace("\r\n ", ""))


def item(key: str, status: Status = Status.OPEN, day: date | None = date(2026, 9, 18)) -> TrackedItem:
    return TrackedItem(
        item=Item(
            key=key, type=ItemType.PROMISE, message=1, message_id="m@acme.example",
            owner=Owner(name="王敏", side=Side.CLIENT), what="首页文案", quote="文案周五给您", status=status,
            due=Due(value=day) if day else None,
        ),
        project="ACME",
    )


def test_a_feed_holds_days_and_times(libical: object, ical_js: Callable[..., dict[str, list[datetime]]]) -> None:
    raw = feed(
        "ACME",
        owner=US,
        now=NOW,
        items=(item("a"), item("b", Status.DONE), item("c", day=None)),
        milestones=(
            Milestone(key="m1", name="设计定稿", baseline=date(2026, 10, 29), forecast=date(2026, 11, 2)),
            Milestone(key="m2", name="done", baseline=date(2026, 9, 1), actual=date(2026, 9, 1)),
        ),
        check_ins=(SKIPPED,),
        meetings=(SINGLE, replace(SINGLE, uid="gone", status="cancelled"), replace(SINGLE, uid="x", series="y")),
    )
    assert libical.complaints(raw) == []  # type: ignore[attr-defined]
    calendar = icalendar.Calendar.from_ical(raw)
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "ACME")
    told = [(str(e["SUMMARY"]).split("\n")[0], e["DTSTART"].dt) for e in calendar.walk("VEVENT")]
    assert told == [
        ("王敏: 首页文案", date(2026, 9, 18)),
        ("◆ 设计定稿", date(2026, 11, 2)),
        ("ACME 例会; weekly, \\ with everybody", SERIES.start),
        ("ACME 例会; weekly, \\ with everybody", ELSEWHEN),
        ("启动会", SINGLE.start),
    ]
    assert b"ATTENDEE" not in raw
    again = feed("ACME", owner=US, now=LATER, items=(item("a"),))
    assert set(re.findall(rb"UID:(.*)", again)) <= set(re.findall(rb"UID:(.*)", raw))
    assert len(ical_js(raw, NOW, datetime(2026, 10, 1, tzinfo=UTC))[SERIES.uid]) == 2


def test_exceptions_of_another_form_still_find_their_series() -> None:
    """What the ledger gives back has fixed offsets instead of zones: the bytes are the same."""
    bare = replace(
        SKIPPED,
        start=datetime.fromisoformat(SKIPPED.start.isoformat()),
        exceptions=tuple(
            Occurrence(
                original=datetime.fromisoformat(o.original.isoformat()),
                start=datetime.fromisoformat(o.start.isoformat()) if o.start else None,
                sequence=o.sequence,
            )
            for o in SKIPPED.exceptions
        ),
    )
    assert series("REQUEST", bare) == LIFE["one occurrence left out"]
