"""The ledger in Datasette: every named question runs there, nobody without the token sees anything, nothing is written."""

import json
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from tests.composing.report_projects import project

from mailpm.ledger import Ledger, questions
from mailpm.ledger.datasette import datasette_command, datasette_metadata
from mailpm.model import Language, ProjectStatus

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PORT = 18431


def fill(path: Path) -> list[ProjectStatus]:
    made = [project(language, "in_trouble") for language in Language]
    now: datetime = made[0][1]
    with Ledger.open(path, now=now) as ledger:
        for status, _ in made:
            key = status.project.key
            ledger.save_project(status.project)
            for person in status.people:
                ledger.save_person(key, person)
            for milestone in status.milestones:
                ledger.save_milestone(key, milestone)
            for tracked in status.items:
                item = tracked.item
                own = replace(item, key=f"{key}:{item.key}")
                ledger.save_item(key, replace(tracked, item=own))
            for decision in status.decisions:
                ledger.save_decision(key, decision)
            for risk in status.risks:
                ledger.save_risk(key, risk)
            for change in status.changes:
                ledger.save_change(key, change)
    return [status for status, _ in made]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "mail pm.db"
    fill(path)
    return path


def test_every_question_and_table_is_described(ledger: Path) -> None:
    projects = [project(language, "in_trouble")[0].project for language in Language]
    metadata = datasette_metadata(ledger, projects)
    database = metadata["databases"]["mail pm"]
    assert set(database["queries"]) == {q.name for q in questions()}
    assert all(q["description"] and q["hide_sql"] for q in database["queries"].values())
    items = database["tables"]["items"]
    assert items["description"]
    assert "sentence" in items["columns"]["quote"] or items["columns"]["quote"]
    with sqlite3.connect(ledger) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(items)")}
    assert set(items["columns"]) <= columns
    assert len(items["columns"]) >= 0.9 * len(columns)
    assert metadata["allow"] == {"id": "root"}
    page = metadata["description_html"]
    assert "安和商城改版" in page
    assert "/mail~20pm/project_start?project=brightwater" in page


def test_a_projects_name_is_no_markup(ledger: Path) -> None:
    nasty = project(Language.ENGLISH, "on_track")[0].project
    nasty = replace(nasty, key='"><b>', name="<script>x</script>")
    page = datasette_metadata(ledger, [nasty])["description_html"]
    assert "<script>" not in page
    assert "<b>" not in page


def test_it_listens_on_the_loopback_alone(tmp_path: Path) -> None:
    command = datasette_command(tmp_path / "x.db", tmp_path / "m.json", port=8001)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert "--root" in command
    assert not {"--cors", "--write", "--create"} & set(command)


@pytest.fixture
def served(ledger: Path, tmp_path: Path) -> Iterator[str]:
    """Datasette on the sample ledger; gives the sign-in link."""
    pytest.importorskip("datasette", reason="the extra web is not installed")
    projects = [project(language, "in_trouble")[0].project for language in Language]
    metadata = tmp_path / "metadata.json"
    metadata.write_text(json.dumps(datasette_metadata(ledger, projects)), "utf-8")
    server = subprocess.Popen(
        datasette_command(ledger, metadata, port=PORT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        link = server.stdout.readline().strip()
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/-/versions.json", timeout=2)
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield link
    finally:
        server.terminate()
        server.communicate(timeout=20)


def signed_in(link: str) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(link, timeout=20).close()
    return opener


@pytest.mark.browser
def test_datasette_serves_the_owner_and_nobody_else(served: str, tmp_path: Path) -> None:
    base = f"http://127.0.0.1:{PORT}"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{base}/mail~20pm/items.json", timeout=20)
    assert refused.value.code == 403
    refused.value.close()
    opener = signed_in(served)
    with opener.open(f"{base}/", timeout=20) as answer:
        start = answer.read().decode()
    assert "Brightwater web shop" in start
    for query in questions():
        values = "&".join(f"{name}=brightwater" for name in query.parameters if name not in ("today", "most"))
        with opener.open(f"{base}/mail~20pm/{query.name}.json?{values}&_shape=array", timeout=20) as answer:
            rows = json.loads(answer.read())
        assert isinstance(rows, list), f"{query.name}: {rows}"
        if query.name == "project_start":
            assert {row["kind"] for row in rows} >= {"milestone", "late", "risk R1"}
    with pytest.raises(urllib.error.HTTPError) as wrote:
        opener.open(f"{base}/mail~20pm.json?sql=delete+from+items", timeout=20)
    assert wrote.value.code == 400
    wrote.value.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_the_start_page_in_a_browser(served: str, tmp_path: Path) -> None:
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,900",
         f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'start.png'}", "--dump-dom", served],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert re.search(r"<h2><a href=\"/mail~20pm/project_start\?project=anhe\">安和商城改版</a>", done.stdout)
    assert (tmp_path / "start.png").stat().st_size > 10_000
