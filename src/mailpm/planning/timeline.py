"""The timeline of a report: which cell of a row of equal cells each day of a milestone falls into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from mailpm.model.letters.reports import Timeline
from mailpm.planning.forecast import Forecast

CELLS = 24  # a phone of 375 pixels gives each some twelve
_TICKS = 4
_SHORTEST = timedelta(days=CELLS - 1)  # below a day a cell the picture would lie


def timeline(forecasts: Sequence[Forecast], today: date) -> Timeline | None:
    """The span that shows today and every day of these milestones; None without milestones."""
    days = [day for f in forecasts for day in (f.milestone.baseline, f.milestone.actual or f.day)]
    if not days:
        return None
    first, last = min(*days, today), max(*days, today)
    if last - first < _SHORTEST:
        last = first + _SHORTEST
    span = Timeline(first=first, last=last, cells=CELLS, today=-1)
    total = (last - first).days + 1
    step = CELLS // _TICKS
    ticks = tuple((n * step, first + timedelta(days=-(-n * step * total // CELLS))) for n in range(_TICKS))
    return Timeline(first=first, last=last, cells=CELLS, today=cell_of(span, today), ticks=ticks)


def cell_of(span: Timeline, day: date) -> int:
    """The cell in which `day` falls; days outside fall into the nearest."""
    total = (span.last - span.first).days + 1
    return max(0, min(span.cells - 1, (day - span.first).days * span.cells // total))


def marks(span: Timeline, f: Forecast) -> tuple[tuple[str, int], ...]:
    """The cells of one milestone, in runs: baseline, forecast, kept (both in one cell), slip or gain (between them),
    reached, today, or "" for nothing."""
    row = [""] * span.cells
    if span.today >= 0:
        row[span.today] = "today"
    baseline = cell_of(span, f.milestone.baseline)
    end = cell_of(span, f.milestone.actual or f.day)
    for cell in range(min(baseline, end) + 1, max(baseline, end)):
        row[cell] = "slip" if end > baseline else "gain"
    row[baseline] = "baseline"
    if f.milestone.actual is not None:
        row[end] = "reached"
    else:
        row[end] = "kept" if end == baseline else "forecast"
    return tuple((mark, len(list(run))) for mark, run in groupby(row))
