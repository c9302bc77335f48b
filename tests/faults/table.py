"""The table of faults: what each row does, how, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import cutting, killing, rows
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
    "R7": Row(
        fault="the server says no for now",
        how="421, 450, 451, 452, 454 to EHLO, MAIL, RCPT (of one or all), DATA and the letter's end",
        runs=200,
        run=rows.answers,
    ),
    "R8": Row(
        fault="disk full",
        how="the ledger may not grow any more at a random page (SQLITE_FULL); then there is room again",
        runs=100,
        run=rows.full_disk,
    ),
    "R9": Row(
        fault="clock moved",
        how="25 hours ahead and back, three days, an hour, a minute, in the midst of work",
        runs=200,
        run=rows.clocks,
    ),
    "R10": Row(
        fault="new UIDs",
        how="a new UIDVALIDITY between two looks and under an open folder",
        runs=200,
        run=rows.new_uids,
    ),
    "R11": Row(
        fault="second instance",
        how="another one on the same ledger, while the first is at work and then killed",
        runs=100,
        run=rows.second_instance,
    ),
    "R12": Row(
        fault="ledger busy",
        how="others read for long, copy it whole (VACUUM INTO), take its write lock for moments",
        runs=100,
        run=rows.busy,
    ),
    "R13": Row(
        fault="yesterday's ledger",
        how="a backup is put back one or two days later",
        runs=50,
        run=rows.restore,
    ),
    "R14": Row(
        fault="poison",
        how="deep, broken, huge and senseless letters between the good ones",
        runs=300,
        run=rows.poison,
    ),
    "R15": Row(
        fault="password refused",
        how="for an hour each time; then it is right again",
        runs=100,
        run=rows.wrong_password,
    ),
}
