"""`web`: the ledger in Datasette, to look at, on this machine alone."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, Refused


def add_to(app: typer.Typer) -> None:
    app.command()(web)


def web(
    port: Annotated[int, typer.Option("--port", min=1024, max=65535, help="The port on 127.0.0.1.")] = 8001,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser, signed in.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Look at the ledger in the browser: named questions, every table, a start page for each project; read-only."""
    from mailpm.cli.opening import reading_ledger
    from mailpm.ledger.datasette import datasette_command, datasette_metadata

    if find_spec("datasette") is None:
        raise Refused("Datasette is not installed; say: pip install 'mailpm[web]'.")
    with reading_ledger(config) as (settings, ledger):
        path = settings.ledger.path
        projects = ledger.projects()
    with tempfile.TemporaryDirectory(prefix="mailpm-web-") as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(datasette_metadata(path, projects), ensure_ascii=False), "utf-8")
        command = [*datasette_command(path, metadata, port=port), *(["--open"] if open_browser else [])]
        # The link with the token comes from Datasette itself; Ctrl-C ends both.
        try:
            code = subprocess.run(command, check=False).returncode
        except KeyboardInterrupt:
            code = 0
    sys.exit(code)
