"""A letter without its frame: greeting, signature, the half that says all again in another language."""

from __future__ import annotations

import re

from mailpm.model import (
    Message,
)
from mailpm.reading.language import Act, hits, languages
from mailpm.reading.people import Directory, salutation
from mailpm.reading.units import Unit

# What a short first line may say: then it is no greeting.
_SAYS = {Act.ACCEPT, Act.DONE, Act.RECEIVED, Act.REFUSE, Act.PROMISE, Act.DECISION, Act.CANCEL}
_OTHER_HALF = re.compile(r"\n[ \t]*(?:-{4,}|={4,}|_{4,}|\*{4,})[ \t]*\n")


def without_greeting(units: list[Unit], directory: Directory) -> tuple[str, list[Unit]]:
    """The name greeted in the first line, and the units after it."""
    first = units[0]
    line = first.plain.strip()
    if len(line) <= 60:
        for language in languages():
            match = re.match(language.greeting, line)
            named = (match.groupdict().get("name") or "").strip(" ,:!-~.") if match else ""
            opened = (
                line != named
                and re.match(
                    r"(?:hi|hello|hey|dear|hiya|morning|good |afternoon|evening|g'day|ciao|hej|hoi|hallo|"
                    r"darling|all\b|both\b|team\b|gentlemen)",
                    line,
                )
                is not None
            )
            cheer = line.rstrip().endswith("!") and len(named.split()) > 1 and directory.find(named) is None
            ended = (line.rstrip().endswith((",", ":", "!", "-", "~", "好", "早")) and not cheer) or (
                named and directory.find(named) is not None
            )
            if (
                match
                and (match.end() >= len(line) - 1)
                and (opened or ended)
                and not hits(line).keys() & _SAYS
            ):
                return (match.groupdict().get("name") or "").strip(" ,:!-~."), units[1:]
    match = re.match(
        r"(?:hi |hello |hey |dear |morning |good morning )?(?P<name>[a-z][\w'.-]*(?: [a-z][\w'.-]*)?|"
        r"[\u4e00-\u9fff]{1,6}?)\s?(?:,|-|:|,| - |!)\s?",
        line,
    )
    if match:
        return match["name"], units
    return salutation(line), units


def without_signature(units: list[Unit], message: Message, directory: Directory) -> list[Unit]:
    """The units before the author's name at the foot of the letter."""
    names = directory.people[message.sender.email].names if message.sender.email in directory.people else set()
    for place in range(max(1, len(units) - 7), len(units)):
        unit = units[place]
        words = unit.plain.strip(" .-~/|*")
        if len(words) > 60 or unit.label:
            continue
        head = re.split(r"\s{2,}|[|/,·]|\s-\s", words)[0].strip()
        parts = set(re.findall(r"[a-z]+|[\u4e00-\u9fff]+", head))
        named = head in names or (
            parts and all(p in names or p in ("dr", "mr", "ms", "rev", "prof", "敬上", "上") for p in parts)
        )
        short = 0 < len(head) <= 3 and any(head in name for name in names) and place == len(units) - 1
        initials = re.fullmatch(r"[a-z]{1,3}(?: x+)?\.?", head) and place >= len(units) - 2
        stray = (
            place == len(units) - 1
            and len(words) <= 4
            and re.fullmatch(r"[\u4e00-\u9fff]{1,4}", words)
            and not (hits(words).keys() - {Act.VERB})
        )
        if (named or short or initials or stray) and (unit.paragraph != units[place - 1].paragraph or unit.first):
            return units[:place]
    return units


def first_language(text: str) -> str:
    """The first half of a letter that says everything twice, in two languages."""
    cut_at = _OTHER_HALF.search(text)
    if not cut_at:
        return text
    above, below = text[: cut_at.start()], text[cut_at.end() :]
    han = [len(re.findall(r"[\u4e00-\u9fff]", part)) / max(len(re.findall(r"\w", part)), 1) for part in (above, below)]
    if abs(han[0] - han[1]) > 0.4 and 0.3 < len(above) / max(len(below), 1) < 3:
        return above
    return text
