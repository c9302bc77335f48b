"""The log: clear lines or JSON, without secrets and without the words of letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

from mailpm.demo.servers import EmbeddedServers
from mailpm.demo.stage import PASSWORD, settings

ASSISTANT, PM = "mia@weave.example", "li.na@weave.example"


def tick(folder: Path, log: str) -> str:
    with EmbeddedServers({ASSISTANT: PASSWORD, PM: PASSWORD}) as servers:
        member = f'email = "{PM}"\nname = "Li Na"\nrole = "owner"\n'
        text = settings([member], assistant=ASSISTANT, extra=f"[log]\n{log}\n")
        text = text.replace("port = 1\n", f"port = {servers.imap_port}\n", 1).replace("port = 1\n", f"port = {servers.smtp_port}\n")
        (folder / "config.toml").write_text(text)
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = PM, ASSISTANT, "New project Zeppelin"
        letter["Message-ID"] = "<one@weave.example>"
        letter.set_content("Client: Wang Min <wang.min@acme.example>\nMilestones: unicorn signed off 11 December.\n")
        servers.deliver(letter.as_bytes(), ASSISTANT, vouched_for="weave.example")
        # A process of its own: the embedded servers log what they hear, passwords too, at their debug level.
        done = subprocess.run(
            [sys.executable, "-c", "from mailpm.cli import main; main()", "tick", "--config", str(folder / "config.toml")],
            env={**os.environ, "MAILPM_DEMO_PASSWORD": PASSWORD}, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


def test_a_line_says_what_and_who_and_no_words_of_letters(tmp_path: Path) -> None:
    said = tick(tmp_path, 'level = "info"')
    assert f"received zeppelin {PM}" in said or f"received - {PM}" in said
    for word in ("unicorn", "New project", PASSWORD):
        assert word not in said


def test_json_lines_are_one_object_each(tmp_path: Path) -> None:
    said = tick(tmp_path, "json_lines = true")
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {"at", "level", "of", "says"} <= lines[0].keys()
    assert any(line["says"].startswith("received") for line in lines)


def test_debug_tells_subjects_and_still_no_secret(tmp_path: Path) -> None:
    said = tick(tmp_path, 'level = "debug"')
    assert "New project Zeppelin" in said
    assert PASSWORD not in said
