"""The head of a letter: names, addresses, ids and the date, read so that two programs can not be played off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message as RawMessage
from email.utils import getaddresses, parsedate_tz

from mailpm.message.charset import decode_words
from mailpm.model.mail import Address

Headers = Mapping[str, list[bytes]]

MAX_ADDRESSES = 2000  # per header; a list that long is no letter to a project
MAX_HEADER = 200_000  # bytes of one header that are looked at
# Controls, zero-width and bidirectional marks: they change what a name looks like, never what it says (HAZARDS T-12).
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_PLAIN_BOX = re.compile(
    rb"\s*(?:\"[^\"<>@,;:()\\\\]*\"|[^\"<>@,;:()\\\\]*)\s*<\s*([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)\s*>\s*|"
    rb"\s*([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)\s*",
    re.ASCII,
)
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|<([^<>]*)>?|([,;:])|\(|([^"<>,;:(]+)|(.)', re.DOTALL)
_SPEC = re.compile(r"[^\s@<>,;:\"()\[\]]{1,128}@(?:[^\s@<>,;:\"()\[\]]{1,255}|\[[\w.:]{1,60}\])")
_ID = re.compile(r"<\s*([^<>\s]{1,990})\s*>")
_BARE_ID = re.compile(r"[^\s<>,;\"]{1,990}@[^\s<>,;\"]{1,255}|[^\s<>,;\"]{6,990}")
_ISO_DATE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def collect(raw: RawMessage) -> dict[str, list[bytes]]:
    """Every header by lower-case name, in order, as the bytes that came."""
    found: dict[str, list[bytes]] = {}
    for name, value in raw.raw_items():
        data = (
            str(value).encode("ascii", "surrogateescape")
            if str(value).isascii() or _escaped(str(value))
            else str(value).encode()
        )
        found.setdefault(name.lower(), []).append(data[:MAX_HEADER])
    return found


def _escaped(value: str) -> bool:
    return all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in value)


def words(headers: Headers, name: str) -> str:
    """The first header of that name in readable words, one line, without invisible marks; "" where it is missing."""
    values = headers.get(name)
    return one_line(decode_words(values[0])) if values else ""


def one_line(text: str) -> str:
    return " ".join(INVISIBLE.sub("", text).split())


def token(headers: Headers, name: str) -> str:
    """The first header of that name, lower case and without comments: for machine headers."""
    values = headers.get(name)
    if not values:
        return ""
    return values[0].decode("latin-1").partition("(")[0].partition(";")[0].strip().lower()


def ids(values: Iterable[bytes]) -> tuple[str, ...]:
    """Message-IDs without brackets, each once, in order; ids without any brackets (old programs) are taken too."""
    found: dict[str, None] = {}
    for value in values:
        text = re.sub(r"[\r\n\t]+\s*", " ", value.decode("utf-8", "replace"))
        if "=?" in text and "<" not in text:
            text = decode_words(value)
        for name in _ID.findall(text) or _BARE_ID.findall(text):
            found.setdefault(name.strip())
    return tuple(found)


def addresses(values: Iterable[bytes]) -> tuple[Address, ...]:
    """All mailboxes of address headers (RFC 5322 section 3.4), groups opened, at most `MAX_ADDRESSES`."""
    found: list[Address] = []
    for value in values:
        if len(value) < 1000 and (plain := _PLAIN_BOX.fullmatch(value)) is not None:
            found.append(_plain_address(value, plain))
            continue
        found.extend(_addresses(value, MAX_ADDRESSES - len(found)))
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(a for a in found if a.email)


def _plain_address(value: bytes, plain: re.Match[bytes]) -> Address:
    spec = (plain.group(1) or plain.group(2)).decode("ascii").lower()
    name = value[: plain.start(1)].rpartition(b"<")[0].strip().strip(b'"') if plain.group(1) else b""
    return Address(email=spec, name=one_line(decode_words(name)) if name else "")


def _addresses(value: bytes, most: int) -> list[Address]:
    """A list read token by token: a quoted string or a comment never ends an address or makes one."""
    text = _readable(value)
    found: list[Address] = []
    name: list[str] = []
    spec = comment = ""
    at = 0

    def flush() -> None:
        nonlocal name, spec, comment
        said = one_line(" ".join(name))
        if len(said) > 400:
            said = said[:400] if spec else ""
        if not spec and (bare := _SPEC.fullmatch(said)):
            found.append(Address(email=bare.group().lower(), name=_clean_name(comment)))
        elif spec:
            found.append(Address(email=spec.lower(), name=_clean_name(said or comment)))
        elif "@" in said and (inside := _SPEC.search(said)):
            found.append(Address(email=inside.group().lower(), name=_clean_name(said.replace(inside.group(), " "))))
        name, spec, comment = [], "", ""

    while at < len(text) and len(found) < most:
        if text[at] == "(":
            at, comment = _comment(text, at)
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            break
        at = match.end()
        quoted, angle, mark, run, _ = match.groups()
        if quoted is not None:
            name.append(re.sub(r"\\(.)", r"\1", quoted))
        elif angle is not None:
            inner = _SPEC.search(angle.rpartition(":")[2][:1000])
            spec = spec or (inner.group() if inner else "")
        elif mark == ":" and "@" not in "".join(name):
            name = []  # the name of a group
        elif mark is not None:
            flush()
        elif run is not None:
            name.append(decode_words(run.encode("utf-8", "surrogateescape")) if "=?" in run else run)
    flush()
    return found


def _readable(value: bytes) -> str:
    """The raw header as text that keeps encoded-words unread, so that a comma inside one stays inside (RFC 2047 5)."""
    unfolded = re.sub(rb"[\r\n]+", b" ", value)
    if unfolded.isascii():
        return unfolded.decode("ascii")
    if b"=?" in unfolded:
        return decode_words(re.sub(rb"=\?", b"=\x00?", unfolded)).replace("=\x00?", "=?")
    return decode_words(unfolded)


def _comment(text: str, at: int) -> tuple[int, str]:
    depth, start = 0, at
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
            if depth == 0:
                return at + 1, text[start + 1 : at]
        at += 1
    return at, text[start + 1 :]


def _clean_name(name: str) -> str:
    if "=?" in name:
        name = decode_words(name.encode("utf-8", "surrogateescape"))
    return one_line(name).strip("'\" ")


def sender(headers: Headers) -> tuple[Address, list[str], bool]:
    """Who wrote it: the address, what is odd about it, and whether the identity is beyond doubt.

    Beyond doubt means: exactly one From with exactly one address on which all parsers agree (CVE-2023-27043);
    Reply-To and Sender never count (HAZARDS T-01, T-06, T-07).
    """
    values = headers.get("from", [])
    remarks: list[str] = []
    if not values:
        return Address(email=""), ["no From"], False
    found = addresses(values[:1])
    if len(values) > 1:
        remarks.append("more than one From")
    if len(found) != 1:
        remarks.append("more than one address in From" if found else "no address in From")
    who = found[0] if found else Address(email="", name=words(headers, "from")[:200])
    plain = len(values[0]) < 1000 and _PLAIN_BOX.fullmatch(values[0]) is not None
    if not plain and not remarks and not _others_agree(values[0], who):
        remarks.append("programs disagree on the address in From")
    certain = not remarks
    if "@" in unicodedata.normalize("NFKC", who.name):
        if one_line(who.name).strip("<>'\" ").lower() != who.email:
            remarks.append(f"the display name holds another address: {who.name[:120]}")
        who = Address(email=who.email)
    return who, remarks, certain


def _others_agree(value: bytes, who: Address) -> bool:
    """The second and third opinion, for the rare From that is not plainly one name and one address."""
    if len(value) > 2000:
        return False
    text = re.sub(r"[\r\n]+", " ", value.decode("utf-8", "replace"))
    try:
        second = [spec.lower() for _, spec in getaddresses([text]) if spec]
        third = [spec.lower() for _, spec in _third_parser(text) if spec]
    except Exception:  # whatever the second opinion trips over is a doubt, not a fault of ours
        return False
    return second == [who.email] and third == [who.email]


def _third_parser(text: str) -> list[tuple[str, str]]:
    import mailparser

    found: list[tuple[str, str]] = mailparser.parse_from_bytes(b"From: " + text.encode() + b"\r\n\r\n").from_  # type: ignore[no-untyped-call]
    return found


def written_on(headers: Headers) -> tuple[datetime, str]:
    """When it was written, aware, in the sender's own zone, and a remark where that had to be guessed."""
    for value in headers.get("date", []):
        when = read_date(decode_words(value))
        if when is not None:
            return when, ""
    for value in (*headers.get("received", []), *headers.get("x-received", [])):
        when = read_date(value.decode("latin-1").rpartition(";")[2])
        if when is not None:
            return when, "no readable Date, taken from Received"
    return _EPOCH, "no readable Date"


def read_date(text: str) -> datetime | None:
    """An RFC 5322 date with the faults of the wild, or an ISO one; an unknown zone (-0000) is UTC."""
    text = " ".join(text.split())[:200]
    fields = parsedate_tz(text)
    try:
        if fields is not None and fields[0] >= 1970:
            offset = fields[9] or 0
            if abs(offset) > 14 * 3600:
                offset = 0
            zone = UTC if offset == 0 else timezone(timedelta(seconds=offset))
            return datetime(*fields[:5], min(fields[5], 59), tzinfo=zone)
        if (iso := _ISO_DATE.search(text)) is not None:
            numbers = [int(n or 0) for n in iso.groups()[:6]]
            named = (iso.group(7) or "Z").replace(":", "")
            minutes = 0 if named == "Z" else int(named[0] + "1") * (int(named[1:3]) * 60 + int(named[3:5]))
            zone = UTC if minutes == 0 else timezone(timedelta(minutes=minutes))
            return datetime(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    return None
