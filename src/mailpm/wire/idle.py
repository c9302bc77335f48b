"""Waiting for new mail without polling: IMAP IDLE (RFC 2177) that notices when nobody is there any more."""

from __future__ import annotations

import imaplib
import selectors
import ssl
import time
from typing import Any, Protocol

from imapclient import IMAPClient

# NAT boxes forget a quiet connection after 15 minutes or less, servers hang up after 29 (HAZARDS I-01).
RENEW_SECONDS = 5 * 60.0


class Wakeable(Protocol):
    """Something to wait for beside the server, e.g. one end of `socket.socketpair()`: readable means stop waiting."""

    def fileno(self) -> int: ...


class DeadIdle(Exception):
    """The server hung up, broke the protocol or stopped answering in the midst of IDLE."""


class IdleRefused(Exception):
    """The server offers IDLE and then says no to it; the connection is still good."""


def sleep(seconds: float, wake: Wakeable | int | None) -> None:
    """Wait, or less when `wake` becomes readable."""
    if wake is None:
        time.sleep(max(0.0, seconds))
        return
    with selectors.DefaultSelector() as selector:
        selector.register(wake, selectors.EVENT_READ)
        selector.select(max(0.0, seconds))


def wait_for_news(client: IMAPClient, seconds: float, wake: Wakeable | int | None) -> bool:
    """IDLE in the selected folder for at most so long; whether the server told of new mail.

    Renews IDLE every five minutes: DONE must be answered, so a connection that fell silent is noticed then.
    imapclient's own `idle_check` is not used: after a hang-up it returns at once and empty, for ever (I-02), and it
    does not see lines that arrived together with the server's "+". Raises IdleRefused; or DeadIdle, OSError and
    imaplib's errors, after which the connection is of no use.
    """
    end = time.monotonic() + seconds
    while True:
        round_end = min(end, time.monotonic() + RENEW_SECONDS)
        idle = _Idle(client)
        news = idle.begin()
        woken = False
        while not (news or woken) and time.monotonic() < round_end:
            news, woken = idle.look(round_end - time.monotonic(), wake)
        news = idle.done() or news
        if news or woken or time.monotonic() >= end:
            return news


class _Idle:
    """One IDLE command, from its "+" to the answer to DONE."""

    def __init__(self, client: IMAPClient) -> None:
        self._client = client
        self._imap: Any = client._imap
        self._tag = b""

    def begin(self) -> bool:
        """Start; whether news came even before the server was idle."""
        self._tag = self._imap._command("IDLE")
        news = False
        while True:
            line = self._line()
            if line.startswith(b"+"):
                return news
            if line.startswith(self._tag):
                self._imap.tagged_commands.pop(self._tag, None)
                raise IdleRefused(line.decode("utf-8", "replace"))
            news = _is_news(line) or news

    def look(self, seconds: float, wake: Wakeable | int | None) -> tuple[bool, bool]:
        """Wait for the next lines: (news, woken)."""
        if self._buffered(readable=False):
            return self._drain(), False
        with selectors.DefaultSelector() as selector:
            selector.register(self._client.socket(), selectors.EVENT_READ, "server")
            if wake is not None:
                selector.register(wake, selectors.EVENT_READ, "wake")
            ready = {key.data for key, _ in selector.select(max(0.0, seconds))}
        if "server" in ready and self._buffered(readable=True):
            return self._drain(), "wake" in ready
        return False, "wake" in ready

    def done(self) -> bool:
        """End it; whether news came meanwhile."""
        self._imap.send(b"DONE\r\n")
        news = False
        while True:
            line = self._line()
            if line.startswith(self._tag):
                self._imap.tagged_commands.pop(self._tag, None)
                return news
            news = _is_news(line) or news

    def _drain(self) -> bool:
        news = _is_news(self._line())
        while self._buffered(readable=False):
            news = _is_news(self._line()) or news
        return news

    def _line(self) -> bytes:
        """The next whole line; its rest is waited for with the socket's own timeout."""
        line: bytes = self._imap._get_line()
        if line.upper().startswith(b"* BYE"):
            raise DeadIdle(line.decode("utf-8", "replace"))
        return line

    def _buffered(self, *, readable: bool) -> bool:
        """Whether bytes are there already. `readable`: the selector said so, thus no bytes mean a hang-up."""
        sock = self._client.socket()
        sock.setblocking(False)
        try:
            data = _peek(self._imap, sock)
        except (ssl.SSLWantReadError, BlockingIOError):
            return False  # a TLS record without mail in it, such as a new session ticket
        finally:
            sock.setblocking(True)
            self._client._set_read_timeout()
        if readable and not data:
            raise DeadIdle("the server hung up")
        return bool(data)


def _peek(imap: Any, sock: Any) -> bytes:
    """What can be read without waiting, left in imaplib's buffer."""
    buffer = getattr(imap, "_readbuf", None)  # Python 3.14 has a list of its own there
    if buffer is None:
        data: bytes = imap.file.peek()
        return data
    if not buffer:
        chunk = sock.recv(65536)
        if chunk:
            buffer.append(chunk)
        return bytes(chunk)
    return b"".join(buffer)


def _is_news(line: bytes) -> bool:
    """EXISTS tells of new mail; so may RECENT where a server tells nothing else."""
    words = line.upper().split()
    return len(words) >= 3 and words[0] == b"*" and words[2] in (b"EXISTS", b"RECENT")


BROKEN = (DeadIdle, OSError, imaplib.IMAP4.error)
