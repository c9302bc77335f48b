"""How soon a letter that was delivered is a row in the ledger, while mailpm waits with IDLE (P6).

Dovecot bundles its notifications for up to half a second. The own part is therefore counted from the moment at which
a bare IDLE connection beside it heard of the letter.

python -m tests.benchmarks.delivery [letters]
"""

from __future__ import annotations

import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from email.utils import format_datetime
from pathlib import Path

from tests.benchmarks.mailbox import END, PM, clients
from tests.servers.private import Dovecot, missing

USER, PASSWORD = "watched@agency.example", "one for the benchmark"


class BareIdle(threading.Thread):
    """A socket in IDLE and nothing else; `heard[n]` is the moment at which it was told of letter n + 1."""

    def __init__(self, port: int, letters: int) -> None:
        super().__init__(daemon=True)
        self.heard: dict[int, float] = {}
        self._letters = letters
        self._file = socket.create_connection(("127.0.0.1", port)).makefile("rwb")
        self._file.readline()
        for tag, words in (("a", f'LOGIN {USER} "{PASSWORD}"'), ("b", "EXAMINE INBOX")):
            self._file.write(f"{tag} {words}\r\n".encode())
            self._file.flush()
            while not self._file.readline().startswith(tag.encode()):
                pass
        self._file.write(b"c IDLE\r\n")
        self._file.flush()
        assert self._file.readline().startswith(b"+")

    def run(self) -> None:
        while len(self.heard) < self._letters:
            words = self._file.readline().split()
            if len(words) >= 3 and words[2] == b"EXISTS":
                now = time.monotonic()
                for number in range(int(words[1])):
                    self.heard.setdefault(number, now)


def _letter(number: int) -> bytes:
    email, name = clients(1)[0]
    return (
        f"From: {name} <{email}>\r\nTo: {PM[1]} <{PM[0]}>\r\nSubject: Letter {number}\r\nDate: {format_datetime(END)}\r\n"
        f"Message-ID: <delivery.{number}@client1.example>\r\n\r\nHello Tom,\r\n\r\nI will send the logo files by Friday.\r\n"
    ).encode()


def _percentiles(seconds: Sequence[float]) -> str:
    ordered = sorted(1000 * s for s in seconds)
    return f"{statistics.median(ordered):6.1f} / {ordered[int(0.99 * (len(ordered) - 1) + 0.5)]:6.1f} ms"


def main(letters: int = 40) -> None:
    """Print how long letters took from the server's acceptance to their row, and the own part of it.

    One letter goes before those that count: the first one of a process also builds the tables of the languages.
    """
    letters += 1
    if reason := missing("dovecot"):
        print(f"no delivery is measured: {reason}")
        return
    chance = random.Random(6)
    with Dovecot({USER: PASSWORD}) as server, tempfile.TemporaryDirectory(prefix="mailpm-bench-") as folder:
        account = {"port": server.imap_port, "user": USER, "password": PASSWORD, "letters": letters}
        command = [sys.executable, "-m", "tests.benchmarks.child", "watch", json.dumps({**account, "ledger": str(Path(folder) / "l.db")})]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
            assert watcher.stdout is not None
            assert watcher.stdout.readline() == "ready\n"
            bare = BareIdle(server.imap_port, letters)
            bare.start()
            accepted = []
            for number in range(letters):
                time.sleep(chance.uniform(0.6, 1.4))
                server.deliver(_letter(number), USER)
                accepted.append(time.monotonic())
            moments = json.loads(watcher.stdout.readline())["moments"]
        bare.join(10)
    own = [moment - bare.heard[n] for n, moment in enumerate(moments)][1:]
    whole = [moment - at for moment, at in zip(moments, accepted, strict=True)][1:]
    print(f"delivery to ledger row with IDLE, {letters - 1} letters, p50 / p99 (P6)")
    print(f"  own part {_percentiles(own)}, must p99 500 ms, goal 50 ms;  from the server's acceptance {_percentiles(whole)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
