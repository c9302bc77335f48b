"""The PM's edits of a report by reply: lines dropped or reworded, the light, a sentence more."""

from __future__ import annotations

import json
from dataclasses import replace

from mailpm.assistant.desk import Desk
from mailpm.assistant.drafting import planned_of
from mailpm.model import Order, OutboundState
from mailpm.model.letters.control import Outcome
from mailpm.model.letters.reports import Report
from mailpm.model.plain import from_plain, to_plain
from mailpm.planning.report_edits import edit_report


def edit(desk: Desk, orders: tuple[Order, ...]) -> tuple[tuple[Order, ...], tuple[Outcome, ...]]:
    """The orders that are not about the report's lines, and a word on those that were.

    Edits add up: each letter of edits is laid over all that came before it, so its numbers keep their meaning.
    """
    target = next((t for t in desk.targets.values() if t.kind == "draft"), None)
    row = desk.draft(target) if target else None
    if row is None or row.state is not OutboundState.DRAFT:
        return orders, ()
    planned = planned_of(desk.house, row, desk.now)
    if planned is None or not isinstance(planned.content, Report):
        return orders, ()
    asked = f"edits:{row.key}"
    kept = desk.house.ledger.get(asked)
    before = tuple(from_plain(Order, o) for o in json.loads(kept)) if kept else ()
    report, _ = edit_report(planned.content, before)
    edited, left = edit_report(report, orders)
    mine = tuple(o for o in orders if o not in left)
    if not mine:
        return orders, ()
    composed = desk.house.compose(replace(planned, content=edited), desk.now)
    composed = replace(composed, message_id=row.message_id)
    desk.house.ledger.replace(row.id, composed, by=desk.member.email, at=desk.now)
    desk.house.ledger.put(asked, json.dumps([to_plain(o) for o in (*before, *mine)], ensure_ascii=False))
    return left, (Outcome(what="report_changed", count=len(mine)),)
