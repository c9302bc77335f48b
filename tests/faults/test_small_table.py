"""A small part of the table of faults, at every change: a hundred kills (cuts: tests/servers/test_cuts.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.faults.counting import count
from tests.faults.table import ROWS
from tests.faults.world import Servers, World
from tests.servers.conftest import need

pytestmark = [pytest.mark.faults, pytest.mark.servers]
RUNS = {"R1": 50, "R2": 50}


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    need("dovecot", "postfix")
    with Servers(40) as opened:
        yield opened


@pytest.mark.parametrize("row", RUNS)
def test_nothing_is_lost_doubled_or_sent_astray(servers: Servers, row: str) -> None:
    found = ROWS[row].run(servers, RUNS[row], 7)
    assert found.runs >= RUNS[row]
    assert found.letters_in
    assert found.letters_out
    assert (found.lost, found.doubled, found.astray, found.unsound) == ([], [], [], [])


def test_the_counting_itself_sees_what_is_wrong(servers: Servers) -> None:
    """A letter that nobody got, one that came twice and one that went astray, all made by hand."""
    world = World(servers, 3, clients=2)
    for client in range(2):
        world.ask_client(client)
    world.question()
    world.finish()
    world.next_morning()
    world.come_to_rest()
    assert count(world).clean
    kept = servers.postfix.elsewhere.kept
    mine = next(n for n, (_, to, _) in enumerate(kept) if n >= world._kept and to == (world.client(0),))
    author, _, raw = kept[mine]
    kept.append((author, (world.client(0),), raw))
    assert count(world).doubled
    kept[-1] = (author, (world.client(1),), raw)
    assert count(world).astray
    del kept[-1]
    taken = kept.pop(mine)
    assert count(world).lost
    kept.append(taken)
    world.written.append("never@nowhere.example")
    assert count(world).lost == ["letter never@nowhere.example"]
