"""SQL by name: every statement lives in a .sql file beside this module, with a sentence on what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HEAD = re.compile(r"^-- name: (\w+)[ \t]*\n((?:--[^\n]*\n)+)", re.MULTILINE)
_PARAMETER = re.compile(r"(?<![:\w]):(\w+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedQuery:
    """One statement: `words` say what it answers, `file` is the name of the .sql file without its ending."""

    name: str
    words: str
    sql: str
    file: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters, in order, each once."""
        return tuple(dict.fromkeys(_PARAMETER.findall(_without_strings(self.sql))))

    @property
    def reads(self) -> bool:
        """Whether it only looks."""
        return self.sql.lstrip().upper().startswith(("SELECT", "WITH"))


def _without_strings(sql: str) -> str:
    return re.sub(r"'[^']*'|--[^\n]*", "", sql)


def parse(text: str, file: str) -> tuple[NamedQuery, ...]:
    """The statements of one file: `-- name: …`, one or more comment lines of description, then the SQL.

    Raises ValueError where two have one name.
    """
    heads = list(_HEAD.finditer(text))
    found = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        sql = text[head.end() : following.start() if following else len(text)].strip().rstrip(";")
        words = " ".join(line.removeprefix("--").strip() for line in head[2].splitlines())
        found.append(NamedQuery(name=head[1], words=words, sql=sql, file=file))
    if len({query.name for query in found}) != len(found):
        raise ValueError(f"{file}.sql has two statements of one name")
    return tuple(found)


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All statements of the ledger by name."""
    found: dict[str, NamedQuery] = {}
    here = Path(__file__).parent
    for file in (here / "queries.sql", *sorted((here / "sql").glob("*.sql"))):
        for query in parse(file.read_text("utf-8"), file.stem):
            if query.name in found:
                raise ValueError(f"{query.name} stands in {found[query.name].file}.sql and in {query.file}.sql")
            found[query.name] = query
    return found


def questions() -> tuple[NamedQuery, ...]:
    """The statements that people ask (queries.sql): for the terminal, export and Datasette."""
    return tuple(query for query in named_queries().values() if query.file == "queries")
