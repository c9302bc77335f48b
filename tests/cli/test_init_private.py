"""`init` and `check` as a new user tries them: a private Dovecot and Postfix with TLS, names and passwords."""

from __future__ import annotations

import json
import stat
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.cli.conftest import ACCOUNTS, MemoryKeyring, Run
from tests.servers.private import AUTHSERV_ID, Dovecot, Postfix

from mailpm.config import load_config

pytestmark = pytest.mark.servers

ASSISTANT, PM = "assistant@agency.example", "pm@agency.example"


def options(dovecot: Dovecot, postfix: Postfix) -> list[object]:
    return [
        "--address", ASSISTANT, "--imap-host", "localhost", "--imap-port", dovecot.imaps_port, "--imap-security", "tls",
        "--smtp-host", "localhost", "--smtp-port", postfix.port, "--smtp-security", "starttls",
        "--ca-file", dovecot.authority.file, "--pm-email", PM, "--pm-name", "Li Na", "--country", "DE",
    ]  # fmt: skip


def typed(*answers: str) -> str:
    return "\n".join(answers) + "\n"


@pytest.mark.usefixtures("no_keyring")
def test_a_dialogue_in_english_leads_to_a_tried_config(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path
) -> None:
    # Asked for: the assistant's name and the zone (both as proposed), then the password.
    answers = typed("", "Europe/Berlin", ACCOUNTS[ASSISTANT])
    code, said = mailpm("init", "--language", "en", *options(dovecot, postfix), typed=answers)
    assert code == 0, said
    assert said.count("let in.") == 2
    assert ACCOUNTS[ASSISTANT] not in said
    config = load_config(tmp_path / "config.toml")
    assert (config.imap.host, config.imap.port, config.imap.security) == ("localhost", dovecot.imaps_port, "tls")
    assert (config.smtp.port, config.smtp.security) == (postfix.port, "starttls")
    assert config.member(PM) is not None
    assert config.team.domains == ("agency.example",)
    assert config.imap.since is not None
    assert config.imap.secret() == config.smtp.secret() == ACCOUNTS[ASSISTANT]
    secret = tmp_path / "config.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600
    assert ACCOUNTS[ASSISTANT] not in (tmp_path / "config.toml").read_text()


def test_a_dialogue_in_chinese_keeps_the_password_in_the_keyring(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    answers = typed("小迈", "Asia/Shanghai", ACCOUNTS[ASSISTANT])
    code, said = mailpm("init", "--language", "zh", *options(dovecot, postfix), typed=answers)
    assert code == 0, said
    assert "密码存进了系统钥匙串" in said
    assert memory_keyring.kept == {("mailpm", ASSISTANT): ACCOUNTS[ASSISTANT]}
    config = load_config(tmp_path / "config.toml")
    assert (config.assistant.name, config.assistant.zone, config.assistant.language) == ("小迈", "Asia/Shanghai", "zh")
    assert config.imap.secret() == ACCOUNTS[ASSISTANT]
    assert not list(tmp_path.glob("*.secret"))


@pytest.mark.usefixtures("no_keyring")
def test_a_wrong_password_is_asked_for_again(dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path) -> None:
    answers = typed("", "Europe/Berlin", "hunter2-wrong", "y", ACCOUNTS[ASSISTANT])
    code, said = mailpm("init", "--language", "en", *options(dovecot, postfix), typed=answers)
    assert code == 0, said
    assert "refused the login" in said
    assert "hunter2-wrong" not in said
    assert load_config(tmp_path / "config.toml").imap.secret() == ACCOUNTS[ASSISTANT]


@pytest.mark.usefixtures("no_keyring")
def test_nothing_is_written_where_the_login_stays_refused(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path
) -> None:
    answers = typed("", "Europe/Berlin", "wrong", "n")
    code, said = mailpm("init", "--language", "en", *options(dovecot, postfix), typed=answers)
    assert code == 2
    assert "Nothing was written" in said
    assert list(tmp_path.iterdir()) == []


def test_without_the_authority_the_certificate_is_refused_before_any_password(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILPM_PASSWORD", ACCOUNTS[ASSISTANT])
    given = options(dovecot, postfix)
    at = given.index("--ca-file")
    code, said = mailpm("init", "--yes", *given[:at], *given[at + 2 :])
    assert code == 2
    assert "ca_file" in said
    assert "no password was sent" in said
    assert list(tmp_path.iterdir()) == []


def write_config(dovecot: Dovecot, postfix: Postfix, mailpm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILPM_PASSWORD", ACCOUNTS[ASSISTANT])
    code, said = mailpm("init", "--yes", "--language", "en", *options(dovecot, postfix))
    assert code == 0, said


def test_yes_never_writes_over_a_config(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(dovecot, postfix, mailpm, monkeypatch)
    before = (tmp_path / "config.toml").read_text()
    code, said = mailpm("init", "--yes", *options(dovecot, postfix))
    assert code == 2
    assert "is there already" in said
    assert (tmp_path / "config.toml").read_text() == before


def test_a_config_is_put_aside_only_after_a_question(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "config.toml"
    old.write_text("# mine\n")
    given = [*options(dovecot, postfix), "--password-env", "MAILPM_PASSWORD", "--zone", "Europe/Berlin", "--name", "Mia"]
    monkeypatch.setenv("MAILPM_PASSWORD", ACCOUNTS[ASSISTANT])
    code, _ = mailpm("init", "--language", "en", *given, typed="n\n")
    assert code == 2
    assert old.read_text() == "# mine\n"
    code, said = mailpm("init", "--language", "en", *given, typed="y\n")
    assert code == 0, said
    assert (tmp_path / "config.toml.old").read_text() == "# mine\n"
    assert load_config(old).assistant.name == "Mia"


def states(said: str) -> dict[str, str]:
    return {f["name"]: f["state"] for f in json.loads(said)["findings"]}


def test_check_finds_its_own_letter_and_names_the_provider(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(dovecot, postfix, mailpm, monkeypatch)
    # A private server has no row: the name by which it vouches is learnt from the letter to oneself.
    code, said = mailpm("check", "--json")
    found = {f["name"]: f for f in json.loads(said)["findings"]}
    assert code == 1
    assert found["round trip"]["state"] == found["from"]["state"] == found["server clock"]["state"] == "ok"
    assert found["imap tls"]["state"] == found["smtp tls"]["state"] == "ok"
    assert "localhost" in found["imap tls"]["words"]
    assert found["trust"]["mend"] == f'Set trust.authserv_ids = ["{AUTHSERV_ID}"].'
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace("authserv_ids = []", f'authserv_ids = ["{AUTHSERV_ID}"]'))
    code, said = mailpm("check", "--json")
    assert code == 0, said
    assert set(states(said).values()) == {"ok"}


def test_check_without_sending_leaves_no_letter(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(dovecot, postfix, mailpm, monkeypatch)
    before = len(list((dovecot.maildir(ASSISTANT) / "new").iterdir())) + len(list((dovecot.maildir(ASSISTANT) / "cur").iterdir()))
    _, said = mailpm("check", "--no-send", "--json")
    after = len(list((dovecot.maildir(ASSISTANT) / "new").iterdir())) + len(list((dovecot.maildir(ASSISTANT) / "cur").iterdir()))
    assert "round trip" not in states(said)
    assert after == before


def test_check_says_what_to_mend(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(dovecot, postfix, mailpm, monkeypatch)
    config = tmp_path / "config.toml"
    text = config.read_text()
    config.write_text(text.replace('folder = "INBOX"', 'folder = "Sentt"'))
    code, said = mailpm("check", "--no-send")
    assert code == 1
    assert "FAIL  imap folder" in said
    assert 'Set imap.folder = "Sent".' in said
    config.write_text(text.replace(f"port = {postfix.port}", "port = 1"))
    code, said = mailpm("check", "--no-send")
    assert code == 1
    assert "FAIL  smtp reach" in said
    assert "nothing listens on this port" in said
    config.write_text(text.replace('country = "DE"', 'country = "QQ"'))
    code, said = mailpm("check", "--no-send")
    assert code == 1
    assert "no table of public holidays for 'QQ'" in said
    config.write_text("[asistant]\n")
    code, said = mailpm("check")
    assert code == 1
    assert "FAIL  settings" in said
    monkeypatch.setenv("MAILPM_PASSWORD", "wrong-one")
    config.write_text(text)
    code, said = mailpm("check")
    assert code == 1
    assert "FAIL  imap login" in said
    assert "FAIL  smtp login" in said
    assert "wrong-one" not in said


def test_the_letter_of_a_check_does_not_trouble_the_assistant(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(dovecot, postfix, mailpm, monkeypatch)
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace("authserv_ids = []", f'authserv_ids = ["{AUTHSERV_ID}"]'))
    assert mailpm("check")[0] == 0
    assert mailpm("tick")[0] == 0
    assert mailpm("verify")[0] == 0
    code, said = mailpm("status", "--json")
    assert code == 0, said
    code, said = mailpm("check", "--no-send", "--json")
    assert states(said)["ledger"] == "ok"


def test_an_order_by_mail_is_answered_after_the_first_day(
    dovecot: Dovecot, postfix: Postfix, mailpm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """init, check's advice, then “help” from the PM: the guide comes back by mail."""
    write_config(dovecot, postfix, mailpm, monkeypatch)
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace("authserv_ids = []", f'authserv_ids = ["{AUTHSERV_ID}"]'))
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = PM, ASSISTANT, "help"
    letter["Message-ID"] = "<first-day-help@agency.example>"
    letter.set_content("help\n")
    stamp = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=agency.example\r\n".encode()
    dovecot.deliver(stamp + letter.as_bytes().replace(b"\n", b"\r\n"), ASSISTANT)
    for _ in range(2):
        code, said = mailpm("tick")
        assert code == 0, said
    arrived = b"".join(p.read_bytes() for p in (dovecot.maildir(PM) / "new").iterdir())
    assert b"first-day-help@agency.example" in arrived
