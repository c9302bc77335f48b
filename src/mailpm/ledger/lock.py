"""One writer for one ledger: a lock that the operating system takes back when its holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from mailpm.ledger.errors import LedgerInUse


class Lock:
    """An exclusive lock on a file beside the ledger. A killed holder loses it at once, so it is never stale.

    Raises LedgerInUse, without waiting, where another process (or another Ledger in this one) has it.
    """

    def __init__(self, ledger: Path) -> None:
        self._path = ledger.with_name(ledger.name + ".lock")
        file = self._path.open("a+", encoding="ascii")
        try:
            _take(file)
        except OSError:
            file.seek(0)
            holder = file.read(20).strip()
            file.close()
            by = f" (process {holder})" if holder.isdigit() else ""
            raise LedgerInUse(
                f"Another mailpm{by} is at work on {ledger}; stop it first, or give this one a ledger of its own."
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        self._file: IO[str] | None = file

    def release(self) -> None:
        """Give it back; the file stays, because removing it would let two processes lock two files."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(file: IO[str]) -> None:
        # A byte far behind the text, because Windows also forbids reading what is locked.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
