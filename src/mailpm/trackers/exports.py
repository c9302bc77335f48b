"""A whole project as JSON that reads back to the very same value."""

from __future__ import annotations

import json

from mailpm.model import ProjectStatus
from mailpm.model.plain import PlainError, from_plain, to_plain

FORMAT = "mailpm-project"
VERSION = 1


class NotAnExport(Exception):
    """Bytes that are no export of a project; the text is one sentence."""


def write_json(status: ProjectStatus) -> bytes:
    """Everything that the ledger holds of a project, as UTF-8 JSON with a name and a version at its head."""
    body = {"format": FORMAT, "version": VERSION, "project": to_plain(status)}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def read_json(content: bytes) -> ProjectStatus:
    """The project of an export. Raises NotAnExport; nothing is half read."""
    try:
        body = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotAnExport("it is not proper JSON.") from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise NotAnExport("it is JSON, but no export of a project.")
    if body.get("version") != VERSION:
        raise NotAnExport(f"it has version {body.get('version')!r}; this mailpm reads version {VERSION}.")
    try:
        return from_plain(ProjectStatus, body.get("project"), where="project")
    except PlainError as error:
        raise NotAnExport(f"{error}.") from error
