"""The table of faults: what each row does, how, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import killing
from tests.faults.counting import Count
from tests.faults.world import Servers


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fault. `runs` is how often the whole table does it; `how` is a sentence for the page."""

    fault: str
    how: str
    runs: int
    run: Callable[[Servers, int, int], Count]


ROWS: dict[str, Row] = {
    "R1": Row(
        fault="killed while receiving",
        how="SIGKILL at random instants, and before and after each step of taking a letter in",
        runs=1000,
        run=killing.poller,
    ),
    "R2": Row(
        fault="killed while sending",
        how="SIGKILL at random instants, around each step of sending, and within 50 ms after the body began",
        runs=1000,
        run=killing.sender,
    ),
}
