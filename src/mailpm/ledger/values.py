"""Nouns to columns and back: times to UTC text with their offset beside them, lists to JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar, get_type_hints

from mailpm.model.plain import from_plain, to_plain

T = TypeVar("T")


def utc(moment: datetime) -> str:
    """`moment` (aware) as `YYYY-MM-DDTHH:MM:SSZ`: one form, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else utc(moment)


def offset(moment: datetime) -> int:
    """Minutes east of UTC at `moment` (aware)."""
    east = moment.utcoffset()
    return 0 if east is None else int(east.total_seconds() // 60)


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def moment(text: str, minutes: int | None = 0) -> datetime:
    """The aware moment that `utc` wrote, seen in a zone so many minutes east of UTC."""
    return datetime.fromisoformat(text).astimezone(_zone(minutes or 0))


def moment_or_none(text: str | None, minutes: int | None = 0) -> datetime | None:
    return None if text is None else moment(text, minutes)


def as_json(value: object) -> str:
    """A plain value as JSON, short and readable in any script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def words(values: Iterable[str]) -> str:
    """A list of words as JSON."""
    return as_json(list(values))


@lru_cache(maxsize=4096)
def words_back(text: str) -> tuple[str, ...]:
    """The list that `words` wrote; the same few lists of rule names come back thousands of times."""
    return () if text == "[]" else tuple(json.loads(text))


def nouns(values: Iterable[object]) -> str:
    """A list of nouns as JSON."""
    return as_json([to_plain(value) for value in values])


def nouns_back(kind: type[T], text: str) -> tuple[T, ...]:
    return () if text == "[]" else tuple(from_plain(kind, plain) for plain in json.loads(text))


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


@cache
def _defaults(kind: Any) -> Mapping[str, Any]:
    found = {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    return found | {f.name: f.default_factory() for f in fields(kind) if f.default_factory is not MISSING}


def extra(noun: Any, known: frozenset[str]) -> dict[str, Any]:
    """The fields of `noun` outside `known` that are not at their default, as plain values."""
    kind: Any = type(noun)
    defaults = _defaults(kind)
    return {
        field.name: to_plain(value)
        for field in fields(noun)
        if field.name not in known and (value := getattr(noun, field.name)) != defaults.get(field.name, MISSING)
    }


def extra_back(kind: Any, plain: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `kind` that `extra` wrote; others in `plain` are left out."""
    hints = _hints(kind)
    return {name: from_plain(hints[name], part, where=name) for name, part in plain.items() if name in hints}


def to_row(noun: Any, columns: frozenset[str]) -> dict[str, Any]:
    """The columns of `noun`; a field that has none of its own goes into the JSON object `more`.

    So a field that a noun gains is kept from its first day, and gets a column when a question needs one.
    """
    row: dict[str, Any] = {}
    for field in fields(noun):
        value = getattr(noun, field.name)
        if field.name not in columns:
            continue
        if isinstance(value, datetime):
            row[field.name] = utc(value)
            if f"{field.name}_offset" in columns:
                row[f"{field.name}_offset"] = offset(value)
        else:
            row[field.name] = _cell(value)
    row["more"] = as_json(extra(noun, columns))
    return row


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) or is_dataclass(value):
        return as_json(to_plain(value))
    return value


def from_row(kind: type[T], row: sqlite3.Row) -> T:
    """The noun of type `kind` in `row`; what `more` holds under a name that the noun no longer has is left out."""
    noun: Any = kind
    found: T = _noun(noun, tuple(row.keys()), tuple(row))
    return found


@lru_cache(maxsize=4096)
def _noun(kind: Any, names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """Kept, because a tick reads the same rows of projects, people and meetings again and again; nouns never change."""
    row = dict(zip(names, values, strict=True))
    hints = _hints(kind)
    given: dict[str, Any] = {name: part for name, part in json.loads(row["more"]).items() if name in hints}
    for name in names:
        if name in hints:
            given[name] = _plain_cell(hints[name], name, row)
    return from_plain(kind, given)


def _plain_cell(hint: Any, name: str, row: Mapping[str, Any]) -> Any:
    value = row[name]
    if hint is bool:
        return bool(value)
    if isinstance(value, str):
        if getattr(hint, "__origin__", None) is tuple or is_dataclass(hint):
            return json.loads(value)
        if f"{name}_offset" in row:
            return moment(value, row[f"{name}_offset"]).isoformat()
    return value
