"""`mailpm check`, the part that asks the servers: names, certificates, logins, a letter to oneself, who vouches."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import format_datetime
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from mailpm.cli.findings import Finding, fail, ok, warn
from mailpm.cli.opening import known_provider, mailbox_of, sender_of

if TYPE_CHECKING:
    from mailpm.config import Config
    from mailpm.model import Cursor, Fetched
    from mailpm.wire.imap import Mailbox

PATIENCE_SECONDS = 60.0
_RECENT = timedelta(days=2)
_SOON = timedelta(days=14)
_CLOCK_OFF, _CLOCK_WRONG = timedelta(minutes=2), timedelta(minutes=30)
# Microsoft 365 begins the header with a method in place of its name.
_ANONYMOUS = re.compile(r"^(?:spf|dkim|dmarc|compauth|arc)\s*=", re.IGNORECASE)
Which = Literal["imap", "smtp"]


@dataclass
class _Seen:
    """What was found in the mailbox: who signs Authentication-Results there, and our own letter."""

    signers: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    mark: str = ""
    own: Fetched | None = None

    def take(self, letter: Fetched) -> None:
        self.letters += 1
        name = signer(letter.raw)
        if name is not None:
            self.signers[name] += 1
        if self.mark and self.mark.encode() in letter.raw:
            self.own = letter


def signer(raw: bytes) -> str | None:
    """Who signed the topmost Authentication-Results: the name, "" for Microsoft's nameless ones, None without any."""
    found = BytesHeaderParser().parsebytes(raw).get_all("Authentication-Results")
    if not found:
        return None
    text = " ".join(str(found[0]).split())
    return "" if _ANONYMOUS.match(text) else re.split(r"[\s;(]", text, maxsplit=1)[0].lower()


def look_at_mail(
    config: Config, *, now: Callable[[], datetime], send: bool, patience: float = PATIENCE_SECONDS
) -> Iterator[Finding]:
    """Each server in turn; with `send` a letter to the assistant itself, awaited for `patience` seconds."""
    for which in ("imap", "smtp"):
        yield from _outside(config, which, now())
    light = config.imap.model_copy(
        update={"since": (now() - _RECENT).date(), "max_letter_mb": 1}  # of big letters the headers do
    )
    with closing(mailbox_of(config.model_copy(update={"imap": light}))) as mailbox:
        seen = _Seen()
        cursor: list[Cursor | None] = [None]
        inside = list(_mailbox(config, mailbox, seen, cursor))
        yield from inside
        mail_is_read = all(finding.state != "fail" for finding in inside)
        leaves = _login_to_send(config)
        yield leaves
        if send and mail_is_read and leaves.state == "ok":
            yield from _round_trip(config, mailbox, seen, cursor, now, patience)
        if mail_is_read:
            yield _vouching(config, seen)


def _outside(config: Config, which: Which, now: datetime) -> Iterator[Finding]:
    from mailpm.wire.errors import WireError
    from mailpm.wire.looking import addresses, certificate

    account = config.imap if which == "imap" else config.smtp
    try:
        found = addresses(account.host)
        yield ok(f"{which} dns", f"{account.host} is {', '.join(found[:3])}.")
        if account.security == "none":
            yield warn(f"{which} tls", "Not encrypted.", "Accepted on this machine only; else set security.")
            return
        shown = certificate(
            which, host=account.host, port=account.port, security=account.security, ca_file=account.ca_file
        )
    except WireError as error:
        known = known_provider(config, account.host)
        usual = known.imap if which == "imap" else known.smtp
        hint = f"{known.name} has {usual.host}, port {usual.port}, {usual.security}." if usual.host else ""
        yield fail(f"{which} reach", str(error), hint or f"Look at {which}.host, {which}.port and {which}.security.")
        return
    names, left = ", ".join(shown.names[:3]), shown.until - now
    words = f"Certificate for {names}, good until {shown.until:%Y-%m-%d}."
    if left < _SOON:
        yield warn(f"{which} tls", words, f"It ends in {left.days} days: whoever runs {account.host} should renew it.")
    else:
        yield ok(f"{which} tls", words)


def _mailbox(config: Config, mailbox: Mailbox, seen: _Seen, cursor: list[Cursor | None]) -> Iterator[Finding]:
    """Login, capabilities, the folder and its letters of the last days."""
    from mailpm.config import ConfigError
    from mailpm.wire.errors import FolderMissing, WireError

    name = "imap login"
    try:
        offers = mailbox.capabilities
        yield ok("imap login", f"{config.imap.user} is let in.")
        known = [word for word in ("IDLE", "ID", "UIDPLUS", "MOVE", "SPECIAL-USE", "X-GM-EXT-1") if word in offers]
        yield ok("imap offers", ", ".join(known) or "the plain protocol")
        if "IDLE" in offers:
            yield ok("imap idle", "New mail is told at once.")
        else:
            seconds = config.imap.poll_seconds
            yield warn(
                "imap idle", f"The server has no IDLE: it is asked every {seconds} s.", "Lower imap.poll_seconds?"
            )
        name = "imap folder"
        for batch in mailbox.fetch_new(None):
            cursor[0] = batch.cursor
            for letter in batch.letters:
                seen.take(letter)
        yield ok("imap folder", f"{config.imap.folder} is there; {_letters(seen.letters)} of the last two days.")
    except FolderMissing as error:
        yield fail(name, str(error), f'Set imap.folder = "{error.nearest}".' if error.nearest else "Set imap.folder.")
    except (WireError, ConfigError) as error:
        yield fail(name, str(error), _steps(config, error))


def _steps(config: Config, error: Exception) -> str:
    """The provider's own steps, where it is the login that was refused."""
    from mailpm.wire.errors import LoginRefused

    if not isinstance(error, LoginRefused):
        return "Mend that setting, then check again."
    provider = error.provider or known_provider(config, config.imap.host)
    steps = provider.steps_zh if config.assistant.language == "zh" else provider.steps_en
    return " ".join(steps)


def _login_to_send(config: Config) -> Finding:
    from mailpm.config import ConfigError
    from mailpm.wire.errors import WireError

    with closing(sender_of(config)) as sender:
        try:
            sender.connect()
        except (WireError, ConfigError) as error:
            return fail("smtp login", str(error), _steps(config, error))
    return ok("smtp login", f"{config.smtp.user} may send.")


def _round_trip(
    config: Config,
    mailbox: Mailbox,
    seen: _Seen,
    cursor: list[Cursor | None],
    now: Callable[[], datetime],
    patience: float,
) -> Iterator[Finding]:
    """A letter to ourselves, found again in the folder: what the assistant proves its letters by."""
    from mailpm.wire.errors import WireError

    address = config.assistant.address
    seen.mark = f"mailpm-check-{uuid4().hex[:16]}"
    try:
        with closing(sender_of(config)) as sender:
            began = time.monotonic()
            done = sender.deliver(
                _letter(config, seen.mark, now()), envelope_from=address, recipients=[address], on_phase=lambda _: None
            )[0]
        if done.result != "accepted":
            yield fail(
                "round trip",
                f"The server does not take a letter from {address} to itself ({done.code} {done.words}).",
                "The login must be allowed to send as assistant.address.",
            )
            return
        while seen.own is None and (left := patience - (time.monotonic() - began)) > 0:
            mailbox.wait(min(2.0, left))
            for batch in mailbox.fetch_new(cursor[0]):
                cursor[0] = batch.cursor
                for letter in batch.letters:
                    seen.take(letter)
    except WireError as error:
        yield fail("round trip", str(error), "Check again in a while.")
        return
    if seen.own is None:
        yield fail(
            "round trip",
            f"Taken, but not in {config.imap.folder} after {patience:.0f} s.",
            f"Look in spam and in filters: letters of {address} to itself must reach {config.imap.folder}.",
        )
        return
    yield ok("round trip", f"Sent and found again in {time.monotonic() - began:.1f} s.")
    yield _from_line(config, seen)
    if seen.own.internal_date is not None and seen.own.internal_date.tzinfo is not None:
        yield _server_clock(now() - seen.own.internal_date)


def _letter(config: Config, mark: str, now: datetime) -> bytes:
    from email.policy import SMTP

    letter = EmailMessage(policy=SMTP)
    letter["From"] = letter["To"] = config.assistant.address
    letter["Subject"] = "mailpm check"
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{mark}@{config.assistant.address.partition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content("mailpm check sent this letter to itself. You may delete it.\n")
    return letter.as_bytes()


def _server_clock(off: timedelta) -> Finding:
    seconds = off.total_seconds()
    words = f"The mail server's clock and this machine's differ by {abs(seconds):.0f} s."
    if abs(off) > _CLOCK_WRONG:
        return fail("server clock", words, "Set this machine's clock, best by NTP: due days and hours follow it.")
    if abs(off) > _CLOCK_OFF:
        return warn("server clock", words, "Set this machine's clock, best by NTP.")
    return ok("server clock", words)


def _from_line(config: Config, seen: _Seen) -> Finding:
    """Whether the From that leaves is ours, and whether the provider finds it aligned (RFC 7489 section 3.1)."""
    from mailpm.message import parse
    from mailpm.model import Verdict

    assert seen.own is not None
    name = signer(seen.own.raw)
    # Our letter bore no such header when it left: the topmost one is the provider's.
    message = parse(seen.own.raw, authserv_ids=(name,) if name else (), microsoft=name == "")
    address = config.assistant.address
    if message.sender.email != address:
        return fail(
            "from",
            f"The server turned From into {message.sender.email}.",
            "Let assistant.address be the address of the login, or one that it may send as.",
        )
    if message.verdict is Verdict.PASS:
        return ok("from", f"{address} is aligned: the provider vouches for it.")
    if message.verdict is Verdict.FAIL:
        return fail(
            "from",
            f"The provider finds {address} forged.",
            f"Whoever runs the DNS of {message.sender.domain} must let this server send (SPF) and sign (DKIM).",
        )
    return warn(
        "from",
        "The provider says nothing about letters to oneself.",
        "Send a letter to another provider, and look there for dmarc=pass.",
    )


def _vouching(config: Config, seen: _Seen) -> Finding:
    """Whether the names in [trust] are those that this provider signs with."""
    trust = config.trust
    if not trust.require:
        return warn(
            "trust", "Orders are taken without the provider's word.", "Right for a closed company server only: [trust]."
        )
    ours = {name.lower() for name in trust.authserv_ids}
    known = {n for n in seen.signers if n in ours or (n == "" and trust.microsoft)}
    told = ", ".join(f"{name or 'no name (Microsoft 365)'} in {n}" for name, n in seen.signers.most_common(4))
    if known:
        return ok("trust", f"Authentication-Results of {_letters(seen.letters)}: {told}.")
    own = signer(seen.own.raw) if seen.own is not None else None
    if own is not None:
        what = f'trust.authserv_ids = ["{own}"]' if own else "trust.microsoft = true"
        return fail("trust", f"Authentication-Results: {told}; [trust] expects another.", f"Set {what}.")
    if seen.signers:
        # It stands in letters of others: a sender may have written it where the provider writes none.
        return fail(
            "trust",
            f"Authentication-Results: {told}; [trust] expects another.",
            "If one of these is your provider's own name, write it into trust.authserv_ids.",
        )
    if ours or trust.microsoft:
        return warn(
            "trust",
            f"{_letters(seen.letters)} of the last two days, and none carries Authentication-Results.",
            "Write to the assistant from your own address, then check again: orders need the provider's pass.",
        )
    return fail(
        "trust",
        f"trust.authserv_ids is empty; {_letters(seen.letters)}, and none carries Authentication-Results.",
        "Write to the assistant from your own address and check again; without it no order by mail is taken.",
    )


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count} letters"
