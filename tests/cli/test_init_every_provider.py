"""`init` writes settings that load for every provider that we know, with its steps in both languages."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run
from tests.wire.authority import Authority
from tests.wire.fake_imap import FakeImap
from tests.wire.fake_smtp import FakeSmtp

from mailpm.config import load_config
from mailpm.wire import discover
from mailpm.wire.provider import Provider
from mailpm.wire.providers import ROWS


def lookups(monkeypatch: pytest.MonkeyPatch, *exchangers: str) -> None:
    class Fixed:
        def mx(self, _: str) -> list[str]:
            return list(exchangers)

        def srv(self, _: str) -> list[tuple[str, int]]:
            return []

        def fetch(self, _: str) -> bytes:
            return b""

    monkeypatch.setattr(discover, "NetworkLookups", Fixed)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_provider_is_found_explained_and_written_down(
    row: Provider, language: str, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    domain = row.domains[0] if row.domains else "agency.example"
    lookups(monkeypatch, *(f"x.{ending}" for ending in row.mx))
    given = ["--address", f"mia@{domain}", "--pm-email", "li.na@weave.example", "--password-env", "SOMETHING"]
    if row.auth == "xoauth2":
        given = [*given[:4], "--client-id", "client", "--keep", "file"]
    code, said = mailpm("init", "--yes", "--no-test", "--language", language, *given)
    assert code == 0, said
    for step in row.steps_zh if language == "zh" else row.steps_en:
        assert step in said
    config = load_config(tmp_path / "config.toml")
    assert config.imap.auth == config.smtp.auth == row.auth
    assert config.trust.authserv_ids == row.authserv_ids
    assert config.trust.microsoft == row.microsoft
    assert config.assistant.plus_addresses == row.plus_addresses
    if row.key != "netease":  # each of its free domains has hosts of its own
        assert (config.imap.host, config.smtp.host) == (row.imap.host, row.smtp.host)
    for ours, theirs in ((config.smtp.per_minute, row.per_minute), (config.smtp.per_hour, row.per_hour), (config.smtp.per_day, row.per_day)):
        assert not theirs or ours <= theirs / 2 or ours == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "config.toml"]


def test_google_by_oauth_signs_in_with_the_browser(
    mailpm: Run, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    oauth = pytest.importorskip("tests.wire.test_oauth", reason="the extra oauth is not installed")
    from mailpm.wire import oauth as wire

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
    monkeypatch.setenv("GOOGLE_SECRET", "not very secret")
    monkeypatch.setattr(webbrowser, "get", lambda *_: oauth.Browser())
    identity = oauth.Identity(authority)

    def tokens(kind: str, *, client_id: str, client_secret: str, user: str, store: Any, **_: Any) -> wire.Tokens:
        assert (kind, client_secret) == ("google", "not very secret")
        ends = {"auth_uri": f"{identity.base}/auth", "token_uri": f"{identity.base}/token"}
        return wire.GoogleTokens(client_id=client_id, client_secret=client_secret, user=user, store=store, **ends)

    monkeypatch.setattr(wire, "tokens_for", tokens)
    try:
        with (
            FakeImap("IMAP4rev1 IDLE X-GM-EXT-1 AUTH=XOAUTH2", user=oauth.USER, tokens={"token-1"}) as imap,
            FakeSmtp(tokens={"token-1"}) as smtp,
        ):
            code, said = mailpm(
                "init", "--yes", "--language", "en", "--address", "mia@gmail.com", "--user", oauth.USER,
                "--auth", "xoauth2", "--client-id", "client", "--client-secret-env", "GOOGLE_SECRET", "--keep", "file",
                "--pm-email", "li.na@weave.example",
                "--imap-host", "127.0.0.1", "--imap-port", imap.port, "--imap-security", "none",
                "--smtp-host", "127.0.0.1", "--smtp-port", smtp.port, "--smtp-security", "none",
            )  # fmt: skip
        assert code == 0, said
        assert "Sign in as" in said
        config = load_config(tmp_path / "config.toml")
        assert (config.oauth.provider, config.oauth.client_secret_env) == ("google", "GOOGLE_SECRET")
        assert "not very secret" not in (tmp_path / "config.toml").read_text() + said
    finally:
        identity.close()
        assert threading.active_count() < 20


def test_oauth_where_the_provider_has_none_is_said_so(mailpm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lookups(monkeypatch)
    code, said = mailpm(
        "init", "--yes", "--no-test", "--language", "en", "--address", "mia@qq.com", "--pm-email", "li.na@weave.example",
        "--auth", "xoauth2",
    )  # fmt: skip
    assert (code, "no OAuth of QQ" in said) == (2, True)
