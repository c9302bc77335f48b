"""How a ledger's tables come to be: plain SQL files, each applied once and in order by sqlite-utils."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

from mailpm.ledger.errors import LedgerTooNew

FILES = ("0001_begin",)
VERSION = len(FILES)


def version(connection: sqlite3.Connection) -> int:
    """How many of our migrations this ledger has had (0: it is empty); kept in the file's header."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: sqlite3.Connection, name: str) -> None:
    """Raises LedgerTooNew where a later mailpm wrote this ledger."""
    found = version(connection)
    if found > VERSION:
        raise LedgerTooNew(
            f"{name} was written by a newer mailpm (its version is {found}, this one knows {VERSION}); "
            "update mailpm, or open an older copy of the ledger."
        )


def migrate(database: Database) -> None:
    """Bring the ledger to our version; each step and its record are one transaction."""
    # Imported here because a question to a ledger that is up to date should not wait for it.
    from sqlite_utils import Migrations

    steps = Migrations("mailpm")
    for number, file in enumerate(FILES, start=1):
        steps(name=file)(_step(file, number))
    steps.apply(database)


def _step(file: str, number: int) -> Callable[[Database], None]:
    def step(database: Database, /) -> None:
        text = (Path(__file__).parent / "migrations" / f"{file}.sql").read_text("utf-8")
        # One by one: executescript would commit the migration's own transaction first.
        for statement in statements(text):
            database.conn.execute(statement)
        database.conn.execute(f"PRAGMA user_version = {number}")

    return step


def statements(text: str) -> list[str]:
    """The single statements of a script, each with the comments inside it."""
    found: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        if not lines and (not line.strip() or line.startswith("--")):
            continue
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            found.append("\n".join(lines))
            lines = []
    return found
