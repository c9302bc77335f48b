"""The anchor: what a short program over the same libraries does with a mailbox, without understanding much of it.

imapclient in batches of 50, the standard parser, charsets decoded, selectolax for letters of HTML alone, quotes cut
at the first line that looks like one, a few date patterns, SQLite in WAL with one transaction a batch.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from pathlib import Path

from imapclient import IMAPClient
from selectolax.lexbor import LexborHTMLParser

BATCH = 50
_QUOTE = re.compile(r"^(>|On .{5,80} wrote:|在 .{5,80}写道[::]|-----)", re.MULTILINE)
_DATES = re.compile(
    r"\b(?:by|on|until)\s+(?:next\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b\d{1,2} (?:October|November)\b|\btomorrow\b"
    r"|下?周[一二三四五六日]|\d{1,2}月\d{1,2}日|明天|后天|月底"
)
_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE messages (uid INTEGER PRIMARY KEY, message_id TEXT UNIQUE, sender TEXT, subject TEXT, date TEXT, text TEXT, raw BLOB);
CREATE TABLE finds (message_id TEXT, words TEXT, sentence TEXT);
CREATE INDEX finds_message ON finds(message_id);
"""


def fetched(host: str, port: int, user: str, password: str) -> Iterator[list[tuple[int, bytes]]]:
    """All letters of INBOX in batches, imaplib's debugging as imapclient leaves it."""
    with IMAPClient(host, port, ssl=False) as client:
        client.login(user, password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        for start in range(0, len(uids), BATCH):
            answer = client.fetch(uids[start : start + BATCH], ["BODY.PEEK[]"])
            yield [(uid, data[b"BODY[]"]) for uid, data in sorted(answer.items())]


def words(letter: Message) -> str:
    """The first text part decoded, or the first HTML part as text."""
    found: dict[str, str] = {}
    for part in letter.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in found:
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            found[kind] = data.decode(part.get_content_charset() or "utf-8", "replace")
    if "text/plain" in found:
        return found["text/plain"]
    body = LexborHTMLParser(found.get("text/html", "")).body
    return body.text(separator="\n") if body else ""


def sync(host: str, port: int, user: str, password: str, path: Path) -> int:
    """Everything into SQLite; how many letters."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(_SCHEMA)
    count = 0
    for batch in fetched(host, port, user, password):
        database.execute("BEGIN IMMEDIATE")
        for uid, raw in batch:
            letter = message_from_bytes(raw, policy=policy.compat32)
            text = words(letter)
            cut = _QUOTE.search(text)
            own = text[: cut.start()] if cut else text
            message_id = (letter["Message-ID"] or str(uid)).strip()
            subject = str(make_header(decode_header(letter["Subject"] or "")))
            sender = parseaddr(str(make_header(decode_header(letter["From"] or ""))))[1]
            row = (uid, message_id, sender, subject, letter["Date"], own, raw)
            database.execute("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            finds = [(message_id, m.group(), line) for line in own.splitlines() for m in _DATES.finditer(line)]
            database.executemany("INSERT INTO finds VALUES (?, ?, ?)", finds)
            count += 1
        database.execute("COMMIT")
    database.close()
    return count
