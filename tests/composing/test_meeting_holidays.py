"""A holiday is named so that the reader knows it, whatever the calendar's own language calls it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.composing import meeting_samples as samples

from mailpm.composing import Composer, template_folders
from mailpm.model import Language
from mailpm.workdays import WorkCalendar

COMPOSER = Composer(template_folders())


def said(language: Language, why: str, country: str) -> str:
    letter = samples.planned("meeting_moved_for_holiday", language)
    odd = replace(letter.content.exceptions[0], why=why, country=country)
    letter = replace(letter, content=replace(letter.content, exceptions=(odd,)))
    return COMPOSER.compose(letter, sender=samples.SENDER, now=samples.NOW).text


@pytest.mark.parametrize(
    ("why", "country", "english", "chinese"),
    [
        ("国庆节", "CN", "(public holiday in China: National Day)", "（中国国庆节放假）"),
        ("春节", "CN", "(public holiday in China: Spring Festival)", "（中国春节放假）"),
        ("Thanksgiving Day", "US", "(public holiday in the US: Thanksgiving Day)", "（美国感恩节放假）"),
        ("Erster Weihnachtstag", "DE", "(public holiday in Germany: Christmas Day)", "（德国圣诞节放假）"),
        ("", "FR", "(public holiday in France)", "（法国公共假期）"),
        ("Dia de São Nunca", "PT", "(public holiday: Dia de São Nunca)", "（公共假期）"),
    ],
)
def test_a_holiday_is_named_in_the_readers_words(why: str, country: str, english: str, chinese: str) -> None:
    assert english in said(Language.ENGLISH, why, country)
    assert chinese in said(Language.CHINESE, why, country)


@pytest.mark.parametrize("country", ["CN", "DE", "US", "GB", "AT", "CH"])
def test_no_weekday_holiday_of_these_countries_is_left_without_a_name(country: str) -> None:
    """Chinese feasts in English letters, and theirs in Chinese ones."""
    calendar = WorkCalendar(country)
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
    names = {calendar.holiday(d).partition("(")[0].partition("（")[0].strip() for d in days} - {"", "休息日"}
    for name in names:
        words = said(Language.ENGLISH, name, country)
        assert not any("\u4e00" <= c <= "\u9fff" for c in words)
        assert "公共假期" not in said(Language.CHINESE, name, country)
