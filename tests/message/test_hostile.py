"""Letters made to break a reader: none raises anything but `LetterBreaksLimits`, and all are read in linear time."""

from __future__ import annotations

import base64
import contextlib
import time
from collections.abc import Callable

import pytest

from mailpm.message import LetterBreaksLimits, parse, parse_within_limits
from mailpm.message.headers import addresses, ids, read_date
from mailpm.message.html import to_text
from mailpm.message.reply import part

HEAD = b"From: a@x.example\r\nSubject: s\r\nMessage-ID: <h@x.example>\r\nDate: Wed, 14 Oct 2026 10:20:00 +0800\r\n"
SIZE = 100_000

# What grows, told by a name: each is repeated to 100 KB and to a quarter of that.
PIECES = [
    ">", "> ", "> > ", "\u3000", " ", "\n", "\n\n", "\t", "-", "--\n", "-- \n", "_", "_" * 30 + "\n", "=", "*", "|", "| |\n", ":", ":\n", "：", "：\n", "On ", "On Mon, ",
    "On 2026 wrote", "wrote: ", "wrote:\n", "写道：", "写道：\n", "在 2026-10-13 17:05:12，", "于2026年", "From: ", "From: a\n", "From: a@b.c\nSent: x\n", "发件人: ", "发件人: a\n", "发 件 人 ",
    "To: a@b.c;\n", "Subject: x\n", "-----Original Message-----\n", "----- 原始邮件 -----\n", "---------- Forwarded message ---------\n", "Begin forwarded message:\n", "> On 2026 x wrote:\n", "Sent from my ",
    "Sent from my iPhone\n", "发自我的", "Get Outlook", "confidential ", "this message ", "this e-mail ", "本邮件", "如您错收", "a@", "a@b", "a@b.", "a@b.c ", "a.", "a.b@", "+1 2 3 ", "0 1 ", "1 ", "1.", "1/", "2026",
    "2026-", "月", "10月", "Best regards,\n", "谢谢\n", "http://", "www.", "http://a.b/", "<", "<a", "<a@", "<<", "[", "[mailto:", "[cid:", "(", ")", "\\", "\"", "CAUTION: external ", "[EXTERNAL] ", "I am out of the office ",
    "自动回复", "我目前休假", "unsubscribe ", "退订", "user unknown ", "无法送达", "550 5.1.1 ", "<a@b.c>: ", "Final-Recipient: ", "To\ncc\nSubject\n", "a\tb\t", "=?", "=?utf-8?B?", "=?utf-8?Q?=", "a b c d e f ", "项目进度", "\ue0f0", "\ue0f1\n", "\ue0f4\n",
]  # fmt: skip


def elapsed(work: Callable[[], object]) -> float:
    best = 9e9
    for _ in range(2):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
        if best < 0.15:
            break
    return best


def linear(make: Callable[[int], Callable[[], object]]) -> None:
    """Four times the text may cost some eight times the time, not sixteen; and 100 KB never a second and a half.

    This is a bound on growth, not a measure of speed: quadratic patterns are far beyond both.
    """
    large = elapsed(make(SIZE))
    assert large < 1.5, f"{large:.2f} s"
    if large > 0.25:
        assert large < 9 * max(elapsed(make(SIZE // 4)), 0.01)


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_hostile_words(piece: str) -> None:
    def make(size: int) -> Callable[[], object]:
        text = piece * (size // len(piece))
        raw = HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nHi\r\n\r\n" + text.encode() + b"\r\nend\r\n"
        daemon = raw.replace(b"From: a@x.example", b"From: MAILER-DAEMON@x.example")
        auto = raw.replace(b"Subject: s", b"Subject: Automatic reply: s")

        def work() -> None:
            for letter in (raw, daemon, auto):
                parse(letter)

        return work

    linear(make)


@pytest.mark.parametrize("piece", [*PIECES[::3], "=?utf-8?B?5a6J?= ", "=?gbk?Q?=B0?=", "a@b.c, ", "\"a\" <b@c.d>, ", "a:", "a:b@c.d;", "<i@d> ", "(a", "(()"], ids=repr)  # fmt: skip
def test_hostile_header_words(piece: str) -> None:
    def make(size: int) -> Callable[[], object]:
        data = piece.replace("\n", " ").encode() * (size // len(piece.encode()))

        def work() -> None:
            addresses([data])
            ids([data])
            read_date(data.decode("utf-8", "replace"))
            parse(b"From: " + data + b"\r\nSubject: " + data + b"\r\n\r\nhi")

        return work

    linear(make)


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b>", "<a>", "<p>", "<table>", "<table><tr><td>", "<blockquote>", "<div class=gmail_quote>", "<br>", "<", "<!--", "<style>", "</div>", "<s>", "<ol><li>", "<td>x</td>", "<font color=red>",
     "<div style='display:none'>", "<div style='color:#fff;background:#fff'>x</div>", "&nbsp;", "&", "&#", "<a href=", "<svg>", "<p style='a:b;", "<span style=x>", "<form>", "<select>", "<math>", "<b><i>", "<b><p></b>"],
    ids=repr,
)  # fmt: skip
def test_hostile_html(piece: str) -> None:
    def make(size: int) -> Callable[[], object]:
        html = piece * (size // len(piece)) + "end"
        return lambda: to_text(html)

    linear(make)


def bombs() -> dict[str, bytes]:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    letters = b"Content-Type: message/rfc822\r\n\r\n" * 3000
    many = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 50_000 + b"--b--\r\n"
    words = b"=?utf-8?B?5a6J?= " * 20_000
    return {
        "3,000 deep": HEAD + deep,
        "3,000 letters in letters": HEAD + letters,
        "50,000 parts": HEAD + many,
        "50,000 headers": HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(50_000)) + b"\r\nhi",
        "40,000 addresses": HEAD + b"Cc: " + b", ".join(b"a%d@x.example" % n for n in range(40_000)) + b"\r\n\r\nhi",
        "40,000 named addresses": HEAD + b"Cc: " + b", ".join(b'"A, %d" <a%d@x.example>' % (n, n) for n in range(40_000)) + b"\r\n\r\nhi",
        "20,000 encoded-words": HEAD.replace(b"Subject: s", b"Subject: " + words) + b"\r\nhi",
        "one header of 5 MB": HEAD + b"X: " + b"y" * 5_000_000 + b"\r\n\r\nhi",
        "20 MB attachment": HEAD + b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"\0" * 20_000_000),
        "20 MB of one line": HEAD + b"\r\n" + b"a" * 20_000_000,
        "5 MB of short lines": HEAD + b"\r\n" + b"> a\r\n" * 1_000_000,
        "boundary in itself": HEAD + b"Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n--\r\n",
        "parts never closed": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 400,
        "RFC 2231 pieces": HEAD + b"Content-Type: application/pdf; " + b"".join(b"name*%d=a; " % n for n in range(5000)) + b"\r\n\r\nx",
        "parameters": HEAD + b"Content-Type: text/plain; " + b"a=b; " * 50_000 + b"\r\n\r\nx",
        "long parameter": HEAD + b"Content-Type: text/plain; charset=" + b"x" * 500_000 + b"\r\n\r\nx",
        "quoted-printable": HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * 3_000_000,
        "calendar of attendees": HEAD + b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n" + b"ATTENDEE:mailto:a@b.example\r\n" * 30_000 + b"END:VEVENT\r\nEND:VCALENDAR\r\n",
        "report of addresses": HEAD.replace(b"a@x", b"mailer-daemon@x") + b"Content-Type: text/plain\r\n\r\nundelivered user unknown\r\n" + b"<a@b.example>: 550 5.1.1\r\n" * 20_000,
        "only line ends": b"\r\n" * 1_000_000,
        "only colons": b":" * 1_000_000,
        "a folded header without end": b"Subject: a\r\n" + b" b\r\n" * 200_000,
        "nothing but NUL": b"\0" * 1_000_000,
    }  # fmt: skip


BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_read_or_refused_and_the_next_letter_is_read(name: str) -> None:
    started = time.process_time()
    with contextlib.suppress(LetterBreaksLimits):
        assert len(parse_within_limits(BOMBS[name]).text) <= 1_000_000
    assert time.process_time() - started < 10
    assert parse_within_limits(HEAD + b"\r\nnext\r\n").own == "next"


@pytest.mark.parametrize("name", ["3,000 deep", "50,000 parts", "50,000 headers"])
def test_plain_parse_refuses_the_worst_by_itself(name: str) -> None:
    with pytest.raises(LetterBreaksLimits):
        parse(BOMBS[name])


def test_deep_quotation_is_no_recursion() -> None:
    assert part(">" * 5000 + " deep\n\nown words").own == "own words"
