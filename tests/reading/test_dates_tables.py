"""Dates held against tables that were written by hand before the rules ran."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from mailpm.model import DateMention
from mailpm.reading.dates import find_dates

HERE = Path(__file__).parent
ZONES = {"en": UTC, "zh": timezone(timedelta(hours=8))}


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    words: str
    expected: str
    now: datetime
    country: str
    day_first: bool | None

    def found(self) -> list[DateMention]:
        return find_dates(self.words, now=self.now, country=self.country, day_first=self.day_first)


def rows(language: str) -> list[Row]:
    made = []
    for line in (HERE / f"dates_{language}.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        words, expected, *rest = line.split("\t")
        settings = dict(pair.split("=", 1) for pair in " ".join(rest).split())
        now = datetime(2026, 11, 25, 9, tzinfo=ZONES[language])
        if "now" in settings:
            now = datetime.fromisoformat(settings["now"])
        first = settings.get("day_first")
        made.append(Row(words, expected, now, settings.get("country", ""), bool(int(first)) if first else None))
    return made


def plainly(value: date | datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value.isoformat()


def written(mentions: list[DateMention]) -> str:
    """Findings in the tables' notation."""
    parts = []
    for m in mentions:
        if m.anchor:  # counted from an event whose day is not known
            parts.append(f"@{m.anchor}")
            continue
        value = m.value
        words = "/".join(map(plainly, value)) if isinstance(value, tuple) else plainly(value)
        parts.append(("<" if m.past else "") + words)
    return " ; ".join(parts) or "-"


ALL = [(language, row) for language in ("en", "zh") if (HERE / f"dates_{language}.tsv").exists() for row in rows(language)]


@pytest.mark.parametrize(("language", "row"), ALL, ids=[f"{lang}:{row.words}" for lang, row in ALL])
def test_the_day_that_is_meant(language: str, row: Row) -> None:
    found = row.found()
    assert written(found) == row.expected, [(row.words[m.start : m.end], m.because) for m in found]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_table_is_broad_enough(language: str) -> None:
    table = rows(language)
    assert len(table) >= 350
    assert sum(row.expected == "-" for row in table) >= len(table) / 5
    assert len({(row.words, row.now, row.country) for row in table}) == len(table)
