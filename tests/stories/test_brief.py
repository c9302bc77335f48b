"""DIALOGUES, The morning brief: drafts in full, and what a PM may answer; nothing leaves without that answer."""

import pytest
from tests.stories.conftest import ASK_EN, ASK_ZH, LENA, PM, WANG, A, Begin, Story, at

from mailpm.model import OutboundState


def with_a_reminder(story: Begin, language: str = "zh") -> Story:
    """王敏 was asked for two things by Friday; the draft to her stands in Wednesday's brief."""
    s = story(language)
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.assistant.tick()
    s.order("OK", "noted")
    s.until(at("14 09:00"))
    return s


def drafts(s: Story) -> list[str]:
    return [r.kind for r in s.ledger.outbox(states=(OutboundState.DRAFT,)) if WANG in r.recipients]


def test_the_brief_comes_at_half_past_eight_with_the_draft_in_full(story: Begin) -> None:
    s = with_a_reminder(story)
    brief = s.latest(PM, kind="brief")
    hour = brief.parsed["Date"].datetime.astimezone(s.clock.now().tzinfo)
    assert (hour.hour, hour.weekday()) == (9, 2) or (hour.hour, hour.minute) >= (8, 30)
    row = next(r for r in s.ledger.outbox(states=(OutboundState.DRAFT,)) if WANG in r.recipients)
    for line in (x.strip() for x in row.text.splitlines() if x.strip()):
        assert line in brief.text
    assert "logo" in brief.text
    assert s.to(WANG) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_approval_sends_once_after_the_undo_window(story: Begin, language: str) -> None:
    s = with_a_reminder(story, language)
    s.order("发 1" if language == "zh" else "ok 1", "brief")
    assert s.to(WANG) == []  # two minutes in which "stop" still helps
    s.until(at("14 09:05"))
    assert len(s.to(WANG)) == 1
    s.order("发 1" if language == "zh" else "ok 1", "brief")
    s.until(at("14 12:00"))
    assert len(s.to(WANG)) == 1


@pytest.mark.parametrize("word", ["停", "等等,先别发", "stop"])
def test_stop_takes_an_approved_letter_back(story: Begin, word: str) -> None:
    s = with_a_reminder(story)
    s.order("发 1", "brief")
    s.write(PM, word, answers=s.latest(PM, kind="receipt"))
    s.assistant.tick()
    s.until(at("14 12:00"))
    assert s.to(WANG) == []
    assert "已撤回" in s.receipt()


def test_dropped_is_not_sent(story: Begin) -> None:
    s = with_a_reminder(story)
    s.order("1 不发", "brief")
    s.until(at("14 18:00"))
    assert s.to(WANG) == []
    assert "不发了" in s.receipt()


def test_a_call_instead_is_asked_about_the_next_working_day(story: Begin) -> None:
    s = with_a_reminder(story)
    s.order("1 不发我打电话", "brief")
    s.until(at("15 09:00"))
    assert s.to(WANG) == []
    assert "电话" in s.latest(PM, kind="brief").text


@pytest.mark.parametrize("words", ["改1：王敏您好，logo 今天方便发我吗？李娜", "edit 1: 王敏您好，logo 今天方便发我吗？李娜"])
def test_the_pms_own_text_is_what_leaves(story: Begin, words: str) -> None:
    s = with_a_reminder(story)
    s.order(words, "brief")
    s.until(at("14 09:05"))
    (letter,) = s.to(WANG)
    assert "logo 今天方便发我吗？" in letter.text


def test_a_softer_draft_is_shown_again_and_waits(story: Begin) -> None:
    s = story("zh")
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.until(at("16 09:00"))
    row = next(r for r in s.ledger.outbox(states=(OutboundState.DRAFT,)) if WANG in r.recipients)
    s.order("1 语气再软一点", "brief")
    again = s.ledger.outbound(row.id)
    assert again.state is OutboundState.DRAFT
    assert again.version == row.version + 1
    assert again.text != row.text
    assert again.text.split("\n")[2].strip() in s.receipt()
    s.until(at("16 10:00"))
    assert s.to(WANG) == []
    s.write(PM, "发 1", answers=s.latest(PM, kind="receipt"))
    s.assistant.tick()
    s.until(at("16 10:10"))
    (sent,) = s.to(WANG)
    assert sent.text.split() == again.text.split()


def test_a_copy_goes_to_one_more_reader_after_the_word(story: Begin) -> None:
    s = with_a_reminder(story)
    s.order("1 抄送李总;发 1", "brief")
    s.until(at("14 09:10"))
    (letter,) = s.to(WANG)
    assert "li@acme.example" in letter.recipients


def test_another_day_is_kept_and_an_answer_comes_first(story: Begin) -> None:
    s = with_a_reminder(story)
    s.order("1 改周四再发", "brief")
    assert "10月15日(周四)" in s.receipt()
    s.until(at("14 18:00"))
    assert s.to(WANG) == []
    s.write(WANG, "logo 和首页文案都已发出，见附件。", to=[PM], cc=[A], answers=s.inbox(WANG)[0],
            attachments=[("logo.ai", b"x", "application/postscript")])  # fmt: skip
    s.until(at("15 18:00"))
    assert all("提醒" not in x.subject for x in s.to(WANG, kind="reminder"))
    assert s.to(WANG, kind="reminder") == []
    assert "您批准过的" in " ".join(x.text for x in s.to(PM, kind="brief"))


def test_nothing_to_say_is_no_brief(story: Begin) -> None:
    s = story("zh")
    s.until(at("14 12:00"))
    assert s.to(PM, kind="brief") == []


def test_no_brief_at_the_weekend(story: Begin) -> None:
    s = with_a_reminder(story)
    s.until(at("18 20:00"))
    days = {x.parsed["Date"].datetime.astimezone(s.clock.now().tzinfo).weekday() for x in s.to(PM, kind="brief")}
    assert days
    assert days <= {0, 1, 2, 3, 4}


def test_an_english_client_is_written_to_in_english(story: Begin) -> None:
    s = story("zh")
    s.write(PM, ASK_EN, to=[LENA], cc=[A], subject="Shop: photos")
    s.until(at("14 09:00"))
    s.order("全部发", "brief")
    s.until(at("15 18:00"))
    letters = s.to(LENA)
    assert letters
    assert all("Hello Lena" in x.text for x in letters)
    assert all(9 <= x.parsed["Date"].datetime.hour < 18 for x in letters)


def test_after_a_restart_nothing_is_lost_or_doubled(story: Begin) -> None:
    s = with_a_reminder(story)
    s.order("发 1", "brief")
    s.restart()
    s.until(at("14 10:00"))
    s.restart()
    s.until(at("14 12:00"))
    assert len(s.to(WANG)) == 1


@pytest.mark.parametrize("prefix", ["回复: ", "回复：", "答复: ", "Re: ", "AW: "])
def test_an_answer_that_names_no_letter_is_known_by_its_subject(story: Begin, prefix: str) -> None:
    s = with_a_reminder(story)
    brief = s.latest(PM, kind="brief")
    s.write(PM, "发 1", to=[A], subject=prefix + brief.subject)
    s.assistant.tick()
    s.until(at("14 09:10"))
    assert len(s.to(WANG)) == 1
