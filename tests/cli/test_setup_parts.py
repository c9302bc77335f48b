"""The parts of init and check: the settings file keeps its comments, both languages say the same, places are known."""

from __future__ import annotations

import string
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import MemoryKeyring

from mailpm.cli import places, secrets
from mailpm.cli.doctor import look_around
from mailpm.cli.doctor_mail import signer
from mailpm.cli.settings_file import example_text, filled, put_aside, toml, write_privately
from mailpm.cli.setup_words import HOW, WORDS
from mailpm.config import parse_config

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_filling_in_keeps_every_comment() -> None:
    text = example_text()
    done = filled(
        text,
        {
            ("imap", "host"): "imap.weave.example",
            ("imap", "password_env"): None,
            ("imap", "password_file"): "x.secret",
            ("imap", "since"): date(2026, 11, 25),
            ("smtp", "port"): 587,
            ("team", "domains"): ["weave.example", "“quoted”.example"],
            ("team.members", "name"): 'Li "Na" \\ 李娜',
            ("assistant", "plus_addresses"): True,
        },
    )
    values = tomllib.loads(done)
    assert values["imap"]["host"] == "imap.weave.example"
    assert "password_env" not in values["imap"]
    assert values["smtp"]["password_env"] == "MAILPM_PASSWORD", "the same key of another section is untouched"
    assert values["imap"]["since"] == date(2026, 11, 25)
    assert values["team"]["members"][0]["name"] == 'Li "Na" \\ 李娜'
    assert values["assistant"]["plus_addresses"] is True

    def comments(of: str) -> list[str]:
        return [line for line in of.splitlines() if line.startswith("# ") and " = " not in line]

    assert comments(done) == comments(text)


def test_a_key_that_the_example_lacks_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="hostt"):
        filled(example_text(), {("imap", "hostt"): "x"})


@pytest.mark.parametrize("text", ["", "a\tb\nc", "\x7f", "\\", '"', "李　娜", "\x00"])
def test_any_text_comes_back_from_toml(text: str) -> None:
    assert tomllib.loads(f"key = {toml(text)}")["key"] == text


def test_private_files_and_older_ones(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    for number in range(3):
        write_privately(path, str(number))
        assert path.stat().st_mode & 0o077 == 0
        put_aside(path)
    assert sorted(p.name for p in path.parent.iterdir()) == ["config.toml.old", "config.toml.old2", "config.toml.old3"]
    assert (path.parent / "config.toml.old").read_text() == "0"


def test_both_languages_say_the_same() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    assert HOW["en"].keys() == HOW["zh"].keys()
    for key, english in WORDS["en"].items():
        names = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (english, WORDS["zh"][key])]
        assert names[0] == names[1], key


def test_the_keyring_or_a_file(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    file = tmp_path / "config.secret"
    assert secrets.keyring_works()
    assert secrets.keep("pw", user="mia@weave.example", where="keyring", file=file) == {"password_keyring": "mailpm"}
    assert not file.exists()
    assert secrets.keep("pw", user="mia@weave.example", where="file", file=file) == {"password_file": "config.secret"}
    assert file.read_text() == "pw\n"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("no_keyring")
def test_a_keyring_that_fails_is_replaced_by_a_file(tmp_path: Path) -> None:
    assert not secrets.keyring_works()
    kept = secrets.keep("pw", user="mia@weave.example", where="keyring", file=tmp_path / "config.secret")
    assert kept == {"password_file": "config.secret"}


def test_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Shanghai")
    assert places.own_zone() == "Asia/Shanghai"
    monkeypatch.setenv("TZ", "Mars/Olympus")
    assert places.own_zone() == "UTC"
    assert [places.country_of(z) for z in ("Europe/Berlin", "Asia/Shanghai", "Asia/Kolkata", "UTC")] == ["DE", "CN", "IN", ""]
    for spoken, language in (("zh_CN.UTF-8", "zh"), ("zh_TW", "zh"), ("de_DE.UTF-8", "en"), ("", "en")):
        monkeypatch.setenv("LC_ALL", spoken)
        monkeypatch.setenv("LANG", "")
        monkeypatch.delenv("LC_MESSAGES", raising=False)
        assert places.own_language() == language
    assert places.is_public("qq.com")
    assert places.is_public("gmx.de")
    assert not places.is_public("agency.example")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"Authentication-Results: mx.google.com;\r\n dmarc=pass header.from=a.example\r\n", "mx.google.com"),
        (b"Authentication-Results: MX.agency.example 1; none\r\n", "mx.agency.example"),
        (b"Authentication-Results: spf=pass smtp.mailfrom=a.example; dkim=pass\r\n", ""),
        (b"Authentication-Results: one.example; none\r\nAuthentication-Results: two.example; none\r\n", "one.example"),
        (b"Received: by mx.example\r\n", None),
    ],
)
def test_who_signs(header: bytes, name: str | None) -> None:
    assert signer(header + b"Subject: x\r\n\r\nbody\r\n") == name


def findings(text: str, folder: Path, now: datetime = NOW) -> dict[str, tuple[str, str]]:
    path = folder / "config.toml"
    path.write_text(text)
    import os

    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return {f.name: (str(f.state), f.words) for f in look_around(parse_config(text, base=folder), path, now)}


def test_this_machine_is_looked_at(tmp_path: Path) -> None:
    text = example_text()
    found = findings(text, tmp_path)
    assert {name: state for name, (state, _) in found.items()} == dict.fromkeys(
        ("clock", "disk", "ledger", "templates", "holidays"), "ok"
    )
    assert findings(text, tmp_path, NOW - timedelta(days=400))["clock"][0] == "fail"
    assert findings(text.replace('path = "mailpm.sqlite"', 'path = "no/where.sqlite"'), tmp_path)["disk"][0] == "fail"
    (tmp_path / "mailpm.sqlite").write_text("no ledger at all, only words " * 200)
    assert findings(text, tmp_path)["ledger"][0] == "fail"


def test_a_broken_template_of_ones_own_is_named(tmp_path: Path) -> None:
    text = example_text().replace('# templates = "my-templates"', 'templates = "mine"')
    assert findings(text, tmp_path)["templates"][0] == "fail"
    (tmp_path / "mine" / "en").mkdir(parents=True)
    assert findings(text, tmp_path)["templates"][0] == "ok"
    (tmp_path / "mine" / "en" / "reminder.txt.j2").write_text("Subject: {{ half")
    state, words = findings(text, tmp_path)["templates"]
    assert state == "fail"
    assert "en/reminder.txt.j2" in words


def test_the_next_breaks_of_china_are_asked_for_until_they_are_known(tmp_path: Path) -> None:
    text = example_text().replace('country = "DE"', 'country = "CN"').replace("off = [2027-01-01]", "off = []")
    found = findings(text, tmp_path, datetime(2040, 3, 1, tzinfo=UTC))
    assert found["holidays"][0] == "warn"
    assert "those of custom are taken" in found["holidays"][1]


def test_a_secret_that_others_can_read_is_no_secret(tmp_path: Path) -> None:
    text = example_text().replace('password_env = "MAILPM_PASSWORD"', 'password_file = "s.txt"')
    (tmp_path / "s.txt").write_text("pw")
    (tmp_path / "s.txt").chmod(0o644)
    assert findings(text, tmp_path)["secrets"][0] == "fail"
    (tmp_path / "s.txt").chmod(0o600)
    assert findings(text, tmp_path)["secrets"][0] == "ok"
