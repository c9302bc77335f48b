"""`sign-in`: letting a person sign in at Google or Microsoft, once; the tokens renew themselves after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, Refused, one_sentence, settings

if TYPE_CHECKING:
    from mailpm.config import Config


def add_to(app: typer.Typer) -> None:
    app.command(name="sign-in")(sign_in)


def sign_in(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Sign in at Google or Microsoft, for mailboxes that want OAuth; also when a sign-in was revoked."""
    loaded = settings(config)
    if not loaded.oauth.provider or "xoauth2" not in (loaded.imap.auth, loaded.smtp.auth):
        raise Refused('Nothing to sign in to: no account has auth = "xoauth2" with a provider under [oauth].')
    sign_in_by(loaded)
    typer.echo("Signed in; mailpm check tries both connections.")


def sign_in_by(config: Config) -> None:
    """Let each user of these settings that wants OAuth sign in. Raises Refused."""
    from mailpm.cli.opening import tokens_of
    from mailpm.config import ConfigError
    from mailpm.wire.errors import WireError

    users = dict.fromkeys(account.user for account in (config.imap, config.smtp) if account.auth == "xoauth2")
    with one_sentence(ConfigError, WireError):
        for user in users:
            tokens_of(config, user).sign_in(typer.echo)
