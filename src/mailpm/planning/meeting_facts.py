"""Facts that several letters around meetings share: times as a reader sees them, who comes, what left already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailpm.model import Address, CheckIn, Meeting, Numbered, Person, Planned, ProjectStatus, Sent, Side
from mailpm.model.letters.meetings import Unusual, When
from mailpm.model.project import Occurrence
from mailpm.planning.courtesy import LEFT, ON_THE_WAY, zone_of
from mailpm.planning.series import Slot, next_occurrence, occurrences

# States in which a letter has reached its reader, or may have.
REACHED = LEFT | (ON_THE_WAY - {"queued"})
UNSETTLED = ON_THE_WAY - {"queued"}


def is_running(status: ProjectStatus, now: datetime) -> bool:
    """Whether letters about meetings may be planned: the project is active and not paused on this day."""
    project = status.project
    paused = project.paused_until is not None and project.paused_until >= now.astimezone(zone_of(project.zone)).date()
    return project.status == "active" and not paused


def when(start: datetime, minutes: int, reader: str, there: str) -> When:
    """A time for a reader: `reader` and `there` are IANA zones, "" is UTC."""
    return When(
        start=start.astimezone(zone_of(reader)),
        minutes=minutes,
        zone=reader or "UTC",
        there=start.astimezone(zone_of(there)),
        there_zone=there or "UTC",
    )


def reader_zone(status: ProjectStatus, person: Person) -> str:
    return person.zone or status.project.zone


def guests(status: ProjectStatus, noun: CheckIn | Meeting) -> tuple[Person, ...]:
    """The attendees that the project knows and that can be written to, in the order of the invitation."""
    found = (status.person(email) for email in noun.attendees)
    return tuple(p for p in found if p is not None and not p.bounced)


def names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(p.name or p.email for p in people)


def name_of(status: ProjectStatus, email: str) -> str:
    person = status.person(email)
    return (person.name if person else "") or email


def addresses(people: Iterable[Person]) -> tuple[Address, ...]:
    return tuple(p.address for p in people)


def first_time(noun: CheckIn | Meeting, now: datetime) -> Slot | None:
    """The time that an invitation speaks of: of a series, its next occurrence; None where all is over."""
    if isinstance(noun, CheckIn):
        return next_occurrence(noun, now)
    slot = Slot(original=noun.start, start=noun.start, minutes=noun.minutes, place=noun.place)
    return slot if slot.end > now else None


def unusual(noun: CheckIn | Meeting, now: datetime, reader: str) -> tuple[Unusual, ...]:
    """The coming dates of a series that are left out or moved, the first first."""
    if not isinstance(noun, CheckIn):
        return ()
    coming = [o for o in noun.exceptions if o.original > now]
    return tuple(unusual_of(noun, o, reader) for o in coming)


def unusual_of(series: CheckIn, o: Occurrence, reader: str) -> Unusual:
    return Unusual(
        original=o.original.astimezone(zone_of(reader)),
        when=when(o.start, o.minutes or series.minutes, reader, series.zone_name) if o.start else None,
        why=o.why,
        holiday=o.holiday,
        country=o.country,
    )


def sequences(sent: Iterable[Sent], uid: str, email: str) -> list[tuple[int, Sent]]:
    """The invitations of this UID to this person that exist so far, with the SEQUENCE of each, the oldest first."""
    found = []
    for letter in sent:
        parts = letter.key.split(":")
        if parts[0] == "invitation" and parts[-1] == email and ":".join(parts[1:-2]) == uid and parts[-2].isdigit():
            found.append((int(parts[-2]), letter))
    return sorted(found, key=lambda pair: (pair[0], pair[1].at))


def reached(sent: Iterable[Sent], uid: str, email: str) -> Sent | None:
    """The last invitation of this UID that reached the person, or None."""
    told = [letter for _, letter in sequences(sent, uid, email) if letter.state in REACHED]
    return told[-1] if told else None


def called_off(sent: Iterable[Sent], uid: str, email: str) -> Sent | None:
    """The CANCEL that is the last word of this UID to the person, or None where an invitation is, or nothing."""
    rows = tuple(sent)
    mark = f"meeting_cancelled:{uid}:"
    words = [s for s in rows if s.key.startswith(mark) and s.key.endswith(f":{email}") and s.state in REACHED]
    if not words:
        return None
    last = max(words, key=lambda s: s.at)
    invited = reached(rows, uid, email)
    return last if invited is None or invited.at <= last.at else None


def held(status: ProjectStatus, noun_days: int, now: datetime) -> tuple[Meeting, ...]:
    """Our meetings and occurrences that ended within the last `noun_days` days, the latest last."""
    since = now - timedelta(days=noun_days)
    return tuple(m for m in meetings_between(status, since, now) if m.end <= now)


def meetings_between(status: ProjectStatus, after: datetime, before: datetime) -> tuple[Meeting, ...]:
    """Our single meetings and every occurrence of our series that starts in a span of time, as meetings.

    What is known of one occurrence alone (its minutes, who declined it) comes from its own row.
    """
    found = [
        m for m in status.meetings
        if not m.series and not m.organizer and m.status != "cancelled" and after <= m.start < before
    ]
    rows = {(m.series, m.original): m for m in status.meetings if m.series}
    for series in status.check_ins:
        for slot in occurrences(series, after, before):
            row = rows.get((series.uid, slot.original))
            if row is None or row.status != "cancelled":
                found.append(as_meeting(series, slot, row))
    return tuple(sorted(found, key=lambda m: m.start))


def as_meeting(series: CheckIn, slot: Slot, row: Meeting | None = None) -> Meeting:
    """One occurrence as a meeting; the assistant saves it (under its key) once something is known of it alone."""
    return Meeting(
        key=row.key if row else occurrence_key(series, slot.original),
        uid=series.uid,
        title=series.title,
        start=slot.start,
        minutes=slot.minutes,
        status="confirmed",
        place=slot.place,
        sequence=series.sequence,
        attendees=series.attendees,
        answers=tuple(a for a in series.answers if a.original in (None, slot.original)),
        zone=series.zone_name,
        link=series.link,
        series=series.uid,
        original=slot.original,
        minutes_message_id=row.minutes_message_id if row else None,
        minutes_ok=row.minutes_ok if row else None,
        minutes_confirmed=row.minutes_confirmed if row else (),
    )


def occurrence_key(series: CheckIn, original: datetime) -> str:
    """The key of the Meeting that stands for one occurrence: its series and its original start in UTC."""
    return f"{series.uid}/{original.astimezone(UTC):%Y%m%dT%H%MZ}"


def at(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone or "UTC"))


def to_pm(status: ProjectStatus, **facts: object) -> Planned | None:
    """A letter to the PM alone, which waits for nobody's word; None where the project has no PM to write to."""
    pm = status.pm
    if pm is None or pm.bounced:
        return None
    return Planned(
        project=status.project.key,
        to=(pm.address,),
        language=pm.language,
        approval=False,
        zone=reader_zone(status, pm),
        **facts,  # type: ignore[arg-type]
    )


def meeting_number(key: str, number: str = "1") -> tuple[Numbered, ...]:
    return (Numbered(number=number, kind="meeting", key=key),)


def is_client(person: Person) -> bool:
    return person.side is not Side.TEAM


