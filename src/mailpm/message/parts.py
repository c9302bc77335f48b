"""The parts of a letter: what is its text, what hangs on it, what machines wrote for machines (RFC 2045 to 2049)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message as RawMessage
from email.parser import BytesParser

from mailpm.message import charset
from mailpm.message.headers import INVISIBLE, one_line
from mailpm.message.limits import MAX_DEPTH, MAX_HTML, MAX_PARTS, MAX_TEXT, LetterBreaksLimits
from mailpm.model.mail import Attachment

MAX_ATTACHED_TEXT = 200_000  # characters of one attached file that are read as minutes
_READ_AS_TEXT = (".txt", ".md", ".markdown", ".csv", ".text", ".log")
_NEVER_IN_NAMES = re.compile(r'[\\/:*?"<>|\r\n\t]+')
_RFC_2231 = re.compile(
    rb"(?:^|;)\s*(filename|name)(\*\d{1,3})?(\*)?\s{0,3}=\s{0,3}(?:\"((?:[^\"\\]|\\.)*)\"|([^;]*))", re.IGNORECASE
)
_STRAY_BOUNDARY = re.compile(rb"^--([^\r\n\"]{1,200}?)[ \t]*\r?\n(?:Content-|MIME-)", re.MULTILINE | re.IGNORECASE)
_PARSER = BytesParser(policy=policy.compat32)
_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_WINMAIL = ("application/ms-tnef", "application/vnd.ms-tnef")


@dataclass(slots=True)
class Body:
    """One text of the letter: its plain form, its HTML form, or both as alternatives."""

    plain: str | None = None
    html: str | None = None


@dataclass(slots=True)
class Parts:
    """Everything that the walk through a letter found, decoded."""

    bodies: list[Body] = field(default_factory=list)
    calendars: list[tuple[bytes, str]] = field(default_factory=list)
    itip: bool = False  # a calendar part that stands among the texts, or names its method: not just a file
    attachments: list[Attachment] = field(default_factory=list)
    letters: list[RawMessage] = field(default_factory=list)
    delivery: list[RawMessage] = field(default_factory=list)
    returned_head: str = ""
    report: str = ""
    warnings: list[str] = field(default_factory=list)
    count: int = 0


def collect_parts(raw: RawMessage) -> Parts:
    """Walk through the parts of a letter. Raises `LetterBreaksLimits` past 500 parts or a depth of 50."""
    parts = Parts()
    if raw.get_content_type() == "multipart/report":
        parts.report = str(raw.get_param("report-type", "unknown")).lower()
    _walk(raw, parts, depth=0, body=None)
    return parts


def _walk(part: RawMessage, parts: Parts, *, depth: int, body: Body | None) -> None:
    parts.count += 1
    if depth > MAX_DEPTH:
        raise LetterBreaksLimits(f"nested more than {MAX_DEPTH} deep")
    if parts.count > MAX_PARTS:
        raise LetterBreaksLimits(f"more than {MAX_PARTS} parts")
    if part.defects:
        parts.warnings.extend(type(d).__name__ for d in part.defects if type(d).__name__ not in parts.warnings)
    kind = part.get_content_type()
    if kind in _SEALED:
        parts.warnings.append("encrypted, not read")
    payload = part.get_payload()
    if isinstance(payload, list) and kind.startswith("multipart/"):
        inner = body if body is not None else Body() if kind == "multipart/alternative" else None
        if inner is not None and body is None:
            parts.bodies.append(inner)
        for child in payload:
            if isinstance(child, RawMessage):
                _walk(
                    child,
                    parts,
                    depth=depth + 1,
                    body=inner if kind in ("multipart/alternative", "multipart/related") else None,
                )
    elif kind.startswith("multipart/"):
        _lost_boundary(part, parts, depth)
    elif isinstance(payload, list):
        _letter_or_report(part, kind, [p for p in payload if isinstance(p, RawMessage)], parts)
    else:
        _leaf(part, kind, parts, body)


def _lost_boundary(part: RawMessage, parts: Parts, depth: int) -> None:
    """A multipart whose boundary is missing or wrong: the one that stands in the text is taken, else it is all text."""
    data = part.get_payload(decode=True)
    text = data if isinstance(data, bytes) else b""
    found = _STRAY_BOUNDARY.search(text[:100_000])
    if found is not None:
        head = b'Content-Type: multipart/mixed; boundary="' + found.group(1) + b'"\r\n\r\n'
        again = _PARSER.parsebytes(head + text)
        if isinstance(again.get_payload(), list):
            _walk(again, parts, depth=depth + 1, body=None)
            return
    parts.bodies.append(Body(plain=charset.decode(text[: 4 * MAX_TEXT])[:MAX_TEXT]))


def _letter_or_report(part: RawMessage, kind: str, inner: list[RawMessage], parts: Parts) -> None:
    """message/rfc822 holds a letter; message/delivery-status holds groups of fields (RFC 3464)."""
    if kind == "message/delivery-status" or kind == "message/global-delivery-status":
        parts.delivery.extend(inner)
    elif kind in ("message/rfc822", "message/global"):
        parts.letters.extend(inner)
        for letter in inner:
            subject = charset.decode_words(_raw(letter, "subject")) or "letter"
            data = letter.as_bytes(unixfrom=False) if not parts.report else b""
            parts.attachments.append(_attachment(safe_name(f"{subject[:80]}.eml"), kind, data))


def _leaf(part: RawMessage, kind: str, parts: Parts, body: Body | None) -> None:
    name = file_name(part)
    disposition = _raw(part, "content-disposition").partition(b";")[0].strip().lower()
    if kind == "text/calendar" or (kind == "application/ics" and not parts.calendars):
        method = str(part.get_param("method", "") or "").upper()
        parts.calendars.append((content(part), method))
        parts.itip = parts.itip or bool(method) or (kind == "text/calendar" and disposition != b"attachment")
        if name or kind == "application/ics":
            parts.attachments.append(_attachment(name or "invite.ics", kind, content(part)))
        return
    if kind in ("text/rfc822-headers", "message/rfc822-headers"):
        parts.returned_head = text_of(part)
        return
    if kind.startswith("message/") and kind.endswith("delivery-status"):
        return
    is_text = kind in ("text/plain", "text/html", "text/enriched", "text/markdown", "text/x-amp-html", "text")
    if is_text and disposition != b"attachment" and not (name and kind != "text/html" and disposition != b"inline"):
        if kind != "text/x-amp-html":
            _body_text(part, kind, parts, body, name)
        return
    _attach(part, kind, name, disposition, parts)


def _body_text(part: RawMessage, kind: str, parts: Parts, body: Body | None, name: str) -> None:
    text = text_of(part)
    if kind != "text/html" and name.lower().endswith(_READ_AS_TEXT) and parts.bodies:
        parts.attachments.append(_attachment(name, kind, content(part), text=text[:MAX_ATTACHED_TEXT]))
        return
    target = body
    if (
        target is None
        or (kind == "text/html" and target.html is not None)
        or (kind != "text/html" and target.plain is not None)
    ):
        target = Body()
        parts.bodies.append(target)
    if kind == "text/html":
        target.html = text[:MAX_HTML]
    else:
        target.plain = text[:MAX_TEXT]


def _attach(part: RawMessage, kind: str, name: str, disposition: bytes, parts: Parts) -> None:
    data = content(part)
    if kind.startswith("image/") and disposition != b"attachment" and not name:
        return
    text, remark = None, ""
    label = str(part.get_content_charset() or "") if kind.startswith("text/") else ""
    if name.lower().endswith(_READ_AS_TEXT) or (
        kind in ("text/plain", "text/markdown", "text/csv") and disposition == b"attachment"
    ):
        text = charset.decode(data[: 4 * MAX_ATTACHED_TEXT], label)[:MAX_ATTACHED_TEXT].replace("\r\n", "\n")
    elif name.lower().endswith((".docx", ".xlsx")):
        from mailpm.message.office import office_text

        text, remark = office_text(data, name)
    elif kind in _WINMAIL or name.lower() == "winmail.dat":
        from mailpm.message.office import winmail_names

        remark = "Outlook RTF (winmail.dat), attachments not read" + winmail_names(data)
        parts.warnings.append(remark)
    parts.attachments.append(_attachment(name or _default_name(kind), kind, data, text=text, remark=remark))


def _attachment(name: str, kind: str, data: bytes, *, text: str | None = None, remark: str = "") -> Attachment:
    return Attachment(
        name=name, media_type=kind, size=len(data), sha256=hashlib.sha256(data).hexdigest(), text=text, remark=remark
    )


def _default_name(kind: str) -> str:
    main, _, sub = kind.partition("/")
    return safe_name(f"{main}.{sub}" if sub.isalnum() and len(sub) < 6 else main)


def _raw(part: RawMessage, name: str) -> bytes:
    for key, value in part.raw_items():
        if key.lower() == name:
            text = str(value)
            try:
                return text.encode("ascii", "surrogateescape")
            except UnicodeEncodeError:
                return text.encode("utf-8", "replace")
    return b""


def content(part: RawMessage) -> bytes:
    """The bytes of a part behind its transfer encoding; a false claim of base64 is seen and forgiven."""
    named = _raw(part, "content-transfer-encoding")
    plain = re.search(rb"[\w-]+", named)
    if plain is not None and plain.group() != named:  # blanks, quotes and comments around it hide it from the parser
        part.replace_header("Content-Transfer-Encoding", plain.group().decode("ascii", "replace"))
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    if part.defects and b"base64" in _raw(part, "content-transfer-encoding").lower():
        stored = part.get_payload()
        if isinstance(stored, str):
            sent = (
                stored.encode("ascii", "surrogateescape")
                if all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in stored)
                else stored.encode()
            )
            strange = len(re.findall(rb"[^A-Za-z0-9+/=\s]", sent[:4000]))
            words = re.search(rb"[A-Za-z]{2} [A-Za-z]{2}", sent[:4000])
            return sent if words or strange * 10 > len(sent[:4000]) else charset.from_base64(sent)
    return data


def text_of(part: RawMessage) -> str:
    """The readable text of a text part: charset by its bytes, line ends \\n, flowed lines joined (RFC 3676)."""
    kind = part.get_content_type()
    label = part.get_param("charset", "") or ""
    if isinstance(label, tuple):
        label = label[2]
    limit = 2 * (MAX_HTML if kind == "text/html" else 4 * MAX_TEXT)
    text = charset.decode(content(part)[:limit], str(label), html=kind == "text/html")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "text/plain" and str(part.get_param("format", "") or "").lower() == "flowed":
        text = _unflow(text, delsp=str(part.get_param("delsp", "") or "").lower() == "yes")
    return text.translate(_ODD_BREAKS) if any(c in text for c in "\u2028\u2029\x0b\x0c\x85") else text


_ODD_BREAKS = {0x2028: "\n", 0x2029: "\n\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}


def _unflow(text: str, *, delsp: bool) -> str:
    """Join soft-broken lines of one depth of quotation (RFC 3676 section 4.1)."""
    out: list[str] = []
    depth_before, soft = -1, False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if soft and depth == depth_before and words != "-- ":
            out[-1] += words
        else:
            out.append(">" * depth + (" " if depth else "") + words)
        soft = words.endswith(" ") and words != "-- "
        depth_before = depth
        if soft and delsp:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def file_name(part: RawMessage) -> str:
    """The name of an attachment for people to read: RFC 2231, RFC 2047 and raw bytes, without path or controls."""
    for header in ("content-disposition", "content-type"):
        raw = _raw(part, header)
        if b"name" not in raw.lower():
            continue
        if name := _parameter(raw):
            return safe_name(name)
    return ""


def _parameter(raw: bytes) -> str:
    """filename or name with its continuations and percent escapes (RFC 2231 section 4)."""
    plain = b""
    pieces: dict[int, bytes] = {}
    label = ""
    for found in _RFC_2231.finditer(re.sub(rb"[\r\n]+[ \t]*", b" ", raw[:20_000])):
        value = found.group(4) if found.group(4) is not None else (found.group(5) or b"").strip()
        if found.group(2) is None and found.group(3) is None:
            plain = plain or re.sub(rb"\\(.)", rb"\1", value)
            continue
        number = int((found.group(2) or b"*0")[1:])
        if found.group(3):
            if number == 0 and value.count(b"'") >= 2:
                first, _, value = value.split(b"'", 2)
                label = first.decode("latin-1")
            value = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), value)
        pieces.setdefault(number, value)
    if pieces:
        return charset.decode(b"".join(pieces[n] for n in sorted(pieces)), label)
    return charset.decode_words(plain)


def safe_name(name: str) -> str:
    """A name that is only to be shown: no path, no controls, no bidirectional tricks, at most 200 characters."""
    clean = one_line(INVISIBLE.sub("", name.replace("\0", "")))
    base = re.split(r"[\\/]", clean)[-1]
    base = _NEVER_IN_NAMES.sub("_", base).strip(". ")
    if len(base) > 200:
        stem, dot, ending = base.rpartition(".")
        base = f"{stem[:190]}.{ending}" if dot and len(ending) < 9 else base[:200]
    return base or ("attachment" if name else "")


def inner_letters(parts: Parts) -> Iterator[RawMessage]:
    """Attached letters, but not the returned original of a delivery report."""
    if not parts.report:
        yield from parts.letters
