"""What reports, change notes and the letters around them say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailpm.model.mail import Side
from mailpm.model.project import ChangeRequest, Risk


class Light(StrEnum):
    """How a project or milestone stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Audience(StrEnum):
    """For whom a report is written."""

    CLIENT = "client"
    TEAM = "team"
    SPONSOR = "sponsor"


@dataclass(frozen=True, kw_only=True, slots=True)
class LightReason:
    """Which rule gave the light, about what, by how many working days (or how many things)."""

    rule: str
    about: str = ""
    count: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdup:
    """A thing that a milestone waits for: an item of somebody's, or (`item_key` empty) another milestone.

    `expected` is when it may come, `late` its working days over due, `allows` the day that it leaves possible.
    """

    what: str
    who: str = ""
    side: Side = Side.OTHER
    item_key: str = ""
    due: date | None = None
    expected: date | None = None
    late: int = 0
    allows: date | None = None
    blocked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportLine:
    """One numbered line. `was` is the day before it moved (by `moved` working days, `times` times in all),
    `late` the working days over due, `on` the day it was done, `text` the PM's own wording in place of all."""

    number: str
    what: str
    who: str = ""
    due: date | None = None
    was: date | None = None
    moved: int = 0
    times: int = 0
    late: int = 0
    on: date | None = None
    blocks: str = ""
    blocked: bool = False
    item_key: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneLine:
    """A milestone's three days, its light, and what makes it slip; `marks` is its row of the timeline:
    runs of like cells, each with its mark (see `planning.timeline`) and its length.

    `first` is the baseline before any agreed change. `slip` in working days, negative where it came early.
    """

    name: str
    baseline: date
    forecast: date
    actual: date | None = None
    first: date | None = None
    slip: int = 0
    light: Light = Light.GREEN
    cause: Holdup | None = None
    marks: tuple[tuple[str, int], ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """The span of the timeline, in `cells` equal parts; `today` is the cell of the day, or -1. `ticks` name cells
    by the day with which they begin."""

    first: date
    last: date
    cells: int
    today: int
    ticks: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskLine:
    """A risk as a report tells it; `light` from probability times impact."""

    number: str
    words: str
    light: Light
    response: str = ""
    owner: str = ""
    happened: bool = False
    cause: str = ""
    about: str = ""
    days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeLine:
    """A change as a report tells it; `status` as in ChangeRequest."""

    number: str
    words: str
    status: str
    milestone: str = ""
    old_date: date | None = None
    new_date: date | None = None
    days: int | None = None
    cost: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionLine:
    number: str
    quote: str
    said_by: str
    on: date
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AheadLine:
    """What comes in the next two weeks: a milestone or a meeting (`at` is aware, in the project's zone)."""

    number: str
    what: str
    kind: str
    on: date
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report of one project for one audience, from `since` to `until` (both included).

    `rhythm` is weekly, fortnightly or monthly (or "" when somebody asked for it). `need` is what the client
    owes, `owe` what the team owes; `later` counts open items beyond the next two weeks, `more` those that did
    not fit. `notes` are sentences that the PM added.
    """

    project: str
    audience: Audience
    rhythm: str
    count: int
    since: date
    until: date
    light: Light
    client: str = ""
    reasons: tuple[LightReason, ...] = ()
    notes: tuple[str, ...] = ()
    need: tuple[ReportLine, ...] = ()
    owe: tuple[ReportLine, ...] = ()
    done: tuple[ReportLine, ...] = ()
    slipped: tuple[ReportLine, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    timeline: Timeline | None = None
    risks: tuple[RiskLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    ahead: tuple[AheadLine, ...] = ()
    later: int = 0
    more: int = 0
    salutations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportDraft:
    """The report before it goes out, to the PM alone: with what only the PM is told.

    `at` is when it leaves if the PM says so (aware, in the PM's zone); `readers` get it. `reviews` are risks
    whose review day has come, `suggested` those that the mail suggests, `gaps` holes in who is responsible.
    """

    report: Report
    at: datetime | None
    readers: tuple[str, ...]
    reviews: tuple[RiskLine, ...] = ()
    suggested: tuple[RiskLine, ...] = ()
    gaps: tuple[RaciGap, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RaciGap:
    """A hole in the RACI matrix: `kind` is no_accountable, two_accountable, no_responsible or stranger."""

    subject: str
    kind: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFeedback:
    """What a reader wrote back to a report; to the PM."""

    project: str
    said_by: str
    said_on: datetime
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeQuestion:
    """To the PM: a wish that looks like a change. `missing` names what is not known yet (days, cost, milestone).

    `milestones` are those that it could move, with their days.
    """

    project: str
    change: ChangeRequest
    said_by: str
    suggested: bool
    missing: tuple[str, ...] = ()
    milestones: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeNote:
    """To the client: what the wish costs, both days, and the question for a yes or no."""

    project: str
    change: ChangeRequest
    salutation: str
    milestone: str
    old_date: date | None
    new_date: date | None
    said_by: str = ""
    said_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedDay:
    """A milestone's day before and after."""

    name: str
    old: date
    new: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeOutcome:
    """To everybody who must know: the answer, with the sentence that gave it, and the days that follow.

    `agreed` is the milestone that moves by agreement; `follow` those whose forecast moves with it.
    """

    project: str
    change: ChangeRequest
    accepted: bool
    decided_by: str
    decided_on: date | None
    agreed: MovedDay | None = None
    follow: tuple[MovedDay, ...] = ()
    inside: bool = False  # to the team
    salutations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskQuestion:
    """To the PM: a risk that the mail suggests, or one whose review day has come."""

    project: str
    risk: Risk
    suggested: bool
