"""Letters through a real Postfix into a real Dovecot and to the world."""

import time
from typing import Any

import pytest
from tests.servers.private import AUTHSERV_ID, Dovecot, Postfix

from mailpm.model import Result
from mailpm.wire import errors
from mailpm.wire.imap import Mailbox
from mailpm.wire.smtp import Sender

pytestmark = pytest.mark.servers
ASSISTANT = "assistant@agency.example"
PASSWORD = "one for the assistant"
LETTER = (
    b"From: assistant@agency.example\r\nTo: wang@client.example\r\nMessage-ID: <one@agency.example>\r\n"
    b"Date: Wed, 25 Nov 2026 09:00:00 +0100\r\nSubject: hello\r\n\r\n.dot\r\n..dots\r\nend\r\n"
)


def sender(server: Postfix, **settings: Any) -> Sender:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "security": "starttls", "user": ASSISTANT}
    return Sender(**{**usual, "secret": lambda: PASSWORD, "ca_file": server.authority.file, **settings})


def mailbox(server: Dovecot) -> Mailbox:
    return Mailbox(
        host="127.0.0.1",
        port=server.imaps_port,
        security="tls",
        user=ASSISTANT,
        secret=lambda: PASSWORD,
        ca_file=server.authority.file,
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_reaches_the_client_and_its_copy_comes_back(dovecot: Dovecot, postfix: Postfix, security: str) -> None:
    box = mailbox(dovecot)
    cursor = None
    for batch in box.fetch_new(None):
        cursor = batch.cursor
    postfix.elsewhere.kept.clear()
    port = postfix.port if security == "starttls" else postfix.tls_port
    with sender(postfix, security=security, port=port) as one:
        for _ in range(2):
            found = one.deliver(
                LETTER,
                envelope_from=ASSISTANT,
                recipients=["wang@client.example", "assistant+p1@agency.example"],
                on_phase=lambda _: None,
            )
            assert {delivery.result for delivery in found} == {Result.ACCEPTED}
    copies: list[bytes] = []
    end = time.monotonic() + 30
    while len(copies) < 2 and time.monotonic() < end:
        for batch in box.fetch_new(cursor):
            copies += [letter.raw for letter in batch.letters]
            cursor = batch.cursor
        if len(copies) < 2:
            box.wait(2)
    box.close()
    assert len(copies) == 2
    for copy in copies:
        assert copy.endswith(LETTER)
        # The provider vouches for what was sent by a login of this very address.
        assert f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=agency.example".encode() in copy
    _until(lambda: len(postfix.elsewhere.kept) == 2)
    assert [recipients for _, recipients, _ in postfix.elsewhere.kept] == [("wang@client.example",)] * 2
    assert all(raw.endswith(LETTER) for _, _, raw in postfix.elsewhere.kept)


def test_nobody_writes_as_somebody_else(postfix: Postfix) -> None:
    with sender(postfix) as one:
        found = one.deliver(
            LETTER, envelope_from="pm@agency.example", recipients=["wang@client.example"], on_phase=lambda _: None
        )
        assert [delivery.result for delivery in found] == [Result.REFUSED]


def test_a_bad_address_among_good_ones(postfix: Postfix) -> None:
    with sender(postfix) as one:
        found = one.deliver(
            LETTER,
            envelope_from=ASSISTANT,
            recipients=["wang@client.example", "no body@client.example", ASSISTANT],
            on_phase=lambda _: None,
        )
        results = [delivery.result for delivery in found]
        assert results[0] == results[2] == Result.ACCEPTED


def test_a_wrong_password_and_an_unknown_authority(postfix: Postfix) -> None:
    with sender(postfix, secret=lambda: "wrong") as one, pytest.raises(errors.LoginRefused):
        one.connect()
    with sender(postfix, ca_file=None) as one, pytest.raises(errors.CertificateRefused):
        one.connect()


def test_a_letter_above_the_servers_limit_is_refused_before_its_body(postfix: Postfix) -> None:
    phases: list[str] = []
    with sender(postfix) as one:
        found = one.deliver(
            LETTER + b"x\r\n" * 4_000_000, envelope_from=ASSISTANT, recipients=[ASSISTANT], on_phase=phases.append
        )
    assert [delivery.result for delivery in found] == [Result.REFUSED]
    assert "body_started" not in phases


def _until(true: Any) -> None:
    end = time.monotonic() + 30
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
