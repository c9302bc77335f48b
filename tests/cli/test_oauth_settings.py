"""[oauth] in the settings: where a token comes from, and what is said where something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailpm.cli.opening import secret_of, tokens_of
from mailpm.cli.settings_file import example_text, filled
from mailpm.config import Config, ConfigError, parse_config
from mailpm.wire.errors import LoginRefused

OAUTH = {
    ("imap", "auth"): "xoauth2",
    ("smtp", "auth"): "xoauth2",
    ("oauth", "provider"): "microsoft",
    ("oauth", "client_id"): "client",
    ("oauth", "keep"): "file",
    ("oauth", "token_file"): "token.json",
}


def config(folder: Path, **changes: str | None) -> Config:
    return parse_config(filled(example_text(), {**OAUTH, **{("oauth", k): v for k, v in changes.items()}}), base=folder)


def test_both_accounts_share_one_sign_in(tmp_path: Path) -> None:
    made = config(tmp_path)
    assert made.oauth.token_file == tmp_path / "token.json"
    assert secret_of(made, "imap") is secret_of(made, "smtp") is tokens_of(made, made.imap.user)


def test_before_signing_in_the_command_is_named(tmp_path: Path) -> None:
    pytest.importorskip("msal", reason="the extra oauth is not installed")
    with pytest.raises(LoginRefused, match="run `mailpm sign-in`"):
        secret_of(config(tmp_path), "imap")()


def test_a_client_id_is_needed() -> None:
    with pytest.raises(ConfigError, match="client_id of your own app registration"):
        parse_config(filled(example_text(), {("oauth", "provider"): "google"}))


def test_the_client_secret_stands_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = config(tmp_path, provider="google", client_secret_env="MAILPM_TEST_SECRET")
    monkeypatch.delenv("MAILPM_TEST_SECRET", raising=False)
    with pytest.raises(ConfigError, match="the environment has no variable MAILPM_TEST_SECRET"):
        secret_of(made, "imap")
    monkeypatch.setenv("MAILPM_TEST_SECRET", "x")
    assert made.oauth.client_secret() == "x"


def test_without_oauth_a_program_of_ones_own_gives_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    text = filled(example_text(), {("imap", "auth"): "xoauth2", ("imap", "password_env"): None, ("imap", "password_command"): "echo a-token"})
    assert secret_of(parse_config(text), "imap")() == "a-token"


def test_a_tenant_cannot_lead_elsewhere() -> None:
    with pytest.raises(ConfigError, match=r"oauth\.tenant"):
        parse_config(filled(example_text(), {**OAUTH, ("oauth", "tenant"): "evil.example/x"}))
