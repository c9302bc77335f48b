"""The table of faults: what each row does, how, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import cutting, killing
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
    "R4": Row(
        fault="SMTP cut",
        how="closed, reset or swallowed before and after each step from connect to QUIT, and within the body",
        runs=1000,
        run=cutting.smtp,
    ),
    "R5": Row(
        fault="IMAP cut",
        how="closed, reset or swallowed at each step, within literals, and around IDLE",
        runs=1000,
        run=cutting.imap,
    ),
    "R6": Row(
        fault="slow server",
        how="every chunk late, and the answer to the letter's end later than we wait for it",
        runs=50,
        run=cutting.slow,
    ),
}
