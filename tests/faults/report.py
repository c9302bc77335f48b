"""Measured figures are kept beside the page and written into its table; what was not run is not in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.counting import Count
    from tests.faults.table import Row

DOCS = Path(__file__).parents[2] / "docs"
PAGE, FIGURES = DOCS / "reliability.md", DOCS / "reliability.json"
BEGIN, END = "<!-- figures: written by make faults -->", "<!-- end of figures -->"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a row came to, on which day."""

    day: str
    runs: int
    letters_in: int
    letters_out: int
    lost: int
    doubled: int
    astray: int
    unsound: int
    shown: int
    seconds: int
    facts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Count, *, seconds: float) -> Measured:
        return cls(
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            runs=found.runs,
            letters_in=found.letters_in,
            letters_out=found.letters_out,
            lost=len(found.lost),
            doubled=len(found.doubled),
            astray=len(found.astray),
            unsound=len(found.unsound),
            shown=found.shown,
            seconds=round(seconds),
            facts=dict(sorted(found.facts.items())),
        )

    def sentence(self) -> str:
        return (
            f"{self.runs} runs, {self.letters_in} letters in, {self.letters_out} out, {self.lost} lost, "
            f"{self.doubled} doubled, {self.astray} astray, {self.unsound} unsound, {self.shown} in doubt and shown, "
            f"{self.seconds} s; {self.facts}"
        )


def figures() -> dict[str, Measured]:
    if not FIGURES.exists():
        return {}
    return {name: Measured(**row) for name, row in json.loads(FIGURES.read_text("utf-8")).items()}


def keep(name: str, measured: Measured) -> None:
    kept = {row: asdict(one) for row, one in figures().items()} | {name: asdict(measured)}
    ordered = {row: kept[row] for row in sorted(kept, key=lambda r: int(r[1:]))}
    FIGURES.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", "utf-8")


def table(rows: Mapping[str, Row]) -> str:
    lines = [
        "| | fault | how | runs | letters in / out | lost | doubled | wrong recipient | in doubt, shown | measured |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    kept = figures()
    for name, row in rows.items():
        one = kept.get(name)
        if one is None:
            continue
        lines.append(
            f"| {name} | {row.fault} | {row.how} | {one.runs} | {one.letters_in} / {one.letters_out} | {one.lost} | "
            f"{one.doubled} | {one.astray} | {one.shown} | {one.day} |"
        )
    return "\n".join(lines)


def write_page(rows: Mapping[str, Row]) -> None:
    """Put the figures into the page's table; the words around it stay."""
    if not PAGE.exists():
        return
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table(rows)}\n{END}{after}", "utf-8")
