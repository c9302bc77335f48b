"""Which item of the thread a sentence answers: by number, by quoted question, by words in common, by being alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mailpm.model import Item, Status
from mailpm.reading.language import Act, languages
from mailpm.reading.plain import plain
from mailpm.reading.said import Said, all_of_it
from mailpm.reading.words import keys

_ENOUGH = 0.65
_NUMBERED = re.compile(
    r"^(?:re |on |for |ad |关于|针对|至于)?(?:#|no\.? ?|item |point |第 ?)?[(]?(?P<a>\d{1,3}|[a-h]|[①-⑳]|"
    r"[一二三四五六七八九十])(?:[)]|[条项点个件])?"
    r"(?=[\s:,、.)-]|[\u4e00-\u9fff]|$)"
)
_INSIDE = re.compile(r"(?:#|第 ?|\bno\. ?|\bitem |\bpoint |关于)(?P<a>\d{1,3}|[①-⑳])(?:[条项点件]|\b)?")
_HAN = {c: str(n) for n, c in enumerate("一二三四五六七八九十", 1)}


def item_keys(item: Item) -> frozenset[str]:
    return keys(plain(f"{item.quote} {item.what}"))


class Matcher:
    """Scores the sentences of one letter against the items before it."""

    def __init__(self, items: Sequence[Item], saids: Sequence[Said]) -> None:
        self.items = {item.key: item for item in items}
        self.words = {item.key: item_keys(item) for item in items}
        self.often = Counter(key for words in self.words.values() for key in words)
        self.labelled = self._labelled(saids)

    def _labelled(self, saids: Sequence[Said]) -> dict[str, Item]:
        """The list that the letter's own numbers speak of: the latest that knows them all."""
        used = {label for said in saids if (label := self.label_of(said))}
        by_list: dict[str, dict[str, Item]] = {}
        for item in self.items.values():
            if item.label and item.group:
                by_list.setdefault(item.group, {})[item.label] = item
        for known in reversed(by_list.values()):
            if used and used <= set(known):
                return known
        for known in reversed(by_list.values()):
            if used and len(used & set(known)) >= 1:
                return known
        return {}

    def label_of(self, said: Said) -> str:
        if said.unit.label:
            return said.unit.label
        dated = any(m.start - said.start <= 1 for m in (*said.dates, *said.past_dates))
        match = (_NUMBERED.match(said.plain) if not dated else None) or _INSIDE.search(said.plain)
        if not match:
            return ""
        label = match["a"]
        if "①" <= label <= "⑳":
            return str(ord(label) - ord("①") + 1)
        return _HAN.get(label, label)

    def scores(self, said: Said) -> dict[str, float]:
        found: dict[str, float] = {}
        for key, words in self.words.items():
            score = self._shared(said.keys, words)
            if said.topic:
                score += 0.7 * self._shared(said.topic - said.keys, words)
            if said.unit.asked:
                question = keys(said.unit.asked)
                if question:
                    score += 4 * len(question & words) / len(question)
            if score > 0:
                found[key] = score
        label = self.label_of(said)
        if label and (item := self.labelled.get(label)):
            found[item.key] = found.get(item.key, 0.0) + 3
        return found

    def _shared(self, mine: frozenset[str], words: frozenset[str]) -> float:
        return sum((0.7 if key[0] >= "\u4e00" else 1.0) / self.often[key] for key in mine & words)

    def best(self, said: Said) -> list[Item]:
        """The items that the sentence speaks of, best first; several only where the words say so."""
        scores = self.scores(said)
        ranked = sorted(scores, key=lambda key: (-scores[key], self._age(key)))
        good = [key for key in ranked if scores[key] >= _ENOUGH]
        if not good:
            return []
        top = scores[good[0]]
        tied = len(good) > 1 and scores[good[1]] >= top - 1e-9 and said.has(Act.CANCEL)
        several = len(good) > 1 and (all_of_it(said) or tied or self._names_two(said, good))
        chosen = [k for k in good if scores[k] >= (0.5 * top if several and not tied else top - 1e-9)]
        if not several and len(chosen) > 1:
            chosen = self._prefer_open(chosen)
        return [self.items[key] for key in chosen]

    def _age(self, key: str) -> int:
        return -list(self.items).index(key)

    def _prefer_open(self, chosen: list[str]) -> list[str]:
        alive = [key for key in chosen if self.items[key].status in (Status.OPEN, Status.BLOCKED)]
        return (alive or chosen)[:1]

    def _names_two(self, said: Said, good: list[str]) -> bool:
        joint = any(re.search(language.joints, said.plain) for language in languages() if language.speaks(said.plain))
        if not joint:
            return False
        first, second = (said.keys & self.words[key] for key in good[:2])
        return bool(first - second) and bool(second - first)
