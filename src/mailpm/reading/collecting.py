"""New items out of sentences, entries and rows."""

from __future__ import annotations

from dataclasses import replace

from mailpm.model import (
    Due,
    ItemType,
    Owner,
    Status,
)
from mailpm.reading.answering import Answering
from mailpm.reading.language import Act
from mailpm.reading.making import make
from mailpm.reading.matching import item_keys
from mailpm.reading.minutes import MinutesReader, Task
from mailpm.reading.said import Said, refers_back
from mailpm.reading.state import Listing, quote_of


class Collecting(Answering):
    """Makes items and keeps them."""

    def _row(self, said: Said) -> None:
        reader = MinutesReader(self.owners, self.text, self._alone)
        task = reader.row(said, self.dates)
        if task:
            self._task(task, said, None)

    def _task(self, task: Task, said: Said, listing: Listing | None) -> str:
        item = make(
            self.message,
            self.place,
            ItemType.ACTION,
            task.owner,
            task.quote,
            what=task.what,
            due=task.due,
            status=task.status,
            because=task.because,
            label=task.label,
            group=f"{self.message.message_id}/{task.group}" if task.group or listing else "",
            taken=self.taken,
        )
        return self._new(item, said)

    def _request(self, said: Said, listing: Listing | None, owner: Owner, *, start: int | None = None) -> str | None:
        if listing is None and self._nudges(said, owner):
            return None
        quote = self.text[start : said.end] if start is not None else quote_of(said)
        item = make(
            self.message,
            self.place,
            ItemType.REQUEST,
            owner,
            quote,
            due=said.due() or (listing.due if listing else None),
            because=(*said.rule(Act.ASK, Act.WANT), *(listing.because if listing else ())),
            asked_by=self.message.sender.email,
            label=said.unit.label if listing else "",
            group=f"{self.message.message_id}/{listing.group}" if listing else "",
            taken=self.taken,
        )
        return self._new(item, said)

    def _nudges(self, said: Said, owner: Owner) -> bool:
        """Asking again for what is already on the list."""
        for item in self.items:
            if item.message_id == self.message.message_id or item.owner.side is not owner.side:
                continue
            shared = said.keys & item_keys(item)
            if said.keys and len(shared) >= max(2, 0.6 * len(said.keys)):
                if said.dates and item.status in (Status.OPEN, Status.BLOCKED) and item.due is None:
                    self._put(replace(item, due=said.due()))
                return item.status is not Status.DONE
        return False

    def _promise(self, said: Said, due: Due | None, listing: Listing | None, *, start: int | None = None) -> str | None:
        quote = self.text[start : said.end] if start is not None else quote_of(said)
        item = make(
            self.message,
            self.place,
            ItemType.PROMISE,
            self.owners.of_promise(said),
            quote,
            due=said.due() or due,
            status=Status.BLOCKED if said.has(Act.BLOCKED) and not said.dates else Status.OPEN,
            because=said.rule(Act.PROMISE, Act.THIRD, Act.VERB) or ("dated",),
            label=said.unit.label if listing else "",
            group=f"{self.message.message_id}/{listing.group}" if listing else "",
            taken=self.taken,
        )
        return self._new(item, said)

    def _merged(self, said: Said) -> int | None:
        """Where the quote begins when the clause says "these" of what stood just before."""
        short = len(said.plain) <= 42 and said.has(Act.THIRD) and len(said.keys) <= 2
        if said.keys and not short and not (refers_back(said) and len(said.keys) <= 3):
            return None
        place = self.saids.index(said)
        if place == 0:
            return None
        above = self.saids[place - 1]
        if said.unit.paragraph - above.unit.paragraph > 1 or above.used or above.matched or not above.keys:
            return None
        if said.unit.entry != above.unit.entry or (
            said.unit.label and said.start == said.unit.start and said.unit.first
        ):
            return None
        if said.keys and above.has(Act.DONE, Act.RECEIVED, Act.EVENT, Act.DECISION, Act.RISK, Act.PAST):
            return None
        if above.has(Act.RISK, Act.DECISION, Act.AWAY):
            return None
        return above.start if said.end - above.start < 260 else None

    def _dates_named(self, said: Said) -> bool:
        """ "Drawings and password by Thursday": the day of the entries named, in the letter that lists them."""
        if not said.dates or not said.keys or said.has(Act.DONE, Act.RECEIVED, Act.PAST, Act.PROMISE, Act.THIRD):
            return False
        due = said.due()
        meant = [i for i in self.items if i.key in self.fresh and i.due is None and said.keys & item_keys(i)]
        told = frozenset(key for item in meant for key in item_keys(item))
        if due is None or not meant or len(said.keys - told) > (1 if len(said.keys) > 2 else 0):
            return False
        for item in meant:
            self._put(replace(item, due=due))
        said.used = True
        return True

    def _dates_all(self, said: Said) -> bool:
        """A sentence that dates all that was asked for just before it."""
        place = self.saids.index(said)
        near = {
            key
            for other in self.saids[max(0, place - 4) : place]
            if said.unit.paragraph - other.unit.paragraph <= 2
            for key in other.matched
        }
        found = False
        for item in self.items:
            if item.key in near and item.key in self.fresh and item.due is None:
                self._put(replace(item, due=said.due()))
                said.used = found = True
        return found
