"""Working days, held against the official calendar: the State Council's notice of 4 November 2025 for 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpm.workdays import WorkCalendar, moving_feast, plain_calendar

CHINA, GERMANY, PLAIN = WorkCalendar("CN"), WorkCalendar("DE"), WorkCalendar("")

OFF_2026 = ["01-01:01-03", "02-15:02-23", "04-04:04-06", "05-01:05-05", "06-19:06-21", "09-25:09-27", "10-01:10-07"]
MAKE_UP_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize("run", OFF_2026)
def test_the_breaks_of_china(run: str) -> None:
    first, last = map(day, run.split(":"))
    free = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    assert not any(CHINA.is_working(d) for d in free)
    assert CHINA.break_around(first) == (first, last)


@pytest.mark.parametrize("text", MAKE_UP_2026)
def test_make_up_days_are_worked(text: str) -> None:
    assert day(text).weekday() >= 5
    assert CHINA.is_working(day(text))
    assert not PLAIN.is_working(day(text))


@pytest.mark.parametrize(
    ("sent", "n", "due"),
    [
        ("06-05", 3, "06-10"),
        ("09-29", 3, "10-09"),
        ("10-08", 3, "10-12"),
        ("09-18", 2, "09-21"),
        ("09-30", 1, "10-08"),
        ("10-08", -1, "09-30"),
        ("10-08", 0, "10-08"),
    ],
)
def test_counting_in_china(sent: str, n: int, due: str) -> None:
    assert CHINA.add(day(sent), n) == day(due)


def test_the_first_working_day_around_a_break() -> None:
    assert CHINA.next(day("10-01")) == day("10-08")
    assert CHINA.previous(day("10-03")) == day("09-30")
    assert GERMANY.next(day("12-25")) == day("12-28")


def test_names_of_holidays() -> None:
    assert "国庆" in CHINA.holiday(day("10-01"))
    assert CHINA.holiday(day("10-10")) == ""
    assert GERMANY.holiday(day("10-03"))


def test_days_of_ones_own_win_over_the_table() -> None:
    mine = WorkCalendar("CN", off=[day("11-02")], working=[day("10-03")])
    assert not mine.is_working(day("11-02"))
    assert mine.is_working(day("10-03"))
    assert mine.holiday(day("10-03")) == ""


def test_a_year_without_make_up_days_is_not_settled() -> None:
    assert CHINA.is_settled(2026)
    assert not CHINA.is_settled(2045)
    assert WorkCalendar("CN", off=[date(2045, 1, 1)]).is_settled(2045)
    assert GERMANY.is_settled(2045)


def test_both_work() -> None:
    pair = WorkCalendar.both(CHINA, GERMANY)
    assert not pair.is_working(day("10-05"))  # free in China
    assert not pair.is_working(day("10-10"))  # a make-up Saturday: free in Germany
    assert pair.add(day("09-30"), 1) == day("10-08")
    assert pair.holiday(day("12-25"))
    assert pair.is_settled(2026)
    assert not pair.is_settled(2045)


def test_an_unknown_country_works_monday_to_friday() -> None:
    nowhere = WorkCalendar("ZZ")
    assert [nowhere.is_working(day("10-01") + timedelta(days=i)) for i in range(4)] == [True, True, False, False]


def test_a_calendar_without_working_days_is_an_error_not_a_loop() -> None:
    never = WorkCalendar("", off=[day("01-01") + timedelta(days=i) for i in range(365)])
    with pytest.raises(ValueError, match="no working day"):
        never.next(day("03-01"))


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)), st.integers(1, 40), st.sampled_from([CHINA, GERMANY, PLAIN]))
def test_add_and_between_agree(start: date, n: int, calendar: WorkCalendar) -> None:
    end = calendar.add(start, n)
    assert calendar.is_working(end)
    assert calendar.between(start, end) == n
    assert calendar.between(end, start) == -n


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("spring", "2026-02-17"),
        ("spring_eve", "2026-02-16"),
        ("lantern", "2026-03-03"),
        ("qingming", "2026-04-05"),
        ("dragon_boat", "2026-06-19"),
        ("mid_autumn", "2026-09-25"),
        ("double_ninth", "2026-10-18"),
    ],
)
def test_chinese_feasts(name: str, expected: str) -> None:
    assert moving_feast(name, 2026) == date.fromisoformat(expected)


def test_feasts_end_with_their_table() -> None:
    assert moving_feast("spring", 1800) is None
    assert plain_calendar("CN") is plain_calendar("CN")
