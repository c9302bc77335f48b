"""Items that hold a list in one sentence: apart once the answer treats the entries apart, and joined again."""

from __future__ import annotations

import re
from dataclasses import replace

from mailpm.model import (
    Item,
    Status,
)
from mailpm.reading.clauses import clauses_of
from mailpm.reading.language import languages
from mailpm.reading.making import make
from mailpm.reading.plain import plain
from mailpm.reading.state import State
from mailpm.reading.units import Unit
from mailpm.reading.words import keys

_PREDICATE = re.compile(r"(?:will|is|are|was|were|has|have|can|be|shall|should)\b")


def entries_in(quote: str) -> list[str]:
    folded = plain(quote)
    body = re.search(r"[:：](?P<rest>.+)$", folded, re.S)
    start = body.start("rest") if body else 0
    joints = "|".join(language.joints for language in languages() if language.speaks(folded))
    edges = [start]
    spans: list[str] = []
    for match in re.finditer(joints, folded[start:]):
        spans.append(quote[edges[-1] : start + match.start()])
        edges.append(start + match.end())
    last = quote[edges[-1] :]
    spans.append(last[: m.start()] if len(edges) > 1 and (m := re.search(r"[,，。;；]", last)) else last)
    return [s.strip(" \n,，。.;；?？") for s in spans if s.strip()]


class Parting(State):
    """Takes such items apart."""

    def _split_answered_apart(self, units: list[Unit]) -> None:
        """A list in one sentence becomes several items once the answer treats its entries apart."""
        parted = [(item, pieces) for item in self.items if (pieces := self._entries_of(item))]
        if not parted:
            return
        clauses = [
            unit.plain[a - unit.start : b - unit.start] for unit in units if not unit.cells for a, b in clauses_of(unit)
        ]
        labels = [unit.label for unit in units if not unit.cells for _ in clauses_of(unit)]
        for item, pieces in parted:
            words = [keys(plain(piece)) for piece in pieces]
            touched: set[int] = set()
            for clause, number in zip(clauses, labels, strict=True):
                hit = [n for n, w in enumerate(words) if keys(clause) & w]
                label = re.match(r"^(\d)[\s:.,、)]", clause) or re.match(r"^(\d)$", number)
                if label and 0 < int(label[1]) <= len(pieces) and len(pieces) > 2:
                    hit = [int(label[1]) - 1]
                if len(hit) == 1:
                    touched.add(hit[0])
            if len(touched) >= 2 and all(words):
                self._split(item, pieces)

    def _entries_of(self, item: Item) -> list[str]:
        """The entries of a list that an item's one sentence holds; none where it is no list."""
        if item.status is not Status.OPEN or item.message_id == self.message.message_id:
            return []
        pieces = entries_in(item.quote)
        wide = 1 if re.search(r"[\u4e00-\u9fff]", item.quote) else 3
        if any(_PREDICATE.match(plain(piece)) for piece in pieces[1:]):
            return []
        for n, piece in enumerate(pieces):
            if len(piece) > (28 if n == 0 else 20) * wide or (n and re.search("[,，]", piece)):
                return []
        return pieces if len(pieces) > 1 else []

    def _split(self, item: Item, pieces: list[str]) -> None:
        self.parted.append(item)
        place = self.items.index(item)
        made: list[Item] = []
        for n, piece in enumerate(pieces):
            if n == 0:
                made.append(replace(item, quote=piece, what=piece, label=str(n + 1), group=item.key))
                continue
            fresh = make(
                self.message,
                item.message,
                item.type,
                item.owner,
                piece,
                due=item.due,
                because=item.because,
                taken=self.taken,
            )
            made.append(
                replace(
                    fresh,
                    message_id=item.message_id,
                    said_on=item.said_on,
                    said_by=item.said_by,
                    label=str(n + 1),
                    group=item.key,
                )
            )
        self.items[place : place + 1] = made

    def _join_alike(self) -> None:
        """Entries that were taken apart and all got the same answer are one item again."""
        for whole in self.parted:
            parts = [i for i in self.items if i.group == whole.key]
            if (
                len(parts) >= 2
                and len({(i.status, i.due.iso() if i.due else "", i.owner.email, i.owner.name) for i in parts}) == 1
            ):
                place = self.items.index(parts[0])
                first = parts[0]
                self.items = [i for i in self.items if i.group != whole.key]
                self.items.insert(
                    place, replace(whole, status=first.status, due=first.due, owner=first.owner, moves=first.moves)
                )
