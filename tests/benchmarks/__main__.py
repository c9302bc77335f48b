"""`make bench`: every figure in one run, as ratios where a machine's own speed would say nothing.

python -m tests.benchmarks            all of it: 10,000 letters, a ledger of 1,000,000; half an hour
python -m tests.benchmarks --quick    the same on a tenth and less; some minutes
python -m tests.benchmarks sync reading …   these parts alone

README.md in this folder says what each line means.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    dates,
    delivery,
    ledger,
    letters,
    meetings,
    planning,
    reading,
    reports,
    sending,
    startup,
    sync,
)

Part = tuple[Callable[[], None], Callable[[], None]]
PARTS: dict[str, Part] = {
    "startup": (startup.main, lambda: startup.main(5)),
    "sync": (lambda: sync.main(10_000, 3), lambda: sync.main(2_000, 1)),
    "delivery": (lambda: delivery.main(60), lambda: delivery.main(12)),
    "sending": (lambda: sending.main(500, 5), lambda: sending.main(100, 3)),
    "letters": (letters.main, letters.main),
    "reading": (reading.main, lambda: reading.main(500)),
    "dates": (dates.main, dates.main),
    "planning": (planning.main, planning.main),
    "meetings": (meetings.main, meetings.main),
    "reports": (reports.main, reports.main),
    "ledger": (lambda: ledger.main(1_000_000), lambda: ledger.main(50_000)),
}
MEMORY, NEEDED = Path("/dev/shm"), 6 * 2**30


def _in_memory() -> None:
    """Stores lie in memory where there is room: a shared disk would be measured instead of the programs."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > NEEDED:
        tempfile.tempdir = str(MEMORY)
        print(f"stores on {MEMORY}")
    else:
        print(f"stores on the disk of {tempfile.gettempdir()}: only sync, sending and ledger feel it")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Figures of speed, as ratios in one run.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="smaller mailboxes and ledgers, fewer rounds")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    warnings.simplefilter("ignore")
    _in_memory()
    broken = []
    for name in chosen.parts or PARTS:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        try:
            PARTS[name][1 if chosen.quick else 0]()
        except Exception as error:  # the other parts still have something to say
            broken.append(name)
            print(f"  broke: {type(error).__name__}: {error}")
        print(f"   ({time.monotonic() - began:.0f} s)", flush=True)
    if broken:
        sys.exit(f"not measured: {', '.join(broken)}")


if __name__ == "__main__":
    main()
