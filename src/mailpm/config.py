"""config.toml -> frozen settings: unknown keys are refused by name, and no secret stands in the file."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from mailpm.model import Autonomy, Language, TeamRole

A = TypeVar("A", bound="_Account")


class ConfigError(Exception):
    """A setting that cannot be used; the text is one sentence for a person."""


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _check_zone(zone: str) -> str:
    if zone not in available_timezones():
        near = difflib.get_close_matches(zone, sorted(available_timezones()), n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"{zone!r} is not an IANA time zone{hint}")
    return zone


def _check_email(email: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", email):
        raise ValueError(f"{email!r} is not an e-mail address")
    return email.lower()


class AssistantSettings(_Settings):
    """Who the assistant is."""

    address: str
    name: str = "Project assistant"
    language: Language = Language.ENGLISH
    zone: str = "UTC"
    country: str = ""
    plus_addresses: bool = False

    _email = field_validator("address")(_check_email)
    _zone = field_validator("zone")(_check_zone)


class Member(_Settings):
    """One person of the team who may give orders."""

    email: str
    name: str
    role: TeamRole = TeamRole.OWNER
    language: Language = Language.ENGLISH
    zone: str = "UTC"
    country: str = ""

    _email = field_validator("email")(_check_email)
    _zone = field_validator("zone")(_check_zone)


class TeamSettings(_Settings):
    """Which side is ours, and who of it may give orders."""

    domains: tuple[str, ...] = ()
    members: tuple[Member, ...] = Field(min_length=1)


class _Account(_Settings):
    host: str
    port: int = Field(ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    ca_file: Path | None = None
    user: str
    auth: Literal["password", "xoauth2"] = "password"
    password_env: str = ""
    password_command: str = ""
    password_file: Path | None = None
    password_keyring: str = ""

    @model_validator(mode="before")
    @classmethod
    def _no_inline_password(cls, values: Any) -> Any:
        if isinstance(values, Mapping) and "password" in values:
            raise ValueError(
                "a password does not belong in this file: use password_env, password_command, "
                "password_file or password_keyring"
            )
        return values

    @model_validator(mode="after")
    def _one_source(self) -> _Account:
        given = [
            n for n in ("password_env", "password_command", "password_file", "password_keyring") if getattr(self, n)
        ]
        if len(given) > 1:
            raise ValueError(f"only one of {' and '.join(given)} can say where the password is")
        return self

    def secret(self) -> str:
        """The password or token. Raises ConfigError, naming the setting that did not give one."""
        where = type(self).__name__.removesuffix("Settings").lower()
        if self.password_env:
            found = os.environ.get(self.password_env)
            if found is None:
                raise ConfigError(f"{where}.password_env: the environment has no variable {self.password_env}.")
            return found
        if self.password_command:
            return _from_command(where, self.password_command)
        if self.password_file:
            try:
                return self.password_file.expanduser().read_text("utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(f"{where}.password_file: {self.password_file} cannot be read ({error}).") from error
        if self.password_keyring:
            return _from_keyring(where, self.password_keyring, self.user)
        raise ConfigError(
            f"{where}: say where the password is: password_env, password_command, password_file or password_keyring."
        )


def _from_command(where: str, command: str) -> str:
    try:
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=30, check=True)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise ConfigError(f"{where}.password_command: the command gave no password ({error}).") from error
    return done.stdout.rstrip("\r\n")


def _from_keyring(where: str, service: str, user: str) -> str:
    import keyring
    import keyring.errors

    try:
        found = keyring.get_password(service, user)
    except keyring.errors.KeyringError as error:
        raise ConfigError(f"{where}.password_keyring: the system keyring cannot be used ({error}).") from error
    if found is None:
        raise ConfigError(f"{where}.password_keyring: the keyring has no password for {user} under {service!r}.")
    return found


class ImapSettings(_Account):
    """The mailbox that is watched."""

    port: int = Field(default=993, ge=1, le=65535)
    folder: str = "INBOX"
    poll_seconds: int = Field(default=60, ge=5, le=3600)
    since: date | None = None
    max_letter_mb: int = Field(default=25, ge=1, le=200)


class SmtpSettings(_Account):
    """How letters leave."""

    port: int = Field(default=465, ge=1, le=65535)
    save_sent: Literal["auto", "always", "never"] = "auto"
    sent_folder: str = ""
    per_minute: int = Field(default=20, ge=1)
    per_hour: int = Field(default=200, ge=1)
    per_day: int = Field(default=400, ge=1)


class OAuthSettings(_Settings):
    """Signing in at Google or Microsoft, for accounts with auth = "xoauth2"."""

    provider: Literal["", "google", "microsoft"] = ""
    client_id: str = ""
    client_secret_env: str = ""
    tenant: str = Field(default="common", pattern=r"^[A-Za-z0-9._-]+$")
    keep: Literal["keyring", "file"] = "keyring"
    token_file: Path = Path("sign-in.json")

    @model_validator(mode="after")
    def _with_a_client(self) -> OAuthSettings:
        if self.provider and not self.client_id:
            raise ValueError("signing in needs the client_id of your own app registration")
        return self

    def client_secret(self) -> str:
        """Google's client secret; empty where none is named. Raises ConfigError where the variable is missing."""
        if not self.client_secret_env:
            return ""
        found = os.environ.get(self.client_secret_env)
        if found is None:
            raise ConfigError(f"oauth.client_secret_env: the environment has no variable {self.client_secret_env}.")
        return found


class TrustSettings(_Settings):
    """Whose word about a sender is believed."""

    authserv_ids: tuple[str, ...] = ()
    microsoft: bool = False
    require: bool = True


class LedgerSettings(_Settings):
    path: Path = Path("mailpm.sqlite")


class LettersSettings(_Settings):
    """How letters look and when they go."""

    templates: Path | None = None
    signature: str = ""
    copy_pm: bool = True
    brief_at: time = time(8, 30)
    send_from: time = time(9, 0)
    send_until: time = time(18, 0)
    undo_minutes: int = Field(default=2, ge=0, le=240)
    gather_minutes: int = Field(default=0, ge=0, le=1440)
    autonomy: dict[str, Autonomy] = Field(default_factory=dict)


class CountryDays(_Settings):
    """Days that the public table does not know yet: holidays, and weekend days that are worked (调休)."""

    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


class LogSettings(_Settings):
    level: Literal["debug", "info", "warning", "error"] = "info"
    json_lines: bool = False
    heartbeat: Path | None = None


class Config(_Settings):
    """All settings of one assistant."""

    assistant: AssistantSettings
    team: TeamSettings
    imap: ImapSettings
    smtp: SmtpSettings
    oauth: OAuthSettings = OAuthSettings()
    trust: TrustSettings = TrustSettings()
    ledger: LedgerSettings = LedgerSettings()
    letters: LettersSettings = LettersSettings()
    days: dict[str, CountryDays] = Field(default_factory=dict)
    log: LogSettings = LogSettings()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.assistant.zone)

    @property
    def team_names(self) -> tuple[str, ...]:
        """Domains and addresses of our side."""
        return (*self.team.domains, *(m.email for m in self.team.members))

    def member(self, email: str) -> Member | None:
        return next((m for m in self.team.members if m.email == email.lower()), None)


def parse_config(text: str, *, base: Path = Path()) -> Config:
    """The settings in `text`; relative paths count from `base`. Raises ConfigError with one sentence."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The file is not valid TOML: {error}.") from error
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_sentence(error)) from error
    return _with_absolute_paths(config, base)


def load_config(path: Path) -> Config:
    """The settings in the file at `path`. Raises ConfigError with one sentence that names the file."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"There is no config file at {path}; `mailpm init` writes one.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The config file {path} cannot be read ({error}).") from error
    try:
        return parse_config(text, base=path.resolve().parent)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def _with_absolute_paths(config: Config, base: Path) -> Config:
    def absolute(path: Path | None) -> Path | None:
        return None if path is None else base / path.expanduser()

    return config.model_copy(
        update={
            "ledger": config.ledger.model_copy(update={"path": absolute(config.ledger.path)}),
            "oauth": config.oauth.model_copy(update={"token_file": absolute(config.oauth.token_file)}),
            "letters": config.letters.model_copy(update={"templates": absolute(config.letters.templates)}),
            "log": config.log.model_copy(update={"heartbeat": absolute(config.log.heartbeat)}),
            "imap": _account_paths(config.imap, base),
            "smtp": _account_paths(config.smtp, base),
        }
    )


def _account_paths(account: A, base: Path) -> A:
    update = {n: base / p.expanduser() for n in ("ca_file", "password_file") if (p := getattr(account, n)) is not None}
    return account.model_copy(update=update)


def _sentence(error: ValidationError) -> str:
    """The first fault, in words; an unknown key with the nearest known one."""
    # A misspelt key is both unknown and missing: the unknown one is what the person typed.
    fault = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        known = _known_keys(fault["loc"][:-1])
        near = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1, cutoff=0.0)
        nearest = ".".join((*(str(part) for part in fault["loc"][:-1]), *near))
        return f"There is no setting {where}; the nearest one is {nearest}."
    if fault["type"] == "missing":
        return f"The setting {where} is missing."
    words = fault["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{where}: {words[:1].lower() + words[1:]}."


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Config
    for part in location:
        if not isinstance(part, str) or part not in model.model_fields:
            continue
        annotation = model.model_fields[part].annotation
        inner = [a for a in (annotation, *get_args(annotation)) if isinstance(a, type) and issubclass(a, BaseModel)]
        if inner:
            model = inner[0]
    return list(model.model_fields)
