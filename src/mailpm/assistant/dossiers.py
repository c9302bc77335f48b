"""A project's dossier as a file: who promised what when, every move with its sentence, approvals and changes."""

from __future__ import annotations

from datetime import datetime

from mailpm.assistant.house import House
from mailpm.model import Language
from mailpm.planning.dossier import dossier
from mailpm.trackers.dossier import dossier_csv, dossier_json, dossier_xlsx

KINDS = (".html", ".xlsx", ".csv", ".json")


def dossier_file(house: House, project: str, suffix: str, language: str, now: datetime) -> bytes:
    """The dossier in the form that `suffix` names (one of `KINDS`), headings in "en" or "zh"."""
    status = house.ledger.project_status(project, now)
    letters = house.ledger.outbox(project=project)
    approvals = [a for row in letters if row.approval and (a := house.ledger.approval(row.id)) is not None]
    facts = dossier(status, now, calendars=house.calendar, approvals=approvals, letters=letters)
    words = Language(language)
    if suffix == ".json":
        return dossier_json(facts)
    if suffix == ".csv":
        return dossier_csv(facts, language=words)
    if suffix == ".xlsx":
        return dossier_xlsx(facts, language=words)
    return house.composer.page("dossier", words, facts, now).encode()
