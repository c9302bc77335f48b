"""After a meeting: minutes are asked for once, each attendee confirms his own part, and one clean letter ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from mailpm.model import Meeting, Numbered, Person, Planned, ProjectStatus, Status, TrackedItem
from mailpm.model.letters.meetings import AttendeeItems, MinutesAsked, MinutesFinal, MinutesLine
from mailpm.planning.agendas import by_group
from mailpm.planning.courtesy import Calendars, Courtesy, dear, zone_of
from mailpm.planning.forecast import shared_days
from mailpm.planning.meeting_facts import (
    REACHED,
    addresses,
    at,
    guests,
    held,
    name_of,
    names,
    reader_zone,
    to_pm,
    when,
)
from mailpm.workdays import WorkCalendar

_ASK_AFTER = timedelta(hours=2)
_ASK_HOURS = (time(9, 0), time(18, 0))
_ASK_FOR = 5  # days
_OPEN_DAYS = 2  # working days in which everybody may correct
_LOOP_DAYS = 21


def plan_minutes(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """The letters of the minutes loop that should exist by now."""
    for meeting in held(status, _LOOP_DAYS, now):
        if meeting.minutes_message_id is None:
            yield from _asked(status, meeting, now, calendars)
        elif meeting.minutes_ok is not None:
            yield from _to_attendees(status, meeting, now, calendars)
            yield from _final(status, meeting, now, calendars)


def _asked(status: ProjectStatus, meeting: Meeting, now: datetime, calendars: Calendars) -> Iterator[Planned]:
    pm = status.pm
    if pm is None or not guests(status, meeting):
        return
    zone = reader_zone(status, pm)
    due = _in_hours(meeting.end + _ASK_AFTER, zone, calendars(pm.country or status.project.country))
    if not due <= now < meeting.end + timedelta(days=_ASK_FOR):
        return
    content = MinutesAsked(
        dear=dear(pm),
        title=meeting.title,
        when=when(meeting.start, meeting.minutes, zone, meeting.zone_name),
    )
    letter = to_pm(
        status,
        key=f"minutes_asked:{meeting.key}",
        kind="minutes_asked",
        content=content,
        numbering=(Numbered(number="1", kind="meeting", key=meeting.key),),
        because=("no_minutes",),
    )
    if letter is not None:
        yield letter


def _in_hours(moment: datetime, zone: str, work: WorkCalendar) -> datetime:
    """The moment itself where the PM works then, else his next working morning."""
    local = moment.astimezone(zone_of(zone))
    first, last = _ASK_HOURS
    if work.is_working(local.date()) and local.time() < last:
        return max(local, at(local.date(), first, zone))
    return at(work.next(local.date() + timedelta(days=1)), first, zone)


def minutes_items(status: ProjectStatus, meeting: Meeting) -> tuple[TrackedItem, ...]:
    """The items that a meeting's minutes made or changed, in the order of the minutes."""
    mid = meeting.minutes_message_id
    found = [
        t for t in status.items
        if mid and (t.item.message_id == mid or any(move.message_id == mid for move in t.item.moves))
    ]
    return tuple(t for t in found if t.item.status not in (Status.CANCELLED,))


def _to_attendees(status: ProjectStatus, meeting: Meeting, now: datetime, calendars: Calendars) -> Iterator[Planned]:
    """To each who took something on, all at once, so that the PM's OK to the list can let them all go."""
    assert meeting.minutes_ok is not None
    courtesy = Courtesy(status, now, calendars=calendars)
    pm = status.pm
    for person in status.people:
        own = [t for t in minutes_items(status, meeting) if _is_his(t, person, meeting.minutes_ok)]
        key = f"attendee_items:{meeting.key}:{person.email}"
        leaves = courtesy.when([person], but=key)
        if not own or leaves is None or person.bounced or person is pm:
            continue
        zone = reader_zone(status, person)
        lines = tuple(_line(t, str(n), meeting.minutes_ok) for n, t in enumerate(own, 1))
        content = AttendeeItems(
            dear=dear(person),
            title=meeting.title,
            when=when(meeting.start, meeting.minutes, zone, meeting.zone_name),
            lines=lines,
            decisions=_decisions(status, meeting),
            answer_by=last_day(status, meeting, calendars),
        )
        yield Planned(
            key=key,
            kind="attendee_items",
            project=status.project.key,
            to=(person.address,),
            cc=(pm.address,) if pm is not None and status.project.plan.copy_pm and not pm.bounced else (),
            language=person.language,
            content=content,
            not_before=leaves,
            expires=max(leaves, at(last_day(status, meeting, calendars), _ASK_HOURS[1], zone)) + timedelta(hours=12),
            zone=zone,
            numbering=tuple(Numbered(number=str(n), kind="item", key=t.item.key) for n, t in enumerate(own, 1)),
            item_keys=tuple(t.item.key for t in own),
            because=("minutes_ok",),
        )


def _is_his(tracked: TrackedItem, person: Person, ok: datetime) -> bool:
    """Whether the item was this person's when the PM let the letters go.

    Who was named by a correction after that is asked by a first request, which waits for the PM's word.
    """
    moves = [m for m in tracked.item.moves if m.field == "owner" and m.said_on > ok]
    if moves:
        return moves[0].old in (person.email, person.name) and tracked.item.status is not Status.DONE
    return tracked.item.owner.email == person.email and tracked.item.status is not Status.DONE


def last_day(status: ProjectStatus, meeting: Meeting, calendars: Calendars) -> date:
    """The last day on which corrections come before the clean letter: two working days of both sides after the OK."""
    ok = meeting.minutes_ok or meeting.end
    return shared_days(status, calendars).add(ok.astimezone(zone_of(status.project.zone)).date(), _OPEN_DAYS)


def _decisions(status: ProjectStatus, meeting: Meeting) -> tuple[str, ...]:
    return tuple(d.quote for d in status.decisions if d.message_id == meeting.minutes_message_id)


def _line(tracked: TrackedItem, number: str, ok: datetime) -> MinutesLine:
    item = tracked.item
    return MinutesLine(
        number=number,
        what=item.what,
        owner=item.owner.name or item.owner.email,
        due=item.due.day if item.due else None,
        quote=item.quote,
        corrected=any(m.said_on > ok and m.field in ("due", "owner", "status") for m in item.moves),
    )


def _final(status: ProjectStatus, meeting: Meeting, now: datetime, calendars: Calendars) -> Iterator[Planned]:
    """The clean minutes: once everybody who was asked has confirmed, or the days for corrections are over.

    A draft for the PM. A correction makes it wait to the end: who was named by it may have a word to say.
    """
    items = minutes_items(status, meeting)
    asked = _asked_people(status, meeting)
    work = calendars(status.pm.country if status.pm is not None else "")
    morning = work.next(last_day(status, meeting, calendars) + timedelta(days=1))
    over = at(morning, status.project.plan.brief_at, _zone(status))
    if now < over and not (asked and {p.email for p in asked} <= set(meeting.minutes_confirmed)):
        return
    for (language, zone), readers in by_group(status, guests(status, meeting)).items():
        yield Planned(
            key=f"minutes_final:{meeting.key}:{language}:{zone}",
            kind="minutes_final",
            project=status.project.key,
            to=addresses(readers),
            language=language,
            content=_clean(status, meeting, items, asked, readers, zone),
            not_before=Courtesy(status, now, calendars=calendars).next_slot(readers[0]),
            zone=zone,
            item_keys=tuple(t.item.key for t in items),
            because=("minutes_confirmed",),
        )


def _asked_people(status: ProjectStatus, meeting: Meeting) -> list[Person]:
    """Who was sent his part: of the others' silence nothing can be said."""
    prefix = f"attendee_items:{meeting.key}:"
    reached = {s.key.removeprefix(prefix) for s in status.sent if s.key.startswith(prefix) and s.state in REACHED}
    return [p for p in status.people if p.email in reached]


def _zone(status: ProjectStatus) -> str:
    return reader_zone(status, status.pm) if status.pm is not None else status.project.zone


def _clean(
    status: ProjectStatus,
    meeting: Meeting,
    items: Sequence[TrackedItem],
    asked: Sequence[Person],
    readers: Sequence[Person],
    zone: str,
) -> MinutesFinal:
    assert meeting.minutes_ok is not None
    lines = [_line(t, str(n), meeting.minutes_ok) for n, t in enumerate(items, 1)]
    owned = [bool(t.item.owner.email) and line.due is not None for t, line in zip(items, lines, strict=True)]
    corrected = _who_corrected(status, items, meeting)
    silent = [p for p in asked if p.email not in meeting.minutes_confirmed and p.email not in corrected]
    return MinutesFinal(
        title=meeting.title,
        when=when(meeting.start, meeting.minutes, zone, meeting.zone_name),
        names=tuple(dear(p) for p in readers),
        present=names(guests(status, meeting)),
        decisions=_decisions(status, meeting),
        lines=tuple(line for line, fine in zip(lines, owned, strict=True) if fine),
        questions=tuple(line for line, fine in zip(lines, owned, strict=True) if not fine),
        confirmed=tuple(name_of(status, e) for e in meeting.minutes_confirmed if e not in corrected),
        corrected=tuple(name_of(status, email) for email in corrected),
        silent=names(silent),
    )


def _who_corrected(status: ProjectStatus, items: Sequence[TrackedItem], meeting: Meeting) -> list[str]:
    """The attendees whose answers changed something, each once; the PM's own corrections are not told as such."""
    ok, pm = meeting.minutes_ok, status.pm
    said = [m.said_by for t in items for m in t.item.moves if ok is not None and m.said_on > ok]
    return [e for e in dict.fromkeys(said) if status.person(e) is not None and (pm is None or e != pm.email)]
