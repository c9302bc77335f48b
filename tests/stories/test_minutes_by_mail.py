"""DIALOGUES, Minutes: sent on by the PM, corrected, confirmed by each attendee, one clean letter, the next agenda."""

from __future__ import annotations

import pytest
from tests.stories.conftest import LENA, MEMBER, PM, WANG, ZHAO, A, Begin, Story, at

from mailpm.model import TrackedItem

TABLE = """会议纪要 10/14
出席:王敏、赵强、李娜、陈宇

事项 | 负责人 | 截止
logo 源文件 | 王敏 | 10/16
域名账号 | 王敏 | 10/20
首页文案 | 王敏 | 10/21
服务器报价 | 赵强 | 尽快
接口文档 | 技术 | 10/23

决定:首页采用蓝色方案。
变更:首页再加一个多语言切换。"""
FORWARDED = f"""请看。

---------- 转发的邮件 ----------
发件人:李娜 <li.na@weave.example>
日期:2026年10月14日
主题:会议纪要 10/14

{TABLE}"""
BULLETS = """Minutes 14 October
Present: Lena Brandt, Li Na, Chen Yu

Actions:
- Lena: product photos by 16 Oct
- Lena: price list by 21 Oct
- Chen Yu: server quote as soon as possible

Decision: we use the blue design.
"""


def number(text: str, words: str) -> str:
    """The number under which a list names something."""
    return next(line.partition(".")[0].strip() for line in text.splitlines() if words in line and "." in line[:3])


def item(s: Story, words: str) -> TrackedItem:
    return next(t for t in s.ledger.items() if words in t.item.what)


@pytest.mark.parametrize("text", [FORWARDED, TABLE], ids=["forwarded", "pasted"])
def test_minutes_from_the_meeting_to_the_clean_letter(story: Begin, text: str) -> None:
    s = story("zh")
    s.write(PM, "约 ACME 例会,每周三10点,45分钟,王敏、赵强、我", to=[A], subject="ACME 例会")
    s.assistant.tick()
    s.order("全部发", "brief")
    s.until(at("14 15:00"))
    s.write(PM, text, to=[A], subject="转发:会议纪要 10/14")
    s.assistant.tick()
    noted = s.latest(PM, kind="noted")
    assert "新增 5 项" in noted.subject
    assert "首页采用蓝色方案" in noted.text
    assert "CR1" in noted.text
    quote, api = number(noted.text, "服务器报价"), number(noted.text, "接口文档")
    s.order(f"{quote} 10/22;{api} 陈宇;其余对,发与会者确认", "noted")
    assert item(s, "服务器报价").item.due.iso() == "2026-10-22"  # type: ignore[union-attr]
    assert item(s, "接口文档").item.owner.email == MEMBER
    s.until(at("14 15:10"))
    # Each sees his own items and nobody else's.
    wang, zhao = s.latest(WANG, kind="attendee_items"), s.latest(ZHAO, kind="attendee_items")
    assert [w in wang.text for w in ("logo", "域名账号", "首页文案", "服务器报价", "接口文档")] == [True] * 3 + [False] * 2
    assert [w in zhao.text for w in ("logo", "域名账号", "首页文案", "服务器报价", "接口文档")] == [False] * 3 + [True, False]

    s.write(WANG, f"第{number(wang.text, '域名账号')}项不是我,是赵强。其余没问题。", answers=wang, cc=[PM])
    s.assistant.tick()
    assert item(s, "域名账号").item.owner.email == ZHAO
    assert "改由赵强负责" in s.latest(PM, kind="noted").text
    asked_before = len(s.to(ZHAO))
    s.write(ZHAO, "都没问题", answers=zhao, cc=[PM])
    s.write(MEMBER, "OK", answers=s.latest(MEMBER, kind="attendee_items"))
    s.until(at("15 08:31"))
    # 赵强 is asked, and the clean letter goes, after the PM's word alone.
    brief = s.latest(PM, kind="brief")
    assert "首次请求" in brief.text
    assert len(s.to(ZHAO)) == asked_before
    s.order("全部发", "brief")
    s.until(at("16 12:00"))
    (first,) = s.to(ZHAO, kind="first_request")
    assert "域名账号" in first.text
    (final,) = s.to(WANG, kind="minutes_final")
    assert "首页采用蓝色方案" in final.text
    assert "域名账号——赵强" in final.text
    assert "赵强" in next(x for x in final.text.splitlines() if x.startswith("已确认"))
    assert "有更正：王敏" in final.text
    # The next agenda begins with what these minutes left open.
    s.until(at("20 08:31"))
    agenda = next(r for r in s.ledger.outbox() if r.kind == "agenda" and WANG in r.recipients and r.created > at("16 00:00"))
    assert "首页文案" in agenda.text
    assert "域名账号" in agenda.text


def test_silence_is_not_disputed_and_never_agreement(story: Begin) -> None:
    s = story("zh")
    s.until(at("14 15:00"))
    s.write(PM, TABLE, to=[A], subject="会议纪要 10/14")
    s.assistant.tick()
    s.order("其余对,发与会者确认", "noted")
    s.until(at("20 09:00"))
    final = next(r for r in s.ledger.outbox() if r.kind == "minutes_final")
    assert "未提异议：王敏、赵强" in final.text
    assert "已确认" not in final.text


def test_minutes_in_english(story: Begin) -> None:
    s = story("en")
    s.until(at("14 15:00"))
    s.write(PM, BULLETS, to=[A], subject="Minutes 14 October")
    s.assistant.tick()
    noted = s.latest(PM, kind="noted")
    assert "product photos" in noted.text
    s.order("OK, send it to the attendees for confirmation", "noted")
    s.until(at("14 18:00"))
    mine = s.latest(LENA, kind="attendee_items")
    price = number(mine.text, "price list")
    s.write(LENA, f"{price} is due 23 October, not before.", answers=mine, cc=[PM])
    s.assistant.tick()
    s.write(LENA, f"Number {price} moves to 23 October.", answers=mine, cc=[PM])
    s.assistant.tick()
    assert item(s, "price list").item.due.iso() == "2026-10-23"  # type: ignore[union-attr]
    assert "price list" in s.latest(PM, kind="noted").text
    s.write(LENA, "All fine.", answers=mine, cc=[PM])
    s.until(at("19 09:00"))
    final = next(r for r in s.ledger.outbox() if r.kind == "minutes_final")
    assert "price list" in final.text
    assert "blue design" in final.text


def test_nobody_corrects_anothers_items(story: Begin) -> None:
    s = story("zh")
    s.until(at("14 15:00"))
    s.write(PM, TABLE, to=[A], subject="会议纪要 10/14")
    s.assistant.tick()
    s.order("其余对,发与会者确认", "noted")
    s.until(at("14 15:10"))
    # 赵强's list has one item; a number beyond it, and the PM's orders, are none of his.
    s.write(ZHAO, "3 已完成\n全部发\n第2项不是我,是王敏", answers=s.latest(ZHAO, kind="attendee_items"), cc=[PM])
    s.assistant.tick()
    assert {str(t.item.status) for t in s.ledger.items() if t.item.owner.email == WANG} == {"open"}
    assert item(s, "服务器报价").item.owner.email == ZHAO
