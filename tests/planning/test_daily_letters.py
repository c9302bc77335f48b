"""What the PM is told: what each letter brought, and the morning brief. `MAILPM_WRITE_GOLDEN=1` writes them anew."""

import os
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.planning.chasing_kit import SHANGHAI
from tests.planning.daily_scene import Scene, scene

from mailpm.composing import Composer, template_folders
from mailpm.model import (
    Address,
    Autonomy,
    Language,
    Numbered,
    Outbound,
    OutboundState,
    Planned,
    ProjectStatus,
    Sent,
    Status,
    Trouble,
    Untold,
)
from mailpm.model.letters.chasing import Brief, Noted
from mailpm.planning import plan, plan_brief, plan_noted
from mailpm.planning.chasers import firmer, plan_clients, softer
from mailpm.workdays import plain_calendar

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = [Language.ENGLISH, Language.CHINESE]
COMPOSER = Composer(template_folders())
SENDER = Address(email="assistant@agency.example", name="Agency assistant")


def written(planned: Planned, now: datetime) -> tuple[str, str]:
    made = COMPOSER.compose(planned, sender=SENDER, now=now, signature="Team")
    return made.subject, made.text


def drafts(found: Scene) -> list[Outbound]:
    rows = []
    for n, planned in enumerate(plan_clients(found.status, found.now, calendars=plain_calendar)):
        subject, text = written(planned, found.now)
        rows.append(
            Outbound(
                id=n,
                key=planned.key,
                kind=planned.kind,
                project="acme",
                state=OutboundState.DRAFT,
                version=1,
                recipients=tuple(a.email for a in (*planned.to, *planned.cc)),
                subject=subject,
                text=text,
                message_id=f"{n}@agency.example",
                raw=b"",
                created=found.now,
                not_before=planned.not_before,
            )
        )
    return rows


def the_brief(found: Scene) -> Planned:
    letters = list(plan_clients(found.status, found.now, calendars=plain_calendar))
    waiting = tuple(
        Sent(key=p.key, kind=p.kind, to=(p.to[0].email,), at=found.now, state="draft", item_keys=p.item_keys)
        for p in letters
    )
    status = replace(found.status, sent=waiting)
    planned = plan_brief(found.pm, [status], drafts(found), found.now, calendars=plain_calendar)
    assert planned is not None
    return planned


def check(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("MAILPM_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_daily_letters_read_as_they_were_read(language: Language) -> None:
    found = scene(language)
    told = list(plan_noted(found.status, found.now, calendars=plain_calendar))
    for planned in [*told, the_brief(found)]:
        subject, text = written(planned, found.now)
        number = f"-{told.index(planned) + 1}" if planned in told else ""
        check(f"{language}-{planned.kind}{number}.txt", f"{subject}\n\n{text}")
        assert not re.search(r"\n\n\n|[ \t]\n|None|Undefined|\{\{|\}\}|\(\)|（）|“”", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_noted_goes_to_the_pm_alone_and_its_numbers_stand_for_things(language: Language) -> None:
    found = scene(language)
    ask, answer, away = plan_noted(found.status, found.now, calendars=plain_calendar)
    for planned in (ask, answer, away):
        assert planned.to == (found.pm.address,)
        assert planned.cc == ()
        assert not planned.approval
    assert ask.key == "noted:ask@agency.example"
    assert ask.tells == ("ask@agency.example",)
    assert [(n.number, n.kind, n.key) for n in ask.numbering] == [
        ("1", "item", "logo"),
        ("2", "item", "copy"),
        ("3", "item", "domain"),
    ]
    assert [(n.number, n.kind, n.key) for n in answer.numbering] == [
        ("1", "item", "test"),
        ("2", "item", "logo"),
        ("3", "item", "copy"),
        ("4", "item", "domain"),
        ("R1", "risk", "slip:copy"),
        ("CR1", "change", "c1"),
    ]


def test_what_a_letter_brought_is_told_as_that_letter_left_it() -> None:
    found = scene(Language.ENGLISH)
    ask, answer, _ = plan_noted(found.status, found.now, calendars=plain_calendar)
    assert isinstance(ask.content, Noted)
    assert isinstance(answer.content, Noted)
    assert [(i.what, i.owner, i.due.day.day) for i in ask.content.letters[0].items if i.due] == [
        ("logo source files", "Lena Fischer", 16),
        ("homepage copy", "Lena Fischer", 16),
        ("domain account", "Lena Fischer", 20),
    ]
    changes = answer.content.letters[0].changes
    assert [(c.what, c.workdays, c.slips) for c in changes] == [("done", 0, 0), ("moved", 3, 1), ("owner", 0, 0)]
    assert (changes[1].old, changes[1].new) == (date(2026, 10, 16), date(2026, 10, 21))
    assert answer.content.letters[0].items[0].question == "unknown_person"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ENGLISH, "2. Another day is proposed: logo source files – Thu 22 Oct – Lena Fischer."),
        (Language.CHINESE, "2. 提议改期：logo 源文件，王敏，10月22日(周四)。您同意就回复“2 改 10/22”。"),
    ],
)
def test_a_day_that_is_only_proposed_is_told_as_such(language: Language, words: str) -> None:
    found = scene(language)
    logo = found.status.items[0]
    move = replace(logo.item.moves[0], field="proposal", old="2026-10-16", new="2026-10-22")
    items = (replace(logo, item=replace(logo.item, status=Status.OPEN, moves=(move,))), *found.status.items[1:])
    told = list(plan_noted(replace(found.status, items=items), found.now, calendars=plain_calendar))
    assert words in written(told[1], found.now)[1]


def test_letters_are_gathered_when_the_plan_says_so_or_there_are_many() -> None:
    found = scene(Language.ENGLISH)
    project = replace(found.status.project, plan=replace(found.status.project.plan, gather_minutes=60))
    gathered = replace(found.status, project=project)
    early = found.status.untold[0].date + timedelta(minutes=59)
    assert list(plan_noted(gathered, early, calendars=plain_calendar)) == []
    (one,) = plan_noted(gathered, found.now, calendars=plain_calendar)
    assert one.tells == ("ask@agency.example", "answer@acme.example", "away@acme.example")
    many = tuple(
        Untold(message_id=f"m{n}@acme.example", sender=found.pm.address, subject="S", date=found.now) for n in range(6)
    )
    assert len(list(plan_noted(replace(found.status, untold=many), found.now, calendars=plain_calendar))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_numbers_drafts_first_and_each_thing_once(language: Language) -> None:
    planned = the_brief(scene(language))
    assert planned.key == "brief:pm@agency.example:2026-10-15"
    kinds = [n.kind for n in planned.numbering]
    assert kinds[:2] == ["draft", "draft"]
    assert "draft" not in kinds[2:]
    items = [n.key for n in planned.numbering if n.kind == "item"]
    assert sorted(items) == sorted(set(items))
    assert Numbered(number="R1", kind="risk", key="slip:copy") in planned.numbering


def test_the_brief_comes_in_the_morning_of_working_days_only() -> None:
    found = scene(Language.CHINESE)

    def at(day: int, hour: int, minute: int, month: int = 10) -> Planned | None:
        now = datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)
        return plan_brief(found.pm, [found.status], (), now, calendars=plain_calendar)

    assert at(15, 8, 29) is None
    assert at(15, 8, 30) is not None
    assert at(15, 11, 0) is not None  # the machine was off at 8:30
    assert at(15, 18, 0) is None
    assert at(17, 9, 0) is None  # Saturday
    assert at(10, 9, 0) is not None  # 调休: a Saturday that is worked
    assert at(2, 9, 0) is None  # 国庆


def test_there_is_no_brief_with_nothing_to_say() -> None:
    found = scene(Language.ENGLISH)
    items = tuple(t for t in found.status.items if t.item.key == "domain")
    empty = replace(found.status, items=items, risks=(), unanswered=(), troubles=(), incentives=())
    later = found.now + timedelta(days=1)  # the domain is due on Tuesday, and nothing else is left
    assert plan_brief(found.pm, [empty], (), later, calendars=plain_calendar) is None
    trouble = Trouble(kind="unreachable", words="imap.agency.example", at=later)
    assert plan_brief(found.pm, [empty], (), later, calendars=plain_calendar, troubles=[trouble]) is not None


def test_one_pm_with_two_projects_gets_one_brief() -> None:
    found = scene(Language.ENGLISH)
    other = replace(found.status, project=replace(found.status.project, key="other", name="Other", code="OTHER"))
    planned = plan_brief(found.pm, [found.status, other], (), found.now, calendars=plain_calendar)
    assert planned is not None
    assert isinstance(planned.content, Brief)
    assert [p.name for p in planned.content.projects] == ["Harbor website", "Other"]
    # Both have an R1: the number stands for the first one's, and the second shows none.
    assert [p.risks[0].number for p in planned.content.projects] == ["R1", ""]
    assert "\nPossible risk: “homepage copy”" in written(planned, found.now)[1]
    numbers = [n.number for n in planned.numbering]
    assert len(numbers) == len(set(numbers))


def test_a_pm_hears_nothing_of_projects_that_are_not_his() -> None:
    found = scene(Language.ENGLISH)
    stranger = replace(found.pm, email="other@agency.example")
    trouble = Trouble(kind="bounced", words="no such user", at=found.now, project="acme")
    made = plan_brief(
        stranger, [found.status], drafts(found), found.now, calendars=plain_calendar, troubles=[trouble]
    )
    assert made is None


def test_how_a_reward_ended_is_told_once() -> None:
    found = scene(Language.ENGLISH)

    def told(day: int, facts: ProjectStatus) -> list[str]:
        now = datetime(2026, 10, day, 9, tzinfo=SHANGHAI)
        made = plan_brief(found.pm, [facts], (), now, calendars=plain_calendar)
        assert made is not None
        assert isinstance(made.content, Brief)
        return [r.outcome for p in made.content.projects for r in p.rewards]

    assert [told(day, found.status) for day in (15, 22, 29, 30)] == [[], [""], [""], ["missed"]]
    design, launch = found.status.milestones
    reached = replace(found.status, milestones=(replace(design, actual=date(2026, 10, 20)), launch))
    assert [told(day, reached) for day in (20, 21, 22)] == [["earned"], ["earned"], []]


def test_a_trouble_is_told_once() -> None:
    found = scene(Language.ENGLISH)
    everything = [*found.status.troubles, Trouble(kind="unreachable", words="imap.agency.example", at=found.now)]
    made = plan_brief(found.pm, [found.status], (), found.now, calendars=plain_calendar, troubles=everything)
    assert made is not None
    text = written(made, found.now)[1]
    assert text.count("please stop reminding me") == 1
    assert text.count("imap.agency.example") == 1


def test_the_brief_says_what_leaves_by_itself() -> None:
    found = scene(Language.ENGLISH)
    plan_ = replace(found.status.project.plan, autonomy=(("reminder", Autonomy.UNLESS_STOPPED),))
    found = replace(found, status=replace(found.status, project=replace(found.status.project, plan=plan_)))
    subject, text = written(the_brief(found), found.now)
    assert "leaves at 12:30 (Shanghai time) unless you say stop" in text
    assert subject == "Your Thu 15 Oct: 2 drafts, 1 overdue"


def test_a_letter_can_be_made_softer_and_firmer() -> None:
    found = scene(Language.ENGLISH)
    reminder = next(p for p in plan_clients(found.status, found.now, calendars=plain_calendar) if p.kind == "reminder")
    texts = {written(p, found.now)[1] for p in (reminder, softer(reminder), firmer(reminder))}
    assert len(texts) == 3
    assert softer(reminder).key == reminder.key
    mildest = reminder
    for _ in range(9):
        mildest = softer(mildest)
    assert "A friendly" in written(mildest, found.now)[1] or "Still on our list" in written(mildest, found.now)[1]


def test_the_plan_holds_what_each_planner_gives() -> None:
    found = scene(Language.ENGLISH)
    kinds = {p.kind for p in plan(found.status, found.now, calendars=plain_calendar)}
    assert {"noted", "reminder", "first_request"} <= kinds
