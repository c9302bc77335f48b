"""Stories of meetings, told as the letters that exist day by day; whatever is planned leaves as soon as it may."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailpm.model import (
    Address,
    Attendee,
    CalendarPart,
    CheckIn,
    Decision,
    Due,
    Item,
    ItemType,
    Language,
    Meeting,
    Move,
    Owner,
    Person,
    Planned,
    Project,
    ProjectStatus,
    Sent,
    Side,
    TeamRole,
    TrackedItem,
)
from mailpm.planning.meeting_facts import occurrence_key
from mailpm.planning.meeting_life import (
    cancelled,
    ended,
    joined,
    keep_holidays,
    left,
    moved,
    occurrence_moved,
    occurrence_on,
    occurrence_skipped,
    relocated,
)
from mailpm.planning.meetings import plan_meetings, series_after_holidays
from mailpm.planning.replies import Fate, accept_proposal, apply_reply, decline_proposal
from mailpm.planning.series import for_holidays, next_occurrence, occurrences
from mailpm.workdays import WorkCalendar

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
PM = Person(
    email="pm@agency.example", name="Tom Reed", side=Side.TEAM, zone="Europe/Berlin", country="DE",
    team_role=TeamRole.OWNER,
)
LENA = Person(email="lena@harbor.example", name="Lena Fischer", side=Side.CLIENT, zone="Europe/Berlin", country="DE")
WANG = Person(
    email="wang@acme.example", name="王敏", side=Side.CLIENT, language=Language.CHINESE, zone="Asia/Shanghai",
    country="CN",
)
ZHAO = replace(WANG, email="zhao@acme.example", name="赵强")
_calendars: dict[str, WorkCalendar] = {}


def calendars(country: str) -> WorkCalendar:
    return _calendars.setdefault(country, WorkCalendar(country))


@dataclass
class Desk:
    """A ledger and a PM in small: what is planned is approved at once and leaves when it may."""

    status: ProjectStatus
    letters: list[tuple[datetime, Planned]] = field(default_factory=list)

    def tick(self, now: datetime) -> list[Planned]:
        """One look at the plan; the letters that are new, sent if their hour has come."""
        new = []
        for letter in plan_meetings(self.status, now, calendars=calendars):
            assert letter.content is not None
            if any(s.key == letter.key for s in self.status.sent):
                continue
            if letter.not_before is not None and letter.not_before > now:
                continue
            self.status = replace(self.status, sent=(*self.status.sent, self.row(letter, now)))
            self.letters.append((now, letter))
            new.append(letter)
        return new

    def row(self, letter: Planned, now: datetime, state: str = "accepted") -> Sent:
        return Sent(
            key=letter.key, kind=letter.kind, to=tuple(a.email for a in letter.to), at=now, state=state,
            item_keys=letter.item_keys,
        )

    def days(self, first: date, last: date, *, hour: int = 10) -> list[tuple[date, str, str]]:
        """Day by day at one hour in Berlin: date, kind, first recipient."""
        seen = []
        day = first
        while day <= last:
            now = datetime.combine(day, time(hour, 30), BERLIN)
            seen += [(day, letter.kind, letter.to[0].email) for letter in self.tick(now)]
            day += timedelta(days=1)
        return seen

    def with_series(self, series: CheckIn) -> None:
        self.status = replace(self.status, check_ins=(series,))

    def with_meeting(self, meeting: Meeting) -> None:
        self.status = replace(self.status, meetings=(meeting,))


def weekly(*people: Person, start: datetime | None = None, **fields: object) -> CheckIn:
    return CheckIn(
        uid="acme-weekly@agency.example", title="ACME check-in",
        start=start or datetime(2026, 9, 16, 10, 0, tzinfo=BERLIN), minutes=45, rrule="FREQ=WEEKLY;BYDAY=WE",
        attendees=tuple(p.email for p in people), link="https://meet.example/acme", zone="Europe/Berlin",
        created=datetime(2026, 9, 1, 8, 0, tzinfo=UTC), **fields,  # type: ignore[arg-type]
    )


def single(*people: Person, start: datetime, **fields: object) -> Meeting:
    return Meeting(
        key="kick-off", uid="kick-off@agency.example", title="Kick-off", start=start, minutes=60, status="confirmed",
        zone="Europe/Berlin", attendees=tuple(p.email for p in people), created=datetime(2026, 9, 1, tzinfo=UTC),
        **fields,  # type: ignore[arg-type]
    )


def desk(*people: Person, **fields: object) -> Desk:
    project = Project(key="ACME", name="ACME", zone="Europe/Berlin", country="DE")
    return Desk(status=ProjectStatus(project=project, people=people, **fields))  # type: ignore[arg-type]


def at(month: int, day: int, hour: int = 10, minute: int = 30, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


def reply(noun: CheckIn | Meeting, person: Person, partstat: str, **fields: object) -> CalendarPart:
    return CalendarPart(
        method="REPLY", uid=noun.uid, sequence=noun.sequence,
        attendees=(Attendee(email=person.email, partstat=partstat),), **fields,  # type: ignore[arg-type]
    )


# -- a series over the end of summer time and a 国庆 week ------------------------------------------------------------


def test_a_series_over_the_end_of_summer_time_and_golden_week() -> None:
    """Berlin meets Shanghai on Wednesdays at 10:00 Berlin time: skipped on 7 October, an hour later for Shanghai
    from 28 October on."""
    now = at(9, 8, 10, 0)
    series = for_holidays(weekly(PM, LENA, WANG), (PM, LENA, WANG), now, calendars=calendars)
    starts = [slot.start for slot in occurrences(series, at(9, 14), at(11, 20))]
    assert [s.astimezone(BERLIN).strftime("%m-%d %H:%M") for s in starts] == [
        "09-16 10:00", "09-23 10:00", "09-30 10:00", "10-14 10:00", "10-21 10:00",
        "10-28 10:00", "11-04 10:00", "11-11 10:00", "11-18 10:00",
    ]
    assert [s.astimezone(SHANGHAI).strftime("%m-%d %H:%M") for s in starts[3:6]] == [
        "10-14 16:00", "10-21 16:00", "10-28 17:00",
    ]
    skipped = [(o.original.date().isoformat(), o.why, o.country) for o in series.exceptions if o.original < at(12, 1)]
    assert skipped == [("2026-10-07", "国庆节", "CN")]

    d = desk(PM, LENA, WANG, check_ins=(series,))
    invited = {letter.to[0].email: letter for letter in d.tick(now)}
    assert set(invited) == {PM.email, LENA.email, WANG.email}
    assert {letter.kind for letter in invited.values()} == {"invitation"}
    assert all(letter.approval for letter in invited.values())
    told = invited[WANG.email].content
    assert told.when.start.strftime("%H:%M") == "16:00"
    assert told.shift.start.strftime("%m-%d %H:%M") == "10-28 17:00"
    assert [e.original.strftime("%m-%d") for e in told.exceptions if e.original < at(12, 1)] == ["10-07"]
    assert invited[LENA.email].content.shift is None

    answered = apply_reply(series, reply(series, LENA, "ACCEPTED"), LENA.address).noun
    answered = apply_reply(answered, reply(series, WANG, "ACCEPTED"), WANG.address).noun
    d.with_series(answered)
    # The agenda comes on the eve, the question for minutes after the meeting, a word before the holiday; no agenda
    # and no question in the week without a meeting.
    seen = [s for s in d.days(date(2026, 9, 28), date(2026, 10, 15)) if s[1] != "minutes_asked"]
    assert seen == [
        (date(2026, 9, 29), "agenda", PM.email), (date(2026, 9, 29), "agenda", WANG.email),
        (date(2026, 10, 13), "agenda", PM.email), (date(2026, 10, 13), "agenda", WANG.email),
    ]


def test_a_word_before_a_holiday_that_was_told_long_ago() -> None:
    """Invited in June, the series says so again a few working days before 国庆, in one letter for each clock."""
    june = datetime(2026, 6, 8, 10, 0, tzinfo=BERLIN)
    start = datetime(2026, 6, 17, 10, 0, tzinfo=BERLIN)
    series = for_holidays(weekly(PM, LENA, WANG, start=start), (PM, LENA, WANG), june, calendars=calendars)
    d = desk(PM, LENA, WANG, check_ins=(series,))
    d.tick(june)
    kinds = {"meeting_moved_for_holiday", "invitation", "invitation_update"}
    seen = [s for s in d.days(date(2026, 9, 14), date(2026, 10, 20)) if s[1] in kinds]
    # Five working days before 7 October: for Shanghai these are 23, 24, 28, 29 and 30 September
    # (the 25th is 中秋节), for Berlin the last of them is the 30th. Of Christmas nothing is due yet.
    assert seen == [
        (date(2026, 9, 23), "meeting_moved_for_holiday", WANG.email),
        (date(2026, 9, 30), "meeting_moved_for_holiday", PM.email),
    ]
    letter = next(x for _, x in d.letters if x.kind == "meeting_moved_for_holiday" and x.to[0].email == PM.email)
    assert [a.email for a in letter.to] == [PM.email, LENA.email]
    assert letter.content.invite is None


def test_a_holiday_moves_the_meeting_where_the_series_says_so() -> None:
    series = weekly(PM, WANG, on_holiday="next_working_day")
    series = for_holidays(series, (PM, WANG), at(9, 8), calendars=calendars)
    other = {o.original.date(): o.start for o in series.exceptions}
    # 7 October ends the break; the 8th is worked in both countries.
    assert other[date(2026, 10, 7)] == datetime(2026, 10, 8, 10, 0, tzinfo=BERLIN)


def test_a_table_that_comes_late_is_told_once_and_only_when_near() -> None:
    """A series made without a calendar learns of 国庆 four weeks ahead: one letter, SEQUENCE one up, nothing after."""
    series = weekly(PM, WANG)
    d = desk(PM, WANG, check_ins=(series,))
    d.tick(at(9, 3))
    assert keep_holidays(series, (PM, WANG), at(9, 3), calendars=calendars) == series
    kept = keep_holidays(series, (PM, WANG), at(9, 14), calendars=calendars)
    assert (kept.sequence, [o.original.date() for o in kept.exceptions]) == (1, [date(2026, 10, 7)])
    assert keep_holidays(kept, (PM, WANG), at(9, 15), calendars=calendars) == kept
    d.with_series(kept)
    letters = d.tick(at(9, 14))
    assert [x.kind for x in letters if x.kind != "answer_missing"] == ["meeting_moved_for_holiday"] * 2
    invite = letters[0].content.invite
    assert (invite.method, invite.only) == ("REQUEST", None)
    # The day is worked after all: it comes back.
    working = WorkCalendar("CN", working=[date(2026, 10, 7)])
    back = keep_holidays(kept, (PM, WANG), at(9, 16), calendars=lambda c: working if c == "CN" else calendars(c))
    assert (back.sequence, back.exceptions, back.changes[-1].field) == (2, (), "restored")


# -- one occurrence moved, one left out ----------------------------------------------------------------------------


def test_one_occurrence_moved_is_one_event_and_the_series_stays() -> None:
    """"This week's moves to Thursday 14:00.\""""
    series = weekly(PM, LENA)
    d = desk(PM, LENA, check_ins=(series,))
    assert len(d.tick(at(9, 8))) == 2
    slot = occurrence_on(series, date(2026, 9, 23))
    assert slot is not None
    changed = occurrence_moved(
        series, slot.original, datetime(2026, 9, 24, 14, 0, tzinfo=BERLIN), now=at(9, 21), why="conflict"
    )
    d.with_series(changed)
    updates = [letter for letter in d.tick(at(9, 21)) if letter.kind.startswith("invitation")]
    assert [(letter.kind, letter.to[0].email) for letter in updates] == [
        ("invitation_update", PM.email), ("invitation_update", LENA.email),
    ]
    content = updates[0].content
    assert content.invite.only == slot.original
    assert [(c.field, c.new.start.strftime("%m-%d %H:%M")) for c in content.changes] == [("moved", "09-24 14:00")]
    assert changed.sequence == 1
    week = [s.start.strftime("%m-%d %H:%M") for s in occurrences(changed, at(9, 14), at(10, 2))]
    assert week == ["09-16 10:00", "09-24 14:00", "09-30 10:00"]
    # The agenda follows the meeting: written on Wednesday, the eve of Thursday.
    assert [letter.kind for letter in d.tick(at(9, 22))] == []
    assert [letter.kind for letter in d.tick(at(9, 23))] == ["agenda"]


def test_somebody_who_missed_a_step_gets_the_whole_series() -> None:
    """Moved twice while the first update still waited for the PM: the letter tells both and holds the whole series."""
    series = weekly(PM, LENA)
    d = desk(PM, LENA, check_ins=(series,))
    d.tick(at(9, 8))
    once = occurrence_moved(series, at(9, 23, 10, 0), at(9, 24, 14, 0), now=at(9, 14))
    twice = occurrence_skipped(once, at(9, 30, 10, 0), now=at(9, 15))
    d.with_series(twice)
    letter = next(x for x in d.tick(at(9, 15)) if x.kind == "invitation_update")
    assert letter.content.invite.only is None
    assert [c.field for c in letter.content.changes] == ["moved", "skipped"]


def test_a_left_out_occurrence_is_the_series_with_an_exdate() -> None:
    series = occurrence_skipped(weekly(PM, LENA), at(9, 23, 10, 0), now=at(9, 14), why="trade fair")
    assert next_occurrence(series, at(9, 17)).start == at(9, 30, 10, 0)  # type: ignore[union-attr]
    assert (series.sequence, series.exceptions[0].start) == (1, None)


def test_an_update_waits_until_the_invitation_is_through() -> None:
    """REQUEST, update, CANCEL in order: nothing is planned for a person whose earlier letter is under way or in doubt."""
    series = weekly(PM, LENA)
    d = desk(PM, LENA, check_ins=(series,))
    d.tick(at(9, 8))
    d.status = replace(
        d.status,
        sent=tuple(replace(s, state="in_doubt" if LENA.email in s.to else s.state) for s in d.status.sent),
    )
    d.with_series(relocated(series, now=at(9, 9), link="https://meet.example/new"))
    assert [x.to[0].email for x in d.tick(at(9, 9)) if x.kind == "invitation_update"] == [PM.email]
    d.status = replace(d.status, sent=tuple(replace(s, state="accepted") for s in d.status.sent))
    assert [x.to[0].email for x in d.tick(at(9, 9)) if x.kind == "invitation_update"] == [LENA.email]


def test_a_draft_that_never_left_is_no_invitation() -> None:
    """Changed before the PM let the first letter go: the reader gets one invitation, not an update of nothing."""
    series = weekly(PM, LENA)
    d = desk(PM, LENA, check_ins=(series,))
    letters = plan_meetings(d.status, at(9, 8), calendars=calendars)
    d.status = replace(d.status, sent=tuple(d.row(x, at(9, 8), state="draft") for x in letters))
    d.with_series(relocated(series, now=at(9, 9), place="Room 3"))
    again = d.tick(at(9, 9))
    assert [letter.kind for letter in again] == ["invitation", "invitation"]
    assert again[0].key == "invitation:acme-weekly@agency.example:1:pm@agency.example"


# -- people, place, end --------------------------------------------------------------------------------------------


def test_a_person_added_is_invited_alone_and_a_person_dropped_hears_so_alone() -> None:
    series = weekly(PM, LENA)
    d = desk(PM, LENA, WANG, check_ins=(series,))
    d.tick(at(9, 8))
    more = joined(series, WANG.email, now=at(9, 9))
    assert more.sequence == 0
    d.with_series(more)
    assert [(x.kind, x.to[0].email) for x in d.tick(at(9, 9))] == [("invitation", WANG.email)]
    fewer = left(more, LENA.email, now=at(9, 10))
    d.with_series(fewer)
    letters = [x for x in d.tick(at(9, 10)) if x.kind != "answer_missing"]
    assert [(x.kind, x.to[0].email) for x in letters] == [("meeting_cancelled", LENA.email)]
    assert (letters[0].content.guest_only, letters[0].content.invite.guest) == (True, LENA.email)
    assert [x.kind for x in d.tick(at(9, 11)) if x.kind == "meeting_cancelled"] == []
    # Back again: SEQUENCE steps over the number that her CANCEL used.
    back = joined(fewer, LENA.email, now=at(9, 14))
    assert back.sequence == 2


def test_a_cancelled_series_is_told_to_everybody_who_was_invited() -> None:
    series = weekly(PM, LENA)
    d = desk(PM, LENA, WANG, check_ins=(series,))
    d.tick(at(9, 8))
    d.with_series(cancelled(joined(series, WANG.email, now=at(9, 9)), now=at(9, 10), why="The project is done."))
    letters = d.tick(at(9, 10))
    assert [(x.kind, x.to[0].email) for x in letters] == [
        ("meeting_cancelled", PM.email), ("meeting_cancelled", LENA.email),
    ]
    assert letters[0].content.invite.method == "CANCEL"
    assert d.tick(at(9, 11)) == []


def test_an_ended_series_has_a_last_day() -> None:
    series = ended(weekly(PM, LENA), date(2026, 9, 30), now=at(9, 8))
    assert series.rrule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260930T215959Z"
    assert [s.start.date() for s in occurrences(series, at(9, 8), at(12, 1))] == [
        date(2026, 9, 16), date(2026, 9, 23), date(2026, 9, 30),
    ]
    assert next_occurrence(series, at(10, 1)) is None


def test_a_meeting_that_is_over_needs_no_invitation() -> None:
    d = desk(PM, LENA, meetings=(single(PM, LENA, start=at(9, 7, 9, 0)),))
    assert [x.kind for x in d.tick(at(9, 8))] == ["minutes_asked"]


def test_a_paused_project_writes_nothing() -> None:
    d = desk(PM, LENA, check_ins=(weekly(PM, LENA),))
    d.status = replace(d.status, project=replace(d.status.project, paused_until=date(2026, 9, 9)))
    assert d.tick(at(9, 8)) == []
    assert len(d.tick(at(9, 10))) == 2


# -- answers -------------------------------------------------------------------------------------------------------


def test_a_decline_is_told_to_the_pm_at_once_and_nobody_is_asked_again() -> None:
    series = weekly(PM, LENA, WANG)
    d = desk(PM, LENA, WANG, check_ins=(series,))
    d.tick(at(9, 8))
    applied = apply_reply(
        series, reply(series, WANG, "DECLINED", comment="那周休假", dtstamp=at(9, 9)), WANG.address
    )
    assert applied.fate is Fate.ANSWERED
    d.with_series(applied.noun)
    letters = d.tick(at(9, 9))
    assert [(x.kind, x.to[0].email, x.approval) for x in letters] == [("meeting_answer", PM.email, False)]
    assert (letters[0].content.who, letters[0].content.comment) == ("王敏", "那周休假")
    # Lena said nothing for 48 hours: one draft, one question, only once; 王敏 answered and is left in peace.
    seen = [s for s in d.days(date(2026, 9, 10), date(2026, 9, 15)) if s[1] != "agenda"]
    assert seen == [(date(2026, 9, 10), "answer_missing", LENA.email)]


def test_a_decline_of_one_occurrence_counts_for_that_one() -> None:
    series = weekly(PM, LENA)
    series = apply_reply(series, reply(series, LENA, "ACCEPTED", dtstamp=at(9, 9)), LENA.address).noun
    part = reply(series, LENA, "DECLINED", recurrence_id=at(9, 30, 10, 0), dtstamp=at(9, 20))
    after = apply_reply(series, part, LENA.address).noun
    assert {(a.original, a.partstat) for a in after.answers} == {(None, "ACCEPTED"), (at(9, 30, 10, 0), "DECLINED")}


def test_another_time_is_the_pms_choice() -> None:
    meeting = single(PM, LENA, start=at(9, 16, 10, 0))
    d = desk(PM, LENA, meetings=(meeting,))
    d.tick(at(9, 8))
    part = CalendarPart(
        method="COUNTER", uid=meeting.uid, start=at(9, 17, 14, 0), end=at(9, 17, 15, 0), dtstamp=at(9, 9),
        attendees=(Attendee(email=LENA.email, partstat="TENTATIVE"),), comment="Thursday would be easier",
    )
    applied = apply_reply(meeting, part, LENA.address)
    assert applied.fate is Fate.COUNTERED
    d.with_meeting(applied.noun)  # type: ignore[arg-type]
    letters = [x for x in d.tick(at(9, 9)) if x.kind == "meeting_answer"]
    assert [(n.number, n.key) for n in letters[0].numbering] == [("1", applied.proposal.key)]  # type: ignore[union-attr]
    assert letters[0].content.works_for_all
    key = applied.proposal.key  # type: ignore[union-attr]
    # Yes: everybody gets the new time, and is asked again.
    yes = accept_proposal(applied.noun, key, now=at(9, 9, 12))
    assert (yes.start, yes.sequence, yes.answers, yes.proposals) == (at(9, 17, 14, 0), 1, (), ())
    d.with_meeting(yes)
    assert [(x.kind, x.to[0].email) for x in d.tick(at(9, 9, 12))] == [
        ("invitation_update", PM.email), ("invitation_update", LENA.email),
    ]
    # No: the old time stands, and the person hears so.
    no = desk(PM, LENA, meetings=(decline_proposal(applied.noun, key),))  # type: ignore[arg-type]
    told = [x for x in no.tick(at(9, 9)) if x.kind == "counter_declined"]
    assert [(x.to[0].email, x.content.invite.method) for x in told] == [(LENA.email, "DECLINECOUNTER")]


def test_a_counter_to_a_series_moves_its_weekday() -> None:
    series = weekly(PM, LENA)
    part = CalendarPart(
        method="COUNTER", uid=series.uid, start=at(9, 17, 14, 0), dtstamp=at(9, 9),
        attendees=(Attendee(email=LENA.email),),
    )
    applied = apply_reply(series, part, LENA.address)
    after = accept_proposal(applied.noun, applied.proposal.key, now=at(9, 10))  # type: ignore[union-attr]
    assert after.rrule == "FREQ=WEEKLY;BYDAY=TH"  # type: ignore[union-attr]
    assert next_occurrence(after, at(9, 10)).start == at(9, 17, 14, 0)  # type: ignore[arg-type, union-attr]


def test_a_moved_meeting_forgets_yeses_to_the_old_time() -> None:
    meeting = single(PM, LENA, start=at(9, 16, 10, 0))
    old = reply(meeting, LENA, "ACCEPTED", start=meeting.start, dtstamp=at(9, 9))
    changed = moved(meeting, at(9, 18, 9, 0), now=at(9, 10))
    late = apply_reply(changed, old, LENA.address)
    assert (late.fate, late.why) == (Fate.IGNORED, "answers_an_old_time")
    # A program that echoes no DTSTART must not lose its owner's answer.
    bare = reply(meeting, LENA, "ACCEPTED", dtstamp=at(9, 11))
    assert apply_reply(changed, bare, LENA.address).fate is Fate.ANSWERED


@pytest.mark.parametrize(
    ("changes", "sender", "trusted", "fate", "why"),
    [
        ({}, LENA.address, True, Fate.ANSWERED, "sender"),
        ({}, LENA.address, False, Fate.TRAY, "sender_not_vouched_for"),
        ({"uid": "other@agency.example"}, LENA.address, True, Fate.IGNORED, "other_uid"),
        ({"method": "CANCEL"}, LENA.address, True, Fate.IGNORED, "cancel_from_attendee"),
        ({"method": "REQUEST"}, LENA.address, True, Fate.IGNORED, "request_from_attendee"),
        ({"method": "REFRESH"}, LENA.address, True, Fate.REFRESH, LENA.email),
        ({}, Address(email="l.fischer@harbor.example"), True, Fate.TRAY, "alias_of_an_attendee"),
        ({}, Address(email="eve@evil.example"), True, Fate.TRAY, "not_invited"),
        ({"attendees": (Attendee(email=WANG.email, partstat="DECLINED"),)}, LENA.address, True, Fate.TRAY,
         "speaks_for_another"),
        ({"attendees": (Attendee(email="lena.fischer@old.example", partstat="DECLINED"),)}, LENA.address, True,
         Fate.ANSWERED, "sender_by_alias"),
        ({"attendees": (Attendee(email="", partstat="DECLINED"),)}, LENA.address, True, Fate.ANSWERED,
         "sender_by_alias"),
        ({"attendees": ()}, LENA.address, True, Fate.TRAY, "no_answer_in_it"),
    ],
)
def test_who_may_answer_and_how(
    changes: dict[str, object], sender: Address, trusted: bool, fate: Fate, why: str
) -> None:
    meeting = single(PM, LENA, WANG, start=at(9, 16, 10, 0))
    part = replace(reply(meeting, LENA, "ACCEPTED", dtstamp=at(9, 9)), **changes)  # type: ignore[arg-type]
    applied = apply_reply(meeting, part, sender, trusted=trusted)
    assert (applied.fate, applied.why) == (fate, why)
    if fate is not Fate.ANSWERED:
        assert applied.noun == meeting


def test_answers_are_ordered_by_sequence_then_stamp() -> None:
    meeting = single(PM, LENA, start=at(9, 16, 10, 0))
    yes = reply(meeting, LENA, "ACCEPTED", dtstamp=at(9, 10))
    no = reply(meeting, LENA, "DECLINED", dtstamp=at(9, 9))
    first = apply_reply(meeting, yes, LENA.address)
    assert apply_reply(first.noun, no, LENA.address).why == "older_than_known"
    assert apply_reply(first.noun, yes, LENA.address).noun == first.noun
    newer = apply_reply(first.noun, replace(no, sequence=1), LENA.address)
    assert [a.partstat for a in newer.noun.answers] == ["DECLINED"]


# -- minutes -------------------------------------------------------------------------------------------------------

MINUTES_ID = "minutes-1@agency.example"


def task(key: str, owner: Person, what: str, day: date | None) -> TrackedItem:
    return TrackedItem(
        item=Item(
            key=key, type=ItemType.ACTION, message=1, message_id=MINUTES_ID,
            owner=Owner(name=owner.name, side=owner.side, email=owner.email), what=what, quote=what,
            due=Due(value=day) if day else None, said_on=at(9, 16, 15),
        ),
        project="ACME", confirmed=True, internal=True,
    )


def test_minutes_with_two_corrections() -> None:
    """Minutes asked for once, each attendee's own items after the PM's OK, two corrections, one clean letter."""
    series = weekly(PM, LENA, WANG)
    d = desk(PM, LENA, WANG, ZHAO, check_ins=(series,))
    d.tick(at(9, 8))
    answered = apply_reply(series, reply(series, LENA, "ACCEPTED"), LENA.address).noun
    answered = apply_reply(answered, reply(series, WANG, "ACCEPTED"), WANG.address).noun
    d.with_series(answered)
    d.tick(at(9, 15))
    assert [x.kind for x in d.tick(at(9, 16, 11, 0))] == []
    assert [(x.kind, x.approval) for x in d.tick(at(9, 16, 13, 0))] == [("minutes_asked", False)]
    assert d.tick(at(9, 16, 14, 0)) == []

    # The PM answers with the minutes: nothing reaches the clients before his OK.
    slot = occurrence_on(series, date(2026, 9, 16))
    assert slot is not None
    row = Meeting(
        key=occurrence_key(series, slot.original), uid=series.uid, title=series.title, start=slot.start, minutes=45,
        series=series.uid, original=slot.original, minutes_message_id=MINUTES_ID,
    )
    logo = task("i1", LENA, "Send the logo files", date(2026, 9, 22))
    domain = task("i2", WANG, "移交域名账号", date(2026, 9, 25))
    copy = task("i3", WANG, "确认文案", date(2026, 9, 28))
    decision = Decision(
        key="d1", quote="Launch in German first.", said_by=PM.email, said_on=at(9, 16, 15), message_id=MINUTES_ID
    )
    d.status = replace(d.status, meetings=(row,), items=(logo, domain, copy), decisions=(decision,))
    assert d.tick(at(9, 16, 15)) == []

    ok = at(9, 16, 16)
    d.status = replace(d.status, meetings=(replace(row, minutes_ok=ok),))
    # Both letters exist at once, so that his one word lets them go; each leaves in its reader's hours.
    drafted = [x.to[0].email for x in plan_meetings(d.status, at(9, 16, 16), calendars=calendars)]
    assert drafted == [LENA.email, WANG.email]
    letters = d.tick(at(9, 16, 16))
    assert [(x.kind, x.to[0].email, x.approval) for x in letters] == [("attendee_items", LENA.email, True)]
    # In Shanghai it is night: 王敏 hears of it in the morning.
    letters = d.tick(at(9, 17, 9, 0, SHANGHAI))
    assert [(x.kind, x.to[0].email) for x in letters] == [("attendee_items", WANG.email)]
    assert [line.what for line in letters[0].content.lines] == ["移交域名账号", "确认文案"]
    assert [n.key for n in letters[0].numbering] == ["i2", "i3"]

    # "第1项不是我,是赵强" and "1 by Friday instead".
    owner = Move(
        field="owner", old=WANG.email, new=ZHAO.email, quote="第1项不是我，是赵强", message_id="c1@acme.example",
        said_on=at(9, 17, 10), said_by=WANG.email,
    )
    due = Move(
        field="due", old="2026-09-22", new="2026-09-25", quote="1 by Friday instead", message_id="c2@harbor.example",
        said_on=at(9, 17, 11), said_by=LENA.email,
    )
    domain = replace(
        domain, item=domain.item.moved(owner, owner=Owner(name=ZHAO.name, side=Side.CLIENT, email=ZHAO.email))
    )
    logo = replace(logo, item=logo.item.moved(due, due=Due(value=date(2026, 9, 25))))
    d.status = replace(d.status, items=(logo, domain, copy))
    # 赵强 is not written to by this loop: a first request to him waits for the PM's word.
    seen = d.days(date(2026, 9, 17), date(2026, 9, 21))
    assert seen == [
        (date(2026, 9, 21), "minutes_final", PM.email), (date(2026, 9, 21), "minutes_final", WANG.email),
    ]
    final = next(x for _, x in d.letters if x.kind == "minutes_final")
    assert final.approval
    assert [(line.what, line.owner, line.due, line.corrected) for line in final.content.lines] == [
        ("Send the logo files", "Lena Fischer", date(2026, 9, 25), True),
        ("移交域名账号", "赵强", date(2026, 9, 25), True),
        ("确认文案", "王敏", date(2026, 9, 28), False),
    ]
    assert final.content.decisions == ("Launch in German first.",)
    assert (final.content.corrected, final.content.silent) == (("Lena Fischer", "王敏"), ())

    # The next agenda begins with what these minutes left open, although the minutes went to the team first.
    agenda = next(x for x in d.tick(at(9, 22)) if x.kind == "agenda")
    assert agenda.content.last_minutes == date(2026, 9, 16)
    assert [line.what for line in agenda.content.client_lines if line.from_minutes] == [
        "Send the logo files", "移交域名账号", "确认文案",
    ]


def test_minutes_are_clean_as_soon_as_everybody_has_answered() -> None:
    series = weekly(PM, LENA)
    slot = occurrence_on(series, date(2026, 9, 16))
    assert slot is not None
    row = Meeting(
        key=occurrence_key(series, slot.original), uid=series.uid, title=series.title, start=slot.start, minutes=45,
        series=series.uid, original=slot.original, minutes_message_id=MINUTES_ID, minutes_ok=at(9, 16, 16),
    )
    items = (task("i1", LENA, "Send the logo files", date(2026, 9, 22)),)
    d = desk(PM, LENA, check_ins=(series,), meetings=(row,), items=items)
    assert "minutes_final" not in [x.kind for x in d.tick(at(9, 16, 16, 30))]
    d.status = replace(d.status, meetings=(replace(row, minutes_confirmed=(LENA.email,)),))
    final = [x for x in d.tick(at(9, 16, 17)) if x.kind == "minutes_final"]
    assert [x.content.confirmed for x in final] == [("Lena Fischer",)]


def test_holidays_come_into_a_series_without_a_word_before_it_is_told_and_as_an_update_after() -> None:
    series = weekly(PM, WANG)
    d = desk(PM, WANG, check_ins=(series,))
    (fresh,) = series_after_holidays(d.status, at(9, 3), calendars=calendars)
    assert (fresh.sequence, fresh.changes) == (0, ())
    assert date(2026, 10, 7) in {o.original.date() for o in fresh.exceptions}
    d.with_series(fresh)
    assert series_after_holidays(d.status, at(9, 3), calendars=calendars) == ()
    d.tick(at(9, 3))
    assert series_after_holidays(d.status, at(9, 4), calendars=calendars) == ()
    # The company gives a free day: known only once the series is out.
    off = WorkCalendar("CN", off=[date(2026, 9, 23)])
    later = lambda c: off if c == "CN" else calendars(c)  # noqa: E731
    (changed,) = series_after_holidays(d.status, at(9, 4), calendars=later)
    assert (changed.sequence, changed.changes[-1].original) == (1, at(9, 23, 10, 0))
    d.with_series(changed)
    assert series_after_holidays(d.status, at(9, 5), calendars=later) == ()
