"""Counts what was lost, doubled or sent astray, by what the servers hold and plain SQL: nothing of the product is asked."""

from __future__ import annotations

import email
import email.policy
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.world import Seen, World


@dataclass(kw_only=True)
class Count:
    """What one or more rounds came to."""

    runs: int = 0
    letters_in: int = 0
    letters_out: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    shown: int = 0  # in doubt at the end, and told to a person
    facts: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.astray or self.unsound)

    def add(self, other: Count) -> None:
        self.runs += other.runs
        self.letters_in += other.letters_in
        self.letters_out += other.letters_out
        self.shown += other.shown
        self.facts.update(other.facts)
        for name in ("lost", "doubled", "astray", "unsound"):
            getattr(self, name).extend(getattr(other, name))


def count(world: World) -> Count:
    """One round, after it came to rest."""
    found = Count(letters_in=len(world.written))
    seen = world.seen()
    found.letters_out = len(seen)
    with closing(sqlite3.connect(f"file:{world.ledger}?mode=ro", uri=True)) as ledger:
        _sound(ledger, found)
        _taken_in(ledger, world, found)
        _delivered(ledger, seen, found)
    _answered(world, seen, found)
    _nobody_else(world, seen, found)
    return found


def _sound(ledger: sqlite3.Connection, found: Count) -> None:
    found.unsound += [row[0] for row in ledger.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found.unsound += [f"foreign key {row}" for row in ledger.execute("PRAGMA foreign_key_check")]


def _taken_in(ledger: sqlite3.Connection, world: World, found: Count) -> None:
    """Every letter of the mailbox is in the ledger once, and every promise made one item."""
    known = Counter(row[0] for row in ledger.execute("SELECT message_id FROM letters"))
    found.lost += [f"letter {id}" for id in world.written if not known[id]]
    found.doubled += [f"letter {id}" for id, times in known.items() if times > 1]
    for raw, words in ledger.execute("SELECT raw, substr(traceback, -200) FROM shunted"):
        if any(f"<{id}>".encode() in raw for id in world.written):
            found.lost.append(f"shunted {words}")
        else:
            found.facts["poison shunted"] += 1
    quotes = [row[0] for row in ledger.execute("SELECT quote FROM items WHERE gone = 0")]
    told = {row[0] for row in ledger.execute("SELECT message_id FROM troubles WHERE kind = 'unsorted'")}
    for id, word in world.promises.items():
        times = sum(word in quote for quote in quotes)
        if not times and id in told:
            # The mailbox gave it a lower number than the letter that begins its project: the PM was asked about it.
            found.facts["came before its project, and was shown"] += 1
            continue
        if times != 1:
            (found.lost if times < 1 else found.doubled).append(f"item of {id}: {times}")


def _delivered(ledger: sqlite3.Connection, seen: list[Seen], found: Count) -> None:
    """What the ledger calls accepted was delivered, and what was delivered is known and came once."""
    got = Counter((one.message_id, one.recipient.lower()) for one in seen)
    rows = ledger.execute(
        "SELECT o.message_id, p.email, p.result, o.state FROM outbox o JOIN outbox_people p ON p.outbound = o.id"
    ).fetchall()
    known = {(id, email): (result, state) for id, email, result, state in rows}
    # After a restore, what left since the backup is known by our own copies, which came in as letters.
    copies = {row[0] for row in ledger.execute("SELECT message_id FROM letters")}
    for key, times in got.items():
        if times > 1:
            found.doubled.append(f"{key} came {times} times")
        if key not in known and key[0] in copies:
            found.facts["known by our own copy"] += 1
        elif key not in known:
            found.astray.append(f"{key} is in no row")
        elif known[key][1] in ("draft", "withdrawn", "queued", "connecting", "body_started"):
            found.unsound.append(f"{key} was delivered and is {known[key][1]}")
    for key, (result, state) in known.items():
        if result == "accepted" and key not in got:
            found.lost.append(f"{key} was never delivered")
        if state == "in_doubt":
            found.shown += 1
        if state in ("connecting", "body_started"):
            found.lost.append(f"{key} is still {state}")
    told = ledger.execute("SELECT count(*) FROM troubles WHERE kind = 'in_doubt' AND settled_at IS NULL").fetchone()[0]
    if found.shown and not told:
        found.unsound.append(f"{found.shown} in doubt and nobody told")


def _answered(world: World, seen: list[Seen], found: Count) -> None:
    """Each question has one answer; no two letters say the same to the same person on the same day."""
    answers = Counter(one.answers for one in seen if one.recipient == world.pm)
    for id in world.questions:
        if answers[id] != 1:
            (found.lost if answers[id] < 1 else found.doubled).append(f"question {id} has {answers[id]} answers")
    same = Counter((one.recipient, one.subject, *_words(one.raw)) for one in seen)
    found.doubled += [f"{key[:3]} came {times} times" for key, times in same.items() if times > 1]


def _words(raw: bytes) -> tuple[str, str]:
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    body = parsed.get_body(("plain",))
    day = str(parsed["Date"] or "")[:16]
    return day, re.sub(r"\s+", " ", str(body.get_content()) if body else "")


def _nobody_else(world: World, seen: list[Seen], found: Count) -> None:
    """Recipients stand in the headers; a client reads his own project's word and nobody else's."""
    everybody = {world.pm, *(world.client(number) for number in range(world.clients))}
    for one in seen:
        if one.recipient not in everybody or one.recipient not in one.headers:
            found.astray.append(f"{one.message_id} went to {one.recipient}")
        if one.recipient == world.pm:
            continue
        text = f"{one.subject} {_words(one.raw)[1]}"
        own = {world.marker(n) for n in range(world.clients) if world.client(n) == one.recipient}
        foreign = set(re.findall(r"zq\d+x\d+zq", text)) - own
        if foreign:
            found.astray.append(f"{one.message_id} to {one.recipient} speaks of {foreign}")


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
