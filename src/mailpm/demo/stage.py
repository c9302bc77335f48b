"""A stage for plays and stories: people with mailboxes, the real assistant between them, and a clock that jumps."""

from __future__ import annotations

import email
import email.policy
import hashlib
import smtplib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from mailpm.assistant import Assistant, Event, open_house
from mailpm.clock import MovedClock
from mailpm.config import Config, parse_config
from mailpm.demo.servers import AUTHSERV_ID, EmbeddedServers
from mailpm.ledger import Ledger
from mailpm.wire.imap import Mailbox
from mailpm.wire.smtp import Sender

PASSWORD = "only-for-the-demo"
_STEP = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Somebody who writes letters: `zone` is an IANA name."""

    email: str
    name: str
    zone: str
    signature: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter as an actor finds it in the mailbox."""

    raw: bytes
    message_id: str
    references: tuple[str, ...]
    sender: str
    subject: str
    text: str
    recipients: tuple[str, ...]
    parsed: EmailMessage

    @classmethod
    def of(cls, raw: bytes) -> Letter:
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        body = parsed.get_body(("plain",))
        recipients = tuple(a.addr_spec for name in ("To", "Cc") if parsed[name] for a in parsed[name].addresses)
        return cls(
            raw=raw,
            message_id=str(parsed["Message-ID"] or "").strip().strip("<>"),
            references=tuple(str(parsed["References"] or "").replace("<", "").replace(">", "").split()),
            sender=parsed["From"].addresses[0].addr_spec if parsed["From"] else "",
            subject=str(parsed["Subject"] or ""),
            text=str(body.get_content()) if body else "",
            recipients=recipients,
            parsed=parsed,
        )


def settings(team: Sequence[str], *, assistant: str, extra: str = "", require: bool = True) -> str:
    """config.toml for a stage; `team` are [[team.members]] blocks, `extra` more TOML."""
    members = "\n".join(f"[[team.members]]\n{block}" for block in team)
    return f"""[assistant]
address = "{assistant}"
name = "Mia, project assistant"
language = "en"
zone = "Asia/Shanghai"
country = "CN"
[team]
domains = ["{assistant.partition("@")[2]}"]
{members}
[imap]
host = "127.0.0.1"
port = 1
security = "none"
user = "{assistant}"
password_env = "MAILPM_DEMO_PASSWORD"
[smtp]
host = "127.0.0.1"
port = 1
security = "none"
user = "{assistant}"
password_env = "MAILPM_DEMO_PASSWORD"
per_minute = 1000
per_hour = 10000
per_day = 10000
[trust]
authserv_ids = ["{AUTHSERV_ID}"]
require = {str(require).lower()}
[ledger]
path = "mailpm.sqlite"
{extra}
"""


class Stage:
    """Opens with `with`: embedded servers, a ledger in `folder`, and the assistant, which only ticks when told."""

    def __init__(
        self,
        folder: Path,
        *,
        config: str,
        actors: Sequence[Actor],
        start: datetime,
        tell: Callable[[Event], None] | None = None,
    ) -> None:
        self.folder = folder
        self.config: Config = parse_config(config, base=folder)
        self.clock = MovedClock(start)
        self.actors: Mapping[str, Actor] = {actor.email: actor for actor in actors}
        self.events: list[Event] = []
        self._tell = tell
        accounts = dict.fromkeys((*self.actors, self.config.assistant.address), PASSWORD)
        self.servers = EmbeddedServers(accounts, clock=self.clock)

    def __enter__(self) -> Self:
        self.servers.__enter__()
        self.ledger = Ledger.open(self.config.ledger.path, now=self.clock.now())
        self.house = open_house(self.config, self.ledger, self._heard)
        self.assistant = self._assistant()
        self.assistant.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.assistant.close()
        self.ledger.close()
        self.servers.__exit__(kind, error, tb)

    def _assistant(self) -> Assistant:
        user = self.config.assistant.address
        common = {"host": "127.0.0.1", "security": "none", "user": user, "secret": lambda: PASSWORD}
        return Assistant(
            self.house,
            mailbox=Mailbox(port=self.servers.imap_port, **common),  # type: ignore[arg-type]
            sender=Sender(port=self.servers.smtp_port, **common),  # type: ignore[arg-type]
            clock=self.clock,
        )

    def restart(self) -> None:
        """As after a stop: everything is closed and opened again from the ledger."""
        self.assistant.close()
        self.ledger.close()
        self.ledger = Ledger.open(self.config.ledger.path, now=self.clock.now())
        self.house = open_house(self.config, self.ledger, self._heard)
        self.assistant = self._assistant()
        self.assistant.begin()

    def _heard(self, event: Event) -> None:
        self.events.append(event)
        if self._tell is not None:
            self._tell(event)

    # ---- time -------------------------------------------------------------------------------------------------

    def until(self, moment: datetime, *, step: timedelta = _STEP) -> None:
        """Let time pass until `moment`: the assistant ticks at every step, and at `moment` itself."""
        now = self.clock.now()
        while now + step < moment:
            now += step
            self.clock.move_to(now)
            self.assistant.tick()
        self.clock.move_to(moment)
        self.assistant.tick()

    # ---- letters ----------------------------------------------------------------------------------------------

    def write(
        self,
        author: str,
        text: str,
        *,
        to: Sequence[str] = (),
        cc: Sequence[str] = (),
        subject: str = "",
        answers: Letter | None = None,
        attachments: Sequence[tuple[str, bytes, str]] = (),
        calendar: tuple[str, bytes] | None = None,
    ) -> Letter:
        """An actor writes a letter now; as an answer it goes to the sender, quotes, and keeps the thread."""
        actor = self.actors[author]
        letter = EmailMessage(policy=email.policy.SMTP)
        letter["From"] = formataddr((actor.name, actor.email))
        there = list(to) or ([answers.sender] if answers else [])
        letter["To"] = ", ".join(self._named(address) for address in there)
        if cc:
            letter["Cc"] = ", ".join(self._named(address) for address in cc)
        now = self.clock.now().astimezone(ZoneInfo(actor.zone))
        if answers is not None:
            letter["In-Reply-To"] = f"<{answers.message_id}>"
            letter["References"] = " ".join(f"<{i}>" for i in (*answers.references, answers.message_id))
            subject = subject or _re(answers.subject)
        letter["Subject"] = subject
        letter["Date"] = format_datetime(now)
        mark = hashlib.sha256(f"{author}{now}{text}{len(self.servers.sent)}".encode()).hexdigest()[:20]
        letter["Message-ID"] = f"<{mark}@{author.partition('@')[2]}>"
        body = text if not actor.signature else f"{text}\n\n{actor.signature}"
        if answers is not None:
            body += _quoted(answers, now)
        letter.set_content(body + "\n", cte="base64")
        for name, content, kind in attachments:
            main, _, sub = kind.partition("/")
            letter.add_attachment(content, maintype=main, subtype=sub, filename=name)
        if calendar is not None:
            method, content = calendar
            letter.add_alternative(content, maintype="text", subtype="calendar", params={"method": method})
        raw = letter.as_bytes()
        with smtplib.SMTP("127.0.0.1", self.servers.smtp_port) as smtp:
            smtp.login(author, PASSWORD)
            smtp.sendmail(author, [*there, *cc], raw)
        return Letter.of(raw)

    def _named(self, address: str) -> str:
        actor = self.actors.get(address)
        return formataddr((actor.name, actor.email)) if actor else address

    def inbox(self, address: str) -> list[Letter]:
        """What an actor has received, oldest first."""
        return [Letter.of(raw) for raw in self.servers.letters(address)]

    def latest(self, address: str, *words: str, kind: str = "") -> Letter:
        """The newest letter from the assistant to an actor, of this kind, with all the words in subject or text."""
        ours = self.config.assistant.address
        for letter in reversed(self.inbox(address)):
            if letter.sender != ours or not all(w in letter.subject or w in letter.text for w in words):
                continue
            row = self.ledger.by_message_id(letter.message_id)
            if not kind or (row is not None and row.kind == kind):
                return letter
        raise LookupError(f"{address} has no {kind or 'letter'} from the assistant with {words}")


def _re(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _quoted(letter: Letter, now: datetime) -> str:
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    return f"\n\nOn {now:%d %b %Y}, {letter.sender} wrote:\n{quoted}"
