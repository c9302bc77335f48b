"""Connections to real servers cut at random: no letter lost, none twice, and what is in doubt is settled by its copy.

The number of cuts can be raised by the environment variable MAILPM_CUTS.
"""

import contextlib
import email
import os
import random
import time
from collections import Counter
from typing import Any

import pytest
from tests.faults.proxy import Cut, Proxy
from tests.servers.conftest import ACCOUNTS
from tests.servers.private import Dovecot, Postfix

from mailpm.model import Cursor, Result
from mailpm.wire import errors
from mailpm.wire.imap import Mailbox
from mailpm.wire.smtp import Sender

pytestmark = [pytest.mark.servers, pytest.mark.faults]
CUTS = int(os.environ.get("MAILPM_CUTS", "60"))
READER, ASSISTANT = "reader@agency.example", "assistant@agency.example"


def mailbox(server: Dovecot, port: int, user: str, **settings: Any) -> Mailbox:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "tls", "user": user, "timeout": 10.0}
    return Mailbox(**{**usual, "secret": lambda: ACCOUNTS[user], "ca_file": server.authority.file, **settings})


def subject(raw: bytes) -> str:
    return str(email.message_from_bytes(raw)["Subject"])


def test_reading_through_cuts_gives_each_letter_once(dovecot: Dovecot) -> None:
    """R5: cuts within TLS records, literals, logins, searches; closed, reset or swallowed."""
    chance = random.Random(5)
    expected = [f"cut {number}" for number in range(CUTS)]
    got: list[str] = []
    with Proxy(dovecot.imaps_port) as proxy:
        box = mailbox(dovecot, dovecot.imaps_port, READER)
        cursor: Cursor | None = None
        for batch in box.fetch_new(None):
            cursor = batch.cursor
        box.close()
        for number, name in enumerate(expected):
            dovecot.deliver(f"Subject: {name}\r\n\r\n".encode() + b"x\r\n" * chance.randrange(5000), READER)
            how = "hold" if number % 10 == 0 else chance.choice(["close", "reset"])
            direction = chance.choice(["up", "down"])
            after = chance.randrange(1, 1500 if direction == "up" else 9000)
            proxy.plans.append(Cut(direction=direction, how=how, after=after))  # type: ignore[arg-type]
            box = mailbox(dovecot, proxy.port, READER, timeout=1.0)
            for _ in range(2):
                with contextlib.suppress(errors.WireError):
                    for batch in box.fetch_new(cursor):
                        got += [subject(letter.raw) for letter in batch.letters]
                        cursor = batch.cursor
            box.close()
        box = mailbox(dovecot, dovecot.imaps_port, READER)
        for batch in box.fetch_new(cursor):
            got += [subject(letter.raw) for letter in batch.letters]
        box.close()
        assert proxy.cuts > CUTS // 2
    assert [name for name in got if name.startswith("cut ")] == expected


def test_sending_through_cuts_delivers_each_letter_once(dovecot: Dovecot, postfix: Postfix) -> None:
    """R4: try later is sent again, in doubt only where no copy came back; every client gets one."""
    chance = random.Random(4)
    doubts: Counter[str] = Counter()
    with Proxy(postfix.port) as proxy:
        for number in range(CUTS):
            raw = _letter(number, chance)
            how = "hold" if number % 10 == 0 else chance.choice(["close", "reset"])
            direction = chance.choice(["up", "down"])
            after = chance.randrange(1, 1800 + len(raw) if direction == "up" else 4200)
            proxy.plans.append(Cut(direction=direction, how=how, after=after))  # type: ignore[arg-type]
            doubts[_send_until_sure(dovecot, postfix, proxy.port, raw)] += 1
        assert proxy.cuts > CUTS // 3
    _until(lambda: not postfix.queued())
    got = Counter(subject(raw) for _, _, raw in postfix.elsewhere.kept if b"Subject: sent " in raw)
    assert got == Counter(f"sent {number}" for number in range(CUTS)), doubts


def _letter(number: int, chance: random.Random) -> bytes:
    head = f"From: {ASSISTANT}\r\nMessage-ID: <cut-{number}@agency.example>\r\nSubject: sent {number}\r\n\r\n"
    return head.encode() + b"some words\r\n" * chance.randrange(300)


def _send_until_sure(dovecot: Dovecot, postfix: Postfix, port: int, raw: bytes) -> str:
    """As the outbox does: the same bytes again, unless the copy to ourselves proves that they went."""
    met = "at once"
    for _ in range(3):
        sender = Sender(
            host="127.0.0.1",
            port=port,
            security="starttls",
            user=ASSISTANT,
            secret=lambda: ACCOUNTS[ASSISTANT],
            ca_file=postfix.authority.file,
            timeout=1.5,
            dot_timeout=1.5,
        )
        try:
            found = sender.deliver(
                raw, envelope_from=ASSISTANT, recipients=["wang@client.example", ASSISTANT], on_phase=lambda _: None
            )
            (result,) = {delivery.result for delivery in found}
        except errors.WireError:
            result = Result.TRY_LATER
        finally:
            sender.close()
        if result is Result.ACCEPTED:
            return met
        met = "in doubt" if result is Result.IN_DOUBT else "later"
        if result is Result.IN_DOUBT and _came_back(dovecot, postfix, raw):
            return "in doubt, and its copy came"
    raise AssertionError("never sent")


def _came_back(dovecot: Dovecot, postfix: Postfix, raw: bytes) -> bool:
    """Whether our own copy is there once Postfix has nothing more to pass on."""
    time.sleep(0.5)
    _until(lambda: not postfix.queued())
    box = mailbox(dovecot, dovecot.imaps_port, ASSISTANT)
    try:
        return any(subject(one.raw) == subject(raw) for batch in box.fetch_new(None) for one in batch.letters)
    finally:
        box.close()


def _until(true: Any) -> None:
    end = time.monotonic() + 30
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
