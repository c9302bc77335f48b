"""What is new is fetched once, whole, in bounded batches, from servers that keep the rules and from those that do not."""

import contextlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.faults.proxy import Cut, How, Proxy
from tests.wire.fake_imap import FakeImap, Hangup

from mailpm.demo.servers import EmbeddedServers
from mailpm.model import Cursor
from mailpm.wire import errors, fetching
from mailpm.wire.imap import Batch, Mailbox


def letter(number: int, size: int = 0) -> bytes:
    return b"Message-ID: <%d@client.example>\r\nSubject: %d\r\n\r\n" % (number, number) + b"x" * size


def mailbox(port: int, **settings: Any) -> Mailbox:
    usual: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "user": "pm@agency.example",
        "secret": lambda: "pw",
        "timeout": 5.0,
    }
    return Mailbox(**{**usual, **settings})


@contextmanager
def mailbox_unconnected(port: int) -> Iterator[Mailbox]:
    """Closed at the end, and not connected at the beginning, where `with` would connect."""
    box = mailbox(port)
    try:
        yield box
    finally:
        box.close()


@contextmanager
def fake(letters: int = 0, capabilities: str = "IMAP4rev1 IDLE", **oddities: Any) -> Iterator[FakeImap]:
    with FakeImap(capabilities, **oddities) as server:
        for number in range(1, letters + 1):
            server.add(letter(number))
        yield server


def read(box: Mailbox, cursor: Cursor | None = None) -> tuple[list[bytes], Cursor | None]:
    raws: list[bytes] = []
    for batch in box.fetch_new(cursor):
        raws += [one.raw for one in batch.letters]
        cursor = batch.cursor
    return raws, cursor


def test_everything_comes_once_and_then_nothing() -> None:
    with fake(120) as server, mailbox(server.port) as box:
        raws, cursor = read(box)
        assert raws == [letter(number) for number in range(1, 121)]
        assert cursor == Cursor(folder="INBOX", uidvalidity=7, uid_next=121)
        fetched = len(server.said("FETCH"))
        assert read(box, cursor) == ([], cursor)
        # `n:*` names the last letter again (HAZARDS I-09): nothing may be fetched for it.
        assert len(server.said("FETCH")) == fetched
        server.add(letter(121))
        assert read(box, cursor)[0] == [letter(121)]


def test_batches_are_bounded_by_count_and_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "BATCH_COUNT", 4)
    monkeypatch.setattr(fetching, "BATCH_BYTES", 10_000)
    with fake() as server, mailbox(server.port) as box:
        for number, size in enumerate([10, 10, 10, 10, 10, 9000, 9000, 30_000, 10], 1):
            server.add(letter(number, size))
        batches: list[Batch] = list(box.fetch_new(None))
        assert [len(batch.letters) for batch in batches] == [4, 2, 1, 1, 1]
        assert [batch.cursor.uid_next for batch in batches] == [5, 7, 8, 9, 10]


def test_flags_are_neither_read_nor_written() -> None:
    with fake(3) as server, mailbox(server.port) as box:
        read(box)
        assert server.said("EXAMINE")
        assert not server.said("SELECT") + server.said("STORE")
        assert not [line for line in server.commands if "FLAGS" in line or "BODY[" in line or "RFC822)" in line]


def test_where_a_human_reads_deletes_and_moves_nothing_is_missed() -> None:
    with fake(10) as server, mailbox(server.port) as box:
        _, cursor = read(box)
        for uid in (3, 9, 10):
            del server.letters[uid]
        server.add(letter(11), uid=11)
        server.add(letter(12), uid=15)
        raws, cursor = read(box, cursor)
        assert raws == [letter(11), letter(12)]
        assert cursor is not None
        assert cursor.uid_next == 16


def test_an_empty_folder_gives_a_cursor_to_write_down() -> None:
    with fake() as server, mailbox(server.port) as box:
        assert read(box) == ([], Cursor(folder="INBOX", uidvalidity=7, uid_next=1))


def test_after_a_new_uidvalidity_all_is_read_again_and_one_line_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with fake(3) as server, mailbox(server.port) as box:
        _, cursor = read(box)
        box.close()  # while a folder is open its UIDVALIDITY holds
        server.uidvalidity = 8
        server.letters = {100 + uid: raw for uid, raw in server.letters.items()}
        server.add(letter(4))
        with caplog.at_level(logging.WARNING, logger="mailpm"):
            raws, cursor = read(box, cursor)
        assert raws == [letter(number) for number in range(1, 5)]
        assert cursor == Cursor(folder="INBOX", uidvalidity=8, uid_next=105)
        assert len([line for line in caplog.messages if "UIDVALIDITY" in line]) == 1
        assert read(box, cursor)[0] == []


def test_on_a_kept_connection_the_folder_is_opened_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake(3) as server, mailbox(server.port) as box:
        _, cursor = read(box)
        server.add(letter(4))
        raws, cursor = read(box, cursor)
        assert raws == [letter(4)]
        assert len(server.said("EXAMINE")) == 1
        monkeypatch.setattr("mailpm.wire.imap.OPEN_SECONDS", -1.0)
        assert read(box, cursor)[0] == []
        assert len(server.said("EXAMINE")) == 2


def test_where_there_is_no_idle_the_folder_is_opened_for_each_look() -> None:
    with fake(3, "IMAP4rev1") as server, mailbox(server.port) as box:
        _, cursor = read(box)
        read(box, cursor)
        assert len(server.said("EXAMINE")) == 2


def test_without_uidvalidity_every_connection_begins_again() -> None:
    """I-27: dedupe is the ledger's; what this connection has handed over, it knows itself."""
    with fake(3, uidvalidity=None) as server, mailbox(server.port) as box:
        raws, cursor = read(box)
        assert read(box, cursor) == ([], cursor)
        server.add(letter(4))
        assert read(box, cursor)[0] == [letter(4)]
        box.close()
        assert read(box, cursor)[0] == [*raws, letter(4)]


def test_a_kept_connection_that_died_is_replaced_without_a_word() -> None:
    with fake(3) as server, Proxy(server.port) as proxy, mailbox(proxy.port) as box:
        _, cursor = read(box)
        server.add(letter(4))
        server.hooks["NOOP"] = lambda fake, _: hang_up_once(fake)
        assert read(box, cursor)[0] == [letter(4)]
        assert server.logins == 2


def hang_up_once(fake: FakeImap) -> None:
    fake.hooks.clear()
    raise Hangup


def test_a_cursor_of_another_folder_does_not_count() -> None:
    with fake(3) as server, mailbox(server.port) as box:
        assert len(read(box, Cursor(folder="Archive", uidvalidity=7, uid_next=99))[0]) == 3


def test_since_leaves_out_what_is_older_for_ever() -> None:
    with EmbeddedServers({"pm@agency.example": "pw"}) as servers:
        for day in (1, 20, 25):
            servers.deliver(letter(day), "pm@agency.example", arrived=datetime(2026, 10, day, 12, tzinfo=UTC))
        with mailbox(servers.imap_port, since=date(2026, 10, 20)) as box:
            raws, cursor = read(box)
            assert raws == [letter(20), letter(25)]
            assert read(box, cursor) == ([], cursor)
        with mailbox(servers.imap_port, since=date(2026, 11, 1)) as box:
            raws, cursor = read(box)
            assert raws == []
            servers.deliver(letter(26), "pm@agency.example")
            assert read(box, cursor)[0] == [letter(26)]


def test_a_huge_folder_is_searched_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SEARCH_WINDOW", 30)
    with EmbeddedServers({"pm@agency.example": "pw"}) as servers, mailbox(servers.imap_port) as box:
        for number in range(100):
            servers.deliver(letter(number), "pm@agency.example")
        raws, cursor = read(box)
        assert raws == [letter(number) for number in range(100)]
        for number in range(100, 170):
            servers.deliver(letter(number), "pm@agency.example")
        assert read(box, cursor)[0] == [letter(number) for number in range(100, 170)]


def test_big_letters_come_in_slices_and_unharmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SLICE_FROM_BYTES", 1024 * 1024)
    sizes = (3 * 1024 * 1024, 2 * 1024 * 1024 - len(letter(2)), 10)
    with fake() as server, mailbox(server.port) as box:
        for number, size in enumerate(sizes, 1):
            server.add(letter(number, size))
        assert read(box)[0] == [letter(number, size) for number, size in enumerate(sizes, 1)]
        assert len([line for line in server.said("FETCH") if "<" in line]) == 4 + 3


def test_above_the_limit_the_first_mebibyte_comes_where_the_structure_does_not() -> None:
    with fake() as server, mailbox(server.port, max_bytes=2 * 1024 * 1024) as box:
        server.add(letter(1, 5_000_000))
        server.add(letter(2))
        (first,), (second,) = (batch.letters for batch in box.fetch_new(None))
        assert first.oversize
        assert first.raw == letter(1, 5_000_000)[: 1024 * 1024]
        assert first.size == len(letter(1, 5_000_000))
        assert not second.oversize


def test_on_gmail_a_letter_carries_its_own_id() -> None:
    with fake(2, "IMAP4rev1 IDLE X-GM-EXT-1", gmail_ids={1: 1278455344230334865, 2: 5}) as server:
        with mailbox(server.port) as box:
            found = [one.gmail_id for batch in box.fetch_new(None) for one in batch.letters]
        assert found == ["1278455344230334865", "5"]
    with fake(1) as server, mailbox(server.port) as box:
        read(box)
        assert "X-GM" not in " ".join(server.commands)


def test_dates_that_cannot_be_read_do_not_matter() -> None:
    with fake(2, dates={1: "99-Foo-2026 99:00:00 +0000"}) as server, mailbox(server.port) as box:
        assert read(box)[0] == [letter(1), letter(2)]


def test_one_letter_that_the_server_refuses_does_not_hold_up_the_others() -> None:
    def refuse(_: FakeImap, arguments: str) -> str | None:
        bad = "BODY.PEEK[]" in arguments and "7" in arguments.split(" ")[0].split(",")
        return "NO message unavailable" if bad else None

    with fake(9, hooks={"FETCH": refuse}) as server, mailbox(server.port) as box:
        (batch,) = list(box.fetch_new(None))
        assert [one.uid for one in batch.letters] == list(range(1, 10))
        assert [one.uid for one in batch.letters if one.trouble] == [7]
        assert [one.raw for one in batch.letters if not one.trouble] == [letter(n) for n in range(1, 10) if n != 7]
        assert batch.cursor.uid_next == 10


def test_a_letter_over_which_the_server_hangs_up_is_passed_after_some_tries() -> None:
    def hang_up(_: FakeImap, arguments: str) -> str | None:
        if "BODY.PEEK[]" in arguments and "3" in arguments.split(" ")[0].split(","):
            raise Hangup
        return None

    with fake(5, hooks={"FETCH": hang_up}) as server, mailbox(server.port) as box:
        cursor, got, troubled = None, [], []
        for _ in range(12):
            try:
                for batch in box.fetch_new(cursor):
                    cursor = batch.cursor
                    got += [one.uid for one in batch.letters if not one.trouble]
                    troubled += [one.uid for one in batch.letters if one.trouble]
            except errors.Unreachable:
                continue
            break
        assert (got, troubled) == ([1, 2, 4, 5], [3])


@pytest.mark.parametrize("nonsense", ["* SEARCH one two", "* SEARCH 1 (((", "* ??? \\x00 {"])
def test_answers_that_cannot_be_read_are_a_sentence_and_not_a_crash(nonsense: str) -> None:
    with fake(3, instead={"SEARCH": nonsense}) as server, mailbox(server.port, timeout=1.0) as box:
        with pytest.raises(errors.WireError) as caught:
            read(box)
        assert str(caught.value).endswith(".")
        server.instead.clear()
        assert len(read(box)[0]) == 3


def test_throttling_is_answered_with_patience_and_not_letter_by_letter() -> None:
    def throttle(_: FakeImap, arguments: str) -> str | None:
        return "NO [THROTTLED] Account exceeded command or bandwidth limits" if "BODY" in arguments else None

    with fake(9, hooks={"FETCH": throttle}) as server, mailbox(server.port) as box:
        with pytest.raises(errors.Throttled) as caught:
            read(box)
        assert caught.value.retry_after >= 15 * 60
        assert len([line for line in server.said("FETCH") if "BODY" in line]) == 1


def test_whoever_stops_reading_in_the_midst_starts_again_on_a_clean_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "BATCH_COUNT", 2)
    with fake(7) as server, mailbox(server.port) as box:
        batches = box.fetch_new(None)
        cursor = next(batches).cursor
        # The next request is on the wire already; other commands must not get its answer.
        assert box.folders() == ("INBOX", "Sent Messages")
        batches.close()
        assert read(box, cursor)[0] == [letter(number) for number in range(3, 8)]


@pytest.mark.faults
@pytest.mark.parametrize("how", ["close", "reset"])
def test_cut_at_any_byte_nothing_is_lost_and_nothing_doubled(how: How, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "BATCH_COUNT", 3)
    with fake(20) as server, Proxy(server.port) as proxy:
        with mailbox(proxy.port) as box:
            read(box)
        whole = proxy.passed["down"]
        assert whole > 2000
        cuts = range(1, whole, 61)
        for at in cuts:
            proxy.plans.append(Cut(direction="down", how=how, after=at))
            got: list[int] = []
            cursor = None
            with mailbox_unconnected(proxy.port) as box:
                for _ in range(2):
                    with contextlib.suppress(errors.WireError):
                        for batch in box.fetch_new(cursor):
                            got += [one.uid for one in batch.letters]
                            cursor = batch.cursor
            assert got == list(range(1, 21)), f"cut after byte {at}"
        assert proxy.cuts >= len(cuts) - 1
