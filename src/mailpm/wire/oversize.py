"""Letters above the limit: their headers and text without the attachments, and big ones in slices."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Any

from imapclient import IMAPClient

SLICE_BYTES = 1024 * 1024
# The same for ever: a letter that is read again must have the same digest.
BOUNDARY = b"=_mailpm_left_out"
_TEXT = {"plain", "html", "calendar"}
_MAX_PARTS = 100


def slices(client: IMAPClient, uid: int) -> Iterator[bytes]:
    """The letter in pieces of a mebibyte, until the server gives a shorter one (Exchange's sizes are not exact)."""
    offset = 0
    while True:
        piece = _only(client.fetch([uid], [f"BODY.PEEK[]<{offset}.{SLICE_BYTES}>"]).get(uid, {}))
        yield piece
        offset += len(piece)
        if len(piece) < SLICE_BYTES:
            return


def without_attachments(client: IMAPClient, uid: int) -> bytes:
    """Headers, the text parts (a mebibyte each at most), and of every other part its headers only.

    Where the server's BODYSTRUCTURE cannot be used: the first mebibyte of the letter as it is.
    """
    try:
        answer = client.fetch([uid], ["BODYSTRUCTURE"]).get(uid, {})
        leaves = list(_leaves(answer[b"BODYSTRUCTURE"], ""))[:_MAX_PARTS]
        return _put_together(client, uid, leaves)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, KeyError, IndexError, TypeError, ValueError):
        return _only(client.fetch([uid], [f"BODY.PEEK[]<0.{SLICE_BYTES}>"]).get(uid, {}))


def _leaves(structure: Any, path: str) -> Iterator[tuple[str, bool]]:
    """Part numbers (RFC 9051 section 6.4.5.1) of what is not multipart, and whether it is text to read."""
    if structure.is_multipart:
        for number, part in enumerate(structure[0], 1):
            yield from _leaves(part, f"{path}.{number}" if path else str(number))
        return
    kind, subtype = (bytes(word).decode("ascii", "replace").lower() for word in structure[:2])
    yield path or "1", kind == "text" and subtype in _TEXT


def _put_together(client: IMAPClient, uid: int, leaves: list[tuple[str, bool]]) -> bytes:
    multipart = leaves[0][0] != "1" or len(leaves) > 1
    wanted = ["BODY.PEEK[HEADER]"]
    for path, is_text in leaves:
        if multipart:
            wanted.append(f"BODY.PEEK[{path}.MIME]")
        if is_text:
            wanted.append(f"BODY.PEEK[{path}]<0.{SLICE_BYTES}>")
    answer = client.fetch([uid], wanted)[uid]
    found = {re.sub(rb"<\d+>$", b"", key): value for key, value in answer.items() if isinstance(value, bytes)}
    header = found[b"BODY[HEADER]"]
    if not multipart:
        return header + found.get(b"BODY[1]", b"")
    parts = [
        found.get(f"BODY[{path}.MIME]".encode(), b"\r\n") + found.get(f"BODY[{path}]".encode(), b"")
        for path, _ in leaves
    ]
    body = b"".join(b"--" + BOUNDARY + b"\r\n" + part.rstrip(b"\r\n") + b"\r\n\r\n" for part in parts)
    return _as_mixed(header) + body + b"--" + BOUNDARY + b"--\r\n"


def _as_mixed(header: bytes) -> bytes:
    """The letter's own header with our Content-Type in place of its own."""
    parsed = BytesHeaderParser(policy=compat32).parsebytes(header)
    names = {"content-type", "content-transfer-encoding", "mime-version"}
    if not names & {name.lower() for name in parsed}:
        kept = header.rstrip(b"\r\n") + b"\r\n"
    else:
        folded = re.split(rb"\r?\n(?![ \t])", header.rstrip(b"\r\n"))
        kept = b"".join(
            line + b"\r\n" for line in folded if line.partition(b":")[0].strip().lower().decode("latin-1") not in names
        )
    ours = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + BOUNDARY + b'"\r\n\r\n'
    return kept + ours


def _only(answer: dict[bytes, Any]) -> bytes:
    value = next((value for key, value in answer.items() if key.startswith(b"BODY[")), b"")
    return value if isinstance(value, bytes) else b""
