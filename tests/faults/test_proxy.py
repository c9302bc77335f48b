"""The instrument itself: it cuts where it is told to, and only there."""

import socket
import threading
from collections.abc import Iterator

import pytest
from tests.faults.proxy import Cut, Direction, Proxy

HELLO = b"0123456789"


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that says everything back, until told to stop."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        listener.settimeout(0.1)
        while not stop.is_set():
            try:
                client, _ = listener.accept()
            except TimeoutError:
                continue
            with client:
                client.settimeout(5)
                try:
                    while data := client.recv(1000):
                        client.sendall(data)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    stop.set()
    thread.join(10)
    listener.close()


def talk(port: int, *, patience: float = 5.0) -> tuple[bytes, str]:
    """Say ten bytes; what came back, and how it ended."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as client:
        try:
            client.sendall(HELLO)
            while len(got) < len(HELLO):
                data = client.recv(100)
                if not data:
                    return got, "close"
                got += data
        except ConnectionResetError:
            return got, "reset"
        except TimeoutError:
            return got, "hold"
    return got, "whole"


def test_without_a_plan_everything_passes(echo: int) -> None:
    with Proxy(echo) as proxy:
        assert talk(proxy.port) == (HELLO, "whole")
        assert (proxy.connections, proxy.cuts, proxy.passed) == (1, 0, {"up": 10, "down": 10})


@pytest.mark.parametrize("after", [0, 1, 9])
def test_so_many_bytes_pass_and_no_more(echo: int, after: int) -> None:
    with Proxy(echo) as proxy:
        proxy.plans.append(Cut(direction="down", how="close", after=after))
        assert talk(proxy.port) == (HELLO[:after], "close")
        assert talk(proxy.port) == (HELLO, "whole")
        assert proxy.cuts == 1


@pytest.mark.parametrize(("before", "passed"), [(True, b"01234"), (False, b"012345")])
def test_a_pattern_is_the_last_or_the_first_that_is_cut(echo: int, before: bool, passed: bytes) -> None:
    with Proxy(echo) as proxy:
        proxy.plans.append(Cut(direction="down", how="close", pattern=b"5", before=before))
        assert talk(proxy.port) == (passed, "close")


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_reset_and_a_black_hole(echo: int, direction: Direction) -> None:
    with Proxy(echo) as proxy:
        proxy.plans.append(Cut(direction=direction, how="reset", after=4))
        got, how = talk(proxy.port)
        assert how == "reset"
        assert HELLO.startswith(got)
        proxy.plans.append(Cut(direction=direction, how="hold", after=4))
        got, how = talk(proxy.port, patience=0.3)
        assert how == "hold"
        assert HELLO[:4].startswith(got)


def test_all_can_be_held_and_released(echo: int) -> None:
    with Proxy(echo) as proxy:
        proxy.hold_now()
        assert talk(proxy.port, patience=0.3) == (b"", "hold")
        proxy.release()
        assert talk(proxy.port) == (HELLO, "whole")
