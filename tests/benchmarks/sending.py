"""Letters over one SMTP connection, beside Postfix's own smtp-source, all into smtp-sink (P9).

python -m tests.benchmarks.sending [letters]
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.child import open_house
from tests.benchmarks.mailbox import ASSISTANT, END, PM
from tests.faults.proxy import Proxy
from tests.servers.private import free_port

PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """The port of a server that takes every letter and forgets it."""
    port = free_port()
    program = shutil.which("smtp-sink", path=PATH)
    assert program is not None
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with subprocess.Popen([program, *user, f"127.0.0.1:{port}", "100"], stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
        process.terminate()


def planned(number: int) -> Any:
    """A letter to the PM that needs nobody's word, with text and HTML from the templates."""
    from mailpm.model import Address, Language, Planned
    from mailpm.model.letters.control import Warning

    content = Warning(
        what="which_project",
        sender=Address(email=f"c{number}@client.example"),
        subject=f"Letter {number}",
        date=END,
        quote="The logo files will follow on Friday.\n" * 30,
        projects=tuple(f"Project {n}" for n in range(12)),
    )
    return Planned(
        key=f"bench:{number}", kind="warning", project=None, to=(Address(email=PM[0], name=PM[1]),),
        language=Language.ENGLISH, content=content, approval=False, zone="Asia/Shanghai",
    )  # fmt: skip


def sender(port: int) -> Any:
    from mailpm.wire.smtp import Sender

    return Sender(host="127.0.0.1", port=port, security="none", user="", secret=lambda: "")


def by_source(port: int, letters: int, size: int) -> None:
    program = shutil.which("smtp-source", path=PATH)
    assert program is not None
    command = [program, "-d", "-s", "1", "-m", str(letters), "-l", str(size), "-r", "2", "-f", ASSISTANT, "-t", PM[0]]
    subprocess.run([*command, f"127.0.0.1:{port}"], check=True, capture_output=True)


class Ours:
    """The same letters in three ways, from ready bytes to everything that a tick does."""

    def __init__(self, letters: int, folder: Path) -> None:
        self.letters = letters
        self.house = open_house(folder / "ledger.db")
        self.composed = [self.house.compose(planned(n), END) for n in range(letters)]
        self._made = 0

    def ready(self, port: int) -> None:
        with sender(port) as smtp:
            for letter in self.composed:
                self._deliver(smtp, letter.raw)

    def composed_first(self, port: int) -> None:
        with sender(port) as smtp:
            for number in range(self.letters):
                self._deliver(smtp, self.house.compose(planned(number), END).raw)

    def prepare(self) -> None:
        """Put the letters into the outbox."""
        with self.house.ledger.transaction():
            for number in range(self._made, self._made + self.letters):
                self.house.answer(planned(number), END)
        self._made += self.letters

    def through_ledger(self, port: int) -> None:
        from mailpm.assistant.sending import send_due

        with sender(port) as smtp:
            sent = send_due(self.house, smtp, lambda: END)
        assert sent == self.letters, sent

    @staticmethod
    def _deliver(smtp: Any, raw: bytes) -> None:
        done = smtp.deliver(raw, envelope_from=ASSISTANT, recipients=(PM[0], ASSISTANT), on_phase=lambda _: None)
        assert all(one.code == 250 for one in done)


def _seconds(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def main(letters: int = 500, rounds: int = 5) -> None:
    """Print letters a second and the ratio to smtp-source, medians of rounds in turn."""
    if shutil.which("smtp-source", path=PATH) is None or shutil.which("smtp-sink", path=PATH) is None:
        print("no sending is measured: smtp-source and smtp-sink are not here")
        return
    with sink() as port, tempfile.TemporaryDirectory(prefix="mailpm-bench-") as folder:
        mine = Ours(letters, Path(folder))
        size = sum(len(letter.raw) for letter in mine.composed) // letters
        ways: dict[str, Callable[[int], None]] = {
            "ready bytes": mine.ready,
            "composed from templates each": mine.composed_first,
            "from the outbox, each phase on disk": mine.through_ledger,
        }
        anchor: list[float] = []
        found: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            anchor.append(_seconds(lambda: by_source(port, letters, size)))
            mine.prepare()
            for name, way in ways.items():
                found[name].append(_seconds(lambda way=way: way(port)))  # type: ignore[misc]
        mine.prepare()
        with Proxy(port) as proxy:
            mine.through_ledger(proxy.port)
            connections = proxy.connections
        mine.house.ledger.close()
    print(f"sending {letters} letters of {size:,} bytes, two recipients each, beside smtp-source over one connection (P9)")
    print(f"  {'smtp-source':36} {letters / statistics.median(anchor):7,.0f} letters/s")
    for name, spent in found.items():
        ratio = statistics.median(a / b for a, b in zip(anchor, spent, strict=True))
        print(f"  {name:36} {letters / statistics.median(spent):7,.0f} letters/s   {ratio:5.2f} x smtp-source")
    print(f"  must 0.08, goal 0.15; connections of a batch, as the server saw them: {connections}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
