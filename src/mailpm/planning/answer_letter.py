"""The letter that carries an answer back to who asked."""

from __future__ import annotations

from collections.abc import Iterator

from mailpm.model import Address, Language, Numbered, Planned, ThreadPlace
from mailpm.model.letters.answers import (
    Answer,
    AnswerHistory,
    AnswerItems,
    AnswerMilestone,
    AnswerRegister,
    AnswerStatistics,
    AnswerStatus,
    AnswerUnknown,
    AnswerWho,
)

KINDS: dict[type, str] = {
    AnswerItems: "answer_items",
    AnswerMilestone: "answer_milestone",
    AnswerHistory: "answer_history",
    AnswerStatistics: "answer_statistics",
    AnswerRegister: "answer_register",
    AnswerStatus: "answer_status",
    AnswerWho: "answer_who",
    AnswerUnknown: "answer_unknown",
}


def reply(
    content: Answer,
    *,
    message_id: str,
    to: Address,
    language: Language,
    project: str | None = None,
    zone: str = "UTC",
    place: ThreadPlace | None = None,
) -> Planned:
    """The letter that carries an answer back to who asked in letter `message_id`."""
    return Planned(
        key=f"answer:{message_id}",
        kind=KINDS[type(content)],
        project=project,
        to=(to,),
        language=language,
        content=content,
        place=place,
        approval=False,
        zone=zone,
        numbering=tuple(_numbering(content)),
        because=("asked",),
    )


def _numbering(content: Answer) -> Iterator[Numbered]:
    if isinstance(content, AnswerItems):
        for line in content.lines:
            yield Numbered(number=line.number, kind="item", key=line.item_key)
