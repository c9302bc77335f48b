"""What a PM says when a project begins: the facts of its plan, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from mailpm.model.mail import Side
from mailpm.model.project import LadderStep, Language, Raci


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonFacts:
    """A person as the plan names him; empty fields were not said."""

    email: str
    name: str = ""
    side: Side = Side.CLIENT
    role: str = ""
    escalation: bool = False
    language: Language | None = None
    zone: str = ""
    country: str = ""
    salutation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneFacts:
    """A milestone; `waits_for` names others, `assignments` who is what (e-mail or name)."""

    name: str
    baseline: date
    deliverables: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    assignments: tuple[tuple[Raci, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RhythmFacts:
    """Something that comes again: `weekday` 0 is Monday; `at` is local; `minutes` long; every so many weeks."""

    weekday: int
    at: time
    minutes: int = 30
    every_weeks: int = 1
    monthly: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class IncentiveFacts:
    """A reward that was agreed: its words and the last day on which it is earned."""

    words: str
    until: date
    milestone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFacts:
    """A project's plan as far as it was said; `dark` holds sentences that were not understood."""

    name: str
    code: str = ""
    client: str = ""
    people: tuple[PersonFacts, ...] = ()
    milestones: tuple[MilestoneFacts, ...] = ()
    check_in: RhythmFacts | None = None
    report: RhythmFacts | None = None
    zone: str = ""
    country: str = ""
    language: Language | None = None
    ladder: tuple[LadderStep, ...] = ()
    incentives: tuple[IncentiveFacts, ...] = ()
    dark: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingFacts:
    """A meeting as a PM asks for it: a moment, a rhythm, or a span of days in which a time is to be found.

    `start` is aware. `rhythm` makes it a series. `first` and `last` are the days to look in. `people` are names or
    addresses as said; `with_me`: the writer comes too. `minutes` 0: not said.
    """

    title: str = ""
    start: datetime | None = None
    rhythm: RhythmFacts | None = None
    first: date | None = None
    last: date | None = None
    minutes: int = 0
    people: tuple[str, ...] = ()
    with_me: bool = False
    place: str = ""
    link: str = ""
