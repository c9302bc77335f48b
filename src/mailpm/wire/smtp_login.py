"""Connecting to an SMTP server and logging in, with a sentence for each way in which that fails."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import aiosmtplib
from aiosmtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException

from mailpm.wire import errors, tls
from mailpm.wire.imap_login import Account, refusal

__all__ = ["Account", "log_in", "refused", "shut"]

_log = logging.getLogger(__name__)
# No name of this machine is told; an address literal is what mail programs say (RFC 5321 section 4.1.3).
HELLO = "[127.0.0.1]"


class _Smtp(aiosmtplib.SMTP):
    """Closes its socket at once: TLS's polite goodbye may wait for the other side after our loop has ended."""

    def close(self) -> None:
        transport = self.transport
        super().close()
        if transport is not None:
            with contextlib.suppress(Exception):
                transport.abort()  # type: ignore[attr-defined]


async def log_in(account: Account) -> aiosmtplib.SMTP:
    """A connection that is encrypted and logged in. Raises WireError; nothing stays open then."""
    smtp = _Smtp(
        hostname=account.host,
        port=account.port,
        use_tls=account.security == "tls",
        # Never None, which would be TLS only where it is offered (HAZARDS S-18).
        start_tls=False,
        tls_context=None if account.security == "none" else tls.context(account.ca_file),
        timeout=account.timeout,
        local_hostname=HELLO,
    )
    try:
        await _connect(smtp, account)
        await _authenticate(smtp, account)
    except BaseException:
        await shut(smtp)
        raise
    return smtp


async def shut(smtp: aiosmtplib.SMTP) -> None:
    """Close the socket without a word; asyncio does so in its next turns, which must come before the loop ends."""
    smtp.close()
    for _ in range(4):
        await asyncio.sleep(0)


async def _connect(smtp: aiosmtplib.SMTP, account: Account) -> None:
    try:
        await smtp.connect()
        await smtp.ehlo()
        if account.security == "starttls":
            await _starttls(smtp, account)
    except errors.WireError:
        raise
    except SMTPResponseException as refused_us:
        words = errors.clean(f"{refused_us.code} {refused_us.message}")
        if errors.asks_for_patience(words):
            raise errors.throttled(account.host, words) from refused_us
        raise errors.Unreachable(f"{account.host} does not take mail at the moment (“{words}”).") from refused_us
    except (SMTPException, OSError) as error:
        raise errors.unreachable(account.host, account.port, error) from error
    if account.security != "none" and smtp.get_transport_info("sslcontext") is None:
        raise tls.no_starttls(account.host, account.port, 465)


async def _starttls(smtp: aiosmtplib.SMTP, account: Account) -> None:
    if not smtp.supports_extension("starttls"):
        raise tls.no_starttls(account.host, account.port, 465)
    try:
        await smtp.starttls()
    except SMTPResponseException as refused_us:
        raise tls.no_starttls(account.host, account.port, 465) from refused_us
    await smtp.ehlo()


async def _authenticate(smtp: aiosmtplib.SMTP, account: Account) -> None:
    if not account.user:
        return
    secret = account.secret()
    try:
        await _say_secret(smtp, account, secret)
    except SMTPResponseException as error:
        raise refused(account, error.code, error.message.replace(secret, "***")) from error
    except (SMTPException, OSError) as error:
        raise errors.unreachable(account.host, account.port, error) from error


async def _say_secret(smtp: aiosmtplib.SMTP, account: Account, secret: str) -> None:
    """One method, one attempt: trying every method in turn counts as three wrong passwords."""
    offered = smtp.server_auth_methods
    if account.auth == "xoauth2":
        if "xoauth2" not in offered:
            raise errors.LoginRefused(
                f'{account.host} takes no OAuth logins on port {account.port}: set auth = "password".',
                provider=account.provider,
            )
        await _xoauth2(smtp, account, secret)
        return
    for method, say in (("plain", smtp.auth_plain), ("login", smtp.auth_login), ("cram-md5", smtp.auth_crammd5)):
        if method in offered:
            await say(account.user, secret)
            return
    hint = ' it offers OAuth only: set auth = "xoauth2"' if "xoauth2" in offered else " it offers none here"
    raise errors.LoginRefused(
        f"{account.host} takes no password logins on port {account.port}:{hint}.", provider=account.provider
    )


async def _xoauth2(smtp: aiosmtplib.SMTP, account: Account, token: str) -> None:
    try:
        await smtp.auth_xoauth2(account.user, token)
    except SMTPAuthenticationError as error:
        forget = getattr(account.secret, "forget", None)
        if forget is None or error.code < 500:
            raise
        forget()
        await smtp.auth_xoauth2(account.user, account.secret())


def refused(account: Account, code: int, words: str) -> errors.WireError:
    """What a refusal at the login means: patience, the server's own trouble, or a wrong secret."""
    said = errors.clean(f"{code} {words}")
    if errors.asks_for_patience(said):
        return errors.throttled(account.host, said)
    if code < 500:
        return errors.Unreachable(f"{account.host} cannot check logins at the moment (“{said}”).")
    if "5.7.139" in said:  # Exchange Online, where the tenant or the mailbox has SMTP AUTH switched off
        return errors.LoginRefused(
            f"{account.host} refused the login of {account.user}: Authenticated SMTP is switched off for this mailbox; "
            "its administrator can switch it on (“5.7.139”).",
            provider=account.provider,
        )
    return errors.LoginRefused(refusal(account, said), provider=account.provider)
