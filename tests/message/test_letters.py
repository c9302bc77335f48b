"""Every letter of tests/letters reads as the file beside it says; what the file does not name is not held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mailpm.message import parse
from mailpm.model import Message

LETTERS = sorted((Path(__file__).parents[1] / "letters").glob("*.eml"))


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read(path: Path) -> tuple[Message, dict[str, object]]:
    wanted = json.loads(path.with_suffix("").with_suffix(".reading.json").read_text("utf-8"))
    ids = tuple(wanted.get("authserv_ids", ()))
    return parse(path.read_bytes(), authserv_ids=ids, microsoft=bool(wanted.get("microsoft"))), wanted


# What a reading may name -> the same thing said by a Message.
SAID: dict[str, Callable[[Message], object]] = {
    "own": lambda m: squash(m.own),
    "text": lambda m: squash(m.text),
    "subject": lambda m: m.subject,
    "kind": lambda m: str(m.kind),
    "sender": lambda m: [m.sender.name, m.sender.email],
    "quotes": lambda m: bool(m.quoted),
    "inline": lambda m: [[i.question, i.answer] for i in m.inline],
    "withdrawn": lambda m: list(m.withdrawn),
    "attachments": lambda m: [a.name for a in m.attachments],
    "attached_text": lambda m: (m.attachments[0].text or "").rpartition("\n")[2],
    "verdict": lambda m: str(m.verdict),
    "automatic": lambda m: m.automatic,
    "orders_allowed": lambda m: m.orders_allowed,
    "visible_only_in": lambda m: m.visible_only_in,
    "until": lambda m: str(m.absence.until) if m.absence else None,
    "deputies": lambda m: [[d.name, d.email] for d in m.absence.deputies] if m.absence else None,
    "failed": lambda m: [[r.email, r.permanent] for r in m.bounce.recipients] if m.bounce else None,
    "original": lambda m: m.bounce.original_message_id if m.bounce else None,
    "calendar": lambda m: [m.calendar.method, m.calendar.uid, str(m.calendar.start)] if m.calendar else None,
}
SQUASHED = ("own", "text")


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_letter_reads_as_its_file_says(path: Path) -> None:
    message, wanted = read(path)
    for name, say in SAID.items():
        if name in wanted:
            value = wanted[name]
            assert say(message) == (squash(str(value)) if name in SQUASHED else value), name
    if "signature" in wanted:
        assert str(wanted["signature"]) in message.signature
    if "warning" in wanted:
        assert any(str(wanted["warning"]) in remark for remark in message.warnings), message.warnings
    if "attached_remark" in wanted:
        assert str(wanted["attached_remark"]) in message.attachments[0].remark


@pytest.mark.parametrize("path", [p for p in LETTERS if "forward" in p.stem or p.stem == "en-attached-letter"], ids=lambda path: path.stem)
def test_forwarded_letter_keeps_its_author_date_and_words(path: Path) -> None:
    message, wanted = read(path)
    expected = wanted["forwarded"]
    assert isinstance(expected, list)
    assert len(message.forwarded) == len(expected)
    for found, want in zip(message.forwarded, expected, strict=True):
        assert want["contains"] in found.text
        assert found.author is not None
        assert (found.author.name, found.author.email) == (want["author"], want["email"])
        assert found.date is not None
        assert found.date.isoformat(timespec="minutes") == want["date"]


def test_the_corpus_is_large_and_half_chinese() -> None:
    assert len(LETTERS) >= 120
    assert sum(path.stem.startswith("zh") for path in LETTERS) * 2 >= len(LETTERS)


def test_the_stored_letters_are_those_that_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter is changed in the script, never by hand."""
    import importlib.util
    import sys

    folder = LETTERS[0].parent
    monkeypatch.syspath_prepend(str(folder))
    loaded = importlib.util.spec_from_file_location("make_letters", folder / "make_letters.py")
    assert loaded is not None
    assert loaded.loader is not None
    module = importlib.util.module_from_spec(loaded)
    monkeypatch.setitem(sys.modules, "make_letters", module)
    loaded.loader.exec_module(module)
    for name in ("answers", "machines", "oddities"):
        for maker in __import__(name).MAKERS:
            maker(module)
    assert {path.stem for path in LETTERS} == set(module.made)
    changed = [n for n, (data, _) in module.made.items() if not n.endswith("docx") and (folder / f"{n}.eml").read_bytes() != data]
    assert not changed
