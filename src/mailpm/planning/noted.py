"""What a letter brought, told to the PM: a numbered list of items, changes and notes that a reply can correct."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from mailpm.model import (
    Due,
    Move,
    Numbered,
    Owner,
    Person,
    Planned,
    ProjectStatus,
    Risk,
    Status,
    ThreadPlace,
    TrackedItem,
    Untold,
)
from mailpm.model.letters.chasing import Noted, NotedChange, NotedItem, NotedLetter, NotedNote
from mailpm.planning.courtesy import Calendars, Courtesy, dear, zone_of
from mailpm.planning.ladder import is_sure, later_moves
from mailpm.planning.reasons import Reasons
from mailpm.planning.telling import title
from mailpm.workdays import WorkCalendar

# More letters than this at once (a first sync, a return from holiday) are told in one.
_MANY = 5


def plan_noted(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """A letter to the PM for each letter not told yet; where they are gathered, one for all."""
    pm = status.pm
    if pm is None or not status.untold or status.project.status == "closed":
        return
    wait = timedelta(minutes=status.project.plan.gather_minutes)
    if now < status.untold[0].date + wait:
        return
    together = bool(wait) or len(status.untold) > _MANY
    groups = [status.untold] if together else [(letter,) for letter in status.untold]
    teller = Teller(status, now, calendars=calendars)
    for group in groups:
        yield _noted(status, pm, group, teller)


class Teller:
    """Says what happened to items, as facts for a letter to the PM, and numbers them as it goes."""

    def __init__(self, status: ProjectStatus, now: datetime, *, calendars: Calendars, first: int = 1) -> None:
        self.status = status
        self.reasons = Reasons(status, now, calendars=calendars)
        self.courtesy = Courtesy(status, now, calendars=calendars)
        self.plain = calendars(status.project.country)
        self._next = first
        self.numbers: dict[str, str] = {}

    def number(self, key: str) -> str:
        """The item's number in this letter."""
        if key not in self.numbers:
            self.numbers[key] = str(self._next)
            self._next += 1
        return self.numbers[key]

    def begin(self) -> None:
        """Start counting anew, for another letter."""
        self._next, self.numbers = 1, {}

    def numbering(self) -> tuple[Numbered, ...]:
        """What the numbers stand for."""
        return tuple(Numbered(number=number, kind="item", key=key) for key, number in self.numbers.items())

    def work(self, tracked: TrackedItem) -> WorkCalendar:
        """The days that count for an item: those of its owner and the PM."""
        owner = self.status.person(tracked.item.owner.email)
        return self.courtesy.work(owner) if owner is not None else self.plain

    def name(self, email: str, name: str = "") -> str:
        """How somebody is called in a letter to the PM."""
        person = self.status.person(email) if email else None
        return (person.name if person else "") or name or email

    def owner(self, tracked: TrackedItem) -> str:
        return self.name(tracked.item.owner.email, tracked.item.owner.name)

    def question(self, tracked: TrackedItem) -> str:
        """Why the PM should look at this item: unsure, no_owner, unknown_person, no_day, or ""."""
        item = tracked.item
        if item.status is not Status.OPEN or tracked.confirmed:
            return ""
        if not item.owner.email and not item.owner.name:
            return "no_owner"
        if not item.owner.email or self.status.person(item.owner.email) is None:
            return "unknown_person"
        if not is_sure(tracked):
            return "unsure"
        return "no_day" if item.due is None else ""

    def item(self, tracked: TrackedItem, reader: Person) -> NotedItem:
        """A new item."""
        item = tracked.item
        return NotedItem(
            number=self.number(item.key),
            what=title(item.what),
            owner=self.owner(tracked),
            side=item.owner.side,
            due=item.due,
            quote=item.quote,
            mine=item.owner.email == reader.email,
            question=self.question(tracked),
            blocks=self.reasons.blocks(tracked),
        )

    def change(self, tracked: TrackedItem, move: Move) -> NotedChange:
        """One move of a known item."""
        item = tracked.item
        old = _day(move.old) if move.field == "due" else None
        new = _day(move.new) if move.field in ("due", "proposal") else None
        before = item.moves[: item.moves.index(move) + 1]
        return NotedChange(
            number=self.number(item.key),
            what={"due": "moved", "owner": "owner", "proposal": "proposed"}.get(move.field, move.new),
            item=title(item.what),
            owner=self.owner(tracked),
            side=item.owner.side,
            old=old,
            new=new,
            workdays=self.work(tracked).between(old, new) if old and new else 0,
            slips=sum(m in before for m in later_moves(tracked)),
            old_owner=self.name(move.old, move.old) if move.field == "owner" else "",
            quote=move.quote,
            said_by=self.name(move.said_by),
            blocks=self.reasons.blocks(tracked) if move.field == "due" else None,
        )


def notes_of(status: ProjectStatus, message_ids: Iterable[str]) -> tuple[NotedNote, ...]:
    """The decisions, suggested risks and suggested changes that these letters brought."""
    ids = frozenset(message_ids)
    decisions = (
        NotedNote(kind="decision", words=d.quote, said_by=_called(status, d.said_by))
        for d in status.decisions
        if d.message_id in ids
    )
    risks = (risk_note(r) for r in status.risks if r.message_id in ids and r.status == "suggested")
    changes = (
        NotedNote(kind="change", number=c.number, words=c.words, said_by=_called(status, c.said_by))
        for c in status.changes
        if c.message_id in ids and c.status == "suggested"
    )
    return (*decisions, *risks, *changes)


def risk_note(risk: Risk, kind: str = "risk") -> NotedNote:
    """A risk for the PM: one that is suggested, or (kind "review") one to look at again."""
    return NotedNote(
        kind=kind, number=risk.number, words=risk.words, cause=risk.cause, about=risk.about, days=risk.days
    )


def _noted(status: ProjectStatus, pm: Person, group: Sequence[Untold], teller: Teller) -> Planned:
    teller.begin()
    zone = zone_of(pm.zone)
    letters = tuple(_letter(status, pm, untold, teller) for untold in group)
    ids = [untold.message_id for untold in group]
    items = [item for letter in letters for item in letter.items]
    sample = next((i.number for i in items if i.due), items[0].number if items else "")
    key = ids[0] if len(ids) == 1 else hashlib.sha256("\n".join(ids).encode()).hexdigest()[:24]
    return Planned(
        key=f"noted:{key}",
        kind="noted",
        project=status.project.key,
        to=(pm.address,),
        language=pm.language,
        content=Noted(
            dear=dear(pm),
            project=status.project.name,
            code=status.project.code or status.project.name,
            letters=letters,
            count=len(items),
            sample=sample,
            sample_day=_sample_day(items, group[-1].date.astimezone(zone).date(), teller),
        ),
        place=ThreadPlace(subject="", in_reply_to=ids[-1]),
        approval=False,
        zone=pm.zone,
        numbering=(*teller.numbering(), *_note_numbers(status, frozenset(ids))),
        item_keys=tuple(teller.numbers),
        tells=tuple(ids),
        because=tuple(f"told of: {untold.subject}" for untold in group),
    )


def _letter(status: ProjectStatus, pm: Person, untold: Untold, teller: Teller) -> NotedLetter:
    born = [t for t in status.items if t.item.message_id == untold.message_id]
    moved = [
        (t, move)
        for t in status.items
        for move in t.item.moves
        if move.message_id == untold.message_id and t.item.message_id != untold.message_id
    ]
    absence = untold.absence
    return NotedLetter(
        sender=teller.name(untold.sender.email, untold.sender.name),
        subject=untold.subject,
        sent=untold.date.astimezone(zone_of(pm.zone)),
        mine=untold.sender.email == pm.email,
        items=tuple(teller.item(_as_of(t, untold), pm) for t in born),
        changes=tuple(teller.change(t, move) for t, move in moved),
        notes=notes_of(status, [untold.message_id]),
        attachments=untold.attachments,
        away=absence is not None,
        away_until=absence.until if absence else None,
        deputies=tuple(d.name or d.email for d in absence.deputies) if absence else (),
    )


def _as_of(tracked: TrackedItem, untold: Untold) -> TrackedItem:
    """The item as that letter left it: what later letters changed is told with those."""
    item = tracked.item
    later = [m for m in item.moves if m.message_id != untold.message_id and m.said_on > untold.date]
    first = {move.field: move for move in reversed(later)}
    if "due" in first:
        old = _day(first["due"].old)
        item = replace(item, due=Due(value=old) if old else None)
    if "owner" in first:
        item = replace(item, owner=Owner(name=first["owner"].old, side=item.owner.side))
        return replace(tracked, item=item, confirmed=True)
    return replace(tracked, item=item)


def _note_numbers(status: ProjectStatus, ids: frozenset[str]) -> Iterator[Numbered]:
    for risk in status.risks:
        if risk.message_id in ids and risk.status == "suggested":
            yield Numbered(number=risk.number, kind="risk", key=risk.key)
    for change in status.changes:
        if change.message_id in ids and change.status == "suggested":
            yield Numbered(number=change.number, kind="change", key=change.key)


def _sample_day(items: Sequence[NotedItem], today: date, teller: Teller) -> date | None:
    """A day for the example of a correction: one working day after that of the first item."""
    due = next((i.due.day for i in items if i.due), None)
    if not items:
        return None
    return teller.plain.add(max(due or today, today), 1)


def _called(status: ProjectStatus, email: str) -> str:
    person = status.person(email) if email else None
    return person.name if person and person.name else email


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso[:10]) if iso else None

