"""Every row of the provider table has its shape, and an address finds its row."""

import re

import pytest

from mailpm.wire.provider import Provider
from mailpm.wire.providers import PLAIN, ROWS, provider_for, settings_for

HOST = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}|127\.0\.0\.1")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERY = (*ROWS, PLAIN)


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.key)
def test_a_row_tells_a_person_what_to_click_in_both_languages(row: Provider) -> None:
    assert row.why
    assert all(row.why)
    assert len(row.steps_en) == len(row.steps_zh) >= 2
    assert row.wants_en
    assert CHINESE.search(row.wants_zh)
    for step in row.steps_zh:
        assert CHINESE.search(step)
        assert step.endswith(("。", "）"))
    for step in row.steps_en:
        assert step.endswith((".", ")"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_row_never_sends_a_password_in_clear(row: Provider) -> None:
    for end, tls, starttls in ((row.imap, {993}, {143, 1143}), (row.smtp, {465}, {587, 1025})):
        assert HOST.fullmatch(end.host)
        assert end.port in (tls if end.security == "tls" else starttls)
        assert end.security != "none"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_row_is_consistent(row: Provider) -> None:
    assert row.auth == "password" or row.oauth
    assert not (row.microsoft and row.authserv_ids)
    assert min(row.per_minute, row.per_hour, row.per_day, row.recipients) >= 0
    assert all(domain == domain.lower() and "@" not in domain for domain in (*row.domains, *row.mx))
    assert set(row.unsure) <= set(Provider.__dataclass_fields__)
    assert row.authserv_ids or row.microsoft or "authserv_ids" in row.unsure


def test_no_two_rows_claim_a_key_or_a_domain() -> None:
    assert len({row.key for row in EVERY}) == len(EVERY)
    domains = [domain for row in ROWS for domain in row.domains]
    assert len(set(domains)) == len(domains)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("li.na@gmail.com", "gmail"),
        ("aspmx.l.google.com", "gmail"),
        ("imap.gmail.com", "gmail"),
        ("agency-example.mail.protection.outlook.com.", "microsoft365"),
        ("hotmail-com.olc.protection.outlook.com", "outlook.com"),
        ("outlook.office365.com", "microsoft365"),
        ("someone@OUTLOOK.com", "outlook.com"),
        ("123@qq.com", "qq"),
        ("mxbiz1.qq.com", "exmail"),
        ("imap.exmail.qq.com", "exmail"),
        ("a@126.com", "netease"),
        ("imap.126.com", "netease"),
        ("smtp.yeah.net", "netease"),
        ("qiye163mx01.mxmail.netease.com", "netease-enterprise"),
        ("imap.qiye.163.com", "netease-enterprise"),
        ("mxn.mxhichina.com", "aliyun-enterprise"),
        ("imap.feishu.cn", "feishu"),
        ("smtp.larksuite.com", "lark"),
        ("me@icloud.com", "icloud"),
        ("mx01.mail.icloud.com", "icloud"),
        ("imap.mail.yahoo.com", "yahoo"),
        ("in1-smtp.messagingengine.com", "fastmail"),
        ("mx2.zoho.eu", "zoho"),
        ("x@proton.me", "proton"),
        ("127.0.0.1", "plain"),
        ("pm@agency.example", "plain"),
        ("notgmail.com", "plain"),
    ],
)
def test_an_address_a_host_or_an_exchanger_finds_its_row(name: str, key: str) -> None:
    assert provider_for(name).key == key


def test_the_free_mailboxes_of_netease_have_hosts_of_their_own() -> None:
    row = provider_for("a@126.com")
    assert [end.host for end in settings_for("a@126.com", row)] == ["imap.126.com", "smtp.126.com"]
    assert settings_for("a@163.com", row)[0].host == "imap.163.com"
    assert settings_for("a@vip.163.com", row)[0].host == "imap.vip.163.com"
    assert settings_for("a@gmail.com", provider_for("gmail.com"))[0].host == "imap.gmail.com"
