"""The morning brief: everything a PM must know or say today, over all projects, in one letter; or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from mailpm.model import (
    Autonomy,
    Numbered,
    Outbound,
    OutboundState,
    Person,
    Planned,
    ProjectStatus,
    Risk,
    Side,
    Status,
    TrackedItem,
    Trouble,
)
from mailpm.model.letters.chasing import (
    Brief,
    BriefDraft,
    BriefLine,
    BriefMail,
    BriefProject,
    BriefTrouble,
    NotedChange,
    PromiseRecord,
    Reward,
)
from mailpm.planning.courtesy import Calendars, dear, zone_of
from mailpm.planning.incentives import ended_on, reward_of
from mailpm.planning.ladder import is_open, later_moves
from mailpm.planning.noted import Teller, risk_note
from mailpm.planning.promises import records
from mailpm.planning.risks import due_for_review
from mailpm.planning.telling import title
from mailpm.workdays import WorkCalendar

# After this hour a brief that was missed waits for the next morning.
_LATEST = time(18, 0)
_AWAITED = 5  # working days ahead
_NO_DAY_AFTER = 3  # working days after which an item without a day is asked about
_REWARD_SOON = 5


def plan_brief(
    owner: Person,
    statuses: Sequence[ProjectStatus],
    drafts: Sequence[Outbound],
    now: datetime,
    *,
    calendars: Calendars,
    troubles: Sequence[Trouble] = (),
) -> Planned | None:
    """Today's brief for `owner`, from its hour on; None on days off, too early, too late, or with nothing to say.

    Only projects in whose team `owner` is are told of. `drafts` are the outbox's rows that wait for a word;
    `troubles`, with those in the statuses, are all that no brief has told yet: those of a project stand under its
    name, each once.
    """
    local = now.astimezone(zone_of(owner.zone))
    today, work = local.date(), calendars(owner.country)
    begin = min((s.project.plan.brief_at for s in statuses), default=time(8, 30))
    if not begin <= local.time() < _LATEST or not work.is_working(today) or today in owner.days_off:
        return None
    live = [s for s in statuses if s.project.status != "closed" and s.person(owner.email) is not None]
    keys = {None, *(s.project.key for s in live)}
    waiting = [d for d in drafts if d.state is OutboundState.DRAFT and d.project in keys]
    shown = tuple(_draft(str(n), draft, live, owner, now) for n, draft in enumerate(waiting, 1))
    since = datetime.combine(work.previous(today - timedelta(days=1)), begin, zone_of(owner.zone))
    projects, numbering = _projects(live, owner, waiting, now, since, calendars)
    projects_own = {s.project.key for s in live}
    everything = [*troubles, *(t for s in live for t in s.troubles)]
    others = [t for t in everything if t.project not in projects_own and (t.project or None) in keys]
    rest = tuple(_trouble(t, live) for t in _to_tell(others, today))
    if not shown and not projects and not rest:
        return None
    return Planned(
        key=f"brief:{owner.email}:{today}",
        kind="brief",
        project=None,
        to=(owner.address,),
        language=owner.language,
        content=Brief(
            dear=dear(owner),
            day=today,
            drafts=shown,
            projects=tuple(projects),
            records=_records(live, today, work, now, calendars),
            troubles=rest,
        ),
        approval=False,
        expires=datetime.combine(today, time(23, 59), zone_of(owner.zone)),
        zone=owner.zone,
        numbering=tuple(numbering),
    )


def _projects(
    statuses: Sequence[ProjectStatus],
    owner: Person,
    drafts: Sequence[Outbound],
    now: datetime,
    since: datetime,
    calendars: Calendars,
) -> tuple[list[BriefProject], list[Numbered]]:
    """The projects with something to say, and what all numbers of the letter stand for: first the drafts'."""
    numbering = [Numbered(number=str(n), kind="draft", key=draft.key) for n, draft in enumerate(drafts, 1)]
    projects, first = [], len(drafts) + 1
    for status in statuses:
        desk = _Desk(status, owner, drafts, now, since, calendars, first, frozenset(n.number for n in numbering))
        project = desk.project()
        if _says_something(project):
            projects.append(project)
            numbering += [*desk.teller.numbering(), *desk.note_numbers()]
            first += len(desk.teller.numbers)
    return projects, numbering


class _Desk:
    """One project's part of the brief."""

    def __init__(
        self,
        status: ProjectStatus,
        owner: Person,
        drafts: Sequence[Outbound],
        now: datetime,
        since: datetime,
        calendars: Calendars,
        first: int,
        taken: frozenset[str],
    ) -> None:
        self.taken = taken
        self.status, self.owner, self.now, self.since = status, owner, now, since
        self.teller = Teller(status, now, calendars=calendars, first=first)
        self.today = now.astimezone(zone_of(owner.zone)).date()
        self.work: WorkCalendar = calendars(owner.country)
        self.tomorrow = self.work.add(self.today, 1)
        waiting = {d.key for d in drafts}
        self.drafted = {key for s in status.sent if s.key in waiting for key in s.item_keys}

    def project(self) -> BriefProject:
        """The facts, each item once, under the heading that matters most."""
        status = self.status
        unsure = [t for t in status.items if is_open(t) and self._question(t)]
        asked = {t.item.key for t in unsure}
        calls = [t for t in status.items if is_open(t) and t.call_on is not None and t.call_on <= self.today]
        known = asked | {t.item.key for t in calls}
        open_ones = [t for t in status.items if is_open(t) and t.item.key not in known and t.item.due is not None]
        open_ones.sort(key=lambda t: (t.item.due.day if t.item.due else date.max, t.item.key))
        ours = [t for t in open_ones if t.item.owner.side is Side.TEAM]
        theirs = [t for t in open_ones if t.item.owner.side is not Side.TEAM]
        last = self.work.add(self.today, _AWAITED)
        own = [t for t in status.troubles if t.project == status.project.key]
        # In the order of the letter: so its numbers rise.
        return BriefProject(
            name=status.project.name,
            code=status.project.code or status.project.name,
            overdue=self._lines(t for t in theirs if _due(t) < self.today),
            ours_late=self._lines(t for t in ours if _due(t) < self.today),
            ours_soon=self._lines(t for t in ours if self.today <= _due(t) <= self.tomorrow),
            today=self._lines(t for t in theirs if self.today <= _due(t) <= self.tomorrow),
            calls=tuple(self._line(t, note="call", until=t.call_on) for t in calls),
            changes=tuple(self._changes()),
            questions=tuple(self._line(t, note=self._question(t)) for t in unsure),
            unanswered=tuple(self._unanswered()),
            risks=tuple(
                replace(risk_note(risk, kind), number="" if risk.number in self.taken else risk.number)
                for risk, kind in self._risks()
            ),
            rewards=tuple(self._rewards()),
            troubles=tuple(_trouble(t, [status]) for t in _to_tell(own, self.today)),
            awaited=self._lines(t for t in theirs if self.tomorrow < _due(t) <= last),
        )

    def note_numbers(self) -> Iterator[Numbered]:
        """The numbers of the risks; one that another project has in this letter ("R1") stays with that project."""
        for risk, _ in self._risks():
            if risk.number and risk.number not in self.taken:
                yield Numbered(number=risk.number, kind="risk", key=risk.key)

    def _risks(self) -> Iterator[tuple[Risk, str]]:
        yield from ((r, "risk") for r in self.status.risks if r.status == "suggested")
        yield from ((r, "review") for r in due_for_review(self.status, self.now))

    def _lines(self, items: Iterable[TrackedItem]) -> tuple[BriefLine, ...]:
        return tuple(self._line(t) for t in items)

    def _line(self, tracked: TrackedItem, *, note: str = "", until: date | None = None) -> BriefLine:
        item, teller = tracked.item, self.teller
        overdue = item.due is not None and item.due.day < self.today
        why, day = (note, until) if note else self._why_not(tracked)
        return BriefLine(
            number=teller.number(item.key),
            what=title(item.what),
            owner=teller.owner(tracked),
            due=item.due,
            late=teller.work(tracked).between(item.due.day, self.today) if item.due and overdue else 0,
            slips=len(later_moves(tracked)),
            to=teller.name(item.asked_by) if item.asked_by and item.owner.side is Side.TEAM else "",
            note=why,
            until=day,
            blocks=teller.reasons.blocks(tracked),
            quote=item.quote if note in ("unsure", "no_owner", "unknown_person", "no_day") else "",
        )

    def _why_not(self, tracked: TrackedItem) -> tuple[str, date | None]:
        """Why a client's overdue item is not chased today, or that its letter waits above."""
        item = tracked.item
        person = self.status.person(item.owner.email)
        if item.owner.side is not Side.CLIENT or person is None:
            return "", None
        if item.status is Status.BLOCKED:
            return "blocked", None
        if person.bounced:
            return "bounced", None
        if person.no_reminders:
            return "no_reminders", None
        if person.quiet_until is not None and person.quiet_until >= self.today:
            return "away", person.quiet_until
        if tracked.hold_until is not None and tracked.hold_until > self.today:
            return "held", tracked.hold_until
        if self.status.project.status == "paused":
            return "paused", self.status.project.paused_until
        if item.key in self.drafted:
            return "drafted", None
        if tracked.internal and item.key not in self.teller.courtesy.told_of(person):
            return "unsaid", None
        return "", None

    def _question(self, tracked: TrackedItem) -> str:
        kind = self.teller.question(tracked)
        if kind != "no_day":
            return kind
        said = tracked.item.said_on
        old = said is not None and self.work.between(said.date(), self.today) >= _NO_DAY_AFTER
        return kind if old and tracked.item.owner.side is Side.CLIENT else ""

    def _changes(self) -> Iterator[NotedChange]:
        for tracked in self.status.items:
            for move in tracked.item.moves:
                if self.since < move.said_on <= self.now and move.said_by != self.owner.email:
                    yield self.teller.change(tracked, move)

    def _unanswered(self) -> Iterator[BriefMail]:
        local = self.now.astimezone(zone_of(self.owner.zone))
        for letter in self.status.unanswered:
            came = letter.date.astimezone(local.tzinfo)
            days = self.work.between(came.date(), self.today)
            if days > 1 or (days == 1 and came.time() <= local.time()):
                name = self.teller.name(letter.sender)
                yield BriefMail(sender=name, subject=letter.subject, date=came, workdays=days)

    def _rewards(self) -> Iterator[Reward]:
        for incentive in self.status.incentives:
            ended = ended_on(self.status, incentive, self.today)
            soon = self.work.add(incentive.until, -_REWARD_SOON) <= self.today
            # How it ended is told once.
            if (ended is None and soon) or (ended is not None and self.since.date() <= ended <= self.today):
                yield reward_of(self.status, incentive, self.today)


def _draft(
    number: str, draft: Outbound, statuses: Sequence[ProjectStatus], owner: Person, now: datetime
) -> BriefDraft:
    status = next((s for s in statuses if s.project.key == draft.project), None)
    names = [(p.name if status and (p := status.person(e)) and p.name else e) for e in draft.recipients]
    autonomy = dict(status.project.plan.autonomy).get(draft.kind, Autonomy.DRAFT) if status else Autonomy.DRAFT
    reader = status.person(draft.recipients[0]) if status and draft.recipients else None
    later = draft.not_before is not None and draft.not_before > now
    waits = autonomy is Autonomy.UNLESS_STOPPED and not draft.never_automatic
    copied = [name for name, e in list(zip(names, draft.recipients, strict=True))[1:] if e != owner.email]
    return BriefDraft(
        number=number,
        to=names[0] if names else "",
        kind=draft.kind,
        project=status.project.name if status else "",
        subject=draft.subject,
        text=draft.text.rstrip(),
        tone=_tone(draft, status),
        leaves=draft.not_before if later or waits else None,
        zone=reader.zone if reader else owner.zone,
        waits=waits,
        copied=tuple(copied),
    )


def _tone(draft: Outbound, status: ProjectStatus | None) -> str:
    """The tone of a reminder's step, which its key names."""
    parts = draft.key.split(":")
    if status is None or draft.kind != "reminder" or len(parts) < 3:
        return ""
    return next((s.tone for s in status.project.plan.ladder if f"{s.offset:+d}" == parts[2].partition("@")[0]), "")


def _says_something(project: BriefProject) -> bool:
    """Whether there is more than what is merely awaited."""
    return any(
        (
            project.overdue,
            project.ours_late,
            project.ours_soon,
            project.today,
            project.changes,
            project.questions,
            project.calls,
            project.unanswered,
            project.risks,
            project.rewards,
            project.troubles,
        )
    )


def _records(
    statuses: Sequence[ProjectStatus], today: date, work: WorkCalendar, now: datetime, calendars: Calendars
) -> tuple[PromiseRecord, ...]:
    """On the first working day of a week: the people who kept fewer than half of their dates, four or more judged."""
    if work.previous(today - timedelta(days=1)).isocalendar().week == today.isocalendar().week:
        return ()
    found = records(statuses, now, calendars=calendars)
    return tuple(r for r in found if not r.company and r.judged >= 4 and r.kept * 2 < r.judged)


def _to_tell(troubles: Iterable[Trouble], today: date) -> list[Trouble]:
    """The troubles that this brief tells, each once; a call is asked about on its day."""
    found: dict[tuple[str, str, str], Trouble] = {}
    for trouble in troubles:
        if trouble.kind != "called" or (trouble.until is not None and trouble.until <= today):
            found.setdefault((trouble.kind, trouble.person, trouble.words), trouble)
    return list(found.values())


def _trouble(trouble: Trouble, statuses: Sequence[ProjectStatus]) -> BriefTrouble:
    people = (s.person(trouble.person) for s in statuses)
    person = next((p for p in people if p is not None), None)
    return BriefTrouble(
        kind=trouble.kind,
        words=trouble.words,
        at=trouble.at,
        person=person.name if person and person.name else trouble.person,
        until=trouble.until,
        names=trouble.names,
    )


def _due(tracked: TrackedItem) -> date:
    return tracked.item.due.day if tracked.item.due else date.max
