"""A TCP proxy that cuts, resets or falls silent at a chosen byte or pattern of a chosen direction."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

Direction = Literal["up", "down"]
How = Literal["close", "reset", "hold"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """One connection's fate: after `after` bytes of a direction, or once `pattern` has passed (or just before it).

    "up" is from the client to the server. "close" sends FIN, "reset" RST, "hold" keeps both ends open and lets
    nothing through any more (a black hole).
    """

    direction: Direction
    how: How
    after: int = -1
    pattern: bytes = b""
    before: bool = False
    nth: int = 1


class Proxy:
    """Listens on a free loopback port and connects on to `port`. `plans` are taken by connections in turn.

    `plan` makes one for each connection when `plans` is empty (None: nothing happens to it). `delay` in seconds is
    added to each direction of each chunk.
    """

    def __init__(
        self, port: int, *, host: str = "127.0.0.1", plan: Callable[[], Cut | None] | None = None, delay: float = 0.0
    ) -> None:
        self._target = (host, port)
        self._plan = plan or (lambda: None)
        self._delay = delay
        self.plans: deque[Cut | None] = deque()
        self.connections = 0
        self.cuts = 0
        self.passed = {"up": 0, "down": 0}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port: int = self._listener.getsockname()[1]
        self._stop = threading.Event()
        self._held = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in list(self._threads):
            thread.join(5)
        self._listener.close()

    def hold_now(self) -> None:
        """From this moment on nothing passes, on any connection, until `release`."""
        self._held.set()

    def release(self) -> None:
        self._held.clear()

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.connections += 1
            cut = self.plans.popleft() if self.plans else self._plan()
            self._start(self._serve, client, cut)

    def _serve(self, client: socket.socket, cut: Cut | None) -> None:
        try:
            server = socket.create_connection(self._target, timeout=5)
        except OSError:
            client.close()
            return
        with client, server:
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                one.settimeout(5)
            with contextlib.suppress(OSError):
                self._pump(client, server, _Watch(cut))

    def _pump(self, client: socket.socket, server: socket.socket, watch: _Watch) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ, ("up", server))
            selector.register(server, selectors.EVENT_READ, ("down", client))
            while not self._stop.is_set():
                if self._held.is_set():
                    time.sleep(0.02)
                    continue
                for key, _ in selector.select(0.05):
                    direction, other = key.data
                    data = key.fileobj.recv(65536)  # type: ignore[union-attr]
                    if not data:
                        return
                    if self._delay:
                        time.sleep(self._delay)
                    allowed = watch.allowed(direction, data)
                    if allowed:
                        self.passed[direction] += allowed
                        other.sendall(data[:allowed])
                    if allowed < len(data) or watch.now:
                        self._cut(client, server, watch)
                        return

    def _cut(self, client: socket.socket, server: socket.socket, watch: _Watch) -> None:
        self.cuts += 1
        assert watch.cut is not None
        if watch.cut.how == "reset":
            for one in (client, server):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif watch.cut.how == "hold":
            self._stop.wait()


class _Watch:
    """Counts and looks for the pattern; `now` once the cut is due."""

    def __init__(self, cut: Cut | None) -> None:
        self.cut = cut
        self.now = False
        self._passed = 0
        self._seen = b""

    def allowed(self, direction: str, data: bytes) -> int:
        """How many of these bytes may still pass."""
        if self.cut is None or direction != self.cut.direction:
            return len(data)
        if self.cut.after >= 0:
            room = min(len(data), self.cut.after - self._passed)
            self._passed += room
            self.now = self._passed >= self.cut.after
            return room
        before = len(self._seen)
        self._seen += data
        place = -1
        for _ in range(self.cut.nth):
            place = self._seen.find(self.cut.pattern, place + 1)
            if place < 0:
                return len(data)
        self.now = True
        end = place if self.cut.before else place + len(self.cut.pattern)
        return max(0, end - before)
