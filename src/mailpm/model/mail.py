"""What a letter is: the nouns that `message` makes and every other room reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Side(StrEnum):
    """Whose side a person is on, seen from the project manager."""

    TEAM = "team"
    CLIENT = "client"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of letter it is; `message` knows the machine kinds, `reading` tells minutes and commands."""

    MAIL = "mail"
    MINUTES = "minutes"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    CALENDAR = "calendar"
    BULK = "bulk"
    COMMAND = "command"


class Verdict(StrEnum):
    """What the receiving provider says about the sender (RFC 8601); `NONE` counts as not authenticated."""

    PASS = "pass"
    FAIL = "fail"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """One mailbox (RFC 5322 section 3.4): `email` is lower case, `name` is decoded and free of controls."""

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A part with a name. `name` is for display only, `size` is in bytes, `text` is set where the part can be read."""

    name: str
    media_type: str
    size: int
    sha256: str
    text: str | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Forwarded:
    """A letter inside a letter: its claimed author and date, and its text."""

    text: str
    author: Address | None = None
    date: datetime | None = None
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class InlineAnswer:
    """Words typed under a quoted question."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """What an automatic reply says: away until the end of `until` (None: not said), and who stands in."""

    quote: str
    since: date | None = None
    until: date | None = None
    deputies: tuple[Address, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedRecipient:
    """One address that a delivery report speaks of; `status` is an enhanced code (RFC 3463) or empty."""

    email: str
    permanent: bool
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464 or plain words), and the Message-ID of the letter that came back."""

    recipients: tuple[FailedRecipient, ...]
    original_message_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendee:
    """One ATTENDEE line (RFC 5545 section 3.8.4.1); `partstat` is upper case as on the wire.

    `email` is empty where the line names nobody's address (`invalid:nomail`); `delegated_to` is an address.
    """

    email: str
    name: str = ""
    partstat: str = "NEEDS-ACTION"
    delegated_to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarPart:
    """An iTIP message (RFC 5546) as it came. `start` and `end` are aware, or days for all-day events."""

    method: str
    uid: str
    sequence: int = 0
    dtstamp: datetime | None = None
    organizer: Address | None = None
    attendees: tuple[Attendee, ...] = ()
    start: datetime | date | None = None
    end: datetime | date | None = None
    recurrence_id: datetime | date | None = None
    rrule: str = ""
    summary: str = ""
    location: str = ""
    description: str = ""
    comment: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A letter, decoded.

    `digest` is the SHA-256 (hex) of the letter without its trace headers; `message_id`, `in_reply_to` and
    `references` are without angle brackets. `date` is aware, in the sender's own zone. `text` is the whole
    readable text, `own` the sender's new words (inline answers included, in place), `quoted` what was quoted.
    `visible_only_in` names a part ("html", "plain") where the two parts of an alternative disagree.
    """

    digest: str
    message_id: str
    sender: Address
    date: datetime
    subject: str
    text: str
    own: str
    kind: Kind = Kind.MAIL
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    inline: tuple[InlineAnswer, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    withdrawn: tuple[str, ...] = ()
    signature: str = ""
    attachments: tuple[Attachment, ...] = ()
    calendar: CalendarPart | None = None
    absence: Absence | None = None
    bounce: Bounce | None = None
    verdict: Verdict = Verdict.NONE
    automatic: bool = False
    orders_allowed: bool = True
    delivered_to: tuple[str, ...] = ()
    visible_only_in: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def everyone(self) -> tuple[Address, ...]:
        """Sender and all open recipients, each address once."""
        seen: dict[str, Address] = {}
        for address in (self.sender, *self.to, *self.cc):
            seen.setdefault(address.email, address)
        return tuple(seen.values())
