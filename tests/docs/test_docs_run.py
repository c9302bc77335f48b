"""The commands of the operator's guide and the README do what they say, on a ledger with a project in it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from tests.docs.test_docs_are_true import ROOT, blocks
from typer.testing import CliRunner

from mailpm.cli import app
from mailpm.demo.stage import Actor, Stage, settings

ASSISTANT, PM, CLIENT = "mia@weave.example", "li.na@weave.example", "lena@lumen.example"
MEMBER = f'email = "{PM}"\nname = "Li Na"\nrole = "owner"\nlanguage = "en"\nzone = "Europe/Berlin"\n'
# They talk to servers, to a browser, or run for long: tests/cli and tests/demo run them.
ELSEWHERE = ("init", "check", "sign-in", "run", "tick", "web", "demo", "read", "explain")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a project, two promises and a draft."""
    folder = tmp_path_factory.mktemp("played")
    config = settings([MEMBER], assistant=ASSISTANT)
    (folder / "config.toml").write_text(config)
    actors = [Actor(email=PM, name="Li Na", zone="Europe/Berlin"), Actor(email=CLIENT, name="Lena Brandt", zone="Europe/Berlin")]
    start = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    with Stage(folder, config=config, actors=actors, start=start) as stage:
        stage.write(
            PM,
            f"Client: Lena Brandt <{CLIENT}> (lead).\nMilestones: design signed off 11 December, launch 15 January.\n",
            to=[ASSISTANT],
            subject="New project ACME",
        )
        stage.until(datetime.fromisoformat("2026-11-23T10:00:00+01:00"))
        stage.write(PM, "OK", answers=stage.inbox(PM)[-1])
        stage.until(datetime.fromisoformat("2026-11-23T11:00:00+01:00"))
        words = "Lena, please send us the logo source files by Tuesday and the home page copy by Friday."
        letter = stage.write(PM, words, to=[CLIENT], cc=[ASSISTANT], subject="ACME: what we need")
        stage.until(datetime.fromisoformat("2026-11-26T09:00:00+01:00"))
        (folder / "old-letters.eml").write_bytes(letter.raw)
    return folder


@pytest.fixture
def folder(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("config.toml", "mailpm.sqlite", "old-letters.eml"):
        shutil.copy(played / name, tmp_path / name)
    (tmp_path / "old-letters.eml").rename(tmp_path / "old-letters.mbox.eml")
    raw = (tmp_path / "old-letters.mbox.eml").read_bytes().replace(b"\r\n", b"\n")
    (tmp_path / "old-letters.mbox").write_bytes(b"From x@y.example Mon Nov 23 09:00:00 2026\n" + raw + b"\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAILPM_DEMO_PASSWORD", "only-for-the-demo")
    return tmp_path


def typed(document: str) -> list[list[str]]:
    text = (ROOT / document).read_text("utf-8")
    lines = [line.split("  #")[0] for language, content in blocks(text) if not language for line in content.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("mailpm ")]


def local(document: str) -> list[list[str]]:
    return [words for words in typed(document) if words[0] not in ELSEWHERE]


def run(*words: str, code: int | tuple[int, ...] = 0, answer: str = "") -> str:
    done = CliRunner().invoke(app, list(words), input=answer)
    assert done.exit_code in ((code,) if isinstance(code, int) else code), (words, done.output, done.exception)
    return done.output


@pytest.mark.parametrize("document", ["docs/operating.md", "docs/privacy.md"])
def test_what_the_page_shows_can_be_typed(document: str, folder: Path) -> None:
    assert local(document)
    for words in local(document):
        run(*words, answer="y\n")


def test_every_way_of_looking(folder: Path) -> None:
    assert "send us the logo" in " ".join(run("items").split())
    assert json.loads(run("items", "--json"))
    assert run("status", code=(0, 1))
    assert run("outbox")
    assert run("shunted")
    assert "logo source files" in run("ask", "what does Lena owe us?")
    assert run("preview", "--days", "20")
    assert "acme" in run("project", "list")
    assert "launch" in run("project", "show", "acme")
    assert run("verify").strip() == "All invariants hold."


def test_a_draft_is_let_go_or_not(folder: Path) -> None:
    rows = [row for row in json.loads(run("outbox", "--json")) if row["state"] == "draft"]
    assert rows, "three days after the due day there is a draft"
    number = str(rows[0]["id"])
    assert "leaves at" in run("approve", number)
    done = CliRunner().invoke(app, ["reject", number])
    assert "There is no draft" in str(done.exception)


def test_a_project_pauses_goes_on_and_moves_house(folder: Path) -> None:
    assert "paused until 2026-12-24" in run("project", "pause", "acme", "--until", "2026-12-24")
    assert "is active" in run("project", "resume", "acme")
    run("project", "export", "acme", "--output", "acme.json")
    assert "has begun as" in run("project", "new", "Website", "--contact", "Max Kern <max@kern.example>", "--milestone", "Launch 2027-01-15")
    assert "is closed" in run("project", "close", "website")


def test_a_backup_opens_as_a_ledger(folder: Path) -> None:
    run("backup", "copy.sqlite")
    with sqlite3.connect("copy.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM items").fetchone()[0] >= 2
    copy.close()
    text = (folder / "config.toml").read_text()
    (folder / "other.toml").write_text(text.replace("mailpm.sqlite", "copy.sqlite"))
    assert "logo" in run("items", "--config", "other.toml")
    done = CliRunner().invoke(app, ["backup", "copy.sqlite"])
    assert "exists already" in str(done.exception)


def test_the_start_of_both_readmes_is_the_same(folder: Path) -> None:
    assert typed("README.md") == typed("README.zh-CN.md")
    assert {words[0] for words in typed("README.md")} >= {"init", "check", "run"}
    assert re.search(r"pip install mailpm", (ROOT / "README.md").read_text("utf-8"))
