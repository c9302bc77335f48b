"""Which days are worked where: weekends, public holidays, and the make-up days (调休) of China."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays  # noqa: TID251 - its only home
from holidays.calendars.chinese import _ChineseLunisolar  # noqa: TID251 - the tables behind its lunar feasts

ONE_DAY = timedelta(days=1)
_LONGEST_BREAK = 60  # days; a calendar without a working day for longer is a mistake in the settings


class WorkCalendar:
    """The working days of one country.

    `country` is an ISO 3166 code; "" knows only Monday to Friday, and so does a code that nobody tabled.
    `off` and `working` are days that the tables do not have (yet): China announces next year's breaks and
    make-up days only in November, until then the breaks are those of custom, without make-up days (see `is_settled`).
    """

    def __init__(self, country: str, *, off: Iterable[date] = (), working: Iterable[date] = ()) -> None:
        self.country = country.upper()
        self._off = frozenset(off)
        self._working = frozenset(working)
        self._table = _table(self.country)
        self._is_working = lru_cache(maxsize=4096)(self._look_up)

    def __repr__(self) -> str:
        return f"WorkCalendar({self.country!r})"

    @staticmethod
    def both(a: WorkCalendar, b: WorkCalendar) -> WorkCalendar:
        """A calendar that works only where `a` and `b` both work."""
        return _Both(a, b)

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        return self._is_working(day)

    def add(self, day: date, n: int) -> date:
        """The `n`-th working day after `day` (before it for a negative `n`); the day itself is not counted."""
        step = ONE_DAY if n >= 0 else -ONE_DAY
        left = abs(n)
        while left:
            day = self._first(day + step, step)
            left -= 1
        return day

    def next(self, day: date) -> date:
        """The first working day on or after `day`."""
        return self._first(day, ONE_DAY)

    def previous(self, day: date) -> date:
        """The last working day on or before `day`."""
        return self._first(day, -ONE_DAY)

    def between(self, a: date, b: date) -> int:
        """How many working days come after `a` up to and with `b`; negative where `b` is the earlier."""
        if b < a:
            return -self.between(b, a)
        return sum(self.is_working(a + timedelta(days=i)) for i in range(1, (b - a).days + 1))

    def holiday(self, day: date) -> str:
        """The public holiday's name in the country's own language, or "" on any other day."""
        if day in self._working:
            return ""
        return str(self._table.get(day, "")) if self._table is not None else ""

    def break_around(self, day: date) -> tuple[date, date]:
        """The first and last day of the run of free days that holds `day`; `(day, day)` if it is worked."""
        if self.is_working(day):
            return day, day
        return self._first(day, -ONE_DAY) + ONE_DAY, self._first(day, ONE_DAY) - ONE_DAY

    def is_settled(self, year: int) -> bool:
        """Whether the breaks of `year` are known: China's are announced in the November before (国务院办公厅通知)."""
        if self.country != "CN" or any(day.year == year for day in self._off | self._working):
            return True
        self.holiday(date(year, 1, 1))
        return any(day.year == year for day in getattr(self._table, "weekend_workdays", ()))

    def _look_up(self, day: date) -> bool:
        if day in self._working:
            return True
        if day in self._off:
            return False
        if self._table is None:
            return day.weekday() < 5
        return bool(self._table.is_working_day(day)) and not (self.country == "CN" and _customary(day, self))

    def _first(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_BREAK):
            if self.is_working(day):
                return day
            day += step
        raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}: see the days set for {self.country!r}")


class _Both(WorkCalendar):
    def __init__(self, a: WorkCalendar, b: WorkCalendar) -> None:
        super().__init__("")
        self._pair = (a, b)

    def __repr__(self) -> str:
        return f"WorkCalendar.both({self._pair[0]!r}, {self._pair[1]!r})"

    def holiday(self, day: date) -> str:
        return self._pair[0].holiday(day) or self._pair[1].holiday(day)

    def is_settled(self, year: int) -> bool:
        return all(part.is_settled(year) for part in self._pair)

    def _look_up(self, day: date) -> bool:
        return all(part.is_working(day) for part in self._pair)


def _customary(day: date, calendar: WorkCalendar) -> bool:
    """Whether China by custom rests on `day` of a year whose breaks are not announced: 1-7 October, 1-5 May, and
    eight days from the eve of the lunar New Year."""
    if ((day.month, day.day) >= (5, 6) and day.month != 10) or calendar.is_settled(day.year):
        return False
    spring = moving_feast("spring", day.year)
    return (
        (day.month == 10 and day.day <= 7)
        or (day.month == 5 and day.day <= 5)
        or (spring is not None and -1 <= (day - spring).days <= 6)
    )


@cache
def _table(country: str) -> holidays.HolidayBase | None:
    if not country:
        return None
    try:
        # Without a language the library speaks that of the machine's locale, and names would differ from host to host.
        native = holidays.country_holidays(country).default_language
        return holidays.country_holidays(country, language=native)
    except NotImplementedError:
        return None


@cache
def plain_calendar(country: str) -> WorkCalendar:
    """The shared calendar of a country without days of one's own; "" is Monday to Friday."""
    return WorkCalendar(country)


# Feasts that move with the moon or the sun, as days after a date that the library tables (1901 to 2099).
_MOVING_FEASTS = {
    "spring": ("lunar_new_year_date", 0),
    "spring_eve": ("lunar_new_year_date", -1),
    "lantern": ("lunar_new_year_date", 14),
    "qingming": ("qingming_date", 0),
    "dragon_boat": ("dragon_boat_date", 0),
    "mid_autumn": ("mid_autumn_date", 0),
    "double_ninth": ("double_ninth_date", 0),
    "winter_solstice": ("winter_solstice_date", 0),
}


@cache
def moving_feast(name: str, year: int) -> date | None:
    """The day of a Chinese feast in the common `year`: spring (春节), spring_eve, lantern, qingming, dragon_boat,
    mid_autumn, double_ninth, winter_solstice; None outside 1901 to 2099."""
    method, days = _MOVING_FEASTS[name]
    find: Callable[[int], tuple[date | None, bool]] = getattr(_ChineseLunisolar(), method)
    day = find(year)[0] if 1901 <= year <= 2099 else None
    return day + timedelta(days=days) if day else None
