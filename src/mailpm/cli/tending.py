"""Looking after the ledger: approve and reject, import and reread, back up, verify, forget."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, console, show_json, table

if TYPE_CHECKING:
    from mailpm.model import Outbound

Number = Annotated[int, typer.Argument(help="The number that `mailpm outbox` shows.")]


def add_to(app: typer.Typer) -> None:
    app.command()(approve)
    app.command()(reject)
    app.command(name="import")(import_letters)
    app.command()(reread)
    app.command()(backup)
    app.command()(verify)
    app.command()(forget)


def _draft(rows: tuple[Outbound, ...], number: int) -> Outbound:
    row = next((r for r in rows if r.id == number), None)
    if row is None:
        raise Refused(f"There is no draft {number}; `mailpm outbox` lists what waits.")
    return row


def approve(number: Number, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Let a draft go: this version, to these recipients, once. It leaves after the undo window."""
    from mailpm.assistant.approving import let_go
    from mailpm.cli.opening import now, writing_house
    from mailpm.model import OutboundState

    with writing_house(config) as house:
        row = _draft(house.ledger.outbox(states=(OutboundState.DRAFT,)), number)
        at = let_go(house, row, by="terminal", now=now())
        if at is None:
            raise Refused(f"Draft {number} changed while you looked at it; see `mailpm outbox`.")
    console().print(f"{row.subject} leaves at {at.isoformat(timespec='minutes')}.", markup=False)


def reject(number: Number, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Do not send a draft."""
    from mailpm.cli.opening import now, writing_house
    from mailpm.model import OutboundState

    with writing_house(config) as house:
        row = _draft(house.ledger.outbox(states=(OutboundState.DRAFT,)), number)
        house.ledger.reject(row.id, by="terminal", at=now(), why="rejected at the terminal")
    console().print(f"{row.subject} will not be sent.", markup=False)


def import_letters(
    source: Annotated[Path, typer.Argument(help="A letter (.eml), an mbox file, a Maildir or a folder of letters.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Read a backlog into the ledger: nothing is obeyed, nobody is written to about it. Can be stopped and resumed."""
    from mailpm.assistant.backlog import Backlog, NoLetters, take_backlog
    from mailpm.cli.opening import now, writing_house
    from mailpm.cli.terminal import one_sentence, progress

    with (
        one_sentence(NoLetters),
        writing_house(config) as house,
        closing(Backlog(source)) as backlog,
        progress() as bar,
    ):
        task = bar.add_task("reading", total=len(backlog))
        counts = take_backlog(house, backlog, now(), on_letter=lambda: bar.advance(task))
    console().print(f"{counts.letters} letters, {counts.known} already known, {counts.aside} set aside.")


def reread(
    write: Annotated[bool, typer.Option("--write", help="Write the difference; without it, only show it.")] = False,
    shunted: Annotated[bool, typer.Option("--shunted", help="Only the letters that were set aside.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Read the kept letters again with today's rules, and show what that changes before it is written."""
    from mailpm.assistant.backlog import reread_all
    from mailpm.cli.opening import now, writing_house
    from mailpm.cli.terminal import progress

    with writing_house(config) as house, progress() as bar:
        task = bar.add_task("reading", total=None)
        changes = reread_all(house, now(), write=write, only_shunted=shunted, on_thread=lambda: bar.advance(task))
    if json:
        show_json([{"thread": c.thread, "what": c.what, "item": c.item, "old": c.old, "new": c.new} for c in changes])
        return
    shown = table("what", "item", "before", "after", title="Written" if write else "Would change")
    for change in changes:
        shown.add_row(change.what, change.item, change.old, change.new)
    console().print(shown if changes else "Nothing would change.")


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Copy the ledger while it is in use."""
    from mailpm.cli.opening import ledger_of, now
    from mailpm.cli.terminal import settings

    if target.exists():
        raise Refused(f"{target} exists already; give another name.")
    with ledger_of(settings(config), lock=False, read_only=True) as ledger:
        ledger.backup(target, now())
    console().print(f"The ledger is copied to {target}.", markup=False)


def verify(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Prove that nothing was lost, doubled or sent to the wrong person. Exit code 1 where something is broken."""
    from mailpm.cli.opening import reading_ledger

    with reading_ledger(config) as (_, ledger):
        broken = ledger.verify()
    if json:
        show_json([{"invariant": b.invariant, "where": b.where, "words": b.words} for b in broken])
    else:
        for b in broken:
            console().print(f"! {b.invariant}: {b.where}: {b.words}", markup=False)
        if not broken:
            console().print("All invariants hold.")
    if broken:
        raise typer.Exit(1)


def forget(
    address: Annotated[str, typer.Argument(help="Whose data is to be removed.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Remove a person's data, and say what was kept and why."""
    from mailpm.cli.opening import now, writing_house

    if not yes and not typer.confirm(f"Remove what the ledger holds of {address}? This cannot be undone."):
        raise typer.Exit
    with writing_house(config) as house:
        done = house.ledger.forget(address.lower(), now())
    screen = console()
    for line in done.removed:
        screen.print(f"removed: {line}", markup=False)
    for line in done.kept:
        screen.print(f"kept: {line}", markup=False)
