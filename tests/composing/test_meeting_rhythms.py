"""A rule as a person says it, in both languages."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.composing import meeting_samples as samples

from mailpm.composing import Composer, template_folders
from mailpm.model import Language
from mailpm.planning.series import rhythm

COMPOSER = Composer(template_folders())
RULES = [
    ("FREQ=WEEKLY;BYDAY=WE", "every Wednesday", "每周三"),
    ("FREQ=WEEKLY", "every Wednesday", "每周三"),
    ("RRULE:FREQ=WEEKLY;BYDAY=TH,MO", "every Monday and Thursday", "每周一、周四"),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday", "每周一、周三、周五"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "每周一至周五"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every two weeks on Tuesday", "每两周一次，周二"),
    ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", "every 4 weeks on Tuesday", "每4周一次，周二"),
    ("FREQ=DAILY", "every day", "每天"),
    ("FREQ=DAILY;INTERVAL=3", "every 3 days", "每3天一次"),
    ("FREQ=MONTHLY;BYDAY=1MO", "on the first Monday of every month", "每月第一个周一"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month", "每月最后一个周五"),
    ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "every 3 months on the second Tuesday", "每3个月的第二个周二"),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "on the 15th of every month", "每月15日"),
    ("FREQ=MONTHLY;BYMONTHDAY=2", "on the 2nd of every month", "每月2日"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month", "每月最后一天"),
    ("FREQ=MONTHLY", "on the 23rd of every month", "每月23日"),
    ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261218", "every Wednesday, until Fri 18 Dec", "每周三，到12月18日(周五)为止"),
    ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261218T225959Z", "every Wednesday, until Fri 18 Dec", "每周三，到12月18日(周五)为止"),
    ("FREQ=WEEKLY;BYDAY=WE;COUNT=6", "every Wednesday, 6 times", "每周三，共6次"),
    ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "as set in the calendar entry", "频率以日历邀请为准"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "as set in the calendar entry", "频率以日历邀请为准"),
]


@pytest.mark.parametrize(("rule", "english", "chinese"), RULES)
@pytest.mark.parametrize("language", Language)
def test_a_rule_is_said_as_a_colleague_says_it(rule: str, english: str, chinese: str, language: Language) -> None:
    letter = samples.planned("invitation", language)
    # A Wednesday, the 23rd.
    series = replace(samples.SERIES, rrule=rule, start=datetime(2026, 9, 23, 9, 0, tzinfo=samples.BERLIN))
    letter = replace(letter, content=replace(letter.content, rhythm=rhythm(series)))
    text = COMPOSER.compose(letter, sender=samples.SENDER, now=samples.NOW).text
    said = f"When: {english}, 09:00" if language is Language.ENGLISH else f"时间：{chinese}，15:00"
    assert said in text
