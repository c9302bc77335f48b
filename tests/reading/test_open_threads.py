"""How well whole threads are read, held to floors on the open corpus, and whether certainty tells the truth."""

from __future__ import annotations

import pytest
from tests.score import THREADS, Figures, calibration, measure

_ENOUGH = 15  # findings in a band before its share says anything
_OPEN = THREADS / "open"

pytestmark = pytest.mark.skipif(not _OPEN.is_dir(), reason="the threads are not here")


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(_OPEN)


def test_no_thread_breaks_the_reader(figures: Figures) -> None:
    assert figures.crashes == 0


@pytest.mark.parametrize(
    ("row", "floor"),
    [("items found", 0.88), ("items whole", 0.70), ("decisions", 0.80), ("risks", 0.90), ("changes", 0.90)],
)
def test_threads_are_read_at_least_this_well(figures: Figures, row: str, floor: float) -> None:
    assert figures.f1(row)[2] >= floor


@pytest.mark.parametrize(
    ("field", "floor"), [("due", 0.85), ("who", 0.95), ("status", 0.91), ("type", 0.97), ("kind", 0.98)]
)
def test_fields_are_right_at_least_this_often(figures: Figures, field: str, floor: float) -> None:
    assert figures.share(field) >= floor


def test_certainty_is_how_often_such_a_finding_is_right(figures: Figures) -> None:
    off = [
        (band, share) for band, count, share in calibration(figures) if count >= _ENOUGH and abs(band - share) > 0.15
    ]
    assert off == []
