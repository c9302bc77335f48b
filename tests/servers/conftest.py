"""Private servers for a test session; where they cannot run the tests skip and say why, and with CI=true they fail."""

import os
from collections.abc import Iterator

import pytest
from tests.servers.private import Dovecot, Postfix, missing

ACCOUNTS = {
    "assistant@agency.example": "one for the assistant",
    "pm@agency.example": "one for the PM",
    "reader@agency.example": "one for reading",
}


def need(*programs: str) -> None:
    reason = missing(*programs)
    if reason and os.environ.get("CI") == "true":
        pytest.fail(f"the tests of real servers must run here: {reason}")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    need("dovecot")
    with Dovecot(ACCOUNTS) as server:
        yield server


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    need("dovecot", "postfix")
    with Postfix(dovecot) as server:
        yield server
