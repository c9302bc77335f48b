"""What becomes true as time passes: risks that the mail shows, drafts that nobody stopped, troubles that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailpm.assistant.approving import may_leave_from
from mailpm.assistant.house import Event, House
from mailpm.model import Autonomy, Outbound, OutboundState, Person, ProjectStatus, Trouble
from mailpm.planning.risks import suggested_risks

VETO = timedelta(hours=4)  # between the brief that shows a draft and its leaving by itself
_LAST_BRIEF = time(18, 0)
# News, not tasks: two weeks after they were noted nobody waits for them any more.
_NEWS_FOR = timedelta(days=14)
_TASKS = frozenset({"unsorted", "which_project", "shunted", "unreachable", "in_doubt", "bounced", "restored"})


def suggest_risks(house: House, status: ProjectStatus, now: datetime) -> bool:
    """Put the risks that the mail shows into the register as suggestions, numbered; True where there were any.

    A cause is suggested once: its key stays in the register whatever becomes of the risk.
    """
    if status.project.status != "active":
        return False
    silent = {r.about for r in status.risks if r.cause == "silence" and r.status in ("suggested", "open")}
    found = [
        risk
        for risk in suggested_risks(status, now, calendars=house.calendar)
        if risk.cause != "silence" or risk.about not in silent
    ]
    for risk in found:
        number = house.ledger.next_number(status.project.key, "R")
        house.ledger.save_risk(status.project.key, replace(risk, number=number))
    return bool(found)


def leave_time_for_a_veto(house: House, status: ProjectStatus, row: Outbound, now: datetime) -> None:
    """A new draft that leaves by itself unless stopped: not before four hours after the brief that shows it."""
    autonomy = dict(status.project.plan.autonomy).get(row.kind)
    if autonomy is not Autonomy.UNLESS_STOPPED or row.state is not OutboundState.DRAFT or row.never_automatic:
        return
    pm = status.pm
    if pm is None:
        return
    shown = _next_brief(house, status, pm, now)
    earliest = max(shown + VETO, row.not_before or now)
    house.ledger.postpone(row.id, may_leave_from(house, row, earliest), by="", at=now)


def _next_brief(house: House, status: ProjectStatus, pm: Person, now: datetime) -> datetime:
    """When the PM sees the next brief: today's, if it is still to come, else the next working morning's."""
    zone = ZoneInfo(pm.zone or "UTC")
    local, work = now.astimezone(zone), house.calendar(pm.country)
    at = status.project.plan.brief_at
    today = work.is_working(local.date()) and local.time() < _LAST_BRIEF
    if today and house.ledger.by_key(f"brief:{pm.email}:{local.date()}") is None:
        return max(local, datetime.combine(local.date(), at, zone))
    return datetime.combine(work.next(local.date() + timedelta(days=1)), at, zone)


def release(house: House, now: datetime) -> None:
    """Drafts that their project lets go by themselves, and that nobody stopped, wait to be sent from now on."""
    for row in house.ledger.release(now):
        house.tell(
            Event(what="queued", words=row.subject, who=", ".join(row.recipients), project=row.project or "", at=now)
        )


def settle_what_is_over(house: House, now: datetime) -> None:
    """Troubles that facts have settled: a letter that has its project now, an absence that ended, old news."""
    for trouble in house.ledger.troubles():
        if _is_over(house, trouble, now):
            house.ledger.settle_trouble(trouble.id, now)


def _is_over(house: House, trouble: Trouble, now: datetime) -> bool:
    if trouble.kind in ("unsorted", "which_project"):
        return any(p.project for p in house.ledger.places_of([trouble.message_id]) if not p.ours)
    if trouble.until is not None and trouble.kind == "absent":
        return trouble.until < now.date()
    waits = trouble.kind == "called" and trouble.until is not None and trouble.until >= now.date()
    return trouble.kind not in _TASKS and not waits and trouble.at < now - _NEWS_FOR


def untold(house: House, reader: str, troubles: tuple[Trouble, ...]) -> tuple[Trouble, ...]:
    """Those that no brief to this reader has told yet."""
    return tuple(t for t in troubles if house.ledger.get(_told(reader, t)) is None)


def mark_told(house: House, reader: str, troubles: tuple[Trouble, ...], now: datetime) -> None:
    """The brief that tells these troubles is on its way; a call is asked about on its day and not before."""
    for trouble in troubles:
        if trouble.kind != "called" or trouble.until is None or trouble.until <= now.date():
            house.ledger.put(_told(reader, trouble), now.isoformat())


def _told(reader: str, trouble: Trouble) -> str:
    return f"told:{reader}:{trouble.id}"
