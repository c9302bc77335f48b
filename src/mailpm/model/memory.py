"""What the ledger gives back of what it keeps: places in threads, stored and shunted letters, outcomes of upkeep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailpm.model.outbound import Fetched, Outbound


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a Message-ID stands: a letter that came in, or (`ours`) one that we sent.

    `recipients` are the addresses it went to (To and Cc), in lower case; `sender` is empty for ours.
    """

    message_id: str
    thread: str
    project: str | None
    ours: bool
    recipients: tuple[str, ...] = ()
    sender: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredLetter:
    """A letter as the ledger keeps it; `date` is aware, in the sender's zone."""

    message_id: str
    thread: str
    project: str | None
    sender: str
    subject: str
    date: datetime
    raw: bytes
    repeated_id: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Shunted:
    """A letter that broke the reader, with what broke."""

    id: int
    fetched: Fetched
    traceback: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciled:
    """What planning changed in the outbox: rows that are new (or wanted again), and rows withdrawn."""

    new: tuple[Outbound, ...] = ()
    withdrawn: tuple[Outbound, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A breach of an invariant: which (`invariant` is its short name), where, and in which words."""

    invariant: str
    where: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Forgotten:
    """What was removed of a person, and what was kept and why; each one sentence."""

    email: str
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
