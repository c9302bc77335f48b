"""A mailbox that is watched through a network that cuts, resets and swallows: all letters once, little traffic."""

import random
import threading
import time
from typing import Any

import pytest
from tests.faults.proxy import Cut, Proxy
from tests.wire.fake_imap import FakeImap

from mailpm.model import Cursor
from mailpm.wire import errors, idle
from mailpm.wire.imap import Mailbox


def mailbox(port: int, **settings: Any) -> Mailbox:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "none", "user": "pm@agency.example"}
    return Mailbox(**{**usual, "secret": lambda: "pw", "timeout": 0.3, **settings})


def letter(number: int, size: int = 300) -> bytes:
    return b"Message-ID: <%d@client.example>\r\n\r\n" % number + b"x" * size


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(12))
def test_through_random_faults_each_letter_is_handed_over_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """I-01 and I-03 with all times divided by a thousand: twenty connections, each with a fault of its own."""
    monkeypatch.setattr(idle, "RENEW_SECONDS", 0.2)
    chance = random.Random(seed)
    with FakeImap() as server, Proxy(server.port) as proxy:
        for _ in range(20):
            direction, how = chance.choice(["up", "down"]), chance.choice(["close", "reset", "hold"])
            after = chance.randrange(1, 700 if direction == "up" else 6000)
            proxy.plans.append(Cut(direction=direction, how=how, after=after))  # type: ignore[arg-type]
        sender = threading.Thread(target=_deliver, args=(server, 30, chance.random() * 0.05), daemon=True)
        sender.start()
        got: list[int] = []
        cursor: Cursor | None = None
        began, cpu = time.monotonic(), time.process_time()
        box = mailbox(proxy.port)
        while len(got) < 30 and time.monotonic() - began < 60:
            try:
                for batch in box.fetch_new(cursor):
                    got += [one.uid for one in batch.letters]
                    cursor = batch.cursor
                box.wait(0.5)
            except errors.WireError:
                time.sleep(0.02)
        box.close()
        sender.join()
        assert got == list(range(1, 31))
        assert time.process_time() - cpu < 5


def _deliver(server: FakeImap, count: int, pause: float) -> None:
    for number in range(1, count + 1):
        server.add(letter(number))
        time.sleep(pause)


def test_a_days_traffic_is_little_more_than_the_new_letters() -> None:
    """I-15: 300 looks, 60 new letters of 20 kB in a box of 500; two connections at the most."""
    with FakeImap() as server, Proxy(server.port) as proxy:
        for number in range(500):
            server.add(letter(number, 20_000))
        box = mailbox(proxy.port, timeout=10.0)
        cursor = None
        for batch in box.fetch_new(None):
            cursor = batch.cursor
        before, new = proxy.passed["down"], 0
        for look in range(300):
            if look % 5 == 0:
                new += len(letter(0, 20_000))
                server.add(letter(look, 20_000))
            for batch in box.fetch_new(cursor):
                cursor = batch.cursor
        box.close()
        assert proxy.passed["down"] - before < 1.2 * new
        assert proxy.connections == 1


@pytest.mark.parametrize("capabilities", ["CONDSTORE ENABLE", "QRESYNC CONDSTORE ENABLE", ""])
def test_condstore_makes_no_difference(capabilities: str) -> None:
    """I-10."""
    with FakeImap(f"IMAP4rev1 IDLE {capabilities}") as server:
        server.add(letter(1))
        box = mailbox(server.port)
        assert [len(batch.letters) for batch in box.fetch_new(None)] == [1]
        box.close()
        assert not server.said("ENABLE")
        assert "CONDSTORE" not in " ".join(line for line in server.commands if not line.startswith("CAPABILITY"))


def test_only_searches_that_odd_servers_understand_are_made() -> None:
    """I-23: ALL, SINCE and UID n:*; no text, no header, no flags, no descending sets."""
    with FakeImap("IMAP4rev1") as server:
        box = mailbox(server.port)
        cursor = None
        for number in range(1, 4):
            server.add(letter(number))
            for batch in box.fetch_new(cursor):
                cursor = batch.cursor
        box.sent_has("1@client.example")
        box.close()
        allowed = {"SEARCH ALL", "SEARCH UID 2:*", "SEARCH UID 3:*", "SEARCH 1:*"}
        assert set(server.said("SEARCH")) <= allowed
