"""An IMAP server in a few lines that can be as odd as the real ones: ID first, BYE on the unknown, no UIDVALIDITY."""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any, Self


class Hangup(Exception):
    """The fake ends the connection here."""


class FakeImap:
    """One mailbox. Behaviour is set by attributes before a client connects; `commands` logs what clients sent.

    `hooks` maps a command name ("LOGIN", "EXAMINE", "FETCH" …) to a function of (fake, arguments) that gives a
    tagged answer such as "NO [THROTTLED] wait", or None to go on as usual; it may raise Hangup. `instead` maps a
    command name to a line that is said instead of the usual ones.
    """

    def __init__(self, capabilities: str = "IMAP4rev1 IDLE", **oddities: Any) -> None:
        self.capabilities = capabilities
        self.user, self.password, self.tokens = "pm@agency.example", "pw", {"good-token"}
        self.uidvalidity: int | None = 7
        self.letters: dict[int, bytes] = {}
        self.dates: dict[int, str] = {}
        self.gmail_ids: dict[int, int] = {}
        self.tls: ssl.SSLContext | None = None
        self.greeting = "* OK ready"
        self.needs_id = False
        self.bye_on_unknown = False
        self.header_search_finds_all = False
        self.lines_before_plus: list[str] = []
        self.lines_with_plus: list[str] = []
        self.idle_pieces: list[bytes] = []
        self.folders = ['(\\HasNoChildren) "/" INBOX', '(\\HasNoChildren \\Sent) "/" "Sent Messages"']
        self.appended: list[bytes] = []
        self.hooks: dict[str, Callable[[FakeImap, str], str | None]] = {}
        self.instead: dict[str, str] = {}
        for name, value in oddities.items():
            assert hasattr(self, name), name
            setattr(self, name, value)
        self.commands: list[str] = []
        self.logins = 0
        self._arrived = threading.Condition()
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
        with self._arrived:
            self._arrived.notify_all()
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def add(self, raw: bytes, uid: int | None = None) -> int:
        with self._arrived:
            number = uid or max(self.letters, default=0) + 1
            self.letters[number] = raw
            self._arrived.notify_all()
        return number

    def said(self, name: str) -> list[str]:
        """The commands of this name, without their tags."""
        return [line for line in self.commands if line.upper().startswith(name.upper())]

    def _accept(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(30)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.tls is not None:
            try:
                client = self.tls.wrap_socket(client, server_side=True)
            except OSError:
                client.close()
                return
        with contextlib.suppress(OSError, Hangup, ValueError), client, client.makefile("rwb") as stream:
            _Conversation(self, stream).run()


class _Conversation:
    def __init__(self, fake: FakeImap, stream: Any) -> None:
        self.fake, self.stream = fake, stream
        self.introduced = False
        self.known = 0

    def say(self, line: str | bytes) -> None:
        self.stream.write((line.encode() if isinstance(line, str) else line) + b"\r\n")
        self.stream.flush()

    def run(self) -> None:
        self.say(self.fake.greeting)
        while True:
            line = self.stream.readline()
            if not line:
                return
            tag, _, command = line.decode("latin-1").strip().partition(" ")
            name, _, arguments = command.partition(" ")
            if name.upper() == "UID":
                name, _, arguments = arguments.partition(" ")
            self.fake.commands.append(f"{name.upper()} {arguments}".strip())
            if name.upper() in self.fake.instead:
                self.say(self.fake.instead[name.upper()])
                self.say(f"{tag} OK done")
                continue
            hook = self.fake.hooks.get(name.upper())
            answer = hook(self.fake, arguments) if hook else None
            if answer is None:
                answer = self._answer(name.upper(), arguments, tag)
            self.say(f"{tag} {answer}")
            if name.upper() == "LOGOUT":
                return

    def _answer(self, name: str, arguments: str, tag: str) -> str:
        method = getattr(self, f"do_{name.lower()}", None)
        if method is None or (name == "ID" and "ID" not in self.fake.capabilities.split()):
            if self.fake.bye_on_unknown:
                self.say("* BYE what is this")
                raise Hangup
            return "BAD unknown command"
        done: str = method(arguments)
        return done

    def do_capability(self, _: str) -> str:
        self.say(f"* CAPABILITY {self.fake.capabilities}")
        return "OK done"

    def do_noop(self, _: str) -> str:
        return "OK done"

    def do_logout(self, _: str) -> str:
        self.say("* BYE bye")
        return "OK done"

    def do_login(self, arguments: str) -> str:
        self.fake.logins += 1
        good = arguments == f'{self.fake.user} "{self.fake.password}"'
        return "OK in" if good else "NO [AUTHENTICATIONFAILED] LOGIN Login error password error"

    def do_authenticate(self, arguments: str) -> str:
        self.fake.logins += 1
        self.say("+ ")
        said = base64.b64decode(self.stream.readline())
        if arguments == "PLAIN":
            good = said == f"\0{self.fake.user}\0{self.fake.password}".encode()
            return "OK in" if good else "NO no"
        token = said.partition(b"auth=Bearer ")[2].strip(b"\1").decode()
        if said.startswith(f"user={self.fake.user}\1".encode()) and token in self.fake.tokens:
            return "OK in"
        self.say("+ " + base64.b64encode(b'{"status":"401","schemes":"Bearer"}').decode())
        assert self.stream.readline().strip() == b"", "the challenge wants an empty answer"
        return "NO [AUTHENTICATIONFAILED] AUTHENTICATE failed"

    def do_id(self, arguments: str) -> str:
        self.introduced = arguments.upper() != "NIL"
        self.say('* ID ("name" "fake")')
        return "OK done"

    def do_list(self, _: str) -> str:
        for folder in self.fake.folders:
            self.say(f"* LIST {folder}")
        return "OK done"

    def do_status(self, _: str) -> str:
        return "NO not here"

    def do_create(self, _: str) -> str:
        return "OK done"

    def do_examine(self, arguments: str) -> str:
        if self.fake.needs_id and not self.introduced:
            return "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help"
        if arguments.strip('"') not in {line.rpartition(' "/" ')[2].strip('"') for line in self.fake.folders}:
            return "NO [NONEXISTENT] no such folder"
        self.known = len(self.fake.letters)
        self.say("* FLAGS (\\Seen)")
        self.say(f"* {self.known} EXISTS")
        if self.fake.uidvalidity is not None:
            self.say(f"* OK [UIDVALIDITY {self.fake.uidvalidity}] ok")
        return "OK [READ-ONLY] done"

    do_select = do_examine

    def do_search(self, arguments: str) -> str:
        uids = sorted(self.fake.letters)
        if match := re.search(r"UID (\d+):\*", arguments):
            start = int(match[1])
            uids = [uid for uid in uids if uid >= start] or uids[-1:]
        elif match := re.search(r"UID (\d+)$", arguments):
            uids = [uid for uid in uids if uid == int(match[1])]
        elif match := re.search(r"^(\d+):\*", arguments):
            uids = uids[int(match[1]) - 1 :]
        elif "HEADER" in arguments.upper() and not self.fake.header_search_finds_all:
            uids = []
        self.say("* SEARCH " + " ".join(map(str, uids)))
        return "OK done"

    def do_fetch(self, arguments: str) -> str:
        ids, _, items = arguments.partition(" ")
        places = {uid: place for place, uid in enumerate(sorted(self.fake.letters), 1)}
        for uid in (int(one) for one in ids.split(",")):
            if uid in places:
                self.say(b"* %d FETCH (UID %d%s)" % (places[uid], uid, self._items(uid, items)))
        return "OK done"

    def _items(self, uid: int, items: str) -> bytes:
        raw, out = self.fake.letters[uid], b""
        if "RFC822.SIZE" in items:
            out += b" RFC822.SIZE %d" % len(raw)
        if "INTERNALDATE" in items:
            out += f' INTERNALDATE "{self.fake.dates.get(uid, "02-Nov-2026 09:00:00 +0100")}"'.encode()
        if "X-GM-MSGID" in items:
            out += b" X-GM-MSGID %d" % self.fake.gmail_ids[uid]
        if match := re.search(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>", items):
            piece = raw[int(match[1]) : int(match[1]) + int(match[2])]
            out += b" BODY[]<%d> {%d}\r\n%s" % (int(match[1]), len(piece), piece)
        elif "BODY.PEEK[]" in items:
            out += b" BODY[] {%d}\r\n%s" % (len(raw), raw)
        elif "HEADER.FIELDS" in items:
            found = b"".join(
                line + b"\r\n" for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if line.lower().startswith(b"message-id")
            )
            out += b" BODY[HEADER.FIELDS (MESSAGE-ID)] {%d}\r\n%s" % (len(found), found)
        return out

    def do_append(self, arguments: str) -> str:
        size = int(re.search(r"\{(\d+)\+?\}$", arguments)[1])  # type: ignore[index]
        if not arguments.endswith("+}"):
            self.say("+ go on")
        self.fake.appended.append(self.stream.read(size))
        self.stream.readline()
        return "OK done"

    def do_idle(self, _: str) -> str:
        for line in self.fake.lines_before_plus:
            self.say(line)
        self.say("\r\n".join(["+ idling", *self.fake.lines_with_plus]))
        for piece in self.fake.idle_pieces:
            self.stream.write(piece)
            self.stream.flush()
            time.sleep(0.2)
        threading.Thread(target=self._tell, daemon=True).start()
        if self.stream.readline().strip().upper() != b"DONE":
            raise Hangup
        return "OK done"

    def _tell(self) -> None:
        with self.fake._arrived, contextlib.suppress(OSError, ValueError):
            self.fake._arrived.wait_for(lambda: len(self.fake.letters) != self.known or self.fake._stop.is_set(), 30)
            if not self.fake._stop.is_set():
                self.say(f"* {len(self.fake.letters)} EXISTS")
