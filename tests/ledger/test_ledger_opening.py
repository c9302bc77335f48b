"""Opening a ledger: one writer, the right version, and one clear sentence where it cannot be."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailpm.ledger import (
    Ledger,
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerInUse,
    LedgerMissing,
    LedgerTooNew,
)
from mailpm.ledger.schema import VERSION
from mailpm.model import Project

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)

HOLDER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from mailpm.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]), now=datetime(2026, 10, 14, tzinfo=UTC))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_instance_is_refused_and_names_the_first(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    first = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(LedgerInUse, match=rf"process {first.pid}.*stop it first"):
            Ledger.open(path, now=NOW)
    finally:
        first.kill()
        first.communicate()
    # The killed holder's lock is gone with it.
    Ledger.open(path, now=NOW).close()


def test_the_refusal_does_not_wait(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", now=NOW):
        began = time.process_time(), time.monotonic()
        with pytest.raises(LedgerInUse):
            Ledger.open(tmp_path / "ledger.db", now=NOW)
        # Not a measure of speed: that no busy timeout of ten seconds is waited for.
        assert time.monotonic() - began[1] < 5


def test_without_the_lock_one_may_look_and_write(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", now=NOW) as first:
        with Ledger.open(tmp_path / "ledger.db", now=NOW, lock=False) as second:
            second.save_project(Project(key="acme", name="ACME"))
        with Ledger.open(tmp_path / "ledger.db", now=NOW, lock=False, read_only=True) as third:
            assert third.projects() == first.projects() == (Project(key="acme", name="ACME"),)
            with pytest.raises(LedgerError, match="cannot be opened or written"):
                third.put("a", "b")


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path, now=NOW).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(LedgerTooNew, match=r"newer mailpm.*update mailpm"):
        Ledger.open(path, now=NOW)
    with pytest.raises(LedgerTooNew):
        Ledger.open(path, now=NOW, lock=False, read_only=True)


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ms Wang, the drafts are attached. " * 50, "utf-8")
    with pytest.raises(LedgerDamaged, match="no ledger or is damaged"):
        Ledger.open(path, now=NOW)
    assert path.read_text("utf-8").startswith("Dear Ms Wang")


def test_a_missing_ledger_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing, match="There is no ledger"):
        Ledger.open(tmp_path / "none.db", now=NOW, read_only=True, lock=False)
    for lock in (True, False):
        with pytest.raises(LedgerMissing, match="There is no folder"):
            Ledger.open(tmp_path / "no" / "ledger.db", now=NOW, lock=lock)
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_letters_of_others_are_for_their_owner_alone(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", now=NOW) as ledger:
        ledger.backup(tmp_path / "copy.db", NOW)
        ledger.put("a", "b")
        modes = {path.name: oct(path.stat().st_mode & 0o077) for path in tmp_path.glob("*.db*") if path.suffix != ".lock"}
    assert modes == dict.fromkeys(("ledger.db", "ledger.db-wal", "ledger.db-shm", "copy.db"), "0o0")


def test_another_program_that_will_not_let_go_is_said_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", now=NOW) as ledger:
        ledger._connection.execute("PRAGMA busy_timeout = 20")
        other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="Another program has been writing"):
            ledger.put("a", "b")
        other.execute("ROLLBACK")
        other.close()
        ledger.put("a", "b")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_said_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match="rights"):
        Ledger.open(tmp_path / "ledger.db", now=NOW)


def test_a_path_with_odd_letters_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "账本 #1?.db"
    with Ledger.open(path, now=NOW) as ledger:
        ledger.put("a", "b")
    assert path.exists()
    with Ledger.open(path, now=NOW, read_only=True) as ledger:
        assert ledger.get("a") == "b"


def test_a_kill_while_the_tables_are_made_leaves_a_ledger_that_opens(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path / "ledger.db")], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not (tmp_path / "ledger.db").exists() and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    with Ledger.open(tmp_path / "ledger.db", now=NOW) as ledger:
        assert ledger.verify() == ()
