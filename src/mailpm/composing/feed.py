"""A project's days as a calendar to subscribe to: due days, milestones and meetings in one .ics file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vCalAddress, vDuration

from mailpm.composing.invite import PRODUCT, add_series, there
from mailpm.composing.vtimezone import vtimezone
from mailpm.model.mail import Address
from mailpm.model.project import CheckIn, Meeting, Milestone, Occurrence, TrackedItem
from mailpm.model.reading import Status


def feed(
    name: str,
    *,
    owner: Address,
    now: datetime,
    items: Iterable[TrackedItem] = (),
    milestones: Iterable[Milestone] = (),
    check_ins: Iterable[CheckIn] = (),
    meetings: Iterable[Meeting] = (),
) -> bytes:
    """The file for `mailpm calendar export`: METHOD:PUBLISH without attendees (RFC 5546 section 3.2.1).

    `name` is what the calendar is called, `owner` whose days they are, `now` aware. Open items with a due day and
    milestones not yet reached are all-day and leave the day free; UIDs stay the same from export to export.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    series, single = list(check_ins), list(meetings)
    earliest: dict[str, int] = {}
    zones = [(n.zone_name, n.start.year) for n in series] + [(n.zone_name, n.start.year) for n in single]
    for zone, year in zones:
        earliest[zone] = min(year, earliest.get(zone, year))
    for zone, year in sorted(earliest.items()):
        if zone != "UTC":
            calendar.add_component(vtimezone(zone, year))
    events = [*_days(items, milestones), *_times(series, single)]
    for event in events:
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("organizer", vCalAddress(f"mailto:{owner.email}"))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _days(items: Iterable[TrackedItem], milestones: Iterable[Milestone]) -> Iterable[Event]:
    for tracked in items:
        item = tracked.item
        if item.due is not None and item.status in (Status.OPEN, Status.BLOCKED):
            owner = item.owner.name or item.owner.email
            event = _day(f"due {tracked.project} {item.key}", f"{owner}: {item.what}", item.due.day)
            event.add("description", item.quote)
            yield event
    for milestone in milestones:
        if milestone.actual is None:
            yield _day(f"milestone {milestone.key}", f"◆ {milestone.name}", milestone.forecast or milestone.baseline)


def _day(key: str, summary: str, day: date) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@mailpm")
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _times(series: Iterable[CheckIn], single: Iterable[Meeting]) -> Iterable[Event]:
    for check_in in series:
        if check_in.status == "cancelled":
            continue
        event = _meeting(check_in)
        add_series(event, check_in)
        yield event
        for moved in check_in.exceptions:
            if moved.start is not None:
                yield _moved(check_in, moved)
    for meeting in single:
        # Occurrences of a series stand in the series already.
        if meeting.status != "cancelled" and not meeting.series:
            event = _meeting(meeting)
            event.add("dtstart", there(meeting, meeting.start))
            event.add("dtend", there(meeting, meeting.end))
            yield event


def _moved(check_in: CheckIn, moved: Occurrence) -> Event:
    assert moved.start is not None
    event = _meeting(check_in)
    event.add("recurrence-id", there(check_in, moved.original))
    event.add("dtstart", there(check_in, moved.start))
    event.add("dtend", there(check_in, moved.start + timedelta(minutes=moved.minutes or check_in.minutes)))
    return event


def _meeting(noun: CheckIn | Meeting) -> Event:
    event = Event()
    event.add("uid", noun.uid)
    event.add("sequence", noun.sequence)
    event.add("summary", noun.title)
    if place := noun.place or noun.link:
        event.add("location", place)
    return event
