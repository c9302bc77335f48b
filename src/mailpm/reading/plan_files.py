"""A plan in a file: plan.toml, or a table of milestones (CSV, TSV, or the text of an XLSX)."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from mailpm.model import Language, Raci, Side
from mailpm.model.plan import IncentiveFacts, MilestoneFacts, PersonFacts, PlanFacts, RhythmFacts
from mailpm.model.project import LadderStep
from mailpm.reading.dates import find_dates
from mailpm.reading.plan_parts import is_zone

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RACI = {
    "responsible": Raci.RESPONSIBLE,
    "accountable": Raci.ACCOUNTABLE,
    "consulted": Raci.CONSULTED,
    "informed": Raci.INFORMED,
}
_PARTS = ("project", "people", "milestones", "check_in", "report", "incentives", "ladder")
# What trackers and people call the columns, in lower case.
_COLUMNS: dict[str, str] = {
    "name": r"milestones?|name|title|task(?: name)?|summary|里程碑(?:名称)?|名称|标题|任务(?:名称)?"
    r"|事项|节点|阶段|姓名",
    "date": r"date|(?:due|finish|end|target)(?: date)?|deadline|baseline"
    r"|日期|截止(?:日期|时间)?|完成日期|结束(?:日期|时间)|计划(?:完成)?(?:日期|时间)|到期日",
    "responsible": r"owner|assignee|responsible|assigned to|who|r|负责人|责任人|执行人|经办人",
    "accountable": r"accountable|approver|a|验收人|审批人|最终负责人",
    "consulted": r"consulted|c|咨询|参与人",
    "informed": r"informed|cc|i|知会|抄送",
    "deliverables": r"deliverables?|outputs?|交付物|产出|成果",
    "depends_on": r"predecessors?|depends on|after|依赖|前置(?:任务|里程碑)?",
    "email": r"e-?mail(?: address)?|邮箱|邮件|电子邮件|邮箱地址",
    "side": r"side|party|方|哪方|归属",
    "role": r"role|job(?: title)?|角色|职务|职位",
}


class PlanNotRead(Exception):
    """A file that holds no plan; the text is one sentence that says what to mend."""


def read_plan_file(name: str, text: str, *, now: datetime) -> PlanFacts:
    """The plan in a file's text, by its name's ending. Raises PlanNotRead.

    An XLSX comes as its cells parted by " | "; `now` settles days without a year.
    """
    if name.lower().endswith(".toml"):
        return _from_toml(text)
    return _from_rows(_rows(text), now)


def _from_toml(text: str) -> PlanFacts:
    try:
        data = tomllib.loads(text.lstrip("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise PlanNotRead(f"It is not proper TOML: {error}.") from error
    unknown = set(data) - set(_PARTS)
    if unknown:
        raise PlanNotRead(f"I do not know [{min(unknown)}]; a plan has {', '.join(_PARTS)}.")
    project = _table(data.get("project", {}), "project", {"name", "code", "client", "zone", "country", "language"})
    if not project.get("name"):
        raise PlanNotRead("The plan needs a name: name = \"…\" under [project].")
    return PlanFacts(
        name=str(project["name"]),
        code=str(project.get("code", "")),
        client=str(project.get("client", "")),
        zone=_zone(project, "project"),
        country=str(project.get("country", "")).upper(),
        language=_language(project.get("language")),
        people=tuple(_toml_person(p, n) for n, p in enumerate(_list(data, "people"), 1)),
        milestones=tuple(_toml_milestone(m, n) for n, m in enumerate(_list(data, "milestones"), 1)),
        check_in=_rhythm(data.get("check_in"), "check_in", time(10)),
        report=_rhythm(data.get("report"), "report", time(16)),
        incentives=tuple(_toml_incentive(i, n) for n, i in enumerate(_list(data, "incentives"), 1)),
        ladder=tuple(_toml_step(s, n) for n, s in enumerate(_list(data, "ladder"), 1)),
    )


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name, [])
    if not isinstance(value, list):
        raise PlanNotRead(f"Write [[{name}]] with two brackets, once for each.")
    return value


def _table(value: Any, where: str, fields: Iterable[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise PlanNotRead(f"{where} must be a table.")
    unknown = set(value) - set(fields)
    if unknown:
        raise PlanNotRead(f"{where}: I do not know {min(unknown)!r}; there is {', '.join(sorted(fields))}.")
    return value


def _toml_person(value: Any, n: int) -> PersonFacts:
    where = f"people, no. {n}"
    fields = {"email", "name", "side", "role", "escalation", "language", "zone", "country", "salutation"}
    person = _table(value, where, fields)
    email = str(person.get("email", "")).lower()
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", email):
        raise PlanNotRead(f"{where}: {email!r} is no address.")
    side = str(person.get("side", "client"))
    if side not in set(Side):
        raise PlanNotRead(f"{where}: side is client, team or other, not {side!r}.")
    return PersonFacts(
        email=email,
        name=str(person.get("name", "")),
        side=Side(side),
        role=str(person.get("role", "")),
        escalation=bool(person.get("escalation", False)),
        language=_language(person.get("language")),
        zone=_zone(person, where),
        country=str(person.get("country", "")).upper(),
        salutation=str(person.get("salutation", "")),
    )


def _toml_milestone(value: Any, n: int) -> MilestoneFacts:
    where = f"milestones, no. {n}"
    milestone = _table(value, where, {"name", "date", "deliverables", "depends_on", *_RACI})
    name, day = str(milestone.get("name", "")), milestone.get("date")
    if not name or not isinstance(day, date | str):
        raise PlanNotRead(f"{where}: it needs a name and a date (date = 2026-11-20).")
    assignments = [(_RACI[role], who) for role in _RACI for who in _names(milestone.get(role))]
    return MilestoneFacts(
        name=name,
        baseline=_iso(day, where),
        deliverables=_names(milestone.get("deliverables")),
        depends_on=_names(milestone.get("depends_on")),
        assignments=tuple(assignments),
    )


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


def _iso(value: Any, where: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise PlanNotRead(f"{where}: {value!r} is no day; write 2026-11-20.") from error


def _zone(table: Mapping[str, Any], where: str) -> str:
    zone = str(table.get("zone", ""))
    if zone and not is_zone(zone):
        raise PlanNotRead(f"{where}: {zone!r} is no time zone; write Europe/Berlin or Asia/Shanghai.")
    return zone


def _language(value: Any) -> Language | None:
    if value in (None, ""):
        return None
    if value not in set(Language):
        raise PlanNotRead(f"A language is en or zh, not {value!r}.")
    return Language(value)


def _rhythm(value: Any, where: str, usual: time) -> RhythmFacts | None:
    if value is None:
        return None
    rhythm = _table(value, where, {"weekday", "at", "minutes", "every_weeks", "monthly"})
    weekday = str(rhythm.get("weekday", "")).lower()[:3]
    if weekday not in _DAYS:
        raise PlanNotRead(f"{where}: weekday is mon, tue, wed, thu, fri, sat or sun.")
    at = rhythm.get("at", usual)
    try:
        at = at if isinstance(at, time) else time.fromisoformat(str(at))
    except ValueError as error:
        raise PlanNotRead(f"{where}: {at!r} is no time; write \"10:00\".") from error
    return RhythmFacts(
        weekday=_DAYS.index(weekday),
        at=at,
        minutes=int(rhythm.get("minutes", 30)),
        every_weeks=int(rhythm.get("every_weeks", 1)),
        monthly=bool(rhythm.get("monthly", False)),
    )


def _toml_incentive(value: Any, n: int) -> IncentiveFacts:
    where = f"incentives, no. {n}"
    incentive = _table(value, where, {"words", "until", "milestone"})
    if not incentive.get("words") or not incentive.get("until"):
        raise PlanNotRead(f"{where}: it needs words and until.")
    return IncentiveFacts(
        words=str(incentive["words"]),
        until=_iso(incentive["until"], where),
        milestone=str(incentive.get("milestone", "")),
    )


def _toml_step(value: Any, n: int) -> LadderStep:
    where = f"ladder, no. {n}"
    step = _table(value, where, {"offset", "tone", "copy_escalation", "draft_only"})
    if not isinstance(step.get("offset"), int) or not step.get("tone"):
        raise PlanNotRead(f"{where}: it needs offset (working days from the due day) and tone.")
    return LadderStep(
        offset=int(step["offset"]),
        tone=str(step["tone"]),
        copy_escalation=bool(step.get("copy_escalation", False)),
        draft_only=bool(step.get("draft_only", False)),
    )


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip(" |,;\t")]
    if not lines:
        return []
    if " | " in lines[0]:
        return [[cell.strip() for cell in line.split("|")] for line in lines]
    delimiter = max(("\t", ";", ","), key=lines[0].translate({0xFF0C: ","}).count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)]


def _from_rows(rows: list[list[str]], now: datetime) -> PlanFacts:
    if not rows:
        raise PlanNotRead("The table is empty.")
    head = {n: column for n, cell in enumerate(rows[0]) if (column := _column(cell))}
    if not {"name", "date"} <= set(head.values()) and "email" not in head.values():
        raise PlanNotRead("The first row must name the columns: at least milestone and date (里程碑、日期).")
    people: dict[str, PersonFacts] = {}
    milestones: list[MilestoneFacts] = []
    dark: list[str] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {head[n]: cell for n, cell in enumerate(row) if n in head and cell}
        if cells.get("email") and not cells.get("date"):
            person = _row_person(cells)
            people[person.email] = person
        elif cells.get("name") and cells.get("date"):
            milestones.append(_row_milestone(cells, number, now))
        elif cells:
            dark.append(" | ".join(row))
    return PlanFacts(name="", people=tuple(people.values()), milestones=tuple(milestones), dark=tuple(dark))


def _column(cell: str) -> str:
    said = cell.strip().lower().strip("*: ")
    return next((name for name, pattern in _COLUMNS.items() if re.fullmatch(pattern, said)), "")


def _row_person(cells: Mapping[str, str]) -> PersonFacts:
    side = cells.get("side", "").lower()
    team = side in ("team", "us", "ours", "我方", "乙方", "团队")
    role = cells.get("role", "")
    return PersonFacts(
        email=cells["email"].lower(),
        name=cells.get("name", cells.get("responsible", "")),
        side=Side.TEAM if team else Side.CLIENT,
        role=role,
        escalation=bool(re.search(r"escalat|sponsor|升级|发起人", role.lower())),
    )


def _row_milestone(cells: Mapping[str, str], number: int, now: datetime) -> MilestoneFacts:
    said = cells["date"]
    iso = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", said)
    try:
        day = date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        day = None
    if day is None:
        found = find_dates(said, now=now)
        if not found:
            raise PlanNotRead(f"Row {number}: {said!r} is no day; write 2026-11-20.")
        due = found[0].due
        day = due.date() if isinstance(due, datetime) else due
    assignments = [(_RACI[role], who) for role in _RACI for who in _split(cells.get(role, ""))]
    return MilestoneFacts(
        name=cells["name"],
        baseline=day,
        deliverables=_split(cells.get("deliverables", "")),
        depends_on=_split(cells.get("depends_on", "")),
        assignments=tuple(assignments),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;,、，；]", cell) if part.strip())
