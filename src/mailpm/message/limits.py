"""What a letter may cost, by cheap looks at its bytes (HAZARDS T-14)."""

from __future__ import annotations

import re

MAX_PARTS = 500
MAX_DEPTH = 50
MAX_HEADERS = 5_000  # header lines of one letter, all its parts together
MAX_TEXT = 1_000_000  # characters of readable text that are looked at
MAX_HTML = 3_000_000  # characters of HTML that are looked at
CPU_SECONDS = 10
MEMORY_BYTES = 512 * 2**20
SIZE = 60 * 2**20  # bytes; the mailbox fetches no more than 25 MiB of one letter by itself (HAZARDS I-12)

_BOUNDARY = re.compile(rb"boundary\s{0,3}=\s{0,3}(?:\"([^\"\r\n]{1,300})\"|([^\s;\"]{1,300}))", re.IGNORECASE)


class LetterBreaksLimits(Exception):
    """A letter that would cost too much to read; it is shunted, and the next one is read."""


def check(raw: bytes) -> None:
    """Refuse what is plainly a bomb by looking at the bytes alone, in time linear in their number.

    Raises `LetterBreaksLimits` for a letter that is too large, too deep, of too many parts or headers.
    """
    if len(raw) > SIZE:
        raise LetterBreaksLimits(f"{len(raw)} bytes")
    if len(raw) < 20_000 and raw.count(b"\n--") < MAX_DEPTH:
        return
    head_end = raw.find(b"\n\r\n") if b"\n\r\n" in raw[:2_000_000] else raw.find(b"\n\n")
    head = raw if head_end < 0 else raw[:head_end]
    if head.count(b"\n") > 4 * MAX_HEADERS:
        raise LetterBreaksLimits("too many headers")
    marks = _marks(raw)
    if len(marks) > 4 * MAX_PARTS:
        raise LetterBreaksLimits("too many multiparts")
    if raw.count(b"\n--") > MAX_PARTS and marks:
        lines = (line.rstrip() for line in re.findall(rb"\n--([^\r\n]{1,304})", raw))
        parts = sum(1 for line in lines if line in marks)
        if parts > MAX_PARTS:
            raise LetterBreaksLimits(f"{parts} parts")


def _marks(raw: bytes) -> set[bytes]:
    """The boundaries that any part declares. The word is looked for first: a pattern that ignores case is tried at
    every byte, which costs more than all the rest of a letter with a large file.
    """
    lower, found = raw.lower(), set()
    place = lower.find(b"boundary")
    while place >= 0:
        if match := _BOUNDARY.match(raw, place):
            found.add(match.group(1) or match.group(2))
        place = lower.find(b"boundary", match.end() if match else place + 8)
    return found


def suspicious(raw: bytes) -> bool:
    """Could this letter be costly to read? Cheap, and false for nearly every letter that people write."""
    if len(raw) > 4 * 2**20 or raw.count(b"\n--") > 200:
        return True
    return raw.count(b"<", 0, 2 * 2**20) > 40_000 or raw.count(b"=?", 0, 200_000) > 2_000
