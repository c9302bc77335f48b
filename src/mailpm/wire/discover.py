"""From an address to its servers: our table, then DNS (MX, SRV), then Thunderbird's kind of autoconfig."""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import quote

from mailpm.wire.provider import Endpoint, Provider
from mailpm.wire.providers import PLAIN, provider_for, settings_for

_log = logging.getLogger(__name__)
LOOK_SECONDS = 5.0
MAX_XML_BYTES = 256 * 1024
_SOCKETS: dict[str, Literal["tls", "starttls"]] = {"SSL": "tls", "STARTTLS": "starttls"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Discovered:
    """Where an address has its servers; `how` is table, mx, srv or autoconfig. `user` is the login name."""

    provider: Provider
    imap: Endpoint
    smtp: Endpoint
    user: str
    how: str


class Lookups(Protocol):
    """The questions that go over the network; each answers with nothing where there is no answer."""

    def mx(self, domain: str) -> list[str]: ...

    def srv(self, name: str) -> list[tuple[str, int]]: ...

    def fetch(self, url: str) -> bytes: ...


def discover(address: str, lookups: Lookups) -> Discovered | None:
    """The servers of an address; None where nobody knows. Nothing unencrypted is ever proposed."""
    domain = address.rpartition("@")[2].lower()
    provider = provider_for(domain)
    if provider is not PLAIN:
        return _of_provider(address, provider, "table")
    for host in lookups.mx(domain):
        provider = provider_for(host)
        if provider is not PLAIN:
            return _of_provider(address, provider, "mx")
    return _by_srv(address, domain, lookups) or _by_autoconfig(address, domain, lookups)


def _of_provider(address: str, provider: Provider, how: str) -> Discovered:
    imap, smtp = settings_for(address, provider)
    return Discovered(provider=provider, imap=imap, smtp=smtp, user=address, how=how)


def _by_srv(address: str, domain: str, lookups: Lookups) -> Discovered | None:
    """RFC 6186 and RFC 8314: implicit TLS first. Hosts of another domain are taken from a provider's row only."""
    imap = _service(domain, lookups, (("_imaps._tcp", "tls"), ("_imap._tcp", "starttls")))
    smtp = _service(domain, lookups, (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls")))
    if imap is None or smtp is None:
        return None
    provider = provider_for(imap.host)
    # DNS may be forged: a stranger's host would be sent the password (RFC 6186 section 6).
    if provider is PLAIN and not all(_within(end.host, domain) for end in (imap, smtp)):
        return None
    return Discovered(provider=provider, imap=imap, smtp=smtp, user=address, how="srv")


def _service(
    domain: str, lookups: Lookups, names: tuple[tuple[str, Literal["tls", "starttls"]], ...]
) -> Endpoint | None:
    for name, security in names:
        for host, port in lookups.srv(f"{name}.{domain}"):
            if host.strip("."):  # a single dot means: not offered
                return Endpoint(host=host.rstrip(".").lower(), port=port, security=security)
    return None


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def autoconfig_urls(address: str) -> tuple[str, ...]:
    """Where a configuration may lie, best first: the domain's own two places, then Thunderbird's collection.

    Only https, and the address itself is told to its own domain only.
    """
    domain = address.rpartition("@")[2].lower()
    return (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={quote(address)}",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
        f"https://autoconfig.thunderbird.net/v1.1/{domain}",
    )


def _by_autoconfig(address: str, domain: str, lookups: Lookups) -> Discovered | None:
    for url in autoconfig_urls(address):
        found = read_autoconfig(lookups.fetch(url), address)
        if found is not None:
            return found
    return None


def read_autoconfig(xml: bytes, address: str) -> Discovered | None:
    """The first encrypted IMAP and SMTP server of a config-v1.1 file; None where it has none or is not one.

    Files with a DOCTYPE are not read: the format has none, and entities can be made to grow without end.
    """
    if not xml or len(xml) > MAX_XML_BYTES or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        return None
    try:
        root = ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    imap = next(_servers(root, "incomingServer", "imap", address), None)
    smtp = next(_servers(root, "outgoingServer", "smtp", address), None)
    if imap is None or smtp is None:
        return None
    provider = provider_for(imap[0].host)
    return Discovered(provider=provider, imap=imap[0], smtp=smtp[0], user=imap[1], how="autoconfig")


def _servers(root: ElementTree.Element, tag: str, kind: str, address: str) -> Iterator[tuple[Endpoint, str]]:
    for server in root.iterfind(f"./emailProvider/{tag}"):
        security = _SOCKETS.get((server.findtext("socketType") or "").strip().upper())
        host = _filled(server.findtext("hostname") or "", address).lower()
        port = (server.findtext("port") or "").strip()
        if server.get("type") == kind and security and host and port.isascii() and port.isdigit():
            user = _filled(server.findtext("username") or "", address) or address
            yield Endpoint(host=host, port=int(port), security=security), user


def _filled(text: str, address: str) -> str:
    local, _, domain = address.rpartition("@")
    for name, value in (("EMAILADDRESS", address), ("EMAILLOCALPART", local), ("EMAILDOMAIN", domain)):
        text = text.replace(f"%{name}%", value)
    return text.strip()


class NetworkLookups:
    """DNS by dnspython, files by https; what does not answer within some seconds is as if it were not there."""

    def mx(self, domain: str) -> list[str]:
        """The mail exchangers, most preferred first."""
        records = self._ask(domain, "MX")
        return [str(r.exchange).rstrip(".").lower() for r in sorted(records, key=lambda r: r.preference)]

    def srv(self, name: str) -> list[tuple[str, int]]:
        """(host, port), by priority and weight."""
        records = sorted(self._ask(name, "SRV"), key=lambda r: (r.priority, -r.weight))
        return [(str(r.target), int(r.port)) for r in records]

    def fetch(self, url: str) -> bytes:
        """The file; empty where there is none."""
        if not url.startswith("https://"):
            return b""
        try:
            with urllib.request.urlopen(url, timeout=LOOK_SECONDS) as answer:
                data: bytes = answer.read(MAX_XML_BYTES + 1)
                return data if answer.url.startswith("https://") else b""
        except (OSError, ValueError, urllib.error.URLError) as error:
            _log.debug("nothing at %s (%s)", url, type(error).__name__)
            return b""

    def _ask(self, name: str, kind: str) -> list[_Record]:
        import dns.exception
        import dns.resolver

        try:
            return list(dns.resolver.resolve(name, kind, lifetime=LOOK_SECONDS))
        except (dns.exception.DNSException, OSError, ValueError) as error:
            _log.debug("no %s of %s (%s)", kind, name, type(error).__name__)
            return []


class _Record(Protocol):
    preference: int
    exchange: object
    priority: int
    weight: int
    port: int
    target: object
