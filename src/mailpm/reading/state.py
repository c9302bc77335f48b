"""What is known while one letter is read: its words, the people, the items so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailpm.model import (
    Address,
    DateMention,
    Due,
    Item,
    Kind,
    Message,
    Reading,
)
from mailpm.reading.matching import Matcher
from mailpm.reading.people import Directory
from mailpm.reading.said import Said


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is: asked for, promised, or neither; and the day that stands for all of it."""

    group: str
    mode: str
    due: Due | None
    because: tuple[str, ...]


def quote_of(said: Said) -> str:
    return said.unit.text[said.start - said.unit.start : said.end - said.unit.start]


class State:
    """One letter being read against the thread before it."""

    def __init__(
        self,
        message: Message,
        so_far: Reading,
        *,
        team: Sequence[str],
        assistant: str,
        earlier: Sequence[Message] = (),
        known: Sequence[Address] = (),
    ) -> None:
        self.message, self.so_far, self.earlier = message, so_far, earlier
        self.directory = Directory(team, assistant)
        for letter in (*earlier, message):
            self.directory.meet(letter.everyone)
        self.directory.meet(known)
        self.place = len(so_far.kinds) + 1
        self.kind = Kind.MAIL
        self.items: list[Item] = list(so_far.items)
        self.taken = {item.key for item in self.items}
        self.saids: list[Said] = []
        self.text = ""
        self.dates: list[DateMention] = []
        self.fresh: list[str] = []
        self.parted: list[Item] = []
        self._found: tuple[list[Item], int, Matcher] | None = None

    def _matcher(self) -> Matcher:
        """The items of the thread as they stand, to be found by their words."""
        if self._found is None or self._found[0] is not self.items or self._found[1] != len(self.items):
            self._found = (self.items, len(self.items), Matcher(self.items, []))
        return self._found[2]

    def _new(self, item: Item, said: Said | None = None) -> str:
        self.items.append(item)
        self.fresh.append(item.key)
        if said is not None:
            said.used, said.act = True, f"item.{item.type}"
            said.matched = (*said.matched, item.key)
            said.because += item.because
        return item.key

    def _current(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    def _put(self, item: Item) -> None:
        for place, old in enumerate(self.items):
            if old.key == item.key:
                self.items[place] = item
                return
