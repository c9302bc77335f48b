"""The settings file: complete, strict, and clear about what is wrong."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from mailpm.config import Config, ConfigError, load_config, parse_config

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
TEXT = EXAMPLE.read_text("utf-8")


def keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        inner = [a for a in (field.annotation, *getattr(field.annotation, "__args__", ())) if isinstance(a, type)]
        nested = next((a for a in inner if issubclass(a, BaseModel)), None)
        found |= keys(nested, f"{name}.") if nested else {f"{prefix}{name}"}
    return found


def test_the_example_loads() -> None:
    config = parse_config(TEXT)
    assert config.assistant.address == "assistant@agency.example"
    assert config.member("PM@agency.example") is not None
    assert config.team_names == ("agency.example", "pm@agency.example")


def test_every_setting_stands_in_the_example_with_a_reason() -> None:
    lines = TEXT.splitlines()
    named = {m[1] for line in lines if (m := re.match(r"(?:# )?(\w+) = ", line))}
    named |= {m[1] for line in lines if (m := re.match(r"\[letters\.(\w+)\]", line))}
    wanted = {name.rpartition(".")[2] for name in keys(Config)}
    assert wanted - named == set()
    for number, line in enumerate(lines):
        if re.match(r"\w+ = ", line):
            above = next(above for above in lines[:number][::-1] if not re.match(r"(# )?\w+ = ", above))
            assert above.startswith("# "), f"line {number + 1} has no reason: {line}"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'host = "imap.agency.example"',
            'hostt = "imap.agency.example"',
            "There is no setting imap.hostt; the nearest one is imap.host",
        ),
        ("port = 993", "port = 99300", "imap.port: input should be less than or equal to 65535."),
        ("port = 993", 'port = "many"', "imap.port: input should be a valid integer"),
        ('auth = "password"', 'auth = "kerberos"', "imap.auth: input should be 'password' or 'xoauth2'."),
        ('password_env = "MAILPM_PASSWORD"', 'password = "hunter2"', "a password does not belong in this file"),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berln"', "did you mean Europe/Berlin?"),
        ('email = "pm@agency.example"', 'email = "pm"', "'pm' is not an e-mail address"),
        ("[assistant]", "[asistant]", "There is no setting asistant; the nearest one is assistant."),
        ("[ledger]", "[ledgers]", "There is no setting ledgers; the nearest one is ledger."),
        ('folder = "INBOX"', "folder = INBOX", "The file is not valid TOML"),
        (
            '# password_command = "pass show mailpm"',
            'password_command = "pass"',
            "only one of password_env and password_command",
        ),
    ],
)
def test_a_wrong_setting_gets_one_sentence(old: str, new: str, sentence: str) -> None:
    assert old in TEXT
    with pytest.raises(ConfigError) as caught:
        parse_config(TEXT.replace(old, new, 1))
    said = str(caught.value)
    assert sentence in said
    assert "hunter2" not in said
    assert "\n" not in said


def test_a_missing_file_names_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="mailpm init"):
        load_config(tmp_path / "none.toml")


def test_secrets_come_from_where_the_setting_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parse_config(TEXT)
    monkeypatch.setenv("MAILPM_PASSWORD", "s3cret")
    assert config.imap.secret() == "s3cret"
    monkeypatch.delenv("MAILPM_PASSWORD")
    with pytest.raises(ConfigError, match="no variable MAILPM_PASSWORD"):
        config.imap.secret()
    (tmp_path / "secret.txt").write_text("from a file\n")
    by_file = parse_config(
        TEXT.replace('password_env = "MAILPM_PASSWORD"', 'password_file = "secret.txt"'), base=tmp_path
    )
    assert by_file.smtp.secret() == "from a file"
    by_command = parse_config(TEXT.replace('password_env = "MAILPM_PASSWORD"', 'password_command = "echo by command"'))
    assert by_command.imap.secret() == "by command"
