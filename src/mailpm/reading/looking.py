"""From a letter to what is said in it: sentences and clauses with all that can be seen in them."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

from mailpm.model import (
    DateMention,
    Kind,
)
from mailpm.reading.clauses import clauses_of, makes
from mailpm.reading.country import country_of
from mailpm.reading.dates import find_dates
from mailpm.reading.days import in_time, with_clock
from mailpm.reading.frame import first_language, without_greeting, without_signature
from mailpm.reading.language import Act, Section, languages
from mailpm.reading.making import asks, promises, strong
from mailpm.reading.matching import Matcher
from mailpm.reading.moves import Judge
from mailpm.reading.owners import Owners
from mailpm.reading.parting import Parting
from mailpm.reading.people import TITLED, Someone
from mailpm.reading.plain import plain
from mailpm.reading.said import Said, joined_topic, look, refers_back
from mailpm.reading.units import Unit, cut
from mailpm.reading.words import keys

_NUMBERS = re.compile(r"第\s?\d{1,2}\s?[条项点件]|#\d|\bno\.? ?\d|\bitem \d")
_CORRECTS = re.compile(
    r"更正|说错|改到|改为|改由|不是我|\bsorry\b|\bcorrection\b|\bi meant\b|\bmake that\b|原[^,。]{1,10}现"
)
_ASKS_AGAIN = re.compile(
    r"\s*(?:and |also |plus )?(?:also )?(?:please|kindly|can you|could you|pls)\b|(?:另外|还有|另|同时|并|"
    r"也)?(?:请|麻烦|烦请|劳烦)"
)
_AND_BY = re.compile(r"[并且](?:请)?(?:于|在|争取|务必)?\s*(?:本|这|下|\d|周|明|今|后)")
_JOINS = re.compile(
    r"\s*(?:and|then|plus|but)\b(?! (?:send|confirm|return|let|get|give|share|sign|forward|"
    r"make|reply|provide|update|do|have|put|tell|ask|call|check|add|copy|bring|upload)\b)"
)


_OWN_DEED = re.compile(r"\s*and (?:i|we)(?:'ll| will)? [a-z]{4,}")
_OWN = re.compile(r"\b(?:i|we)(?:'ll| will| shall| send| give)\b")
_PLAINLY_ASKS = re.compile(r"请|麻烦|劳烦|烦|辛苦|拜托|需要?[您你贵]")
_MOST = 20_000  # letters of own words that are read: no letter of a project says more


class Looking(Parting):
    """Looks at the letter."""

    def _look(self, kind: Kind) -> None:
        self.text = self._own_text(kind)
        greeted = ""
        units = cut(self.text, wrapped=kind is not Kind.COMMAND)
        units = without_signature(units, self.message, self.directory)
        if units:
            greeted, units = without_greeting(units, self.directory)
        self.owners = Owners(self.message, self.directory, greeted)
        if kind is Kind.MINUTES:
            self._attendees()
        now = self._anchor(kind)
        mentions = with_clock(find_dates(self.text, now=now, country=country_of(self.message)), self.text)
        names = [(a, b) for a, b, _ in self.directory.named_in(plain(self.text))]
        mentions = [m for m in mentions if not any(a <= m.start and m.end <= b for a, b in names)]
        self.dates = [in_time(m, self.text, now) for m in mentions]
        self._tie_inline(units)
        if kind is Kind.MAIL:
            self.judge = Judge(self.owners, self.message)
            self._split_answered_apart(units)
        self.saids = [said for unit in units for said in self._parts(unit)]
        self._under_names()
        self.saids = [s for s in self.saids if not self._is_name(s)]
        joined_topic(self.saids)

    def _own_text(self, kind: Kind) -> str:
        message = self.message
        text = message.own
        if kind is Kind.MINUTES:
            for block in message.forwarded:
                if len(block.text) > 40:
                    text += "\n\n" + block.text
            for attachment in message.attachments:
                if attachment.text and len(attachment.text) > 40 and "calendar" not in attachment.media_type:
                    text += "\n\n" + attachment.text
        return first_language(text[:_MOST])

    def _anchor(self, kind: Kind) -> datetime:
        if kind is Kind.MINUTES:
            for block in self.message.forwarded:
                if block.date and len(block.text) > 40:
                    return block.date if block.date.tzinfo else block.date.replace(tzinfo=self.message.date.tzinfo)
        return self.message.date

    def _alone(self, words: str) -> list[DateMention]:
        """Days in a cell or at the end of an entry, where figures can be nothing but a day."""
        now = self._anchor(self.kind)
        for form in (words, f"on {words}", f"{words}前"):
            if found := find_dates(form, now=now, country=country_of(self.message)):
                return found
        return []

    def _tie_inline(self, units: list[Unit]) -> None:
        for inline in self.message.inline:
            place = self.text.find(inline.answer.strip()[:80]) if inline.answer.strip() else -1
            if place < 0:
                continue
            end = place + len(inline.answer.strip())
            for unit in units:
                if place <= unit.start < end or unit.start <= place < unit.end:
                    unit.asked = plain(inline.question)

    def _under_names(self) -> None:
        """A line that is only a name, above a list: each entry is that person's."""
        heads: dict[int, Someone] = {}
        for said, below in pairwise(self.saids):
            near = below.unit.paragraph - said.unit.paragraph <= 3 and below.unit.section is said.unit.section
            if self._is_name(said) and near and below.unit.group:
                heads[below.unit.group] = said.people[0][2]
            if below.unit.group in heads and not self._is_name(below):
                below.unit.extra["head"] = heads[below.unit.group]
        self._under_intros()

    def _under_intros(self) -> None:
        """ "To recap what we agreed:" is a heading too, though it stands at the end of a paragraph."""
        sections: dict[int, Section] = {}
        for said, below in pairwise(self.saids):
            fresh = below.unit.group and below.unit.group != said.unit.group and below.unit.section is None
            if fresh and said.plain.rstrip().endswith(":"):
                words = re.split(r"[,.;] ", said.plain.rstrip(" :"))[-1].strip()
                for name, pattern in (row for language in languages() for row in language.sections):
                    if re.fullmatch(pattern, words):
                        sections[below.unit.group] = name
            if below.unit.group in sections:
                below.unit.section = sections[below.unit.group]

    def _is_name(self, said: Said) -> bool:
        """A line that is only somebody's name: a signature that was left over."""
        words = re.sub(r"\([^)]{2,20}\)$", "", said.plain.strip(" .,-*/|:#")).strip()
        if said.unit.cells or said.dates or len(words) > 40 or not said.people:
            return False
        return sum(b - a for a, b, _ in said.people) >= len(words.replace(" ", "")) - 1

    def _attendees(self) -> None:
        for match in re.finditer(r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)+) \((?P<short>[A-Z]{2,3})\b", self.text):
            self.directory.add_alias(match["name"], match["short"], self.owners.author.side)

    def _parts(self, unit: Unit) -> list[Said]:
        """The unit whole, or its clauses where they speak of different things."""
        whole = look(unit, self.dates, self.directory)
        if unit.cells or len(unit.plain) > 900:
            return [whole]
        if not self._may_part(whole):
            return [whole]
        clauses = self._whole_days(clauses_of(unit))
        if len(clauses) < 2:
            return [whole]
        parts = [look(unit, self.dates, self.directory, a, b) for a, b in clauses]
        by_item = self._by_item(parts)
        if by_item:
            return [look(unit, self.dates, self.directory, a, b) for a, b in by_item]
        if self.items and self._matcher().best(whole):
            spans = self._answer_and_more(unit, parts)
            return [look(unit, self.dates, self.directory, a, b) for a, b in spans] if len(spans) > 1 else [whole]
        if (whole.has(Act.CORRECTION) and _CORRECTS.search(whole.plain)) or whole.question:
            return [whole]
        spans = self._spans(unit, whole, parts)
        if len(spans) < 2:
            return [whole]
        made = [look(unit, self.dates, self.directory, a, b) for a, b in spans]
        for above, said in pairwise(made):
            if not said.has(Act.ASK, Act.WANT, Act.PROMISE, Act.THIRD) and asks(above):
                said.acts = {**said.acts, **{act: hit for act, hit in above.acts.items() if act in (Act.ASK, Act.WANT)}}
        return made

    def _whole_days(self, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The clauses with none cut inside a day: "Tuesday 13 April, 8am"."""
        joined: list[tuple[int, int]] = []
        for start, end in clauses:
            if joined and any(m.start < start < m.end for m in self.dates):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _spans(self, unit: Unit, whole: Said, parts: list[Said]) -> list[tuple[int, int]]:
        """The clauses joined to what speaks of one thing each."""
        spans: list[tuple[int, int]] = [(parts[0].start, parts[0].end)]
        dated = bool(parts[0].dates)
        latin = not re.search(r"[\u4e00-\u9fff]", unit.plain)
        for part in parts[1:]:
            so_far = look(unit, self.dates, self.directory, *spans[-1])
            if self._other_matter(whole, so_far, part, latin):
                spans.append((part.start, part.end))
                dated = bool(part.dates)
            elif not dated and _turned(so_far, part):
                spans.append((part.start, part.end))
                dated = True
            elif dated and _second_thing(whole, so_far, part, latin):
                spans.append((part.start, part.end))
            else:
                spans[-1] = (spans[-1][0], part.end)
                dated = dated or bool(part.dates)
        return spans

    def _other_matter(self, whole: Said, so_far: Said, part: Said, latin: bool) -> bool:
        """From what was delivered or happens to a request, from a promise to a request, from one to the next."""
        if (
            self.items
            and so_far.has(Act.DONE, Act.RECEIVED)
            and asks(part)
            and not part.has(Act.DONE)
            and not so_far.dates
        ):
            return True
        happens = so_far.has(Act.DONT, Act.EVENT) and bool(so_far.dates) and not makes(so_far)
        if not latin and happens and part.dates and part.keys and makes(part):
            return True
        bound = bool(so_far.dates) or any(
            n.endswith(("gei-nin", "i-will", "you-will-have")) for n in so_far.rule(Act.PROMISE)
        )
        if not asks(so_far):
            says = promises(so_far) or so_far.has(Act.MEET)
            return bound and not whole.has(Act.IF) and says and (asks(part) or part.has(Act.WANT))
        if _ASKS_AGAIN.match(part.plain) and len(part.keys) >= 2 and asks(part):
            return True
        other = part.dates and part.keys - so_far.keys and not refers_back(part) and not asks(part)
        if latin and other and _OWN.search(part.plain):
            return promises(part)
        if _AND_BY.match(part.plain) and part.dates and len(part.keys) >= 4 and not so_far.dates:
            return True
        named = bool(part.people or TITLED.match(part.plain))
        return not asks(part) and part.has(Act.THIRD) and named and promises(part)

    def _may_part(self, whole: Said) -> bool:
        """Whether the unit can speak of two things at all: a cheap look before the clauses are read."""
        if len(whole.dates) + len(whole.past_dates) > 1 or _ASKS_AGAIN.search(whole.plain, 3):
            return True
        if whole.has(Act.ASK, Act.WANT) and whole.has(Act.PROMISE, Act.THIRD, Act.DONE, Act.RECEIVED):
            return True
        if self.items and len(_NUMBERS.findall(whole.plain)) > 1:
            return True
        if whole.has(Act.PAST, Act.DONT, Act.EVENT) and whole.dates:
            return True
        if whole.dates and whole.has(Act.ASK) and _AND_BY.search(whole.plain):
            return True
        return bool(self.items) and sum(score >= 0.65 for score in self._matcher().scores(whole).values()) > 1

    def _answer_and_more(self, unit: Unit, parts: list[Said]) -> list[tuple[int, int]]:
        """What answers an item, and behind it a thing of its own that is asked or promised."""
        spans = [(parts[0].start, parts[0].end)]
        if not re.search(r"[\u4e00-\u9fff]", unit.plain):
            return spans
        matcher = self._matcher()
        for part in parts[1:]:
            so_far = look(unit, self.dates, self.directory, *spans[-1])
            answers = so_far.has(Act.PROMISE, Act.THIRD, Act.DONE, Act.RECEIVED, Act.ACCEPT, Act.VERB)
            fresh = len(part.keys) >= 2 and not refers_back(part) and not matcher.best(part)
            if answers and fresh and _begins_another(part) and matcher.best(so_far) and len(spans) == 1:
                spans.append((part.start, part.end))
            else:
                spans[-1] = (spans[-1][0], part.end)
        return spans

    def _by_item(self, parts: list[Said]) -> list[tuple[int, int]]:
        """Spans of clauses that answer different items; empty where they do not."""
        if not self.items:
            return []
        matcher = Matcher(self.items, parts)
        spans: list[tuple[int, int]] = []
        current: str | None = None
        seen: set[str] = set()
        for part in parts:
            scores = matcher.scores(part)
            best = max(scores, key=lambda k: scores[k]) if scores else None
            if best is not None and scores[best] < 0.65:
                best = None
            if spans and (best is None or best == current or current is None):
                spans[-1] = (spans[-1][0], part.end)
            else:
                spans.append((part.start, part.end))
            if best is not None:
                current = best
                seen.add(best)
        return spans if len(seen) >= 2 and len(spans) >= 2 else []


def _begins_another(part: Said) -> bool:
    """A plain request, or a dated promise that names its own thing or doer."""
    if part.has(Act.CANCEL, Act.DONT, Act.CORRECTION, Act.BLOCKED, Act.ACCEPT):
        return False
    if asks(part) and strong(part):
        return _PLAINLY_ASKS.search(part.plain) is not None
    if not (part.dates and part.has(Act.PROMISE) and promises(part)):
        return False
    ahead = part.plain[: part.dates[0].start - part.start]
    return bool(keys(ahead)) or any(
        re.search(language.us, part.plain) for language in languages() if language.speaks(part.plain)
    )


def _turned(so_far: Said, part: Said) -> bool:
    """From what was to what will be."""
    return bool(not refers_back(part) and part.dates and so_far.has(Act.PAST) and so_far.past_dates and promises(part))


def _second_thing(whole: Said, so_far: Said, part: Said, latin: bool) -> bool:
    """A second thing with its own day."""
    return bool(
        (not latin or _JOINS.match(part.plain))
        and part.dates
        and (part.keys or (latin and _OWN_DEED.match(part.plain)))
        and not refers_back(part)
        and not whole.has(Act.IF, Act.RISK)
        and makes(part)
        and makes(so_far)
    )
