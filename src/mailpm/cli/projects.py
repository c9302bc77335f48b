"""`mailpm project …`: begin, import, export, list, show, pause, resume and close projects at the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, console, show_json, table

app = typer.Typer(help="Begin, import, export, show, pause and close projects.", no_args_is_help=True)
Key = Annotated[str, typer.Argument(help="The project's key or name.")]


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the project is called in letters.")],
    contact: Annotated[
        list[str], typer.Option("--contact", help="A client: 'Lena Brandt <lena@lumen.example>'; may be given again.")
    ],
    milestone: Annotated[
        list[str], typer.Option("--milestone", help="'Launch 2026-11-20'; may be given again.")
    ] = [],  # noqa: B006 - typer reads the default, nobody changes it
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Begin a project. Nobody is written to."""
    from mailpm.assistant.beginning import NotAPlan, begin_project, facts_of_words
    from mailpm.cli.opening import now, writing_house
    from mailpm.cli.terminal import one_sentence

    with one_sentence(NotAPlan), writing_house(config) as house:
        project = begin_project(house, facts_of_words(name, contact, milestone), now(), waiting=False)
    console().print(f"{project.name} has begun as {project.key}.", markup=False)


@app.command(name="import")
def import_plan(
    file: Annotated[Path, typer.Argument(help="plan.toml, or milestones as CSV or XLSX, or an export in JSON.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Begin a project from a file."""
    from mailpm.assistant.beginning import NotAPlan, import_file
    from mailpm.cli.opening import now, writing_house
    from mailpm.cli.terminal import one_sentence

    with one_sentence(NotAPlan), writing_house(config) as house:
        project, dark = import_file(house, file, now())
    screen = console()
    screen.print(f"{project.name} has begun as {project.key}.", markup=False)
    for words in dark:
        screen.print(f"! not understood: {words}", markup=False)


@app.command()
def export(
    project: Key,
    output: Annotated[Path, typer.Option("--output", "-o", help="A file ending in .json, .csv or .xlsx.")],
    language: Annotated[str, typer.Option("--language", help="Headings: en or zh.")] = "en",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write all of a project into a file: JSON can be imported again, CSV and XLSX suit other tools."""
    from mailpm.assistant.beginning import export_file
    from mailpm.cli.opening import now, reading_ledger
    from mailpm.cli.showing import chosen

    if output.suffix not in (".json", ".csv", ".xlsx"):
        raise Refused(f"{output.name}: give a name that ends in .json, .csv or .xlsx.")
    with reading_ledger(config) as (_, ledger):
        (found,) = chosen(ledger, project)[:1]
        output.write_bytes(export_file(ledger.project_status(found.key, now()), output.suffix, language))
    console().print(f"{found.name} is in {output}.", markup=False)


@app.command(name="list")
def list_projects(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """All projects."""
    from mailpm.cli.opening import reading_ledger

    with reading_ledger(config) as (_, ledger):
        projects = ledger.projects()
    if json:
        show_json([{"key": p.key, "name": p.name, "client": p.client, "status": p.status} for p in projects])
        return
    shown = table("key", "name", "client", "status", title="Projects")
    for p in projects:
        shown.add_row(p.key, p.name, p.client, p.status)
    console().print(shown if projects else "No projects yet.")


@app.command()
def show(project: Key, config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """People, milestones, what is open, risks and changes of one project."""
    from mailpm.cli.opening import now, reading_ledger
    from mailpm.cli.project_page import as_dict, print_page
    from mailpm.cli.showing import chosen

    with reading_ledger(config) as (_, ledger):
        (found,) = chosen(ledger, project)[:1]
        status = ledger.project_status(found.key, now())
    if json:
        show_json(as_dict(status))
    else:
        print_page(console(), status, now())


@app.command()
def pause(
    project: Key,
    until: Annotated[str, typer.Option("--until", help="The day on which it goes on: 2026-10-30.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """No letter to the client, no reminder, until the day or until it is resumed."""
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise Refused(f"{until!r} is no day; write 2026-10-30.") from error
    _set(config, project, "paused", day)


@app.command()
def resume(project: Key, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """A paused project goes on."""
    _set(config, project, "active", None)


@app.command()
def close(project: Key, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """The project is over: its record stays, nothing more is planned for it."""
    _set(config, project, "closed", None)


def _set(config: Path, words: str, status: str, until: date | None) -> None:
    from mailpm.cli.opening import writing_house
    from mailpm.cli.showing import chosen

    with writing_house(config) as house:
        (found,) = chosen(house.ledger, words)[:1]
        house.ledger.save_project(replace(found, status=status, paused_until=until))
    console().print(f"{found.name} is {status}{f' until {until}' if until else ''}.", markup=False)
