"""Bytes to a Message: the one door of this room, which never raises for an odd letter."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from email import policy
from email.message import Message as RawMessage
from email.parser import BytesParser

from mailpm.message import bounces, limits, robots, trust
from mailpm.message.absence import read_absence
from mailpm.message.calendar import read_calendar
from mailpm.message.headers import Headers, addresses, collect, ids, sender, words, written_on
from mailpm.message.limits import LetterBreaksLimits
from mailpm.message.parts import Parts, collect_parts, inner_letters
from mailpm.message.quote_words import FORWARD_PREFIX
from mailpm.message.texts import LetterText, letter_text
from mailpm.model.mail import Address, Bounce, CalendarPart, Forwarded, Kind, Message, Verdict

_PARSER = BytesParser(policy=policy.compat32)
# What stays the same however often a letter is delivered, filtered or fetched from another folder (HAZARDS I-28).
_LASTING = (
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "content-type",
    "mime-version",
)
# Headers that may stand only once (RFC 5322 section 3.6): which one counts, programs decide differently.
_ONCE = ("subject", "date", "message-id", "content-type", "content-transfer-encoding")
# Defects of the form on which programs disagree about what a letter says: read, but no order is taken (HAZARDS T-13).
_DOUBTS = (
    "MultipartInvariantViolationDefect",
    "StartBoundaryNotFoundDefect",
    "NoBoundaryInMultipartDefect",
    "FirstHeaderLineIsContinuationDefect",
    "MissingHeaderBodySeparatorDefect",
)


def parse(raw: bytes, *, authserv_ids: tuple[str, ...] = (), microsoft: bool = False) -> Message:
    """Read one letter (RFC 5322, 2045 to 2049).

    `authserv_ids` are the names under which the mailbox's own provider writes Authentication-Results (RFC 8601);
    `microsoft` says that it is Microsoft 365, which writes no name. Raises `LetterBreaksLimits` for a letter that
    would cost too much; odd letters never raise, what is odd stands in `Message.warnings`.
    """
    limits.check(raw)
    try:
        letter = _PARSER.parsebytes(raw)
        headers = collect(letter)
        parts = collect_parts(letter)
    except RecursionError as error:
        raise LetterBreaksLimits("nested too deep") from error
    return _read(raw, letter, headers, parts, authserv_ids, microsoft)


def _read(
    raw: bytes, letter: RawMessage, headers: Headers, parts: Parts, authserv_ids: Sequence[str], microsoft: bool
) -> Message:
    who, remarks, certain = sender(headers)
    when, odd_date = written_on(headers)
    subject = words(headers, "subject")
    digest = _digest(raw, headers)
    text = letter_text(
        parts.bodies,
        forward=bool(FORWARD_PREFIX.match(subject)),
        zone=when.tzinfo,
        sender=who.email,
        bare=not parts.attachments and not parts.calendars,
    )
    vouched, odd_results = _verdict(headers, who, certain, authserv_ids, microsoft)
    doubts = _doubts(headers, parts)
    calendar, odd_calendar = _calendar(parts)
    kind, bounce = _kind(letter, headers, parts, who, subject, text, calendar)
    reply_to = addresses(headers.get("reply-to", []))
    remarks += [odd_date, odd_results, odd_calendar, *doubts, *parts.warnings, *text.warnings]
    if any(a.email != who.email for a in reply_to):
        remarks.append("answers are to go to another address: " + ", ".join(a.email for a in reply_to)[:200])
    names = ids(headers.get("message-id", [])[:1])
    replied = ids(headers.get("in-reply-to", []))
    return Message(
        digest=digest,
        message_id=names[0] if names else f"{digest[:40]}@no-message-id.invalid",
        sender=who,
        date=when,
        subject=subject,
        text=text.whole,
        own=text.own,
        kind=kind,
        to=addresses(headers.get("to", [])),
        cc=addresses(headers.get("cc", [])),
        reply_to=reply_to,
        in_reply_to=replied[0] if replied else None,
        references=ids(headers.get("references", [])),
        quoted=text.parted.quoted,
        inline=text.parted.inline,
        forwarded=(*text.parted.forwarded, *_attached_letters(parts, kind)),
        withdrawn=text.withdrawn,
        signature=text.parted.signature,
        attachments=tuple(parts.attachments),
        calendar=calendar,
        absence=read_absence(text.own, when) if kind is Kind.AUTO_REPLY else None,
        bounce=bounce,
        verdict=vouched,
        automatic=kind in (Kind.AUTO_REPLY, Kind.BOUNCE) or robots.is_automatic(headers),
        orders_allowed=certain and not doubts,
        delivered_to=_delivered_to(headers),
        visible_only_in=text.visible_only_in,
        warnings=tuple(dict.fromkeys(remark for remark in remarks if remark)),
    )


def _doubts(headers: Headers, parts: Parts) -> list[str]:
    """What programs would read differently in this letter: then it is read, and no order in it is obeyed."""
    doubled = [f"more than one {name}" for name in _ONCE if len({v.strip() for v in headers.get(name, [])}) > 1]
    return [name for name in parts.warnings if name in _DOUBTS] + doubled


def _digest(raw: bytes, headers: Headers) -> str:
    """SHA-256 of what the sender wrote: lasting headers and the body, line ends made equal."""
    match = re.search(rb"\r?\n\r?\n", raw)
    body = raw[match.end() :] if match else b""
    made = hashlib.sha256()
    for name in _LASTING:
        for value in headers.get(name, []):
            made.update(name.encode() + b":" + b" ".join(value.split()) + b"\n")
    made.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip())
    return made.hexdigest()


def _verdict(
    headers: Headers, who: Address, certain: bool, authserv_ids: Sequence[str], microsoft: bool
) -> tuple[Verdict, str]:
    results = headers.get("authentication-results", [])
    if not certain or not results:
        return Verdict.NONE, ""
    return trust.verdict(results, who.domain, authserv_ids=authserv_ids, microsoft=microsoft)


def _calendar(parts: Parts) -> tuple[CalendarPart | None, str]:
    """The first calendar part that can be read; one that hangs on a letter of words without a method is no iTIP."""
    remark = ""
    for data, method in parts.calendars:
        found, said = read_calendar(data, method)
        remark = remark or said
        if found is not None:
            return found, remark
    return None, remark


def _kind(
    letter: RawMessage,
    headers: Headers,
    parts: Parts,
    who: Address,
    subject: str,
    text: LetterText,
    calendar: CalendarPart | None,
) -> tuple[Kind, Bounce | None]:
    name = words(headers, "from")
    if bounces.is_report(letter, headers, parts, who.email, name, subject, text.whole):
        to = addresses(headers.get("to", []))
        own = tuple({who.email, *(a.email for a in to)})
        return Kind.BOUNCE, bounces.read_bounce(letter, headers, parts, text.whole, own)
    kind = robots.kind_of(
        headers,
        parts,
        sender=who.email,
        subject=subject,
        text=text.whole,
        own=text.own,
        quoted=bool(text.parted.quoted),
        calendar=calendar,
    )
    return kind, None


def _attached_letters(parts: Parts, kind: Kind) -> tuple[Forwarded, ...]:
    """Letters that hang on this one (forwarded as attachment), each with its own author and date."""
    if kind is Kind.BOUNCE:
        return ()
    found: list[Forwarded] = []
    for inner in list(inner_letters(parts))[:20]:
        head = collect(inner)
        try:
            body = letter_text(collect_parts(inner).bodies).whole
        except (LetterBreaksLimits, RecursionError):
            body = ""
        author, _, _ = sender(head)
        when, odd = written_on(head)
        found.append(Forwarded(text=body, author=author, date=None if odd else when, subject=words(head, "subject")))
    return tuple(found)


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    """The addresses that the way of the letter names (RFC 9228): needed to know which alias was written to."""
    found: dict[str, None] = {}
    for name in ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to"):
        for address in addresses(headers.get(name, [])[:10]):
            found.setdefault(address.email)
    return tuple(found)
