"""`run` as a child process: it tells systemd how it is, and ends within five seconds of TERM at any moment."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.wire.fake_imap import FakeImap
from tests.wire.fake_smtp import FakeSmtp

from mailpm.demo.servers import AUTHSERV_ID, EmbeddedServers
from mailpm.demo.stage import PASSWORD, settings
from mailpm.ledger import Ledger

ASSISTANT, PM = "mia@weave.example", "li.na@weave.example"
START = [sys.executable, "-c", "from mailpm.cli import main; main()"]
MEMBER = f'email = "{PM}"\nname = "Li Na"\nrole = "owner"\n'


@contextlib.contextmanager
def running(folder: Path, imap_port: int, smtp_port: int, *, name: str = "config", **more: str) -> Iterator[subprocess.Popen[bytes]]:
    text = settings([MEMBER], assistant=ASSISTANT).replace("port = 1\n", f"port = {imap_port}\n", 1)
    text = text.replace("port = 1\n", f"port = {smtp_port}\n").replace("mailpm.sqlite", f"{name}.sqlite")
    (folder / f"{name}.toml").write_text(text)
    environment = {**os.environ, "MAILPM_DEMO_PASSWORD": PASSWORD, **more}
    child = subprocess.Popen(
        [*START, "run", "--config", str(folder / f"{name}.toml")], env=environment, stderr=subprocess.PIPE
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stderr:
            child.stderr.close()


def stopped(child: subprocess.Popen[bytes]) -> float:
    """Seconds from TERM to the end."""
    began = time.monotonic()
    child.send_signal(signal.SIGTERM)
    assert child.wait(20) == 0, child.stderr.read().decode() if child.stderr else ""
    return time.monotonic() - began


def until(what: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


class Systemd:
    """The socket on which a service tells how it is."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "notify"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._socket.setblocking(False)
        self.said: list[str] = []

    def heard(self, word: str) -> bool:
        with contextlib.suppress(BlockingIOError):
            while True:
                self.said.append(self._socket.recv(1024).decode())
        return word in self.said

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    made = Systemd(tmp_path)
    yield made
    made.close()


def test_run_waits_for_mail_and_stops_when_told(tmp_path: Path, systemd: Systemd) -> None:
    with (
        EmbeddedServers({ASSISTANT: PASSWORD, PM: PASSWORD}) as servers,
        running(
            tmp_path, servers.imap_port, servers.smtp_port, NOTIFY_SOCKET=str(systemd.path), WATCHDOG_USEC="6000000"
        ) as child,
    ):
        until(lambda: systemd.heard("READY=1"))
        # It lies in IDLE for poll_seconds (60), yet a watchdog of six seconds hears of it.
        until(lambda: systemd.heard("WATCHDOG=1") and systemd.said.count("WATCHDOG=1") >= 3)
        assert stopped(child) < 5
        assert systemd.heard("STOPPING=1")


def test_run_stops_while_a_server_keeps_it_waiting(tmp_path: Path) -> None:
    """The mailbox answers nothing to the search for new mail, for ever."""
    arrived: list[str] = []

    def silence(*_: object) -> str:
        arrived.append("search")
        time.sleep(25)
        return "OK late"

    with (
        FakeImap("IMAP4rev1 IDLE", user=ASSISTANT, password=PASSWORD, hooks={"SEARCH": silence}) as imap,
        FakeSmtp() as smtp,
        running(tmp_path, imap.port, smtp.port) as child,
    ):
        imap.add(b"From: a@b.example\r\nSubject: x\r\n\r\nx\r\n")
        until(lambda: arrived)
        assert stopped(child) < 5


def test_run_stops_while_it_connects(tmp_path: Path) -> None:
    """Something listens and never greets."""
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,
        FakeSmtp() as smtp,
        running(tmp_path, deaf.getsockname()[1], smtp.port) as child,
    ):
        deaf.settimeout(60)
        client, _ = deaf.accept()
        assert stopped(child) < 5
        client.close()


def test_several_mailboxes_run_side_by_side_each_with_its_ledger(tmp_path: Path) -> None:
    with EmbeddedServers({ASSISTANT: PASSWORD, PM: PASSWORD}) as servers, contextlib.ExitStack() as stack:
        children = [
            stack.enter_context(running(tmp_path, servers.imap_port, servers.smtp_port, name=name))
            for name in ("first", "second")
        ]
        until(lambda: all((tmp_path / f"{name}.sqlite").exists() for name in ("first", "second")))
        time.sleep(1)
        assert [child.poll() for child in children] == [None, None]
        for child in children:
            assert stopped(child) < 5


def test_a_second_run_on_one_ledger_is_refused_at_once(tmp_path: Path) -> None:
    with (
        EmbeddedServers({ASSISTANT: PASSWORD}) as servers,
        running(tmp_path, servers.imap_port, servers.smtp_port) as child,
    ):
        until(lambda: (tmp_path / "config.sqlite.lock").exists() and (tmp_path / "config.sqlite.lock").read_text())
        second = subprocess.run(
            [*START, "run", "--config", str(tmp_path / "config.toml")],
            env={**os.environ, "MAILPM_DEMO_PASSWORD": PASSWORD}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert second.returncode == 2
        assert "Another mailpm" in second.stderr
        assert stopped(child) < 5


def test_a_missing_password_is_one_sentence(tmp_path: Path) -> None:
    with FakeSmtp() as smtp, FakeImap("IMAP4rev1 IDLE") as imap, running(tmp_path, imap.port, smtp.port) as child:
        child.kill()
        child.wait()
        environment = {k: v for k, v in os.environ.items() if k != "MAILPM_DEMO_PASSWORD"}
        done = subprocess.run(
            [*START, "run", "--config", str(tmp_path / "config.toml")],
            env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "the environment has no variable MAILPM_DEMO_PASSWORD" in done.stderr
        assert "Traceback" not in done.stderr


def test_run_stops_in_the_midst_of_sending_and_the_letter_is_in_doubt(tmp_path: Path) -> None:
    """The server has the whole letter and does not say whether it takes it."""
    order = (
        f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=weave.example\r\nFrom: {PM}\r\nTo: {ASSISTANT}\r\n"
        "Subject: help\r\nMessage-ID: <help@weave.example>\r\n"
        f"Date: {format_datetime(datetime.now(UTC))}\r\n\r\nhelp\r\n"
    )
    with (
        FakeImap("IMAP4rev1 IDLE", user=ASSISTANT, password=PASSWORD) as imap,
        FakeSmtp(dot_delay=25.0) as smtp,
        running(tmp_path, imap.port, smtp.port) as child,
    ):
        imap.add(order.encode())
        until(lambda: "DATA" in smtp.log)
        time.sleep(0.5)
        assert stopped(child) < 5
    with Ledger.open(tmp_path / "config.sqlite", now=datetime.now(UTC)) as ledger:
        ledger.recover(datetime.now(UTC))
        assert [str(row.state) for row in ledger.outbox()] == ["in_doubt"]
        assert ledger.due(datetime.now(UTC)) == ()
