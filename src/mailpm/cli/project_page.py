"""One project as a page of the terminal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from mailpm.cli.terminal import table
from mailpm.model import ProjectStatus, Status

if TYPE_CHECKING:
    from rich.console import Console


def as_dict(status: ProjectStatus) -> dict[str, Any]:
    """The page for programs."""
    from mailpm.model.plain import to_plain

    plain = to_plain(status)
    assert isinstance(plain, dict)
    return plain


def print_page(screen: Console, status: ProjectStatus, now: datetime) -> None:
    """People, milestones, what is open, risks and changes."""
    project = status.project
    screen.print(f"[bold]{project.name}[/bold]  {project.status}  {project.client}")
    people = table("name", "address", "side", "language", "zone", title="People")
    for p in status.people:
        people.add_row(p.name, p.email, str(p.side), str(p.language), p.zone)
    screen.print(people)
    if status.milestones:
        milestones = table("milestone", "agreed", "expected", "reached", title="Milestones")
        for m in status.milestones:
            milestones.add_row(m.name, str(m.baseline), str(m.forecast or m.baseline), str(m.actual or ""))
        screen.print(milestones)
    todo = [t.item for t in status.items if t.item.status in (Status.OPEN, Status.BLOCKED)]
    if todo:
        items = table("owner", "what", "due", "status", "moved", title="Open")
        for i in sorted(todo, key=lambda i: i.due.day.isoformat() if i.due else "9999"):
            late = " (late)" if i.due and i.due.day < now.date() else ""
            moves = sum(1 for m in i.moves if m.field == "due")
            due = i.due.iso() if i.due else "no date"
            items.add_row(i.owner.name or i.owner.email, i.what, due + late, str(i.status), str(moves or ""))
        screen.print(items)
    for risk in status.risks:
        screen.print(f"{risk.number} {risk.status}: {risk.words}", markup=False)
    for change in status.changes:
        screen.print(f"{change.number} {change.status}: {change.words}", markup=False)
