"""How many letters a second one core reads (aim 500), and whether time is linear in the length of text and thread.

python -m tests.benchmarks.reading [letters]
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from tests.benchmarks.mailbox import ASSISTANT, AUTHSERV_ID, PM, letters

from mailpm.message import parse
from mailpm.model import Message, Reading
from mailpm.reading import read_letter

TEAM = ("agency.example", PM[0])


def threads(count: int) -> list[list[Message]]:
    """The generated mailbox, parsed, conversation by conversation."""
    found: dict[str, list[Message]] = {}
    for raw in letters(count):
        message = parse(raw, authserv_ids=(AUTHSERV_ID,))
        start = message.references[0] if message.references else message.message_id
        found.setdefault(start, []).append(message)
    return list(found.values())


def read(conversation: list[Message]) -> Reading:
    so_far = Reading()
    for place, message in enumerate(conversation):
        so_far = read_letter(message, so_far, team=TEAM, assistant=ASSISTANT, earlier=conversation[:place])
    return so_far


def _spent(conversations: list[list[Message]]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    for conversation in conversations:
        read(conversation)
    return time.process_time() - began


def _best(conversations: list[list[Message]], times: int = 3) -> float:
    return min(_spent(conversations) for _ in range(times))


def main(count: int = 2_000) -> None:
    """Print letters a second of processor time, by language, and the cost of longer texts and threads."""
    conversations = threads(count)
    began = time.process_time()
    read(conversations[0])
    print(f"the first letter of a process, with the tables of the languages: {time.process_time() - began:.2f} s")
    chinese = [c for c in conversations if any("\u4e00" <= sign <= "\u9fff" for sign in c[0].own)]
    english = [c for c in conversations if c not in chinese]
    for name, some in (("all", conversations), ("Chinese", chinese), ("English", english)):
        many = sum(map(len, some))
        print(f"  {name:8} {many / _best(some):7,.0f} letters/s of {many:,}   aim 500")
    for name, some in (("Chinese", chinese), ("English", english)):
        words = "\n".join(m.own for c in some for m in c)
        words *= 1 + 100_000 // len(words)
        short, long = (replace(some[0][0], own=words[:size], text=words[:size]) for size in (5_000, 100_000))
        print(f"  {name:8} 100,000 characters take {_best([[long]]) / _best([[short]]):5.1f} x as long as 5,000; linear is 20")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
