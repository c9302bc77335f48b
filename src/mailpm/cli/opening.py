"""Settings become open rooms: the ledger, the house, the mailbox and the sender that commands work with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mailpm.cli.terminal import one_sentence, settings

if TYPE_CHECKING:
    from mailpm.assistant import Assistant, Event, House
    from mailpm.config import Config, OAuthSettings
    from mailpm.ledger import Ledger
    from mailpm.wire.imap import Mailbox
    from mailpm.wire.oauth import Tokens
    from mailpm.wire.provider import Provider
    from mailpm.wire.smtp import Sender


def now() -> datetime:
    """This moment, by the one clock."""
    from mailpm.clock import SystemClock

    return SystemClock().now()


@contextmanager
def ledger_of(config: Config, *, read_only: bool = False, lock: bool = True) -> Iterator[Ledger]:
    """The ledger of these settings; one sentence where it cannot be opened."""
    from mailpm.ledger import Ledger, LedgerError

    with one_sentence(LedgerError):
        ledger = Ledger.open(config.ledger.path, now=now(), lock=lock, read_only=read_only)
        with ledger:
            yield ledger


@contextmanager
def reading_ledger(path: Path) -> Iterator[tuple[Config, Ledger]]:
    """The settings at `path` and their ledger, to look at only: it may be in use by a running assistant."""
    config = settings(path)
    with ledger_of(config, read_only=True, lock=False) as ledger:
        yield config, ledger


@contextmanager
def writing_house(path: Path, tell: Callable[[Event], None] | None = None) -> Iterator[House]:
    """The settings at `path`, their ledger and templates, to change something; refused while another one runs."""
    from mailpm.assistant import open_house

    config = settings(path)
    with ledger_of(config) as ledger:
        yield open_house(config, ledger, tell) if tell else open_house(config, ledger)


def mailbox_of(config: Config, secret: Callable[[], str] | None = None) -> Mailbox:
    """The watched mailbox of these settings, not yet connected; `secret` in place of what they name."""
    from mailpm.wire.imap import Mailbox

    imap = config.imap
    return Mailbox(
        host=imap.host,
        port=imap.port,
        security=imap.security,
        user=imap.user,
        secret=secret or secret_of(config, "imap"),
        auth=imap.auth,
        folder=imap.folder,
        ca_file=imap.ca_file,
        max_bytes=imap.max_letter_mb * 1024 * 1024,
        since=imap.since,
        provider=known_provider(config, imap.host),
    )


def sender_of(config: Config, secret: Callable[[], str] | None = None) -> Sender:
    """The way out of these settings, not yet connected; `secret` in place of what they name."""
    from mailpm.wire.smtp import Sender

    smtp = config.smtp
    return Sender(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        user=smtp.user,
        secret=secret or secret_of(config, "smtp"),
        auth=smtp.auth,
        ca_file=smtp.ca_file,
        provider=known_provider(config, smtp.host),
    )


def known_provider(config: Config, host: str) -> Provider:
    """What is known of the server's provider, by its host, else by the address."""
    from mailpm.wire.providers import PLAIN, provider_for

    by_host = provider_for(host)
    return by_host if by_host is not PLAIN else provider_for(config.assistant.address)


def secret_of(config: Config, which: str) -> Callable[[], str]:
    """Where the password or token comes from, asked anew at each login."""
    account = config.imap if which == "imap" else config.smtp
    if account.auth == "xoauth2" and config.oauth.provider:
        return tokens_of(config, account.user)
    return account.secret


def tokens_of(config: Config, user: str) -> Tokens:
    """The sign-in of `user` by [oauth]; IMAP and SMTP of one user share it. Raises ConfigError."""
    return _tokens(config.oauth, user)


@cache
def _tokens(oauth: OAuthSettings, user: str) -> Tokens:
    from mailpm.wire import oauth as wire

    assert oauth.provider
    store = wire.FileStore(oauth.token_file) if oauth.keep == "file" else wire.KeyringStore("mailpm sign-in", user)
    return wire.tokens_for(
        oauth.provider,
        client_id=oauth.client_id,
        client_secret=oauth.client_secret(),
        user=user,
        store=store,
        tenant=oauth.tenant,
    )


@contextmanager
def assistant_of(
    path: Path, *, tell: Callable[[Event], None] | None = None, longest_wait: float = float("inf")
) -> Iterator[Assistant]:
    """The assistant for the settings at `path`, with everything open; it waits at most so many seconds at a time."""
    from mailpm.assistant import Assistant
    from mailpm.clock import SystemClock
    from mailpm.config import ConfigError

    with one_sentence(ConfigError), writing_house(path, tell) as house:
        config = house.config
        save = config.smtp.save_sent
        saves_itself = known_provider(config, config.smtp.host).saves_sent
        wait = int(max(min(config.imap.poll_seconds, longest_wait), 1))
        brisk = config.model_copy(update={"imap": config.imap.model_copy(update={"poll_seconds": wait})})
        assistant = Assistant(
            replace(house, config=brisk),
            mailbox=mailbox_of(config),
            sender=sender_of(config),
            clock=SystemClock(),
            files_sent=save == "always" or (save == "auto" and not saves_itself),
        )
        try:
            yield assistant
        finally:
            assistant.close()
