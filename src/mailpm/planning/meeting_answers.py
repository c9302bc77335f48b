"""What follows from answers to invitations: the PM hears of a no, chooses a time, and is helped with silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mailpm.model import Answer, CheckIn, Meeting, Person, Planned, ProjectStatus, Proposal
from mailpm.model.letters.meetings import AnswerMissing, CounterDeclined, Invite, MeetingAnswer
from mailpm.planning.courtesy import Calendars, Courtesy, dear, zone_of
from mailpm.planning.meeting_facts import (
    addresses,
    first_time,
    guests,
    is_client,
    meeting_number,
    name_of,
    reached,
    reader_zone,
    to_pm,
    when,
)
from mailpm.planning.series import Slot, occurrences, rhythm

_TOLD_FOR = timedelta(days=7)  # an answer is news for a week
_SILENCE = timedelta(hours=48)  # HAZARDS C-12: Google adds invitations of known senders only, so silence is asked about
_SHORT_NOTICE = timedelta(hours=6)
# What the PM has to know at once; a yes is seen in the calendar.
_TELLING = frozenset({"DECLINED", "TENTATIVE", "DELEGATED"})


def plan_answers(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """The letters that answers to our invitations call for, and the question to who gave none."""
    courtesy = Courtesy(status, now, calendars=calendars)
    nouns: list[CheckIn | Meeting] = [
        *(c for c in status.check_ins if c.status != "cancelled"),
        *(m for m in status.meetings if not m.organizer and not m.series and m.status != "cancelled"),
    ]
    for noun in nouns:
        slot = first_time(noun, now)
        if slot is None:
            continue
        yield from _told(status, noun, slot, now)
        yield from _proposed(status, noun, slot, calendars)
        yield from _declined_counters(status, noun, slot, courtesy)
        yield from _missing(status, noun, slot, now, courtesy)


def _told(status: ProjectStatus, noun: CheckIn | Meeting, slot: Slot, now: datetime) -> Iterator[Planned]:
    pm = status.pm
    for answer in noun.answers:
        old = answer.at is not None and answer.at < now - _TOLD_FOR
        if pm is None or answer.email == pm.email or old or not (answer.partstat in _TELLING or answer.comment):
            continue
        start = answer.original or slot.start
        content = MeetingAnswer(
            dear=dear(pm),
            who=name_of(status, answer.email),
            title=noun.title,
            when=when(start, noun.minutes, reader_zone(status, pm), noun.zone_name),
            partstat=answer.partstat,
            comment=answer.comment,
            delegated_to=answer.delegated_to,
            series=isinstance(noun, CheckIn),
            only=answer.original is not None,
        )
        letter = to_pm(
            status,
            key=f"meeting_answer:{noun.uid}:{answer.email}:{_mark(answer)}",
            kind="meeting_answer",
            content=content,
            because=("answered",),
        )
        if letter is not None:
            yield letter


def _mark(answer: Answer) -> str:
    """What makes one answer differ from the same person's next one."""
    original = f"{answer.original.astimezone(UTC):%Y%m%dT%H%MZ}" if answer.original else "all"
    at = f"{answer.at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if answer.at else "once"
    return f"{original}:{answer.sequence}:{at}:{answer.partstat}"


def _proposed(
    status: ProjectStatus, noun: CheckIn | Meeting, slot: Slot, calendars: Calendars
) -> Iterator[Planned]:
    pm = status.pm
    for proposal in noun.proposals:
        if pm is None or proposal.status != "open":
            continue
        zone = reader_zone(status, pm)
        minutes = proposal.minutes or noun.minutes
        content = MeetingAnswer(
            dear=dear(pm),
            who=name_of(status, proposal.email),
            title=noun.title,
            when=when(proposal.original or slot.start, noun.minutes, zone, noun.zone_name),
            partstat="COUNTER",
            number="1",
            comment=proposal.comment,
            proposed=when(proposal.start, minutes, zone, noun.zone_name),
            series=isinstance(noun, CheckIn),
            only=proposal.original is not None,
            works_for_all=all(suits(p, proposal.start, minutes, calendars) for p in guests(status, noun)),
        )
        letter = to_pm(
            status,
            key=f"meeting_answer:{proposal.key}",
            kind="meeting_answer",
            content=content,
            numbering=meeting_number(proposal.key),
            because=("countered",),
        )
        if letter is not None:
            yield letter


def suits(
    person: Person, start: datetime, minutes: int, calendars: Calendars, *, first: int = 9, last: int = 18
) -> bool:
    """Whether a time lies on the person's working day and between the hours `first` and `last` of his own clock."""
    local = start.astimezone(zone_of(person.zone))
    end = local + timedelta(minutes=minutes)
    day = local.date()
    if day in person.days_off or not calendars(person.country).is_working(day) or end.date() != day:
        return False
    return local.hour >= first and (end.hour, end.minute) <= (last, 0)


def _declined_counters(
    status: ProjectStatus, noun: CheckIn | Meeting, slot: Slot, courtesy: Courtesy
) -> Iterator[Planned]:
    for proposal in noun.proposals:
        person = status.person(proposal.email)
        if proposal.status != "declined" or person is None or person.bounced:
            continue
        yield _keeps(status, noun, slot, person, proposal, courtesy)


def _keeps(
    status: ProjectStatus,
    noun: CheckIn | Meeting,
    slot: Slot,
    person: Person,
    proposal: Proposal,
    courtesy: Courtesy,
) -> Planned:
    """The kind word that the old time stands; the PM chose so, and the letter is his draft like any other."""
    zone = reader_zone(status, person)
    content = CounterDeclined(
        dear=dear(person),
        title=noun.title,
        proposed=when(proposal.start, proposal.minutes or noun.minutes, zone, noun.zone_name),
        when=when(proposal.original or slot.start, slot.minutes, zone, noun.zone_name),
        invite=Invite(
            method="DECLINECOUNTER",
            check_in=noun if isinstance(noun, CheckIn) else None,
            meeting=noun if isinstance(noun, Meeting) else None,
            people=addresses(status.people),
            only=proposal.original,
        ),
        place=noun.place,
        link=noun.link,
    )
    return Planned(
        key=f"counter_declined:{proposal.key}",
        kind="counter_declined",
        project=status.project.key,
        to=(person.address,),
        language=person.language,
        content=content,
        not_before=courtesy.next_slot(person),
        expires=slot.start,
        zone=zone,
        because=("declined_counter",),
    )


def _missing(
    status: ProjectStatus, noun: CheckIn | Meeting, slot: Slot, now: datetime, courtesy: Courtesy
) -> Iterator[Planned]:
    """One question, by a draft, to whose answer is missing 48 hours after the invitation, or a working day before."""
    answered = {answer.email for answer in noun.answers if answer.partstat != "NEEDS-ACTION"}
    answered |= {proposal.email for proposal in noun.proposals}
    for person in guests(status, noun):
        invited = reached(status.sent, noun.uid, person.email)
        silent = person.email not in answered and person.email not in status.unread_from
        if not is_client(person) or invited is None or not silent or person.no_reminders:
            continue
        eve = courtesy.work(person).add(slot.start.date(), -1)
        soon = slot.start - timedelta(days=(slot.start.date() - eve).days)
        due = max(min(invited.at + _SILENCE, soon), invited.at + _SHORT_NOTICE)
        if now < due or now >= slot.start or not _first_asked(noun, slot):
            continue
        letter = _question(status, noun, person, slot, courtesy)
        if letter is not None:
            yield letter


def _first_asked(noun: CheckIn | Meeting, slot: Slot) -> bool:
    """A series is asked about before its first time only: who comes without a word has answered."""
    return isinstance(noun, Meeting) or not occurrences(noun, noun.start, slot.start)


def _question(
    status: ProjectStatus, noun: CheckIn | Meeting, person: Person, slot: Slot, courtesy: Courtesy
) -> Planned | None:
    key = f"answer_missing:{noun.uid}:{person.email}"
    leaves = courtesy.when([person], but=key)
    if leaves is None or leaves >= slot.start:
        return None
    zone = reader_zone(status, person)
    content = AnswerMissing(
        dear=dear(person),
        title=noun.title,
        when=when(slot.start, slot.minutes, zone, noun.zone_name),
        rhythm=rhythm(noun) if isinstance(noun, CheckIn) else None,
        place=slot.place,
        link=noun.link,
    )
    pm = status.pm
    copied = (pm.address,) if pm is not None and status.project.plan.copy_pm and not pm.bounced else ()
    return Planned(
        key=key,
        kind="answer_missing",
        project=status.project.key,
        to=(person.address,),
        cc=copied,
        language=person.language,
        content=content,
        not_before=leaves,
        expires=slot.start,
        zone=zone,
        because=("no_answer",),
    )
