"""Answers to questions, from the facts of the projects that the asker may see; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from heapq import nsmallest
from zoneinfo import ZoneInfo

from mailpm.model import (
    Ask,
    Numbered,
    Person,
    ProjectStatus,
    Question,
    Side,
    Status,
    TeamRole,
    TrackedItem,
)
from mailpm.model.letters.answers import (
    Answer,
    AnswerHistory,
    AnswerItems,
    AnswerLine,
    AnswerMilestone,
    AnswerRegister,
    AnswerStatistics,
    AnswerStatus,
    AnswerUnknown,
    AnswerWho,
    ProjectState,
)
from mailpm.planning.answer_facts import days_of, due_of, history, owner_fact, roles_fact
from mailpm.planning.finding import Found, find_items, find_milestone, find_person, find_projects, person_in
from mailpm.planning.forecast import (
    Calendars,
    days_late,
    first_day,
    forecast,
    local_day,
    shared_days,
    waiting_milestones,
)
from mailpm.planning.light import light_facts, light_of, milestone_light
from mailpm.planning.promises import records, settled_on
from mailpm.planning.registers import changes_of, decisions_of, meetings_of, risks_of

LINES = 40
_OPEN = (Status.OPEN, Status.BLOCKED)


def answer(
    question: Question,
    statuses: Sequence[ProjectStatus],
    now: datetime,
    *,
    calendars: Calendars,
    asker: Person | None = None,
    numbering: Sequence[Numbered] = (),
) -> Answer:
    """The answer to `question` over `statuses`, which are the projects that the asker may see.

    `numbering` are the numbers of the letter that the question answers: "history of 2" means its number 2.
    Statistics are for owners alone.
    """
    if question.kind is Ask.UNKNOWN:
        return AnswerUnknown(question=question.quote, problem="not_understood", words=question.quote)
    return _Answering(question, statuses, now, calendars, asker, numbering).answer()


class _Answering:
    """One question, looked up in the facts."""

    def __init__(
        self,
        question: Question,
        statuses: Sequence[ProjectStatus],
        now: datetime,
        calendars: Calendars,
        asker: Person | None,
        numbering: Sequence[Numbered],
    ) -> None:
        self.question, self.now, self.calendars, self.asker = question, now, calendars, asker
        self.numbering = numbering
        self.all = tuple(statuses)
        named = " ".join(part for part in (question.project, question.about, question.milestone) if part)
        self.statuses, self.rest = find_projects(named, self.all) if named else (self.all, "")
        narrowed = len(self.statuses) < len(self.all) or len(self.all) == 1
        self.scope = self.statuses[0].project.name if narrowed and len(self.statuses) == 1 else ""
        self.zone = ZoneInfo(asker.zone if asker else "UTC")
        self.today = now.astimezone(self.zone).date()

    def answer(self) -> Answer:
        kind = self.question.kind
        if kind in (Ask.OWES, Ask.OURS, Ask.LATE, Ask.DUE, Ask.DONE):
            return self._items()
        special: dict[Ask, Callable[[], Answer]] = {
            Ask.MILESTONE: self._milestone,
            Ask.HISTORY: self._history,
            Ask.STATISTICS: self._statistics,
            Ask.STATUS: self._status,
            Ask.WHO: self._who,
        }
        return special[kind]() if kind in special else self._register()

    def _unknown(self, problem: str, words: str, known: Iterable[str] = ()) -> AnswerUnknown:
        names = tuple(dict.fromkeys(name for name in known if name))[:12]
        return AnswerUnknown(question=self.question.quote, problem=problem, words=words, known=names)

    # Items.

    def _items(self) -> Answer:
        question = self.question
        found: Found | None = None
        if question.person:
            found = find_person(question.person, self.all, self.asker) or person_in(question.person, self.all)
            if found is None:
                return self._no_person()
        elif self.rest:  # asked in free words
            found = person_in(self.rest, self.all)
        span = days_of(question.span, self.today) if question.kind in (Ask.DUE, Ask.DONE) or question.span else None
        if question.kind is Ask.DONE and not question.span:
            span = (self.today - timedelta(days=6), self.today)
        # A year's ledger holds 100,000 items: only those that are shown are sorted and looked at closely.
        pairs = [(s, t) for s in self.statuses for t in s.items if self._wanted(t, found, span)]
        shown = nsmallest(LINES, pairs, key=lambda pair: (due_of(pair[1]) or date.max, pair[1].item.what))
        blocks = self._blocks({s.project.key for s, _ in shown})
        several = len({s.project.key for s, _ in shown}) > 1
        lines = [self._line(n, s, t, blocks, several) for n, (s, t) in enumerate(shown, 1)]
        person = found.name if found and found.side is None else ""
        creditor = question.kind is Ask.OURS and question.person not in ("", "me", "us")
        return AnswerItems(
            question=question.quote,
            asked=str(question.kind),
            lines=tuple(lines),
            person="" if creditor else person,
            owed_to=person if creditor else "",
            scope=self.scope,
            first=span[0] if span else None,
            last=span[1] if span else None,
            more=max(0, len(pairs) - LINES),
        )

    def _wanted(self, tracked: TrackedItem, found: Found | None, span: tuple[date, date] | None) -> bool:
        kind, item = self.question.kind, tracked.item
        if kind is Ask.DONE:
            if item.status is not Status.DONE:
                return False
            on = settled_on(tracked) or (item.said_on.date() if item.said_on else None)
            inside = on is not None and span is not None and span[0] <= on <= span[1]
            return inside and (found is None or found.owns(tracked))
        if item.status not in _OPEN:
            return False
        if kind is Ask.OURS:
            if found and found.side is None and self.asker and self.asker.email not in found.emails:
                # "What do we owe Lena?" is about what she asked for, or heard promised.
                asked = not item.asked_by or item.asked_by in found.emails
                return item.owner.side is Side.TEAM and asked and not tracked.internal
            return item.owner.side is Side.TEAM and (found is None or found.side is not None or found.owns(tracked))
        if found is not None and not found.owns(tracked):
            return False
        if kind is Ask.OWES:
            return found is not None or item.owner.side is not Side.TEAM
        due = due_of(tracked)
        if kind is Ask.LATE:
            return due is not None and due < self.today
        return span is None or (due is not None and span[0] <= due <= span[1])

    def _line(
        self, n: int, status: ProjectStatus, tracked: TrackedItem, blocks: dict[str, str], several: bool
    ) -> AnswerLine:
        item, due, start = tracked.item, due_of(tracked), first_day(tracked)
        return AnswerLine(
            number=str(n),
            what=item.what,
            who=item.owner.name or item.owner.email,
            side=item.owner.side,
            project=status.project.name if several else "",
            due=due,
            was=start if start and due and start < due else None,
            times=sum(m.field == "due" and bool(m.old) for m in item.moves),
            late=days_late(tracked, self.today, shared_days(status, self.calendars)),
            on=settled_on(tracked) if item.status is Status.DONE else None,
            blocks=blocks.get(item.key, ""),
            blocked=item.status is Status.BLOCKED,
            item_key=item.key,
        )

    def _blocks(self, projects: set[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for status in self.statuses:
            if status.project.key in projects:
                found |= waiting_milestones(status)
        return found

    def _no_person(self) -> Answer:
        """"上线还差什么" names a milestone where a person could stand."""
        words = self.question.person
        statuses, rest = find_projects(words, self.all)
        milestone = find_milestone(rest or words, statuses)
        if milestone is not None:
            return self._about(*milestone)
        people = [p.name for s in self.statuses for p in s.people if p.side is Side.CLIENT]
        return self._unknown("no_person", words, people)

    # Milestones, histories, people.

    def _milestone(self) -> Answer:
        pair = find_milestone(self.rest, self.statuses) if self.rest else None
        if pair is None and self.rest:
            items = find_items(self.rest, self.statuses)
            if len(items) == 1:
                return self._history_of(*items[0])
            known = [m.name for s in self.statuses for m in s.milestones]
            return self._unknown("no_thing", self.rest, known)
        if pair is None:
            left = [(s, m) for s in self.statuses for m in s.milestones if m.actual is None]
            if not left:
                return self._status()
            pair = max(left, key=lambda sm: sm[1].baseline)
            if len(self.statuses) > 1:
                return self._status()
        return self._about(*pair)

    def _about(self, status: ProjectStatus, milestone: object) -> AnswerMilestone:
        f = next(f for f in forecast(status, self.now, calendars=self.calendars) if f.milestone is milestone)
        return AnswerMilestone(
            question=self.question.quote,
            project=status.project.name,
            name=f.milestone.name,
            baseline=f.milestone.baseline,
            forecast=f.day,
            slip=f.slip,
            light=milestone_light(f),
            actual=f.milestone.actual,
            first=f.milestone.moves[0].old if f.milestone.moves else None,
            holdups=f.holdups,
            cause=f.cause,
            uncertain=f.uncertain,
        )

    def _history(self) -> Answer:
        question = self.question
        if question.number.startswith("CR"):
            return self._register(Ask.CHANGES)
        if question.number:
            pair = self._numbered(question.number)
            return self._history_of(*pair) if pair else self._unknown("no_number", question.number)
        words = self.rest or question.about
        items = find_items(words, self.statuses)
        if len(items) == 1:
            return self._history_of(*items[0])
        milestone = find_milestone(words, self.statuses)
        if milestone is not None:
            return self._about(*milestone)
        known = [t.item.what for _, t in items] or [t.item.what for s in self.statuses for t in s.items]
        return self._unknown("which_thing" if items else "no_thing", words, known)

    def _numbered(self, number: str) -> tuple[ProjectStatus, TrackedItem] | None:
        key = next((n.key for n in self.numbering if n.number == number and n.kind == "item"), None)
        pairs = [(s, t) for s in self.all for t in s.items]
        if key is not None:
            return next(((s, t) for s, t in pairs if t.item.key == key), None)
        found = [(s, t) for s, t in pairs if t.item.number == number]
        return found[0] if len(found) == 1 else None

    def _history_of(self, status: ProjectStatus, tracked: TrackedItem) -> AnswerHistory:
        item = tracked.item
        return AnswerHistory(
            question=self.question.quote,
            project=status.project.name,
            number=item.number,
            what=item.what,
            who=item.owner.name or item.owner.email,
            status=str(item.status),
            due=due_of(tracked),
            events=tuple(history(status, tracked, self.zone)),
        )

    def _who(self) -> Answer:
        question = self.question
        if question.number:
            pair = self._numbered(question.number)
            if pair is None:
                return self._unknown("no_number", question.number)
            return AnswerWho(question=question.quote, facts=(owner_fact(*pair),))
        words = self.rest or question.about
        milestone = find_milestone(words, self.statuses)
        if milestone is not None:
            return AnswerWho(question=question.quote, facts=(roles_fact(*milestone),))
        items = find_items(words, self.statuses)
        if items:
            return AnswerWho(question=question.quote, facts=tuple(owner_fact(*pair) for pair in items[:8]))
        return self._unknown("no_thing", words, [m.name for s in self.statuses for m in s.milestones])

    def _statistics(self) -> Answer:
        question = self.question
        if self.asker is not None and self.asker.team_role not in (TeamRole.OWNER, None):
            return self._unknown("owners_only", question.quote)
        found = find_person(question.person, self.all, self.asker) if question.person else None
        if question.person and found is None:
            return self._no_person()
        chosen = records(self.statuses, self.now, calendars=self.calendars)
        if found and found.side is None:
            chosen = tuple(r for r in chosen if r.name == found.name)
        name = found.name if found else ""
        return AnswerStatistics(question=question.quote, records=chosen, person=name, scope=self.scope)

    # Registers and the whole.

    def _register(self, kind: Ask | None = None) -> AnswerRegister:
        question, kind = self.question, kind or self.question.kind
        span = days_of(question.span, self.today) if question.span else None
        return AnswerRegister(
            question=question.quote,
            asked=str(kind),
            scope=self.scope,
            first=span[0] if span else None,
            last=span[1] if span else None,
            decisions=decisions_of(self.statuses, self.rest, span) if kind is Ask.DECISIONS else (),
            risks=risks_of(self.statuses) if kind is Ask.RISKS else (),
            changes=changes_of(self.statuses, question.number) if kind is Ask.CHANGES else (),
            meetings=meetings_of(self.statuses, self.now, self.zone, span) if kind is Ask.MEETINGS else (),
        )

    def _status(self) -> AnswerStatus:
        states = [self._state(s) for s in self.statuses if s.project.status != "closed"]
        return AnswerStatus(question=self.question.quote, states=tuple(states))

    def _state(self, status: ProjectStatus) -> ProjectState:
        forecasts = forecast(status, self.now, calendars=self.calendars)
        light, reasons = light_of(light_facts(status, forecasts, self.now, calendars=self.calendars))
        today = local_day(status.project, self.now)
        owed = [t for t in status.items if t.item.status in _OPEN]
        late = [t for t in owed if (due := due_of(t)) is not None and due < today]
        coming = sorted((f for f in forecasts if f.milestone.actual is None), key=lambda f: f.day)
        following = coming[0] if coming else None
        return ProjectState(
            project=status.project.name,
            status=status.project.status,
            light=light,
            reasons=reasons[:3],
            client_open=sum(t.item.owner.side is Side.CLIENT for t in owed),
            client_late=sum(t.item.owner.side is Side.CLIENT for t in late),
            team_open=sum(t.item.owner.side is Side.TEAM for t in owed),
            team_late=sum(t.item.owner.side is Side.TEAM for t in late),
            next_milestone=following.milestone.name if following else "",
            next_day=following.day if following else None,
            next_slip=following.slip if following else 0,
            drafts=sum(s.state == "draft" for s in status.sent),
            unanswered=len(status.unanswered),
        )
