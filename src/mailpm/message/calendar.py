"""A calendar part as it came: one iTIP message in our own nouns (RFC 5545, 5546, 6047)."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailpm.message import charset
from mailpm.message.headers import one_line
from mailpm.model.mail import Address, Attendee, CalendarPart

MAX_BYTES = 1_000_000
MAX_ATTENDEES = 500
METHODS = ("PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER")
_ZONES = {"china standard time": "Asia/Shanghai", "(utc+08:00) 北京,重庆,香港特别行政区,乌鲁木齐": "Asia/Shanghai"}


def read_calendar(data: bytes, method: str = "") -> tuple[CalendarPart | None, str]:
    """The first event of a text/calendar part, and a remark where something is odd. Never raises for odd parts.

    `method` is the parameter of the MIME part; the METHOD property wins, as it travels with the event.
    """
    from icalendar import Calendar

    if len(data) > MAX_BYTES:
        return None, "calendar part too large"
    text = charset.decode(data, "utf-8").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n \ufeff")
    try:
        calendar = Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT")) or list(calendar.walk("VTODO"))
        said = str(calendar.get("METHOD", "") or method).upper()
        if not events:
            return None, "calendar part without an event"
        return _event(events[0], said if said in METHODS else "", calendar), ""
    except Exception as error:  # whatever the library trips over: the letter is still read
        return None, f"calendar part not understood: {type(error).__name__}"


def _event(event: object, method: str, calendar: object) -> CalendarPart:
    get = event.get  # type: ignore[attr-defined]
    attendees = get("ATTENDEE") or []
    if not isinstance(attendees, list):
        attendees = [attendees]
    organizer = get("ORGANIZER")
    rule = get("RRULE")
    return CalendarPart(
        method=method,
        uid=str(get("UID", "") or ""),
        sequence=_number(get("SEQUENCE")),
        dtstamp=_stamp(get("DTSTAMP")),
        organizer=_address(organizer) if organizer is not None else None,
        attendees=tuple(_attendee(a) for a in attendees[:MAX_ATTENDEES]),
        start=_when(get("DTSTART")),
        end=_when(get("DTEND")),
        recurrence_id=_when(get("RECURRENCE-ID")),
        rrule=rule.to_ical().decode() if rule is not None and hasattr(rule, "to_ical") else "",
        summary=_words(get("SUMMARY")),
        location=_words(get("LOCATION")),
        description=str(get("DESCRIPTION", "") or "").strip(),
        comment=str(_first(get("COMMENT")) or "").strip(),
        status=str(get("STATUS", "") or "").upper(),
    )


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _words(value: object) -> str:
    return one_line(str(_first(value) or ""))


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _address(value: object) -> Address:
    params = getattr(value, "params", {})
    return Address(email=_mailbox(str(value), params), name=one_line(str(params.get("CN", ""))))


def _mailbox(value: str, params: object) -> str:
    """The bare address: Exchange writes MAILTO:, some write the address only into the EMAIL parameter (RFC 7986)."""
    said = re.sub(r"^\s*mailto:\s*", "", value, flags=re.IGNORECASE).strip().strip("<>").lower()
    if "@" not in said and hasattr(params, "get"):
        said = str(params.get("EMAIL", "") or "").lower() or said
    return said


def _attendee(value: object) -> Attendee:
    params = getattr(value, "params", {})
    address = _address(value)
    delegates = params.get("DELEGATED-TO", "")
    delegate = _mailbox(str(_first(delegates)), {}) if delegates else ""
    return Attendee(
        email=address.email,
        name=address.name,
        partstat=str(params.get("PARTSTAT", "NEEDS-ACTION")).upper(),
        delegated_to=delegate if "@" in delegate else "",
    )


def _stamp(value: object) -> datetime | None:
    when = _when(value)
    return when if isinstance(when, datetime) else None


def _when(value: object) -> datetime | date | None:
    """An aware time or a day. A floating time stays naive in the wire format only: it is given back as its day."""
    found = getattr(_first(value), "dt", None)
    if isinstance(found, datetime):
        if found.tzinfo is not None:
            return found
        zone = _zone(str(getattr(_first(value), "params", {}).get("TZID", "")))
        return found.replace(tzinfo=zone) if zone is not None else found.date()
    return found if isinstance(found, date) else None


def _zone(name: str) -> ZoneInfo | None:
    clean = name.strip().strip('"')
    if not clean:
        return None
    if clean.lower() in _ZONES or re.search(r"北京|重庆|beijing|chongqing|shanghai", clean, re.IGNORECASE):
        return ZoneInfo("Asia/Shanghai")
    try:
        return ZoneInfo(clean)
    except (KeyError, ValueError, OSError):
        return None
