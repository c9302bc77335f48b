"""What our letters tell a PM to answer is understood when he does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailpm.model import Verb
from mailpm.reading.orders import read_orders

GOLDEN = Path(__file__).parent / "golden" / "meetings"


@pytest.mark.parametrize(
    ("letter", "hint", "verb"),
    [
        ("en/meeting_answer-counter", "1 yes", Verb.APPROVE),
        ("en/meeting_answer-counter", "1 no", Verb.DROP),
        ("zh/meeting_answer-counter", "1 同意", Verb.APPROVE),
        ("zh/meeting_answer-counter", "1 不要", Verb.DROP),
        ("en/meeting_answer", "move the meeting to Thursday 14:00", Verb.MOVE_MEETING),
        ("zh/meeting_answer", "会议改到周四 14:00", Verb.MOVE_MEETING),
        ("en/slots_stuck", "ok 1", Verb.APPROVE),
        ("zh/slots_stuck", "ok 1", Verb.APPROVE),
        ("en/slots_stuck", "find a time with Lena next week, 30 minutes", Verb.MEETING),
        ("zh/slots_stuck", "约王敏下周30分钟", Verb.MEETING),
    ],
)
def test_a_hint_is_an_order(letter: str, hint: str, verb: Verb) -> None:
    assert hint in (GOLDEN / f"{letter}.txt").read_text("utf-8")
    assert [order.verb for order in read_orders(hint, now=datetime(2026, 9, 22, 8, 0, tzinfo=UTC))] == [verb]
