"""REPLY letters in the shapes that calendar programs send, read from their bytes and laid over the meeting."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailpm.message import parse
from mailpm.model import CheckIn, Meeting
from mailpm.planning.replies import Applied, apply_reply

LETTERS = Path(__file__).parents[1] / "letters" / "replies"
EXPECTED = json.loads((LETTERS / "expected.json").read_text("utf-8"))
BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = ("lena@harbor.example", "wang@acme.example", "pm@agency.example")
SINGLE = Meeting(
    key="kick-off", uid="kick-off@agency.example", title="Kick-off", minutes=60, attendees=PEOPLE, zone="Europe/Berlin",
    start=datetime(2026, 9, 16, 10, 0, tzinfo=BERLIN),
)
SERIES = CheckIn(
    uid="acme-weekly@agency.example", title="ACME check-in", minutes=60, attendees=PEOPLE, zone="Europe/Berlin",
    start=datetime(2026, 9, 16, 10, 0, tzinfo=BERLIN), rrule="FREQ=WEEKLY;BYDAY=WE",
)


def applied(name: str) -> Applied:
    message = parse((LETTERS / f"{name}.eml").read_bytes())
    assert message.calendar is not None, "no calendar part was found"
    noun = SERIES if message.calendar.uid == SERIES.uid else SINGLE
    return apply_reply(noun, message.calendar, message.sender)


def read(name: str) -> dict[str, str]:
    """What the letter did, in the form of expected.json."""
    done = applied(name)
    answer, proposal = done.answer, done.proposal
    original = answer.original if answer else None
    return {
        "fate": str(done.fate),
        "email": answer.email if answer else proposal.email if proposal else "",
        "partstat": answer.partstat if answer else "",
        "original": original.astimezone(UTC).isoformat() if original else "",
        "comment": answer.comment if answer else proposal.comment if proposal else "",
        "delegated_to": answer.delegated_to if answer else "",
        "proposed": proposal.start.astimezone(UTC).isoformat() if proposal else "",
    }


def test_the_corpus_is_large_enough() -> None:
    assert len(EXPECTED) >= 40
    assert {path.stem for path in LETTERS.glob("*.eml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_reply_is_understood(name: str) -> None:
    assert read(name) == EXPECTED[name]
