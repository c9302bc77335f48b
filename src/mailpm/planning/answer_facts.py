"""Facts that answers are made of: spans of days, the history of an item, who is what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from mailpm.model import ProjectStatus, Raci, TrackedItem
from mailpm.model.letters.answers import HistoryLine, WhoFact
from mailpm.planning.forecast import first_day, name_of


def days_of(span: str, today: date) -> tuple[date, date]:
    """The first and last day that a span means; weeks begin on Monday, no span is the next seven days."""
    monday = today - timedelta(days=today.weekday())
    week = timedelta(days=6)
    if span == "this_month":
        following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
        return today.replace(day=1), following - timedelta(days=1)
    return {
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "today": (today, today),
        "tomorrow": (today + timedelta(days=1), today + timedelta(days=1)),
        "this_week": (monday, monday + week),
        "next_week": (monday + timedelta(weeks=1), monday + timedelta(weeks=1) + week),
        "last_week": (monday - timedelta(weeks=1), monday - timedelta(weeks=1) + week),
    }.get(span, (today, today + week))


def history(status: ProjectStatus, tracked: TrackedItem, zone: ZoneInfo) -> Iterator[HistoryLine]:
    """Every sentence that made or moved an item, in order of time."""
    item = tracked.item
    first = first_day(tracked)
    yield HistoryLine(
        on=item.said_on.astimezone(zone) if item.said_on else None,
        by=name_of(status, item.said_by) if item.said_by else "",
        field="said",
        quote=item.quote,
        message_id=item.message_id,
        new_day=first,
    )
    for move in sorted(item.moves, key=lambda m: m.said_on):
        day = move.field == "due"
        yield HistoryLine(
            on=move.said_on.astimezone(zone),
            by=name_of(status, move.said_by) if move.said_by else "",
            field=move.field,
            quote=move.quote,
            message_id=move.message_id,
            old="" if day else move.old,
            new="" if day else move.new,
            old_day=date.fromisoformat(move.old[:10]) if day and move.old else None,
            new_day=date.fromisoformat(move.new[:10]) if day and move.new else None,
        )


def due_of(tracked: TrackedItem) -> date | None:
    """The day on which an item is due, or None."""
    return tracked.item.due.day if tracked.item.due else None


def owner_fact(status: ProjectStatus, tracked: TrackedItem) -> WhoFact:
    """Whose an item is."""
    owner = tracked.item.owner
    return WhoFact(
        project=status.project.name, subject=tracked.item.what, roles=(("owner", owner.name or owner.email),)
    )


def roles_fact(status: ProjectStatus, milestone: object) -> WhoFact:
    """A milestone's row of the RACI matrix, the accountable first."""
    m = next(m for m in status.milestones if m is milestone)
    row = [a for a in status.assignments if a.subject in (m.key, m.name)]
    order = {role: n for n, role in enumerate((Raci.ACCOUNTABLE, Raci.RESPONSIBLE, Raci.CONSULTED, Raci.INFORMED))}
    row.sort(key=lambda a: order[a.raci])
    roles = tuple((str(a.raci), name_of(status, a.email)) for a in row)
    return WhoFact(project=status.project.name, subject=m.name, roles=roles)
