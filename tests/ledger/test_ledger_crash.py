"""Killed at any point, nothing is lost and nothing leaves twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from mailpm.ledger import Ledger
from mailpm.model import OutboundState

pytestmark = pytest.mark.faults

CHILD = Path(__file__).with_name("crashing_child.py")
NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
LETTERS = 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mailbox").write_text("".join(f"{n}\n" for n in range(1, LETTERS + 1)), "ascii")
    (tmp_path / "delivered").write_text("", "ascii")
    return tmp_path


def run(folder: Path, point: str = "") -> int:
    return subprocess.run([sys.executable, str(CHILD), str(folder), point], timeout=60, check=False).returncode


def check(folder: Path) -> None:
    """What a stranger counts: from the ledger's file and from what the world got."""
    delivered = Counter((folder / "delivered").read_text("ascii").split())
    with Ledger.open(folder / "ledger.db", now=NOW, read_only=True) as ledger:
        assert ledger.verify(delivered=[(id, "wang@acme.example") for id in delivered.elements()]) == ()
        assert len(ledger.all_threads()) == LETTERS
        assert len(ledger.items("acme")) == LETTERS
        assert {row.state for row in ledger.outbox()} == {OutboundState.ACCEPTED}
    assert sorted(delivered.values()) == [1] * LETTERS


@pytest.mark.parametrize(
    "point",
    [
        "opened:1",
        "recovered:1",
        "letter:2",
        "batch:1",
        "cursor:2",
        "received:1",
        "plan:1",
        "planned:1",
        "connecting:1",
        "connecting:3",
        "body_started:2",
        "delivered:1",
        "delivered:5",
        "settled:4",
    ],
)
def test_killed_at_a_point_it_ends_as_if_nothing_had_been(folder: Path, point: str) -> None:
    assert run(folder, point) == -signal.SIGKILL
    assert run(folder) == 0
    check(folder)


def test_killed_at_every_second_step_it_still_ends(folder: Path) -> None:
    points = ["letter:1", "received:1", "connecting:1", "body_started:1", "delivered:1", "settled:1", "delivered:1"]
    for point in points:
        assert run(folder, point) in (-signal.SIGKILL, 0)
    assert run(folder) == 0
    check(folder)


@pytest.mark.slow
def test_killed_at_random_instants(folder: Path) -> None:
    chance = Random(11)
    for _ in range(60):
        child = subprocess.Popen([sys.executable, str(CHILD), str(folder), ""])
        time.sleep(chance.uniform(0.05, 0.6))
        child.kill()
        child.wait()
    assert run(folder) == 0
    check(folder)
