"""TLS for both directions: verified always, and no clear text beyond this machine."""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path
from typing import Literal

from mailpm.wire.errors import CertificateRefused, ClearTextRefused

Security = Literal["tls", "starttls", "none"]
Auth = Literal["password", "xoauth2"]


def is_loopback(host: str) -> bool:
    """Whether the name means this very machine."""
    if host.lower().rstrip(".") in ("localhost", "localhost.localdomain"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_clear_text(host: str, security: Security) -> None:
    """Raises ClearTextRefused for a connection without TLS to another machine."""
    if security == "none" and not is_loopback(host):
        raise ClearTextRefused(
            f'security = "none" is for this machine only, and {host} is another one: set "tls" or "starttls".'
        )


def context(ca_file: Path | None) -> ssl.SSLContext:
    """A context that verifies names and chains; `ca_file` is trusted besides the system's authorities.

    Raises CertificateRefused where the file cannot be used.
    """
    made = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
    if ca_file is not None:
        try:
            made.load_verify_locations(cafile=str(ca_file))
        except (OSError, ssl.SSLError) as error:
            raise CertificateRefused(
                f"ca_file: {ca_file} holds no certificates that can be read ({type(error).__name__})."
            ) from error
    return made


def no_starttls(host: str, port: int, tls_port: int) -> ClearTextRefused:
    """The sentence for a server that offers no STARTTLS (or somebody between cut it out, HAZARDS S-18)."""
    return ClearTextRefused(
        f"{host} offers no STARTTLS on port {port}, so no password was sent: "
        f'set security = "tls" and port = {tls_port}, or ask who runs the server.'
    )
