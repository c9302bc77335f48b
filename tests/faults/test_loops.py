"""Issue 5, loops: two assistants and an absence responder, left alone for a thousand hours, hardly say a word."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailpm.assistant import Assistant, open_house
from mailpm.config import parse_config
from mailpm.demo.stage import PASSWORD, Actor, Letter, Stage, settings
from mailpm.ledger import Ledger
from mailpm.wire.imap import Mailbox
from mailpm.wire.smtp import Sender

pytestmark = pytest.mark.faults
BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 9, 7, 9, 0, tzinfo=BERLIN)
ONE, TWO = "mia@weave.example", "max@acme.example"
PM_ONE, PM_TWO = "li.na@weave.example", "carl@acme.example"
AWAY = "wang@holiday.example"
HOURS = 1000
STEP = timedelta(hours=2)
RUNGS = 4  # the letters of one ladder, planning.chasers
AUTOMATIC = '[letters]\nundo_minutes = 0\n[letters.autonomy]\nreminder = "automatic"\n'


def _member(email: str) -> str:
    return f'email = "{email}"\nname = "{email[:2]}"\nrole = "owner"\nlanguage = "en"\nzone = "Europe/Berlin"\ncountry = "DE"\n'


@contextmanager
def _second(stage: Stage, folder: Path, extra: str) -> Iterator[Assistant]:
    """Another company's assistant at the same provider, under the same clock."""
    folder.mkdir()
    config = parse_config(settings([_member(PM_TWO)], assistant=TWO, extra=extra), base=folder)
    common = {"host": "127.0.0.1", "security": "none", "user": TWO, "secret": lambda: PASSWORD}
    with Ledger.open(config.ledger.path, now=stage.clock.now()) as ledger:
        assistant = Assistant(
            open_house(config, ledger),
            mailbox=Mailbox(port=stage.servers.imap_port, **common),  # type: ignore[arg-type]
            sender=Sender(port=stage.servers.smtp_port, **common),  # type: ignore[arg-type]
            clock=stage.clock,
        )
        assistant.begin()
        try:
            yield assistant
        finally:
            assistant.close()


class Responder:
    """Answers every letter that comes, once each; `rude` ones carry none of the headers of RFC 3834."""

    def __init__(self, stage: Stage, rude: bool) -> None:
        self._stage, self._rude, self._answered = stage, rude, 0

    def look(self) -> None:
        letters = self._stage.inbox(AWAY)
        for letter in letters[self._answered :]:
            self._answer(letter)
        self._answered = len(letters)

    def _answer(self, letter: Letter) -> None:
        reply = EmailMessage()
        reply["From"], reply["To"] = AWAY, letter.sender
        reply["Subject"] = f"Re: {letter.subject}" if self._rude else f"Automatic reply: {letter.subject}"
        reply["Message-ID"] = f"<away-{self._answered}-{letter.message_id}>"
        reply["In-Reply-To"] = f"<{letter.message_id}>"
        reply["Date"] = format_datetime(self._stage.clock.now().astimezone(BERLIN))
        if not self._rude:
            reply["Auto-Submitted"] = "auto-replied"
        reply.set_content("Hello,\n\nI am out of office and will answer when I am back.\n")
        with smtplib.SMTP("127.0.0.1", self._stage.servers.smtp_port) as smtp:
            smtp.login(AWAY, PASSWORD)
            smtp.send_message(reply)


@pytest.mark.parametrize("rude", [pytest.param(False, marks=pytest.mark.slow), True], ids=["marked", "unmarked"])
def test_left_alone_they_exchange_at_most_three_letters(tmp_path: Path, rude: bool) -> None:
    assert sum(len(times) for times in _thousand_hours(tmp_path, "", rude).values()) <= 3


@pytest.mark.parametrize("rude", [pytest.param(False, marks=pytest.mark.slow), True], ids=["marked", "unmarked"])
def test_with_automatic_reminders_the_ladder_ends_and_nothing_is_answered(tmp_path: Path, rude: bool) -> None:
    """The PMs let every reminder go by itself: each assistant climbs its ladder once, and then there is silence."""
    letters = _thousand_hours(tmp_path, AUTOMATIC, rude)
    for (author, to), times in letters.items():
        assert len(times) <= (RUNGS if to != AWAY else 3), (author, to, times)
    assert max(at for times in letters.values() for at in times) < START + timedelta(hours=HOURS / 2)


def _thousand_hours(folder: Path, extra: str, rude: bool) -> dict[tuple[str, str], list[datetime]]:
    """When machines wrote to machines. Each PM has the other's assistant for a client: the worst that can be set up."""
    people = (PM_ONE, PM_TWO, TWO, AWAY)
    actors = [Actor(email=email, name=email[:2], zone="Europe/Berlin") for email in people]
    found: dict[tuple[str, str], list[datetime]] = {}
    with ExitStack() as stack:
        config = settings([_member(PM_ONE)], assistant=ONE, extra=extra)
        stage = stack.enter_context(Stage(folder, config=config, actors=actors, start=START))
        second = stack.enter_context(_second(stage, folder / "second", extra))
        ask = "Hello,\n\nplease send us the logo by Wednesday 9 September.\n\nBest regards"
        stage.write(PM_ONE, ask, to=[TWO], cc=[ONE], subject="Logo")
        stage.write(PM_TWO, ask.replace("logo", "contract"), to=[ONE], cc=[TWO], subject="Contract")
        stage.write(PM_ONE, ask.replace("logo", "photos"), to=[AWAY], cc=[ONE], subject="Photos")
        responder = Responder(stage, rude)
        counted = len(stage.servers.sent)
        while stage.clock.now() < START + timedelta(hours=HOURS):
            stage.clock.move_to(stage.clock.now() + STEP)
            stage.assistant.tick()
            second.tick()
            responder.look()
            for sent in stage.servers.sent[counted:]:
                for to in sent.recipients:
                    if to not in (PM_ONE, PM_TWO, sent.envelope_from):
                        found.setdefault((sent.envelope_from, to), []).append(stage.clock.now())
            counted = len(stage.servers.sent)
        assert len(stage.ledger.items()) >= 2  # there was something to chase
    return found
