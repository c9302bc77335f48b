"""Which letters a pattern cannot do without: a look at them is far cheaper than the pattern itself."""

from __future__ import annotations

import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

_TOO_MANY = 60


def any_of(pattern: str) -> frozenset[str] | None:
    """Literals of which at least one stands in every match of `pattern`; None where that cannot be told."""
    found = _sequence(parser.parse(pattern))
    if not found or len(found) > _TOO_MANY or min(map(len, found)) < 1:
        return None
    return frozenset(found)


def _sequence(items: Any) -> set[str] | None:
    """Of all that must stand one after the other, the choice whose shortest literal is the longest."""
    best: set[str] | None = None
    run = ""
    candidates: list[set[str]] = []
    for op, argument in items:
        if op is constants.LITERAL:
            run += chr(argument)
            continue
        if run:
            candidates.append({run})
            run = ""
        found = _one(op, argument)
        if found:
            candidates.append(found)
    if run:
        candidates.append({run})
    for candidate in candidates:
        if best is None or (min(map(len, candidate)), -len(candidate)) > (min(map(len, best)), -len(best)):
            best = candidate
    return best


def _one(op: Any, argument: Any) -> set[str] | None:
    if op is constants.SUBPATTERN:
        return _sequence(argument[3])
    if op is constants.BRANCH:
        union: set[str] = set()
        for branch in argument[1]:
            found = _sequence(branch)
            if not found:
                return None
            union |= found
        return union if len(union) <= _TOO_MANY else None
    if op in (constants.MAX_REPEAT, constants.MIN_REPEAT) and argument[0] >= 1:
        return _sequence(argument[2])
    if op is constants.IN and len(argument) <= 12 and all(o is constants.LITERAL for o, _ in argument):
        return {chr(a) for _, a in argument}
    return None
