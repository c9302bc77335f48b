"""What the PM's words change in a report before it goes out: "drop 3", "RAG amber", "add a line: …"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from mailpm.model import Order, Verb
from mailpm.model.letters.reports import (
    AheadLine,
    ChangeLine,
    DecisionLine,
    Light,
    Report,
    ReportLine,
    RiskLine,
)

L = TypeVar("L", ReportLine, DecisionLine, AheadLine, RiskLine, ChangeLine)


def edit_report(report: Report, orders: Sequence[Order]) -> tuple[Report, tuple[Order, ...]]:
    """The report after the orders that speak of its lines, and the orders that are none of its business or name a
    number that it does not have. Lines keep their numbers, so that a second letter of edits means the same ones."""
    left: list[Order] = []
    for order in orders:
        changed = _edit(report, order)
        if changed is None:
            left.append(order)
        else:
            report = changed
    return report, tuple(left)


def _edit(report: Report, order: Order) -> Report | None:
    numbers = set(order.numbers)
    if order.verb is Verb.SET_LIGHT and order.text in set(Light):
        # The light is the PM's own judgement now; the rules' reasons would argue with it.
        light = Light(order.text)
        return replace(report, light=light, reasons=report.reasons if light is report.light else ())
    if order.verb is Verb.ADD_TEXT and order.text and not numbers:
        return replace(report, notes=(*report.notes, order.text))
    if not numbers or not numbers <= numbers_in(report):
        return None
    if order.verb is Verb.DROP and not order.everything:
        return _over(report, lambda line: None if line.number in numbers else line)
    if order.verb is Verb.EDIT and order.text:
        return _over(report, lambda line: _worded(line, order.text) if line.number in numbers else line)
    if order.verb is Verb.ADD_TEXT and order.text:
        return replace(report, notes=(*report.notes, order.text))
    return None


def numbers_in(report: Report) -> frozenset[str]:
    """Every number that a reader sees in this report."""
    items = (*report.need, *report.owe, *report.done, *report.slipped)
    others = [r.number for r in report.risks] + [c.number for c in report.changes]
    others += [d.number for d in report.decisions] + [a.number for a in report.ahead]
    return frozenset([line.number for line in items] + others)


def _worded(line: L, words: str) -> L:
    if isinstance(line, RiskLine):
        return replace(line, words=words)
    return replace(line, text=words)


def _over(report: Report, change: Callable[..., object]) -> Report:
    def each(lines: tuple[L, ...]) -> tuple[L, ...]:
        return tuple(new for line in lines if (new := change(line)) is not None)  # type: ignore[misc]

    return replace(
        report,
        need=each(report.need),
        owe=each(report.owe),
        done=each(report.done),
        slipped=each(report.slipped),
        risks=each(report.risks),
        changes=each(report.changes),
        decisions=each(report.decisions),
        ahead=each(report.ahead),
    )
