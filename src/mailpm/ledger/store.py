"""The door of the ledger: everything that the assistant may ask of its memory, put together from its parts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType

from mailpm.ledger.connection import connect
from mailpm.ledger.forget import Forget
from mailpm.ledger.values import utc


class Ledger(Forget):
    """One mailbox's memory in one SQLite file. Letters, readings, projects, outbox, sending and upkeep are its parts,
    each in the module of its noun; a method that writes is a transaction of its own unless one is open.
    """

    @classmethod
    def open(cls, path: Path, *, now: datetime, lock: bool = True, read_only: bool = False) -> Ledger:
        """Open the ledger at `path`, or begin one.

        `lock`: be its only writer (who receives and sends must be); without it one may still write, a statement
        at a time. Raises LedgerInUse within a second where another has the lock, LedgerTooNew for a ledger of a
        newer mailpm, LedgerMissing, LedgerDamaged, or LedgerError with a sentence.
        """
        connection, held = connect(Path(path), now=now, lock=lock, read_only=read_only)
        ledger = cls(Path(path), connection, held)
        try:
            if not read_only and ledger.get("begun") is None:
                ledger.put("begun", utc(now))
        except BaseException:
            ledger.close()
            raise
        return ledger

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
