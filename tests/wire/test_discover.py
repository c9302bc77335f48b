"""An address finds its servers, never an unencrypted one, and never a stranger's on the word of DNS alone."""

import pytest

from mailpm.wire.discover import Discovered, NetworkLookups, autoconfig_urls, discover, read_autoconfig
from mailpm.wire.provider import Endpoint

AUTOCONFIG = b"""<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="agency.example">
  <domain>agency.example</domain>
  <incomingServer type="pop3"><hostname>pop.agency.example</hostname><port>995</port>
    <socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
  <incomingServer type="imap"><hostname>old.agency.example</hostname><port>143</port>
    <socketType>plain</socketType><username>%EMAILADDRESS%</username></incomingServer>
  <incomingServer type="imap"><hostname>IMAP.%EMAILDOMAIN%</hostname><port>143</port>
    <socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>
  <outgoingServer type="smtp"><hostname>smtp.agency.example</hostname><port>465</port>
    <socketType>SSL</socketType><username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>"""


class Known:
    """Answers from tables, and remembers what was asked."""

    def __init__(
        self,
        mx: tuple[str, ...] = (),
        srv: dict[str, tuple[str, int]] | None = None,
        files: dict[str, bytes] | None = None,
    ) -> None:
        self._mx, self._srv, self._files = list(mx), srv or {}, files or {}
        self.asked: list[str] = []

    def mx(self, domain: str) -> list[str]:
        self.asked.append(f"mx {domain}")
        return self._mx

    def srv(self, name: str) -> list[tuple[str, int]]:
        self.asked.append(f"srv {name}")
        return [self._srv[name]] if name in self._srv else []

    def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        return self._files.get(url, b"")


def test_a_known_domain_asks_nobody() -> None:
    lookups = Known()
    found = discover("someone@qq.com", lookups)
    assert found is not None
    assert (found.provider.key, found.how, found.user) == ("qq", "table", "someone@qq.com")
    assert lookups.asked == []


@pytest.mark.parametrize(
    ("mx", "key"),
    [
        ("agency-example.mail.protection.outlook.com", "microsoft365"),
        ("aspmx.l.google.com", "gmail"),
        ("mxbiz2.qq.com", "exmail"),
        ("mx1.qiye.aliyun.com", "aliyun-enterprise"),
        ("qiye163mx02.mxmail.netease.com", "netease-enterprise"),
        ("mx1.feishu.cn", "feishu"),
        ("mx.zoho.com.cn", "zoho"),
    ],
)
def test_a_companys_domain_is_known_by_its_mail_exchanger(mx: str, key: str) -> None:
    found = discover("pm@agency.example", Known(mx=("backup.elsewhere.example", mx)))
    assert found is not None
    assert (found.provider.key, found.how) == (key, "mx")


def test_srv_names_the_domains_own_hosts() -> None:
    srv = {
        "_imaps._tcp.agency.example": ("mail.agency.example.", 993),
        "_submission._tcp.agency.example": ("mail.agency.example.", 587),
    }
    found = discover("pm@agency.example", Known(srv=srv))
    assert found is not None
    assert found.how == "srv"
    assert found.imap == Endpoint(host="mail.agency.example", port=993, security="tls")
    assert found.smtp == Endpoint(host="mail.agency.example", port=587, security="starttls")


@pytest.mark.parametrize("host", ["mail.evil.example.", "notagency.example.", "."])
def test_srv_does_not_lead_to_a_stranger(host: str) -> None:
    srv = {"_imaps._tcp.agency.example": (host, 993), "_submissions._tcp.agency.example": (host, 465)}
    assert discover("pm@agency.example", Known(srv=srv)) is None


def test_srv_may_lead_to_a_provider_that_we_know() -> None:
    srv = {
        "_imaps._tcp.agency.example": ("imap.fastmail.com.", 993),
        "_submissions._tcp.agency.example": ("smtp.fastmail.com.", 465),
    }
    found = discover("pm@agency.example", Known(srv=srv))
    assert found is not None
    assert found.provider.key == "fastmail"


def test_autoconfig_gives_the_first_encrypted_servers() -> None:
    expected = (
        Endpoint(host="imap.agency.example", port=143, security="starttls"),
        Endpoint(host="smtp.agency.example", port=465, security="tls"),
        "li.na",
    )
    for url in autoconfig_urls("li.na@agency.example"):
        found = discover("li.na@agency.example", Known(files={url: AUTOCONFIG}))
        assert isinstance(found, Discovered)
        assert (found.imap, found.smtp, found.user) == expected
        assert found.how == "autoconfig"


def test_the_address_is_told_to_its_own_domain_only() -> None:
    urls = autoconfig_urls("li.na+x@agency.example")
    assert all(url.startswith("https://") for url in urls)
    assert [url for url in urls if "li.na" in url] == [
        "https://autoconfig.agency.example/mail/config-v1.1.xml?emailaddress=li.na%2Bx%40agency.example"
    ]


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<html>not found</html>",
        b"<clientConfig",
        b"\xff\xfe\x00",
        b"<?xml version='1.0' encoding='nonsense'?><clientConfig/>",
        AUTOCONFIG.replace(b"STARTTLS", b"plain"),
        AUTOCONFIG.replace(b"<port>465</port>", b"<port>many</port>"),
        AUTOCONFIG.replace(b"<clientConfig", b"<!DOCTYPE x [<!ENTITY a 'b'>]><clientConfig", 1),
        AUTOCONFIG + b" " * 300_000,
    ],
)
def test_what_is_no_good_configuration_is_none(xml: bytes) -> None:
    assert read_autoconfig(xml, "pm@agency.example") is None


def test_nobody_knows() -> None:
    assert discover("pm@agency.example", Known()) is None


def test_without_a_network_there_are_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.resolver

    def nobody(*_: object, **__: object) -> None:
        raise dns.resolver.NoNameservers

    monkeypatch.setattr(dns.resolver, "resolve", nobody)
    lookups = NetworkLookups()
    assert (lookups.mx("agency.example"), lookups.srv("_imaps._tcp.agency.example")) == ([], [])
    assert lookups.fetch("http://agency.example/") == b""
