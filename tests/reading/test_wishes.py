"""A client's wish not to be written to is heard in both languages, and ordinary talk is not taken for one."""

import pytest

from mailpm.model import WishKind
from mailpm.reading.languages.en.wishes import WISHES as ENGLISH
from mailpm.reading.languages.zh.wishes import WISHES as CHINESE
from mailpm.reading.wishes import WishRule, read_wishes

RULES = (*ENGLISH, *CHINESE)


@pytest.mark.parametrize(("rule", "words"), [(r, e) for r in RULES for e in r.examples])
def test_each_example_fires_its_rule(rule: WishRule, words: str) -> None:
    assert rule.name in {name for wish in read_wishes(words) for name in wish.because}


@pytest.mark.parametrize(("rule", "words"), [(r, e) for r in RULES for e in r.negative])
def test_a_negative_example_is_no_such_wish(rule: WishRule, words: str) -> None:
    assert rule.kind not in {wish.kind for wish in read_wishes(words)}


@pytest.mark.parametrize(
    ("words", "kinds", "email"),
    [
        ("别再提醒我,这事归财务 fin@acme.example", {WishKind.STOP, WishKind.WRONG_PERSON}, "fin@acme.example"),
        ("Please stop reminding us. Talk to Ben (ben@lumen.example) about this.", {WishKind.STOP, WishKind.WRONG_PERSON}, "ben@lumen.example"),
        ("文案到下周三,域名你问赵强。", set(), ""),
        ("The copy will be ready on Wednesday; sorry for the delay.", set(), ""),
        ("Thanks for the reminder! It is on its way.", set(), ""),
        ("谢谢提醒,我今天发。", set(), ""),
    ],
)
def test_the_wishes_of_a_letter(words: str, kinds: set[WishKind], email: str) -> None:
    wishes = read_wishes(words)
    assert {w.kind for w in wishes} == kinds
    assert {w.email for w in wishes if w.email} == ({email} if email else set())


@pytest.mark.parametrize("words", ["stop " * 20000, "别再" * 40000, "let's discuss " * 8000, "a@" * 40000])
def test_a_long_line_of_nonsense_is_no_wish(words: str) -> None:
    assert read_wishes(words) == ()
