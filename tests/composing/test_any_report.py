"""Whatever stands in a ledger, a report can be made of it, written in both languages, edited, kept and read back."""

import json
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mailpm.composing import Composer, template_folders
from mailpm.model import (
    Address,
    ChangeRequest,
    Decision,
    Due,
    Item,
    ItemType,
    Language,
    Milestone,
    Move,
    Order,
    Owner,
    Person,
    Planned,
    Project,
    ProjectStatus,
    Risk,
    Side,
    Status,
    TeamRole,
    TrackedItem,
    Verb,
)
from mailpm.model.letters.reports import Audience, Report
from mailpm.model.plain import from_plain, to_plain
from mailpm.planning.report_edits import edit_report, numbers_in
from mailpm.planning.report_facts import make_report
from mailpm.workdays import plain_calendar

NOW = datetime(2026, 10, 16, 8, 0, tzinfo=UTC)
COMPOSER = Composer(template_folders())
WORDS = st.text(max_size=40)
DAYS = st.dates(min_value=date(2026, 8, 1), max_value=date(2027, 2, 1))
MOMENTS = st.integers(0, 60).map(lambda days: NOW - timedelta(days=days))
KEYS = ("m0", "m1", "m2", "")


@st.composite
def items(draw: st.DrawFn, key: str) -> TrackedItem:
    due = draw(st.none() | DAYS)
    moves = tuple(
        Move(
            field=draw(st.sampled_from(("due", "status", "owner"))), old=draw(DAYS).isoformat(), new=draw(DAYS).isoformat(),
            quote=draw(WORDS), message_id="m", said_on=draw(MOMENTS), said_by=draw(st.sampled_from(("", "c@x.example"))),
        )
        for _ in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    item = Item(
        key=key, type=draw(st.sampled_from(ItemType)), message=1, message_id="m",
        owner=Owner(name=draw(WORDS), side=draw(st.sampled_from(Side)), email=draw(st.sampled_from(("", "c@x.example")))),
        what=draw(WORDS), quote=draw(WORDS), status=draw(st.sampled_from(Status)), due=Due(value=due) if due else None,
        said_on=draw(st.none() | MOMENTS), moves=moves, certainty=draw(st.sampled_from((0.3, 1.0))),
    )  # fmt: skip
    return TrackedItem(
        item=item, project="p", confirmed=draw(st.booleans()), milestone=draw(st.sampled_from(KEYS)),
        internal=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def statuses(draw: st.DrawFn) -> ProjectStatus:
    pm = Person(email="pm@y.example", name="Nora", side=Side.TEAM, team_role=TeamRole.OWNER)
    client = Person(email="c@x.example", name=draw(WORDS), side=Side.CLIENT, country=draw(st.sampled_from(("", "CN", "DE"))))
    milestones = tuple(
        Milestone(
            key=f"m{n}", name=draw(WORDS), baseline=draw(DAYS), actual=draw(st.none() | DAYS),
            depends_on=tuple(draw(st.lists(st.sampled_from(("m0", "m1", "m2", "m9")), max_size=2))),
        )
        for n in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    small = st.integers(1, 3)
    return ProjectStatus(
        project=Project(key="p", name=draw(WORDS), zone=draw(st.sampled_from(("UTC", "Asia/Shanghai", "America/New_York")))),
        people=(pm, client),
        items=tuple(draw(items(f"i{n}")) for n in range(draw(st.integers(0, 5)))),
        milestones=milestones,
        risks=tuple(
            Risk(
                key=f"r{n}", number=f"R{n}", words=draw(WORDS), probability=draw(small), impact=draw(small),
                response=draw(WORDS), owner=draw(WORDS), status=draw(st.sampled_from(("suggested", "open", "happened", "closed"))),
                cause=draw(st.sampled_from(("", "slip", "silence", "blocker"))),
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        changes=tuple(
            ChangeRequest(
                key=f"c{n}", number=f"CR{n}", words=draw(WORDS),
                status=draw(st.sampled_from(("suggested", "raised", "assessed", "sent", "accepted", "rejected", "withdrawn"))),
                days=draw(st.none() | st.integers(0, 9)), cost=draw(WORDS), milestone=draw(st.sampled_from(KEYS)),
                old_date=draw(st.none() | DAYS), new_date=draw(st.none() | DAYS), decided_on=draw(st.none() | MOMENTS),
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        decisions=tuple(
            Decision(key=f"d{n}", quote=draw(WORDS), said_by="", said_on=draw(MOMENTS), message_id="")
            for n in range(draw(st.integers(0, 2)))
        ),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(statuses(), st.sampled_from(Audience), st.sampled_from(Language))
def test_any_ledger_gives_a_report(status: ProjectStatus, audience: Audience, language: Language) -> None:
    report = make_report(status, NOW, audience=audience, calendars=plain_calendar, since=date(2026, 10, 10))
    assert from_plain(Report, json.loads(json.dumps(to_plain(report)))) == report
    lines = (*report.need, *report.owe, *report.done, *report.slipped)
    assert len(numbers_in(report)) == len(lines) + len(report.risks) + len(report.changes) + len(report.decisions) + len(
        report.ahead
    )
    if audience is not Audience.TEAM:
        internal = {t.item.key for t in status.items if t.internal}
        assert not internal & {line.item_key for line in lines}
        causes = {m.cause.item_key for m in report.milestones if m.cause}
        assert not internal & causes
    letter = Planned(
        key="k", kind="report", project="p", to=(Address(email="c@x.example"),), language=language, content=report
    )
    composed = COMPOSER.compose(letter, sender=Address(email="a@y.example", name="A"), now=NOW, signature="Nora")
    assert "\n\n\n" not in composed.text
    emptied, left = edit_report(
        report, [Order(verb=Verb.DROP, quote="", numbers=(n,)) for n in sorted(numbers_in(report))]
    )
    assert left == ()
    assert numbers_in(emptied) == frozenset()
