"""What conversations say: items with their lives, notes and meetings, and a person's corrections laid over them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mailpm.ledger.itemrows import item_from, item_row, move_row, moves_by_item, tracked_from
from mailpm.ledger.letters import Letters
from mailpm.ledger.values import moment, nouns, nouns_back, offset, utc, words, words_back
from mailpm.model.mail import Kind
from mailpm.model.project import TrackedItem, Trouble
from mailpm.model.reading import Item, MeetingFinding, Move, Note, NoteKind, Order, Reading

OWN = "*"  # among the corrected fields: a person made this item, no reading takes it back
_REFERENCES = 10
_CORRECTABLE = ("type", "owner", "what", "due", "status")


class Readings(Letters):
    """The state that a thread's next letter is read against, and the items that planning chases."""

    def reading(self, thread: str) -> Reading:
        """What a conversation says so far, corrections included; an empty Reading for an unknown one."""
        row = self._row("thread", key=thread)
        if row is None:
            return Reading()
        moves = moves_by_item(self._rows("moves_of_thread", thread=thread))
        return Reading(
            kinds=tuple(Kind(kind) for kind in words_back(row["kinds"])),
            items=tuple(item_from(i, moves.get(i["key"], ())) for i in self._rows("items_of_thread", thread=thread)),
            meetings=tuple(_meeting(m) for m in self._rows("meetings_of_thread", thread=thread)),
            notes=self._notes(thread),
            orders=nouns_back(Order, row["orders"]),
        )

    def _notes(self, thread: str) -> tuple[Note, ...]:
        return tuple(_note(row) for row in self._rows("notes_of_thread", thread=thread))

    def save_reading(self, thread: str, project: str | None, reading: Reading, *, now: datetime) -> None:
        """Keep what a conversation says now: items by key with their moves, notes, meetings.

        A field that a person corrected stays, unless a sentence later than the correction moved it. An item that
        the reading no longer has is set aside, unless a person confirmed, corrected or made it. What is new is
        not told yet. An item whose key another conversation has is left out and told as a Trouble `clash`.
        """
        with self._writing():
            self._run("add_thread", key=thread, project=project, subject="")
            news = self._save_notes(thread, reading.notes)
            self._save_meetings(thread, reading.meetings)
            kinds = words(str(kind) for kind in reading.kinds)
            self._run("save_thread_reading", key=thread, kinds=kinds, orders=nouns(reading.orders), read_at=utc(now))
            news |= self._save_items(thread, project, reading.items, now)
            if news:
                self._run("mark_letters_news", ids=words(sorted(news)))

    def _save_notes(self, thread: str, notes: tuple[Note, ...]) -> set[str]:
        """Keep the notes; the Message-IDs of letters that brought new ones."""
        before = self._notes(thread)
        if before == notes:
            return set()
        self._run("clear_notes", thread=thread)
        self._run_many("add_note", [_note_row(thread, n, note) for n, note in enumerate(notes)])
        known = {(note.kind, note.quote, note.message_id) for note in before}
        return {note.message_id for note in notes if (note.kind, note.quote, note.message_id) not in known}

    def _save_meetings(self, thread: str, meetings: tuple[MeetingFinding, ...]) -> None:
        if not meetings and not self._rows("meetings_of_thread", thread=thread):
            return
        self._run("clear_meeting_findings", thread=thread)
        self._run_many("add_meeting_finding", [_meeting_row(thread, n, m) for n, m in enumerate(meetings)])

    def _save_items(self, thread: str, project: str | None, items: tuple[Item, ...], now: datetime) -> set[str]:
        rows = {row["key"]: row for row in self._rows("all_items_of_thread", thread=thread)}
        if not rows and not items:
            return set()
        lives = moves_by_item(self._rows("moves_of_thread", thread=thread))
        letters = {row[0] for row in self._rows("message_ids_of_thread", thread=thread)}
        news: set[str] = set()
        for position, item in enumerate(items):
            row = rows.pop(item.key, None)
            if row is None:
                news |= self._new_item(thread, project, position, item, now)
            else:
                news |= self._known_item(row, lives.get(item.key, ()), position, item, letters)
        for key, row in rows.items():
            if not row["gone"] and not row["confirmed"] and row["corrected"] == "[]":
                self._run("lose_item", key=key)
        self._run("mark_internal", thread=thread)
        return news

    def _new_item(self, thread: str, project: str | None, position: int, item: Item, now: datetime) -> set[str]:
        if self._row("item", key=item.key) is not None:
            self.trouble(
                Trouble(kind="clash", words=item.quote, at=now, message_id=item.message_id, project=project or "")
            )
            return set()
        tracked = TrackedItem(item=item, project=project or "", thread=thread)
        self._write_item(tracked, (), position=position, corrected=())
        return {item.message_id, *(move.message_id for move in item.moves)}

    def _known_item(
        self, row: sqlite3.Row, life: tuple[Move, ...], position: int, item: Item, letters: set[str]
    ) -> set[str]:
        before = item_from(row, life)
        corrected = set(words_back(row["corrected"]))
        merged, corrected_now = _laid_over(item, before, corrected, letters)
        known = {_identity(move) for move in life}
        fresh = [move for move in merged.moves if _identity(move) not in known]
        if merged == before and not row["gone"] and row["position"] == position:
            return set()
        tracked = replace(_bare(row, merged), told=bool(row["told"]) and not fresh)
        self._write_item(tracked, life, position=position, corrected=corrected_now)
        return {move.message_id for move in fresh}

    def _write_item(
        self, tracked: TrackedItem, life: tuple[Move, ...], *, position: int, corrected: Iterable[str]
    ) -> None:
        """The row and, where they differ from `life`, the moves."""
        self._run("save_item", **item_row(tracked, position=position, corrected=corrected))
        moves = tracked.item.moves
        if moves == life:
            return
        kept = len(life) if moves[: len(life)] == life else 0
        if not kept:
            self._run("clear_moves", item=tracked.item.key)
        self._run_many("save_move", [move_row(tracked.item.key, n, m) for n, m in enumerate(moves) if n >= kept])

    def items(self, project: str | None = None) -> tuple[TrackedItem, ...]:
        """The items of a project, or of all; those with the earliest due day first.

        Only those of one project come with the headers of their threads; of all they are a list to look at.
        """
        if project is None:
            rows = self._rows("items_everywhere")
            return self._tracked(rows, self._rows("moves_everywhere"), {})
        found = self._rows("references_of_project", project=project)
        references = {row["thread"]: _shortened(json.loads(row["ids"])) for row in found}
        rows = self._rows("items_of_project", project=project)
        return self._tracked(rows, self._rows("moves_of_project", project=project), references)

    @staticmethod
    def _tracked(
        rows: list[sqlite3.Row], moves: list[sqlite3.Row], references: dict[str, tuple[str, ...]]
    ) -> tuple[TrackedItem, ...]:
        lives = moves_by_item(moves)
        return tuple(tracked_from(row, lives.get(row["key"], ()), references.get(row["thread"], ())) for row in rows)

    def owed(self, project: str, email: str, *, also: Iterable[str] = ()) -> tuple[Item, ...]:
        """What an address still owes in a project, and what else of these keys is open; the earliest due day first."""
        rows = self._rows("items_owed", project=project, email=email, keys=words(also))
        if not rows:
            return ()
        moves = moves_by_item(self._rows("moves_of_items", keys=words(row["key"] for row in rows)))
        return tuple(item_from(row, moves.get(row["key"], ())) for row in rows)

    def item(self, key: str) -> TrackedItem | None:
        """One item by its key, with its thread's headers, or None."""
        row = self._row("item_with_thread", key=key)
        if row is None:
            return None
        moves = moves_by_item(self._rows("moves_of_item", item=key))
        ids = self._rows("references_of_thread", thread=row["thread"]) if row["thread"] else []
        return tracked_from(row, moves.get(key, ()), _shortened([i["message_id"] for i in ids]))

    def save_item(self, project: str, tracked: TrackedItem) -> None:
        """Keep an item by a person's word: a new one, or one whose fields then hold against any later reading."""
        item = tracked.item
        with self._writing():
            row = self._row("item", key=item.key)
            tracked = replace(tracked, project=project)
            if row is None:
                if tracked.thread:
                    self._run("add_thread", key=tracked.thread, project=project, subject=tracked.subject)
                position = int(self._value("next_position", thread=tracked.thread or None))
                self._write_item(tracked, (), position=position, corrected={OWN})
                return
            life = moves_by_item(self._rows("moves_of_item", item=item.key)).get(item.key, ())
            before = item_from(row, life)
            changed = {name for name in _CORRECTABLE if getattr(before, name) != getattr(item, name)}
            corrected = changed | set(words_back(row["corrected"]))
            self._write_item(tracked, life, position=row["position"], corrected=corrected)

    def mark_told(self, keys: Iterable[str]) -> None:
        """The PM was told of these items as they stand."""
        with self._writing():
            self._run("mark_told", keys=words(keys))

    def mark_letters_told(self, message_ids: Iterable[str]) -> None:
        """The PM was told of these letters and of what they made and moved."""
        ids = words(message_ids)
        with self._writing():
            self._run("mark_letters_told", ids=ids)
            self._run("mark_items_of_letters_told", ids=ids)


def _shortened(ids: list[str]) -> tuple[str, ...]:
    """The first and the last few of a long thread's Message-IDs: as much as programs need to join it (RFC 5322
    section 3.6.4 lets a header grow without end, and servers refuse such).
    """
    return tuple(dict.fromkeys(ids if len(ids) <= _REFERENCES else [ids[0], *ids[1 - _REFERENCES :]]))


def _laid_over(item: Item, before: Item, corrected: set[str], letters: set[str]) -> tuple[Item, set[str]]:
    """A reading's item with a person's corrections laid over it, and the fields that stay corrected.

    Moves that come from outside the thread's letters are a person's word and are kept; a correction gives way to
    a move of its field that was not there before.
    """
    known = {_identity(move) for move in before.moves}
    fresh = {move.field for move in item.moves if _identity(move) not in known}
    stay = {name for name in corrected if name not in fresh}
    held = {name: getattr(before, name) for name in stay if name in _CORRECTABLE}
    read = {_identity(move) for move in item.moves}
    own = [move for move in before.moves if _identity(move) not in read and move.message_id not in letters]
    moves = tuple(sorted((*item.moves, *own), key=lambda move: move.said_on)) if own else item.moves
    return replace(item, moves=moves, **held), stay


def _identity(move: Move) -> tuple[str, str, str]:
    """What makes it the same move, though rules or words around it are read better later."""
    return move.field, move.new, move.message_id


def _bare(row: sqlite3.Row, item: Item) -> TrackedItem:
    """The tracked item of a row of `items` alone, with `item` in its place."""
    tracked = tracked_from(_WithoutThread(row), (), ())  # type: ignore[arg-type]
    return replace(tracked, item=item)


class _WithoutThread:
    """A row of `items` that was read without its thread's subject."""

    def __init__(self, row: sqlite3.Row) -> None:
        self._row = row

    def __getitem__(self, name: str) -> object:
        return "" if name == "thread_subject" else self._row[name]


def _note(row: sqlite3.Row) -> Note:
    return Note(
        kind=NoteKind(row["kind"]),
        quote=row["quote"],
        message_id=row["message_id"],
        said_by=row["said_by"],
        because=words_back(row["because"]),
        certainty=row["certainty"],
    )


def _note_row(thread: str, position: int, note: Note) -> dict[str, object]:
    return {
        "thread": thread,
        "position": position,
        "kind": str(note.kind),
        "quote": note.quote,
        "message_id": note.message_id,
        "said_by": note.said_by,
        "because": words(note.because),
        "certainty": note.certainty,
    }


def _meeting(row: sqlite3.Row) -> MeetingFinding:
    return MeetingFinding(
        start=moment(row["start"], row["start_offset"]),
        status=row["status"],
        quote=row["quote"],
        message_id=row["message_id"],
        because=words_back(row["because"]),
    )


def _meeting_row(thread: str, position: int, meeting: MeetingFinding) -> dict[str, object]:
    return {
        "thread": thread,
        "position": position,
        "start": utc(meeting.start),
        "start_offset": offset(meeting.start),
        "status": meeting.status,
        "quote": meeting.quote,
        "message_id": meeting.message_id,
        "because": words(meeting.because),
    }
