"""Agreed rewards: named while they can be earned, and told when they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from mailpm.model import Autonomy, Incentive, Milestone, Person, Planned, ProjectStatus, Side, Status, TrackedItem
from mailpm.model.letters.chasing import IncentiveWord, Reward
from mailpm.planning.courtesy import LEFT, Calendars, Courtesy, dear
from mailpm.planning.ladder import may_be_chased
from mailpm.planning.raci import whom_to_chase
from mailpm.planning.telling import letter_item

# A reward is told of so many working days before its last day, where no other letter named it.
_TOLD_BEFORE = 5


def outcome(status: ProjectStatus, incentive: Incentive, today: date) -> str:
    """How an incentive stands on `today`: earned, missed, or "" while it can still be earned."""
    if incentive.outcome:
        return incentive.outcome
    settled, on = _settled(status, incentive)
    if settled:
        return "earned" if on is None or on <= incentive.until else "missed"
    return "missed" if today > incentive.until else ""


def ended_on(status: ProjectStatus, incentive: Incentive, today: date) -> date | None:
    """The day on which it was earned, or from which on it is missed; None while it can still be earned."""
    stands = outcome(status, incentive, today)
    if stands == "earned":
        return _settled(status, incentive)[1] or incentive.until
    return incentive.until + timedelta(days=1) if stands == "missed" else None


def rewards_for(status: ProjectStatus, items: Iterable[TrackedItem], day: date) -> tuple[Reward, ...]:
    """The rewards that these items still help to earn on `day`."""
    named = tuple(items)
    return tuple(
        _reward(status, incentive, day)
        for incentive in status.incentives
        if outcome(status, incentive, day) == "" and any(_concerns(status, incentive, t) for t in named)
    )


def plan_incentives(
    status: ProjectStatus, now: datetime, *, calendars: Calendars, busy: frozenset[str] = frozenset()
) -> Iterator[Planned]:
    """A word to the client five working days before a reward's last day, and one when it was earned.

    `busy` are people who get another letter now: that one names the reward.
    """
    if not status.incentives or status.project.status in ("new", "closed"):
        return
    courtesy = Courtesy(status, now, calendars=calendars)
    for incentive in status.incentives:
        person = _whom(status, incentive)
        if person is None or person.email in busy or person.no_reminders:
            continue
        near = courtesy.next_slot(person)
        if near is None:
            continue
        stands = outcome(status, incentive, near.date())
        key = f"incentive:{incentive.key}:{person.email}:{stands or 'open'}"
        at = courtesy.slot(person, but=key)
        if at is None:
            continue
        day, work = at.date(), courtesy.work(person)
        told = any(s.key == key and s.state in LEFT for s in status.sent)
        soon = work.add(incentive.until, -_TOLD_BEFORE) <= day < incentive.until
        fresh = stands == "earned" and day <= work.add(_settled(status, incentive)[1] or day, _TOLD_BEFORE)
        if not told and (fresh or (stands == "" and soon)):
            yield _planned(status, incentive, person, key, at)


def _planned(status: ProjectStatus, incentive: Incentive, person: Person, key: str, at: datetime) -> Planned:
    plan = status.project.plan
    waiting = [
        t
        for t in status.items
        if t.item.owner.email == person.email and may_be_chased(t, at.date()) and _concerns(status, incentive, t)
    ]
    return Planned(
        key=key,
        kind="incentive",
        project=status.project.key,
        to=(person.address,),
        cc=(status.pm.address,) if plan.copy_pm and status.pm else (),
        language=person.language,
        content=IncentiveWord(
            dear=dear(person),
            project=status.project.name,
            reward=_reward(status, incentive, at.date()),
            open=tuple(letter_item(status, t, person, at.date()) for t in waiting),
            signature=plan.signature,
        ),
        approval=dict(plan.autonomy).get("incentive", Autonomy.DRAFT) is not Autonomy.AUTOMATIC,
        not_before=at,
        zone=person.zone or status.project.zone,
        because=(f"incentive until {incentive.until}",),
    )


def _whom(status: ProjectStatus, incentive: Incentive) -> Person | None:
    """Who is responsible for it on the client's side; else the client's first person who is not kept for escalation."""
    item = next((t for t in status.items if t.item.key == incentive.subject), None)
    if item is not None:
        return status.person(item.item.owner.email)
    chased = whom_to_chase(status, incentive.subject)
    if chased:
        return chased[0]
    return next((p for p in status.people if p.side is Side.CLIENT and not p.escalation), None)


def _reward(status: ProjectStatus, incentive: Incentive, day: date) -> Reward:
    milestone = _milestone(status, incentive)
    item = next((t.item for t in status.items if t.item.key == incentive.subject), None)
    subject = milestone.name if milestone else (item.what if item else incentive.subject)
    return Reward(
        words=incentive.words, until=incentive.until, subject=subject, outcome=outcome(status, incentive, day)
    )


def reward_of(status: ProjectStatus, incentive: Incentive, day: date) -> Reward:
    """An incentive as a letter of `day` tells it."""
    return _reward(status, incentive, day)


def _milestone(status: ProjectStatus, incentive: Incentive) -> Milestone | None:
    return next((m for m in status.milestones if incentive.subject in (m.key, m.name)), None)


def _concerns(status: ProjectStatus, incentive: Incentive, tracked: TrackedItem) -> bool:
    if incentive.subject == tracked.item.key:
        return True
    milestone = _milestone(status, incentive)
    return milestone is not None and (
        tracked.item.key in milestone.waits_for or tracked.milestone in (milestone.key, milestone.name)
    )


def _settled(status: ProjectStatus, incentive: Incentive) -> tuple[bool, date | None]:
    """Whether its milestone was reached or its item done, and on which day."""
    milestone = _milestone(status, incentive)
    if milestone is not None:
        return milestone.actual is not None, milestone.actual
    for tracked in status.items:
        if tracked.item.key == incentive.subject and tracked.item.status is Status.DONE:
            done = [m.said_on.date() for m in tracked.item.moves if m.field == "status"]
            return True, done[-1] if done else None
    return False, None
