"""A change from a wish to a moved day: nothing moves but by the client's plain yes."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.composing.report_projects import CHINESE, project

from mailpm.model import ChangeRequest, Consent, Language, Note, NoteKind, Person, Planned, ProjectStatus, Side
from mailpm.model.letters.reports import Audience, ChangeNote, ChangeOutcome, ChangeQuestion
from mailpm.planning.changes import (
    assess,
    decided,
    may_decide,
    missing,
    moved_milestone,
    plan_changes,
    suggested_change,
)
from mailpm.planning.report_facts import make_report
from mailpm.workdays import plain_calendar

PM, HE, WANG, ZHAO, LI = (p.email for p in CHINESE.people)
NOW = datetime(2026, 10, 13, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WISH = Note(kind=NoteKind.CHANGE, quote=CHINESE.wish, message_id="wish@x", said_by=WANG)
YES = Consent(yes=True, quote="同意")
NO = Consent(yes=False, quote="不同意")


def start() -> ProjectStatus:
    return replace(project(Language.CHINESE, "on_track")[0], changes=(suggested_change(WISH, "CR1", now=NOW),))


def letters(status: ProjectStatus, now: datetime = NOW) -> list[Planned]:
    return list(plan_changes(status, now, calendars=plain_calendar))


def only(status: ProjectStatus, change: ChangeRequest) -> ProjectStatus:
    return replace(status, changes=(change,))


def test_from_a_wish_to_a_moved_day() -> None:
    status = start()
    # The PM alone is asked; nothing goes to the client.
    (question,) = letters(status)
    assert isinstance(question.content, ChangeQuestion)
    assert ([a.email for a in question.to], question.approval) == ([PM], False)
    assert (question.content.suggested, question.content.missing) == (True, ("days", "cost"))
    assert question.numbering[0].number == "CR1"

    # "CR1 +4天 +8000,上线改12/1,请王敏确认"
    change = assess(
        status,
        status.changes[0],
        calendars=plain_calendar,
        days=4,
        cost="8000",
        milestone="上线",
        new_date=date(2026, 12, 1),
        asked_of=WANG,
    )
    assert (change.status, change.old_date, change.new_date) == ("assessed", date(2026, 11, 25), date(2026, 12, 1))
    status = only(status, change)
    (note,) = letters(status)
    assert isinstance(note.content, ChangeNote)
    assert ([a.email for a in note.to], [a.email for a in note.cc], note.approval) == ([WANG], [PM], True)
    assert note.place is not None
    assert note.place.in_reply_to == "wish@x"
    assert (note.content.old_date, note.content.new_date) == (date(2026, 11, 25), date(2026, 12, 1))

    status = only(status, replace(change, status="sent"))
    assert letters(status) == []

    # "同意" moves the day, with the sentence as evidence.
    change = decided(status.changes[0], YES, by=WANG, on=NOW, message_id="yes@x")
    assert (change.status, change.evidence, change.decision_id) == ("accepted", "同意", "yes@x")
    launch = moved_milestone(status, change)
    assert launch is not None
    assert (launch.baseline, launch.moves[0].old, launch.moves[0].quote) == (date(2026, 12, 1), date(2026, 11, 25), "同意")
    milestones = tuple(launch if m.key == launch.key else m for m in status.milestones)
    status = replace(only(status, change), milestones=milestones)
    assert moved_milestone(status, change) is None  # once

    # Everybody in the milestone's row hears of it: the team at once, the client's people after the PM's word.
    outcomes = letters(status)
    assert {tuple(sorted(a.email for a in letter.to)) for letter in outcomes} == {(PM,), tuple(sorted((WANG, ZHAO, LI)))}
    assert {letter.approval for letter in outcomes if letter.to[0].email != PM} == {True}
    content = outcomes[0].content
    assert isinstance(content, ChangeOutcome)
    assert content.agreed is not None
    assert (content.agreed.old, content.agreed.new) == (date(2026, 11, 25), date(2026, 12, 1))

    # And the next report shows the new day, and the first.
    report = make_report(status, NOW, audience=Audience.CLIENT, calendars=plain_calendar, since=date(2026, 10, 10))
    line = next(m for m in report.milestones if m.name == "上线")
    assert (line.first, line.baseline) == (date(2026, 11, 25), date(2026, 12, 1))
    assert [c.status for c in report.changes] == ["accepted"]


def test_a_no_moves_nothing() -> None:
    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost="8000", milestone="上线")
    change = decided(change, NO, by=WANG, on=NOW, message_id="no@x")
    assert change.status == "rejected"
    assert moved_milestone(status, change) is None
    contents = [letter.content for letter in letters(only(status, change))]
    assert {c.accepted for c in contents if isinstance(c, ChangeOutcome)} == {False}


def test_an_unclear_answer_changes_nothing() -> None:
    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost="8000", milestone="上线")
    assert decided(change, replace(YES, clear=False), by=WANG, on=NOW, message_id="x") == change


def test_an_answer_to_a_change_that_nobody_put_settles_nothing() -> None:
    change = start().changes[0]
    assert decided(change, YES, by=WANG, on=NOW, message_id="x") == change


@pytest.mark.parametrize(
    ("days", "cost", "milestone", "lacks"),
    [
        (None, "", "", ("days", "cost")),
        (4, "", "上线", ("cost",)),
        (None, "8000", "", ("days",)),
        (4, "8000", "", ("milestone",)),  # three milestones are left: it asks, it does not guess
        (4, "8000", "上线", ()),
        (0, "0", "", ()),
        (0, "8000", "", ()),
    ],
)
def test_what_an_assessment_still_lacks(days: int | None, cost: str, milestone: str, lacks: tuple[str, ...]) -> None:
    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=days, cost=cost, milestone=milestone)
    assert missing(change) == lacks
    assert change.status == ("raised" if lacks else "assessed")


def test_days_are_working_days_of_both_sides() -> None:
    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost="8000", milestone="上线")
    # From Wednesday 25 November: 26, 27, 30 November, 1 December.
    assert change.new_date == date(2026, 12, 1)


def test_the_only_milestone_that_is_left_is_meant() -> None:
    status = start()
    reached = tuple(replace(m, actual=m.baseline) if m.key != "launch" else m for m in status.milestones)
    status = replace(status, milestones=reached)
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost="8000")
    assert (change.status, change.milestone) == ("assessed", "launch")


def test_assessments_add_up() -> None:
    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4)
    change = assess(status, change, calendars=plain_calendar, cost="8000", milestone="上线")
    assert (change.days, change.cost, change.status) == (4, "8000", "assessed")


def test_other_terms_are_another_letter() -> None:
    status = start()
    keys = set()
    for cost in ("8000", "6000", "8000"):
        change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost=cost, milestone="上线")
        keys |= {letter.key for letter in letters(only(status, change))}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("email", "may"),
    [(WANG, True), (LI, True), (ZHAO, False), (PM, False), ("who@else.example", False)],
)
def test_whose_yes_counts(email: str, may: bool) -> None:
    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost="1", milestone="上线", asked_of=WANG)
    assert may_decide(status, change, email) is may


def test_nobody_is_asked_whose_address_bounced() -> None:
    def bounced(person: Person) -> Person:
        return replace(person, bounced=person.side is Side.CLIENT)

    status = start()
    change = assess(status, status.changes[0], calendars=plain_calendar, days=4, cost="1", milestone="上线")
    status = replace(only(status, change), people=tuple(bounced(p) for p in status.people))
    assert letters(status) == []
