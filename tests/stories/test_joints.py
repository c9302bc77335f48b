"""Where two rooms meet by mail: suggested risks, answers with numbers, edits of a report, autonomy, told troubles."""

from __future__ import annotations

import pytest
from tests.stories.conftest import ASK_ZH, PM, STRANGER, WANG, A, Begin, Story, at

from mailpm.model import Autonomy, OutboundState, ProjectStatus


def acme(s: Story) -> ProjectStatus:
    key = next(p.key for p in s.ledger.projects() if "ACME" in p.name)
    return s.ledger.project_status(key, s.clock.now())


def asked(story: Begin, language: str = "zh") -> Story:
    s = story(language)
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.assistant.tick()
    s.order("OK", "noted")
    return s


# ---- risks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("zh", "R1 好"), ("en", "R1 ok")])
def test_a_promise_that_slips_far_is_a_risk_that_one_word_registers(story: Begin, language: str, words: str) -> None:
    s = asked(story, language)
    s.write(WANG, "李娜,\n首页文案要到 10/28 才能给您。\n王敏", to=[PM], cc=[A], answers=s.inbox(WANG)[0])
    s.assistant.tick()
    told = s.latest(PM, "R1", kind="noted")
    (risk,) = acme(s).risks
    assert (risk.status, risk.cause, risk.number) == ("suggested", "slip", "R1")
    s.write(PM, words, answers=told)
    s.assistant.tick()
    assert [r.status for r in acme(s).risks] == ["open"]
    # The same cause makes no second risk, however long it lasts.
    s.until(at("21 12:00"))
    assert [r.number for r in acme(s).risks if r.cause == "slip"] == ["R1"]


def test_a_risk_of_one_project_is_registered_from_the_brief_of_all(story: Begin) -> None:
    s = asked(story)
    s.until(at("26 08:31"))
    (silent,) = [r for r in acme(s).risks if r.cause == "silence"]
    brief = s.latest(PM, silent.number, kind="brief")
    s.write(PM, f"{silent.number} 好", answers=brief)
    s.assistant.tick()
    assert [r.status for r in acme(s).risks if r.cause == "silence"] == ["open"]


# ---- answers whose numbers count ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question", "history"), [("zh", "王敏还欠什么", "2 的历史"), ("en", "what does 王敏 owe us?", "history of 2")]
)
def test_the_numbers_of_an_answer_can_be_asked_about_and_ordered(
    story: Begin, language: str, question: str, history: str
) -> None:
    s = asked(story, language)
    s.write(PM, question, to=[A], subject="?")
    s.assistant.tick()
    table = s.latest(PM, kind="answer_items")
    second = next(line for line in table.text.splitlines() if line.lstrip().startswith("2"))
    s.write(PM, history, answers=table)
    s.assistant.tick()
    told = s.latest(PM, kind="answer_history").text
    row = next(t.item for t in s.ledger.items() if t.item.what in second)
    assert row.quote in told
    assert row.message_id in told
    s.write(PM, "2 已收到" if language == "zh" else "2 done", answers=table)
    s.assistant.tick()
    done = s.ledger.item(row.key)
    assert done is not None
    assert str(done.item.status) == "done"


# ---- a report whose facts move on -------------------------------------------------------------------------------


def test_a_reports_numbers_stay_while_facts_change(story: Begin) -> None:
    s = story("zh", begun=False)
    s.write(
        PM, "客户:王敏 wang.min@acme.example(负责人)。\n周报周五 16:00。\n里程碑:设计定稿 10/29,上线 11/20。", to=[A],
        subject="新项目 ACME 官网改版",
    )  # fmt: skip
    s.assistant.tick()
    s.order("确认", "project_noted")
    s.write(PM, "王敏,请您周五前发 logo 源文件。\n请您下周二前发首页文案。\n请您下周三前给域名账号。", to=[WANG], cc=[A], subject="官网素材")
    s.until(at("16 15:35"))
    draft = s.latest(PM, kind="report_draft")
    third = next(line for line in draft.text.splitlines() if line.lstrip().startswith("3"))
    assert "域名" in third
    s.write(WANG, "logo 附上。\n王敏", to=[PM], cc=[A], answers=s.inbox(WANG)[0],
            attachments=[("logo.ai", b"x", "application/postscript")])  # fmt: skip
    s.assistant.tick()
    s.order("去掉第3条", "report_draft")
    s.order("加一句:感谢支持。", "report_draft")
    row = next(r for r in s.ledger.outbox(states=(OutboundState.DRAFT,)) if r.kind == "report")
    assert "域名" not in row.text
    assert "首页文案" in row.text
    assert "感谢支持" in row.text


def test_a_report_on_demand_is_edited_and_sent(story: Begin) -> None:
    s = asked(story)
    s.write(PM, "发我 ACME 周报", to=[A], subject="?")
    s.assistant.tick()
    s.order("RAG 改黄\n加一句:感谢支持。", "report_draft")
    s.order("发", "report_draft")
    s.until(at("12 10:00"))
    (report, *_) = s.to(WANG, kind="report")
    assert "🟡" in report.text
    assert "感谢支持" in report.text


# ---- autonomy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("zh", "提醒自动发"), ("en", "reminders automatic")])
def test_reminders_may_leave_by_themselves_and_escalations_never(story: Begin, language: str, words: str) -> None:
    s = asked(story, language)
    s.write(PM, words, to=[A], subject="ACME 官网改版")
    s.assistant.tick()
    assert dict(acme(s).project.plan.autonomy)["reminder"] is Autonomy.AUTOMATIC
    s.until(at("31 20:00"))
    assert s.to(WANG, kind="reminder")
    assert s.to(WANG, kind="escalation") == []


UNLESS_STOPPED = '[letters]\nautonomy = { reminder = "unless_stopped" }\n'


def test_four_hours_after_the_brief_a_reminder_leaves_unless_stopped(story: Begin) -> None:
    s = story("zh", extra=UNLESS_STOPPED)
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.assistant.tick()
    s.order("OK", "noted")
    s.until(at("14 08:31"))
    brief = s.latest(PM, kind="brief")
    assert "除非您说停" in brief.text
    s.until(at("14 12:00"))
    assert s.to(WANG) == []
    s.until(at("14 13:00"))
    assert len(s.to(WANG, kind="reminder")) == 1


@pytest.mark.parametrize("word", ["停", "1 不发", "stop"])
def test_what_leaves_unless_stopped_is_stopped_by_a_word(story: Begin, word: str) -> None:
    s = story("zh", extra=UNLESS_STOPPED)
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.assistant.tick()
    s.order("OK", "noted")
    s.until(at("14 08:31"))
    s.order(word, "brief")
    s.until(at("15 20:00"))
    assert s.to(WANG) == []


# ---- troubles ---------------------------------------------------------------------------------------------------


def test_a_trouble_is_told_once_and_stays_in_the_status(story: Begin) -> None:
    s = asked(story)
    s.write(STRANGER, "Please call me back.", to=[A], subject="A stranger's hello")
    s.until(at("23 09:00"))
    told = [b for b in s.to(PM, kind="brief") if "A stranger's hello" in b.text]
    assert len(told) == 1
    assert "unsorted" in {t.kind for t in s.ledger.troubles()}
