"""One deed in a process of its own, so that its time and its memory are its own: prints one line of JSON.

python -m tests.benchmarks.child DEED '{"port": …}'
"""

from __future__ import annotations

import json
import logging
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.benchmarks.mailbox import ASSISTANT, AUTHSERV_ID, END, PM, PROJECTS, clients

SETTINGS = f"""
[assistant]
address = "{ASSISTANT}"
zone = "Asia/Shanghai"
country = "CN"
[team]
domains = ["agency.example"]
[[team.members]]
email = "{PM[0]}"
name = "{PM[1]}"
zone = "Asia/Shanghai"
country = "CN"
[imap]
host = "127.0.0.1"
security = "none"
user = "nobody"
[smtp]
host = "127.0.0.1"
security = "none"
user = "nobody"
per_minute = 100000
per_hour = 100000
per_day = 100000
[trust]
authserv_ids = ["{AUTHSERV_ID}"]
"""


def peak_megabytes() -> float:
    """The most memory that this process ever held; ru_maxrss would also count the parent's before exec."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def open_house(path: Path) -> Any:
    """The assistant's house over a ledger at `path`, with every project of the mailbox and its people."""
    from mailpm.assistant.house import Event, open_house
    from mailpm.config import parse_config
    from mailpm.ledger import Ledger
    from mailpm.model import Language, Person, Project, Side, TeamRole

    def silent(event: Event) -> None:
        pass

    ledger = Ledger.open(path, now=END)
    house = open_house(parse_config(SETTINGS, base=path.parent), ledger, silent)
    with ledger.transaction():
        for n in range(PROJECTS):
            language = Language.CHINESE if n % 2 == 0 else Language.ENGLISH
            ledger.save_project(Project(key=f"p{n}", name=f"Project {n}", zone="Asia/Shanghai", country="CN"))
            ledger.save_person(f"p{n}", Person(email=PM[0], name=PM[1], side=Side.TEAM, team_role=TeamRole.OWNER))
            for email, name in clients(n):
                ledger.save_person(f"p{n}", Person(email=email, name=name, side=Side.CLIENT, language=language))
    return house


def mailbox(port: int, user: str, password: str) -> Any:
    from mailpm.wire.imap import Mailbox

    return Mailbox(host="127.0.0.1", port=port, security="none", user=user, secret=lambda: password)


def ours(port: int, user: str, password: str, ledger: str) -> dict[str, Any]:
    """The first sync as `mailpm run` does it."""
    from mailpm.assistant.receiving import Receiver

    house = open_house(Path(ledger))
    with closing(house.ledger), closing(mailbox(port, user, password)) as box:
        count = Receiver(house).take_batches(box.fetch_new(None), END)
        shunted = len(house.ledger.shunted())
        items = house.ledger._connection.execute("SELECT count(*) FROM items").fetchone()[0]
    return {"letters": count, "items": items, "shunted": shunted}


def plain(port: int, user: str, password: str, ledger: str) -> dict[str, Any]:
    from tests.benchmarks.plain import sync

    return {"letters": sync("127.0.0.1", port, user, password, Path(ledger))}


def stages(port: int, user: str, password: str, ledger: str) -> dict[str, Any]:
    """Each stage by itself over the same letters, in seconds of wall: fetch, parse, read, record."""
    from mailpm.ledger import Ledger
    from mailpm.message import parse_within_limits
    from mailpm.model import Message, Reading
    from mailpm.reading import read_letter
    from mailpm.wire.fetching import BATCH_COUNT

    spent: dict[str, Any] = {}
    began = time.perf_counter()
    with closing(mailbox(port, user, password)) as box:
        batches = list(box.fetch_new(None))
    spent["fetch"] = time.perf_counter() - began
    fetched = [letter for batch in batches for letter in batch.letters]
    began = time.perf_counter()
    messages = [parse_within_limits(letter.raw, authserv_ids=(AUTHSERV_ID,)) for letter in fetched]
    spent["parse"] = time.perf_counter() - began

    threads: dict[str, str] = {}
    for message in messages:
        start = message.references[0] if message.references else message.message_id
        threads[message.message_id] = threads.get(start, message.message_id)
    earlier: dict[str, list[Message]] = {}
    so_far: dict[str, Reading] = {}
    readings: list[Reading] = []
    began = time.perf_counter()
    for message in messages:
        key = threads[message.message_id]
        before = earlier.setdefault(key, [])
        reading = read_letter(
            message, so_far.get(key, Reading()), team=("agency.example", PM[0]), assistant=ASSISTANT, earlier=before
        )
        before.append(message)
        so_far[key] = reading
        readings.append(reading)
    spent["read"] = time.perf_counter() - began

    with closing(Ledger.open(Path(ledger), now=END)) as store:
        began = time.perf_counter()
        for batch in batches:
            with store.transaction():
                for letter in batch.letters:
                    place = letter.uid - fetched[0].uid
                    message, key = messages[place], threads[messages[place].message_id]
                    store.add_letter(letter, message, project=None, thread=key, now=END)
                    if readings[place] != Reading():
                        store.save_reading(key, None, readings[place], now=END)
                store.set_cursor(batch.cursor)
        spent["record"] = time.perf_counter() - began
    return {"letters": len(fetched), "batch": BATCH_COUNT, **spent}


def poll(port: int, user: str, password: str, ledger: str) -> dict[str, Any]:
    """Milliseconds of a look that finds nothing, on a kept connection and on a new one; a bare login beside it."""

    from imapclient import IMAPClient

    from mailpm.model import Cursor

    def timed(deed: Callable[[], object]) -> float:
        spent = []
        for _ in range(15):
            began = time.perf_counter()
            deed()
            spent.append(1000 * (time.perf_counter() - began))
        return statistics.median(spent)

    def bare() -> None:
        with IMAPClient("127.0.0.1", port, ssl=False) as client:
            client.login(user, password)
            client.select_folder("INBOX", readonly=True)
            client.search(["UID", "999999:*"])

    with closing(mailbox(port, user, password)) as box:
        exists = box.count()  # the folder is open after it, and nobody ever deleted from it
        cursor = Cursor(folder="INBOX", uidvalidity=box._opened.uidvalidity, uid_next=exists + 1)
        kept = timed(lambda: list(box.fetch_new(cursor)))

    def anew() -> None:
        with closing(mailbox(port, user, password)) as fresh:
            assert not [letter for batch in fresh.fetch_new(cursor) for letter in batch.letters]

    return {"letters": exists, "kept": kept, "anew": timed(anew), "bare": timed(bare)}


def watch(port: int, user: str, password: str, ledger: str, letters: int) -> dict[str, Any]:
    """Wait with IDLE and take letters in as they come; the moments at which each one's row was written down."""
    from mailpm.assistant.receiving import Receiver

    house = open_house(Path(ledger))
    receiver, moments = Receiver(house), {}
    with closing(house.ledger), closing(mailbox(port, user, password)) as box:
        seen = 0
        receiver.take_batches(box.fetch_new(None), END)
        print("ready", flush=True)
        while seen < letters:
            box.wait(5)
            taken = receiver.take_batches(box.fetch_new(house.ledger.cursor("INBOX")), END)
            moments.update({seen + n: time.monotonic() for n in range(taken)})
            seen += taken
    return {"moments": [moments[n] for n in range(letters)]}


DEEDS: dict[str, Callable[..., dict[str, Any]]] = {
    "ours": ours,
    "plain": plain,
    "stages": stages,
    "poll": poll,
    "watch": watch,
}


def main(deed: str, arguments: str) -> None:
    logging.disable(logging.WARNING)
    began, cpu = time.perf_counter(), time.process_time()
    found = DEEDS[deed](**json.loads(arguments))
    found |= {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "peak": peak_megabytes()}
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
