"""The command line: the only room that prints. Rooms are opened inside the commands, so that `--help` is quick."""

from __future__ import annotations

import sys

import typer

from mailpm import __version__
from mailpm.cli import asking, projects, reading, running, setup, showing, signing, tending, web
from mailpm.cli.terminal import Refused, complain

app = typer.Typer(
    name="mailpm",
    help="Reads the mail of a project, remembers who promised what by when, and writes the next polite letter.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (setup, signing, running, reading, showing, asking, tending, web):
    room.add_to(app)
app.add_typer(projects.app, name="project")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mailpm {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    """Options that every command has."""


# Errors of the rooms whose text is a sentence for a person; named, so that `--help` need not import the rooms.
_SAID = frozenset(
    {
        *("ConfigError", "Unreachable", "LoginRefused", "CertificateRefused", "ClearTextRefused", "FolderMissing"),
        "Throttled",
    }
)


def main() -> None:
    """Run the command line; what a person can mend is one sentence and exit code 2."""
    try:
        app()
    except Refused as refused:
        complain(str(refused))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        # A folder that is not there, a full disk, a file that may not be read.
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}.")
        sys.exit(2)
    except Exception as error:
        if type(error).__name__ not in _SAID:
            raise
        complain(str(error))
        sys.exit(2)
