"""Sentences cut into clauses, and whether a clause can make an item by itself."""

from __future__ import annotations

import re
from itertools import pairwise

from mailpm.reading.language import Act
from mailpm.reading.making import asks, promises
from mailpm.reading.said import Said
from mailpm.reading.units import Unit


def clauses_of(unit: Unit) -> list[tuple[int, int]]:
    cuts = [
        m.end()
        for m in re.finditer(
            r",(?!\d{3})\s*|;\s*|\s-{1,2}\s|(?= and )|(?= but )|(?= then )|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])",
            unit.plain,
        )
    ]
    cuts += [m.start() for m in re.finditer(r"(?<=\S)(?=然后|另外|不过)", unit.plain)]
    edges = [0, *sorted({c for c in cuts if 1 < c < len(unit.plain) - 1}), len(unit.plain)]
    return [(unit.start + a, unit.start + b) for a, b in pairwise(edges) if unit.plain[a:b].strip(" ,")]


def makes(said: Said) -> bool:
    return (
        asks(said)
        or promises(said)
        or (
            shortish(said) and said.dates != () and len(said.plain) < 50 and not said.has(Act.EVENT, Act.AWAY, Act.PAST)
        )
    )


def shortish(said: Said) -> bool:
    return len(said.plain) <= 70 and not said.has(Act.PAST, Act.DONE)
