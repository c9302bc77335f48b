"""Records docs/first-day.md: from nothing to the first morning brief, on a private Dovecot and Postfix.

`python -m tests.docs.first_day` plays it in a terminal of its own (as root, with dovecot and postfix installed) and
prints the page; what is typed and what is shown are real, only the folder's name is shortened.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import smtplib
import ssl
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.servers.private import Dovecot, Postfix

ASSISTANT, PM, CLIENT = "mia@weave.example", "li.na@weave.example", "wang.min@acme.example"
PASSWORDS = {ASSISTANT: "correct horse", PM: "battery staple"}
BERLIN = ZoneInfo("Europe/Berlin")


# The next morning comes at once: only the clock of the command is moved.
START = """
import os
from datetime import timedelta
import mailpm.clock
moved, real = timedelta(seconds=float(os.environ["FIRST_DAY_SECONDS"])), mailpm.clock.SystemClock.now
mailpm.clock.SystemClock.now = lambda self: real(self) + moved
from mailpm.cli import main
main()
"""


def next_morning(now: datetime) -> datetime:
    """Half past eight and a minute, on the next day from Monday to Friday."""
    day = now + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.replace(hour=8, minute=31, second=0, microsecond=0)


class Terminal:
    """A terminal of 100 columns in which commands run; answers are typed where a prompt ends with the words before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, *arguments: str, answers: Sequence[tuple[str, str]] = (), code: int = 0, moved: float = 0.0) -> str:
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self._folder)
            own = {"COLUMNS": "100", "LANG": "en_GB.UTF-8", "TZ": "Europe/Berlin", "TERM": "dumb"}
            environment = {**os.environ, **own, "FIRST_DAY_SECONDS": str(moved)}
            os.execve(sys.executable, [sys.executable, "-c", START, *arguments], environment)
        shown, waiting = "", list(answers)
        end = time.monotonic() + 180
        while time.monotonic() < end:
            if not select.select([terminal], [], [], 0.5)[0]:
                continue
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            shown += data.decode("utf-8", "replace")
            if waiting and shown.rstrip("\r\n").endswith(waiting[0][0]):
                time.sleep(0.3)  # the terminal's echo is switched off for a password by now
                os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == code, shown
        return self._clean(shown)

    def _clean(self, shown: str) -> str:
        shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.replace("\r\n", "\n"))
        return shown.replace(str(self._folder), "~/mailpm").rstrip() + "\n"


def letter(subject: str, text: str, *, to: Sequence[str], cc: Sequence[str] = ()) -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"], made["Subject"] = f"Li Na <{PM}>", ", ".join(to), subject
    if cc:
        made["Cc"] = ", ".join(cc)
    made["Date"] = format_datetime(datetime.now(BERLIN))
    made["Message-ID"] = f"<{time.time_ns()}@weave.example>"
    made.set_content(text)
    return made


def send(postfix: Postfix, made: EmailMessage) -> str:
    """The PM's own mail program; gives the letter as the page shows it."""
    context = ssl.create_default_context(cafile=str(postfix.authority.file))
    with smtplib.SMTP("localhost", postfix.port) as smtp:
        smtp.starttls(context=context)
        smtp.login(PM, PASSWORDS[PM])
        smtp.send_message(made)
    time.sleep(2)
    return shown(made)


def shown(made: EmailMessage) -> str:
    head = [f"{name}: {made[name]}" for name in ("From", "To", "Cc", "Subject") if made[name]]
    body = made.get_body(("plain",))
    assert body is not None
    return "\n".join(head) + "\n\n" + str(body.get_content()).replace("\r\n", "\n").rstrip() + "\n"


def inbox(dovecot: Dovecot) -> list[EmailMessage]:
    folder = dovecot.maildir(PM)
    paths = [p for part in ("new", "cur") for p in (folder / part).glob("*")]
    found = [message_from_bytes(p.read_bytes(), policy=policy.default) for p in sorted(paths, key=lambda p: p.stat().st_mtime_ns)]
    return [one for one in found if isinstance(one, EmailMessage) and ASSISTANT in str(one["From"])]


def play() -> dict[str, str]:
    """Each part of the page by its name."""
    part: dict[str, str] = {}
    home = Path(tempfile.mkdtemp(prefix="first-day-"))
    try:
        with Dovecot(PASSWORDS) as dovecot, Postfix(dovecot) as postfix:
            shutil.copy(dovecot.authority.file, home / "ca.pem")
            terminal = Terminal(home)
            part["init"] = terminal.run(
                "init", "--ca-file", "ca.pem", "--keep", "file",
                answers=[
                    ("e-mail address: ", ASSISTANT), ("IMAP server: ", "localhost"),
                    ("(tls or starttls) [tls]: ", "tls"), ("IMAP port [993]: ", str(dovecot.imaps_port)),
                    ("SMTP server: ", "localhost"), ("(tls or starttls) [tls]: ", "starttls"),
                    ("SMTP port [587]: ", str(postfix.port)), ("orders are taken: ", PM), ("Your name [li.na]: ", "Li Na"),
                    ("clients see [Project assistant]: ", "Mia"), ("[Europe/Berlin]: ", ""), ("[DE]: ", ""),
                    ("(it is not shown): ", PASSWORDS[ASSISTANT]),
                ],
            )  # fmt: skip
            part["check"] = terminal.run("check", code=1)
            settings = home / "config.toml"
            settings.write_text(settings.read_text().replace("authserv_ids = []", 'authserv_ids = ["mx.agency.example"]'))
            part["check again"] = terminal.run("check")
            seen, arrived = 0, list[EmailMessage]()
            letters = (
                ("project", letter(
                    "New project ACME website",
                    "Client: Wang Min <wang.min@acme.example> (lead).\nMilestones: design signed off 11 December, launch 15 January.\n",
                    to=[ASSISTANT],
                )),
                ("yes", letter("Re: New project ACME website", "OK\n", to=[ASSISTANT])),
                ("cc", letter(
                    "ACME website: what we need",
                    "Dear Wang Min,\n\nplease send us the logo source files by Friday, and the home page copy by Tuesday.\n\nBest regards\nLi Na\n",
                    to=[CLIENT], cc=[ASSISTANT],
                )),
            )  # fmt: skip
            for name, made in letters:
                if name == "yes":
                    earlier = arrived[-1]
                    made["In-Reply-To"] = made["References"] = str(earlier["Message-ID"])
                part[f"{name} sent"] = send(postfix, made)
                part[f"{name} tick"] = terminal.run("tick")
                time.sleep(2)
                arrived = inbox(dovecot)
                part[f"{name} answers"] = "\n----\n".join(shown(one) for one in arrived[seen:])
                seen = len(arrived)
            part["items"] = terminal.run("items")
            now = datetime.now(BERLIN)
            part["brief tick"] = terminal.run("tick", moved=(next_morning(now) - now).total_seconds())
            time.sleep(2)
            part["brief"] = "\n----\n".join(shown(one) for one in inbox(dovecot)[seen:])
            part["verify"] = terminal.run("verify")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return part


PAGE = """# The first day

From nothing to the first morning brief, as it was recorded{when} on a private Dovecot and Postfix with TLS: what is
typed and what is shown is real. Addresses are invented, the home folder is written `~`, and the clock was moved once,
to the next morning. (`python -m tests.docs.first_day` records it anew.)

At a provider that mailpm knows (Gmail, Microsoft 365, QQ, 163, Exmail, Feishu and more) the questions about servers are
not asked, and the steps are those of its own settings page. 用中文：`mailpm init --language zh`。

## Set up: `mailpm init`

```console
$ mailpm init --ca-file ca.pem --keep file
{init}```

## Look: `mailpm check`

A private server signs with a name that no table holds, so the letter to itself shows it:

```console
$ mailpm check
{check}```

That line goes into `config.toml`, as it says; then:

```console
$ mailpm check
{check again}```

## Begin a project, by mail

Li Na writes from her own mail program:

```text
{project sent}```

`mailpm run` would see it at once; here each look is one command:

```console
$ mailpm tick
{project tick}```

(The other letters are those of the two checks.) Back comes:

```text
{project answers}```

She answers:

```text
{yes sent}```

```console
$ mailpm tick
{yes tick}```

```text
{yes answers}```

## Write to the client, with the assistant in copy

```text
{cc sent}```

```console
$ mailpm tick
{cc tick}```

The client hears nothing. Li Na gets:

```text
{cc answers}```

```console
$ mailpm items
{items}```

## The next morning

```console
$ mailpm tick
{brief tick}```

```text
{brief}```

```console
$ mailpm verify
{verify}```
"""


if __name__ == "__main__":
    parts = play()
    today = f" on {datetime.now(BERLIN).day} {datetime.now(BERLIN):%B %Y}"
    page = PAGE.replace("{when}", today)
    for name, text in parts.items():
        page = page.replace("{" + name + "}", "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n")
    print(page, end="")
