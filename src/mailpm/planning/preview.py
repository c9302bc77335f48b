"""What would be sent in the coming days if nobody answered and every draft were let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailpm.model import Planned, ProjectStatus, Sent
from mailpm.planning.courtesy import Calendars, zone_of

Plan = Callable[..., tuple[Planned, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """A letter that would leave at `at` (aware, in its reader's zone) if things stay as they are."""

    at: datetime
    planned: Planned


def foresee(
    plan: Plan, status: ProjectStatus, now: datetime, *, days: int, calendars: Calendars
) -> Iterator[Foreseen]:
    """The letters of the next `days` days, each day looked at in the PM's brief hour and once more in the evening."""
    pm = status.pm
    zone = zone_of(pm.zone if pm else status.project.zone)
    plan_at = status.project.plan.brief_at
    seen = {s.key for s in status.sent if s.state not in ("draft",)}
    for n in range(days):
        day = now.astimezone(zone).date() + timedelta(days=n)
        morning = datetime.combine(day, plan_at, zone)
        for moment in (morning, morning + timedelta(hours=10)):
            at = max(moment, now)
            for planned in plan(status, at, calendars=calendars):
                if planned.key in seen:
                    continue
                seen.add(planned.key)
                leaves = max(planned.not_before or at, at).astimezone(zone_of(planned.zone))
                yield Foreseen(at=leaves, planned=planned)
                status = _after(status, planned, leaves)


def _after(status: ProjectStatus, planned: Planned, at: datetime) -> ProjectStatus:
    sent = Sent(
        key=planned.key,
        kind=planned.kind,
        to=tuple(a.email for a in (*planned.to, *planned.cc)),
        at=at,
        state="accepted",
        item_keys=planned.item_keys,
    )
    told = frozenset(planned.tells)
    left = tuple(u for u in status.untold if u.message_id not in told)
    quiet = {u.sender.email for u in left}
    return replace(
        status,
        sent=(*status.sent, sent),
        untold=left,
        unread_from=tuple(e for e in status.unread_from if e in quiet) if told else status.unread_from,
    )
