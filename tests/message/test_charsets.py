"""Letters whose charset labels lie are read as a person would read them (HAZARDS I-25)."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from mailpm.message import parse
from mailpm.message.charset import codec_for, decode, decode_words

ROWS = json.loads((Path(__file__).parent / "charset_rows.json").read_text("utf-8"))["rows"]


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_row(row: dict[str, str]) -> None:
    message = parse(base64.b64decode(row["letter_base64"]))
    if "subject" in row:
        assert message.subject == row["subject"]
    if "text" in row:
        assert row["text"] in message.text
        assert message.text.count("\ufffd") <= ("broken" in row["name"] or "cut" in row["name"])
    if "sender" in row:
        assert message.sender.name == row["sender"]


@pytest.mark.parametrize("label", ["base64", "rot13", "zlib", "undefined", "unicode_escape", "hex", "bz2", "idna"])
def test_a_label_that_names_no_charset_is_no_label(label: str) -> None:
    assert codec_for(label) == ""
    assert decode("项目".encode(), label) == "项目"


def test_invisible_bytes_and_empty_words() -> None:
    assert decode(b"") == ""
    assert decode(b"a\0b") == "ab"
    assert decode_words(b"") == ""
    assert decode_words(b"=?utf-8?B??=") == ""
    assert decode_words(b"=?utf-8?Q?a_b?=") == "a b"
