"""What a client has told us and deserves a word for: things that came, new days, new owners; and first requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailpm.model import ItemType, Move, Person, ProjectStatus, Side, Status, TrackedItem
from mailpm.planning.courtesy import zone_of
from mailpm.planning.ladder import is_open, is_sure, may_be_chased
from mailpm.workdays import WorkCalendar

# Working days after which a word of thanks is no longer begun.
_FRESH = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What one person gave, moved or passed on since our last letter, what he was never asked for, and what of our
    own promises to him is late."""

    done: tuple[TrackedItem, ...] = ()
    moved: tuple[TrackedItem, ...] = ()
    passed: tuple[TrackedItem, ...] = ()
    asked: tuple[TrackedItem, ...] = ()
    ours: tuple[TrackedItem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tracked)

    @property
    def tracked(self) -> tuple[TrackedItem, ...]:
        return (*self.asked, *self.ours, *self.moved, *self.done, *self.passed)

    @property
    def kind(self) -> str:
        """The kind of a letter that brings nothing else."""
        return "first_request" if self.asked else ("late_word" if self.ours else "thanks")

    @property
    def because(self) -> tuple[str, ...]:
        """Why the letter is written, for the preview."""
        parts = {
            "first request": self.asked,
            "our own promise is late": self.ours,
            "new day": self.moved,
            "came": self.done,
            "passed on": self.passed,
        }
        return tuple(f"{why}: {t.item.what}" for why, items in parts.items() for t in items)


def news_for(
    status: ProjectStatus,
    person: Person,
    items: Sequence[TrackedItem],
    now: datetime,
    *,
    work: WorkCalendar,
    told: Mapping[str, datetime],
    ours: Sequence[TrackedItem] = (),
) -> News:
    """The news of one client. `items` are his own, `told` those that our letters named to him, `ours` late for him."""
    today = now.astimezone(zone_of(person.zone or status.project.zone)).date()
    since = work.add(today, -_FRESH)
    def fresh(move: Move | None, key: str) -> bool:
        return (
            move is not None
            and move.said_by == person.email
            and move.said_on.date() >= since
            and (key not in told or told[key] < move.said_on)
        )

    shown = [t for t in items if not t.internal or t.item.key in told]
    done = [t for t in shown if t.item.status is Status.DONE and fresh(_last(t, "status"), t.item.key)]
    moved = [t for t in shown if is_open(t) and is_sure(t) and t.item.due and fresh(_last(t, "due"), t.item.key)]
    passed = [
        t
        for t in _moved_away(status, person)
        if is_open(t) and not t.internal and fresh(_last(t, "owner"), t.item.key)
    ]
    asked = [
        t for t in items if needs_asking(t) and t.item.key not in told and may_be_chased(t, today, known=True)
    ]
    untold = [t for t in ours if t.item.due and (t.item.key not in told or told[t.item.key].date() <= t.item.due.day)]
    return News(
        done=tuple(done), moved=tuple(moved), passed=tuple(passed), asked=tuple(asked), ours=tuple(untold)
    )


def needs_asking(tracked: TrackedItem) -> bool:
    """Whether the owner cannot know of the item yet: never asked, or made the owner by somebody else.

    What was said among the team is asked for only once the PM confirmed it; minutes have a letter of their own.
    """
    if tracked.internal:
        return tracked.confirmed and tracked.item.type is not ItemType.ACTION
    if not tracked.asked:
        return True
    handed = _last(tracked, "owner")
    if handed is None:
        return False
    # Whoever has moved or answered it since knows of it.
    since = (m.said_by for m in tracked.item.moves if m.said_on >= handed.said_on)
    return tracked.item.owner.email not in since


def _last(tracked: TrackedItem, field: str) -> Move | None:
    return next((m for m in reversed(tracked.item.moves) if m.field == field), None)


def _moved_away(status: ProjectStatus, person: Person) -> list[TrackedItem]:
    """Items that this person gave to another client: `said_by` his, the owner no longer he."""
    return [
        t
        for t in status.items
        if t.item.moves
        and t.item.owner.email != person.email
        and t.item.owner.side is Side.CLIENT
        and (last := _last(t, "owner")) is not None
        and last.said_by == person.email
    ]
