"""What a check found: a line with its state, its words, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One line of `mailpm check`; `mend` says what to do where the state is not ok."""

    name: str
    state: State
    words: str
    mend: str = ""


def ok(name: str, words: str) -> Finding:
    return Finding(name=name, state=State.OK, words=words)


def warn(name: str, words: str, mend: str) -> Finding:
    return Finding(name=name, state=State.WARN, words=words, mend=mend)


def fail(name: str, words: str, mend: str) -> Finding:
    return Finding(name=name, state=State.FAIL, words=words, mend=mend)
