"""What the letters around meetings say: invitations, agendas, minutes and the search for a time, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailpm.model.mail import Address, Side
from mailpm.model.project import CheckIn, Meeting


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """What the calendar part of a letter is made of; the room `composing` writes it.

    Exactly one of `check_in` and `meeting` is set. `method` is REQUEST, CANCEL or DECLINECOUNTER (RFC 5546).
    `only`: the original start of the one occurrence that the letter is about. `guest`: a CANCEL for this
    person alone, who is no longer expected while the others still meet. `people` gives attendees their names.
    """

    method: str
    check_in: CheckIn | None = None
    meeting: Meeting | None = None
    people: tuple[Address, ...] = ()
    only: datetime | None = None
    guest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A time as one reader sees it: `start` in the reader's zone, `there` the same in the meeting's own zone.

    `zone` and `there_zone` are IANA names; they are equal for readers who live by the meeting's clock.
    """

    start: datetime
    minutes: int
    zone: str
    there: datetime
    there_zone: str

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def elsewhere(self) -> bool:
        """Whether the meeting's own clock shows another time than the reader's."""
        return self.start.utcoffset() != self.there.utcoffset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """How a series comes again, in facts: `freq` is daily, weekly, monthly or yearly; weekdays from 0, Monday.

    `nth` is 1 to 5 or -1 for the last such weekday of a month; `month_day` a day of the month; `words` the
    rule itself where it is of a rarer kind.
    """

    freq: str
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_day: int = 0
    until: date | None = None
    times: int = 0
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unusual:
    """One date of a series that is not as usual: left out (`when` is None), or moved to `when`."""

    original: datetime
    when: When | None = None
    why: str = ""
    holiday: bool = False
    country: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """`invitation`: everything that a person needs to know who cannot read the calendar part.

    `shift`: the first time of a series that the reader's clock shows at another hour, because clocks change.
    """

    dear: str
    title: str
    when: When
    people: tuple[str, ...]
    invite: Invite
    place: str = ""
    link: str = ""
    rhythm: Rhythm | None = None
    exceptions: tuple[Unusual, ...] = ()
    shift: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldChange:
    """One change as a letter tells it: the `field` of a `MeetingChange`, and what it was and is."""

    field: str
    old: When | None = None
    new: When | None = None
    old_words: str = ""
    new_words: str = ""
    why: str = ""
    holiday: bool = False
    country: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationUpdate:
    """`invitation_update`: what changed since this person was last told, and how it stands now."""

    dear: str
    title: str
    changes: tuple[ToldChange, ...]
    when: When
    people: tuple[str, ...]
    invite: Invite
    place: str = ""
    link: str = ""
    rhythm: Rhythm | None = None
    next_when: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingCancelled:
    """`meeting_cancelled`: it does not take place; `guest_only` where just this person is no longer expected."""

    dear: str
    title: str
    when: When
    invite: Invite
    rhythm: Rhythm | None = None
    guest_only: bool = False
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingMovedForHoliday:
    """`meeting_moved_for_holiday`: a day of a series is a holiday: left out or moved. `invite` if news to them.

    `restored` are days that were thought to be holidays and are worked after all.
    """

    dear: str
    title: str
    exceptions: tuple[Unusual, ...]
    restored: tuple[Unusual, ...] = ()
    invite: Invite | None = None
    next_when: When | None = None
    place: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerMissing:
    """`answer_missing`: a friendly question to somebody who did not answer an invitation."""

    dear: str
    title: str
    when: When
    rhythm: Rhythm | None = None
    place: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingAnswer:
    """`meeting_answer`, to the PM: somebody cannot, is not sure, sends another, or proposes another time.

    `partstat` as on the wire, COUNTER for a proposal; `works_for_all`: whether the time lies in everybody's
    working hours. `only`: of a `series`, the answer is about this occurrence alone.
    """

    dear: str
    who: str
    title: str
    when: When
    partstat: str
    number: str = ""
    comment: str = ""
    delegated_to: str = ""
    proposed: When | None = None
    series: bool = False
    only: bool = False
    works_for_all: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class CounterDeclined:
    """`counter_declined`: the time that a person put forward does not suit; the old one stands."""

    dear: str
    title: str
    proposed: When
    when: When
    invite: Invite
    place: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaLine:
    """One item on an agenda; `late` in days, 0 where it is in time."""

    number: str
    what: str
    owner: str
    side: Side
    due: date | None = None
    late: int = 0
    moved: int = 0
    milestone: str = ""
    from_minutes: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaDay:
    """A milestone on the agenda: what was agreed and what is expected now."""

    name: str
    baseline: date
    forecast: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """`agenda`: open items by side with the late ones first, decisions to take, risks, the next milestones."""

    title: str
    project: str
    when: When
    names: tuple[str, ...] = ()
    place: str = ""
    link: str = ""
    last_minutes: date | None = None
    client_lines: tuple[AgendaLine, ...] = ()
    team_lines: tuple[AgendaLine, ...] = ()
    decisions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    milestones: tuple[AgendaDay, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesAsked:
    """`minutes_asked`, to the PM: the meeting is over and no minutes came."""

    dear: str
    title: str
    when: When


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesLine:
    """One action of the minutes; `number` is the one in the list that the PM saw."""

    number: str
    what: str
    owner: str
    due: date | None = None
    quote: str = ""
    corrected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendeeItems:
    """`attendee_items`: what the minutes say that one attendee took on, to be corrected by an answer."""

    dear: str
    title: str
    when: When
    lines: tuple[MinutesLine, ...]
    decisions: tuple[str, ...] = ()
    answer_by: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesFinal:
    """`minutes_final`: decisions, actions and open questions in one clean letter.

    `confirmed`, `corrected` and `silent` are names: silence is told as "not disputed", never as agreement.
    """

    title: str
    when: When
    names: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    lines: tuple[MinutesLine, ...] = ()
    questions: tuple[MinutesLine, ...] = ()
    confirmed: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotLine:
    """One proposed time; `early_or_late` where it lies outside somebody's usual hours."""

    number: str
    when: When
    early_or_late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotsProposed:
    """`slots_proposed`: times to choose from, each in the reader's own zone."""

    dear: str
    title: str
    minutes: int
    lines: tuple[SlotLine, ...]
    people: tuple[str, ...] = ()
    place: str = ""
    link: str = ""
    again: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotsStuck:
    """`slots_stuck`, to the PM: no proposed time suits everybody; who chose what, and the time that suits most."""

    dear: str
    title: str
    lines: tuple[SlotLine, ...]
    choices: tuple[tuple[str, tuple[str, ...], str], ...]  # name, numbers, comment
    best: SlotLine | None = None
    missing: tuple[str, ...] = ()


__all__ = [
    "Agenda",
    "AgendaDay",
    "AgendaLine",
    "AnswerMissing",
    "AttendeeItems",
    "CounterDeclined",
    "Invitation",
    "InvitationUpdate",
    "Invite",
    "MeetingAnswer",
    "MeetingCancelled",
    "MeetingMovedForHoliday",
    "MinutesAsked",
    "MinutesFinal",
    "MinutesLine",
    "Rhythm",
    "SlotLine",
    "SlotsProposed",
    "SlotsStuck",
    "ToldChange",
    "Unusual",
    "When",
]
