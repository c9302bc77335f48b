"""What we know of a mail provider: one frozen row of facts and of the clicks that let an assistant in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """Where a server listens; `security` as in config.toml ("none" only for bridges on this machine)."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"] = "tls"


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A provider's facts.

    `domains` are the mail domains that it owns, `mx` the endings of the mail exchangers of domains that it hosts.
    `wants_en`/`wants_zh` name the secret that it asks for, `steps_*` say what to click, in its page's own words.
    `per_minute`, `per_hour`, `per_day` are letters that an account may send (0: not published); we stay below.
    `recipients` is the most in one SMTP transaction (0: not published). `authserv_ids` are its names in
    Authentication-Results (RFC 8601); `microsoft`: it leaves the name out. `saves_sent`: it files sent mail itself.
    `unsure` names the fields that no source confirmed; `why` are the sources.
    """

    key: str
    name: str
    domains: tuple[str, ...]
    imap: Endpoint
    smtp: Endpoint
    wants_en: str
    wants_zh: str
    steps_en: tuple[str, ...]
    steps_zh: tuple[str, ...]
    why: tuple[str, ...]
    mx: tuple[str, ...] = ()
    auth: Literal["password", "xoauth2"] = "password"
    oauth: Literal["", "google", "microsoft"] = ""
    needs_id: bool = False
    saves_sent: bool = False
    per_minute: int = 0
    per_hour: int = 0
    per_day: int = 0
    recipients: int = 0
    authserv_ids: tuple[str, ...] = ()
    microsoft: bool = False
    plus_addresses: bool = False
    unsure: tuple[str, ...] = ()
