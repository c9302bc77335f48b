"""So many days, weeks or working days from now, and the break that comes next."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailpm.model import Grain
from mailpm.reading.dates_calendar import add_months
from mailpm.reading.dates_parts import Context, Day, Part
from mailpm.reading.dates_periods import ONE, a_day, moved, with_
from mailpm.reading.dates_table import Meaning, Slots


def in_units(sign: int = 1, *, fixed: str = "", anchor: bool = False, spread: bool = False) -> Meaning:
    """`n` `unit`s on from now (back with -1), counted in calendar days, months, or working days.

    `fixed` stands for the unit where the words hold none. `anchor`: the phrase counts from an event that the slot
    `anchor` names, whose day is not known. `spread`: the whole time from now up to then ("the next three weeks").
    """

    def mean(s: Slots, c: Context) -> Part | None:
        n, unit = float(s["n"]), str(s.get("unit") or fixed)
        found = counted(c.now, n * sign, unit, c)
        if found is not None and "n2" in s:  # "two years and a month": the smaller part counts from the larger's end
            then = found.moment or c.now.replace(year=found.first.year, month=found.first.month, day=found.first.day)
            found = counted(then, float(s["n2"]) * sign, str(s["unit2"]), c)
        if found is None:
            return None
        found = with_(found, past=sign < 0, raw=("weeks", 0) if unit == "week" and "n2" not in s else ())
        if spread and found.moment is None:
            ends = sorted((c.today, found.first))
            found = with_(found, first=ends[0], last=ends[1], grain=Grain.RANGE)
        if anchor:
            return with_(found, anchor=str(s.get("anchor", "")).strip() or "?", certainty=0.2)
        return found

    return mean


def counted(now: datetime, n: float, unit: str, c: Context) -> Day | None:
    """The moment or day that lies `n` units from `now`; None where the calendar ends."""
    try:
        if unit in ("second", "minute", "hour"):
            seconds = {"second": 1, "minute": 60, "hour": 3600}[unit]
            moment = now + timedelta(seconds=n * seconds)
            return a_day(moment.date(), moment=moment, grain=Grain.MINUTE)
        day = now.date()
        if unit == "workday":
            return a_day(c.calendar.add(day, round(n))) if abs(n) <= 2000 else None
        if unit in ("day", "week", "fortnight"):
            return a_day(day + timedelta(days=round(n * {"day": 1, "week": 7, "fortnight": 14}[unit])))
        whole = int(n)
        day = moved(day, unit, whole)
        if rest := n - whole:
            days = {"month": 30, "quarter": 91, "year": 365, "half": 182, "decade": 3652}[unit]
            if unit == "month":
                day += timedelta(days=round(rest * days))
            else:
                day = add_months(day, round(rest * {"quarter": 3, "year": 12, "half": 6, "decade": 120}[unit]))
        return a_day(day)
    except (OverflowError, ValueError):
        return None


def working_day(n: int) -> Meaning:
    """The `n`-th working day from today."""

    def mean(s: Slots, c: Context) -> Part | None:
        return a_day(c.calendar.add(c.today, n), past=n < 0)

    return mean


def next_break(when: str) -> Meaning:
    """节前, 节后: the last day before, or the first working day after, the break that comes next (or runs now)."""

    def mean(s: Slots, c: Context) -> Part | None:
        for i in range(-8 if when == "after" else 1, 400):
            day = c.today + i * ONE
            if c.calendar.holiday(day) and not c.calendar.is_working(day):
                first, last = c.calendar.break_around(day)
                if when == "before" and first > c.today:
                    return a_day(first - ONE, other=(day,))
                if when == "after" and last >= c.today:
                    return a_day(c.calendar.next(last + ONE))
        return None

    return mean
