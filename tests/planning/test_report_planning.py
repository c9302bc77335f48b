"""When a report is drafted, to whom it goes, what it tells whom, and what the PM's words change in it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.composing.report_projects import CHINESE, ENGLISH, project

from mailpm.model import (
    Autonomy,
    CheckIn,
    Feedback,
    Language,
    Order,
    Person,
    Planned,
    ProjectStatus,
    Risk,
    Sent,
    Side,
    Verb,
)
from mailpm.model.letters.reports import Audience, Light, Report, ReportDraft
from mailpm.planning import plan_reports
from mailpm.planning.report_edits import edit_report
from mailpm.planning.report_facts import make_report
from mailpm.planning.reports import current_slot, readers_of, report_now
from mailpm.workdays import plain_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def chinese(state: str = "slipping") -> ProjectStatus:
    return project(Language.CHINESE, state)[0]


def at(day: str, clock: str) -> datetime:
    month, number = day.split("/")
    return datetime.combine(date(2026, int(month), int(number)), time.fromisoformat(clock), tzinfo=SHANGHAI)


def with_plan(status: ProjectStatus, **changes: object) -> ProjectStatus:
    plan = replace(status.project.plan, **changes)  # type: ignore[arg-type]
    return replace(status, project=replace(status.project, plan=plan))


HOURS = [
    # The report leaves on Fridays at 16:00. When it is looked at, and the day of the report whose draft exists then.
    ("a minute early", {}, "10/16", "15:29", None),
    ("half an hour before", {}, "10/16", "15:30", "10/16"),
    ("on the hour", {}, "10/16", "16:00", "10/16"),
    ("Monday after, still waiting", {}, "10/19", "10:00", "10/16"),
    ("two working days later", {}, "10/20", "17:59", "10/16"),
    ("then it is stale", {}, "10/20", "18:00", None),
    ("Thursday", {}, "10/15", "16:00", None),
    # 1 to 8 October 2026 hold the national holiday (off from the 1st to the 7th): Friday the 2nd moves to Wednesday.
    ("before the holidays", {}, "9/30", "15:30", "9/30"),
    # Friday 25 September was Mid-Autumn: that report was Thursday's, and two working days keep it until the 29th.
    ("a day before that", {}, "9/29", "17:00", "9/24"),
    ("and after it is stale", {}, "9/29", "18:30", None),
    ("in the holidays nothing new", {}, "10/2", "15:45", "9/30"),
    # Weeks are counted from Monday 5 January 1970: this is the 2962nd.
    ("fortnightly, the even week", {"report_every_weeks": 2}, "10/16", "16:00", "10/16"),
    ("fortnightly, the odd week", {"report_every_weeks": 2}, "10/23", "16:00", None),
    ("monthly, not yet", {"report_monthly": True}, "10/23", "16:00", None),
    ("monthly, the last Friday", {"report_monthly": True}, "10/30", "16:00", "10/30"),
    ("no reports", {"report_weekday": None}, "10/16", "16:00", None),
    ("on Mondays", {"report_weekday": 0, "report_at": time(9, 0)}, "10/19", "08:30", "10/19"),
]


@pytest.mark.parametrize(("plan", "day", "clock", "expected"), [h[1:] for h in HOURS], ids=[h[0] for h in HOURS])
def test_the_hour_of_a_report(plan: dict[str, object], day: str, clock: str, expected: str | None) -> None:
    slot = current_slot(with_plan(chinese(), **plan), at(day, clock), calendars=plain_calendar)
    assert (f"{slot.at.month}/{slot.at.day}" if slot else None) == expected


def letters(status: ProjectStatus, now: datetime) -> dict[str, Planned]:
    return {letter.key: letter for letter in plan_reports(status, now, calendars=plain_calendar)}


def test_a_draft_to_the_pm_and_the_report_that_waits_for_him() -> None:
    found = letters(chinese(), at("10/16", "15:30"))
    assert set(found) == {"report:anhe:2026-10-16:client:zh", "report-draft:anhe:2026-10-16:client:zh"}
    report, draft = found["report:anhe:2026-10-16:client:zh"], found["report-draft:anhe:2026-10-16:client:zh"]
    assert report.approval
    assert not draft.approval
    assert [a.email for a in report.to] == ["wang@anhe.example", "zhao@anhe.example"]
    assert [a.email for a in draft.to] == ["zhou@qingmu.example"]
    assert report.not_before == at("10/16", "16:00")
    assert draft.numbering[0].kind == "draft"
    assert draft.numbering[0].key == report.key
    assert isinstance(draft.content, ReportDraft)
    assert draft.content.report == report.content


def test_the_key_stays_for_as_long_as_the_report_does() -> None:
    moments = [at("10/16", "15:30"), at("10/16", "16:20"), at("10/19", "09:00"), at("10/20", "17:00")]
    assert len({frozenset(letters(chinese(), now)) for now in moments}) == 1


@pytest.mark.parametrize(("state", "planned"), [("draft", True), ("queued", True), ("connecting", False), ("accepted", False)])
def test_what_has_left_is_not_made_again(state: str, planned: bool) -> None:
    key = "report:anhe:2026-10-16:client:zh"
    sent = Sent(key=key, kind="report", to=(), at=at("10/16", "16:00"), state=state)
    assert (key in letters(replace(chinese(), sent=(sent,)), at("10/16", "16:10"))) is planned


@pytest.mark.parametrize("status", ["new", "paused", "closed"])
def test_a_project_at_rest_reports_nothing(status: str) -> None:
    resting = chinese()
    resting = replace(resting, project=replace(resting.project, status=status))
    assert letters(resting, at("10/16", "16:00")) == {}


def test_readers_of_two_languages_get_a_letter_each() -> None:
    status = chinese()
    lena = replace(ENGLISH.people[2], email="lena@anhe.example")
    found = letters(replace(status, people=(*status.people, lena)), at("10/16", "16:00"))
    assert {k for k in found if k.startswith("report:")} == {
        "report:anhe:2026-10-16:client:zh",
        "report:anhe:2026-10-16:client:en",
    }


def test_the_teams_own_report_waits_for_nobody_and_needs_no_draft() -> None:
    status = with_plan(chinese(), report_audiences=("team",))
    (only,) = letters(status, at("10/16", "16:00")).values()
    assert not only.approval
    assert {a.email for a in only.to} == {"zhou@qingmu.example", "he@qingmu.example"}


def test_no_draft_where_the_pm_let_reports_go_by_themselves() -> None:
    status = with_plan(chinese(), autonomy=(("report", Autonomy.AUTOMATIC),))
    assert [letter.kind for letter in letters(status, at("10/16", "16:00")).values()] == ["report"]


def test_a_report_on_demand_is_for_the_past_week() -> None:
    found = report_now(chinese(), at("10/14", "11:05"), audience=Audience.CLIENT, calendars=plain_calendar)
    report = next(letter for letter in found if letter.kind == "report")
    assert report.key == "report:anhe:2026-10-14T1105:client:zh"
    assert isinstance(report.content, Report)
    assert (report.content.since, report.content.until) == (date(2026, 10, 8), date(2026, 10, 14))


READERS = [
    ("client", Audience.CLIENT, ["wang", "zhao"]),
    ("sponsor", Audience.SPONSOR, ["li"]),
    ("team", Audience.TEAM, ["zhou", "he"]),
]


@pytest.mark.parametrize(("audience", "names"), [r[1:] for r in READERS], ids=[r[0] for r in READERS])
def test_readers(audience: Audience, names: list[str]) -> None:
    found = readers_of(chinese(), audience, date(2026, 10, 16))
    assert [p.email.partition("@")[0] for p in found] == names


def test_who_is_away_or_bounced_is_left_out() -> None:
    def changed(person: Person) -> Person:
        away = date(2026, 10, 20) if person.name == "王敏" else None
        return replace(person, quiet_until=away)

    status = chinese()
    people = tuple(changed(p) for p in status.people)
    found = readers_of(replace(status, people=people), Audience.CLIENT, date(2026, 10, 16))
    assert [p.name for p in found] == ["赵强"]
    bounced = tuple(replace(p, bounced=p.name == "赵强") for p in people)
    # Somebody who is away is better than nobody; who bounced is never written to.
    found = readers_of(replace(status, people=bounced), Audience.CLIENT, date(2026, 10, 16))
    assert [p.name for p in found] == ["王敏"]


def made(status: ProjectStatus, audience: Audience = Audience.CLIENT) -> Report:
    return make_report(
        status, at("10/16", "15:30"), audience=audience, calendars=plain_calendar, since=date(2026, 10, 10)
    )


def test_a_client_never_sees_what_is_internal_or_only_suspected() -> None:
    status = chinese("in_trouble")
    secret = Risk(key="s", number="R9", words="客户付款可能拖延", internal=True)
    guess = Risk(key="g", number="", words="", status="suggested", cause="slip", about=CHINESE.copy)
    decisions = (*status.decisions, replace(status.decisions[0], key="d2", quote="报价留两成余地", internal=True))
    unsure = replace(status.items[5], confirmed=False, item=replace(status.items[5].item, certainty=0.4))
    status = replace(
        status,
        risks=(*status.risks, secret, guess),
        decisions=decisions,
        items=(*status.items[:5], unsure, *status.items[6:]),
    )
    told = repr(made(status))
    assert CHINESE.internal not in told
    assert "付款" not in told
    assert "余地" not in told
    assert CHINESE.photos not in told
    assert "suggested" not in told
    inside = repr(made(status, Audience.TEAM))
    assert CHINESE.internal in inside
    assert "付款" in inside


def test_what_slipped_counts_from_the_day_at_the_begin_of_the_period() -> None:
    (line,) = made(chinese("in_trouble")).slipped
    # It moved on the 8th (before the period) to the 16th, and on the 15th to 2 November.
    assert (line.was, line.due, line.times) == (date(2026, 10, 16), date(2026, 11, 2), 2)


def test_what_is_due_later_is_only_counted_unless_a_milestone_slips_by_it() -> None:
    report = made(chinese("slipping"))
    assert CHINESE.photos not in {line.what for line in report.need}  # due on 4 November
    assert report.later == 1
    troubled = made(chinese("in_trouble"))
    assert CHINESE.copy in {line.what for line in troubled.need}  # due on 2 November, and holds up the design


def test_lines_are_numbered_through_and_stand_for_items() -> None:
    report = made(chinese("in_trouble"))
    lines = (*report.need, *report.owe, *report.done, *report.slipped, *report.decisions, *report.ahead)
    assert [line.number for line in lines] == [str(n) for n in range(1, len(lines) + 1)]


def test_a_sponsor_reads_one_page() -> None:
    report = made(chinese("in_trouble"), Audience.SPONSOR)
    assert report.owe == ()
    # What is in time and slips nothing (privacy notice, photos) is left out.
    assert [line.what for line in report.need] == [CHINESE.logo, CHINESE.account, CHINESE.prices, CHINESE.copy]


def test_what_comes_names_the_series_and_the_single_meetings_once() -> None:
    status = chinese()
    single = status.meetings[0]  # Wednesday the 21st at ten
    series = CheckIn(
        uid="s", title=single.title, start=at("10/7", "10:00"), minutes=45, rrule="FREQ=WEEKLY;BYDAY=WE", attendees=(),
        zone="Asia/Shanghai",
    )  # fmt: skip
    report = made(replace(status, check_ins=(series,)))
    assert [(line.on, line.kind) for line in report.ahead] == [
        (date(2026, 10, 21), "meeting"),
        (date(2026, 10, 28), "meeting"),
    ]
    off = replace(single, status="cancelled")
    assert made(replace(status, meetings=(off,))).ahead == ()


def order(verb: Verb, *numbers: str, text: str = "") -> Order:
    return Order(verb=verb, quote="", numbers=numbers, text=text)


def test_the_pms_words_change_the_report() -> None:
    report = made(chinese("in_trouble"))
    second, third = report.need[1].what, report.need[2].what
    changed, left = edit_report(
        report,
        (
            order(Verb.DROP, "3"),
            order(Verb.SET_LIGHT, text="amber"),
            order(Verb.ADD_TEXT, text="感谢支持。"),
            order(Verb.EDIT, "R1", text="域名可能晚到"),
            order(Verb.EDIT, "2", text="域名账号,请尽快"),
            order(Verb.DROP, "CR1"),
        ),
    )
    assert left == ()
    assert third not in {line.what for line in changed.need}
    assert [line.number for line in changed.need][:3] == ["1", "2", "4"]  # numbers stay what they were
    assert (changed.light, changed.reasons) == (Light.AMBER, ())
    assert changed.notes == ("感谢支持。",)
    assert changed.risks[0].words == "域名可能晚到"
    assert next(line for line in changed.need if line.what == second).text == "域名账号,请尽快"
    assert changed.changes == ()


@pytest.mark.parametrize(
    "strange",
    [
        order(Verb.DROP, "99"),
        order(Verb.EDIT, "R7", text="x"),
        order(Verb.SET_LIGHT, text="blue"),
        order(Verb.APPROVE, "1"),
        Order(verb=Verb.DROP, quote="", everything=True, but=("1",)),
    ],
)
def test_what_is_none_of_a_reports_business_is_given_back(strange: Order) -> None:
    report = made(chinese("in_trouble"))
    changed, left = edit_report(report, (strange,))
    assert changed == report
    assert left == (strange,)


def test_a_month_of_four_reports_in_one_thread_with_feedback() -> None:
    """Each report counts on from the one before and answers it; a reader's answer is shown to the PM once."""
    status, seen = chinese(), []
    for week, day in enumerate(("10/16", "10/23", "10/30", "11/6"), 1):
        now = at(day, "16:00")
        found = letters(status, now)
        report = next(letter for letter in found.values() if letter.kind == "report")
        assert isinstance(report.content, Report)
        assert report.content.count == week
        assert report.content.since == (date(2026, 10, 10) + timedelta(weeks=week - 1))
        assert (report.place.in_reply_to if report.place else "") == (f"r{week - 1}@x" if week > 1 else "")
        assert (report.place.references if report.place else ()) == tuple(f"r{n}@x" for n in range(1, week))
        seen.append(report.key)
        sent = Sent(
            key=report.key, kind="report", to=("wang@anhe.example",), at=now, state="accepted", message_id=f"r{week}@x"
        )
        status = replace(status, sent=(*status.sent, sent))
    assert len(set(seen)) == 4
    words = Feedback(
        message_id="f@x", report=seen[1], said_by="wang@anhe.example", said_on=at("10/24", "09:10"), words="第2条已经给了"
    )
    found = letters(replace(status, feedback=(words,)), at("10/26", "09:00"))
    assert [letter.kind for letter in found.values() if letter.key == "feedback:f@x"] == ["report_feedback"]
    assert "feedback:f@x" not in letters(replace(status, feedback=(words,)), at("11/6", "16:00"))


def test_a_second_project_never_speaks_in_the_report() -> None:
    other = replace(ENGLISH.project, key="anhe-2", name="Secret")
    status = chinese()
    strange = Sent(
        key=f"report:{other.key}:2026-10-09:client:zh", kind="report", to=(), at=at("10/9", "16:00"), state="accepted",
        message_id="other@x",
    )  # fmt: skip
    report = letters(replace(status, sent=(strange,)), at("10/16", "16:00"))["report:anhe:2026-10-16:client:zh"]
    assert report.place is None


def test_everybody_who_reads_is_of_the_side_he_should_be() -> None:
    for audience in (Audience.CLIENT, Audience.SPONSOR):
        assert {p.side for p in readers_of(chinese(), audience, date(2026, 10, 16))} == {Side.CLIENT}
