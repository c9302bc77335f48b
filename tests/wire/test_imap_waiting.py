"""IDLE tells of new mail at once, notices when the other side is gone, and never spins."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import imapclient
import pytest
from tests.faults.proxy import Proxy
from tests.wire.fake_imap import FakeImap, Hangup

from mailpm.model import Cursor
from mailpm.wire import errors, idle
from mailpm.wire.imap import Mailbox


@contextlib.contextmanager
def watching(port: int, **settings: Any) -> Iterator[Mailbox]:
    """A mailbox that has looked once."""
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "none", "user": "pm@agency.example"}
    box = Mailbox(**{**usual, "secret": lambda: "pw", "timeout": 5.0, **settings})
    try:
        list(box.fetch_new(None))
        yield box
    finally:
        box.close()


def later(seconds: float, work: Any, *arguments: Any) -> threading.Timer:
    timer = threading.Timer(seconds, work, arguments)
    timer.start()
    return timer


@pytest.fixture(autouse=True)
def _nobody_polls_imapclients_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """I-02: `idle_check` returns empty for ever after a hang-up; it is not called at all."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("idle_check hides a dead IDLE")

    monkeypatch.setattr(imapclient.IMAPClient, "idle_check", never)


def test_new_mail_ends_the_wait_at_once() -> None:
    with FakeImap() as server, watching(server.port) as box:
        timer = later(0.2, server.add, b"Subject: x\r\n\r\n")
        began = time.monotonic()
        assert box.wait(20)
        assert time.monotonic() - began < 10
        timer.join()
        assert [one.uid for batch in box.fetch_new(None) for one in batch.letters] == [1]


def test_nothing_new_ends_with_the_time_and_with_done() -> None:
    with FakeImap() as server, watching(server.port) as box:
        assert not box.wait(0.2)
        assert server.commands[-1] == "IDLE"
        assert not box.wait(0.1)  # the connection is still good


@pytest.mark.parametrize("where", ["lines_before_plus", "lines_with_plus"])
def test_news_that_come_together_with_the_plus_are_seen(where: str) -> None:
    with FakeImap(**{where: ["* 5 EXISTS"]}) as server, watching(server.port) as box:
        began = time.monotonic()
        assert box.wait(20)
        assert time.monotonic() - began < 5


def test_keep_alives_and_flags_are_no_news() -> None:
    lines = ["* OK Still here", "* 1 FETCH (FLAGS (\\Seen))"]
    with FakeImap(lines_with_plus=lines) as server, watching(server.port) as box:
        assert not box.wait(0.3)


def test_idle_is_renewed_before_anybody_forgets_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    assert idle.RENEW_SECONDS <= 5 * 60
    monkeypatch.setattr(idle, "RENEW_SECONDS", 0.1)
    with FakeImap() as server, watching(server.port) as box:
        assert not box.wait(0.55)
        assert len(server.said("IDLE")) >= 4


def test_a_wake_ends_the_wait_without_news() -> None:
    reader, writer = socket.socketpair()
    with reader, writer, FakeImap() as server, watching(server.port) as box:
        timer = later(0.2, writer.send, b"x")
        began = time.monotonic()
        assert not box.wait(20, wake=reader)
        assert time.monotonic() - began < 10
        timer.join()
        assert not box.wait(0.1)


def test_without_idle_it_sleeps_and_wakes() -> None:
    reader, writer = socket.socketpair()
    with reader, writer, FakeImap("IMAP4rev1") as server, watching(server.port) as box:
        assert not box.wait(0.1)
        writer.send(b"x")
        began = time.monotonic()
        assert not box.wait(20, wake=reader)
        assert time.monotonic() - began < 10
        assert not server.said("IDLE")


def test_a_server_that_refuses_its_own_idle_is_polled() -> None:
    with FakeImap(hooks={"IDLE": lambda *_: "NO not today"}) as server, watching(server.port) as box:
        assert not box.wait(0.1)
        assert not box.wait(0.1)
        assert len(server.said("IDLE")) == 1


def test_on_a_new_connection_one_looks_first() -> None:
    with FakeImap() as server, watching(server.port) as box:
        box.close()
        assert box.wait(20)
        assert not server.said("IDLE")


@pytest.mark.faults
@pytest.mark.parametrize("fault", ["close", "reset"])
def test_a_hang_up_during_idle_is_noticed_and_does_not_spin(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []
    look = idle._Idle.look

    def counted(self: Any, seconds: float, wake: Any) -> Any:
        looks.append(seconds)
        return look(self, seconds, wake)

    monkeypatch.setattr(idle._Idle, "look", counted)
    with FakeImap() as server, _Relay(server.port) as relay, watching(relay.port) as box:
        timer = later(0.3, relay.end, fault)
        began = time.monotonic()
        with pytest.raises(errors.Unreachable):
            box.wait(60)
        assert time.monotonic() - began < 5
        assert len(looks) <= 5
        timer.join()
        relay.again()
        server.add(b"Subject: x\r\n\r\n")
        cursor = Cursor(folder="INBOX", uidvalidity=7, uid_next=1)
        assert [one.uid for batch in box.fetch_new(cursor) for one in batch.letters] == [1]


def test_a_hang_up_after_a_minute_is_routine_and_before_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang_up(*_: Any) -> str:
        raise Hangup

    with FakeImap(hooks={"IDLE": hang_up}) as server, watching(server.port) as box:
        with pytest.raises(errors.Unreachable):
            box.wait(20)
        monkeypatch.setattr("mailpm.wire.imap.ROUTINE_SECONDS", 0.0)
        list(box.fetch_new(None))
        assert box.wait(20)


@pytest.mark.faults
def test_a_black_hole_is_noticed_at_the_next_renewal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "RENEW_SECONDS", 0.5)
    with FakeImap() as server, Proxy(server.port) as proxy, watching(proxy.port, timeout=1.0) as box:
        timer = later(0.2, proxy.hold_now)
        began, cpu = time.monotonic(), time.process_time()
        with pytest.raises(errors.Unreachable):
            box.wait(60)
        assert time.monotonic() - began < 10
        assert time.process_time() - cpu < 1
        timer.join()
        proxy.release()
        server.add(b"Subject: x\r\n\r\n")
        assert [one.uid for batch in box.fetch_new(None) for one in batch.letters] == [1]


def test_the_rest_of_half_a_line_is_waited_for() -> None:
    with FakeImap(idle_pieces=[b"* 7 EX", b"ISTS\r\n"]) as server, watching(server.port) as box:
        assert box.wait(20)
        assert list(box.fetch_new(None))


@pytest.mark.faults
def test_half_a_line_without_a_rest_ends_the_connection() -> None:
    """I-03: no half-parsed state is used again."""
    with FakeImap(idle_pieces=[b"* 7 EX"]) as server, watching(server.port, timeout=0.5) as box:
        with pytest.raises(errors.Unreachable):
            box.wait(20)
        assert list(box.fetch_new(None))
        assert server.logins == 2


def test_failed_logins_leave_no_descriptor_open() -> None:
    """I-04 in small: what leaks once, leaks at each reconnect."""
    with FakeImap(hooks={"LOGIN": lambda *_: "NO [AUTHENTICATIONFAILED] no"}) as server:
        box = Mailbox(
            host="127.0.0.1", port=server.port, security="none", user="pm@agency.example", secret=lambda: "no"
        )
        before = _open_sockets()
        for _ in range(50):
            with pytest.raises(errors.LoginRefused):
                box.connect()
        assert _open_sockets() <= before + 3


def _open_sockets() -> int:
    import os
    from pathlib import Path

    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("descriptors can be counted on Linux only")
    count = 0
    for one in folder.iterdir():
        with contextlib.suppress(OSError):
            count += os.readlink(one).startswith("socket:")
    return count


class _Relay(Proxy):
    """A proxy whose present connections can be ended from outside."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._ended = threading.Event()
        self._how = "close"

    def end(self, how: str) -> None:
        self._how = how
        self._ended.set()

    def again(self) -> None:
        self._ended.clear()

    def _pump(self, client: socket.socket, server: socket.socket, watch: Any) -> None:
        import struct

        pump = threading.Thread(target=self._quiet_pump, args=(client, server, watch), daemon=True)
        pump.start()
        while not (self._stop.is_set() or self._ended.wait(0.02)):
            if not pump.is_alive():
                return
        if self._how == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
        else:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        pump.join(5)

    def _quiet_pump(self, client: socket.socket, server: socket.socket, watch: Any) -> None:
        with contextlib.suppress(OSError, ValueError, KeyError):
            Proxy._pump(self, client, server, watch)
