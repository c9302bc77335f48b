"""A zone as every calendar program reads it: one STANDARD and at most one DAYLIGHT, each a yearly rule.

Lists of RDATEs, as libraries write them, are ignored by Outlook or read an hour off ([MS-OXCICAL] 2.1.3.1.1.19
knows only YEARLY rules), so the rule is found from the zone's own transitions over one 28-year calendar cycle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

_CYCLE = 28  # years after which dates fall on the same weekdays again
_LISTED = 10  # years told one by one for the few zones without a yearly rule (Casablanca, Gaza, Cairo)
_ANCHOR = date(1970, 1, 1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """One change of a zone's offset; `wall` is the naive clock time at which it happens, by the clock before it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyRule:
    """A change that comes back every year: `by` holds the BY parts of its RRULE (RFC 5545 section 3.3.10)."""

    first: datetime
    before: timedelta
    after: timedelta
    name: str
    by: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=256)
def vtimezone(zone: str, year: int) -> Timezone:
    """The VTIMEZONE of the IANA `zone`, right for times from `year` on."""
    component = Timezone()
    component.add("tzid", zone)
    changes = _transitions(zone, year)
    if not changes:
        component.add_component(_fixed(zone, year))
        return component
    rules = _yearly(changes, year)
    if rules is None:
        for change in _listed(zone, year):
            component.add_component(_observance(change))
        return component
    for rule in rules:
        part = _observance(Transition(wall=rule.first, before=rule.before, after=rule.after, name=rule.name))
        part.add("rrule", vRecur({"FREQ": "YEARLY", **{key: list(values) for key, values in rule.by}}))
        component.add_component(part)
    return component


def _fixed(zone: str, year: int) -> TimezoneStandard:
    at = datetime(year, 7, 1, tzinfo=ZoneInfo(zone))
    offset = at.utcoffset() or timedelta()
    always = datetime.combine(_ANCHOR, time())
    part = _observance(Transition(wall=always, before=offset, after=offset, name=at.tzname() or ""))
    assert isinstance(part, TimezoneStandard)
    return part


def _observance(change: Transition) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", change.wall)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    # A TZNAME like "+03" reads as a number in some programs; the offset says it already.
    if change.name.isalpha():
        part.add("tzname", change.name)
    return part


@lru_cache(maxsize=256)
def _transitions(zone: str, year: int, years: int = _CYCLE) -> tuple[Transition, ...]:
    """The changes of offset from the beginning of `year` on, found by halving each day on which the offset moves."""
    info = ZoneInfo(zone)
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    end = datetime(year + years, 1, 1, tzinfo=UTC)
    before = day.astimezone(info).utcoffset()
    while day < end:
        following = day + timedelta(days=1)
        after = following.astimezone(info).utcoffset()
        if after != before:
            found.append(_exactly(info, day, following))
            before = after
        day = following
    return tuple(found)


def _exactly(info: ZoneInfo, low: datetime, high: datetime) -> Transition:
    before = low.astimezone(info).utcoffset() or timedelta()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle.astimezone(info).utcoffset() == before:
            low = middle
        else:
            high = middle
    there = high.astimezone(info)
    return Transition(
        wall=(high + before).replace(tzinfo=None),
        before=before,
        after=there.utcoffset() or timedelta(),
        name=there.tzname() or "",
    )


def _yearly(changes: Sequence[Transition], year: int) -> tuple[YearlyRule, ...] | None:
    """Two yearly rules that give exactly these changes, the autumn one (STANDARD) first; None where there are none."""
    pairs = sorted({(c.after > c.before, c.before, c.after) for c in changes})
    if len(pairs) != 2 or pairs[0][0] == pairs[1][0]:
        return None
    rules = []
    for _, before, after in pairs:
        same = [c for c in changes if (c.before, c.after) == (before, after)]
        if [c.wall.year for c in same] != list(range(year, year + _CYCLE)):
            return None
        rule = _rule(same)
        if rule is None:
            return None
        rules.append(rule)
    return tuple(rules)


def _rule(same: Sequence[Transition]) -> YearlyRule | None:
    if len({(c.wall.month, c.wall.weekday(), c.wall.time()) for c in same}) != 1:
        return None
    wall = same[0].wall
    days = {c.wall.day for c in same}
    weekday = _DAYS[wall.weekday()]
    by: dict[str, tuple[str, ...]] = {"BYMONTH": (str(wall.month),)}
    if all((c.wall + timedelta(days=7)).month != wall.month for c in same):
        by["BYDAY"] = (f"-1{weekday}",)
    elif (min(days) - 1) % 7 == 0 and max(days) - min(days) <= 6:
        by["BYDAY"] = (f"{(min(days) - 1) // 7 + 1}{weekday}",)
    elif max(days) - min(days) == 6:
        # Jerusalem: the Friday on or after 23 March; Santiago: the first Sunday from the 2nd on.
        by["BYDAY"] = (weekday,)
        by["BYMONTHDAY"] = tuple(str(day) for day in range(min(days), max(days) + 1))
    else:
        return None
    first = _first_in_anchor_year(wall, by)
    return YearlyRule(
        first=first, before=same[0].before, after=same[0].after, name=same[-1].name, by=tuple(sorted(by.items()))
    )


def _first_in_anchor_year(wall: datetime, by: dict[str, tuple[str, ...]]) -> datetime:
    """The day of 1970 that the rule names: programs expect DTSTART to be an instance of its own rule."""
    days = [date(_ANCHOR.year, wall.month, 1) + timedelta(days=i) for i in range(31)]
    fit = [day for day in days if day.month == wall.month and day.weekday() == wall.weekday()]
    if "BYMONTHDAY" in by:
        chosen = next(day for day in fit if str(day.day) in by["BYMONTHDAY"])
    else:
        nth = int(by["BYDAY"][0][:-2])
        chosen = fit[nth - 1] if nth > 0 else fit[nth]
    return datetime.combine(chosen, wall.time())


def _listed(zone: str, year: int) -> list[Transition]:
    """Each change by itself, with the offset that holds at first: valid, if longer, where no yearly rule exists."""
    start = datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
    offset = start.utcoffset() or timedelta()
    first = Transition(wall=datetime.combine(_ANCHOR, time()), before=offset, after=offset, name=start.tzname() or "")
    return [first, *_transitions(zone, year, _LISTED)]
