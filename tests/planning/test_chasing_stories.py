"""Weeks of projects, with every letter that leaves: who, when by the reader's own clock, in which tone, about what.

Signs: + came, > new day noted, ~ passed on, ? asked for the first time, ! our own and late, … due soon.
"""

from dataclasses import replace
from datetime import date, datetime

from tests.planning.chasing_kit import (
    BERLIN,
    NEW_YORK,
    SHANGHAI,
    Life,
    change,
    client,
    done,
    handed,
    item,
    postponed,
    status_of,
    team,
    with_person,
)

from mailpm.model import Autonomy, Milestone, Planned, Project, ProjectStatus

PM = team()
WANG = client("wang@acme.example", "王敏", zone="Asia/Shanghai", country="CN")
ZHAO = client("zhao@acme.example", "赵强", zone="Asia/Shanghai", country="CN")
LI = client("li@acme.example", "李总", zone="Asia/Shanghai", country="CN", escalation=True)
LENA = client("lena@harbor.example", "Lena Brown", zone="America/New_York", country="US")
OMAR = client("omar@harbor.example", "Omar Haddad", zone="America/New_York", country="US")
BOSS = client("boss@harbor.example", "Ann Boss", zone="America/New_York", country="US", escalation=True)


def cn(month: int, day: int, hour: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def us(month: int, day: int, hour: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=NEW_YORK)


def test_a_chinese_client_over_the_national_holiday_and_a_german_team() -> None:
    """1 to 7 October is free in China, Saturday 10 October is worked there but not in Germany."""
    said = cn(9, 21)
    items = [item("copy", WANG, date(2026, 9, 30), said), item("keys", WANG, date(2026, 10, 9), said)]
    status = status_of([PM, WANG, LI], items)
    life = Life(status)
    life.run(
        datetime(2026, 9, 21, 0, 5, tzinfo=BERLIN),
        35,
        events=[
            (cn(10, 9, 17), lambda s: done(s, "copy", WANG, cn(10, 9, 17))),
            (cn(10, 15), lambda s: postponed(s, "keys", date(2026, 10, 22), WANG, cn(10, 15))),
            (cn(10, 21), lambda s: done(s, "keys", WANG, cn(10, 21))),
        ],
    )
    # The PM lets drafts go at 9:05 in Berlin, 15:05 in Shanghai; those of his last brief before a day leave at 9 there.
    assert life.letters() == [
        # Friday 25 September is 中秋: it was let go that morning in Berlin.
        ("09-28 09:05", "王敏", "reminder friendly", "…copy"),
        ("09-30 15:05", "王敏", "reminder note", "copy …keys"),
        # Nothing in the holiday week; the day after it is the first on which both work.
        ("10-08 09:05", "王敏", "reminder reminder", "copy …keys"),
        # 10-09: the keys' own day; they were named the day before.
        # 10-10: worked in China, not in Germany.
        ("10-12 15:05", "王敏", "reminder reminder", "+copy keys"),
        ("10-14 15:05", "王敏", "reminder second", "keys"),
        ("10-15 15:05", "王敏", "thanks", ">keys"),
        ("10-20 15:05", "王敏", "reminder friendly", "…keys"),
        ("10-21 15:05", "王敏", "thanks", "+keys"),
    ]


def test_an_american_client_over_thanksgiving_and_an_escalation_that_waits() -> None:
    """Thursday 26 November is free in the United States; nobody is escalated to without the PM's word."""
    status = status_of([PM, LENA, BOSS], [item("logo", LENA, date(2026, 11, 25), us(11, 16))])

    def hold(s: ProjectStatus) -> ProjectStatus:
        return change(s, "logo", lambda t: replace(t, hold_until=date(2026, 12, 11)))

    def usual(planned: Planned, at: datetime) -> bool:
        early = planned.kind == "escalation" and at < datetime(2026, 12, 10, tzinfo=BERLIN)
        return at.hour == 9 and at.weekday() < 5 and not early

    life = Life(status)
    life.run(datetime(2026, 11, 16, 0, 5, tzinfo=BERLIN), 30, events=[(us(12, 8), hold)], approve=usual)
    # 9:05 in Berlin is before hours in New York: letters wait for 9:00 there.
    assert life.letters() == [
        ("11-23 09:05", "Lena", "reminder friendly", "…logo"),
        ("11-25 09:05", "Lena", "reminder note", "logo"),
        ("11-27 09:05", "Lena", "reminder reminder", "logo"),
        ("12-01 09:05", "Lena", "reminder second", "logo"),
        ("12-04 09:05", "Lena", "reminder help", "logo"),
        # 12-08: the escalation's day; the PM says: not before Friday.
        ("12-11 09:05", "Lena", "escalation", "logo"),
    ]
    escalation = life.left[-1][1]
    assert [a.email for a in escalation.cc] == [BOSS.email, PM.email]
    assert escalation.never_automatic
    assert escalation.approval


def test_an_escalation_nobody_ordered_never_leaves_whatever_the_autonomy() -> None:
    everything = tuple((kind, Autonomy.AUTOMATIC) for kind in ("reminder", "escalation", "thanks"))
    project = Project(key="site", name="Site", zone="Europe/Berlin", country="DE")
    project = replace(project, plan=replace(project.plan, autonomy=everything))
    status = status_of([PM, LENA, BOSS], [item("logo", LENA, date(2026, 11, 4), us(10, 26))], project=project)
    life = Life(status)
    life.run(datetime(2026, 10, 26, 0, 5, tzinfo=BERLIN), 40, approve=lambda planned, at: False)
    assert [kind for _, _, kind, _ in life.letters()] == [
        "reminder friendly",
        "reminder note",
        "reminder reminder",
        "reminder second",
        "reminder help",
    ]
    assert [row.planned.kind for row in life.rows.values() if row.state == "draft"] == ["escalation"]


def test_the_mixed_answer() -> None:
    """DIALOGUES: the logo came, the copy moved, the domain is somebody else's; each letter names only the rest."""
    pm = team("小周", zone="Asia/Shanghai", country="CN")
    said = cn(10, 12)
    items = [
        item("logo", WANG, date(2026, 10, 16), said, by=pm),
        item("copy", WANG, date(2026, 10, 16), said, by=pm),
        item("domain", WANG, date(2026, 10, 20), said, by=pm),
    ]

    def answer(s: ProjectStatus) -> ProjectStatus:
        s = done(s, "logo", WANG, cn(10, 14))
        s = postponed(s, "copy", date(2026, 10, 21), WANG, cn(10, 14))
        return handed(s, "domain", ZHAO, WANG, cn(10, 14))

    milestone = Milestone(key="design", name="设计定稿", baseline=date(2026, 10, 29), waits_for=("copy",))
    life = Life(status_of([pm, WANG, ZHAO, LI], items, milestones=(milestone,)))
    life.run(datetime(2026, 10, 12, 0, 5, tzinfo=SHANGHAI), 12, events=[(cn(10, 14), answer)])
    assert life.letters() == [
        ("10-14 09:05", "王敏", "reminder friendly", "…logo …copy"),
        # The answer comes at eleven; she had today's letter.
        ("10-15 09:05", "王敏", "thanks", "+logo >copy ~domain"),
        ("10-15 09:05", "赵强", "first_request", "?domain"),
        # 10-16: the old day of the copy passes in silence.
        ("10-19 09:05", "王敏", "reminder friendly", "…copy"),
        ("10-20 09:05", "赵强", "reminder note", "domain"),
        ("10-21 09:05", "王敏", "reminder note", "copy"),
        ("10-21 09:05", "赵强", "reminder reminder", "domain"),
        ("10-22 09:05", "王敏", "reminder reminder", "copy"),
        ("10-23 09:05", "赵强", "reminder second", "domain"),
    ]


def test_away_paused_bounced_and_own_wishes_are_respected() -> None:
    said = us(10, 26)
    items = [item("logo", LENA, date(2026, 11, 3), said), item("list", OMAR, date(2026, 11, 3), said)]
    life = Life(status_of([PM, LENA, OMAR], items))
    life.run(
        datetime(2026, 10, 26, 0, 5, tzinfo=BERLIN),
        26,
        events=[
            # Lena: out of office until the end of 6 November.
            (us(11, 2, 8), lambda s: with_person(s, LENA.email, quiet_until=date(2026, 11, 6))),
            # Omar asks for no more reminders on the 4th.
            (us(11, 4, 8), lambda s: with_person(s, OMAR.email, no_reminders=True)),
            # The project rests from the 11th to the 15th, then Lena's address bounces.
            (
                us(11, 11, 1),
                lambda s: replace(s, project=replace(s.project, status="paused", paused_until=date(2026, 11, 15))),
            ),
            (us(11, 17, 12), lambda s: with_person(s, LENA.email, bounced=True)),
        ],
    )
    assert life.letters() == [
        ("10-30 09:05", "Lena", "reminder friendly", "…logo"),
        ("10-30 09:05", "Omar", "reminder friendly", "…list"),
        ("11-03 09:05", "Omar", "reminder note", "list"),
        # Back on Monday 9 November: one letter and not three.
        ("11-09 09:05", "Lena", "reminder second", "logo"),
        # The sixth day fell on the 12th (Veterans Day does not count), into the pause.
        ("11-16 09:05", "Lena", "reminder help", "logo"),
    ]


def test_a_missed_fortnight_is_caught_up_with_one_letter() -> None:
    status = status_of([PM, LENA], [item("logo", LENA, date(2026, 11, 3), us(10, 26))])
    life = Life(status)
    life.run(datetime(2026, 11, 9, 0, 5, tzinfo=BERLIN), 1)
    assert life.letters() == [("11-09 09:05", "Lena", "reminder second", "logo")]


def test_an_answer_that_nobody_has_read_stops_what_was_approved() -> None:
    status = status_of([PM, LENA], [item("logo", LENA, date(2026, 11, 3), us(10, 26))])
    life = Life(status)
    # Approved at 9:05 in Berlin for 9:00 in New York; her letter comes at 8:30 there.
    life.run(
        datetime(2026, 11, 3, 0, 5, tzinfo=BERLIN),
        2,
        events=[
            (us(11, 3, 8), lambda s: replace(s, unread_from=(LENA.email,))),
            (us(11, 4, 7), lambda s: done(replace(s, unread_from=()), "logo", LENA, us(11, 3, 8))),
        ],
        approve=lambda planned, at: planned.kind == "reminder",
    )
    assert life.letters() == []
    assert [(r.planned.kind, r.state) for r in life.rows.values()] == [("reminder", "withdrawn"), ("thanks", "draft")]


def test_our_own_promise_is_never_chased_and_owned_up_to() -> None:
    status = status_of([PM, LENA], [item("wireframes", PM, date(2026, 11, 5), us(10, 26), asked_by=LENA.email)])
    life = Life(status)
    life.run(datetime(2026, 11, 2, 0, 5, tzinfo=BERLIN), 12)
    assert life.letters() == [("11-06 09:05", "Lena", "late_word", "!wireframes")]
    assert life.left[0][1].approval


def test_what_is_unsure_internal_held_or_rung_up_is_not_written_about() -> None:
    said, due = us(10, 26), date(2026, 11, 3)
    items = [
        item("unsure", LENA, due, said, certainty=0.4),
        item("inside", LENA, due, said, internal=True),
        item("held", LENA, due, said, hold_until=date(2026, 12, 24)),
        item("call", LENA, due, said, call_on=date(2026, 11, 4)),
        item("sure", LENA, due, said, certainty=0.4, confirmed=True),
    ]
    life = Life(status_of([PM, LENA], items))
    life.run(datetime(2026, 11, 3, 0, 5, tzinfo=BERLIN), 3)
    assert [names for *_, names in life.letters()] == ["sure", "sure"]


def test_a_third_slip_is_met_with_help_at_once() -> None:
    status = status_of([PM, LENA], [item("logo", LENA, date(2026, 10, 20), us(10, 12))])
    status = postponed(status, "logo", date(2026, 10, 26), LENA, us(10, 19))
    status = postponed(status, "logo", date(2026, 11, 3), LENA, us(10, 26))
    life = Life(status)
    life.run(datetime(2026, 11, 4, 0, 5, tzinfo=BERLIN), 1)
    assert life.letters() == [("11-04 09:05", "Lena", "reminder help", "logo")]


def test_somebody_who_often_needs_longer_is_written_to_a_day_earlier() -> None:
    said = us(9, 1)
    late = [item(f"old{n}", LENA, date(2026, 9, 8), said) for n in range(4)]
    status = status_of([PM, LENA], [*late, item("logo", LENA, date(2026, 11, 5), us(10, 20))])
    for n in range(4):
        status = done(status, f"old{n}", LENA, us(9, 14))
    life = Life(status)
    life.run(datetime(2026, 10, 28, 0, 5, tzinfo=BERLIN), 7)
    assert life.letters() == [("11-02 09:05", "Lena", "reminder friendly", "…logo")]
