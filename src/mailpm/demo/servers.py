"""A small mail provider on loopback, for demo and tests: IMAP by pymap, SMTP by aiosmtpd, all in memory."""

from __future__ import annotations

import asyncio
import email.utils
import socket
import threading
from argparse import Namespace
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from mailpm.clock import Clock, SystemClock

AUTHSERV_ID = "mx.demo.example"
START_TIMEOUT = 20.0
T = TypeVar("T")


class SentLetter(NamedTuple):
    """What one SMTP transaction carried: envelope sender, envelope recipients, the bytes as they were sent."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes


class EmbeddedServers:
    """A provider with these mailboxes, address -> password; both servers ask for a login, without TLS.

    Mail to a mailbox that exists is delivered into its INBOX (also as `name+tag@…`); other mail is only kept in
    `sent`. `clock` dates what arrives; `idle=False` leaves IDLE out of the capabilities. Runs in a thread of its
    own from `with` to its end. Raises OSError where loopback gives no port.
    """

    def __init__(
        self,
        accounts: Mapping[str, str],
        *,
        clock: Clock | None = None,
        idle: bool = True,
        authserv_id: str = AUTHSERV_ID,
    ) -> None:
        self._accounts = {address.lower(): password for address, password in accounts.items()}
        self._clock: Clock = clock or SystemClock()
        self._idle = idle
        self._authserv_id = authserv_id
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="embedded-mail", daemon=True)
        self._login: Login | None = None
        self.imap_port = 0
        self.smtp_port = 0
        self.sent: list[SentLetter] = []

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(START_TIMEOUT):
            raise TimeoutError(f"the embedded mail servers did not start within {START_TIMEOUT:.0f} s")
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(START_TIMEOUT)

    def deliver(
        self, raw: bytes, recipient: str, *, vouched_for: str | None = None, arrived: datetime | None = None
    ) -> None:
        """Put a letter into a mailbox, as if it came from outside.

        `vouched_for` is the From domain for which the provider writes `dmarc=pass` on top (None: it writes
        nothing). `arrived` is aware; the clock's now without it. Raises KeyError for an unknown mailbox.
        """
        mailbox = self._mailbox_of(recipient)
        if mailbox is None:
            raise KeyError(recipient)
        stamp = self._stamp(vouched_for) if vouched_for else b""
        self._await(self._append(mailbox, stamp + raw, arrived))

    def letters(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in a mailbox's folder, oldest first."""
        return self._await(self._read(address.lower(), folder))

    # ---- the thread -------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # told to whoever waits in __enter__
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        async with AsyncExitStack() as stack:
            self.imap_port = await self._start_imap(stack)
            self.smtp_port = await self._start_smtp(stack)
            self._ready.set()
            await self._stop.wait()
        await _end_the_rest()

    async def _start_imap(self, stack: AsyncExitStack) -> int:
        arguments = Namespace(passlib_cfg=None, proxy_protocol=None)
        config = _DemoConfig(
            arguments,
            host="127.0.0.1",
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            hash_context=Cleartext(),
            tls_enabled=False,
            reject_dnsbl=False,
            invalid_user_sleep=0.0,
            disable_idle=not self._idle,
        )
        config.apply_context()
        self._login = Login(config)
        for address, password in self._accounts.items():
            await Identity(address, self._login, None, frozenset()).set(
                UserMetadata(config, address, password=password)
            )
            async with Identity(address, self._login, None, frozenset()).new_session() as session:
                await session.mailbox_set.add_mailbox("Sent")
        conversation = _conversation(IMAPServer(self._login, config))
        return await _listen(stack, lambda sock: asyncio.start_server(conversation, sock=sock))

    async def _start_smtp(self, stack: AsyncExitStack) -> int:
        loop = asyncio.get_running_loop()

        def session() -> SMTP:
            return _Smtp(
                self,
                hostname="localhost",
                loop=loop,
                authenticator=self._authenticate,
                auth_require_tls=False,
                data_size_limit=None,
            )

        return await _listen(stack, lambda sock: loop.create_server(session, sock=sock))

    def _await(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            work.close()
            raise RuntimeError("the embedded mail servers are not running")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(START_TIMEOUT)

    # ---- what aiosmtpd asks -----------------------------------------------------------------------------------

    def _authenticate(self, *of_session: Any) -> AuthResult:
        data = of_session[-1]
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        login, password = data.login.decode("utf-8", "replace").lower(), data.password.decode("utf-8", "replace")
        known = self._accounts.get(login) == password
        return AuthResult(success=known, handled=False, auth_data=login if known else None)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        # Asked for here, because aiosmtpd warns of its own auth_required where there is no TLS.
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        login = str(session.auth_data)
        self.sent.append(SentLetter(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        author = _author(raw)
        stamp = self._stamp(author.rpartition("@")[2], login) if author and author == login else b""
        for recipient in envelope.rcpt_tos:
            mailbox = self._mailbox_of(recipient)
            if mailbox is not None:
                trace = f"Return-Path: <{envelope.mail_from or ''}>\r\nDelivered-To: {recipient}\r\n".encode()
                await self._append(mailbox, stamp + trace + raw, None)
        return "250 2.0.0 OK: kept"

    # ---- mailboxes --------------------------------------------------------------------------------------------

    def _stamp(self, domain: str, login: str = "") -> bytes:
        by = f"; auth=pass smtp.auth={login}" if login else ""
        return f"Authentication-Results: {self._authserv_id}{by};\r\n dmarc=pass header.from={domain}\r\n".encode()

    def _mailbox_of(self, recipient: str) -> str | None:
        local, _, domain = recipient.lower().rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        return next((a for a in (recipient.lower(), plain) if a in self._accounts), None)

    async def _append(self, address: str, raw: bytes, arrived: datetime | None) -> None:
        assert self._login is not None
        when = (arrived or self._clock.now()).astimezone(UTC)
        async with Identity(address, self._login, None, frozenset()).new_session() as session:
            inbox = await session.mailbox_set.get_mailbox("INBOX")
            await inbox.append(AppendMessage(raw, when), recent=True)

    async def _read(self, address: str, folder: str) -> list[bytes]:
        assert self._login is not None
        async with Identity(address, self._login, None, frozenset()).new_session() as session:
            mailbox = await session.mailbox_set.get_mailbox(folder)
            return [bytes(m._content) async for m in mailbox.messages() if m._content is not None]


class _DemoConfig(Config):
    """pymap's in-memory backend without a look-up of the machine's own name, which may wait for DNS."""

    def __init__(self, args: Namespace, *, disable_idle: bool, **settings: Any) -> None:
        super().__init__(args, disable_idle=disable_idle, **settings)
        self._without_idle = disable_idle

    @property
    def greeting(self) -> bytes:
        return b"Server ready"

    @property
    def login_capability(self) -> Sequence[bytes]:
        return [name for name in super().login_capability if not (self._without_idle and name == b"IDLE")]


class _Session(Session):
    login_data: Any = None  # aiosmtpd sets it at every login and then warns that nobody should


class _Smtp(SMTP):
    def _create_session(self) -> Session:
        return _Session(self.loop)


async def _listen(stack: AsyncExitStack, start: Callable[[socket.socket], Awaitable[asyncio.Server]]) -> int:
    """Serve on a loopback port that the system chooses, until the stack ends; gives the port."""
    # With the protocol named, asyncio sets TCP_NODELAY on what is accepted: else each answer waits 40 ms.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.bind(("127.0.0.1", 0))
    sock.listen()
    server = await start(sock)
    stack.callback(server.close)
    port: int = sock.getsockname()[1]
    return port


def _conversation(server: IMAPServer) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """A client that hangs up in mid-command ends its own conversation only, without a traceback in the log."""

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await server(reader, writer, SocketInfoLocal(writer))
        except (ConnectionError, EOFError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    return conversation


async def _end_the_rest() -> None:
    """Conversations that are still going on, and what they start while they end."""
    while rest := [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]:
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        await asyncio.sleep(0)  # sockets are closed in the loop's next turn


def _author(raw: bytes) -> str:
    header = BytesHeaderParser().parsebytes(raw)
    authors = email.utils.getaddresses(header.get_all("From", []))
    return authors[0][1].lower() if len(authors) == 1 else ""
