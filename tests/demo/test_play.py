"""The play: every order in it is obeyed, nothing leaves unapproved, and what it leaves can be looked at."""

import sqlite3
from pathlib import Path

import pytest
from rich.console import Console

from mailpm.demo.play import ASSISTANT, PM, play
from mailpm.demo.stage import Letter


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_order_of_the_play_fails(tmp_path: Path, language: str) -> None:
    play(tmp_path / "demo", language=language, screen=Console(quiet=True))
    letters = [Letter.of(path.read_bytes()) for path in sorted((tmp_path / "demo" / "letters").iterdir())]
    failed = [x.text for x in letters if x.sender == ASSISTANT and x.text.lstrip().startswith("–")]
    assert failed == []
    with sqlite3.connect(tmp_path / "demo" / "mailpm.sqlite") as ledger:
        sent = ledger.execute("SELECT count(*) FROM outbox WHERE state = 'accepted' AND approval = 1").fetchone()[0]
        doubled = ledger.execute("SELECT count(*) FROM (SELECT message_id FROM outbox GROUP BY 1 HAVING count(*) > 1)")
        assert doubled.fetchone()[0] == 0
    to_clients = [x for x in letters if x.sender == ASSISTANT and x.recipients[0] != PM]
    assert len(to_clients) >= 10
    assert sent >= len(to_clients)
    assert list((tmp_path / "demo" / "invitations").iterdir())
    assert list((tmp_path / "demo" / "reports").iterdir())
