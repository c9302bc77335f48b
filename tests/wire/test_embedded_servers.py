"""The provider that the demo and many tests talk to behaves as a provider does."""

import imaplib
import smtplib

import pytest

from mailpm.demo.servers import EmbeddedServers

ACCOUNTS = {"assistant@agency.example": "one", "pm@agency.example": "two"}
LETTER = b"From: Li Na <pm@agency.example>\r\nSubject: hello\r\nDate: Mon, 2 Nov 2026 09:00:00 +0100\r\n\r\n.a dot\r\n"


def send(servers: EmbeddedServers, login: str, password: str, recipients: list[str], raw: bytes = LETTER) -> None:
    with smtplib.SMTP("127.0.0.1", servers.smtp_port, timeout=10) as client:
        client.login(login, password)
        client.sendmail(login, recipients, raw)


def test_smtp_wants_a_login_and_the_right_one() -> None:
    with EmbeddedServers(ACCOUNTS) as servers:
        with smtplib.SMTP("127.0.0.1", servers.smtp_port, timeout=10) as client, pytest.raises(smtplib.SMTPException):
            client.sendmail("pm@agency.example", ["assistant@agency.example"], LETTER)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            send(servers, "pm@agency.example", "wrong", ["assistant@agency.example"])
        assert servers.sent == []


def test_imap_wants_the_right_login() -> None:
    with EmbeddedServers(ACCOUNTS) as servers:
        client = imaplib.IMAP4("127.0.0.1", servers.imap_port, timeout=10)
        with pytest.raises(imaplib.IMAP4.error):
            client.login("pm@agency.example", "one")
        client.logout()


def test_a_letter_reaches_the_mailboxes_known_also_with_a_tag_and_is_vouched_for() -> None:
    with EmbeddedServers(ACCOUNTS) as servers:
        send(servers, "pm@agency.example", "two", ["Assistant+p1@Agency.example", "wang@client.example"])
        (letter,) = servers.letters("assistant@agency.example")
        assert letter.startswith(b"Authentication-Results: mx.demo.example;")
        assert b"dmarc=pass header.from=agency.example" in letter.split(b"Return-Path")[0]
        assert letter.endswith(LETTER)
        assert servers.letters("pm@agency.example") == []
        ((envelope_from, recipients, raw),) = servers.sent
        assert (envelope_from, raw) == ("pm@agency.example", LETTER)
        assert recipients == ("Assistant+p1@Agency.example", "wang@client.example")


def test_another_ones_from_is_not_vouched_for() -> None:
    forged = LETTER.replace(b"pm@agency", b"boss@agency")
    with EmbeddedServers(ACCOUNTS) as servers:
        send(servers, "pm@agency.example", "two", ["assistant@agency.example"], forged)
        (letter,) = servers.letters("assistant@agency.example")
        assert b"Authentication-Results" not in letter


def test_mail_from_outside_is_delivered_as_it_is() -> None:
    with EmbeddedServers(ACCOUNTS) as servers:
        servers.deliver(LETTER, "assistant@agency.example")
        assert servers.letters("assistant@agency.example") == [LETTER]
        with pytest.raises(KeyError):
            servers.deliver(LETTER, "nobody@agency.example")


@pytest.mark.parametrize("idle", [True, False])
def test_idle_is_there_or_not(idle: bool) -> None:
    with EmbeddedServers(ACCOUNTS, idle=idle) as servers:
        client = imaplib.IMAP4("127.0.0.1", servers.imap_port, timeout=10)
        client.login("pm@agency.example", "two")
        lines = client.capability()[1]
        client.logout()
        assert (b"IDLE" in lines[-1].split()) is idle
