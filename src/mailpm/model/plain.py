"""Nouns as plain JSON values and back: for export, import, and whatever must be kept as text."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class PlainError(ValueError):
    """A plain value that cannot be the noun it should be; the text names the field."""


def to_plain(value: object) -> Any:
    """`value` as dicts, lists and strings: days `YYYY-MM-DD`, times ISO 8601 with offset, enums as their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return [to_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(part) for key, part in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise PlainError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], plain: Any, *, where: str = "") -> T:
    """The noun of type `kind` that `plain` describes; fields that are missing take their defaults.

    Raises PlainError for unknown fields and values of the wrong type: an import is refused whole, never half read.
    """
    return _read(kind, plain, where or kind.__name__)  # type: ignore[no-any-return]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, plain: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_one_of(get_args(kind), plain, where)
    if origin is tuple:
        return _read_tuple(get_args(kind), plain, where)
    if is_dataclass(kind):
        return _read_noun(kind, plain, where)
    try:
        return _read_single(kind, plain)
    except (TypeError, ValueError) as error:
        raise PlainError(f"{where}: {plain!r} is no {getattr(kind, '__name__', kind)}") from error


def _read_noun(kind: Any, plain: Any, where: str) -> Any:
    if not isinstance(plain, Mapping):
        raise PlainError(f"{where}: {type(plain).__name__} where {kind.__name__} should stand")
    hints = _hints(kind)
    names = {f.name for f in fields(kind)}
    if unknown := sorted(set(plain) - names):
        raise PlainError(f"{where}: no field is called {', '.join(map(str, unknown))}")
    given = {name: _read(hints[name], part, f"{where}.{name}") for name, part in plain.items()}
    try:
        return kind(**given)
    except TypeError as error:
        raise PlainError(f"{where}: {error}") from error


def _read_tuple(parts: tuple[Any, ...], plain: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(plain, list | tuple):
        raise PlainError(f"{where}: a list is expected")
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_read(parts[0], part, f"{where}[{n}]") for n, part in enumerate(plain))
    if len(parts) != len(plain):
        raise PlainError(f"{where}: {len(parts)} values are expected")
    return tuple(_read(kind, part, where) for kind, part in zip(parts, plain, strict=True))


def _read_one_of(kinds: tuple[Any, ...], plain: Any, where: str) -> Any:
    if plain is None and type(None) in kinds:
        return None
    # A day would be read as a moment at midnight too: the exact form decides (datetime only with a "T").
    wanted = [k for k in kinds if k is not type(None)]
    if isinstance(plain, str) and datetime in wanted and date in wanted:
        return _read(datetime if "T" in plain else date, plain, where)
    errors = []
    for kind in wanted:
        try:
            return _read(kind, plain, where)
        except PlainError as error:
            errors.append(str(error))
    raise PlainError(errors[0])


def _read_single(kind: Any, plain: Any) -> Any:
    if kind is Any or kind is object:
        return plain
    if kind in (datetime, date, time):
        if not isinstance(plain, str):
            raise TypeError
        return kind.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if not isinstance(plain, kind) or (kind is int and isinstance(plain, bool)):
        raise TypeError
    return plain
