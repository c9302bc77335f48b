"""Whatever happens in a project, the promises of courtesy hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.planning.chasing_kit import (
    BERLIN,
    Life,
    client,
    done,
    handed,
    item,
    postponed,
    status_of,
    team,
    with_person,
)

from mailpm.model import Autonomy, Outbound, OutboundState, Planned, Project, ProjectStatus, Side, Status
from mailpm.model.letters.chasing import Brief, BriefProject, ClientLetter
from mailpm.planning import plan, plan_brief
from mailpm.planning.courtesy import both_work
from mailpm.workdays import plain_calendar

ZONES = (("Asia/Shanghai", "CN"), ("America/New_York", "US"), ("Europe/London", "GB"), ("Pacific/Auckland", "NZ"))
START = datetime(2026, 9, 14, 0, 5, tzinfo=BERLIN)
DAYS = 30
HOURS = (0, 3, 6, 8, 9, 12, 15, 18, 21)

Event = tuple[int, int, str, int, int]


@st.composite
def lives(draw: st.DrawFn) -> tuple[ProjectStatus, list[Event], list[bool], list[bool]]:
    """A project with up to three clients and eight items, what they do on which day, and what the PM lets go."""
    count = draw(st.integers(1, 3))
    people = []
    for n in range(count):
        zone, country = draw(st.sampled_from(ZONES))
        people.append(client(f"c{n}@acme.example", f"Client {n}", zone=zone, country=country, escalation=n == 2))
    pm = draw(st.sampled_from([team(), team(zone="Asia/Shanghai", country="CN")]))
    items = []
    for n in range(draw(st.integers(1, 8))):
        owner = draw(st.sampled_from([*people, pm]))
        due = draw(st.none() | st.integers(-4, 16))
        said = START - timedelta(days=draw(st.integers(0, 15)), hours=-10)
        items.append(
            item(
                f"i{n}",
                owner,
                START.date() + timedelta(days=due) if due is not None else None,
                said,
                by=pm,
                certainty=draw(st.sampled_from([0.3, 0.9, 0.9, 0.9])),
                internal=draw(st.booleans()) and draw(st.booleans()),
                asked=draw(st.sampled_from([False, True, True])),
            )
        )
    kinds = ("reminder", "first_request", "thanks", "late_word", "escalation")
    autonomy = tuple((kind, draw(st.sampled_from(list(Autonomy)))) for kind in kinds)
    project = Project(key="site", name="Site", zone=pm.zone, country=pm.country)
    project = replace(project, plan=replace(project.plan, autonomy=autonomy))
    often = ["done", "later", "hand"]
    what = st.sampled_from([*often, *often, *often, "away", "stop", "unread", "read", "bounce", "hold", "pause"])
    event = st.tuples(st.integers(0, DAYS - 1), st.integers(0, 23), what, st.integers(0, 7), st.integers(0, 9))
    events = draw(st.lists(event, max_size=25))
    lets_go = draw(st.lists(st.booleans(), min_size=7, max_size=7))
    drops = draw(st.lists(st.sampled_from([False, False, False, True]), min_size=5, max_size=5))
    return status_of([pm, *people], items, project=project), events, lets_go, drops


def happen(status: ProjectStatus, event: Event, at: datetime) -> ProjectStatus:
    """What one event does to the project."""
    _, _, what, n, days = event
    tracked = status.items[n % len(status.items)]
    person = status.people[n % len(status.people)]
    owner = status.person(tracked.item.owner.email) or person
    key, later = tracked.item.key, at.date() + timedelta(days=days)
    if what == "done" and tracked.item.status is Status.OPEN:
        return done(status, key, owner, at)
    if what == "later" and tracked.item.status is Status.OPEN:
        return postponed(status, key, later, owner, at)
    if what == "hand" and tracked.item.status is Status.OPEN:
        return handed(status, key, person, owner, at)
    if what == "away":
        return with_person(status, person.email, quiet_until=later)
    if what == "stop":
        return with_person(status, person.email, no_reminders=True)
    if what == "bounce":
        return with_person(status, person.email, bounced=True)
    if what == "unread":
        return replace(status, unread_from=(person.email,))
    if what == "read":
        return replace(status, unread_from=())
    if what == "hold":
        return replace(
            status, items=tuple(replace(t, hold_until=later) if t.item.key == key else t for t in status.items)
        )
    if what == "pause":
        return replace(status, project=replace(status.project, paused_until=later))
    return status


class Watched(Life):
    """A life that is looked at each time a letter leaves, with the facts of that moment."""

    def _tick(self, now: datetime, approve: object, drop: object) -> None:
        before = len(self.left)
        super()._tick(now, approve, drop)  # type: ignore[arg-type]
        for at, planned in self.left[before:]:
            self._judge(at, planned)
        if now.hour == 9:
            self._judge_brief(now)

    def _judge(self, at: datetime, planned: Planned) -> None:
        status = self.status
        person = status.person(planned.to[0].email)
        assert person is not None
        assert person.side is Side.CLIENT
        local = at.astimezone(ZoneInfo(person.zone))
        pm = status.pm
        assert pm is not None
        # In their hours, on a day on which both sides work, not in an absence, a pause or a silence of their own.
        assert time_between(local, 9, 18), local
        assert plain_calendar(person.country).is_working(local.date())
        assert plain_calendar(pm.country).is_working(local.date())
        assert not person.bounced
        assert person.quiet_until is None or person.quiet_until < local.date()
        assert status.project.paused_until is None or status.project.paused_until < local.date()
        assert person.email not in status.unread_from
        assert not (person.no_reminders and planned.kind in ("reminder", "escalation"))
        # One letter a person a day, whether it stands in To or in Cc.
        same = [
            other
            for when, other in self.left
            if person.email in {a.email for a in (*other.to, *other.cc)}
            and when.astimezone(ZoneInfo(person.zone)).date() == local.date()
        ]
        assert len(same) == 1
        # Not more than three in any five working days.
        both = both_work(pm.country, person.country, plain_calendar)
        since = both.add(local.date(), -5)
        days = [w.astimezone(ZoneInfo(person.zone)).date() for w, p in self.left if p.to[0].email == person.email]
        assert sum(since < day <= local.date() for day in days) <= 3
        # Nothing is asked that is settled, another's, unsure or inside.
        content = planned.content
        assert isinstance(content, ClientLetter)
        by_what = {t.item.what: t for t in status.items}
        for asked in (*content.left, *content.ahead, *content.asked):
            tracked = by_what[asked.what]
            assert tracked.item.status is Status.OPEN
            assert tracked.item.owner.email == person.email
            assert tracked.item.certainty >= 0.6
            assert tracked.hold_until is None or tracked.hold_until <= local.date()
        assert not any(by_what[i.what].internal for i in (*content.left, *content.ahead, *content.asked, *content.ours))
        # Without approval only what the plan lets go by itself; an escalation never.
        allowed = dict(status.project.plan.autonomy).get(planned.kind, Autonomy.DRAFT)
        assert planned.approval or allowed is Autonomy.AUTOMATIC
        assert planned.kind != "escalation" or (planned.approval and planned.never_automatic)

    def _judge_brief(self, now: datetime) -> None:
        pm = self.status.pm
        assert pm is not None
        local = now.astimezone(ZoneInfo(pm.zone))
        drafts = [outbound(n, row.planned) for n, row in enumerate(self.rows.values()) if row.state == "draft"]
        brief = plan_brief(pm, [self.status], drafts, now, calendars=plain_calendar)
        overdue = {
            t.item.what
            for t in self.status.items
            if t.item.status is Status.OPEN and t.item.due and t.item.due.day < local.date()
        }
        if not plain_calendar(pm.country).is_working(local.date()) or not time_between(local, 8.5, 18):
            assert brief is None
            return
        if not overdue and brief is None:
            return
        assert brief is not None
        content = brief.content
        assert isinstance(content, Brief)
        assert not brief.approval
        shown = {line.what for p in content.projects for line in lines(p)}
        assert overdue <= shown
        numbers = [n.number for n in brief.numbering]
        assert len(numbers) == len(set(numbers))


def lines(project: BriefProject) -> list[object]:
    groups = (project.overdue, project.ours_late, project.questions, project.calls)
    return [line for group in groups for line in group]


def time_between(local: datetime, first: float, last: float) -> bool:
    return first <= local.hour + local.minute / 60 < last


def outbound(id: int, planned: Planned) -> Outbound:
    return Outbound(
        id=id,
        key=planned.key,
        kind=planned.kind,
        project=planned.project,
        state=OutboundState.DRAFT,
        version=1,
        recipients=tuple(a.email for a in (*planned.to, *planned.cc)),
        subject="",
        text="",
        message_id="",
        raw=b"",
        created=START,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(life=lives())
def test_courtesy_holds_in_every_life(life: tuple[ProjectStatus, list[Event], list[bool], list[bool]]) -> None:
    status, events, lets_go, drops = life
    watched = Watched(status)
    watched.run(
        START,
        DAYS,
        hours=HOURS,
        events=[(at := START + timedelta(days=e[0], hours=e[1]), event_of(e, at)) for e in events],
        approve=lambda planned, at: at.hour in (9, 15) and lets_go[at.weekday()],
        drop=lambda planned, at: at.hour == 12 and drops[len(planned.key) % 5],
    )


def event_of(event: Event, at: datetime):  # type: ignore[no-untyped-def]
    return lambda status: happen(status, event, at)


@settings(max_examples=60, deadline=None)
@given(life=lives(), day=st.integers(0, DAYS), hour=st.integers(0, 23))
def test_planning_twice_gives_the_same_and_keys_are_single(
    life: tuple[ProjectStatus, list[Event], list[bool], list[bool]], day: int, hour: int
) -> None:
    status, events, *_ = life
    for event in events:
        status = happen(status, event, START + timedelta(days=event[0]))
    now = START + timedelta(days=day, hours=hour)
    first, second = (plan(status, now, calendars=plain_calendar) for _ in range(2))
    assert first == second
    assert len({p.key for p in first}) == len(first)
    assert len({p.to[0].email for p in first}) == len(first)
    for planned in first:
        person = status.person(planned.to[0].email)
        assert person is not None
        assert planned.not_before is not None
        leaves = planned.not_before.astimezone(ZoneInfo(person.zone))
        assert leaves >= now
        assert time_between(leaves, 9, 18)
        assert plain_calendar(person.country).is_working(leaves.date())


@pytest.mark.parametrize("status", ["new", "closed"])
def test_a_project_that_has_not_begun_or_is_over_writes_to_no_client(status: str) -> None:
    lena = client("l@acme.example", "Lena", zone="Europe/Berlin", country="DE")
    project = Project(key="site", name="Site", status=status)
    facts = status_of([team(), lena], [item("logo", lena, date(2026, 9, 10), START)], project=project)
    assert plan(facts, START + timedelta(days=1), calendars=plain_calendar) == ()
