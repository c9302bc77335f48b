"""What is to leave: a planned letter, its bytes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailpm.model.mail import Address
from mailpm.model.project import Language


class OutboundState(StrEnum):
    """Where a letter is on its way out. Only `BODY_STARTED` can come to be in doubt."""

    DRAFT = "draft"
    QUEUED = "queued"
    CONNECTING = "connecting"
    BODY_STARTED = "body_started"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    IN_DOUBT = "in_doubt"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """What a number in one of our letters stands for, for ever.

    `kind` is item, draft, risk, change, meeting, question, or line (of the draft that the letter shows).
    """

    number: str
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadPlace:
    """Where in which thread a letter goes (RFC 5322 section 3.6.4); ids without angle brackets."""

    subject: str
    in_reply_to: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A letter that should exist by now.

    `key` is unique for ever: the same need plans the same key. `content` is the frozen dataclass that the
    template `kind` is written for (`mailpm.model.letters`). `not_before` and `expires` are aware.
    `tells` names the letters (Message-IDs) of which the PM has been told once this one is accepted.
    `approval`: the letter waits as a draft until a person says so (or its autonomy lets it go at `not_before`).
    """

    key: str
    kind: str
    project: str | None
    to: tuple[Address, ...]
    language: Language
    content: object
    cc: tuple[Address, ...] = ()
    place: ThreadPlace | None = None
    approval: bool = True
    never_automatic: bool = False
    not_before: datetime | None = None
    expires: datetime | None = None
    zone: str = "UTC"
    numbering: tuple[Numbered, ...] = ()
    item_keys: tuple[str, ...] = ()
    calendar: bytes = b""
    calendar_method: str = ""
    because: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Composed:
    """The finished letter. What was approved is what is sent: these bytes, 7-bit clean, without a Bcc."""

    raw: bytes
    message_id: str
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outbound:
    """A row of the outbox."""

    id: int
    key: str
    kind: str
    project: str | None
    state: OutboundState
    version: int
    recipients: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    raw: bytes
    created: datetime
    not_before: datetime | None = None
    expires: datetime | None = None
    attempts: int = 0
    approval: bool = True
    never_automatic: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """Who let which version go to whom, when, by which letter; it holds once and until `expires`."""

    outbound: int
    version: int
    recipients: tuple[str, ...]
    by: str
    at: datetime
    message_id: str = ""
    expires: datetime | None = None


class Result(StrEnum):
    """What SMTP said of one recipient, or of the whole letter."""

    ACCEPTED = "accepted"
    TRY_LATER = "try_later"
    REFUSED = "refused"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What became of one letter for one recipient; `code` is the SMTP reply code or 0.

    `pause` in seconds: the provider spoke of the whole account (a quota), so let no letter leave meanwhile.
    """

    recipient: str
    result: Result
    code: int = 0
    words: str = ""
    pause: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A letter as IMAP gave it: its place (folder, UIDVALIDITY, UID) and its bytes; `size` in bytes.

    `oversize`: only headers and text were fetched, `raw` holds those. `trouble` says why `raw` is empty.
    """

    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    size: int
    internal_date: datetime | None = None
    oversize: bool = False
    gmail_id: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """How far a folder was read: every UID below `uid_next` is in the ledger, under this UIDVALIDITY."""

    folder: str
    uidvalidity: int
    uid_next: int
