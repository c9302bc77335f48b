"""Which thread and project a letter belongs to, who wrote it, and whether its words may be orders."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from mailpm.assistant.house import House
from mailpm.config import Member
from mailpm.model import Address, Message, OutboundState, Side, Verdict

_ANSWER = re.compile(r"^(?:\s*(?:re|aw|回复|答复|回覆)\s*[:：]\s*)+", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a letter belongs. `candidates` are projects between which a person must choose.

    `answers` is the Message-ID of our letter that it replies to; `member` is set where the sender may order.
    """

    thread: str
    project: str | None = None
    candidates: tuple[str, ...] = ()
    answers: str = ""
    member: Member | None = None
    side: Side = Side.OTHER
    forged: bool = False


def outsiders(house: House, message: Message) -> tuple[Address, ...]:
    """Everybody in the letter who is neither of the team nor the assistant."""
    return tuple(a for a in message.everyone if not house.is_team(a.email) and not is_us(house, a.email))


def is_us(house: House, email: str) -> bool:
    """Whether this is the assistant's address, with or without a plus part (RFC 5233)."""
    local, _, domain = email.partition("@")
    return f"{local.partition('+')[0]}@{domain}" == house.address.email


def to_us_alone(house: House, message: Message) -> bool:
    """Whether a letter speaks to the assistant: it stands in To, and nobody outside the team reads it."""
    return any(is_us(house, a.email) for a in message.to) and not outsiders(house, message)


def trusted(house: House, message: Message) -> bool:
    """Whether the provider vouches for the sender (RFC 8601), or the settings do not ask for that."""
    if message.verdict is Verdict.PASS:
        return message.orders_allowed
    return not house.config.trust.require and message.verdict is not Verdict.FAIL and message.orders_allowed


def sort(house: House, message: Message) -> Place:
    """The letter's place. A thread is joined only by those who are in it or in its project."""
    member = house.config.member(message.sender.email)
    claims_team = house.is_team(message.sender.email)
    vouched = trusted(house, message)
    team = claims_team and message.verdict is not Verdict.FAIL
    forged = claims_team and not vouched
    side = Side.TEAM if team else _side(house, message.sender.email)
    base = Place(
        thread=message.message_id,
        member=member if member and vouched and not message.automatic else None,
        side=side,
        forged=forged,
    )
    return (
        _by_reference(house, message, base)
        or _by_subject(house, message, base)
        or _by_address(house, message, base)
        or _by_people(house, message, base)
    )


def _side(house: House, email: str) -> Side:
    return Side.CLIENT if house.ledger.projects_of(email) else Side.OTHER


def _moved(place: Place, **changes: object) -> Place:
    from dataclasses import replace

    return replace(place, **changes)  # type: ignore[arg-type]


def _by_reference(house: House, message: Message, base: Place) -> Place | None:
    """All of References counts, the nearest first: programs drop or reorder them (RFC 5322 section 3.6.4)."""
    asked = [i for i in (message.in_reply_to, *reversed(message.references)) if i]
    if not asked:
        return None
    known = {place.message_id: place for place in house.ledger.places_of(asked)}
    sender = message.sender.email
    for place in (known[i] for i in asked if i in known):
        mine = base.side is Side.TEAM or sender in place.recipients or place.project in house.ledger.projects_of(sender)
        if not mine:
            continue
        answers = next((i for i in asked if i in known and known[i].ours), "")
        return _moved(base, thread=place.thread, project=place.project, answers=answers)
    return None


def _by_subject(house: House, message: Message, base: Place) -> Place | None:
    """A team member's answer from a program that names no letter: the newest of ours to him with that subject."""
    bare = _ANSWER.sub("", message.subject)
    if base.member is None or bare == message.subject or message.in_reply_to or not to_us_alone(house, message):
        return None
    wanted = _squeezed(bare)
    for row in reversed(house.ledger.outbox(states=(OutboundState.ACCEPTED,))):
        if message.sender.email in row.recipients and _squeezed(_ANSWER.sub("", row.subject)) == wanted:
            thread = next((p.thread for p in house.ledger.places_of([row.message_id])), row.message_id)
            return _moved(base, thread=thread, project=row.project, answers=row.message_id)
    return None


def _squeezed(subject: str) -> str:
    return "".join(subject.replace("：", ":").split()).lower()


def _by_address(house: House, message: Message, base: Place) -> Place | None:
    """A plus part of our address, or a project's code in brackets in the subject."""
    codes = {
        a.email.partition("@")[0].partition("+")[2].lower()
        for a in (*message.to, *message.cc)
        if is_us(house, a.email) and "+" in a.email
    }
    codes |= {m.lower() for m in re.findall(r"[\[【]([^\]】]{1,40})[\]】]", message.subject)}
    for project in house.ledger.projects():
        named = {project.key.lower(), project.code.lower()} - {""}
        if named & codes and (base.side is Side.TEAM or project.key in house.ledger.projects_of(message.sender.email)):
            return _moved(base, project=project.key)
    return None


def _by_people(house: House, message: Message, base: Place) -> Place:
    """The project that most of the people outside the team are in; two equal ones are a question."""
    votes: Counter[str] = Counter()
    for person in outsiders(house, message):
        votes.update(house.ledger.projects_of(person.email))
    alive = {p.key: p for p in house.ledger.projects() if p.status != "closed"}
    best = [key for key, count in votes.items() if count == max(votes.values()) and key in alive]
    if len(best) > 1:
        said = f"{message.subject}\n{message.own}".lower()
        named = [k for k in best if any(w and w.lower() in said for w in (alive[k].name, alive[k].code))]
        best = named or best
    if len(best) == 1:
        return _moved(base, project=best[0])
    return _moved(base, candidates=tuple(sorted(best)))
