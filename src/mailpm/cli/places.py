"""What this machine knows of where it stands: its language, its time zone, and the zone's country."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

# Providers for everybody that have no row of their own in wire/providers.py.
_PUBLIC = frozenset({
    "139.com", "189.cn", "21cn.com", "aliyun.com", "bluewin.ch", "free.fr", "freenet.de", "gmx.at", "gmx.ch",
    "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "laposte.net",
    "libero.it", "mail.com", "mail.ru", "naver.com", "orange.fr", "outlook.de", "outlook.fr", "posteo.de",
    "rediffmail.com", "sina.cn", "sina.com", "sohu.com", "t-online.de", "tom.com", "tutanota.com", "wanadoo.fr",
    "web.de", "wo.cn", "yahoo.co.jp", "yahoo.com.cn", "yahoo.com.hk", "yahoo.com.tw", "yandex.ru",
})  # fmt: skip


def own_language() -> str:
    """zh where the terminal speaks Chinese, else en."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


def own_zone(localtime: Path = Path("/etc/localtime")) -> str:
    """The IANA zone of this machine; UTC where it cannot be told."""
    named = os.environ.get("TZ", "").lstrip(":") or str(localtime.resolve()).partition("zoneinfo/")[2]
    return named if named in available_timezones() and not named.startswith("Etc/") else "UTC"


def country_of(zone: str) -> str:
    """The ISO country of a zone, by tzdata's own table; empty where it has none."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        fields = line.split("\t")
        if len(fields) >= 3 and not line.startswith("#") and fields[2] == zone:
            return fields[0]
    return ""


def is_public(domain: str) -> bool:
    """Whether anybody may have an address there: then the domain says nothing about whose side somebody is on."""
    from mailpm.wire.providers import provider_for

    return domain in _PUBLIC or domain in provider_for(domain).domains
