"""How a run is asked to stop: from a signal handler, at any moment, and whoever waits wakes up."""

from __future__ import annotations

import select
import socket


class StopSign:
    """A socket that becomes readable when somebody asks to stop; safe to use from a signal handler.

    A pair of sockets and no pipe, because Windows waits for sockets only.
    """

    def __init__(self) -> None:
        self._read, self._write = socket.socketpair()
        self.asked = False

    def ask(self) -> None:
        """Stop as soon as the letter at hand is written down."""
        self.asked = True
        self._write.send(b".")

    def fileno(self) -> int:
        """What to wait on together with a socket."""
        return self._read.fileno()

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until somebody asks to stop."""
        select.select([self._read], [], [], max(seconds, 0))

    def close(self) -> None:
        self._read.close()
        self._write.close()
