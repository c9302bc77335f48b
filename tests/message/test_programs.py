"""Whole answers as less common programs send them: phones, national providers, older clients."""

from __future__ import annotations

import pytest

from mailpm.message import parse

HEAD = "From: 王敏 <wang@acme.example>\r\nSubject: Re: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"

# (the plain text that the program sends, the words that the person wrote)
ANSWERS = [
    ('好的\n来自 阿里邮箱 iPhone版\n------------------------------------------------------------------\n发件人:陈宇<c@studio.example>\n日 期:2026年10月13日 17:05:12\n收件人:王敏<wang@acme.example>\n主 题:官网改版\n\n旧', '好的'),
    ('好的\n\n----邮件原文----\n发件人:陈宇 <c@studio.example>\n收件人:王敏 <wang@acme.example>\n抄 送: (无)\n发送时间:2026-10-13 17:05:12\n主题:官网改版\n\n旧', '好的'),
    ('好的\n----- 原始邮件 -----\n发件人:陈宇 <c@studio.example>\n收件人:"王敏" <wang@acme.example>\n主题:官网改版\n日期:2026年10月13日 17点05分\n\n旧', '好的'),
    ('好的\n\n获取 Outlook for iOS<https://aka.example/o0ukef>\n________________________________\n发件人: 陈宇 <c@studio.example>\n已发送: 星期二, 十月 13, 2026 5:05:12 下午\n收件人: 王敏 <wang@acme.example>\n主题: 官网改版\n\n旧', '好的'),
    ('好的\n\n发件人: 陈宇 <c@studio.example>\n日期: 2026年10月13日 星期二 17:05\n收件人: 王敏 <wang@acme.example>\n主题: 官网改版\n旧', '好的'),
    ('好的\n\n在 2026年10月13日周二 17:05,陈宇 <c@studio.example> 写道:\n\n> 旧\n', '好的'),
    ('好的\n\n\n-------- 原始邮件 --------\n发件人: 陈宇 <c@studio.example>\n日期: 2026年10月13日周二 17:05\n收件人: 王敏 <wang@acme.example>\n主 题: 官网改版\n旧', '好的'),
    ('好的\n\n从我的 Galaxy 发送\n\n\n-------- 原始信息 --------\n发件人: 陈宇 <c@studio.example>\n日期: 2026/10/13 17:05 (GMT+08:00)\n收件人: 王敏 <wang@acme.example>\n主题: 官网改版\n\n旧', '好的'),
    ('OK\n\n王敏\n在 2026年10月13日 +0800 17:05,陈宇 <c@studio.example>,写道:\n> 旧', 'OK\n\n王敏'),
    ('好的\n\n------ 原始邮件 ------\n发件人: "陈宇" <c@studio.example>\n收件人: "王敏" <wang@acme.example>\n发送时间: 2026/10/13 17:05:12\n主题: 官网改版\n\n旧', '好的'),
    ('Fine.\n\n------ Original Message ------\nFrom "Chen Yu" <c@studio.example>\nTo "Lena" <l@n.example>\nDate 13/10/2026 17:05:12\nSubject Website\n\nold', 'Fine.'),
    ('Fine.\n\nOn 2026-10-13 17:05, Chen Yu wrote:\n> old\n> old2\n\n', 'Fine.'),
    ('好的\n\n2026-10-13 17:05,陈宇 写道:\n> 旧\n', '好的'),
    ('好的\n\n在 2026-10-13 17:05,c@studio.example 写道:\n> 旧\n', '好的'),
    ('Fine.\n\n\n---- On Tue, 13 Oct 2026 17:05:12 +0800 Chen Yu <c@studio.example> wrote ---\n\nold', 'Fine.'),
    ('好的\n\n---- 在 周二, 13 十月 2026 17:05:12 +0800 c@studio.example 写入 ----\n旧', '好的'),
    ('Ok.\n\n13.10.2026, 17:05, "Chen Yu" <c@studio.example>:\nold', 'Ok.'),
    ('Ok.\n\n  -- \n  Lena\n\n13.10.2026, 17:05, "Chen Yu" <c@studio.example>:\n> old', 'Ok.'),
    ('了解です。\n\nFrom: 陳 <c@studio.example>\nSent: 2026年10月13日 17:05\nTo: 王\nSubject: x\n\n旧', '了解です。'),
    ('네.\n\n보낸 사람: 진 <c@studio.example>\n보낸 날짜: 2026년 10월 13일 화요일 오후 5:05\n받는 사람: 왕\n제목: x\n\n구', '네.'),
    ('Fine.\n\nRegards\nLena\n\n\n\n"Chen Yu" <c@studio.example> \n13/10/2026 17:05\n\nTo\nLena/Nordlicht\ncc\n\nSubject\nWebsite\n\n\n\nold', 'Fine.\n\nRegards\nLena'),
    ('好的\n\n王敏\n\n陈宇/Studio 写于 2026-10-13 17:05:12:\n\n> 旧', '好的\n\n王敏'),
    ('好的\n\n发件人:"陈宇" <c@studio.example>\n收件人:"王敏" <wang@acme.example>\n日期:2026-10-13 17:05\n主题:官网改版\n旧', '好的'),
    ('收到。\n\n陈宇<c@studio.example>在2026年10月13日 17:05写道:\n旧', '收到。'),
    ('收到。\n\nOn 10/13/2026 17:05, 陈宇<c@studio.example> wrote:\n旧\n第二行', '收到。'),
    ('收到。\n\n| |\n王敏\n|\n|\n邮箱:wang@acme.example\n|\n\n签名由 网易邮箱大师 定制\n\n在2026年10月13日 17:05,陈宇 写道:\n旧', '收到。'),
    ('收到。\n\n\n\n在 2026-10-13 17:05:12,"陈宇" <c@studio.example> 写道:\n\n\n旧\n\n\n\n\n 在 2026-10-12 17:05:12,"王敏" <wang@acme.example> 写道:\n更旧', '收到。'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "own"), ANSWERS)
def test_answer(text: str, own: str) -> None:
    message = parse((HEAD + text.replace("\n", "\r\n")).encode())
    assert message.own == own
    assert message.quoted
