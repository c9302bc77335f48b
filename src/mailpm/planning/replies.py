"""What an answer to an invitation does: the iTIP part of a letter laid over the meeting or series that it names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailpm.model.mail import Address, CalendarPart
from mailpm.model.project import Answer, CheckIn, Meeting, MeetingChange, Proposal
from mailpm.planning.meeting_life import Noun, moved, occurrence_moved, rescheduled
from mailpm.planning.series import rule_parts, rule_words

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "NEEDS-ACTION"})
# Google answers in its own name for calendars whose owner has no Gmail, after it proved that the address is his.
_SERVICES = frozenset({"calendar-notification@google.com"})
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class Fate(StrEnum):
    """What became of a calendar part."""

    ANSWERED = "answered"  # yes, no or maybe; `answer` is what now counts
    COUNTERED = "countered"  # another time was put forward; the PM chooses
    DELEGATED = "delegated"  # somebody else is to come: a new person for the PM's tray
    TRAY = "tray"  # it may be an answer, but from whom is not sure; the PM looks
    REFRESH = "refresh"  # the person asks for the invitation once more
    IGNORED = "ignored"


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    """The meeting or series after a calendar part, and what became of it; `why` names the rule that decided."""

    fate: Fate
    noun: CheckIn | Meeting
    answer: Answer | None = None
    proposal: Proposal | None = None
    why: str = ""


def apply_reply(noun: CheckIn | Meeting, part: CalendarPart, sender: Address, *, trusted: bool = True) -> Applied:
    """Lay a REPLY or COUNTER over the `noun` with the same UID.

    `trusted`: the provider vouches for the sender. Strict RFC 5546 checking would lose real answers: Exchange leaves
    out ORGANIZER and sometimes the address, Google uses SEQUENCE as it likes. So a part counts by UID and sender,
    later ones win by (SEQUENCE, DTSTAMP), and everything but REPLY, COUNTER and REFRESH about our own UID is ignored.
    """
    if part.uid != noun.uid:
        return Applied(fate=Fate.IGNORED, noun=noun, why="other_uid")
    if noun.__class__ is Meeting and noun.organizer:
        return Applied(fate=Fate.IGNORED, noun=noun, why="not_ours")
    if part.method not in ("REPLY", "COUNTER", "REFRESH"):
        return Applied(fate=Fate.IGNORED, noun=noun, why=f"{part.method.lower()}_from_attendee")
    if not trusted:
        return Applied(fate=Fate.TRAY, noun=noun, why="sender_not_vouched_for")
    email, why = _who(noun, part, sender)
    if not email:
        return Applied(fate=Fate.TRAY, noun=noun, why=why)
    if part.method == "REFRESH":
        return Applied(fate=Fate.REFRESH, noun=noun, why=email)
    if part.method == "COUNTER":
        return _counter(noun, part, email)
    return _answer(noun, part, email, why)


def _who(noun: CheckIn | Meeting, part: CalendarPart, sender: Address) -> tuple[str, str]:
    """Whose answer it is: the address and the rule; no address where that is for a person to say."""
    attendees = {email.lower() for email in noun.attendees}
    named = [a.email.lower() for a in part.attendees if a.email]
    if sender.email in attendees:
        # An Exchange alias: the part names another address of the person who wrote, and was vouched for.
        strangers = [email for email in named if email != sender.email and email in attendees]
        if strangers and sender.email not in named:
            return "", "speaks_for_another"
        return sender.email, "sender" if sender.email in named else "sender_by_alias"
    known = [email for email in named if email in attendees]
    if sender.email in _SERVICES and len(named) == len(known) == 1:
        return known[0], "calendar_service"
    domains = {email.rpartition("@")[2] for email in known or attendees}
    if sender.domain in domains:
        return "", "alias_of_an_attendee"
    return "", "not_invited"


def _stated(part: CalendarPart, email: str) -> tuple[str, str]:
    """The PARTSTAT that the part gives for this person, and to whom he delegated."""
    if not part.attendees:
        return "", ""
    own = next((a for a in part.attendees if a.email.lower() == email), None)
    chosen = own or (part.attendees[0] if len(part.attendees) == 1 else None)
    if chosen is None:
        # Delegating needs two ATTENDEE lines; in all other forms the one with an answer is meant.
        told = [a for a in part.attendees if a.partstat.upper() != "NEEDS-ACTION"]
        chosen = told[0] if len(told) == 1 else None
    if chosen is None:
        return "", ""
    return chosen.partstat.upper(), chosen.delegated_to.lower().removeprefix("mailto:")


def _answer(noun: CheckIn | Meeting, part: CalendarPart, email: str, why: str) -> Applied:
    partstat, delegated_to = _stated(part, email)
    if partstat not in _KNOWN:
        return Applied(fate=Fate.TRAY, noun=noun, why="no_answer_in_it")
    original = occurrence_named(noun, part)
    answer = Answer(
        email=email,
        partstat=partstat,
        at=_moment(part.dtstamp),
        sequence=part.sequence,
        comment=part.comment.strip(),
        delegated_to=delegated_to,
        original=original,
    )
    before = next((a for a in noun.answers if (a.email, a.original) == (email, original)), None)
    if before is not None and _order(answer) < _order(before):
        return Applied(fate=Fate.IGNORED, noun=noun, why="older_than_known")
    if partstat != "DECLINED" and _of_an_old_version(noun, part):
        return Applied(fate=Fate.IGNORED, noun=noun, why="answers_an_old_time")
    others: tuple[Answer, ...] = tuple(a for a in noun.answers if (a.email, a.original) != (email, original))
    after = replace(noun, answers=(*others, answer))
    fate = Fate.DELEGATED if partstat == "DELEGATED" or delegated_to else Fate.ANSWERED
    return Applied(fate=fate, noun=after, answer=answer, why=why)


def _counter(noun: CheckIn | Meeting, part: CalendarPart, email: str) -> Applied:
    start = _start(noun, part.start)
    if start is None:
        return Applied(fate=Fate.TRAY, noun=noun, why="counter_without_a_time")
    end = _start(noun, part.end)
    original = occurrence_named(noun, part)
    at = _moment(part.dtstamp)
    digest = hashlib.sha256(f"{noun.uid}\n{email}\n{original}\n{start}\n{part.sequence}\n{at}".encode()).hexdigest()
    proposal = Proposal(
        key=f"proposal:{digest[:16]}",
        email=email,
        start=start,
        minutes=int((end - start).total_seconds() // 60) if end and end > start else 0,
        comment=part.comment.strip(),
        at=at,
        original=original,
    )
    return propose(noun, proposal)


def propose(noun: CheckIn | Meeting, proposal: Proposal) -> Applied:
    """The noun with another time put forward, also where plain words did it; the person's earlier ones are replaced."""
    if any(p.key == proposal.key for p in noun.proposals):
        return Applied(fate=Fate.IGNORED, noun=noun, why="known_already")
    newer = [p for p in noun.proposals if p.email == proposal.email and _later(p, proposal)]
    if newer:
        return Applied(fate=Fate.IGNORED, noun=noun, why="older_than_known")
    kept = tuple(p for p in noun.proposals if p.email != proposal.email or p.status != "open")
    return Applied(
        fate=Fate.COUNTERED, noun=replace(noun, proposals=(*kept, proposal)), proposal=proposal, why="counter"
    )


def _later(known: Proposal, new: Proposal) -> bool:
    return known.original == new.original and (known.at or _EARLIEST) > (new.at or _EARLIEST)


def accept_proposal(noun: Noun, key: str, *, now: datetime) -> Noun:
    """The meeting at the proposed time; a series moves to that weekday and hour, or only the occurrence meant."""
    proposal = next((p for p in noun.proposals if p.key == key), None)
    if proposal is None:
        return noun
    if isinstance(noun, Meeting):
        return moved(noun, proposal.start, now=now, minutes=proposal.minutes)
    if proposal.original is not None:
        return occurrence_moved(
            noun, proposal.original, proposal.start, now=now, minutes=proposal.minutes or None
        )
    start = proposal.start.astimezone(ZoneInfo(noun.zone_name))
    parts = rule_parts(noun.rrule)
    if parts.get("FREQ") == "WEEKLY" and "," not in parts.get("BYDAY", ""):
        parts["BYDAY"] = _WEEKDAYS[start.weekday()]
    return rescheduled(noun, start=start, rrule=rule_words(parts), now=now, minutes=proposal.minutes)


def decline_proposal(noun: Noun, key: str) -> Noun:
    """The old time stands; the person hears so (DECLINECOUNTER)."""
    return replace(
        noun, proposals=tuple(replace(p, status="declined") if p.key == key else p for p in noun.proposals)
    )


def answer_in_words(
    noun: Noun, email: str, partstat: str, *, at: datetime, comment: str = "", original: datetime | None = None
) -> Noun:
    """An answer that a plain letter gave ("Wednesday works"): it counts as one to the invitation as it stands."""
    answer = Answer(
        email=email, partstat=partstat, at=at, sequence=noun.sequence, comment=comment, original=original
    )
    others: tuple[Answer, ...] = tuple(a for a in noun.answers if (a.email, a.original) != (email, original))
    return replace(noun, answers=(*others, answer))


def record_invitation(
    known: Meeting | None, part: CalendarPart, sender: Address, *, now: datetime, zone: str = ""
) -> Meeting | None:
    """Somebody else's invitation as a meeting of the project; None where it brings nothing. Never answered by us.

    `known` is what is stored under its UID: a meeting of our own is never overwritten, and only its organizer may
    change or cancel the other. Without an aware start nothing is guessed.
    """
    if known is not None and (not known.organizer or sender.email != known.organizer):
        return None
    organizer = (part.organizer.email if part.organizer else "") or sender.email
    if part.method == "CANCEL":
        if known is None or part.sequence < known.sequence:
            return None
        return replace(known, status="cancelled", sequence=part.sequence)
    start = part.start if isinstance(part.start, datetime) and part.start.tzinfo else None
    if part.method not in ("REQUEST", "PUBLISH") or start is None or (known and part.sequence < known.sequence):
        return None
    end = part.end if isinstance(part.end, datetime) and part.end.tzinfo else None
    mark = hashlib.sha256(f"{part.uid}{part.recurrence_id or ''}".encode()).hexdigest()[:16]
    # One occurrence of their series that they moved is a meeting of its own.
    same = known if part.recurrence_id is None else None
    before = same or Meeting(key=f"meeting:{mark}", uid=part.uid, title="", start=start, minutes=60, created=now)
    fresh = replace(
        before,
        title=part.summary,
        start=start,
        minutes=int((end - start).total_seconds() // 60) if end else before.minutes,
        status="confirmed",
        place=part.location,
        sequence=part.sequence,
        attendees=tuple(dict.fromkeys(a.email for a in part.attendees if a.email)),
        zone=zone or before.zone,
        organizer=known.organizer if known else organizer,
    )
    if fresh.start == before.start:
        return fresh
    change = MeetingChange(
        field="time", at=now, sequence=part.sequence, old=before.start.isoformat(), new=start.isoformat()
    )
    return replace(fresh, changes=(*before.changes, change))


def occurrence_named(noun: CheckIn | Meeting, part: CalendarPart) -> datetime | None:
    """The original start of the occurrence that a part is about (RECURRENCE-ID), or None for all of it."""
    return _start(noun, part.recurrence_id) if isinstance(noun, CheckIn) else None


def _start(noun: CheckIn | Meeting, value: datetime | date | None) -> datetime | None:
    """An aware moment; a bare day (Outlook's form for RECURRENCE-ID now and then) has the series' own hour."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(noun.zone_name))
    if value is None or not isinstance(noun, CheckIn):
        return None
    zone = ZoneInfo(noun.zone_name)
    hour: time = noun.start.astimezone(zone).time()
    return datetime.combine(value, hour, tzinfo=zone)


def _of_an_old_version(noun: CheckIn | Meeting, part: CalendarPart) -> bool:
    """Whether somebody said yes to a time that no longer stands: both the number and the time are of the past.

    Programs that echo no SEQUENCE or no DTSTART must not lose their answers, so one of the two is not enough.
    """
    if isinstance(noun, CheckIn) or part.sequence >= noun.sequence or not isinstance(part.start, datetime):
        return False
    return _start(noun, part.start) != noun.start


def _order(answer: Answer) -> tuple[int, datetime]:
    return answer.sequence, answer.at or _EARLIEST


def _moment(value: datetime | None) -> datetime | None:
    """DTSTAMP has to be UTC; the few that are not are read as if they were."""
    return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


