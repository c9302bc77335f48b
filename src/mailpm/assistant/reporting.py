"""The PM's edits of a report by reply: lines dropped or reworded, the light, a sentence more."""

from __future__ import annotations

import json
from dataclasses import replace

from mailpm.assistant.desk import Desk
from mailpm.assistant.house import House
from mailpm.model import Order, OutboundState, Planned
from mailpm.model.letters.control import Outcome
from mailpm.model.letters.reports import Report
from mailpm.model.plain import PlainError, from_plain, to_plain
from mailpm.planning.report_edits import edit_report

_HEAD = ("key", "kind", "project", "to", "cc", "language", "place", "zone")


def keep_draft(house: House, planned: Planned) -> None:
    """Keep what a report's draft says: the facts go on changing, but the numbers that the PM saw stay."""
    if isinstance(planned.content, Report):
        kept = {name: to_plain(getattr(planned, name)) for name in (*_HEAD, "content")}
        house.ledger.put(f"drafted:{planned.key}", json.dumps(kept, ensure_ascii=False))
        house.ledger.put(f"edits:{planned.key}", "[]")


def _drafted(house: House, key: str) -> tuple[Planned, Report] | None:
    """The draft as `keep_draft` kept it; None where there is none, or one of another version of mailpm."""
    kept = house.ledger.get(f"drafted:{key}")
    if not kept:
        return None
    plain = json.loads(kept)
    try:
        report = from_plain(Report, plain.pop("content"))
        return from_plain(Planned, plain | {"content": None}), report
    except PlainError:
        return None


def edit(desk: Desk, orders: tuple[Order, ...]) -> tuple[tuple[Order, ...], tuple[Outcome, ...]]:
    """The orders that are not about the report's lines, and a word on those that were.

    Edits add up: each letter of edits is laid over all that came before it, so its numbers keep their meaning.
    """
    target = next((t for t in desk.targets.values() if t.kind == "draft"), None)
    row = desk.draft(target) if target else None
    if row is None or row.state is not OutboundState.DRAFT:
        return orders, ()
    drafted = _drafted(desk.house, row.key)
    if drafted is None:
        return orders, ()
    planned, content = drafted
    asked = f"edits:{row.key}"
    before = tuple(from_plain(Order, o) for o in json.loads(desk.house.ledger.get(asked) or "[]"))
    report, _ = edit_report(content, before)
    edited, left = edit_report(report, orders)
    mine = tuple(o for o in orders if o not in left)
    if not mine:
        return orders, ()
    composed = desk.house.compose(replace(planned, content=edited), desk.now)
    composed = replace(composed, message_id=row.message_id)
    desk.house.ledger.replace(row.id, composed, by=desk.member.email, at=desk.now)
    desk.house.ledger.put(asked, json.dumps([to_plain(o) for o in (*before, *mine)], ensure_ascii=False))
    return left, (Outcome(what="report_changed", count=len(mine)),)
