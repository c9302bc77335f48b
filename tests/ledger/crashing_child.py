"""A small assistant that kills itself at a named point: run by test_ledger_crash.py as a process of its own.

Arguments: folder, and a point with a count ("delivered:2") or "". The folder holds `mailbox` (one letter a line, by
number) and `delivered` (one Message-ID a line: what the world got, our own copies among it).
"""

import hashlib
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailpm.ledger import Ledger
from mailpm.model import (
    Address,
    Composed,
    Cursor,
    Delivery,
    Fetched,
    Item,
    ItemType,
    Kind,
    Language,
    Message,
    Owner,
    Person,
    Planned,
    Project,
    Reading,
    Result,
    Side,
)

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
FOLDER = Path(sys.argv[1])
POINT, _, COUNT = sys.argv[2].partition(":")
WANG = "wang@acme.example"
passed = 0


def here(point: str) -> None:
    """Die, where this is the point, as a power cut would have it: no handler runs."""
    global passed
    if point == POINT:
        passed += 1
        if passed == int(COUNT):
            os.kill(os.getpid(), signal.SIGKILL)


def compose(need: Planned) -> Composed:
    id = hashlib.sha256(need.key.encode()).hexdigest()[:12] + "@mailpm.example"
    return Composed(raw=f"Message-ID: <{id}>\r\n\r\n{need.key}\r\n".encode(), message_id=id, subject="x", text=need.key)


def receive(ledger: Ledger) -> None:
    cursor = ledger.cursor("INBOX")
    numbers = [int(line) for line in (FOLDER / "mailbox").read_text("ascii").split()]
    new = [n for n in numbers if n >= (cursor.uid_next if cursor else 1)]
    for batch in (new[i : i + 3] for i in range(0, len(new), 3)):
        with ledger.transaction():
            for n in batch:
                with ledger.transaction():
                    take(ledger, n)
                    here("letter")
            here("batch")
            ledger.set_cursor(Cursor(folder="INBOX", uidvalidity=1, uid_next=batch[-1] + 1))
            here("cursor")
        here("received")
    for id in (FOLDER / "delivered").read_text("ascii").split():
        ledger.proven(id, NOW)


def take(ledger: Ledger, n: int) -> None:
    id = f"{n}@acme.example"
    message = Message(
        digest=str(n),
        message_id=id,
        sender=Address(email=WANG),
        date=NOW,
        subject="x",
        text="y",
        own="文案周五给您",
    )
    fetched = Fetched(folder="INBOX", uidvalidity=1, uid=n, raw=b"x", size=1)
    if ledger.add_letter(fetched, message, project="acme", thread=id, now=NOW):
        item = Item(
            key=f"item {n}",
            type=ItemType.PROMISE,
            message=1,
            message_id=id,
            owner=Owner(name="王敏", side=Side.CLIENT, email=WANG),
            what="文案",
            quote="文案周五给您",
        )
        ledger.save_reading(id, "acme", Reading(kinds=(Kind.MAIL,), items=(item,)), now=NOW)


def plan(ledger: Ledger) -> None:
    needs = [
        Planned(
            key=f"reminder:{tracked.item.key}",
            kind="reminder",
            project="acme",
            to=(Address(email=WANG),),
            language=Language.CHINESE,
            content=None,
            item_keys=(tracked.item.key,),
        )
        for tracked in ledger.project_status("acme", NOW).items
    ]
    with ledger.transaction():
        change = ledger.reconcile(needs, compose, NOW, project="acme")
        for row in change.new:
            ledger.approve(row.id, version=1, recipients=row.recipients, by="zhou@studio.example", at=NOW)
        here("plan")
    here("planned")


def send(ledger: Ledger) -> None:
    for row in ledger.due(NOW):
        if not ledger.claim(row.id, NOW):
            continue
        here("connecting")
        ledger.body_started(row.id, NOW)
        here("body_started")
        with (FOLDER / "delivered").open("a", encoding="ascii") as world:
            world.write(row.message_id + "\n")
        here("delivered")
        ledger.settle(row.id, [Delivery(recipient=WANG, result=Result.ACCEPTED)], NOW)
        here("settled")


with Ledger.open(FOLDER / "ledger.db", now=NOW) as book:
    here("opened")
    if book.project("acme") is None:
        with book.transaction():
            book.save_project(Project(key="acme", name="ACME"))
            book.save_person("acme", Person(email=WANG, name="王敏", side=Side.CLIENT))
    book.recover(NOW)
    here("recovered")
    receive(book)
    book.resolve(NOW + timedelta(hours=2), timedelta(hours=1))
    plan(book)
    send(book)
