"""What somebody still owes in a project, over all its conversations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mailpm.ledger import Ledger
from mailpm.model import Due, Item, ItemType, Move, Owner, Project, Reading, Side, Status

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
WANG, ZHAO = "wang@acme.example", "zhao@acme.example"


def owes(key: str, email: str, day: int, status: Status = Status.OPEN) -> Item:
    return Item(
        key=key,
        type=ItemType.PROMISE,
        message=1,
        message_id=f"{key}@acme.example",
        owner=Owner(name="王敏", side=Side.CLIENT, email=email),
        what=key,
        quote=key,
        due=Due(value=date(2026, 10, day)),
        said_on=NOW,
        said_by=email,
        status=status,
    )


def test_open_items_of_an_address_in_all_threads_of_one_project_by_their_day(ledger: Ledger) -> None:
    for project in ("web", "app"):
        ledger.save_project(Project(key=project, name=project))
    logo, copy = owes("logo", WANG, 20), owes("copy", WANG, 16, Status.BLOCKED)
    done, domain = owes("done", WANG, 12, Status.DONE), owes("domain", ZHAO, 15)
    ledger.save_reading("one", "web", Reading(items=(logo, done)), now=NOW)
    ledger.save_reading("two", "web", Reading(items=(copy, domain)), now=NOW)
    ledger.save_reading("three", "app", Reading(items=(owes("other", WANG, 14),)), now=NOW)
    assert ledger.owed("web", WANG) == (copy, logo)
    assert ledger.owed("web", WANG, also=("domain", "done", "other")) == (domain, copy, logo)
    assert ledger.owed("web", "li@acme.example") == ()


def test_owed_items_come_with_their_moves(ledger: Ledger) -> None:
    ledger.save_project(Project(key="web", name="web"))
    move = Move(
        field="due",
        old="2026-10-20",
        new="2026-10-22",
        quote="logo 22号给您",
        message_id="later@acme.example",
        said_on=NOW,
        said_by=WANG,
    )
    moved = replace(owes("logo", WANG, 22), moves=(move,))
    ledger.save_reading("one", "web", Reading(items=(moved,)), now=NOW)
    assert ledger.owed("web", WANG) == (moved,)
