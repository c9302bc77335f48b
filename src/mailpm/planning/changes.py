"""The life of a change: a wish, the PM's assessment, the client's yes or no, and the days that move by it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailpm.model import (
    BaselineMove,
    ChangeRequest,
    Consent,
    Language,
    Milestone,
    Note,
    Numbered,
    Person,
    Planned,
    ProjectStatus,
    Raci,
    Side,
    ThreadPlace,
)
from mailpm.model.letters.reports import ChangeNote, ChangeOutcome, ChangeQuestion, MovedDay
from mailpm.planning.forecast import Calendars, forecast, name_of, shared_days
from mailpm.planning.raci import people_of, whom_to_tell
from mailpm.planning.reports import greeting_name

TOLD_FOR = timedelta(days=14)  # after that, an outcome nobody let go is old news


def suggested_change(note: Note, number: str, *, now: datetime) -> ChangeRequest:
    """A wish that reading found in a letter, as a change that the PM may register; `number` is the ledger's next."""
    digest = hashlib.sha256(f"{note.message_id}\n{note.quote}".encode()).hexdigest()[:16]
    return ChangeRequest(
        key=f"change:{digest}",
        number=number,
        words=note.quote,
        status="suggested",
        message_id=note.message_id,
        said_by=note.said_by,
        raised_on=now,
    )


def assess(
    status: ProjectStatus,
    change: ChangeRequest,
    *,
    calendars: Calendars,
    days: int | None = None,
    cost: str = "",
    milestone: str = "",
    new_date: date | None = None,
    scope: str = "",
    asked_of: str = "",
) -> ChangeRequest:
    """The change with the PM's assessment, on top of what was known; "assessed" once nothing is missing.

    `days` are working days of both sides. Without `new_date` the milestone's day is moved on by them; where only
    one milestone is left to reach, it is that one.
    """
    days = days if days is not None else change.days
    found = milestone_of(status, milestone or change.milestone)
    left = [m for m in status.milestones if m.actual is None]
    if found is None and not milestone and len(left) == 1:
        found = left[0]
    new_date = new_date or change.new_date
    old = found.baseline if found else None
    if found and days is not None and new_date is None:
        new_date = shared_days(status, calendars).add(found.baseline, days) if days else found.baseline
    if found and days is None and new_date:
        days = shared_days(status, calendars).between(found.baseline, new_date)
    assessed = replace(
        change,
        status="raised" if change.status == "suggested" else change.status,
        days=days,
        cost=cost or change.cost,
        milestone=found.key if found else change.milestone,
        old_date=old,
        new_date=new_date,
        scope=scope or change.scope,
    )
    assessed = replace(assessed, asked_of=asked_of or change.asked_of or _who_decides(status, assessed))
    return assessed if missing(assessed) else replace(assessed, status="assessed")


def missing(change: ChangeRequest) -> tuple[str, ...]:
    """What the client cannot be asked without: the time it takes, what it costs, and which day it moves."""
    lacks = []
    if change.days is None:
        lacks.append("days")
    if not change.cost:
        lacks.append("cost")
    if (change.days or 0) > 0 and not (change.milestone and change.new_date):
        lacks.append("milestone")
    return tuple(lacks)


def decided(change: ChangeRequest, consent: Consent, *, by: str, on: datetime, message_id: str) -> ChangeRequest:
    """The change after the client's plain answer, with the sentence as evidence; an unclear one changes nothing."""
    if not consent.clear or change.status not in ("assessed", "sent"):
        return change
    return replace(
        change,
        status="accepted" if consent.yes else "rejected",
        evidence=consent.quote,
        decided_by=by,
        decided_on=on,
        decision_id=message_id,
    )


def may_decide(status: ProjectStatus, change: ChangeRequest, email: str) -> bool:
    """Whether this person's yes binds the client: who was asked, who is accountable, or who stands above them."""
    person = status.person(email)
    if person is None or person.side is not Side.CLIENT:
        return False
    accountable = {p.email for p in people_of(status, change.milestone, Raci.ACCOUNTABLE)}
    return email == change.asked_of or email in accountable or person.escalation


def moved_milestone(status: ProjectStatus, change: ChangeRequest) -> Milestone | None:
    """The milestone with the day that an accepted change agreed, or None where none moves (or has moved already)."""
    milestone = milestone_of(status, change.milestone)
    if change.status != "accepted" or milestone is None or change.new_date is None or change.decided_on is None:
        return None
    if milestone.baseline == change.new_date or any(m.change == change.key for m in milestone.moves):
        return None
    move = BaselineMove(
        old=milestone.baseline,
        new=change.new_date,
        on=change.decided_on,
        by=change.decided_by,
        quote=change.evidence,
        message_id=change.decision_id,
        change=change.key,
    )
    return replace(milestone, baseline=change.new_date, moves=(*milestone.moves, move))


def milestone_of(status: ProjectStatus, name: str) -> Milestone | None:
    """A milestone by key or name; a part of a name counts where only one milestone has it."""
    if not name:
        return None
    exact = [m for m in status.milestones if name in (m.key, m.name) or name.lower() == m.name.lower()]
    near = [m for m in status.milestones if name.lower() in m.name.lower() or m.name.lower() in name.lower()]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    return None


def plan_changes(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Planned, ...]:
    """The letters about changes that should exist by now: questions to the PM, notes to the client, outcomes."""
    if status.project.status != "active" or status.pm is None:
        return ()
    letters: list[Planned] = []
    for change in status.changes:
        if change.status in ("suggested", "raised"):
            letters.append(_question(status, status.pm, change))
        elif change.status == "assessed":
            letters += _note(status, status.pm, change)
        elif change.status in ("accepted", "rejected") and change.decided_on and now < change.decided_on + TOLD_FOR:
            letters += _outcomes(status, change, now, calendars)
    return tuple(letters)


def _question(status: ProjectStatus, pm: Person, change: ChangeRequest) -> Planned:
    return Planned(
        key=f"change-question:{status.project.key}:{change.key}",
        kind="change_question",
        project=status.project.key,
        to=(pm.address,),
        language=pm.language,
        content=ChangeQuestion(
            project=status.project.name,
            change=change,
            said_by=name_of(status, change.said_by) if change.said_by else "",
            suggested=change.status == "suggested",
            missing=missing(change),
            milestones=tuple((m.name, m.baseline) for m in status.milestones if m.actual is None),
        ),
        approval=False,
        zone=pm.zone,
        numbering=(Numbered(number=change.number, kind="change", key=change.key),),
        because=(f"change.{change.status}",),
    )


def _note(status: ProjectStatus, pm: Person, change: ChangeRequest) -> Iterator[Planned]:
    person = status.person(change.asked_of)
    if person is None or person.bounced or person.side is not Side.CLIENT:
        return
    zone = ZoneInfo(status.project.zone or "UTC")
    milestone = milestone_of(status, change.milestone)
    terms = hashlib.sha256(f"{change.days}|{change.cost}|{change.new_date}|{change.scope}".encode()).hexdigest()[:8]
    copied = [p.address for p in (pm,) if status.project.plan.copy_pm]
    yield Planned(
        key=f"change-note:{status.project.key}:{change.key}:{terms}:{person.email}",
        kind="change_note",
        project=status.project.key,
        to=(person.address,),
        cc=tuple(copied),
        language=person.language,
        content=ChangeNote(
            project=status.project.name,
            change=change,
            salutation=greeting_name(person),
            milestone=milestone.name if milestone else "",
            old_date=change.old_date,
            new_date=change.new_date,
            said_by=name_of(status, change.said_by) if change.said_by else "",
            said_on=change.raised_on.astimezone(zone).date() if change.raised_on else None,
        ),
        place=_place(change),
        zone=person.zone,
        numbering=(Numbered(number=change.number, kind="change", key=change.key),),
        because=("change.assessed",),
    )


def _outcomes(status: ProjectStatus, change: ChangeRequest, now: datetime, calendars: Calendars) -> Iterator[Planned]:
    """One letter a side and language, to everybody in the milestone's row, the owners, and who asked and answered."""
    told = {p.email: p for p in whom_to_tell(status, change.milestone)}
    for email in (change.asked_of, change.decided_by, change.said_by):
        person = status.person(email)
        if person and not person.bounced:
            told.setdefault(email, person)
    for side in (Side.TEAM, Side.CLIENT):
        for language in Language:
            group = [p for p in told.values() if p.side is side and p.language is language]
            if group:
                yield _outcome(status, change, group, side, language, _content(status, change, now, calendars))


def _outcome(
    status: ProjectStatus,
    change: ChangeRequest,
    group: Sequence[Person],
    side: Side,
    language: Language,
    content: ChangeOutcome,
) -> Planned:
    inside = side is Side.TEAM
    return Planned(
        key=f"change-outcome:{status.project.key}:{change.key}:{change.status}:{side}:{language}",
        kind="change_outcome",
        project=status.project.key,
        to=tuple(p.address for p in group),
        cc=tuple(p.address for p in (status.pm,) if p and not inside and status.project.plan.copy_pm),
        language=language,
        content=replace(content, inside=inside, salutations=tuple(greeting_name(p) for p in group)),
        place=None if inside else _place(change),
        approval=not inside,
        zone=group[0].zone,
        numbering=(Numbered(number=change.number, kind="change", key=change.key),),
        because=(f"change.{change.status}",),
    )


def _content(status: ProjectStatus, change: ChangeRequest, now: datetime, calendars: Calendars) -> ChangeOutcome:
    zone = ZoneInfo(status.project.zone or "UTC")
    accepted = change.status == "accepted"
    milestone = milestone_of(status, change.milestone) if accepted else None
    agreed = None
    follow: list[MovedDay] = []
    if milestone and change.old_date and change.new_date and change.old_date != change.new_date:
        agreed = MovedDay(name=milestone.name, old=change.old_date, new=change.new_date)
        for f in forecast(status, now, calendars=calendars):
            if f.cause and not f.cause.item_key and f.cause.what == milestone.name and f.slip > 0:
                follow.append(MovedDay(name=f.milestone.name, old=f.milestone.baseline, new=f.day))
    return ChangeOutcome(
        project=status.project.name,
        change=change,
        accepted=accepted,
        decided_by=name_of(status, change.decided_by) if change.decided_by else "",
        decided_on=change.decided_on.astimezone(zone).date() if change.decided_on else None,
        agreed=agreed,
        follow=tuple(follow),
    )


def _place(change: ChangeRequest) -> ThreadPlace | None:
    """In the thread of the wish."""
    if not change.message_id:
        return None
    return ThreadPlace(subject="", in_reply_to=change.message_id, references=(change.message_id,))


def _who_decides(status: ProjectStatus, change: ChangeRequest) -> str:
    """The client's accountable for the milestone, else who wished for it, else the first of the client's people."""
    accountable = people_of(status, change.milestone, Raci.ACCOUNTABLE)
    wisher = status.person(change.said_by)
    clients = [p for p in status.people if p.side is Side.CLIENT and not p.bounced]
    first = [*accountable, wisher] if wisher else list(accountable)
    for person in [*first, *(p for p in clients if not p.escalation), *clients]:
        if person.side is Side.CLIENT and not person.bounced:
            return person.email
    return ""
