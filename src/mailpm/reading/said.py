"""A unit with all that can be seen in it without knowing the thread: acts, days, words, people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailpm.model import DateMention, Due
from mailpm.reading.language import Act, Hit, hits, languages
from mailpm.reading.people import Directory, Someone
from mailpm.reading.units import Unit
from mailpm.reading.words import keys, without

_MARK_BEFORE = re.compile(
    rf"(?:{'|'.join(language.deadline for language in languages())})[^\w]*"
    rf"(?:{'|'.join(language.near_days for language in languages())})*$"
)
_MARK_AFTER = re.compile(
    rf"\s*(?:\([^)]{{0,12}}\)|{'|'.join(language.hours for language in languages())})*\s*"
    rf"(?:{'|'.join(language.deadline_after for language in languages())})"
)
_WAS = re.compile(rf"(?:{'|'.join(language.earlier_day for language in languages())})\s*$")
_SAME_DAY = re.compile("|".join(language.same_day for language in languages()))
_ASKING = tuple(ending for language in languages() for ending in language.asking)


_REASON = re.compile(
    r"\bso (?:please|pls|kindly|can|could|would|may|"
    r"(?:i|we)(?:'d|'ll| would| will| could| should)?(?: really| also)? (?:need|want|like|require)|"
    r"if you could|let me|let us|send|get|aim|shall)\b"
)
_LONGEST = 900  # letters of a sentence that are looked at: what is longer is no sentence


@dataclass(slots=True, eq=False)
class Said:
    """A unit (or a part of one) and what was seen in it."""

    unit: Unit
    acts: dict[Act, Hit]
    dates: tuple[DateMention, ...]
    past_dates: tuple[DateMention, ...]
    keys: frozenset[str]
    people: tuple[tuple[int, int, Someone], ...]
    start: int
    end: int
    topic: frozenset[str] = frozenset()
    because: list[str] = field(default_factory=list)
    used: bool = False
    matched: tuple[str, ...] = ()
    act: str = ""

    @property
    def plain(self) -> str:
        return self.unit.plain[self.start - self.unit.start : self.end - self.unit.start]

    def has(self, *acts: Act) -> bool:
        return any(act in self.acts for act in acts)

    @property
    def question(self) -> bool:
        return "?" in self.plain[-4:] or self.plain.rstrip("。.!,~ ").endswith(_ASKING)

    @property
    def bare(self) -> bool:
        """Says nothing of its own about a thing."""
        return not self.keys

    def rule(self, *acts: Act) -> tuple[str, ...]:
        return tuple(self.acts[act].name for act in acts if act in self.acts)

    def due(self, *, marked: bool = False) -> Due | None:
        """The day that the unit sets, the last of those with a sign of a deadline; `marked`: only such."""
        if not self.dates:
            return None
        signed = [m for m in self.dates if self._signed(m)]
        if not signed and marked:
            return None
        free = [m for m in self.dates if not self._aside(m)]
        if not free and not signed:
            return None
        pool = signed or free
        turn = _REASON.search(self.plain)
        if turn and (late := [m for m in free if m.start >= self.start + turn.end()]):
            pool = late
        told = {Act.AWAY, Act.EVENT, Act.PAST, Act.DONE, Act.RECEIVED, Act.IF, Act.DONT, Act.RISK}
        ahead = [m for m in pool if not self.acts_by(m).keys() & told] if len(pool) > 1 else []
        if len(pool) == 1 and len(free) > 1 and Act.RISK in self.acts_by(pool[0]):
            ahead = [m for m in free if not self.acts_by(m).keys() & told]
        mention = (ahead or pool)[-1]
        return Due(value=mention.due, grain=mention.grain, other=mention.other, words=self.words_of(mention))

    def due_mention(self) -> DateMention | None:
        """The mention that `due` speaks of."""
        due = self.due()
        return next((m for m in self.dates if due is not None and m.due == due.value), None)

    def _aside(self, mention: DateMention) -> bool:
        """In brackets behind a name: the day of an event, not a deadline."""
        before = self.unit.plain[: mention.start - self.unit.start].rstrip()
        if isinstance(mention.value, tuple):
            return False
        after = self.unit.plain[mention.end - self.unit.start :]
        if after.startswith(("'s ", "s' ")):
            return True
        if self.words_of(mention).lower().startswith(("from ", "since ")) or after.startswith(("起", " onwards")):
            return True
        if _WAS.search(self.unit.plain[: mention.start - self.unit.start]):
            return True
        opened = self.unit.plain.rfind("(", 0, mention.start - self.unit.start)
        if (
            opened >= 0
            and ")" not in self.unit.plain[opened : mention.start - self.unit.start]
            and Act.PAST in hits(self.unit.plain[opened : mention.start - self.unit.start])
        ):
            return True
        if _SAME_DAY.fullmatch(self.words_of(mention).lower()):
            return True
        if len(self.dates) > 1 and self._in_aside_clause(mention):
            return True
        return (
            before.endswith("(")
            or re.search(r"\baround (?:the )?$|\bfor the $|\bof (?:the )?$|\bfrom (?:the )?$", before + " ") is not None
        )

    def _in_aside_clause(self, mention: DateMention) -> bool:
        """In a clause of its own that tells of an event or an absence."""
        acts = self.acts_by(mention)
        return (Act.AWAY in acts or Act.EVENT in acts) and not acts.keys() & {Act.PROMISE, Act.ASK, Act.WANT, Act.THIRD}

    def acts_by(self, mention: DateMention) -> dict[Act, Hit]:
        """The acts of the clause in which a day stands."""
        words, place = self.unit.plain, mention.start - self.unit.start
        left = max(words.rfind(mark, 0, place) for mark in (",", ";", "(", " - ")) + 1
        right = min(
            (p for mark in (",", ";", ")", " - ") if (p := words.find(mark, mention.end - self.unit.start)) >= 0),
            default=len(words),
        )
        return hits(words[left:right])

    def words_of(self, mention: DateMention) -> str:
        place = mention.start - self.unit.start
        return self.unit.text[max(place, 0) : mention.end - self.unit.start]

    def _signed(self, mention: DateMention) -> bool:
        before = self.unit.plain[
            max(self.start, mention.start - 24) - self.unit.start : mention.start - self.unit.start
        ]
        after = self.unit.plain[mention.end - self.unit.start : mention.end - self.unit.start + 14]
        words = self.words_of(mention).lower()
        if words.endswith(("前", "内", "內", "以前")) or words.startswith(
            ("by ", "before ", "until ", "no later", "within ", "end of")
        ):
            return True
        return _MARK_BEFORE.search(before) is not None or _MARK_AFTER.match(after) is not None


def look(unit: Unit, dates: Sequence[DateMention], directory: Directory, start: int = -1, end: int = -1) -> Said:
    """What is seen in `unit`, or in its part `start:end` (places in the letter)."""
    start = unit.start if start < 0 else start
    end = unit.end if end < 0 else end
    words = unit.plain[start - unit.start : end - unit.start]
    within = [m for m in dates if m.start >= start and m.end <= end]
    future = tuple(m for m in within if not m.past)
    people = tuple((a + start - unit.start, b + start - unit.start, p) for a, b, p in directory.named_in(words))
    blanks = [(m.start - start, m.end - start) for m in within]
    blanks += [(a - (start - unit.start), b - (start - unit.start)) for a, b, p in people if p.email in directory.pair]
    return Said(
        unit=unit,
        acts=hits(words[:_LONGEST]),
        dates=future,
        past_dates=tuple(m for m in within if m.past),
        keys=keys(without(words, blanks))
        | ({unit.label} if unit.label.isdigit() and len(unit.label) > 1 and start == unit.start else set()),
        people=people,
        start=start,
        end=end,
    )


def joined_topic(saids: list[Said]) -> None:
    """Lets a pronoun stand for what was spoken of just before in the same paragraph."""
    above: Said | None = None
    for said in saids:
        same = above is not None and above.unit.paragraph == said.unit.paragraph
        next_line = above is not None and said.unit.paragraph - above.unit.paragraph == 1 and not said.unit.group
        if above is not None and (
            (
                same
                and (
                    said.bare or (refers_back(said) and len(said.keys) <= 4) or (said.question and len(said.keys) <= 4)
                )
            )
            or (next_line and said.bare)
        ):
            said.topic = above.keys | above.topic if above.bare or len(above.keys) < 2 else above.keys
        above = said


def refers_back(said: Said) -> bool:
    return any(re.search(language.pronouns, said.plain) for language in languages() if language.speaks(said.plain))


def all_of_it(said: Said) -> bool:
    return any(re.search(language.all_of_it, said.plain) for language in languages() if language.speaks(said.plain))
