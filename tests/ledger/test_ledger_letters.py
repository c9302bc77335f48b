"""Letters in: once each, with their bytes, whoever else chooses the same Message-ID."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailpm.ledger import Ledger
from mailpm.model import Absence, Cursor, Person, Project, Side
from mailpm.model.memory import Place


def test_the_same_letter_is_kept_once_wherever_it_is_seen(ledger: Ledger, make) -> None:
    message = make.message("b@acme.example")
    first = make.fetched(message)
    assert not ledger.letter_known(message)
    assert ledger.add_letter(first, message, project="acme", thread="b@acme.example", now=make.now)
    assert ledger.letter_known(message)
    again = make.fetched(message, uidvalidity=2)
    assert not ledger.add_letter(again, message, project="acme", thread="b@acme.example", now=make.now)
    assert [letter.raw for letter in ledger.letters("b@acme.example")] == [first.raw]
    seen = ledger._connection.execute("SELECT count(*) FROM sightings").fetchone()[0]
    assert seen == 3  # the fixture's letter, and this one in two places


def test_another_letter_under_a_known_message_id_is_kept_and_told(ledger: Ledger, make) -> None:
    forged = make.message("a@acme.example", sender="mallory@evil.example", own="Nothing to see here.")
    assert not ledger.letter_known(forged)
    assert ledger.add_letter(make.fetched(forged), forged, project=None, thread="forged", now=make.now)
    (trouble,) = ledger.troubles()
    assert (trouble.kind, trouble.person, trouble.message_id) == ("repeated_id", "mallory@evil.example", "a@acme.example")
    assert [letter.repeated_id for letter in ledger.letters("forged")] == [True]
    # The letter that was there first keeps its bytes under that Message-ID.
    assert ledger.raw_letter("a@acme.example") == ledger.letters("a@acme.example")[0].raw


def test_a_letter_that_a_thief_announced_is_not_hidden(ledger: Ledger, make) -> None:
    early = make.message("next@acme.example", sender="mallory@evil.example", own="x")
    ledger.add_letter(make.fetched(early), early, project=None, thread="x", now=make.now)
    true = make.message("next@acme.example", own="文案已发,见附件。")
    assert ledger.add_letter(make.fetched(true), true, project="acme", thread="a@acme.example", now=make.now)
    assert [letter.sender for letter in ledger.letters("a@acme.example")] == [make.wang, make.wang]


def test_letter_and_cursor_are_one_transaction(ledger: Ledger, make) -> None:
    message = make.message("b@acme.example")

    def fetch_and_break() -> None:
        with ledger.transaction():
            ledger.add_letter(make.fetched(message), message, project="acme", thread="b", now=make.now)
            ledger.set_cursor(Cursor(folder="INBOX", uidvalidity=1, uid_next=8))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fetch_and_break()
    assert not ledger.letter_known(message)
    assert ledger.cursor("INBOX") is None


def test_a_letter_that_breaks_takes_only_itself_back(ledger: Ledger, make) -> None:
    good, bad = make.message("good@acme.example"), make.message("bad@acme.example")

    def add_and_break() -> None:
        with ledger.transaction():
            ledger.add_letter(make.fetched(bad), bad, project="acme", thread="bad", now=make.now)
            raise ZeroDivisionError

    with ledger.transaction():
        ledger.add_letter(make.fetched(good), good, project="acme", thread="good", now=make.now)
        with pytest.raises(ZeroDivisionError):
            add_and_break()
        ledger.set_cursor(Cursor(folder="INBOX", uidvalidity=1, uid_next=9))
    assert ledger.letter_known(good)
    assert not ledger.letter_known(bad)
    assert ledger.cursor("INBOX") == Cursor(folder="INBOX", uidvalidity=1, uid_next=9)


def test_the_cursor_follows_a_new_numbering(ledger: Ledger) -> None:
    ledger.set_cursor(Cursor(folder="客户/项目A", uidvalidity=1, uid_next=500))
    ledger.set_cursor(Cursor(folder="客户/项目A", uidvalidity=2, uid_next=3))
    assert ledger.cursor("客户/项目A") == Cursor(folder="客户/项目A", uidvalidity=2, uid_next=3)


def test_dates_keep_their_writers_zone(ledger: Ledger, make) -> None:
    from zoneinfo import ZoneInfo

    late = make.now.replace(hour=18, tzinfo=ZoneInfo("America/Los_Angeles"))
    message = replace(make.message("b@acme.example"), date=late)
    ledger.add_letter(make.fetched(message), message, project="acme", thread="b", now=make.now)
    (stored,) = ledger.letters("b")
    assert stored.date == late
    assert stored.date.strftime("%Y-%m-%d %H:%M") == "2026-10-14 18:00"


def test_places_tell_letters_of_others_from_ours(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "reminder:1")
    assert ledger.places_of([row.message_id]) == ()  # it has not left
    ledger.claim(row.id, make.now)
    assert ledger.places_of(["unknown@x.example", row.message_id, "a@acme.example"]) == (
        Place(
            message_id="a@acme.example",
            thread="a@acme.example",
            project="acme",
            ours=False,
            recipients=(make.pm,),
            sender=make.wang,
        ),
        Place(
            message_id=row.message_id, thread="a@acme.example", project="acme", ours=True, recipients=(make.wang,)
        ),
    )


def test_own_words_of_a_thread_hold_ours_as_well(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "reminder:1")
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    ledger.proven(row.message_id, make.now)
    make.letter(ledger, "c@acme.example", thread="a@acme.example", own="下周三。", hours=30)
    assert ledger.own_words("a@acme.example") == ("文案周五给您。", row.text, "下周三。")


def test_the_tray_holds_what_belongs_nowhere_until_it_is_moved(ledger: Ledger, make) -> None:
    make.letter(ledger, "lost@nord.example", project=None, sender="someone@nord.example")
    ledger.save_reading("lost@nord.example", None, make.reading(make.item("lost-1")), now=make.now)
    assert [letter.message_id for letter in ledger.tray()] == ["lost@nord.example"]
    ledger.save_project(Project(key="nord", name="Nord"))
    ledger.save_person("nord", Person(email="someone@nord.example", name="S", side=Side.CLIENT))
    ledger.move_thread("lost@nord.example", "nord")
    assert ledger.tray() == ()
    assert ledger.project_of("lost@nord.example") == "nord"
    (tracked,) = ledger.items("nord")
    assert tracked.item.key == "lost-1"


def test_a_letter_among_the_team_is_internal_and_one_with_a_client_is_not(ledger: Ledger, make) -> None:
    ledger.save_person("acme", Person(email="xiao@studio.example", name="Xiao", side=Side.TEAM))
    make.letter(ledger, "in@studio.example", sender=make.pm, to=("xiao@studio.example",))
    make.letter(ledger, "out@studio.example", sender=make.pm, to=(make.wang, "xiao@studio.example"))
    rows = ledger._connection.execute("SELECT message_id, visibility FROM letters ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("a@acme.example", "client"),
        ("in@studio.example", "internal"),
        ("out@studio.example", "client"),
    ]


def test_a_letter_that_breaks_the_reader_is_kept_listed_and_told(ledger: Ledger, make) -> None:
    fetched = make.fetched(make.message("x@acme.example"))
    ledger.shunt(fetched, "Traceback …\nValueError: odd", make.now)
    ledger.shunt(fetched, "Traceback …\nValueError: odd", make.now + timedelta(hours=1))
    (shunted,) = ledger.shunted()
    assert shunted.fetched.raw == fetched.raw
    assert [trouble.kind for trouble in ledger.troubles()] == ["shunted"]
    ledger.unshunt(shunted.id, make.now)
    assert ledger.shunted() == ()
    assert ledger.troubles() == ()
    assert [trouble.kind for trouble in ledger.troubles(open_only=False)] == ["shunted"]


def test_an_automatic_reply_is_news_with_its_absence(ledger: Ledger, make) -> None:
    absence = Absence(quote="休假到 10/23", until=make.now.date())
    message = replace(make.message("ooo@acme.example"), absence=absence)
    ledger.add_letter(make.fetched(message), message, project="acme", thread="ooo", now=make.now)
    untold = {letter.message_id: letter.absence for letter in ledger.project_status("acme", make.now).untold}
    assert untold == {"a@acme.example": None, "ooo@acme.example": absence}


def test_threads_are_listed_in_order(ledger: Ledger, make) -> None:
    make.letter(ledger, "b@acme.example")
    make.letter(ledger, "c@acme.example", thread="b@acme.example")
    assert ledger.all_threads() == ("a@acme.example", "b@acme.example")
    assert ledger.letters("nowhere") == ()
    assert ledger.raw_letter("nowhere@x.example") is None
