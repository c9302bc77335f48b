"""Every date rule reads its own examples, and finds nothing in what only looks like a date."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailpm.model import DateMention
from mailpm.reading.dates import find_dates
from mailpm.reading.dates_table import DateRule, DateTable
from mailpm.reading.languages.en.dates import DATES as ENGLISH
from mailpm.reading.languages.figures import FIGURES
from mailpm.reading.languages.zh.dates import DATES as CHINESE

WEDNESDAY = {  # Wednesday 25 November 2026, 09:00
    "en": datetime(2026, 11, 25, 9, tzinfo=UTC),
    "zh": datetime(2026, 11, 25, 9, tzinfo=timezone(timedelta(hours=8))),
    "figures": datetime(2026, 11, 25, 9, tzinfo=UTC),
}
RULES = [(table, rule) for table in (ENGLISH, CHINESE, FIGURES) for rule in table.rules]
IDS = [f"{table.name}:{rule.name}" for table, rule in RULES]


def said(mention: DateMention) -> str:
    due = mention.due
    return due.strftime("%Y-%m-%dT%H:%M") if isinstance(due, datetime) else due.isoformat()


def test_names_are_unique() -> None:
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(("table", "rule"), RULES, ids=IDS)
def test_a_rule_reads_its_examples(table: DateTable, rule: DateRule) -> None:
    for example in rule.examples:
        words, expected = example.rsplit(" = ", 1)
        found = find_dates(words, now=WEDNESDAY[table.name])
        assert [said(m) for m in found] == [expected], words
        assert rule.name in found[0].because, f"{words!r} was read by {found[0].because}"
    for words in rule.nothing:
        assert find_dates(words, now=WEDNESDAY[table.name]) == [], words
