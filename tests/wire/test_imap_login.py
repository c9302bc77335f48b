"""Logging in at every kind of provider, and one sentence for whatever goes wrong, without a secret in it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.wire.authority import Authority
from tests.wire.fake_imap import FakeImap, Hangup

from mailpm.wire import errors
from mailpm.wire.imap import Batch, Mailbox
from mailpm.wire.providers import provider_for

SECRET = "s3cret-of-the-mailbox"


def mailbox(port: int, **settings: Any) -> Mailbox:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "none", "user": "pm@agency.example"}
    return Mailbox(**{**usual, "secret": lambda: "pw", "timeout": 5.0, **settings})


def look(server: FakeImap, **settings: Any) -> list[Batch]:
    """Connect, read everything, hang up."""
    box = mailbox(server.port, **settings)
    try:
        return list(box.fetch_new(None))
    finally:
        box.close()


class Tokens:
    """Access tokens, one after the other; the last one stays."""

    def __init__(self, *tokens: str) -> None:
        self.tokens = list(tokens)
        self.forgotten = 0

    def __call__(self) -> str:
        return self.tokens[0]

    def forget(self) -> None:
        self.forgotten += 1
        if len(self.tokens) > 1:
            self.tokens.pop(0)


def refused(server: FakeImap, kind: type[errors.WireError], **settings: Any) -> errors.WireError:
    with pytest.raises(kind) as caught:
        look(server, **settings)
    sentence = str(caught.value)
    assert SECRET not in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value


def test_netease_opens_folders_after_id_only() -> None:
    with FakeImap("IMAP4rev1 ID", needs_id=True) as server:
        server.add(b"Subject: x\r\n\r\n")
        assert [len(batch.letters) for batch in look(server)] == [1]
        names = [line.split(" ")[0] for line in server.commands]
        assert names.index("LOGIN") < names.index("ID") < names.index("EXAMINE")


def test_id_is_never_said_where_it_is_not_offered() -> None:
    with FakeImap("IMAP4rev1", bye_on_unknown=True) as server:
        server.add(b"Subject: x\r\n\r\n")
        assert [len(batch.letters) for batch in look(server)] == [1]
        assert not server.said("ID")


def test_where_id_is_needed_and_not_offered_the_sentence_says_unsafe() -> None:
    with FakeImap("IMAP4rev1", needs_id=True) as server:
        assert "unsafe" in str(refused(server, errors.LoginRefused))


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("gmail.com", "app password"),
        ("qq.com", "authorisation code"),
        ("163.com", "authorisation code"),
        ("outlook.com", "OAuth"),
        ("icloud.com", "app-specific"),
    ],
)
def test_a_refused_password_says_what_this_provider_wants(key: str, word: str) -> None:
    with FakeImap() as server:
        error = refused(server, errors.LoginRefused, secret=lambda: SECRET, provider=provider_for(key))
        assert word in str(error)
        assert isinstance(error, errors.LoginRefused)
        assert error.provider is provider_for(key)
        assert error.retry_after >= 15 * 60
        assert server.logins == 1


def test_a_server_that_repeats_the_password_does_not_get_it_into_the_sentence() -> None:
    with FakeImap(hooks={"LOGIN": lambda _, arguments: f"NO what is {arguments}"}) as server:
        assert "***" in str(refused(server, errors.LoginRefused, secret=lambda: SECRET))


@pytest.mark.parametrize(
    ("hook", "kind"),
    [
        ("NO [THROTTLED] slow down", errors.Throttled),
        ("NO Login fail. Account is abnormal, service is not open, login frequency limited", errors.Throttled),
        ("NO [UNAVAILABLE] Temporary authentication failure", errors.Unreachable),
    ],
)
def test_a_login_that_fails_for_other_reasons_does_not_blame_the_password(hook: str, kind: type) -> None:
    with FakeImap(hooks={"LOGIN": lambda *_: hook}) as server:
        refused(server, kind)


def test_microsofts_not_connected_is_a_matter_of_rights_or_patience() -> None:
    with FakeImap(hooks={"EXAMINE": lambda *_: "BAD User is authenticated but not connected."}) as server:
        error = refused(server, errors.Throttled)
        assert "right to it" in str(error)
        assert error.retry_after >= 15 * 60


def test_a_cut_in_the_midst_of_the_login_is_not_a_refusal() -> None:
    def hang_up(*_: Any) -> str:
        raise Hangup

    with FakeImap(hooks={"LOGIN": hang_up}) as server:
        refused(server, errors.Unreachable)


def test_a_password_beyond_ascii_goes_by_sasl() -> None:
    with FakeImap("IMAP4rev1 AUTH=PLAIN", password="пароль密码") as server:
        look(server, secret=lambda: "пароль密码")
        assert server.said("AUTHENTICATE PLAIN")


def test_xoauth2_with_a_good_token() -> None:
    with FakeImap("IMAP4rev1 AUTH=XOAUTH2") as server:
        look(server, auth="xoauth2", secret=lambda: "good-token")
        assert not server.said("LOGIN")


def test_a_stale_token_is_renewed_once() -> None:
    with FakeImap("IMAP4rev1 AUTH=XOAUTH2") as server:
        tokens = Tokens("stale-token", "good-token")
        look(server, auth="xoauth2", secret=tokens)
        assert (tokens.forgotten, server.logins) == (1, 2)


def test_a_token_that_stays_refused_is_tried_twice_and_no_more() -> None:
    with FakeImap("IMAP4rev1 AUTH=XOAUTH2") as server:
        tokens = Tokens(SECRET)
        refused(server, errors.LoginRefused, auth="xoauth2", secret=tokens)
        assert server.logins == 2


def test_a_token_that_runs_out_in_the_midst_is_renewed_at_the_reconnect() -> None:
    with FakeImap("IMAP4rev1 AUTH=XOAUTH2") as server:
        tokens = Tokens("good-token", "next-token")
        box = mailbox(server.port, auth="xoauth2", secret=tokens)
        list(box.fetch_new(None))
        server.tokens = {"next-token"}
        server.hooks["EXAMINE"] = lambda fake, _: fake.hooks.clear() or "BAD [ALERT] session expired"  # type: ignore[func-returns-value]
        with pytest.raises(errors.WireError):
            list(box.fetch_new(None))
        list(box.fetch_new(None))
        box.close()
        assert tokens.forgotten == 1


def test_a_missing_folder_names_the_most_alike() -> None:
    folders = ['() "/" INBOX', '() "/" "&W6JiNw-/&mHl27g-A"']
    with FakeImap(folders=folders) as server:
        error = refused(server, errors.FolderMissing, folder="客户/项目B")
        assert isinstance(error, errors.FolderMissing)
        assert error.nearest == "客户/项目A"
        assert "客户/项目A" in str(error)


def test_what_is_no_imap_server_is_said_to_be_none() -> None:
    with FakeImap(greeting="220 mail.example ESMTP") as server:
        assert "does not greet" in str(refused(server, errors.Unreachable))
    with FakeImap(greeting="* BYE too many connections") as server:
        refused(server, errors.Throttled)


def test_starttls_is_never_given_up() -> None:
    with FakeImap() as server:
        error = refused(server, errors.ClearTextRefused, security="starttls")
        assert "no password was sent" in str(error)
        assert not server.said("LOGIN") + server.said("AUTHENTICATE")


def test_clear_text_is_for_this_machine_only() -> None:
    with pytest.raises(errors.ClearTextRefused):
        Mailbox(host="mail.agency.example", port=143, security="none", user="x", secret=str)


def test_tls_is_not_spoken_here() -> None:
    with FakeImap() as server:
        assert "does not speak TLS" in str(refused(server, errors.Unreachable, security="tls"))


class TestCertificates:
    @pytest.mark.parametrize(
        ("names", "days", "trusted", "word"),
        [
            (["127.0.0.1"], 30, True, ""),
            (["127.0.0.1"], 30, False, "ca_file"),
            (["elsewhere.example"], 30, True, "host name"),
            (["127.0.0.1"], -1, True, "run out"),
        ],
    )
    def test_only_a_good_one_is_trusted(
        self, authority: Authority, names: list[str], days: int, trusted: bool, word: str
    ) -> None:
        context = authority.server_context(*names, lasts=datetime.timedelta(days=days))
        with FakeImap(tls=context) as server:
            settings: dict[str, Any] = {"security": "tls", "ca_file": authority.file if trusted else None}
            if not word:
                look(server, **settings)
                return
            error = refused(server, errors.CertificateRefused, **settings)
            assert word in str(error)
            assert "no password was sent" in str(error)
            assert not server.said("LOGIN")

    def test_a_ca_file_that_is_none(self, tmp_path: Path) -> None:
        empty = tmp_path / "ca.pem"
        empty.write_text("hello")
        with FakeImap() as server:
            assert "ca_file" in str(refused(server, errors.CertificateRefused, security="tls", ca_file=empty))


def test_literals_are_synchronised_or_not_as_offered() -> None:
    letter = "Subject: 你好\r\n\r\n".encode() + b"x" * 5_000_000
    for capabilities in ("IMAP4rev1", "IMAP4rev1 LITERAL+", "IMAP4rev1 LITERAL- APPENDLIMIT=35651584"):
        with FakeImap(capabilities) as server:
            box = mailbox(server.port)
            assert box.append_sent(letter) == "Sent Messages"
            box.close()
            assert server.appended == [letter]


def test_a_search_that_finds_everything_does_not_prove_that_something_was_sent() -> None:
    """I-23: QQ's text search matches all; the header itself is read."""
    with FakeImap(header_search_finds_all=True) as server:
        server.add(b"Message-ID: <other@agency.example>\r\n\r\n")
        server.add(b"Message-ID: <one@agency.example>\r\n\r\n")
        box = mailbox(server.port)
        assert not box.sent_has("never-sent@agency.example")
        assert box.sent_has("one@agency.example")
        box.close()
        assert not [line for line in server.said("SEARCH") if "HEADER" in line or "TEXT" in line]


