"""What can be seen of a server before any login: its addresses and its certificate."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from mailpm.wire import errors, tls

LOOK_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A certificate that was verified: its last moment (aware), and the names that it is for."""

    until: datetime
    names: tuple[str, ...]


def addresses(host: str) -> tuple[str, ...]:
    """The addresses of a host, each once. Raises Unreachable where the name is not known."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise errors.Unreachable(f"No machine is called {host} (or DNS does not answer).") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def certificate(
    protocol: Literal["imap", "smtp"], *, host: str, port: int, security: tls.Security, ca_file: Path | None
) -> Certificate:
    """The certificate that the server shows, verified as before a login. Raises WireError.

    `security` is "tls" or "starttls". Nothing is said of any account.
    """
    context = tls.context(ca_file)
    try:
        if security == "tls":
            with (
                socket.create_connection((host, port), timeout=LOOK_SECONDS) as plain,
                context.wrap_socket(plain, server_hostname=host) as sock,
            ):
                return _seen(sock)
        return _after_starttls(protocol, host, port, context)
    except (imaplib.IMAP4.error, smtplib.SMTPException) as error:
        raise tls.no_starttls(host, port, 993 if protocol == "imap" else 465) from error
    except OSError as error:
        raise errors.unreachable(host, port, error) from error


def _after_starttls(protocol: str, host: str, port: int, context: ssl.SSLContext) -> Certificate:
    if protocol == "imap":
        client = imaplib.IMAP4(host, port, timeout=LOOK_SECONDS)
        try:
            client.starttls(context)
            return _seen(client.sock)
        finally:
            client.shutdown()
    smtp = smtplib.SMTP(host, port, local_hostname="[127.0.0.1]", timeout=LOOK_SECONDS)
    try:
        smtp.starttls(context=context)
        return _seen(smtp.sock)
    finally:
        smtp.close()


def _seen(sock: object) -> Certificate:
    assert isinstance(sock, ssl.SSLSocket)
    shown = sock.getpeercert() or {}
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    alternatives = shown.get("subjectAltName", ())
    return Certificate(until=until, names=tuple(str(pair[1]) for pair in alternatives if len(pair) == 2))
