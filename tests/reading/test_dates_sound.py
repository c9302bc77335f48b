"""Whatever people write, and whenever: nothing raises, and every finding is a place in the text with a value."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpm import find_dates
from mailpm.model import Grain
from mailpm.reading.languages.en.dates import DATES as ENGLISH
from mailpm.reading.languages.figures import FIGURES
from mailpm.reading.languages.zh.dates import DATES as CHINESE

WORDS = sorted(
    {example.rsplit(" = ", 1)[0] for table in (ENGLISH, CHINESE, FIGURES) for rule in table.rules for example in rule.examples}
    | {"before", "after", "–", "to", "and", "前", "后", "至", "、", "sorry,", "不对,", "99", "9999 years", "in 9999 years", "31", "29 Feb", "2月30日", "的第五个周一"}
)  # fmt: skip
NOW = datetime(2026, 11, 25, 9, tzinfo=timezone(timedelta(hours=8)))
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).flatmap(
    lambda words: st.sampled_from([" ", ", ", "", "\n", " - "]).map(lambda gap: gap.join(words))
)


@settings(max_examples=400, deadline=None)
@given(
    text=TEXTS,
    now=st.datetimes(datetime(1990, 1, 1), datetime(2095, 12, 31), timezones=st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")])),  # noqa: DTZ001 - the zone is drawn beside it
    country=st.sampled_from(["", "CN", "US", "DE", "TW", "ZZ"]),
)  # fmt: skip
def test_nothing_raises(text: str, now: datetime, country: str) -> None:
    last = 0
    for mention in find_dates(text, now=now, country=country):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.because
        assert 0 < mention.certainty <= 1
        if isinstance(mention.value, tuple):
            assert mention.value[0] <= mention.value[1]
        if isinstance(mention.due, datetime):
            assert mention.due.tzinfo is not None
        last = mention.end


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789/.-: 年月日周五下前后一十第thefrisatmayoq\n|(", max_size=60))
def test_noise_raises_nothing(text: str) -> None:
    for mention in find_dates(text, now=NOW):
        assert text[mention.start : mention.end].strip()


@pytest.mark.parametrize(
    ("words", "value", "other"),
    [
        ("by Wednesday", date(2026, 12, 2), {date(2026, 11, 25)}),
        ("before the 30th", date(2026, 11, 30), {date(2026, 11, 29)}),
        ("11月30日前", date(2026, 11, 30), {date(2026, 11, 29)}),
        ("before Christmas", date(2026, 12, 24), {date(2026, 12, 25)}),
        ("本周内", date(2026, 11, 27), {date(2026, 11, 29)}),
        ("this weekend", date(2026, 11, 29), {date(2026, 11, 28)}),
        ("early next week", date(2026, 12, 1), {date(2026, 11, 30), date(2026, 12, 2)}),
        ("月初", date(2026, 12, 5), {date(2026, 12, day) for day in range(1, 5)}),
        ("CW 50", date(2026, 12, 11), {date(2026, 12, 13)}),
        ("next Friday", date(2026, 12, 4), {date(2026, 11, 27)}),
    ],
)
def test_second_readings(words: str, value: date, other: set[date]) -> None:
    (found,) = find_dates(words, now=NOW)
    assert found.due == value
    assert set(found.other) == other


@pytest.mark.parametrize(
    ("words", "grain"),
    [
        ("by Friday 5pm", Grain.MINUTE),
        ("下周", Grain.WEEK),
        ("in December", Grain.MONTH),
        ("一季度", Grain.QUARTER),
        ("next year", Grain.YEAR),
        ("1-3 December", Grain.RANGE),
        ("周五", Grain.DAY),
    ],
)
def test_grains(words: str, grain: Grain) -> None:
    (found,) = find_dates(words, now=NOW)
    assert found.grain is grain


def test_what_is_unsure_says_so() -> None:
    (sure,) = find_dates("by 4 December", now=NOW)
    (unsure,) = find_dates("due 4/12", now=NOW.astimezone(UTC))
    (clash,) = find_dates("Monday, 4 December 2026", now=NOW)
    assert sure.certainty > unsure.certainty > 0
    assert sure.certainty > clash.certainty
    assert unsure.other


def test_a_naive_clock_is_taken_as_it_is() -> None:
    (found,) = find_dates("tomorrow 3pm CET", now=datetime(2026, 11, 25, 9))  # noqa: DTZ001 - on purpose
    assert found.value == datetime(2026, 11, 26, 15)  # noqa: DTZ001
