"""What the answers to questions, and the dossier, say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailpm.model.letters.chasing import PromiseRecord
from mailpm.model.letters.reports import Holdup, Light, LightReason, RiskLine
from mailpm.model.mail import Side


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerLine:
    """One item of an answer; `project` is named only where the answer is about several. Days as in ReportLine."""

    number: str
    what: str
    who: str
    side: Side
    project: str = ""
    due: date | None = None
    was: date | None = None
    times: int = 0
    late: int = 0
    on: date | None = None
    blocks: str = ""
    blocked: bool = False
    item_key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerItems:
    """A list of items: `asked` is owes, ours, late, due or done; `person` and `scope` (a project's name) narrow it.

    `owed_to` is the client's person to whom our own items are owed, where one was named.
    """

    question: str
    asked: str
    lines: tuple[AnswerLine, ...]
    person: str = ""
    owed_to: str = ""
    scope: str = ""
    first: date | None = None
    last: date | None = None
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerMilestone:
    """Whether a milestone will be late, and what it waits for."""

    question: str
    project: str
    name: str
    baseline: date
    forecast: date
    slip: int
    light: Light
    actual: date | None = None
    first: date | None = None
    holdups: tuple[Holdup, ...] = ()
    cause: Holdup | None = None
    uncertain: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryLine:
    """One event in an item's life: said (its birth), due, status or owner; days are dates, the rest words."""

    on: datetime | None
    by: str
    field: str
    quote: str
    message_id: str
    old: str = ""
    new: str = ""
    old_day: date | None = None
    new_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerHistory:
    """Every sentence that made or moved an item."""

    question: str
    project: str
    number: str
    what: str
    who: str
    status: str
    due: date | None
    events: tuple[HistoryLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerStatistics:
    """How dates are kept, by person and company; for the PM alone."""

    question: str
    records: tuple[PromiseRecord, ...]
    person: str = ""
    scope: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionFact:
    project: str
    quote: str
    said_by: str
    on: datetime
    message_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskFact:
    """A risk with its project; `status` as in Risk."""

    project: str
    risk: RiskLine
    status: str
    review_on: date | None = None
    trigger: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeFact:
    """A change with its project; `status` as in ChangeRequest, `evidence` the sentence that decided it."""

    project: str
    number: str
    words: str
    status: str
    milestone: str = ""
    days: int | None = None
    cost: str = ""
    old_date: date | None = None
    new_date: date | None = None
    evidence: str = ""
    decided_by: str = ""
    decided_on: datetime | None = None
    message_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingFact:
    """A meeting; `start` is aware, in the reader's zone; `answers` pairs names with PARTSTAT."""

    project: str
    title: str
    start: datetime
    minutes: int
    place: str = ""
    status: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRegister:
    """Decisions, risks, changes or meetings: `asked` names which; the others are empty."""

    question: str
    asked: str
    scope: str = ""
    first: date | None = None
    last: date | None = None
    decisions: tuple[DecisionFact, ...] = ()
    risks: tuple[RiskFact, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectState:
    """One project in a few figures; `next_milestone` with the day it is expected."""

    project: str
    status: str
    light: Light
    reasons: tuple[LightReason, ...] = ()
    client_open: int = 0
    client_late: int = 0
    team_open: int = 0
    team_late: int = 0
    next_milestone: str = ""
    next_day: date | None = None
    next_slip: int = 0
    drafts: int = 0
    unanswered: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerStatus:
    question: str
    states: tuple[ProjectState, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WhoFact:
    """Who is what for one thing: `roles` pairs R, A, C or I (or "owner" of an item) with a name."""

    project: str
    subject: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerWho:
    question: str
    facts: tuple[WhoFact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerUnknown:
    """No answer, and why; `known` are names that exist.

    `problem` is not_understood, no_person, no_thing, which_thing, no_number or owners_only.
    """

    question: str
    problem: str
    words: str = ""
    known: tuple[str, ...] = ()


Answer = (
    AnswerItems
    | AnswerMilestone
    | AnswerHistory
    | AnswerStatistics
    | AnswerRegister
    | AnswerStatus
    | AnswerWho
    | AnswerUnknown
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierEvent:
    """One thing that happened: `kind` is promise, request, action, move, owner, status, approval, sent, change,
    decision, meeting, milestone, baseline or risk. `detail` says from what to what, `at` is aware."""

    at: datetime
    kind: str
    what: str
    who: str = ""
    old: str = ""
    new: str = ""
    quote: str = ""
    message_id: str = ""
    number: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierItem:
    """An item as it stands."""

    number: str
    type: str
    what: str
    who: str
    side: Side
    status: str
    due: date | None
    first: date | None
    moves: int
    quote: str
    said_by: str
    said_on: datetime | None
    message_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierMilestone:
    name: str
    baseline: date
    first: date
    forecast: date | None
    actual: date | None
    slip: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """All that a project's letters prove: for a dispute, or for whoever takes over. Internal: it names everything."""

    project: str
    client: str
    made_on: datetime
    people: tuple[tuple[str, str, str, str], ...]  # name, address, side, role
    items: tuple[DossierItem, ...]
    milestones: tuple[DossierMilestone, ...]
    decisions: tuple[DecisionFact, ...]
    changes: tuple[ChangeFact, ...]
    risks: tuple[RiskFact, ...]
    meetings: tuple[MeetingFact, ...]
    events: tuple[DossierEvent, ...]
