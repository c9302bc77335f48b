"""Machine or person, without a letter's worth of headers: the words alone, and the traps among them."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from mailpm.message import LetterBreaksLimits, parse, parse_within_limits
from mailpm.message.absence import read_absence
from mailpm.message.headers import read_date
from mailpm.model import Kind

ANSWER = "In-Reply-To: <reminder-7@studio.example>\r\n"
SENT = read_date("Wed, 14 Oct 2026 10:20:00 +0800")


def letter(subject: str, text: str, sender: str = "wang@acme.example", head: str = "", kind: str = "plain") -> bytes:
    word = f"=?utf-8?B?{base64.b64encode(subject.encode()).decode()}?="
    top = f"From: {sender}\r\nTo: assistant@studio.example\r\nSubject: {word}\r\nDate: Wed, 14 Oct 2026 10:20:00 +0800\r\n"
    return f"{top}{head}Content-Type: text/{kind}; charset=utf-8\r\n\r\n{text}\r\n".encode()


@pytest.mark.parametrize(
    ("kind", "subject", "text", "head"),
    [
        (Kind.AUTO_REPLY, "自动回复: Re: 官网", "你好，我目前在休假中，将于10月20日（周二）回来上班。如有急事请联系李雷（lilei@acme.example，13800000000）。", ""),
        (Kind.AUTO_REPLY, "Re: 官网", "您好，我已于2026年10月12日至2026年10月16日期间外出参加培训，邮件回复可能不及时，敬请谅解！", ANSWER),
        (Kind.AUTO_REPLY, "Re: 官网", "您好！您的来信已收到，我会尽快给您回复。（自动回复）", ANSWER),
        (Kind.AUTO_REPLY, "回复：官网", "您好，我正在休年假，10月19日返岗。", ANSWER),
        (Kind.AUTO_REPLY, "Re: x", "I am on vacation until October 20th. For urgent matters contact Bob.", ANSWER),
        (Kind.AUTO_REPLY, "Re: x", "Hello,\n\nI am currently travelling with limited access to email and will be back on 20 October.\n\nBest\nLena", ANSWER),
        (Kind.AUTO_REPLY, "Automatic reply: x", "I will be out of the office from 12 October until 23 October.", ""),
        (Kind.AUTO_REPLY, "Out of the office", "I am away.", ""),
        (Kind.MAIL, "Re: x", "I am out of the office today but will send you the copy tonight. Could you confirm the layout by tomorrow?", ANSWER),
        (Kind.MAIL, "Re: x", "我在出差，今晚回酒店把文案发你。", ANSWER),
        (Kind.MAIL, "Re: x", "我正在休假，不过logo的事我让孙莉周五前发您，文案等我10月20日回来再改，您看可以吗？", ANSWER),
        (Kind.MAIL, "Re: 出差安排", "我周三出差，周五回来，合同周五下午给你。", ANSWER),
        (Kind.MAIL, "休假申请", "陈宇，我想10月20日到23日休假，请批准。", ""),
        (Kind.MAIL, "Re: 退订", "请把赵强从邮件列表退订，谢谢。", ANSWER),
        (Kind.MAIL, "关于自动回复功能", "请在周五前确认自动回复功能的需求。", ""),
        (Kind.MAIL, "Auto-reply feature", "Please confirm the auto-reply feature by Friday.", ""),
        (Kind.MAIL, "Out of office next week", "Hi, I am out of office next week (19-23 Oct). Please send me everything by Friday.", ""),
        (Kind.MAIL, "Fwd: 自动回复: 官网", "供参考\n\n---------- Forwarded message ---------\nFrom: x <x@y.example>\nSubject: 自动回复: 官网\n\n我休假", ""),
        (Kind.MAIL, "Re: Delivery failed?", "The courier said the delivery failed, so the samples come on Friday. User unknown at the desk!", ""),
    ],
)  # fmt: skip
def test_kind(kind: Kind, subject: str, text: str, head: str) -> None:
    assert parse(letter(subject, text, head=head)).kind is kind


@pytest.mark.parametrize(
    ("sender", "subject", "text", "permanent"),
    [
        ("postmaster@163.example", "系统退信", "<h1>抱歉，您的邮件被退回来了……</h1><table><tr><th>收件人：</th><td>zhao@acme.example</td></tr><tr><th>退信原因：</th><td>收件人邮箱不存在<div>英文说明: 550 5.1.1 User unknown</div></td></tr></table>", True),
        ("postmaster@aliyun.example", "退信通知", "您好，您的邮件“官网改版”投递失败，收件人zhao@acme.example。原因:smtp;550 Requested action not taken: mailbox unavailable", True),
        ("postmaster@qiye.example", "退信：官网改版", "您发往zhao@acme.example的邮件，投递失败。失败原因：收件人服务器拒绝：550 5.7.1 spam", True),
        ("postmaster@x.example", "邮件投递延迟通知", "您发给zhao@acme.example的邮件暂时无法送达，系统将在48小时内继续尝试，请勿重新发送。451 4.4.1", False),
        ("mailer-daemon@feishu.example", "邮件未送达", "你的邮件未能送达以下收件人：<br>zhao@acme.example<br>原因：该邮箱地址不存在 (550 5.1.1)", True),
        ("postmaster@x.example", "Undeliverable: x", "Delivery has failed to these recipients:<br>zhao@acme.example<br>The e-mail address you entered couldn't be found.", True),
    ],
)  # fmt: skip
def test_bounce_in_html_names_the_address(sender: str, subject: str, text: str, permanent: bool) -> None:
    message = parse(letter(subject, text, sender=sender, kind="html"))
    assert message.kind is Kind.BOUNCE
    assert message.bounce is not None
    assert [(r.email, r.permanent) for r in message.bounce.recipients] == [("zhao@acme.example", permanent)]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("我10月12日至10月23日休年假", date(2026, 10, 12), date(2026, 10, 23)),
        ("休假至10月23日", None, date(2026, 10, 23)),
        ("10月26日返回公司", None, date(2026, 10, 25)),
        ("我将于2027年1月4日恢复上班", None, date(2027, 1, 3)),
        ("12月28日到1月3日放假", date(2026, 12, 28), date(2027, 1, 3)),
        ("外出培训，下周一回来", None, date(2026, 10, 18)),
        ("I am away until 23 October", None, date(2026, 10, 23)),
        ("away from Oct 12 to Oct 16", date(2026, 10, 12), date(2026, 10, 16)),
        ("I will be back on Monday, October 26", None, date(2026, 10, 25)),
        ("I'm on leave and return to the office on 2026-10-26", None, date(2026, 10, 25)),
        ("nicht im Büro vom 12.10. bis 23.10.2026, Urlaub", date(2026, 10, 12), date(2026, 10, 23)),
        ("I am away and will be back on Thursday", None, date(2026, 10, 14)),
    ],
)
def test_absence_days(text: str, since: date | None, until: date | None) -> None:
    assert SENT is not None
    absence = read_absence(text, SENT)
    assert absence is not None
    assert (absence.since, absence.until) == (since, until)


def test_no_absence_in_a_mere_acknowledgement() -> None:
    assert SENT is not None
    assert read_absence("We have received your letter and will answer soon.", SENT) is None


def test_an_invitation_file_on_a_person_s_letter_leaves_it_a_letter() -> None:
    ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261014T010000Z\r\nDTSTART:20261021T020000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    head = "From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    words = "--b\r\nContent-Type: text/plain\r\n\r\nThe invite is attached; please send the logo by Friday.\r\n"
    file = f'--b\r\nContent-Type: text/calendar; name="i.ics"\r\nContent-Disposition: attachment; filename="i.ics"\r\n\r\n{ics}--b--\r\n'
    message = parse((head + words + file).encode())
    assert message.kind is Kind.MAIL
    assert message.calendar is not None
    assert message.calendar.uid == "1"


def test_guarded_reading_gives_the_same_message() -> None:
    """A letter large enough for the child process reads as it does in this one."""
    raw = letter("官网", "周五前发您。\n\n发自我的iPhone") + (b" " * 900 + b"\r\n") * 5000
    assert parse_within_limits(raw) == parse(raw)


def test_guarded_reading_passes_refusals_on() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300))
    with pytest.raises(LetterBreaksLimits):
        parse_within_limits(b"From: a@x.example\r\n" + deep + b" " * 5 * 2**20)


@pytest.mark.parametrize("sender", ["marketing@acme.example", "news@acme.example", "system@acme.example", "updates.berlin@acme.example"])
def test_a_shared_mailbox_is_a_person_until_more_speaks_against_it(sender: str) -> None:
    assert parse(letter("Logo", "The logo files come on Friday.", sender=sender)).kind is Kind.MAIL
    bulk = letter("News", "Our autumn offers.\n\nUnsubscribe | View in browser", sender=sender, head="List-Unsubscribe: <https://x.example/u>\r\n")
    assert parse(bulk).kind is Kind.BULK
