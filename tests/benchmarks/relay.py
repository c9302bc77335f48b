"""A slow line in front of a server: each byte arrives half a round trip later, and no faster than the line carries.

python -m tests.benchmarks.relay PORT ROUND_TRIP_MS MEGABITS: prints the port where it listens and serves until its
input ends. A process of its own, so that it costs neither end any time. Nothing waits for an answer: what is sent
in one go travels together, as on a real line.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections import deque
from collections.abc import Iterator


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, rate: float) -> None:
    """One direction; `delay` in seconds, `rate` in bytes a second."""
    loop = asyncio.get_running_loop()
    under_way: deque[tuple[float, bytes]] = deque()
    something = asyncio.Event()
    free_at = 0.0

    async def read() -> None:
        nonlocal free_at
        while True:
            data = await reader.read(16384)
            free_at = max(loop.time(), free_at) + len(data) / rate
            under_way.append((free_at + delay, data))
            something.set()
            if not data:
                return
            # The line's own buffer: the sender waits while the line is busy for longer than a moment.
            await asyncio.sleep(max(0.0, free_at - loop.time() - 0.02))

    async def write() -> None:
        while True:
            while not under_way:
                something.clear()
                await something.wait()
            arrives, data = under_way.popleft()
            await asyncio.sleep(max(0.0, arrives - loop.time()))
            if not data:
                with contextlib.suppress(OSError):
                    writer.write_eof()
                return
            writer.write(data)
            await writer.drain()

    with contextlib.suppress(OSError):
        await asyncio.gather(read(), write())


async def _serve(port: int, round_trip: float, rate: float) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(round_trip)  # the handshake of TCP
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        one_way = round_trip / 2
        await asyncio.gather(_carry(reader, far_writer, one_way, rate), _carry(far_reader, writer, one_way, rate))
        for end in (writer, far_writer):
            end.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


@contextlib.contextmanager
def slow_line(port: int, *, round_trip: float = 0.04, megabits: float = 50.0) -> Iterator[int]:
    """The port of a relay to `port`; `round_trip` in seconds."""
    command = [sys.executable, "-m", "tests.benchmarks.relay", str(port), str(round_trip * 1000), str(megabits)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.terminate()


if __name__ == "__main__":
    where, milliseconds, carries = sys.argv[1:]
    asyncio.run(_serve(int(where), float(milliseconds) / 1000, float(carries) * 1e6 / 8))
