"""Decisions, risks and wishes for change: whole sentences, in the writer's words."""

from __future__ import annotations

import re

from mailpm.model import Message, Note, NoteKind
from mailpm.reading.language import Act, Section
from mailpm.reading.making import asks
from mailpm.reading.said import Said

_TRIM = " \t\n,.;:!。，；：！、-–—·*•"


def notes_of(saids: list[Said], message: Message, known: tuple[Note, ...]) -> list[Note]:
    """What the letter adds; a thing said again in a reply is no second entry."""
    found: list[Note] = []
    for said in saids:
        for kind, because in _kinds(said):
            quote = said.unit.text[said.start - said.unit.start : said.end - said.unit.start].strip(_TRIM)
            if len(quote) < 2 or any(n.kind is kind and _same(n.quote, quote) for n in (*known, *found)):
                continue
            found.append(
                Note(
                    kind=kind,
                    quote=quote,
                    message_id=message.message_id,
                    said_by=message.sender.email,
                    because=because,
                    certainty=_CERTAIN[kind],
                )
            )
    return found


_CERTAIN = {NoteKind.DECISION: 0.8, NoteKind.RISK: 0.8, NoteKind.CHANGE: 0.75}


def _kinds(said: Said) -> list[tuple[NoteKind, tuple[str, ...]]]:
    kinds: list[tuple[NoteKind, tuple[str, ...]]] = []
    section = said.unit.section
    if said.has(Act.MEET_FIXED, Act.MEET_OFF) or said.act == "item.action":
        section = None
    if section in (Section.DECISIONS, Section.RISKS) and not said.unit.first and not said.unit.group:
        section = None
    if section is Section.DECISIONS and not said.has(Act.UNDECIDED) and not said.unit.cells:
        kinds.append((NoteKind.DECISION, ("section.decisions",)))
    elif section is Section.RISKS and not said.unit.cells:
        kinds.append((NoteKind.RISK, ("section.risks",)))
    if section in (Section.PEOPLE, Section.PARKED):
        return kinds
    if (
        said.has(Act.DECISION)
        and not said.has(Act.UNDECIDED)
        and not kinds
        and not said.has(Act.IF)
        and not said.question
        and not asks(said)
        and not said.unit.cells
        and not said.plain.rstrip().endswith(":")
    ):
        kinds.append((NoteKind.DECISION, said.rule(Act.DECISION)))
    if (
        said.has(Act.RISK)
        and not said.has(Act.COURTESY)
        and not any(k is NoteKind.RISK for k, _ in kinds)
        and not said.has(Act.OFFER)
        and not said.question
    ):
        kinds.append((NoteKind.RISK, said.rule(Act.RISK)))
    if said.has(Act.CHANGE) and section is not Section.DECISIONS and not said.has(Act.OFFER) and not said.unit.cells:
        kinds.append((NoteKind.CHANGE, said.rule(Act.CHANGE)))
    return kinds


def _same(one: str, other: str) -> bool:
    a, b = re.sub(r"\W+", "", one.lower()), re.sub(r"\W+", "", other.lower())
    return a == b or (len(a) > 6 and a in b) or (len(b) > 6 and b in a)
