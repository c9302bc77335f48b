"""Who owes a thing: the author, the one who is asked, or somebody whom the words name."""

from __future__ import annotations

import re

from mailpm.model import Message, Owner, Side
from mailpm.reading.language import Act, languages
from mailpm.reading.people import NAME, TITLED, Directory, Someone, owner_of
from mailpm.reading.said import Said

_NOBODY = re.compile(rf"^(?:{'|'.join(language.nobody for language in languages())})$")
_NO_NAMES = frozenset(word for language in languages() for word in language.no_names)


class Owners:
    """Finds owners for one letter."""

    def __init__(self, message: Message, directory: Directory, greeted: str) -> None:
        self.message, self.directory = message, directory
        self.author = directory.people.get(message.sender.email) or Someone(
            message.sender.name or message.sender.email,
            message.sender.email,
            directory.side(message.sender.email),
            set(),
        )
        self.greeted = directory.find(greeted) if greeted else None
        self.asked = self._asked()
        directory.pair = {self.author.email, self.asked.email}
        self.recent: Owner | None = None

    def _asked(self) -> Someone:
        """Whom the letter asks: the one greeted, else the first To, else the other side."""
        greeted = self.greeted
        if greeted and greeted.email != self.author.email:
            return greeted
        for address in self.message.to:
            person = self.directory.people.get(address.email)
            if person and person.email != self.author.email:
                return person
        for person in self.directory.people.values():
            if person.side is not self.author.side:
                return person
        return self.author

    def me(self) -> Owner:
        return owner_of(self.author)

    def of_request(self, said: Said) -> Owner:
        """The addressee, or the one whom the clause asks by name."""
        named = self._named_as_doer(said, (Act.HANDOVER,))
        if named:
            return named
        for start, _end, person in said.people:
            place = start - (said.start - said.unit.start)
            if person.email and person.email != self.author.email and place <= 8:
                return owner_of(person)
        return owner_of(self.asked)

    def of_answer(self, said: Said, act: Act) -> Owner | None:
        """The one whom an answer names as the new owner."""
        hit = said.acts.get(act)
        return self.named(said, hit.who, strange=act is Act.HANDOVER) if hit and hit.who else None

    def of_promise(self, said: Said) -> Owner:
        named = self._named_as_doer(said)
        return named or self.me()

    def _named_as_doer(self, said: Said, acts: tuple[Act, ...] = (Act.HANDOVER, Act.THIRD)) -> Owner | None:
        for act in acts:
            hit = said.acts.get(act)
            if hit and hit.who and (owner := self.named(said, hit.who, strange=act is Act.HANDOVER)):
                return owner
        return None

    def named(self, said: Said, span: tuple[int, int], *, strange: bool = True) -> Owner | None:
        """The owner whom a span of the clause names, in the writer's own letters; "he" is the last one named."""
        if said.plain[span[0] : span[1]].strip() in ("he", "she", "they", "他", "她"):
            return self.recent if said.plain[span[0] : span[1]].strip() != "they" else None
        base = said.start - said.unit.start
        folded = said.plain[span[0] : span[1]].strip(" ,.:;-")
        shown = said.unit.text[base + span[0] : base + span[1]].strip(" ,.:;-，。：；")
        if re.search(r"\b(?:in|at|from|of|to)\s*$", said.plain[: span[0]]):
            return None
        for start, end, person in said.people:
            if start - base < span[1] + 2 and end - base > span[0]:
                return owner_of(person)
        known = self.directory.find(folded)
        if known:
            return owner_of(known)
        if place := re.match(r"\S+(?= (?:from|in|at|of|over in) )", folded):
            shown, folded = shown[: place.end()], place[0]
        called = said.plain[span[1] : span[1] + 1] == ","
        if span[0] <= 1 and not called and " " not in folded and not re.search(r"[\u4e00-\u9fff]", folded):
            return None  # a noun at the head of a sentence has a capital too
        return self.stranger(shown, folded, bare_name=strange)

    def stranger(self, shown: str, folded: str, *, any_body: bool = False, bare_name: bool = True) -> Owner | None:
        """Somebody without an address, by a proper name; `any_body`: also a department, a firm or a role."""
        folded = re.sub(r"^(?:and |but |so |then |that |your |our )", "", folded)
        shown = shown[len(shown) - len(folded) :] if len(shown) > len(folded) else shown
        if not folded or _NOBODY.match(folded) or len(folded) > 40:
            return None
        if re.search(r"[\u4e00-\u9fff]", folded):
            return self._han_stranger(shown, folded, any_body, bare_name or any_body)
        words = shown.split()
        if not any_body and not (words and all(re.match(r"[A-Z][a-z'.-]+$|[A-Z]\.$|de$|van$|von$", w) for w in words)):
            return None
        if not any_body and any(word in _NO_NAMES or "'" in word for word in folded.split()):
            return None
        ours = any(re.match(rf"(?:{language.us})\b", folded) for language in languages())
        return Owner(
            name=shown,
            side=self.author.side if ours else self._side_of_stranger(folded, Side.CLIENT if any_body else None),
        )

    def _han_stranger(self, shown: str, folded: str, any_body: bool, bare_name: bool) -> Owner | None:
        if folded.endswith("了"):
            shown, folded = shown[:-1], folded[:-1]
        if "(" in folded:
            shown, folded = shown[: folded.index("(")], folded[: folded.index("(")]
        title = TITLED.search(folded)
        if title and title.end() == len(folded):
            return Owner(name=shown[-(title.end() - title.start()) :], side=self._side_of_stranger(folded))
        nick = re.search(r"(?:^|的)([小老阿][\u4e00-\u9fff]{1,2})$", folded)
        if nick and folded[nick.start(1) :] not in _NO_NAMES:
            return Owner(name=shown[nick.start(1) :], side=self._side_of_stranger(folded))
        name = NAME.search(folded) if bare_name else None
        if name and folded not in _NO_NAMES and name[1] not in _NO_NAMES:
            return Owner(name=shown[name.start(1) : name.end(1)], side=self._side_of_stranger(folded))
        if any_body and len(folded) <= 12 and not re.search(r"[,。;:的了]", folded):
            return Owner(name=shown, side=self._side_of_stranger(folded, Side.CLIENT))
        return None

    def _side_of_stranger(self, folded: str, unless: Side | None = None) -> Side:
        for person in self.directory.people.values():
            firm = person.email.rpartition("@")[2].partition(".")[0]
            if firm and any(part and len(part) > 3 and part in folded for part in re.split(r"[-_]", firm)):
                return person.side
        return unless or self.author.side
