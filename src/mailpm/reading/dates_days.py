"""Days near now, and days by their date, month, week or feast."""

from __future__ import annotations

from datetime import date

from mailpm.model import Grain
from mailpm.reading.dates_calendar import add_months, day_in, iso_week, monday, month_end
from mailpm.reading.dates_calendar import feast as feast_day
from mailpm.reading.dates_parts import Context, Day, Nothing, Part
from mailpm.reading.dates_periods import ONE, a_day, month_of, week_of, with_, year_of
from mailpm.reading.dates_table import Meaning, Slots


def nothing(s: Slots, c: Context) -> Part | None:
    """Words that look like a date and are none."""
    return Nothing()


def day_offset(days: int, *, half: str = "", soft: bool = False, last: int | None = None) -> Meaning:
    """So many days from today: 1 is tomorrow. `last` ends a short run of days (明后天)."""

    def mean(s: Slots, c: Context) -> Part | None:
        day = c.today + days * ONE
        if last is not None:
            return Day(first=day, last=c.today + last * ONE, grain=Grain.RANGE)
        other: tuple[date, ...] = ()
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
    return with_(chosen, other=(second.first,), certainty=0.9 if told else 0.6)


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
        return with_(found, past=found.last < c.today)
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
    return with_(week_of(first), past=first + 6 * ONE < c.today) if first else None


def feast_named(s: Slots, c: Context) -> Part | None:
    """A feast: this year's, or next year's once it is gone."""
    kind = str(s["feast"])
    if "=" in kind:  # one name, another day in each country; the first stands for the rest
        by_country = dict(part.split("=", 1) for part in kind.split(","))
        kind = by_country.get(c.feast_country, next(iter(by_country.values())))
    year = int(s["year"]) if "year" in s else c.today.year
    day = feast_day(kind, year)
    if day is not None and day < c.today and "year" not in s:
        day = feast_day(kind, year + 1)
    return a_day(day, raw=("feast", kind), past=day < c.today) if day else None


def feast_gone(s: Slots, c: Context) -> Part | None:
    """A feast that is over: the last one before today, or that of the year that was said."""
    if "year" in s:
        return feast_named(s, c)
    this = feast_named({**s, "year": c.today.year}, c)
    over = isinstance(this, Day) and this.past
    return this if over else feast_named({**s, "year": c.today.year - 1}, c)
