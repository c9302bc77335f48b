"""Who is who in a thread: names, short names, initials and titles, each with an address and a side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mailpm.model import Address, Owner, Side
from mailpm.reading.language import languages
from mailpm.reading.plain import plain

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LATIN = re.compile(r"[a-z][a-z'.-]+", re.I)
# Family names by their length: those of one letter, and those that take two.
_COMMON = "".join(name for language in languages() for name in language.families if len(name) == 1)
_DOUBLE = tuple(name for language in languages() for name in language.families if len(name) > 1)
_TITLE = "|".join(language.after_names for language in languages() if language.after_names)
TITLED = re.compile(rf"(?:[{_COMMON}]|{'|'.join(_DOUBLE)})[\u4e00-\u9fff]?[\u4e00-\u9fff]?(?:{_TITLE})")

NAME = re.compile(
    rf"(?:^|的|[部处科组室厂])((?:{chr(124).join(_DOUBLE)}|[{_COMMON}])[^\W\da-z的了下上中内外前后时等会要就也子是有没把给在这那里烦间我你他她]{{1,2}})$"
)


@dataclass(slots=True)
class Someone:
    """A person of the thread. `names` are folded; the first is the full one."""

    shown: str
    email: str
    side: Side
    names: set[str] = field(default_factory=set)


class Directory:
    """Everybody that the letters of a thread name in their headers or lists."""

    def __init__(self, team: Sequence[str], assistant: str) -> None:
        self.team = tuple(entry.lower().lstrip("@") for entry in team)
        self.assistant = assistant.lower()
        self.people: dict[str, Someone] = {}
        self.pair: set[str] = set()  # author and addressee: their names say nothing about a thing
        self.other_domains: set[str] = set()
        self.client_domain = ""

    def side(self, email: str) -> Side:
        """Team by domain or address; the first other domain is the client's, unless it came as a third."""
        domain = email.rpartition("@")[2]
        for entry in self.team:
            if email == entry or domain == entry or domain.endswith(f".{entry}"):
                return Side.TEAM
        return Side.OTHER if domain in self.other_domains else Side.CLIENT

    def meet(self, addresses: Iterable[Address]) -> None:
        for address in addresses:
            if address.email == self.assistant or address.email in self.people:
                if address.email in self.people and address.name:
                    self.people[address.email].names |= names_of(address)
                continue
            self.people[address.email] = Someone(
                address.name or address.email, address.email, self.side(address.email), names_of(address)
            )

    def add_alias(self, name: str, alias: str, side: Side | None = None) -> None:
        """Another short name for somebody ("JB" for Jane Boateng), known by address or only by name."""
        person = self.find(plain(name))
        if person is None:
            person = Someone(name, "", side or Side.CLIENT, {plain(name)})
            self.people[f"?{plain(name)}"] = person
        person.names.add(plain(alias))

    def find(self, words: str) -> Someone | None:
        """The one person whom `words` (folded) can mean."""
        words = words.strip(" .,:;@()[]*-'\"")
        if not words:
            return None
        exact = [p for p in self.people.values() if words in p.names]
        if len(exact) == 1:
            return exact[0]
        if exact:
            return min(exact, key=lambda p: len(p.shown))
        if re.search(r"[\u4e00-\u9fff]", words):
            return self._find_han(words)
        return self._find_latin(words)

    def _find_han(self, words: str) -> Someone | None:
        bare = re.sub(rf"(?:{_TITLE})$", "", words).removeprefix("小").removeprefix("老").removeprefix("阿") or words
        fits = []
        for person in self.people.values():
            for name in person.names:
                if not re.search(r"[\u4e00-\u9fff]", name):
                    continue
                if (
                    name.startswith(bare)
                    or (len(bare) >= 2 and (bare in name or name in words))
                    or (len(words) == 2 and words[0] in "小老阿" and len(name) <= 3 and name[-1:] == words[1:])
                ):
                    fits.append(person)
                    break
        return fits[0] if len(fits) == 1 else None

    def _find_latin(self, words: str) -> Someone | None:
        parts = [p for p in re.split(r"[\s/&,]+", words) if p]
        if len(parts) > 1:
            fits = [
                p
                for p in self.people.values()
                if all(any(part.strip(".") in n.split() for n in p.names) for part in parts if part not in _PREFIX)
            ]
            if len(fits) == 1:
                return fits[0]
            for part in parts:
                if part not in _PREFIX and (person := self.find(part)):
                    return person
        return None

    def named_in(self, words: str) -> list[tuple[int, int, Someone]]:
        """Everybody named in folded `words`, with the place, in order."""
        found: list[tuple[int, int, Someone]] = []
        for person in self.people.values():
            best: tuple[int, int] | None = None
            for name in person.names:
                if len(name) < 2:
                    continue
                place = words.find(name)
                while place >= 0:
                    end = place + len(name)
                    if _whole(words, place, end):
                        if best is None or end - place > best[1] - best[0]:
                            best = (place, end)
                        break
                    place = words.find(name, place + 1)
            if best:
                found.append((*best, person))
        for match in TITLED.finditer(words):
            if any(a <= match.start() < b for a, b, _ in found):
                continue
            if (known := self.find(match[0])) is not None:
                found.append((match.start(), match.end(), known))
        return sorted(found, key=lambda f: f[0])


_PREFIX = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "prof.",
    "sir",
    "miss",
    "sr",
    "rev",
    "sgt",
    "the",
    "lt",
    "col",
    "fr",
}


def _whole(words: str, start: int, end: int) -> bool:
    if "\u4e00" <= words[start] <= "\u9fff":
        return True
    return not (start and words[start - 1].isalnum() and words[start - 1] < "\u4e00") and not (
        end < len(words) and words[end].isalnum() and words[end] < "\u4e00"
    )


def names_of(address: Address) -> set[str]:
    """All the ways in which the bearer of an address may be called."""
    shown = plain(re.sub(r"[(\[][^)\]]*[)\]]", " ", address.name)).strip(" '\"")
    names = {shown} if shown else set()
    for part in re.split(r"[\s\-/|,·]+", shown):
        if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", part):
            names.add(part)
            cut = 2 if part.startswith(_DOUBLE) and len(part) > 2 else 1
            if len(part) - cut >= 2:
                names.add(part[cut:])
            names |= {part[-1] * 2, "小" + part[-1], "阿" + part[-1]}
        elif re.search(r"[\u4e00-\u9fff]", part) and (latin := re.search(r"[a-z]{2,}", part)):
            names |= {part, latin[0]}
        elif re.fullmatch(r"[^\W\d_][\w'.-]*", part) and part not in _PREFIX and len(part) > 1:
            names.add(part.strip("."))
    words = [w for w in re.findall(r"[a-zà-ÿ][\w'-]*", shown) if w not in _PREFIX]
    if len(words) >= 2:
        names.add("".join(w[0] for w in words))
        names.add(" ".join(words))
    if not names:
        names.add(plain(address.email.partition("@")[0]))
    return {n for n in names if n}


def salutation(line: str) -> str:
    """The folded name that a greeting line speaks to; empty where it names nobody."""
    for language in languages():
        match = re.match(language.greeting, line)
        if match:
            return (match.groupdict().get("name") or "").strip(" ,:!-~.")
    return ""


def owner_of(person: Someone) -> Owner:
    return Owner(name=person.shown, side=person.side, email=person.email)
