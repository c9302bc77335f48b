"""How the ledger's questions grow with its letters; a tenth of the letters bring an item, 500 projects share them.

Run: python -m tests.benchmarks.ledger [letters], for example 1000000 (a minute or two, 3 GB). The first ten thousand
letters go through the ledger's own door, the others are copies of them, made in SQL with addresses, threads and
projects of their own. Figures are medians of several runs in one process; only the ratios count from machine to machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailpm.ledger import Ledger
from mailpm.model import (
    Address,
    Cursor,
    Due,
    Fetched,
    Item,
    ItemType,
    Kind,
    Message,
    Owner,
    Person,
    Project,
    Reading,
    Side,
)

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
_BASE_PROJECTS = 5
BODY = "各位好,文案我们周五前给您,域名还要等财务。The drafts follow on Friday. " * 6


def message(n: int, projects: int) -> tuple[Message, str]:
    project = f"p{n % projects}"
    client = f"client@{project}.example"
    return Message(
        digest=f"{n:064x}",
        message_id=f"{n}.{n * 7919 % 1000003}@mail.{project}.example",
        sender=Address(email=client, name="王敏"),
        date=NOW - timedelta(minutes=n % 500_000),
        subject=f"Re: 首页文案 {n // 8}",
        text=BODY,
        own=BODY[:80],
        to=(Address(email="pm@studio.example"),),
        cc=(Address(email="assistant@studio.example"),),
    ), project


def item(n: int, message_id: str, client: str) -> Item:
    due = (NOW + timedelta(days=n % 60 - 30)).date()
    return Item(
        key=f"item {n}",
        type=ItemType.PROMISE,
        message=1,
        message_id=message_id,
        owner=Owner(name="王敏", side=Side.CLIENT, email=client),
        what="首页文案",
        quote="文案我们周五前给您",
        due=Due(value=due),
        said_on=NOW,
        said_by=client,
        because=("zh.promise.give",),
    )


def build(path: Path, letters: int, projects: int) -> Ledger:
    """A tenth of the letters bring an item; eight letters make a thread."""
    ledger = Ledger.open(path, now=NOW)
    with ledger.transaction():
        ledger.set_team([Address(email="pm@studio.example")])
        for n in range(projects):
            ledger.save_project(Project(key=f"p{n}", name=f"Project {n}"))
            ledger.save_person(f"p{n}", Person(email=f"client@p{n}.example", name="王敏", side=Side.CLIENT))
            ledger.save_person(f"p{n}", Person(email="pm@studio.example", name="PM", side=Side.TEAM))
    ledger._connection.execute("PRAGMA synchronous = OFF")
    for start in range(0, letters, 500):
        with ledger.transaction():
            for n in range(start, min(start + 500, letters)):
                take(ledger, n, projects)
            ledger.set_cursor(Cursor(folder="INBOX", uidvalidity=1, uid_next=start + 501))
    ledger._connection.execute("PRAGMA synchronous = FULL")
    ledger._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return ledger


def take(ledger: Ledger, n: int, projects: int) -> None:
    letter, project = message(n, projects)
    thread = f"{project} {n // projects // 8}"
    raw = f"Subject: {letter.subject}\r\n\r\n{letter.text}".encode()
    fetched = Fetched(folder="INBOX", uidvalidity=1, uid=n + 1, raw=raw, size=len(raw))
    if ledger.add_letter(fetched, letter, project=project, thread=thread, now=NOW) and n // projects % 10 == 0:
        so_far = ledger.reading(thread)
        new = item(n, letter.message_id, letter.sender.email)
        ledger.save_reading(thread, project, Reading(kinds=(Kind.MAIL,), items=(*so_far.items, new)), now=NOW)


# Letters, their threads, people and items once more for each copy, in projects of their own.
_COPIES = """
INSERT INTO projects (key, name) SELECT 'p' || (substr(key, 2) + :projects * n), name FROM copies, projects;
INSERT INTO people (project, email, name, side)
  SELECT 'p' || (substr(project, 2) + :projects * n), {email}, name, side FROM copies, people;
INSERT INTO threads (key, project, subject, kinds, orders, read_at)
  SELECT key || ' ' || n, 'p' || (substr(project, 2) + :projects * n), subject, kinds, orders, read_at FROM copies, threads;
INSERT INTO letters (id, message_id, digest, thread, project, sender, subject, date, date_offset, kind, verdict, visibility,
    in_reply_to, size, received_at)
  SELECT id + :letters * n, n || '.' || message_id, n || '.' || digest, thread || ' ' || n,
    'p' || (substr(project, 2) + :projects * n), 'client@p' || (substr(project, 2) + :projects * n) || '.example', subject,
    date, date_offset, kind, verdict, visibility, in_reply_to, size, received_at FROM copies, letters;
INSERT INTO bodies (letter, own, raw) SELECT letter + :letters * n, own, raw FROM copies, bodies;
INSERT INTO letter_people (letter, email, role, name)
  SELECT letter + :letters * n, {email}, role, letter_people.name
  FROM copies, letter_people JOIN letters ON letters.id = letter;
INSERT INTO sightings (folder, uidvalidity, uid, letter)
  SELECT folder, uidvalidity, uid + :letters * n, letter + :letters * n FROM copies, sightings;
INSERT INTO items (key, project, thread, position, type, message, message_id, owner_name, owner_email, owner_side, what,
    quote, status, due_day, due_grain, because, certainty, said_on, said_on_offset, said_by, asked_by, told, internal, asked)
  SELECT key || ' ' || n, 'p' || (substr(project, 2) + :projects * n), thread || ' ' || n, position, type, message,
    n || '.' || message_id, owner_name, 'client@p' || (substr(project, 2) + :projects * n) || '.example', owner_side, what,
    quote, status, due_day, due_grain, because, certainty, said_on, said_on_offset, said_by, asked_by, told, internal, asked
  FROM copies, items;
"""
_EMAIL = "CASE WHEN email LIKE 'client@%' THEN 'client@p' || (substr(project, 2) + :projects * n) || '.example' ELSE email END"
_BEGIN = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :last) "


def multiply(ledger: Ledger, times: int, letters: int, projects: int) -> None:
    """Make a ledger of `letters` and `projects` that many times as large, straight in SQLite."""
    if times < 2:
        return
    connection = ledger._connection
    counts = {"last": times - 1, "letters": letters, "projects": projects}
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN IMMEDIATE")
    # Children first: a table that was copied already must not be copied from again.
    for statement in reversed(_COPIES.format(email=_EMAIL).strip().rstrip(";").split(";\n")):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute(_BEGIN + statement, counts)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def median(deed: Callable[[], object], times: int = 9) -> float:
    """Milliseconds."""
    deed()
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        deed()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def asked(ledger: Ledger, letters: int, projects: int) -> Iterator[tuple[str, float]]:
    known, project = message(letters // 2, projects)
    thread = f"{project} {letters // 2 // projects // 8}"
    fresh = iter(range(50_000_000, 60_000_000))
    yield "is this letter known", median(lambda: ledger.letter_known(known))
    yield "places of 20 Message-IDs", median(
        lambda: ledger.places_of([message(n, projects)[0].message_id for n in range(100, 2000, 95)])
    )
    yield "letters of a thread", median(lambda: ledger.letters(thread))
    yield "reading of a thread", median(lambda: ledger.reading(thread))
    yield "items of a project", median(lambda: ledger.items(project))
    yield "status of a project", median(lambda: ledger.project_status(project, NOW))
    yield "statuses of all projects", median(
        lambda: [ledger.project_status(p.key, NOW) for p in ledger.projects()], times=1
    )
    yield "what may leave now", median(lambda: ledger.due(NOW))
    for query in ("open_items", "late_items", "due_between", "person_owes", "promise_statistics"):
        if query in ledger._sql:
            values = {
                "project": project,
                "email": f"client@{project}.example",
                "today": "2026-10-14",
                "since": "2026-10-14",
                "until": "2026-10-21",
                "most": 50,
            }
            yield f"question {query}", median(lambda q=query, v=values: ledger._rows(q, **v))  # type: ignore[misc]

    def batch() -> None:
        with ledger.transaction():
            for _ in range(50):
                take(ledger, next(fresh), projects)

    yield "50 letters in one transaction", median(batch)


def main(most: int = 1_000_000, base: int = 10_000) -> None:
    """Print each question's time at a tenth of `most` letters and at `most`, and their ratio."""
    base = min(base, most // 10)
    figures: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="mailpm-bench-") as folder:
        for letters in (most // 10, most):
            with build(Path(folder) / f"bench-{letters}.db", base, _BASE_PROJECTS) as ledger:
                multiply(ledger, letters // base, base, _BASE_PROJECTS)
                assert ledger.letter_count() == letters
                figures[letters] = dict(asked(ledger, base, _BASE_PROJECTS))
            (Path(folder) / f"bench-{letters}.db").unlink()
    small, big = figures.values()
    print(f"questions to the ledger, ms; {most // base * _BASE_PROJECTS} projects in the larger (P10 must 6 x and 50 ms, P11 must 3 x)")
    print(f"  {'':32} {most // 10:>12,} {most:>12,}   ratio")
    for name, value in big.items():
        print(f"  {name:32} {small[name]:12.3f} {value:12.3f} {value / small[name]:7.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
