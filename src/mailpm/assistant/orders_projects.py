"""Orders about projects: begin, pause, milestones, risks, changes, the report's light, who may do what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.newcomers import add_people
from mailpm.assistant.orders_drafts import REVIEW_AFTER
from mailpm.assistant.sorting import Place, is_us
from mailpm.message import parse_within_limits
from mailpm.model import (
    Autonomy,
    ChangeRequest,
    Language,
    Message,
    Milestone,
    Order,
    Planned,
    Reading,
    Risk,
    Side,
    Verb,
)
from mailpm.model.letters.control import Guide, Outcome
from mailpm.model.project import BaselineMove

Read = Callable[[Message, Place, datetime], Reading]


def start(desk: Desk, key: str) -> Done:
    """The PM said OK to a new project: from now on it is planned for. Dates in the same letter count."""
    project = desk.house.ledger.project(key)
    if project is None:
        return said(Outcome(what="no_such_project", project=key, done=False))
    desk.house.ledger.save_project(replace(project, status="active", begun=desk.local(desk.now).date()))
    return said(Outcome(what="project_started", project=project.name))


def pause(desk: Desk, order: Order) -> Done:
    """Everything of a project rests until a day or until it is resumed; or one person hears no more from us."""
    if order.person:
        return _pause_person(desk, order)
    until = order.due.day if order.due else None
    projects = (
        [p for p in desk.house.ledger.projects() if p.status == "active"]
        if order.everything
        else [desk.named_project(order.project)]
    )
    outcomes: list[Outcome] = []
    for project in projects:
        if project is None:
            return said(Outcome(what="no_such_project", project=order.project, done=False))
        desk.house.ledger.save_project(replace(project, status="paused", paused_until=until))
        outcomes.append(Outcome(what="paused", project=project.name, new=until))
    return said(*outcomes)


def _pause_person(desk: Desk, order: Order) -> Done:
    wanted = order.person.strip().lower()
    hit: list[Outcome] = []
    for key in [desk.project] if desk.project else [p.key for p in desk.house.ledger.projects()]:
        for person in desk.people(key):
            if wanted in (person.name.lower(), person.email) or wanted in person.name.lower().split():
                desk.house.ledger.save_person(key, replace(person, no_reminders=True))
                hit.append(Outcome(what="person_paused", person=person.name))
    return said(*hit[:1]) if hit else said(Outcome(what="unknown_person", person=order.person, done=False))


def resume(desk: Desk, order: Order) -> Done:
    project = desk.named_project(order.project)
    if project is None:
        return said(Outcome(what="no_such_project", project=order.project, done=False))
    desk.house.ledger.save_project(replace(project, status="active", paused_until=None))
    return said(Outcome(what="resumed", project=project.name))


def set_milestone(desk: Desk, order: Order) -> Done:
    """A milestone's agreed day: a new milestone, a correction while the project begins, or an agreed move.

    Beside an assessment ("CR1 +4 days, launch moves to 1 December") it is what the change would do, not yet done.
    """
    if order.due is None or desk.project is None:
        return said(Outcome(what="which_project" if desk.project is None else "no_date", words=order.quote, done=False))
    new = order.due.day
    milestones = desk.house.ledger.project_status(desk.project, desk.now).milestones
    found = _milestone(milestones, order.text)
    change = _change_at_hand(desk)
    if change is not None and found is not None:
        desk.house.ledger.save_change(
            desk.project, replace(change, milestone=found.key, old_date=found.baseline, new_date=new)
        )
        return said(
            Outcome(what="change_would_move", number=change.number, words=found.name, old=found.baseline, new=new)
        )
    if found is None:
        if "milestone" not in " ".join(order.because):
            return Done(dark=(order.quote,))
        key = f"{desk.project}:{order.text}"
        desk.house.ledger.save_milestone(desk.project, Milestone(key=key, name=order.text, baseline=new))
        return said(Outcome(what="milestone_added", words=order.text, new=new))
    move = BaselineMove(
        old=found.baseline,
        new=new,
        on=desk.message.date,
        by=desk.member.email,
        quote=order.quote,
        message_id=desk.message.message_id,
    )
    desk.house.ledger.save_milestone(desk.project, replace(found, baseline=new, moves=(*found.moves, move)))
    return said(Outcome(what="milestone_moved", words=found.name, old=found.baseline, new=new))


def _milestone(milestones: tuple[Milestone, ...], words: str) -> Milestone | None:
    wanted = words.strip().lower().removeprefix("the ")
    exact = [m for m in milestones if m.name.lower() == wanted]
    near = exact or [m for m in milestones if wanted and (wanted in m.name.lower() or m.name.lower() in wanted)]
    return near[0] if len(near) == 1 else None


def _change_at_hand(desk: Desk) -> ChangeRequest | None:
    """The change that this letter assesses, if it assesses one."""
    numbers = [n for o in desk.orders if o.verb is Verb.ASSESS_CHANGE for n in o.numbers]
    return _change(desk, numbers[0]) if len(numbers) == 1 else None


def _change(desk: Desk, number: str) -> ChangeRequest | None:
    if desk.project is None:
        return None
    changes = desk.house.ledger.project_status(desk.project, desk.now).changes
    return next((c for c in changes if c.number == number), None)


def add_risk(desk: Desk, order: Order) -> Done:
    if desk.project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    number = desk.house.ledger.next_number(desk.project, "R")
    desk.house.ledger.save_risk(
        desk.project,
        Risk(
            key=f"{desk.message.message_id}:{number}",
            number=number,
            words=order.text,
            owner=desk.member.email,
            review_on=desk.local(desk.now).date() + REVIEW_AFTER,
            status="open",
            message_id=desk.message.message_id,
        ),
    )
    return said(Outcome(what="risk_added", number=number, words=order.text))


def add_change(desk: Desk, order: Order) -> Done:
    if desk.project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    number = desk.house.ledger.next_number(desk.project, "CR")
    desk.house.ledger.save_change(
        desk.project,
        ChangeRequest(
            key=f"{desk.message.message_id}:{number}",
            number=number,
            words=order.text,
            said_by=desk.member.email,
            raised_on=desk.message.date,
            message_id=desk.message.message_id,
        ),
    )
    return said(Outcome(what="change_added", number=number, words=order.text))


def assess_change(desk: Desk, order: Order) -> Done:
    """What a change costs in days and money; it can be put to the client then."""
    outcomes: list[Outcome] = []
    for number in order.numbers:
        change = _change(desk, number)
        if change is None or desk.project is None:
            outcomes.append(Outcome(what="no_such_number", number=number, done=False))
            continue
        desk.house.ledger.save_change(
            desk.project, replace(change, status="assessed", days=order.days, cost=order.cost or change.cost)
        )
        outcomes.append(
            Outcome(what="change_assessed", number=number, words=change.words, days=order.days, cost=order.cost)
        )
    return said(*outcomes)


def put_change(desk: Desk, order: Order) -> Done:
    """Who is to say yes or no to the change; the note to him is a draft."""
    from mailpm.assistant.orders_items import find_person

    change = _change_at_hand(desk) or next((c for n in order.numbers if (c := _change(desk, n))), None)
    if change is None or desk.project is None:
        return Done(dark=(order.quote,))
    person = find_person(desk, order, desk.project)
    if person is None:
        return said(Outcome(what="unknown_person", person=order.person, done=False))
    desk.house.ledger.save_change(desk.project, replace(change, asked_of=person.email))
    return said(Outcome(what="change_put", number=change.number, words=change.words, person=person.name))


def set_light(desk: Desk, order: Order) -> Done:
    """The PM's own word on the report's light, for the report at hand."""
    project = desk.named_project("")
    if project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    desk.house.ledger.put(f"light:{project.key}", order.text)
    return said(Outcome(what=f"light_{order.text}", project=project.name))


def set_autonomy(desk: Desk, order: Order) -> Done:
    """How a kind of letter leaves, for the project at hand; escalations always wait (planning sees to that)."""
    project = desk.named_project(order.project)
    if project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    kind, _, how = order.text.partition(" ")
    autonomy = Autonomy(how)
    rules = tuple((k, a) for k, a in project.plan.autonomy if k != kind)
    desk.house.ledger.save_project(replace(project, plan=replace(project.plan, autonomy=(*rules, (kind, autonomy)))))
    return said(Outcome(what=f"autonomy_{autonomy}", project=project.name, words=kind))


def assign(desk: Desk, order: Order, read: Read) -> Done:
    """The letter that this one is about belongs to a project: its thread moves there, and what waited is read."""
    project = desk.named_project(order.project)
    if project is None:
        return said(Outcome(what="no_such_project", project=order.project, done=False))
    ledger = desk.house.ledger
    asked = [i for i in (desk.message.in_reply_to, *desk.message.references) if i]
    meant = {t.key for t in desk.targets.values() if t.kind == "letter"} | set(asked)
    threads = {place.thread for place in ledger.places_of(sorted(meant)) if not place.ours and place.sender}
    threads -= {p.thread for p in ledger.places_of(asked) if p.ours}
    if not threads:
        waiting = {t.message_id for t in ledger.troubles() if t.kind in ("unsorted", "which_project")}
        tray = {p.thread for p in ledger.places_of(sorted(waiting)) if p.project is None}
        if len(tray) > 1:
            return Done(dark=(order.quote,))  # which of them? Each has its own warning to answer
        threads = tray
    for thread in threads or {desk.message.message_id}:
        _file(desk, thread, project.key, read)
    return said(Outcome(what="assigned", project=project.name, count=len(threads)))


def _file(desk: Desk, thread: str, project: str, read: Read) -> None:
    """Move a thread; where it had no project nothing of it was read yet, so its letters are read now, in order."""
    house = desk.house
    unread = house.ledger.project_of(thread) is None
    trust = house.config.trust
    letters = [
        parse_within_limits(letter.raw, authserv_ids=trust.authserv_ids, microsoft=trust.microsoft)
        for letter in house.ledger.letters(thread)
    ]
    people = [m for m in letters if not is_us(house, m.sender.email) and not m.automatic]
    for message in people if unread else ():
        add_people(house, project, message)
    house.ledger.move_thread(thread, project)
    for message in people if unread else ():
        team = house.is_team(message.sender.email)
        read(message, Place(thread=thread, project=project, side=Side.TEAM if team else Side.CLIENT), desk.now)


def report(desk: Desk, order: Order) -> Done:
    """A report now, to the one who asks."""
    from mailpm.assistant.questions import report_now

    return report_now(desk, order)


def guide(desk: Desk, order: Order) -> Done:
    """The one-page guide."""
    content = Guide(
        assistant=desk.house.address.email,
        member=desk.member.name,
        projects=tuple(p.name for p in desk.house.ledger.projects() if p.status != "closed"),
    )
    letter = Planned(
        key="guide",
        kind="guide",
        project=None,
        to=(desk.message.sender,),
        language=Language(desk.member.language),
        content=content,
        approval=False,
        zone=desk.member.zone,
    )
    return Done(letters=(letter,))
