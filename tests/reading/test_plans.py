"""Plans by mail in natural words, plan.toml and tables, held against a table that was written by hand."""

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from mailpm.model import Language, Raci, Side
from mailpm.model.plan import PlanFacts, RhythmFacts
from mailpm.reading.plans import PlanNotRead, missing_facts, read_plan, read_plan_file

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TABLE = Path(__file__).with_name("plans.tsv")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def rows() -> list[tuple[str, str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(subject, text.replace("\\n", "\n"), said) for _, subject, text, said in (x.split("\t") for x in lines)]


def rhythm(kind: str, facts: RhythmFacts | None) -> list[str]:
    if facts is None:
        return []
    parts = [kind, DAYS[facts.weekday], f"{facts.at.hour}:{facts.at.minute:02}"]
    parts += [str(facts.minutes)] if kind == "c" and facts.minutes != 30 else []
    parts += ["x2"] if facts.every_weeks == 2 else []
    parts += ["mo"] if facts.monthly else []
    return [" ".join(parts)]


def written(plan: PlanFacts) -> set[str]:
    """A plan in the table's notation."""
    said = [f"n {plan.name}"] if plan.name else []
    said += [f"k {plan.client}"] if plan.client else []
    for p in plan.people:
        mark = "p" + ("!" if p.escalation else "") + ("t" if p.side is Side.TEAM else "")
        extra = [f"/{p.language}" if p.language else "", f"@{p.zone}" if p.zone else ""]
        extra += [f"={p.salutation}" if p.salutation else ""]
        said.append(" ".join([mark, p.name, p.email, *filter(None, extra)]))
    for m in plan.milestones:
        extra = [f"<{name}" for name in m.depends_on] + [f"+{name}" for name in m.deliverables]
        extra += [f"{raci}:{who}" for raci, who in m.assignments]
        said.append(" ".join(["m", m.name, m.baseline.isoformat(), *extra]))
    said += rhythm("c", plan.check_in) + rhythm("r", plan.report)
    said += [f"z {plan.zone}"] if plan.zone else []
    said += [f"i {i.until}" for i in plan.incentives]
    return {*said, *(f"? {words}" for words in plan.dark)}


def wanted(expected: str) -> set[str]:
    """The half hour that most check-ins last need not be said."""
    return {part.removesuffix(" 30") if part.startswith("c ") else part.replace(" 30 x2", " x2") for part in
            (p.replace(" 30 x2", " x2") for p in expected.split(" ; "))}  # fmt: skip


@pytest.mark.parametrize(("subject", "text", "expected"), rows())
def test_the_table_is_understood(subject: str, text: str, expected: str) -> None:
    assert written(read_plan(text, subject=subject, now=NOW)) == wanted(expected)


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 60


def test_what_a_good_plan_needs_is_asked_for() -> None:
    plan = read_plan("客户:王敏 wang@acme.example", subject="新项目 ACME", now=NOW)
    assert missing_facts(plan) == (
        ("zone", "王敏"), ("milestones", ""), ("check_in", ""), ("report", ""), ("escalation", ""),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["a" * 20_000, "里程碑:" * 5000, "客户:," * 4000, "(" * 10_000, "1. " * 6000, "@a.b" * 5000])
def test_nonsense_is_no_plan_and_raises_nothing(text: str) -> None:
    assert not read_plan(text, now=NOW).milestones


TOML = """
[project]
name = "ACME web shop"
client = "ACME Ltd"
zone = "Europe/London"
country = "gb"

[[people]]
email = "Lena@acme.example"
name = "Lena Fischer"
language = "en"

[[people]]
email = "grace@acme.example"
escalation = true

[[milestones]]
name = "Design freeze"
date = 2026-10-29
responsible = ["Lena Fischer"]

[[milestones]]
name = "Launch"
date = "2026-11-20"
depends_on = ["Design freeze"]
accountable = "grace@acme.example"

[check_in]
weekday = "wed"
at = "10:00"
minutes = 45

[report]
weekday = "Friday"
every_weeks = 2

[[incentives]]
words = "First year of maintenance free"
until = 2026-10-29
milestone = "Design freeze"

[[ladder]]
offset = 2
tone = "reminder"
"""


def test_a_toml_plan() -> None:
    plan = read_plan_file("plan.toml", TOML, now=NOW)
    assert (plan.name, plan.client, plan.zone, plan.country) == ("ACME web shop", "ACME Ltd", "Europe/London", "GB")
    assert [(p.email, p.language, p.escalation) for p in plan.people] == [
        ("lena@acme.example", Language.ENGLISH, False),
        ("grace@acme.example", None, True),
    ]
    assert [(m.name, m.baseline, m.depends_on, m.assignments) for m in plan.milestones] == [
        ("Design freeze", date(2026, 10, 29), (), ((Raci.RESPONSIBLE, "Lena Fischer"),)),
        ("Launch", date(2026, 11, 20), ("Design freeze",), ((Raci.ACCOUNTABLE, "grace@acme.example"),)),
    ]
    assert plan.check_in == RhythmFacts(weekday=2, at=time(10), minutes=45)
    assert plan.report == RhythmFacts(weekday=4, at=time(16), every_weeks=2)
    assert plan.incentives[0].until == date(2026, 10, 29)
    assert plan.ladder[0].offset == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "not proper TOML"),
        ("[project]\nnam = 'x'", "I do not know 'nam'"),
        ("[projekt]\nname = 'x'", "I do not know [projekt]"),
        ("[project]\nzone = 'UTC'", "needs a name"),
        ("[project]\nname='x'\n[people]\nemail='a'", "two brackets"),
        ("[project]\nname='x'\n[[people]]\nemail='nobody'", "'nobody' is no address"),
        ("[project]\nname='x'\n[[milestones]]\nname='y'", "a name and a date"),
        ("[project]\nname='x'\n[[milestones]]\nname='y'\ndate='soon'", "'soon' is no day"),
        ("[project]\nname='x'\nzone='Europe/Nowhere'", "no time zone"),
        ("[project]\nname='x'\n[report]\nweekday='soon'", "weekday is mon"),
    ],
)
def test_a_faulty_toml_plan_is_told_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(PlanNotRead) as caught:
        read_plan_file("plan.toml", text, now=NOW)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Milestone,Date,Owner\nDesign freeze,2026-10-29,Lena Fischer\nLaunch,20 Nov,\n",
        "Title;Due date;Assignee\nDesign freeze;29.10.2026;Lena Fischer\nLaunch;20.11.2026;\n",
        "Task name\tFinish\tResponsible\nDesign freeze\t29 October\tLena Fischer\nLaunch\t2026/11/20\t\n",
        "\ufeff里程碑 | 截止日期 | 负责人\nDesign freeze | 10月29日 | Lena Fischer\nLaunch | 2026年11月20日\n",
        "name,date,owner,notes\n\nDesign freeze,2026-10-29,Lena Fischer,the big one\nLaunch,2026-11-20,,\n",
    ],
)
def test_a_table_of_milestones(text: str) -> None:
    plan = read_plan_file("plan.csv", text, now=NOW)
    assert [(m.name, m.baseline, m.assignments) for m in plan.milestones] == [
        ("Design freeze", date(2026, 10, 29), ((Raci.RESPONSIBLE, "Lena Fischer"),)),
        ("Launch", date(2026, 11, 20), ()),
    ]


def test_a_table_of_people_and_milestones() -> None:
    text = "名称,日期,邮箱,角色\n王敏,,wang@acme.example,市场\n李建国,,li@acme.example,升级用\n上线,2026-11-20,,\n散句,,,\n"
    plan = read_plan_file("plan.csv", text, now=NOW)
    assert [(p.name, p.email, p.escalation) for p in plan.people] == [
        ("王敏", "wang@acme.example", False),
        ("李建国", "li@acme.example", True),
    ]
    assert [m.name for m in plan.milestones] == ["上线"]
    assert plan.dark == ("散句 |  |  | ",)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "empty"), ("a,b\n1,2\n", "first row"), ("Milestone,Date\nLaunch,some day\n", "Row 2: 'some day' is no day")],
)
def test_a_faulty_table_is_told_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(PlanNotRead) as caught:
        read_plan_file("plan.csv", text, now=NOW)
    assert words in str(caught.value)
