"""Reading a folder in bounded batches: which UIDs are new, how big they are, and their bytes without a trace."""

from __future__ import annotations

import imaplib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response

from mailpm.model import Cursor, Fetched
from mailpm.wire import oversize
from mailpm.wire.errors import asks_for_patience

_log = logging.getLogger(__name__)
BATCH_COUNT = 50
BATCH_BYTES = 4 * 1024 * 1024
SIZES_AT_ONCE = 500
# imaplib refuses a reply line of a million bytes: some 90,000 UIDs (HAZARDS I-11).
SEARCH_WINDOW = 20_000
# A letter above this is fetched in slices, so that no reply is longer (HAZARDS I-12).
SLICE_FROM_BYTES = 8 * 1024 * 1024
# A letter over which a server hangs up every time must not block the folder (HAZARDS I-13).
ALONE_AFTER = 2
GIVE_UP_AFTER = 6
WITHHELD = "the server names this letter and does not give it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Letters in the order of their UIDs, and the cursor to write down in the same transaction."""

    letters: tuple[Fetched, ...]
    cursor: Cursor


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A folder as EXAMINE showed it; `uidvalidity` is 0 where the server has none."""

    folder: str
    exists: int
    uidvalidity: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Announced:
    uid: int
    size: int
    internal_date: datetime | None
    gmail_id: str


@dataclass(slots=True)
class Stumbles:
    """Where the connection broke again and again without a letter between: kept from one connection to the next."""

    uid: int = 0
    times: int = 0

    def at(self, uid: int) -> None:
        self.times = self.times + 1 if uid == self.uid else 1
        self.uid = uid


class Fetcher:
    """Reads one opened folder. `pending` while an answer of the server is still to be read.

    `goes_on`: the cursor was handed out on this very connection, so it holds even without a UIDVALIDITY.
    """

    def __init__(
        self,
        client: IMAPClient,
        opened: Opened,
        *,
        max_bytes: int,
        since: date | None,
        stumbles: Stumbles,
        goes_on: bool = False,
    ) -> None:
        self._client = client
        self._imap: Any = client._imap
        self._opened = opened
        self._max_bytes = max_bytes
        self._since = since
        self._stumbles = stumbles
        self._goes_on = goes_on
        self._gmail = client.has_capability("X-GM-EXT-1")
        self.pending = False

    def batches(self, cursor: Cursor | None) -> Iterator[Batch]:
        """What is newer than the cursor; all since the first day where the cursor does not hold here."""
        start = self._start(cursor)
        highest, told = start - 1, cursor
        if start == 1 and self._since is not None:
            highest = self._highest()  # what is older than `since` need not be asked for again
        groups = self._groups(self._new_uids(start))
        group = next(groups, None)
        tag = self._ask(group)
        while group is not None:
            letters = self._letters(group, tag)
            highest, told = max(highest, group[-1].uid), self._cursor(group[-1].uid + 1)
            group = next(groups, None)
            # Asked for before the caller reads this batch: the server sends while he parses (SPEED.md, P2).
            tag = self._ask(group)
            yield Batch(letters=letters, cursor=told)
        if told != self._cursor(highest + 1):
            yield Batch(letters=(), cursor=self._cursor(highest + 1))

    def _start(self, cursor: Cursor | None) -> int:
        """The first UID that is new."""
        here = self._opened
        if cursor is None or cursor.folder != here.folder:
            return 1
        if cursor.uidvalidity == here.uidvalidity and (here.uidvalidity or self._goes_on):
            return cursor.uid_next
        _log.warning(
            "UIDVALIDITY of %s went from %d to %d: reading it again from %s; what is known is not taken twice",
            here.folder,
            cursor.uidvalidity,
            here.uidvalidity,
            self._since or "its first letter",
        )
        return 1

    def _cursor(self, uid_next: int) -> Cursor:
        return Cursor(folder=self._opened.folder, uidvalidity=self._opened.uidvalidity, uid_next=uid_next)

    # ---- which ------------------------------------------------------------------------------------------------

    def _new_uids(self, start: int) -> list[int]:
        """UIDs from `start` on, ascending. `n:*` always names the last letter too, so what is below is dropped."""
        bound: list[Any] = ["UID", f"{start}:*"] if start > 1 else []
        if start == 1 and self._since is not None:
            # The server compares its own days without a zone: one earlier loses nothing.
            bound = ["SINCE", self._since - timedelta(days=1)]
        found: set[int] = set()
        for window, size in _windows(self._opened.exists):
            new = {uid for uid in self._client.search([*window, *bound] or "ALL") if uid >= start}
            found |= new
            if start > 1 and len(new) < size:
                break  # UIDs ascend with the numbers: older windows hold older letters only
        return sorted(found)

    def _highest(self) -> int:
        if not self._opened.exists:
            return 0
        return max(self._client.search([f"{self._opened.exists}:*"]), default=0)

    # ---- how big ----------------------------------------------------------------------------------------------

    def _groups(self, uids: Sequence[int]) -> Iterator[list[_Announced]]:
        """Batches bounded by count and by bytes; a big letter comes alone, and so do those where it stumbled."""
        group: list[_Announced] = []
        size = 0
        for one in self._announced(uids):
            count = 1 if self._stumbles.times >= ALONE_AFTER else BATCH_COUNT
            if group and (len(group) >= count or size + one.size > BATCH_BYTES):
                yield group
                group, size = [], 0
            group.append(one)
            size += one.size
        if group:
            yield group

    def _announced(self, uids: Sequence[int]) -> Iterator[_Announced]:
        for position in range(0, len(uids), SIZES_AT_ONCE):
            part = uids[position : position + SIZES_AT_ONCE]
            sizes = self._sizes(part)
            for uid in part:
                yield _announced(uid, sizes.get(uid, {}))

    def _sizes(self, uids: Sequence[int]) -> dict[int, dict[bytes, Any]]:
        wanted = ["RFC822.SIZE", "INTERNALDATE", *(["X-GM-MSGID"] if self._gmail else [])]
        try:
            found: dict[int, dict[bytes, Any]] = self._client.fetch(uids, wanted)
        except (ProtocolError, ValueError, IndexError):
            _log.info("%s gives dates that cannot be read: asking for sizes only", self._opened.folder)
            found = self._client.fetch(uids, ["RFC822.SIZE"])
        return found

    # ---- the bytes --------------------------------------------------------------------------------------------

    def _ask(self, group: list[_Announced] | None) -> bytes | None:
        """Send the request for the ordinary letters of a group; its tag, or None where there are none."""
        uids = [one.uid for one in group or [] if one.size <= min(SLICE_FROM_BYTES, self._max_bytes)]
        if not uids or (len(uids) == 1 and self._stumbles.uid == uids[0] and self._stumbles.times >= GIVE_UP_AFTER):
            return None
        tag: bytes = self._imap._command("UID", "FETCH", ",".join(map(str, uids)), "(BODY.PEEK[])")
        self.pending = True
        return tag

    def _letters(self, group: list[_Announced], tag: bytes | None) -> tuple[Fetched, ...]:
        try:
            bodies = self._bodies(tag) if tag is not None else {}
            letters = tuple(one for one in (self._letter(each, bodies.get(each.uid)) for each in group) if one)
        except (OSError, imaplib.IMAP4.abort):
            self._stumbles.at(group[0].uid)
            raise
        self._stumbles.times = 0
        return letters

    def _bodies(self, tag: bytes) -> dict[int, bytes]:
        """The answer to `_ask`; empty where the server refused, so that each letter is asked for by itself."""
        try:
            typ, data = self._imap._command_complete("FETCH", tag)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            typ, data = "BAD", [str(error)]
        self.pending = False
        words = str(data)
        _, found = self._imap._untagged_response(typ, data, "FETCH")
        if typ != "OK" and asks_for_patience(words):
            raise imaplib.IMAP4.error(words)
        try:
            answers = parse_fetch_response(found, False, True)
        except (ProtocolError, ValueError, IndexError):
            return {}
        return {uid: body for uid, answer in answers.items() if (body := _body(answer)) is not None}

    def _letter(self, one: _Announced, raw: bytes | None) -> Fetched | None:
        """The letter, whole or cut down; None where somebody deleted it meanwhile."""
        left_out, trouble = False, ""
        if raw is None and one.size > self._max_bytes:
            raw, left_out = oversize.without_attachments(self._client, one.uid), True
        elif raw is None:
            raw = self._singly(one)
            if raw is None and one.uid not in self._client.search(["UID", str(one.uid)]):
                return None
            trouble = WITHHELD if raw is None else ""
        return Fetched(
            folder=self._opened.folder,
            uidvalidity=self._opened.uidvalidity,
            uid=one.uid,
            raw=raw or b"",
            size=one.size,
            internal_date=one.internal_date,
            oversize=left_out,
            gmail_id=one.gmail_id,
            trouble=trouble,
        )

    def _singly(self, one: _Announced) -> bytes | None:
        """One letter by itself, in slices if it is big; None where the server does not give it."""
        if self._stumbles.uid == one.uid and self._stumbles.times >= GIVE_UP_AFTER:
            return None
        try:
            if one.size > SLICE_FROM_BYTES:
                return b"".join(oversize.slices(self._client, one.uid))
            return _body(self._client.fetch([one.uid], ["BODY.PEEK[]"]).get(one.uid, {}))
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ValueError, IndexError) as error:
            if asks_for_patience(str(error)):
                raise
            return None


def _windows(exists: int) -> Iterator[tuple[list[str], int]]:
    """Message numbers from the newest down, in windows: (criteria, how many); no criteria where one holds all."""
    if 0 < exists <= SEARCH_WINDOW:
        yield [], exists
        return
    last = exists
    while last > 0:
        first = max(1, last - SEARCH_WINDOW + 1)
        yield [f"{first}:{'*' if last == exists else last}"], last - first + 1
        last = first - 1


def _announced(uid: int, answer: dict[bytes, Any]) -> _Announced:
    when = answer.get(b"INTERNALDATE")
    return _Announced(
        uid=uid,
        size=int(answer.get(b"RFC822.SIZE") or 0),
        internal_date=when if isinstance(when, datetime) and when.tzinfo else None,
        gmail_id=str(answer.get(b"X-GM-MSGID") or ""),
    )


def _body(answer: dict[bytes, Any]) -> bytes | None:
    found = next((value for key, value in answer.items() if key.startswith(b"BODY[]")), None)
    return found if isinstance(found, bytes) else None
