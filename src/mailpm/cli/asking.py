"""`ask`, `preview` and `calendar export`: the record in natural words, what would be sent, and feeds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mailpm.cli.showing import ProjectArgument, chosen
from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, console, show_json, table

calendar_app = typer.Typer(help="Calendars to subscribe to.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.command()(ask)
    app.command()(preview)
    app.command()(dossier)
    app.add_typer(calendar_app, name="calendar")


def ask(
    question: Annotated[str, typer.Argument(help="In your own words: 'what does Lena owe us?', '谁逾期了'.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Ask the record, as by mail: who owes what, what is late, what blocks a milestone, the history of an item."""
    from mailpm.assistant.house import looking_house, person_of
    from mailpm.assistant.questions import answer_to, is_understood, words_of
    from mailpm.cli.opening import now, reading_ledger

    with reading_ledger(config) as (settings, ledger):
        house = looking_house(settings, ledger)
        member = settings.team.members[0]
        found = answer_to(house, question, person_of(member), now())
        text = words_of(house, found, member, now())
    console().print(text, markup=False)
    if not is_understood(found):
        raise typer.Exit(1)


def preview(
    project: ProjectArgument = "",
    days: Annotated[int, typer.Option("--days", min=1, max=90, help="How far to look ahead.")] = 14,
    text: Annotated[bool, typer.Option("--text", help="The letters in full.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """What would be sent when and why, if nobody answered and every draft were let go."""
    from mailpm.assistant.house import looking_house
    from mailpm.cli.opening import now, reading_ledger
    from mailpm.planning import preview as foresee

    with reading_ledger(config) as (settings, ledger):
        house = looking_house(settings, ledger)
        moment = now()
        found = [
            (p, letter, house.compose(letter.planned, moment))
            for p in chosen(ledger, project)
            for letter in foresee(ledger.project_status(p.key, moment), moment, days=days, calendars=house.calendar)
        ]
    found.sort(key=lambda row: row[1].at)
    if json:
        show_json(
            [
                {
                    "at": letter.at,
                    "project": p.key,
                    "kind": letter.planned.kind,
                    "to": [a.email for a in letter.planned.to],
                    "subject": composed.subject,
                    "because": list(letter.planned.because),
                    "text": composed.text,
                }
                for p, letter, composed in found
            ]
        )
        return
    screen = console()
    shown = table("when", "project", "to", "kind", "subject", "because", title=f"The next {days} days")
    for p, letter, composed in found:
        who = ", ".join(a.name or a.email for a in letter.planned.to)
        why = ", ".join(letter.planned.because)
        shown.add_row(f"{letter.at:%a %d %b %H:%M}", p.key, who, letter.planned.kind, composed.subject, why)
    screen.print(shown if found else "Nothing would be sent.")
    if text:
        for _, letter, composed in found:
            screen.rule(f"{letter.at:%a %d %b %H:%M}")
            screen.print(composed.text, markup=False)


def dossier(
    project: Annotated[str, typer.Argument(help="The project's key or name.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="A file ending in .html, .xlsx, .csv or .json.")],
    language: Annotated[str, typer.Option("--language", help="en or zh.")] = "en",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Who promised what when, every move with its sentence, approvals, changes, decisions: for handing over."""
    from mailpm.assistant.dossiers import KINDS, dossier_file
    from mailpm.assistant.house import looking_house
    from mailpm.cli.opening import now, reading_ledger

    if output.suffix not in KINDS or language not in ("en", "zh"):
        raise Refused(f"A dossier is one of {', '.join(KINDS)}, in en or zh.")
    with reading_ledger(config) as (settings, ledger):
        (found,) = chosen(ledger, project)[:1]
        content = dossier_file(looking_house(settings, ledger), found.key, output.suffix, language, now())
    output.write_bytes(content)
    console().print(f"The dossier of {found.name} is in {output}.", markup=False)


@calendar_app.command(name="export")
def calendar_export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The .ics file to write.")],
    project: ProjectArgument = "",
    person: Annotated[str, typer.Option("--person", help="Only what this address owes or attends.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Due days, milestones and meetings of a project or a person, as a calendar to subscribe to."""
    from mailpm.cli.opening import now, reading_ledger
    from mailpm.composing.feed import feed
    from mailpm.model import Address

    if output.suffix != ".ics":
        raise Refused(f"{output.name}: a calendar's name ends in .ics.")
    email = person.lower()
    with reading_ledger(config) as (settings, ledger):
        projects = chosen(ledger, project)
        statuses = [ledger.project_status(p.key, now()) for p in projects]
        owner = Address(email=settings.assistant.address, name=settings.assistant.name)
        content = feed(
            ", ".join(p.name for p in projects) or settings.assistant.name,
            owner=owner,
            now=now(),
            items=[t for s in statuses for t in s.items if not email or t.item.owner.email == email],
            milestones=[m for s in statuses for m in s.milestones],
            check_ins=[c for s in statuses for c in s.check_ins if not email or email in c.attendees],
            meetings=[m for s in statuses for m in s.meetings if not email or email in m.attendees],
        )
    output.write_bytes(content)
    console().print(f"The calendar is in {output}.", markup=False)
