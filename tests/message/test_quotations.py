"""The lines with which mail programs and people announce a quotation, each above quoted words and below own ones."""

from __future__ import annotations

import pytest

from mailpm.message.headings import spoken_date
from mailpm.message.reply import part

OWN = "My own words.\nSecond line."

# Announcements that count where quotation marks follow.
ABOVE_MARKS = """\
Quoting Chen Yu <c@s.example>:
* Chen Yu <c@s.example> [2026-10-13 17:05]:
2026/10/13 Chen Yu <c@s.example>:
2026/10/13 Chen Yu <c@s.example>
Chen Yu <c@s.example> writes:
Chen Yu wrote:
On 10/13, Chen Yu wrote:
On Tue, 13 Oct 2026, Chen Yu wrote:
In message <1@s.example>, Chen Yu wrote:
Zitat von Chen Yu <c@s.example>:
Chen Yu schreef op di 13-10-2026 om 17:05 [+0200]:
Chen Yu kirjoitti 13.10.2026 klo 17.05:
陈宇写道：
陈宇 于 2026/10/13 17:05 写道:
2026-09-08 09:30 时 王老师 写道：
""".splitlines()

# Announcements that count whatever follows: they say who and when.
ALONE = """\
On Tue, Oct 13, 2026 at 5:05 PM Chen Yu <c@s.example> wrote:
On Oct 13, 2026, 5:05 PM +0800, Chen Yu <c@s.example>, wrote:
On 2026-10-13 05:05 PM, Chen Yu wrote:
On 13 October 2026 17:05:12 BST, Chen Yu <c@s.example> wrote:
On 10/13/26 5:05 PM, Chen Yu via relaunch wrote:
Le 13/10/2026 à 17:05, Chen Yu a écrit :
Am Dienstag, 13. Oktober 2026, 17:05:12 CEST schrieb Chen Yu:
El 13/10/2026 a las 17:05, Chen Yu escribió:
Il 13/10/26 17:05, Chen Yu ha scritto:
W dniu 13.10.2026 o 17:05, Chen Yu pisze:
13.10.2026 17:05, Chen Yu пишет:
Op 13-10-2026 om 17:05 schreef Chen Yu:
Den 13. okt. 2026 17:05, skrev Chen Yu:
Dne 13. 10. 2026 v 17:05 Chen Yu napsal(a):
ti 13. lokak. 2026 klo 17.05 Chen Yu (c@s.example) kirjoitti:
Vào Th 3, 13 thg 10, 2026 vào lúc 17:05 Chen Yu <c@s.example> đã viết:
Pada tanggal Sel, 13 Okt 2026 pukul 17.05 Chen Yu <c@s.example> menulis:
În mar., 13 oct. 2026 la 17:05, Chen Yu <c@s.example> a scris:
Στις Τρί 13 Οκτ 2026 στις 5:05 μ.μ., ο/η Chen Yu <c@s.example> έγραψε:
陳宇 於 2026/10/13 下午 05:05 寫道：
陳宇 <c@s.example> 於 2026年10月13日 週二 下午5:05寫道：
在2026年10月13日 17:05，陈宇<c@s.example> 写道：
2026年10月13日 17:05，陈宇 写道：
""".splitlines()

# Own words that only look like an announcement.
NO_ANNOUNCEMENT = [
    "On Monday I wrote that the copy is late:\nit still is.",
    "Tom wrote most of it, the rest comes on 21 October 2026 at 10:00:\nthe imprint and the map.",
    "From Monday on we are back.\nTo be clear: the copy is late.\nDate: open.",
    "关于您 10 月 13 日写到的三个问题：\n第一个没问题。",
    "时间：10月21日 15:00\n地点：三楼\n主题：设计定稿\n参会：陈宇、王敏",
    "发件人的地址请改成 wang@acme.example：\n旧的下周停用。",
    "We discussed this at 10:30:\n-----\nBudget: 5,000\nSent: not yet",
    "On 3/2 we agreed:\n1. logo\n2. copy",
]


@pytest.mark.parametrize("line", [*ABOVE_MARKS, *ALONE])
def test_announcement_above_quotation_marks(line: str) -> None:
    parted = part(f"{OWN}\n\n{line}\n> old words\n> more\n")
    assert parted.own == OWN
    assert "old words\nmore" in parted.quoted


@pytest.mark.parametrize("line", ALONE)
def test_announcement_above_bare_words(line: str) -> None:
    assert part(f"{OWN}\n\n{line}\n\nold words\nmore\n").own == OWN


@pytest.mark.parametrize("line", ALONE)
def test_answer_below_is_kept(line: str) -> None:
    assert part(f"{line}\n> old words\n> more\n\n{OWN}\n").own == OWN


def test_the_letter_under_a_header_block_may_quote_in_its_turn() -> None:
    head = "-----邮件原件-----\n发件人: 鲁班 [mailto:lu@f.example]\n发送时间: 2024年12月18日 20:05\n收件人: 黎曼\n主题: 验收\n"
    older = "> 1) 老年卡刷码\n昨晚已修好。\n\n> 2) 断网时\n这个我们不做。\n"
    assert part(f"{OWN}\n\n{head}\n{older}").own == OWN
    assert part(f"{head}\n{older}").own == "昨晚已修好。\n\n这个我们不做。"


def test_initials_before_the_mark() -> None:
    parted = part(f"Chen Yu writes:\n\nCY> old words\nCY> more\n\n{OWN}\n")
    assert parted.own == OWN
    assert "old words\nmore" in parted.quoted
    assert part("A> B is what I mean.").own == "A> B is what I mean."


@pytest.mark.parametrize("words", NO_ANNOUNCEMENT)
def test_own_words_that_only_look_like_one(words: str) -> None:
    parted = part(f"{words}\n")
    assert parted.own == words
    assert not parted.quoted


def test_head_in_a_language_that_nobody_knows_under_a_programs_rule() -> None:
    text = f"{OWN}\n\n________________________________\nSeoltóir: Chen Yu <c@s.example>\nSeolta: 13 DFómh 2026\nChuig: Lena\nÁbhar: x\n\nold\n"
    assert part(text).own == OWN


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2026年10月13日 17:05", "2026-10-13T17:05"),
        ("2026年10月13日(星期二) 下午5:05", "2026-10-13T17:05"),
        ("2026-10-13 17:05:12", "2026-10-13T17:05"),
        ("Tuesday, October 13, 2026 5:05 PM", "2026-10-13T17:05"),
        ("13 October 2026 at 17:05:12 CEST", "2026-10-13T17:05"),
        ("Dienstag, 13. Oktober 2026 17:05", "2026-10-13T17:05"),
        ("13.10.2026 12:05 AM", "2026-10-13T00:05"),
        ("10/13/2026 17:05", "2026-10-13T17:05"),
        ("mardi 13 octobre 2026 17:05", "2026-10-13T17:05"),
        ("Tue, 13 Oct 2026 17:05:12 +0800", "2026-10-13T17:05"),
    ],
)
def test_dates_of_heads(said: str, iso: str) -> None:
    found = spoken_date(said, None)
    assert found is not None
    assert found.strftime("%Y-%m-%dT%H:%M") == iso
    assert found.tzinfo is not None


@pytest.mark.parametrize("said", ["", "yesterday", "31.02.2026", "2026年13月45日", "99:99"])
def test_what_is_no_date(said: str) -> None:
    assert spoken_date(said, None) is None
