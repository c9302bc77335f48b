"""One letter of orders on the desk: who gives them, what its numbers stand for, and the words for what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mailpm.assistant.house import House
from mailpm.config import Member
from mailpm.model import (
    ChangeRequest,
    Message,
    Numbered,
    Order,
    Outbound,
    Person,
    Planned,
    Project,
    Risk,
    Status,
    TrackedItem,
)
from mailpm.model.letters.control import Outcome


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What every order of one letter is obeyed with. `project` is that of the letter, if it has one.

    `targets` are the numbers of the letter that is answered; they keep their meaning for ever.
    """

    house: House
    member: Member
    message: Message
    now: datetime
    project: str | None
    targets: dict[str, Numbered]
    orders: tuple[Order, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the letter holds one order and nothing else."""
        return len(self.orders) == 1

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.member.zone)

    def local(self, moment: datetime) -> datetime:
        """`moment` in the zone of the one who gave the order."""
        return moment.astimezone(self.zone)

    def meant(self, order: Order, *kinds: str) -> tuple[list[Numbered], list[Outcome]]:
        """What an order's numbers stand for, and a word about each number that stands for nothing."""
        if order.everything:
            but = set(order.but)
            return [t for n, t in self.targets.items() if t.kind in kinds and n not in but], []
        found: list[Numbered] = []
        missing: list[Outcome] = []
        for number in order.numbers:
            target = self.targets.get(number) or self._by_name(number)
            if target is None or (kinds and target.kind not in kinds):
                what = "no_list" if not self.targets else "no_such_number"
                missing.append(Outcome(what=what, number=number, done=False))
            else:
                found.append(target)
        return found, missing

    def _by_name(self, number: str) -> Numbered | None:
        """Risks and changes have numbers of their own ("R1", "CR2"), good in every letter of their project."""
        if self.project is None or not number.startswith(("R", "CR")):
            return None
        status = self.house.ledger.project_status(self.project, self.now)
        for risk in status.risks:
            if risk.number == number:
                return Numbered(number=number, kind="risk", key=risk.key)
        for change in status.changes:
            if change.number == number:
                return Numbered(number=number, kind="change", key=change.key)
        return None

    def item(self, target: Numbered) -> TrackedItem | None:
        return self.house.ledger.item(target.key)

    def risk(self, target: Numbered) -> tuple[str, Risk] | None:
        """The risk that a number stands for, with its project: a brief's numbers are over all projects."""
        for key in self._projects():
            for risk in self.house.ledger.project_status(key, self.now).risks:
                if risk.key == target.key:
                    return key, risk
        return None

    def change(self, target: Numbered) -> tuple[str, ChangeRequest] | None:
        """The change that a number stands for, with its project."""
        for key in self._projects():
            for change in self.house.ledger.project_status(key, self.now).changes:
                if change.key == target.key:
                    return key, change
        return None

    def _projects(self) -> tuple[str, ...]:
        keys = tuple(p.key for p in self.house.ledger.projects())
        return tuple(sorted(keys, key=lambda key: key != self.project))

    def draft(self, target: Numbered) -> Outbound | None:
        return self.house.ledger.by_key(target.key)

    def people(self, project: str) -> tuple[Person, ...]:
        return self.house.ledger.people(project)

    def named_project(self, words: str) -> Project | None:
        """The project that the words name, or the letter's own where they name none."""
        projects = self.house.ledger.projects()
        wanted = words.strip().lower()
        if not wanted:
            return next((p for p in projects if p.key == self.project), None)
        exact = [p for p in projects if wanted in (p.key.lower(), p.code.lower(), p.name.lower())]
        near = exact or [p for p in projects if wanted in p.name.lower() or p.name.lower() in wanted]
        return near[0] if len(near) == 1 else None


def open_items(items: tuple[TrackedItem, ...]) -> tuple[TrackedItem, ...]:
    """Those that somebody still owes."""
    return tuple(t for t in items if t.item.status in (Status.OPEN, Status.BLOCKED))


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of one order: words for the receipt, and letters to answer with (a report, a table, the guide)."""

    outcomes: tuple[Outcome, ...] = ()
    letters: tuple[Planned, ...] = ()
    numbering: tuple[Numbered, ...] = ()
    dark: tuple[str, ...] = ()


def said(*outcomes: Outcome) -> Done:
    return Done(outcomes=outcomes)
