"""DIALOGUES, Questions, Change and The report, in Chinese and English, by mail."""

from __future__ import annotations

import pytest
from tests.stories.conftest import ASK_EN, ASK_ZH, LENA, PM, WANG, A, Begin, Story, at

from mailpm.model import OutboundState


def asked(story: Begin, language: str) -> Story:
    s = story(language)
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.write(PM, ASK_EN, to=[LENA], cc=[A], subject="Shop: photos")
    s.assistant.tick()
    return s


def question(s: Story, words: str, subject: str = "?") -> str:
    before = {x.message_id for x in s.to(PM)}
    s.write(PM, words, to=[A], subject=subject)
    s.assistant.tick()
    fresh = [x for x in s.to(PM) if x.message_id not in before]
    assert fresh, "no answer"
    return fresh[-1].text


@pytest.mark.parametrize(
    ("language", "words", "there", "absent"),
    [
        ("zh", "王敏还欠什么", "logo", "photos"),
        ("zh", "Lena 还欠什么?", "photos", "logo"),
        ("en", "what does Lena owe us?", "photos", "logo"),
        ("en", "What does 王敏 owe us", "logo", "photos"),
        ("zh", "这周到期的有哪些", "logo", ""),
        ("en", "what is due this week?", "photos", ""),
    ],
)
def test_who_owes_what(story: Begin, language: str, words: str, there: str, absent: str) -> None:
    answer = question(asked(story, language), words)
    assert there in answer
    assert not absent or absent not in answer


@pytest.mark.parametrize(("language", "words"), [("zh", "哪些逾期了"), ("en", "what is late?")])
def test_what_is_late(story: Begin, language: str, words: str) -> None:
    s = asked(story, language)
    s.until(at("20 10:00"))
    answer = question(s, words)
    assert "logo" in answer
    assert "photos" in answer


@pytest.mark.parametrize(("language", "words"), [("zh", "1 的历史"), ("en", "history of 1")])
def test_the_history_of_a_number_gives_each_sentence(story: Begin, language: str, words: str) -> None:
    s = asked(story, language)
    noted = next(x for x in s.to(PM, kind="noted") if "logo" in x.text)
    s.write(PM, "1 改 10/19" if language == "zh" else "1 is due 19 Oct", answers=noted)
    s.assistant.tick()
    s.write(PM, words, answers=noted)
    s.assistant.tick()
    answer = s.to(PM)[-1].text
    row = next(t.item for t in s.ledger.items() if t.item.moves)
    assert row.quote in answer
    assert row.moves[0].quote in answer
    assert row.message_id in answer


@pytest.mark.parametrize(("language", "words"), [("zh", "帮助"), ("en", "help")])
def test_help_is_the_one_page_guide(story: Begin, language: str, words: str) -> None:
    s = story(language)
    s.write(PM, words, to=[A], subject=words)
    s.assistant.tick()
    guide = s.latest(PM, kind="guide").text
    assert A in guide
    assert len(guide.splitlines()) < 60


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wish_becomes_a_change_with_the_clients_sentence_as_evidence(story: Begin, language: str) -> None:
    s = story(language)
    s.write(WANG, "李娜,\n首页再加一个多语言切换吧,海外同事也要用。\n王敏", to=[PM], cc=[A], subject="首页")
    s.assistant.tick()
    s.order(
        "CR1 +4天 +8000,上线改11/26,请王敏确认" if language == "zh" else "CR1 +4 days +8000, 上线 moves to 26 November, ask 王敏 to confirm",
        "change_question",
    )
    assert s.to(WANG) == []
    s.until(at("13 09:00"))
    s.order("全部发" if language == "zh" else "send all", "brief")
    s.until(at("13 09:10"))
    note = s.latest(WANG, kind="change_note")
    assert "11月26日" in note.text
    assert "8000" in note.text.replace(",", "")
    s.write(WANG, "同意,就按这个办。\n王敏", answers=note, cc=[PM])
    s.assistant.tick()
    status = next(
        st for p in s.ledger.projects() if (st := s.ledger.project_status(p.key, s.clock.now())).changes
    )
    (change,) = status.changes
    assert change.status == "accepted"
    assert change.evidence == "同意,就按这个办。"
    assert {m.name: m.baseline.isoformat() for m in status.milestones}["上线"] == "2026-11-26"


def test_a_no_leaves_the_milestone(story: Begin) -> None:
    s = story("zh")
    s.write(WANG, "李娜,\n首页再加一个多语言切换吧。\n王敏", to=[PM], cc=[A], subject="首页")
    s.assistant.tick()
    s.order("CR1 +4天 +8000,上线改11/26,请王敏确认", "change_question")
    s.until(at("13 09:00"))
    s.order("全部发", "brief")
    s.until(at("13 09:10"))
    s.write(WANG, "不同意,太贵了。", answers=s.latest(WANG, kind="change_note"), cc=[PM])
    s.assistant.tick()
    status = next(
        st for p in s.ledger.projects() if (st := s.ledger.project_status(p.key, s.clock.now())).changes
    )
    assert status.changes[0].status == "rejected"
    assert {m.name: m.baseline.isoformat() for m in status.milestones}["上线"] == "2026-11-20"


REPORTING = "周报周五 16:00。"


def with_report(story: Begin, language: str) -> Story:
    s = story(language, begun=False)
    s.write(
        PM, f"客户:王敏 wang.min@acme.example(负责人)。\n{REPORTING}\n里程碑:设计定稿 10/29,上线 11/20。", to=[A],
        subject="新项目 ACME 官网改版",
    )  # fmt: skip
    s.assistant.tick()
    s.order("确认", "project_noted")
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.until(at("16 15:45"))
    return s


def test_the_report_is_a_draft_first_and_leaves_at_its_hour(story: Begin) -> None:
    s = with_report(story, "zh")
    draft = s.latest(PM, kind="report_draft")
    assert "logo" in draft.text
    assert s.to(WANG, kind="report") == []
    s.order("RAG 改黄\n加一句:感谢大家的支持。", "report_draft")
    row = next(r for r in s.ledger.outbox(states=(OutboundState.DRAFT,)) if r.kind == "report")
    assert "🟡" in row.text
    assert "感谢大家的支持" in row.text
    s.order("发", "report_draft")
    s.until(at("16 16:10"))
    report = s.latest(WANG, kind="report")
    sent = report.parsed["Date"].datetime
    assert (sent.hour, sent.minute) == (16, 0)
    assert "🟡" in report.text
    assert "感谢大家的支持" in report.text
    assert report.parsed.get_body(("html",)) is not None


def test_a_report_that_nobody_let_go_stays_here(story: Begin) -> None:
    s = with_report(story, "zh")
    s.until(at("23 12:00"))
    assert s.to(WANG, kind="report") == []


def test_feedback_on_a_report_is_kept_and_shown(story: Begin) -> None:
    s = with_report(story, "zh")
    s.order("发", "report_draft")
    s.until(at("16 16:10"))
    s.write(WANG, "报告很清楚,希望下次多写一点风险。", answers=s.latest(WANG, kind="report"), cc=[PM])
    s.until(at("19 10:00"))
    project = next(p.key for p in s.ledger.projects())
    feedback = s.ledger.project_status(project, s.clock.now()).feedback
    assert [f.words for f in feedback] == ["报告很清楚,希望下次多写一点风险。"]
    assert "希望下次多写一点风险" in " ".join(x.text for x in s.to(PM))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_on_demand(story: Begin, language: str) -> None:
    s = asked(story, language)
    s.write(PM, "发我 ACME 周报" if language == "zh" else "send me the report for ACME", to=[A], subject="?")
    s.assistant.tick()
    assert "logo" in s.latest(PM, kind="report_draft").text
