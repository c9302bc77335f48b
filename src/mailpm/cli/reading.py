"""`read` and `explain`: what mailpm would note in letters, and why; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mailpm.cli.terminal import JsonOption, Refused, console, show_json, table

Files = Annotated[list[Path], typer.Argument(help="Letters (.eml), in the order in which they came.")]
Team = Annotated[list[str], typer.Option("--team", help="A domain or address of your own side; may be given again.")]
AssistantAddress = Annotated[str, typer.Option("--assistant", help="The assistant's own address.")]


def add_to(app: typer.Typer) -> None:
    app.command()(read)
    app.command()(explain)


def _bytes_of(path: Path) -> bytes:
    """A letter's bytes, or one sentence where the file is none."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from error
    head = raw[:4096].lstrip()
    if not head or b":" not in head.splitlines()[0] or head.startswith((b"{", b"<", b"PK\x03", b"%PDF")):
        raise Refused(f"{path} is no letter: a letter begins with headers such as From: and Date:.")
    return raw


def read(
    files: Files,
    team: Team = [],  # noqa: B006 - typer reads the default, nobody changes it
    assistant: AssistantAddress = "",
    json: JsonOption = False,
) -> None:
    """Show what a thread of letters says: items with owner, due day, status and the exact words."""
    from mailpm import read_thread

    reading = read_thread([_bytes_of(path) for path in files], team=team, assistant=assistant)
    if json:
        show_json(reading.to_dict())
        return
    items = table("who", "what", "due", "status", "the words", "sure", title="Items")
    for item in reading.items:
        due = item.due.iso() if item.due else "no date"
        items.add_row(item.owner.name, item.what, due, str(item.status), item.quote, f"{item.certainty:.2f}")
    screen = console()
    screen.print(items if reading.items else "No items.")
    for meeting in reading.meetings:
        screen.print(f"meeting {meeting.status}: {meeting.start:%Y-%m-%d %H:%M %z}  “{meeting.quote}”")
    for note in reading.notes:
        screen.print(f"{note.kind}: “{note.quote}”", markup=False)


def explain(
    files: Files,
    team: Team = [],  # noqa: B006 - typer reads the default, nobody changes it
    assistant: AssistantAddress = "",
    json: JsonOption = False,
) -> None:
    """Show, sentence by sentence, what was seen in the last letter and which rules fired."""
    from mailpm import explain_thread

    explained = explain_thread([_bytes_of(path) for path in files], team=team, assistant=assistant)
    if json:
        show_json([line.to_dict() for line in explained])
        return
    screen = console()
    for line in explained:
        screen.print(f"[bold]{line.act or '–':<12}[/bold]", end=" ")
        screen.print(line.text, markup=False)
        if line.because:
            screen.print(f"             [dim]{', '.join(line.because)}[/dim]")
