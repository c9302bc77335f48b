"""What threads say: kept as it was read, with a person's corrections laid over it, and told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailpm.ledger import Ledger
from mailpm.model import (
    Due,
    Grain,
    Item,
    ItemType,
    Kind,
    MeetingFinding,
    Move,
    Note,
    NoteKind,
    Order,
    Owner,
    Person,
    Project,
    Reading,
    Side,
    Status,
    TrackedItem,
    Verb,
)

THREAD = "a@acme.example"
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, zone),
    st.integers(1_577_836_800, 1_924_991_999),
    zones,
)
because = st.lists(words, max_size=3).map(tuple)
dues = st.builds(
    Due,
    value=days | moments,
    grain=st.sampled_from(Grain),
    implied=st.booleans(),
    other=st.lists(days, max_size=2).map(tuple),
    words=words,
)
moves = st.builds(
    Move,
    field=st.sampled_from(["due", "status", "owner"]),
    old=words,
    new=words,
    quote=words,
    message_id=words,
    said_on=moments,
    said_by=words,
    because=because,
)
items = st.builds(
    Item,
    key=st.uuids().map(str),
    type=st.sampled_from(ItemType),
    message=st.integers(1, 50),
    message_id=words,
    owner=st.builds(Owner, name=words, side=st.sampled_from(Side), email=words),
    what=words,
    quote=words,
    status=st.sampled_from(Status),
    due=st.none() | dues,
    because=because,
    certainty=st.floats(0, 1),
    said_on=st.none() | moments,
    said_by=words,
    asked_by=words,
    number=words,
    moves=st.lists(moves, max_size=3).map(tuple),
)
readings = st.builds(
    Reading,
    kinds=st.lists(st.sampled_from(Kind), max_size=3).map(tuple),
    items=st.lists(items, max_size=4, unique_by=lambda item: item.key).map(tuple),
    meetings=st.lists(
        st.builds(MeetingFinding, start=moments, status=words, quote=words, message_id=words, because=because), max_size=2
    ).map(tuple),
    notes=st.lists(
        st.builds(
            Note,
            kind=st.sampled_from(NoteKind),
            quote=words,
            message_id=words,
            said_by=words,
            because=because,
            certainty=st.floats(0, 1),
        ),
        max_size=2,
    ).map(tuple),
    orders=st.lists(
        st.builds(Order, verb=st.sampled_from(Verb), quote=words, numbers=because, due=st.none() | dues), max_size=2
    ).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=readings, after=readings)
def test_a_reading_comes_back_as_it_was_saved(ledger: Ledger, make, first: Reading, after: Reading) -> None:
    thread = str(uuid4())  # each example in a thread of its own, as keys are everywhere
    reading = replace(first, items=tuple(replace(i, key=f"{thread} {i.key}") for i in first.items))
    ledger.save_reading(thread, "acme", reading, now=make.now)
    assert ledger.reading(thread) == reading
    ledger.save_reading(thread, "acme", reading, now=make.now)
    assert ledger.reading(thread) == reading
    more = tuple(replace(item, key=f"{thread} after {item.key}") for item in after.items)
    longer = replace(after, items=(*reading.items, *more))
    ledger.save_reading(thread, "acme", longer, now=make.now)
    assert ledger.reading(thread) == longer


def test_an_unknown_thread_says_nothing(ledger: Ledger) -> None:
    assert ledger.reading("nowhere") == Reading()


def moved(item: Item, make, *, day: int, message_id: str, hours: int = 0) -> Item:
    assert item.due is not None
    move = Move(
        field="due",
        old=item.due.iso(),
        new=f"2026-10-{day}",
        quote="文案要到下周三",
        message_id=message_id,
        said_on=make.now + timedelta(hours=hours),
        said_by=make.wang,
    )
    return item.moved(move, due=Due(value=date(2026, 10, day)))


def test_a_moved_date_keeps_its_sentence(ledger: Ledger, make) -> None:
    make.letter(ledger, "b@acme.example", thread=THREAD, own="文案要到下周三", hours=5)
    (before,) = ledger.reading(THREAD).items
    after = moved(before, make, day=21, message_id="b@acme.example", hours=5)
    ledger.save_reading(THREAD, "acme", make.reading(after), now=make.now)
    (tracked,) = ledger.items("acme")
    assert tracked.item == after
    assert [move.quote for move in tracked.item.moves] == ["文案要到下周三"]
    assert ledger.item("k1") == tracked


def test_the_thread_lends_subject_and_references_only_where_the_client_saw_it(ledger: Ledger, make) -> None:
    (tracked,) = ledger.items("acme")
    assert (tracked.subject, tracked.references, tracked.internal) == ("首页文案", ("a@acme.example",), False)
    ledger.save_person("acme", Person(email="xiao@studio.example", name="Xiao", side=Side.TEAM))
    make.letter(ledger, "in@studio.example", sender=make.pm, to=("xiao@studio.example",), own="他们总是拖。")
    ledger.save_reading(
        "in@studio.example", "acme", make.reading(make.item("k2", message_id="in@studio.example")), now=make.now
    )
    hidden = ledger.item("k2")
    assert hidden is not None
    assert (hidden.subject, hidden.references, hidden.internal) == ("", (), True)


def test_a_long_thread_lends_its_first_and_its_last_letters(ledger: Ledger, make) -> None:
    for n in range(30):
        make.letter(ledger, f"{n}@acme.example", thread=THREAD, hours=n + 1)
    (tracked,) = ledger.items("acme")
    assert tracked.references == (THREAD, *(f"{n}@acme.example" for n in range(21, 30)))
    assert ledger.item("k1") == tracked


def test_an_item_stops_being_internal_once_a_client_speaks_of_it(ledger: Ledger, make) -> None:
    make.letter(ledger, "in@studio.example", sender=make.pm, to=("xiao@studio.example",))
    inside = make.item("k2", message_id="in@studio.example")
    ledger.save_reading("in@studio.example", "acme", make.reading(inside), now=make.now)
    make.letter(ledger, "out@acme.example", thread="in@studio.example", hours=3)
    after = moved(inside, make, day=20, message_id="out@acme.example", hours=3)
    ledger.save_reading("in@studio.example", "acme", make.reading(after), now=make.now)
    tracked = ledger.item("k2")
    assert tracked is not None
    assert not tracked.internal


def test_what_the_pm_set_stays_when_the_thread_is_read_again(ledger: Ledger, make) -> None:
    (tracked,) = ledger.items("acme")
    read = tracked.item
    corrected = replace(read, owner=Owner(name="赵强", side=Side.CLIENT, email="zhao@acme.example"))
    ledger.save_item("acme", replace(tracked, item=corrected, confirmed=True))
    ledger.save_reading(THREAD, "acme", make.reading(replace(read, what="文案")), now=make.now)
    again = ledger.item("k1")
    assert again is not None
    assert again.item.owner.name == "赵强"
    assert again.item.what == "文案"
    assert again.confirmed
    assert again.item in ledger.reading(THREAD).items


def test_a_later_sentence_moves_what_the_pm_set(ledger: Ledger, make) -> None:
    (tracked,) = ledger.items("acme")
    ledger.save_item("acme", replace(tracked, item=replace(tracked.item, due=Due(value=date(2026, 10, 19)))))
    make.letter(ledger, "b@acme.example", thread=THREAD, hours=9)
    so_far = ledger.reading(THREAD).items[0]
    assert so_far.due == Due(value=date(2026, 10, 19))
    after = moved(so_far, make, day=23, message_id="b@acme.example", hours=9)
    ledger.save_reading(THREAD, "acme", make.reading(after), now=make.now)
    assert ledger.reading(THREAD).items == (after,)


def test_the_pms_own_move_is_kept_when_the_thread_is_read_again(ledger: Ledger, make) -> None:
    (tracked,) = ledger.items("acme")
    order = Move(
        field="due",
        old="2026-10-16",
        new="2026-10-19",
        quote="2 改 10/19",
        message_id="order@studio.example",
        said_on=make.now + timedelta(hours=2),
        said_by=make.pm,
    )
    corrected = tracked.item.moved(order, due=Due(value=date(2026, 10, 19)))
    ledger.save_item("acme", replace(tracked, item=corrected))
    ledger.save_reading(THREAD, "acme", make.reading(tracked.item), now=make.now)
    again = ledger.reading(THREAD).items[0]
    assert again.moves == (order,)
    assert again.due == Due(value=date(2026, 10, 19))


def test_what_a_second_reading_does_not_find_is_set_aside_unless_a_person_had_a_word(ledger: Ledger, make) -> None:
    items = [make.item(f"k{n}") for n in range(1, 5)]
    ledger.save_reading(THREAD, "acme", make.reading(*items), now=make.now)
    tracked = {t.item.key: t for t in ledger.items("acme")}
    ledger.save_item("acme", replace(tracked["k2"], confirmed=True))
    ledger.save_item("acme", replace(tracked["k3"], item=replace(items[2], status=Status.DONE)))
    own = TrackedItem(item=make.item("own", message_id="order@studio.example"), project="acme", thread=THREAD)
    ledger.save_item("acme", own)
    ledger.save_reading(THREAD, "acme", make.reading(items[0]), now=make.now)
    assert {t.item.key for t in ledger.items("acme")} == {"k1", "k2", "k3", "own"}
    # Found again, it is there again.
    ledger.save_reading(THREAD, "acme", make.reading(items[0], items[3]), now=make.now)
    assert {t.item.key for t in ledger.items("acme")} == {"k1", "k2", "k3", "k4", "own"}


def test_a_key_of_another_thread_is_not_taken_over(ledger: Ledger, make) -> None:
    ledger.save_project(Project(key="nord", name="Nord"))
    make.letter(ledger, "copy@evil.example", project="nord", sender="mallory@evil.example")
    ledger.save_reading("copy@evil.example", "nord", make.reading(make.item("k1", what="mine now")), now=make.now)
    assert ledger.items("nord") == ()
    assert [t.item.what for t in ledger.items("acme")] == ["首页文案"]
    assert [trouble.kind for trouble in ledger.troubles()] == ["clash"]


def test_news_is_told_once_and_a_move_is_news_again(ledger: Ledger, make) -> None:
    status = ledger.project_status("acme", make.now)
    assert [u.message_id for u in status.untold] == [THREAD]
    assert status.unread_from == (make.wang,)
    assert [t.told for t in status.items] == [False]
    ledger.mark_letters_told([THREAD])
    status = ledger.project_status("acme", make.now)
    assert (status.untold, status.unread_from, [t.told for t in status.items]) == ((), (), [True])
    ledger.save_reading(THREAD, "acme", ledger.reading(THREAD), now=make.now)
    assert ledger.project_status("acme", make.now).untold == ()
    make.letter(ledger, "b@acme.example", thread=THREAD, hours=4)
    after = moved(ledger.reading(THREAD).items[0], make, day=21, message_id="b@acme.example")
    ledger.save_reading(THREAD, "acme", make.reading(after), now=make.now)
    status = ledger.project_status("acme", make.now)
    assert ([u.message_id for u in status.untold], [t.told for t in status.items]) == (["b@acme.example"], [False])
    ledger.mark_told(["k1"])
    assert [t.told for t in ledger.items("acme")] == [True]


def test_rules_that_improve_are_no_news(ledger: Ledger, make) -> None:
    make.letter(ledger, "b@acme.example", thread=THREAD, hours=4)
    after = moved(ledger.reading(THREAD).items[0], make, day=21, message_id="b@acme.example")
    ledger.save_reading(THREAD, "acme", make.reading(after), now=make.now)
    ledger.mark_letters_told([THREAD, "b@acme.example"])
    better = replace(after, because=("zh.promise.give.2",), moves=(replace(after.moves[0], because=("zh.move.until",)),))
    ledger.save_reading(THREAD, "acme", make.reading(better), now=make.now)
    status = ledger.project_status("acme", make.now)
    assert ([t.item for t in status.items], [t.told for t in status.items], status.untold) == ([better], [True], ())


def test_a_note_is_news(ledger: Ledger, make) -> None:
    make.letter(ledger, "b@acme.example", thread=THREAD)
    ledger.mark_letters_told([THREAD])
    note = Note(kind=NoteKind.CHANGE, quote="首页再加一个多语言切换吧", message_id="b@acme.example", said_by=make.wang)
    ledger.save_reading(THREAD, "acme", replace(ledger.reading(THREAD), notes=(note,)), now=make.now)
    assert [u.message_id for u in ledger.project_status("acme", make.now).untold] == ["b@acme.example"]


def test_a_persons_word_about_an_item_is_kept_whole(ledger: Ledger, make) -> None:
    tracked = ledger.items("acme")[0]
    held = replace(
        tracked,
        milestone="m1",
        hold_until=date(2026, 10, 23),
        call_on=date(2026, 10, 24),
        asked=False,
        told=True,
        confirmed=True,
    )
    ledger.save_item("acme", held)
    assert ledger.item("k1") == held
    assert ledger.item("nothing") is None


def test_items_of_all_projects_are_one_list(ledger: Ledger, make) -> None:
    ledger.save_project(Project(key="nord", name="Nord"))
    other = TrackedItem(item=make.item("n1", due=15), project="nord")
    ledger.save_item("nord", other)
    assert [t.item.key for t in ledger.items()] == ["n1", "k1"]
    assert [t.item.key for t in ledger.items("nord")] == ["n1"]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (date(2026, 10, 16), "2026-10-16"),
        (datetime(2026, 10, 16, 0, 30, tzinfo=timezone(timedelta(hours=8))), "2026-10-16T00:30"),
        (datetime(2026, 10, 16, 23, 30, tzinfo=timezone(timedelta(hours=-7))), "2026-10-16T23:30"),
        (datetime(2026, 10, 16, 12, 0, tzinfo=UTC), "2026-10-16T12:00"),
    ],
)
def test_a_due_time_stays_its_authors_day(ledger: Ledger, make, value: date | datetime, iso: str) -> None:
    item = replace(make.item("z"), due=Due(value=value))
    ledger.save_reading("t", "acme", make.reading(item), now=make.now)
    item = ledger.reading("t").items[0]
    assert item.due is not None
    assert item.due.iso() == iso
    day = ledger._connection.execute("SELECT due_day FROM items WHERE key = 'z'").fetchone()[0]
    assert day == "2026-10-16"
