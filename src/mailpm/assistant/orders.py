"""A team member's letter of orders: each one is obeyed or said back, and one receipt answers them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mailpm.assistant import (
    answers,
    beginning,
    minutes,
    orders_drafts,
    orders_items,
    orders_meetings,
    orders_projects,
    questions,
    reporting,
)
from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.house import Event, House
from mailpm.assistant.placing import by_words
from mailpm.assistant.sorting import Place
from mailpm.model import Kind, Language, Message, Numbered, Order, Planned, Reading, Side, TeamRole, ThreadPlace, Verb
from mailpm.model.letters.control import Outcome, Receipt
from mailpm.reading.orders import read_orders

Read = Callable[[Message, Place, datetime], Reading]
Obey = Callable[[Desk, Order], Done]

_VERBS: dict[Verb, Obey] = {
    Verb.CONFIRM: orders_drafts.confirm,
    Verb.APPROVE: orders_drafts.approve,
    Verb.DROP: orders_drafts.drop,
    Verb.EDIT: orders_drafts.edit,
    Verb.ADD_TEXT: orders_drafts.add_text,
    Verb.SOFTEN: orders_drafts.soften,
    Verb.FIRMER: orders_drafts.firmer,
    Verb.POSTPONE: orders_drafts.postpone,
    Verb.COPY: orders_drafts.copy,
    Verb.CALL: orders_drafts.call,
    Verb.STOP: orders_drafts.stop,
    Verb.SET_DUE: orders_items.set_due,
    Verb.SET_OWNER: orders_items.set_owner,
    Verb.SET_STATUS: orders_items.set_status,
    Verb.PAUSE: orders_projects.pause,
    Verb.RESUME: orders_projects.resume,
    Verb.SET_MILESTONE: orders_projects.set_milestone,
    Verb.ADD_RISK: orders_projects.add_risk,
    Verb.ADD_CHANGE: orders_projects.add_change,
    Verb.ASSESS_CHANGE: orders_projects.assess_change,
    Verb.PUT_CHANGE: orders_projects.put_change,
    Verb.SET_LIGHT: orders_projects.set_light,
    Verb.SET_AUTONOMY: orders_projects.set_autonomy,
    Verb.REPORT: orders_projects.report,
    Verb.MEETING: orders_meetings.meet,
    Verb.MOVE_MEETING: orders_meetings.move,
    Verb.CANCEL_MEETING: orders_meetings.cancel,
    Verb.JOIN_MEETING: orders_meetings.join,
    Verb.LEAVE_MEETING: orders_meetings.leave,
    Verb.ASK_ATTENDEES: minutes.ask_attendees,
    Verb.ASK: questions.ask,
    Verb.HELP: orders_projects.guide,
}
# What only the owner of the projects may order; a reader may ask and nothing else.
_OWNER_ONLY = frozenset({Verb.SET_AUTONOMY})
_READER = frozenset({Verb.ASK, Verb.HELP, Verb.UNKNOWN})
# Changes to a draft come before the word that sends it, in whatever order the PM wrote them.
_LAST = frozenset({Verb.APPROVE, Verb.POSTPONE})


def obey(house: House, message: Message, place: Place, now: datetime, *, read: Read) -> None:
    """Do what the letter orders, note what it states, and answer in one letter."""
    member = place.member
    if member is None:
        return
    place = by_words(house, message, place)
    if not place.answers and beginning.begins(message):
        letters = beginning.begin(house, message, member, now)
        for letter in letters:
            house.answer(letter, now)
        return
    answered = house.ledger.by_message_id(place.answers) if place.answers else None
    if not message.own.strip() and message.forwarded and place.project and not place.answers:
        _passed_on(house, message, place, now, read)
        return
    words = message.own.strip() or message.subject
    orders = read_orders(words, now=message.date)
    noted: Reading | None = None
    if not orders or any(o.verb is Verb.UNKNOWN for o in orders):
        # A letter that is orders from end to end states nothing besides: "set up a meeting on Wednesday" is no debt.
        noted = _statements(house, message, place, now, answered.kind if answered else "", read)
    asked_for_minutes = answered is not None and answered.kind == "minutes_asked"
    if asked_for_minutes and noted is not None and noted.items and place.project:
        meeting = next((n.key for n in house.ledger.numbering(place.answers)), "")
        minutes.note_minutes(house, message, place.project, now, meeting=meeting)
        return
    if noted is not None and noted.kinds and noted.kinds[-1] is Kind.MINUTES:
        return
    quotes = [item.quote for item in noted.items] if noted else []
    orders = tuple(o for o in orders if o.verb is not Verb.UNKNOWN or not _says(o.quote, quotes))
    if noted is not None and noted.items:
        # What states something is noted, and the list tells; only plain orders beside it count as orders.
        orders = tuple(o for o in orders if o.verb is not Verb.UNKNOWN)
        if not orders:
            return
    targets = {n.number: n for n in house.ledger.numbering(place.answers)} if place.answers else {}
    desk = Desk(
        house=house,
        member=member,
        message=message,
        now=now,
        project=place.project,
        targets=targets,
        orders=orders,
    )
    if answered is not None and answered.kind == "attendee_items" and answered.project:
        answers.confirm_minutes(house, message, answered.project, answered, now)
    edited: tuple[Outcome, ...] = ()
    if answered is not None and answered.kind == "report_draft":
        orders, edited = reporting.edit(desk, orders)
    done = [said(*edited), *(_one(desk, order, read, place) for order in _in_turn(orders))]
    _answer(desk, done, place)


def _passed_on(house: House, message: Message, place: Place, now: datetime, read: Read) -> None:
    """A letter that a team member forwards without a word of his own: it is read as its writer's."""
    inner = message.forwarded[0]
    author = inner.author or message.sender
    side = Side.TEAM if house.is_team(author.email) else Side.CLIENT
    letter = replace(
        message,
        sender=author,
        date=inner.date or message.date,
        own=inner.text,
        text=inner.text,
        subject=inner.subject or message.subject,
        forwarded=(),
        to=(message.sender,),
        cc=(),
    )
    read(letter, replace(place, side=side), now)


def _statements(
    house: House, message: Message, place: Place, now: datetime, answered: str, read: Read
) -> Reading | None:
    """What a letter to us states about the project: minutes sent on, things to note; answers are orders only."""
    if place.project is None or (place.answers and answered != "minutes_asked"):
        return None
    before = {i.key for i in house.ledger.reading(place.thread).items}
    after = read(message, place, now)
    return replace(after, items=tuple(i for i in after.items if i.key not in before))


def _says(quote: str, quotes: list[str]) -> bool:
    bare = "".join(quote.split())
    return any(q and (q in bare or bare in q) for q in ("".join(x.split()) for x in quotes))


def _in_turn(orders: tuple[Order, ...]) -> list[Order]:
    return sorted(orders, key=lambda order: order.verb in _LAST)


def _one(desk: Desk, order: Order, read: Read, place: Place) -> Done:
    role = desk.member.role
    if order.verb is Verb.UNKNOWN:
        # No order, but perhaps a question: an answer changes nothing.
        return questions.ask(desk, order)
    if role is TeamRole.READER and order.verb not in _READER:
        return said(Outcome(what="may_not", words=order.quote, done=False))
    if role is not TeamRole.OWNER and order.verb in _OWNER_ONLY:
        return said(Outcome(what="may_not", words=order.quote, done=False))
    if order.verb is Verb.ADD_ITEM:
        return orders_items.add(desk, order, read, place)
    if order.verb is Verb.ASSIGN:
        desk.house.touch(None)
        return orders_projects.assign(desk, order, read)
    deed = _VERBS.get(order.verb)
    if deed is None:
        return Done(dark=(order.quote,))
    done = deed(desk, order)
    # An order may reach beyond the letter's own project: "pause everything".
    desk.house.touch(None)
    desk.house.tell(
        Event(
            what="obeyed",
            words=str(order.verb),
            who=desk.member.email,
            project=desk.project or "",
            quotes=(order.quote,),
        )
    )
    return done


def _answer(desk: Desk, done: list[Done], place: Place) -> None:
    """One receipt for all orders; tables and reports that were asked for go as letters of their own."""
    message = desk.message
    outcomes = tuple(o for d in done for o in d.outcomes)
    dark = tuple(q for d in done for q in d.dark)
    letters = [letter for d in done for letter in d.letters]
    there = ThreadPlace(
        subject=message.subject, in_reply_to=message.message_id, references=(*message.references, message.message_id)
    )
    for number, letter in enumerate(letters):
        desk.house.answer(
            replace(letter, place=letter.place or there, key=f"{letter.key}:{message.message_id}:{number}"), desk.now
        )
    if not outcomes and not dark:
        return
    desk.house.answer(
        Planned(
            key=f"receipt:{message.message_id}",
            kind="receipt",
            project=place.project,
            to=(message.sender,),
            language=Language(desk.member.language),
            zone=desk.member.zone,
            approval=False,
            place=there,
            content=Receipt(outcomes=outcomes, dark=dark, subject=message.subject),
            numbering=_numbering(desk, done),
        ),
        desk.now,
    )


def _numbering(desk: Desk, done: list[Done]) -> tuple[Numbered, ...]:
    """The receipt keeps the numbers of the letter that was answered, so that an answer to it still means the same."""
    return tuple({n.number: n for n in (*desk.targets.values(), *(n for d in done for n in d.numbering))}.values())
