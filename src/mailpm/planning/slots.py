"""Finding a time by mail: three slots in everybody's working hours, the answers, and the one that suits all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mailpm.model import Choice, Meeting, MeetingPoll, Numbered, Person, Planned, ProjectStatus
from mailpm.model.letters.meetings import SlotLine, SlotsProposed, SlotsStuck
from mailpm.planning.courtesy import Calendars, Courtesy, dear, zone_of
from mailpm.planning.meeting_answers import suits
from mailpm.planning.meeting_facts import meetings_between, name_of, names, reader_zone, to_pm, when

_STEP = timedelta(minutes=30)
# Usual hours first; between Shanghai and New York nothing is left but the edges of the day.
_HOURS = ((9, 18), (8, 19), (7, 21), (6, 23))
_NOTICE = timedelta(hours=20)  # nobody is invited for the same day
_LUNCH = (12, 13)

Busy = tuple[datetime, datetime]


def find_slots(
    people: Sequence[Person],
    minutes: int,
    first: date,
    last: date,
    *,
    now: datetime,
    calendars: Calendars,
    busy: Iterable[Busy] = (),
    count: int = 3,
) -> tuple[datetime, ...]:
    """Up to `count` starts (UTC) between the days `first` and `last`, on days and in hours that suit everybody.

    Times stay out of lunch hours where they can, lie on different days where they can, and widen to early and late
    hours only where the zones leave nothing else. Empty where everybody is never at work on the same day.
    """
    taken = list(busy)
    for early, late in _HOURS:
        fit = [
            start for start in _candidates(people, first, last)
            if start >= now + _NOTICE
            and all(suits(p, start, minutes, calendars, first=early, last=late) for p in people)
            and not any(start < end and begin < start + timedelta(minutes=minutes) for begin, end in taken)
        ]
        if fit:
            return _spread(fit, people, minutes, count)
    return ()


def _candidates(people: Sequence[Person], first: date, last: date) -> Iterator[datetime]:
    zone = zone_of(people[0].zone if people else "UTC")
    start = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    end = datetime(last.year, last.month, last.day, tzinfo=zone).astimezone(UTC) + timedelta(days=1)
    while start < end:
        yield start
        start += _STEP


def _spread(fit: Sequence[datetime], people: Sequence[Person], minutes: int, count: int) -> tuple[datetime, ...]:
    """The most agreeable time of each day, the days first; then more of the same days."""
    best = sorted(fit, key=lambda start: (_bother(start, people, minutes), start))
    chosen: list[datetime] = []
    days: set[date] = set()
    zone = zone_of(people[0].zone)
    for start in best:
        if len(chosen) < count and start.astimezone(zone).date() not in days:
            days.add(start.astimezone(zone).date())
            chosen.append(start)
    for start in best:
        apart = all(abs(start - other) >= timedelta(minutes=max(90, minutes)) for other in chosen)
        if len(chosen) < count and start not in chosen and apart:
            chosen.append(start)
    return tuple(sorted(chosen))


def _bother(start: datetime, people: Sequence[Person], minutes: int) -> float:
    """How little a time suits, over all people: early, late, over lunch, Friday evening."""
    total = 0.0
    for person in people:
        local = start.astimezone(zone_of(person.zone))
        end = local + timedelta(minutes=minutes)
        hour, until = local.hour + local.minute / 60, end.hour + end.minute / 60
        total += max(0.0, 10 - hour) ** 2 + max(0.0, until - 17) ** 2
        total += 4.0 if hour < _LUNCH[1] and until > _LUNCH[0] else 0.0
        total += 2.0 if local.weekday() == 4 and until > 16 else 0.0
        total += 2.0 if local.weekday() == 0 and hour < 10 else 0.0
        total += 0.5 if local.minute else 0.0
    return total


def busy_times(status: ProjectStatus, first: date, last: date) -> tuple[Busy, ...]:
    """What the project's own meetings take of these days."""
    low = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    high = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=2)
    return tuple((m.start, m.end) for m in meetings_between(status, low, high))


def choose(poll: MeetingPoll, email: str, numbers: Iterable[int], *, comment: str = "") -> MeetingPoll:
    """The poll with one person's answer; numbers that were never offered are left out."""
    offered = tuple(sorted({n for n in numbers if 1 <= n <= len(poll.slots)}))
    others = tuple(c for c in poll.choices if c.email != email)
    return replace(poll, choices=(*others, Choice(email=email, numbers=offered, comment=comment)))


def agreed(poll: MeetingPoll) -> datetime | None:
    """The earliest slot that everybody chose, once everybody answered."""
    choices = {c.email: set(c.numbers) for c in poll.choices}
    if not poll.people or any(email not in choices for email in poll.people):
        return None
    common = set.intersection(*(choices[email] for email in poll.people))
    return poll.slots[min(common) - 1] if common else None


def meeting_of(poll: MeetingPoll, start: datetime, *, attendees: Sequence[str], domain: str, now: datetime) -> Meeting:
    """The meeting that a poll ended in; `domain` is the assistant's own, for the UID."""
    mark = hashlib.sha256(poll.key.encode()).hexdigest()[:24]
    return Meeting(
        key=f"meeting:{mark}",
        uid=f"{mark}@{domain}",
        title=poll.title,
        start=start,
        minutes=poll.minutes,
        status="confirmed",
        place=poll.place,
        link=poll.link,
        zone=poll.zone,
        attendees=tuple(dict.fromkeys(attendees)),
        created=now,
    )


def slot_named(polls: Iterable[MeetingPoll], key: str) -> tuple[MeetingPoll, datetime] | None:
    """The poll and time that a number in one of our letters stands for ("slot:<poll>:<round>:<number>")."""
    for poll in polls:
        for n, start in enumerate(poll.slots, 1):
            if key == _slot_key(poll, n):
                return poll, start
    return None


def _slot_key(poll: MeetingPoll, number: int) -> str:
    return f"slot:{poll.key}:{poll.number}:{number}"


def again(poll: MeetingPoll, slots: Sequence[datetime]) -> MeetingPoll:
    """The next round with other times."""
    return replace(poll, slots=tuple(slots), choices=(), number=poll.number + 1)


def plan_slots(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """The times put to each person, and the word to the PM once no time suits everybody."""
    courtesy = Courtesy(status, now, calendars=calendars)
    for poll in status.polls:
        if poll.status != "open" or not poll.slots:
            continue
        if _is_stuck(poll, now):
            yield from _stuck(status, poll, calendars)
            continue
        # Who asked for the meeting is not asked, and who has answered is not asked again.
        done = {c.email for c in poll.choices} | ({status.pm.email} if status.pm is not None else set())
        for email in poll.people:
            person = status.person(email) if email not in done else None
            if person is not None and not person.bounced and max(poll.slots) > now:
                yield _proposed(status, poll, person, courtesy, calendars)


def _lines(
    status: ProjectStatus, poll: MeetingPoll, reader: Person, calendars: Calendars
) -> tuple[SlotLine, ...]:
    zone = reader_zone(status, reader)
    people = [p for p in map(status.person, poll.people) if p is not None]
    return tuple(
        SlotLine(
            number=str(n),
            when=when(start, poll.minutes, zone, poll.zone or zone),
            early_or_late=not all(suits(p, start, poll.minutes, calendars) for p in people),
        )
        for n, start in enumerate(poll.slots, 1)
    )


def _proposed(
    status: ProjectStatus, poll: MeetingPoll, person: Person, courtesy: Courtesy, calendars: Calendars
) -> Planned:
    content = SlotsProposed(
        dear=dear(person),
        title=poll.title,
        minutes=poll.minutes,
        lines=_lines(status, poll, person, calendars),
        people=names(p for p in map(status.person, poll.people) if p is not None),
        place=poll.place,
        link=poll.link,
        again=poll.number > 1,
    )
    return Planned(
        key=f"slots_proposed:{poll.key}:{poll.number}:{person.email}",
        kind="slots_proposed",
        project=status.project.key,
        to=(person.address,),
        language=person.language,
        content=content,
        not_before=courtesy.next_slot(person),
        expires=max(poll.slots),
        zone=reader_zone(status, person),
        numbering=tuple(
            Numbered(number=str(n), kind="meeting", key=_slot_key(poll, n)) for n in range(1, len(poll.slots) + 1)
        ),
        because=("finding_a_time",),
    )


def _is_stuck(poll: MeetingPoll, now: datetime) -> bool:
    """Everybody answered and nothing is common, or the last proposed time is about to go by."""
    complete = {c.email for c in poll.choices} >= set(poll.people)
    return (complete and agreed(poll) is None) or min(poll.slots) - timedelta(hours=12) <= now


def _stuck(status: ProjectStatus, poll: MeetingPoll, calendars: Calendars) -> Iterator[Planned]:
    pm = status.pm
    if pm is None:
        return
    lines = _lines(status, poll, pm, calendars)
    votes = {n: sum(n in c.numbers for c in poll.choices) for n in range(1, len(poll.slots) + 1)}
    top = max(votes, key=lambda n: (votes[n], -n))
    answered = {c.email for c in poll.choices}
    content = SlotsStuck(
        dear=dear(pm),
        title=poll.title,
        lines=lines,
        choices=tuple((name_of(status, c.email), tuple(map(str, c.numbers)), c.comment) for c in poll.choices),
        best=lines[top - 1] if votes[top] else None,
        missing=tuple(name_of(status, email) for email in poll.people if email not in answered),
    )
    letter = to_pm(
        status,
        key=f"slots_stuck:{poll.key}:{poll.number}",
        kind="slots_stuck",
        content=content,
        numbering=tuple(
            Numbered(number=str(n), kind="meeting", key=_slot_key(poll, n)) for n in votes
        ),
        because=("no_common_time",),
    )
    if letter is not None:
        yield letter
