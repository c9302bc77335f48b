"""What every step of the assistant works with: settings, ledger, templates, calendars, and who is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailpm.composing import Composer, template_folders
from mailpm.composing.invite import calendar_maker
from mailpm.config import Config, Member
from mailpm.ledger import Ledger
from mailpm.model import Address, Composed, Language, Person, Planned, Side, Trouble
from mailpm.workdays import WorkCalendar

EVERYTHING = "*"
log = logging.getLogger("mailpm")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened, for the terminal and the log; `words` never hold a letter's text."""

    what: str  # received, noted, drafted, withdrawn, approved, sent, refused, in_doubt, shunted, obeyed, trouble
    words: str = ""
    who: str = ""
    project: str = ""
    at: datetime | None = None
    because: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()  # shown by the demo only, never logged


# Their words are those of letters, subjects too: a log goes to more eyes than a mailbox.
_OF_LETTERS = frozenset(
    "answered approved drafted in_doubt meeting noted opened proven queued received sent withdrawn".split()  # noqa: SIM905
)


def log_event(event: Event) -> None:
    """What happened, as a line of the log; what stands in letters is told at the debug level only."""
    private = event.what in _OF_LETTERS
    words = f" {event.words}" if event.words and not private else ""
    log.info("%s %s %s%s", event.what, event.project or "-", event.who or "-", words)
    if private and event.words:
        log.debug("%s: %s", event.what, event.words)


@dataclass(frozen=True, kw_only=True)
class House:
    """The rooms' doors, open: made once for each run."""

    config: Config
    ledger: Ledger
    composer: Composer
    tell: Callable[[Event], None] = log_event
    _calendars: dict[str, WorkCalendar] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    def touch(self, project: str | None) -> None:
        """Note that something of this project changed (None: it may be any), so that it is planned anew."""
        self._touched.add(project or EVERYTHING)

    def touched(self) -> frozenset[str]:
        """What was touched since this was last asked."""
        found = frozenset(self._touched)
        self._touched.clear()
        return found

    @property
    def address(self) -> Address:
        """The assistant's own mailbox."""
        return Address(email=self.config.assistant.address, name=self.config.assistant.name)

    @property
    def team(self) -> tuple[str, ...]:
        """Domains and addresses of our side."""
        return self.config.team_names

    def is_team(self, email: str) -> bool:
        """Whether the address is on our side by the settings."""
        return email in self.team or email.rpartition("@")[2] in self.config.team.domains

    def calendar(self, country: str) -> WorkCalendar:
        """The working days of a country, with the days that the settings add."""
        if country not in self._calendars:
            days = self.config.days.get(country)
            self._calendars[country] = WorkCalendar(
                country, off=days.off if days else (), working=days.working if days else ()
            )
        return self._calendars[country]

    def trouble(self, kind: str, words: str, now: datetime, **facts: Any) -> None:
        """Note something that needs a person (the fields of `Trouble`)."""
        self.ledger.trouble(Trouble(kind=kind, words=words, at=now, **facts))
        self.tell(Event(what="trouble", words=kind, who=facts.get("person", ""), project=facts.get("project", "")))

    def compose(self, planned: Planned, now: datetime) -> Composed:
        """The bytes of a planned letter."""
        local = now.astimezone(ZoneInfo(planned.zone or "UTC"))
        return self.composer.compose(
            planned,
            sender=self.address,
            now=local,
            signature=self.config.letters.signature or self.config.assistant.name,
        )

    def answer(self, planned: Planned, now: datetime) -> None:
        """Put a letter to the team into the outbox, once; it needs nobody's word."""
        composed = self.compose(planned, now)
        if self.ledger.add_outbound(planned, composed, now) is not None:
            self.tell(
                Event(what="answered", words=composed.subject, who=planned.to[0].email, project=planned.project or "")
            )


def person_of(member: Member) -> Person:
    """A team member of the settings as a person of a project."""
    return Person(
        email=member.email,
        name=member.name,
        side=Side.TEAM,
        language=Language(member.language),
        zone=member.zone,
        country=member.country,
        team_role=member.role,
    )


def looking_house(config: Config, ledger: Ledger) -> House:
    """A house that only looks: nothing is written down, not even the team."""
    organizer = Address(email=config.assistant.address, name=config.assistant.name)
    composer = Composer(template_folders(config.letters.templates), calendar=calendar_maker(organizer))
    return House(config=config, ledger=ledger, composer=composer)


def open_house(config: Config, ledger: Ledger, tell: Callable[[Event], None] = log_event) -> House:
    """The house for these settings; a user's own templates are taken before ours."""
    ledger.set_team(person_of(member) for member in config.team.members)
    return replace(looking_house(config, ledger), tell=tell)
