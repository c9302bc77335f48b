"""Signing in once, tokens that renew themselves, and a sentence with its command where a sign-in was revoked."""

from __future__ import annotations

import base64
import json
import stat
import threading
import urllib.request
import webbrowser
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.wire.authority import Authority
from tests.wire.fake_imap import FakeImap
from tests.wire.fake_smtp import FakeSmtp

from mailpm.wire import errors
from mailpm.wire.imap import Mailbox
from mailpm.wire.oauth import (
    MICROSOFT_SCOPES,
    FileStore,
    GoogleTokens,
    KeyringStore,
    MicrosoftTokens,
    Tokens,
    tokens_for,
)
from mailpm.wire.smtp import Sender

pytest.importorskip("msal", reason="the extra oauth is not installed")
pytest.importorskip("google_auth_oauthlib", reason="the extra oauth is not installed")

USER = "pm@agency.example"


class Identity:
    """An identity server with TLS: Google's two ends and Microsoft's, for one user and one client."""

    def __init__(self, authority: Authority) -> None:
        self.revoked = False
        self.down = False
        self.lasts = 3600
        self.issued: list[str] = []
        self.asked: list[dict[str, str]] = []
        identity = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                identity.answer(self, {})

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                identity.answer(self, {name: values[0] for name, values in form.items()})

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = authority.server_context("127.0.0.1").wrap_socket(self.server.socket, server_side=True)
        self.base = f"https://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join(5)

    def answer(self, handler: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        path = urlsplit(handler.path).path
        if path.endswith("openid-configuration"):
            ends = {"authorization": "authorize", "token": "token", "device_authorization": "device"}
            found = {f"{name}_endpoint": f"{self.base}/tenant/{end}" for name, end in ends.items()}
            self._say(handler, 200, {**found, "issuer": f"{self.base}/tenant"})
        elif path.endswith("/device"):
            flow = {"user_code": "ABCD", "device_code": "x", "verification_uri": self.base, "interval": 0}
            self._say(handler, 200, {**flow, "expires_in": 60, "message": "Open the page and enter ABCD"})
        elif path.endswith("/token"):
            self.asked.append(form)
            if self.down:
                self._say(handler, 503, {"error": "temporarily_unavailable"})
            elif self.revoked and form["grant_type"] == "refresh_token":
                self._say(handler, 400, {"error": "invalid_grant", "error_description": "Token has been revoked."})
            else:
                self._say(handler, 200, self._tokens(microsoft="/tenant/" in path))
        else:
            self._say(handler, 404, {})

    def _tokens(self, *, microsoft: bool) -> dict[str, Any]:
        token = f"token-{len(self.issued) + 1}"
        self.issued.append(token)
        found = {"access_token": token, "expires_in": self.lasts, "token_type": "Bearer", "refresh_token": "refresh"}
        if microsoft:
            claims = {"oid": "1", "tid": "2", "sub": "3", "preferred_username": USER, "aud": "client", "iss": self.base}
            parts = ({"alg": "none"}, {**claims, "exp": 9999999999, "iat": 1}, {})
            found["id_token"] = ".".join(_b64(part) for part in parts)
            found["client_info"] = _b64({"uid": "1", "utid": "2"})
            found["scope"] = " ".join(MICROSOFT_SCOPES)
        else:
            found["scope"] = "https://mail.google.com/"
        return found

    @staticmethod
    def _say(handler: BaseHTTPRequestHandler, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def _b64(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


@pytest.fixture
def identity(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Identity]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
    server = Identity(authority)
    yield server
    server.close()


class Browser:
    """A person who signs in at once: his browser is sent back to loopback with a code."""

    def open(self, url: str, **_: object) -> bool:
        asked = parse_qs(urlsplit(url).query)
        assert asked["login_hint"] == [USER]
        back = f"{asked['redirect_uri'][0]}?state={asked['state'][0]}&code=one-code&scope=https://mail.google.com/"
        threading.Thread(target=lambda: urllib.request.urlopen(back, timeout=10).close(), daemon=True).start()
        return True


def google(identity: Identity, store: FileStore) -> GoogleTokens:
    return GoogleTokens(
        client_id="client",
        client_secret="not very secret",
        user=USER,
        store=store,
        auth_uri=f"{identity.base}/auth",
        token_uri=f"{identity.base}/token",
    )


def microsoft(identity: Identity, store: FileStore) -> MicrosoftTokens:
    return MicrosoftTokens(
        client_id="client", user=USER, store=store, authority=f"{identity.base}/tenant"
    )


@pytest.fixture(params=["google", "microsoft"])
def make(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(webbrowser, "get", lambda *_: Browser())
    return google if request.param == "google" else microsoft


def test_before_signing_in_the_sentence_names_the_command(identity: Identity, make: Any, tmp_path: Path) -> None:
    with pytest.raises(errors.LoginRefused, match="mailpm sign-in"):
        make(identity, FileStore(tmp_path / "sign-in"))()


def test_sign_in_once_and_the_tokens_renew_themselves(identity: Identity, make: Any, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "sign-in")
    shown: list[str] = []
    tokens: Tokens = make(identity, store)
    tokens.sign_in(shown.append)
    assert len(shown) == 1
    assert stat.S_IMODE((tmp_path / "sign-in").stat().st_mode) == 0o600
    assert tokens() == "token-1"
    # Another process finds it, and asks for nothing as long as it is good.
    again: Tokens = make(identity, store)
    assert again() == "token-1"
    assert len(identity.asked) == 1
    # The server found it stale: one refresh.
    again.forget()
    assert again() == again() == "token-2"
    assert identity.asked[-1]["grant_type"] == "refresh_token"
    assert make(identity, store)() == "token-2"


def test_a_token_is_renewed_before_its_end(identity: Identity, make: Any, tmp_path: Path) -> None:
    identity.lasts = 30  # less than the vendors' margin
    tokens: Tokens = make(identity, FileStore(tmp_path / "sign-in"))
    tokens.sign_in(lambda _: None)
    assert tokens() == "token-2"


def test_a_revoked_sign_in_is_told_with_the_command(identity: Identity, make: Any, tmp_path: Path) -> None:
    tokens: Tokens = make(identity, FileStore(tmp_path / "sign-in"))
    tokens.sign_in(lambda _: None)
    identity.revoked = True
    tokens.forget()
    with pytest.raises(errors.LoginRefused) as caught:
        tokens()
    sentence = str(caught.value)
    assert "mailpm sign-in" in sentence
    assert USER in sentence
    assert not any(secret in sentence for secret in ("token-1", '"refresh"', "not very secret"))
    assert caught.value.provider is not None
    assert caught.value.provider.oauth


def test_a_file_that_is_no_sign_in_is_as_none(identity: Identity, make: Any, tmp_path: Path) -> None:
    (tmp_path / "sign-in").write_text("{half")
    with pytest.raises(errors.LoginRefused, match="mailpm sign-in"):
        make(identity, FileStore(tmp_path / "sign-in"))()


def test_without_a_network_it_is_not_the_sign_ins_fault(identity: Identity, make: Any, tmp_path: Path) -> None:
    tokens: Tokens = make(identity, FileStore(tmp_path / "sign-in"))
    tokens.sign_in(lambda _: None)
    tokens.forget()
    identity.close()
    with pytest.raises(errors.Unreachable):
        tokens()


def test_both_servers_take_the_tokens_and_a_stale_one_is_renewed(identity: Identity, make: Any, tmp_path: Path) -> None:
    tokens: Tokens = make(identity, FileStore(tmp_path / "sign-in"))
    tokens.sign_in(lambda _: None)
    # The servers take the second token only: as if the first had been withdrawn before its end.
    with FakeImap("IMAP4rev1 AUTH=XOAUTH2", tokens={"token-2"}) as server:
        box = Mailbox(host="127.0.0.1", port=server.port, security="none", user=USER, secret=tokens, auth="xoauth2")
        assert len(list(box.fetch_new(None))) == 1
        box.close()
    with FakeSmtp(extensions=["AUTH XOAUTH2"], tokens={"token-2"}) as smtp:
        sender = Sender(host="127.0.0.1", port=smtp.port, security="none", user=USER, secret=tokens, auth="xoauth2")
        sender.connect()
        sender.close()
    assert identity.issued == ["token-1", "token-2"]


def test_the_vendors_own_ends_are_the_usual_ones(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "sign-in")
    for kind in ("google", "microsoft"):
        with pytest.raises(errors.LoginRefused, match="mailpm sign-in"):
            tokens_for(kind, client_id="client", user=USER, store=store)()  # type: ignore[arg-type]


def test_the_keyring_keeps_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    class Memory(KeyringBackend):
        priority = 1
        kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del self.kept[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    try:
        store = KeyringStore("mailpm", USER)
        assert store.load() == ""
        store.save("text")
        assert KeyringStore("mailpm", USER).load() == "text"
    finally:
        keyring.set_keyring(before)
