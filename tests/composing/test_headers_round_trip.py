"""Subjects and names come back the same from the readers of the world (HAZARDS finding 9: half of them did not)."""

import random
import re
from email import message_from_bytes
from email.header import decode_header, make_header

import mailparser
import pytest

from mailpm.composing.headers import address_header, one_line, text_header
from mailpm.model import Address

WORDS = (
    "首页文案", "logo 源文件", "，", "（第 2 版）", "“急”", "Re:", "[ACME]", "meeting", "Größe", "naïve", "—", "100%", "Q&A",
    "ACME官网改版", "a=b?", "=?utf-8?q?x?=", "internationalisation", "🎉", "Ünïcödé", "周三", "10月21日(周三)", "v2.0.1", "O'Neill",
)  # fmt: skip


def texts(count: int) -> list[str]:
    chance = random.Random(20261014)
    return [
        one_line(chance.choice(["", " "]).join(chance.choice(WORDS) for _ in range(chance.randint(1, 14))))
        for _ in range(count)
    ]


def letter(subject: str, name: str) -> bytes:
    lines = {
        "From": address_header([Address(email="a@agency.example", name=name)]),
        "Subject": text_header("Subject", subject),
        "Message-ID": "<1@agency.example>",
    }
    return "".join(f"{key}: {value}\r\n" for key, value in lines.items()).encode("ascii") + b"\r\nx\r\n"


def test_five_thousand_subjects_and_names_are_lawful_and_come_back() -> None:
    for text in texts(5000):
        raw = letter(text, text)
        head = raw.partition(b"\r\n\r\n")[0]
        assert all(len(line) <= 76 for line in head.split(b"\r\n"))
        assert all(len(word) <= 75 for word in re.findall(rb"=\?[^ \r\n]*\?=", head))
        read = message_from_bytes(raw)
        assert str(make_header(decode_header(read["Subject"]))) == text


@pytest.mark.parametrize("text", texts(300))
def test_mail_parser_reads_them_too(text: str) -> None:
    read = mailparser.parse_from_bytes(letter(text, text))
    assert re.sub(r"\s+", " ", read.subject) == text
    name, email = read.from_[0]
    assert email == "a@agency.example"
    assert re.sub(r"\s+", " ", name) == ("" if "@" in text else text)
