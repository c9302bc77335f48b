"""The dossier in the forms that are kept or handed over: CSV (its events), XLSX (a sheet a register), JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from mailpm.model import Language
from mailpm.model.letters.answers import Dossier
from mailpm.model.plain import to_plain
from mailpm.trackers.tables import csv_of, xlsx_of

_SHEETS = ("events", "items", "milestones", "decisions", "changes", "risks", "meetings")
_WORDS: Mapping[str, str] = {
    "events": "经过", "items": "事项", "milestones": "里程碑", "decisions": "决定", "changes": "变更", "risks": "风险",
    "meetings": "会议", "at": "时间", "kind": "类别", "what": "内容", "who": "谁", "old": "原来", "new": "现在",
    "quote": "原话", "message_id": "邮件编号", "number": "编号", "type": "类型", "side": "归属", "status": "状态",
    "due": "截止日期", "first": "最初日期", "moves": "改期次数", "said_by": "提出人", "said_on": "提出时间",
    "name": "名称", "baseline": "约定日期", "forecast": "预计日期", "actual": "实际日期", "slip": "晚（工作日）",
    "project": "项目", "on": "时间", "words": "内容", "milestone": "里程碑", "days": "工期", "cost": "费用",
    "old_date": "原日期", "new_date": "新日期", "evidence": "答复原话", "decided_by": "答复人",
    "decided_on": "答复时间", "review_on": "复核日", "trigger": "触发条件", "light": "等级",
    "response": "应对", "owner": "负责人",
    "happened": "已发生", "cause": "起因", "about": "关于", "title": "名称", "start": "开始", "minutes": "分钟",
    "place": "地点", "answers": "答复",
}  # fmt: skip


def dossier_json(dossier: Dossier) -> bytes:
    """All of it, as UTF-8 JSON."""
    return (json.dumps(to_plain(dossier), ensure_ascii=False, indent=1) + "\n").encode()


def dossier_csv(dossier: Dossier, *, language: Language = Language.ENGLISH) -> bytes:
    """Every event in order of time."""
    head, rows = _table(dossier.events, language)
    return csv_of(head, rows)


def dossier_xlsx(dossier: Dossier, *, language: Language = Language.ENGLISH) -> bytes:
    """A sheet for the events and one for each register."""
    sheets = [(_said(name, language), *_table(getattr(dossier, name), language)) for name in _SHEETS]
    return xlsx_of(sheets)


def _table(facts: Iterable[Any], language: Language) -> tuple[list[str], list[list[Any]]]:
    rows = [dict(_flat(fact)) for fact in facts]
    columns = list(rows[0]) if rows else ["what"]
    return [_said(c, language) for c in columns], [[row[c] for c in columns] for row in rows]


def _flat(fact: Any) -> Iterable[tuple[str, Any]]:
    for f in fields(fact):
        value = getattr(fact, f.name)
        if is_dataclass(value):
            yield from _flat(value)
        elif isinstance(value, tuple):
            parts = (" ".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in value)
            yield f.name, "; ".join(parts)
        elif isinstance(value, datetime):
            # Spreadsheets know no time zones: the moment stays a text with its offset.
            yield f.name, value.isoformat(timespec="minutes")
        else:
            yield f.name, "" if value is None else value if isinstance(value, int | date) else str(value)


def _said(name: str, language: Language) -> str:
    if language is Language.CHINESE:
        return _WORDS.get(name, name)
    return name.replace("_", " ").capitalize()
