"""Whom and what a few words mean: a person, a project, a milestone or an item, by the names that the ledger has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailpm.model import Milestone, Person, ProjectStatus, Side, TrackedItem

# A surname with its title or its familiar word: "Mr Fischer", "李总", "小周".
_BEFORE = r"mr|mrs|ms|dr"
_AFTER = r"总|经理|工|姐|哥|主任|老师|女士|先生|小姐|董"
_FAMILIAR = "小老阿"
_TITLE = re.compile(rf"^(?:{_BEFORE})\.? (?P<western>.+)$|^(?P<eastern>[\u4e00-\u9fff]{{1,2}})(?:{_AFTER})$", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Who was meant: `emails` are all addresses of that name, `side` is set where a whole side was meant."""

    name: str
    emails: frozenset[str] = frozenset()
    side: Side | None = None

    def owns(self, tracked: TrackedItem) -> bool:
        """Whether an item is theirs; one without an address is known by its owner's name."""
        owner = tracked.item.owner
        if self.side is not None:
            return owner.side is self.side
        return owner.email in self.emails if owner.email else owner.name.lower() == self.name.lower()


def find_person(words: str, statuses: Iterable[ProjectStatus], asker: Person | None = None) -> Found | None:
    """The person whom `words` name in these projects; None where nobody, or more than one, could be meant."""
    if words == "client":
        return Found(name="", side=Side.CLIENT)
    if words == "us":
        return Found(name="", side=Side.TEAM)
    if words == "me" and asker is not None:
        return Found(name=asker.name, emails=frozenset([asker.email]))
    people = {p.email: p for status in statuses for p in status.people}
    said = words.strip().lower()
    if not said:
        return None
    for fits in (_is_exactly, _is_a_part, _is_titled):
        names = {p.name.lower() or p.email: p for p in people.values() if fits(said, p)}
        if len(names) == 1:
            name, person = next(iter(names.items()))
            emails = frozenset(p.email for p in people.values() if (p.name.lower() or p.email) == name)
            return Found(name=person.name or person.email, emails=emails)
    return None


def person_in(words: str, statuses: Iterable[ProjectStatus]) -> Found | None:
    """The one person whose name stands somewhere in `words`; None where nobody's does, or more than one's."""
    said = words.lower()
    found: dict[str, Person] = {}
    for person in (p for status in statuses for p in status.people):
        parts = [person.name, person.salutation, *(w for w in person.name.split() if len(w) > 2 and w.isascii())]
        if any(_stands_in(part.lower(), said) for part in parts if part):
            found[person.email] = person
    if len(found) != 1:
        return None
    person = next(iter(found.values()))
    return Found(name=person.name or person.email, emails=frozenset(found))


def _stands_in(name: str, said: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", said) is not None if name.isascii() else name in said


def find_projects(words: str, statuses: Sequence[ProjectStatus]) -> tuple[tuple[ProjectStatus, ...], str]:
    """The projects that `words` name (all of them where none is named), and the words that are left."""
    said = words.lower()
    best: dict[str, str] = {}
    for status in statuses:
        project = status.project
        names = [n for n in (project.name, project.code, project.key, project.client) if n]
        names += [part for part in re.split(r"[\s·]+", project.name) if len(part) >= 3]
        hits = [n for n in names if n.lower() in said] or [n for n in (project.name,) if said and said in n.lower()]
        if hits:
            best[project.key] = max(hits, key=len)
    if not best:
        return tuple(statuses), words
    longest = max(len(hit) for hit in best.values())
    chosen = tuple(s for s in statuses if len(best.get(s.project.key, "")) == longest)
    hit = best[chosen[0].project.key]
    rest = re.sub(re.escape(hit), " ", words, count=1, flags=re.I) if hit.lower() in said else ""
    return chosen, " ".join(rest.split()).strip(" 的项目")


def find_milestone(words: str, statuses: Iterable[ProjectStatus]) -> tuple[ProjectStatus, Milestone] | None:
    """The milestone that `words` name; None where none or several could be meant."""
    said = words.strip().lower()
    pairs = [(status, m) for status in statuses for m in status.milestones]
    exact = [(s, m) for s, m in pairs if said in (m.name.lower(), m.key.lower())]
    near = [(s, m) for s, m in pairs if said and (said in m.name.lower() or m.name.lower() in said)]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    return None


def find_items(words: str, statuses: Iterable[ProjectStatus]) -> list[tuple[ProjectStatus, TrackedItem]]:
    """The items that `words` could mean: those named so, else those that hold the words, else those they hold."""
    said = words.strip().lower()
    if not said:
        return []
    # "王敏的文案", "the copy of Lena": whatever part of it names a thing.
    parts = [part for part in re.split(r"的|\s+(?:of|from|for)\s+|\s+", said) if len(part) > 1]
    pairs = [(status, tracked, tracked.item.what.lower()) for status in statuses for tracked in status.items]
    for fits in (
        lambda what: what == said,
        lambda what: said in what,
        lambda what: len(what) > 1 and what in said,
        lambda what: all(word in what for word in said.split()),
        lambda what: any(part in what for part in parts),
    ):
        found = [(status, tracked) for status, tracked, what in pairs if fits(what)]
        if found:
            return found
    return []


def _is_exactly(said: str, person: Person) -> bool:
    return said in (person.name.lower(), person.email.lower(), person.salutation.lower())


def _is_a_part(said: str, person: Person) -> bool:
    if said in (*person.name.lower().split(), person.email.partition("@")[0].lower()):
        return True
    if not re.fullmatch(r"[\u4e00-\u9fff]{1,3}", said):
        return False
    if len(said) > 1 and person.name.endswith(said):
        return True  # a given name alone: 小川
    bare = said[1:] if len(said) > 1 and said[0] in _FAMILIAR else said
    return person.name.startswith(bare)


def _is_titled(said: str, person: Person) -> bool:
    match = _TITLE.match(said)
    if not match:
        return False
    if match["western"]:
        return match["western"] in person.name.lower().split()
    return person.name.startswith(match["eastern"])
