"""Folders: opening the one to watch without leaving a trace, and finding and filling Sent."""

from __future__ import annotations

import difflib
import email.utils
import imaplib
import re
from email.parser import BytesHeaderParser

from imapclient import SEEN, IMAPClient

from mailpm.wire import errors
from mailpm.wire.fetching import Opened
from mailpm.wire.imap_login import Account, told

# Where a server marks no folder with \Sent (RFC 6154), by custom.
_SENT_NAMES = ("Sent", "Sent Items", "Sent Messages", "Sent Mail", "已发送", "已发送邮件", "已发送消息", "INBOX.Sent")
_SENT_FLAG = b"\\sent"
_UNSAFE = re.compile(r"unsafe login", re.IGNORECASE)


def examine(client: IMAPClient, folder: str, account: Account) -> Opened:
    """Open the folder read-only. Raises FolderMissing, which names the most alike one."""
    answer = _examine(client, folder, account)
    uidvalidity = answer.get(b"UIDVALIDITY") or _asked_for_uidvalidity(client, folder)
    return Opened(folder=folder, exists=int(answer.get(b"EXISTS", 0)), uidvalidity=int(uidvalidity or 0))


def _examine(client: IMAPClient, folder: str, account: Account) -> dict[bytes, int]:
    refused: imaplib.IMAP4.error | None = None
    for name in _spellings(client, folder):
        try:
            answer: dict[bytes, int] = client.select_folder(name, readonly=True)
            return answer
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            refused = refused or error
    assert refused is not None
    words = errors.clean(refused)
    if errors.asks_for_patience(words):
        raise errors.throttled(account.host, words) from refused
    if _UNSAFE.search(words):
        raise errors.LoginRefused(
            f"{account.host} calls this login unsafe (“{words}”): switch IMAP on in the mailbox's settings, or ask the "
            "provider to let this machine in.",
            provider=account.provider,
        ) from refused
    names = folder_names(client)
    if folder in names:
        raise told(account, refused) from refused
    raise _missing(folder, names, account.host) from refused


def _spellings(client: IMAPClient, folder: str) -> list[str]:
    """The folder's name as this server may spell it: its own separator, its own prefix."""
    if "/" not in folder and folder.upper() == "INBOX":
        return ["INBOX"]
    listed = client.list_folders("", "%")
    separators = [_text(separator) for _, separator, _ in listed if separator]
    separator = separators[0] if separators else "/"
    spelled = folder.replace("/", separator)
    return list(dict.fromkeys((spelled, f"INBOX{separator}{spelled}", folder)))


def _asked_for_uidvalidity(client: IMAPClient, folder: str) -> int:
    """Yahoo leaves UIDVALIDITY out of its answer to SELECT (HAZARDS I-27); STATUS may know it."""
    try:
        return int(client.folder_status(folder, ["UIDVALIDITY"]).get(b"UIDVALIDITY", 0))
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ValueError, TypeError):
        return 0


def _missing(folder: str, names: tuple[str, ...], host: str) -> errors.FolderMissing:
    near = difflib.get_close_matches(folder.casefold(), [name.casefold() for name in names], n=1, cutoff=0.4)
    nearest = next((name for name in names if near and name.casefold() == near[0]), "")
    hint = f"; the most alike is {nearest!r}" if nearest else ""
    return errors.FolderMissing(f"{host} has no folder {folder!r}{hint}.", nearest=nearest)


def folder_names(client: IMAPClient) -> tuple[str, ...]:
    """All folders that can be opened, "/" between levels."""
    found = []
    for flags, separator, name in client.list_folders():
        if b"\\noselect" not in {flag.lower() for flag in flags}:
            found.append(str(name).replace(_text(separator) or "/", "/"))
    return tuple(found)


def append(client: IMAPClient, raw: bytes, folder: str) -> str:
    """File the letter as seen, in `folder` or in Sent (made if there is none)."""
    name = _own_spelling(client, folder) if folder else _sent_folder(client)
    if name is None:
        name = "Sent"
        client.create_folder(name)
    client.append(name, raw, flags=(SEEN,))
    return name


def has(client: IMAPClient, message_id: str, folder: str, newest: int) -> bool:
    """Whether one of the newest letters of Sent carries this Message-ID."""
    name = _own_spelling(client, folder) if folder else _sent_folder(client)
    if name is None:
        return False
    count = int(client.select_folder(name, readonly=True).get(b"EXISTS", 0))
    if not count:
        return False
    uids = client.search([f"{max(1, count - newest + 1)}:*"])
    answer = client.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
    return any(message_id in _ids(value) for item in answer.values() for value in item.values())


def _ids(header: object) -> set[str]:
    if not isinstance(header, bytes):
        return set()
    found = BytesHeaderParser().parsebytes(header).get_all("Message-ID", [])
    return {email.utils.unquote(str(value).strip()) for value in found}


def _sent_folder(client: IMAPClient) -> str | None:
    listed = client.list_folders()
    for flags, _, name in listed:
        if _SENT_FLAG in {flag.lower() for flag in flags}:
            return str(name)
    names = {str(name): str(name) for _, _, name in listed}
    for _, separator, name in listed:
        names.setdefault(str(name).rpartition(_text(separator) or "/")[2], str(name))
    return next((names[name] for name in _SENT_NAMES if name in names), None)


def _own_spelling(client: IMAPClient, folder: str) -> str:
    spellings = _spellings(client, folder)
    known = {str(name) for _, _, name in client.list_folders()}
    return next((name for name in spellings if name in known), spellings[0])


def _text(value: object) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")
