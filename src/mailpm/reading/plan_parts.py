"""The parts of a plan: a person, a place, a rhythm, and what stands in brackets behind a milestone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import cache
from zoneinfo import ZoneInfo

from mailpm.model import Language, Raci, Side
from mailpm.model.plan import MilestoneFacts, PersonFacts

WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3001: 0x2C, 0x3002: 0x3B}
EMAIL = re.compile(r"[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}", re.I)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_PHONE = re.compile(r"\+?\d[\d ()-]{6,}\d")
_IANA = re.compile(
    r"(?<![\w/])(?:africa|america|asia|australia|europe|pacific|atlantic|indian)/[a-z_]+(?:/[a-z_]+)?"
)


@dataclass(frozen=True, kw_only=True)
class PlanTable:
    """The words of one language for a plan.

    `heads` open a section (client, team, milestones, check_in, report, zone, incentive, name): a pattern at the
    start of a clause, in lower case and half-width. `weekdays` from Monday on. `places` give a zone and country.
    `clock` has the groups h, m and pm (or half, for half past), `hours` are hours as words from one on; `minutes`
    are patterns with the minutes of one unit.
    `parts` are words that stand between two clauses like a comma; `joiners` stand between a milestone and its
    day, `until` behind the day, `leading` before a person, `titles` before a name; a line of `farewell` ends all.
    """

    name: str
    heads: tuple[tuple[str, str], ...]
    weekdays: tuple[str, ...]
    every_two: str
    monthly: str
    escalation: str
    languages: tuple[tuple[str, Language], ...]
    places: tuple[tuple[str, str, str], ...]
    salutation: str
    after: str
    raci: tuple[tuple[str, Raci], ...]
    deliverables: str
    joiners: str
    leading: str
    until: str
    titles: str
    farewell: str
    fillers: str
    parts: str
    clock: str
    hours: tuple[str, ...]
    minutes: tuple[tuple[str, int], ...]


@cache
def tables() -> tuple[PlanTable, ...]:
    from mailpm.reading.languages.en.plans import PLANS as ENGLISH
    from mailpm.reading.languages.zh.plans import PLANS as CHINESE

    return (CHINESE, ENGLISH)


def read_person(words: str, said: str, side: Side) -> PersonFacts:
    email = EMAIL.search(said)
    assert email is not None
    half = words.translate(WIDE)
    details = [d for d in _BRACKETS.findall(half) if not EMAIL.search(d)]
    rest = _BRACKETS.sub(lambda m: m[1] if EMAIL.search(m[1]) else " ", half)
    spot = EMAIL.search(rest)
    before = rest[: spot.start()] if spot else rest
    behind = rest[spot.end() :] if spot else ""
    name = _PHONE.sub(" ", before).strip(" <>\"'()-–:;,")
    person = PersonFacts(email=email[0].lower(), name=name, side=side)
    for table in tables():
        name = re.sub(rf"^(?:{table.leading})(?=[\s\u4e00-\u9fff])\s*", "", name, flags=re.I)
    for table in tables():
        # "分管副总郑总", "信息部刘工": what somebody is, before what they are called.
        if (match := re.match(rf"(?:{table.titles})\s*", name, re.I)) and name[match.end() :].strip():
            person, name = replace(person, role=match[0].strip()), name[match.end() :]
    person = replace(person, name=name.strip())
    behind = _PHONE.sub(" ", behind)
    for detail in [*details, behind.strip(" <>-–:;,.")]:
        for part in re.split(r"[,;]", detail):
            if part.strip():
                person = with_details(person, part.strip().lower(), part.strip())
    return person


def with_details(person: PersonFacts, said: str, words: str) -> PersonFacts:
    """What a word in brackets says of somebody: a language, a zone, a salutation, escalation, or a role."""
    for table in tables():
        if match := re.search(table.salutation, said):
            return replace(person, salutation=words[slice(*match.span("name"))].strip())
        for pattern, language in table.languages:
            if re.fullmatch(pattern, said):
                return replace(person, language=language)
    place = read_place(said)
    if place:
        return replace(person, zone=place[0], country=place[1])
    if words.isupper() and any(words == country for table in tables() for _, _, country in table.places):
        return replace(person, country=words)
    escalation = person.escalation or any(re.search(table.escalation, said) for table in tables())
    return replace(person, escalation=escalation, role=f"{person.role}, {words}" if person.role else words)


def is_detail(said: str) -> bool:
    """Whether a clause without an address can only speak of the person named before."""
    if read_place(said):
        return True
    return any(
        re.search(table.escalation, said)
        or re.search(table.salutation, said)
        or any(re.fullmatch(pattern, said) for pattern, _ in table.languages)
        for table in tables()
    )


def read_place(said: str) -> tuple[str, str] | None:
    """A zone and country by an IANA name or a city."""
    iana = _IANA.search(said)
    places = [place for table in tables() for place in table.places]
    if iana:
        name = "/".join("_".join(p.capitalize() for p in part.split("_")) for part in iana[0].split("/"))
        if not is_zone(name):
            return None
        return name, next((country for _, zone, country in places if zone == name), "")
    for pattern, zone, country in places:
        if re.fullmatch(pattern, said):
            return zone, country
    return None


def is_zone(name: str) -> bool:
    """Whether the IANA database has a zone of this name."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def split_name(raw: str) -> tuple[str, list[str]]:
    half = raw.translate(WIDE)
    details = _BRACKETS.findall(half)
    name = _BRACKETS.sub(" ", half)
    previous = None
    while previous != name:
        previous = name
        name = name.strip(" \t\n:,;.-–—=→>()|")
        for table in tables():
            name = re.sub(rf"(?:^|(?<=\s))(?:{table.joiners})$", "", name, flags=re.I)
            name = re.sub(rf"^(?:{table.until})", "", name, flags=re.I)
            name = re.sub(rf"^(?:{table.joiners})(?=\s)", "", name, flags=re.I)
    return " ".join(name.split()), details


def with_milestone_details(milestone: MilestoneFacts, details: list[str]) -> MilestoneFacts:
    """What stands in brackets behind a milestone: what it comes after, who does it, what it delivers."""
    last = ""
    for part in (part.strip() for detail in details for part in re.split(r"[,;]", detail) if part.strip()):
        kind, said, raci = _milestone_detail(part)
        if not kind and last in ("after", "deliverables"):
            kind, said = last, part  # "after design, content"
        if kind == "after":
            milestone = replace(milestone, depends_on=(*milestone.depends_on, *_names(said)))
        elif kind == "deliverables":
            milestone = replace(milestone, deliverables=(*milestone.deliverables, said))
        elif raci is not None:
            milestone = replace(milestone, assignments=(*milestone.assignments, (raci, said)))
        last = kind
    return milestone


def _milestone_detail(part: str) -> tuple[str, str, Raci | None]:
    for table in tables():
        if match := re.match(table.deliverables, part, re.I):
            return "deliverables", match["name"].strip(), None
        for pattern, raci in table.raci:
            if match := re.match(pattern, part, re.I):
                return "raci", match["name"].strip(), raci
        if match := re.match(table.after, part, re.I):
            return "after", next(name for name in match.groups() if name), None
    return "", part, None


def _names(said: str) -> list[str]:
    seams = "|".join(table.leading for table in tables())
    return [name.strip() for name in re.split(rf"\s*(?:&|/|\s(?:{seams})\s|和|与|及)\s*", said.strip()) if name.strip()]


def read_weekday(said: str) -> int | None:
    found = [
        (match.start(), n)
        for table in tables()
        for n, pattern in enumerate(table.weekdays)
        if (match := re.search(pattern, said))
    ]
    return min(found)[1] if found else None


def read_clock(said: str) -> time | None:
    """The clock time in `said`, on the clock of 24 hours."""
    for table in tables():
        match = re.search(table.clock, said)
        if match is None:
            continue
        found = match.groupdict()
        hour = table.hours.index(found["h"]) + 1 if found["h"] in table.hours else int(found["h"])
        minute = 30 if found.get("half") else int(found.get("m") or found.get("m2") or 0)
        if found.get("pm") and hour < 12:
            hour += 12
        return time(hour % 24, minute)
    return None


def read_minutes(said: str) -> int:
    """A length in minutes, 0 where none is said."""
    for table in tables():
        for pattern, unit in table.minutes:
            if match := re.search(pattern, said):
                return round(float(match.groupdict().get("n") or 1) * unit)
    return 0
