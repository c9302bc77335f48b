"""What is owed has a short name in lists; the sentence itself stays the quote."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mailpm.reading.dates import find_dates
from mailpm.reading.languages.en.naming import NAMING as ENGLISH
from mailpm.reading.languages.zh.naming import NAMING as CHINESE
from mailpm.reading.naming import short_name

NOW = datetime(2026, 10, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(("quote", "name"), [*ENGLISH.examples, *CHINESE.examples])
def test_each_example_is_named_as_its_table_says(quote: str, name: str) -> None:
    assert short_name(quote) == name


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("请周五前给我 logo 源文件", "logo 源文件"),
        ("首页文案也是周五", "首页文案"),
        ("域名账号下周二前", "域名账号"),
        ("我们会在周五前把设计稿发给您。", "设计稿"),
        ("could you send us the product photos by Friday?", "product photos"),
        ("You'll have the wireframes from me on Thursday", "wireframes"),
        ("please let us know by Tuesday 20 October\nwhich payment provider the shop should use", "which payment provider the shop should use"),
        ("I'll send you the contract details by Friday.", "contract details"),
        ("文案要到下周三", "文案"),
        ("线框图我周四给您", "线框图"),
    ],
)
def test_a_day_is_no_part_of_the_name(quote: str, name: str) -> None:
    assert short_name(quote, find_dates(quote, now=NOW)) == name


@pytest.mark.parametrize("quote", ["OK", "好", "请", "周五前", "by Friday"])
def test_where_nothing_is_left_the_words_stay(quote: str) -> None:
    assert short_name(quote, find_dates(quote, now=NOW)) == quote


@pytest.mark.parametrize("quote", ["请" * 300, "please " * 50, "发给您" * 100])
def test_nonsense_ends(quote: str) -> None:
    assert short_name(quote)
