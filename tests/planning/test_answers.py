"""Questions in words, answered from the facts of invented projects."""

from dataclasses import replace
from datetime import date

import pytest
from tests.composing.report_projects import CHINESE, ENGLISH, project

from mailpm.model import Ask, Language, Numbered, ProjectStatus, Question, TeamRole
from mailpm.model.letters.answers import (
    Answer,
    AnswerHistory,
    AnswerItems,
    AnswerMilestone,
    AnswerRegister,
    AnswerStatistics,
    AnswerStatus,
    AnswerUnknown,
    AnswerWho,
)
from mailpm.planning.answer_facts import days_of
from mailpm.planning.answer_letter import KINDS, reply
from mailpm.planning.answers import answer
from mailpm.planning.finding import find_person, find_projects
from mailpm.reading.questions import read_question
from mailpm.workdays import plain_calendar

ZH, NOW = project(Language.CHINESE, "in_trouble")
EN, _ = project(Language.ENGLISH, "in_trouble")
TRACK, _ = project(Language.ENGLISH, "on_track")
BOTH = (ZH, EN)
C, E = CHINESE, ENGLISH


def ask(words: str, *, over: tuple[ProjectStatus, ...] = BOTH, numbering: tuple[Numbered, ...] = ()) -> Answer:
    return answer(read_question(words), over, NOW, calendars=plain_calendar, asker=over[0].pm, numbering=numbering)


ITEMS = [
    # the question, over which project, and the things that the answer lists in order
    ("王敏还欠什么", ZH, [C.logo, C.photos, C.copy]),
    ("李总欠什么", ZH, []),
    ("赵强逾期了什么", ZH, [C.account, C.prices]),
    ("我还欠什么", ZH, [C.internal]),
    ("我们还欠什么", ZH, [C.wireframes, C.internal]),
    ("What does Lena owe us?", EN, [E.logo, E.photos, E.copy]),
    ("what does Tom Adeyemi owe us?", EN, [E.account, E.prices, E.privacy]),
    ("what do we owe Lena?", EN, [E.wireframes]),  # our own calculation is none of hers
    ("Which items does Tom still have open?", EN, [E.account, E.prices, E.privacy]),
    ("王敏手头还有几项没给", ZH, [C.logo, C.photos, C.copy]),
    ("what is late?", EN, [E.logo, E.account, E.prices, E.wireframes]),
]


@pytest.mark.parametrize(("words", "status", "things"), ITEMS, ids=[i[0] for i in ITEMS])
def test_lists_of_items(words: str, status: ProjectStatus, things: list[str]) -> None:
    found = ask(words, over=(status,))
    assert isinstance(found, AnswerItems)
    assert [line.what for line in found.lines] == things


def test_everything_that_is_late_over_all_projects_names_each_project() -> None:
    found = ask("哪些逾期了")
    assert isinstance(found, AnswerItems)
    assert {line.project for line in found.lines} == {ZH.project.name, EN.project.name}
    assert [line.due for line in found.lines] == sorted(line.due for line in found.lines if line.due)
    assert [line.number for line in found.lines] == [str(n) for n in range(1, len(found.lines) + 1)]


def test_what_is_due_in_a_span() -> None:
    found = ask("下周到期的有哪些", over=(ZH,))
    assert isinstance(found, AnswerItems)
    assert (found.first, found.last) == (date(2026, 10, 19), date(2026, 10, 25))
    assert [line.what for line in found.lines] == [C.internal, C.privacy]


def test_what_was_done() -> None:
    found = ask("what was done this week?", over=(TRACK,))
    assert isinstance(found, AnswerItems)
    assert [(line.what, line.on) for line in found.lines] == [
        (E.logo, date(2026, 10, 14)),
        (E.wireframes, date(2026, 10, 15)),
    ]


def test_will_the_launch_be_late() -> None:
    found = ask("Will the Brightwater launch be late?")
    assert isinstance(found, AnswerMilestone)
    assert (found.name, found.baseline, found.forecast) == ("Launch", date(2026, 12, 1), date(2026, 12, 10))
    assert found.cause is not None
    assert found.cause.what == "Design freeze"
    design = ask("什么挡住了设计定稿", over=(ZH,))
    assert isinstance(design, AnswerMilestone)
    assert design.holdups[0].what == C.copy


def test_a_milestone_where_a_person_could_stand() -> None:
    question = Question(kind=Ask.OWES, quote="", person="上线")
    found = answer(question, [ZH], NOW, calendars=plain_calendar)
    assert isinstance(found, AnswerMilestone)


def test_free_words_about_a_milestone_or_a_thing() -> None:
    found = ask("设计定稿为什么延期", over=(ZH,))
    assert isinstance(found, AnswerMilestone | AnswerHistory)
    copy = ask("Did Lena send the copy?", over=(EN,))
    assert isinstance(copy, AnswerHistory)
    assert copy.what == E.copy


def test_the_history_of_a_number_is_that_of_the_letter_it_answers() -> None:
    numbering = (Numbered(number="2", kind="item", key="i2"), Numbered(number="1", kind="item", key="i5"))
    found = ask("history of 2", over=(EN,), numbering=numbering)
    assert isinstance(found, AnswerHistory)
    assert found.what == E.copy
    assert [(e.field, e.old_day, e.new_day) for e in found.events] == [
        ("said", None, date(2026, 10, 9)),
        ("due", date(2026, 10, 9), date(2026, 10, 16)),
        ("due", date(2026, 10, 16), date(2026, 11, 2)),
    ]
    assert all(e.quote and e.message_id for e in found.events)
    assert isinstance(ask("history of 1", over=(EN,), numbering=numbering), AnswerHistory)
    assert ask("history of 77", over=(EN,)) == AnswerUnknown(
        question="history of 77", problem="no_number", words="77"
    )


def test_a_history_by_name() -> None:
    found = ask("首页文案的来龙去脉", over=(ZH,))
    assert isinstance(found, AnswerHistory)
    assert found.what == C.copy


def test_statistics_are_for_owners() -> None:
    found = ask("谁老是晚", over=(ZH,))
    assert isinstance(found, AnswerStatistics)
    assert {r.name for r in found.records} <= {"王敏", "赵强"}
    assert ZH.pm is not None
    member = replace(ZH.pm, team_role=TeamRole.MEMBER)
    refused = answer(read_question("谁老是晚"), [ZH], NOW, calendars=plain_calendar, asker=member)
    assert isinstance(refused, AnswerUnknown)
    assert refused.problem == "owners_only"


REGISTERS = [
    ("都有哪些决定", "decisions", 1),
    ("首页方案当时怎么定的", "decisions", 1),
    ("付款方式当时怎么定的", "decisions", 0),
    ("还有哪些风险", "risks", 2),
    ("有哪些变更", "changes", 1),
    ("下次例会是什么时候", "meetings", 1),
]


@pytest.mark.parametrize(("words", "asked", "count"), REGISTERS)
def test_registers(words: str, asked: str, count: int) -> None:
    found = ask(words, over=(ZH,))
    assert isinstance(found, AnswerRegister)
    assert found.asked == asked
    assert len(getattr(found, asked)) == count


def test_the_state_of_one_or_all() -> None:
    one = ask("How is Brightwater doing?")
    assert isinstance(one, AnswerStatus)
    assert [s.project for s in one.states] == [EN.project.name]
    every = ask("?")
    assert isinstance(every, AnswerStatus)
    assert len(every.states) == 2
    state = one.states[0]
    assert (state.client_open, state.client_late, state.team_open, state.team_late) == (6, 3, 2, 1)


def test_who_is_responsible() -> None:
    found = ask("设计定稿谁负责", over=(ZH,))
    assert isinstance(found, AnswerWho)
    assert found.facts[0].roles == (("A", "周岚"), ("R", "王敏"), ("C", "赵强"), ("I", "李建国"))
    assert isinstance(ask("域名账号找谁", over=(ZH,)), AnswerWho)


UNKNOWN = [
    ("Bob 欠什么", "no_person"),
    ("今天天气", "not_understood"),
    ("history of the sitemap", "no_thing"),
    ("will the harvest be late?", "no_thing"),
]


@pytest.mark.parametrize(("words", "problem"), UNKNOWN)
def test_what_is_not_known_is_said(words: str, problem: str) -> None:
    found = ask(words, over=(EN,))
    assert isinstance(found, AnswerUnknown)
    assert found.problem == problem


PEOPLE = [
    ("王敏", "wang"),
    ("王", "wang"),
    ("赵工", "zhao"),
    ("李总", "li"),
    ("小川", "he"),
    ("wang@anhe.example", "wang"),
    ("Lena", "lena"),
    ("lena fischer", "lena"),
    ("Ms Fischer", "lena"),
    ("Tom", "tom"),
    ("周总", "zhou"),
    ("Bob", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "local"), PEOPLE)
def test_people_by_the_names_one_uses(words: str, local: str | None) -> None:
    found = find_person(words, BOTH)
    assert (next(iter(found.emails)).partition("@")[0] if found else None) == local


def test_two_of_one_name_are_asked_about() -> None:
    twin = replace(EN.people[2], email="lena.other@brightwater.example", name="Lena Brandt")
    status = replace(EN, people=(*EN.people, twin))
    assert find_person("Lena", [status]) is None
    assert find_person("Lena Brandt", [status]) is not None


def test_projects_by_name_and_what_is_left() -> None:
    found, rest = find_projects("Brightwater launch", BOTH)
    assert ([s.project.key for s in found], rest) == (["brightwater"], "launch")
    found, rest = find_projects("上线", BOTH)
    assert (len(found), rest) == (2, "上线")


def test_spans() -> None:
    friday = date(2026, 10, 16)
    assert days_of("this_week", friday) == (date(2026, 10, 12), date(2026, 10, 18))
    assert days_of("this_month", friday) == (date(2026, 10, 1), date(2026, 10, 31))
    assert days_of("tomorrow", friday) == (date(2026, 10, 17), date(2026, 10, 17))


def test_an_answer_is_a_letter_to_the_asker_alone() -> None:
    assert ZH.pm is not None
    letter = reply(ask("哪些逾期了"), message_id="q@x", to=ZH.pm.address, language=Language.CHINESE)
    assert (letter.key, letter.approval, letter.to) == ("answer:q@x", False, (ZH.pm.address,))
    assert letter.numbering[0].kind == "item"
    assert set(KINDS) == set(Answer.__args__)  # type: ignore[attr-defined]
