"""R1 to R3: the assistant is killed with SIGKILL, at random instants and at hooked points, and begins again each time."""

from __future__ import annotations

import random
import time

from tests.faults.child import RECEIVING, SENDING, random_orders
from tests.faults.counting import Count, count
from tests.faults.world import Servers, World

KILLS_A_ROUND = 50


def poller(servers: Servers, kills: int, seed: int) -> Count:
    """R1: letters come in all the time while it is killed at random instants, and at points of receiving."""
    return _rounds(servers, kills, seed, _kill_while_receiving)


def sender(servers: Servers, kills: int, seed: int) -> Count:
    """R2: letters leave all the time; every second kill comes after the body began, before its answer is written."""
    return _rounds(servers, kills, seed, _kill_while_sending)


def _rounds(servers: Servers, kills: int, seed: int, one: object) -> Count:
    total = Count()
    for number in range(0, kills, KILLS_A_ROUND):
        if servers.time_is_up:
            break
        total.add(_round(servers, min(KILLS_A_ROUND, kills - number), seed + number, one))
    return total


def _round(servers: Servers, kills: int, seed: int, one: object) -> Count:
    world = World(servers, seed, clients=6)
    chance = random.Random(seed)
    for client in range(world.clients):
        world.ask_client(client)
    facts: Count = Count()
    done = 0
    while done < kills:
        if done and done % 10 == 0:
            world.next_morning()
        done += one(world, chance, facts)  # type: ignore[operator]
    world.come_to_rest()
    found = count(world)
    found.runs, found.facts = kills, found.facts + facts.facts
    if found.clean:
        world.clear()
    return found


def _kill_while_receiving(world: World, chance: random.Random, facts: Count) -> int:
    for _ in range(chance.choice([1, 2, 3])):
        chance.choice([world.question, world.small_talk, world.small_talk, world.promise])()
    if chance.random() < 0.5:
        return _at_an_instant(world, chance, facts)
    point, passing = random_orders(chance, RECEIVING)
    return _at_a_point(world, facts, point, passing, 0.0)


def _kill_while_sending(world: World, chance: random.Random, facts: Count) -> int:
    for _ in range(chance.choice([1, 2])):
        world.question()
    draw = chance.random()
    if draw < 0.3:
        return _at_an_instant(world, chance, facts)
    if draw < 0.75:
        # Right after "the body begins" was committed, or so many milliseconds later: within the body, before or
        # after the server's answer.
        delay = chance.choice([0.0, 0.0, chance.uniform(0, 0.01), chance.uniform(0, 0.05)])
        return _at_a_point(world, facts, "after body", chance.choice([1, 1, 2]), delay)
    point, passing = random_orders(chance, SENDING)
    return _at_a_point(world, facts, point, passing, 0.0)


def _at_an_instant(world: World, chance: random.Random, facts: Count) -> int:
    process = world.start()
    time.sleep(chance.uniform(0.02, 0.9))
    process.kill()
    process.join()
    facts.facts["at a random instant"] += 1
    return 1


def _at_a_point(world: World, facts: Count, point: str, passing: int, delay: float) -> int:
    """One kill, or none where the point was not passed so often: then it ended in peace."""
    process = world.start(die_at=point, count=passing, delay=delay, quiet=1)
    process.join(60)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError(f"neither dead nor at rest with {point}")
    if process.exitcode != -9:
        facts.facts["ended in peace"] += 1
        if process.exitcode:
            raise RuntimeError(f"ended with {process.exitcode} at {point}")
        return 0
    facts.facts[f"at {point}"] += 1
    return 1
