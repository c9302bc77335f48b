"""The mailbox against a real Dovecot, with TLS, other people's hands in it, and UIDs that change."""

import email
import imaplib
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from tests.servers.private import Dovecot

from mailpm.model import Cursor
from mailpm.wire import errors
from mailpm.wire.imap import Mailbox

pytestmark = pytest.mark.servers
ACCOUNT = "reader@agency.example"
PASSWORD = "one for reading"


@contextmanager
def mailbox(server: Dovecot, **settings: Any) -> Iterator[Mailbox]:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": server.imaps_port, "security": "tls", "user": ACCOUNT}
    box = Mailbox(**{**usual, "secret": lambda: PASSWORD, "ca_file": server.authority.file, "timeout": 10.0, **settings})
    try:
        yield box
    finally:
        box.close()


@contextmanager
def human(server: Dovecot) -> Iterator[imaplib.IMAP4]:
    with imaplib.IMAP4("127.0.0.1", server.imap_port) as client:
        client.login(ACCOUNT, PASSWORD)
        client.select("INBOX")
        yield client


@pytest.fixture(autouse=True)
def _empty(request: pytest.FixtureRequest) -> None:
    with human(request.getfixturevalue("dovecot")) as client:
        if client.search(None, "ALL")[1] != [b""]:
            client.store("1:*", "+FLAGS", "\\Deleted")
            client.expunge()


def letter(number: int) -> bytes:
    return b"Message-ID: <%d@client.example>\r\nSubject: %d\r\n\r\nhello\r\n" % (number, number)


def put(server: Dovecot, *numbers: int) -> None:
    with human(server) as client:
        for number in numbers:
            client.append("INBOX", "", "", letter(number))


def ids(box: Mailbox, cursor: Cursor | None = None) -> tuple[list[int], Cursor | None]:
    found: list[int] = []
    for batch in box.fetch_new(cursor):
        found += [int(email.message_from_bytes(one.raw)["Subject"]) for one in batch.letters]
        cursor = batch.cursor
    return found, cursor


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_with_tls_everything_comes_once(dovecot: Dovecot, security: str) -> None:
    put(dovecot, *range(120))
    port = dovecot.imaps_port if security == "tls" else dovecot.imap_port
    with mailbox(dovecot, security=security, port=port) as box:
        found, cursor = ids(box)
        assert found == list(range(120))
        assert ids(box, cursor) == ([], cursor)
        put(dovecot, 120, 121)
        assert ids(box, cursor)[0] == [120, 121]


def test_an_authority_that_is_not_named_is_not_trusted(dovecot: Dovecot) -> None:
    with mailbox(dovecot, ca_file=None) as box, pytest.raises(errors.CertificateRefused):
        box.connect()


def test_a_wrong_password(dovecot: Dovecot) -> None:
    with mailbox(dovecot, secret=lambda: "wrong") as box, pytest.raises(errors.LoginRefused):
        box.connect()


def test_flags_are_the_same_after_a_look(dovecot: Dovecot) -> None:
    """I-06. \\Recent is the server's own and belongs to whoever selects first."""
    put(dovecot, *range(5))
    with human(dovecot) as client:
        client.store("2", "+FLAGS", "\\Seen")
        client.store("3", "+FLAGS", "(\\Flagged custom)")
        before = client.fetch("1:*", "(FLAGS)")
    with mailbox(dovecot) as box:
        ids(box)
    with human(dovecot) as client:
        assert client.fetch("1:*", "(FLAGS)") == before


def test_people_who_read_flag_and_delete_hide_nothing(dovecot: Dovecot) -> None:
    """I-05: every letter that lay in INBOX at a look is handed over exactly once."""
    chance = random.Random(5)
    with mailbox(dovecot) as box, human(dovecot) as client:
        cursor, found, present = None, [], set()
        for turn in range(20):
            new = range(turn * 3, turn * 3 + 3)
            for number in new:
                client.append("INBOX", chance.choice(["", "(\\Seen)"]), "", letter(number))
            present |= set(new)
            got, cursor = ids(box, cursor)
            found += got
            client.noop()
            _, (uids, *_) = client.uid("SEARCH", "ALL")
            for uid in uids.split():
                action = chance.choice(["seen", "unseen", "delete", "nothing"])
                if action in ("seen", "unseen"):
                    client.uid("STORE", uid, "+FLAGS" if action == "seen" else "-FLAGS", "\\Seen")
                elif action == "delete":
                    client.uid("STORE", uid, "+FLAGS", "\\Deleted")
            client.expunge()
        assert found == sorted(present)


def test_new_uids_twenty_times(dovecot: Dovecot) -> None:
    """I-07 and I-08: with what the ledger would drop as known, nothing is lost."""
    known: set[int] = set()
    cursor = None
    with mailbox(dovecot) as box:
        validities = set()
        for turn in range(20):
            put(dovecot, *range(turn * 5, turn * 5 + 5))
            box.close()
            dovecot.forget_uids(ACCOUNT)
            got, cursor = ids(box, cursor)
            assert len(got) == len(set(got))
            known |= set(got)
            assert known == set(range(turn * 5 + 5))
            assert cursor is not None
            validities.add(cursor.uidvalidity)
        assert len(validities) > 15


def test_new_uids_under_a_folder_that_is_open(dovecot: Dovecot) -> None:
    known: set[int] = set()
    cursor = None
    with mailbox(dovecot) as box:
        for turn in range(10):
            put(dovecot, *range(turn * 5, turn * 5 + 5))
            dovecot.forget_uids(ACCOUNT)
            for _ in range(2):
                try:
                    got, cursor = ids(box, cursor)
                except errors.WireError:  # Dovecot may end the connection over this
                    continue
                known |= set(got)
            assert known == set(range(turn * 5 + 5))


def test_a_kept_connection_sees_what_is_new(dovecot: Dovecot) -> None:
    put(dovecot, 0)
    with mailbox(dovecot) as box:
        found, cursor = ids(box)
        for number in range(1, 10):
            put(dovecot, number)
            got, cursor = ids(box, cursor)
            found += got
            assert ids(box, cursor) == ([], cursor)
        assert found == list(range(10))


def test_idle_tells_of_new_mail(dovecot: Dovecot) -> None:
    with mailbox(dovecot) as box:
        _, cursor = ids(box)
        timer = threading.Timer(0.3, dovecot.deliver, (letter(1), ACCOUNT))
        timer.start()
        began = time.monotonic()
        assert box.wait(60)
        assert time.monotonic() - began < 30
        timer.join()
        assert ids(box, cursor)[0] == [1]
        assert not box.wait(0.3)


def test_a_server_that_restarts_is_met_again() -> None:
    from tests.servers.conftest import need

    need("dovecot")
    with Dovecot({ACCOUNT: PASSWORD}) as server, mailbox(server) as box:
        assert ids(box)[0] == []
        timer = threading.Timer(0.3, server.stop)
        timer.start()
        with pytest.raises(errors.WireError):
            box.wait(60)
        timer.join()
        with pytest.raises(errors.Unreachable):
            ids(box)
        server.start()
        server.deliver(letter(7), ACCOUNT)
        assert ids(box)[0] == [7]


@pytest.mark.parametrize("separator", ["/", "."])
def test_chinese_folders_with_any_separator(separator: str) -> None:
    """I-26."""
    from tests.servers.conftest import need

    need("dovecot")
    with Dovecot({ACCOUNT: PASSWORD}, separator=separator) as server:
        with human(server) as client:
            client.create(f'"&W6JiNw-{separator}&mHl27g-A"')
            client.append(f'"&W6JiNw-{separator}&mHl27g-A"', "", "", letter(3))
        with mailbox(server, folder="客户/项目A") as box:
            assert "客户/项目A" in box.folders()
            found, cursor = ids(box)
            assert found == [3]
            assert cursor is not None
            assert cursor.folder == "客户/项目A"
        with mailbox(server, folder="客户/项目B") as box, pytest.raises(errors.FolderMissing) as caught:
            ids(box)
        assert caught.value.nearest == "客户/项目A"


def big() -> bytes:
    message = EmailMessage()
    message["Message-ID"] = "<big@client.example>"
    message["Subject"] = "设计稿"
    message["From"] = "wang@client.example"
    message.set_content("我们会在周五前把设计稿发给您。\n")
    message.add_alternative("<p>我们会在周五前把设计稿发给您。</p>", subtype="html")
    message.add_attachment(b"\0\1\2" * 1_000_000, maintype="application", subtype="zip", filename="设计稿.zip")
    return message.as_bytes().replace(b"\n", b"\r\n")


def test_of_a_letter_above_the_limit_the_words_come_and_the_names_of_the_attachments(dovecot: Dovecot) -> None:
    """I-12."""
    with human(dovecot) as client:
        raw = big()
        client.append("INBOX", "", "", raw)
    with mailbox(dovecot, max_bytes=1_000_000) as box:
        (batch,) = list(box.fetch_new(None))
        (one,) = batch.letters
        assert one.oversize
        assert one.size > 4_000_000
        assert len(one.raw) < 10_000
        parsed = email.message_from_bytes(one.raw, policy=email.policy.default)
        assert parsed["Message-ID"] == "<big@client.example>"
        assert parsed["Subject"] == "设计稿"
        plain, html, attachment = [part for part in parsed.walk() if not part.is_multipart()]
        assert plain.get_content().strip() == "我们会在周五前把设计稿发给您。"
        assert "周五前" in html.get_content()
        assert attachment.get_filename() == "设计稿.zip"
        assert attachment.get_payload(decode=True) == b""
        # Read again (a new UIDVALIDITY), it must be the same letter for the ledger.
        (again,) = next(iter(box.fetch_new(None))).letters
        assert again.raw == one.raw
    with mailbox(dovecot) as box:
        ((whole,),) = [batch.letters for batch in box.fetch_new(None)]
        assert whole.raw == raw


def test_a_big_plain_letter_above_the_limit(dovecot: Dovecot) -> None:
    raw = letter(1) + b"x" * 70 * 40_000
    with human(dovecot) as client:
        client.append("INBOX", "", "", raw)
    with mailbox(dovecot, max_bytes=1_000_000) as box:
        ((one,),) = [batch.letters for batch in box.fetch_new(None)]
        assert one.raw == raw[: one.raw.index(b"\r\n\r\n") + 4 + 1024 * 1024]


def test_sent_is_found_by_its_mark(dovecot: Dovecot) -> None:
    with mailbox(dovecot) as box:
        assert box.append_sent(letter(9)) == "Sent"
        assert box.sent_has("9@client.example")
        assert not box.sent_has("99@client.example")
        assert ids(box)[0] == []
