"""Projects: every noun comes back as it was saved, and a status is a fixed number of questions."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailpm.ledger import Ledger
from mailpm.model import (
    Address,
    Assignment,
    ChangeRequest,
    CheckIn,
    Decision,
    Delivery,
    Feedback,
    Incentive,
    Meeting,
    MeetingPoll,
    Milestone,
    Person,
    Project,
    ProjectStatus,
    Result,
    Risk,
    Side,
    TeamRole,
    Trouble,
)

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
st.register_type_strategy(
    datetime,
    st.builds(lambda s, zone: datetime.fromtimestamp(s, zone), st.integers(1_577_836_800, 1_924_991_999), zones),
)
st.register_type_strategy(date, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
st.register_type_strategy(time, st.builds(time, st.integers(0, 23), st.integers(0, 59)))
st.register_type_strategy(str, words)
st.register_type_strategy(int, st.integers(-(2**31), 2**31))

SAVERS = {
    Person: ("save_person", "people", ("email",)),
    Assignment: ("save_assignment", "assignments", ("subject", "email", "raci")),
    Milestone: ("save_milestone", "milestones", ("key",)),
    CheckIn: ("save_check_in", "check_ins", ("uid",)),
    Meeting: ("save_meeting", "meetings", ("key",)),
    MeetingPoll: ("save_poll", "polls", ("key",)),
    Decision: ("save_decision", "decisions", ("key",)),
    Risk: ("save_risk", "risks", ("key",)),
    ChangeRequest: ("save_change", "changes", ("key",)),
    Incentive: ("save_incentive", "incentives", ("key",)),
    Feedback: ("save_feedback", "feedback", ("message_id",)),
}


def builds(kind: type) -> st.SearchStrategy[Any]:
    """Random nouns of this kind, every field given: one that a noun gains later is tested without a word here."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: st.from_type(hints[f.name]) for f in dataclasses.fields(kind)})


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("kind", SAVERS)
@given(data=st.data())
def test_a_noun_comes_back_as_it_was_saved(ledger: Ledger, make, kind: type, data: st.DataObject) -> None:
    save, field, keys = SAVERS[kind]
    noun = data.draw(builds(kind))
    if "email" in keys:
        noun = replace(noun, email=noun.email.lower())
    getattr(ledger, save)("acme", noun)
    found = [n for n in getattr(ledger.project_status("acme", make.now), field) if _same(n, noun, keys)]
    assert found == [noun]
    again = data.draw(builds(kind))
    again = replace(again, **{key: getattr(noun, key) for key in keys})
    getattr(ledger, save)("acme", again)
    assert [n for n in getattr(ledger.project_status("acme", make.now), field) if _same(n, noun, keys)] == [again]


def _same(one: Any, other: Any, keys: tuple[str, ...]) -> bool:
    return all(getattr(one, key) == getattr(other, key) for key in keys)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(project=builds(Project))
def test_a_project_comes_back_as_it_was_saved(ledger: Ledger, project: Project) -> None:
    ledger.save_project(project)
    assert ledger.project(project.key) == project
    assert project in ledger.projects()


def test_every_noun_of_a_status_is_kept(ledger: Ledger) -> None:
    """A noun that the status gains has to be filled here too."""
    derived = {"project", "items", "sent", "sent_elsewhere", "unanswered", "troubles", "unread_from", "untold"}
    fields = {field.name for field in dataclasses.fields(ProjectStatus)}
    assert fields - derived == {field for _, field, _ in SAVERS.values()}


def test_an_unknown_project_is_none(ledger: Ledger, make) -> None:
    assert ledger.project("nord") is None
    with pytest.raises(KeyError):
        ledger.project_status("nord", make.now)


def test_addresses_are_one_whatever_their_case(ledger: Ledger, make) -> None:
    ledger.save_person("acme", Person(email="Wang@ACME.example", name="王敏 (new)", side=Side.CLIENT))
    assert [p.name for p in ledger.people("acme") if p.email == make.wang] == ["王敏 (new)"]
    assert ledger.projects_of("WANG@acme.example") == ("acme",)
    ledger.remove_person("acme", "wang@Acme.example")
    assert ledger.projects_of(make.wang) == ()


def test_the_pm_is_the_first_owner(ledger: Ledger, make) -> None:
    ledger.save_person("acme", Person(email="b@studio.example", name="B", side=Side.TEAM, team_role=TeamRole.OWNER))
    pm = ledger.project_status("acme", make.now).pm
    assert pm is not None
    assert pm.email == make.pm


@pytest.mark.parametrize(
    ("have", "prefix", "free"),
    [((), "R", "R1"), (("R1", "R9", "R10"), "R", "R11"), (("CR2",), "CR", "CR3"), (("CR2",), "R", "R1")],
)
def test_numbers_are_counted_up(ledger: Ledger, have: tuple[str, ...], prefix: str, free: str) -> None:
    for number in have:
        if number.startswith("R"):
            ledger.save_risk("acme", Risk(key=number, number=number, words="x", status="closed"))
        else:
            ledger.save_change("acme", ChangeRequest(key=number, number=number, words="x"))
    assert ledger.next_number("acme", prefix) == free


def test_a_clients_letter_waits_for_an_answer_until_the_team_writes(ledger: Ledger, make) -> None:
    def waiting() -> list[str]:
        return [letter.message_id for letter in ledger.project_status("acme", make.now).unanswered]

    assert waiting() == ["a@acme.example"]
    make.letter(ledger, "more@acme.example", thread="a@acme.example", hours=1)
    assert waiting() == ["more@acme.example"]  # the thread's last word counts
    make.letter(ledger, "re@studio.example", thread="a@acme.example", sender=make.pm, to=(make.wang,), hours=2)
    assert waiting() == []
    make.letter(ledger, "again@acme.example", thread="a@acme.example", hours=3)
    assert waiting() == ["again@acme.example"]


def test_our_own_letter_is_an_answer(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "reminder:1")
    assert ledger.claim(row.id, make.now + timedelta(hours=1))
    ledger.body_started(row.id, make.now + timedelta(hours=1))
    ledger.settle(row.id, [Delivery(recipient=make.wang, result=Result.ACCEPTED)], make.now + timedelta(hours=1))
    assert ledger.project_status("acme", make.now).unanswered == ()


def test_what_was_sent_is_what_courtesy_counts(ledger: Ledger, make) -> None:
    first, second = make.approved(ledger, "reminder:1"), make.draft(ledger, "reminder:2", item_keys=("k1", "k9"))
    gone = make.draft(ledger, "reminder:3")
    ledger.reject(gone.id, by=make.pm, at=make.now)
    ledger.claim(first.id, make.now)
    ledger.body_started(first.id, make.now)
    later = make.now + timedelta(minutes=3)
    ledger.settle(first.id, [Delivery(recipient=make.wang, result=Result.ACCEPTED)], later)
    sent = ledger.project_status("acme", make.now).sent
    assert [(s.key, s.state, s.at, s.to, s.item_keys, s.subject) for s in sent] == [
        ("reminder:2", "draft", make.now, (make.wang,), ("k1", "k9"), second.subject),
        ("reminder:1", "accepted", later, (make.wang,), ("k1",), first.subject),
    ]


def test_letters_of_other_projects_to_the_same_person_are_seen_without_their_words(ledger: Ledger, make) -> None:
    ledger.save_project(Project(key="nord", name="Nord"))
    ledger.save_person("nord", Person(email=make.wang, name="王敏", side=Side.CLIENT))
    ledger.save_person("nord", Person(email=make.pm, name="Zhou", side=Side.TEAM))
    make.draft(ledger, "nord:1", project="nord", cc=(Address(email=make.pm),))
    status = ledger.project_status("acme", make.now)
    assert status.sent == ()
    assert [(s.key, set(s.to), s.subject, s.item_keys) for s in status.sent_elsewhere] == [
        ("nord:1", {make.pm, make.wang}, "", ())
    ]


def test_troubles_of_a_project_and_those_of_everybody(ledger: Ledger, make) -> None:
    ledger.save_project(Project(key="nord", name="Nord"))
    troubles = [
        Trouble(kind="bounced", words="5.1.1", at=make.now, project="acme", person=make.wang),
        Trouble(kind="absent", words="休假", at=make.now, project="acme", until=date(2026, 10, 23), names=("孙莉",)),
        Trouble(kind="unreachable", words="no answer", at=make.now),
        Trouble(kind="refused", words="550", at=make.now, project="nord"),
    ]
    for trouble in (*troubles, *troubles):
        ledger.trouble(trouble)
    found = ledger.project_status("acme", make.now).troubles
    assert [replace(t, id=0) for t in found] == troubles[:3]
    ledger.settle_trouble(found[0].id, make.now)
    ledger.settle_troubles("unreachable", make.now)
    assert [t.kind for t in ledger.project_status("acme", make.now).troubles] == ["absent"]
    ledger.trouble(troubles[0])
    assert [t.kind for t in ledger.troubles()] == ["absent", "refused", "bounced"]


def test_a_status_is_a_fixed_number_of_questions(ledger: Ledger, make) -> None:
    def questions() -> int:
        asked: list[str] = []
        ledger._connection.set_trace_callback(asked.append)
        ledger.project_status("acme", make.now)
        ledger._connection.set_trace_callback(None)
        return len(asked)

    ledger.project_status("acme", make.now)
    few = questions()
    for n in range(30):
        make.letter(ledger, f"{n}@acme.example")
        item = make.item(f"i{n}", message_id=f"{n}@acme.example")
        ledger.save_reading(f"{n}@acme.example", "acme", make.reading(item), now=make.now)
        ledger.save_milestone("acme", Milestone(key=str(n), name="x", baseline=date(2026, 10, 1)))
        make.draft(ledger, f"reminder:{n}")
    assert questions() == few < 25


def test_values_are_remembered(ledger: Ledger) -> None:
    assert ledger.get("light:acme") is None
    ledger.put("light:acme", "黄")
    ledger.put("light:acme", "green")
    assert ledger.get("light:acme") == "green"


def test_the_team_is_what_was_said_last(ledger: Ledger) -> None:
    ledger.set_team([Address(email="Zhou@studio.example", name="Zhou"), Address(email="xiao@studio.example")])
    ledger.set_team([Person(email="zhou@studio.example", name="Zhou", side=Side.TEAM, team_role=TeamRole.OWNER)])
    assert ledger.team() == ("zhou@studio.example",)


def test_now_is_utc_whatever_the_zone(ledger: Ledger, make) -> None:
    late = datetime(2026, 10, 15, 1, 0, tzinfo=timezone(timedelta(hours=8)))
    ledger.trouble(Trouble(kind="x", words="y", at=late))
    at = ledger._connection.execute("SELECT at FROM troubles").fetchone()[0]
    assert at == "2026-10-14T17:00:00Z"
    assert ledger.troubles()[0].at == late.astimezone(UTC)
