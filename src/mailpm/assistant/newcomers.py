"""Letters of no known project: the team's own open one, all others wait in the tray and are told to the PM."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailpm.assistant.house import Event, House, person_of
from mailpm.assistant.sorting import Place, outsiders
from mailpm.model import Address, Language, Message, Numbered, Person, Planned, Project, Side, TeamRole
from mailpm.model.letters.control import Warning
from mailpm.model.project import CommunicationPlan

# Domains where a company's name does not stand: the person's own name is the better one.
_PUBLIC_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com"),
        *("qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sohu.com", "139.com", "aliyun.com"),
        *("gmx.de", "web.de", "proton.me", "mail.com"),
    }
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def open_project(house: House, message: Message, place: Place, now: datetime) -> Place:
    """The PM wrote to a client and copied us: that client's project begins here, and the PM is told so.

    Nothing is written to the client; every letter to him stays a draft. Returns the place with the project.
    """
    others = outsiders(house, message)
    if not others or place.candidates or place.member is None or place.member.role is TeamRole.READER:
        return place
    from mailpm.assistant.beginning import opened

    client = others[0]
    key = _free_key(house, client)
    name = _name(client)
    project = Project(
        key=key,
        name=name,
        client=name,
        begun=now.date(),
        zone=house.config.assistant.zone,
        country=house.config.assistant.country,
        plan=default_plan(house),
    )
    house.ledger.save_project(project)
    house.ledger.save_person(key, person_of(place.member))
    add_people(house, key, message)
    house.tell(Event(what="opened", words=name, who=place.member.email, project=key))
    opened(house, project, message, place.member, now)
    return replace(place, project=key)


def default_plan(house: House) -> CommunicationPlan:
    """The communication plan of the settings."""
    letters = house.config.letters
    return CommunicationPlan(
        brief_at=letters.brief_at,
        send_from=letters.send_from,
        send_until=letters.send_until,
        undo_minutes=letters.undo_minutes,
        copy_pm=letters.copy_pm,
        signature=letters.signature,
        autonomy=tuple(sorted(letters.autonomy.items())),
    )


def add_people(house: House, project: str, message: Message) -> tuple[Person, ...]:
    """The people to whom the team itself wrote, with us in copy, belong to the project; those who are new."""
    known = {p.email for p in house.ledger.people(project)}
    added: list[Person] = []
    language = Language.CHINESE if len(_HAN.findall(message.own)) * 8 > len(message.own) else Language.ENGLISH
    for address in message.everyone:
        if address.email in known or address.email == house.address.email or address.email.startswith("no-reply"):
            continue
        if house.is_team(address.email):
            member = house.config.member(address.email)
            person = person_of(member) if member else _teammate(house, address)
        else:
            person = Person(
                email=address.email,
                name=address.name or address.email.partition("@")[0],
                side=Side.CLIENT,
                language=language,
                zone=house.config.assistant.zone,
                country=house.config.assistant.country,
                company=_name(address),
            )
        house.ledger.save_person(project, person)
        added.append(person)
    return tuple(added)


def _teammate(house: House, address: Address) -> Person:
    assistant = house.config.assistant
    return Person(
        email=address.email,
        name=address.name or address.email.partition("@")[0],
        side=Side.TEAM,
        language=Language(assistant.language),
        zone=assistant.zone,
        country=assistant.country,
    )


def to_the_tray(house: House, message: Message, place: Place, now: datetime, *, live: bool) -> None:
    """A letter of no project: kept, and told to the PM. A stranger gets no answer (RFC 3834 section 2)."""
    if not live or message.automatic:
        return
    if place.member or len(place.candidates) > 1:
        warn(house, "which_project", message, now, projects=place.candidates)
    else:
        house.trouble("unsorted", message.subject, now, message_id=message.message_id, person=message.sender.email)


def warn(house: House, what: str, message: Message, now: datetime, *, projects: tuple[str, ...] = ()) -> None:
    """Tell the PM at once about this letter; the same thing about the same sender once a day."""
    house.trouble(what, message.subject, now, message_id=message.message_id, person=message.sender.email)
    owner = next((m for m in house.config.team.members if m.role is TeamRole.OWNER), house.config.team.members[0])
    content = Warning(
        what=what,
        author=Address(email=message.sender.email),
        subject=message.subject,
        date=message.date,
        quote=message.own[:600],
        projects=tuple(p.name for p in house.ledger.projects() if p.key in projects),
    )
    house.answer(
        Planned(
            key=f"warning:{what}:{message.sender.email}:{now:%Y-%m-%d}",
            kind="warning",
            project=None,
            to=(Address(email=owner.email, name=owner.name),),
            language=Language(owner.language),
            content=content,
            approval=False,
            zone=owner.zone,
            numbering=(Numbered(number="1", kind="letter", key=message.message_id),),
        ),
        now,
    )


def _name(address: Address) -> str:
    if address.domain in _PUBLIC_MAIL:
        return address.name or address.email.partition("@")[0]
    label = address.domain.split(".")[0]
    return label.upper() if len(label) <= 4 else label.title()


def _free_key(house: House, client: Address) -> str:
    wanted = re.sub(r"[^a-z0-9]+", "-", _name(client).lower()).strip("-") or "project"
    taken = {p.key for p in house.ledger.projects()}
    return next(k for k in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if k not in taken)
