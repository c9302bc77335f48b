"""The project of a letter that only the team and we read: by names and addresses in its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from mailpm.assistant.house import House
from mailpm.assistant.sorting import Place
from mailpm.model import Message


def by_words(house: House, message: Message, place: Place) -> Place:
    """The place with the project that the letter's words point to; unchanged where two are as likely.

    A letter to the assistant alone shows no client in its headers: forwarded minutes name people instead. In an
    answer to a letter over all projects (a brief) only the new words count, for it quotes everybody.
    """
    if place.project is not None:
        return place
    alive = [p for p in house.ledger.projects() if p.status != "closed"]
    words = (message.own if place.answers else f"{message.subject}\n{message.text}").lower()
    votes: Counter[str] = Counter()
    for project in alive:
        if any(name and name.lower() in words for name in (project.name, project.code, project.client)):
            votes[project.key] += 5
        for person in house.ledger.people(project.key):
            if person.side.value == "team":
                continue
            votes[project.key] += 3 * (person.email in words) + (bool(person.name) and person.name.lower() in words)
    ranked = votes.most_common(2)
    if ranked and ranked[0][1] > 0 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        chosen = ranked[0][0]
    elif len(alive) == 1:
        chosen = alive[0].key
    else:
        return place
    if not place.answers:
        house.ledger.move_thread(place.thread, chosen)
    return replace(place, project=chosen)
