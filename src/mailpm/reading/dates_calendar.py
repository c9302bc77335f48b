"""Plain arithmetic of the calendar: months, quarters, weeks, Easter and feasts that never stand still."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from mailpm.workdays import moving_feast


def day_in(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, n: int) -> date:
    """The same day `n` months on; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + n
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{n} months from {day} is no date")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def quarter_start(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def iso_week(year: int, week: int) -> date | None:
    """The Monday of that ISO week, or None."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def nth_weekday(first: date, last: date, weekday: int, n: int) -> date | None:
    """The `n`-th such weekday between two days (-1 is the last), or None."""
    if n > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-n - 1))
    return day if first <= day <= last else None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian reckoning)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def feast(kind: str, year: int) -> date | None:
    """The day of a feast in `year`: "12-25" is a day, "11:4:3" the third (0 = Monday) weekday of a month as
    month:n:weekday, "easter+1" counts from Easter, anything else is a moving Chinese feast by name."""
    if kind.startswith("easter"):
        return easter(year) + timedelta(days=int(kind[6:] or 0))
    if ":" in kind:
        month, n, weekday = map(int, kind.split(":"))
        first = date(year, month, 1)
        return nth_weekday(first, month_end(first), weekday, n)
    if kind[0].isdigit():
        month, day = map(int, kind.split("-"))
        return date(year, month, day)
    return moving_feast(kind, year)
