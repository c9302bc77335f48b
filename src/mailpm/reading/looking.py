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
from mailpm.reading.language import Act
from mailpm.reading.making import asks, promises
from mailpm.reading.matching import Matcher
from mailpm.reading.moves import Judge
from mailpm.reading.owners import Owners
from mailpm.reading.parting import Parting
from mailpm.reading.people import TITLED
from mailpm.reading.plain import plain
from mailpm.reading.said import Said, joined_topic, look, refers_back
from mailpm.reading.units import Unit, cut

_NUMBERS = re.compile(r"第\s?\d{1,2}\s?[条项点件]|#\d|\bno\.? ?\d|\bitem \d")
_CORRECTS = re.compile(
    r"更正|说错|改到|改为|改由|不是我|\bsorry\b|\bcorrection\b|\bi meant\b|\bmake that\b|原[^,。]{1,10}现"
)
_ASKS_AGAIN = re.compile(
    r"\s*(?:and |also |plus )?(?:also )?(?:please|kindly|can you|could you|pls)\b|(?:另外|还有|另|同时|并|"
    r"也)?(?:请|麻烦|烦请|劳烦)"
)
_JOINS = re.compile(
    r"\s*(?:and|then|plus|but)\b(?! (?:send|confirm|return|let|get|give|share|sign|forward|"
    r"make|reply|provide|update|do|have|put|tell|ask|call|check|add|copy|bring|upload)\b)"
)


_OWN_DEED = re.compile(r"\s*and (?:i|we)(?:'ll| will)? [a-z]{4,}")
_OWN = re.compile(r"\b(?:i|we)(?:'ll| will| shall| send| give)\b")
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
        self.dates = [in_time(m, self.text, now) for m in mentions]
        self._tie_inline(units)
        if kind is Kind.MAIL:
            self.judge = Judge(self.owners, self.message)
            self._split_answered_apart(units)
        self.saids = [said for unit in units for said in self._parts(unit)]
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

    def _is_name(self, said: Said) -> bool:
        """A line that is only somebody's name: a signature that was left over."""
        words = said.plain.strip(" .,-*/|")
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
        clauses = clauses_of(unit)
        if len(clauses) < 2:
            return [whole]
        parts = [look(unit, self.dates, self.directory, a, b) for a, b in clauses]
        by_item = self._by_item(parts)
        if by_item:
            return [look(unit, self.dates, self.directory, a, b) for a, b in by_item]
        if self.items and self._matcher().best(whole):
            return [whole]
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
            return bound and not whole.has(Act.IF) and promises(so_far) and (asks(part) or part.has(Act.WANT))
        if _ASKS_AGAIN.match(part.plain) and len(part.keys) >= 2 and asks(part):
            return True
        if latin and part.dates and part.keys - so_far.keys and not refers_back(part) and not asks(part) and _OWN.search(part.plain):
            return promises(part)
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
        return bool(self.items) and sum(score >= 0.65 for score in self._matcher().scores(whole).values()) > 1

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
