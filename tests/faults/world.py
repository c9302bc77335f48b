"""A company for the fault runs: private servers, a PM and clients who write, and all that left, as the servers saw it."""

from __future__ import annotations

import email
import email.policy
import multiprocessing
import os
import random
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from tests.faults.child import Orders, live
from tests.servers.private import AUTHSERV_ID, Dovecot, Postfix

BERLIN = ZoneInfo("Europe/Berlin")
DOMAIN = "agency.example"
PM = f"pm@{DOMAIN}"
PASSWORD = "one for all"
# A Tuesday far from any holiday; what the machine's own clock says does not matter.
MORNING = datetime(2026, 9, 8, 9, 30, tzinfo=BERLIN)

SETTINGS = """[assistant]
address = "{assistant}"
name = "Mia"
language = "en"
zone = "Europe/Berlin"
country = "DE"
[team]
domains = ["{domain}"]
[[team.members]]
email = "{pm}"
name = "Petra"
role = "owner"
language = "en"
zone = "Europe/Berlin"
country = "DE"
[imap]
host = "127.0.0.1"
port = 1
security = "{security}"
user = "{assistant}"
poll_seconds = 5
[smtp]
host = "127.0.0.1"
port = 1
security = "{security}"
user = "{assistant}"
per_minute = 100000
per_hour = 1000000
per_day = 1000000
[trust]
authserv_ids = ["{authserv}"]
[ledger]
path = "mailpm.sqlite"
[letters]
undo_minutes = 0
[letters.autonomy]
reminder = "automatic"
first_request = "automatic"
"""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One delivery as a server recorded it: who really got which bytes."""

    recipient: str
    message_id: str
    answers: str
    subject: str
    raw: bytes
    sender: str = ""
    headers: tuple[str, ...] = ()

    @classmethod
    def of(cls, recipient: str, raw: bytes) -> Seen:
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        named = [a.addr_spec for name in ("To", "Cc") if parsed[name] for a in parsed[name].addresses]
        author = parsed["From"].addresses if parsed["From"] else ()
        return cls(
            recipient=recipient,
            message_id=str(parsed["Message-ID"] or "").strip(" <>"),
            answers=str(parsed["In-Reply-To"] or "").strip(" <>"),
            subject=str(parsed["Subject"] or ""),
            raw=raw,
            sender=author[0].addr_spec if author else "",
            headers=tuple(named),
        )


class Servers:
    """One Dovecot and one Postfix for many rounds; each round has a mailbox of its own.

    `minutes`: after that no new round begins, and what was counted so far stands.
    """

    def __init__(self, rounds: int = 400, minutes: float = float("inf")) -> None:
        self._end = time.monotonic() + minutes * 60
        self._stack = ExitStack()
        self._rounds = rounds
        self._next = 0

    def __enter__(self) -> Self:
        names = [f"mia{number}@{DOMAIN}" for number in range(self._rounds)]
        names += [f"pm{number}@{DOMAIN}" for number in range(self._rounds)]
        self.dovecot = self._stack.enter_context(Dovecot(dict.fromkeys(names, PASSWORD)))
        self.postfix = self._stack.enter_context(Postfix(self.dovecot))
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def number(self) -> int:
        self._next += 1
        return self._next - 1

    @property
    def time_is_up(self) -> bool:
        return time.monotonic() > self._end

    def settle_down(self) -> None:
        """Until Postfix has passed on all that it took."""
        end = time.monotonic() + 60
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            quiet = 0 if self.postfix.queued() else quiet + 1
            time.sleep(0.05)


@dataclass
class World:
    """One round: an empty ledger, a mailbox, and what was written to it. `clients` is how many companies there are."""

    servers: Servers
    seed: int
    clients: int = 8
    chance: random.Random = field(init=False)
    questions: list[str] = field(default_factory=list)  # Message-IDs that want exactly one answer
    promises: dict[str, str] = field(default_factory=dict)  # Message-ID -> the word that its one item must hold
    written: list[str] = field(default_factory=list)
    now: datetime = MORNING

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.number = self.servers.number()
        self.assistant, self.pm = f"mia{self.number}@{DOMAIN}", f"pm{self.number}@{DOMAIN}"
        self.folder = Path(tempfile.mkdtemp(prefix="mailpm-round-"))
        self.ledger = self.folder / "mailpm.sqlite"
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.warm"])
        self._kept = len(self.servers.postfix.elsewhere.kept)
        self._fixed = self.now.timestamp() - time.time()

    # ---- letters ----------------------------------------------------------------------------------------------

    def client(self, number: int) -> str:
        return f"c{number}@r{self.number}-c{number}.example"

    def marker(self, number: int) -> str:
        """A word that may stand in this client's letters only."""
        return f"zq{self.number}x{number}zq"

    def _put(self, author: str, to: str, cc: str, subject: str, text: str) -> str:
        letter = EmailMessage(policy=email.policy.SMTP)
        letter["From"], letter["To"] = author, to
        if cc:
            letter["Cc"] = cc
        letter["Subject"] = subject
        letter["Date"] = format_datetime(self.moment())
        domain = author.partition("@")[2].rstrip(">")
        id = f"w{len(self.written)}.{self.number}@{domain}"
        letter["Message-ID"] = f"<{id}>"
        letter.set_content(text + "\n")
        vouched = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
        self.written.append(id)
        self.servers.dovecot.deliver(vouched.encode() + letter.as_bytes(), self.assistant)
        return id

    def ask_client(self, number: int) -> None:
        """The PM asks a client for something, with the assistant in copy: a project begins, the chase follows."""
        due = (self.moment() + timedelta(days=1)).strftime("%-d %B")
        self._put(
            f"Petra <{self.pm}>",
            self.client(number),
            self.assistant,
            f"Files {self.marker(number)}",
            f"Hello,\n\nplease send us the {self.marker(number)} logo by {due}.\n\nBest regards\nPetra",
        )

    def question(self) -> None:
        """The PM asks the assistant alone; that wants exactly one answer."""
        words = self.chance.choice(["what is overdue?", "who owes us something?", "what do we owe?", "help", "status"])
        self.questions.append(self._put(f"Petra <{self.pm}>", self.assistant, "", f"? {len(self.written)}", words))

    def promise(self) -> None:
        """A new client is greeted and promises something that has a name of its own: that is one item, and no other."""
        number, self.clients = self.clients, self.clients + 1
        word = f"pr{len(self.written)}omise"
        hello = f"Hello Carl,\n\nwelcome to {self.marker(number)}.\n\nBest regards\nPetra"
        self._put(f"Petra <{self.pm}>", self.client(number), self.assistant, f"Welcome {self.marker(number)}", hello)
        due = (self.moment() + timedelta(days=20)).strftime("%-d %B")
        text = f"Hello Petra,\n\nwe will send you the {word} draft by {due}.\n\nCarl"
        self.promises[self._put(f"Carl <{self.client(number)}>", self.pm, self.assistant, f"Our {word}", text)] = word

    def small_talk(self) -> None:
        """A client writes without stating anything: it is kept, and nothing follows."""
        number = self.chance.randrange(self.clients)
        text = "Hello Petra,\n\nthank you, that was a good talk.\n\nCarl"
        self._put(f"Carl <{self.client(number)}>", self.pm, self.assistant, "Our talk", text)

    # ---- lives ------------------------------------------------------------------------------------------------

    def moment(self) -> datetime:
        """What the assistant's clock says now."""
        return datetime.fromtimestamp(time.time() + self._fixed, UTC).astimezone(BERLIN).replace(microsecond=0)

    def move_to(self, moment: datetime) -> None:
        self.servers.settle_down()
        self._fixed = moment.timestamp() - time.time()

    def next_morning(self) -> None:
        """The next day on which people work, when letters to clients may leave."""
        day = self.moment() + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.move_to(day.replace(hour=9, minute=30, second=0))

    def orders(self, **more: object) -> Orders:
        dovecot, postfix = self.servers.dovecot, self.servers.postfix
        usual: dict[str, object] = {
            "folder": self.folder,
            "config": SETTINGS.format(
                assistant=self.assistant, pm=self.pm, domain=DOMAIN, security="starttls", authserv=AUTHSERV_ID
            ),
            "imap_port": dovecot.imap_port,
            "smtp_port": postfix.port,
            "authority": dovecot.authority.file,
            "security": "starttls",
            "password": PASSWORD,
            "ahead": self._fixed,
        }
        return Orders(**{**usual, **more})  # type: ignore[arg-type]

    def start(self, **more: object) -> BaseProcess:
        process = self._context.Process(target=live, args=(self.orders(**more),), daemon=True)
        process.start()
        return process

    def finish(self, *, patience: float = 120.0) -> None:
        """A life that is let alone until it has nothing more to do. Raises where it ends badly."""
        process = self.start(quiet=3)
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError("an undisturbed assistant did not come to rest")
        if process.exitcode:
            raise RuntimeError(f"an undisturbed assistant ended with {process.exitcode}")

    def come_to_rest(self) -> None:
        """All that was begun is ended: what is in doubt has waited long enough, twice over."""
        for _ in range(3):
            self.servers.settle_down()
            self.finish()
            self.move_to(self.moment() + timedelta(minutes=65))
        self.finish()
        self.servers.settle_down()

    # ---- what the servers saw ---------------------------------------------------------------------------------

    def inbox(self, account: str) -> list[bytes]:
        folder = self.servers.dovecot.maildir(account)
        paths = [path for name in ("new", "cur") if (folder / name).exists() for path in (folder / name).iterdir()]
        return [path.read_bytes() for path in sorted(paths)]

    def seen(self) -> list[Seen]:
        """Every delivery to anybody but the assistant itself."""
        mine = f"@r{self.number}-c"
        kept = self.servers.postfix.elsewhere.kept[self._kept :]
        out = [Seen.of(one, raw) for _, recipients, raw in kept for one in recipients if mine in one or self._ours(raw)]
        return out + [Seen.of(self.pm, raw) for raw in self.inbox(self.pm)]

    def _ours(self, raw: bytes) -> bool:
        return f"<{self.assistant}>".encode() in raw[:4000]

    def clear(self) -> None:
        import shutil

        shutil.rmtree(self.folder, ignore_errors=True)


def on_two_feet() -> bool:
    """Whether the private servers can run here."""
    from tests.servers.private import missing

    return not missing("dovecot", "postfix") and os.name == "posix"
