"""A mailbox for measuring: seeded letters of projects in Chinese and English, as many as wanted, always the same ones.

Half are Chinese; answers quote; two thirds carry HTML, some of them nothing else; one in twelve has a file of 50 to
500 KB; one in fifteen comes from a machine. The sentences are ordinary and few: this measures speed and grades nothing.
"""

from __future__ import annotations

import base64
import quopri
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.header import Header
from email.utils import format_datetime
from html import escape
from pathlib import Path

SEED = 20261014
ASSISTANT = "assistant@agency.example"
PM = ("pm@agency.example", "Tom Reed")
AUTHSERV_ID = "mx.agency.example"
PROJECTS = 40
END = datetime(2026, 10, 14, 9, 0, tzinfo=timezone(timedelta(hours=8)))

_PEOPLE = {"zh": ("王敏", "赵强", "李娜", "周婷"), "en": ("Lena Brandt", "Jack Moore", "Priya Nair", "Carla Ruiz")}
_THINGS = {
    "zh": ("首页文案", "logo 源文件", "域名账号", "测试账号", "产品图片", "合同盖章件", "接口文档", "报价单", "培训名单", "验收意见"),
    "en": (
        "the home page copy", "the logo files", "the domain login", "the staging access", "the product photos",
        "the signed contract", "the API description", "the quote", "the list of attendees", "your remarks on the draft",
    ),
}  # fmt: skip
_DAYS = {
    "zh": ("周五前", "下周三之前", "10月30日前", "月底前", "明天", "后天下班前", "三个工作日内", "11月5日"),
    "en": (
        "by Friday", "by next Wednesday", "by 30 October", "by the end of the month", "tomorrow", "on Monday",
        "within three business days", "by Nov 5",
    ),
}  # fmt: skip
_ASKS = {
    "zh": ("请{day}把{thing}发给我们。", "麻烦您{day}提供{thing},谢谢。", "{thing}请{day}确认一下。"),
    "en": ("Could you send us {thing} {day}?", "Please let us have {thing} {day}.", "We need {thing} {day}, please."),
}
_ANSWERS = {
    "zh": ("{thing}我{day}发给您。", "{thing}已经发了,请查收。", "{thing}要晚一点,{day}可以吗?", "{thing}这边同事在准备,{day}给您。"),
    "en": (
        "I will send {thing} {day}.", "{thing} is attached.", "{thing} will take a little longer, {day} should work.",
        "My colleague is preparing {thing}, you will have it {day}.",
    ),
}  # fmt: skip
_TALK = {
    "zh": (
        "昨天的会议很有收获,感谢大家的时间。", "设计方向我们内部都很喜欢。", "附件是上次讨论的版本,供参考。",
        "预算方面没有变化,按合同执行。", "有任何问题随时联系我。", "版本2.8.1已经上线,运行正常。", "发票号20261018已收到。",
        "我们的会议室在三楼,到了给我电话。", "关于颜色,市场部还有两种意见,我会再问一下。",
    ),
    "en": (
        "Thanks for the good meeting yesterday.", "The team likes the direction of the design.",
        "The version we talked about is below for reference.", "Nothing has changed on the budget side.",
        "Let me know if you have any questions.", "Version 2.8.1 is live and runs well.", "Invoice 2026-1018 has arrived.",
        "Our office is on the third floor, just ring the bell.", "Marketing has two opinions on the colour, I will ask again.",
    ),
}  # fmt: skip
_WORDS = {
    "zh": {"hello": "{name},您好:", "bye": "祝好\n{name}", "wrote": "在 {when} {name} <{email}> 写道:", "when": "%Y年%m月%d日 %H:%M"},
    "en": {"hello": "Hello {name},", "bye": "Best regards,\n{name}", "wrote": "On {when}, {name} <{email}> wrote:", "when": "%d %b %Y %H:%M"},
}
_STYLE = "<style>p{margin:0 0 8px;font:14px Arial,sans-serif}.quote{border-left:2px solid #ccc;padding-left:8px}</style>"


@dataclass(slots=True)
class _Thread:
    project: int
    language: str
    subject: str
    things: tuple[str, ...]
    ids: list[str] = field(default_factory=list)
    last: tuple[str, str, str, str] = ("", "", "", "")  # name, address, when, words


def clients(project: int) -> list[tuple[str, str]]:
    """(address, name) of a project's clients; even projects are Chinese."""
    names = _PEOPLE["zh" if project % 2 == 0 else "en"]
    return [(f"c{n}@client{project}.example", name) for n, name in enumerate(names[:3])]


def letters(count: int, *, seed: int = SEED) -> Iterator[bytes]:
    """That many letters, oldest first, the last one shortly before `END`."""
    chance = random.Random(seed)
    open_threads: list[_Thread] = []
    for number in range(count):
        when = END - timedelta(minutes=7 * (count - number))
        if chance.random() < 0.065:
            yield _machine(chance, number, when)
            continue
        if len(open_threads) < 60 or chance.random() < 0.25:
            open_threads.append(_thread(chance))
        thread = chance.choice(open_threads)
        yield _letter(chance, thread, number, when)
        if len(thread.ids) >= 8 or len(open_threads) > 150:
            open_threads.remove(thread)


def fill(maildir: Path, count: int, *, seed: int = SEED) -> int:
    """Write the letters as a Maildir's new mail, in their order; how many bytes."""
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True, exist_ok=True)
    size = 0
    for number, raw in enumerate(letters(count, seed=seed)):
        # Dovecot gives UIDs in the order of the names' seconds.
        (maildir / "new" / f"{1_700_000_000 + number}.M{number}P1.bench,S={len(raw)}").write_bytes(raw)
        size += len(raw)
    return size


def _thread(chance: random.Random) -> _Thread:
    project = chance.randrange(PROJECTS)
    language = "zh" if project % 2 == 0 else "en"
    things = tuple(chance.sample(_THINGS[language], 3))
    return _Thread(project=project, language=language, subject=things[0], things=things)


def _letter(chance: random.Random, thread: _Thread, number: int, when: datetime) -> bytes:
    ours = len(thread.ids) % 2 == 0
    client = chance.choice(clients(thread.project))
    (email, name), (other, other_name) = ((PM[0], PM[1]), client) if ours else (client, PM)
    words = _WORDS[thread.language]
    says = _ASKS if ours else _ANSWERS
    lines = [words["hello"].format(name=other_name), ""]
    lines += chance.sample(_TALK[thread.language], chance.randint(1, 4))
    for thing in thread.things[: chance.randint(1, 3)]:
        lines.append(chance.choice(says[thread.language]).format(thing=thing, day=chance.choice(_DAYS[thread.language])))
    lines += chance.sample(_TALK[thread.language], chance.randint(0, 2))
    lines += ["", *words["bye"].format(name=name).split("\n")]
    own = "\n".join(lines)
    head = [
        f"From: {_named(name, email)}", f"To: {_named(other_name, other)}", f"Cc: {ASSISTANT}",
        f"Subject: {_word(('Re: ' if thread.ids else '') + thread.subject)}", f"Date: {format_datetime(when)}",
        f"Message-ID: <{number}.{chance.getrandbits(48):x}@{email.partition('@')[2]}>",
        f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={email.partition('@')[2]}",
    ]  # fmt: skip
    if thread.ids:
        head += [f"In-Reply-To: <{thread.ids[-1]}>", "References: " + "\r\n ".join(f"<{i}>" for i in thread.ids)]
    plain, html = _with_quote(thread, own)
    thread.ids.append(head[5].partition("<")[2].rstrip(">"))
    thread.last = (name, email, when.strftime(words["when"]), own if not thread.last[3] else f"{own}\n\n{_quoted(thread)}"[:4000])
    return _joined(chance, number, head, plain, html, thread.language)


def _quoted(thread: _Thread) -> str:
    name, email, when, words = thread.last
    intro = _WORDS[thread.language]["wrote"].format(name=name, email=email, when=when)
    return "\n".join([intro, *(f"> {line}" for line in words.split("\n"))])


def _with_quote(thread: _Thread, own: str) -> tuple[str, str]:
    html = "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in own.split("\n"))
    if not thread.ids:
        return own + "\n", html
    quoted = _quoted(thread)
    intro, _, rest = quoted.partition("\n")
    old = "".join(f"<p>{escape(line)}</p>" for line in rest.replace("> ", "").split("\n"))
    html += f'<div class="gmail_quote"><div class="gmail_attr">{escape(intro)}</div><blockquote class="gmail_quote">{old}</blockquote></div>'
    return f"{own}\n\n{quoted}\n", html


def _joined(chance: random.Random, number: int, head: list[str], plain: str, html: str, language: str) -> bytes:
    charset = "gb18030" if language == "zh" and chance.random() < 0.2 else "utf-8"
    form = chance.random()
    page = f"<html><head>{_STYLE}</head><body>{html}</body></html>"
    if form < 0.34:
        body = _text(plain, "plain", charset, chance)
    elif form < 0.84:
        parts = [_text(plain, "plain", charset, chance), _text(page, "html", charset, chance)]
        body = _multi("alternative", parts, f"alt{number}")
    else:
        body = _text(page, "html", charset, chance)
    if chance.random() < 0.083:
        data = base64.encodebytes(chance.randbytes(chance.randint(50_000, 500_000))).decode()
        file = (
            f'Content-Type: application/pdf; name="file{number}.pdf"\n'
            f'Content-Disposition: attachment; filename="file{number}.pdf"\nContent-Transfer-Encoding: base64\n\n{data}'
        )
        body = _multi("mixed", [body, file], f"mix{number}")
    received = [f"Received: from out{n}.example by mx{n}.example with ESMTPS id {number:x}{n}; {format_datetime(END)}" for n in range(3)]
    return "\n".join([*received, *head, "MIME-Version: 1.0", body]).replace("\r\n", "\n").encode()


def _text(text: str, kind: str, charset: str, chance: random.Random) -> str:
    data = text.encode(charset)
    if chance.random() < 0.6:
        encoding, coded = "base64", base64.encodebytes(data).decode()
    else:
        encoding, coded = "quoted-printable", quopri.encodestring(data).decode()
    return f'Content-Type: text/{kind}; charset="{charset}"\nContent-Transfer-Encoding: {encoding}\n\n{coded}'


def _multi(kind: str, parts: list[str], mark: str) -> str:
    inner = "".join(f"--{mark}\n{part.rstrip()}\n\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n{inner}--{mark}--\n'


def _machine(chance: random.Random, number: int, when: datetime) -> bytes:
    """A newsletter, an absence or a delivery report."""
    email, name = chance.choice(clients(chance.randrange(PROJECTS)))
    kind = chance.choice(("bulk", "bulk", "absent", "bounce"))
    extra, subject, text = {
        "bulk": (["List-Unsubscribe: <https://news.example/out>", "Precedence: bulk"], "News of October", "Ten offers, only by Friday."),
        "absent": (["Auto-Submitted: auto-replied"], "Automatic reply: your letter", "I am out of the office until 19 October."),
        "bounce": (["Auto-Submitted: auto-replied"], "Undelivered Mail Returned to Sender", f"<{email}>: host mx.example said: 550 no such user"),
    }[kind]
    sender = {"bulk": "News <news@shop.example>", "absent": _named(name, email), "bounce": "MAILER-DAEMON <mailer-daemon@mx.example>"}[kind]
    head = [
        f"From: {sender}", f"To: {ASSISTANT}", f"Subject: {subject}", f"Date: {format_datetime(when)}",
        f"Message-ID: <{number}.machine@{kind}.example>", *extra, "MIME-Version: 1.0",
    ]  # fmt: skip
    return "\n".join([*head, _text(text + "\n", "plain", "utf-8", chance)]).encode()


def _word(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _named(name: str, email: str) -> str:
    return f"{_word(name)} <{email}>"
