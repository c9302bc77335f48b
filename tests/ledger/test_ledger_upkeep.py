"""Backup and restore, a full disk, a person forgotten, and breaches that are found."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailpm.ledger import Ledger, LedgerError, LedgerFull, LedgerRefused
from mailpm.model import (
    Address,
    Assignment,
    CheckIn,
    Cursor,
    Decision,
    Delivery,
    Feedback,
    Move,
    Numbered,
    Outbound,
    OutboundState,
    Owner,
    Person,
    Project,
    Raci,
    Result,
    Side,
    Trouble,
)

State = OutboundState


def sent(ledger: Ledger, make, key: str, **more: object) -> Outbound:
    row = make.approved(ledger, key, **more)
    assert ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    ledger.settle(row.id, [Delivery(recipient=r, result=Result.ACCEPTED) for r in row.recipients], make.now)
    return ledger.outbound(row.id)


def own_copy(ledger: Ledger, make, row: Outbound) -> None:
    """What the mailbox gives back of a letter that we sent."""
    message = make.message(row.message_id, sender="assistant@mailpm.example", to=row.recipients, own=row.text)
    fetched = replace(make.fetched(message), raw=b"Received: by mx\r\n" + row.raw)
    ledger.add_letter(fetched, message, project=row.project, thread="a@acme.example", now=make.now)
    ledger.proven(row.message_id, make.now)


def test_a_backup_is_the_ledger_as_it_was(ledger: Ledger, make, tmp_path: Path) -> None:
    sent(ledger, make, "a")
    target = tmp_path / "backups" / "yesterday.db"
    target.parent.mkdir()
    ledger.backup(target, make.now)
    before = ledger.project_status("acme", make.now)
    make.letter(ledger, "later@acme.example")
    assert [p.name for p in target.parent.iterdir()] == ["yesterday.db"]
    with Ledger.open(target, now=make.now) as copy:
        assert copy.project_status("acme", make.now) == before
        assert copy.verify() == ()
        assert copy.raw_letter("later@acme.example") is None


def test_a_backup_takes_the_place_of_the_older_only_when_it_is_whole(ledger: Ledger, make, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    ledger.backup(target, make.now)
    good = target.read_bytes()
    ledger._sql = ledger._sql | {"put_fact": "INSERT INTO no_such_table VALUES (:name, :value)"}
    with pytest.raises(sqlite3.OperationalError):
        ledger.backup(target, make.now)
    assert target.read_bytes() == good
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_needs_a_place_of_its_own(ledger: Ledger, make, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="another place"):
        ledger.backup(ledger.path, make.now)
    with pytest.raises(LedgerError, match="look at its folder"):
        ledger.backup(tmp_path / "no" / "copy.db", make.now)


@pytest.mark.parametrize("way", ["backup", "file copied by hand"])
def test_yesterdays_ledger_sends_nothing_again(ledger: Ledger, make, tmp_path: Path, way: str) -> None:
    """Restored, it meets a mailbox that knows better: our own copies tell what left since."""
    queued, draft = make.approved(ledger, "queued"), make.draft(ledger, "draft")
    target = tmp_path / "yesterday.db"
    if way == "backup":
        ledger.backup(target, make.now)
    else:
        ledger._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copy(ledger.path, target)
    # Since then three letters left: one that waited, one that was approved, one that was not even planned.
    ledger.approve(draft.id, version=1, recipients=draft.recipients, by=make.pm, at=make.now)
    unknown = make.approved(ledger, "planned since")
    gone = [queued, draft, unknown]
    with Ledger.open(target, now=make.now) as restored:
        restored.recover(make.now)
        for row in gone:
            own_copy(restored, make, row)
        needs = [make.need(key) for key in ("queued", "draft", "planned since", "really new")]
        change = restored.reconcile(needs, make.compose, make.now, project="acme")
        assert [(row.key, row.state) for row in change.new] == [
            ("planned since", State.ACCEPTED),
            ("really new", State.DRAFT),
        ]
        assert restored.due(make.now + timedelta(days=1)) == ()
        assert {row.key: row.state for row in restored.outbox()} == {
            "queued": State.ACCEPTED,
            "draft": State.ACCEPTED,
            "planned since": State.ACCEPTED,
            "really new": State.DRAFT,
        }
        assert [trouble.kind for trouble in restored.troubles()] == (["restored"] if way == "backup" else [])
        assert restored.verify() == ()


def test_a_restored_ledger_believes_copies_that_a_provider_changed(ledger: Ledger, make, tmp_path: Path) -> None:
    row = make.approved(ledger, "queued")
    ledger.backup(tmp_path / "copy.db", make.now)
    with Ledger.open(tmp_path / "copy.db", now=make.now) as restored:
        restored.recover(make.now)
        make.letter(restored, row.message_id, sender="assistant@mailpm.example", own="re-encoded by the provider")
        assert restored.proven(row.message_id, make.now)


def test_a_full_disk_is_said_and_nothing_is_half_written(ledger: Ledger, make) -> None:
    before = ledger.project_status("acme", make.now)
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    message = make.message("big@acme.example", own="x" * 200_000)

    def fetch() -> None:
        with ledger.transaction():
            ledger.set_cursor(Cursor(folder="INBOX", uidvalidity=1, uid_next=99))
            ledger.add_letter(make.fetched(message), message, project="acme", thread="big", now=make.now)

    with pytest.raises(LedgerFull, match="no room left"):
        fetch()
    assert ledger.cursor("INBOX") is None
    assert ledger.project_status("acme", make.now) == before
    ledger._connection.execute("PRAGMA max_page_count = 1000000")
    fetch()
    assert ledger.letter_known(message)
    assert ledger.verify() == ()


def test_what_was_written_down_before_the_disk_was_full_stays(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    message = make.message("big@acme.example", own="x" * 200_000)
    with pytest.raises(LedgerFull):
        ledger.add_letter(make.fetched(message), message, project="acme", thread="big", now=make.now)
    assert ledger.outbound(row.id).state is State.BODY_STARTED
    # What SMTP says still finds its place: rows that are there change in place.
    ledger.settle(row.id, [Delivery(recipient=make.wang, result=Result.ACCEPTED)], make.now)
    assert ledger.outbound(row.id).state is State.ACCEPTED


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from mailpm.ledger import Ledger, LedgerError
now = datetime(2026, 10, 14, tzinfo=UTC)
with Ledger.open(Path(sys.argv[1]), now=now) as ledger:
    ledger.put("before", "x")
    size = Path(sys.argv[1] + "-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
    try:
        ledger.put("big", "x" * 500_000)
    except LedgerError as error:
        print(type(error).__name__, isinstance(error, OSError))
    print(ledger.get("before"), ledger.get("big"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a file's size are POSIX")
def test_a_file_that_may_not_grow_is_said_and_read_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "ledger.db")], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["LedgerUnreachable True", "x None"], done.stderr
    with Ledger.open(tmp_path / "ledger.db", now=datetime(2026, 10, 14, tzinfo=UTC)) as ledger:
        assert (ledger.get("before"), ledger.get("big"), ledger.verify()) == ("x", None, ())


READER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mailpm.ledger import Ledger
now = datetime(2026, 10, 14, tzinfo=UTC)
seen = 0
print("reading", flush=True)
while seen < 120:
    with Ledger.open(Path(sys.argv[1]), now=now, read_only=True) as ledger:
        for _ in range(20):
            status = ledger.project_status("acme", now)
            letters = ledger.letter_count()
            assert letters >= seen, "a reader saw time run backwards"
            seen = letters
print("read", flush=True)
"""


def test_readers_and_backups_go_on_while_letters_come_in(ledger: Ledger, make, tmp_path: Path) -> None:
    reader = subprocess.Popen([sys.executable, "-c", READER, str(ledger.path)], stdout=subprocess.PIPE, text=True)
    try:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for n in range(130):
            make.letter(ledger, f"{n}@acme.example")
            if n % 40 == 0:
                ledger.backup(tmp_path / "copy.db", make.now)
        assert reader.stdout.readline() == "read\n"
        assert reader.wait(30) == 0
    finally:
        reader.kill()
        reader.communicate()
    with Ledger.open(tmp_path / "copy.db", now=make.now) as copy:
        assert copy.verify() == ()
        assert copy.letter_count() == 122


SECRET = "geheimnis-7351"


def _a_life(ledger: Ledger, make) -> None:
    """Wang Min all over a ledger, with a secret in everything she said."""
    ledger.save_person("acme", Person(email=make.wang, name=f"王敏 {SECRET}", side=Side.CLIENT))
    ledger.save_assignment("acme", Assignment(subject="m1", email=make.wang, raci=Raci.RESPONSIBLE))
    ledger.save_check_in(
        "acme", CheckIn(uid="u", title="例会", start=make.now, minutes=45, rrule="FREQ=WEEKLY", attendees=(make.wang,))
    )
    ledger.save_feedback(
        "acme", Feedback(message_id="f", report="r", said_by=make.wang, said_on=make.now, words=f"不错 {SECRET}")
    )
    ledger.trouble(Trouble(kind="bounced", words="5.1.1", at=make.now, project="acme", person=make.wang))
    ledger.put(f"tone:reminder:{make.wang}:1", "1")
    make.letter(ledger, "b@acme.example", thread="a@acme.example", own=f"文案周五给您 {SECRET}", hours=1)
    item = make.item(
        "k2", message_id="b@acme.example", quote=f"文案周五给您 {SECRET}", owner=Owner(name=f"王敏 {SECRET}", side=Side.CLIENT, email=make.wang)
    )
    move = Move(
        field="owner",
        old="",
        new=f"王敏 {SECRET}",
        quote=f"我来 {SECRET}",
        message_id="b@acme.example",
        said_on=make.now,
        said_by=make.wang,
    )
    ledger.save_reading("a@acme.example", "acme", make.reading(make.item("k1"), item.moved(move)), now=make.now)
    sent(ledger, make, f"reminder:{make.wang}:1", numbering=(Numbered(number="1", kind="draft", key=f"reminder:{make.wang}:1"),))
    make.draft(ledger, f"reminder:{make.wang}:2")
    fetched = make.fetched(make.message("odd@acme.example", own=SECRET))
    ledger.shunt(fetched, "ValueError: odd", make.now)


def test_whoever_is_forgotten_is_nowhere_in_the_file(ledger: Ledger, make) -> None:
    _a_life(ledger, make)
    told = ledger.forget("Wang@acme.example", make.now)
    assert told.email == make.wang
    assert len(told.removed) == 5
    assert any("fingerprints" in sentence for sentence in told.kept)
    everything = b"".join(path.read_bytes() for path in ledger.path.parent.glob("ledger.db*"))
    assert SECRET.encode() not in everything
    assert make.wang.encode() not in everything
    assert ledger.verify() == ()


def test_what_is_owed_and_that_something_was_sent_stay(ledger: Ledger, make) -> None:
    _a_life(ledger, make)
    ledger.forget(make.wang, make.now)
    status = ledger.project_status("acme", make.now)
    assert [(t.item.what, t.item.due.iso() if t.item.due else "", t.item.quote) for t in status.items] == [
        ("首页文案", "2026-10-16", ""),
        ("首页文案", "2026-10-16", ""),
    ]
    assert [(row.state, row.recipients) for row in ledger.outbox()] == [
        (State.ACCEPTED, ("forgotten-1",)),
        (State.WITHDRAWN, ("forgotten-2",)),
    ]


def test_a_forgotten_letter_is_not_taken_in_again(ledger: Ledger, make) -> None:
    message = make.message("a@acme.example")
    ledger.forget(make.wang, make.now)
    assert ledger.letter_known(message)
    assert not ledger.add_letter(make.fetched(message), message, project="acme", thread="a@acme.example", now=make.now)
    assert ledger.raw_letter("a@acme.example") is None
    assert ledger.letters("a@acme.example") == ()


def test_letters_of_others_are_kept_and_said_so(ledger: Ledger, make) -> None:
    make.letter(ledger, "pm@studio.example", thread="a@acme.example", sender=make.pm, to=(make.wang,), own="请周五前。")
    told = ledger.forget(make.wang, make.now)
    assert ledger.raw_letter("pm@studio.example") is not None
    assert any(sentence.startswith("1 letters of others") for sentence in told.kept)


def test_the_team_is_not_forgotten_by_mistake(ledger: Ledger, make) -> None:
    ledger.set_team([Address(email=make.pm)])
    with pytest.raises(LedgerRefused, match="is on the team"):
        ledger.forget(make.pm, make.now)


def test_a_stranger_is_forgotten_without_a_trace(ledger: Ledger, make) -> None:
    before = ledger.project_status("acme", make.now)
    assert ledger.forget("nobody@x.example", make.now).removed == ()
    assert ledger.project_status("acme", make.now) == before


def _plant(sql: str, *values: object) -> Callable[[Ledger], None]:
    def plant(ledger: Ledger) -> None:
        ledger._connection.execute("PRAGMA foreign_keys = OFF")
        ledger._connection.execute(sql, values)

    return plant


BREACHES = {
    "strangers": _plant("UPDATE outbox_people SET email = 'mallory@evil.example'"),
    "unapproved": _plant("DELETE FROM approvals"),
    "twice": _plant("INSERT INTO attempts (outbound, version, allowed, at, ended_at, result) SELECT outbound, version, allowed, at, at, result FROM attempts"),
    "outcomes": _plant("UPDATE outbox_people SET result = NULL"),
    "bodies": _plant("DELETE FROM bodies"),
    "projects": _plant("UPDATE items SET project = 'nord'"),
    "visibility": _plant("UPDATE letters SET visibility = 'internal'"),
    "wordings": _plant("UPDATE versions SET raw = x'41'"),
    "foreign_keys": _plant("DELETE FROM letters"),
    "quotes": _plant("UPDATE items SET quote = '我们一定周一给'"),
}


@pytest.fixture
def sound(ledger: Ledger, make) -> Ledger:
    ledger.save_project(Project(key="nord", name="Nord"))
    ledger.save_decision(
        "acme", Decision(key="d", quote="文案", said_by=make.wang, said_on=make.now, message_id="a@acme.example")
    )
    sent(ledger, make, "a")
    return ledger


def read(raw: bytes) -> str:
    return raw.decode().partition("\r\n\r\n")[2]


def test_a_sound_ledger_has_no_breach(sound: Ledger, make) -> None:
    row = sound.by_key("a")
    assert row is not None
    delivered = [(row.message_id, make.wang), (row.message_id, "assistant@mailpm.example")]
    inbox = [(m.message_id, m.digest) for m in (make.message("a@acme.example"),)]
    assert sound.verify(words=read, inbox=inbox, delivered=delivered, ours="assistant@mailpm.example") == ()


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_found(sound: Ledger, breach: str) -> None:
    BREACHES[breach](sound)
    assert breach in {broken.invariant for broken in sound.verify(words=read)}


def test_breaches_outside_the_file_are_found(sound: Ledger, make) -> None:
    row = sound.by_key("a")
    assert row is not None
    here = (row.message_id, make.wang)

    def words(**given: object) -> list[str]:
        return [broken.words for broken in sound.verify(**given)]  # type: ignore[arg-type]

    assert words(delivered=[here, here]) == ["wang@acme.example got it 2 times"]
    assert words(delivered=[]) == ["wang@acme.example never got it"]
    assert words(delivered=[here, ("x@y.example", make.wang)]) == ["wang@acme.example got it, no row says so"]
    assert words(inbox=[("lost@acme.example", "d")]) == ["is in the mailbox and not in the ledger"]


def test_a_damaged_file_is_said_so(ledger: Ledger, make, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    for n in range(40):
        make.letter(ledger, f"{n}@acme.example", own="x" * 2000)
    ledger.backup(target, make.now)
    raw = bytearray(target.read_bytes())
    raw[-20_000:-10_000] = b"\xff" * 10_000  # among the letters, behind the tables' own pages
    target.write_bytes(raw)
    with Ledger.open(target, now=make.now) as damaged:
        assert [broken.invariant for broken in damaged.verify()] == ["integrity"]
