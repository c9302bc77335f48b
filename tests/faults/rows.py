"""The other faults of the table: full disks, moved clocks, new UIDs, second instances, restored ledgers, poison."""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta

from tests.faults.child import assistant_for
from tests.faults.counting import Count, count
from tests.faults.cutting import WorldClock
from tests.faults.world import Servers, World
from tests.wire.fake_smtp import FakeSmtp

from mailpm.assistant import Assistant
from mailpm.ledger import Ledger, LedgerError
from mailpm.ledger.errors import LedgerInUse

RUNS_A_ROUND = 20
Step = Callable[[World, random.Random, Count], None]


def _rounds(servers: Servers, runs: int, seed: int, step: Step, *, size: int = RUNS_A_ROUND, clients: int = 4) -> Count:
    """`step` is one run; after each round everything comes to rest and is counted."""
    total = Count()
    for number in range(0, runs, size):
        if servers.time_is_up:
            break
        world = World(servers, seed + number, clients=clients)
        chance = random.Random(seed + number)
        for client in range(world.clients):
            world.ask_client(client)
        world.finish()
        facts = Count()
        for _ in range(min(size, runs - number)):
            step(world, chance, facts)
        world.come_to_rest()
        found = count(world)
        found.runs = min(size, runs - number)
        found.facts += facts.facts
        found.unsound += facts.unsound
        total.add(found)
        if found.clean:
            world.clear()
    return total


@contextmanager
def at_work(world: World, **orders: object) -> Iterator[tuple[Assistant, Ledger]]:
    """The assistant in this process, under the round's clock; closed as by a stop."""
    assistant, ledger = assistant_for(world.orders(**orders), WorldClock(world), lambda _: None)
    assistant.begin()
    try:
        yield assistant, ledger
    finally:
        assistant.close()
        ledger.close()


def _some_letters(world: World, chance: random.Random) -> None:
    world.question()
    chance.choice([world.question, world.small_talk])()


# ---- R7 -------------------------------------------------------------------------------------------------------------

_ANSWERS = (
    "421 4.7.0 too much, closing", "450 4.2.0 greylisted", "451 4.3.0 try again", "452 4.5.3 too many recipients",
    "454 4.7.0 temporary", "550 5.1.1 no such user", "552 5.2.2 mailbox full", "554 5.7.1 no",
)  # fmt: skip


def answers(servers: Servers, runs: int, seed: int) -> Count:
    """R7: the server answers each step with each code; afterwards it is kind again."""
    return _rounds(servers, runs, seed, _answers)


def _answers(world: World, chance: random.Random, facts: Count) -> None:
    with FakeSmtp(extensions=["AUTH PLAIN LOGIN"]) as fake:
        place = chance.choice(["MAIL", "DATA", ".", f"RCPT {world.pm}", f"RCPT {world.assistant}", "RCPT", "EHLO"])
        # What is refused for good is lost by the server's word, not by ours: only the team's own questions count here.
        answer = chance.choice(_ANSWERS[:5])
        fake.answers[place] = answer
        facts.facts[f"{answer[:3]} to {place.partition(' ')[0]}"] += 1
        world.question()
        with at_work(world, smtp_port=fake.port, security="none", authority=None) as (assistant, _):
            # IMAP of the private Dovecot, SMTP of the moody server.
            for _ in range(3):
                assistant.tick()
                _pass_on(world, fake)
                world.move_to(world.moment() + timedelta(minutes=20))
    _in_hours(world)


def _pass_on(world: World, fake: FakeSmtp) -> None:
    """The moody server's letters go where Postfix would have brought them."""
    taken, fake.kept[:] = list(fake.kept), []
    for author, recipients, raw in taken:
        mine = [one for one in recipients if one in (world.pm, world.assistant)]
        trace = f"Authentication-Results: mx.agency.example; dmarc=pass header.from={author.partition('@')[2]}\r\n"
        for one in mine:
            world.servers.dovecot.deliver(trace.encode() + raw, one)
        others = tuple(one for one in recipients if one not in mine)
        if others:
            world.servers.postfix.elsewhere.kept.append((author, others, raw))


def _in_hours(world: World) -> None:
    if world.moment().hour >= 16:
        world.next_morning()


# ---- R8 -------------------------------------------------------------------------------------------------------------


def full_disk(servers: Servers, runs: int, seed: int) -> Count:
    """R8: the file may not grow beyond so many pages; then there is room again."""
    return _rounds(servers, runs, seed, _full_disk, size=10)


def _full_disk(world: World, chance: random.Random, facts: Count) -> None:
    for _ in range(4):
        _some_letters(world, chance)
    assistant, ledger = assistant_for(world.orders(), WorldClock(world), lambda _: None)
    try:
        assistant.begin()
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages + chance.randrange(0, 12)}")
        for _ in range(4):
            assistant.tick()
        facts.facts["enough room"] += 1
    except LedgerError as error:
        facts.facts[f"told: {type(error).__name__}"] += 1
    finally:
        assistant.close()
        ledger.close()
    world.servers.settle_down()
    world.finish()


# ---- R9 -------------------------------------------------------------------------------------------------------------

_JUMPS = {
    "25 h ahead": timedelta(hours=25), "25 h back": timedelta(hours=-25), "three days asleep": timedelta(days=3),
    "an hour back": timedelta(hours=-1), "an hour ahead": timedelta(hours=1), "a minute back": timedelta(minutes=-1),
}  # fmt: skip


def clocks(servers: Servers, runs: int, seed: int) -> Count:
    """R9: the clock is moved while letters come and go, also over the ends of summer time."""
    return _rounds(servers, runs, seed, _clocks)


def _clocks(world: World, chance: random.Random, facts: Count) -> None:
    name = chance.choice(list(_JUMPS))
    facts.facts[name] += 1
    with at_work(world) as (assistant, _):
        world.question()
        assistant.tick()
        world.move_to(world.moment() + _JUMPS[name])
        world.question()
        for _ in range(2):
            assistant.tick()
            world.move_to(world.moment() + timedelta(minutes=3))


# ---- R10 ------------------------------------------------------------------------------------------------------------


def new_uids(servers: Servers, runs: int, seed: int) -> Count:
    """R10: the mailbox gets a new UIDVALIDITY between two looks, or under an open folder."""
    return _rounds(servers, runs, seed, _new_uids)


def _new_uids(world: World, chance: random.Random, facts: Count) -> None:
    with at_work(world) as (assistant, _):
        if chance.random() < 0.5:
            assistant.tick()
            facts.facts["under an open folder"] += 1
        _some_letters(world, chance)
        world.servers.settle_down()
        world.servers.dovecot.forget_uids(world.assistant)
        for _ in range(3):
            assistant.tick()
            world.move_to(world.moment() + timedelta(minutes=11))
    _in_hours(world)


# ---- R11 ------------------------------------------------------------------------------------------------------------


def second_instance(servers: Servers, runs: int, seed: int) -> Count:
    """R11: a second assistant on the same ledger is refused within a second."""
    return _rounds(servers, runs, seed, _second_instance)


def _second_instance(world: World, chance: random.Random, facts: Count) -> None:
    first = world.start()
    _some_letters(world, chance)
    end = time.monotonic() + 20
    while time.monotonic() < end and not _held(world):
        time.sleep(0.02)
    began = time.monotonic()
    try:
        Ledger.open(world.ledger, now=world.moment()).close()
        facts.unsound.append("a second instance was let in")
    except LedgerInUse:
        facts.facts["refused within a second" if time.monotonic() - began < 1 else "refused late"] += 1
    time.sleep(0.3)
    first.kill()
    first.join()


def _held(world: World) -> bool:
    import fcntl

    with suppress(OSError), world.ledger.with_name(world.ledger.name + ".lock").open("a+") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


# ---- R12, R13 -------------------------------------------------------------------------------------------------------


def busy(servers: Servers, runs: int, seed: int) -> Count:
    """R12: others read for long, copy the file and write to it while it is in use."""
    return _rounds(servers, runs, seed, _busy)


def _busy(world: World, chance: random.Random, facts: Count) -> None:
    for _ in range(3):
        _some_letters(world, chance)
    stop = threading.Event()
    what = chance.choice([_read_long, _copy, _lock_for_moments])
    facts.facts[what.__name__.strip("_")] += 1
    thread = threading.Thread(target=what, args=(world, stop))
    thread.start()
    try:
        with at_work(world) as (assistant, _):
            for _ in range(3):
                assistant.tick()
    finally:
        stop.set()
        thread.join()


def _read_long(world: World, stop: threading.Event) -> None:
    with closing(sqlite3.connect(world.ledger)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM letters").fetchone()
        stop.wait(20)


def _copy(world: World, stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        copy = world.folder / f"copy{number}"
        with closing(sqlite3.connect(world.ledger, timeout=30)) as reader:
            reader.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy)) as whole:
            assert whole.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        copy.unlink()


def _lock_for_moments(world: World, stop: threading.Event) -> None:
    with closing(sqlite3.connect(world.ledger, timeout=30, isolation_level=None)) as writer:
        while not stop.is_set():
            writer.execute("BEGIN IMMEDIATE")
            stop.wait(0.2)
            writer.execute("ROLLBACK")
            stop.wait(0.05)


def restore(servers: Servers, runs: int, seed: int) -> Count:
    """R13: each run backs the ledger up, works for a day or two, and puts the old copy back."""
    return _rounds(servers, runs, seed, _restore, size=5)


def _restore(world: World, chance: random.Random, facts: Count) -> None:
    copy = world.folder / "backup.sqlite"
    _some_letters(world, chance)
    with at_work(world) as (assistant, ledger):
        assistant.tick()
        ledger.backup(copy, world.moment())
    for _ in range(chance.choice([1, 2])):
        world.next_morning()
        _some_letters(world, chance)
        world.promise()
        world.finish()
    world.servers.settle_down()
    for name in ("", "-wal", "-shm"):
        world.ledger.with_name(world.ledger.name + name).unlink(missing_ok=True)
    shutil.copy(copy, world.ledger)
    world.move_to(world.moment() + timedelta(minutes=30))
    world.finish()
    facts.facts["restored"] += 1


# ---- R14, R15 -------------------------------------------------------------------------------------------------------


def poison(servers: Servers, runs: int, seed: int) -> Count:
    """R14: letters made to break a reader lie between the good ones."""
    return _rounds(servers, runs, seed, _poison)


def _poison(world: World, chance: random.Random, facts: Count) -> None:
    name, raw = chance.choice(list(_poisons(chance).items()))
    facts.facts[name] += 1
    _some_letters(world, chance)
    world.servers.dovecot.deliver(raw, world.assistant)
    _some_letters(world, chance)
    with at_work(world) as (assistant, _):
        assistant.tick()


def _poisons(chance: random.Random) -> dict[str, bytes]:
    mark = f"{chance.randrange(10**9)}@evil.example"
    head = f"From: x@evil.example\r\nSubject: s\r\nMessage-ID: <{mark}>\r\nMIME-Version: 1.0\r\n".encode()
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(600))
    return {
        "noise": chance.randbytes(3000).replace(b"\0", b"a"),
        "no headers": b"\r\n\r\nhello",
        "deep": head + deep,
        "many parts": head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 5000 + b"--b--\r\n",
        "many headers": head + b"X-A: b\r\n" * 20000 + b"\r\nx",
        "many recipients": head + b"Cc: " + b", ".join(b"a%d@b.example" % n for n in range(8000)) + b"\r\n\r\nx",
        "odd charset": head + b'Content-Type: text/plain; charset="x-\xff\xfe"\r\n\r\n\xff\xfe\xd8\x00',
        "wrong base64": head + b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"!" * 9000,
        "odd date": head + b"Date: Foo, 99 Bar 0000 99:99:99 +9999\r\n\r\nuntil 31 February 99999",
        "html bomb": head + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 20000,
        "odd calendar": head + b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x\r\nEND",
        "long line": head + b"\r\n" + b"a" * 500_000,
        "surrogates": head + "Subject: \ud800 x\r\n\r\nx".encode("utf-8", "surrogatepass"),
    }


def wrong_password(servers: Servers, runs: int, seed: int) -> Count:
    """R15: the password is refused for hours; nobody tries more often than four times in an hour."""
    return _rounds(servers, runs, seed, _wrong_password)


def _wrong_password(world: World, chance: random.Random, facts: Count) -> None:
    _some_letters(world, chance)
    asked = []

    def secret() -> str:
        asked.append(world.moment())
        return "wrong"

    with at_work(world) as (assistant, _):
        assistant._mailbox._account = replace(assistant._mailbox._account, secret=secret)
        assistant._mailbox.close()
        logging.disable(logging.ERROR)
        for _ in range(12):
            assistant.tick()
            world._fixed += 300
        logging.disable(logging.NOTSET)
    facts.facts["tries in an hour"] += len(asked)
    if len(asked) > 5:
        facts.unsound.append(f"{len(asked)} tries in an hour")
    _in_hours(world)


