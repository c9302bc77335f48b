"""What a piece of a date phrase can be: a day or period, a clock time, a length, an operator, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from mailpm.model import Grain
from mailpm.workdays import WorkCalendar, plain_calendar

# Countries that write the month first (or the year, and then the month) in figures like 11/30.
MONTH_FIRST = frozenset(
    ["US", "PH", "CA", "CN", "TW", "HK", "MO", "JP", "KR", "KP", "MN", "HU", "LT", "FM", "GU", "AS", "PR", "VI"]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day, or a period from `first` to `last`.

    `due` is the single day that is meant where a period is said loosely (月初 is the 5th). `raw` is what was said
    where more words may fix it: ("weekday", 4), ("day", 15), ("month", 10), ("monthday", 11, 30), ("feast", …).
    `soft` days ("EOD", "this morning") give way to a day beside them. `half` is "am" or "pm" where said.
    """

    first: date
    last: date
    grain: Grain = Grain.DAY
    due: date | None = None
    other: tuple[date, ...] = ()
    raw: tuple[str | int, ...] = ()
    soft: bool = False
    half: str = ""
    moment: datetime | None = None
    past: bool = False
    certainty: float = 1.0
    anchor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A time of day; `sure` where morning or afternoon is known. `until` ends a span of hours; `bare` is "at 5"."""

    hour: int
    minute: int = 0
    sure: bool = True
    zone: str = ""
    days: int = 0
    until: Clock | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Half:
    """A part of the day without a day: "in the morning", 下午."""

    half: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Op:
    """Words that make another day of the day beside them ("the week of", 前三天); `late` ones act last.

    `after` tells that the day stands before the operator, as in Chinese.
    """

    act: Callable[[Day, Context], Day | None]
    after: bool = False
    late: bool = False
    takes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Nothing:
    """Words that look like a date and are none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Zone:
    """A zone beside a clock: an IANA name or an offset like "+08:00"."""

    name: str


Part = Zone | Day | Clock | Half | Op | Nothing


@dataclass(frozen=True)
class Context:
    """What a phrase is read against."""

    now: datetime
    country: str
    day_first: bool | None
    eastern: bool  # the text is Chinese
    text: str = field(repr=False, default="")

    @cached_property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def calendar(self) -> WorkCalendar:
        return plain_calendar(self.country or ("CN" if self.eastern else ""))

    @cached_property
    def feast_country(self) -> str:
        return self.country or ("CN" if self.eastern else "US")

    @cached_property
    def month_first(self) -> bool:
        """Whether 4/5 is the 5th of April: as told, by the country, or by where the writer's clock stands."""
        if self.day_first is not None:
            return not self.day_first
        if self.country:
            return self.country.upper() in MONTH_FIRST
        if self.eastern:
            return True
        offset = self.now.utcoffset()
        hours = offset.total_seconds() / 3600 if offset is not None else 0
        # America and China write the month first; Europe, Africa, India and Australia the day.
        return hours <= 0 or hours in (8, 9)


def zone_of(name: str) -> tzinfo:
    """An IANA name, or an offset like "+08:00"."""
    if name[0] in "+-":
        hours, minutes = name[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if name[0] == "-" else offset)
    return ZoneInfo(name)
