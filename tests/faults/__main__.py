"""`make faults`: runs the table of faults and writes what was measured into docs/reliability.md.

    python -m tests.faults                 the whole table, an hour or so
    python -m tests.faults R1 R4           these rows
    python -m tests.faults R1 --runs 50    with fewer runs than the table asks for
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.faults.report import Measured, keep, write_page
from tests.faults.table import ROWS
from tests.faults.world import Servers, on_two_feet

SHOWN = 12


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("rows", nargs="*", help=f"of {', '.join(ROWS)}; all without any")
    parser.add_argument("--runs", type=int, help="how many instead of the table's")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no new round of a row after that")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--dry", action="store_true", help="say the figures, write no page")
    chosen = parser.parse_args()
    if not on_two_feet():
        print("The table needs a private Dovecot and Postfix, as root: apt install dovecot-imapd postfix.")
        return 2
    bad = 0
    for name in chosen.rows or ROWS:
        row = ROWS[name]
        began = time.monotonic()
        with Servers(minutes=chosen.minutes) as servers:
            found = row.run(servers, chosen.runs or row.runs, chosen.seed)
        measured = Measured.of(found, seconds=time.monotonic() - began)
        print(f"{name} {row.fault}: {measured.sentence()}", flush=True)
        for words in (*found.lost, *found.doubled, *found.astray, *found.unsound)[:SHOWN]:
            print(f"    {words}")
        bad += not found.clean
        if not chosen.dry:
            keep(name, measured)
            write_page(ROWS)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
