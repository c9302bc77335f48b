"""An SMTP server in a few lines that answers what it is told to, and hangs up where it is told to."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
import time
from typing import Any, Self


class FakeSmtp:
    """`answers` maps a verb ("EHLO", "MAIL", "RCPT", "DATA", ".", "QUIT", "RSET", "AUTH") or "RCPT a@b" to a reply.

    `drop_at` is where it hangs up instead of answering: one of those verbs, "GREETING", or "BODY" (after the first
    bytes of the body). `kept` are the letters it said 250 to: (from, recipients, raw). `log` holds every line.
    """

    def __init__(self, **settings: Any) -> None:
        self.extensions = ["SIZE 35882577", "AUTH PLAIN LOGIN XOAUTH2"]
        self.answers: dict[str, str] = {}
        self.drop_at = ""
        self.drops = 1_000_000
        self.tokens = {"good-token"}
        self.tls: ssl.SSLContext | None = None
        self.implicit_tls = False
        self.dot_delay = 0.0
        self.per_connection = 1_000_000
        for name, value in settings.items():
            assert hasattr(self, name), name
            setattr(self, name, value)
        self.kept: list[tuple[str, tuple[str, ...], bytes]] = []
        self.log: list[str] = []
        self.connections = 0
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(30)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(OSError, ValueError, _Dropped):
            if self.implicit_tls and self.tls:
                client = self.tls.wrap_socket(client, server_side=True)
            with client:
                _Session(self, client).run()
        client.close()

    def drops_here(self, where: str) -> bool:
        if self.drop_at == where and self.drops > 0:
            self.drops -= 1
            return True
        return False


class _Dropped(Exception):
    pass


class _Session:
    def __init__(self, fake: FakeSmtp, client: socket.socket) -> None:
        self.fake, self.client = fake, client
        self.stream = client.makefile("rwb")
        self.sender, self.recipients, self.done = "", [], 0

    def say(self, reply: str) -> None:
        self.stream.write(reply.encode() + b"\r\n")
        self.stream.flush()

    def answer(self, verb: str, usual: str) -> bool:
        """Say what is set for this verb, or the usual; whether that was a good answer."""
        if self.fake.drops_here(verb):
            self.stream.close()
            raise _Dropped
        reply = self.fake.answers.get(verb, usual)
        self.say(reply)
        return reply[0] in "23"

    def run(self) -> None:
        try:
            self.answer("GREETING", "220 fake ESMTP")
            while line := self.stream.readline():
                self.fake.log.append(line.decode("latin-1").rstrip())
                if not self.command(self.fake.log[-1]):
                    return
        finally:
            with contextlib.suppress(OSError, ValueError):
                self.stream.close()
            self.client.close()

    def command(self, line: str) -> bool:
        verb = line.split(" ")[0].upper()
        if verb == "EHLO":
            names = list(self.fake.extensions)
            if self.fake.tls and not isinstance(self.client, ssl.SSLSocket):
                names.append("STARTTLS")
            self.answer("EHLO", "\r\n".join([*(f"250-{name}" for name in ("fake", *names)), "250 HELP"]))
        elif verb == "STARTTLS" and self.fake.tls:
            self.say("220 go")
            self.client = self.fake.tls.wrap_socket(self.client, server_side=True)
            self.stream = self.client.makefile("rwb")
        elif verb == "AUTH":
            self.auth(line)
        elif verb == "MAIL":
            if self.done >= self.fake.per_connection:
                self.say("421 4.7.0 too many letters on this connection")
                return False
            self.sender, self.recipients = line.partition("<")[2].partition(">")[0], []
            self.answer("MAIL", "250 ok")
        elif verb == "RCPT":
            address = line.partition("<")[2].partition(">")[0]
            if self.answer(f"RCPT {address}" if f"RCPT {address}" in self.fake.answers else "RCPT", "250 ok"):
                self.recipients.append(address)
        elif verb == "DATA":
            if self.answer("DATA", "354 go"):
                self.body()
        elif verb == "QUIT":
            self.answer("QUIT", "221 bye")
            return False
        else:
            self.answer(verb, "250 ok")
        return True

    def auth(self, line: str) -> None:
        if "XOAUTH2" in line.upper():
            token = base64.b64decode(line.split(" ")[2]).partition(b"Bearer ")[2].strip(b"\1").decode()
            if token not in self.fake.tokens:
                self.say("334 " + base64.b64encode(b'{"status":"401"}').decode())
                self.fake.log.append(self.stream.readline().decode().rstrip())
                self.say("535 5.7.3 Authentication unsuccessful")
                return
        self.answer("AUTH", "235 in")

    def body(self) -> None:
        lines: list[bytes] = []
        while (line := self.stream.readline()) not in (b".\r\n", b""):
            if self.fake.drops_here("BODY"):
                self.stream.close()
                raise _Dropped
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not line:
            raise _Dropped
        if self.fake.dot_delay:
            time.sleep(self.fake.dot_delay)
        letter = (self.sender, tuple(self.recipients), b"".join(lines))
        reply = self.fake.answers.get(".", "250 kept")
        if reply.startswith("2"):
            self.fake.kept.append(letter)
            self.done += 1
        self.answer(".", "250 kept")
