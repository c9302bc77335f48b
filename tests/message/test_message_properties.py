"""What must hold for every letter, tried with letters that nobody would think of."""

from __future__ import annotations

import base64
import contextlib
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailpm.message import LetterBreaksLimits, parse
from mailpm.message.charset import decode, decode_words
from mailpm.message.headers import addresses, one_line
from mailpm.message.html import readable, to_text
from mailpm.message.parts import safe_name
from mailpm.message.reply import part
from mailpm.model import Message

LETTERS = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "letters").glob("*.eml")) if path.stat().st_size < 40_000]
# Ordinary words of both languages: letters, digits, punctuation that opens no heading.
WORDS = st.text(st.sampled_from("周五前发您首页文案确认 abcdefghij,.!?。,0123456789\n"), min_size=1, max_size=300)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def holds(message: Message) -> None:
    """Rules that every Message keeps."""
    assert message.date.tzinfo is not None
    assert message.message_id
    assert "\ufeff" not in message.own
    assert not any("\ue0f0" <= c <= "\ue0f4" for c in message.text + message.own)
    assert "\n" not in message.subject
    assert all("/" not in a.name and "\\" not in a.name and "\0" not in a.name for a in message.attachments)
    assert "@" not in message.sender.name


@MANY
@given(st.binary(max_size=2000))
def test_any_bytes_make_a_message(data: bytes) -> None:
    holds(parse(data))


def damaged(letter: bytes, chance: random.Random) -> bytes:
    """The letter with pieces cut, doubled, moved and overwritten."""
    data = bytearray(letter)
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at : at + chance.randint(1, 40)] = b""
            case 1:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
            case 2:
                data[at : at + 1] = b"\n"
            case _:
                piece = data[at : at + chance.randint(1, 200)]
                place = chance.randrange(len(data) + 1)
                data[place:place] = piece
    return bytes(data)


@MANY
@given(st.sampled_from(LETTERS), st.randoms(use_true_random=False))
def test_a_damaged_letter_makes_a_message(letter: bytes, chance: random.Random) -> None:
    holds(parse(damaged(letter, chance)))


@pytest.mark.slow
def test_many_damaged_letters_make_messages() -> None:
    """The long form for the nightly run: each letter of the corpus damaged sixty times, none over a second of CPU."""
    chance = random.Random(20261014)
    for letter in LETTERS:
        for _ in range(60):
            data = damaged(letter, chance)
            started = time.process_time()
            with contextlib.suppress(LetterBreaksLimits):
                holds(parse(data))
            assert time.process_time() - started < 1


@MANY
@given(WORDS, WORDS)
def test_words_above_a_quotation_are_never_lost(own: str, old: str) -> None:
    quoted = "\n".join(f"> {line}" for line in old.split("\n"))
    parted = part(f"{own}\n\nOn 13/10/2026 17:05, Chen Yu wrote:\n{quoted}\n")
    said = "".join((parted.own + parted.signature).split())
    assert "".join(own.split()) == said or not own.strip()


@MANY
@given(WORDS, WORDS)
def test_words_below_a_quotation_are_never_lost(old: str, own: str) -> None:
    quoted = "\n".join(f"> {line}" for line in old.split("\n"))
    parted = part(f"在 2026/10/13 17:05, 陈宇 写道:\n{quoted}\n\n{own}\n")
    said = "".join((parted.own + parted.signature).split())
    assert "".join(own.split()) == said or not own.strip()


@MANY
@given(WORDS)
def test_a_letter_without_quotation_is_all_own_words(own: str) -> None:
    parted = part(own)
    assert "".join((parted.own + parted.signature).split()) == "".join(own.split())
    assert not parted.quoted


@MANY
@given(st.text(max_size=400))
def test_any_text_can_be_parted(text: str) -> None:
    part(text)


@MANY
@given(st.text(max_size=400))
def test_any_html_can_be_read(html: str) -> None:
    found = to_text(html)
    assert not any("\ue0f0" <= c <= "\ue0f4" for c in readable(found.text))


def test_a_letter_can_not_speak_in_our_own_marks() -> None:
    """The marks that the HTML reader writes for the quotation reader count only when we wrote them."""
    plain = parse("From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHi\n\ue0f1\nFrom: x\nown\n\ue0f0more\n".encode())
    assert plain.own.split() == ["Hi", "From:", "x", "own", "more"]
    assert to_text("<p>&#xe0f1;</p><p>&#xe0f0;a</p>").text.split() == ["a"]


@MANY
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn")), min_size=1, max_size=60))
def test_encoded_words_come_back(text: str) -> None:
    for charset in ("utf-8", "gb18030"):
        word = f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?=".encode()
        assert decode_words(word) == text.strip()


@MANY
@given(st.text(st.sampled_from("项目进度延期首页文案确认周五前发给您谢谢"), min_size=4, max_size=80))
def test_chinese_is_read_whatever_the_label_says(text: str) -> None:
    text += "项目"  # no UTF-8 by accident: a few pairs, such as 前前, are also two-byte UTF-8
    for charset, label in (("utf-8", "gb2312"), ("gb18030", "utf-8"), ("gbk", ""), ("gbk", "us-ascii"), ("utf-8", "iso-8859-1")):
        assert decode(text.encode(charset), label) == text


@MANY
@given(st.binary(max_size=300))
def test_any_address_header_can_be_read(value: bytes) -> None:
    for address in addresses([value]):
        assert "@" in address.email
        assert "\n" not in address.name


@MANY
@given(st.text(max_size=300))
def test_names_of_files_are_only_names(name: str) -> None:
    safe = safe_name(name)
    assert len(safe) <= 200
    assert not set(safe) & set('/\\:*?"<>|\0\r\n')
    assert safe not in (".", "..")
    assert one_line(safe) == safe
