"""The dossier: who promised what when, every move with its sentence, and what was decided, agreed and sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from mailpm.model import Approval, Outbound, ProjectStatus
from mailpm.model.letters.answers import Dossier, DossierEvent, DossierItem, DossierMilestone
from mailpm.planning.forecast import Calendars, first_day, forecast, name_of
from mailpm.planning.registers import changes_of, decisions_of, meetings_of, risks_of


def dossier(
    status: ProjectStatus,
    now: datetime,
    *,
    calendars: Calendars,
    approvals: Sequence[Approval] = (),
    letters: Sequence[Outbound] = (),
) -> Dossier:
    """All the facts of a project, events in order of time. `approvals` and the `letters` they let go come from the
    outbox. Times are in the project's zone."""
    zone = ZoneInfo(status.project.zone or "UTC")
    events = [*_said(status), *_agreed(status), *_met(status, now), *_approved(approvals, letters), *_sent(status)]
    local = sorted(events, key=lambda e: (e.at, e.kind, e.what))
    return Dossier(
        project=status.project.name,
        client=status.project.client,
        made_on=now.astimezone(zone),
        people=tuple((p.name, p.email, str(p.side), p.role) for p in status.people),
        items=tuple(_items(status)),
        milestones=tuple(
            DossierMilestone(
                name=f.milestone.name,
                baseline=f.milestone.baseline,
                first=f.milestone.moves[0].old if f.milestone.moves else f.milestone.baseline,
                forecast=None if f.milestone.actual else f.day,
                actual=f.milestone.actual,
                slip=f.slip,
            )
            for f in forecast(status, now, calendars=calendars)
        ),
        decisions=tuple(reversed(decisions_of([status]))),
        changes=changes_of([status]),
        risks=risks_of([status], closed=True),
        meetings=meetings_of([status], None, None),
        events=tuple(_in_zone(event, zone) for event in local),
    )


def _items(status: ProjectStatus) -> Iterator[DossierItem]:
    for tracked in status.items:
        item = tracked.item
        yield DossierItem(
            number=item.number,
            type=str(item.type),
            what=item.what,
            who=item.owner.name or item.owner.email,
            side=item.owner.side,
            status=str(item.status),
            due=item.due.day if item.due else None,
            first=first_day(tracked),
            moves=sum(m.field == "due" and bool(m.old) for m in item.moves),
            quote=item.quote,
            said_by=name_of(status, item.said_by) if item.said_by else "",
            said_on=item.said_on,
            message_id=item.message_id,
        )


def _said(status: ProjectStatus) -> Iterator[DossierEvent]:
    """What was promised, asked and moved, and in which words."""
    for tracked in status.items:
        item = tracked.item
        if item.said_on is not None:
            start = first_day(tracked)
            yield DossierEvent(
                at=item.said_on,
                kind=str(item.type),
                what=item.what,
                who=name_of(status, item.said_by) if item.said_by else "",
                new=start.isoformat() if start else "",
                quote=item.quote,
                message_id=item.message_id,
                number=item.number,
            )
        for move in item.moves:
            yield DossierEvent(
                at=move.said_on,
                kind={"due": "move", "owner": "owner"}.get(move.field, "status"),
                what=item.what,
                who=name_of(status, move.said_by) if move.said_by else "",
                old=move.old,
                new=move.new,
                quote=move.quote,
                message_id=move.message_id,
                number=item.number,
            )


def _agreed(status: ProjectStatus) -> Iterator[DossierEvent]:
    """Changes, agreed days that moved, and decisions."""
    for change in status.changes:
        if change.raised_on is not None:
            yield DossierEvent(
                at=change.raised_on,
                kind="change",
                what=change.words,
                who=name_of(status, change.said_by) if change.said_by else "",
                new="raised",
                quote=change.words,
                message_id=change.message_id,
                number=change.number,
            )
        if change.decided_on is not None:
            yield DossierEvent(
                at=change.decided_on,
                kind="change",
                what=change.words,
                who=name_of(status, change.decided_by) if change.decided_by else "",
                new=change.status,
                quote=change.evidence,
                message_id=change.decision_id,
                number=change.number,
            )
    for milestone in status.milestones:
        for move in milestone.moves:
            yield DossierEvent(
                at=move.on,
                kind="baseline",
                what=milestone.name,
                who=name_of(status, move.by) if move.by else "",
                old=move.old.isoformat(),
                new=move.new.isoformat(),
                quote=move.quote,
                message_id=move.message_id,
            )
    for decision in status.decisions:
        yield DossierEvent(
            at=decision.said_on,
            kind="decision",
            what=decision.quote,
            who=name_of(status, decision.said_by) if decision.said_by else "",
            quote=decision.quote,
            message_id=decision.message_id,
        )


def _met(status: ProjectStatus, now: datetime) -> Iterator[DossierEvent]:
    """Meetings that took place, and milestones that were reached (at the end of their day)."""
    for meeting in status.meetings:
        if meeting.start <= now:
            yield DossierEvent(
                at=meeting.start,
                kind="meeting",
                what=meeting.title,
                who=", ".join(name_of(status, email) for email in meeting.attendees),
                new=meeting.status,
                message_id=meeting.minutes_message_id or "",
            )
    zone = ZoneInfo(status.project.zone or "UTC")
    for milestone in status.milestones:
        if milestone.actual is not None:
            at = datetime.combine(milestone.actual, time(23, 59), tzinfo=zone)
            yield DossierEvent(at=at, kind="milestone", what=milestone.name, new=milestone.actual.isoformat())


def _approved(approvals: Iterable[Approval], letters: Iterable[Outbound]) -> Iterator[DossierEvent]:
    rows = {letter.id: letter for letter in letters}
    for approval in approvals:
        letter = rows.get(approval.outbound)
        yield DossierEvent(
            at=approval.at,
            kind="approval",
            what=letter.subject if letter else f"#{approval.outbound}",
            who=approval.by,
            new=", ".join(approval.recipients),
            message_id=approval.message_id,
            number=str(approval.version),
        )


def _sent(status: ProjectStatus) -> Iterator[DossierEvent]:
    for letter in status.sent:
        if letter.state == "accepted":
            yield DossierEvent(
                at=letter.at,
                kind="sent",
                what=letter.subject or letter.kind,
                who=", ".join(name_of(status, email) for email in letter.to),
                new=letter.kind,
                message_id=letter.message_id,
            )


def _in_zone(event: DossierEvent, zone: ZoneInfo) -> DossierEvent:
    return replace(event, at=event.at.astimezone(zone))
