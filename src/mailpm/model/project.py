"""What a project is made of: people, milestones, the plan of communication, and the value that planning looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from mailpm.model.mail import Address, Side
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
class Milestone:
    """A milestone; `baseline` is what was agreed, `actual` the day on which it was reached."""

    key: str
    name: str
    baseline: date
    forecast: date | None = None
    actual: date | None = None
    deliverables: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()  # item keys


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
    send_from: time = time(9, 0)
    send_until: time = time(18, 0)
    undo_minutes: int = 2
    copy_pm: bool = True
    signature: str = ""
    autonomy: tuple[tuple[str, Autonomy], ...] = ()  # kind of letter -> autonomy


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """A series of meetings; `rrule` as in RFC 5545, `start` aware, length in minutes."""

    uid: str
    title: str
    start: datetime
    minutes: int
    rrule: str
    attendees: tuple[str, ...]
    place: str = ""
    sequence: int = 0
    on_holiday: str = "skip"  # skip, next_working_day or keep


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """One meeting on the calendar, and who answered what (`answers`: e-mail, PARTSTAT)."""

    key: str
    uid: str
    title: str
    start: datetime
    minutes: int
    status: str = "proposed"
    place: str = ""
    sequence: int = 0
    attendees: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    minutes_message_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    key: str
    quote: str
    said_by: str
    said_on: datetime
    message_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Risk:
    """`probability` and `impact` from 1 (low) to 3 (high)."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRequest:
    """A wish for change and its life: raised, assessed, put to the client, accepted or rejected."""

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
    zone: str = "UTC"
    country: str = ""
    plan: CommunicationPlan = field(default_factory=CommunicationPlan)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackedItem:
    """An item as the ledger keeps it: the reading, the PM's corrections laid over it, and its threads' headers."""

    item: Item
    project: str
    confirmed: bool = False
    told: bool = False
    milestone: str = ""
    thread: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter that left, or is about to: what courtesy counts."""

    key: str
    kind: str
    to: tuple[str, ...]
    at: datetime
    state: str
    item_keys: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A client's letter that nobody on the team answered."""

    message_id: str
    sender: str
    subject: str
    date: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Something that needs a person: shunted, bounced, in doubt, refused, unreachable, unsorted, forged."""

    kind: str
    words: str
    at: datetime
    message_id: str = ""


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
    decisions: tuple[Decision, ...] = ()
    risks: tuple[Risk, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    sent: tuple[Sent, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unread_from: tuple[str, ...] = ()  # people whose last letter has not been told to the PM yet

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
