"""No client reads what was said among the team, ordered of the assistant, or written by somebody else about them."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.planning.chasing_kit import BERLIN, change, client, handed, item, postponed, status_of, team

from mailpm.composing import Composer, template_folders
from mailpm.model import (
    Address,
    Autonomy,
    Due,
    Incentive,
    ItemType,
    Language,
    Milestone,
    Move,
    Owner,
    Planned,
    Project,
    ProjectStatus,
    Sent,
    ThreadPlace,
    TrackedItem,
)
from mailpm.planning import plan
from mailpm.planning.telling import letter_item, place_of, title
from mailpm.workdays import plain_calendar

PM = team()
LENA = client("lena@x.example", "Lena Brown", zone="Europe/Berlin", country="DE")
OMAR = client("omar@x.example", "Omar Haddad", zone="Europe/Berlin", country="DE")
COMPOSER = Composer(template_folders())


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=BERLIN)


def texts(status: ProjectStatus, now: datetime) -> list[tuple[Planned, str]]:
    found = []
    for planned in plan(status, now, calendars=plain_calendar):
        for language in Language:
            letter = replace(planned, language=language)
            made = COMPOSER.compose(letter, sender=Address(email="a@agency.example", name="A"), now=now)
            found.append((planned, made.raw.decode() + made.subject + made.text))
    return found


def order(status: ProjectStatus, key: str, quote: str, field: str, old: str, new: str, **fields: object) -> ProjectStatus:
    move = Move(
        field=field,
        old=old,
        new=new,
        quote=quote,
        message_id="secret-order@agency.example",
        said_on=at(9),
        said_by=PM.email,
        because=("order", "set"),
    )

    def edit(t: TrackedItem) -> TrackedItem:
        return replace(t, item=t.item.moved(move, **fields), confirmed=True)

    return change(status, key, edit)


@pytest.mark.parametrize("field", ["due", "owner", "both"])
def test_an_order_of_the_pm_is_never_quoted_nor_answered(field: str) -> None:
    status = status_of([PM, LENA, OMAR], [item("logo", OMAR, date(2026, 10, 8), at(1), by=PM)])
    if field != "due":
        owner = Owner(name=LENA.name, email=LENA.email, side=LENA.side)
        status = order(status, "logo", "give it to Lena, she SECRETLY likes it", "owner", "Omar", "Lena", owner=owner)
    if field != "owner":
        due = Due(value=date(2026, 10, 12))
        status = order(status, "logo", "1 Monday, he is SECRETLY slow", "due", "2026-10-08", "2026-10-12", due=due)
    letters = texts(status, at(13))
    assert letters
    for _, text in letters:
        assert "SECRETLY" not in text
        assert "secret-order" not in text


def test_an_item_that_the_pm_told_us_alone_is_asked_for_without_his_words() -> None:
    logo = item("logo", LENA, date(2026, 10, 20), at(12), by=PM, asked=False)
    status = status_of([PM, LENA], [replace(logo, item=replace(logo.item, quote="SECRET plan", message_id="o@a.example"))])
    letters = texts(status, at(13))
    assert {p.kind for p, _ in letters} == {"first_request"}
    assert not any("SECRET" in text or "o@a.example" in text for _, text in letters)


def test_what_one_client_wrote_of_another_is_not_passed_on() -> None:
    status = status_of([PM, LENA, OMAR], [item("logo", LENA, date(2026, 10, 20), at(1), by=PM)])
    status = handed(status, "logo", OMAR, LENA, at(12))
    status = change(
        status,
        "logo",
        lambda t: replace(t, item=replace(t.item, moves=(replace(t.item.moves[0], quote="SECRET: Omar is idle"),))),
    )
    letters = texts(status, at(13))
    assert ("first_request", OMAR.email) in {(p.kind, p.to[0].email) for p, _ in letters}
    assert not any("SECRET" in text for _, text in letters)
    assert any("Lena Brown named you for this." in text for _, text in letters)


def test_letters_go_into_the_thread_that_the_reader_knows() -> None:
    first = item("logo", LENA, date(2026, 10, 20), at(1), by=PM)
    logo = replace(first, subject="Homepage", references=("root@x.example",))
    status = status_of([PM, LENA, OMAR], [logo])
    in_thread = place_of(logo, LENA, ())
    assert in_thread == ThreadPlace(
        subject="Homepage", in_reply_to=logo.item.message_id, references=("root@x.example",)
    )
    answered = postponed(status, "logo", date(2026, 10, 22), LENA, at(5)).items[0]
    place = place_of(answered, LENA, ())
    assert place is not None
    assert place.in_reply_to == answered.item.moves[0].message_id
    # Omar was never in it: ours is the only thread he knows.
    passed = handed(status, "logo", OMAR, LENA, at(12)).items[0]
    assert place_of(passed, OMAR, ()) is None
    letter = Sent(
        key="first_request:omar",
        kind="first_request",
        to=(OMAR.email,),
        at=at(13),
        state="accepted",
        item_keys=("logo",),
        message_id="ours@agency.example",
        subject="Site: logo",
    )
    ours = place_of(passed, OMAR, [letter])
    assert ours == ThreadPlace(
        subject="Site: logo", in_reply_to="ours@agency.example", references=("ours@agency.example",)
    )


def test_internal_items_appear_nowhere() -> None:
    inside = item("SECRET", LENA, date(2026, 10, 8), at(1), by=PM, internal=True)
    ours = item("SECRET too", PM, date(2026, 10, 8), at(1), internal=True, asked_by=LENA.email)
    status = status_of([PM, LENA], [inside, ours, item("logo", LENA, date(2026, 10, 8), at(1))])
    letters = texts(status, at(13))
    assert letters
    assert not any("SECRET" in text for _, text in letters)


def test_what_the_pm_told_us_alone_is_asked_for_when_he_confirmed_it_and_by_his_word_only() -> None:
    made = item("logo", LENA, date(2026, 10, 20), at(9), by=PM, internal=True)
    secret = replace(made, subject="About SECRET", item=replace(made.item, quote="SECRET: she is slow"))
    everything = tuple((kind, Autonomy.AUTOMATIC) for kind in ("first_request", "reminder"))
    project = Project(key="site", name="Site", zone="Europe/Berlin", country="DE")
    project = replace(project, plan=replace(project.plan, autonomy=everything))
    status = status_of([PM, LENA], [secret], project=project)
    assert texts(status, at(13)) == []
    confirmed = change(status, "logo", lambda t: replace(t, confirmed=True))
    letters = texts(confirmed, at(13))
    assert {(p.kind, p.approval, p.never_automatic) for p, _ in letters} == {("first_request", True, True)}
    assert not any("SECRET" in text for _, text in letters)
    # Once he was asked, the ladder goes on below our own letter.
    sent = Sent(
        key=letters[0][0].key,
        kind="first_request",
        to=(LENA.email,),
        at=at(13),
        state="accepted",
        item_keys=("logo",),
        message_id="ours@agency.example",
        subject="Site: logo",
    )
    later = texts(replace(confirmed, sent=(sent,)), at(21))
    assert {(p.kind, p.approval) for p, _ in later} == {("reminder", False)}
    assert {p.place.in_reply_to for p, _ in later if p.place} == {"ours@agency.example"}
    assert not any("SECRET" in text for _, text in later)


def test_minutes_have_a_letter_of_their_own() -> None:
    action = item("logo", LENA, date(2026, 10, 20), at(9), by=PM, internal=True, confirmed=True)
    status = status_of([PM, LENA], [replace(action, item=replace(action.item, type=ItemType.ACTION))])
    assert texts(status, at(13)) == []
    told = Sent(
        key="items", kind="attendee_items", to=(LENA.email,), at=at(13), state="accepted", item_keys=("logo",)
    )
    assert {p.kind for p, _ in texts(replace(status, sent=(told,)), at(20))} == {"reminder"}


def test_only_what_we_promised_a_client_is_owned_up_to() -> None:
    due = date(2026, 10, 8)
    ask = item("team task", PM, due, at(1), by=PM)
    promise = item("wireframes", PM, due, at(1), by=PM)
    promise = replace(promise, item=replace(promise.item, type=ItemType.PROMISE))
    wanted = item("invoice", PM, due, at(1), by=LENA)
    (letter, _), _ = texts(status_of([PM, LENA], [ask, promise, wanted]), at(13))
    assert letter.kind == "late_word"
    assert letter.item_keys == ("wireframes", "invoice")


def test_no_client_reads_a_word_of_another_project() -> None:
    """Fifty projects of one team, each with its own mark in every name, item, quote, milestone and reward."""
    for n in range(50):
        mark = f"MARK{n:02}X"
        lena = client(f"lena@{mark.lower()}.example", f"Lena {mark}", zone="Europe/Berlin", country="DE")
        boss = client(f"boss@{mark.lower()}.example", f"Boss {mark}", zone="Europe/Berlin", country="DE", escalation=True)
        logo = item(f"{mark} logo", lena, date(2026, 10, 1 + n % 12), at(1), by=PM)
        wire = item(f"{mark} wire", PM, date(2026, 10, 2), at(1), asked_by=lena.email)
        milestone = Milestone(key="m", name=f"{mark} launch", baseline=date(2026, 10, 30), waits_for=(logo.item.key,))
        reward = Incentive(key="i", words=f"{mark} free", until=date(2026, 10, 30), subject="m")
        project = Project(key=mark, name=f"{mark} site", zone="Europe/Berlin", country="DE")
        status = status_of([PM, lena, boss], [logo, wire], project=project, milestones=(milestone,), incentives=(reward,))
        letters = texts(status, at(13))
        assert letters
        for planned, _ in letters:
            assert {a.email for a in (*planned.to, *planned.cc)} <= {lena.email, boss.email, PM.email}
            made = COMPOSER.compose(planned, sender=Address(email="a@agency.example", name="A"), now=at(13))
            assert set(re.findall(r"MARK\d\dX", made.subject + made.text)) == {mark}


def test_the_readers_own_words_are_quoted_with_their_day() -> None:
    status = status_of([PM, LENA], [item("logo", LENA, date(2026, 10, 8), at(1), by=PM)])
    status = postponed(status, "logo", date(2026, 10, 12), LENA, at(7))
    told = letter_item(status, status.items[0], LENA, date(2026, 10, 13))
    assert (told.quote, told.by_you, told.said_on) == ("it will take until 2026-10-12", True, date(2026, 10, 7))
    assert (told.was, told.slips, told.late) == (date(2026, 10, 8), 1, True)


def test_a_correction_by_the_pm_is_nobodys_slip() -> None:
    status = status_of([PM, LENA], [item("logo", LENA, date(2026, 10, 8), at(1), by=PM)])
    due = Due(value=date(2026, 10, 12))
    status = order(status, "logo", "1 is the 12th", "due", "2026-10-08", "2026-10-12", due=due)
    told = letter_item(status, status.items[0], LENA, date(2026, 10, 13))
    assert (told.was, told.slips, told.quote) == (None, 0, "please send logo")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the logo.", "the logo"),
        (" two\n lines ", "two lines"),
        ("首页文案。", "首页文案"),
        ("x" * 300, "x" * 119 + "…"),
    ],
)
def test_a_title_is_one_short_line(words: str, expected: str) -> None:
    assert title(words) == expected
