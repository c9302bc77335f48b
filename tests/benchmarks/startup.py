"""How long the command line takes to say anything, beside a Python that does nothing (P12).

python -m tests.benchmarks.startup
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.child import SETTINGS, open_house

MAILPM = ("-c", "from mailpm.cli import main; main()")
LIBRARIES = ("-c", "import imapclient, aiosmtplib, mailparser, icalendar, jinja2, sqlite_utils")


def _milliseconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
    return 1000 * (time.perf_counter() - began)


def main(rounds: int = 9) -> None:
    """Print the medians of rounds in turn, and the median of their ratios to `python -c pass`."""
    with tempfile.TemporaryDirectory(prefix="mailpm-bench-") as folder:
        settings = Path(folder) / "config.toml"
        settings.write_text(SETTINGS + '[ledger]\npath = "ledger.db"\n')
        with contextlib.closing(open_house(Path(folder) / "ledger.db").ledger):
            pass
        commands = {
            "python -c pass": ("-c", "pass"),
            "mailpm --help": (*MAILPM, "--help"),
            "mailpm status": (*MAILPM, "status", "--config", str(settings), "--json"),
            "importing its six libraries": LIBRARIES,
        }
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, arguments in commands.items():
                found[name].append(_milliseconds(*arguments))
    print("start-up (P12)")
    nothing = found["python -c pass"]
    for name, spent in found.items():
        ratio = statistics.median(a / b for a, b in zip(spent, nothing, strict=True))
        aim = ", must 20, goal 6" if name.startswith("mailpm") else ""
        print(f"  {name:28} {statistics.median(spent):7.1f} ms   {ratio:5.1f} x{aim}")


if __name__ == "__main__":
    main()
