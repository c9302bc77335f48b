"""Items and moves to rows and back: written out by hand, because a status reads thousands of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from mailpm.ledger.values import (
    as_json,
    extra,
    extra_back,
    moment,
    moment_or_none,
    offset,
    utc,
    utc_or_none,
    words,
    words_back,
)
from mailpm.model.mail import Side
from mailpm.model.project import TrackedItem
from mailpm.model.reading import Due, Grain, Item, ItemType, Move, Owner, Status

_ITEM_COLUMNS = frozenset(
    {
        "key", "type", "message", "message_id", "owner", "what", "quote", "status", "due", "because", "certainty",
        "said_on", "said_by", "asked_by", "number", "moves",
    }
)
_TRACKED_COLUMNS = frozenset(
    {
        "item", "project", "confirmed", "told", "milestone", "thread", "subject", "references", "internal", "asked",
        "hold_until", "call_on",
    }
)
_STATUS = {str(status): status for status in Status}
_TYPE = {str(kind): kind for kind in ItemType}
_SIDE = {str(side): side for side in Side}
_GRAIN = {str(grain): grain for grain in Grain}


def item_row(tracked: TrackedItem, *, position: int, corrected: Iterable[str]) -> dict[str, Any]:
    """The row of a tracked item (its moves are rows of their own)."""
    item = tracked.item
    return {
        "key": item.key,
        "project": tracked.project or None,
        "thread": tracked.thread or None,
        "position": position,
        "type": str(item.type),
        "message": item.message,
        "message_id": item.message_id,
        "owner_name": item.owner.name,
        "owner_email": item.owner.email,
        "owner_side": str(item.owner.side),
        "what": item.what,
        "quote": item.quote,
        "status": str(item.status),
        **due_columns(item.due),
        "because": words(item.because),
        "certainty": item.certainty,
        "said_on": utc_or_none(item.said_on),
        "said_on_offset": offset(item.said_on) if item.said_on else None,
        "said_by": item.said_by,
        "asked_by": item.asked_by,
        "number": item.number,
        "confirmed": int(tracked.confirmed),
        "told": int(tracked.told),
        "internal": int(tracked.internal),
        "asked": int(tracked.asked),
        "hold_until": tracked.hold_until and tracked.hold_until.isoformat(),
        "call_on": tracked.call_on and tracked.call_on.isoformat(),
        "milestone": tracked.milestone,
        "more": as_json(extra(item, _ITEM_COLUMNS) | extra(tracked, _TRACKED_COLUMNS)),
        "corrected": words(sorted(corrected)),
    }


def due_columns(due: Due | None) -> dict[str, Any]:
    """The columns of a due day; `due_day` is the day in its author's zone even where a clock time was said."""
    if due is None:
        return dict.fromkeys(("due_day", "due_at", "due_at_offset", "due_grain")) | {
            "due_implied": 0,
            "due_other": "[]",
            "due_words": "",
        }
    at = None if type(due.value) is date else due.value
    return {
        "due_day": due.day.isoformat(),
        "due_at": utc(at) if at else None,  # type: ignore[arg-type]
        "due_at_offset": offset(at) if at else None,  # type: ignore[arg-type]
        "due_grain": str(due.grain),
        "due_implied": int(due.implied),
        "due_other": words(day.isoformat() for day in due.other),
        "due_words": due.words,
    }


def item_from(row: sqlite3.Row, moves: tuple[Move, ...] = ()) -> Item:
    """The item in a row of `items`."""
    more = row["more"]
    return Item(
        key=row["key"],
        type=_TYPE[row["type"]],
        message=row["message"],
        message_id=row["message_id"],
        owner=Owner(name=row["owner_name"], side=_SIDE[row["owner_side"]], email=row["owner_email"]),
        what=row["what"],
        quote=row["quote"],
        status=_STATUS[row["status"]],
        due=_due_from(row),
        because=words_back(row["because"]),
        certainty=row["certainty"],
        said_on=moment_or_none(row["said_on"], row["said_on_offset"]),
        said_by=row["said_by"],
        asked_by=row["asked_by"],
        number=row["number"],
        moves=moves,
        **(extra_back(Item, json.loads(more)) if more != "{}" else {}),
    )


def _due_from(row: sqlite3.Row) -> Due | None:
    day = row["due_day"]
    if day is None:
        return None
    at = row["due_at"]
    return Due(
        value=moment(at, row["due_at_offset"]) if at else date.fromisoformat(day),
        grain=_GRAIN[row["due_grain"]],
        implied=bool(row["due_implied"]),
        other=tuple(date.fromisoformat(other) for other in words_back(row["due_other"])),
        words=row["due_words"],
    )


def tracked_from(row: sqlite3.Row, moves: tuple[Move, ...], references: tuple[str, ...]) -> TrackedItem:
    """The tracked item in a row of `items` with its thread's subject beside it.

    An internal thread lends neither subject nor references: a client would read in them what he never saw.
    """
    more = row["more"]
    return TrackedItem(
        item=item_from(row, moves),
        project=row["project"] or "",
        confirmed=bool(row["confirmed"]),
        told=bool(row["told"]),
        milestone=row["milestone"],
        thread=row["thread"] or "",
        subject=(row["thread_subject"] or "") if references else "",
        references=references,
        internal=bool(row["internal"]),
        asked=bool(row["asked"]),
        hold_until=_day(row["hold_until"]),
        call_on=_day(row["call_on"]),
        **(extra_back(TrackedItem, json.loads(more)) if more != "{}" else {}),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def move_row(item: str, position: int, move: Move) -> dict[str, Any]:
    """The row of a move."""
    return {
        "item": item,
        "position": position,
        "field": move.field,
        "old": move.old,
        "new": move.new,
        "quote": move.quote,
        "message_id": move.message_id,
        "said_on": utc(move.said_on),
        "said_on_offset": offset(move.said_on),
        "said_by": move.said_by,
        "because": words(move.because),
    }


def moves_by_item(rows: Iterable[sqlite3.Row]) -> dict[str, tuple[Move, ...]]:
    """The moves in rows of `moves`, by the key of their item, in order."""
    found: dict[str, list[Move]] = {}
    for row in rows:
        move = Move(
            field=row["field"],
            old=row["old"],
            new=row["new"],
            quote=row["quote"],
            message_id=row["message_id"],
            said_on=moment(row["said_on"], row["said_on_offset"]),
            said_by=row["said_by"],
            because=words_back(row["because"]),
        )
        found.setdefault(row["item"], []).append(move)
    return {key: tuple(moves) for key, moves in found.items()}
