"""Imported by the process that the assistant's lives are forked from: a first letter of each kind was read there once,
so that a life of half a second is not spent on loading tables. It holds no socket and no ledger when it is forked.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.child import Orders, assistant_for

from mailpm.assistant.receiving import Receiver
from mailpm.model import Fetched

NOW = datetime(2026, 9, 8, 8, 0, tzinfo=UTC)
_CONFIG = """[assistant]
address = "mia@agency.example"
zone = "Europe/Berlin"
country = "DE"
[team]
domains = ["agency.example"]
[[team.members]]
email = "pm@agency.example"
name = "Petra"
zone = "Europe/Berlin"
country = "DE"
[imap]
host = "127.0.0.1"
user = "mia"
security = "none"
[smtp]
host = "127.0.0.1"
user = "mia"
security = "none"
[trust]
authserv_ids = ["mx.agency.example"]
"""
_PASS = "Authentication-Results: mx.agency.example; dmarc=pass header.from=agency.example\r\n"
_LETTERS = (
    ("pm@agency.example", "c@client.example", "please send us the logo by 9 September."),
    ("pm@agency.example", "", "what is overdue?"),
    ("pm@agency.example", "", "help"),
    ("c@client.example", "pm@agency.example", "we will send you the logo by 20 September."),
)


class _Clock:
    moment = NOW

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None: ...


def read_once() -> None:
    """One day of a project, without any network."""
    with tempfile.TemporaryDirectory() as folder:
        orders = Orders(
            folder=Path(folder),
            config=_CONFIG,
            imap_port=1,
            smtp_port=1,
            authority=None,
            security="none",
            password="",
            ahead=0.0,
        )
        clock = _Clock()
        assistant, ledger = assistant_for(orders, clock, lambda _: None)
        for number, (author, to, text) in enumerate(_LETTERS, 1):
            to_cc = f"To: {to}\r\nCc: mia@agency.example" if to else "To: mia@agency.example"
            raw = (
                f"{_PASS if 'agency' in author else ''}From: {author}\r\n{to_cc}\r\nSubject: s {number}\r\n"
                f"Date: Tue, 08 Sep 2026 10:00:00 +0200\r\nMessage-ID: <{number}@x.example>\r\n\r\nHello,\r\n\r\n{text}\r\n"
            ).encode()
            fetched = Fetched(folder="INBOX", uidvalidity=1, uid=number, raw=raw, size=len(raw))
            Receiver(assistant.house).take(fetched, NOW)
        for days in range(3):
            clock.moment = NOW + timedelta(days=days)
            assistant._plan()
        ledger.close()


read_once()
