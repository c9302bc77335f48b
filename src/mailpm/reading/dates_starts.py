"""With which letters a pattern can begin: so that only the rules that may match at a place are tried there."""

from __future__ import annotations

import re
from re import _parser as parser  # the standard library's own reading of a pattern

ANY = "\0"  # a letter that may be one of many; nothing is asked behind it
FIGURES = "0"  # any run of figures
LENGTH, SHORT = 4, 2  # letters that are told apart: of Latin words and figures, of anything else
_RUN = re.compile("[0-9]+")
_MANY = 16
_BLANKS = frozenset(" \n\r")


def starts(pattern: str) -> frozenset[str]:
    """The keys (see `key_at`) of whatever `pattern` matches, cut where a match may end or anything may follow.

    What looks around (lookahead, lookbehind, anchors) is passed over: the answer may be too wide, never too narrow.
    """
    return frozenset(head.rstrip(ANY) for head in _sequence(list(parser.parse(pattern, re.NOFLAG))))


def keys_at(text: str, start: int) -> tuple[str, ...]:
    """The keys under which the rules for this place may stand, the longest first."""
    head = _RUN.sub(FIGURES, text[start : start + 12])
    head = head[: LENGTH if head[:LENGTH].isascii() else max(SHORT, _latin(head))]
    return tuple(head[:n] for n in range(len(head), 0, -1))


def _latin(head: str) -> int:
    """How many letters a key has before and with its first sign that is not Latin."""
    return next(i for i, letter in enumerate(head, 1) if not letter.isascii())


def _is_full(head: str) -> bool:
    if head[-1:] == ANY:
        return True
    return len(head) >= (LENGTH if head.isascii() else SHORT)


def _joined(head: str, tail: str) -> str:
    """`head` and as much of `tail` as a key holds; runs of figures are one."""
    for letter in tail:
        if _is_full(head):
            break
        if letter != FIGURES or head[-1:] != FIGURES:
            head += letter
    return head


def _sequence(items: list[tuple[object, object]]) -> set[str]:
    found = {""}
    for op, value in items:
        if all(map(_is_full, found)):
            break
        tails = _one(str(op), value)
        found = {_joined(head, tail) for head in found for tail in tails}
    return found


def _one(op: str, value: object) -> set[str]:
    if op == "LITERAL":
        letter = chr(value)  # type: ignore[arg-type]
        return {FIGURES if letter.isdigit() else letter}
    if op == "IN":
        return _letters(value)  # type: ignore[arg-type]
    if op == "BRANCH":
        return set().union(*(_sequence(list(branch)) for branch in value[1]))  # type: ignore[index]
    if op == "SUBPATTERN":
        return _sequence(list(value[3]))  # type: ignore[index]
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = value  # type: ignore[misc]
        return _repeated(int(least), int(most), _sequence(list(body)))  # type: ignore[has-type]
    if op in ("AT", "ASSERT", "ASSERT_NOT"):
        return {""}
    return {ANY}


def _repeated(least: int, most: int, once: set[str]) -> set[str]:
    found, run = ({""} if least == 0 else set()), {""}
    for count in range(1, min(most, LENGTH) + 1):
        run = {_joined(head, tail) for head in run for tail in once}
        if count >= least:
            found |= run
    return found or run


def _letters(members: list[tuple[object, object]]) -> set[str]:
    found: set[str] = set()
    for op, value in members:
        kind = str(op)
        if kind == "LITERAL":
            found |= _one("LITERAL", value)
        elif kind == "RANGE":
            low, high = value  # type: ignore[misc]
            if high - low > _MANY:  # type: ignore[has-type]
                return {ANY}
            found |= {FIGURES if chr(code).isdigit() else chr(code) for code in range(low, high + 1)}  # type: ignore[has-type]
        elif kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add(FIGURES)
        elif kind == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            found |= _BLANKS
        else:
            return {ANY}
    return found if len(found) <= _MANY else {ANY}
