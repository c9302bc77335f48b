"""Yes, no, and what only sounds like it: a change moves by a plain sentence or not at all."""

import pytest

from mailpm.reading.consent import ConsentRule, read_consent
from mailpm.reading.languages.en.consent import CONSENT as ENGLISH
from mailpm.reading.languages.zh.consent import CONSENT as CHINESE

CASES = [
    # words, verdict ("yes", "no", "unclear", "" for neither)
    ("同意", "yes"),
    ("同意。", "yes"),
    ("同意!辛苦了", "yes"),
    ("我方同意CR1,请安排。", "yes"),
    ("周老师:\n同意该变更。\n王敏", "yes"),
    ("好的", "yes"),
    ("没问题,就按这个来", "yes"),
    ("可以", "yes"),
    ("已批准", "yes"),
    ("不同意", "no"),
    ("抱歉,不同意,太贵了", "no"),
    ("我们不能接受", "no"),
    ("算了,不加了", "no"),
    ("原则上同意", "unclear"),
    ("同意,但费用要减一半", "unclear"),
    ("同意吗?我要先请示李总", "unclear"),
    ("如果不影响上线就同意", "unclear"),
    ("可以,不过要等下周", "unclear"),
    ("收到", ""),
    ("我看一下,明天回复", ""),
    ("等老板同意后再说", ""),
    ("费用8000是含税吗?", ""),
    ("Agreed.", "yes"),
    ("agreed", "yes"),
    ("Yes, please go ahead.", "yes"),
    ("Hi Nora,\n\nwe accept the change.\n\nBest,\nLena", "yes"),
    ("That's fine with us.", "yes"),
    ("OK", "yes"),
    ("Approved, thanks!", "yes"),
    ("No objections from my side.", "yes"),
    ("Not agreed.", "no"),
    ("We can't approve this, sorry.", "no"),
    ("No, thank you.", "no"),
    ("I don't agree with the new date.", "no"),
    ("Let's leave it out for now.", "no"),
    ("Agreed, but only if the launch stays on 25 November.", "unclear"),
    ("Yes, in principle.", "unclear"),
    ("OK? I need to check with Grace.", "unclear"),
    ("We agree to half of it.", "unclear"),
    ("Thanks, I'll look at it tomorrow.", ""),
    ("What does the cost include?", ""),
    ("Could you send the details again?", ""),
]


@pytest.mark.parametrize(("words", "verdict"), CASES)
def test_the_table_is_understood(words: str, verdict: str) -> None:
    consent = read_consent(words)
    said = "" if consent is None else "unclear" if not consent.clear else "yes" if consent.yes else "no"
    assert said == verdict
    assert consent is None or consent.quote in words


@pytest.mark.parametrize("rule", [*ENGLISH.rules, *CHINESE.rules], ids=lambda rule: rule.name)
def test_every_rule_reads_its_own_examples(rule: ConsentRule) -> None:
    for example in rule.examples:
        consent = read_consent(example)
        assert consent is not None
        assert consent.because == (rule.name,)
    for example in rule.never:
        consent = read_consent(example)
        assert consent is None or consent.because != (rule.name,)


def test_a_long_letter_is_for_a_person() -> None:
    assert read_consent("同意。" * 1000) is None
