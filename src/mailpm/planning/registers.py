"""The registers of one or more projects as letters and dossiers tell them: decisions, risks, changes, meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailpm.model import ProjectStatus
from mailpm.model.letters.answers import ChangeFact, DecisionFact, MeetingFact, RiskFact
from mailpm.planning.forecast import name_of
from mailpm.planning.risks import risk_line

Span = tuple[date, date]


def decisions_of(
    statuses: Iterable[ProjectStatus], words: str = "", span: Span | None = None
) -> tuple[DecisionFact, ...]:
    """The decisions that hold one of the `words` (all without any), made in `span`, the newest first."""
    wanted = words.lower().split()
    found = []
    for status in statuses:
        zone = ZoneInfo(status.project.zone or "UTC")
        for decision in status.decisions:
            on = decision.said_on.astimezone(zone)
            if wanted and not any(_holds(decision.quote.lower(), word) for word in wanted):
                continue
            if span and not span[0] <= on.date() <= span[1]:
                continue
            found.append(
                DecisionFact(
                    project=status.project.name,
                    quote=decision.quote,
                    said_by=name_of(status, decision.said_by) if decision.said_by else "",
                    on=on,
                    message_id=decision.message_id,
                )
            )
    return tuple(sorted(found, key=lambda d: d.on, reverse=True))


def risks_of(statuses: Iterable[ProjectStatus], *, closed: bool = False) -> tuple[RiskFact, ...]:
    """The risks, the weightiest first; closed ones only where asked for."""
    found = [
        (
            -risk.probability * risk.impact,
            RiskFact(
                project=status.project.name,
                risk=risk_line(status, risk),
                status=risk.status,
                review_on=risk.review_on,
                trigger=risk.trigger,
            ),
        )
        for status in statuses
        for risk in status.risks
        if closed or risk.status != "closed"
    ]
    return tuple(fact for _, fact in sorted(found, key=lambda pair: (pair[0], pair[1].risk.number)))


def changes_of(statuses: Iterable[ProjectStatus], number: str = "") -> tuple[ChangeFact, ...]:
    """The changes, or the one with this number, in the order of their numbers."""
    found = []
    for status in statuses:
        zone = ZoneInfo(status.project.zone or "UTC")
        names = {m.key: m.name for m in status.milestones}
        for change in status.changes:
            if number and change.number != number:
                continue
            found.append(
                ChangeFact(
                    project=status.project.name,
                    number=change.number,
                    words=change.words,
                    status=change.status,
                    milestone=names.get(change.milestone, change.milestone),
                    days=change.days,
                    cost=change.cost,
                    old_date=change.old_date,
                    new_date=change.new_date,
                    evidence=change.evidence,
                    decided_by=name_of(status, change.decided_by) if change.decided_by else "",
                    decided_on=change.decided_on.astimezone(zone) if change.decided_on else None,
                    message_id=change.decision_id or change.message_id,
                )
            )
    return tuple(found)


def meetings_of(
    statuses: Iterable[ProjectStatus], now: datetime | None, zone: ZoneInfo | None, span: Span | None = None
) -> tuple[MeetingFact, ...]:
    """The meetings in `span`, or (without one) those after `now`; all of them where both are None."""
    found = []
    for status in statuses:
        there = zone or ZoneInfo(status.project.zone or "UTC")
        for meeting in status.meetings:
            start = meeting.start.astimezone(there)
            if span and not span[0] <= start.date() <= span[1]:
                continue
            if not span and now is not None and (start < now or meeting.status == "cancelled"):
                continue
            found.append(
                MeetingFact(
                    project=status.project.name,
                    title=meeting.title,
                    start=start,
                    minutes=meeting.minutes,
                    place=meeting.place,
                    status=meeting.status,
                    answers=tuple((name_of(status, a.email), a.partstat) for a in meeting.answers),
                )
            )
    return tuple(sorted(found, key=lambda m: m.start))


def _holds(text: str, word: str) -> bool:
    """A Chinese word is held where any two of its letters in a row are: "首页方案" finds "首页就用方案 B"."""
    if word in text:
        return True
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return any("\u4e00" <= pair[0] <= "\u9fff" and pair in text for pair in pairs)
