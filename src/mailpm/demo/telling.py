"""How the demo is told on the terminal: who wrote what, what was noted and why, what was sent."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from mailpm.assistant import Event

if TYPE_CHECKING:
    from rich.console import Console

    from mailpm.demo.keeping import Kept

_SHOWN = 5  # lines of a letter that are told


class Teller:
    """Tells events as they happen. `names` are the people's names by address."""

    def __init__(self, screen: Console, names: Mapping[str, str]) -> None:
        self._screen = screen
        self._names = names

    def scene(self, moment: datetime, words: str) -> None:
        self._screen.print()
        title = escape(words.strip().splitlines()[0]) if words else ""
        self._screen.print(f"[bold]{moment:%a %d %b %H:%M}[/bold]  [dim]{title}[/dim]")

    def heard(self, event: Event) -> None:
        """One event, in a line or two."""
        who = escape(", ".join(self._names.get(w.strip(), w.strip()) for w in event.who.split(",")))
        words = escape(event.words)
        say = self._screen.print
        if event.what == "received":
            say(f"  [cyan]✉ {who}[/cyan]: {words}")
            self._letter(event.quotes[0] if event.quotes else "")
        elif event.what == "noted":
            say(f"  [green]✎ noted[/green]  {words}")
            if event.quotes:
                say(f"           [dim]“{escape(event.quotes[0])}”  ({escape(', '.join(event.because[:4]))})[/dim]")
        elif event.what == "drafted":
            say(f"  [yellow]… draft[/yellow] for {who}: {words}  [dim]waits for the PM's word[/dim]")
        elif event.what == "withdrawn":
            say(f"  [yellow]… withdrawn[/yellow] {words}  [dim](no longer true)[/dim]")
        elif event.what == "obeyed":
            say(f"  [magenta]☞ order[/magenta] {words}: [dim]“{escape(event.quotes[0] if event.quotes else '')}”[/dim]")
        elif event.what == "approved":
            say(f"  [magenta]✓ approved[/magenta] {words}")
        elif event.what == "sent":
            say(f"  [blue]→ sent[/blue] to {who}: {words}")
            self._letter(event.quotes[0] if event.quotes else "", "blue")
        elif event.what in ("trouble", "wish", "absent", "bounced"):
            say(f"  [red]![/red] {event.what} {words} {who}")

    def _letter(self, text: str, colour: str = "cyan") -> None:
        lines = [line for line in text.strip().splitlines() if line.strip()]
        for line in lines[:_SHOWN]:
            self._screen.print(f"      [{colour} dim]│[/] {escape(line)}")
        if len(lines) > _SHOWN:
            self._screen.print(f"      [{colour} dim]│[/] [dim]… {len(lines) - _SHOWN} more lines[/dim]")

    def end(self, output: Path, kept: Kept) -> None:
        """What there is to look at, and what to try next."""
        self._screen.quiet = False
        say = self._screen.print
        say()
        say(
            f"Three weeks: {kept.letters} letters, {kept.ours} of them written by mailpm, "
            f"{kept.invitations} invitations, {kept.reports} reports."
        )
        say(
            f"Open [bold]{escape(str(output))}/letters[/bold] in a mail program, and [bold]reports[/bold] in a browser."
        )
        program = escape(os.path.relpath(sys.argv[0])) if os.sep in sys.argv[0] else "mailpm"
        say(f"Try next: [bold]{program} items -c {escape(str(output))}/config.toml[/bold]")
        say(f"          [bold]{program} explain {escape(str(output))}/letters/005*.eml[/bold]")
        say(f"          [bold]{program} init[/bold] with a mailbox of your own")
