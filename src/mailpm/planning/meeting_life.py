"""The life of a meeting or series: moved, skipped, ended, cancelled, people added and dropped, each step told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from mailpm.model.project import CheckIn, Meeting, MeetingChange, Occurrence, Person, Proposal
from mailpm.planning.courtesy import Calendars
from mailpm.planning.series import Slot, for_holidays, occurrences, rule_parts, rule_words, until_words

Noun = TypeVar("Noun", CheckIn, Meeting)


def moved(meeting: Meeting, start: datetime, *, now: datetime, minutes: int = 0, why: str = "") -> Meeting:
    """The single meeting at another time: SEQUENCE rises, and everybody is asked again (RFC 5546 section 2.1.4)."""
    if start == meeting.start and minutes in (0, meeting.minutes):
        return meeting
    told = _told(meeting, "time", now, old=meeting.start.isoformat(), new=start.isoformat(), why=why)
    return replace(told, start=start, minutes=minutes or meeting.minutes, answers=(), proposals=_settled(told, None))


def rescheduled(
    check_in: CheckIn, *, start: datetime, rrule: str, now: datetime, minutes: int = 0, why: str = ""
) -> CheckIn:
    """The whole series by another rule or at another hour; its exceptions belonged to the old rule and go."""
    told = _told(check_in, "rule", now, old=check_in.start.isoformat(), new=start.isoformat(), why=why)
    return replace(
        told,
        start=start,
        rrule=rrule,
        minutes=minutes or check_in.minutes,
        exceptions=(),
        answers=(),
        proposals=_settled(told, None),
    )


def relocated(noun: Noun, *, now: datetime, place: str | None = None, link: str | None = None, why: str = "") -> Noun:
    """The meeting or series at another place, or behind another link."""
    place = noun.place if place is None else place
    link = noun.link if link is None else link
    if (place, link) == (noun.place, noun.link):
        return noun
    told = _told(noun, "place", now, old=noun.place or noun.link, new=place or link, why=why)
    return replace(told, place=place, link=link)


def occurrence_on(check_in: CheckIn, day: date) -> Slot | None:
    """The occurrence on a local day of the series' zone, or the only one in that day's week; None if unclear."""
    zone = ZoneInfo(check_in.zone_name)
    monday = day - timedelta(days=day.weekday())
    first = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    week = occurrences(check_in, first, first + timedelta(days=7))
    exact = [slot for slot in week if slot.start.astimezone(zone).date() == day]
    if exact:
        return exact[0]
    return week[0] if len(week) == 1 else None


def occurrence_moved(
    check_in: CheckIn, original: datetime, start: datetime, *, now: datetime, minutes: int | None = None, why: str = ""
) -> CheckIn:
    """One occurrence at another time; answers to that occurrence alone no longer count."""
    before = next((o.start for o in check_in.exceptions if o.original == original and o.start), original)
    told = _told(
        check_in, "moved", now, old=before.isoformat(), new=start.isoformat(), why=why, original=original
    )
    other = Occurrence(original=original, start=start, minutes=minutes, why=why, sequence=told.sequence)
    answers = tuple(a for a in told.answers if a.original != original)
    return replace(_with(told, other), answers=answers, proposals=_settled(told, original))


def occurrence_skipped(check_in: CheckIn, original: datetime, *, now: datetime, why: str = "") -> CheckIn:
    """One occurrence left out."""
    told = _told(check_in, "skipped", now, old=original.isoformat(), why=why, original=original)
    other = Occurrence(original=original, why=why, sequence=told.sequence)
    return replace(_with(told, other), proposals=_settled(told, original))


def keep_holidays(
    check_in: CheckIn, people: Iterable[Person], now: datetime, *, calendars: Calendars, days: int = 28, ahead: int = 60
) -> CheckIn:
    """The series after a look at the calendar; to be called daily, it returns the same value while nothing is new.

    Something new within the next `days` days takes all of the next `ahead` days with it, so that people hear of the
    May break once and not week by week. A day that a new table calls worked comes back (`restored`).
    """
    guests = tuple(people)
    if check_in.status == "cancelled":
        return check_in
    near = for_holidays(check_in, guests, now, calendars=calendars, days=days)
    if _within(near, now, days) == _within(check_in, now, days):
        return check_in
    wide = for_holidays(check_in, guests, now, calendars=calendars, days=ahead)
    known = {o.original: o for o in check_in.exceptions}
    coming = {o.original: o for o in wide.exceptions}
    edge = now + timedelta(days=ahead)
    fresh = [o for start, o in sorted(coming.items()) if start not in known or known[start] != o]
    gone = [o for start, o in sorted(known.items()) if start not in coming and now < start < edge]
    later = [o for start, o in known.items() if start not in coming and start >= edge]
    changed = check_in
    for o in fresh:
        new = o.start.isoformat() if o.start else ""
        field = "moved" if o.start else "skipped"
        changed = _one_step(changed, check_in, field, now, old=o.original.isoformat(), new=new, occurrence=o)
    for o in gone:
        changed = _one_step(changed, check_in, "restored", now, new=o.original.isoformat(), occurrence=o)
    stamped = {o.original for o in fresh}
    exceptions = [*coming.values(), *later]
    return replace(
        changed,
        exceptions=tuple(
            replace(o, sequence=changed.sequence) if o.original in stamped else o
            for o in sorted(exceptions, key=lambda o: o.original)
        ),
    )


def ended(check_in: CheckIn, last: date, *, now: datetime, why: str = "") -> CheckIn:
    """The series with `last` as its last possible day (in its own zone)."""
    parts = rule_parts(check_in.rrule)
    parts.pop("COUNT", None)
    parts["UNTIL"] = until_words(last, check_in.zone_name)
    told = _told(check_in, "ended", now, new=last.isoformat(), why=why)
    edge = datetime(last.year, last.month, last.day, tzinfo=ZoneInfo(check_in.zone_name)) + timedelta(days=1)
    kept = tuple(o for o in told.exceptions if o.original < edge)
    return replace(told, rrule=rule_words(parts), exceptions=kept)


def cancelled(noun: Noun, *, now: datetime, why: str = "") -> Noun:
    """The meeting or series does not take place any more; its time stays, so that programs find it."""
    if noun.status == "cancelled":
        return noun
    told = _told(noun, "cancelled", now, why=why)
    return replace(told, status="cancelled", proposals=())


def joined(noun: Noun, email: str, *, now: datetime) -> Noun:
    """One more person; the others' invitations stay as they are, so SEQUENCE does not rise.

    Who was dropped and comes back has seen a CANCEL that counted one further: only then SEQUENCE steps over it.
    """
    if email in noun.attendees:
        return noun
    back = email in noun.dropped
    told = _told(noun, "people", now, new=email, rises=2 if back else 0)
    return replace(
        told, attendees=(*noun.attendees, email), dropped=tuple(other for other in noun.dropped if other != email)
    )


def left(noun: Noun, email: str, *, now: datetime) -> Noun:
    """One person fewer, who hears of it by a CANCEL of his own."""
    if email not in noun.attendees:
        return noun
    told = _told(noun, "people", now, old=email, rises=0)
    return replace(
        told,
        attendees=tuple(other for other in noun.attendees if other != email),
        dropped=(*noun.dropped, email),
        answers=tuple(a for a in noun.answers if a.email != email),
        proposals=tuple(p for p in noun.proposals if p.email != email),
    )


def _told(
    noun: Noun,
    field: str,
    now: datetime,
    *,
    old: str = "",
    new: str = "",
    why: str = "",
    original: datetime | None = None,
    rises: int = 1,
) -> Noun:
    """The noun with one more change: SEQUENCE up by `rises`, DTSTAMP later than every earlier one."""
    sequence = noun.sequence + rises
    change = MeetingChange(
        field=field, at=_stamp(noun, now), sequence=sequence, old=old, new=new, why=why, original=original
    )
    return replace(noun, sequence=sequence, changes=(*noun.changes, change))


def _one_step(
    changed: CheckIn,
    before: CheckIn,
    field: str,
    now: datetime,
    *,
    occurrence: Occurrence,
    old: str = "",
    new: str = "",
) -> CheckIn:
    """A holiday's change: all that one look brought share one SEQUENCE, because one letter tells them."""
    rises = 1 if changed.sequence == before.sequence else 0
    told = _told(
        changed, field, now, old=old, new=new, why=occurrence.why, original=occurrence.original, rises=rises
    )
    last = replace(told.changes[-1], holiday=True, country=occurrence.country)
    return replace(told, changes=(*told.changes[:-1], last))


def _stamp(noun: CheckIn | Meeting, now: datetime) -> datetime:
    at = now.astimezone(UTC).replace(microsecond=0)
    before = noun.changes[-1].at if noun.changes else noun.created
    return at if before is None or at > before else before.astimezone(UTC) + timedelta(seconds=1)


def _with(check_in: CheckIn, other: Occurrence) -> CheckIn:
    kept = [o for o in check_in.exceptions if o.original != other.original]
    return replace(check_in, exceptions=tuple(sorted([*kept, other], key=lambda o: o.original)))


def _within(check_in: CheckIn, now: datetime, days: int) -> list[tuple[datetime, datetime | None]]:
    edge = now + timedelta(days=days)
    return [(o.original, o.start) for o in check_in.exceptions if now < o.original < edge]


def _settled(noun: CheckIn | Meeting, original: datetime | None) -> tuple[Proposal, ...]:
    """The proposals that stay open once this occurrence (None: everything) has a new time."""
    if original is None:
        return ()
    return tuple(p for p in noun.proposals if p.original != original)
