"""Operators: words that make another day of the day beside them ("the week of", 前三天, 后第一个工作日)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mailpm.model import Grain
from mailpm.reading.dates_calendar import add_months, nth_weekday
from mailpm.reading.dates_counts import counted
from mailpm.reading.dates_parts import Context, Day, Op, Part
from mailpm.reading.dates_periods import month_of, portion, quarter_of, week_of, weekend_of
from mailpm.reading.dates_table import Meaning, Slots

ONE = timedelta(days=1)
PERIOD_GRAINS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.RANGE)


def part_op(part: str, *, after: bool = False) -> Meaning:
    """"end of", "mid-", 底, 上旬 beside a period."""

    def mean(s: Slots, c: Context) -> Part | None:
        wanted = str(s.get("part") or part)
        return Op(act=portion(wanted), after=after, takes="part")

    return mean


def week_op(*, after: bool = False, weekend: bool = False) -> Meaning:
    """"the week of the 7th", 12月7日那周."""

    def act(day: Day, c: Context) -> Day | None:
        if day.grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
            return None
        found = weekend_of(day.first) if weekend else week_of(day.first)
        return replace(found, past=found.last < c.today)

    return lambda s, c: Op(act=act, after=after)


def week_beside_op(sign: int) -> Meaning:
    """"the week after Christmas": the week before or after the one that holds the day."""

    def act(day: Day, c: Context) -> Day | None:
        found = week_of(day.first + sign * 7 * ONE)
        return replace(found, past=found.last < c.today)

    return lambda s, c: Op(act=act)


def same_day_op() -> Meaning:
    """下个月的今天: today's place in another week, month or year."""

    def act(day: Day, c: Context) -> Day | None:
        if day.grain is Grain.WEEK:
            found = day.first + c.today.weekday() * ONE
        elif day.grain in (Grain.MONTH, Grain.YEAR):
            months = (day.first.year - c.today.year) * 12
            months += day.first.month - c.today.month if day.grain is Grain.MONTH else 0
            found = add_months(c.today, months)
        else:
            return None
        return Day(first=found, last=found, past=found < c.today)

    return lambda s, c: Op(act=act, after=True)


def same_op(*, after: bool = False) -> Meaning:
    """Words that leave the day as it is ("week ending", 当天)."""
    return lambda s, c: Op(act=lambda day, c: day, after=after, takes="clock")


def nth_op(*, last: bool = False, after: bool = False) -> Meaning:
    """"the third Tuesday of", "the last working day of", 的第二个周一, 最后一天: the slots are `n` and `weekday` or
    `unit` (day, week, weekend, month, quarter, workday)."""

    def mean(s: Slots, c: Context) -> Part | None:
        n = -int(s.get("n", 1)) if last else int(s["n"])

        def act(day: Day, c: Context) -> Day | None:
            return nth_in(day, n, s, c)

        return Op(act=act, after=after, takes="period")

    return mean


def last_days_op(s: Slots, c: Context) -> Part | None:
    """12月最后两天: the last `n` days of a period."""
    n = int(s["n"])

    def act(day: Day, c: Context) -> Day | None:
        if day.first == day.last or n < 1:
            return None
        last = day.first + 6 * ONE if day.grain is Grain.WEEK else day.last
        return Day(first=max(day.first, last - (n - 1) * ONE), last=last, grain=Grain.RANGE, past=day.past)

    return Op(act=act, after=True)


def nth_in(day: Day, n: int, s: Slots, c: Context) -> Day | None:
    if day.grain is Grain.DAY and day.first == day.last:
        if s.get("unit") != "day" or n < 2:
            return None
        second = day.first + (n - 1) * ONE  # the feast's second day
        return Day(first=second, last=second, past=second < c.today)
    first, last = day.first, day.first + 6 * ONE if day.grain is Grain.WEEK else day.last
    found: date | None = None
    if "weekday" in s:
        found = nth_weekday(first, last, int(s["weekday"]), n)
    unit = str(s.get("unit", ""))
    if unit == "day":
        found = first + (n - 1) * ONE if n > 0 else last + (n + 1) * ONE
    elif unit == "workday":
        found = c.calendar.add(first - ONE, n) if n > 0 else c.calendar.add(last + ONE, n)
    elif unit in ("week", "weekend"):
        # The nth week of a month is the nth that has its Thursday there (ISO), as calendars print it.
        thursday = nth_weekday(first, last, 3 if unit == "week" else 5, n)
        if thursday:
            whole = week_of(thursday) if unit == "week" else weekend_of(thursday)
            return replace(whole, past=whole.last < c.today)
    elif unit in ("month", "quarter"):
        months = 1 if unit == "month" else 3
        start = add_months(first, (n - 1) * months) if n > 0 else add_months(last.replace(day=1), (n + 1) * months)
        return replace((month_of if unit == "month" else quarter_of)(start), past=day.past)
    if found is None or not first - ONE <= found <= last + ONE:
        return None
    return Day(first=found, last=found, past=found < c.today)


def shift_op(sign: int, *, after: bool = False, fixed: str = "", spread: bool = False) -> Meaning:
    """"two weeks after", "3 days before", 前三天, 后5个工作日内: so many units from the day beside it.

    After a feast with a break, working days are counted from the break's end.
    """

    def mean(s: Slots, c: Context) -> Part | None:
        n, unit = float(s.get("n", 1)), str(s.get("unit") or fixed)

        def act(day: Day, c: Context) -> Day | None:
            start = day.last if sign > 0 and day.grain is not Grain.WEEK else day.first
            if sign > 0 and unit == "workday" and day.raw[:1] == ("feast",):
                start = c.calendar.break_around(day.last)[1]
            now = c.now.replace(year=start.year, month=start.month, day=start.day)
            if day.moment is not None:
                now = day.moment
            found = counted(now, sign * n, unit, c)
            if found is None:
                return None
            if unit in ("second", "minute", "hour") and day.moment is None:
                return None
            if spread:
                found = replace(found, first=min(day.first, found.first), grain=Grain.RANGE)
            return replace(found, past=found.last < c.today)

        return Op(act=act, after=after)

    return mean


def weekday_beside_op(sign: int, *, after: bool = False) -> Meaning:
    """"the Monday after Easter", "the Friday before": the nearest such weekday on that side of the day."""

    def mean(s: Slots, c: Context) -> Part | None:
        wanted, n = int(s["weekday"]), int(s.get("n", 1))

        def act(day: Day, c: Context) -> Day | None:
            if sign > 0:
                last = day.first + 6 * ONE if day.grain is Grain.WEEK else day.last
                found = last + ((wanted - last.weekday() - 1) % 7 + 1 + 7 * (n - 1)) * ONE
            else:
                found = day.first - ((day.first.weekday() - wanted - 1) % 7 + 1 + 7 * (n - 1)) * ONE
            return Day(first=found, last=found, past=found < c.today)

        return Op(act=act, after=after)

    return mean


def working_day_beside_op(sign: int, *, after: bool = False) -> Meaning:
    """"the first working day after", 后第一个工作日: counted from the end of the break that holds the day."""

    def mean(s: Slots, c: Context) -> Part | None:
        n = int(s.get("n", 1))

        def act(day: Day, c: Context) -> Day | None:
            edge = day.last if sign > 0 else day.first
            first, last = c.calendar.break_around(edge)
            found = c.calendar.add(last if sign > 0 else first, sign * n)
            return Day(first=found, last=found, past=found < c.today)

        return Op(act=act, after=after)

    return mean


def before_op(*, after: bool = False) -> Meaning:
    """"before", 前: a date stays due on itself (the day before is the other reading); a feast means the last day
    before its break; a period means the day before it begins, a week the last working day before it."""

    def act(day: Day, c: Context) -> Day | None:
        if day.moment is not None or day.soft:
            return day
        if day.raw[:1] == ("feast",):
            first = day.first
            if c.calendar.country == "CN":  # its breaks take the weekend in
                first, _ = c.calendar.break_around(day.first)
            while c.calendar.holiday(first - ONE):
                first -= ONE
            eve = first - ONE
            other = tuple(sorted({day.first, day.first - ONE, first - ONE} - {eve}))
            return Day(first=eve, last=eve, other=other, past=day.past)
        if day.grain in PERIOD_GRAINS and day.due is None:
            eve = day.first - ONE
            if day.grain in (Grain.WEEK, Grain.RANGE):
                eve = c.calendar.previous(eve)
            if eve < c.today <= day.last:  # "before October" said in October: its end is meant, or next year's
                return None
            return Day(first=eve, last=eve, other=(day.first, day.last), past=day.past)
        dated = day.raw[:1] in (("monthday",), ("day",), ())
        if dated and day.due is None and day.first == day.last:
            return replace(day, other=(*day.other, day.first - ONE))
        return day

    return lambda s, c: Op(act=act, after=after, late=True)


def after_op(*, after: bool = False) -> Meaning:
    """"after Christmas", 国庆后: from the first working day after the whole break; any other day stays itself."""

    def act(day: Day, c: Context) -> Day | None:
        if day.raw[:1] == ("feast",):
            found = c.calendar.next(c.calendar.break_around(day.last)[1] + ONE)
            return Day(first=found, last=found, past=found < c.today)
        if day.grain in PERIOD_GRAINS and day.due is None:
            last = day.first + 6 * ONE if day.grain is Grain.WEEK else day.last
            found = c.calendar.next(last + ONE)
            return Day(first=found, last=found, past=found < c.today, certainty=0.7)
        return day

    return lambda s, c: Op(act=act, after=after, late=True)


