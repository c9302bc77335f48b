"""From letters to what they say: items, dates, decisions, risks, changes, meetings and orders."""

from mailpm.reading.dates import find_dates
from mailpm.reading.explain import Explained, explain
from mailpm.reading.thread import read_letter

__all__ = ["Explained", "explain", "find_dates", "read_letter"]
