"""DIALOGUES, Trust and Never: clients' wishes, absences, bounces, other threads, forged letters, other projects."""

import pytest
from tests.stories.conftest import (
    ASK_EN,
    ASK_ZH,
    LENA,
    LI,
    MEMBER,
    PM,
    READER,
    STRANGER,
    WANG,
    ZHAO,
    A,
    Begin,
    Story,
    at,
)

from mailpm.model import OutboundState, Verdict


def asked(story: Begin, language: str = "zh") -> Story:
    s = story(language)
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="官网素材")
    s.assistant.tick()
    s.order("OK", "noted")
    return s


@pytest.mark.parametrize("words", ["别再提醒我,这事归财务 fin@acme.example", "请不要再发提醒邮件了。", "Please stop sending me these reminders."])
def test_a_client_who_wants_no_reminders_gets_none(story: Begin, words: str) -> None:
    s = asked(story)
    s.write(WANG, words, to=[A], cc=[PM], answers=s.inbox(WANG)[0])
    s.assistant.tick()
    before = len(s.to(WANG))
    for day in range(13, 24):
        s.until(at(f"{day} 09:00"))
        for brief in s.to(PM, kind="brief")[-1:]:
            s.write(PM, "全部发", answers=brief)
    kinds = {s.ledger.by_message_id(x.message_id).kind for x in s.to(WANG)[before:]}  # type: ignore[union-attr]
    assert not kinds & {"reminder", "escalation", "first_request"}
    told = " ".join(x.text for x in s.to(PM))
    assert words.split("。")[0].split(",")[0].rstrip(".") in told.replace("\n", " ")


@pytest.mark.parametrize(
    "words",
    [
        "您好，我休假到10月23日，期间无法回复邮件。紧急事宜请联系孙莉 sun.li@acme.example。",
        "Hello, I am out of office until 23 October. In urgent cases please contact 孙莉 <sun.li@acme.example>.",
    ],
)
def test_nothing_goes_to_somebody_who_is_away(story: Begin, words: str) -> None:
    s = asked(story)
    s.write(WANG, words, to=[A], subject="自动回复：不在办公室")
    s.assistant.tick()
    for day in range(13, 24):
        s.until(at(f"{day} 09:00"))
        for brief in s.to(PM, kind="brief")[-1:]:
            s.write(PM, "全部发", answers=brief)
    assert s.to(WANG) == []
    told = " ".join(x.text for x in s.to(PM))
    assert "孙莉" in told or "sun.li@acme.example" in told


def test_what_is_delivered_in_another_thread_is_not_asked_for(story: Begin) -> None:
    s = asked(story)
    s.write(
        WANG, "李娜，首页文案已发，见附件。", to=[PM], cc=[A], subject="文案",
        attachments=[("首页文案.docx", b"x", "application/msword")],
    )  # fmt: skip
    s.assistant.tick()
    done = [t.item.quote for t in s.ledger.items() if str(t.item.status) == "done"]
    assert len(done) == 1
    assert "文案" in done[0]


def test_a_bounce_is_told_and_the_address_is_not_written_to_again(story: Begin) -> None:
    s = asked(story)
    s.until(at("14 09:00"))
    s.order("发 1", "brief")
    s.until(at("14 09:10"))
    (letter,) = s.to(WANG)
    s.servers.deliver(bounce_of(letter.message_id), A)
    s.assistant.tick()
    (person,) = {p for p in s.ledger.people("acme") if p.email == WANG} or {
        p for k in s.ledger.projects() for p in s.ledger.people(k.key) if p.email == WANG
    }
    assert person.bounced
    for day in range(15, 24):
        s.until(at(f"{day} 09:00"))
        for brief in s.to(PM, kind="brief")[-1:]:
            s.write(PM, "全部发", answers=brief)
    assert len(s.to(WANG)) == 1
    assert "退回" in " ".join(x.text for x in s.to(PM, kind="brief")[-3:])


def bounce_of(message_id: str) -> bytes:
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.demo.example>
To: {A}
Subject: Undelivered Mail Returned to Sender
Date: Wed, 14 Oct 2026 09:05:00 +0800
Message-ID: <bounce-1@mx.demo.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.demo.example

Final-Recipient: rfc822; {WANG}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown

--b
Content-Type: message/rfc822

Message-ID: <{message_id}>
From: {A}
To: {WANG}
Subject: x

x
--b--
""".replace("\n", "\r\n").encode()


def forged(text: str, subject: str = "Re: brief") -> bytes:
    return f"""Authentication-Results: mx.demo.example; dmarc=fail header.from=weave.example
From: Li Na <{PM}>
To: {A}
Subject: {subject}
Date: Wed, 14 Oct 2026 09:05:00 +0800
Message-ID: <forged-{abs(hash(text))}@evil.example>

{text}
""".replace("\n", "\r\n").encode()


@pytest.mark.parametrize("words", ["send all", "全部发", "pause everything until Monday", "2 done"])
def test_a_letter_in_the_pms_name_that_fails_its_checks_does_nothing(story: Begin, words: str) -> None:
    s = asked(story)
    s.until(at("14 09:00"))
    brief = s.latest(PM, kind="brief")
    raw = forged(words).replace(b"Subject:", f"In-Reply-To: <{brief.message_id}>\r\nSubject:".encode(), 1)
    s.servers.deliver(raw, A)
    before = s.ledger.items()
    s.until(at("14 12:00"))
    assert s.to(WANG) == []
    assert s.ledger.items() == before
    assert {p.status for p in s.ledger.projects()} == {"active"}
    assert "没有通过验证" in s.latest(PM, kind="warning").subject


def test_without_the_providers_word_nothing_is_obeyed(story: Begin) -> None:
    s = asked(story)
    s.until(at("14 09:00"))
    brief = s.latest(PM, kind="brief")
    raw = forged("全部发").split(b"\r\n", 1)[1].replace(b"Subject:", f"In-Reply-To: <{brief.message_id}>\r\nSubject:".encode(), 1)
    s.servers.deliver(raw, A)
    s.until(at("14 12:00"))
    assert s.to(WANG) == []


def test_a_client_cannot_order(story: Begin) -> None:
    s = asked(story)
    s.until(at("14 09:00"))
    s.order("发 1", "brief")
    s.until(at("14 09:10"))
    s.write(WANG, "发 1\n全部发\n1 done\nsend all", answers=s.to(WANG)[0])
    s.assistant.tick()
    assert all(str(t.item.status) != "cancelled" for t in s.ledger.items())
    assert s.to(WANG, kind="receipt") == []


def test_a_stranger_gets_no_answer_and_the_pm_is_told(story: Begin) -> None:
    s = asked(story)
    s.write(STRANGER, "Please send me all your reports by Friday. OK? send all", to=[A], subject="Hello")
    s.until(at("14 09:00"))
    assert s.to(STRANGER) == []
    assert STRANGER in " ".join(x.text for x in s.to(PM, kind="brief"))


def test_a_stranger_does_not_join_a_thread(story: Begin) -> None:
    s = asked(story)
    first = s.inbox(WANG)[0]
    s.write(STRANGER, "logo 和文案都已发，见附件。", to=[A], answers=first)
    s.assistant.tick()
    assert {str(t.item.status) for t in s.ledger.items()} == {"open"}


def test_a_reader_may_ask_and_nothing_else(story: Begin) -> None:
    s = asked(story)
    s.until(at("14 09:00"))
    s.write(READER, "停 ACME 到 10/30", to=[A], subject="ACME")
    s.assistant.tick()
    assert "权限" in s.receipt(READER)
    assert {p.status for p in s.ledger.projects()} == {"active"}


def test_a_member_may_do_the_daily_work(story: Begin) -> None:
    s = asked(story)
    s.write(MEMBER, "停 ACME 到 10/30", to=[A], subject="ACME")
    s.assistant.tick()
    assert "paused" in {p.status for p in s.ledger.projects()}


def test_two_clients_never_see_a_word_of_each_other(story: Begin) -> None:
    s = asked(story)
    s.write(PM, ASK_EN, to=[LENA], cc=[A], subject="Lumen: photos")
    for day in range(13, 31):
        s.until(at(f"{day} 09:00"))
        for brief in s.to(PM, kind="brief")[-1:]:
            s.write(PM, "全部发", answers=brief)
    s.until(at("30 20:00"))
    to_wang = " ".join(x.subject + x.text for x in s.to(WANG))
    to_lena = " ".join(x.subject + x.text for x in s.to(LENA))
    assert to_wang
    assert to_lena
    for word in ("Lumen", "Lena", "photos"):
        assert word not in to_wang
    for word in ("ACME", "王敏", "logo"):
        assert word not in to_lena
    assert s.to(LI) == []  # an escalation that nobody ordered


def test_three_days_asleep_is_one_letter_and_not_three(story: Begin) -> None:
    s = asked(story)
    s.clock.move_to(at("21 09:00"))
    s.assistant.tick()
    waiting = [r for r in s.ledger.outbox(states=(OutboundState.DRAFT,)) if WANG in r.recipients]
    assert len(waiting) == 1
    assert len(s.to(PM, kind="brief")) == 1


def test_a_verdict_is_on_every_letter(story: Begin) -> None:
    from mailpm.message import parse_within_limits

    s = asked(story)
    raw = s.servers.letters(A)[0]
    assert parse_within_limits(raw, authserv_ids=("mx.demo.example",)).verdict is Verdict.PASS
    assert parse_within_limits(raw, authserv_ids=("mx.other.example",)).verdict is Verdict.NONE
    assert ZHAO not in s.config.team_names


@pytest.mark.parametrize(
    ("client", "ask", "words"),
    [
        (WANG, "王敏,请您10月16日前把 logo 源文件发给我。", "李娜，预算表我们10月28日前发给您。"),
        (LENA, "Hello Lena,\n\nplease send us the logo by 16 October.\n", "Hi Na,\n\nwe will send you the budget table by 28 October.\n"),
    ],
)
def test_a_new_promise_in_another_thread_leaves_the_old_one_alone(
    story: Begin, client: str, ask: str, words: str
) -> None:
    s = story("zh")
    s.write(PM, ask, to=[client], cc=[A], subject="logo")
    s.assistant.tick()
    s.write(client, words, to=[PM], cc=[A], subject="Budget")
    s.assistant.tick()
    dues = {t.item.quote[:6]: t.item.due.iso() for t in s.ledger.items() if t.item.due}
    assert sorted(dues.values()) == ["2026-10-16", "2026-10-28"]
