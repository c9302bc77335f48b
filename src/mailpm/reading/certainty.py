"""How sure a finding is: a score that means something, from the kind of signs that stand behind it."""

from __future__ import annotations

from dataclasses import replace

from mailpm.model import Item, ItemType

# Shares of right findings on the open corpus (tests/score.py prints them), shaded down for letters by other hands:
# what was assigned in a list is hardly ever wrong, what an answer took up seldom, a bare promise one time in four.
_SEEN = {
    (ItemType.ACTION, True, True): 0.95,
    (ItemType.ACTION, True, False): 0.95,
    (ItemType.ACTION, False, True): 0.9,
    (ItemType.ACTION, False, False): 0.9,
    (ItemType.REQUEST, True, True): 0.92,
    (ItemType.REQUEST, False, True): 0.85,
    (ItemType.REQUEST, True, False): 0.8,
    (ItemType.REQUEST, False, False): 0.5,
    (ItemType.PROMISE, True, True): 0.8,
    (ItemType.PROMISE, True, False): 0.72,
    (ItemType.PROMISE, False, True): 0.7,
    (ItemType.PROMISE, False, False): 0.5,
}
# Rules that promise in so many words, and rules that only read a day beside a verb.
_PLAIN = ("en.you-will-have", "en.will-come", "en.i-will", "en.follows", "en.i-am-doing")
_FAINT = ("en.third-will", "zh.yuji", "zh.wo-hui", "zh.ta-shuo", "zh.nengfou", "dated")


def with_certainty(item: Item) -> Item:
    """`item` with its certainty: of those at 0.9, nine in ten are right."""
    score = _SEEN[item.type, item.due is not None, bool(item.moves)]
    rule = item.because[0] if item.because else ""
    if rule in _PLAIN:
        score += 0.08
    elif rule in _FAINT:
        score -= 0.1
    return item if abs(item.certainty - score) < 1e-9 else replace(item, certainty=score)
