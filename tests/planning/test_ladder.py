"""The days of the steps: working days of both sides, around weekends, holidays and 调休."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.planning.chasing_kit import BERLIN, client, item, postponed, status_of, team

from mailpm.model import DEFAULT_LADDER, LadderStep
from mailpm.planning.courtesy import both_work, dear
from mailpm.planning.ladder import standing, step_day
from mailpm.workdays import WorkCalendar, plain_calendar

BOTH = both_work("DE", "CN", plain_calendar)
DE = plain_calendar("DE")


def d(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("work", "due", "days"),
    [
        # due on a Wednesday: Monday, itself, Thursday, Monday, Thursday, Monday
        (DE, "10-14", ["10-12", "10-14", "10-15", "10-19", "10-22", "10-26"]),
        # due on a Sunday: Thursday and Friday before, then from Monday on
        (DE, "10-18", ["10-15", "10-16", "10-19", "10-21", "10-26", "10-28"]),
        # due in 国庆 (1 to 7 October): before it, and from the 8th on; Saturday the 10th works in China alone
        (BOTH, "10-05", ["09-29", "09-30", "10-08", "10-12", "10-15", "10-19"]),
        # due on 24 December in Germany: the holidays and the New Year do not count
        (DE, "12-24", ["12-22", "12-24", "12-28", "12-30", "2027-01-05", "2027-01-07"]),
    ],
)
def test_the_default_ladder_falls_on_these_days(work: WorkCalendar, due: str, days: list[str]) -> None:
    said = date(2026, 9, 1)
    found = [step_day(step, d(due), said, work) for step in DEFAULT_LADDER]
    assert found == [date.fromisoformat(day if len(day) > 5 else f"2026-{day}") for day in days]


LENA = client("l@x.example", "Lena Brown", zone="Europe/Berlin", country="DE")


def at(day: str) -> datetime:
    return datetime.combine(d(day), datetime.min.time(), BERLIN)


@pytest.mark.parametrize(
    ("today", "last", "tone", "pending"),
    [
        ("10-09", None, "", False),
        ("10-12", None, "friendly", True),
        ("10-12", "10-09", "friendly", False),  # written to a working day ago
        ("10-12", "10-08", "friendly", True),
        ("10-13", "10-12", "friendly", False),
        ("10-14", "10-12", "note", True),
        ("10-14", "10-13", "note", False),  # only yesterday
        ("10-15", "10-14", "reminder", True),
        ("10-16", "10-15", "reminder", False),
        ("10-19", "10-15", "second", True),
        ("10-20", "10-15", "second", True),  # a day late is not too late
        ("10-22", "10-19", "help", True),
        ("10-26", "10-22", "escalation", True),
        ("11-30", "10-26", "escalation", False),  # after the last step: the brief
        ("11-30", None, "escalation", True),  # a missed run: the newest step alone
    ],
)
def test_which_step_stands(today: str, last: str | None, tone: str, pending: bool) -> None:
    tracked = item("logo", LENA, d("10-14"), at("10-01"))
    found = standing(tracked, DEFAULT_LADDER, DE, d(today), last_letter=d(last) if last else None)
    assert found is not None
    assert (found.step.tone if found.step else "", found.pending) == (tone, pending)


def test_who_was_asked_yesterday_needs_no_friendly_word() -> None:
    # The step's day is Monday the 12th.
    for said, tone in (("10-08", "friendly"), ("10-09", ""), ("10-11", ""), ("10-12", "")):
        found = standing(item("logo", LENA, d("10-14"), at(said)), DEFAULT_LADDER, DE, d("10-13"))
        assert found is not None
        assert (found.step.tone if found.step else "") == tone


def test_who_names_a_day_is_not_reminded_of_it_at_once() -> None:
    for today in ("10-14", "10-15", "10-16"):
        found = standing(item("logo", LENA, d("10-16"), at("10-14")), DEFAULT_LADDER, DE, d(today))
        assert found is not None
        assert (found.step.tone if found.step else "") == ("note" if today == "10-16" else "")


def test_a_day_that_was_over_when_it_was_said_counts_from_then() -> None:
    tracked = item("logo", LENA, d("10-01"), at("10-14"))
    tones = {}
    for day in ("10-14", "10-15", "10-19"):
        found = standing(tracked, DEFAULT_LADDER, DE, d(day))
        assert found is not None
        tones[day] = found.step.tone if found.step else ""
    assert tones == {"10-14": "", "10-15": "reminder", "10-19": "second"}


def test_a_moved_day_starts_the_ladder_anew() -> None:
    status = status_of([team(), LENA], [item("logo", LENA, d("10-14"), at("10-01"))])
    moved = postponed(status, "logo", d("10-30"), LENA, at("10-15")).items[0]
    before = standing(moved, DEFAULT_LADDER, DE, d("10-27"), last_letter=d("10-14"))
    after = standing(moved, DEFAULT_LADDER, DE, d("10-28"), last_letter=d("10-14"))
    assert before is not None
    assert before.step is None
    assert after is not None
    assert after.step == DEFAULT_LADDER[0]
    assert after.pending


def test_a_project_may_have_a_ladder_of_its_own() -> None:
    own = (LadderStep(offset=5, tone="second"), LadderStep(offset=-1, tone="friendly"))
    tracked = item("logo", LENA, d("10-14"), at("10-01"))
    found = [standing(tracked, own, DE, d(day)) for day in ("10-12", "10-13", "10-20", "10-21")]
    assert [s.step.tone if s and s.step else "" for s in found] == ["", "friendly", "friendly", "second"]


def test_an_item_without_a_day_has_no_standing() -> None:
    assert standing(item("logo", LENA, None, at("10-01")), DEFAULT_LADDER, DE, d("10-14")) is None


@pytest.mark.parametrize(
    ("name", "salutation", "expected"),
    [
        ("Lena Brown", "", "Lena"),
        ("Lena Brown", "Ms Brown", "Ms Brown"),
        ("王敏", "", "王敏"),
        ("王敏", "王经理", "王经理"),
        ("lena@x.example", "", ""),
        ("", "", ""),
        ("José Luis", "", "José Luis"),
    ],
)
def test_how_a_letter_greets(name: str, salutation: str, expected: str) -> None:
    assert dear(replace(LENA, name=name, salutation=salutation)) == expected
