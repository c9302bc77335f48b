"""The letters of chasing, byte for byte: whoever changes a word reads it here in both languages.

`MAILPM_WRITE_GOLDEN=1 pytest tests/composing/test_golden_chasing.py` writes them anew; read what it wrote.
"""

import os
import re
from pathlib import Path

import pytest
from tests.composing import chasing_samples as samples

from mailpm.composing import Composer, template_folders
from mailpm.model import Composed

GOLDEN = Path(__file__).parent / "golden" / "chasing"
CASES = [(language, name) for language in ("en", "zh") for name in samples.contents(language)]
SIGNED = {"en": "Tom Reed's team", "zh": "小周团队"}


def compose(language: str, name: str) -> Composed:
    planned = samples.planned(language, name)
    composer = Composer(template_folders())
    return composer.compose(planned, sender=samples.SENDER, now=samples.NOW, signature=SIGNED[language])


@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_letter_reads_as_it_was_read(language: str, name: str) -> None:
    composed = compose(language, name)
    paths = {
        GOLDEN / f"{language}-{name}.txt": f"{composed.subject}\n\n{composed.text}".encode(),
        GOLDEN / f"{language}-{name}.eml": composed.raw,
    }
    for path, found in paths.items():
        if os.environ.get("MAILPM_WRITE_GOLDEN"):
            path.write_bytes(found)
        assert path.read_bytes() == found


@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_letter_to_a_client_is_clean_and_kind(language: str, name: str) -> None:
    text = compose(language, name).text
    assert text.splitlines()[-1] == SIGNED[language]
    assert not re.search(r"\n\n\n|[ \t]\n|None|Undefined|\{\{|\}\}|, ,|  –|\(\)|（）|“”", text)
    # Nobody is threatened, shouted at or blamed.
    assert not re.search(r"immediately|urgent|ASAP|fail|must |!!|立即|务必|马上给|否则|催促您", text)
    if language == "zh":
        assert "您" in text
        assert not re.search(r"[\u4e00-\u9fff][,;?!]", text)


def test_no_golden_letter_is_left_over() -> None:
    known = {f"{language}-{name}" for language, name in CASES}
    assert {path.stem for path in GOLDEN.iterdir() if path.suffix in (".txt", ".eml")} <= known
