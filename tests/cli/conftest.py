"""What tests of the command line share: a runner, private servers, and a keyring that is a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from tests.servers.private import Dovecot, Postfix, missing
from tests.wire.authority import Authority
from typer.testing import CliRunner

from mailpm.cli import app
from mailpm.cli.terminal import Refused

ACCOUNTS = {"assistant@agency.example": "one for the assistant", "pm@agency.example": "one for the PM"}
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def mailpm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder; gives its exit code and all that it said."""
    monkeypatch.chdir(tmp_path)
    for name in ("MAILPM_CONFIG", "MAILPM_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Berlin")

    def run(*arguments: object, typed: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(app, [str(a) for a in arguments], input=typed)
        if isinstance(done.exception, Refused):
            return 2, f"{done.output}mailpm: {done.exception}"
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    return run


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    _need("dovecot")
    with Dovecot(ACCOUNTS) as server:
        yield server


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    _need("dovecot", "postfix")
    with Postfix(dovecot) as server:
        yield server


def _need(*programs: str) -> None:
    import os

    reason = missing(*programs)
    if reason and os.environ.get("CI") == "true":
        pytest.fail(f"the tests of real servers must run here: {reason}")
    if reason:
        pytest.skip(reason)


class MemoryKeyring(KeyringBackend):
    """A keyring in a dictionary."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)
