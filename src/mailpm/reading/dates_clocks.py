"""Times of day, parts of the day and zones."""

from __future__ import annotations

from mailpm.reading.dates_parts import Clock, Context, Half, Part, Zone
from mailpm.reading.dates_table import Meaning, Slots


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
            return Clock(hour=23, minute=59)
        elif 5 <= hour < 12:
            hour += 12
        elif hour < 5:
            days = 1 if hour else 0
    elif half == "noon" and 1 <= hour <= 3:
        hour += 12
    if hour == 24:  # the end of that day, not the start of the next
        return Clock(hour=23, minute=59)
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
    words = str(s.get("offset") or s.get("plus", "+0")).replace(":", "")
    hours, minutes = (words[1:-2], words[-2:]) if len(words) > 3 else (words[1:], "00")
    return Zone(name=f"{words[0]}{int(hours):02}:{minutes}")


def half_of_day(half: str) -> Meaning:
    """"in the morning", 下午."""

    def mean(s: Slots, c: Context) -> Part | None:
        return Half(half=half)

    return mean
