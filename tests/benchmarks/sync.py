"""The first sync and every look after it: mailpm beside mbsync and beside a plain pipeline, from a private Dovecot.

python -m tests.benchmarks.sync [letters]
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.mailbox import fill
from tests.benchmarks.relay import slow_line
from tests.servers.private import Dovecot, missing

PASSWORD = "one for the benchmark"
SMALL = 1000


def run_child(deed: str, **arguments: Any) -> dict[str, Any]:
    """A deed of `child.py`; `seconds` is then what a watcher of the process sees, its start included."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.child", deed, json.dumps(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{deed}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"seconds": time.perf_counter() - began}


class Field:
    """A Dovecot with one account for each size of mailbox, and a folder for what clients write."""

    def __init__(self, *sizes: int) -> None:
        self.sizes = sizes
        self._server = Dovecot({self.user(size): PASSWORD for size in sizes})
        self._folders = contextlib.ExitStack()
        self._made = 0
        self.bytes: dict[int, int] = {}

    @staticmethod
    def user(size: int) -> str:
        return f"box{size}@agency.example"

    @property
    def port(self) -> int:
        return self._server.imap_port

    def __enter__(self) -> Field:
        self._server.__enter__()
        self.folder = Path(self._folders.enter_context(tempfile.TemporaryDirectory(prefix="mailpm-bench-")))
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        for size in self.sizes:
            box = self._server.maildir(self.user(size))
            self.bytes[size] = fill(box, size)
            if owner:
                for path in (box, *box.rglob("*")):
                    os.chown(path, owner.pw_uid, owner.pw_gid)
            self.child("plain", size)  # Dovecot reads its folder for the first time here, not in somebody's figure
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()
        self._folders.close()

    def fresh(self) -> Path:
        """A new empty folder."""
        self._made += 1
        path = self.folder / str(self._made)
        path.mkdir()
        return path

    def child(self, deed: str, size: int, port: int = 0, **more: Any) -> dict[str, Any]:
        """A deed over the mailbox of that size, its files removed at once."""
        place = self.fresh()
        account = {"port": port or self.port, "user": self.user(size), "password": PASSWORD}
        found = run_child(deed, **account, ledger=str(place / "ledger.db"), **more)
        shutil.rmtree(place)
        return found

    def mbsync(self, size: int, port: int = 0) -> dict[str, Any]:
        """The same mailbox fetched into a Maildir by mbsync, which reads nothing of it."""
        place = self.fresh()
        (place / "rc").write_text(
            f"IMAPAccount far\nHost 127.0.0.1\nPort {port or self.port}\nUser {self.user(size)}\n"
            f'Pass "{PASSWORD}"\nSSLType None\nAuthMechs LOGIN\n\nIMAPStore far\nAccount far\n\n'
            f"MaildirStore near\nPath {place}/\nInbox {place}/inbox\n\n"
            "Channel all\nFar :far:\nNear :near:\nPatterns INBOX\nSync Pull\nCreate Near\nSyncState *\n"
        )
        began = time.perf_counter()
        done = subprocess.run(["mbsync", "-q", "-c", str(place / "rc"), "all"], capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
        count = sum(1 for _ in (place / "inbox" / "new").iterdir()) + sum(1 for _ in (place / "inbox" / "cur").iterdir())
        shutil.rmtree(place)
        if done.returncode:
            raise RuntimeError(f"mbsync: {done.stderr}")
        return {"seconds": seconds, "letters": count}

    def client(self, name: str, size: int, port: int = 0) -> dict[str, Any]:
        found = self.mbsync(size, port) if name == "mbsync" else self.child(name, size, port)
        assert found["letters"] == size, (name, found)
        return found


def in_turn(field: Field, size: int, rounds: int, port: int = 0) -> dict[str, list[dict[str, Any]]]:
    """Each client in turn, `rounds` times, so that a slow minute of the machine falls on all of them."""
    names = ["plain", "ours", *(["mbsync"] if shutil.which("mbsync") else [])]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(field.client(name, size, port))
    return found


def ratio(found: Mapping[str, list[dict[str, Any]]], other: str) -> str:
    """The median of the rounds' own ratios, and their range."""
    if other not in found:
        return f"{other} is not here"
    each = [a["seconds"] / b["seconds"] for a, b in zip(found["ours"], found[other], strict=True)]
    return f"{statistics.median(each):5.2f} x {other} ({min(each):.2f} to {max(each):.2f})"


def tell_sync(field: Field, size: int, rounds: int) -> None:
    found = in_turn(field, size, rounds)
    mine = statistics.median(f["seconds"] for f in found["ours"])
    print(f"first sync, {size:,} letters, {field.bytes[size] / 1e6:,.0f} MB, {rounds} rounds in turn (P1)")
    print(f"  {ratio(found, 'plain')}, must 2.5, goal 1.2;  {ratio(found, 'mbsync')}, must 30, goal 12")
    cpu = statistics.median(a["cpu"] / b["cpu"] for a, b in zip(found["ours"], found["plain"], strict=True))
    one = found["ours"][0]
    print(f"  {size / mine:,.0f} letters/s; CPU {cpu:.2f} x plain; {one['items']:,} items found, {one['shunted']} letters shunted")


def tell_relay(field: Field, rounds: int) -> None:
    with slow_line(field.port) as port:
        found = in_turn(field, SMALL, rounds, port)
    print(f"the same with {SMALL:,} letters through a relay of 40 ms round trip and 50 Mbit/s (P2)")
    print(f"  {ratio(found, 'plain')};  {ratio(found, 'mbsync')}, must 1.8, goal 1.25")


def tell_stages(field: Field, size: int) -> None:
    found = field.child("stages", size)
    whole = sum(found[name] for name in ("fetch", "parse", "read", "record"))
    print(f"each stage alone, {size:,} letters")
    for name, aim in (("fetch", ""), ("parse", "aim 700"), ("read", "aim 500"), ("record", "")):
        print(f"  {name:7} {size / found[name]:8,.0f} letters/s   {100 * found[name] / whole:4.0f} %   {aim}")


def tell_memory(field: Field) -> None:
    peaks = {size: field.child("ours", size)["peak"] for size in field.sizes}
    low, high = min(peaks), max(peaks)
    words = ", ".join(f"{peak:.0f} MB at {size:,}" for size, peak in peaks.items())
    print(f"peak memory of the first sync (P3): {words}; ratio {peaks[high] / peaks[low]:.2f}, must 1.5 and 120 MB, goal 1.25 and 80 MB")


def tell_poll(field: Field) -> None:
    found = {size: field.child("poll", size) for size in field.sizes}
    low, high = found[min(found)], found[max(found)]
    print(f"a look that finds nothing, {max(found):,} letters beside {min(found):,} (P5)")
    for name, words in (("kept", "on the kept connection"), ("anew", "with a new login")):
        print(
            f"  {words:24} {high[name]:6.1f} ms   {high[name] / low[name]:5.2f} x the small box, must 1.5, goal 1.2"
            f"   {high[name] / high['bare']:5.2f} x a bare imapclient login and search"
        )


@contextlib.contextmanager
def field_of(*sizes: int) -> Iterator[Field | None]:
    """The field, or None with a word where Dovecot cannot run."""
    if reason := missing("dovecot"):
        print(f"no sync is measured: {reason}")
        yield None
        return
    with Field(*dict.fromkeys(sizes)) as field:
        yield field


def main(most: int = 10_000, rounds: int = 3) -> None:
    with field_of(SMALL, most) as field:
        if field is None:
            return
        tell_sync(field, most, rounds)
        tell_stages(field, most)
        tell_memory(field)
        tell_relay(field, rounds)
        tell_poll(field)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
