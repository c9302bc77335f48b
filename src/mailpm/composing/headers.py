"""Header lines that every provider takes: 7-bit, folded at 76, encoded words of at most 75 (RFC 2047 section 2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from email.header import Header

from mailpm.model import Address

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\- ]+")
_ID = re.compile(r"[!-;=?-~]{1,900}@[!-;=?-~]{1,90}")
# Control, format (bidi, zero-width), private, unassigned and line or paragraph separators have no place in a header.
_UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class AddressNotSendable(ValueError):
    """An address that needs SMTPUTF8, which many servers refuse; the text is one sentence for a person."""


def one_line(text: str) -> str:
    """`text` without controls, bidi marks and line breaks, its white space single: nothing can become a header."""
    spaced = "".join(" " if c.isspace() or unicodedata.category(c) in {"Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in _UNFIT).split())


def text_header(name: str, text: str) -> str:
    """The value of an unstructured header such as Subject, folded.

    The stdlib's policies write encoded words above 75 characters and lose spaces between them; `Header` does not.
    """
    clean = one_line(text)
    plain = clean.isascii() and "=?" not in clean and all(len(word) <= 60 for word in clean.split())
    folded = Header(clean, "us-ascii" if plain else "utf-8", maxlinelen=75, header_name=name)
    return folded.encode(linesep="\r\n")


def address_header(addresses: Iterable[Address]) -> str:
    """The value of From, To, Cc or Reply-To, one address a line; raises AddressNotSendable."""
    return ",\r\n ".join(_mailbox(address) for address in addresses)


def ids_header(ids: Iterable[str]) -> str:
    """Message-IDs in angle brackets, one a line: MTAs rewrite an id that is folded in its middle."""
    return "\r\n ".join(f"<{fit}>" for i in ids if (fit := fit_id(i)))


def fit_id(message_id: str) -> str:
    """The id without brackets and blanks, or empty where it cannot stand in a header (RFC 5322 section 3.6.4)."""
    bare = message_id.strip().strip("<>")
    return bare if _ID.fullmatch(bare) else ""


def _mailbox(address: Address) -> str:
    email = _sendable(address.email)
    name = one_line(address.name)
    # A name that looks like an address is how people are fooled; the bare address says who it is.
    if not name or "@" in name:
        return email
    if not name.isascii() or "=?" in name or len(name) > 50:
        # The address stands on its own line, so that the phrase may use the whole of its last one.
        phrase = Header(name, "utf-8", maxlinelen=64, header_name="Reply-To").encode(linesep="\r\n")
    elif _ATOMS.fullmatch(name):
        phrase = name
    else:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        phrase = f'"{escaped}"'
    last = phrase.rpartition("\r\n")[2]
    return f"{phrase}{' ' if len(last) + len(email) < 62 else chr(13) + chr(10) + ' '}<{email}>"


def _sendable(email: str) -> str:
    local, _, domain = one_line(email).rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii") if domain else ""
    except UnicodeError:
        domain = ""
    if not local.isascii() or not local or not domain or re.search(r'[\s<>",;:]', local):
        raise AddressNotSendable(f"{one_line(email)} is not an address that every mail server takes.")
    return f"{local}@{domain}"
