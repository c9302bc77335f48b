"""How the pieces of a date phrase become one: operators act, days refine each other, clocks and ranges join."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from mailpm.model import Grain
from mailpm.reading.dates_calendar import add_months, day_in, feast, monday, month_end, nth_weekday
from mailpm.reading.dates_clocks import clock_at
from mailpm.reading.dates_parts import Clock, Context, Day, Half, Op, Part, Zone
from mailpm.reading.dates_periods import half_year_of, month_of, portion, quarter_of, week_of
from mailpm.reading.dates_table import Grammar

ONE = timedelta(days=1)


@dataclass(slots=True)
class Piece:
    """A part with its place in the text, the rules that found it, and the clock that was joined to it."""

    start: int
    end: int
    part: Part
    names: tuple[str, ...]
    weak: bool = False
    lonely: bool = False  # worth nothing unless it was joined
    clock: Clock | None = None
    range_of: tuple[Piece, Piece] | None = None
    withdrawn: bool = False
    told: bool = False


Join = Callable[[Piece, Piece, str, Grammar, Context], Piece | None]


def joined(pieces: list[Piece], plain: str, grammar: Grammar, c: Context) -> list[Piece]:
    """The pieces after every join that the text allows, in the order in which people think them."""
    if len(pieces) > 1 or (pieces and isinstance(pieces[0].part, Op)):
        pieces = _pairwise(pieces, plain, grammar, c, _refine)
        pieces = _operate(pieces, plain, grammar, c, late=False)
        for join in (_zoned, _half_day, _zoned, _clock_span, _refine, _refine, _list, _list):
            pieces = _pairwise(pieces, plain, grammar, c, join)
        pieces = _operate(pieces, plain, grammar, c, late=False)
        for join in (_refine, _day_clock, _range, _day_clock):
            pieces = _pairwise(pieces, plain, grammar, c, join)
        pieces = _operate(pieces, plain, grammar, c, late=True)
        pieces = _withdraw(pieces, plain, grammar)
    return [p for p in pieces if isinstance(p.part, Day | Clock) and not p.withdrawn and not p.lonely]


def _gap(a: Piece, b: Piece, plain: str, grammar: Grammar, name: str) -> bool:
    pattern = grammar.joins.get(name)
    return pattern is not None and b.start - a.end <= 40 and pattern.fullmatch(plain, a.end, b.start) is not None


def _pairwise(pieces: list[Piece], plain: str, grammar: Grammar, c: Context, join: Join) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        made = join(out[-1], piece, plain, grammar, c) if out else None
        if made is not None:
            out[-1] = made
        else:
            out.append(piece)
    return out


def _merged(a: Piece, b: Piece, part: Part, clock: Clock | None = None) -> Piece:
    names = a.names if a.names == b.names else tuple(dict.fromkeys((*a.names, *b.names)))
    return Piece(a.start, max(a.end, b.end), part, names, clock=clock or a.clock or b.clock)


# ---- operators ----


def _operate(pieces: list[Piece], plain: str, grammar: Grammar, c: Context, *, late: bool) -> list[Piece]:
    """Operators before a day act from the innermost out, those after it from left to right."""
    out: list[Piece] = []
    for piece in pieces:  # operators that stand after their day
        if out and isinstance(piece.part, Op) and piece.part.after and piece.part.late is late:
            made = _acted(out[-1], piece, out[-1], plain, grammar, c)
            if made is not None:
                out[-1] = made
                continue
        out.append(piece)
    done: list[Piece] = []
    for piece in reversed(out):
        if done and isinstance(piece.part, Op) and not piece.part.after and piece.part.late is late:
            made = _acted(piece, done[-1], done[-1], plain, grammar, c)
            if made is not None:
                done[-1] = made
                continue
        done.append(piece)
    return done[::-1]


def _acted(left: Piece, right: Piece, day: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    op = right if day is left else left
    if not isinstance(op.part, Op) or not isinstance(day.part, Day | Clock):
        return None
    if not _gap(left, right, plain, grammar, "operator"):
        return None
    if isinstance(day.part, Clock):
        if not op.part.late and op.part.takes != "clock":
            return None
        return replace(_merged(left, right, day.part), lonely=day.lonely)
    if day.range_of is not None:
        names = (*left.names, *right.names)
        return replace(day, start=left.start, end=right.end, names=names) if op.part.late else None
    try:
        found = op.part.act(day.part, c)
    except (ValueError, OverflowError):  # beyond the calendar's ends
        found = None
    if found is None:
        return None
    weak = day.weak and op.part.late and left is op
    lonely = day.lonely and op.part.takes == "clock"  # "between 8" is no day yet
    return replace(_merged(left, right, found, day.clock), weak=weak, lonely=lonely)


# ---- a day made finer by another ----


def _half_day(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    """"tomorrow evening", "in the morning of the 3rd", "8 in the evening"."""
    if not _gap(a, b, plain, grammar, "attach"):
        return None
    for one, other in ((a, b), (b, a)):
        if isinstance(one.part, Half):
            if isinstance(other.part, Day) and not other.part.half and other.clock is None:
                return _merged(a, b, replace(other.part, half=one.part.half))
            if isinstance(other.part, Clock) and not other.part.sure:
                return _merged(a, b, with_half(other.part, one.part.half))
    return None


def _zoned(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    for clock, zone in ((a, b), (b, a)):
        if isinstance(clock.part, Clock) and isinstance(zone.part, Zone) and _gap(a, b, plain, grammar, "zone"):
            until = replace(clock.part.until, zone=zone.part.name) if clock.part.until else None
            return _merged(a, b, replace(clock.part, zone=zone.part.name, until=until))
    return None


def with_half(clock: Clock, half: str) -> Clock:
    made = clock_at(clock.hour, clock.minute, half)
    until = with_half(clock.until, half) if clock.until and not clock.until.sure else clock.until
    return replace(made, zone=clock.zone, until=until)


def _refine(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    """Two days side by side that say one: "Monday the 30th", "next week Friday", 明年3月, "EOD Friday"."""
    if not isinstance(a.part, Day) or not isinstance(b.part, Day) or a.range_of or b.range_of:
        return None
    listed = a.lonely and a.part.raw[:1] == ("day",)  # "between 9:30 and 11 on Thursday": no eleventh
    if listed or a.part.moment or b.part.moment or not _gap(a, b, plain, grammar, "refine"):
        return None
    found = _finer(a.part, b.part, c)
    if found is None:
        return None
    return _merged(a, b, replace(found, half=a.part.half or b.part.half))


def _finer(a: Day, b: Day, c: Context) -> Day | None:
    if a.soft != b.soft:
        return b if a.soft else a
    for coarse, fine in ((a, b), (b, a)):
        if _is_period(coarse) and fine.raw and (found := within(coarse, fine, c)) is not None:
            return found
    for named, dated in ((a, b), (b, a)):
        if named.raw[:1] == ("weekday",) and named.first == named.last and dated.raw[:1] != ("weekday",):
            if _is_period(dated) or dated.first != dated.last:
                return None
            if dated.raw[:1] == ("weeks",):  # "in two weeks on Friday": that week's
                return _one(nth_weekday(monday(dated.first), monday(dated.first) + 6 * ONE, int(named.raw[1]), 1))
            return _checked(named, dated, c)
    if a.first == b.first and a.last == b.last:
        return a
    return None


def _is_period(day: Day) -> bool:
    return day.grain in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR) or (
        day.grain is Grain.RANGE and day.first != day.last
    )


def _checked(named: Day, dated: Day, c: Context) -> Day | None:
    """A weekday and a date: they agree, or the date is moved to where they do, or nobody is trusted much."""
    wanted = int(named.raw[1])
    if dated.first.weekday() == wanted:
        return replace(dated, certainty=1.0, other=())
    for other in dated.other:  # 3/4 read the other way round
        if other.weekday() == wanted:
            return replace(dated, first=other, last=other, other=(), certainty=1.0)
    if dated.raw[:1] == ("day",):
        day = c.today.replace(day=1)
        for _ in range(12):
            found = day_in(day.year, day.month, int(dated.raw[1]))
            if found and found >= c.today and found.weekday() == wanted:
                return replace(dated, first=found, last=found, certainty=0.9)
            day = month_end(day) + ONE
    if dated.raw[:1] == ("monthday",):
        gone = day_in(c.today.year - (dated.first.year > c.today.year), dated.first.month, dated.first.day)
        if gone and gone < c.today and gone.weekday() == wanted:
            return replace(dated, first=gone, last=gone, past=True, certainty=0.9)
    return replace(dated, other=(*dated.other, named.first), certainty=0.5)


def within(period: Day, fine: Day, c: Context) -> Day | None:
    """What was said without its period, read inside `period`; None where it does not fit."""
    kind, first = fine.raw[0], period.first
    last = first + 6 * ONE if period.grain is Grain.WEEK else period.last
    value = int(fine.raw[1]) if isinstance(fine.raw[1], int) else 0
    found: Day | None = None
    if kind == "weekday" and (period.grain is Grain.WEEK or (last - first).days < 8) and len(fine.raw) == 2:
        day = nth_weekday(first, last, value, 1)
        found = _one(day)
    elif kind == "day" and period.grain is Grain.MONTH:
        found = _one(day_in(first.year, first.month, value))
    elif kind == "month" and period.grain in (Grain.YEAR, Grain.RANGE):
        for year in sorted({first.year, last.year}):
            month = month_of(date(year, value, 1))
            if first <= month.first <= last:
                found = month
                break
    elif kind == "monthday" and period.grain in (Grain.YEAR, Grain.MONTH):
        found = _one(day_in(first.year, value, int(fine.raw[2])))
    elif kind == "quarter" and period.grain is Grain.YEAR:
        found = quarter_of(date(first.year, value * 3 - 2, 1))
    elif kind == "half" and period.grain is Grain.YEAR:
        found = half_year_of(date(first.year, value * 6 - 5, 1))
    elif kind == "week" and period.grain is Grain.MONTH:
        day = nth_weekday(first, last, 3, value)
        found = week_of(day) if day else None
    elif kind == "season" and period.grain is Grain.YEAR:
        start = date(first.year, value, 1)
        found = Day(first=start, last=month_end(add_months(start, 2)), grain=Grain.RANGE)
        return replace(found, past=found.last < c.today)
    elif kind == "part" and str(period.grain) == fine.raw[1]:
        found = portion(str(fine.raw[2]))(period, c)
    elif kind == "feast" and period.grain is Grain.YEAR:
        found = _one(feast(str(fine.raw[1]), first.year))
        found = replace(found, raw=fine.raw) if found else None
    if found is None or found.first < first - ONE or found.first > last:
        return None
    return replace(found, past=found.last < c.today)


def _one(day: date | None) -> Day | None:
    return Day(first=day, last=day) if day else None


def _list(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    """Changes `b` where it shares what `a` said of month or week (12月8、9日, 下周一或周二); joins nothing."""
    if not isinstance(a.part, Day) or not isinstance(b.part, Day) or not (b.part.raw or b.part.grain is Grain.MONTH):
        return None
    if not (_gap(a, b, plain, grammar, "list") or _gap(a, b, plain, grammar, "range")):
        return None
    months = a.part.grain is b.part.grain is Grain.MONTH and _gap(a, b, plain, grammar, "range")
    if a.part.raw[:1] == b.part.raw[:1] == ("weekday",) or months:  # "Thu or Fri" can be nothing else
        a.weak = b.weak = False
    shared = _shared(a.part, b.part)
    if shared is not None:
        b.part = shared
        b.weak, b.lonely = b.weak and a.weak, False
    elif not a.weak and (earlier := _shared_back(a.part, b.part)) is not None:
        a.part = earlier
    return None


def _shared(a: Day, b: Day) -> Day | None:
    if b.raw[:1] == ("day",) and a.raw[:1] != ("weekday",) and a.first == a.last and a.grain is Grain.DAY:
        day = day_in(a.first.year, a.first.month, int(b.raw[1]))
        if day and day > a.first and a.raw[:1] != ("day",):
            return replace(b, first=day, last=day, past=a.past, certainty=1.0, raw=("monthday", day.month, day.day))
    if b.raw[:1] == ("weekday",) and len(b.raw) == 2 and a.raw[:1] == ("weekday",):
        day = a.first + ((int(b.raw[1]) - a.first.weekday()) % 7) * ONE
        if day > a.first:
            return replace(b, first=day, last=day, past=a.past, other=())
    return None


def _shared_back(a: Day, b: Day) -> Day | None:
    """"25 to 27 November": the first figure takes the second's month; "January to March 2027": or its year."""
    if a.raw[:1] == ("month",) and b.grain is Grain.MONTH and not b.raw:
        year = b.first.year - (int(a.raw[1]) > b.first.month)
        first = date(year, int(a.raw[1]), 1)
        return replace(a, first=first, last=month_end(first), raw=(), past=b.past)
    if a.raw[:1] == ("day",) and b.first == b.last and b.raw[:1] not in (("day",), ("weekday",)):
        day = day_in(b.first.year, b.first.month, int(a.raw[1]))
        if day and day < b.first:
            return replace(a, first=day, last=day, raw=("monthday", day.month, day.day))
    return None


# ---- clocks ----


def _clock_span(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    if not isinstance(a.part, Clock) or not isinstance(b.part, Clock) or a.part.until:
        return None
    if not _gap(a, b, plain, grammar, "range"):
        return None
    first, last = a.part, b.part
    if not first.sure and last.sure and last.hour >= 12 and first.hour + 12 <= last.hour:
        first = replace(first, hour=first.hour + 12, sure=True)
    elif first.sure and first.hour >= 12 and not last.sure and last.hour + 12 > first.hour and last.hour < 12:
        last = replace(last, hour=last.hour + 12, sure=True)
    zone = first.zone or last.zone
    made = _merged(a, b, replace(first, zone=zone, until=replace(last, zone=zone)))
    made.lonely = a.lonely and b.lonely  # "from 12.50 to 14.20" may be a price
    return made


def _day_clock(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    if isinstance(a.part, Zone) and b.clock and not b.clock.zone and _gap(a, b, plain, grammar, "zone"):
        return _merged(a, b, b.part, replace(b.clock, zone=a.part.name))
    if isinstance(b.part, Zone) and a.clock and not a.clock.zone and _gap(a, b, plain, grammar, "zone"):
        return _merged(a, b, a.part, replace(a.clock, zone=b.part.name))
    for day, clock in ((a, b), (b, a)):
        if not isinstance(day.part, Day) or not isinstance(clock.part, Clock) or day.clock or day.range_of:
            continue
        if day.part.moment or (_is_period(day.part) and day.part.due is None):
            continue
        if _gap(a, b, plain, grammar, "attach"):
            return _merged(a, b, day.part, clock.part)
    return None


# ---- ranges and corrections ----


def _range(a: Piece, b: Piece, plain: str, grammar: Grammar, c: Context) -> Piece | None:
    """Two days with "to" between them; each may have its clock."""
    if not isinstance(a.part, Day) or not isinstance(b.part, Day) or a.range_of or b.range_of:
        return None
    if not _gap(a, b, plain, grammar, "range"):
        return None
    if a.weak and a.part.raw[:1] == ("day",):
        return None
    if _gap(a, b, plain, grammar, "list") and not grammar.joins["between"].search(plain, 0, _lead_end(a, plain)):
        return None  # "4 and 5 December" are two days
    if grammar.joins["mover"].search(plain, max(0, a.start - 40), a.end):
        _moved(a, b)
        return None
    first, last = a.part.first, b.part.last
    if last < first and b.part.raw[:1] == ("weekday",):
        last += 7 * ONE
    if last < first:
        return None
    if a.part.grain is not Grain.DAY and a.part.grain is b.part.grain:
        grain = a.part.grain
    else:
        grain = Grain.RANGE
    past = b.part.past or (a.part.past and last <= c.today)
    made = _merged(a, b, replace(b.part, first=first, last=last, past=past, due=None, grain=grain, other=(), raw=()))
    made.range_of = (a, b)
    made.clock = b.clock
    made.weak = a.weak and b.weak
    return made


def _lead_end(a: Piece, plain: str) -> int:
    """Where the words before the first day of a range end: a "between" may stand in the piece itself."""
    first = a.start
    while first < a.end and not plain[first].isdigit() and plain[first : first + 8] == "between ":
        first += 8
    return first


def _withdraw(pieces: list[Piece], plain: str, grammar: Grammar) -> list[Piece]:
    """"Friday – sorry, Monday the 30th": the first is withdrawn. "moved from the 24th to the 26th": it is told."""
    real = [p for p in pieces if isinstance(p.part, Day | Clock)]
    for a, b in pairwise(real):
        if _gap(a, b, plain, grammar, "correction"):
            a.withdrawn = True
            b.weak = False
        elif _gap(a, b, plain, grammar, "moved"):
            _moved(a, b)
    return pieces


def _moved(a: Piece, b: Piece) -> None:
    """`a` is the day that was given up for `b`: the nearest such day before it."""
    a.told, a.weak, b.weak = True, False, False
    if not isinstance(a.part, Day) or not isinstance(b.part, Day):
        return
    if a.part.raw[:1] == ("day",) and a.part.first > b.part.first:
        day = day_in(b.part.first.year, b.part.first.month, int(a.part.raw[1]))
        if day:
            a.part = replace(a.part, first=day, last=day)
