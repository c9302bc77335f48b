"""`run`, `tick` and `demo`: the assistant at work, for good, once, or in a play."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import Annotated

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, console, one_sentence, show_json

_DEMO_OUTPUT = Path("demo-output")


def add_to(app: typer.Typer) -> None:
    app.command()(run)
    app.command()(tick)
    app.command()(demo)


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Watch the mailbox, note, remind, report; until it is stopped (Ctrl-C, or a TERM signal)."""
    from mailpm.assistant.stopping import StopSign
    from mailpm.cli.logs import begin_log
    from mailpm.cli.opening import assistant_of
    from mailpm.cli.terminal import settings
    from mailpm.wire.errors import WireError

    loaded = settings(config)
    begin_log(loaded.log)
    stop = StopSign()
    signal.signal(signal.SIGTERM, lambda *_: stop.ask())
    signal.signal(signal.SIGINT, lambda *_: stop.ask())
    heartbeat = loaded.log.heartbeat
    with assistant_of(config) as assistant:
        with one_sentence(WireError):
            assistant.first_look()
        _notify("READY=1")

        def ready() -> None:
            _notify("WATCHDOG=1")
            if heartbeat is not None:
                heartbeat.touch()

        assistant.run(stop, ready)
        _notify("STOPPING=1")


def tick(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Receive, plan and send once; for cron. The same code as `run`."""
    from mailpm.cli.logs import begin_log
    from mailpm.cli.opening import assistant_of
    from mailpm.cli.terminal import settings
    from mailpm.wire.errors import WireError

    begin_log(settings(config).log)
    with assistant_of(config) as assistant:
        with one_sentence(WireError):
            assistant.first_look()
        assistant.begin()
        done = assistant.tick()
    if json:
        show_json({"received": done.received, "planned": done.planned, "sent": done.sent})
    else:
        console().print(f"received {done.received}, planned {done.planned}, sent {done.sent}")


def _notify(state: str) -> None:
    """Tell systemd (sd_notify(3)) how we are; nothing where nobody asked."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where letters and the ledger go.")] = _DEMO_OUTPUT,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the last lines.")] = False,
    language: Annotated[str, typer.Option("--language", help="The PM's language: en or zh.")] = "en",
) -> None:
    """Three weeks of a project between a PM and two clients, on this machine alone, in half a minute."""
    try:
        from mailpm.demo.play import DemoFolder, play
    except ModuleNotFoundError as error:
        raise Refused(f"The demo needs more: pip install 'mailpm[demo]' ({error.name} is missing).") from error
    if language not in ("en", "zh"):
        raise Refused(f"The demo speaks en and zh, not {language}.")
    with one_sentence(DemoFolder):
        play(output, language=language, screen=console(quiet=quiet))
