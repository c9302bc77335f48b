"""Builders of invented letters, items and needs for the ledger's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mailpm.ledger import Ledger
from mailpm.model import (
    Address,
    Composed,
    Due,
    Fetched,
    Item,
    ItemType,
    Kind,
    Language,
    Message,
    Numbered,
    Outbound,
    Owner,
    Person,
    Planned,
    Project,
    Reading,
    Side,
    TeamRole,
    ThreadPlace,
)

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
PM = "zhou@studio.example"
WANG = "wang@acme.example"
LENA = "lena@nord.example"


class Make:
    """What the tests put into a ledger."""

    now = NOW
    pm = PM
    wang = WANG
    lena = LENA

    def __init__(self, uid: int = 100) -> None:
        self._uid = uid

    def message(
        self, id: str, *, sender: str = WANG, to: tuple[str, ...] = (PM,), own: str = "文案周五给您。", hours: int = 0
    ) -> Message:
        return Message(
            digest=hashlib.sha256(f"{id}{own}".encode()).hexdigest(),
            message_id=id,
            sender=Address(email=sender, name="王敏" if sender == WANG else ""),
            date=NOW + timedelta(hours=hours),
            subject="首页文案",
            text=own,
            own=own,
            to=tuple(Address(email=email) for email in to),
        )

    def fetched(self, message: Message, *, uidvalidity: int = 1) -> Fetched:
        self._uid += 1
        raw = f"From: {message.sender.email}\r\nSubject: x\r\n\r\n{message.own}\r\n".encode()
        return Fetched(folder="INBOX", uidvalidity=uidvalidity, uid=self._uid, raw=raw, size=len(raw))

    def letter(self, ledger: Ledger, id: str, *, project: str | None = "acme", thread: str = "", **more: object) -> Message:
        message = self.message(id, **more)  # type: ignore[arg-type]
        ledger.add_letter(self.fetched(message), message, project=project, thread=thread or id, now=NOW)
        return message

    def item(self, key: str, *, message_id: str = "a@acme.example", due: int = 16, **more: object) -> Item:
        facts: dict[str, object] = {
            "type": ItemType.PROMISE,
            "message": 1,
            "message_id": message_id,
            "owner": Owner(name="王敏", side=Side.CLIENT, email=WANG),
            "what": "首页文案",
            "quote": "文案周五给您",
            "due": Due(value=date(2026, 10, due), words="周五"),
            "said_on": NOW,
            "said_by": WANG,
            "because": ("zh.promise.give",),
        }
        return Item(key=key, **(facts | more))  # type: ignore[arg-type]

    def reading(self, *items: Item) -> Reading:
        return Reading(kinds=(Kind.MAIL,), items=items)

    def need(self, key: str, *, to: str = WANG, project: str | None = "acme", **more: object) -> Planned:
        facts: dict[str, object] = {
            "kind": "reminder",
            "language": Language.CHINESE,
            "content": None,
            "numbering": (Numbered(number="1", kind="item", key="k1"),),
            "item_keys": ("k1",),
            "place": ThreadPlace(subject="首页文案", in_reply_to="a@acme.example"),
        }
        return Planned(key=key, project=project, to=(Address(email=to),), **(facts | more))  # type: ignore[arg-type]

    def compose(self, need: Planned) -> Composed:
        """The same need always makes the same letter."""
        id = hashlib.sha256(need.key.encode()).hexdigest()[:16] + "@mailpm.example"
        words = f"Dear reader, this is about {need.key}."
        raw = f"Message-ID: <{id}>\r\nTo: {need.to[0].email}\r\n\r\n{words}\r\n".encode()
        return Composed(raw=raw, message_id=id, subject=f"About {need.key}", text=words)

    def draft(self, ledger: Ledger, key: str, **more: object) -> Outbound:
        """One planned letter in the outbox, beside those that are there."""
        need = self.need(key, **more)  # type: ignore[arg-type]
        keep = [row.key for row in ledger.outbox(project=need.project)]
        return ledger.reconcile([need], self.compose, NOW, project=need.project, keep=keep).new[0]

    def approved(self, ledger: Ledger, key: str, **more: object) -> Outbound:
        row = self.draft(ledger, key, **more)
        assert ledger.approve(row.id, version=row.version, recipients=row.recipients, by=PM, at=NOW)
        return ledger.outbound(row.id)


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with the project acme: the PM, Wang Min of the client, and one letter of hers with one item."""
    with Ledger.open(tmp_path / "ledger.db", now=NOW) as ledger:
        begin(ledger)
        yield ledger


def begin(ledger: Ledger) -> None:
    ledger.save_project(Project(key="acme", name="ACME 官网", zone="Asia/Shanghai", country="CN"))
    ledger.save_person("acme", Person(email=PM, name="Zhou", side=Side.TEAM, team_role=TeamRole.OWNER))
    ledger.save_person("acme", Person(email=WANG, name="王敏", side=Side.CLIENT, language=Language.CHINESE))
    make = Make(uid=0)
    make.letter(ledger, "a@acme.example")
    ledger.save_reading("a@acme.example", "acme", make.reading(make.item("k1")), now=NOW)
