"""Risks that the mail shows by itself: promises that slip, people who fall silent, things that are stuck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from mailpm.model import ProjectStatus, Risk, Side, Status, TrackedItem
from mailpm.model.letters.reports import RiskLine
from mailpm.planning.forecast import Calendars, days_late, first_day, forecast, local_day, name_of, shared_days
from mailpm.planning.light import risk_light
from mailpm.workdays import WorkCalendar

SLIPPED_FAR = 5  # working days in all
SLIPPED_OFTEN = 2
SILENT = 5  # working days over due without a word


def suggested_risks(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Risk, ...]:
    """The risks that should be suggested by now and are not yet in the register (by `key`), without a number.

    One that a person closed is not suggested again: its key stays in the register.
    """
    today, work = local_day(status.project, now), shared_days(status, calendars)
    known = {risk.key for risk in status.risks}
    blocking = frozenset(
        h.item_key for f in forecast(status, now, calendars=calendars) for h in f.holdups if h.item_key
    )
    found = {
        risk.key: risk
        for risk in (*_slips(status, work, blocking), *_stuck(status, blocking), *_silent(status, today, work))
    }
    return tuple(risk for key, risk in found.items() if key not in known)


def due_for_review(status: ProjectStatus, now: datetime) -> tuple[Risk, ...]:
    """Open risks whose review day has come, the weightiest first."""
    today = local_day(status.project, now)
    due = [r for r in status.risks if r.status == "open" and r.review_on is not None and r.review_on <= today]
    return tuple(sorted(due, key=lambda r: (-r.probability * r.impact, r.number)))


def risk_line(status: ProjectStatus, risk: Risk) -> RiskLine:
    """A risk as a letter tells it."""
    return RiskLine(
        number=risk.number,
        words=risk.words,
        light=risk_light(risk),
        response=risk.response,
        owner=name_of(status, risk.owner) if risk.owner else "",
        happened=risk.status == "happened",
        cause=risk.cause,
        about=risk.about,
        days=risk.days,
    )


def _slips(status: ProjectStatus, work: WorkCalendar, blocking: frozenset[str]) -> Iterator[Risk]:
    for tracked in status.items:
        item = tracked.item
        if item.status is not Status.OPEN or item.due is None:
            continue
        later = [m for m in item.moves if m.field == "due" and m.old and m.new > m.old]
        start = first_day(tracked)
        days = work.between(start, item.due.day) if start else 0
        if len(later) >= SLIPPED_OFTEN or days >= SLIPPED_FAR:
            yield _risk("slip", tracked, days=days, impact=3 if item.key in blocking else 2, probability=2)


def _stuck(status: ProjectStatus, blocking: frozenset[str]) -> Iterator[Risk]:
    for tracked in status.items:
        if tracked.item.status is Status.BLOCKED:
            impact = 3 if tracked.item.key in blocking else 2
            yield _risk("blocker", tracked, days=0, impact=impact, probability=3)


def _silent(status: ProjectStatus, today: date, work: WorkCalendar) -> Iterator[Risk]:
    """Somebody on the client's side who has owed something for a week and said nothing since its day."""
    owed: dict[str, list[TrackedItem]] = {}
    spoke: dict[str, date] = {}
    for tracked in status.items:
        item = tracked.item
        for who, on in ((item.said_by, item.said_on), *((m.said_by, m.said_on) for m in item.moves)):
            if who and on:
                spoke[who] = max(spoke.get(who, date.min), on.date())
        if item.owner.side is Side.CLIENT and item.owner.email and days_late(tracked, today, work) >= SILENT:
            owed.setdefault(item.owner.email, []).append(tracked)
    for email, items in sorted(owed.items()):
        since = min(t.item.due.day for t in items if t.item.due)
        person = status.person(email)
        if spoke.get(email, date.min) > since or (person and person.quiet_until and person.quiet_until >= today):
            continue
        yield Risk(
            key=f"silence:{email}:{since}",
            number="",
            words="",
            status="suggested",
            probability=2,
            impact=2,
            cause="silence",
            about=name_of(status, email),
            days=work.between(since, today),
        )


def _risk(cause: str, tracked: TrackedItem, *, days: int, impact: int, probability: int) -> Risk:
    return Risk(
        key=f"{cause}:{tracked.item.key}",
        number="",
        words="",
        status="suggested",
        probability=probability,
        impact=impact,
        owner=tracked.item.owner.email,
        message_id=tracked.item.moves[-1].message_id if tracked.item.moves else tracked.item.message_id,
        cause=cause,
        about=tracked.item.what,
        days=days,
    )
