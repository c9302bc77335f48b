"""Other people's invitations are recorded and never answered; answers in plain words count like those of a calendar."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.planning.test_meeting_stories import LENA, PM, WANG, at, calendars, desk, single, weekly

from mailpm.model import Address, Attendee, CalendarPart, Meeting, Proposal
from mailpm.planning.meetings import plan_meetings
from mailpm.planning.replies import Fate, answer_in_words, apply_reply, propose, record_invitation

NOW = at(9, 8)
THEIRS = CalendarPart(
    method="REQUEST",
    uid="040000008200E00074C5B7101A82E008@harbor.example",
    sequence=0,
    dtstamp=NOW,
    organizer=LENA.address,
    attendees=(Attendee(email=PM.email), Attendee(email=LENA.email), Attendee(email="")),
    start=at(9, 17, 14, 0),
    end=at(9, 17, 15, 30),
    summary="Security review",
    location="Harbor, room 2",
)


def known() -> Meeting:
    meeting = record_invitation(None, THEIRS, LENA.address, now=NOW, zone="Europe/Berlin")
    assert meeting is not None
    return meeting


def test_an_invitation_becomes_a_meeting_of_the_project() -> None:
    meeting = known()
    assert (meeting.title, meeting.start, meeting.minutes) == ("Security review", at(9, 17, 14, 0), 90)
    assert (meeting.organizer, meeting.attendees) == (LENA.email, (PM.email, LENA.email))
    assert meeting.place == "Harbor, room 2"


def test_we_write_nobody_about_it() -> None:
    """Neither invitation nor agenda nor question nor minutes: it is Lena's meeting."""
    d = desk(PM, LENA, meetings=(known(),))
    assert d.days(date(2026, 9, 8), date(2026, 9, 21)) == []


def test_its_organizer_moves_and_cancels_it_and_nobody_else() -> None:
    moved = replace(THEIRS, sequence=1, start=at(9, 18, 9, 0), end=at(9, 18, 10, 0))
    after = record_invitation(known(), moved, LENA.address, now=NOW)
    assert after is not None
    assert (after.key, after.start, after.changes[-1].field) == (known().key, at(9, 18, 9, 0), "time")
    assert record_invitation(after, THEIRS, LENA.address, now=NOW) is None  # the first one again, late
    assert record_invitation(known(), moved, WANG.address, now=NOW) is None
    gone = record_invitation(after, replace(moved, method="CANCEL", sequence=1), LENA.address, now=NOW)
    assert gone is not None
    assert gone.status == "cancelled"
    assert record_invitation(None, replace(THEIRS, method="CANCEL"), LENA.address, now=NOW) is None


def test_minutes_stay_with_a_meeting_that_moves_and_an_occurrence_is_its_own() -> None:
    kept = replace(known(), minutes_message_id="m@agency.example", minutes_ok=NOW)
    after = record_invitation(kept, replace(THEIRS, sequence=1, start=at(9, 18, 9, 0)), LENA.address, now=NOW)
    assert after is not None
    assert (after.minutes_message_id, after.minutes_ok) == ("m@agency.example", NOW)
    moved = replace(THEIRS, recurrence_id=at(9, 24, 14, 0), start=at(9, 25, 9, 0))
    one = record_invitation(kept, moved, LENA.address, now=NOW)
    assert one is not None
    assert (one.key != kept.key, one.start, one.organizer) == (True, at(9, 25, 9, 0), LENA.email)


def test_nobody_takes_over_a_meeting_of_ours() -> None:
    """HAZARDS C-11: a REQUEST or CANCEL that reuses our own UID is ignored."""
    ours = single(PM, LENA, start=at(9, 16, 10, 0))
    for method in ("REQUEST", "CANCEL", "PUBLISH"):
        assert record_invitation(ours, replace(THEIRS, uid=ours.uid, method=method), LENA.address, now=NOW) is None


@pytest.mark.parametrize("start", [None, date(2026, 9, 17), datetime(2026, 9, 17, 14, 0)])  # noqa: DTZ001 - floating
def test_a_time_without_a_zone_is_not_guessed(start: datetime | date | None) -> None:
    assert record_invitation(None, replace(THEIRS, start=start), LENA.address, now=NOW) is None


def test_a_no_in_words_counts_like_one_by_calendar() -> None:
    """"周三不行": told to the PM, and the person is not asked for an answer any more."""
    series = answer_in_words(weekly(PM, WANG), WANG.email, "DECLINED", at=at(9, 9), comment="周三不行，周四下午可以吗？")
    d = desk(PM, WANG, check_ins=(weekly(PM, WANG),))
    d.tick(NOW)
    d.with_series(series)
    told = d.tick(at(9, 11))
    assert [(x.kind, x.content.comment) for x in told] == [("meeting_answer", "周三不行，周四下午可以吗？")]
    # Words of today win over the click of yesterday, and the other way round.
    click = CalendarPart(
        method="REPLY", uid=series.uid, dtstamp=at(9, 10), attendees=(Attendee(email=WANG.email, partstat="ACCEPTED"),)
    )
    assert apply_reply(series, click, WANG.address).fate is Fate.ANSWERED
    early = replace(click, dtstamp=at(9, 8))
    assert apply_reply(series, early, WANG.address).why == "older_than_known"


def test_a_time_in_words_is_the_pms_choice_too() -> None:
    """"周四下午两点可以吗?" becomes a proposal like a COUNTER; the person's newer one takes its place."""
    meeting = single(PM, WANG, start=at(9, 16, 10, 0))
    thursday = datetime(2026, 9, 17, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    first = propose(meeting, Proposal(key="p1", email=WANG.email, start=thursday, at=at(9, 9)))
    assert first.fate is Fate.COUNTERED
    assert propose(first.noun, Proposal(key="p1", email=WANG.email, start=thursday, at=at(9, 9))).why == "known_already"
    second = propose(first.noun, Proposal(key="p2", email=WANG.email, start=at(9, 18, 9, 0), at=at(9, 10)))
    assert [p.key for p in second.noun.proposals] == ["p2"]
    late = propose(second.noun, Proposal(key="p0", email=WANG.email, start=thursday, at=at(9, 8)))
    assert late.why == "older_than_known"
    d = desk(PM, WANG, meetings=(second.noun,))  # type: ignore[arg-type]
    (letter,) = [x for x in plan_meetings(d.status, at(9, 10), calendars=calendars) if x.kind == "meeting_answer"]
    assert letter.content.proposed.start == at(9, 18, 9, 0)


def test_a_sender_with_another_spelling_of_the_address_is_the_same_person() -> None:
    meeting = replace(single(PM, LENA, start=at(9, 16, 10, 0)), attendees=("Lena@Harbor.example",))
    part = CalendarPart(
        method="REPLY", uid=meeting.uid, attendees=(Attendee(email="LENA@harbor.example", partstat="ACCEPTED"),)
    )
    assert apply_reply(meeting, part, Address(email=LENA.email)).fate is Fate.ANSWERED
