"""How many ordinary letters a second one core reads, parse and own words together; aim 700 (ratios in one run)."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from email.parser import BytesParser
from pathlib import Path
from types import ModuleType

import mailparser

from mailpm.message import parse

FOLDER = Path(__file__).parents[1] / "letters"


def _load(name: str) -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ordinary() -> list[bytes]:
    """Answers of every program, plain and HTML together, half Chinese, one in twelve with a file of 30 KB."""
    maker, answers = _load("make_letters"), _load("answers")
    languages = (
        ("zh", maker.WANG, answers.PLAIN_ZH, answers.HTML_ZH, answers.ZH, answers.ASKED_ZH),
        ("en", maker.LENA, answers.PLAIN_EN, answers.HTML_EN, answers.EN, answers.ASKED_EN),
    )
    for language, sender, plain, html, own, old in languages:
        for number, form in enumerate(plain.values()):
            words = list(own.values())[number % len(own)]
            other = list(html.values())[number % len(html)]
            file = (maker.attached("a.pdf", "application/pdf", bytes(30_000)),) if number % 12 == 0 else ()
            maker.letter(
                f"{language}-{number}", form(words, old), other(words, old) if number % 2 else None, sender=sender, parts=file
            )
    return [data for data, _ in maker.made.values()]


def _rate(read: Callable[[bytes], object], letters: list[bytes], rounds: int = 10) -> float:
    for letter in letters:
        read(letter)
    begin = time.process_time()
    for _ in range(rounds):
        for letter in letters:
            read(letter)
    return rounds * len(letters) / (time.process_time() - begin)


def _words_of_mail_parser(letter: bytes) -> str:
    return str(mailparser.parse_from_bytes(letter).body)


def main() -> None:
    """Print letters a second (CPU time) of the standard parser, mail-parser and our whole reading."""
    letters = ordinary()
    print(f"{len(letters)} letters, {sum(map(len, letters)) // len(letters):,} bytes on average")
    standard = _rate(BytesParser().parsebytes, letters)
    for name, rate in (
        ("standard parser, nothing decoded", standard),
        ("mail-parser, decoded", _rate(_words_of_mail_parser, letters)),
        ("mailpm, decoded, own words, kind", _rate(parse, letters)),
    ):
        print(f"  {name}: {rate:,.0f} a second, {rate / standard:.2f} of the standard parser")


if __name__ == "__main__":
    main()
