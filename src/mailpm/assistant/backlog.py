"""Letters from before: a backlog is read into the ledger, and kept letters are read again with today's rules."""

from __future__ import annotations

import mailbox
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailpm.assistant.house import House
from mailpm.assistant.receiving import Receiver
from mailpm.message import parse_within_limits
from mailpm.model import Fetched, Item, Message, Reading
from mailpm.reading import read_letter

_BATCH = 200  # letters in one transaction


class NoLetters(Exception):
    """The source holds no letters; the text is one sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What an import did."""

    letters: int = 0
    known: int = 0
    aside: int = 0


class Backlog:
    """The letters of a file (.eml), an mbox, a Maildir or a folder of .eml files, oldest file name first."""

    def __init__(self, source: Path) -> None:
        self._source = source
        if not source.exists():
            raise NoLetters(f"There is nothing at {source}.")
        self._files: list[Path] = []
        self._box: mailbox.Mailbox[mailbox.Message] | None = None
        if source.is_dir() and (source / "cur").is_dir():
            self._box = mailbox.Maildir(source, factory=None, create=False)
        elif source.is_dir():
            self._files = sorted(source.rglob("*.eml"))
        elif _starts_with(source, b"From "):
            self._box = mailbox.mbox(source, create=False)
        elif _looks_like_a_letter(source):
            self._files = [source]
        self._length = len(self._box) if self._box is not None else len(self._files)
        if not self._length:
            raise NoLetters(f"{source} holds no letters: give an .eml file, an mbox, a Maildir or a folder of .eml.")

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        if self._box is None:
            yield from (path.read_bytes() for path in self._files)
            return
        for key in self._box.keys():  # noqa: SIM118  (a mailbox iterates over letters, not keys)
            yield self._box.get_bytes(key)

    def close(self) -> None:
        """Give the file back."""
        if self._box is not None:
            self._box.close()


def _starts_with(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _looks_like_a_letter(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.readline(1000)
    name, colon, _ = first.partition(b":")
    return bool(colon) and name.replace(b"-", b"").isalnum()


def take_backlog(house: House, backlog: Backlog, now: datetime, *, on_letter: Callable[[], None]) -> Counts:
    """Every letter of the backlog, once: what the ledger knows already is passed over, so it can be run again."""
    receiver = Receiver(house, live=False)
    aside = len(house.ledger.shunted())
    before = house.ledger.letter_count()
    letters = list(backlog)
    for start in range(0, len(letters), _BATCH):
        with house.ledger.transaction():
            for place, raw in enumerate(letters[start : start + _BATCH], start + 1):
                fetched = Fetched(folder="import", uidvalidity=0, uid=place, raw=raw, size=len(raw), internal_date=now)
                receiver.take(fetched, now)
                on_letter()
    gained = house.ledger.letter_count() - before
    set_aside = len(house.ledger.shunted()) - aside
    return Counts(letters=len(letters), known=len(letters) - gained - set_aside, aside=set_aside)


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What today's rules read otherwise."""

    thread: str
    what: str  # new, gone, changed, read
    item: str
    old: str = ""
    new: str = ""


def reread_all(
    house: House, now: datetime, *, write: bool, only_shunted: bool, on_thread: Callable[[], None]
) -> tuple[Difference, ...]:
    """Read every kept thread again. What the PM ordered stays; what the rules see anew is shown, then written."""
    differences: list[Difference] = []
    for shunted in house.ledger.shunted():
        differences.append(Difference(thread="", what="read", item=f"letter {shunted.fetched.uid}"))
        if write:
            house.ledger.unshunt(shunted.id, now)
            Receiver(house).take(shunted.fetched, now)
    if only_shunted:
        return tuple(differences)
    for thread in house.ledger.all_threads():
        fresh = _read_again(house, thread)
        kept = house.ledger.reading(thread)
        found = _differences(thread, kept, fresh)
        differences += found
        if write and found:
            _write(house, thread, kept, fresh, now)
        on_thread()
    return tuple(differences)


def _read_again(house: House, thread: str) -> Reading:
    reading = Reading()
    earlier: list[Message] = []
    for letter in house.ledger.letters(thread):
        trust = house.config.trust
        message = parse_within_limits(letter.raw, authserv_ids=trust.authserv_ids, microsoft=trust.microsoft)
        if message.sender.email == house.address.email:
            continue
        people = house.ledger.people(letter.project) if letter.project else ()
        reading = read_letter(
            message,
            reading,
            team=house.team,
            assistant=house.address.email,
            earlier=tuple(earlier),
            known=tuple(p.address for p in people),
        )
        earlier.append(message)
    return reading


def _ordered(item: Item) -> bool:
    """Whether the PM's own word made or moved it: rules do not overrule a person."""
    return any("order" in move.because for move in item.moves)


def _words(item: Item) -> str:
    due = item.due.iso() if item.due else "no date"
    return f"{item.owner.name or item.owner.email} · {due} · {item.status}"


def _differences(thread: str, kept: Reading, fresh: Reading) -> list[Difference]:
    old = {i.key: i for i in kept.items}
    new = {i.key: i for i in fresh.items}
    found = [Difference(thread=thread, what="new", item=i.what, new=_words(i)) for k, i in new.items() if k not in old]
    for key, item in old.items():
        if _ordered(item):
            continue
        if key not in new:
            found.append(Difference(thread=thread, what="gone", item=item.what, old=_words(item)))
        elif _words(item) != _words(new[key]):
            found.append(
                Difference(thread=thread, what="changed", item=item.what, old=_words(item), new=_words(new[key]))
            )
    return found


def _write(house: House, thread: str, kept: Reading, fresh: Reading, now: datetime) -> None:
    """Today's reading in the ledger; an item that the rules no longer see is cancelled, not deleted."""
    from dataclasses import replace

    from mailpm.model import Status

    ordered = {i.key: i for i in kept.items if _ordered(i)}
    new = {i.key for i in fresh.items}
    gone = tuple(
        replace(i, status=Status.CANCELLED) for i in kept.items if i.key not in new and i.key not in ordered
    )
    items = (*(ordered.get(i.key, i) for i in fresh.items), *gone, *(i for k, i in ordered.items() if k not in new))
    letters = house.ledger.letters(thread)
    project = letters[-1].project if letters else None
    house.ledger.save_reading(thread, project, replace(fresh, items=items), now=now)
    house.ledger.mark_told([i.key for i in items])
