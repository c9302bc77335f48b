"""config.toml made from config.example.toml: values are filled in, and every comment stays."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

Value = str | int | bool | date | Sequence[str] | None


def example_text() -> str:
    """The example that came with mailpm: inside the package in a wheel, at the top in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "config.example.toml"
    return (inside if inside.is_file() else package.parents[1] / "config.example.toml").read_text("utf-8")


def filled(text: str, values: dict[tuple[str, str], Value]) -> str:
    """`text` with each (section, key) set; None makes a comment of the key. Raises KeyError for a key not there.

    Sections are named as in the file without brackets ("team.members" for the first [[team.members]]).
    """
    lines, section, left = text.splitlines(), "", dict(values)
    for number, line in enumerate(lines):
        if header := re.match(r"\[\[?([\w.]+)\]\]?$", line):
            section = header[1]
            continue
        found = re.match(r"(# )?(\w+) = (.*)$", line)
        if found and (section, found[2]) in left:
            value = left.pop((section, found[2]))
            lines[number] = f"# {found[2]} = {found[3]}" if value is None else f"{found[2]} = {toml(value)}"
    if left:
        raise KeyError(f"the example has no {sorted(left)}")
    return "\n".join(lines) + "\n"


def toml(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON lets DEL stand, TOML does not
    return f"[{', '.join(toml(one) for one in value or ())}]"


def write_privately(path: Path, text: str) -> None:
    """A new file that only its owner may read, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def put_aside(path: Path) -> Path:
    """Move an older file out of the way, to the first free name; gives that name."""
    number, aside = 1, path.with_name(f"{path.name}.old")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.old{number}")
    path.rename(aside)
    return aside
