"""Letters in: each one parsed, placed, read and written down with its effects, in one transaction."""

from __future__ import annotations

import re
import sqlite3
import traceback
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from mailpm.assistant import answers, machines, minutes, newcomers, orders, wishes
from mailpm.assistant.house import Event, House
from mailpm.assistant.sorting import Place, is_us, sort, to_us_alone
from mailpm.message import parse_within_limits
from mailpm.model import (
    ChangeRequest,
    Decision,
    Fetched,
    Item,
    Kind,
    Message,
    NoteKind,
    Reading,
    Risk,
    Side,
    Verdict,
)
from mailpm.reading import read_letter
from mailpm.wire.imap import Batch

STALE = timedelta(days=7)  # an order older than this is history, not an order
# "变更:" before a wish in minutes says what it is, not what is wished for.
# Words that can tell one thing from another: four Latin letters, or any two Han signs (overlapping).
_WORDS = re.compile(r"[a-z]{4,}|(?=([\u4e00-\u9fff]{2}))")
_LABEL = re.compile(r"^\s*(?:变更|风险|changes?|risks?)\s*[:：]\s*", re.I)
_PARSED_LETTERS = 500  # earlier letters of long threads that are kept at hand


class Receiver:
    """Takes letters in. `live` is False for a backlog: then nothing is obeyed and nobody is told."""

    def __init__(self, house: House, *, live: bool = True) -> None:
        self.house = house
        self.live = live
        self._parsed: OrderedDict[str, Message] = OrderedDict()

    def take_batches(self, batches: Iterable[Batch], now: datetime) -> int:
        """Every letter of every batch, and the cursor behind it; how many letters there were."""
        count = 0
        for batch in batches:
            with self.house.ledger.transaction():
                for fetched in batch.letters:
                    self.take(fetched, now)
                self.house.ledger.set_cursor(batch.cursor)
            count += len(batch.letters)
        return count

    def take(self, fetched: Fetched, now: datetime) -> None:
        """One letter with all its effects, or none of them: what breaks the reader is kept aside."""
        try:
            with self.house.ledger.transaction():
                self._take(fetched, now)
        except (sqlite3.Error, OSError):
            raise  # the ledger or the disk, not the letter
        except Exception as error:
            self.house.ledger.shunt(fetched, traceback.format_exc(), now)
            self.house.tell(Event(what="shunted", words=f"{type(error).__name__} in UID {fetched.uid}"))

    def _take(self, fetched: Fetched, now: datetime) -> None:
        house = self.house
        if fetched.trouble:
            # The server would not give this letter out: it is kept aside by its place, and told.
            house.ledger.shunt(fetched, fetched.trouble, now)
            house.tell(Event(what="shunted", words=fetched.trouble))
            return
        trust = house.config.trust
        message = parse_within_limits(fetched.raw, authserv_ids=trust.authserv_ids, microsoft=trust.microsoft)
        if is_us(house, message.sender.email) and message.verdict is not Verdict.FAIL:
            machines.own_copy(house, fetched, message, now)
            return
        place = sort(house, message)
        house.touch(place.project)
        if place.project is None and place.member and self.live:
            place = newcomers.open_project(house, message, place, now)
        if not house.ledger.add_letter(fetched, message, project=place.project, thread=place.thread, now=now):
            return
        self._remember(message)
        house.tell(
            Event(
                what="received",
                words=message.subject,
                who=message.sender.email,
                project=place.project or "",
                at=message.date,
                quotes=(message.own,),
            )
        )
        if fetched.oversize:
            house.trouble("oversize", message.subject, now, message_id=message.message_id, project=place.project or "")
        self._effects(message, place, now)

    def _effects(self, message: Message, place: Place, now: datetime) -> None:
        house = self.house
        if message.kind is Kind.BOUNCE:
            machines.bounced(house, message, now)
        elif message.kind is Kind.AUTO_REPLY:
            machines.absent(house, message, place, now)
        elif message.kind is Kind.CALENDAR:
            machines.calendar(house, message, place, now)
        elif message.kind is Kind.BULK:
            return
        elif self.live and place.forged and to_us_alone(house, message):
            newcomers.warn(house, "forged", message, now)
        elif place.project is None and not (place.member and to_us_alone(house, message)):
            newcomers.to_the_tray(house, message, place, now, live=self.live)
        else:
            self._person(message, place, now)

    def _person(self, message: Message, place: Place, now: datetime) -> None:
        """A person's letter: orders where it speaks to us, else what it says."""
        house = self.house
        if place.member and to_us_alone(house, message) and self.live and now - message.date < STALE:
            orders.obey(house, message, place, now, read=self.read)
            return
        if place.project is None:
            return
        before, after = self._read(message, place, now)
        if self.live and place.side is not Side.TEAM:
            answers.settle(house, message, place, now)
            wishes.honour(house, message, place, now, changed=after.items != before.items)

    def read(self, message: Message, place: Place, now: datetime) -> Reading:
        """What the thread says after this letter, written down; new notes become risks, changes, decisions."""
        return self._read(message, place, now)[1]

    def _read(self, message: Message, place: Place, now: datetime) -> tuple[Reading, Reading]:
        """What the thread said before this letter, and what it says after it."""
        house = self.house
        so_far, elsewhere = self._so_far(message, place)
        people = house.ledger.people(place.project) if place.project else ()
        earlier = self._earlier(place.thread, message.message_id)
        known = tuple(p.address for p in people)
        reading = read_letter(
            message, so_far, team=house.team, assistant=house.address.email, earlier=earlier, known=known
        )
        if any(_strange(i, elsewhere[i.key]) for i in reading.items if i.key in elsewhere and not place.answers):
            # A new thread about something else: what is owed elsewhere is not its subject.
            so_far, elsewhere = house.ledger.reading(place.thread), {}
            reading = read_letter(
                message, so_far, team=house.team, assistant=house.address.email, earlier=earlier, known=known
            )
        moved = (i for i in reading.items if i.key in elsewhere and i != elsewhere[i.key])
        _save_foreign(house, moved, now)
        mine = replace(reading, items=tuple(i for i in reading.items if i.key not in elsewhere))
        house.ledger.save_reading(place.thread, place.project, mine, now=now)
        if place.project:
            _keep_notes(house, message, place.project, so_far, reading)
        if place.project and reading.kinds and reading.kinds[-1] is Kind.MINUTES and place.side is Side.TEAM:
            minutes.note_minutes(house, message, place.project, now)
        if not self.live:
            house.ledger.mark_told([i.key for i in reading.items])
        self._tell_noted(message, place, so_far, reading)
        return so_far, reading

    def _so_far(self, message: Message, place: Place) -> tuple[Reading, dict[str, Item]]:
        """The thread's reading with what this person still owes in other threads of the project; and the latter alone.

        Where the letter answers one of ours, the items carry the numbers that our letter gave them.
        """
        ledger = self.house.ledger
        reading = ledger.reading(place.thread)
        known = {item.key for item in reading.items}
        numbers = (
            {n.key: n.number for n in ledger.numbering(place.answers) if n.kind == "item"} if place.answers else {}
        )
        others: tuple[Item, ...] = ()
        if place.project and place.side is not Side.TEAM:
            owed = ledger.owed(place.project, message.sender.email, also=numbers)
            others = tuple(item for item in owed if item.key not in known)
        items = tuple(replace(i, number=numbers.get(i.key, i.number)) for i in (*reading.items, *others))
        elsewhere = {item.key: item for item in items[len(reading.items) :]}
        return replace(reading, items=items), elsewhere

    def _earlier(self, thread: str, but: str) -> tuple[Message, ...]:
        found: list[Message] = []
        for letter in self.house.ledger.letters(thread):
            if letter.message_id == but:
                continue
            message = self._parsed.get(letter.message_id)
            if message is None:
                message = parse_within_limits(letter.raw)
                self._remember(message)
            found.append(message)
        return tuple(found)

    def _remember(self, message: Message) -> None:
        self._parsed[message.message_id] = message
        while len(self._parsed) > _PARSED_LETTERS:
            self._parsed.popitem(last=False)

    def _tell_noted(self, message: Message, place: Place, before: Reading, after: Reading) -> None:
        known = {item.key: item for item in before.items}
        for item in after.items:
            if known.get(item.key) != item:
                due = item.due.iso() if item.due else "no date"
                words = f"{item.what} · {item.owner.name or item.owner.email} · {due} · {item.status}"
                moved = item.moves[-1] if item.moves and item.key in known else None
                self.house.tell(
                    Event(
                        what="noted",
                        words=words,
                        who=message.sender.email,
                        project=place.project or "",
                        because=moved.because if moved else item.because,
                        quotes=(moved.quote if moved else item.quote,),
                    )
                )


def _strange(item: Item, before: Item) -> bool:
    """Whether an item of another thread was moved by words that do not speak of it."""
    if item == before or len(item.moves) <= len(before.moves):
        return False
    said = item.moves[-1].quote.lower()
    words = {match[1] or match[0] for match in _WORDS.finditer(before.what.lower())}
    return not any(word in said for word in words)


def _save_foreign(house: House, items: Iterable[Item], now: datetime) -> None:
    """Items of other threads that this letter moved stay in their own threads, with their own numbers."""
    for item in items:
        tracked = house.ledger.item(item.key)
        if tracked is None:
            continue
        kept = replace(item, number=tracked.item.number)
        if kept == tracked.item:
            continue
        there = house.ledger.reading(tracked.thread)
        moved = replace(there, items=tuple(kept if i.key == item.key else i for i in there.items))
        house.ledger.save_reading(tracked.thread, tracked.project, moved, now=now)


def _keep_notes(house: House, message: Message, project: str, before: Reading, after: Reading) -> None:
    """New risks and wishes for change are suggestions until the PM says so; decisions stand as said."""
    known = {(n.kind, n.quote) for n in before.notes}
    for note in after.notes:
        if (note.kind, note.quote) in known:
            continue
        key = f"{message.message_id}:{note.kind}:{after.notes.index(note)}"
        if note.kind is NoteKind.DECISION:
            house.ledger.save_decision(
                project,
                Decision(
                    key=key,
                    quote=note.quote,
                    said_by=note.said_by or message.sender.email,
                    said_on=message.date,
                    message_id=message.message_id,
                ),
            )
        elif note.kind is NoteKind.RISK:
            number = house.ledger.next_number(project, "R")
            house.ledger.save_risk(
                project,
                Risk(
                    key=key,
                    number=number,
                    words=_LABEL.sub("", note.quote),
                    status="suggested",
                    message_id=message.message_id,
                ),
            )
        else:
            number = house.ledger.next_number(project, "CR")
            house.ledger.save_change(
                project,
                ChangeRequest(
                    key=key,
                    number=number,
                    words=_LABEL.sub("", note.quote),
                    status="suggested",
                    asked_of=message.sender.email,
                    message_id=message.message_id,
                ),
            )

