"""A thread read letter by letter: each letter against what stood before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailpm.model import (
    Address,
    Kind,
    MeetingFinding,
    Message,
    Reading,
)
from mailpm.reading.certainty import with_certainty
from mailpm.reading.kinds import kind_of
from mailpm.reading.language import Act, Section
from mailpm.reading.lists import Lists
from mailpm.reading.matching import Matcher
from mailpm.reading.meetings import meetings_after
from mailpm.reading.minutes import MinutesReader, common_due, takes_on
from mailpm.reading.moves import Answer, Judge, apply
from mailpm.reading.notes import notes_of
from mailpm.reading.said import Said
from mailpm.reading.state import quote_of

_CARRIES_ITEMS = (Kind.MAIL, Kind.MINUTES, Kind.COMMAND)


def read_letter(
    message: Message,
    so_far: Reading,
    *,
    team: Sequence[str],
    assistant: str,
    earlier: Sequence[Message] = (),
    known: Sequence[Address] = (),
) -> Reading:
    """All that the thread says after `message`, given what it said before.

    `team`: domains or addresses of the project manager's side. `earlier`: the thread's letters before this one,
    in order. `known`: further people of the project. Days are counted from the letter's own date in its own zone.
    """
    return Letter(message, so_far, team=team, assistant=assistant, earlier=earlier, known=known).read()


class Letter(Lists):
    """One letter being read; `saids` keep what each sentence was taken for."""

    def read(self) -> Reading:
        kind = self.kind = kind_of(self.message, self.directory)
        meetings, notes = self.so_far.meetings, self.so_far.notes
        orders = self.so_far.orders
        if kind in _CARRIES_ITEMS:
            self._look(kind)
            if kind is Kind.MINUTES:
                self._minutes()
            else:
                self._mail(kind)
            notes = (*notes, *notes_of(self.saids, self.message, notes)) if kind is not Kind.COMMAND else notes
            if kind is not Kind.COMMAND:
                meetings = meetings_after(self.saids, self.message, meetings, minutes=kind is Kind.MINUTES)
        elif kind is Kind.CALENDAR:
            meetings = self._calendar(meetings)
        return Reading(
            kinds=(*self.so_far.kinds, kind),
            items=tuple(with_certainty(item) for item in self.items),
            meetings=meetings,
            notes=notes,
            orders=orders,
        )

    def _minutes(self) -> None:
        self.judge = Judge(self.owners, self.message)
        reader = MinutesReader(self.owners, self.text, self._alone)
        made: list[str] = []
        remarks = self._remarks()
        for said in self.saids:
            if said in remarks:
                continue
            if said.unit.cells:
                task = reader.row(said, self.dates)
                if task:
                    made.append(self._task(task, said, None))
                continue
            if (due := common_due(said)) is not None and made:
                for key in made:
                    item = self._current(key)
                    if item.due is None:
                        self._put(replace(item, due=due))
                continue
            listed = (
                said.unit.section is Section.ACTIONS
                or re.match(r"(?:action|待办|行动项)s?\s*(?:item)?\s*[:：]", said.plain) is not None
                or bool(said.unit.group)
            )
            task = reader.sentence(said, listed=listed)
            if task and (
                said.dates
                or (listed and takes_on(said))
                or (
                    listed
                    and (
                        said.unit.section is Section.ACTIONS
                        or said.has(Act.PROMISE, Act.THIRD, Act.ASK, Act.HANDOVER, Act.EVASIVE)
                    )
                )
                or said.has(Act.THIRD, Act.HANDOVER)
                or task.because[0] == "author"
            ):
                made.append(self._task(task, said, None))
        self._correct(remarks)

    def _remarks(self) -> list[Said]:
        """What the forwarder wrote above somebody's minutes."""
        if not any(len(block.text) > 40 for block in self.message.forwarded):
            return []
        return [said for said in self.saids if said.start < len(self.message.own)]

    def _correct(self, remarks: list[Said]) -> None:
        """The forwarder's remarks win over the minutes below them."""
        fresh = [item for item in self.items if item.key in self.fresh]
        matcher = Matcher(fresh, remarks)
        for said in remarks:
            for target in matcher.best(said):
                due, owner = said.due(), self.owners.of_answer(said, Act.HANDOVER)
                if due or owner:
                    answer = Answer(due=due, owner=owner, because=("remark",))
                    self._put(apply(self._current(target.key), answer, quote_of(said), self.message))
                    said.used, said.act = True, "answer"

    def _calendar(self, meetings: tuple[MeetingFinding, ...]) -> tuple[MeetingFinding, ...]:
        part = self.message.calendar
        if part is None or part.start is None or not hasattr(part.start, "hour"):
            return meetings
        start = part.start
        if not isinstance(start, datetime):
            return meetings
        found = list(meetings)
        method = part.method.upper()
        for place, meeting in enumerate(found):
            if meeting.because == (f"calendar.{part.uid}",):
                status = "cancelled" if method == "CANCEL" else meeting.status
                if method == "REPLY":
                    accepted = any(a.partstat == "ACCEPTED" for a in part.attendees)
                    declined = any(a.partstat == "DECLINED" for a in part.attendees)
                    status = (
                        "confirmed"
                        if accepted
                        else "cancelled"
                        if declined and len(part.attendees) == 1 and False
                        else meeting.status
                    )
                found[place] = replace(meeting, start=start if method != "REPLY" else meeting.start, status=status)
                return tuple(found)
        status = "cancelled" if method == "CANCEL" else "confirmed" if method == "REPLY" else "proposed"
        found.append(
            MeetingFinding(
                start=start,
                status=status,
                quote=part.summary or self.message.subject,
                message_id=self.message.message_id,
                because=(f"calendar.{part.uid}",),
            )
        )
        return tuple(found)
