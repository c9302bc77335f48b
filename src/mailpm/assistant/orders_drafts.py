"""Orders about drafts: send, drop, postpone, rewrite, soften, copy, call, stop. An approval holds once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailpm.assistant.approving import let_go
from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.drafting import planned_of, rewrite, with_tone
from mailpm.assistant.orders_meetings import decide_proposal
from mailpm.model import Address, Autonomy, Numbered, Order, Outbound, OutboundState, Side
from mailpm.model.letters.control import Outcome

REVIEW_AFTER = timedelta(days=14)  # a risk that was taken up is looked at again


def confirm(desk: Desk, order: Order) -> Done:
    """ "OK": the items of the list are right, a new project begins, or all drafts of a brief may leave.

    On a brief the bare word approves what it showed only where it is the letter's whole order: beside other
    orders ("OK, drop 2") it is a manner of speaking.
    """
    items = [t for t in desk.targets.values() if t.kind == "item"]
    drafts = [t for t in desk.targets.values() if t.kind == "draft"]
    projects = [t for t in desk.targets.values() if t.kind == "project"]
    if projects:
        from mailpm.assistant.orders_projects import start

        return start(desk, projects[0].key)
    if drafts:
        return approve(desk, replace(order, everything=True)) if desk.alone else Done()
    count = 0
    for target in items:
        tracked = desk.item(target)
        if tracked is not None:
            desk.house.ledger.save_item(tracked.project, replace(tracked, confirmed=True, told=True))
            count += 1
    if count:
        return said(Outcome(what="confirmed", count=count))
    # "Thank you" and "OK" to a letter that asked nothing are good manners, and need no answer.
    return Done()


def approve(desk: Desk, order: Order) -> Done:
    """Let drafts leave, take risks and changes into the record, or confirm single items."""
    found, problems = desk.meant(order, "draft") if order.everything else desk.meant(order)
    outcomes = [
        Outcome(what="name_escalation", number=target.number, done=False)
        if order.everything and _is_escalation(desk, target)
        else _approve_one(desk, target, order)
        for target in found
    ]
    if order.everything and not found:
        outcomes.append(Outcome(what="no_drafts", done=False))
    return said(*outcomes, *problems)


def _is_escalation(desk: Desk, target: Numbered) -> bool:
    """Whether a draft goes over somebody's head: "send all" is not enough for that, it is named by its number."""
    row = desk.draft(target)
    return row is not None and row.kind == "escalation" and row.state is OutboundState.DRAFT


def _approve_one(desk: Desk, target: Numbered, order: Order) -> Outcome:
    ledger = desk.house.ledger
    if target.kind == "draft":
        row = desk.draft(target)
        return _let_go(desk, target, row, None) if row else Outcome(what="gone", number=target.number, done=False)
    if target.kind == "risk" and (hit := desk.risk(target)):
        project, risk = hit
        day = desk.local(desk.now).date() + REVIEW_AFTER
        owner = risk.owner or desk.member.email
        ledger.save_risk(project, replace(risk, status="open", owner=owner, review_on=risk.review_on or day))
        return Outcome(what="risk_added", number=risk.number, words=risk.words or risk.about)
    if target.kind == "change" and (found := desk.change(target)):
        project, change = found
        ledger.save_change(project, replace(change, status="raised"))
        return Outcome(what="change_added", number=change.number, words=change.words)
    if target.kind == "meeting":
        return decide_proposal(desk, target, accept=True)
    tracked = desk.item(target) if target.kind == "item" else None
    if tracked is None:
        return Outcome(what="no_such_number", number=target.number, done=False)
    ledger.save_item(tracked.project, replace(tracked, confirmed=True, told=True))
    return Outcome(what="confirmed", number=target.number, words=tracked.item.what, count=1)


def _let_go(desk: Desk, target: Numbered, row: Outbound, on: datetime | None) -> Outcome:
    """Approve this version for these recipients; it leaves after the undo window, in the recipient's hours."""
    house = desk.house
    if row.state is not OutboundState.DRAFT:
        what = "already_sent" if row.state is OutboundState.ACCEPTED else "already_approved"
        return Outcome(
            what=what if row.state is not OutboundState.WITHDRAWN else "gone",
            number=target.number,
            words=row.subject,
            done=False,
        )
    leaves = let_go(house, row, by=desk.member.email, now=desk.now, message_id=desk.message.message_id, on=on)
    if leaves is None:
        return Outcome(what="gone", number=target.number, words=row.subject, done=False)
    zone = ZoneInfo(_zone_of(desk, row))
    what = "postponed" if on else "approved"
    return Outcome(
        what=what, number=target.number, words=row.subject, person=_to_whom(desk, row), at=leaves.astimezone(zone)
    )


def postpone(desk: Desk, order: Order) -> Done:
    """Send it, but on another day: at the beginning of the recipient's hours, or at the time that was said."""
    if order.due is None:
        return said(Outcome(what="no_date", words=order.quote, done=False))
    when = order.due.value
    if not order.numbers and not order.everything:
        drafts = [t.number for t in desk.targets.values() if t.kind == "draft"]
        order = replace(order, numbers=tuple(drafts[:1]) if len(drafts) == 1 else ())
        if not order.numbers:
            return Done(dark=(order.quote,))
    found, problems = desk.meant(order, "draft")
    outcomes = []
    for target in found:
        row = desk.draft(target)
        if row is None:
            outcomes.append(Outcome(what="gone", number=target.number, done=False))
            continue
        if row.kind == "escalation":
            outcomes.append(_hold_escalation(desk, target, row, when))
            continue
        outcomes.append(_let_go(desk, target, row, _moment(desk, row, when)))
    return said(*outcomes, *problems)


def _hold_escalation(desk: Desk, target: Numbered, row: Outbound, when: date | datetime) -> Outcome:
    """"Do not escalate yet, wait until Friday": the draft goes, and on that day the PM is asked again."""
    day = when.date() if isinstance(when, datetime) else when
    ledger = desk.house.ledger
    for key in ledger.items_of(row.id):
        tracked = ledger.item(key)
        if tracked is not None:
            ledger.save_item(tracked.project, replace(tracked, hold_until=day))
    ledger.reject(row.id, by=desk.member.email, at=desk.now, why=desk.message.own[:200])
    return Outcome(what="escalation_held", number=target.number, words=row.subject, person=_to_whom(desk, row), new=day)


def _moment(desk: Desk, row: Outbound, value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value
    zone = ZoneInfo(_zone_of(desk, row))
    return datetime.combine(value, desk.house.config.letters.send_from or time(9), tzinfo=zone)


def drop(desk: Desk, order: Order) -> Done:
    """Not to be sent; an item is no longer wanted, a risk or a change is closed."""
    found, problems = desk.meant(order, "draft") if order.everything else desk.meant(order)
    outcomes: list[Outcome] = []
    for target in found:
        if target.kind == "draft":
            row = desk.draft(target)
            ok = row is not None and desk.house.ledger.reject(
                row.id, by=desk.member.email, at=desk.now, why=order.quote
            )
            outcomes.append(
                Outcome(
                    what="dropped" if ok else "gone", number=target.number, words=row.subject if row else "", done=ok
                )
            )
        elif target.kind == "item":
            from mailpm.assistant.orders_items import cancel

            outcomes += cancel(desk, target, order).outcomes
        elif target.kind == "meeting":
            outcomes.append(decide_proposal(desk, target, accept=False))
        else:
            outcomes.append(_close(desk, target))
    return said(*outcomes, *problems)


def _close(desk: Desk, target: Numbered) -> Outcome:
    if target.kind == "risk" and (hit := desk.risk(target)):
        desk.house.ledger.save_risk(hit[0], replace(hit[1], status="closed"))
        return Outcome(what="dropped", number=hit[1].number, words=hit[1].words or hit[1].about)
    if target.kind == "change" and (found := desk.change(target)):
        desk.house.ledger.save_change(found[0], replace(found[1], status="withdrawn"))
        return Outcome(what="dropped", number=found[1].number, words=found[1].words)
    return Outcome(what="no_such_number", number=target.number, done=False)


def edit(desk: Desk, order: Order) -> Done:
    """Send the PM's own text instead: his words are his approval of them."""
    found, problems = desk.meant(order, "draft")
    outcomes: list[Outcome] = []
    for target in found:
        row = desk.draft(target)
        if row is None or row.state is not OutboundState.DRAFT or not order.text.strip():
            outcomes.append(Outcome(what="gone", number=target.number, done=False))
            continue
        fresh = rewrite(desk.house, row, desk, text=order.text)
        outcomes.append(replace(_let_go(desk, target, fresh, None), what="edited"))
    return said(*outcomes, *problems)


def add_text(desk: Desk, order: Order) -> Done:
    """One more sentence for a draft; it is shown again and waits."""
    numbers = order.numbers or tuple(t.number for t in desk.targets.values() if t.kind == "draft")[:1]
    return _changed(desk, replace(order, numbers=numbers), lambda row: rewrite(desk.house, row, desk, added=order.text))


def soften(desk: Desk, order: Order) -> Done:
    return _changed(desk, order, lambda row: with_tone(desk.house, row, desk, -1))


def firmer(desk: Desk, order: Order) -> Done:
    return _changed(desk, order, lambda row: with_tone(desk.house, row, desk, +1))


def copy(desk: Desk, order: Order) -> Done:
    """One more reader: a person of the project by name, or an address that the PM gives."""
    person = _named(desk, order)
    if person is None:
        return said(Outcome(what="unknown_person", person=order.person, done=False))

    def with_copy(row: Outbound) -> Outbound:
        planned = planned_of(desk.house, row, desk.now)
        cc = planned.cc if planned else ()
        return rewrite(desk.house, row, desk, cc=(*cc, person))

    return _changed(desk, order, with_copy)


def _named(desk: Desk, order: Order) -> Address | None:
    if order.people:
        return order.people[0]
    projects = [desk.project] if desk.project else [p.key for p in desk.house.ledger.projects()]
    wanted = order.person.strip().lower()
    found = {
        p.email: p.address
        for key in projects
        if key
        for p in desk.people(key)
        if wanted and (wanted in p.name.lower() or wanted in (p.salutation.lower(), p.email))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _changed(desk: Desk, order: Order, change: object) -> Done:
    """Drafts after a change: new versions that the receipt shows in full, still waiting."""
    assert callable(change)
    found, problems = desk.meant(order, "draft")
    outcomes: list[Outcome] = []
    for target in found:
        row = desk.draft(target)
        if row is None or row.state is not OutboundState.DRAFT:
            outcomes.append(Outcome(what="gone", number=target.number, done=False))
            continue
        fresh: Outbound = change(row)
        same = fresh.version == row.version
        outcomes.append(
            Outcome(
                what="cannot_change_tone" if same else "redrafted",
                number=target.number,
                words=fresh.text,
                person=_to_whom(desk, fresh),
                names=fresh.recipients,
                done=not same,
            )
        )
    return said(*outcomes, *problems)


def call(desk: Desk, order: Order) -> Done:
    """The PM rings up instead: the draft goes, and the next working day's brief asks what came of it."""
    outcomes: list[Outcome] = []
    found, problems = desk.meant(order, "draft", "item") if order.numbers else ([], [])
    for target in found:
        row = desk.draft(target) if target.kind == "draft" else None
        tomorrow = desk.house.calendar(desk.member.country).next(desk.local(desk.now).date() + timedelta(days=1))
        if row is not None:
            desk.house.ledger.reject(row.id, by=desk.member.email, at=desk.now, why=order.quote)
        words = row.subject if row else ""
        who = row.recipients[0] if row and row.recipients else ""
        desk.house.trouble(
            "called", words, desk.now, person=who, until=tomorrow, project=(row.project if row else desk.project) or ""
        )
        outcomes.append(Outcome(what="will_call", number=target.number, words=words, person=who, new=tomorrow))
    return said(*outcomes, *problems) if outcomes or problems else Done(dark=(order.quote,))


def stop(desk: Desk, order: Order) -> Done:
    """Take back what waits in the undo window: the numbers that were named, or all of it."""
    chosen = {t.key for t in desk.meant(order, "draft")[0]} if order.numbers else None
    ledger = desk.house.ledger
    stopped = [
        row
        for row in ledger.outbox(states=(OutboundState.QUEUED,))
        if row.approval
        and (chosen is None or row.key in chosen)
        and ledger.stop(row.id, by=desk.member.email, at=desk.now)
    ]
    shown = {t.key for t in desk.targets.values() if t.kind == "draft"} if chosen is None else chosen
    for row in ledger.outbox(states=(OutboundState.DRAFT,)):
        if row.key in shown and _leaves_by_itself(desk, row):
            # A person decided about it: from now on it waits for a person's word.
            ledger.postpone(row.id, row.not_before or desk.now, by=desk.member.email, at=desk.now)
            stopped.append(row)
    if not stopped:
        return said(Outcome(what="nothing_to_stop", done=False))
    return said(*(Outcome(what="stopped", words=row.subject, person=_to_whom(desk, row)) for row in stopped))


def _leaves_by_itself(desk: Desk, row: Outbound) -> bool:
    project = desk.house.ledger.project(row.project) if row.project else None
    how = dict(project.plan.autonomy).get(row.kind, Autonomy.DRAFT) if project else Autonomy.DRAFT
    return how is not Autonomy.DRAFT and not row.never_automatic


def _to_whom(desk: Desk, row: Outbound) -> str:
    """The name of the first reader who is not of the team."""
    people = {p.email: p for key in ([row.project] if row.project else []) for p in desk.people(key)}
    outside = [people[e].name for e in row.recipients if e in people and people[e].side is not Side.TEAM]
    return outside[0] if outside else (row.recipients[0] if row.recipients else "")


def _zone_of(desk: Desk, row: Outbound) -> str:
    for email in row.recipients:
        for person in desk.people(row.project) if row.project else ():
            if person.email == email and person.side is not Side.TEAM:
                return person.zone
    return desk.member.zone
