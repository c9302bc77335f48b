"""Sentence by sentence: what was seen in a letter, and which rules fired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailpm.model import Message, Reading
from mailpm.reading.thread import Letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """One sentence, what it was taken for ("" for nothing), and the names of the rules."""

    text: str
    act: str
    because: tuple[str, ...]
    due: str = ""

    def to_dict(self) -> dict[str, object]:
        return {"text": self.text, "act": self.act, "because": list(self.because), "due": self.due}


def explain(
    message: Message,
    so_far: Reading,
    *,
    team: Sequence[str],
    assistant: str,
    earlier: Sequence[Message] = (),
) -> tuple[Explained, ...]:
    """What each sentence of `message` was taken for, given what the thread said before it."""
    letter = Letter(message, so_far, team=team, assistant=assistant, earlier=earlier)
    letter.read()
    lines = []
    for said in letter.saids:
        due = said.due()
        lines.append(
            Explained(
                text=said.unit.text[said.start - said.unit.start : said.end - said.unit.start],
                act=said.act,
                because=tuple(dict.fromkeys((*said.because, *(hit.name for hit in said.acts.values())))),
                due=due.iso() if due else "",
            )
        )
    return tuple(lines)
