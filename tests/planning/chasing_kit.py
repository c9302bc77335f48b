"""A project that can be lived through: people, items, and an outbox that behaves as the ledger's does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailpm.model import (
    Due,
    Item,
    ItemType,
    Move,
    Owner,
    Person,
    Planned,
    Project,
    ProjectStatus,
    Sent,
    Side,
    Status,
    TeamRole,
    TrackedItem,
)
from mailpm.model.letters.chasing import ClientLetter
from mailpm.planning import plan, when_may_leave
from mailpm.workdays import plain_calendar

BERLIN, SHANGHAI, NEW_YORK = (ZoneInfo(z) for z in ("Europe/Berlin", "Asia/Shanghai", "America/New_York"))


def team(name: str = "Tom Reed", *, zone: str = "Europe/Berlin", country: str = "DE", **more: object) -> Person:
    return Person(
        email="pm@agency.example",
        name=name,
        side=Side.TEAM,
        team_role=TeamRole.OWNER,
        zone=zone,
        country=country,
        **more,  # type: ignore[arg-type]
    )


def client(email: str, name: str, *, zone: str, country: str, **more: object) -> Person:
    return Person(email=email, name=name, side=Side.CLIENT, zone=zone, country=country, **more)  # type: ignore[arg-type]


def item(
    key: str,
    owner: Person,
    due: date | None,
    said: datetime,
    *,
    by: Person | None = None,
    what: str = "",
    **more: object,
) -> TrackedItem:
    tracked = {k: more.pop(k) for k in list(more) if k in TrackedItem.__dataclass_fields__}
    return TrackedItem(
        item=Item(
            key=key,
            type=ItemType.REQUEST,
            message=1,
            message_id=f"{key}@agency.example",
            owner=Owner(name=owner.name, email=owner.email, side=owner.side),
            what=what or key,
            quote=f"please send {key}",
            due=Due(value=due) if due else None,
            said_on=said,
            said_by=(by or owner).email,
            **more,  # type: ignore[arg-type]
        ),
        project="site",
        subject=f"About {key}",
        **tracked,  # type: ignore[arg-type]
    )


def status_of(people: Iterable[Person], items: Iterable[TrackedItem], **more: object) -> ProjectStatus:
    project = more.pop("project", Project(key="site", name="Site", zone="Europe/Berlin", country="DE"))
    return ProjectStatus(project=project, people=tuple(people), items=tuple(items), **more)  # type: ignore[arg-type]


def change(status: ProjectStatus, key: str, edit: Callable[[TrackedItem], TrackedItem]) -> ProjectStatus:
    return replace(status, items=tuple(edit(t) if t.item.key == key else t for t in status.items))


def _moved(tracked: TrackedItem, move: Move, **fields: object) -> TrackedItem:
    return replace(tracked, item=tracked.item.moved(move, **fields))


def done(status: ProjectStatus, key: str, by: Person, at: datetime) -> ProjectStatus:
    move = Move(
        field="status", old="open", new="done", quote="here it is", message_id=f"d{key}", said_on=at, said_by=by.email
    )
    return change(status, key, lambda t: _moved(t, move, status=Status.DONE))


def postponed(status: ProjectStatus, key: str, to: date, by: Person, at: datetime) -> ProjectStatus:
    def edit(t: TrackedItem) -> TrackedItem:
        old = t.item.due.iso() if t.item.due else ""
        words, mid = f"it will take until {to}", f"m{key}{to}"
        move = Move(field="due", old=old, new=str(to), quote=words, message_id=mid, said_on=at, said_by=by.email)
        return _moved(t, move, due=Due(value=to))

    return change(status, key, edit)


def handed(status: ProjectStatus, key: str, to: Person, by: Person, at: datetime) -> ProjectStatus:
    def edit(t: TrackedItem) -> TrackedItem:
        words, mid = f"ask {to.name}", f"o{key}{to.email}"
        move = Move(
            field="owner", old=t.item.owner.name, new=to.name, quote=words, message_id=mid, said_on=at, said_by=by.email
        )
        return _moved(t, move, owner=Owner(name=to.name, email=to.email, side=to.side))

    return change(status, key, edit)


def with_person(status: ProjectStatus, email: str, **fields: object) -> ProjectStatus:
    people = tuple(replace(p, **fields) if p.email == email else p for p in status.people)  # type: ignore[arg-type]
    return replace(status, people=people)


@dataclass
class Row:
    """A letter in the outbox."""

    planned: Planned
    state: str
    at: datetime
    decided: bool = False


@dataclass
class Life:
    """Lives through days, an hour at a time: plan, reconcile, approve, send, in the assistant's order."""

    status: ProjectStatus
    rows: dict[str, Row] = field(default_factory=dict)
    left: list[tuple[datetime, Planned]] = field(default_factory=list)

    def run(
        self,
        start: datetime,
        days: int,
        *,
        events: Sequence[tuple[datetime, Callable[[ProjectStatus], ProjectStatus]]] = (),
        approve: Callable[[Planned, datetime], bool] = lambda planned, at: at.hour == 9 and at.weekday() < 5,
        drop: Callable[[Planned, datetime], bool] = lambda planned, at: False,
        hours: Sequence[int] = range(24),
    ) -> None:
        waiting = sorted(events, key=lambda pair: pair[0])
        for n in range(days):
            for hour in hours:
                now = datetime.combine(start.date() + timedelta(days=n), start.time(), start.tzinfo) + timedelta(
                    hours=hour
                )
                while waiting and waiting[0][0] <= now:
                    self.status = waiting.pop(0)[1](self.status)
                self._tick(now, approve, drop)

    def letters(self, *, since: datetime | None = None) -> list[tuple[str, str, str, str]]:
        """Day, first name, what kind (and tone), and what it names; in order of time and address."""
        left = sorted(self.left, key=lambda pair: (pair[0], pair[1].to[0].email))
        return [told(self.status, at, planned) for at, planned in left if since is None or at >= since]

    def _tick(self, now: datetime, approve: Callable[..., bool], drop: Callable[..., bool]) -> None:
        self.status = replace(self.status, sent=tuple(self._sent()))
        wanted = {p.key: p for p in plan(self.status, now, calendars=plain_calendar) if p.kind != "noted"}
        for key, planned in wanted.items():
            row = self.rows.get(key)
            if row is None or (row.state == "withdrawn" and not row.decided):
                state = "draft" if planned.approval else "queued"
                self.rows[key] = Row(planned=planned, state=state, at=planned.not_before or now)
        for key, row in self.rows.items():
            if key not in wanted and row.state in ("draft", "queued"):
                row.state = "withdrawn"
        for row in self.rows.values():
            if row.state == "draft" and drop(row.planned, now):
                row.state, row.decided = "withdrawn", True
            elif row.state == "draft" and approve(row.planned, now):
                self._approve(row, now)
            if row.state == "queued" and row.at <= now:
                row.at = self._free(row, now)
            if row.state == "queued" and row.at <= now:
                row.state, row.at = "accepted", now
                self.left.append((now, row.planned))
                self.status = replace(self.status, sent=tuple(self._sent()))

    def _approve(self, row: Row, now: datetime) -> None:
        row.state = "queued"
        row.at = self._free(row, now)

    def _free(self, row: Row, now: datetime) -> datetime:
        self.status = replace(self.status, sent=tuple(self._sent()))
        emails = [a.email for a in (*row.planned.to, *row.planned.cc)]
        return when_may_leave(self.status, emails, now, calendars=plain_calendar, key=row.planned.key)

    def _sent(self) -> Iterable[Sent]:
        for row in self.rows.values():
            if row.state != "withdrawn":
                p = row.planned
                yield Sent(
                    key=p.key,
                    kind=p.kind,
                    to=tuple(a.email for a in (*p.to, *p.cc)),
                    at=row.at,
                    state=row.state,
                    item_keys=p.item_keys,
                )


def told(status: ProjectStatus, at: datetime, planned: Planned) -> tuple[str, str, str, str]:
    """A letter as one line of a table."""
    person = status.person(planned.to[0].email)
    local = at.astimezone(ZoneInfo(person.zone if person else "UTC"))
    content = planned.content
    kind, names = planned.kind, ""
    if isinstance(content, ClientLetter):
        kind = f"{planned.kind} {content.tone}".strip() if planned.kind == "reminder" else planned.kind
        parts = (("+", content.done), (">", content.moved), ("~", content.passed), ("?", content.asked))
        parts += (("!", content.ours), ("", content.left), ("…", content.ahead))
        names = " ".join(f"{sign}{i.what}" for sign, items in parts for i in items)
    return f"{local:%m-%d %H:%M}", planned.to[0].name.split()[0], kind, names
