"""The real assistant as a process of its own, that can be killed at any moment, or kills itself at a hooked point.

The product knows nothing of this: the hooks are put around its doors here, after it was imported.
"""

from __future__ import annotations

import functools
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mailpm.assistant import Assistant, Event, open_house
from mailpm.assistant.receiving import Receiver
from mailpm.assistant.stopping import StopSign
from mailpm.config import parse_config
from mailpm.ledger import Ledger
from mailpm.wire.imap import Mailbox
from mailpm.wire.smtp import Sender

RUN_EXIT_LEDGER = 3


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What one life of the assistant is given. `ahead` in seconds moves its clock against the machine's.

    `die_at` is a point ("claim", "body", …) with the count of its passing; `delay` in seconds: the kill comes so long
    after the point, while the work goes on. `quiet`: end by itself after so many ticks that did nothing.
    """

    folder: Path
    config: str
    imap_port: int
    smtp_port: int
    authority: Path | None
    security: str
    password: str
    ahead: float
    die_at: str = ""
    count: int = 1
    delay: float = 0.0
    quiet: int = 0
    timeout: float = 10.0


class AheadClock:
    """The machine's clock, moved by a fixed span."""

    def __init__(self, ahead: float) -> None:
        self.ahead = timedelta(seconds=ahead)

    def now(self) -> datetime:
        return (datetime.now(UTC) + self.ahead).replace(microsecond=0)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Fuse:
    """Burns down at the given passing of a point, at once or a little later."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._passed = 0

    def __call__(self, point: str) -> None:
        if point != self._orders.die_at:
            return
        self._passed += 1
        if self._passed != self._orders.count:
            return
        if not self._orders.delay:
            die()
        timer = threading.Timer(self._orders.delay, die)
        timer.daemon = True
        timer.start()


# Where it may be told to die: a door of the product, before or after it was gone through.
DOORS: dict[str, tuple[type, str]] = {
    "letter": (Receiver, "take"),
    "cursor": (Ledger, "set_cursor"),
    "added": (Ledger, "add_letter"),
    "reconcile": (Ledger, "reconcile"),
    "answer": (Ledger, "add_outbound"),
    "claim": (Ledger, "claim"),
    "body": (Ledger, "body_started"),
    "deliver": (Sender, "deliver"),
    "settle": (Ledger, "settle"),
    "proven": (Ledger, "proven"),
    "recover": (Ledger, "recover"),
}
RECEIVING = ("letter", "cursor", "added", "reconcile", "answer", "proven", "recover")
SENDING = ("claim", "deliver", "settle", "proven", "recover")


def _put_hooks(fuse: _Fuse) -> None:
    def around(name: str, door: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(door)
        def gone_through(*args: Any, **kwargs: Any) -> Any:
            fuse(f"before {name}")
            result = door(*args, **kwargs)
            fuse(f"after {name}")
            return result

        return gone_through

    for name, (owner, method) in DOORS.items():
        setattr(owner, method, around(name, getattr(owner, method)))


def assistant_for(orders: Orders, clock: Any, tell: Callable[[Event], None]) -> tuple[Assistant, Ledger]:
    """The product, put together as `mailpm run` does it."""
    config = parse_config(orders.config, base=orders.folder)
    ledger = Ledger.open(config.ledger.path, now=clock.now())
    common: dict[str, Any] = {
        "host": "127.0.0.1",
        "security": orders.security,
        "user": config.assistant.address,
        "secret": lambda: orders.password,
        "ca_file": orders.authority,
        "timeout": orders.timeout,
    }
    assistant = Assistant(
        open_house(config, ledger, tell),
        mailbox=Mailbox(port=orders.imap_port, **common),
        sender=Sender(port=orders.smtp_port, dot_timeout=orders.timeout, **common),
        clock=clock,
    )
    return assistant, ledger


def live(orders: Orders) -> None:
    """`mailpm run`, until killed; with `quiet`, until it has nothing more to do."""
    _put_hooks(_Fuse(orders))
    stop = StopSign()
    assistant, ledger = assistant_for(orders, AheadClock(orders.ahead), lambda _: None)
    marks = {"idle": 0, "before": -1}

    def ready() -> None:
        done = int(ledger._connection.total_changes)
        marks["idle"] = marks["idle"] + 1 if done == marks["before"] else 0
        marks["before"] = done
        if orders.quiet and marks["idle"] >= orders.quiet:
            stop.ask()

    if orders.quiet:
        assistant._wait = lambda sign: sign.wait(0.15)  # type: ignore[method-assign]
    assistant.run(stop, ready)
    assistant.close()
    ledger.close()


def random_orders(chance: random.Random, points: tuple[str, ...]) -> tuple[str, int]:
    """A point and which passing of it."""
    return f"{chance.choice(['before', 'after'])} {chance.choice(points)}", chance.choice([1, 1, 1, 2, 3])
