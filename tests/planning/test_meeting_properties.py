"""Whatever happens to a series, each attendee hears of it in order, and in the end everybody knows how it stands."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.test_meeting_stories import LENA, PM, WANG, ZHAO, Desk, calendars, desk, weekly

from mailpm.composing.invite import invite_bytes
from mailpm.model import Address, CheckIn, Person, Planned, Sent
from mailpm.planning.meeting_facts import REACHED, sequences
from mailpm.planning.meeting_life import (
    cancelled,
    joined,
    keep_holidays,
    left,
    occurrence_moved,
    occurrence_skipped,
    relocated,
    rescheduled,
)
from mailpm.planning.meetings import plan_meetings
from mailpm.planning.series import next_occurrence, occurrences

BERLIN = ZoneInfo("Europe/Berlin")
GUESTS = (LENA, WANG, ZHAO)
US = Address(email="assistant@agency.example", name="Agency")
_STEP = timedelta(hours=7)


class Attendee:
    """A calendar program that knows nothing but the bytes it gets, and takes them as RFC 5546 section 2.1.5 says.

    A new master makes it forget the occurrences it knew to be different, as Outlook does: whoever sends a series
    again has to send those with it.
    """

    def __init__(self) -> None:
        self.parts: dict[str, icalendar.Event] = {}
        self.zones: list[icalendar.Component] = []

    def take(self, raw: bytes) -> None:
        calendar = icalendar.Calendar.from_ical(raw)
        self.zones = list(calendar.walk("VTIMEZONE"))
        for event in calendar.walk("VEVENT"):
            if calendar["METHOD"] == "CANCEL":
                self.parts.clear()
            elif "RECURRENCE-ID" in event:
                known = self.parts.get(str(event["RECURRENCE-ID"].dt)) or self.parts["master"]
                if self.order(event) >= self.order(known):
                    self.parts[str(event["RECURRENCE-ID"].dt)] = event
            elif "master" not in self.parts or self.order(event) >= self.order(self.parts["master"]):
                self.parts = {"master": event}

    @staticmethod
    def order(event: icalendar.Event) -> tuple[int, datetime]:
        return event["SEQUENCE"], event["DTSTAMP"].dt

    def starts(self, after: datetime, before: datetime) -> list[datetime]:
        calendar = icalendar.Calendar()
        for part in (*self.zones, *self.parts.values()):
            calendar.add_component(part)
        found = recurring_ical_events.of(calendar).between(after, before)
        return sorted(event["DTSTART"].dt for event in found)


def happen(series: CheckIn, what: str, who: Person, now: datetime) -> CheckIn:
    """One thing that a PM, a calendar or a day does to the series."""
    slot = next_occurrence(series, now + timedelta(days=1))
    if what == "join":
        return joined(series, who.email, now=now)
    if what == "leave":
        return left(series, who.email, now=now)
    if what == "place":
        return relocated(series, now=now, place=f"Room {now.hour}")
    if what == "holidays":
        return keep_holidays(series, (PM, *GUESTS), now, calendars=calendars)
    if slot is None:
        return series
    if what == "move":
        return occurrence_moved(series, slot.original, slot.start + timedelta(hours=26), now=now)
    if what == "skip":
        return occurrence_skipped(series, slot.original, now=now)
    if what == "reschedule":
        start = slot.original + timedelta(days=1)
        days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
        return rescheduled(series, start=start, rrule=f"FREQ=WEEKLY;BYDAY={days[start.weekday()]}", now=now)
    return series


def deliver(d: Desk, letter: Planned, now: datetime, state: str) -> None:
    kept = tuple(s for s in d.status.sent if s.key != letter.key)
    d.status = replace(d.status, sent=(*kept, d.row(letter, now, state)))


def withdraw(d: Desk, planned: set[str]) -> None:
    """What the ledger does with drafts and queued letters that are no longer planned."""
    waiting = {"draft", "queued"}
    d.status = replace(d.status, sent=tuple(s for s in d.status.sent if s.state not in waiting or s.key in planned))


def promote(d: Desk, key: str, state: str) -> None:
    d.status = replace(d.status, sent=tuple(replace(s, state=state) if s.key == key else s for s in d.status.sent))


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "place", "move", "skip", "reschedule", "holidays", "nothing"]),
        st.sampled_from(GUESTS),
        st.sampled_from(["accepted", "draft", "queued", "in_doubt", "refused"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(events=EVENTS, ends=st.booleans())
def test_everybody_hears_of_everything_in_order(events: list[tuple[str, Person, str]], ends: bool) -> None:
    now = datetime(2026, 9, 8, 10, 30, tzinfo=BERLIN)
    series = weekly(PM, LENA)
    d = desk(PM, *GUESTS, check_ins=(series,))
    left_for: dict[str, list[tuple[str, int]]] = defaultdict(list)
    programs: dict[str, Attendee] = defaultdict(Attendee)

    def look(state: str) -> None:
        letters = plan_meetings(d.status, now, calendars=calendars)
        keys = [letter.key for letter in letters]
        assert len(keys) == len(set(keys))
        withdraw(d, set(keys))
        for letter in letters:
            known = next((s for s in d.status.sent if s.key == letter.key), None)
            assert US.email not in {a.email for a in letter.to}
            if known is None or known.state in ("draft", "queued"):
                deliver(d, letter, now, state)
                if state in REACHED:
                    note(letter)

    def note(letter: Planned) -> None:
        invite = getattr(letter.content, "invite", None)
        if invite is not None and invite.check_in is not None and letter.kind != "counter_declined":
            raw = invite_bytes(invite, organizer=US, now=now)
            programs[letter.to[0].email].take(raw)
            number = int(raw.partition(b"SEQUENCE:")[2].split(b"\r\n")[0])
            left_for[letter.to[0].email].append((invite.method, number))

    for what, who, state in events:
        series = happen(series, what, who, now)
        d.with_series(series)
        look(state)
        now += _STEP
        # What was in doubt is proven by the next look; what was refused stays so.
        for sent in d.status.sent:
            if sent.state == "in_doubt":
                promote(d, sent.key, "accepted")
    if ends:
        series = cancelled(series, now=now)
        d.with_series(series)
    for _ in range(3):
        look("accepted")
        now += timedelta(days=1)

    for email, letters in left_for.items():
        numbers = [number for _, number in letters]
        assert all(a <= b for a, b in pairwise(numbers)), (email, letters)
        assert letters[0][0] == "REQUEST"
        for before, after in pairwise(letters):
            assert not (before[0] == after[0] == "CANCEL")
    assert_known_to_all(d, series, left_for)
    low, high = now + timedelta(days=3), now + timedelta(days=90)
    refused = {email for s in d.status.sent if s.state == "refused" for email in s.to}
    for email, program in programs.items():
        expected = [slot.start for slot in occurrences(series, low, high)] if email in series.attendees else []
        if email not in refused:
            assert program.starts(low, high) == expected


def assert_known_to_all(d: Desk, series: CheckIn, letters: dict[str, list[tuple[str, int]]]) -> None:
    """In the end: who comes has the last SEQUENCE, who was dropped or cancelled has a CANCEL as the last word."""
    refused = {email for s in d.status.sent if s.state == "refused" for email in s.to}
    for person in (PM, *GUESTS):
        if person.email in refused:
            continue  # the PM is told of the refusal by another planner
        known = list(letters.get(person.email, []))
        if series.status == "cancelled":
            assert not known or known[-1][0] == "CANCEL"
        elif person.email in series.attendees:
            reached = [(n, s) for n, s in sequences(d.status.sent, series.uid, person.email) if s.state in REACHED]
            assert reached
            assert reached[-1][0] == series.sequence
            assert known[-1][0] == "REQUEST"
        elif known:
            assert known[-1][0] == "CANCEL"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["join", "leave", "place", "move", "skip", "reschedule"]), max_size=10))
def test_sequence_and_stamp_only_rise(steps: list[str]) -> None:
    """HAZARDS C-03, whatever the order of things, all in the same second."""
    now = datetime(2026, 9, 8, 10, 30, tzinfo=BERLIN)
    series = weekly(PM, LENA)
    seen = [series]
    for step in steps:
        seen.append(happen(seen[-1], step, LENA, now))
    for before, after in pairwise(seen):
        assert after.sequence >= before.sequence
        if after is not before and after.changes != before.changes:
            old = before.changes[-1].at if before.changes else before.created
            assert old is not None
            assert after.changes[-1].at > old


def test_a_sent_row_is_found_by_person_and_uid_alone() -> None:
    """UIDs of other programs hold colons; a key is taken apart from its ends."""
    row = Sent(key="invitation:urn:uuid:1:2:lena@harbor.example", kind="invitation", to=(LENA.email,),
               at=datetime(2026, 9, 8, tzinfo=BERLIN), state="accepted")
    assert sequences((row,), "urn:uuid:1", LENA.email) == [(2, row)]
    assert sequences((row,), "uuid:1", LENA.email) == []
    assert sequences((row,), "urn:uuid:1", WANG.email) == []
