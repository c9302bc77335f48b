"""Whether a person's letter is ordinary mail, minutes of a meeting, or an instruction to the assistant."""

from __future__ import annotations

import re

from mailpm.model import Kind, Message, Side, Verdict
from mailpm.reading.language import languages
from mailpm.reading.people import Directory
from mailpm.reading.plain import plain


def kind_of(message: Message, directory: Directory) -> Kind:
    """The kind of a letter; machine kinds stay what `message` made of them."""
    if message.kind is not Kind.MAIL:
        return message.kind
    if _commands(message, directory):
        # Minutes that are sent on say so by their lists and tables; a plain order may well speak of minutes.
        texts = [plain(text) for text in (message.own, *(f.text for f in message.forwarded))]
        return Kind.MINUTES if _minutes(message) and any(_listed(t) or _rows(t) for t in texts) else Kind.COMMAND
    return Kind.MINUTES if _minutes(message) else Kind.MAIL


def _commands(message: Message, directory: Directory) -> bool:
    """A team member's letter that goes to the assistant first and to nobody outside the team."""
    if (
        directory.side(message.sender.email) is not Side.TEAM
        or not message.orders_allowed
        or message.verdict is Verdict.FAIL
    ):
        return False
    if not message.to or message.to[0].email != directory.assistant:
        return False
    return all(
        directory.side(a.email) is Side.TEAM or a.email == directory.assistant for a in (*message.to, *message.cc)
    )


def _minutes(message: Message) -> bool:
    subject = plain(message.subject).strip()
    text = plain(message.own)
    if any(
        f.text and _about(plain(f.text[:400]), plain(f.subject or "")) and len(f.text) > 120 for f in message.forwarded
    ) and not re.match(r"(?:fyi|供参考|知悉|for (?:your )?info)", text.strip()):
        return True
    named = any(re.search(language.minutes_subject, subject) for language in languages())
    if (
        named
        and any(len(f.text) > 40 for f in message.forwarded)
        and not re.search(r"供参考|知悉|留存|\bfyi\b|for (?:your )?info", text)
    ):
        return True
    attached = any(
        a.text and len(a.text) > 40 and _about(plain(a.text[:300]), plain(a.name)) for a in message.attachments
    )
    if attached and (_about(text[:400], subject) or len(text) < 400):
        return True
    if (
        any(re.search(language.not_minutes, subject) for language in languages())
        and len(text) < 600
        and not _listed(text)
    ):
        return False
    if any(re.search(language.not_minutes, subject) for language in languages()):
        return any(re.search(language.minutes_body, text[:300]) for language in languages()) and _listed(text)
    body = any(re.search(language.minutes_body, text[:400], re.M) for language in languages())
    named = any(re.search(language.minutes_subject, subject) for language in languages())
    if named and body:
        return True
    if named:
        met = (
            re.search(r"会议|会上|本次|今天|昨天|agreed|discuss|meeting|action|next (?:call|meeting)", text) is not None
        )
        return len(text) > 90 and (_listed(text) or met)
    return body and len(text) > 120


def _listed(text: str) -> bool:
    return (
        sum(
            bool(re.match(r"\s*(?:[-*•·●▷]|\(?\d{1,2}[.)、]|[一二三四五]、|\||no\.|@|#)", line))
            for line in text.splitlines()
        )
        >= 2
    )


def _rows(text: str) -> bool:
    """Whether there is a table: three lines or more with cells."""
    return sum(len(re.split(r"\t+|\s\|\s|\|", line.strip())) >= 3 for line in text.splitlines()) >= 3


def _about(text: str, subject: str) -> bool:
    return any(
        re.search(language.minutes_body, text, re.M)
        or re.search(language.minutes_subject, subject)
        or re.search(language.minutes_subject, text[:80])
        for language in languages()
    )
