"""R4 to R6: the real assistant behind a proxy that cuts, resets or swallows, at every step of SMTP and IMAP."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.faults.child import assistant_for
from tests.faults.counting import Count, count
from tests.faults.proxy import Cut, How, Proxy
from tests.faults.world import Servers, World

from mailpm.assistant import Assistant
from mailpm.wire.errors import WireError

CUTS_A_ROUND = 50
PATIENCE = 0.8  # seconds that the assistant waits for an answer here, in the place of minutes
STEP = timedelta(minutes=11)  # longer than any pause after a failure
HOWS: tuple[How, ...] = ("close", "reset", "hold")

# Byte classes of SMTP: what has just passed (or just has not) when the line is cut.
SMTP: dict[str, tuple[str, bytes]] = {
    "connect": ("down", b""),
    "greeting": ("down", b"220 "),
    "EHLO": ("up", b"EHLO"),
    "AUTH": ("up", b"AUTH "),
    "logged in": ("down", b"235 "),
    "MAIL": ("up", b"MAIL FROM"),
    "RCPT": ("up", b"RCPT TO"),
    "DATA": ("up", b"DATA\r\n"),
    "354": ("down", b"354 "),
    "head": ("up", b"Message-ID:"),
    "body": ("up", b""),
    "dot": ("up", b"\r\n.\r\n"),
    "250": ("down", b"queued as"),
    "QUIT": ("up", b"QUIT"),
}
IMAP: dict[str, tuple[str, bytes]] = {
    "connect": ("down", b""),
    "LOGIN": ("up", b"LOGIN"),
    "logged in": ("down", b"Logged in"),
    "EXAMINE": ("up", b"EXAMINE"),
    "UIDVALIDITY": ("down", b"UIDVALIDITY"),
    "SEARCH": ("down", b"SEARCH"),
    "FETCH": ("up", b"FETCH"),
    "literal": ("down", b"}\r\n"),
    "IDLE": ("up", b"IDLE"),
    "idling": ("down", b"+ idling"),
    "EXISTS": ("down", b"EXISTS"),
    "DONE": ("up", b"DONE"),
    "anywhere up": ("up", b""),
    "anywhere down": ("down", b""),
}


class WorldClock:
    """The round's own clock, which the round moves."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.moment()

    def sleep(self, seconds: float) -> None: ...


def smtp(servers: Servers, cuts: int, seed: int) -> Count:
    """R4."""
    return _rounds(servers, cuts, seed, _smtp_round)


def imap(servers: Servers, cuts: int, seed: int) -> Count:
    """R5."""
    return _rounds(servers, cuts, seed, _imap_round)


def _rounds(servers: Servers, cuts: int, seed: int, one: Callable[[World, random.Random, int], Count]) -> Count:
    total = Count()
    for number in range(0, cuts, CUTS_A_ROUND):
        if servers.time_is_up:
            break
        world = World(servers, seed + number, clients=4)
        for client in range(world.clients):
            world.ask_client(client)
        found = one(world, random.Random(seed + number), min(CUTS_A_ROUND, cuts - number))
        world.come_to_rest()
        facts, runs = found.facts, found.runs
        found = count(world)
        found.facts, found.runs = found.facts + facts, runs
        total.add(found)
        if found.clean:
            world.clear()
    return total


def _cut(classes: dict[str, tuple[str, bytes]], chance: random.Random, most: int) -> tuple[str, Cut]:
    name = chance.choice(list(classes))
    direction, pattern = classes[name]
    how = chance.choice(HOWS)
    if name == "connect":
        return name, Cut(direction="down", how=how, after=0)
    if not pattern:
        return name, Cut(direction=direction, how=how, after=chance.randrange(1, most))  # type: ignore[arg-type]
    before = chance.random() < 0.5
    return name, Cut(direction=direction, how=how, pattern=pattern, before=before, nth=1)  # type: ignore[arg-type]


def _next_step(world: World) -> None:
    """Some minutes later; letters to clients have their hours, so a night is passed over."""
    moment = world.moment() + STEP
    if moment.hour >= 17:
        world.next_morning()
    else:
        world.servers.settle_down()
        world.move_to(moment)


def _smtp_round(world: World, chance: random.Random, cuts: int) -> Count:
    found = Count()
    port = world.servers.postfix.port
    with Proxy(port) as proxy:
        orders = world.orders(smtp_port=proxy.port, security="none", authority=None, timeout=PATIENCE)
        assistant, ledger = assistant_for(orders, WorldClock(world), lambda _: None)
        assistant.begin()
        while proxy.cuts < cuts:
            world.question()
            proxy.plans.clear()
            name, cut = _cut(SMTP, chance, 6000)
            proxy.plans.append(cut)
            before = proxy.cuts
            assistant.tick()
            assistant._sender.close()
            if proxy.cuts > before:
                found.facts[f"{name}, {cut.how}"] += 1
            _next_step(world)
        found.runs = proxy.cuts
        assistant.close()
        ledger.close()
    return found


def _imap_round(world: World, chance: random.Random, cuts: int) -> Count:
    found = Count()
    port = world.servers.dovecot.imap_port
    with Proxy(port) as proxy:
        orders = world.orders(imap_port=proxy.port, security="none", authority=None, timeout=PATIENCE)
        assistant, ledger = assistant_for(orders, WorldClock(world), lambda _: None)
        assistant.begin()
        while proxy.cuts < cuts:
            chance.choice([world.question, world.small_talk, world.small_talk, world.promise])()
            proxy.plans.clear()
            name, cut = _cut(IMAP, chance, 9000)
            proxy.plans.append(cut)
            before = proxy.cuts
            assistant.tick()
            if name in ("IDLE", "idling", "EXISTS", "DONE"):
                _idle(world, assistant)
            if proxy.cuts > before:
                found.facts[f"{name}, {cut.how}"] += 1
            if chance.random() < 0.7:
                assistant._mailbox.close()
            _next_step(world)
        found.runs = proxy.cuts
        assistant.close()
        ledger.close()
    return found


def _idle(world: World, assistant: Assistant) -> None:
    """Wait for mail as `run` does, while a letter arrives."""
    world.small_talk()
    with contextlib.suppress(WireError):
        assistant._mailbox.wait(0.3)


def slow(servers: Servers, runs: int, seed: int) -> Count:
    """R6, scaled: each chunk of both directions is late, and the answer to the dot is later than we wait for."""
    total = Count()
    for number in range(0, runs, 10):
        if servers.time_is_up:
            break
        world = World(servers, seed + number, clients=2)
        chance = random.Random(seed + number)
        with Proxy(servers.postfix.port, delay=0.02) as out, Proxy(servers.dovecot.imap_port, delay=0.01) as in_:
            orders = world.orders(smtp_port=out.port, imap_port=in_.port, security="none", authority=None, timeout=2.0)
            assistant, ledger = assistant_for(orders, WorldClock(world), lambda _: None)
            assistant.begin()
            for _ in range(min(10, runs - number)):
                world.question()
                # The letter has passed, its answer stands still and comes too late.
                out.plans.append(Cut(direction="down", how="hold", pattern=b"queued as", before=True))
                assistant._sender._dot_timeout = chance.uniform(0.1, 0.4)
                assistant.tick()
                assistant._sender.close()
                total.facts["answer to the dot too late"] += 1
                _next_step(world)
            assistant.close()
            ledger.close()
        world.come_to_rest()
        found = count(world)
        found.runs = min(10, runs - number)
        total.add(found)
    return total


