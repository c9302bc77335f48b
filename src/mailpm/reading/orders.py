"""What a team member tells the assistant to do: every sentence is understood whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import pairwise

from mailpm.model import Address, DateMention, Due, Order, Status, Verb
from mailpm.reading.dates import find_dates

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27, 0x2018: 0x27}
_NUMBER = (
    r"(?:(?:nos?\.|numbers?|items?|drafts?|letters?)\s*|#\s*|第\s*)?"
    r"[\[(]?(?:CR\s?\d{1,3}|R\d{1,3}|\d{1,3}|[一二三四五六七八九十])[\])]?(?:\s*[条項项封])?"
)
_NUMBERS = rf"{_NUMBER}(?:(?:\s*(?:,|、|/|&|;|\band\b|\bor\b|和|跟|与|及|-|–|~|到|至|\bto\b)\s*|\s+){_NUMBER})*"
_SLOTS = {
    "nums": rf"(?P<nums>{_NUMBERS})",
    "date": r"(?P<date>\ue000+)",
    "person": r"(?P<person>[^\d\s,:;?!。][^\d,:;?!。]{0,39}?)",
    "project": r"(?P<project>[^\s,:;?!。]+)",
    "email": r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    "text": r"(?P<text>\S.*?)",
    "rest": r"(?P<rest>\S.*)",
}
_ONES = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_HARD_BREAK = re.compile(r"(?<=[。!;\n])|(?<=[?])|(?<=[a-z\d])\.(?=\s+[A-Z]|\s*$)")
_DAY = "\ue000"  # stands for each letter of the words that name a day


@dataclass(frozen=True, kw_only=True)
class OrderRule:
    """One way to give one order: a pattern with slots in braces, and what it means.

    `pattern` matches a whole clause, in lower case and half-width. `fixed` are field values that the words
    imply. `to_end`: the `{rest}` slot takes all that follows, over lines, or (`one_line`) to the end of its line.
    """

    name: str
    verb: Verb
    pattern: str
    examples: tuple[str, ...]
    everything: bool = False
    rest_of_them: bool = False
    status: Status | None = None
    person: str = ""
    fixed_text: str = ""
    to_end: bool = False
    one_line: bool = False
    inherits: bool = False


@dataclass(frozen=True, kw_only=True)
class OrderTable:
    """A language's orders: rules, words that mean nothing here, and signs that a sentence is no plain order."""

    name: str
    rules: tuple[OrderRule, ...]
    separators: str
    fillers: str
    farewell: str
    conditional: str
    values: tuple[tuple[str, str], ...] = ()
    simplify: Callable[[str], str] = field(default=lambda text: text)


def read_orders(text: str, *, now: datetime, tables: Sequence[OrderTable] | None = None) -> tuple[Order, ...]:
    """The orders in a team member's own words; what is not understood comes back as `UNKNOWN`.

    `now` is the letter's own date in the writer's zone: days are counted from it.
    """
    chosen = tuple(tables) if tables is not None else _all_tables()
    readings = [_read_in(table, text, now) for table in chosen]
    best = min(readings, key=lambda orders: (sum(o.verb is Verb.UNKNOWN for o in orders), not orders))
    return _name_the_rest(best)


@cache
def _all_tables() -> tuple[OrderTable, ...]:
    from mailpm.reading.languages.en.orders import ORDERS as ENGLISH
    from mailpm.reading.languages.zh.orders import ORDERS as CHINESE

    return (ENGLISH, CHINESE)


def _read_in(table: OrderTable, text: str, now: datetime) -> tuple[Order, ...]:
    plain = table.simplify(text.translate(_WIDE))
    if len(plain) != len(text):
        plain = text.translate(_WIDE)
    orders: list[Order] = []
    for start, end, found in _stretches(table, plain):
        if found is not None:
            orders.append(_rest_order(text, start, end, *found))
        elif not _read_stretch(table, text, plain, start, end, now, orders):
            break
    return tuple(orders)


def _read_stretch(
    table: OrderTable, text: str, plain: str, start: int, end: int, now: datetime, orders: list[Order]
) -> bool:
    """Add the orders of a stretch of plain sentences; False where a farewell ends the letter."""
    for begin, stop in _sentences(plain[start:end]):
        part, words = plain[start + begin : start + stop], text[start + begin : start + stop]
        if re.fullmatch(rf"(?:{table.farewell})[\s,!.。]*", part.strip(), re.I):
            return False
        orders += _read_sentence(table, part, words, now, orders)
    return True


def _stretches(
    table: OrderTable, plain: str
) -> Iterator[tuple[int, int, tuple[OrderRule, re.Match[str], int] | None]]:
    """Stretches of plain sentences, and orders whose text runs to the end of the line or of the letter.

    "edit 1:" takes all that follows, up to the next such order; "add a line:" only its own line.
    """
    starts: list[tuple[int, int, tuple[OrderRule, re.Match[str], int]]] = []
    position = 0
    for line in plain.splitlines(keepends=True):
        bare = line.rstrip("\n")
        for rule in table.rules:
            if rule.to_end and (match := _compiled(rule).match(bare)):
                starts.append((position, position + len(line), (rule, match, position)))
                break
        position += len(line)
    at = 0
    for place, (begin, line_end, found) in enumerate(starts):
        if begin < at:
            continue
        if plain[at:begin].strip():
            yield at, begin, None
        following = starts[place + 1][0] if place + 1 < len(starts) else len(plain)
        at = line_end if found[0].one_line else following
        yield begin, at, found
    if plain[at:].strip():
        yield at, len(plain), None


def _rest_order(text: str, start: int, end: int, rule: OrderRule, match: re.Match[str], line: int) -> Order:
    return Order(
        verb=rule.verb,
        numbers=_numbers(match.groupdict().get("nums") or ""),
        text=text[line + match.start("rest") : end].strip(),
        quote=text[start:end].strip(),
        because=(rule.name,),
    )


def _sentences(plain: str) -> Iterator[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _HARD_BREAK.finditer(plain)), len(plain)]
    for start, end in pairwise(sorted(set(cuts))):
        if plain[start:end].strip(" \n\t.。!;"):
            yield start, end


def _read_sentence(table: OrderTable, part: str, words: str, now: datetime, before: Sequence[Order]) -> list[Order]:
    """All of a sentence's orders, or one `UNKNOWN` with its words: half a sentence is never obeyed."""
    bare = part.strip(" \n\t.。!;")
    if _is_filler(table, bare):
        return []
    parts = list(re.finditer(table.separators, part, re.I))
    edges = zip([0, *(m.end() for m in parts)], [*(m.start() for m in parts), len(part)], strict=True)
    spans = [(a, b) for a, b in edges if part[a:b].strip(" ,、;.。!\n")]
    whole = _match(table, part, words, now, before)
    if whole:
        return [whole]
    if re.search(table.conditional, part, re.I):
        return [Order(verb=Verb.UNKNOWN, quote=words.strip())]
    found = _cover(table, part, words, tuple(spans), now, before)
    return found if found is not None else [Order(verb=Verb.UNKNOWN, quote=words.strip())]


def _cover(
    table: OrderTable,
    part: str,
    words: str,
    spans: tuple[tuple[int, int], ...],
    now: datetime,
    before: Sequence[Order],
) -> list[Order] | None:
    """The orders of consecutive clauses, the longest joins first; None where any clause stays dark."""
    if not spans:
        return []
    for count in range(min(len(spans), 6), 0, -1):
        start, end = spans[0][0], spans[count - 1][1]
        clause = part[start:end]
        order = _match(table, clause, words[start:end], now, before)
        if order is None and not (count == 1 and _is_filler(table, clause.strip(" ,、;.。!\n"))):
            continue
        if count == 1 and order is None and re.fullmatch(table.farewell, clause.strip(" ,、;.。!\n"), re.I):
            return []
        rest = _cover(table, part, words, spans[count:], now, [*before, *([order] if order else [])])
        if rest is not None:
            return [*([order] if order else []), *rest]
    return None


def _is_filler(table: OrderTable, clause: str) -> bool:
    return not clause or re.fullmatch(rf"(?:{table.fillers}|{table.farewell})", clause, re.I) is not None


@cache
def _compiled(rule: OrderRule) -> re.Pattern[str]:
    # A slot may stand in several branches of a pattern: {nums}, {nums2}, {nums3} are all the same slot.
    def slot(match: re.Match[str]) -> str:
        return _SLOTS[match[1]].replace(f"(?P<{match[1]}>", f"(?P<{match[1]}{match[2]}>")

    return re.compile(re.sub(r"\{([a-z]+)(\d?)\}", slot, rule.pattern), re.I | re.S)


def _match(table: OrderTable, clause: str, words: str, now: datetime, before: Sequence[Order]) -> Order | None:
    bare = clause.strip(" ,、;.。!\n\t")
    if not bare or len(bare) > 400:  # an order is short; what is longer is prose
        return None
    offset = clause.find(bare)
    said = words[offset : offset + len(bare)]
    days: list[tuple[str, DateMention]] | None = None
    for rule in table.rules:
        if rule.to_end:
            continue
        if "{date" not in rule.pattern:
            if match := _compiled(rule).fullmatch(bare):
                return _order(table, rule, match, said, None, before)
            continue
        if days is None:
            days = [(_masked(bare, m), m) for m in _days_ahead(said, now)]
        for masked, mention in days:
            if match := _compiled(rule).fullmatch(masked):
                return _order(table, rule, match, said, mention, before)
        if (match := _compiled(rule).fullmatch(bare)) and _DAY not in bare:
            return _order(table, rule, match, said, None, before)
    return None


def _days_ahead(said: str, now: datetime) -> list[DateMention]:
    """The days in an order: orders are about what comes, so "the meeting on Friday" is the next one."""
    found = []
    for mention in find_dates(said, now=now):
        if not mention.past:
            found.append(mention)
            continue
        alone = find_dates(said[mention.start : mention.end], now=now)
        found += [replace(m, start=mention.start, end=mention.end) for m in alone[:1] if not m.past]
    return found


def _masked(bare: str, mention: DateMention) -> str:
    return bare[: mention.start] + _DAY * (mention.end - mention.start) + bare[mention.end :]


def _order(
    table: OrderTable,
    rule: OrderRule,
    match: re.Match[str],
    said: str,
    mention: DateMention | None,
    before: Sequence[Order],
) -> Order:
    slots = {name.rstrip("23"): name for name, value in match.groupdict().items() if value}

    def words(name: str) -> str:
        return said[slice(*match.span(slots[name]))].strip() if name in slots else ""

    numbers = _numbers(match[slots["nums"]]) if "nums" in slots else ()
    if rule.inherits and not numbers and before:
        numbers = before[-1].numbers
    email = words("email")
    no_impact = rule.name.endswith("no-impact")
    return Order(
        verb=rule.verb,
        quote=said,
        numbers=() if rule.everything else numbers,
        everything=rule.everything,
        but=("rest",) if rule.rest_of_them else (numbers if rule.everything else ()),
        project=words("project"),
        person=rule.person or words("person"),
        people=(Address(email=email.lower()),) if email else (),
        status=rule.status,
        due=Due(value=mention.due, grain=mention.grain, other=mention.other, words=words("date")) if mention else None,
        text=rule.fixed_text or _value(table, words("text")),
        days=int(match["days"]) if "days" in slots else (0 if no_impact else None),
        cost=words("cost") if "cost" in slots else ("0" if no_impact else ""),
        because=(rule.name,),
    )


def _value(table: OrderTable, words: str) -> str:
    """A word with a fixed meaning (黄 is "amber"), else the words themselves."""
    return next((meaning for said, meaning in table.values if re.fullmatch(said, words, re.I)), words)


def _numbers(words: str) -> tuple[str, ...]:
    """Numbers as said: "1-3" is three of them, "CR 2" is "CR2", 二 is "2"."""
    found: list[str] = []
    tokens = re.findall(r"CR\s?\d+|R\d+|\d+|[一二三四五六七八九十]|[-–~到至]|\bto\b", words, re.I)
    reach = False
    for token in tokens:
        if re.fullmatch(r"[-–~到至]|to", token, re.I):
            reach = bool(found)
            continue
        name = str(_ONES[token]) if token in _ONES else token.replace(" ", "").upper()
        if reach and found and found[-1].isdigit() and name.isdigit() and 0 < int(name) - int(found[-1]) <= 50:
            found += [str(n) for n in range(int(found[-1]) + 1, int(name) + 1)]
        else:
            found.append(name)
        reach = False
    return tuple(dict.fromkeys(found))


def _name_the_rest(orders: tuple[Order, ...]) -> tuple[Order, ...]:
    """"The rest" is all that the letter's other orders do not name."""
    named = tuple(dict.fromkeys(n for order in orders for n in order.numbers))
    return tuple(replace(o, but=named) if o.but == ("rest",) else o for o in orders)
