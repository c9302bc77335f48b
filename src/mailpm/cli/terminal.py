"""What every command shares: the options, the console, and how a fault is said."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

    from mailpm.config import Config

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", envvar="MAILPM_CONFIG", help="The settings file.", show_default=True)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table.")]
DEFAULT_CONFIG = Path("config.toml")


class Refused(Exception):
    """Something that a person can mend; the text is one sentence. Ends the program with exit code 2."""


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    print(f"mailpm: {sentence}", file=sys.stderr)


def console(*, quiet: bool = False) -> Console:
    from rich.console import Console

    return Console(highlight=False, quiet=quiet, soft_wrap=False)


def show_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def table(*columns: str, title: str | None = None) -> Table:
    from rich.table import Table

    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


@contextmanager
def one_sentence(*kinds: type[Exception]) -> Iterator[None]:
    """Turn the exceptions of `kinds` into `Refused`: their text is a sentence for a person."""
    try:
        yield
    except kinds as error:
        raise Refused(str(error)) from error


def settings(path: Path) -> Config:
    """The settings at `path`, or `Refused` with what is wrong in them."""
    from mailpm.config import ConfigError, load_config

    with one_sentence(ConfigError):
        return load_config(path)


def progress() -> Progress:
    """A bar for long work; it vanishes where nobody looks at a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, transient=True)
