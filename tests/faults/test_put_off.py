"""Recipients whom the server puts off while it takes our own copy: the copy that comes back does not speak for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.faults.child import Orders, assistant_for
from tests.faults.warm import NOW
from tests.wire.fake_smtp import FakeSmtp

from mailpm.assistant import Assistant
from mailpm.clock import MovedClock
from mailpm.demo.servers import EmbeddedServers
from mailpm.demo.stage import PASSWORD
from mailpm.ledger import Ledger
from mailpm.model import OutboundState

pytestmark = pytest.mark.faults
A, PM, CLIENT = "mia@agency.example", "pm@agency.example", "c@client.example"
CONFIG = (Path(__file__).with_name("warm.py").read_text("utf-8").split('"""[')[1]).split('"""')[0]


class Bench:
    """The assistant between an embedded mailbox and an SMTP server that answers what it is told to."""

    def __init__(self, folder: Path, imap: EmbeddedServers, smtp: FakeSmtp, copy_pm: bool) -> None:
        self.clock, self.imap, self.smtp, self._passed = MovedClock(NOW), imap, smtp, 0
        extra = '[letters]\nundo_minutes = 0\ncopy_pm = COPY\n[letters.autonomy]\nreminder = "automatic"\n'
        extra = extra.replace("COPY", str(copy_pm).lower())
        self.orders = Orders(
            folder=folder, config=f"[{CONFIG}{extra}", imap_port=imap.imap_port, smtp_port=smtp.port, authority=None,
            security="none", password=PASSWORD, ahead=0.0, timeout=5.0,
        )  # fmt: skip
        self.open()

    def open(self) -> None:
        self.assistant: Assistant
        self.ledger: Ledger
        self.assistant, self.ledger = assistant_for(self.orders, self.clock, lambda _: None)
        self.assistant.begin()

    def close(self) -> None:
        self.assistant.close()
        self.ledger.close()

    def pass_on(self) -> None:
        """What the server took goes to its mailboxes; our own copy among it."""
        for author, recipients, raw in self.smtp.kept[self._passed :]:
            trace = f"Authentication-Results: mx.agency.example; dmarc=pass header.from={author.partition('@')[2]}\r\n"
            for one in recipients:
                if one in (A, PM):
                    self.imap.deliver(trace.encode() + raw, one)
        self._passed = len(self.smtp.kept)

    def hours(self, number: int) -> None:
        for _ in range(number * 4):
            self.clock.move_to(self.clock.now() + timedelta(minutes=15))
            self.assistant.tick()
            self.pass_on()

    def got(self, recipient: str) -> list[bytes]:
        return [raw for _, recipients, raw in self.smtp.kept if recipient in recipients]


@pytest.fixture(params=[True, False], ids=["with the PM in copy", "to the client alone"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with EmbeddedServers({A: PASSWORD, PM: PASSWORD}) as imap, FakeSmtp(extensions=["AUTH PLAIN LOGIN"]) as smtp:
        opened = Bench(tmp_path, imap, smtp, request.param)
        raw = (
            "Authentication-Results: mx.agency.example; dmarc=pass header.from=agency.example\r\n"
            f"From: Petra <{PM}>\r\nTo: {CLIENT}\r\nCc: {A}\r\nSubject: Logo\r\nMessage-ID: <1@agency.example>\r\n"
            "Date: Tue, 08 Sep 2026 10:00:00 +0200\r\n\r\nHello,\r\n\r\nplease send us the logo by 9 September.\r\n"
        )
        imap.deliver(raw.encode(), A)
        yield opened
        opened.close()


def _reminder(bench: Bench) -> Any:
    return next(row for row in bench.ledger.outbox() if row.kind == "reminder")


@pytest.mark.parametrize("answer", ["450 4.2.0 greylisted", "452 4.5.3 too many recipients", "451 4.7.1 try again"])
def test_one_who_is_put_off_gets_that_letter_later(bench: Bench, answer: str) -> None:
    """A copy for ourselves alone would come back and say that everybody has it."""
    bench.smtp.answers[f"RCPT {CLIENT}"] = answer
    bench.hours(26)
    row = _reminder(bench)
    assert row.attempts >= 1
    assert bench.got(CLIENT) == []
    assert row.state is OutboundState.QUEUED
    del bench.smtp.answers[f"RCPT {CLIENT}"]
    bench.hours(4)
    assert sum(row.message_id.encode() in raw for raw in bench.got(CLIENT)) == 1
    assert _reminder(bench).state is OutboundState.ACCEPTED


@pytest.mark.parametrize("bench", [True], indirect=True, ids=["with the PM in copy"])
def test_killed_in_the_body_it_knows_who_was_put_off(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server takes the letter for one and puts the other off; then the power goes, before its answer is kept."""
    bench.smtp.answers[f"RCPT {CLIENT}"] = "450 4.2.0 greylisted"
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "settle", _power_cut)
        with pytest.raises(PowerCut):
            bench.hours(26)
    bench.close()
    bench.pass_on()
    bench.open()
    del bench.smtp.answers[f"RCPT {CLIENT}"]
    bench.hours(4)
    row = _reminder(bench)
    assert sum(row.message_id.encode() in raw for raw in bench.got(CLIENT)) == 1
    assert sum(row.message_id.encode() in raw for raw in bench.got(PM)) == 1


class PowerCut(BaseException):
    pass


def _power_cut(ledger: Ledger, id: int, deliveries: Any, *args: Any, **kwargs: Any) -> Any:
    if ledger.outbound(id).kind == "reminder":
        raise PowerCut
    return _settle(ledger, id, deliveries, *args, **kwargs)


_settle = Ledger.settle
