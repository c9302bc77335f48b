"""What the daily letters say: reminders and thanks to clients, and to the PM what was noted and the morning brief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailpm.model.mail import Side
from mailpm.model.reading import Due


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterItem:
    """One item as a letter to its owner tells it.

    `was` is the day named first, where it moved since, `slips` how often it moved to a later day. `quote` is the
    sentence that made it or moved it last, said on `said_on` by `said_by` (`by_you`: by the reader), if the reader
    knows it. `handed_by` is who named the reader for it. `late`: the day is over when this letter leaves.
    """

    what: str
    due: Due | None = None
    was: date | None = None
    slips: int = 0
    late: bool = False
    quote: str = ""
    said_by: str = ""
    said_on: date | None = None
    by_you: bool = False
    handed_by: str = ""
    owner: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedDay:
    """A milestone by name, and its day."""

    name: str
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why it matters: the milestone that waits for the things `what`, and those that `follow` from it.

    `left`: working days of both sides from this letter to the milestone, 0 or less once it is past. `forecast` is
    set only where the plan itself says how long the work takes: then every further day moves the milestone by one.
    """

    milestone: str
    day: date
    left: int
    what: tuple[str, ...] = ()
    follow: tuple[NamedDay, ...] = ()
    forecast: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reward:
    """An incentive that was agreed: its words, for what, and the last day on which it is earned."""

    words: str
    until: date
    subject: str = ""
    outcome: str = ""  # "", earned, missed


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientLetter:
    """`reminder`, `first_request`, `late_word`, `thanks`, `escalation`: everything for one person on one day.

    `tone` is friendly, note, reminder, second, help or escalation ("" where nothing is chased). `done`: what came;
    `moved`: new days that are noted; `passed`: things that others now see to (`owner`); `asked`: asked for the
    first time; `ours`: what we owe and are late with; `left`: due or overdue; `ahead`: due soon. `copied`: who is
    brought in by an escalation.
    """

    dear: str
    project: str
    tone: str = ""
    pm: str = ""
    done: tuple[LetterItem, ...] = ()
    moved: tuple[LetterItem, ...] = ()
    passed: tuple[LetterItem, ...] = ()
    asked: tuple[LetterItem, ...] = ()
    ours: tuple[LetterItem, ...] = ()
    left: tuple[LetterItem, ...] = ()
    ahead: tuple[LetterItem, ...] = ()
    reasons: tuple[Reason, ...] = ()
    rewards: tuple[Reward, ...] = ()
    copied: tuple[str, ...] = ()
    signature: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class IncentiveWord:
    """`incentive`, to a client: an agreed reward can still be earned, or was earned."""

    dear: str
    project: str
    reward: Reward
    open: tuple[LetterItem, ...] = ()
    signature: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledgement:
    """`acknowledgement`, to a client who made a wish: `wish` is stop, wrong_person, by_phone or sent_before."""

    dear: str
    wish: str
    pm: str = ""
    other: str = ""
    signature: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedItem:
    """One new item in what was noted; `number` stands for it in this letter for ever. `mine`: the reader owes it.

    `question` is why it should be looked at: unsure, no_owner, no_day, unknown_person or "".
    """

    number: str
    what: str
    owner: str
    side: Side
    due: Due | None = None
    quote: str = ""
    mine: bool = False
    question: str = ""
    blocks: NamedDay | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedChange:
    """One change to an item that was known: `what` is done, moved, owner, declined, cancelled, blocked or open;
    or proposed, for a day (`new`) that nobody has agreed to yet.

    For a moved day: `old` and `new`, `workdays` between them (of both sides, negative when earlier), `slips` the
    times that it moved later in all. For a new owner: `old_owner` and `owner`.
    """

    number: str
    what: str
    item: str
    owner: str
    side: Side
    old: date | None = None
    new: date | None = None
    workdays: int = 0
    slips: int = 0
    old_owner: str = ""
    quote: str = ""
    said_by: str = ""
    blocks: NamedDay | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedNote:
    """A decision, a risk or a change as it was heard; `number` is R1 or CR1 where the PM may take it up.

    A risk that mailpm suggests has a `cause` (slip, silence, blocker), what it is `about`, and `days` in place of
    `words`; it may be that nobody said it.
    """

    kind: str
    number: str = ""
    words: str = ""
    said_by: str = ""
    cause: str = ""
    about: str = ""
    days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedLetter:
    """What one letter brought; `mine`: the reader wrote it."""

    sender: str
    subject: str
    sent: datetime
    mine: bool = False
    items: tuple[NotedItem, ...] = ()
    changes: tuple[NotedChange, ...] = ()
    notes: tuple[NotedNote, ...] = ()
    attachments: tuple[str, ...] = ()
    away_until: date | None = None
    away: bool = False
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """`noted`, to the PM: what the last letter (or letters, where they are gathered) brought."""

    dear: str
    project: str
    code: str
    letters: tuple[NotedLetter, ...]
    count: int
    sample: str = ""
    sample_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefDraft:
    """A draft in full; `tone` is that of a reminder. `leaves` is set where it would leave later, or by itself."""

    number: str
    to: str
    kind: str
    project: str
    subject: str
    text: str
    tone: str = ""
    leaves: datetime | None = None
    zone: str = ""
    waits: bool = False  # leaves by itself at `leaves` unless stopped
    copied: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefLine:
    """One item in the brief. `late` in working days; `note` says why it is not chased:

    drafted (its letter waits above), no_reminders, bounced, away, held, paused, blocked, unsaid
    (known to the team alone); or it is what is asked:
    unsure, no_owner, unknown_person, no_day, call.
    """

    number: str
    what: str
    owner: str
    due: Due | None = None
    late: int = 0
    slips: int = 0
    to: str = ""
    note: str = ""
    until: date | None = None
    deputies: tuple[str, ...] = ()
    blocks: NamedDay | None = None
    quote: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefMail:
    """A client's letter that waits for an answer."""

    sender: str
    subject: str
    date: datetime
    workdays: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefTrouble:
    """Something that needs a person; fields as in `Trouble`, names resolved."""

    kind: str
    words: str
    at: datetime
    person: str = ""
    until: date | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefProject:
    """One project in the brief.

    `overdue` is the client's, `ours_late` the team's; `today` and `tomorrow` are due then (either side), `awaited`
    in the next five working days; `changes` since the last brief; `questions` want an answer.
    """

    name: str
    code: str
    overdue: tuple[BriefLine, ...] = ()
    ours_late: tuple[BriefLine, ...] = ()
    ours_soon: tuple[BriefLine, ...] = ()
    today: tuple[BriefLine, ...] = ()
    awaited: tuple[BriefLine, ...] = ()
    changes: tuple[NotedChange, ...] = ()
    questions: tuple[BriefLine, ...] = ()
    calls: tuple[BriefLine, ...] = ()
    unanswered: tuple[BriefMail, ...] = ()
    risks: tuple[NotedNote, ...] = ()
    rewards: tuple[Reward, ...] = ()
    troubles: tuple[BriefTrouble, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """`brief`: the morning letter over all projects of one owner; `day` is the reader's own."""

    dear: str
    day: date
    drafts: tuple[BriefDraft, ...]
    projects: tuple[BriefProject, ...]
    records: tuple[PromiseRecord, ...] = ()
    troubles: tuple[BriefTrouble, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRecord:
    """How somebody (or a company) keeps dates: counts of items with a day, for the PM alone.

    `kept`: done on or before the day named first; `late`: done after it; `overdue`: open and over; `open`: open and
    in time. `median_delay` in working days over the settled and overdue ones, negative where early. `slips`: times
    that a day was moved later.
    """

    name: str
    company: bool = False
    kept: int = 0
    late: int = 0
    overdue: int = 0
    open: int = 0
    slips: int = 0
    median_delay: float = 0.0

    @property
    def judged(self) -> int:
        """How many items can be judged by now."""
        return self.kept + self.late + self.overdue


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """`statistics`, to the PM alone: promises kept, by person and company, least reliable first."""

    dear: str
    records: tuple[PromiseRecord, ...]
    project: str = ""
