"""What is seen of a server before any login: addresses and certificates, good, ending, foreign, run out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from tests.wire.authority import Authority
from tests.wire.fake_imap import FakeImap
from tests.wire.fake_smtp import FakeSmtp

from mailpm.wire import errors
from mailpm.wire.looking import Certificate, addresses, certificate

Which = Literal["imap", "smtp"]


def look(authority: Authority, which: Which, *names: str, lasts: timedelta, trust: bool = True) -> Certificate:
    context = authority.server_context(*names, lasts=lasts)
    ca_file = authority.file if trust else None
    if which == "imap":
        with FakeImap("IMAP4rev1", tls=context) as server:
            return certificate("imap", host="127.0.0.1", port=server.port, security="tls", ca_file=ca_file)
    with FakeSmtp(tls=context) as smtp:
        return certificate("smtp", host="127.0.0.1", port=smtp.port, security="starttls", ca_file=ca_file)


@pytest.mark.parametrize("which", ["imap", "smtp"])
def test_names_and_end(authority: Authority, which: Which) -> None:
    shown = look(authority, which, "127.0.0.1", "mx.agency.example", lasts=timedelta(days=9))
    assert set(shown.names) == {"127.0.0.1", "mx.agency.example"}
    assert timedelta(days=8) < shown.until - datetime.now(UTC) <= timedelta(days=9)


@pytest.mark.parametrize("which", ["imap", "smtp"])
def test_what_cannot_be_trusted_is_said_with_the_reason(authority: Authority, which: Which) -> None:
    with pytest.raises(errors.CertificateRefused, match="run out"):
        look(authority, which, "127.0.0.1", lasts=timedelta(days=-1))
    with pytest.raises(errors.CertificateRefused, match="host name that the certificate was made for"):
        look(authority, which, "other.example", lasts=timedelta(days=9))
    with pytest.raises(errors.CertificateRefused, match="ca_file"):
        look(authority, which, "127.0.0.1", lasts=timedelta(days=9), trust=False)


def test_no_starttls_and_nobody_there(authority: Authority) -> None:
    with FakeSmtp() as smtp, pytest.raises(errors.ClearTextRefused, match="no STARTTLS"):
        certificate("smtp", host="127.0.0.1", port=smtp.port, security="starttls", ca_file=None)
    with FakeImap("IMAP4rev1") as imap:
        port = imap.port
        with pytest.raises(errors.ClearTextRefused, match="no STARTTLS"):
            certificate("imap", host="127.0.0.1", port=port, security="starttls", ca_file=None)
    with pytest.raises(errors.Unreachable, match="nothing listens"):
        certificate("imap", host="127.0.0.1", port=port, security="tls", ca_file=None)


def test_addresses() -> None:
    assert "127.0.0.1" in addresses("localhost")
    with pytest.raises(errors.Unreachable, match="No machine is called"):
        addresses("no-such-host.invalid")
