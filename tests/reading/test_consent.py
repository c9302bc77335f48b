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
    # Written without the rules at hand.
    ("同意上述变更,请尽快安排", "yes"),
    ("可以,按这个时间执行", "yes"),
    ("OK,没问题,麻烦推进", "yes"),
    ("我这边同意了", "yes"),
    ("经内部讨论,我司同意此变更及费用。", "yes"),
    ("行吧,就12月1号", "yes"),
    ("确认,谢谢", "yes"),
    ("不需要了,先不做", "no"),
    ("这个价格我们接受不了", "no"),
    ("暂不考虑", "no"),
    ("太贵了,不做", "no"),
    ("取消这个变更吧", "no"),
    ("同意,8000含税的话", "unclear"),
    ("能便宜点吗?可以的话就做", ""),
    ("我觉得可以,再问问李总", "unclear"),
    ("部分同意", "unclear"),
    ("同意延期,不同意加钱", "unclear"),
    ("Agreed, please proceed with CR1.", "yes"),
    ("Yes from our side.", "yes"),
    ("Fine by me", "yes"),
    ("Approved on behalf of Brightwater.", "yes"),
    ("We're happy to go ahead with this.", "yes"),
    ("Happy to accept the change and the new date.", "yes"),
    ("We'd rather not.", "no"),
    ("Sorry, this is not possible for us.", "no"),
    ("No go.", "no"),
    ("Please cancel this request.", "no"),
    ("We don't need it any more.", "no"),
    ("Agreed to the date, not the cost.", "unclear"),
    ("Sounds good, let me confirm with finance.", "unclear"),
    ("Yes, assuming the launch date stays.", "unclear"),
    ("Can we do it for 5,000? Then yes.", "unclear"),
    ("Received, thank you.", ""),
    ("I'm out of office until Monday.", ""),
    ("Who would do it?", ""),
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
        assert consent is None or consent.because != (rule.name,) or not consent.clear


def test_a_long_letter_is_for_a_person() -> None:
    assert read_consent("同意。" * 1000) is None


# What only sounds like a yes, and what is one: written without the rules at hand. Nothing may move by mistake.
SOUNDS = [
    ("同意你的看法,价格偏高", "no clear yes"),
    ("OK, we will look at it.", "no clear yes"),
    ("Great, thanks for the info", "no clear yes"),
    ("好的,收到,我看看", "no clear yes"),
    ("好的,我转给李总", "no clear yes"),
    ("I agree with you that it is expensive.", "no clear yes"),
    ("OK, received.", "no clear yes"),
    ("Yes, I got your letter.", "no clear yes"),
    ("可以理解", "no clear yes"),
    ("确认收到", "no clear yes"),
    ("行,我研究下", "no clear yes"),
    ("Sure, I'll read it tonight.", "no clear yes"),
    ("Perfect timing, I was about to write to you.", "no clear yes"),
    ("Fine weather today.", "no clear yes"),
    ("好久不见", "no clear yes"),
    ("通过邮件发我吧", "no clear yes"),
    ("接受过培训的人员才能做", "no clear yes"),
    ("Confirmed receipt.", "no clear yes"),
    ("好的", "clear yes"),
    ("好的,谢谢!", "clear yes"),
    ("好的,就按这个来", "clear yes"),
    ("可以,没问题", "clear yes"),
    ("行,就这么办", "clear yes"),
    ("OK, thanks.", "clear yes"),
    ("Yes, please.", "clear yes"),
    ("Sure, go ahead.", "clear yes"),
    ("Fine with us, thanks", "clear yes"),
    ("Okay!\n\nLena", "clear yes"),
    ("Sounds good, let's do it.", "clear yes"),
    ("好,请安排", "clear yes"),
]


@pytest.mark.parametrize(("words", "verdict"), SOUNDS)
def test_a_receipt_is_no_consent(words: str, verdict: str) -> None:
    consent = read_consent(words)
    assert ("clear yes" if consent and consent.clear and consent.yes else "no clear yes") == verdict
