"""Calendar parts as the programs of the world send them (HAZARDS C-05, C-09 to C-11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mailpm.message.calendar import read_calendar

SHANGHAI_TEN = datetime(2026, 10, 21, 2, 0, tzinfo=UTC)
ZONE = "BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0800\nEND:STANDARD\nEND:VTIMEZONE\n"


def event(*lines: str, method: str = "METHOD:REPLY\n", before: str = "") -> bytes:
    inner = "\n".join(("UID:1@studio.example", "DTSTAMP:20261014T010000Z", *lines))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{method}{before}BEGIN:VEVENT\n{inner}\nEND:VEVENT\nEND:VCALENDAR\n".encode()


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("DTSTART:20261021T020000Z", ""),
        ("DTSTART;TZID=Asia/Shanghai:20261021T100000", ""),
        ("DTSTART;TZID=China Standard Time:20261021T100000", ""),
        ('DTSTART;TZID="China Standard Time":20261021T100000', ZONE.format(name="China Standard Time")),
        ('DTSTART;TZID="(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐":20261021T100000', ""),
        ("DTSTART;TZID=Customized Time Zone:20261021T100000", ZONE.format(name="Customized Time Zone")),
        ("DTSTART;TZID=W. Europe Standard Time:20261021T040000", ""),
    ],
)
def test_times_of_many_programs(line: str, before: str) -> None:
    found, remark = read_calendar(event(line, before=before))
    assert found is not None, remark
    assert isinstance(found.start, datetime)
    assert found.start.tzinfo is not None
    assert found.start - SHANGHAI_TEN == timedelta(0)


def test_a_whole_day_is_a_day() -> None:
    found, _ = read_calendar(event("DTSTART;VALUE=DATE:20261021"))
    assert found is not None
    assert found.start == date(2026, 10, 21)


def test_a_zone_that_nobody_knows_is_not_guessed() -> None:
    """The day stays, the hour is not invented."""
    found, _ = read_calendar(event("DTSTART;TZID=Mars/Olympus:20261021T100000"))
    assert found is not None
    assert found.start == date(2026, 10, 21)


def test_reply_of_exchange_without_organizer() -> None:
    found, _ = read_calendar(event("ATTENDEE;PARTSTAT=accepted;CN=王敏:MAILTO:Wang@ACME.example", "DTSTART:20261021T020000Z"))
    assert found is not None
    assert found.organizer is None
    assert [(a.email, a.name, a.partstat) for a in found.attendees] == [("wang@acme.example", "王敏", "ACCEPTED")]


def test_reply_with_a_comment_and_an_occurrence() -> None:
    found, _ = read_calendar(
        event("RECURRENCE-ID:20261021T020000Z", "SEQUENCE:3", "COMMENT:可以改到下午吗", "ATTENDEE;PARTSTAT=DECLINED:mailto:wang@acme.example", "STATUS:confirmed")
    )  # fmt: skip
    assert found is not None
    assert (found.method, found.sequence, found.comment, found.status) == ("REPLY", 3, "可以改到下午吗", "CONFIRMED")
    assert found.recurrence_id == SHANGHAI_TEN


def test_the_address_may_stand_in_a_parameter() -> None:
    found, _ = read_calendar(event("ATTENDEE;PARTSTAT=TENTATIVE;EMAIL=wang@acme.example:urn:uuid:1", "DTSTART:20261021T020000Z"))
    assert found is not None
    assert found.attendees[0].email == "wang@acme.example"


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", event("DTSTART:yesterday"), event("DTSTART;TZID=:20261021T100000"), b"\xff\xfe" + event("DTSTART:20261021T020000Z"), b"x" * 2_000_000],
)  # fmt: skip
def test_broken_parts_never_raise(data: bytes) -> None:
    found, remark = read_calendar(data)
    assert found is not None or remark


def test_a_method_that_is_none_is_dropped() -> None:
    found, _ = read_calendar(event("DTSTART:20261021T020000Z", method="METHOD:OBEY\n"))
    assert found is not None
    assert found.method == ""


def test_gbk_bytes_in_a_calendar_part() -> None:
    found, _ = read_calendar(event("SUMMARY:官网例会", "DTSTART:20261021T020000Z").decode().encode("gb18030"))
    assert found is not None
    assert found.summary == "官网例会"
