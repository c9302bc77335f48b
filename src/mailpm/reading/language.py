"""What a language is to the reader: a table of named cues over a small shared vocabulary of acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from mailpm.reading.plain import plain


class Act(StrEnum):
    """What a clause does; the tables say how each language does it."""

    ASK = "ask"  # asks somebody to do or send something
    WANT = "want"  # says that something is needed, missing or owed
    PROMISE = "promise"  # the author says that they or theirs will
    THIRD = "third"  # somebody else will; the group `who` names them
    DONE = "done"  # it has been done, sent, attached
    RECEIVED = "received"  # it has come
    REFUSE = "refuse"
    BLOCKED = "blocked"  # cannot go on until something else happens
    CANCEL = "cancel"  # no longer wanted
    HANDOVER = "handover"  # `who` does it from now on
    ACCEPT = "accept"
    OFFER = "offer"  # could, may, if you like
    IF = "if"
    FACT = "fact"  # a question for a fact
    COURTESY = "courtesy"
    DONT = "dont"  # asks for nothing to be done
    AWAY = "away"
    EVENT = "event"  # something takes place, nobody owes it
    PAST = "past"
    EVASIVE = "evasive"  # no date, and says so
    CORRECTION = "correction"
    MEET = "meet"  # proposes or fixes a meeting
    MEET_FIXED = "meet_fixed"
    MEET_OFF = "meet_off"
    MEET_MOVED = "meet_moved"
    DECISION = "decision"
    UNDECIDED = "undecided"
    RISK = "risk"
    CHANGE = "change"
    RETURNED = "returned"  # an obstacle named without a new day
    STATE = "state"  # a status word in a list: done, closed
    OURS = "ours"  # a list of what the author's side does
    YOURS = "yours"  # a list of what the other side owes
    VERB = "verb"  # a verb of delivering


class Section(StrEnum):
    """What a heading opens."""

    ACTIONS = "actions"
    DECISIONS = "decisions"
    RISKS = "risks"
    NEXT = "next"
    PARKED = "parked"
    CLOSED = "closed"
    PEOPLE = "people"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One way to do one act. `pattern` is searched in a clause that went through `plain`.

    `examples` do it; `never` look like it and do not.
    """

    name: str
    act: Act
    pattern: str
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """A language's table. `script` tells whether a clause is written in it."""

    name: str
    script: str
    cues: tuple[Cue, ...]
    stop: frozenset[str]
    noise: str
    word: str
    stem: tuple[tuple[str, str], ...] = ()
    greeting: str = r"(?!)"
    farewell: str = r"(?!)"
    sections: tuple[tuple[Section, str], ...] = ()
    minutes_subject: str = r"(?!)"
    minutes_body: str = r"(?!)"
    not_minutes: str = r"(?!)"
    columns: tuple[tuple[str, str], ...] = ()
    titles: str = r"(?!)"
    pronouns: str = r"(?!)"
    us: str = r"(?!)"
    you: str = r"(?!)"
    all_of_it: str = r"(?!)"
    joints: str = r"(?!)"
    terms: str = r"(?!)"
    pairs: bool = False
    families: tuple[str, ...] = ()
    after_names: str = ""
    nobody: str = r"(?!)"
    no_names: frozenset[str] = frozenset()
    deadline: str = r"(?!)"
    near_days: str = r"(?!)"
    hours: str = r"(?!)"
    deadline_after: str = r"(?!)"
    earlier_day: str = r"(?!)"
    same_day: str = r"(?!)"
    asking: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    agreeable: str = r"(?!)"
    agreeing: str = r"(?!)"
    counted: str = r"(?!)"
    more_time: str = r"(?!)"

    @cached_property
    def compiled(self) -> dict[Act, re.Pattern[str]]:
        """One pattern an act; the named group that matched is the rule."""
        by_act: dict[Act, list[str]] = {}
        for number, cue in enumerate(self.cues):
            by_act.setdefault(cue.act, []).append(f"(?P<r{number}>{_unnamed(cue.pattern, number)})")
        return {act: re.compile("|".join(parts)) for act, parts in by_act.items()}

    @cached_property
    def plan(self) -> tuple[tuple[Act, frozenset[str], re.Pattern[str]], ...]:
        """Each act with its pattern and the beginnings of the letters of which one must stand in a clause.

        Looking those up is far cheaper than the pattern; an empty set means that nothing can be said beforehand.
        """
        return tuple(
            (act, frozenset(n[:_GRAM] for n in _needs([c for c in self.cues if c.act is act])), pattern)
            for act, pattern in self.compiled.items()
        )

    @cached_property
    def _script(self) -> re.Pattern[str]:
        return re.compile(self.script)

    def speaks(self, text: str) -> bool:
        return self._script.search(text) is not None


_GRAM = 3


def _unnamed(pattern: str, number: int) -> str:
    return re.sub(r"\(\?P<who(\d?)>", lambda m: f"(?P<who{number}_{m[1] or 1}>", pattern)


def _needs(cues: Iterable[Cue]) -> tuple[str, ...]:
    from mailpm.reading.literals import any_of

    wanted: set[str] = set()
    for cue in cues:
        found = any_of(cue.pattern)
        if not found:
            return ()
        wanted |= found
    return tuple(sorted(wanted, key=len))


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that fired: its name, where, and whom it named (a span)."""

    name: str
    start: int
    end: int
    who: tuple[int, int] | None = None


@cache
def languages() -> tuple[Language, ...]:
    """All languages that mailpm reads. Adding one is adding a folder and a line here."""
    from mailpm.reading.languages.en.items import ENGLISH
    from mailpm.reading.languages.zh.items import CHINESE

    return (CHINESE, ENGLISH)


@lru_cache(maxsize=20_000)
def hits(text: str) -> dict[Act, Hit]:
    """The acts of a clause (already `plain`), each with the first cue that fired."""
    found: dict[Act, Hit] = {}
    grams = {text[i : i + n] for n in range(1, _GRAM + 1) for i in range(len(text) - n + 1)}
    for language in languages():
        if not language.speaks(text):
            continue
        for act, need, pattern in language.plan:
            if act in found or (need and need.isdisjoint(grams)):
                continue
            match = pattern.search(text)
            if match:
                found[act] = _hit(language, match)
    return found


def _hit(language: Language, match: re.Match[str]) -> Hit:
    number = 0
    for group, value in match.groupdict().items():
        if value is not None and group.startswith("r") and group[1:].isdigit():
            number = int(group[1:])
            break
    who = next((match.span(g) for g, v in match.groupdict().items() if v and g.startswith(f"who{number}_")), None)
    return Hit(f"{language.name}.{language.cues[number].name}", match.start(), match.end(), who)


def fires(cue: Cue, text: str) -> bool:
    """Whether one cue alone fires on a text as written (for the tests of a table)."""
    return re.search(_unnamed(cue.pattern, 0), plain(text)) is not None
