"""The documents name commands, options, files and answers that exist."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from mailpm.cli import app

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "packaging").glob("*.service")])
COMMAND = typer.main.get_command(app)


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """(language, content) of each fenced block."""
    for match in re.finditer(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield match[1], match[2]


def commands(path: Path) -> list[str]:
    """What a reader would type: lines of shell blocks, and inline code that begins with mailpm."""
    text = path.read_text("utf-8")
    found = []
    for language, content in blocks(text):
        for line in content.splitlines():
            line = line.removeprefix("$ ") if language == "console" else line
            if language in ("", "console") and line.startswith("mailpm "):
                found.append(line.split("  #")[0].strip())
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found += [c for c in re.findall(r"`(mailpm [^`]+)`", prose) if "·" not in c and "…" not in c and "文件名" not in c and "地址" not in c]
    return found


NAMED = sorted({(path.name, line) for path in DOCS for line in commands(path)})


def walk(command: click.Command, name: str = "mailpm") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            yield from walk(sub, f"{name} {sub.name}")


ALL = dict(walk(COMMAND))


def understood(words: list[str]) -> click.Command:
    """The command that these words call; raises click's error where it would not take them."""
    command = COMMAND
    context = click.Context(command, info_name="mailpm")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.commands[words.pop(0)]
        context = click.Context(command, info_name=command.name, parent=context)
    if words and words != ["--help"]:
        command.make_context(command.name, words, parent=context.parent)
    return command


def test_there_is_something_to_check() -> None:
    assert len(NAMED) > 40
    assert {"README.md", "README.zh-CN.md", "operating.md", "first-day.md"} <= {name for name, _ in NAMED}


@pytest.mark.parametrize(("document", "line"), NAMED)
def test_a_command_in_a_document_is_one(document: str, line: str) -> None:
    words = shlex.split(line)[1:]
    if words == ["--help"]:
        return
    command = understood([w.replace("FILE", __file__) for w in words if w != "N"])
    assert command.help, line


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_says_in_a_sentence_what_it_does(name: str) -> None:
    command = ALL[name]
    assert command.help, name
    first = command.help.strip()
    assert first[0].isupper(), name
    assert first.rstrip().endswith("."), f"{name}: {first}"
    for parameter in command.params:
        said = getattr(parameter, "help", "")
        assert said, f"{name} {parameter.name} has no help"
    done = CliRunner().invoke(app, [*name.split()[1:], "--help"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readmes_name_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    table = "\n".join(line for line in text.splitlines() if line.startswith("| `mailpm"))
    for name in COMMAND.commands:  # type: ignore[attr-defined]
        assert re.search(rf"\b{re.escape(name)}\b", table), f"{readme} does not name {name}"


def test_both_readmes_have_the_same_form() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"^#+ ", r"^\| `mailpm [^|]*\|", r"^- \*\*", r"^```"):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (english, chinese)]
        assert counts[0] == counts[1], pattern
    shell = [[re.split(r"\s{2,}#", line)[0].strip() for _, b in blocks(text) for line in b.splitlines()] for text in (english, chinese)]
    assert shell[0] == shell[1]


@pytest.mark.parametrize("path", [p for p in DOCS if p.suffix == ".md"], ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), f"{path.name} points to {target}"


@pytest.mark.parametrize("path", [p for p in DOCS if p.suffix == ".md"], ids=lambda p: p.name)
def test_files_and_targets_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = set(re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[0].split())
    for target in re.findall(r"`make (\w+)`|^make (\w+)", text, re.MULTILINE):
        assert (target[0] or target[1]) in targets, target
    for name in re.findall(r"`((?:src|tests|templates|packaging|docs)/[\w./@-]+)`", text):
        assert (ROOT / name).exists(), f"{path.name} names {name}"


@pytest.mark.parametrize(("document", "language"), [("guide.md", "en"), ("guide.zh-CN.md", "zh")])
def test_the_guide_says_what_the_mailed_one_says(document: str, language: str) -> None:
    """Each order that the template teaches stands in the page too."""
    template = (ROOT / "templates" / language / "guide.txt.j2").read_text("utf-8")
    page = (ROOT / "docs" / document).read_text("utf-8")
    taught = [part for line in template.splitlines() if " · " in line or line.startswith("  ") for part in re.split(r" · |\s{2,}", line)]
    heads = re.compile(r"^(?:ALSO|ASK ME any time|【还可以】|【随时可以问】)[::]?\s*")
    # What stands behind an order says what happens, in words of its own.
    said = re.compile(r"^(?:the list is right|another day|another owner|清单没问题|改日期|改负责人)$")
    orders = [heads.sub("", part).strip(" .。") for part in taught]
    orders = [o.partition("(then")[0].partition("（")[0].strip() for o in orders if o and not said.match(o)]
    assert len(orders) > 20
    for order in orders:
        assert order in page, order


def test_the_example_of_reading_is_real(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reading.md").read_text("utf-8")
    letters = [content for language, content in blocks(page) if language == "eml"]
    (expected,) = [content for language, content in blocks(page) if language == "json"]
    (line,) = [c for c in commands(ROOT / "docs" / "reading.md") if " read " in c]
    names = [word for word in shlex.split(line) if word.endswith(".eml")]
    for name, content in zip(names, letters, strict=True):
        (tmp_path / name).write_text(content, "utf-8")
    words = [str(tmp_path / w) if w.endswith(".eml") else w for w in shlex.split(line)[1:]]
    done = CliRunner().invoke(app, words)
    found, wanted = json.loads(done.output), json.loads(expected)
    # How sure it is may move with the rules; everything else is the contract.
    for reading in (found, wanted):
        for item in reading["items"]:
            assert 0 < item.pop("certainty") <= 1
    assert found == wanted


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import warnings

    page = (ROOT / "docs" / "reading.md").read_text("utf-8")
    letters = [content for language, content in blocks(page) if language == "eml"]
    for name, content in zip(("letter.eml", "answer.eml"), letters, strict=True):
        (tmp_path / name).write_text(content, "utf-8")
    (code,) = [content for language, content in blocks(page) if language == "python"]
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # an example closes no files
        exec(compile(code, "docs/reading.md", "exec"), {})
    assert capsys.readouterr().out == "2026-11-25\n"


def test_the_fields_of_an_item_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "reading.md").read_text("utf-8")
    (example,) = [json.loads(content) for language, content in blocks(page) if language == "json"]
    table = set(re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))))
    assert set(example["items"][0]) <= table


def test_nothing_of_a_machine_stands_in_the_pages() -> None:
    for path in DOCS:
        assert not re.search(r"/(?:tmp|root|work)/", path.read_text("utf-8")), path.name
