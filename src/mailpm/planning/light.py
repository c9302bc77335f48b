"""Red, amber, green: the rules by name, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mailpm.model import ProjectStatus, Risk, Side, Status, TrackedItem
from mailpm.model.letters.reports import Light, LightReason
from mailpm.planning.forecast import Calendars, Forecast, days_late, local_day, shared_days

A_WEEK = 5  # working days


@dataclass(frozen=True, kw_only=True, slots=True)
class LightFacts:
    """What the rules may look at. `late` are open items with their working days over due."""

    forecasts: Sequence[Forecast]
    items: Sequence[TrackedItem]
    late: Sequence[tuple[TrackedItem, int]]
    blocking: frozenset[str]
    risks: Sequence[Risk]
    waiting_changes: int
    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class LightRule:
    """One reason to leave green: what it finds, each with the thing it is about and a number."""

    name: str
    light: Light
    finds: Callable[[LightFacts], Iterator[tuple[str, int]]]


def _milestone_far_off(facts: LightFacts) -> Iterator[tuple[str, int]]:
    yield from _slips(facts, lambda slip: slip > A_WEEK)


def _milestone_slips(facts: LightFacts) -> Iterator[tuple[str, int]]:
    yield from _slips(facts, lambda slip: 0 < slip <= A_WEEK)


def _slips(facts: LightFacts, counts: Callable[[int], bool]) -> Iterator[tuple[str, int]]:
    for f in facts.forecasts:
        # A milestone that was reached, however late, is no reason to worry now.
        if f.milestone.actual is None and counts(f.slip):
            yield f.milestone.name, f.slip


def _client_owes_long(facts: LightFacts) -> Iterator[tuple[str, int]]:
    yield from _late(facts, Side.CLIENT, 2 * A_WEEK + 1, None)


def _blocking_item_late(facts: LightFacts) -> Iterator[tuple[str, int]]:
    for tracked, days in facts.late:
        if tracked.item.key in facts.blocking:
            yield tracked.item.what, days


def _client_owes(facts: LightFacts) -> Iterator[tuple[str, int]]:
    yield from _late(facts, Side.CLIENT, 3, 2 * A_WEEK)


def _team_owes(facts: LightFacts) -> Iterator[tuple[str, int]]:
    yield from _late(facts, Side.TEAM, 1, None)


def _late(facts: LightFacts, side: Side, least: int, most: int | None) -> Iterator[tuple[str, int]]:
    for tracked, days in facts.late:
        if tracked.item.key in facts.blocking:
            continue  # told by a rule of its own
        if tracked.item.owner.side is side and days >= least and (most is None or days <= most):
            yield tracked.item.what, days


def _blocked(facts: LightFacts) -> Iterator[tuple[str, int]]:
    for tracked in facts.items:
        if tracked.item.status is Status.BLOCKED:
            yield tracked.item.what, 0


def _moved_again(facts: LightFacts) -> Iterator[tuple[str, int]]:
    for tracked in facts.items:
        if tracked.item.status not in (Status.OPEN, Status.BLOCKED):
            continue
        times = sum(m.field == "due" and m.old != "" and m.new > m.old for m in tracked.item.moves)
        if times >= 2:
            yield tracked.item.what, times


def _risk_at_its_highest(facts: LightFacts) -> Iterator[tuple[str, int]]:
    for risk in facts.risks:
        if risk.status == "open" and risk.probability * risk.impact >= 9:
            yield risk.number, 9


def _risk_high(facts: LightFacts) -> Iterator[tuple[str, int]]:
    for risk in facts.risks:
        if risk.status == "open" and 6 <= risk.probability * risk.impact < 9:
            yield risk.number, risk.probability * risk.impact


def _risk_happened(facts: LightFacts) -> Iterator[tuple[str, int]]:
    for risk in facts.risks:
        if risk.status == "happened":
            yield risk.number, risk.impact


def _changes_wait(facts: LightFacts) -> Iterator[tuple[str, int]]:
    if facts.waiting_changes:
        yield "", facts.waiting_changes


RULES: tuple[LightRule, ...] = (
    LightRule(name="milestone_far_off", light=Light.RED, finds=_milestone_far_off),
    LightRule(name="risk_at_its_highest", light=Light.RED, finds=_risk_at_its_highest),
    LightRule(name="client_owes_long", light=Light.RED, finds=_client_owes_long),
    LightRule(name="milestone_slips", light=Light.AMBER, finds=_milestone_slips),
    LightRule(name="blocking_item_late", light=Light.AMBER, finds=_blocking_item_late),
    LightRule(name="blocked", light=Light.AMBER, finds=_blocked),
    LightRule(name="client_owes", light=Light.AMBER, finds=_client_owes),
    LightRule(name="team_owes", light=Light.AMBER, finds=_team_owes),
    LightRule(name="moved_again", light=Light.AMBER, finds=_moved_again),
    LightRule(name="risk_happened", light=Light.AMBER, finds=_risk_happened),
    LightRule(name="risk_high", light=Light.AMBER, finds=_risk_high),
    LightRule(name="changes_wait", light=Light.AMBER, finds=_changes_wait),
)


def light_of(facts: LightFacts) -> tuple[Light, tuple[LightReason, ...]]:
    """The worst light that any rule gives, and every reason of that rank, the largest number of each rule first."""
    found = [
        (rule.light, LightReason(rule=rule.name, about=about, count=count))
        for rule in RULES
        for about, count in sorted(rule.finds(facts), key=lambda pair: -pair[1])
    ]
    worst = max((light for light, _ in found), key=_rank, default=Light.GREEN)
    return worst, tuple(reason for light, reason in found if light is worst)


def light_facts(
    status: ProjectStatus, forecasts: Sequence[Forecast], now: datetime, *, calendars: Calendars
) -> LightFacts:
    """The facts of one project for the rules; a change waits once the client was asked."""
    today, work = local_day(status.project, now), shared_days(status, calendars)
    late = [(t, days) for t in status.items if (days := days_late(t, today, work))]
    return LightFacts(
        forecasts=forecasts,
        items=status.items,
        late=late,
        blocking=frozenset(h.item_key for f in forecasts for h in f.holdups if h.item_key),
        risks=status.risks,
        waiting_changes=sum(c.status == "sent" for c in status.changes),
        today=today,
    )


def milestone_light(f: Forecast) -> Light:
    """One milestone's own light: by its slip, or by something blocked that it waits for."""
    if f.milestone.actual is not None:
        return Light.GREEN
    if f.slip > A_WEEK:
        return Light.RED
    return Light.AMBER if f.slip > 0 or any(h.blocked or h.late for h in f.holdups if h.item_key) else Light.GREEN


def risk_light(risk: Risk) -> Light:
    """A risk's light: 9 is red, from 4 on amber; what has happened is as red as its impact."""
    weight = risk.probability * risk.impact if risk.status != "happened" else 3 * risk.impact
    return Light.RED if weight >= 9 else Light.AMBER if weight >= 4 else Light.GREEN


def _rank(light: Light) -> int:
    return (Light.GREEN, Light.AMBER, Light.RED).index(light)
