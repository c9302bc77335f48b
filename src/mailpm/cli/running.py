"""`run`, `tick` and `demo`: the assistant at work, for good, once, or in a play."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, console, one_sentence, show_json

if TYPE_CHECKING:
    from mailpm.assistant import Event
    from mailpm.assistant.stopping import StopSign

_DEMO_OUTPUT = Path("demo-output")
# Whoever asks to stop is served within five seconds: the work at hand gets three, leaving in good manners the rest.
_PATIENCE_SECONDS = 3.0
_LAST_SECONDS = 4.5


def add_to(app: typer.Typer) -> None:
    app.command()(run)
    app.command()(tick)
    app.command()(demo)


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Watch the mailbox, note, remind, report; until it is stopped (Ctrl-C, or a TERM signal)."""
    from mailpm.assistant.house import log_event
    from mailpm.assistant.stopping import StopSign
    from mailpm.cli.logs import begin_log
    from mailpm.cli.opening import assistant_of
    from mailpm.cli.terminal import settings
    from mailpm.wire.errors import WireError

    loaded = settings(config)
    begin_log(loaded.log)
    stop = StopSign()
    _obey_stop_signals(stop)
    heartbeat = loaded.log.heartbeat

    def alive() -> None:
        _notify("WATCHDOG=1")
        if heartbeat is not None:
            heartbeat.touch()

    def tell(event: Event) -> None:
        alive()  # a first sync is one long tick
        log_event(event)

    try:
        with assistant_of(config, tell=tell, longest_wait=_watchdog_seconds() / 3) as assistant:
            with one_sentence(WireError):
                assistant.first_look()
            _notify("READY=1")
            assistant.run(stop, alive)
            _notify("STOPPING=1")
    except KeyboardInterrupt:
        if not stop.asked:
            raise  # else the ledger rolled back what was half done, and the next start goes on from there


def _obey_stop_signals(stop: StopSign) -> None:
    """TERM and Ctrl-C let the letter at hand be finished; a server that keeps us waiting is left after some seconds."""

    def asked(*_: object) -> None:
        if stop.asked:
            return
        stop.ask()
        last = threading.Timer(_LAST_SECONDS, os._exit, (0,))  # as safe as a power cut: see ARCHITECTURE.md
        last.daemon = True
        last.start()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE_SECONDS)

    def enough(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, enough)


def _watchdog_seconds() -> float:
    """How long systemd waits for a sign of life (sd_watchdog_enabled(3)); endless where it does not."""
    with contextlib.suppress(ValueError):
        return int(os.environ["WATCHDOG_USEC"]) / 1e6 if "WATCHDOG_USEC" in os.environ else float("inf")
    return float("inf")


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
