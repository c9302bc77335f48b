"""The mailbox: what is new in one folder is fetched without a trace, and waited for when there is nothing new."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from mailpm.model import Cursor
from mailpm.wire import errors, idle, imap_login, imap_sent, tls
from mailpm.wire.fetching import Batch, Fetcher, Opened, Stumbles
from mailpm.wire.idle import Wakeable
from mailpm.wire.provider import Provider
from mailpm.wire.providers import provider_for

__all__ = ["Batch", "Mailbox", "Wakeable"]

_log = logging.getLogger(__name__)
DEFAULT_MAX_BYTES = 25 * 1024 * 1024
LOGOUT_SECONDS = 5.0
OPEN_SECONDS = 10 * 60.0
ROUTINE_SECONDS = 60.0


class Mailbox:
    """One folder of one account.

    `secret` is asked at each login: the password, or the access token for "xoauth2" (an object with `forget()` is
    told when the server finds the token stale, and asked once more). `folder` is in plain words with "/" between
    levels. `ca_file` adds authorities. Of letters above `max_bytes` only headers and text are fetched. `since`
    (a day, by the server's own dates) bounds the first reading and each reading anew. `timeout` in seconds counts
    for each answer. Flags are neither read nor written: EXAMINE and BODY.PEEK only.

    Every method may raise `mailpm.wire.errors.WireError`; after it the connection is closed, and the next call
    connects anew. Not for use by two threads at once.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: tls.Security,
        user: str,
        secret: Callable[[], str],
        auth: tls.Auth = "password",
        folder: str = "INBOX",
        ca_file: Path | None = None,
        max_bytes: int = DEFAULT_MAX_BYTES,
        since: date | None = None,
        provider: Provider | None = None,
        timeout: float = 60.0,
    ) -> None:
        tls.refuse_clear_text(host, security)
        self._account = imap_login.Account(
            host=host,
            port=port,
            security=security,
            user=user,
            secret=secret,
            auth=auth,
            ca_file=ca_file,
            provider=provider or provider_for(host),
            timeout=timeout,
        )
        self._folder = folder
        self._max_bytes = max_bytes
        self._since = since
        self._client: IMAPClient | None = None
        self._fetcher: Fetcher | None = None
        self._stumbles = Stumbles()
        self._idles = True
        self._opened: Opened | None = None
        self._opened_at = self._connected_at = 0.0
        self._handed_over: Cursor | None = None

    def connect(self) -> None:
        """Connect and log in, if that is not done yet."""
        if self._fetcher is not None and self._fetcher.pending:
            self._drop()  # somebody stopped reading in the midst of a fetch: its rest is still on the wire
        self._fetcher = None
        if self._client is None:
            self._opened = self._handed_over = None
            self._client = imap_login.log_in(self._account)
            self._connected_at = time.monotonic()

    @property
    def capabilities(self) -> frozenset[str]:
        """What the server offers after the login, upper case; connects if need be."""
        with self._talking() as client:
            return frozenset(name.decode("ascii", "replace") for name in client.capabilities())

    def fetch_new(self, cursor: Cursor | None) -> Iterator[Batch]:
        """What is newer than `cursor`, oldest first, in batches of bounded count and bytes.

        Each batch holds the cursor to write down together with its letters. Without a cursor, with one of another
        folder, or where UIDVALIDITY is another one or missing (RFC 9051 section 2.3.1.1), it begins again from
        `since`: the ledger absorbs what it knows already. A last batch may be empty and only move the cursor.
        A kept connection that turns out to be dead is replaced without a word.
        """
        opened = self._opened_for(cursor)
        with self._talking() as client:
            fetcher = self._fetcher = Fetcher(
                client,
                opened,
                max_bytes=self._max_bytes,
                since=self._since,
                stumbles=self._stumbles,
                goes_on=cursor is not None and cursor == self._handed_over,
            )
            for batch in fetcher.batches(cursor):
                self._handed_over = batch.cursor
                yield batch

    def wait(self, seconds: float, *, wake: Wakeable | int | None = None) -> bool:
        """Wait for new mail, at most so long; True when there may be some.

        With IDLE where the server has it, else a plain sleep. Ends early, with False, when `wake` (a socket, pipe
        or file descriptor) becomes readable. Look with `fetch_new` after it in either case. True at once where
        nobody has looked on this connection yet, where the server told of more during the last look, and where a
        connection ended that had held for a minute: that is every day's business, and the next look connects anew.
        """
        try:
            with self._talking() as client:
                if self._idles and client.has_capability("IDLE"):
                    if self._opened is None or _told_of_more(client):
                        return True
                    try:
                        return idle.wait_for_news(client, seconds, wake)
                    except idle.IdleRefused:
                        self._idles = False
        except errors.Unreachable as error:
            if time.monotonic() - self._connected_at < ROUTINE_SECONDS:
                raise  # a server that hangs up at once must not be hammered with logins
            _log.info("%s", error)
            return True
        idle.sleep(seconds, wake)
        return False

    def append_sent(self, raw: bytes, *, folder: str = "") -> str:
        """File a copy of a sent letter as seen in `folder`, or where the server or custom has its Sent folder.

        Gives that folder's name. A failure says nothing about the sending: never send again because of it.
        """
        with self._talking() as client:
            return imap_sent.append(client, raw, folder)

    def sent_has(self, message_id: str, *, folder: str = "", newest: int = 50) -> bool:
        """Whether one of the newest letters in Sent has this Message-ID (without angle brackets).

        Reads the headers themselves, because some servers' text search finds everything (HAZARDS I-23).
        """
        with self._talking() as client:
            self._opened = None  # it opens another folder
            return imap_sent.has(client, message_id, folder, newest)

    def count(self) -> int:
        """Open the watched folder, read-only; how many letters it holds. Raises FolderMissing."""
        with self._talking() as client:
            return self._open(client).exists

    def folders(self) -> tuple[str, ...]:
        """The names of all folders, "/" between levels."""
        with self._talking() as client:
            return imap_sent.folder_names(client)

    def close(self) -> None:
        """Say goodbye and hang up; never raises, and may be called twice."""
        if self._fetcher is not None and self._fetcher.pending:
            self._drop()  # the goodbye would come after the rest of the letters
        client, self._client = self._client, None
        if client is not None:
            hang_up(client)

    def __enter__(self) -> Mailbox:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened_for(self, cursor: Cursor | None) -> Opened:
        kept = self._client is not None
        try:
            with self._talking() as client:
                return self._still_open(client, cursor) or self._open(client)
        except errors.Unreachable:
            if not kept:
                raise
        with self._talking() as client:
            return self._open(client)

    def _open(self, client: IMAPClient) -> Opened:
        self._opened, self._opened_at = imap_sent.examine(client, self._folder, self._account), time.monotonic()
        _forget_exists(client)
        return self._opened

    def _still_open(self, client: IMAPClient, cursor: Cursor | None) -> Opened | None:
        """The folder as it was opened on this connection, where that is as good as opening it again.

        Opening anew costs Dovecot half a second on a big Maildir. UIDVALIDITY holds while a folder is open (RFC 9051
        section 2.3.1.1). Servers without IDLE show new mail to some clients only when the folder is opened.
        """
        opened = self._opened
        if opened is None or cursor is None or time.monotonic() - self._opened_at > OPEN_SECONDS:
            return None
        if not opened.uidvalidity or (cursor.folder, cursor.uidvalidity) != (opened.folder, opened.uidvalidity):
            return None
        if cursor.uid_next == 1 or not self._idles or not client.has_capability("IDLE"):
            return None
        client.noop()
        _forget_exists(client)
        return replace(opened, exists=1)  # not empty, and what is new fits one answer

    @contextlib.contextmanager
    def _talking(self) -> Iterator[IMAPClient]:
        """Connected; whatever breaks on the way becomes a WireError, and no half-parsed state is used again."""
        self.connect()
        client = self._client
        assert client is not None
        try:
            yield client
        except errors.WireError:
            self._drop()
            raise
        except idle.BROKEN as error:
            self._drop()
            raise imap_login.told(self._account, error) from error
        except GeneratorExit:
            raise
        except (ValueError, IndexError) as error:  # out of the parsers: a server that speaks another IMAP
            self._drop()
            words = errors.clean(error)
            raise errors.WireError(f"{self._account.host} answered what cannot be read (“{words}”).") from error
        except BaseException:
            self._drop()
            raise

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            shut(client)


def _told_of_more(client: Any) -> bool:
    """Whether EXISTS came since the last look began: then IDLE will not repeat it."""
    return "EXISTS" in client._imap.untagged_responses


def _forget_exists(client: Any) -> None:
    client._imap.untagged_responses.pop("EXISTS", None)


def hang_up(client: IMAPClient) -> None:
    """LOGOUT, shortly, and close the socket whatever happens (HAZARDS I-04: a leak of descriptors)."""
    with contextlib.suppress(Exception):
        client.socket().settimeout(LOGOUT_SECONDS)
        client.logout()
    shut(client)


def shut(client: Any) -> None:
    """Close the socket without a word."""
    with contextlib.suppress(Exception):
        client.shutdown()
