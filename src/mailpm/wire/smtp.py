"""Letters leave here: one SMTP transaction each, and at every moment it is known whether the body had begun."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException
from aiosmtplib.protocol import SMTPProtocol, normalize_message_line_endings

from mailpm.model import Delivery, Result
from mailpm.wire import errors, smtp_login, tls
from mailpm.wire.provider import Provider
from mailpm.wire.providers import provider_for

T = TypeVar("T")
CONNECTING = "connecting"
BODY_STARTED = "body_started"
QUIT_SECONDS = 5.0
# After so long in silence a connection may be gone without a sign: a new one costs less than finding out.
KEEP_SECONDS = 30.0
# A slow line must not look like a lost answer: so many bytes a second are allowed for on top of `dot_timeout`.
SLOWEST_BYTES_A_SECOND = 16 * 1024
_QUOTA = re.compile(
    r"5\.4\.5\b|4\.7\.28\b|4\.3\.2\b.*(?:limit|throttl)|daily (?:user )?sending|sending (?:limit|rate)|SubmissionQuota"
    r"|message rate|rate limit|too many (?:messages|connections|login)"
    r"|MI:SFQ|MI:DMC|HL:ICC|HL:REP|DT:SUM|发送.{0,8}(?:上限|限制|频)|频率",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"5\.4\.5\b|daily|SubmissionQuota", re.IGNORECASE)
_LOST = (SMTPException, OSError)


class Sender:
    """One SMTP account; a connection is kept from letter to letter, while they follow within half a minute.

    `secret` is asked at each login (see `Mailbox`); an empty `user` means no login. `timeout` in seconds counts for
    each command, `dot_timeout` for the answer after the letter's end: scanners take their time, and whoever gives
    up early makes a duplicate (RFC 5321 section 4.5.3.2.6). TLS is never given up for clear text.
    Not for use by two threads at once.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: tls.Security,
        user: str,
        secret: Callable[[], str],
        auth: tls.Auth = "password",
        ca_file: Path | None = None,
        provider: Provider | None = None,
        timeout: float = 60.0,
        dot_timeout: float = 600.0,
    ) -> None:
        tls.refuse_clear_text(host, security)
        self._account = smtp_login.Account(
            host=host,
            port=port,
            security=security,
            user=user,
            secret=secret,
            auth=auth,
            ca_file=ca_file,
            provider=provider or provider_for(host),
            timeout=timeout,
        )
        self._dot_timeout = dot_timeout
        self._loop: asyncio.AbstractEventLoop | None = None
        self._smtp: aiosmtplib.SMTP | None = None
        self._used = 0.0

    def connect(self) -> None:
        """Connect and log in, if that is not done yet. Raises WireError."""
        self._run(self._connected())

    def deliver(
        self,
        raw: bytes,
        *,
        envelope_from: str,
        recipients: Sequence[str],
        on_phase: Callable[[str], None],
        on_refused: Callable[[Delivery], None] = lambda _: None,
        witness: str = "",
    ) -> tuple[Delivery, ...]:
        """Send a letter to each recipient, once; what became of it, in their order.

        `on_phase` is called with "connecting" before anything is said of this letter, and with "body_started"
        right before its first byte: write each down before returning from it. What it raises ends the
        transaction without a body. `on_refused` hears, before "body_started", of each recipient whom the server put
        off or would not have: a copy of the letter that comes back later does not speak for them. `witness` is one of
        the recipients, whose copy is to be the proof: for it alone no body is sent, or it would prove what is not so.

        The answer comes before QUIT: write it down, then send the next or `close`.

        TRY_LATER: nothing was delivered (4xx, or the connection broke before the body). REFUSED: 5xx. IN_DOUBT: the
        connection broke after the body had begun. Raises WireError where the account cannot send at all at the
        moment (host, certificate, login, quota at the door): nothing of the letter has left then.
        """
        on_phase(CONNECTING)
        try:
            transaction = _Transaction(tuple(dict.fromkeys(recipients)), on_refused, witness)
            return self._run(self._deliver(raw, envelope_from, transaction, on_phase))
        except _Stopped as stopped:
            raise stopped.error from None

    def close(self) -> None:
        """QUIT, shortly, and hang up; never raises, and may be called twice."""
        if self._loop is None:
            return
        with contextlib.suppress(Exception):
            self._run(self._quit())
        with contextlib.suppress(Exception):
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
        self._loop = None

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- the connection -------------------------------------------------------------------------------------------

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run to the end in our own loop; an interrupt (Ctrl-C, a stop signal) cuts the connection for good."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        task = self._loop.create_task(work)
        try:
            return self._loop.run_until_complete(task)
        except BaseException:
            if not task.done():
                task.cancel()
            with contextlib.suppress(Exception, asyncio.CancelledError):
                self._loop.run_until_complete(self._drop())
            raise

    async def _connected(self) -> aiosmtplib.SMTP:
        stale = time.monotonic() - self._used > KEEP_SECONDS
        if self._smtp is None or not self._smtp.is_connected or stale:
            await self._drop()
            self._smtp = await smtp_login.log_in(self._account)
        self._used = time.monotonic()
        return self._smtp

    async def _drop(self) -> None:
        """Hang up without a word."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            await smtp_login.shut(smtp)

    async def _quit(self) -> None:
        if self._smtp is not None and self._smtp.is_connected:
            with contextlib.suppress(*_LOST):
                await self._smtp.quit(timeout=QUIT_SECONDS)
        await self._drop()

    # ---- one letter -----------------------------------------------------------------------------------------------

    async def _deliver(
        self, raw: bytes, envelope_from: str, transaction: _Transaction, on_phase: Callable[[str], None]
    ) -> tuple[Delivery, ...]:
        try:
            smtp = await self._begin(raw, envelope_from)
            await transaction.name_recipients(smtp)
            if transaction.wanted:
                await self._send_body(smtp, raw, transaction, on_phase)
        except SMTPResponseException as refused:
            transaction.answered(refused.code, refused.message)
        except _LOST as lost:
            transaction.lost(errors.clean(lost) or "the connection broke")
        if transaction.broken or self._smtp is None or not self._smtp.is_connected:
            await self._drop()
        elif not transaction.completed:
            await self._reset()
        self._used = time.monotonic()
        return transaction.deliveries()

    async def _begin(self, raw: bytes, envelope_from: str) -> aiosmtplib.SMTP:
        """MAIL, once more on a fresh connection where a kept one turns out to be dead."""
        kept = self._smtp is not None
        smtp = await self._connected()
        try:
            await self._mail(smtp, raw, envelope_from)
        except SMTPResponseException as refused:
            if refused.code == 421 and kept:
                return await self._begin_anew(raw, envelope_from)
            if refused.code in (530, 535):
                await self._drop()
                raise smtp_login.refused(self._account, refused.code, refused.message) from refused
            raise
        except _LOST:
            if not kept:
                raise
            return await self._begin_anew(raw, envelope_from)
        return smtp

    async def _begin_anew(self, raw: bytes, envelope_from: str) -> aiosmtplib.SMTP:
        await self._drop()
        smtp = await self._connected()
        await self._mail(smtp, raw, envelope_from)
        return smtp

    async def _mail(self, smtp: aiosmtplib.SMTP, raw: bytes, envelope_from: str) -> None:
        options = [f"SIZE={len(raw)}"] if smtp.supports_extension("size") else []
        if not raw.isascii():
            # Composed letters are 7-bit; others are sent as they are where the server takes that.
            if not smtp.supports_extension("8bitmime"):
                raise SMTPResponseException(554, "the server takes only 7-bit letters and this one is not")
            options.append("BODY=8BITMIME")
        utf8 = not envelope_from.isascii()
        if utf8 and smtp.supports_extension("smtputf8"):
            options.append("SMTPUTF8")
        await smtp.mail(envelope_from, options=options, encoding="utf-8" if utf8 else "ascii")

    async def _send_body(
        self, smtp: aiosmtplib.SMTP, raw: bytes, transaction: _Transaction, on_phase: Callable[[str], None]
    ) -> None:
        """DATA in two steps, because what is in doubt begins between them (aiosmtplib's `data` does not tell)."""
        go_ahead = await smtp.execute_command(b"DATA")
        if go_ahead.code != 354:
            raise SMTPResponseException(go_ahead.code, go_ahead.message)  # also 2xx, which is nonsense here
        body = re.sub(rb"(?m)^\.", b"..", normalize_message_line_endings(raw)) + b".\r\n"
        try:
            on_phase(BODY_STARTED)
        except Exception as error:
            raise _Stopped(error) from error
        protocol: SMTPProtocol | None = smtp.protocol
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("the connection broke before the body")
        protocol.write(body)  # raises before anything was written where the connection is closed already
        transaction.body_begun = True
        answer = await protocol.read_response(timeout=self._dot_timeout + len(body) / SLOWEST_BYTES_A_SECOND)
        transaction.completed = True
        transaction.answered(answer.code, answer.message)

    async def _reset(self) -> None:
        """Make the kept connection ready for the next letter."""
        assert self._smtp is not None
        try:
            await self._smtp.rset()
        except _LOST:
            await self._drop()


class _Stopped(Exception):
    """The caller could not write a phase down: not the network's fault, whatever kind of error it was."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Transaction:
    """What is known of each recipient so far."""

    def __init__(self, recipients: tuple[str, ...], on_refused: Callable[[Delivery], None], witness: str) -> None:
        self._recipients = recipients
        self._on_refused = on_refused
        self._witness = witness
        self._settled: dict[str, Delivery] = {}
        self.body_begun = False
        self.completed = False
        self.broken = False

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(one for one in self._recipients if one not in self._settled)

    @property
    def wanted(self) -> bool:
        """Whether somebody is left for whom the letter is, and not only our own witness."""
        if set(self.open) - {self._witness}:
            return True
        words = "not sent: nobody else would have it"
        for recipient in self.open:
            self._settled[recipient] = Delivery(recipient=recipient, result=Result.TRY_LATER, words=words)
        return False

    async def name_recipients(self, smtp: aiosmtplib.SMTP) -> None:
        """RCPT for each; what is refused here is settled, the others go on."""
        for recipient in self._recipients:
            try:
                await smtp.rcpt(_on_the_wire(recipient))
            except aiosmtplib.SMTPRecipientRefused as refused:
                if not 400 <= refused.code < 600:
                    raise aiosmtplib.SMTPServerDisconnected(f"answer {refused.code} to RCPT") from refused
                # 552 to RCPT meant "too many recipients" before 452 did (RFC 5321 section 4.5.3.1.10).
                code = 452 if refused.code == 552 and not re.search(r"5\.[23]\.", refused.message) else refused.code
                self._refuse(_delivery(recipient, code, refused.message))
                if refused.code == 421:
                    raise aiosmtplib.SMTPServerDisconnected(refused.message) from refused
            except (ValueError, UnicodeError):
                self._refuse(_delivery(recipient, 553, "this is not an address that mail can be sent to"))

    def _refuse(self, delivery: Delivery) -> None:
        self._settled[delivery.recipient] = delivery
        self._on_refused(delivery)

    def answered(self, code: int, words: str) -> None:
        """The server's word for all that are still open: 2xx counts after the body only."""
        if not (400 <= code < 600 or (self.completed and 200 <= code < 300)):
            self.lost(errors.clean(f"unexpected answer {code} {words}"))
            return
        self.broken = self.broken or code == 421
        for recipient in self.open:
            self._settled[recipient] = _delivery(recipient, code, words)

    def lost(self, words: str) -> None:
        """No word came: in doubt where the body had begun, else nothing was sent."""
        self.broken = True
        result = Result.IN_DOUBT if self.body_begun else Result.TRY_LATER
        for recipient in self.open:
            self._settled[recipient] = Delivery(recipient=recipient, result=result, words=words)

    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(self._settled[recipient] for recipient in self._recipients)


def _delivery(recipient: str, code: int, words: str) -> Delivery:
    said = errors.clean(words)
    if code < 300:
        return Delivery(recipient=recipient, result=Result.ACCEPTED, code=code, words=said)
    if _QUOTA.search(said):
        pause = 4 * 3600.0 if _A_DAY.search(said) else errors.PATIENCE_SECONDS
        return Delivery(recipient=recipient, result=Result.TRY_LATER, code=code, words=said, pause=pause)
    result = Result.REFUSED if code >= 500 else Result.TRY_LATER
    return Delivery(recipient=recipient, result=result, code=code, words=said)


def _on_the_wire(address: str) -> str:
    """The address in ASCII: an international domain in its `xn--` form (RFC 5891). Raises UnicodeError."""
    local, _, domain = address.rpartition("@")
    local.encode("ascii")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
