"""Meetings that a thread proposes, fixes, moves or calls off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailpm.model import MeetingFinding, Message
from mailpm.model.reading import DateMention
from mailpm.reading.language import Act
from mailpm.reading.said import Said

_TRIM = " \t\n,.;:!?。，；：！？、-–—·*•"


def meetings_after(
    saids: list[Said], message: Message, before: tuple[MeetingFinding, ...], *, minutes: bool
) -> tuple[MeetingFinding, ...]:
    """All meetings of the thread after this letter; a moved one stays one, with its new start."""
    found = list(before)
    for said in saids:
        clock = _clock(said.dates)
        if said.has(Act.MEET_OFF):
            _call_off(found, said, clock, message)
        elif said.has(Act.MEET_MOVED) and found and (clock := clock or _same_hour(said.dates, found[-1])) is not None:
            found[-1] = replace(found[-1], start=clock, status="proposed" if said.question else "confirmed")
        elif clock is not None and _another_hour(found, said, clock, message):
            found[-1] = replace(found[-1], start=clock, message_id=message.message_id)
        elif clock is not None and said.has(Act.MEET_FIXED) and (minutes or not said.question):
            _add(found, said, clock, "confirmed", message)
        elif clock is not None and said.has(Act.MEET) and said.question | said.has(Act.MEET):
            _add(found, said, clock, "proposed", message)
        elif found and found[-1].message_id != message.message_id and found[-1].status == "proposed":
            _answer(found, said, clock, message)
    return tuple(found)


def _another_hour(found: list[MeetingFinding], said: Said, clock: datetime, message: Message) -> bool:
    """An answer to a proposed meeting that wants it at another hour: "make it the 23rd at three"."""
    if not found or found[-1].status != "proposed" or found[-1].message_id == message.message_id:
        return False
    moved = re.match(r"(?:[^,。;]{0,16},){0,3}[那就]{0,2}[改换挪调][到在成为]?[\s\d周下本这星]", said.plain)
    return found[-1].start != clock and moved is not None


def _clock(dates: tuple[DateMention, ...]) -> datetime | None:
    for mention in dates:
        value = mention.value[0] if isinstance(mention.value, tuple) else mention.value
        if isinstance(value, datetime):
            return value
    return None


def _same_hour(dates: tuple[DateMention, ...], meeting: MeetingFinding) -> datetime | None:
    """Another day at the old hour."""
    for mention in dates:
        day = mention.due
        if not isinstance(day, datetime):
            return meeting.start.replace(year=day.year, month=day.month, day=day.day)
    return None


def _add(found: list[MeetingFinding], said: Said, start: datetime, status: str, message: Message) -> None:
    for place, meeting in enumerate(found):
        if meeting.start == start and meeting.status != "cancelled":
            found[place] = replace(
                meeting, status="confirmed" if meeting.message_id != message.message_id else meeting.status
            )
            return
    quote = said.unit.text[said.start - said.unit.start : said.end - said.unit.start].strip(_TRIM)
    because = said.rule(Act.MEET_FIXED, Act.MEET)
    found.append(
        MeetingFinding(start=start, status=status, quote=quote, message_id=message.message_id, because=because)
    )


def _call_off(found: list[MeetingFinding], said: Said, clock: datetime | None, message: Message) -> None:
    if clock is not None and not any(m.start == clock for m in found):
        quote = said.unit.text[said.start - said.unit.start : said.end - said.unit.start].strip(_TRIM)
        found.append(
            MeetingFinding(
                start=clock,
                status="cancelled",
                quote=quote,
                message_id=message.message_id,
                because=said.rule(Act.MEET_OFF),
            )
        )
    elif found:
        found[-1] = replace(found[-1], status="cancelled")


def _answer(found: list[MeetingFinding], said: Said, clock: datetime | None, message: Message) -> None:
    """A reply to a proposal: agreed, or another hour."""
    last = found[-1]
    if said.has(Act.ACCEPT) and not said.has(Act.REFUSE) and not said.question:
        if (
            clock is not None
            and (clock.hour, clock.minute) != (last.start.hour, last.start.minute)
            and clock.date() == last.start.date()
        ):
            found[-1] = replace(last, start=clock, status="confirmed")
        elif (
            clock is not None
            and (
                clock.date() == last.start.date()
                or (clock.hour % 12, clock.minute) == (last.start.hour % 12, last.start.minute)
            )
        ) or (clock is None and (_speaks_of(said) or _days_match(said, last))):
            found[-1] = replace(last, status="confirmed")


def _speaks_of(said: Said) -> bool:
    return (
        re.search(
            r"\b(?:call|meeting|link|invite|time|talk|speak|see you|\d{1,2}(?:[:.]\d\d)?)\b|会|见|碰|点", said.plain
        )
        is not None
    )


def _days_match(said: Said, meeting: MeetingFinding) -> bool:
    return any(
        m.due == meeting.start.date() or (isinstance(m.due, datetime) and m.due.date() == meeting.start.date())
        for m in said.dates
    )
