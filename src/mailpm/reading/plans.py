"""A project's plan as a PM says it by mail: who, which milestones, which rhythm; what stays dark is given back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from mailpm.model import DateMention, Grain, Side
from mailpm.model.plan import IncentiveFacts, MilestoneFacts, PersonFacts, PlanFacts, RhythmFacts
from mailpm.reading.dates import find_dates
from mailpm.reading.plan_files import PlanNotRead, read_plan_file
from mailpm.reading.plan_parts import (
    EMAIL,
    WIDE,
    is_detail,
    read_clock,
    read_minutes,
    read_person,
    read_place,
    read_weekday,
    split_name,
    tables,
    with_details,
    with_milestone_details,
)

__all__ = ["PlanNotRead", "missing_facts", "read_plan", "read_plan_file"]

_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)]\s|\(\d{1,2}\))\s*")
_LONGEST = 20_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
# "10.20" at the end of a milestone's line: elsewhere it would be a version or an amount.
_FIGURES = re.compile(r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])[.](?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])\s*$")


def read_plan(text: str, *, subject: str = "", now: datetime) -> PlanFacts:
    """The plan in a PM's own words; `now` is the letter's date in its writer's zone, from which days are counted.

    Never raises: a clause that is not understood stands in `dark`, word for word.
    """
    reading = _Plan(text[:_LONGEST], now)
    reading.read_subject(subject)
    reading.read()
    return reading.facts()


def missing_facts(plan: PlanFacts) -> tuple[tuple[str, str], ...]:
    """What a good plan has and this one lacks: ("zone", a name), people, milestones, check_in, report, escalation."""
    lacks = [
        ("zone", p.name or p.email)
        for p in plan.people
        if p.side is Side.CLIENT and not p.zone and not plan.zone
    ]
    for what, there in (
        ("people", [p for p in plan.people if p.side is Side.CLIENT]),
        ("milestones", plan.milestones),
        ("check_in", plan.check_in),
        ("report", plan.report),
        ("escalation", [p for p in plan.people if p.escalation]),
    ):
        if not there:
            lacks.append((what, ""))
    return tuple(lacks)


@dataclass
class _Plan:
    """The plan while it is being read."""

    text: str
    now: datetime
    name: str = ""
    client: str = ""
    zone: str = ""
    country: str = ""
    section: str = ""
    people: list[PersonFacts] = field(default_factory=list)
    milestones: list[MilestoneFacts] = field(default_factory=list)
    check_in: RhythmFacts | None = None
    report: RhythmFacts | None = None
    incentives: list[IncentiveFacts] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    pending: tuple[str, str] | None = None  # a name whose address may follow, and its words
    in_row: bool = False  # "name, address, role" on one line

    def facts(self) -> PlanFacts:
        code = re.match(r"[A-Za-z][A-Za-z0-9-]{1,11}(?![A-Za-z0-9-])", self.name)
        incentives = tuple(
            replace(i, milestone=next((m.name for m in self.milestones if m.name in i.words), ""))
            for i in self.incentives
        )
        return PlanFacts(
            name=self.name,
            code=code[0] if code and code[0].isupper() else "",
            client=self.client,
            people=tuple(self.people),
            milestones=tuple(self.milestones),
            check_in=self.check_in,
            report=self.report,
            zone=self.zone,
            country=self.country,
            incentives=incentives,
            dark=tuple(self.dark),
        )

    def read_subject(self, subject: str) -> None:
        plain = _plain(subject)
        for table in tables():
            for section, pattern in table.heads:
                match = re.match(rf"\s*(?:(?:re|fw|fwd|回复|转发)\s*:\s*)*(?:{pattern})\s*[:\-–]?\s*", plain)
                if section == "name" and match:
                    self.name = subject[match.end() :].strip(" :：-–。.")
                    return

    def read(self) -> None:
        plain = _plain(self.text)
        days = [m for line in re.finditer(r"[^\n]+", self.text) for m in self._days(*line.span())]
        for start, end in _sentences(plain, days):
            if any(re.fullmatch(table.farewell, plain[start:end].strip()) for table in tables()):
                break
            self._drop_pending()
            self.in_row = False
            whole = self._head(plain[start:end])
            if whole and whole[0] == "incentive":
                self._incentive(start, end, days)
                continue
            for a, b in self._clauses(plain, start, end, days):
                self._piece(plain, a, b, days)
        self._drop_pending()

    def _clauses(self, plain: str, start: int, end: int, days: list[DateMention]) -> Iterator[tuple[int, int]]:
        """The clauses of a sentence; what follows a rhythm's head up to the next head is one with it."""
        held: tuple[int, int] | None = None
        for a, b in _pieces(plain, start, end, days):
            head = self._head(plain[a:b])
            if held and not head and not EMAIL.search(plain[a:b]):
                held = (held[0], b)
                continue
            if held:
                yield held
            held = (a, b) if head and head[0] in ("check_in", "report") else None
            if held is None:
                yield a, b
        if held:
            yield held

    def _days(self, start: int, end: int) -> list[DateMention]:
        """The days that this stretch of the text names, read for itself, in their places in the whole."""
        found = find_dates(self.text[start:end], now=self.now)
        return [replace(m, start=m.start + start, end=m.end + start) for m in found]

    def _drop_pending(self) -> None:
        if self.pending:
            self.dark.append(self.pending[1])
        self.pending = None

    def _head(self, piece: str) -> tuple[str, int] | None:
        """The section that this clause opens, and where its own words begin; the longest head wins."""
        skipped = _BULLET.match(piece)
        at = skipped.end() if skipped else len(piece) - len(piece.lstrip())
        best: tuple[str, int] | None = None
        for table in tables():
            for section, pattern in table.heads:
                match = re.match(rf"(?:{pattern})\s*(?::|=|是|为|\bis\b|\bare\b)?\s*", piece[at:])
                if match and match.end() and (best is None or at + match.end() > best[1]):
                    best = (section, at + match.end())
        return best or _rhythm_inside(piece)

    def _piece(self, plain: str, a: int, b: int, days: list[DateMention]) -> None:
        piece = plain[a:b]
        head = self._head(piece)
        begin = a
        if head:
            self.section = head[0]
            # A rhythm's head is part of what it says ("fortnightly report").
            begin = a if head[0] in ("check_in", "report") else a + head[1]
        else:
            bullet = _BULLET.match(piece)
            begin = a + (bullet.end() if bullet else 0)
        said, words = plain[begin:b].strip(" ,;.:"), self.text[begin:b].strip(" ,;.:，。；：、\n\t")
        if not said:
            return
        inside = [m for m in days if begin <= m.start and m.end <= b]
        if not self._understood(said, words, inside, (begin, b), first=bool(head)) and not _filler(said):
            self.dark.append(words)

    def _understood(
        self, said: str, words: str, days: list[DateMention], span: tuple[int, int], *, first: bool
    ) -> bool:
        if EMAIL.search(said):
            side = Side.TEAM if self.section == "team" else Side.CLIENT
            person = read_person(words, said, side)
            person = replace(person, escalation=person.escalation or self.section == "escalation")
            if " " in person.name and _HAN.search(person.name):  # "城南集团 王总"
                company, _, name = person.name.rpartition(" ")
                person = replace(person, name=name)
                if len(company) > 3:
                    self.client = self.client or company
                else:  # "IT 周倩"
                    person = replace(person, role=", ".join(filter(None, (company, person.role))))
            if not person.name and self.pending:
                person = replace(person, name=self.pending[0])
                self.pending, self.in_row = None, True
            self.people.append(person)
            if self.section not in ("client", "team", "escalation"):
                self.section = "client"
            return True
        if self.section in ("check_in", "report"):
            return self._rhythm(said, first)
        if self.section == "milestones":
            return self._milestone(span, days)
        if self.section == "name" and first:
            self.name = self.name or words
            return self.name == words
        if self.section == "zone" and first:
            place = read_place(said)
            self.zone, self.country = place or ("", "")
            return place is not None
        if self._loose_milestone(words, span, days):
            return True
        return self.section in ("client", "team", "escalation") and self._about_people(said, words, first)

    def _loose_milestone(self, words: str, span: tuple[int, int], days: list[DateMention]) -> bool:
        """A few words and one plain day, under no heading: "10月30日需求确认", "beta by 20 November"."""
        if len(days) != 1 or days[0].past or isinstance(days[0].value, tuple):
            return False
        due = days[0].due
        said = _plain(self.text[days[0].start : days[0].end])
        said_in_figures = re.search(r"\d", said) is not None and read_weekday(said) is None
        to_come = (due.date() if isinstance(due, datetime) else due) >= self.now.date()
        short = len(words) <= 26 if _HAN.search(words) else len(words.split()) <= 9
        return said_in_figures and to_come and short and self._milestone(span, days)

    def _about_people(self, said: str, words: str, first: bool) -> bool:
        """A company's name after "client:", or one more word about the person before."""
        if first and self.section == "client" and not self.people and not self.client and len(words) <= 60:
            self.client = words
            return True
        if self.people and (is_detail(said) or (self.in_row and len(words) <= 30)):
            self.people[-1] = with_details(self.people[-1], said, words)
            return True
        if not self.pending and len(words) <= 30 and not re.search(r"\d", words) and not _filler(said):
            self.pending = (words, words)
            return True
        return False

    def _milestone(self, span: tuple[int, int], days: list[DateMention]) -> bool:
        bracket = re.search(r"[(（]", self.text[slice(*span)])
        days = days or self._days(span[0], span[0] + bracket.start() if bracket else span[1])
        outside = [m for m in days if not _in_brackets(self.text, span[0], m.start)]
        mention = next((m for m in outside if not isinstance(m.value, tuple)), outside[0] if outside else None)
        figures = _FIGURES.search(self.text[slice(*span)]) if mention is None else None
        if figures and self.section == "milestones" and (day := _next_day(figures, self.now)):
            start, end = span[0] + figures.start(), span[0] + figures.end()
            mention = DateMention(start=start, end=end, value=day, grain=Grain.DAY, because=("figures",))
        if mention is None:
            words = self.text[slice(*span)].strip(" ,;.:，。；：、\n\t")
            if self.pending or len(words) > 40 or _filler(_plain(words)):
                return False
            self.pending = (words, words)  # "Design freeze, 29 Oct"
            return True
        due = mention.due
        name, details = split_name(f"{self.text[span[0] : mention.start]} {self.text[mention.end : span[1]]}")
        if not name and self.pending:
            name, self.pending = self.pending[0], None
        if not name:
            return False
        self._drop_pending()
        baseline = due.date() if isinstance(due, datetime) else due
        self.milestones.append(with_milestone_details(MilestoneFacts(name=name, baseline=baseline), details))
        return True

    def _rhythm(self, said: str, first: bool) -> bool:
        known = self.check_in if self.section == "check_in" else self.report
        minutes = read_minutes(said)
        if known is not None and not first:
            if minutes and self.section == "check_in":
                self.check_in = replace(known, minutes=minutes)
                return True
            clock = read_clock(said)
            if clock:
                self._keep(replace(known, at=clock))
            return clock is not None
        weekday = read_weekday(said)
        if weekday is None:
            return False
        usual = time(10, 0) if self.section == "check_in" else time(16, 0)
        made = RhythmFacts(
            weekday=weekday,
            at=read_clock(said) or usual,
            minutes=minutes or 30,
            every_weeks=2 if _any("every_two", said) else 1,
            monthly=_any("monthly", said),
        )
        self._keep(made)
        return True

    def _keep(self, rhythm: RhythmFacts) -> None:
        if self.section == "check_in":
            self.check_in = rhythm
        else:
            self.report = rhythm

    def _incentive(self, start: int, end: int, days: list[DateMention]) -> None:
        head = self._head(_plain(self.text[start:end]))
        begin = start + (head[1] if head else 0)
        words = self.text[begin:end].strip(" ,;.，。；、\n\t")
        clause = re.search(r"[,，]", self.text[begin:end])
        inside = [m for m in days if begin <= m.start < end]
        inside = inside or self._days(begin, begin + clause.start() if clause else end)
        mention = inside[0] if inside else None
        if mention is None:
            self.dark.append(self.text[start:end].strip())
            return
        due = mention.due
        self.incentives.append(IncentiveFacts(words=words, until=due.date() if isinstance(due, datetime) else due))


def _rhythm_inside(piece: str) -> tuple[str, int] | None:
    """The rhythm of a clause that names its weekday first: "每周二下午三点开例会"."""
    if read_weekday(piece) is None and not _any("every_two", piece) and not _any("monthly", piece):
        return None
    found = [
        (match.start(), section)
        for table in tables()
        for section, pattern in table.heads
        if section in ("check_in", "report") and (match := re.search(pattern, piece))
    ]
    return (min(found)[1], 0) if found else None


def _next_day(figures: re.Match[str], now: datetime) -> date | None:
    """The next day of these figures from `now` on."""
    for year in (now.year, now.year + 1):
        try:
            day = date(year, int(figures["month"]), int(figures["day"]))
        except ValueError:
            return None
        if day >= now.date():
            return day
    return None


def _plain(text: str) -> str:
    lower = text.translate(WIDE).lower()
    return lower if len(lower) == len(text) else text.translate(WIDE)


def _sentences(plain: str, days: list[DateMention]) -> Iterator[tuple[int, int]]:
    """Lines and sentences; a dot inside an address, a day or a number ends none."""
    start = 0
    for match in re.finditer(r"[;\n!]|\.(?=\s|$)", plain):
        if any(m.start <= match.start() < m.end for m in days) or _depth(plain, start, match.start()):
            continue
        if match[0] == "." and re.fullmatch(r"\s*\d{1,2}", plain[start : match.start()]):
            continue  # "1. Design freeze"
        if match[0] == "." and re.search(r"\b(?:dr|mr|mrs|ms|prof|st|no)$", plain[start : match.start()]):
            continue
        if plain[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if plain[start:].strip():
        yield start, len(plain)


def _pieces(plain: str, start: int, end: int, days: list[DateMention]) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence: cut at commas and "and" that stand in no bracket and no day."""
    seams = "|".join(table.parts for table in tables())
    last = start
    for match in re.finditer(rf",|{seams}", plain[start:end]):
        at = start + match.start()
        if any(m.start <= at < m.end for m in days) or _depth(plain, start, at):
            continue
        yield last, at
        last = start + match.end()
    yield last, end


def _depth(plain: str, start: int, at: int) -> bool:
    return plain.count("(", start, at) > plain.count(")", start, at)


def _in_brackets(text: str, begin: int, at: int) -> bool:
    part = text[begin:at].translate(WIDE)
    return part.count("(") > part.count(")")


def _any(what: str, said: str) -> bool:
    return any(re.search(getattr(table, what), said) for table in tables())


def _filler(said: str) -> bool:
    return any(re.fullmatch(table.fillers, said.strip(" ,.!;:"), re.I) for table in tables())
