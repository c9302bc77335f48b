"""How dates were kept, what was agreed as a reward, and why a thing matters."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.planning.chasing_kit import BERLIN, change, client, done, item, postponed, status_of, team

from mailpm.model import Incentive, Milestone, Planned, ProjectStatus, Sent
from mailpm.model.letters.chasing import ClientLetter, IncentiveWord, NamedDay
from mailpm.planning import plan, records
from mailpm.planning.incentives import outcome
from mailpm.planning.reasons import Reasons
from mailpm.workdays import plain_calendar

PM = team()
LENA = client("lena@x.example", "Lena", zone="Europe/Berlin", country="DE", company="X")
OMAR = client("omar@x.example", "Omar", zone="Europe/Berlin", country="DE", company="X")


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


def day(month: int, n: int) -> date:
    return date(2026, month, n)


def lived() -> ProjectStatus:
    names = ("in time", "late", "moved and kept", "over", "ahead", "no day")
    dues = (day(10, 7), day(10, 7), day(10, 7), day(10, 9), day(10, 30), None)
    items = [item(name, LENA, due, at(10, 1)) for name, due in zip(names, dues, strict=True)]
    status = status_of([PM, LENA, OMAR], [*items, item("his", OMAR, day(10, 12), at(10, 1))])
    status = done(status, "in time", LENA, at(10, 6))
    status = done(status, "late", LENA, at(10, 12))
    status = postponed(status, "moved and kept", day(10, 14), LENA, at(10, 6))
    status = done(status, "moved and kept", LENA, at(10, 14))
    return done(status, "his", OMAR, at(10, 12))


def test_promises_are_counted_against_the_day_named_first() -> None:
    omar, lena, company = sorted(
        records([lived()], at(10, 15), calendars=plain_calendar), key=lambda r: (r.company, r.judged)
    )
    assert (lena.name, lena.kept, lena.late, lena.overdue, lena.open, lena.slips) == ("Lena", 1, 2, 1, 1, 1)
    # −1 (a day early), +3 (7 to 12 October), +5 (7 to 14), +4 (9 to 15): the median of −1, 3, 4, 5
    assert lena.median_delay == 3.5
    assert (omar.kept, omar.judged) == (1, 1)
    assert (company.name, company.company, company.kept, company.judged) == ("X", True, 2, 5)


@pytest.mark.parametrize(
    ("reached", "today", "expected"),
    [
        (None, day(10, 29), ""),
        (None, day(10, 30), "missed"),
        (day(10, 29), day(11, 30), "earned"),
        (day(10, 30), day(11, 30), "missed"),
    ],
)
def test_a_reward_is_earned_missed_or_open(reached: date | None, today: date, expected: str) -> None:
    milestone = Milestone(key="design", name="Design", baseline=day(10, 29), actual=reached)
    incentive = Incentive(key="gain", words="a year free", until=day(10, 29), subject="Design")
    status = status_of([PM, LENA], [], milestones=(milestone,), incentives=(incentive,))
    assert outcome(status, incentive, today) == expected


def test_a_reward_for_one_item_follows_the_item() -> None:
    incentive = Incentive(key="gain", words="a year free", until=day(10, 9), subject="logo")
    status = status_of([PM, LENA], [item("logo", LENA, day(10, 9), at(10, 1))], incentives=(incentive,))
    assert outcome(status, incentive, day(10, 9)) == ""
    assert outcome(done(status, "logo", LENA, at(10, 8)), incentive, day(10, 20)) == "earned"
    assert outcome(done(status, "logo", LENA, at(10, 12)), incentive, day(10, 20)) == "missed"


def planned(status: ProjectStatus, now: datetime) -> list[Planned]:
    return list(plan(status, now, calendars=plain_calendar))


def test_a_reward_is_told_of_in_time_once_and_when_it_was_earned() -> None:
    milestone = Milestone(key="design", name="Design", baseline=day(10, 29), waits_for=("logo",))
    incentive = Incentive(key="gain", words="a year free", until=day(10, 29), subject="design")
    items = [item("logo", LENA, day(10, 28), at(10, 1))]
    status = status_of([PM, LENA], items, milestones=(milestone,), incentives=(incentive,))
    assert planned(status, at(10, 21)) == []
    (word,) = planned(status, at(10, 22))  # five working days before
    assert word.kind == "incentive"
    assert word.approval
    assert isinstance(word.content, IncentiveWord)
    assert [i.what for i in word.content.open] == ["logo"]
    waiting = Sent(key=word.key, kind="incentive", to=(LENA.email,), at=at(10, 22, 15), state="queued")
    assert [p.key for p in planned(replace(status, sent=(waiting,)), at(10, 22, 11))] == [word.key]
    told = replace(waiting, at=at(10, 22), state="accepted")
    status = replace(status, sent=(told,))
    assert planned(status, at(10, 23)) == []
    # The reminder names it again.
    (reminder,) = planned(status, at(10, 26))
    assert isinstance(reminder.content, ClientLetter)
    assert [r.words for r in reminder.content.rewards] == ["a year free"]
    reached = replace(status, items=(), milestones=(replace(milestone, actual=day(10, 28)),))
    (news,) = planned(reached, at(10, 29))
    assert isinstance(news.content, IncentiveWord)
    assert news.content.reward.outcome == "earned"


def test_a_reason_says_what_waits_what_follows_and_nothing_that_is_not_known() -> None:
    milestones = (
        Milestone(key="design", name="Design", baseline=day(10, 15), waits_for=("logo",)),
        Milestone(key="launch", name="Launch", baseline=day(11, 20), depends_on=("design",)),
        Milestone(key="old", name="Old", baseline=day(9, 1), actual=day(9, 1)),
    )
    status = status_of([PM, LENA], [item("logo", LENA, day(10, 12), at(10, 1))], milestones=milestones)
    now = at(10, 14)

    def reasons(facts: ProjectStatus) -> list[tuple[str, int, tuple[NamedDay, ...], date | None]]:
        found = Reasons(facts, now, calendars=plain_calendar).of(facts.items, now.date(), plain_calendar("DE"))
        return [(r.milestone, r.left, r.follow, r.forecast) for r in found]

    launch = (NamedDay(name="Launch", day=day(11, 20)),)
    assert reasons(status) == [("Design", 1, launch, None)]
    # Only where the plan says how long the work takes is a day named to which it moves.
    known = replace(status, milestones=(replace(milestones[0], lead_days=3), *milestones[1:]))
    assert reasons(known) == [("Design", 1, launch, day(10, 20))]
    other = change(status, "logo", lambda t: replace(t, item=replace(t.item, key="another")))
    assert reasons(other) == []


def test_records_of_nobody_are_none() -> None:
    assert records([status_of([PM, LENA], [])], datetime(2026, 10, 1, tzinfo=UTC), calendars=plain_calendar) == ()
