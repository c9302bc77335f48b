"""A language's dates as a table: slots, named rules with a pattern and a meaning, and how the pieces join."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mailpm.reading.dates_parts import Context, Part
from mailpm.reading.dates_starts import starts

Value = int | float | str
Slots = dict[str, Value]
Meaning = Callable[[Slots, Context], Part | None]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Words that fill a slot and what they are worth."""

    pattern: str
    value: Callable[[str], Value]


@dataclass(frozen=True, kw_only=True)
class DateRule:
    """One way to say one kind of thing.

    `pattern` is matched in lower case and half-width; `{slot}` stands for the slot's words, `{slot2}` for the same
    slot again. A `weak` rule counts only beside another date word or after a word that announces a date, unless it
    is `capital` and begins with a capital letter. One that comes `after` a day has a meaning only right behind it;
    a `lonely` one only where other date words joined it.
    `examples` are read by a test on Wednesday 25 November 2026 as "words = day"; `nothing` are texts without a date.
    """

    name: str
    pattern: str
    meaning: Meaning
    examples: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    weak: bool = False
    after: bool = False
    capital: bool = False
    lonely: bool = False


@dataclass(frozen=True, kw_only=True)
class DateTable:
    """A language: `joins` are patterns of what may stand between two pieces, by the name of the join; `lead` is
    what announces a date before it and `tail` after it; `articles` stand before a day without a meaning of their own;
    `told` are the words that make the rest of a clause past, unless one of `ahead` stands there too."""

    name: str
    slots: Mapping[str, Slot]
    rules: tuple[DateRule, ...]
    lead: str
    tail: str
    told: str
    ahead: str
    joins: Mapping[str, str]
    articles: tuple[str, ...] = ()
    forms: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def compiled(self) -> tuple[CompiledRule, ...]:
        return tuple(_compile(rule, self) for rule in self.rules)


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its pattern and the slots that stand in it."""

    rule: DateRule
    pattern: re.Pattern[str]
    fillers: tuple[tuple[str, Slot], ...]
    starts: frozenset[str]

    def slots(self, match: re.Match[str]) -> Slots:
        """What stands in the slots, as values; a word that is worth nothing raises ValueError."""
        found: Slots = {}
        for name, slot in self.fillers:
            if (words := match[name]) is not None:
                found[name] = slot.value(words)
        return found


Bucket = tuple[tuple[int, "CompiledRule"], ...]


class Grammar:
    """Some tables, compiled to be matched together."""

    def __init__(self, tables: tuple[DateTable, ...]) -> None:
        self.tables = tables
        self.rules = tuple(rule for table in tables for rule in table.compiled)

    @cached_property
    def buckets(self) -> dict[str, Bucket]:
        """The rules that can match at a place, by the longest key of that place that is here (see `keys_at`)."""
        own: dict[str, set[int]] = {}
        for index, rule in enumerate(self.rules):
            for start in rule.starts:
                if not start:
                    raise ValueError(f"rule {rule.rule.name!r} can begin with anything: it would be tried everywhere")
                own.setdefault(start, set()).add(index)
        buckets: dict[str, Bucket] = {}
        for key in own:
            shorter = [own.get(key[:n], set()) for n in range(1, len(key) + 1)]
            buckets[key] = tuple((i, self.rules[i]) for i in sorted(set().union(*shorter)))
        return buckets

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first two letters of every key."""
        return frozenset(key[:2] for key in self.buckets)

    @cached_property
    def places(self) -> re.Pattern[str]:
        """Where a piece can begin: a word, a number, a sign that some rule begins with, the T or Z of an ISO time."""
        signs = "".join(sorted({key[0] for key in self.buckets if not key[0].isascii() or not key[0].isalnum()}))
        return re.compile(rf"(?<![a-z0-9_])[a-z0-9]|[{re.escape(signs)}]|(?<=[0-9])[tz]")

    @cached_property
    def lead(self) -> re.Pattern[str]:
        return re.compile("(?:" + "|".join(table.lead for table in self.tables) + r")\s{0,3}$")

    @cached_property
    def tail(self) -> re.Pattern[str]:
        return re.compile(r"\s{0,3}(?:" + "|".join(table.tail for table in self.tables) + ")")

    @cached_property
    def told(self) -> re.Pattern[str]:
        return re.compile("|".join(table.told for table in self.tables))

    @cached_property
    def ahead(self) -> re.Pattern[str]:
        return re.compile("|".join(table.ahead for table in self.tables))

    @cached_property
    def articles(self) -> tuple[str, ...]:
        return tuple(article for table in self.tables for article in table.articles)

    @cached_property
    def joins(self) -> dict[str, re.Pattern[str]]:
        names = {name for table in self.tables for name in table.joins}
        return {
            name: re.compile("|".join(table.joins[name] for table in self.tables if name in table.joins))
            for name in names
        }


_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")


def _compile(rule: DateRule, table: DateTable) -> CompiledRule:
    fillers: list[tuple[str, Slot]] = []

    def named(match: re.Match[str]) -> str:
        slot = table.slots[match[1]]
        fillers.append((match[1] + match[2], slot))
        return f"(?P<{match[1]}{match[2]}>{slot.pattern})"

    pattern = _SLOT.sub(named, rule.pattern)
    return CompiledRule(rule, re.compile(pattern), tuple(fillers), starts(pattern))
