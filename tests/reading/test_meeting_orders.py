"""A meeting as a PM asks for it, in both languages, with known and unknown people."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mailpm.model.plan import MeetingFacts, RhythmFacts
from mailpm.reading.meeting_orders import read_meeting

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=SHANGHAI)  # a Monday
NAMES = ("王敏", "赵强", "Lena Brandt", "Wang Min", "李娜")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI)


CASES = [
    ("约 ACME 例会,每周三10点,45分钟,王敏、赵强、我", {"title": "ACME 例会", "rhythm": RhythmFacts(weekday=2, at=time(10), minutes=0), "minutes": 45, "people": ("王敏", "赵强"), "with_me": True}),
    ("约ACME例会，每两周周四下午3点半，1小时，王敏", {"title": "ACME例会", "rhythm": RhythmFacts(weekday=3, at=time(15, 30), minutes=0, every_weeks=2), "minutes": 60, "people": ("王敏",)}),
    ("约王敏和Lena下周30分钟", {"minutes": 30, "people": ("王敏", "Lena Brandt"), "first": date(2026, 10, 19), "last": date(2026, 10, 23)}),
    ("约王敏周四下午3点开个电话会议,半小时", {"title": "电话会议", "start": at(15, 15), "minutes": 30, "people": ("王敏",)}),
    ("安排10月15日10:00的启动会,一个半小时,王敏、赵强", {"title": "启动会", "start": at(15, 10), "minutes": 90, "people": ("王敏", "赵强")}),
    ("约王敏和孙莉明天上午10点评审会", {"title": "评审会", "start": at(13, 10), "people": ("王敏", "孙莉")}),
    ("Set up the ACME check-in every Wednesday at 10:00, 45 minutes, with Wang Min and me", {"title": "ACME check-in", "rhythm": RhythmFacts(weekday=2, at=time(10), minutes=0), "minutes": 45, "people": ("Wang Min",), "with_me": True}),
    ("Schedule a call with Lena on Thursday at 3pm for 30 minutes", {"title": "call", "start": at(15, 15), "minutes": 30, "people": ("Lena Brandt",)}),
    ("find a time with Wang Min and Lena next week, 30 minutes", {"minutes": 30, "people": ("Wang Min", "Lena Brandt"), "first": date(2026, 10, 19), "last": date(2026, 10, 23)}),
    ("arrange a kick-off with Lena Brandt and Jonas Weber tomorrow at 9:30, an hour, https://meet.lumen.example/k", {"title": "kick-off", "start": at(13, 9, 30), "minutes": 60, "people": ("Lena Brandt", "Jonas Weber"), "link": "https://meet.lumen.example/k"}),
    ("plan a review every other Friday at 2pm, half an hour, with Lena", {"title": "review", "rhythm": RhythmFacts(weekday=4, at=time(14), minutes=0, every_weeks=2), "minutes": 30, "people": ("Lena Brandt",)}),
]


@pytest.mark.parametrize(("words", "facts"), CASES, ids=[c[0][:24] for c in CASES])
def test_the_facts_of_a_meeting(words: str, facts: dict[str, object]) -> None:
    assert read_meeting(words, names=NAMES, now=NOW) == MeetingFacts(**facts)


@pytest.mark.parametrize("words", ["约" * 20000, "with Ann, " * 8000, "every " * 20000, "每周" * 20000 + "三10点"])
def test_a_long_line_of_nonsense_is_read_quickly(words: str) -> None:
    assert read_meeting(words, names=NAMES, now=NOW).people is not None
