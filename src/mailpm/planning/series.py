"""When a series of meetings takes place: its rule, the dates that are not as the rule says, and the holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from mailpm.model.letters.meetings import Rhythm
from mailpm.model.project import CheckIn, Occurrence, Person
from mailpm.planning.courtesy import Calendars

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NOT_A_FEAST = ("休息日",)  # how the table calls days off that only stretch a feast (调休)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One occurrence as it takes place: `original` is the start by the rule, `start` the real one, both aware."""

    original: datetime
    start: datetime
    minutes: int
    place: str
    moved: bool = False

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


def occurrences(check_in: CheckIn, after: datetime, before: datetime) -> tuple[Slot, ...]:
    """The occurrences that start from `after` on and earlier than `before` (both aware), as they take place."""
    if check_in.status == "cancelled":
        return ()
    unusual = {o.original: o for o in check_in.exceptions}
    # A moved occurrence may lie a good way from where the rule put it.
    reach = max((abs(o.start - o.original) for o in unusual.values() if o.start), default=timedelta())
    found = []
    for original in starts(check_in, after - reach, before + reach):
        other = unusual.get(original)
        if other is not None and other.start is None:
            continue
        start = other.start if other is not None and other.start else original
        if after <= start < before:
            found.append(
                Slot(
                    original=original,
                    start=start,
                    minutes=(other.minutes if other else None) or check_in.minutes,
                    place=check_in.place if other is None or other.place is None else other.place,
                    moved=other is not None,
                )
            )
    return tuple(sorted(found, key=lambda slot: slot.start))


def next_occurrence(check_in: CheckIn, now: datetime) -> Slot | None:
    """The next occurrence that is not over at `now`, within two years; None where the series has ended."""
    for days in (70, 750):
        for slot in occurrences(check_in, now - timedelta(days=1), now + timedelta(days=days)):
            if slot.end > now:
                return slot
    return None


def starts(check_in: CheckIn, after: datetime, before: datetime) -> Iterator[datetime]:
    """What the rule alone says, in the series' zone; the hour stands still when the clocks change."""
    zone = ZoneInfo(check_in.zone_name)
    wall = check_in.start.astimezone(zone).replace(tzinfo=None)
    rule = _rule(check_in.rrule, wall, check_in.zone_name)
    low, high = (t.astimezone(zone).replace(tzinfo=None) for t in (after, before))
    low, high = low - timedelta(hours=3), high + timedelta(hours=3)
    days: list[datetime] = rule.between(low, high, inc=True)  # type: ignore[no-untyped-call]
    for day in days:
        start = day.replace(tzinfo=zone)
        if after <= start < before:
            yield start


@lru_cache(maxsize=512)
def _rule(words: str, wall: datetime, zone: str) -> rrule:
    parts = rule_parts(words)
    if until := parts.get("UNTIL"):
        parts["UNTIL"] = f"{_wall_until(until, zone):%Y%m%dT%H%M%S}"
    rule = rrulestr(rule_words(parts), dtstart=wall, cache=True)
    assert isinstance(rule, rrule)
    return rule


def rule_parts(words: str) -> dict[str, str]:
    """The parts of an RRULE by name, in capitals."""
    bare = words.strip().upper().removeprefix("RRULE:")
    return dict(part.split("=", 1) for part in bare.split(";") if "=" in part)


def rule_words(parts: Mapping[str, str]) -> str:
    """An RRULE's value made of its parts."""
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _wall_until(until: str, zone: str) -> datetime:
    """The last moment by the clock on the wall: a bare day lasts until its end, "Z" is UTC (RFC 5545, 3.3.10)."""
    if "T" not in until:
        return datetime.strptime(until + "235959", "%Y%m%d%H%M%S")  # noqa: DTZ007 - the clock on the wall
    bare = datetime.strptime(until.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the clock on the wall
    if not until.endswith("Z"):
        return bare
    return bare.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def until_words(last: date, zone: str) -> str:
    """The UNTIL that ends a series with the day `last` in its zone, in UTC as RFC 5545 asks."""
    end = datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=ZoneInfo(zone))
    return f"{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def rhythm(check_in: CheckIn) -> Rhythm:
    """How the series comes again, for the words of a letter."""
    parts = rule_parts(check_in.rrule)
    freq = parts.get("FREQ", "WEEKLY").lower()
    local = check_in.start.astimezone(ZoneInfo(check_in.zone_name))
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    nth = {int(day[:-2]) for day in days if day[:-2]}
    weekdays = tuple(sorted(_WEEKDAYS.index(day[-2:]) for day in days))
    if freq == "weekly" and not weekdays:
        weekdays = (local.weekday(),)
    month_days = [d for d in parts.get("BYMONTHDAY", "").split(",") if d]
    if freq == "monthly" and not days and not month_days:
        month_days = [str(local.day)]
    until = parts.get("UNTIL")
    plain = (
        not {"BYSETPOS", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYHOUR"} & set(parts)
        and freq in ("daily", "weekly", "monthly")
        and len(nth) <= 1
        and len(month_days) <= 1
        and not (freq == "monthly" and days and (not nth or len(days) > 1))
        and not (freq == "daily" and days)
    )
    return Rhythm(
        freq=freq,
        every=int(parts.get("INTERVAL", "1")),
        weekdays=weekdays,
        nth=next(iter(nth), 0),
        month_day=int(month_days[0]) if plain and month_days else 0,
        until=_wall_until(until, check_in.zone_name).date() if until else None,
        times=int(parts.get("COUNT", "0")),
        words="" if plain else check_in.rrule,
    )


def for_holidays(
    check_in: CheckIn, people: Iterable[Person], now: datetime, *, calendars: Calendars, days: int = 366
) -> CheckIn:
    """The series with its holidays of the next `days` days skipped or moved, as `on_holiday` says.

    A day counts as a holiday where an attendee's country rests on a day that is otherwise worked there. What people
    skipped or moved stays; what an earlier calendar skipped and is worked after all comes back. SEQUENCE and changes
    are untouched: see `meeting_life.keep_holidays`, and use this for a series that nobody was told of yet.
    """
    kept = {o.original: o for o in check_in.exceptions if not o.holiday or o.original <= now}
    if check_in.on_holiday != "keep":
        guests = [p for p in people if p.email in check_in.attendees]
        coming = list(starts(check_in, now, now + timedelta(days=days)))
        # Where a series is over, nothing comes and nothing follows.
        for start, following in zip(coming, [*coming[1:], None], strict=False):
            rest = resting(start, guests, calendars) if start not in kept else None
            if rest is not None:
                other = None
                if check_in.on_holiday == "next_working_day":
                    other = _next_worked(start, following, guests, calendars)
                kept[start] = Occurrence(original=start, start=other, why=rest[1], holiday=True, country=rest[0])
    known = {o.original: o for o in check_in.exceptions}
    same = {start: _as_known(o, known.get(start)) for start, o in kept.items()}
    return replace(check_in, exceptions=tuple(same[start] for start in sorted(same)))


def _as_known(new: Occurrence, old: Occurrence | None) -> Occurrence:
    return old if old is not None and (old.start, old.why) == (new.start, new.why) else new


def resting(start: datetime, people: Iterable[Person], calendars: Calendars) -> tuple[str, str] | None:
    """The country that rests at `start` and the feast's name, or None where everybody works (or it is a weekend)."""
    for country, zone in sorted({(p.country, p.zone or "UTC") for p in people if p.country}):
        day = start.astimezone(ZoneInfo(zone)).date()
        calendar = calendars(country)
        if not calendar.is_working(day) and (day.weekday() < 5 or calendar.holiday(day)):
            return country, _feast(country, day, calendars)
    return None


def _feast(country: str, day: date, calendars: Calendars) -> str:
    """What the break is called: its own name, or that of the nearest named day within the same break."""
    calendar = calendars(country)
    first, last = calendar.break_around(day)
    span = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    for near in sorted(span, key=lambda d: (abs(d - day), d)):
        name = calendar.holiday(near).partition("(")[0].partition("（")[0].strip()
        if name and not name.startswith(_NOT_A_FEAST):
            return name
    return ""


def _next_worked(
    start: datetime, following: datetime | None, people: Iterable[Person], calendars: Calendars
) -> datetime | None:
    """The same hour on the next day on which everybody works; None where the next occurrence comes first."""
    guests = list(people)
    for n in range(1, 15):
        other = (start.replace(tzinfo=None) + timedelta(days=n)).replace(tzinfo=start.tzinfo)
        if following is not None and other.date() >= following.date():
            return None
        if all(_works(other, person, calendars) for person in guests):
            return other
    return None


def _works(start: datetime, person: Person, calendars: Calendars) -> bool:
    day = start.astimezone(ZoneInfo(person.zone or "UTC")).date()
    return calendars(person.country).is_working(day)
