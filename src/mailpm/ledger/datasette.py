"""The ledger to look at in Datasette: our named questions, what each table holds, and a start page for each project.

Only the signed-in owner of the terminal may look (the link with a token that Datasette prints): a page of the open web
could otherwise reach a server on the loopback by DNS rebinding.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from mailpm.ledger.queries import NamedQuery, questions
from mailpm.model import Project

HOST = "127.0.0.1"
_MOST = 500
# Bytes, marks and counters: nothing to read for a person.
_HIDDEN = frozenset({"bodies", "cursors", "sightings", "facts", "numbers", "attempts", "team_only"})
_TABLE = re.compile(r"CREATE TABLE \S+ \(\s*--\s*(?P<words>[^\n]+)")
_COLUMN = re.compile(r"^\s*(?P<name>[a-z_]+) (?:TEXT|INTEGER|REAL|BLOB|ANY)\b[^\n]*?--\s*(?P<words>[^\n]+)", re.M)


def datasette_metadata(path: Path, projects: Sequence[Project]) -> dict[str, Any]:
    """Datasette's metadata for the ledger at `path` (https://docs.datasette.io/en/stable/metadata.html)."""
    name = path.stem
    return {
        "title": "mailpm",
        "description_html": _start_page(name, projects),
        "allow": {"id": "root"},
        "databases": {
            "_internal": {"allow": False},  # Datasette's own catalogue
            name: {
                "description": "Who promised what by when, with the sentence and the letter that prove it. Read-only.",
                "queries": {query.name: _canned(query) for query in questions()},
                "tables": _tables(path),
            }
        },
    }


def datasette_command(path: Path, metadata: Path, *, port: int) -> list[str]:
    """The command that serves the ledger: on the loopback, read-only, without downloads of the file."""
    settings = {
        "default_page_size": "50",
        "allow_download": "off",
        "sql_time_limit_ms": "3000",
        "num_sql_threads": "1",
        "default_cache_ttl": "0",
    }
    flags = [part for name, value in settings.items() for part in ("--setting", name, value)]
    place = ["--host", HOST, "--port", str(port), "--metadata", str(metadata), "--root"]
    return [sys.executable, "-m", "datasette", "serve", str(path), *place, *flags]


def _canned(query: NamedQuery) -> dict[str, Any]:
    """A named question as Datasette asks it: "today" is its own magic parameter, lists end after a few hundred rows."""
    sql = re.sub(r"(?<![:\w]):today\b", ":_now_date_utc", query.sql)
    sql = re.sub(r"(?<![:\w]):most\b", str(_MOST), sql)
    return {"sql": sql, "title": _title(query), "description": query.words, "hide_sql": True}


def _title(query: NamedQuery) -> str:
    return query.name.replace("_", " ").removesuffix(" of")


def _start_page(name: str, projects: Sequence[Project]) -> str:
    """A line for each project with links to its questions, and the questions over all of them."""
    per_project = [q for q in questions() if set(q.parameters) <= {"project", "today"} and "project" in q.parameters]
    overall = [q for q in questions() if set(q.parameters) <= {"today", "most"}]
    base = f"/{_in_path(name)}"
    parts = ["<p>", " · ".join(_link(f"{base}/{q.name}", _title(q)) for q in overall), "</p>"]
    for project in projects:
        key = _in_query(project.key)
        others = [q for q in per_project if q.name != "project_start"]
        links = " · ".join(_link(f"{base}/{q.name}?project={key}", _title(q)) for q in others)
        state = "" if project.status == "active" else f" ({escape(project.status)})"
        start = _link(f"{base}/project_start?project={key}", project.name)
        parts.append(f"<h2>{start}{state}</h2><p>{escape(project.client)}</p><p>{links}</p>")
    return "".join(parts)


def _link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}">{escape(words)}</a>'


def _in_path(name: str) -> str:
    """Datasette's tilde encoding of a name in a path."""
    keep = re.compile(r"[A-Za-z0-9_-]")
    return "".join(c if keep.match(c) else "".join(f"~{byte:02X}" for byte in c.encode()) for c in name)


def _in_query(value: str) -> str:
    keep = re.compile(r"[A-Za-z0-9._~-]")
    return "".join(c if keep.match(c) else "".join(f"%{byte:02X}" for byte in c.encode()) for c in value)


def _tables(path: Path) -> Mapping[str, Any]:
    """What the comments in the schema say of each table and column."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql <> ''").fetchall()
    finally:
        connection.close()
    found: dict[str, Any] = {}
    for name, sql in rows:
        words = _TABLE.search(sql)
        columns = {match["name"]: match["words"].strip() for match in _COLUMN.finditer(sql)}
        hidden = name in _HIDDEN or name.startswith(("sqlite_", "_"))
        found[name] = {"description": words["words"].strip() if words else "", "columns": columns, "hidden": hidden}
    return found
