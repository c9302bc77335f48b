"""Plans become rows of the outbox, and drafts are changed as the PM asks: the only makers of letters to clients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailpm.assistant.approving import let_go
from mailpm.assistant.desk import Desk
from mailpm.assistant.house import Event, House, person_of
from mailpm.assistant.reporting import keep_draft
from mailpm.assistant.upkeep import (
    leave_time_for_a_veto,
    mark_told,
    release,
    settle_what_is_over,
    suggest_risks,
    untold,
)
from mailpm.model import Address, Composed, Outbound, OutboundState, Planned, ProjectStatus, TeamRole
from mailpm.planning import firmer, plan, plan_brief, softer
from mailpm.planning.meetings import series_after_holidays

# Letters that each attendee gets in a copy of his own.
_SHARED = frozenset(
    {"invitation", "invitation_update", "meeting_cancelled", "meeting_moved_for_holiday", "agenda", "minutes_final"}
)
_GONE = frozenset({OutboundState.QUEUED, OutboundState.CONNECTING, OutboundState.BODY_STARTED, OutboundState.ACCEPTED})


def planned_of(house: House, row: Outbound, now: datetime) -> Planned | None:
    """The plan behind a row: planning is a function of the facts, so it can be asked again."""
    if row.project is None:
        return None
    status = house.ledger.project_status(row.project, now)
    return next((p for p in plan(status, now, calendars=house.calendar) if p.key == row.key), None)


def rewrite(
    house: House,
    row: Outbound,
    desk: Desk,
    *,
    text: str | None = None,
    added: str = "",
    cc: Sequence[Address] | None = None,
) -> Outbound:
    """A new version of the draft with the PM's words or readers; whatever was approved before no longer counts."""
    old = Composed(raw=row.raw, message_id=row.message_id, subject=row.subject, text=row.text)
    composed = house.composer.rewrite(old, text=text, added=added, cc=cc)
    more = tuple(a.email for a in cc or () if a.email not in row.recipients)
    return house.ledger.replace(
        row.id, composed, recipients=(*row.recipients, *more) if more else None, by=desk.member.email, at=desk.now
    )


def with_tone(house: House, row: Outbound, desk: Desk, step: int) -> Outbound:
    """The draft, one step softer or firmer; the same row where it knows no tones or has none left."""
    planned = planned_of(house, row, desk.now)
    if planned is None:
        return row
    asked = f"tone:{row.key}"
    shift = int(house.ledger.get(asked) or 0) + step
    toned = planned
    for _ in range(abs(shift)):
        toned = softer(toned) if shift < 0 else firmer(toned)
    composed = replace(house.compose(toned, desk.now), message_id=row.message_id)
    if composed.text == row.text:
        return row
    house.ledger.put(asked, str(shift))
    return house.ledger.replace(row.id, composed, by=desk.member.email, at=desk.now)


def draft_all(house: House, now: datetime, only: frozenset[str] = frozenset()) -> int:
    """Every letter that should exist by now, in these projects or in all; how many rows were made or withdrawn."""
    settle_what_is_over(house, now)
    count = sum(
        draft_project(house, project.key, now)
        for project in house.ledger.projects()
        if project.status in ("active", "paused") and (not only or project.key in only)
    )
    release(house, now)
    return count


def draft_project(house: House, project: str, now: datetime) -> int:
    """Every letter that should exist by now in one project."""
    status = house.ledger.project_status(project, now)
    changed = series_after_holidays(status, now, calendars=house.calendar)
    for series in changed:
        house.ledger.save_check_in(project, series)
    if suggest_risks(house, status, now) or changed:
        status = house.ledger.project_status(project, now)
    count = _reconcile(house, status, plan(status, now, calendars=house.calendar), now)
    for row in companions(house, project):
        if any(s.state in _GONE for s in _siblings(house, row)):
            let_go(house, row, by="mailpm", now=now)
    return count


def companions(house: House, project: str | None = None) -> tuple[Outbound, ...]:
    """Drafts of a shared letter (an invitation, an agenda) to the team alone: they go with the client's copy.

    The PM decides about the client's letter; his own copy is no second question.
    """
    drafts = house.ledger.outbox(states=(OutboundState.DRAFT,), project=project)
    return tuple(
        row
        for row in drafts
        if row.kind in _SHARED and all(house.is_team(e) for e in row.recipients) and _siblings(house, row)
    )


def _siblings(house: House, row: Outbound) -> list[Outbound]:
    """The same letter to people outside the team."""
    mine = _shared_part(row.key)
    return [
        other
        for other in house.ledger.outbox(project=row.project)
        if other.kind == row.kind
        and _shared_part(other.key) == mine
        and not all(house.is_team(e) for e in other.recipients)
    ]


def _shared_part(key: str) -> str:
    """What the copies' keys have in common: kind, meeting or occurrence, and its SEQUENCE where there is one."""
    parts = key.split(":")
    return ":".join(parts[: 3 if len(parts) > 2 and parts[2].isdigit() else 2])


def _reconcile(house: House, status: ProjectStatus, planned: Sequence[Planned], now: datetime) -> int:
    project = status.project.key
    wanted = {p.key: p for p in planned}
    change = house.ledger.reconcile(planned, lambda p: house.compose(p, now), now, project=project)
    for row in change.new:
        keep_draft(house, wanted[row.key])
        leave_time_for_a_veto(house, status, row, now)
        what = "drafted" if row.state is OutboundState.DRAFT else "queued"
        who = ", ".join(row.recipients)
        house.tell(Event(what=what, words=row.subject, who=who, project=project, quotes=(row.text,)))
    for row in change.withdrawn:
        approval = house.ledger.approval(row.id)
        if approval is not None and "@" in approval.by:
            # A person had let it go: he hears that it did not leave after all.
            who = next((e for e in row.recipients if not house.is_team(e)), "")
            house.trouble("withdrawn", row.subject, now, person=who, project=row.project or "")
        house.tell(Event(what="withdrawn", words=row.subject, who=", ".join(row.recipients), project=project))
    return len(change.new) + len(change.withdrawn)


def draft_briefs(house: House, now: datetime) -> None:
    """The morning brief of each owner, over all projects, once a day."""
    statuses = [
        house.ledger.project_status(p.key, now) for p in house.ledger.projects() if p.status in ("active", "paused")
    ]
    beside = {row.id for row in companions(house)}
    drafts = tuple(row for row in house.ledger.outbox(states=(OutboundState.DRAFT,)) if row.id not in beside)
    for member in house.config.team.members:
        if member.role is not TeamRole.OWNER:
            continue
        fresh = untold(house, member.email, house.ledger.troubles())
        known = {t.id for t in fresh}
        seen = [replace(s, troubles=tuple(t for t in s.troubles if t.id in known)) for s in statuses]
        brief = plan_brief(person_of(member), seen, drafts, now, calendars=house.calendar, troubles=fresh)
        if brief is not None and house.ledger.by_key(brief.key) is None:
            house.answer(brief, now)
            mark_told(house, member.email, fresh, now)
