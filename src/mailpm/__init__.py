"""mailpm reads the mail of a project, remembers who promised what by when, and writes the next polite letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mailpm.model import DateMention, Message, Reading
    from mailpm.reading import Explained

__version__ = "0.1.0"
__all__ = ["__version__", "explain_thread", "find_dates", "read_thread"]


def read_thread(messages: Sequence[bytes], *, team: Sequence[str], assistant: str) -> Reading:
    """What a thread says after its last letter.

    `messages` are letters as they came over the wire, in the order received. `team` names the domains or addresses
    of the project manager's own side, `assistant` the address that instructions go to. Days are counted from each
    letter's own date in its sender's zone. Raises `LetterBreaksLimits` for a letter that no reader should open.
    """
    reading, _ = _fold(messages, team, assistant)
    return reading


def explain_thread(messages: Sequence[bytes], *, team: Sequence[str], assistant: str) -> tuple[Explained, ...]:
    """The last letter of a thread, sentence by sentence, with the rules that fired."""
    from mailpm.message import parse
    from mailpm.reading import explain

    if not messages:
        return ()
    reading, letters = _fold(messages[:-1], team, assistant)
    return explain(parse(messages[-1]), reading, team=team, assistant=assistant, earlier=letters)


def find_dates(
    text: str,
    *,
    now: datetime,
    language: str | None = None,
    country: str = "",
    day_first: bool | None = None,
) -> list[DateMention]:
    """Every date that `text` names, counted from `now` (aware, in the writer's zone); see `docs/dates.md`."""
    from mailpm.reading.dates import find_dates as find

    return find(text, now=now, language=language, country=country, day_first=day_first)


def _fold(messages: Sequence[bytes], team: Sequence[str], assistant: str) -> tuple[Reading, list[Message]]:
    from mailpm.message import parse
    from mailpm.model import Reading
    from mailpm.reading import read_letter

    reading = Reading()
    letters: list[Message] = []
    for raw in messages:
        letter = parse(raw)
        reading = read_letter(letter, reading, team=team, assistant=assistant, earlier=letters)
        letters.append(letter)
    return reading, letters
