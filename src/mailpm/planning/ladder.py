"""Where an item stands on the ladder of its project: which step's day has come, and whether it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailpm.model import LadderStep, Move, Side, Status, TrackedItem
from mailpm.workdays import WorkCalendar

# What is chased must be right: below this an item is a question to the PM, until he confirms it.
SURE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """An item with a day, on `day`: the step whose day came last (None: none yet), and whether it waits to be taken.

    `late`: working days of both sides over due.
    """

    tracked: TrackedItem
    due: date
    late: int
    step: LadderStep | None = None
    step_day: date | None = None
    pending: bool = False


def is_open(tracked: TrackedItem) -> bool:
    """Whether something is still to come: open, or held up."""
    return tracked.item.status in (Status.OPEN, Status.BLOCKED)


def is_sure(tracked: TrackedItem) -> bool:
    """Whether the item may be spoken of to a client."""
    return tracked.confirmed or tracked.item.certainty >= SURE


def may_be_chased(tracked: TrackedItem, day: date, *, known: bool = False) -> bool:
    """Whether a letter to the client may ask for this item on `day`. `known`: a letter of ours named it to him, so
    that he may read of it although it was first said among the team."""
    held = tracked.hold_until is not None and tracked.hold_until > day
    return (
        tracked.item.status is Status.OPEN
        and tracked.item.owner.side is Side.CLIENT
        and (known or not tracked.internal)
        and not held
        and tracked.call_on is None
        and is_sure(tracked)
    )


def is_correction(move: Move) -> bool:
    """Whether the team put right what was read, by an order to the assistant: nobody's promise moved by that."""
    return "order" in move.because


def later_moves(tracked: TrackedItem) -> tuple[Move, ...]:
    """The moves to a later day, in order; corrections are none."""
    return tuple(
        m for m in tracked.item.moves if m.field == "due" and m.old and m.new > m.old and not is_correction(m)
    )


def last_said(tracked: TrackedItem) -> date | None:
    """The day on which the item's day was said last."""
    for move in reversed(tracked.item.moves):
        if move.field == "due":
            return move.said_on.date()
    return tracked.item.said_on.date() if tracked.item.said_on else None


def said_days(tracked: TrackedItem) -> tuple[date, ...]:
    """The days that were named for the item, in order, the first one first; a corrected day never was."""
    days = [
        date.fromisoformat(m.old[:10])
        for m in tracked.item.moves
        if m.field == "due" and m.old and not is_correction(m)
    ]
    return (*days, tracked.item.due.day) if tracked.item.due else tuple(days)


def standing(
    tracked: TrackedItem,
    ladder: tuple[LadderStep, ...],
    work: WorkCalendar,
    day: date,
    *,
    last_letter: date | None = None,
    earlier: int = 0,
) -> Standing | None:
    """Where the item stands on `day`; None where it has no day.

    `last_letter` is the day of the last letter to its owner that named it; a step whose day is not after it is
    taken. A missed run takes the newest step alone. `earlier`: working days by which the steps before the due day
    begin sooner, for people whose dates often slip.
    """
    if tracked.item.due is None:
        return None
    due = tracked.item.due.day
    said = last_said(tracked)
    late = work.between(due, day) if day > due else 0
    found: tuple[LadderStep, date] | None = None
    for step in sorted(ladder, key=lambda s: s.offset):
        on = step_day(step, due, said, work, earlier=earlier)
        if on > day:
            break
        # A word before or on the day is for those who may have forgotten: not for who named it (or was asked)
        # that day, nor ahead of time on the day after.
        if step.offset > 0 or said is None or (on > said if step.offset == 0 else work.between(said, on) > 1):
            found = step, on
    if found is None:
        return Standing(tracked=tracked, due=due, late=late)
    step, on = found
    pending = last_letter is None or last_letter < on
    if pending and last_letter is not None and step.offset <= 0:
        # Who was written to a working day ago needs no friendly word yet.
        pending = work.between(last_letter, on) > 1
    return Standing(tracked=tracked, due=due, late=late, step=step, step_day=on, pending=pending)


def step_day(step: LadderStep, due: date, said: date | None, work: WorkCalendar, *, earlier: int = 0) -> date:
    """The day of a step: working days of both sides before or after the due day.

    A due day on which one side rests is spoken of on the working day before. For a day that was over already when
    it was said (or moved), the steps after it count from when it was said.
    """
    if step.offset < 0:
        return work.add(due, step.offset - earlier)
    if step.offset == 0:
        return work.previous(due)
    return work.add(max(due, said or due), step.offset)
