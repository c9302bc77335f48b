"""Connecting to an IMAP server and logging in, with a sentence for each way in which that fails."""

from __future__ import annotations

import contextlib
import imaplib
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError

from mailpm.wire import errors, tls
from mailpm.wire.idle import DeadIdle
from mailpm.wire.provider import Provider

_log = logging.getLogger(__name__)
CONNECT_SECONDS = 30.0
IDENTITY = {"name": "mailpm", "version": "1", "vendor": "mailpm"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Where and as whom to log in. `timeout` in seconds, for each answer."""

    host: str
    port: int
    security: tls.Security
    user: str
    secret: Callable[[], str]
    auth: tls.Auth
    ca_file: Path | None
    provider: Provider
    timeout: float


def log_in(account: Account) -> IMAPClient:
    """A client that is logged in. Raises WireError; nothing stays open then."""
    client = _connect(account)
    try:
        _encrypt(client, account)
        _authenticate(client, account)
        _introduce(client)
    except errors.WireError:
        _shut(client)
        raise
    except (OSError, imaplib.IMAP4.error) as error:
        _shut(client)
        raise told(account, error) from error
    except BaseException:
        _shut(client)
        raise
    return client


def told(account: Account, error: BaseException) -> errors.WireError:
    """The sentence for an error of the socket or of imaplib, outside the login."""
    words = errors.clean(error)
    if isinstance(error, OSError):
        if isinstance(error, TimeoutError):
            return errors.Unreachable(f"{account.host} stopped answering.")
        return errors.unreachable(account.host, account.port, error)
    if errors.asks_for_patience(words):
        return errors.throttled(account.host, words)
    if isinstance(error, (imaplib.IMAP4.abort, DeadIdle)):
        return errors.Unreachable(f"{account.host} ended the connection (“{words}”).")
    return errors.WireError(f"{account.host} answered what was not expected (“{words}”).")


def _connect(account: Account) -> IMAPClient:
    try:
        client = IMAPClient(
            account.host,
            account.port,
            ssl=account.security == "tls",
            ssl_context=tls.context(account.ca_file) if account.security == "tls" else None,
            timeout=SocketTimeout(min(CONNECT_SECONDS, account.timeout), account.timeout),  # type: ignore[arg-type]
        )
    except (OSError, ssl.SSLError) as error:
        raise errors.unreachable(account.host, account.port, error) from error
    except imaplib.IMAP4.error as error:
        raise _greeting_refused(account, error) from error
    # imapclient formats every reply for a log that nobody reads: four times slower, and letters in logs (SPEED.md).
    client._imap.debug = 0
    client.normalise_times = False
    # imaplib writes a command in pieces: with Nagle's algorithm each command waits for a delayed ACK, some 40 ms.
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _greeting_refused(account: Account, error: BaseException) -> errors.WireError:
    words = errors.clean(error)
    if errors.asks_for_patience(words):
        return errors.throttled(account.host, words)
    return errors.Unreachable(
        f"What listens at {account.host} port {account.port} does not greet as an IMAP server (“{words or 'nothing'}”)."
    )


def _encrypt(client: IMAPClient, account: Account) -> None:
    if account.security != "starttls":
        return
    try:
        client.starttls(tls.context(account.ca_file))
    except CapabilityError as error:
        raise tls.no_starttls(account.host, account.port, 993) from error
    except OSError as error:
        raise errors.unreachable(account.host, account.port, error) from error
    except imaplib.IMAP4.error as error:
        raise tls.no_starttls(account.host, account.port, 993) from error


def _authenticate(client: IMAPClient, account: Account) -> None:
    if account.security != "none" and not isinstance(client.socket(), ssl.SSLSocket):
        raise tls.no_starttls(account.host, account.port, 993)
    try:
        _say_secret(client, account, account.secret())
    except LoginError as error:
        forget = getattr(account.secret, "forget", None)
        if account.auth != "xoauth2" or forget is None or errors.asks_for_patience(str(error)):
            raise
        # A token that we thought good was stale: once more with a fresh one, then never again (HAZARDS I-18).
        forget()
        _say_secret(client, account, account.secret())


def _say_secret(client: IMAPClient, account: Account, secret: str) -> None:
    try:
        if account.auth == "xoauth2":
            _xoauth2(client, account.user, secret)
        elif (account.user + secret).isascii():
            client.login(account.user, secret)
        else:  # LOGIN is ASCII only in imaplib; SASL PLAIN is UTF-8 (RFC 4616)
            client.sasl_login("PLAIN", lambda _: f"\0{account.user}\0{secret}".encode())
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort):  # cut in the midst of the login, not refused
            raise error.__context__ from error
        raise _refused(account, error, secret) from error


def _xoauth2(client: IMAPClient, user: str, token: str) -> None:
    """Google's and Microsoft's XOAUTH2; after a refusal comes a challenge that wants an empty answer."""
    answers = iter([f"user={user}\1auth=Bearer {token}\1\1".encode()])
    client.sasl_login("XOAUTH2", lambda _: next(answers, b""))


def _refused(account: Account, error: BaseException, secret: str) -> BaseException:
    """A WireError for a person; a LoginError where a fresh token may still help."""
    words = errors.clean(error, (secret,))
    if errors.asks_for_patience(words):
        return errors.throttled(account.host, words)
    if errors.is_unavailable(words):
        return errors.Unreachable(f"{account.host} cannot check logins at the moment (“{words}”).")
    return RefusedSecret(refusal(account, words), provider=account.provider)


def refusal(account: Account, words: str) -> str:
    """The sentence for a refused login: what this provider wants."""
    name = account.provider.name if account.provider.key != "plain" else account.host
    return (
        f"{account.host} refused the login of {account.user} (“{words}”): {name} wants {account.provider.wants_en}; "
        "next try in 15 minutes."
    )


class RefusedSecret(errors.LoginRefused, LoginError):
    """Both what a person reads and what `_authenticate` may answer with a fresh token."""


def _introduce(client: IMAPClient) -> None:
    """ID (RFC 2971) after the login, and only where it is offered.

    NetEase refuses to open folders without it (imapclient issue 544); QQ and others hang up on commands that they
    do not know (HAZARDS I-21, I-22).
    """
    if not client.has_capability("ID"):
        return
    try:
        client.id_(IDENTITY)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ValueError):
        _log.debug("the server offers ID and then refuses it")


def _shut(client: Any) -> None:
    with contextlib.suppress(Exception):
        client.shutdown()
