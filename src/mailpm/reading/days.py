"""Which of the days that a letter names can be due days: an hour joins its day, what is over is over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from mailpm.model import (
    DateMention,
    Due,
    Grain,
    Item,
    Message,
)

_BARE_DAY = re.compile(
    r"(?:the |by the |on the )?\d{1,2}(?:st|nd|rd|th)|[到在]?\d{1,2}[号號日]|[一二三四五六七八九十]{1,3}[号號日]"
)


def with_clock(mentions: list[DateMention], text: str) -> list[DateMention]:
    """A day and the hour that stands right behind it are one mention."""
    found: list[DateMention] = []
    for mention in mentions:
        last = found[-1] if found else None
        value = mention.value
        if last is not None and isinstance(value, datetime) and not isinstance(last.value, (tuple, datetime)):
            gap, words = text[last.end : mention.start], text[mention.start : mention.end]
            bare = (
                re.search(
                    r"[月周週星期礼禮拜]|\d[日号號]|[a-z]{3,}day|tomorrow|today|明|今|后天|後天|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
                    words.lower(),
                )
                is None
            )
            if bare and len(gap) <= 8 and re.fullmatch(r"[\s,，(（)）一二三四五六日天周週星期@at·]*", gap):
                found[-1] = replace(
                    last, end=mention.end, value=datetime.combine(last.value, value.timetz()), grain=Grain.MINUTE
                )
                continue
        found.append(mention)
    return found


def in_time(mention: DateMention, text: str, now: datetime) -> DateMention:
    """A day far ahead that was said without its year is a day gone by; a bare month is no day to be late on."""
    due = mention.due
    day = due.date() if isinstance(due, datetime) else due
    words = text[mention.start : mention.end]
    passed = day < now.date() or (isinstance(due, datetime) and due < now - timedelta(minutes=1))
    since = re.search(r"\bsince\s*$|\bago\s*$", text[: mention.start].lower()[-8:]) is not None
    aside = re.match(r"a (?:day|week|bit) (?:ahead|early|late|later|after|before)", words.lower()) is not None
    if (passed or since or aside) and not mention.past:
        return replace(mention, past=True)
    far = (day - now.date()).days > 200 and not re.search(r"\d{4}|next year|明年|年", words)
    bare = mention.grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR) and not re.search(
        r"底|末|初|旬|中|前|内|\bend|\bearly|\bmid|\blate|\bbeginning|\bstart|eo[mqy]", words.lower()
    )
    if bare and re.search(
        r"(?:\bby|\bbefore|\bin|\bduring|\buntil|底前|年内)\s*$", text[: mention.start].lower()[-12:]
    ):
        bare = False
    return replace(mention, past=True) if (far or bare) and not mention.past else mention


def in_its_month(due: Due | None, item: Item, message: Message) -> Due | None:
    """A day without its month, said of a thing due in a later month, is a day of that month."""
    if (
        due is None
        or item.due is None
        or isinstance(due.value, datetime)
        or not _BARE_DAY.fullmatch(due.words.strip().lower())
    ):
        return due
    wanted = item.due.day
    if (wanted.year, wanted.month) == (due.day.year, due.day.month) or (wanted - message.date.date()).days < 14:
        return due
    try:
        moved = due.day.replace(year=wanted.year, month=wanted.month)
    except ValueError:
        return due
    if moved < message.date.date():
        return due
    return replace(due, value=moved) if abs((moved - wanted).days) < 24 else due
