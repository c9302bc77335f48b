"""The dialogue of `mailpm init`: from an address to a tried and written config.toml."""

from __future__ import annotations

import os
import re
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mailpm.cli import places, secrets
from mailpm.cli.opening import now
from mailpm.cli.settings_file import Value, example_text, filled, put_aside, write_privately
from mailpm.cli.setup_words import HOW, say
from mailpm.cli.terminal import Refused, one_sentence

if TYPE_CHECKING:
    from mailpm.config import Config
    from mailpm.wire.discover import Discovered
    from mailpm.wire.provider import Endpoint

_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_TRIES = 3
_ENVIRONMENT = "MAILPM_PASSWORD"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the command line said already; empty (0 for a port) where it is to be asked or found."""

    config: Path
    yes: bool = False
    test: bool = True
    language: str = "en"
    address: str = ""
    name: str = ""
    pm_email: str = ""
    pm_name: str = ""
    zone: str = ""
    country: str = ""
    user: str = ""
    auth: str = ""
    imap_host: str = ""
    imap_port: int = 0
    imap_security: str = ""
    smtp_host: str = ""
    smtp_port: int = 0
    smtp_security: str = ""
    ca_file: str = ""
    folder: str = "INBOX"
    sources: tuple[tuple[str, str], ...] = ()  # (setting, value): where the password is already
    keep: str = ""
    client_id: str = ""
    client_secret_env: str = ""
    tenant: str = "common"


class Dialogue:
    """One run of `mailpm init`."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._values: dict[tuple[str, str], Value] = {}

    def run(self) -> None:
        """Ask, try, write. Raises Refused; nothing is written then, except a sign-in that a person gave."""
        wishes = self._wishes
        if wishes.yes and wishes.config.exists():
            raise Refused(f"{wishes.config} is there already; --yes never writes over it: name another with --config.")
        self._say("hello")
        address = self._email("address", wishes.address, "--address")
        found = self._servers(address)
        self._explain(found)
        self._people(address, found)
        self._accounts(found)
        secret = self._secret_place(found)
        config = self._settings()
        secret = self._try(config, secret) if wishes.test else secret or self._asked_secret(found)
        if not wishes.test:
            self._say("untested")
        self._write(secret, found)

    # ---- asking -----------------------------------------------------------------------------------------------

    def _say(self, key: str, **values: object) -> None:
        typer.echo(say(self._wishes.language, key, **values))

    def _ask(self, key: str, given: str, option: str, *, default: str | None = None) -> str:
        if given:
            return given
        if self._wishes.yes:
            if default is None:
                raise Refused(f"With --yes, {option} is needed too.")
            return default
        return str(typer.prompt(say(self._wishes.language, key), default=default)).strip()

    def _email(self, key: str, given: str, option: str) -> str:
        while True:
            address = self._ask(key, given, option).lower()
            if _ADDRESS.fullmatch(address):
                return address
            sentence = say(self._wishes.language, "not_an_address", given=address)
            if given or self._wishes.yes:
                raise Refused(sentence)
            typer.echo(sentence)

    def _servers(self, address: str) -> Discovered:
        """By table, DNS, autoconfig; the options overrule them, and what nobody knows is asked for."""
        from mailpm.wire.discover import Discovered, NetworkLookups, discover
        from mailpm.wire.providers import provider_for

        domain, wishes = address.rpartition("@")[2], self._wishes
        if wishes.imap_host and wishes.smtp_host:
            row = provider_for(domain)
            found = Discovered(provider=row, imap=row.imap, smtp=row.smtp, user=address, how="given")
        else:
            self._say("looking", domain=domain)
            known = discover(address, NetworkLookups())
            if known is None:
                self._say("not_found", domain=domain)
            row = provider_for(domain)
            found = known or Discovered(provider=row, imap=row.imap, smtp=row.smtp, user=address, how="given")
        found = replace(found, imap=self._endpoint(found, "imap"), smtp=self._endpoint(found, "smtp"))
        found = replace(found, user=wishes.user or found.user)
        ends = {which: f"{e.host}:{e.port} {e.security}" for which, e in (("imap", found.imap), ("smtp", found.smtp))}
        self._say("found", name=found.provider.name, how=HOW[wishes.language][found.how], **ends)
        self._values |= {("assistant", "address"): address, ("assistant", "language"): wishes.language}
        return found

    def _endpoint(self, found: Discovered, which: str) -> Endpoint:
        from mailpm.wire.provider import Endpoint

        wishes, known = self._wishes, found.imap if which == "imap" else found.smtp
        host, port, security = (getattr(wishes, f"{which}_{part}") for part in ("host", "port", "security"))
        if known.host and not host:
            host, port, security = known.host, port or known.port, security or known.security
        host = host or self._ask(f"{which}_host", "", f"--{which}-host")
        security = security or self._ask(f"{which}_security", "", f"--{which}-security", default="tls")
        if security not in ("tls", "starttls", "none"):
            raise Refused(f"The encryption is tls or starttls, not {security}.")
        usual = {"imap": {"tls": 993, "starttls": 143}, "smtp": {"tls": 465, "starttls": 587}}[which].get(security, 0)
        if not port:
            answer = self._ask(f"{which}_port", "", f"--{which}-port", default=str(usual or known.port))
            if not answer.isdecimal() or not 0 < int(answer) < 65536:
                raise Refused(f"{answer} is no port.")
            port = int(answer)
        return Endpoint(host=host, port=port, security=security)  # type: ignore[arg-type]

    def _explain(self, found: Discovered) -> None:
        """What this provider wants, with the words of its own page."""
        language, row = self._wishes.language, found.provider
        wants, steps = (row.wants_zh, row.steps_zh) if language == "zh" else (row.wants_en, row.steps_en)
        self._say("wants", name=row.name, wants=wants)
        for number, step in enumerate(steps, start=1):
            typer.echo(f"  {number}. {step}")

    def _people(self, address: str, found: Discovered) -> None:
        wishes = self._wishes
        pm = self._email("pm_email", wishes.pm_email, "--pm-email")
        if pm == address:
            raise Refused(say(wishes.language, "same_address", address=address))
        pm_name = self._ask("pm_name", wishes.pm_name, "--pm-name", default=pm.partition("@")[0])
        usual = "项目助手" if wishes.language == "zh" else "Project assistant"
        name = self._ask("name", wishes.name, "--name", default=usual)
        zone = self._ask("zone", wishes.zone, "--zone", default=places.own_zone())
        country = self._ask("country", wishes.country, "--country", default=places.country_of(zone)).upper()
        domain = pm.rpartition("@")[2]
        public = places.is_public(domain)
        if public:
            self._say("no_domain", domain=domain)
        home: dict[str, Value] = {"language": wishes.language, "zone": zone, "country": country}
        self._values |= {("assistant", key): value for key, value in {**home, "name": name}.items()}
        self._values |= {("team.members", key): value for key, value in {**home, "email": pm, "name": pm_name}.items()}
        self._values |= {
            ("assistant", "plus_addresses"): found.provider.plus_addresses,
            ("team", "domains"): [] if public else [domain],
            ("letters", "signature"): name,
            ("days.CN", "off"): [],
        }

    # ---- the accounts -----------------------------------------------------------------------------------------

    def _accounts(self, found: Discovered) -> None:
        wishes, row = self._wishes, found.provider
        auth = wishes.auth or row.auth
        for section, end in (("imap", found.imap), ("smtp", found.smtp)):
            self._values |= {
                (section, "host"): end.host,
                (section, "port"): end.port,
                (section, "security"): end.security,
                (section, "user"): found.user,
                (section, "auth"): auth,
                (section, "password_env"): None,
            }
            if wishes.ca_file:
                self._values[section, "ca_file"] = str(Path(wishes.ca_file).absolute())
        self._values["imap", "folder"] = wishes.folder
        # What lies there from before was not written for an assistant; `mailpm import` reads a backlog.
        self._values["imap", "since"] = now().date()
        self._values["trust", "authserv_ids"] = list(row.authserv_ids)
        self._values["trust", "microsoft"] = row.microsoft
        if not (row.authserv_ids or row.microsoft):
            self._say("no_trust", name=row.name)
        for limit, ours in (("per_minute", 20), ("per_hour", 200), ("per_day", 400)):
            most: int = getattr(row, limit)
            # Half of what the provider lets through: people may write from this account too.
            self._values["smtp", limit] = max(1, min(most // 2, ours)) if most else ours

    def _secret_place(self, found: Discovered) -> str:
        """The secret where it had to be asked for; "" where it stays in a place of its own, which the settings name."""
        wishes = self._wishes
        if self._values["imap", "auth"] == "xoauth2" and not wishes.sources:
            self._oauth(found)
            return ""
        sources = dict(wishes.sources)
        if not sources and wishes.yes and _ENVIRONMENT in os.environ:
            sources = {"password_env": _ENVIRONMENT}
        if len(sources) > 1:
            raise Refused(f"Only one of {' and '.join(sorted(sources))} can say where the password is.")
        if not sources:
            return self._asked_secret(found)
        self._name_secret(sources)
        self._say("kept_elsewhere", where=" = ".join(next(iter(sources.items()))))
        return ""

    def _name_secret(self, sources: dict[str, str]) -> None:
        for setting, value in sources.items():
            self._values |= {("imap", setting): value, ("smtp", setting): value}

    def _asked_secret(self, found: Discovered) -> str:
        if self._values["imap", "auth"] == "xoauth2" or self._named():
            return ""
        if self._wishes.yes:
            raise Refused(
                f"With --yes, say where the password is: --password-env, --password-command, --password-file, "
                f"--password-keyring, or the variable {_ENVIRONMENT}."
            )
        return str(typer.prompt(say(self._wishes.language, "password"), hide_input=True))

    def _named(self) -> bool:
        return any(key.startswith("password_") and value for (_, key), value in self._values.items())

    def _oauth(self, found: Discovered) -> None:
        from mailpm.cli.signing import sign_in_by

        wishes, row = self._wishes, found.provider
        if not row.oauth:
            raise Refused(f"mailpm knows no OAuth of {row.name}; with a program of your own, name --password-command.")
        client = self._ask("client_id", wishes.client_id, "--client-id")
        secret_env = wishes.client_secret_env
        if row.oauth == "google":
            secret_env = self._ask("client_secret_env", secret_env, "--client-secret-env", default="")
        where = wishes.keep or ("keyring" if secrets.keyring_works() else "file")
        self._values |= {
            ("oauth", "provider"): row.oauth,
            ("oauth", "client_id"): client,
            ("oauth", "client_secret_env"): secret_env or None,
            ("oauth", "tenant"): wishes.tenant,
            ("oauth", "keep"): where,
            ("oauth", "token_file"): f"{wishes.config.stem}.sign-in.json",
        }
        if wishes.test:
            self._say("sign_in", user=found.user)
            sign_in_by(self._settings())

    # ---- trying and writing -----------------------------------------------------------------------------------

    def _text(self) -> str:
        return filled(example_text(), self._values)

    def _settings(self) -> Config:
        from mailpm.config import ConfigError, parse_config

        with one_sentence(ConfigError):
            return parse_config(self._text(), base=self._wishes.config.resolve().parent)

    def _try(self, config: Config, secret: str) -> str:
        """Log in at both servers; another password is asked for where this one is refused. Gives the one that fits."""
        from mailpm.config import ConfigError
        from mailpm.wire.errors import LoginRefused, WireError

        for attempt in range(1, _TRIES + 1):
            try:
                with one_sentence(ConfigError):
                    self._log_in(config, secret)
                return secret
            except LoginRefused as error:
                typer.echo(f"  {error}")
                steps = error.provider
                if steps is not None:
                    for step in steps.steps_zh if self._wishes.language == "zh" else steps.steps_en:
                        typer.echo(f"    · {step}")
                asks = secret and not self._wishes.yes and attempt < _TRIES
                if not asks or not typer.confirm(say(self._wishes.language, "again"), default=True):
                    raise Refused("Nothing was written: the login was refused.") from error
                secret = str(typer.prompt(say(self._wishes.language, "password"), hide_input=True))
            except WireError as error:
                raise Refused(f"Nothing was written: {error}") from error
        raise AssertionError("unreachable")

    def _log_in(self, config: Config, secret: str) -> None:
        from mailpm.cli.opening import mailbox_of, sender_of

        given = (lambda: secret) if secret else None
        self._say("trying", host=config.imap.host, port=config.imap.port)
        with closing(mailbox_of(config, given)) as mailbox:
            mailbox.connect()
            mailbox.count()
        self._say("in")
        self._say("trying", host=config.smtp.host, port=config.smtp.port)
        with closing(sender_of(config, given)) as sender:
            sender.connect()
        self._say("in")

    def _write(self, secret: str, found: Discovered) -> None:
        wishes, path = self._wishes, self._wishes.config
        if path.exists():
            if not typer.confirm(say(wishes.language, "exists", path=path), default=False):
                raise Refused(f"{path} stays as it is; nothing was written.")
            self._say("aside", path=put_aside(path))
        try:
            if secret:
                where = wishes.keep or ("keyring" if secrets.keyring_works() else "file")
                file = path.with_name(f"{path.stem}.secret")
                kept = secrets.keep(secret, user=found.user, where=where, file=file)
                self._name_secret(kept)
                self._say("kept_file", path=file) if "password_file" in kept else self._say("kept_keyring")
            write_privately(path, self._text())
        except OSError as error:
            raise Refused(f"{path.parent} cannot be written to ({error.strerror}).") from error
        self._settings()
        self._say("written", path=path)
        typer.echo()
        pm = self._values["team.members", "email"]
        self._say("next", address=self._values["assistant", "address"], pm=pm)
