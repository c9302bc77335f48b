"""Orders about what people owe: a new day, another owner, done or not, one more item."""

from __future__ import annotations

from dataclasses import replace

from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.house import person_of
from mailpm.assistant.sorting import Place
from mailpm.model import Address, Due, Item, Move, Numbered, Order, Owner, Person, Side, Status, TrackedItem
from mailpm.model.letters.control import Outcome


def _moved(desk: Desk, tracked: TrackedItem, order: Order, field: str, old: str, new: str, **changes: object) -> Item:
    """The item after the order, with the order's own sentence as the reason; kept at once."""
    move = Move(
        field=field,
        old=old,
        new=new,
        quote=order.quote,
        message_id=desk.message.message_id,
        said_on=desk.message.date,
        said_by=desk.member.email,
        because=("order", *order.because),
    )
    item = tracked.item.moved(move, **changes)
    desk.house.ledger.save_item(tracked.project, replace(tracked, item=item, confirmed=True, told=True))
    return item


def _each(desk: Desk, order: Order) -> tuple[list[tuple[Numbered, TrackedItem]], list[Outcome]]:
    found, problems = desk.meant(order, "item")
    pairs = [(target, tracked) for target in found if (tracked := desk.item(target)) is not None]
    return pairs, problems


def set_due(desk: Desk, order: Order) -> Done:
    """Another day for an item; for a draft the same words mean "send it then"."""
    if order.due is None:
        return said(Outcome(what="no_date", words=order.quote, done=False))
    kinds = {desk.targets[n].kind for n in order.numbers if n in desk.targets}
    if kinds == {"draft"}:
        from mailpm.assistant.orders_drafts import postpone

        return postpone(desk, order)
    pairs, problems = _each(desk, order)
    outcomes: list[Outcome] = []
    for target, tracked in pairs:
        old: Due | None = tracked.item.due
        item = _moved(
            desk, tracked, order, "due", old.iso() if old else "", order.due.iso(), due=order.due, status=Status.OPEN
        )
        outcomes.append(
            Outcome(
                what="due_set",
                number=target.number,
                words=item.what,
                person=item.owner.name,
                old=old.value if old else None,
                new=order.due.value,
            )
        )
    return said(*outcomes, *problems)


def set_status(desk: Desk, order: Order) -> Done:
    status = order.status or Status.DONE
    pairs, problems = _each(desk, order)
    outcomes: list[Outcome] = []
    for target, tracked in pairs:
        _moved(desk, tracked, order, "status", str(tracked.item.status), str(status), status=status)
        outcomes.append(Outcome(what=f"status_{status}", number=target.number, words=tracked.item.what))
    return said(*outcomes, *problems)


def cancel(desk: Desk, target: Numbered, order: Order) -> Done:
    """An item that nobody wants any more."""
    tracked = desk.item(target)
    if tracked is None:
        return said(Outcome(what="no_such_number", number=target.number, done=False))
    _moved(desk, tracked, order, "status", str(tracked.item.status), str(Status.CANCELLED), status=Status.CANCELLED)
    return said(Outcome(what="status_cancelled", number=target.number, words=tracked.item.what))


def set_owner(desk: Desk, order: Order) -> Done:
    """Another owner: somebody of the project by name, the writer, or a new address; never a guess."""
    pairs, problems = _each(desk, order)
    outcomes: list[Outcome] = []
    for target, tracked in pairs:
        # An address alone belongs to the name that the letter gave ("域名你问赵强").
        known = tracked.item.owner
        named = known.name if known.email in ("", *(a.email for a in order.people)) and "@" not in known.name else ""
        person = find_person(desk, order, tracked.project, name=named)
        if person is None:
            outcomes.append(
                Outcome(
                    what="unknown_person",
                    number=target.number,
                    words=tracked.item.what,
                    person=order.person,
                    done=False,
                )
            )
            continue
        owner = Owner(name=person.name, side=person.side, email=person.email)
        old = tracked.item.owner
        _moved(desk, tracked, order, "owner", old.name or old.email, person.name, owner=owner)
        outcomes.append(
            Outcome(
                what="owner_set",
                number=target.number,
                words=tracked.item.what,
                person=person.name,
                names=(old.name or old.email,),
            )
        )
    return said(*outcomes, *problems)


def find_person(desk: Desk, order: Order, project: str, *, name: str = "") -> Person | None:
    """The one person that the order names; an address that is new becomes a person of the project."""
    people = desk.people(project)
    if order.person == "me":
        return next((p for p in people if p.email == desk.member.email), None)
    if order.people:
        return add_person(desk, order.people[0], order.person or name, project)
    if "@" in order.person:
        return add_person(desk, Address(email=order.person.strip().lower()), "", project)
    wanted = order.person.strip().lower()
    exact = [p for p in people if wanted in (p.name.lower(), p.email, p.salutation.lower())]
    near = exact or [p for p in people if wanted and (wanted in p.name.lower() or _short(wanted, p.name))]
    if near:
        return near[0] if len(near) == 1 else None
    return _teammate(desk, wanted, project)


def _teammate(desk: Desk, wanted: str, project: str) -> Person | None:
    """The one member of the team with this name who is not in the project yet: from now on he is."""
    members = desk.house.config.team.members
    exact = [m for m in members if wanted == m.name.lower()]
    near = exact or [m for m in members if wanted and (wanted in m.name.lower().split() or _short(wanted, m.name))]
    if len(near) != 1:
        return None
    person = person_of(near[0])
    desk.house.ledger.save_person(project, person)
    return person


def _short(said_name: str, name: str) -> bool:
    """小周, 老王 and 李总 name the only 周, 王 or 李; "Lena B." the only Lena B…"""
    bare = said_name.lstrip("小老阿").rstrip("总工姐哥")
    return len(said_name) > len(bare) > 0 and name.startswith(bare[0]) and len(bare) <= 2


def add_person(desk: Desk, address: Address, name: str, project: str) -> Person:
    """The person with this address, written down in the project if he is new there."""
    house = desk.house
    known = next((p for p in desk.people(project) if p.email == address.email), None)
    if known is not None:
        return known
    like = next((p for p in desk.people(project) if p.email.endswith(f"@{address.domain}")), None)
    side = Side.TEAM if house.is_team(address.email) else Side.CLIENT
    base = like or Person(
        email=address.email,
        name="",
        side=side,
        language=house.config.assistant.language,
        zone=house.config.assistant.zone,
        country=house.config.assistant.country,
    )
    person = replace(
        base,
        email=address.email,
        name=name or address.name or address.email.partition("@")[0],
        side=side,
        salutation="",
        role="",
        team_role=None,
        escalation=False,
        days_off=(),
        quiet_until=None,
        no_reminders=False,
        bounced=False,
    )
    house.ledger.save_person(project, person)
    return person


def add(desk: Desk, order: Order, read: object, place: Place) -> Done:
    """One more item, in the PM's words: "add: Lena – sitemap by 20 October"."""
    assert callable(read)
    if place.project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    before = {i.key for i in desk.house.ledger.reading(place.thread).items}
    reading = read(
        replace(desk.message, own=order.text, text=order.text, inline=()), replace(place, answers=""), desk.now
    )
    fresh = [i for i in reading.items if i.key not in before]
    desk.house.ledger.mark_told([i.key for i in fresh])
    if not fresh:
        return Done(dark=(order.quote,))
    return said(
        *(
            Outcome(what="item_added", words=i.what, person=i.owner.name, new=i.due.value if i.due else None)
            for i in fresh
        )
    )
