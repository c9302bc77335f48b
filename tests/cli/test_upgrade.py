"""An upgrade begins with a copy of the ledger, and the older mailpm finds everything in it."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailpm.ledger import Ledger, LedgerTooNew, connection, schema
from mailpm.model import Project

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def know_one_more(patch: pytest.MonkeyPatch) -> int:
    """From now on mailpm knows one migration more; gives its number."""
    number = schema.VERSION + 1

    def step(file: str, place: int) -> object:
        def run(database: object) -> None:
            if place < number:
                original(file, place)(database)
                return
            database.conn.execute("CREATE TABLE a_new_one (a TEXT) STRICT")  # type: ignore[attr-defined]
            database.conn.execute(f"PRAGMA user_version = {number}")  # type: ignore[attr-defined]

        return run

    original = schema._step
    patch.setattr(schema, "_step", step)
    patch.setattr(schema, "FILES", (*schema.FILES, "9999_next"))
    for module in (schema, connection):
        patch.setattr(module, "VERSION", number)
    return number


def old_ledger(path: Path) -> None:
    with Ledger.open(path, now=NOW) as ledger:
        ledger.save_project(Project(key="acme", name="ACME"))


def test_an_upgrade_is_preceded_by_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mailpm.sqlite"
    old_ledger(path)
    assert not list(tmp_path.glob("*.v*")), "a new ledger needs no copy of itself"
    number = know_one_more(monkeypatch)
    with Ledger.open(path, now=NOW) as ledger:
        assert ledger.projects() == (Project(key="acme", name="ACME"),)
    copy = tmp_path / f"mailpm.sqlite.v{number - 1}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == number - 1
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert raw.execute("SELECT 1 FROM facts WHERE name = 'copied_at'").fetchall(), "it knows that it is a copy"
        assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'a_new_one'").fetchall()
    raw.close()
    before = copy.read_bytes()
    Ledger.open(path, now=NOW).close()
    assert copy.read_bytes() == before, "a second start leaves the copy alone"


def test_going_back_is_refused_and_the_copy_opens(tmp_path: Path) -> None:
    path = tmp_path / "mailpm.sqlite"
    old_ledger(path)
    with pytest.MonkeyPatch.context() as patch:
        number = know_one_more(patch)
        Ledger.open(path, now=NOW).close()
    with pytest.raises(LedgerTooNew, match="newer mailpm"):
        Ledger.open(path, now=NOW)
    restored = tmp_path / "restored.sqlite"
    shutil.copy(tmp_path / f"mailpm.sqlite.v{number - 1}", restored)
    with Ledger.open(restored, now=NOW) as ledger:
        assert ledger.projects() == (Project(key="acme", name="ACME"),)
