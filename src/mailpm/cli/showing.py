"""What stands in the ledger: status, items, outbox, shunted letters; all read-only, also while `run` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, console, show_json, table

if TYPE_CHECKING:
    from mailpm.ledger import Ledger
    from mailpm.model import Project

ProjectArgument = Annotated[str, typer.Argument(help="The project's key or name; without it, all projects.")]


def add_to(app: typer.Typer) -> None:
    app.command()(status)
    app.command()(items)
    app.command()(outbox)
    app.command()(shunted)


def chosen(ledger: Ledger, words: str) -> tuple[Project, ...]:
    """The projects that the words name; all of them for no words."""
    projects = ledger.projects()
    if not words:
        return projects
    found = tuple(p for p in projects if words.lower() in (p.key.lower(), p.name.lower(), p.code.lower()))
    if not found:
        names = ", ".join(p.key for p in projects) or "none yet"
        raise Refused(f"There is no project {words!r}; known: {names}.")
    return found


def status(project: ProjectArgument = "", config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """What needs a person, and how each project stands. Exit code 1 where something needs a person."""
    from mailpm.cli.opening import now, reading_ledger

    moment = now()
    with reading_ledger(config) as (_, ledger):
        troubles = ledger.troubles()
        lines = [_project_line(ledger, p, moment) for p in chosen(ledger, project)]
        counts = {str(s): n for s, n in ledger.outbox_counts().items()}
        aside = len(ledger.shunted())
    if json:
        show_json(
            {
                "projects": lines,
                "outbox": counts,
                "shunted": aside,
                "troubles": [{"kind": t.kind, "words": t.words, "person": t.person, "at": t.at} for t in troubles],
            }
        )
    else:
        screen = console()
        shown = table("project", "state", "open", "overdue", "next milestone", "drafts", title="Projects")
        for line in lines:
            cells = ("name", "status", "open", "overdue", "next_milestone", "drafts")
            shown.add_row(*(str(line[cell]) for cell in cells))
        screen.print(shown if lines else "No projects yet: copy the assistant in a letter to a client.")
        screen.print("Outbox: " + (", ".join(f"{n} {s}" for s, n in counts.items()) or "empty"))
        for trouble in troubles:
            screen.print(f"! {trouble.kind}: {trouble.person} {trouble.words}".replace("  ", " "), markup=False)
        if aside:
            screen.print(f"! {aside} letters could not be read: mailpm shunted")
    if troubles or aside:
        raise typer.Exit(1)


def _project_line(ledger: Ledger, project: Project, moment: Any) -> dict[str, Any]:
    from mailpm.model import OutboundState, Status

    facts = ledger.project_status(project.key, moment)
    todo = [t.item for t in facts.items if t.item.status in (Status.OPEN, Status.BLOCKED)]
    ahead = sorted((m.forecast or m.baseline, m.name) for m in facts.milestones if m.actual is None)
    return {
        "key": project.key,
        "name": project.name,
        "status": project.status,
        "open": len(todo),
        "overdue": sum(1 for i in todo if i.due and i.due.day < moment.date()),
        "next_milestone": f"{ahead[0][1]} {ahead[0][0]}" if ahead else "",
        "drafts": len(ledger.outbox(states=(OutboundState.DRAFT,), project=project.key)),
    }


def items(
    project: ProjectArgument = "",
    everything: Annotated[bool, typer.Option("--all", help="Also what is done, declined or cancelled.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Who promised what by when, with the sentence that says so and the rules that found it."""
    from mailpm.cli.opening import reading_ledger
    from mailpm.model import Status

    with reading_ledger(config) as (_, ledger):
        found = [t for p in chosen(ledger, project) for t in ledger.items(p.key)]
    if not everything:
        found = [t for t in found if t.item.status in (Status.OPEN, Status.BLOCKED)]
    found.sort(key=lambda t: (t.item.due.day.isoformat() if t.item.due else "9999", t.item.owner.name))
    if json:
        show_json(
            [
                {
                    "project": t.project,
                    "owner": t.item.owner.name,
                    "email": t.item.owner.email,
                    "what": t.item.what,
                    "due": t.item.due.iso() if t.item.due else None,
                    "status": str(t.item.status),
                    "quote": t.item.quote,
                    "message_id": t.item.message_id,
                    "because": list(t.item.because),
                    "moves": [{"field": m.field, "old": m.old, "new": m.new, "quote": m.quote} for m in t.item.moves],
                }
                for t in found
            ]
        )
        return
    shown = table("project", "owner", "what", "due", "status", "the words", title="Items")
    for t in found:
        due = t.item.due.iso() if t.item.due else "no date"
        shown.add_row(t.project, t.item.owner.name, t.item.what, due, str(t.item.status), t.item.quote)
    console().print(shown if found else "Nothing is open.")


def outbox(
    everything: Annotated[bool, typer.Option("--all", help="Also what was sent or withdrawn.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Letters that wait: drafts for your word, and what is on its way. `approve N` lets one go."""
    from mailpm.cli.opening import reading_ledger
    from mailpm.model import OutboundState

    over = (OutboundState.ACCEPTED, OutboundState.WITHDRAWN, OutboundState.REFUSED)
    with reading_ledger(config) as (_, ledger):
        rows = [r for r in ledger.outbox() if everything or r.state not in over]
    if json:
        show_json(
            [
                {
                    "id": r.id,
                    "state": str(r.state),
                    "kind": r.kind,
                    "project": r.project,
                    "to": list(r.recipients),
                    "subject": r.subject,
                    "not_before": r.not_before,
                    "text": r.text,
                }
                for r in rows
            ]
        )
        return
    shown = table("no", "state", "kind", "to", "subject", "not before", title="Outbox")
    for r in rows:
        when = r.not_before.isoformat(timespec="minutes") if r.not_before else ""
        shown.add_row(str(r.id), str(r.state), r.kind, ", ".join(r.recipients), r.subject, when)
    console().print(shown if rows else "Nothing waits.")


def shunted(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Letters that broke the reader: kept as they came, read again by `reread --shunted`."""
    from mailpm.cli.opening import reading_ledger

    with reading_ledger(config) as (_, ledger):
        found = ledger.shunted()
    if json:
        show_json(
            [{"id": s.id, "uid": s.fetched.uid, "at": s.at, "why": s.traceback.strip().splitlines()[-1]} for s in found]
        )
        return
    shown = table("no", "came", "bytes", "why", title="Shunted letters")
    for s in found:
        shown.add_row(str(s.id), s.at.isoformat(), str(s.fetched.size), s.traceback.strip().splitlines()[-1])
    console().print(shown if found else "No letter was set aside.")
