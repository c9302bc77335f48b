"""Who owes a thing: the author, the one who is asked, or somebody whom the words name."""

from __future__ import annotations

import re

from mailpm.model import Message, Owner, Side
from mailpm.reading.language import Act, languages
from mailpm.reading.people import TITLED, Directory, Someone, owner_of
from mailpm.reading.said import Said

_NOBODY = re.compile(
    r"^(?:it|this|that|these|those|they|he|she|we|i|you|there|which|who|what|all|both|one|nobody|someone|somebody|everyone|the (?:file|report|draft|plan|list|contract|"
    r"\w+ (?:report|draft|plan|list|contract|file|build|version|test|form|copy))|here|and|but|so|as|if|when|also|then|[\d\W]+|"
    r"我|我们|你|您|你们|这|那|他|她|它|他们|大家|各位|谁|自己|这边|那边|对方说)$"
)


class Owners:
    """Finds owners for one letter."""

    def __init__(self, message: Message, directory: Directory, greeted: str) -> None:
        self.message, self.directory = message, directory
        self.author = directory.people.get(message.sender.email) or Someone(
            message.sender.name or message.sender.email, message.sender.email, directory.side(message.sender.email), set()
        )
        self.greeted = directory.find(greeted) if greeted else None
        self.asked = self._asked()

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
        named = self._named_as_doer(said)
        if named:
            return named
        for start, _end, person in said.people:
            place = start - (said.start - said.unit.start)
            if person.email and person.email != self.author.email and place <= 8:
                return owner_of(person)
        return owner_of(self.asked)

    def of_promise(self, said: Said) -> Owner:
        named = self._named_as_doer(said)
        return named or self.me()

    def _named_as_doer(self, said: Said) -> Owner | None:
        for act in (Act.HANDOVER, Act.THIRD):
            hit = said.acts.get(act)
            if hit and hit.who and (owner := self.named(said, hit.who)):
                return owner
        return None

    def named(self, said: Said, span: tuple[int, int]) -> Owner | None:
        """The owner whom a span of the clause names, in the writer's own letters."""
        base = said.start - said.unit.start
        folded = said.plain[span[0] : span[1]].strip(" ,.:;-")
        shown = said.unit.text[base + span[0] : base + span[1]].strip(" ,.:;-，。：；")
        for start, end, person in said.people:
            if start - base < span[1] + 2 and end - base > span[0]:
                return owner_of(person)
        person = self.directory.find(folded)
        if person:
            return owner_of(person)
        return self.stranger(shown, folded)

    def stranger(self, shown: str, folded: str) -> Owner | None:
        """Somebody without an address; None where the words name no person or firm."""
        folded = re.sub(r"^(?:and |but |so |then |that |the )", "", folded)
        if not folded or _NOBODY.match(folded) or len(folded) > 40:
            return None
        if re.search(r"[\u4e00-\u9fff]", folded):
            title = TITLED.search(folded)
            if title and title.end() == len(folded):
                shown = shown[-(title.end() - title.start()) :]
            return Owner(name=shown, side=self._side_of_stranger(folded))
        ours = any(re.match(rf"(?:{language.us})\b", folded) for language in languages())
        return Owner(name=shown, side=self.author.side if ours else self._side_of_stranger(folded))

    def _side_of_stranger(self, folded: str) -> Side:
        for person in self.directory.people.values():
            firm = person.email.rpartition("@")[2].partition(".")[0]
            if firm and any(part and len(part) > 3 and part in folded for part in re.split(r"[-_]", firm)):
                return person.side
        return self.author.side
