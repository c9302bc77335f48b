"""The only caller of the system clock: everywhere else `now` is an argument."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time and how to let it pass."""

    def now(self) -> datetime: ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC, without microseconds."""
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  (the one place)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class MovedClock:
    """A clock that stands still until it is moved: for the demo and the stories."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        """Waiting takes no time here: whoever owns the clock moves it."""

    def move_to(self, now: datetime) -> None:
        self._now = now
