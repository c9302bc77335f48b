"""Orders about meetings: a series, a single one, a search for a time, a move, people who join or leave, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.meetings import keep
from mailpm.model import CheckIn, Meeting, Numbered, Order, Person, ProjectStatus, Side
from mailpm.model.letters.control import Outcome
from mailpm.model.plan import MeetingFacts, RhythmFacts
from mailpm.model.project import MeetingPoll
from mailpm.planning import meeting_life
from mailpm.planning.replies import accept_proposal, decline_proposal
from mailpm.planning.series import next_occurrence
from mailpm.planning.slots import busy_times, find_slots, meeting_of, slot_named
from mailpm.reading.meeting_orders import read_meeting

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_USUAL_MINUTES = 30


def meet(desk: Desk, order: Order) -> Done:
    """A meeting as the PM asks for it; every invitation is a draft."""
    if desk.project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    status = desk.house.ledger.project_status(desk.project, desk.now)
    names = [n for p in status.people for n in (p.name, p.salutation, p.email) if n]
    facts = read_meeting(order.quote, names=names, now=desk.message.date)
    guests, unknown = _guests(desk, facts, status)
    if unknown:
        return said(*(Outcome(what="unknown_person", person=name, done=False) for name in unknown))
    if facts.rhythm is not None:
        return _series(desk, facts, facts.rhythm, guests, status)
    if facts.start is not None:
        return _single(desk, facts, facts.start, guests)
    if facts.first is not None and facts.last is not None:
        return _search(desk, facts, guests, status)
    return said(Outcome(what="no_date", words=order.quote, done=False))


def _guests(desk: Desk, facts: MeetingFacts, status: ProjectStatus) -> tuple[list[Person], list[str]]:
    """Who is meant; nobody named means the client's people, and the writer always comes."""
    found: dict[str, Person] = {}
    unknown: list[str] = []
    for name in facts.people:
        hit = [p for p in status.people if name.lower() in (p.name.lower(), p.email, p.salutation.lower())]
        hit = hit or [p for p in status.people if name.lower() in p.name.lower()]
        if len(hit) == 1:
            found[hit[0].email] = hit[0]
        else:
            unknown.append(name)
    if not facts.people:
        found = {p.email: p for p in status.people if p.side is Side.CLIENT and not p.escalation}
    me = next((p for p in status.people if p.email == desk.member.email), None)
    if me is not None:
        found[me.email] = me
    return list(found.values()), unknown


def _uid(desk: Desk, facts: MeetingFacts) -> str:
    """Made from the order itself, so that the same letter read again makes the same meeting (RFC 7986 section 5.3)."""
    mark = sha256(f"{desk.message.message_id}:{facts}".encode()).hexdigest()[:32]
    return f"{mark}@{desk.house.address.domain}"


def _title(desk: Desk, facts: MeetingFacts) -> str:
    project = desk.house.ledger.project(desk.project or "")
    name = project.name if project else ""
    if not facts.title:
        return name
    # "ACME 例会" names the project "ACME 官网改版" well enough.
    named = any(word.lower() in facts.title.lower() for word in name.split() if len(word) > 1)
    return facts.title if named else f"{name} {facts.title}"


def rule_of(rhythm: RhythmFacts) -> str:
    """The recurrence rule (RFC 5545 section 3.3.10) of a rhythm."""
    if rhythm.monthly:
        return f"FREQ=MONTHLY;BYDAY=1{_DAYS[rhythm.weekday]}"
    every = f"INTERVAL={rhythm.every_weeks};" if rhythm.every_weeks > 1 else ""
    return f"FREQ=WEEKLY;{every}BYDAY={_DAYS[rhythm.weekday]}"


def first_time(rhythm: RhythmFacts, day: date, zone: str) -> datetime:
    """The first such weekday after `day`, at the rhythm's hour in the zone."""
    ahead = (rhythm.weekday - day.weekday() - 1) % 7 + 1
    return datetime.combine(day + timedelta(days=ahead), rhythm.at, ZoneInfo(zone))


def _series(desk: Desk, facts: MeetingFacts, rhythm: RhythmFacts, guests: list[Person], status: ProjectStatus) -> Done:
    zone = desk.member.zone
    start = first_time(rhythm, desk.local(desk.now).date(), zone)
    uid = _uid(desk, facts)
    minutes = facts.minutes or rhythm.minutes or _USUAL_MINUTES
    known = next((c for c in status.check_ins if c.status != "cancelled" and c.rrule == rule_of(rhythm)), None)
    if known is not None:
        series = _changed_series(known, facts, rhythm, guests, desk.now)
        desk.house.ledger.save_check_in(desk.project or "", series)
        names = tuple(p.name for p in guests)
        return said(Outcome(what="meeting_made", words=series.title, at=_next_start(series, desk.now), names=names))
    series = CheckIn(
        uid=uid,
        title=_title(desk, facts),
        start=start,
        minutes=minutes,
        rrule=rule_of(rhythm),
        attendees=tuple(p.email for p in guests),
        place=facts.place,
        link=facts.link,
        zone=zone,
        created=desk.now,
    )
    desk.house.ledger.save_check_in(desk.project or "", series)
    return said(Outcome(what="meeting_made", words=series.title, at=start, names=tuple(p.name for p in guests)))


def _changed_series(
    known: CheckIn, facts: MeetingFacts, rhythm: RhythmFacts, guests: list[Person], now: datetime
) -> CheckIn:
    """The series that meets at this rhythm already, with what the new sentence says otherwise."""
    series = known
    clock = series.start.astimezone(ZoneInfo(series.zone_name))
    minutes = facts.minutes or series.minutes
    if clock.time() != rhythm.at or minutes != series.minutes:
        start = datetime.combine(clock.date(), rhythm.at, ZoneInfo(series.zone_name))
        series = meeting_life.rescheduled(series, start=start, rrule=series.rrule, now=now, minutes=minutes)
    if facts.place or facts.link:
        series = meeting_life.relocated(series, now=now, place=facts.place or None, link=facts.link or None)
    wanted = [p.email for p in guests]
    for email in wanted:
        series = meeting_life.joined(series, email, now=now)
    for email in series.attendees if facts.people else ():
        if email not in wanted:
            series = meeting_life.left(series, email, now=now)
    return series


def _single(desk: Desk, facts: MeetingFacts, start: datetime, guests: list[Person]) -> Done:
    uid = _uid(desk, facts)
    meeting = Meeting(
        key=f"meeting:{uid}",
        uid=uid,
        title=_title(desk, facts),
        start=start,
        minutes=facts.minutes or _USUAL_MINUTES,
        status="confirmed",
        place=facts.place,
        link=facts.link,
        attendees=tuple(p.email for p in guests),
        zone=desk.member.zone,
        created=desk.now,
    )
    desk.house.ledger.save_meeting(desk.project or "", meeting)
    return said(Outcome(what="meeting_made", words=meeting.title, at=start, names=tuple(p.name for p in guests)))


def _search(desk: Desk, facts: MeetingFacts, guests: list[Person], status: ProjectStatus) -> Done:
    assert facts.first is not None
    assert facts.last is not None
    minutes = facts.minutes or _USUAL_MINUTES
    slots = find_slots(
        guests,
        minutes,
        facts.first,
        facts.last,
        now=desk.now,
        calendars=desk.house.calendar,
        busy=busy_times(status, facts.first, facts.last),
    )
    if not slots:
        return said(Outcome(what="no_date", words=facts.title or desk.message.subject, done=False))
    poll = MeetingPoll(
        key=f"poll:{_uid(desk, facts)}",
        title=_title(desk, facts),
        minutes=minutes,
        people=tuple(p.email for p in guests),
        slots=slots,
        place=facts.place,
        link=facts.link,
        zone=desk.member.zone,
        created=desk.now,
    )
    desk.house.ledger.save_poll(desk.project or "", poll)
    others = tuple(p.name for p in guests if p.email != desk.member.email)
    return said(Outcome(what="slots_made", words=poll.title, names=others))


def _at_hand(desk: Desk, order: Order) -> list[CheckIn | Meeting]:
    """Which series or meeting the words mean: the number's, else the only one alive, else the next one."""
    if desk.project is None:
        return []
    status = desk.house.ledger.project_status(desk.project, desk.now)
    alive: list[CheckIn | Meeting] = [c for c in status.check_ins if c.status != "cancelled"]
    alive += [m for m in status.meetings if m.status != "cancelled" and not m.series and m.start > desk.now]
    keys = {desk.targets[n].key for n in order.numbers if n in desk.targets and desk.targets[n].kind == "meeting"}
    if keys:
        return [n for n in alive if (n.uid if isinstance(n, CheckIn) else n.key) in keys or n.uid in keys]
    return sorted(alive, key=lambda n: _next_start(n, desk.now))[:1]


def _next_start(noun: CheckIn | Meeting, now: datetime) -> datetime:
    if isinstance(noun, Meeting):
        return noun.start
    slot = next_occurrence(noun, now)
    return slot.start if slot else datetime.max.replace(tzinfo=UTC)


def move(desk: Desk, order: Order) -> Done:
    """Another time: of the one occurrence that is next, or of a single meeting."""
    nouns = _at_hand(desk, order)
    if not nouns or order.due is None or desk.project is None:
        return said(Outcome(what="no_meeting" if order.due else "no_date", words=order.quote, done=False))
    noun = nouns[0]
    old = _next_start(noun, desk.now)
    start = _moment(order.due.value, old, noun.zone_name)
    if isinstance(noun, CheckIn):
        slot = meeting_life.occurrence_on(noun, start.date()) or next_occurrence(noun, desk.now)
        if slot is None:
            return said(Outcome(what="no_meeting", words=order.quote, done=False))
        old = slot.start
        keep(desk.house, desk.project, meeting_life.occurrence_moved(noun, slot.original, start, now=desk.now))
    else:
        keep(desk.house, desk.project, meeting_life.moved(noun, start, now=desk.now))
    return said(Outcome(what="meeting_moved", words=noun.title, at=desk.local(start), old=desk.local(old)))


def _moment(value: date | datetime, usual: datetime, zone: str) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone))
    clock: time = usual.astimezone(ZoneInfo(zone)).time()
    return datetime.combine(value, clock, ZoneInfo(zone))


def cancel(desk: Desk, order: Order) -> Done:
    """One occurrence left out, or a single meeting cancelled; a whole series only by "end the series"."""
    nouns = _at_hand(desk, order)
    if not nouns or desk.project is None:
        return said(Outcome(what="no_meeting", words=order.quote, done=False))
    noun = nouns[0]
    if isinstance(noun, Meeting):
        keep(desk.house, desk.project, meeting_life.cancelled(noun, now=desk.now))
        return said(Outcome(what="meeting_cancelled", words=noun.title, at=desk.local(noun.start)))
    if order.text == "series":
        keep(desk.house, desk.project, meeting_life.cancelled(noun, now=desk.now))
        return said(Outcome(what="meeting_cancelled", words=noun.title, at=desk.local(_next_start(noun, desk.now))))
    slot = meeting_life.occurrence_on(noun, order.due.day) if order.due else next_occurrence(noun, desk.now)
    if slot is None:
        return said(Outcome(what="no_meeting", words=order.quote, done=False))
    keep(desk.house, desk.project, meeting_life.occurrence_skipped(noun, slot.original, now=desk.now))
    return said(Outcome(what="meeting_cancelled", words=noun.title, at=desk.local(slot.start)))


def join(desk: Desk, order: Order) -> Done:
    return _people(desk, order, joins=True)


def leave(desk: Desk, order: Order) -> Done:
    return _people(desk, order, joins=False)


def _people(desk: Desk, order: Order, *, joins: bool) -> Done:
    """Somebody more, or somebody less, at the meeting at hand."""
    from mailpm.assistant.orders_items import find_person

    nouns = _at_hand(desk, order)
    if not nouns or desk.project is None:
        return said(Outcome(what="no_meeting", words=order.quote, done=False))
    person = find_person(desk, order, desk.project)
    if person is None:
        return said(Outcome(what="unknown_person", person=order.person, done=False))
    noun = _changed(nouns[0], person.email, desk, joins=joins)
    keep(desk.house, desk.project, noun)
    names = {p.email: p.name for p in desk.people(desk.project)}
    return said(
        Outcome(what="meeting_people", words=noun.title, names=tuple(names.get(e, e) for e in noun.attendees))
    )


def _changed(noun: CheckIn | Meeting, email: str, desk: Desk, *, joins: bool) -> CheckIn | Meeting:
    change = meeting_life.joined if joins else meeting_life.left
    if isinstance(noun, CheckIn):
        return change(noun, email, now=desk.now)
    return change(noun, email, now=desk.now)


def decide_proposal(desk: Desk, target: Numbered, *, accept: bool) -> Outcome:
    """The PM's word on another time that somebody put forward, or on a slot that suits most."""
    slot = _slot_named(desk, target)
    if slot is not None and accept and desk.project is not None:
        poll, start = slot
        meeting = meeting_of(poll, start, attendees=poll.people, domain=desk.house.address.domain, now=desk.now)
        desk.house.ledger.save_meeting(desk.project, meeting)
        desk.house.ledger.save_poll(desk.project, replace(poll, status="fixed"))
        return Outcome(what="proposal_taken", number=target.number, words=poll.title, at=desk.local(start))
    for noun in _alive(desk):
        proposal = next((p for p in noun.proposals if p.key == target.key), None)
        if proposal is None or desk.project is None:
            continue
        keep(desk.house, desk.project, _decided(noun, proposal.key, desk, accept=accept))
        names = {p.email: p.name for p in desk.people(desk.project)}
        return Outcome(
            what="proposal_taken" if accept else "proposal_declined",
            number=target.number,
            words=noun.title,
            person=names.get(proposal.email, proposal.email),
            at=desk.local(proposal.start),
        )
    return Outcome(what="no_meeting", number=target.number, done=False)


def _slot_named(desk: Desk, target: Numbered) -> tuple[MeetingPoll, datetime] | None:
    if desk.project is None:
        return None
    return slot_named(desk.house.ledger.project_status(desk.project, desk.now).polls, target.key)


def _decided(noun: CheckIn | Meeting, key: str, desk: Desk, *, accept: bool) -> CheckIn | Meeting:
    if isinstance(noun, CheckIn):
        return accept_proposal(noun, key, now=desk.now) if accept else decline_proposal(noun, key)
    return accept_proposal(noun, key, now=desk.now) if accept else decline_proposal(noun, key)


def _alive(desk: Desk) -> list[CheckIn | Meeting]:
    if desk.project is None:
        return []
    status = desk.house.ledger.project_status(desk.project, desk.now)
    return [*status.check_ins, *status.meetings]
