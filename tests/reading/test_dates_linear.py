"""Time grows with the length of the text and no faster, also on text that is made to be hard for one rule."""

import time
from datetime import datetime, timedelta, timezone

import pytest

from mailpm.reading.dates import find_dates
from mailpm.reading.dates_table import DateRule
from mailpm.reading.languages.en.dates import DATES as ENGLISH
from mailpm.reading.languages.figures import FIGURES
from mailpm.reading.languages.zh.dates import DATES as CHINESE

NOW = datetime(2026, 11, 25, 9, tzinfo=timezone(timedelta(hours=8)))
SMALL = 25_000  # letters of the smaller of two texts; the larger has four times as many
QUICK = 6_000  # the same for the tests that run every time
RULES = [(table.name, rule) for table in (ENGLISH, CHINESE, FIGURES) for rule in table.rules]
HARD = [
    "a", "1", " ", "1/", "12.", "the ", "two ", "一", "十", "第", "下", "周", "年", "的", "1 ", "-1", "12:", "a@", "a.com ", "http://a",
    "in about ", "(", "1-", "mon-", "sorry, ", "friday sorry, ", "friday to ", "之前", "周五、", "end of ", "the end of the ", "10.11.12.13.",
]  # fmt: skip


def words_of(rule: DateRule) -> list[str]:
    """Texts that the rule nearly matches: its examples, whole and cut short."""
    whole = [example.rsplit(" = ", 1)[0] for example in rule.examples] + list(rule.nothing)
    return [text for words in whole[:2] for text in (f"{words} ", words[: max(1, len(words) * 2 // 3)])]


def seconds(text: str) -> float:
    start = time.process_time()
    find_dates(text, now=NOW)
    return time.process_time() - start


def growth(words: str, small: int = SMALL) -> float:
    """How many times longer the reading of four times as much text takes, a busy machine given three tries."""
    text = words * (4 * small // len(words) + 1)
    for _ in range(3):  # a busy machine may spoil a try
        ratio = seconds(text[: 4 * small]) / max(seconds(text[:small]), 0.002)
        if ratio < 7:
            break
    return ratio


@pytest.mark.parametrize("words", HARD[::4])
def test_some_hard_text_takes_linear_time(words: str) -> None:
    assert growth(words, QUICK) < 10


@pytest.mark.slow
@pytest.mark.parametrize("words", HARD)
def test_hard_text_takes_linear_time(words: str) -> None:
    assert growth(words) < 10


@pytest.mark.slow
def test_all_rules_together_take_linear_time() -> None:
    assert growth(" ".join(words for _, rule in RULES for words in words_of(rule))) < 10


@pytest.mark.slow
@pytest.mark.parametrize(("table", "rule"), RULES, ids=[f"{table}:{rule.name}" for table, rule in RULES])
def test_a_rule_takes_linear_time_on_its_own_worst_case(table: str, rule: DateRule) -> None:
    for words in words_of(rule):
        assert growth(words) < 10, words
