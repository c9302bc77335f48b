"""A project as one table that the import wizards of other tools can map: a row a milestone, item, risk and change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib import import_module
from typing import Any

from mailpm.model import Language, ProjectStatus, Side, Status, TrackedItem

_NUMBER_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """One row; the fields are the columns, in this order. `parent` is the title of a milestone."""

    title: str
    type: str
    owner: str = ""
    email: str = ""
    side: str = ""
    start: date | None = None
    due: date | None = None
    state: str = ""
    priority: str = ""
    description: str = ""
    parent: str = ""
    source: str = ""


COLUMNS: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: {
        "title": "Title",
        "type": "Type",
        "owner": "Owner",
        "email": "Owner e-mail",
        "side": "Side",
        "start": "Start date",
        "due": "Due date",
        "state": "State",
        "priority": "Priority",
        "description": "Description",
        "parent": "Parent",
        "source": "Source letter",
    },
    Language.CHINESE: {
        "title": "标题",
        "type": "类型",
        "owner": "负责人",
        "email": "负责人邮箱",
        "side": "归属",
        "start": "开始日期",
        "due": "截止日期",
        "state": "状态",
        "priority": "优先级",
        "description": "描述",
        "parent": "父级",
        "source": "来源邮件",
    },
}
_CHINESE = {
    "milestone": "里程碑",
    "promise": "承诺",
    "request": "请求",
    "action": "待办",
    "risk": "风险",
    "change": "变更",
    "open": "未完成",
    "done": "已完成",
    "declined": "已拒绝",
    "cancelled": "已取消",
    "blocked": "受阻",
    "closed": "已关闭",
    "happened": "已发生",
    "suggested": "疑似",
    "raised": "已登记",
    "assessed": "已评估",
    "sent": "待客户答复",
    "accepted": "已同意",
    "rejected": "不采纳",
    "withdrawn": "已撤回",
    "high": "高",
    "medium": "中",
    "low": "低",
    "client": "客户",
    "team": "我方",
    "other": "其他",
}


def rows_of(status: ProjectStatus) -> Iterator[TableRow]:
    """The rows of a project: milestones, each followed by what it waits for, then the other items, risks, changes."""
    names = {**{m.key: m.name for m in status.milestones}, **{m.name: m.name for m in status.milestones}}
    waits = {key: m.name for m in status.milestones for key in m.waits_for}
    parents = {t.item.key: names.get(t.milestone, "") or waits.get(t.item.key, "") for t in status.items}
    for milestone in status.milestones:
        yield TableRow(
            title=milestone.name,
            type="milestone",
            due=milestone.baseline,
            state="done" if milestone.actual else "open",
            priority="high",
            description="; ".join(milestone.deliverables),
        )
        yield from (_item(t, milestone.name) for t in status.items if parents[t.item.key] == milestone.name)
    yield from (_item(t, "") for t in status.items if not parents[t.item.key])
    for risk in status.risks:
        weight = risk.probability * risk.impact
        owner = status.person(risk.owner)
        yield TableRow(
            title=" ".join(filter(None, (risk.number, risk.words or risk.about))),
            type="risk",
            owner=owner.name if owner else risk.owner,
            email=owner.email if owner else "",
            side=str(owner.side) if owner else "",
            due=risk.review_on,
            state=risk.status,
            priority="high" if weight >= 6 else "medium" if weight >= 3 else "low",
            description=risk.response,
            source=risk.message_id,
        )
    for change in status.changes:
        yield TableRow(
            title=f"{change.number} {change.words}",
            type="change",
            start=change.raised_on.date() if change.raised_on else None,
            due=change.new_date,
            state=change.status,
            description=change.evidence,
            parent=names.get(change.milestone, ""),
            source=change.decision_id or change.message_id,
        )


def _item(tracked: TrackedItem, parent: str) -> TableRow:
    item = tracked.item
    priority = {True: "high", False: "medium"}[bool(parent) or item.status is Status.BLOCKED]
    return TableRow(
        title=item.what,
        type=str(item.type),
        owner=item.owner.name or item.owner.email,
        email=item.owner.email,
        side=str(item.owner.side) if item.owner.side is not Side.OTHER else "other",
        start=item.said_on.date() if item.said_on else None,
        due=item.due.day if item.due else None,
        state=str(item.status),
        priority=priority,
        description=item.quote,
        parent=parent,
        source=item.message_id,
    )


def write_csv(status: ProjectStatus, *, language: Language = Language.ENGLISH) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel misreads Chinese."""
    return csv_of(list(COLUMNS[language].values()), (_cells(row, language) for row in rows_of(status)))


def write_xlsx(status: ProjectStatus, *, language: Language = Language.ENGLISH) -> bytes:
    """The table as an Excel workbook; days are dates. Needs the extra "docx" (openpyxl)."""
    title = status.project.name
    sheet = (title, list(COLUMNS[language].values()), [_cells(row, language) for row in rows_of(status)])
    return xlsx_of([sheet])


def _cells(row: TableRow, language: Language) -> list[Any]:
    cells = [getattr(row, f.name) for f in fields(row)]
    if language is Language.CHINESE:
        spoken = {"type", "state", "priority", "side"}
        cells = [
            _CHINESE.get(cell, cell) if f.name in spoken else cell for f, cell in zip(fields(row), cells, strict=True)
        ]
    return ["" if cell is None else cell for cell in cells]


def csv_of(head: list[str], rows: Iterable[list[Any]]) -> bytes:
    """A CSV in UTF-8 with a byte order mark; a cell that a spreadsheet would run as a formula is made plain text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def xlsx_of(sheets: Iterable[tuple[str, list[str], list[list[Any]]]]) -> bytes:
    """A workbook of named sheets, each with a frozen head row and widths that fit."""
    openpyxl: Any = import_module("openpyxl")  # an extra, and without types
    cell_of: Any = import_module("openpyxl.cell").WriteOnlyCell
    book = openpyxl.Workbook(write_only=True)
    for name, head, rows in sheets:
        sheet = book.create_sheet(title=_sheet_name(name))
        sheet.freeze_panes = "A2"
        for n, column in enumerate(head):
            longest = max([len(str(column)), *(len(str(row[n])) for row in rows)], default=8)
            sheet.column_dimensions[openpyxl.utils.get_column_letter(n + 1)].width = min(60, longest * 1.4 + 2)
        bold = [cell_of(sheet, value=column) for column in head]
        for cell in bold:
            cell.font = openpyxl.styles.Font(bold=True)
        sheet.append(bold)
        for row in rows:
            cells = [cell_of(sheet, value=_harmless(value)) for value in row]
            for cell, value in zip(cells, row, strict=True):
                if isinstance(value, date):
                    cell.number_format = _NUMBER_FORMAT
            sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _harmless(value: Any) -> Any:
    """A client's words must not become a formula (OWASP: CSV injection), nor break a cell with control characters."""
    if not isinstance(value, str):
        return value
    clean = "".join(c for c in value if c >= " " or c in "\t\n")
    return f"'{clean}" if clean[:1] in ("=", "+", "-", "@", "\t") else clean


def _sheet_name(name: str) -> str:
    """Excel allows 31 letters and none of []:*?/\\ ."""
    return "".join(" " if c in "[]:*?/\\" else c for c in name).strip()[:31] or "Project"
