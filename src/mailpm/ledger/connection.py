"""The connection to a ledger: opened safely, spoken to in named statements, and written to in whole transactions."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

from mailpm.ledger.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerMissing,
    LedgerUnreachable,
)
from mailpm.ledger.lock import Lock
from mailpm.ledger.queries import named_queries
from mailpm.ledger.schema import VERSION, migrate, refuse_newer, version
from mailpm.ledger.values import utc

BUSY_MS = 10_000


@contextmanager
def as_sentences(path: Path) -> Iterator[None]:
    """SQLite's errors that come from outside, as LedgerErrors; what is a bug stays sqlite3.Error."""
    try:
        yield
    except sqlite3.OperationalError as error:
        sentence = _in_a_sentence(error, path)
        if sentence is None:
            raise
        raise sentence from error
    except sqlite3.DatabaseError as error:
        if type(error) is sqlite3.DatabaseError:
            raise LedgerDamaged(
                f"{path} is no ledger or is damaged ({error}); restore the latest backup of it."
            ) from error
        raise


def _in_a_sentence(error: sqlite3.OperationalError, path: Path) -> LedgerError | None:
    text = str(error)
    if "full" in text:
        return LedgerFull(f"There is no room left for {path}; free some disk space, nothing was half written.")
    if "locked" in text or "busy" in text:
        return LedgerBusy(f"Another program has been writing to {path} for {BUSY_MS // 1000} seconds; try again.")
    if "unable to open" in text or "readonly" in text or "disk I/O" in text:
        return LedgerUnreachable(f"{path} cannot be opened or written ({text}); look at its disk, folder and rights.")
    return None


class Connection:
    """What every part of the ledger speaks through. `path` is the file; nothing here reads a clock."""

    path: Path

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: Lock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self._library: Database | None = None
        self._known_columns: dict[str, frozenset[str]] = {}
        self._sql = {name: query.sql for name, query in named_queries().items()}

    @property
    def _database(self) -> Database:
        """sqlite-utils over the same connection; imported when first needed, a mere question never waits for it."""
        if self._library is None:
            from sqlite_utils import Database

            self._library = Database(self._connection, recursive_triggers=False, execute_plugins=False)
        return self._library

    def close(self) -> None:
        """Close the file and give back the lock; what was not committed is gone."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. The outermost takes the write lock at once (BEGIN IMMEDIATE), so that no reader's
        lock has to be upgraded halfway; inside another it is a savepoint. Raises LedgerFull, LedgerBusy.
        """
        with as_sentences(self.path):
            if self._connection.in_transaction:
                with self._database.atomic():
                    yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        # A full disk has already rolled everything back.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction, or the one that is open: a savepoint for each statement would cost more than the statement."""
        if self._connection.in_transaction:
            with as_sentences(self.path):
                yield
        else:
            with self.transaction():
                yield

    def _run(self, name: str, /, **values: Any) -> int:
        """Run the statement of that name; the number of rows that it changed."""
        return self._connection.execute(self._sql[name], values).rowcount

    def _run_many(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        self._connection.executemany(self._sql[name], rows)

    def _rows(self, name: str, /, **values: Any) -> list[sqlite3.Row]:
        with as_sentences(self.path):
            return self._connection.execute(self._sql[name], values).fetchall()

    def _row(self, name: str, /, **values: Any) -> sqlite3.Row | None:
        with as_sentences(self.path):
            row: sqlite3.Row | None = self._connection.execute(self._sql[name], values).fetchone()
            return row

    def _value(self, name: str, /, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self._row(name, **values)
        return None if row is None else row[0]


def connect(path: Path, *, now: datetime, lock: bool, read_only: bool) -> tuple[sqlite3.Connection, Lock | None]:
    """Open or begin the ledger at `path`, bring its tables to our version, and take the lock where wanted.

    Raises LedgerInUse, LedgerTooNew, LedgerMissing, LedgerDamaged, LedgerError.
    """
    if read_only and not path.exists():
        raise LedgerMissing(f"There is no ledger at {path}; begin one with mailpm run or mailpm tick.")
    held = None if read_only else _claim_place(path, lock)
    connection: sqlite3.Connection | None = None
    try:
        with as_sentences(path):
            connection = _open(path, read_only)
            refuse_newer(connection, path.name)
            if version(connection) < VERSION:
                if read_only:
                    raise LedgerError(f"{path} is from an older mailpm; run mailpm tick once to bring it up to date.")
                if version(connection) > 0:
                    _copy_before_upgrade(connection, path, now)
                _migrate(connection)
        return connection, held
    except BaseException:
        if connection is not None:
            connection.close()
        if held is not None:
            held.release()
        raise


def _claim_place(path: Path, lock: bool) -> Lock | None:
    """The lock where wanted, and a file that only its owner may read."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; the ledger is a file, for example {path / 'ledger.db'}.")
    try:
        held = Lock(path) if lock else None
        keep_private(path)
    except FileNotFoundError:
        raise LedgerMissing(f"There is no folder {path.parent} for the ledger; make it or change the path.") from None
    except PermissionError:
        raise LedgerUnreachable(f"{path.parent} cannot be written to; look at the rights of the folder.") from None
    return held


def _open(path: Path, read_only: bool) -> sqlite3.Connection:
    # isolation_level None: transactions begin and end where we say, never by themselves before a statement.
    connection = sqlite3.connect(
        path.absolute().as_uri() + "?mode=ro" if read_only else path,
        uri=read_only,
        isolation_level=None,
        timeout=BUSY_MS / 1000,
        cached_statements=512,
    )
    connection.row_factory = sqlite3.Row
    try:
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA journal_size_limit = 67108864")
            # FULL: what we told the outside (a letter was sent) must survive a power cut; WAL with NORMAL may lose it.
            connection.execute("PRAGMA synchronous = FULL")
            # A removed person's words are overwritten, not left in free pages.
            connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -16384")
        connection.execute("PRAGMA user_version").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _copy_before_upgrade(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    """The ledger as the older mailpm left it, beside it as `….v1`: whoever goes back to that mailpm opens this one.

    It is marked as a copy, as any backup: letters that left since are not sent again from it.
    """
    from mailpm.ledger.outbox import COPIED_AT

    target = path.with_name(f"{path.name}.v{version(connection)}")
    half = target.with_name(f"{target.name}.part")
    half.unlink(missing_ok=True)
    keep_private(half)
    copy = sqlite3.connect(half, isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(named_queries()["put_fact"].sql, {"name": COPIED_AT, "value": utc(now)})
    finally:
        copy.close()
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(half, target)


def keep_private(path: Path) -> None:
    """Begin a file that only its owner may read: it holds other people's letters. An older file keeps its rights."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    migrate(Database(connection, recursive_triggers=False, execute_plugins=False))
