"""How a run is asked to stop: from a signal handler, at any moment, and whoever waits wakes up."""

from __future__ import annotations

import os
import select


class StopSign:
    """A pipe that becomes readable when somebody asks to stop; safe to use from a signal handler."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        self.asked = False

    def ask(self) -> None:
        """Stop as soon as the letter at hand is written down."""
        self.asked = True
        os.write(self._write, b".")

    def fileno(self) -> int:
        """What to wait on together with a socket."""
        return self._read

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until somebody asks to stop."""
        select.select([self._read], [], [], max(seconds, 0))

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)
