"""A copy of a ledger while it is in use, whole, checked, and marked so that whoever restores it sends nothing twice."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from mailpm.ledger.connection import as_sentences, keep_private
from mailpm.ledger.errors import LedgerDamaged, LedgerError
from mailpm.ledger.outbox import COPIED_AT
from mailpm.ledger.values import utc
from mailpm.ledger.verify import Verify


class Backup(Verify):
    """Copies under way never block the writer for long: SQLite's own online backup makes them."""

    def backup(self, target: Path, now: datetime) -> None:
        """Write the ledger as it is now to `target`, in the place of an older copy only once it is whole and sound.

        The copy knows that it is one: opened as a ledger, it waits for our own copies in the mailbox to tell what
        left since. Raises LedgerError where it cannot be written, LedgerDamaged where it does not read back.
        """
        if target.absolute() == self.path.absolute():
            raise LedgerError("A backup needs another place than the ledger itself.")
        half = target.with_name(target.name + ".part")
        try:
            with as_sentences(target):
                half.unlink(missing_ok=True)
                self._copy_to(half, now)
            _settle_on_disk(half)
            os.replace(half, target)
        except OSError as error:
            if isinstance(error, LedgerError):
                raise
            why = error.strerror
            raise LedgerError(f"{target} cannot be written ({why}); look at its folder and rights.") from error
        finally:
            half.unlink(missing_ok=True)

    def _copy_to(self, half: Path, now: datetime) -> None:
        keep_private(half)
        copy = sqlite3.connect(half, isolation_level=None)
        try:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute(self._sql["put_fact"], {"name": COPIED_AT, "value": utc(now)})
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise LedgerDamaged(f"The copy does not read back ({found}); the ledger at {self.path} may be damaged.")
        finally:
            copy.close()


def _settle_on_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
