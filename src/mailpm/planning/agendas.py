"""The agenda, a working day before: what is open on either side with the late first, and what the last minutes left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from mailpm.model import Language, Meeting, Person, Planned, ProjectStatus, Side, Status, TrackedItem
from mailpm.model.letters.meetings import Agenda, AgendaDay, AgendaLine
from mailpm.model.letters.reports import Audience
from mailpm.planning.courtesy import Calendars, Courtesy, dear, zone_of
from mailpm.planning.forecast import shared_days
from mailpm.planning.meeting_facts import addresses, at, guests, is_client, meetings_between, reader_zone, when
from mailpm.planning.report_facts import visible

_REACH = timedelta(days=14)  # the longest break before a meeting (春节 with its weekends)
_LINES = 12  # of one side: an agenda is read on a phone
_MILESTONES = 4

# Who reads a letter together: those of one language and one clock.
Group = tuple[Language, str]


def plan_agendas(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """The agendas of the meetings whose eve has come; a draft for the PM, one letter for each language and zone."""
    pm = status.pm
    if pm is None:
        return
    zone = reader_zone(status, pm)
    work = calendars(pm.country or status.project.country)
    for meeting in meetings_between(status, now, now + _REACH):
        eve = work.add(meeting.start.astimezone(zone_of(zone)).date(), -1)
        # In time for the PM's brief of that morning, so that there is a day to change it.
        if now < at(eve, status.project.plan.brief_at, zone):
            continue
        for group, people in by_group(status, guests(status, meeting)).items():
            yield _letter(status, meeting, group, people, now, calendars)


def by_group(status: ProjectStatus, people: Iterable[Person]) -> dict[Group, list[Person]]:
    """People by language and zone: one letter for each, so that the PM has few drafts to read."""
    groups: dict[Group, list[Person]] = {}
    for person in people:
        groups.setdefault((person.language, reader_zone(status, person)), []).append(person)
    return groups


def _letter(
    status: ProjectStatus, meeting: Meeting, group: Group, people: list[Person], now: datetime, calendars: Calendars
) -> Planned:
    language, zone = group
    return Planned(
        key=f"agenda:{meeting.key}:{language}:{zone}",
        kind="agenda",
        project=status.project.key,
        to=addresses(people),
        language=language,
        content=replace(
            agenda(status, meeting, now, calendars=calendars),
            names=tuple(dear(p) for p in people),
            when=when(meeting.start, meeting.minutes, zone, meeting.zone_name),
        ),
        not_before=_in_hours(status, people, meeting, now, calendars),
        expires=meeting.start,
        zone=zone,
        item_keys=(),
        because=("eve_of_meeting",),
    )


def _in_hours(
    status: ProjectStatus, people: list[Person], meeting: Meeting, now: datetime, calendars: Calendars
) -> datetime | None:
    """The readers' next hours; where those come too late to prepare, at once."""
    slots = [Courtesy(status, now, calendars=calendars).next_slot(person) for person in people]
    latest = max((slot for slot in slots if slot is not None), default=None)
    return latest if latest is not None and latest < meeting.start - timedelta(hours=1) else None


def agenda(status: ProjectStatus, meeting: Meeting, now: datetime, *, calendars: Calendars) -> Agenda:
    """The agenda of one meeting, as everybody who comes may see it."""
    last = _last_with_minutes(status, meeting)
    from_minutes = last.minutes_message_id if last is not None else None
    opened = _told_in_minutes(status)
    outside = any(is_client(person) for person in guests(status, meeting))
    seen = visible(opened, Audience.CLIENT if outside else Audience.TEAM)
    day = meeting.start.astimezone(zone_of(meeting.zone_name)).date()
    late = _lateness(status, now, calendars)
    lines = [_line(tracked, from_minutes, late, status) for tracked in seen.items if _is_open(tracked)]
    lines.sort(key=lambda line: (-line.late, line.due or date.max, line.what))
    client = _numbered([line for line in lines if line.side is Side.CLIENT][:_LINES], 1)
    team = _numbered([line for line in lines if line.side is Side.TEAM][:_LINES], 1 + len(client))
    return Agenda(
        title=meeting.title,
        project=status.project.name,
        when=when(meeting.start, meeting.minutes, meeting.zone_name, meeting.zone_name),
        place=meeting.place,
        link=meeting.link,
        last_minutes=last.start.astimezone(zone_of(meeting.zone_name)).date() if last else None,
        client_lines=client,
        team_lines=team,
        # A change that nobody put to the client yet is the team's own business.
        decisions=tuple(f"{c.number}: {c.words}" for c in seen.changes if c.status == "sent"),
        risks=tuple(risk.words or risk.response for risk in seen.risks if risk.words or risk.response),
        milestones=tuple(_milestones(status, day)),
    )


def _told_in_minutes(status: ProjectStatus) -> ProjectStatus:
    """What minutes that the PM passed on to everybody contain is no longer among the team alone."""
    passed = {m.minutes_message_id for m in status.meetings if m.minutes_ok and m.minutes_message_id}
    items = tuple(replace(t, internal=False) if t.item.message_id in passed else t for t in status.items)
    return replace(status, items=items)


def _last_with_minutes(status: ProjectStatus, meeting: Meeting) -> Meeting | None:
    """The latest earlier meeting with minutes: of the same series, else of the project."""
    before = [m for m in status.meetings if m.minutes_message_id and m.start < meeting.start]
    same = [m for m in before if meeting.series and m.series == meeting.series]
    return max(same or before, key=lambda m: m.start, default=None)


def _is_open(tracked: TrackedItem) -> bool:
    return tracked.item.status in (Status.OPEN, Status.BLOCKED)


def _lateness(status: ProjectStatus, now: datetime, calendars: Calendars) -> Callable[[TrackedItem], int]:
    today = now.astimezone(zone_of(status.project.zone)).date()
    work = shared_days(status, calendars)

    def late(tracked: TrackedItem) -> int:
        due = tracked.item.due
        return max(0, work.between(due.day, today)) if due is not None and due.day < today else 0

    return late


def _line(
    tracked: TrackedItem, minutes: str | None, late: Callable[[TrackedItem], int], status: ProjectStatus
) -> AgendaLine:
    item = tracked.item
    milestone = next((m.name for m in status.milestones if m.key == tracked.milestone), "")
    return AgendaLine(
        number="",
        what=item.what,
        owner=item.owner.name or item.owner.email,
        side=item.owner.side if item.owner.side is Side.TEAM else Side.CLIENT,
        due=item.due.day if item.due else None,
        late=late(tracked),
        moved=sum(move.field == "due" and bool(move.old) for move in item.moves),
        milestone=milestone,
        from_minutes=minutes is not None and item.message_id == minutes,
    )


def _numbered(lines: list[AgendaLine], first: int) -> tuple[AgendaLine, ...]:
    return tuple(replace(line, number=str(n)) for n, line in enumerate(lines, first))


def _milestones(status: ProjectStatus, day: date) -> Iterator[AgendaDay]:
    coming = sorted((m for m in status.milestones if m.actual is None), key=lambda m: m.forecast or m.baseline)
    for milestone in coming[:_MILESTONES]:
        yield AgendaDay(name=milestone.name, baseline=milestone.baseline, forecast=milestone.forecast)
