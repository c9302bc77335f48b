"""Dates as people write them in letters: every mention of a day in a text, and the day that is meant."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from operator import itemgetter

from mailpm.model import DateMention, Grain
from mailpm.reading.dates_joins import Piece, joined, with_half
from mailpm.reading.dates_parts import Clock, Context, Day, Nothing, Op, zone_of
from mailpm.reading.dates_starts import keys_at
from mailpm.reading.dates_table import Bucket, Grammar
from mailpm.reading.languages.figures import FIGURES, protected

_BESIDE = 9  # letters between a day and what only has a meaning behind one
_RANK = itemgetter(0, 1, 2)
_FIGURES = frozenset("0123456789")
_LITTLE = 40  # letters beside a piece that fills its text
_RECENT = 21  # days for which a date without a year may have gone by
_LONGEST = 120  # letters of one piece
_CJK = re.compile("[\u3400-\u9fff]")
_WORD = re.compile("[a-zA-Z]")
_CELL_START, _CELL_END = re.compile(r"(?:^|[|\n(\[:]) {0,40}\Z"), re.compile(r" {0,40}(?:$|[|\n)\]])")
_FULL_STOP = re.compile(r"(?<=[a-z][a-z])\.\Z")
_HARD_END = re.compile(r"[.!?;。!?;\n]")


def find_dates(
    text: str,
    *,
    now: datetime,
    language: str | None = None,
    country: str = "",
    day_first: bool | None = None,
) -> list[DateMention]:
    """Every date that `text` names, in order of place.

    `now` is the letter's own date in its author's zone: relative words count from it, and clock times are given
    in it. `language` ("zh", "en") settles what the script leaves open. `country` (ISO 3166) gives the holidays
    and the order of figures like 4/5; `day_first` overrules that order. Text inside URLs, addresses, versions,
    prices and the like holds no dates. A date that was corrected in the same breath is left out.
    """
    plain, eastern, tables = _prepared(text, language)
    grammar = _grammar(tables)
    context = Context(now, country, day_first, eastern, text)
    mentions: list[DateMention] = []
    for group in _groups(plain, grammar, context):
        pieces = joined(group, plain, grammar, context)
        mentions += [m for p in pieces if (m := _mention(p, plain, text, grammar, context)) is not None]
    return mentions


def _prepared(text: str, language: str | None) -> tuple[str, bool, tuple[str, ...]]:
    """The text in lower case, half-width and simplified, letter for letter; whether it is Chinese; its tables."""
    cjk, latin = _CJK.search(text) is not None, _WORD.search(text) is not None
    names = tuple(n for n, there in (("zh", cjk), ("en", latin)) if there) or ("en",)
    plain = text.translate(_forms(names))
    lower = plain.lower()
    if len(lower) != len(plain):
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)
    eastern = cjk if language is None else language == "zh" or (cjk and language != "en")
    return lower, eastern, names


@cache
def _forms(names: tuple[str, ...]) -> dict[int, int]:
    forms = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    forms |= dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\t"), 0x20)
    forms |= dict.fromkeys(map(ord, "‘’ʼ`"), 0x27) | dict.fromkeys(map(ord, "–—‑−‒―"), 0x2D) | {ord("〜"): 0x7E}
    for table in _grammar(names).tables:
        forms |= table.forms
    return forms


@cache
def _grammar(names: tuple[str, ...]) -> Grammar:
    tables = [import_module(f"mailpm.reading.languages.{name}.dates").DATES for name in names]
    return Grammar((*tables, FIGURES))


# ---- pieces ----


def _groups(plain: str, grammar: Grammar, c: Context) -> Iterator[list[Piece]]:
    """Runs of pieces that stand near each other."""
    group: list[Piece] = []
    for piece in _pieces(plain, grammar, c):
        if group and (piece.start - group[-1].end > 40 or isinstance(piece.part, Nothing)):
            yield group
            group = []
        if not isinstance(piece.part, Nothing):
            group.append(piece)
    if group:
        yield group


def _pieces(plain: str, grammar: Grammar, c: Context) -> Iterator[Piece]:
    day_end = -_BESIDE - 1
    free = 0
    taken = deque(protected(plain))
    for place in grammar.places.finditer(plain):
        start = place.start()
        if start < free:
            continue
        while taken and taken[0][1] <= start:
            taken.popleft()
        if taken and taken[0][0] <= start:
            free = taken[0][1]
            continue
        piece = _piece_at(plain, start, grammar, c, start - day_end)
        for article in grammar.articles:
            if plain.startswith(article, start):  # "the week after next" is worth more than "the week"
                bare = _piece_at(plain, start + len(article), grammar, c, start - day_end)
                if bare is not None and (piece is None or bare.end > piece.end):
                    bare.start = start
                    piece = bare
        if piece is None:
            continue
        free = piece.end
        if isinstance(piece.part, Day | Clock) or (isinstance(piece.part, Op) and piece.part.after):
            day_end = piece.end
        yield piece


def _piece_at(plain: str, start: int, grammar: Grammar, c: Context, gap: int) -> Piece | None:
    head = plain[start : start + 4]
    if not _FIGURES.isdisjoint(head):
        keys = keys_at(plain, start)
    elif head[:2] not in grammar.heads and head[:1] not in grammar.heads:
        return None  # most words
    elif head.isascii():
        keys = (head, head[:3], head[:2], head[:1])
    else:
        keys = keys_at(plain, start) if head[0].isascii() else (head[:2], head[:1])
    for key in keys:
        if (bucket := grammar.buckets.get(key)) is not None:
            return _longest(plain, start, bucket, c, gap)
    return None


def _longest(plain: str, start: int, bucket: Bucket, c: Context, gap: int) -> Piece | None:
    """The longest reading here; of equals one that needs the day before it, then the rule that stands first."""
    found = []
    near, limit = gap <= 1, start + _LONGEST
    for index, rule in bucket:
        if rule.rule.after and gap > _BESIDE:
            continue
        match = rule.pattern.match(plain, start, limit)
        if match is not None and (end := match.end()) > start:
            found.append((-end, rule.rule.after is not near, index, rule, match))
    if len(found) > 1:
        found.sort(key=_RANK)
    for _, _, _, rule, match in found:
        try:
            part = rule.rule.meaning(rule.slots(match), c)
        except (ValueError, OverflowError):
            part = None
        if part is not None:
            weak = rule.rule.weak and not (rule.rule.capital and c.text[start].isupper())
            lonely = rule.rule.lonely or (rule.rule.weak and rule.rule.after)
            return Piece(start, match.end(), part, (rule.rule.name,), weak=weak, lonely=lonely)
    return None


# ---- mentions ----


def _mention(piece: Piece, plain: str, text: str, grammar: Grammar, c: Context) -> DateMention | None:
    before = plain[max(0, piece.start - 60) : piece.start]
    announced = grammar.lead.search(before) or grammar.tail.match(plain, piece.end) or _in_cell(piece, plain)
    if piece.weak and not announced:
        return None
    if isinstance(piece.part, Clock):
        return _clock_alone(piece, piece.part, c)
    day = piece.part
    assert isinstance(day, Day)
    value: date | datetime | tuple[date, date]
    grain = day.grain
    if piece.range_of:
        a, b = piece.range_of
        ends = (_at(a, day.first, c), _at(b, day.last, c))
        first, last = _alike(_edge(ends[0], 0), _edge(ends[1], 1), c)
        value = (first, last) if first <= last else (last, first)  # hours of one day, the later one said first
        grain = Grain.RANGE if grain is Grain.DAY else grain
    elif day.moment is not None:
        value = day.moment
    elif piece.clock is not None:
        value = _at(piece, day.due or day.last, c)
        if c.today in day.other and day.raw[:1] == ("weekday",):  # said on that very day, the hour still ahead
            today = _at(piece, c.today, c)
            if isinstance(today, datetime) and today > c.now:
                value, day = today, replace(day, other=(day.first,))
        grain = Grain.MINUTE
    elif day.due is not None:
        value = day.due
    else:
        value = day.first if day.first == day.last else (day.first, day.last)
    mention = DateMention(
        start=piece.start,
        end=piece.end - (_FULL_STOP.search(plain, piece.start, piece.end) is not None),
        value=value,
        grain=grain,
        because=tuple(dict.fromkeys(piece.names)),
        other=tuple(dict.fromkeys(day.other)),
        certainty=day.certainty,
        past=day.past or piece.told,
        anchor=day.anchor,
    )
    return _told(mention, day, before, grammar, c)


def _in_cell(piece: Piece, plain: str) -> bool:
    """Whether the piece fills the text, a line, a table's cell or a pair of brackets."""
    if len(plain) - (piece.end - piece.start) <= _LITTLE:  # no long text is stripped for each piece of it
        rest = len(plain.strip()) - (piece.end - piece.start)
        if rest <= 2 or (rest <= 8 and plain[piece.start].isdigit()):
            return True
    return _CELL_START.search(plain, max(0, piece.start - 42), piece.start) is not None and (
        _CELL_END.match(plain, piece.end) is not None
    )


def _alike(first: date, last: date, c: Context) -> tuple[date, date]:
    """Both ends as days or both as moments: a due hour is kept, an hour at the start alone is not."""
    if isinstance(last, datetime) and not isinstance(first, datetime):
        return datetime(first.year, first.month, first.day, tzinfo=c.now.tzinfo), last
    if isinstance(first, datetime) and not isinstance(last, datetime):
        return first.date(), last
    return first, last


def _edge(value: date | datetime | tuple[date, date], side: int) -> date:
    return value[side] if isinstance(value, tuple) else value


def _told(mention: DateMention, day: Day, before: str, grammar: Grammar, c: Context) -> DateMention:
    """A month and day, or a weekday, in a clause that tells of the past is the last such day."""
    yearless = day.raw[:1] == ("monthday",)
    if mention.past or not (yearless or (day.raw[:1] == ("weekday",) and len(day.raw) == 2)):
        return mention
    ends = [m.end() for m in _HARD_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    if grammar.ahead.search(clause):
        return mention
    if not grammar.told.search(clause):
        return _just_gone(mention, day, c) if yearless else mention
    if day.raw[0] == "weekday" and not isinstance(mention.value, tuple):
        return replace(mention, value=mention.value - timedelta(days=7), past=True, other=())
    if day.raw[0] == "monthday" and not isinstance(mention.value, tuple) and mention.value.year > c.today.year - 1:
        gone = mention.value
        if (gone.date() if isinstance(gone, datetime) else gone) >= c.today:
            try:
                gone = gone.replace(year=gone.year - 1)
            except ValueError:
                return mention
        return replace(mention, value=gone, past=True)
    return mention


def _just_gone(mention: DateMention, day: Day, c: Context) -> DateMention:
    """A date without a year that went by a few days ago is that one, and hardly the one eleven months ahead."""
    value = mention.value
    if mention.other or isinstance(value, tuple) or day.first.year != c.today.year + 1:
        return mention
    try:
        gone = value.replace(year=value.year - 1)
    except ValueError:
        return mention
    if (c.today - day.first.replace(year=gone.year)).days > _RECENT:
        return mention
    return replace(mention, value=gone, past=True, other=(day.first,), certainty=0.7)


def _at(piece: Piece, day: date, c: Context) -> date | datetime | tuple[date, date]:
    """The day with the piece's clock, a span of hours as two moments, or the day alone."""
    clock = piece.clock
    if clock is None:
        return day
    half = piece.part.half if isinstance(piece.part, Day) else ""
    if half and not clock.sure:
        clock = replace(with_half(clock, half), zone=clock.zone)
    start = _moment(day, clock, c)
    if clock.until is None:
        return start
    end = _moment(day, clock.until, c)
    return (start, end if end > start else end + timedelta(days=1))


def _moment(day: date, clock: Clock, c: Context) -> datetime:
    """The instant, in the writer's zone; an hour without morning or afternoon is one of a working day."""
    hour = clock.hour
    if not clock.sure and 1 <= hour <= 6:
        hour += 12
    zone = zone_of(clock.zone) if clock.zone and c.now.tzinfo else c.now.tzinfo
    when = datetime(day.year, day.month, day.day, hour, clock.minute, tzinfo=zone) + timedelta(days=clock.days)
    return when.astimezone(c.now.tzinfo) if clock.zone and c.now.tzinfo else when


def _clock_alone(piece: Piece, clock: Clock, c: Context) -> DateMention | None:
    """A time without a day: today if it is still to come, else the next working day."""
    day = c.today
    if _moment(day, clock.until or clock, c) <= c.now:
        day = c.calendar.next(day + timedelta(days=1))
    piece.clock = clock
    return DateMention(
        start=piece.start,
        end=piece.end,
        value=_at(piece, day, c),
        grain=Grain.MINUTE,
        because=tuple(dict.fromkeys(piece.names)),
        certainty=0.8,
    )


