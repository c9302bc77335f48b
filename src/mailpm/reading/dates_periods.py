"""Weeks, months, quarters and years: those near now, and the parts of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from mailpm.model import Grain
from mailpm.reading.dates_calendar import add_months, monday, month_end, quarter_start
from mailpm.reading.dates_parts import Context, Day, Part
from mailpm.reading.dates_table import Meaning, Slots

ONE = timedelta(days=1)


def with_(day: Day, **changes: object) -> Day:
    return replace(day, **changes)  # type: ignore[arg-type]


def a_day(day: date, **more: object) -> Day:
    return Day(first=day, last=day, **more)  # type: ignore[arg-type]


def week_of(day: date, **more: object) -> Day:
    """The working week that holds `day`, due on its Friday; its Sunday is the other reading."""
    first = monday(day)
    return Day(first=first, last=first + 4 * ONE, other=(first + 6 * ONE,), grain=Grain.WEEK, **more)  # type: ignore[arg-type]


def month_of(day: date, **more: object) -> Day:
    return Day(first=day.replace(day=1), last=month_end(day), grain=Grain.MONTH, **more)  # type: ignore[arg-type]


def quarter_of(day: date, **more: object) -> Day:
    first = quarter_start(day)
    return Day(first=first, last=month_end(add_months(first, 2)), grain=Grain.QUARTER, **more)  # type: ignore[arg-type]


def half_year_of(day: date, **more: object) -> Day:
    first = day.replace(month=1 if day.month < 7 else 7, day=1)
    return Day(first=first, last=month_end(add_months(first, 5)), grain=Grain.RANGE, **more)  # type: ignore[arg-type]


def year_of(day: date, **more: object) -> Day:
    return Day(first=day.replace(month=1, day=1), last=day.replace(month=12, day=31), grain=Grain.YEAR, **more)  # type: ignore[arg-type]


def weekend_of(day: date, **more: object) -> Day:
    first = monday(day) + 5 * ONE
    return Day(first=first, last=first + ONE, other=(first,), grain=Grain.RANGE, **more)  # type: ignore[arg-type]


PERIODS: dict[str, Callable[..., Day]] = {
    "week": week_of,
    "weekend": weekend_of,
    "month": month_of,
    "quarter": quarter_of,
    "half": half_year_of,
    "year": year_of,
}


def moved(day: date, unit: str, n: int) -> date:
    """`day` moved by `n` of a unit: day, week, month, quarter, half, year, decade."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit)
    if months:
        return add_months(day, n * months)
    return day + n * (7 if unit in ("week", "weekend") else 1) * ONE


def period(unit: str, n: int | None = 0, *, soft: bool = False) -> Meaning:
    """The week, weekend, month, quarter, half or year `n` from this one; None: as the slot `shift` says."""

    def mean(s: Slots, c: Context) -> Part | None:
        shift = int(s["shift"]) if n is None else n
        if unit == "day":
            return a_day(c.today + shift * ONE, past=shift < 0)
        start = c.today.replace(day=1) if unit in ("month", "quarter", "half", "year") else c.today
        return PERIODS[unit](moved(start, unit, shift), past=shift < 0, soft=soft)

    return mean


def part_of(unit: str, part: str, n: int = 0) -> Meaning:
    """A part of a period near now: `part_of("week", "early", 1)` is early next week. With n = 0 a part that is
    gone by is the next period's (月中 said on the 20th)."""

    def mean(s: Slots, c: Context) -> Part | None:
        whole = period(unit, n)(s, c)
        assert isinstance(whole, Day)
        found = portion(part)(whole, c)
        if n == 0 and found is not None and (found.due or found.last) < c.today:
            whole = period(unit, 1)(s, c)
            assert isinstance(whole, Day)
            found = portion(part)(whole, c)
        return with_(found, raw=("part", unit, part)) if found and n == 0 else found

    return mean


def portion(part: str) -> Callable[[Day, Context], Day | None]:
    """The operator that takes a part out of a period: start, early, mid, late, end, first_half, second_half,
    and the three tens of a month: tens1, tens2, tens3."""

    def act(day: Day, c: Context) -> Day | None:
        first, last = day.first, _full_last(day)
        grain, past = day.grain, day.past
        if first == last:
            return day if part in ("end", "early", "late", "start") else None
        days = (last - first).days + 1
        if part == "end":
            if grain is Grain.WEEK:
                return a_day(first + 4 * ONE, other=(last,), past=past)
            return a_day(last, past=past)
        if part == "last_half" or part == "second_half":
            middle = _middle(day)
            return Day(first=middle, last=last, grain=Grain.RANGE, past=past)
        if part == "first_half":
            return Day(first=first, last=_middle(day) - ONE, grain=Grain.RANGE, past=past)
        if grain is Grain.WEEK:
            a, b, due = {"start": (0, 2, 1), "early": (0, 2, 1), "mid": (1, 3, 2), "late": (3, 4, 4)}.get(
                part, (0, 4, 4)
            )
            other = tuple(first + i * ONE for i in range(a, b + 1) if i != due)
            return Day(first=first + a * ONE, last=first + b * ONE, due=first + due * ONE, other=other, past=past)
        if grain is Grain.MONTH:
            a, b, due = {
                "start": (1, 5, 5),
                "early": (1, 10, 10),
                "mid": (10, 20, 15),
                "late": (21, days, days),
                "tens1": (1, 10, 10),
                "tens2": (11, 20, 20),
                "tens3": (21, days, days),
            }[part]
            other = tuple(first + i * ONE for i in range(4)) if part == "start" else ()
            return Day(
                first=first + (a - 1) * ONE,
                last=first + (b - 1) * ONE,
                due=first + (due - 1) * ONE,
                other=other,
                past=past,
            )
        if part == "start":
            return Day(first=first, last=month_end(first), grain=Grain.RANGE, past=past)
        if part == "mid" and grain is Grain.YEAR:
            due_day = month_end(add_months(first, 5))
            return Day(first=add_months(first, 4), last=month_end(add_months(first, 7)), due=due_day, past=past)
        third = _third(day, {"start": 0, "early": 0, "mid": 1, "late": 2, "tens1": 0, "tens2": 1, "tens3": 2}[part])
        return Day(first=third[0], last=third[1], grain=Grain.RANGE, past=past)

    return act


def _full_last(day: Day) -> date:
    return day.first + 6 * ONE if day.grain is Grain.WEEK else day.last


def _middle(day: Day) -> date:
    months = {Grain.YEAR: 6}.get(day.grain)
    if months:
        return add_months(day.first, months)
    if day.grain is Grain.MONTH:
        return day.first.replace(day=16)
    return day.first + (((_full_last(day) - day.first).days + 1) // 2) * ONE


def _third(day: Day, i: int) -> tuple[date, date]:
    if day.grain is Grain.YEAR:  # early: its first quarter, mid: May to August, late: its last quarter
        first = add_months(day.first, (0, 4, 9)[i])
        return first, month_end(add_months(first, (2, 3, 2)[i]))
    if day.grain is Grain.QUARTER:
        first = add_months(day.first, i)
        return first, month_end(first)
    days = (day.last - day.first).days + 1
    return day.first + days * i // 3 * ONE, day.first + (days * (i + 1) // 3 - 1) * ONE


def season(sign: int = 0) -> Meaning:
    """Three months from March, June, September or December (the slot `season`), of the slot `year`, the running or
    coming one, or with -1 the last one that is over."""

    def mean(s: Slots, c: Context) -> Part | None:
        month = int(s["season"])
        first = date(int(s.get("year", c.today.year)), month, 1)
        if "year" not in s:
            first = add_months(first, -12)
            while month_end(add_months(first, 2 if sign == 0 else 14)) < c.today:
                first = add_months(first, 12)
        last = month_end(add_months(first, 2))
        return Day(first=first, last=last, grain=Grain.RANGE, past=last < c.today, raw=("season", month))

    return mean


def this_or_next(unit: str, n_slot: str) -> Meaning:
    """A bare quarter or half: the running one, else the coming one."""
    months = {"quarter": 3, "half": 6}[unit]

    def mean(s: Slots, c: Context) -> Part | None:
        n = int(s[n_slot])
        if not 1 <= n <= 12 // months:
            return None
        year = s.get("year")
        first = date(int(year) if year else c.today.year, (n - 1) * months + 1, 1)
        if not year and month_end(add_months(first, months - 1)) < c.today:
            first = add_months(first, 12)
        found = PERIODS[unit](first)
        return with_(found, past=found.last < c.today, raw=() if year else (unit, n))

    return mean
