"""`init` and `check` at servers that behave like 163, QQ, Outlook.com and Gmail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run
from tests.wire.authority import Authority
from tests.wire.fake_imap import FakeImap, Hangup
from tests.wire.fake_smtp import FakeSmtp

from mailpm.config import load_config

SECRET = "abcdefghijklmnop"


class Delivering(list[tuple[str, tuple[str, ...], bytes]]):
    """What SMTP keeps arrives in the IMAP mailbox, with a provider's stamp on top."""

    def __init__(self, imap: FakeImap, stamp: bytes) -> None:
        super().__init__()
        self._imap, self._stamp = imap, stamp

    def append(self, letter: tuple[str, tuple[str, ...], bytes]) -> None:
        super().append(letter)
        place = max(self._imap.letters, default=0) + 1
        self._imap.gmail_ids[place] = 1000 + place
        self._imap.dates[place] = f"{datetime.now(UTC):%d-%b-%Y %H:%M:%S +0000}"
        self._imap.add(self._stamp + letter[2], place)


@pytest.fixture
def pair() -> Iterator[Callable[..., tuple[FakeImap, FakeSmtp]]]:
    open_ones: list[Any] = []

    def make(address: str, capabilities: str, *, stamp: bytes = b"", **oddities: Any) -> tuple[FakeImap, FakeSmtp]:
        imap = FakeImap(capabilities, user=address, password=SECRET, **oddities).__enter__()
        smtp = FakeSmtp().__enter__()
        smtp.kept = Delivering(imap, stamp)
        open_ones.extend((imap, smtp))
        return imap, smtp

    yield make
    for server in open_ones:
        server.__exit__()


def options(address: str, imap: FakeImap, smtp: FakeSmtp) -> list[object]:
    return [
        "--address", address, "--imap-host", "127.0.0.1", "--imap-port", imap.port, "--imap-security", "none",
        "--smtp-host", "127.0.0.1", "--smtp-port", smtp.port, "--smtp-security", "none",
        "--pm-email", "li.na@agency.example", "--pm-name", "李娜", "--name", "小迈", "--zone", "Asia/Shanghai",
        "--country", "CN", "--keep", "file",
    ]  # fmt: skip


def states(said: str) -> dict[str, dict[str, str]]:
    return {f["name"]: f for f in json.loads(said)["findings"]}


def test_163_is_introduced_and_explained_in_chinese(pair: Any, mailpm: Run, tmp_path: Path) -> None:
    stamp = b"Authentication-Results: mx99.163.example; dmarc=pass header.from=163.com\r\n"
    imap, smtp = pair("mia@163.com", "IMAP4rev1 ID UIDPLUS", needs_id=True, stamp=stamp)
    code, said = mailpm("init", "--language", "zh", *options("mia@163.com", imap, smtp), typed=f"{SECRET}\n")
    assert code == 0, said
    assert "授权码" in said
    assert said.count("登录成功") == 2
    config = load_config(tmp_path / "config.toml")
    assert config.imap.password_file is not None
    # A public provider's domain says nothing of whose side somebody is on; the PM's own does.
    assert config.team.domains == ("agency.example",)
    code, said = mailpm("check", "--json")
    found = states(said)
    assert found["imap idle"]["state"] == "warn"
    assert found["round trip"]["state"] == "ok"
    assert found["trust"]["mend"] == 'Set trust.authserv_ids = ["mx99.163.example"].'
    assert code == 1


def test_qq_never_hears_a_command_that_it_does_not_know(pair: Any, mailpm: Run) -> None:
    stamp = b"Authentication-Results: mx.qq.com; dmarc=pass(permerror) header.from=qq.com\r\n"
    imap, smtp = pair("mia@qq.com", "IMAP4rev1 IDLE", bye_on_unknown=True, header_search_finds_all=True, stamp=stamp)
    code, said = mailpm("init", "--language", "zh", *options("mia@qq.com", imap, smtp), typed=f"{SECRET}\n")
    assert code == 0, said
    assert "生成授权码" in said
    code, said = mailpm("check", "--json")
    found = states(said)
    assert {found[n]["state"] for n in ("imap login", "imap idle", "imap folder", "round trip", "trust")} == {"ok"}
    assert "mx.qq.com" in found["trust"]["words"]


def test_a_refused_code_is_told_with_the_steps_of_this_provider(pair: Any, mailpm: Run, tmp_path: Path) -> None:
    imap, smtp = pair("mia@qq.com", "IMAP4rev1 IDLE")
    answers = "my QQ password\nn\n"
    code, said = mailpm("init", "--language", "zh", *options("mia@qq.com", imap, smtp), typed=answers)
    assert code == 2
    assert said.count("生成授权码") == 2, "before the question and after the refusal"
    assert "my QQ password" not in said
    assert list(tmp_path.iterdir()) == []


def test_gmail_that_throttles_is_left_in_peace(pair: Any, mailpm: Run, tmp_path: Path) -> None:
    wait = {"LOGIN": lambda *_: "NO [THROTTLED] Account exceeded command or bandwidth limits."}
    imap, smtp = pair("mia@gmail.com", "IMAP4rev1 IDLE X-GM-EXT-1 UIDPLUS", hooks=wait)
    code, said = mailpm("init", "--language", "en", *options("mia@gmail.com", imap, smtp), typed=f"{SECRET}\n")
    assert code == 2
    assert "asks for patience" in said
    assert sum(command.startswith("LOGIN") for command in imap.commands) == 1
    assert list(tmp_path.iterdir()) == []


def test_gmail_with_an_app_password(pair: Any, mailpm: Run, tmp_path: Path) -> None:
    imap, smtp = pair("mia@gmail.com", "IMAP4rev1 IDLE X-GM-EXT-1 UIDPLUS")
    code, said = mailpm("init", "--language", "en", *options("mia@gmail.com", imap, smtp), typed=f"{SECRET}\n")
    assert code == 0, said
    assert "16 letters" in said
    config = load_config(tmp_path / "config.toml")
    assert config.trust.authserv_ids == ("mx.google.com",)
    assert config.assistant.plus_addresses
    # Gmail writes no Authentication-Results into a letter to oneself.
    code, said = mailpm("check", "--json")
    found = states(said)
    assert found["round trip"]["state"] == "ok"
    assert found["trust"]["state"] == found["from"]["state"] == "warn"
    assert "Write to the assistant from your own address" in found["trust"]["mend"]
    assert code == 0


@pytest.fixture
def identity(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A fake identity server in the place of Microsoft's."""
    oauth = pytest.importorskip("tests.wire.test_oauth", reason="the extra oauth is not installed")
    from mailpm.wire import oauth as wire

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
    server = oauth.Identity(authority)

    def tokens(kind: str, *, client_id: str, user: str, store: Any, **_: Any) -> wire.Tokens:
        assert (kind, client_id) == ("microsoft", "client")
        return wire.MicrosoftTokens(client_id=client_id, user=user, store=store, authority=f"{server.base}/tenant")

    monkeypatch.setattr(wire, "tokens_for", tokens)
    yield server
    server.close()


def test_outlook_signs_in_and_check_tells_of_a_revoked_sign_in(
    pair: Any, mailpm: Run, tmp_path: Path, identity: Any
) -> None:
    user = "pm@agency.example"  # whom the fake identity server knows
    stamp = b"Authentication-Results: spf=pass smtp.mailfrom=outlook.com; dmarc=pass action=none header.from=outlook.com\r\n"
    refuse = {"LOGIN": lambda *_: "NO LOGIN is disabled"}
    imap, smtp = pair("mia@outlook.com", "IMAP4rev1 IDLE AUTH=XOAUTH2", hooks=refuse, stamp=stamp)
    imap.user, imap.tokens, smtp.tokens = user, {"token-1"}, {"token-1"}
    given = [*options("mia@outlook.com", imap, smtp), "--user", user, "--client-id", "client"]
    code, said = mailpm("init", "--language", "en", "--yes", *given)
    assert code == 0, said
    assert "enter ABCD" in said
    config = load_config(tmp_path / "config.toml")
    assert (config.imap.auth, config.oauth.provider, config.trust.microsoft) == ("xoauth2", "microsoft", True)
    assert config.oauth.token_file.stat().st_mode & 0o077 == 0
    code, said = mailpm("check", "--json")
    found = states(said)
    assert code == 0, said
    assert found["trust"]["state"] == found["round trip"]["state"] == "ok"
    # The owner withdraws it: one sentence, and the command that mends it.
    identity.revoked, imap.tokens, smtp.tokens = True, {"token-2"}, {"token-2"}
    code, said = mailpm("check", "--json", "--no-send")
    assert code == 1
    assert "mailpm sign-in" in states(said)["imap login"]["words"]
    code, said = mailpm("tick")
    assert code == 2
    assert "mailpm sign-in" in said
    identity.revoked = False
    code, said = mailpm("sign-in")
    assert code == 0, said
    assert "Signed in" in said
    code, said = mailpm("check", "--json")
    assert code == 0, said


def test_sign_in_without_oauth_says_so(pair: Any, mailpm: Run) -> None:
    imap, smtp = pair("mia@qq.com", "IMAP4rev1 IDLE")
    assert mailpm("init", "--language", "en", *options("mia@qq.com", imap, smtp), typed=f"{SECRET}\n")[0] == 0
    code, said = mailpm("sign-in")
    assert code == 2
    assert "Nothing to sign in to" in said


def test_an_unknown_domain_is_asked_for_its_servers(
    pair: Any, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mailpm.wire import discover

    class Silence:
        def mx(self, _: str) -> list[str]:
            return []

        def srv(self, _: str) -> list[tuple[str, int]]:
            return []

        def fetch(self, _: str) -> bytes:
            return b""

    monkeypatch.setattr(discover, "NetworkLookups", Silence)
    imap, smtp = pair("mia@weave.example", "IMAP4rev1 IDLE")
    given = ["--pm-email", "li.na@gmail.com", "--pm-name", "Li Na", "--name", "Mia", "--zone", "Asia/Shanghai"]
    answers = ["no address", "mia@weave.example"]
    answers += ["127.0.0.1", "none", str(imap.port), "127.0.0.1", "none", str(smtp.port), "CN", SECRET]
    code, said = mailpm("init", "--language", "en", "--keep", "file", *given, typed="\n".join(answers) + "\n")
    assert code == 0, said
    assert "“no address” is not an e-mail address" in said
    assert "gmail.com is a public provider" in said
    config = load_config(tmp_path / "config.toml")
    assert (config.imap.port, config.smtp.port) == (imap.port, smtp.port)
    assert config.team.domains == ()


def test_yes_names_what_it_lacks(mailpm: Run, pair: Any) -> None:
    imap, smtp = pair("mia@qq.com", "IMAP4rev1 IDLE")
    given = options("mia@qq.com", imap, smtp)
    code, said = mailpm("init", "--yes", "--language", "en")
    assert (code, "--address is needed" in said) == (2, True)
    code, said = mailpm("init", "--yes", "--language", "en", *given)
    assert (code, "--password-env" in said) == (2, True)
    code, said = mailpm("init", "--language", "fr")
    assert (code, "en and zh" in said) == (2, True)


def test_the_assistant_is_not_the_pm(mailpm: Run, pair: Any) -> None:
    imap, smtp = pair("mia@qq.com", "IMAP4rev1 IDLE")
    given = [*options("mia@qq.com", imap, smtp), "--pm-email", "mia@qq.com"]
    code, said = mailpm("init", "--yes", "--language", "en", *given)
    assert (code, "mailbox of its own" in said) == (2, True)


def test_a_server_that_hangs_up_is_said_so(pair: Any, mailpm: Run) -> None:
    def hang_up(*_: object) -> str:
        raise Hangup

    imap, smtp = pair("mia@qq.com", "IMAP4rev1 IDLE", hooks={"LOGIN": hang_up})
    code, said = mailpm("init", "--language", "en", *options("mia@qq.com", imap, smtp), typed=f"{SECRET}\n")
    assert code == 2
    assert "Nothing was written" in said
