"""What a project is made of: people, milestones, the plan of communication, and the value that planning looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from mailpm.model.mail import Absence, Address, Side
from mailpm.model.reading import Item


class Language(StrEnum):
    """In which a person is written to."""

    ENGLISH = "en"
    CHINESE = "zh"


class Raci(StrEnum):
    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"


class TeamRole(StrEnum):
    """What a team member may order: an owner everything, a member his project's daily work, a reader questions."""

    OWNER = "owner"
    MEMBER = "member"
    READER = "reader"


class Autonomy(StrEnum):
    """How a kind of letter leaves: after the PM's word, after four hours without a veto, or by itself."""

    DRAFT = "draft"
    UNLESS_STOPPED = "unless_stopped"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody in a project. `zone` is an IANA name, `country` an ISO 3166 code for public holidays.

    `quiet_until` is the last day on which nothing is sent (absence, pause, own wish); `no_reminders` is a
    standing wish; `bounced` means the address is not written to any more.
    """

    email: str
    name: str
    side: Side
    language: Language = Language.ENGLISH
    zone: str = "UTC"
    country: str = ""
    company: str = ""
    salutation: str = ""
    role: str = ""
    team_role: TeamRole | None = None
    escalation: bool = False
    days_off: tuple[date, ...] = ()
    quiet_until: date | None = None
    no_reminders: bool = False
    bounced: bool = False

    @property
    def address(self) -> Address:
        return Address(email=self.email, name=self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """One cell of the RACI matrix: who is what for a milestone or a deliverable."""

    subject: str
    email: str
    raci: Raci


@dataclass(frozen=True, kw_only=True, slots=True)
class BaselineMove:
    """An agreed day that was agreed anew: from when to when, by which change, by whose sentence in which letter."""

    old: date
    new: date
    on: datetime
    by: str
    quote: str = ""
    message_id: str = ""
    change: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone:
    """A milestone; `baseline` is what was agreed, `actual` the day on which it was reached.

    `lead_days` are the working days that the team needs after the last thing it waits for has come (None:
    the usual of `planning.forecast`). `moves` tells how the baseline came to be what it is.
    """

    key: str
    name: str
    baseline: date
    forecast: date | None = None
    actual: date | None = None
    deliverables: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()  # item keys
    lead_days: int | None = None
    moves: tuple[BaselineMove, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LadderStep:
    """One step of chasing: `offset` in working days of both sides from the due day (negative: before)."""

    offset: int
    tone: str
    copy_escalation: bool = False
    draft_only: bool = False


DEFAULT_LADDER = (
    LadderStep(offset=-2, tone="friendly"),
    LadderStep(offset=0, tone="note"),
    LadderStep(offset=1, tone="reminder"),
    LadderStep(offset=3, tone="second"),
    LadderStep(offset=6, tone="help"),
    LadderStep(offset=8, tone="escalation", copy_escalation=True, draft_only=True),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunicationPlan:
    """How a project talks: brief and report hours are local to the PM, sending hours to each recipient."""

    ladder: tuple[LadderStep, ...] = DEFAULT_LADDER
    brief_at: time = time(8, 30)
    report_weekday: int | None = None  # Monday is 0
    report_at: time = time(16, 0)
    report_every_weeks: int = 1
    report_monthly: bool = False  # on the month's last such weekday
    report_audiences: tuple[str, ...] = ("client",)  # client, team, sponsor
    send_from: time = time(9, 0)
    send_until: time = time(18, 0)
    undo_minutes: int = 2
    copy_pm: bool = True
    signature: str = ""
    gather_minutes: int = 0  # what was noted waits so long for more, to be told in one letter
    letters_per_week: int = 3  # to one client, in any five working days
    autonomy: tuple[tuple[str, Autonomy], ...] = ()  # kind of letter -> autonomy


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """One occurrence of a series that is not as the rule says: moved, or skipped where `start` is None.

    `original` is the start that the rule gives (aware, in the series' zone); `minutes` and `place` only where
    they differ. `why` is the holiday's name or the PM's words; `holiday` where a calendar did it, not a person, then
    with the `country` that rests. `sequence` is the series' SEQUENCE since which it is so.
    """

    original: datetime
    start: datetime | None = None
    minutes: int | None = None
    place: str | None = None
    why: str = ""
    holiday: bool = False
    country: str = ""
    sequence: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingChange:
    """One step in the life of a meeting or series: what changed, and with which SEQUENCE it was announced.

    `field` is time, place, rule, people, moved, skipped, restored, ended or cancelled; `old` and `new` are its
    words (ISO 8601 for times); `original` names the one occurrence that changed. `at` is the DTSTAMP.
    """

    field: str
    at: datetime
    sequence: int
    old: str = ""
    new: str = ""
    why: str = ""
    holiday: bool = False
    country: str = ""
    original: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an attendee answered last (RFC 5546 REPLY, or words): `partstat` is upper case as on the wire.

    `sequence` and `at` (DTSTAMP) order the answers; `original` where only one occurrence was answered.
    """

    email: str
    partstat: str
    at: datetime | None = None
    sequence: int = 0
    comment: str = ""
    delegated_to: str = ""
    original: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Another time that an attendee put forward (COUNTER, or words); `status` is open, accepted or declined."""

    key: str
    email: str
    start: datetime
    minutes: int = 0
    comment: str = ""
    at: datetime | None = None
    original: datetime | None = None
    status: str = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """A series of meetings; `rrule` as in RFC 5545 section 3.3.10, `start` aware, length in minutes.

    `zone` (IANA) is where the clock time stands still over daylight saving; empty: that of `start`.
    `dropped` are former attendees who are to hear that they are no longer expected.
    """

    uid: str
    title: str
    start: datetime
    minutes: int
    rrule: str
    attendees: tuple[str, ...]
    place: str = ""
    sequence: int = 0
    on_holiday: str = "skip"  # skip, next_working_day or keep
    zone: str = ""
    link: str = ""
    status: str = "confirmed"  # confirmed or cancelled; an ended series has UNTIL in its rule
    created: datetime | None = None
    exceptions: tuple[Occurrence, ...] = ()
    changes: tuple[MeetingChange, ...] = ()
    answers: tuple[Answer, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def zone_name(self) -> str:
        return self.zone or getattr(self.start.tzinfo, "key", "UTC")


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """One meeting on the calendar, who answered what, and how far its minutes are.

    `series` and `original` where it is an occurrence of a check-in (a row exists once something is known of it
    alone). `organizer` is empty for our own meetings; others' invitations are recorded and never answered.
    `minutes_ok`: when the PM let the attendees be asked; `minutes_confirmed`: who said that all is right.
    """

    key: str
    uid: str
    title: str
    start: datetime
    minutes: int
    status: str = "proposed"  # proposed, confirmed, cancelled
    place: str = ""
    sequence: int = 0
    attendees: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    minutes_message_id: str | None = None
    zone: str = ""
    link: str = ""
    created: datetime | None = None
    changes: tuple[MeetingChange, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[str, ...] = ()
    organizer: str = ""
    series: str = ""
    original: datetime | None = None
    minutes_ok: datetime | None = None
    minutes_confirmed: tuple[str, ...] = ()

    @property
    def zone_name(self) -> str:
        return self.zone or getattr(self.start.tzinfo, "key", "UTC")

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Which of the proposed slots suit a person, by number from 1; none at all is an answer too."""

    email: str
    numbers: tuple[int, ...]
    comment: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingPoll:
    """A search for a time by mail: the slots that were put to everybody, and what they answered.

    `status` is open, fixed (the meeting exists) or dropped; `number` counts the rounds from 1.
    """

    key: str
    title: str
    minutes: int
    people: tuple[str, ...]
    slots: tuple[datetime, ...]
    choices: tuple[Choice, ...] = ()
    place: str = ""
    link: str = ""
    zone: str = ""
    number: int = 1
    status: str = "open"
    created: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    key: str
    quote: str
    said_by: str
    said_on: datetime
    message_id: str
    internal: bool = False  # said among the team alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk:
    """`probability` and `impact` from 1 (low) to 3 (high).

    A risk that mailpm suggests says why in `cause` (slip, silence, blocker) and `about` (what or who), and has
    no `words` until a person writes some.
    """

    key: str
    number: str
    words: str
    probability: int = 2
    impact: int = 2
    owner: str = ""
    response: str = ""
    trigger: str = ""
    review_on: date | None = None
    status: str = "open"  # suggested, open, happened, closed
    message_id: str = ""
    cause: str = ""
    about: str = ""
    days: int = 0
    internal: bool = False  # never told outside the team


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRequest:
    """A wish for change and its life: raised, assessed, put to the client, accepted or rejected.

    `words` is the wish as it was said (`said_by`, `raised_on`); `old_date` is the milestone's day before the
    change. `evidence` is the client's sentence, with `decided_by`, `decided_on` and `decision_id` (Message-ID).
    """

    key: str
    number: str
    words: str
    status: str = "raised"  # suggested, raised, assessed, sent, accepted, rejected, withdrawn
    days: int | None = None
    cost: str = ""
    milestone: str = ""
    new_date: date | None = None
    asked_of: str = ""
    evidence: str = ""
    message_id: str = ""
    said_by: str = ""
    raised_on: datetime | None = None
    old_date: date | None = None
    scope: str = ""
    decided_by: str = ""
    decided_on: datetime | None = None
    decision_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incentive:
    """A reward that was agreed: for which milestone or item, until when, and how it ended."""

    key: str
    words: str
    until: date
    subject: str = ""
    outcome: str = ""  # "", earned, missed


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A project's standing facts."""

    key: str
    name: str
    code: str = ""
    client: str = ""
    status: str = "active"  # new (waits for the PM's word), active, paused, closed
    paused_until: date | None = None
    begun: date | None = None  # the day from which it is planned for
    zone: str = "UTC"
    country: str = ""
    plan: CommunicationPlan = field(default_factory=CommunicationPlan)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackedItem:
    """An item as the ledger keeps it: the reading, the PM's corrections laid over it, and its threads' headers.

    `internal`: the letters that it stands in went to the team alone, so no client is ever told of it.
    `asked` is False while no letter has put the item to its owner (the PM told the assistant alone): a first request
    is due. Until `hold_until` nothing is chased ("not before Friday"); `call_on` is the day on which the PM rings up
    instead, and the brief of the next working day asks how it went.
    """

    item: Item
    project: str
    confirmed: bool = False
    told: bool = False
    milestone: str = ""
    thread: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()
    internal: bool = False
    asked: bool = True
    hold_until: date | None = None
    call_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter that left, or is about to: what courtesy counts.

    `state` is an OutboundState's value. `at` is when it left; before that, its not_before or else when it was written.
    """

    key: str
    kind: str
    to: tuple[str, ...]
    at: datetime
    state: str
    item_keys: tuple[str, ...] = ()
    message_id: str = ""
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    """What a reader wrote back to a report: `report` is the key of that letter, `words` the reader's own text."""

    message_id: str
    report: str
    said_by: str
    said_on: datetime
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A client's letter that nobody on the team answered."""

    message_id: str
    sender: str
    subject: str
    date: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Untold:
    """A letter of the project that brought something (an item, a move, a note) the PM has not been told of yet.

    What it brought is found by `message_id` in the items and their moves, in decisions, risks and changes.
    `absence` is what an automatic reply said; `attachments` are names for display.
    """

    message_id: str
    sender: Address
    subject: str
    date: datetime
    attachments: tuple[str, ...] = ()
    absence: Absence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Something that needs a person, told in the next brief and by `mailpm status`.

    `kind`: shunted, bounced, refused, in_doubt, unreachable, unsorted, which_project, forged, oversize, absent
    (`until`, `names` stand in), wish_stop, wish_wrong_person, wish_by_phone, wish_sent_before, declined_meeting,
    new_person, no_copy. `words` are the sentence, the subject or the diagnostic; `person` is an e-mail address.
    """

    kind: str
    words: str
    at: datetime
    message_id: str = ""
    person: str = ""
    until: date | None = None
    names: tuple[str, ...] = ()
    project: str = ""
    id: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectStatus:
    """Everything that planning may look at, for one project: a value, not a connection."""

    project: Project
    people: tuple[Person, ...] = ()
    items: tuple[TrackedItem, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    polls: tuple[MeetingPoll, ...] = ()
    decisions: tuple[Decision, ...] = ()
    risks: tuple[Risk, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    sent: tuple[Sent, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unread_from: tuple[str, ...] = ()  # people whose last letter has not been told to the PM yet
    untold: tuple[Untold, ...] = ()  # oldest first; gone once a letter whose `Planned.tells` names it was accepted
    sent_elsewhere: tuple[Sent, ...] = ()  # letters of other projects to people of this one, of the last weeks

    def person(self, email: str) -> Person | None:
        """The person with this address, or None."""
        return next((p for p in self.people if p.email == email), None)

    @property
    def team(self) -> tuple[Person, ...]:
        return tuple(p for p in self.people if p.side is Side.TEAM)

    @property
    def pm(self) -> Person | None:
        """The person who is told and asked: the first owner of the project."""
        owners = [p for p in self.team if p.team_role is TeamRole.OWNER]
        return owners[0] if owners else (self.team[0] if self.team else None)
