"""One letter a person a day: thanks for what came, the new days, first requests, and only what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mailpm.model import (
    Address,
    Autonomy,
    LadderStep,
    Person,
    Planned,
    ProjectStatus,
    Sent,
    Side,
    Status,
    TrackedItem,
)
from mailpm.model.letters.chasing import ClientLetter, LetterItem
from mailpm.planning.confirmations import News, needs_asking, news_for
from mailpm.planning.courtesy import ON_THE_WAY, Calendars, Courtesy, dear
from mailpm.planning.incentives import plan_incentives, rewards_for
from mailpm.planning.ladder import Standing, later_moves, may_be_chased, standing
from mailpm.planning.promises import earlier_by, late_promises
from mailpm.planning.raci import whom_to_escalate_to
from mailpm.planning.reasons import Reasons
from mailpm.planning.telling import letter_item, place_of
from mailpm.workdays import WorkCalendar

# Thanks are for the day: two working days later they would be odd.
_THANKS_KEEP = 2
# What falls due in so many working days is named in a letter that goes out anyway.
_AHEAD = 2
_VETO = timedelta(hours=4)
_OURS = frozenset({"reminder", "first_request", "thanks", "late_word", "escalation"})
# From mild to firm; `softer` and `firmer` go along it.
TONES = ("friendly", "note", "reminder", "second", "help")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """What one letter will speak of."""

    kind: str
    tone: str
    offset: int | None
    news: News
    left: tuple[Standing, ...] = ()
    ahead: tuple[Standing, ...] = ()
    copied: tuple[Person, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def tracked(self) -> tuple[TrackedItem, ...]:
        """Every item that the letter names, each once, the one that matters most first."""
        named = (*(s.tracked for s in self.left), *(s.tracked for s in self.ahead), *self.news.tracked)
        return tuple({t.item.key: t for t in named}.values())


def plan_clients(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """The personal letters to this project's clients that should exist by now: at most one for each."""
    if status.project.status in ("new", "closed"):
        return
    written = set()
    courtesy = Courtesy(status, now, calendars=calendars)
    reasons = Reasons(status, now, calendars=calendars)
    owed, ours = _by_owner(status), late_promises(status, now)
    for person in status.people:
        if person.side is not Side.CLIENT:
            continue
        items = owed.get(person.email, [])
        work, told = courtesy.work(person), courtesy.told_of(person)
        news = news_for(status, person, items, now, work=work, told=told, ours=ours.get(person.email, ()))
        if not items and not news:
            continue
        planned = _letter(status, courtesy, reasons, person, items, news, now)
        if planned is not None:
            written.add(person.email)
            yield planned
    yield from plan_incentives(status, now, calendars=calendars, busy=frozenset(written))


def _letter(
    status: ProjectStatus,
    courtesy: Courtesy,
    reasons: Reasons,
    person: Person,
    items: Sequence[TrackedItem],
    news: News,
    now: datetime,
) -> Planned | None:
    waiting = _on_its_way(courtesy, person, status)
    at = courtesy.next_slot(person) if waiting else courtesy.slot(person)
    if at is None or courtesy.is_quiet(person, at.date()):
        return None
    bundle = choose(status, courtesy, person, items, news, at.date())
    if waiting is not None:
        # Approved already: it goes as it is, unless what it says is no longer so.
        named = [t for t in status.items if t.item.key in waiting.item_keys]
        if not _still_so(waiting, named, person, at.date(), courtesy):
            return None
        if bundle is None:
            bundle = Bundle(kind=waiting.kind, tone="note", offset=None, news=News())
        made = _planned(status, courtesy, reasons, person, replace(bundle, kind=waiting.kind), at, now)
        return replace(made, key=waiting.key, item_keys=waiting.item_keys)
    return _planned(status, courtesy, reasons, person, bundle, at, now) if bundle else None


def choose(
    status: ProjectStatus,
    courtesy: Courtesy,
    person: Person,
    items: Sequence[TrackedItem],
    news: News,
    day: date,
) -> Bundle | None:
    """What the letter of `day` to this person speaks of; None where nothing needs one."""
    work = courtesy.work(person)
    standings = [] if person.no_reminders else _standings(status, courtesy, person, items, news, day)
    pending = [s for s in standings if s.pending and s.step is not None]
    usual = [s for s in pending if s.step is not None and not s.step.draft_only]
    if not usual and not news:
        escalated = _escalation(status, courtesy, person, [s for s in pending if s not in usual], day)
        if escalated is not None:
            return escalated
    if not usual and not news:
        return None
    left = tuple(sorted((s for s in standings if s.due <= day), key=lambda s: s.due))
    soon = work.add(day, _AHEAD)
    ahead = [s for s in standings if s.due > day and (s.pending or s.due <= soon)]
    top = max((s.step for s in usual if s.step), key=lambda step: step.offset, default=None)
    kind = "reminder" if top else news.kind
    return Bundle(
        kind=kind,
        tone=_tone(top.tone, usual) if top else "",
        offset=top.offset if top else None,
        news=news,
        left=left,
        ahead=tuple(sorted(ahead, key=lambda s: s.due)) if top else (),
        because=(*(_why(s) for s in usual), *news.because),
    )


def softer(planned: Planned) -> Planned:
    """The same letter, one tone milder. What has no tone, and an escalation, stays as it is."""
    return _retoned(planned, -1)


def firmer(planned: Planned) -> Planned:
    """The same letter, one tone firmer; no letter becomes an escalation this way."""
    return _retoned(planned, 1)


def _retoned(planned: Planned, steps: int) -> Planned:
    content = planned.content
    if not isinstance(content, ClientLetter) or content.tone not in TONES:
        return planned
    at = min(max(TONES.index(content.tone) + steps, 0), len(TONES) - 1)
    return replace(planned, content=replace(content, tone=TONES[at]))


def _standings(
    status: ProjectStatus,
    courtesy: Courtesy,
    person: Person,
    items: Sequence[TrackedItem],
    news: News,
    day: date,
) -> list[Standing]:
    work = courtesy.work(person)
    last = {key: courtesy.day_of(at, person) for key, at in courtesy.told_of(person).items()}
    asked = {t.item.key for t in news.asked}
    early = earlier_by(status, person.email)
    ladders = {m: ladder_of(status, m, person) for m in {t.milestone for t in items}}
    found = (
        standing(t, ladders[t.milestone], work, day, last_letter=last.get(t.item.key), earlier=early)
        for t in items
        if t.item.key not in asked and may_be_chased(t, day, known=t.item.key in last)
    )
    return [s for s in found if s is not None]


def ladder_of(status: ProjectStatus, milestone: str, person: Person) -> tuple[LadderStep, ...]:
    """The ladder for what a milestone waits for: without the steps that bring somebody in where nobody is named."""
    ladder = status.project.plan.ladder
    if not any(step.copy_escalation for step in ladder) or _contacts(status, milestone, person):
        return ladder
    return tuple(step for step in ladder if not step.copy_escalation)


def _contacts(status: ProjectStatus, milestone: str, person: Person) -> tuple[Person, ...]:
    return tuple(p for p in whom_to_escalate_to(status, milestone) if p.email != person.email)


def _escalation(
    status: ProjectStatus, courtesy: Courtesy, person: Person, pending: Sequence[Standing], day: date
) -> Bundle | None:
    """The letter that brings the agreed person in: about these items alone, never without the PM's word."""
    if not pending:
        return None
    first = min(pending, key=lambda s: s.due)
    contacts = [
        p
        for p in _contacts(status, first.tracked.milestone, person)
        if not courtesy.is_quiet(p, day) and not courtesy.is_taken(p, day)
    ]
    step = max((s.step for s in pending if s.step), key=lambda step: step.offset)
    if not contacts or not step.copy_escalation:
        return None
    return Bundle(
        kind="escalation",
        tone="escalation",
        offset=step.offset,
        news=News(),
        left=tuple(sorted(pending, key=lambda s: s.due)),
        copied=tuple(contacts[:1]),
        because=tuple(_why(s) for s in pending),
    )


def _planned(
    status: ProjectStatus,
    courtesy: Courtesy,
    reasons: Reasons,
    person: Person,
    bundle: Bundle,
    at: datetime,
    now: datetime,
) -> Planned:
    plan, pm = status.project.plan, status.pm
    told = courtesy.told_of(person)
    # What was said among the team leaves it by a person's word alone.
    careful = bundle.kind == "escalation" or any(t.internal and t.item.key not in told for t in bundle.tracked)
    autonomy = Autonomy.DRAFT if careful else dict(plan.autonomy).get(bundle.kind, Autonomy.DRAFT)
    if autonomy is Autonomy.UNLESS_STOPPED and at < now + _VETO:
        at = courtesy.at(now + _VETO).when([person]) or at
    cc = [p.address for p in bundle.copied]
    if plan.copy_pm and pm is not None:
        cc.append(pm.address)
    keep = courtesy.work(person).add(at.date(), _THANKS_KEEP)
    return Planned(
        key=_key(bundle, person, at.date()),
        kind=bundle.kind,
        project=status.project.key,
        to=(Address(email=person.email, name=person.name),),
        cc=tuple(cc),
        language=person.language,
        content=_content(status, reasons, person, bundle, at.date(), courtesy.work(person)),
        place=place_of(bundle.tracked[0], person, courtesy.letters(person)) if bundle.tracked else None,
        approval=autonomy is not Autonomy.AUTOMATIC,
        never_automatic=careful,
        not_before=at,
        expires=datetime.combine(keep, plan.send_until, at.tzinfo) if bundle.kind == "thanks" else None,
        zone=person.zone or status.project.zone,
        item_keys=tuple(t.item.key for t in bundle.tracked),
        because=bundle.because,
    )


def _content(
    status: ProjectStatus, reasons: Reasons, person: Person, bundle: Bundle, day: date, work: WorkCalendar
) -> ClientLetter:
    def told(items: Iterable[TrackedItem]) -> tuple[LetterItem, ...]:
        return tuple(letter_item(status, t, person, day) for t in items)

    left_keys, moved_keys = ({t.item.key for t in ts} for ts in ([s.tracked for s in bundle.left], bundle.news.moved))
    asked_for = (*(s.tracked for s in bundle.left), *(s.tracked for s in bundle.ahead), *bundle.news.asked)
    return ClientLetter(
        dear=dear(person),
        project=status.project.name,
        tone=bundle.tone,
        pm=status.pm.name if status.pm else "",
        done=told(bundle.news.done),
        moved=told(t for t in bundle.news.moved if t.item.key not in left_keys),
        passed=told(bundle.news.passed),
        asked=told(bundle.news.asked),
        ours=told(bundle.news.ours),
        left=told(s.tracked for s in bundle.left),
        ahead=told(s.tracked for s in bundle.ahead if s.tracked.item.key not in moved_keys),
        reasons=reasons.of(asked_for, day, work),
        rewards=rewards_for(status, asked_for, day),
        copied=tuple(dear(p) for p in bundle.copied),
        signature=status.project.plan.signature,
    )


def _tone(tone: str, usual: Sequence[Standing]) -> str:
    """The step's tone; for a day that slipped twice help is offered at once rather than a third friendly word."""
    slips = max((len(later_moves(s.tracked)) for s in usual if s.late), default=0)
    if slips >= 2 and tone in TONES and TONES.index(tone) >= TONES.index("reminder"):
        return "help"
    return tone


def _key(bundle: Bundle, person: Person, day: date) -> str:
    """The same need, the same key: who, which step, and what is said of which items."""
    step = "" if bundle.offset is None else f"{bundle.offset:+d}"
    held = max((t.hold_until for t in bundle.tracked if t.hold_until and t.hold_until <= day), default=None)
    # An escalation that was put off is asked again: another letter, with another key.
    again = f"@{held}" if held else ""
    return f"{bundle.kind}:{person.email}:{step}{again}:{_digest(bundle.tracked)}"


def _digest(items: Iterable[TrackedItem]) -> str:
    facts = sorted(
        f"{t.item.key}|{t.item.due.iso() if t.item.due else ''}|{t.item.status}|{t.item.owner.email}" for t in items
    )
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _on_its_way(courtesy: Courtesy, person: Person, status: ProjectStatus) -> Sent | None:
    ours = {s.key for s in status.sent}
    return next(
        (
            s
            for s in courtesy.letters(person)
            if s.state in ON_THE_WAY and s.kind in _OURS and s.key in ours and f":{person.email}:" in s.key
        ),
        None,
    )


def _still_so(waiting: Sent, named: Sequence[TrackedItem], person: Person, day: date, courtesy: Courtesy) -> bool:
    """Whether a letter that was approved may still go: nothing it speaks of changed, and nobody asked us to wait."""
    if len(named) != len(waiting.item_keys) or not waiting.key.endswith(_digest(named)):
        return False
    if waiting.kind in ("reminder", "escalation") and person.no_reminders:
        return False
    told = courtesy.told_of(person)
    asked_for = (t for t in named if t.item.owner.email == person.email and t.item.status is Status.OPEN)
    return all(may_be_chased(t, day, known=t.item.key in told or needs_asking(t)) for t in asked_for)


def _by_owner(status: ProjectStatus) -> dict[str, list[TrackedItem]]:
    found: dict[str, list[TrackedItem]] = {}
    for tracked in status.items:
        if tracked.item.owner.email:
            found.setdefault(tracked.item.owner.email, []).append(tracked)
    return found


def _why(s: Standing) -> str:
    return f"step {s.step.offset:+d} {s.step.tone}: {s.tracked.item.what} ({s.due})" if s.step else ""
