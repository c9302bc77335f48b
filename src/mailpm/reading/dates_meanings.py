"""The meanings that rules of every language share: from what stands in the slots to a day, a period or a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from mailpm.model import Grain
from mailpm.reading.dates_calendar import (
    add_months,
    day_in,
    iso_week,
    monday,
    month_end,
    quarter_start,
)
from mailpm.reading.dates_calendar import (
    feast as feast_day,
)
from mailpm.reading.dates_parts import Clock, Context, Day, Half, Nothing, Part, Zone
from mailpm.reading.dates_table import Slots

Meaning = Callable[[Slots, Context], Part | None]
ONE = timedelta(days=1)


def nothing(s: Slots, c: Context) -> Part | None:
    """Words that look like a date and are none."""
    return Nothing()


# ---- periods ----


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


# ---- days near now ----


def day_offset(days: int, *, half: str = "", soft: bool = False, last: int | None = None) -> Meaning:
    """So many days from today: 1 is tomorrow. `last` ends a short run of days (明后天)."""

    def mean(s: Slots, c: Context) -> Part | None:
        day = c.today + days * ONE
        if last is not None:
            return Day(first=day, last=c.today + last * ONE, grain=Grain.RANGE)
        other = ()
        if days == 1 and c.now.hour < 4:  # said shortly after midnight, "tomorrow" may be the day after this night
            other = (c.today,)
        return a_day(day, half=half, soft=soft, past=days < 0, other=other)

    return mean


def coming_weekday(s: Slots, c: Context) -> Part | None:
    """A weekday alone: the next one, on or after tomorrow; said on that day itself, today is the other reading."""
    wanted = int(s["weekday"])
    ahead = (wanted - c.today.weekday() - 1) % 7 + 1
    other = (c.today,) if ahead == 7 else ()
    return a_day(c.today + ahead * ONE, raw=("weekday", wanted), other=other, certainty=0.7 if other else 1.0)


def weekday_in_week(weeks: int | None = None, *, unsure: bool = False) -> Meaning:
    """A weekday of the week `weeks` from this one; None: as many as the slot `shift` says.

    `unsure`: English speakers split over "next Friday" when Friday is still to come (see DATES in docs).
    """

    def mean(s: Slots, c: Context) -> Part | None:
        n = int(s["shift"]) if weeks is None else weeks
        day = monday(c.today) + (7 * n + int(s["weekday"])) * ONE
        coming = day - 7 * ONE
        split = unsure and n == 1 and coming > c.today and c.today.weekday() < 4
        return a_day(
            day,
            raw=("weekday", int(s["weekday"]), n),
            past=day < c.today,
            other=(coming,) if split else (),
            certainty=0.8 if split else 1.0,
        )

    return mean


def last_weekday(s: Slots, c: Context) -> Part | None:
    """"last Friday": the one of last week, or the one just gone where people say so."""
    wanted = int(s["weekday"])
    last_week = monday(c.today) + (wanted - 7) * ONE
    just_gone = c.today - ((c.today.weekday() - wanted - 1) % 7 + 1) * ONE
    return a_day(just_gone, raw=("weekday", wanted), past=True, other=(last_week,) if last_week != just_gone else ())


def weekday_ahead(weeks: int) -> Meaning:
    """"Friday week": so many weeks after the coming one."""

    def mean(s: Slots, c: Context) -> Part | None:
        part = coming_weekday(s, c)
        assert isinstance(part, Day)
        return a_day(part.first + 7 * weeks * ONE, past=weeks < 0)

    return mean


def nth_coming_weekday(sign: int) -> Meaning:
    """"three Fridays from now", "two Mondays ago"."""

    def mean(s: Slots, c: Context) -> Part | None:
        wanted, n = int(s["weekday"]), int(s["n"])
        if sign > 0:
            day = c.today + ((wanted - c.today.weekday() - 1) % 7 + 1 + 7 * (n - 1)) * ONE
        else:
            day = c.today - ((c.today.weekday() - wanted - 1) % 7 + 1 + 7 * (n - 1)) * ONE
        return a_day(day, past=sign < 0)

    return mean


# ---- weeks, months, quarters, years near now ----

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
        return _with(found, raw=("part", unit, part)) if found and n == 0 else found

    return mean


def portion(part: str) -> Callable[[Day, Context], Day | None]:
    """The operator that takes a part out of a period: start, early, mid, late, end, first_half, second_half,
    and the three tens of a month: tens1, tens2, tens3."""

    def act(day: Day, c: Context) -> Day | None:
        first, last = day.first, _full_last(day)
        grain, past = day.grain, day.past
        if grain is Grain.DAY and first == last:
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
                first=first + (a - 1) * ONE, last=first + (b - 1) * ONE, due=first + (due - 1) * ONE, other=other, past=past
            )
        if part == "start":
            return Day(first=first, last=month_end(first), grain=Grain.RANGE, past=past)
        if part == "mid" and grain is Grain.YEAR:
            return Day(first=add_months(first, 4), last=month_end(add_months(first, 7)), due=month_end(add_months(first, 5)), past=past)
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
        return _with(found, past=found.last < c.today, raw=() if year else (unit, n))

    return mean


# ---- absolute dates ----


def _with(day: Day, **changes: object) -> Day:
    from dataclasses import replace

    return replace(day, **changes)  # type: ignore[arg-type]


def date_of(s: Slots, c: Context) -> Part | None:
    """A month and day, the year said or not: without one the next such day."""
    month, day = int(s["month"]), int(s["day"])
    if (year := s.get("year")) is not None:
        exact = day_in(int(year), month, day)
        return a_day(exact, past=exact < c.today) if exact else None
    return next_month_day(month, day, c.today)


def next_month_day(month: int, day: int, today: date) -> Day | None:
    """The next such day on or after today (29 February may be years away)."""
    for year in range(today.year, today.year + 9):
        found = day_in(year, month, day)
        if found and found >= today:
            return a_day(found, raw=("monthday", month, day))
    return None


def numeric_date(s: Slots, c: Context) -> Part | None:
    """Two figures in the order of the writer's country: `a` and `b`, and perhaps `year`; what is possible decides."""
    a, b = int(s["a"]), int(s["b"])
    year = s.get("year")

    def read(month: int, day: int) -> Part | None:
        slots: Slots = {"month": month, "day": day}
        if year is not None:
            slots["year"] = year
        return date_of(slots, c)

    monthly, daily = (read(a, b) if a <= 12 else None), (read(b, a) if b <= 12 else None)
    chosen, second = (monthly, daily) if c.month_first else (daily, monthly)
    if chosen is None or second is None or chosen == second:
        return chosen or second
    assert isinstance(chosen, Day)
    assert isinstance(second, Day)
    told = c.day_first is not None or c.country or c.eastern
    return _with(chosen, other=(second.first,), certainty=0.9 if told else 0.6)


def day_first_date(s: Slots, c: Context) -> Part | None:
    """Figures whose separators tell that the day comes first ("30.11.")."""
    return date_of({"month": s["b"], "day": s["a"], **({"year": s["year"]} if "year" in s else {})}, c)


def day_of_month(s: Slots, c: Context) -> Part | None:
    """A day without a month: the next such day; where a month is too short, its last day, and unsure."""
    wanted = int(s["day"])
    if not 1 <= wanted <= 31:
        return None
    start = c.today if wanted >= c.today.day else add_months(c.today.replace(day=1), 1)
    last = month_end(start).day
    certainty = 1.0 if wanted <= last else 0.6
    return a_day(start.replace(day=min(wanted, last)), raw=("day", wanted), certainty=certainty)


def month_named(s: Slots, c: Context) -> Part | None:
    """A month, the year said or not: without one the running month or the next of that name."""
    month = int(s["month"])
    if not 1 <= month <= 12:
        return None
    if (year := s.get("year")) is not None:
        found = month_of(date(int(year), month, 1))
        return _with(found, past=found.last < c.today)
    ahead = 0 if month >= c.today.month else 1
    return month_of(date(c.today.year + ahead, month, 1), raw=("month", month))


def month_near(shift: int) -> Meaning:
    """"next March", "last October": the named month of the coming or the past time."""

    def mean(s: Slots, c: Context) -> Part | None:
        month = int(s["month"])
        if shift > 0:
            year = c.today.year + (1 if month <= c.today.month else 0)
        elif shift < 0:
            year = c.today.year - (1 if month >= c.today.month else 0)
        else:
            year = c.today.year
        return month_of(date(year, month, 1), past=shift < 0)

    return mean


def year_named(s: Slots, c: Context) -> Part | None:
    year = int(s["year"])
    return year_of(date(year, 1, 1), past=year < c.today.year, raw=("year", year))


def roc_date(s: Slots, c: Context) -> Part | None:
    """A year of the Republic of China (民國115年 is 2026), with month and day where said."""
    year = int(s["roc"]) + 1911
    if "month" not in s:
        return year_named({"year": year}, c)
    if "day" not in s:
        return month_named({"month": s["month"], "year": year}, c)
    return date_of({"month": s["month"], "day": s["day"], "year": year}, c)


def week_numbered(s: Slots, c: Context) -> Part | None:
    """An ISO week (CW 43), this year's or, where it is long gone, next year's; due on its Friday."""
    week = int(s["week"])
    year = int(s.get("year", c.today.isocalendar().year))
    first = iso_week(year, week)
    if "year" not in s and first is not None and first + 6 * ONE < c.today - 60 * ONE:
        first = iso_week(year + 1, week)
    return _with(week_of(first), past=first + 6 * ONE < c.today) if first else None


def feast_named(s: Slots, c: Context) -> Part | None:
    """A feast: this year's, or next year's once it is gone."""
    kind = str(s["feast"])
    kind = dict(part.split("=", 1) for part in kind.split(",")).get(c.feast_country, kind.split(",")[0].split("=")[-1]) if "=" in kind else kind
    year = int(s["year"]) if "year" in s else c.today.year
    day = feast_day(kind, year)
    if day is not None and day < c.today and "year" not in s:
        day = feast_day(kind, year + 1)
    return a_day(day, raw=("feast", kind), past=day < c.today) if day else None


# ---- so many units from now ----


def in_units(sign: int = 1, *, fixed: str = "", anchor: bool = False, spread: bool = False) -> Meaning:
    """`n` `unit`s on from now (back with -1), counted in calendar days, months, or working days.

    `fixed` stands for the unit where the words hold none. `anchor`: the phrase counts from an event that the slot
    `anchor` names, whose day is not known. `spread`: the whole time from now up to then ("the next three weeks").
    """

    def mean(s: Slots, c: Context) -> Part | None:
        n, unit = float(s["n"]), str(s.get("unit") or fixed)
        found = counted(c.now, n * sign, unit, c)
        if found is None:
            return None
        found = _with(found, past=sign < 0, raw=("weeks",) if unit == "week" else ())
        if spread and found.moment is None:
            ends = sorted((c.today, found.first))
            found = _with(found, first=ends[0], last=ends[1], grain=Grain.RANGE)
        if anchor:
            return _with(found, anchor=str(s.get("anchor", "")).strip() or "?", certainty=0.2)
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
        if unit in ("day", "week"):
            return a_day(day + timedelta(days=round(n * (7 if unit == "week" else 1))))
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


# ---- clocks ----


def clock(*, half: str = "", sure: bool | None = None) -> Meaning:
    """`hour`, `minute`, and a half of the day in `half` (slot or fixed): am, pm, noon, night."""

    def mean(s: Slots, c: Context) -> Part | None:
        hour, minute = int(s["hour"]), int(s.get("minute", 0))
        said = str(s.get("half") or half)
        if not 0 <= hour <= 24 or not 0 <= minute < 60 or (hour == 24 and minute):
            return None
        return clock_at(hour, minute, said, sure)

    return mean


def clock_at(hour: int, minute: int, half: str, sure: bool | None = None) -> Clock:
    days = 0
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif half == "night":
        if hour == 12:
            hour, days = 0, 1
        elif 5 <= hour < 12:
            hour += 12
        elif hour < 5:
            days = 1 if hour else 0
    elif half == "noon" and 1 <= hour <= 3:
        hour += 12
    if hour == 24:
        hour, days = 0, 1
    known = bool(half) or hour >= 13 or hour == 0
    return Clock(hour=hour, minute=minute, sure=known if sure is None else sure, days=days)


def clock_fixed(hour: int, minute: int = 0, days: int = 0) -> Meaning:
    """noon, midnight."""

    def mean(s: Slots, c: Context) -> Part | None:
        return Clock(hour=hour, minute=minute, days=days)

    return mean


def clock_from(sign: int) -> Meaning:
    """`n` minutes past or to an hour; "half past" and "a quarter to" with n of 30 and 15."""

    def mean(s: Slots, c: Context) -> Part | None:
        hour, n = int(s["hour"]), int(s["n"])
        if not 0 <= hour <= 24 or not 0 < n < 60:
            return None
        total = (hour * 60 + sign * n) % 1440
        half = str(s.get("half") or "")
        if half == "pm" and total // 60 < 12:
            total += 720
        return Clock(hour=total // 60, minute=total % 60, sure=bool(half) or total >= 780)

    return mean


def zone_named(s: Slots, c: Context) -> Part | None:
    """A zone in words, beside a clock."""
    return Zone(name=str(s["zone"]))


def offset_named(s: Slots, c: Context) -> Part | None:
    """A zone in figures: "+8", "+0800", "-05:30"; none is UTC."""
    words = str(s.get("offset", "+0")).replace(":", "")
    hours, minutes = (words[1:-2], words[-2:]) if len(words) > 3 else (words[1:], "00")
    return Zone(name=f"{words[0]}{int(hours):02}:{minutes}")


def half_of_day(half: str) -> Meaning:
    """"in the morning", 下午."""

    def mean(s: Slots, c: Context) -> Part | None:
        return Half(half=half)

    return mean
