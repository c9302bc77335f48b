"""A meeting as a PM asks for it: "约 ACME 例会,每周三10点,王敏、赵强、我", "find a time with Lena next week"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from mailpm.model import Grain
from mailpm.model.plan import MeetingFacts, RhythmFacts
from mailpm.reading.dates import find_dates

_LINK = re.compile(r"https?://[^\s,;，；。<>]{1,300}")
_A_NAME = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}|[\u4e00-\u9fff]{2,3}|\S+@\S+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(frozen=True, kw_only=True)
class MeetingWords:
    """How a language asks for a meeting; every pattern is matched on half-width lower-case words.

    `every` has groups `n` (weeks), `day` (a key of `weekdays`), `monthly`; `length` has `hours`, `half`, `minutes`;
    `clock` has `hour`, `minute`, `pm`.
    """

    name: str
    every: str
    weekdays: dict[str, int]
    length: str
    numbers: dict[str, float]
    clock: str
    afternoon: str
    me: str
    place: str
    titles: str
    people_after: str
    joiners: str
    examples: tuple[str, ...]


def read_meeting(text: str, *, names: Sequence[str] = (), now: datetime) -> MeetingFacts:
    """The facts of a sentence that asks for a meeting; what was not said stays empty.

    `names` are the people whom one could mean; a name behind "with" or 约 that is none of them is given as it
    stands, so that it can be asked about. `now` is the letter's own date, in the writer's zone.
    """
    link = _LINK.search(text)
    plain = text.translate(_WIDE)
    bare = plain if link is None else plain.replace(link[0], " ")
    words = _best(bare)
    minutes, bare_of_length = _length(words, bare)
    place = re.search(words.place, bare, re.I)
    rhythm, rest = _rhythm(words, bare_of_length)
    start, first, last = (None, None, None) if rhythm else _moment(bare_of_length, now)
    people, with_me = _people(words, rest, names)
    return MeetingFacts(
        title=_title(words, bare),
        start=start,
        rhythm=rhythm,
        first=first.date() if first else None,
        last=last.date() if last else None,
        minutes=minutes,
        people=people,
        with_me=with_me,
        place=place["place"].strip() if place else "",
        link=link[0] if link else "",
    )


@cache
def _tables() -> tuple[MeetingWords, ...]:
    from mailpm.reading.languages.en.meetings_asked import MEETING_WORDS as ENGLISH
    from mailpm.reading.languages.zh.meetings_asked import MEETING_WORDS as CHINESE

    return (CHINESE, ENGLISH)


def _best(text: str) -> MeetingWords:
    """The language of the sentence: Han characters that are no names make it Chinese."""
    chinese, english = _tables()
    asks = re.search(r"[约開开定]|会议|例会|安排|每周|分钟|小时", text)
    return chinese if asks else english


def _length(words: MeetingWords, text: str) -> tuple[int, str]:
    match = re.search(words.length, text, re.I)
    if match is None:
        return 0, text
    found = match.groupdict()
    minutes = _number(words, found.get("minutes")) + 60 * _number(words, found.get("hours"))
    minutes += 30 * any(value for name, value in found.items() if name.startswith("half"))
    return int(minutes), text[: match.start()] + " " + text[match.end() :]


def _number(words: MeetingWords, said: str | None) -> float:
    if not said:
        return 0
    bare = said.strip().lower()
    return words.numbers[bare] if bare in words.numbers else float(bare)


def _rhythm(words: MeetingWords, text: str) -> tuple[RhythmFacts | None, str]:
    match = re.search(words.every, text, re.I)
    if match is None:
        return None, text
    found = match.groupdict()
    day = next((value for name, value in found.items() if name.startswith("day") and value), "")
    weekday = words.weekdays.get(day.lower())
    clock = re.search(words.clock, text[match.end() :], re.I) or re.search(words.clock, text, re.I)
    if weekday is None or clock is None:
        return None, text
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if clock.groupdict().get("half"):
        minute = 30
    if hour < 12 and re.search(words.afternoon, clock[0], re.I):
        hour += 12
    if hour > 23 or minute > 59:
        return None, text
    weeks = int(_number(words, found.get("n")) or 1) if found.get("n") else 1
    rhythm = RhythmFacts(
        weekday=weekday, at=time(hour, minute), every_weeks=weeks, monthly=bool(found.get("monthly")), minutes=0
    )
    return rhythm, text[: match.start()] + " " + text[match.end() :]


def _moment(text: str, now: datetime) -> tuple[datetime | None, datetime | None, datetime | None]:
    """A clock time on a day, or a span of days in which one is to be found."""
    mentions = [m for m in find_dates(text, now=now) if not m.past]
    timed = [m for m in mentions if isinstance(m.value, datetime)]
    if timed:
        value = timed[0].value
        assert isinstance(value, datetime)
        return (value if value.tzinfo else value.replace(tzinfo=now.tzinfo)), None, None
    for mention in mentions:
        midnight = datetime.combine(mention.due, time(), now.tzinfo)
        if isinstance(mention.value, tuple):
            first = datetime.combine(mention.value[0], time(), now.tzinfo)
            return None, first, midnight
        if mention.grain is Grain.WEEK:
            monday = midnight - timedelta(days=midnight.weekday())
            tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
            return None, max(monday, tomorrow), monday + timedelta(days=4)
        return None, midnight, midnight
    return None, None, None


def _people(words: MeetingWords, text: str, names: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    low = text.lower()
    found: list[tuple[int, str]] = []
    for name in sorted({n for n in names if len(n) > 1}, key=len, reverse=True):
        at = low.find(name.lower())
        if at >= 0:
            found.append((at, name))
            low = low[:at] + "\ue000" * len(name) + low[at + len(name) :]
    firsts: dict[str, set[str]] = {}
    for name in names:
        first = name.split()[0] if name.isascii() and " " in name else ""
        if len(first) > 1:
            firsts.setdefault(first, set()).add(name)
    for first, whole in firsts.items():
        match = re.search(rf"(?<![a-z]){re.escape(first.lower())}(?![a-z])", low)
        if match and len(whole) == 1:
            found.append((match.start(), next(iter(whole))))
            low = low[: match.start()] + "\ue000" * len(first) + low[match.end() :]
    with_me = re.search(words.me, low, re.I) is not None
    low = re.sub(words.me, lambda m: "\ue000" * len(m[0]), low, flags=re.I)
    strangers = _strangers(words, low, text)
    ordered = [name for _, name in sorted(found)]
    return tuple(dict.fromkeys((*ordered, *strangers))), with_me


def _strangers(words: MeetingWords, masked: str, text: str) -> list[str]:
    """Names behind "with" that belong to nobody we know."""
    match = re.search(words.people_after, masked, re.I)
    if match is None:
        return []
    begin, end = match.span("people")
    joiners = re.finditer(words.joiners, masked[begin:end], re.I)
    cuts = [begin, *(edge for joiner in joiners for edge in _edges(joiner, begin)), end]
    found = []
    for start, stop in zip(cuts[::2], cuts[1::2], strict=True):
        said = text[start:stop].strip(" ,.;、，。")
        known = "\ue000" in masked[start:stop] or re.search(words.titles, said, re.I)
        if said and not known and _A_NAME.fullmatch(said):
            found.append(said)
    return found


def _edges(joiner: re.Match[str], begin: int) -> tuple[int, int]:
    return begin + joiner.start(), begin + joiner.end()


def _title(words: MeetingWords, text: str) -> str:
    match = re.search(words.titles, text, re.I)
    return re.sub(r"\s+", " ", match["title"]).strip(" ,，") if match else ""
