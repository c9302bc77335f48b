"""Letters by which the PM runs everything: what an order did, a new project, a warning, the guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailpm.model.mail import Address
from mailpm.model.project import CheckIn, CommunicationPlan, Milestone, Person, Project


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one order did, or why it did nothing; `what` chooses the words, the other fields are its facts.

    `number` as the order said it, `words` names the item, draft or thing, `at` is aware, in the reader's zone.
    """

    what: str
    number: str = ""
    words: str = ""
    person: str = ""
    project: str = ""
    old: date | datetime | None = None
    new: date | datetime | None = None
    at: datetime | None = None
    count: int = 0
    days: int | None = None
    cost: str = ""
    names: tuple[str, ...] = ()
    done: bool = True  # False: nothing was changed


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """The answer to a letter of orders: what was done in order, and the sentences that stayed dark."""

    outcomes: tuple[Outcome, ...]
    dark: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectNoted:
    """A new project as it was understood; `waiting`: it begins with the PM's OK. `missing` names facts."""

    project: Project
    plan: CommunicationPlan
    people: tuple[Person, ...]
    milestones: tuple[Milestone, ...]
    check_in: CheckIn | None = None
    missing: tuple[Outcome, ...] = ()
    dark: tuple[str, ...] = ()
    waiting: bool = True
    problems: tuple[Outcome, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Warning:
    """Something that the PM must know at once: a forged order, a letter that cannot be placed, a shunted one."""

    what: str
    author: Address
    subject: str
    date: datetime
    quote: str = ""
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """The one-page guide for a PM ("help", "帮助")."""

    assistant: str
    member: str
    projects: tuple[str, ...] = ()
