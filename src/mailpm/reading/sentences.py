"""What a sentence of an ordinary letter, or of an instruction, adds to the list."""

from __future__ import annotations

import re
from dataclasses import replace

from mailpm.model import (
    ItemType,
    Kind,
    Owner,
    Side,
    Status,
)
from mailpm.reading.collecting import Collecting
from mailpm.reading.language import Act, Section, languages
from mailpm.reading.making import asks, nominal, promises, strong
from mailpm.reading.minutes import MinutesReader, Task
from mailpm.reading.people import owner_of
from mailpm.reading.said import Said, all_of_it, refers_back
from mailpm.reading.state import Listing, quote_of

_WISHED = re.compile(
    r"[\s,(-]*(?:if (?:possible|poss|you can|at all possible|that works)|please|pls|ideally|latest|at the latest|"
    r"would be (?:great|good|ideal|perfect|lovely|fine|best)|is (?:fine|ok|great|perfect))\b"
)


def _only_a_day(said: Said) -> bool:
    """ "Today if possible, the printer waits": a day and that it is wished."""
    first = said.dates[0]
    return first.start - said.start <= 8 and _WISHED.match(said.plain[first.end - said.start :]) is not None


class Sentences(Collecting):
    """Reads sentences one by one."""

    def _sentence(self, said: Said, last: tuple[str, Said] | None, kind: Kind) -> str | None:
        if said.unit.section in (Section.PARKED, Section.CLOSED):
            return None
        if (
            all_of_it(said)
            and said.dates
            and (asks(said) or said.has(Act.WANT, Act.ASK, Act.VERB))
            and self._dates_all(said)
        ):
            return None
        if self._for_the_assistant(said) or self._of_a_meeting(said):
            return None
        if kind is Kind.MAIL and not said.question and self._dates_named(said):
            return None
        if (joined := self._same_thing(said, last)) is not None:
            return joined
        if (named := self._led_by_name(said)) is not None and not asks(said) and kind is not Kind.COMMAND:
            same = next((i.due for i in reversed(self.items) if i.key in self.fresh), None) if not said.dates else None
            return self._request(said, Listing("", "request", same, ("same-day",)) if same else None, named)
        if kind is Kind.COMMAND:
            return self._ordered(said)
        if asks(said):
            return self._asked(said)
        if (task := self._ends_with_owner(said)) is not None:
            return task
        if promises(said):
            return self._promise(said, None, None, start=self._merged(said))
        return None

    def _same_thing(self, said: Said, last: tuple[str, Said] | None) -> str | None:
        """The day or the wish that belongs to the sentence before."""
        near = last if last and last[1].unit.paragraph == said.unit.paragraph else None
        if (
            near
            and (said.bare or (refers_back(said) and said.dates and len(said.keys) <= 2))
            and said.dates
            and not said.has(Act.AWAY, Act.EVENT, Act.MEET)
        ):
            item = self._current(near[0])
            if item.due is None or said.has(Act.CORRECTION):
                quote = self.text[near[1].start : said.end]
                longer = quote if item.quote in quote and len(quote) < 240 else item.quote
                self._put(replace(item, due=said.due(), quote=longer.strip(" .,。，;；?？")))
                said.used = True
                return near[0]
        if near and not said.dates and self._asks_for_it(near[1], said):
            quote = self.text[near[1].start : said.end]
            item = self._current(near[0])
            self._put(replace(item, quote=quote.strip(" .,。，;；?？!！") if len(quote) < 240 else item.quote))
            said.used = True
            return near[0]
        if near and said.dates and not said.used and _only_a_day(said):
            item = self._current(near[0])
            if item.due is None and item.type is ItemType.REQUEST:
                self._put(replace(item, due=said.due()))
                said.used = True
                return near[0]
        if near and asks(said) and said.dates and self._completes(near[1], said):
            item = self._current(near[0])
            if item.due is None:
                quote = self.text[near[1].start : said.end]
                self._put(
                    replace(
                        item, due=said.due(), quote=quote.strip(" .,。，;；?？!！") if len(quote) < 240 else item.quote
                    )
                )
                said.used = True
                return near[0]
        return None

    def _asks_for_it(self, need: Said, said: Said) -> bool:
        """ "The permission is missing; please get it from the museum": the order for the need just said."""
        wanted = need.has(Act.WANT) and not (need.has(Act.ASK) and strong(need))
        return wanted and asks(said) and strong(said) and refers_back(said) and len(said.keys - need.keys) <= 2

    def _asked(self, said: Said) -> str | None:
        """A request, unless it only leads to what follows."""
        above = self._merged(said)
        if said.bare and not said.dates and above is None and len(said.plain) < 28:
            return None
        if not said.dates and (
            re.match(r"(?:更正|纠正|correction\b)", said.plain) or (said.plain.rstrip().endswith(":") and not said.keys)
        ):
            return None
        if not said.dates and len(said.plain.split()) < 3 and not re.search(r"[\u4e00-\u9fff]", said.plain):
            return None
        if said.plain.rstrip().endswith(":") and len(said.keys) <= 1:
            return None
        return self._request(said, None, self.owners.of_request(said), start=above)

    def _ends_with_owner(self, said: Said) -> str | None:
        """ "… by Friday (our side)"."""
        tail = re.search(r"\((?:我方|我司|贵方|贵司|你方|甲方|乙方|[^()]{2,12})\)[。.]?$", said.plain)
        if tail and said.dates and len(said.plain) < 60:
            ours = re.search(r"\((?:我方|我司)\)", said.plain) is not None
            yours = re.search(r"\((?:贵方|贵司|你方|甲方)\)", said.plain) is not None
            owner = self.owners.me() if ours else owner_of(self.owners.asked) if yours else None
            known = owner or (owner_of(p) if (p := self.directory.find(tail[0].strip("().。"))) else None)
            if known:
                return self._task(
                    Task(known, quote_of(said), quote_of(said), said.due(), Status.OPEN, ("entry.ends-with-owner",)),
                    said,
                    None,
                )
        return None

    def _completes(self, need: Said, said: Said) -> bool:
        """A need without a day, and the sentence that dates it."""
        if (need.has(Act.ASK) and strong(need)) or not need.has(Act.WANT, Act.DONE) or need.due(marked=True):
            return False
        return re.search(r"[\u4e00-\u9fff]", said.plain) is not None or refers_back(said) or len(said.keys) <= 1

    def _for_the_assistant(self, said: Said) -> bool:
        """Words to the assistant in a letter from outside: content, never an order, and nobody's item."""
        if self.owners.author.side is Side.TEAM:
            return False
        place = self.saids.index(said)
        names = {
            "assistant",
            "system",
            "robot",
            "bot",
            "助手",
            "小助手",
            "机器人",
            self.directory.assistant.partition("@")[0],
        }
        head = re.match(r"(?:dear |hi |hello |hey |and hello )?([\w\u4e00-\u9fff-]+)\s*[,:!]", said.plain)
        above = self.saids[place - 1] if place else None
        if (head and head[1] in names) or (
            above is not None and above.act == "ignored" and said.unit.paragraph - above.unit.paragraph <= 1
        ):
            said.act = "ignored"
            return True
        return False

    def _led_by_name(self, said: Said) -> Owner | None:
        """The addressee at the head of a bare line: "Luis - farebox export, by Thursday"."""
        head = re.match(r"@?([^\s,:-]+(?: [^\s,:-]+)?)\s*(?:-|:)\s", said.plain)
        again = re.search(r"same (?:day|date)|ditto|同日|当天", said.plain) is not None
        if (
            not head
            or not (again or (said.dates and nominal(said)))
            or said.has(Act.DONE, Act.RECEIVED, Act.PROMISE, Act.THIRD)
        ):
            return None
        person = self.directory.find(head[1])
        if person is None or not person.email or person.email == self.message.sender.email:
            return None
        return owner_of(person)

    def _ordered(self, said: Said) -> str | None:
        """What a team member has the assistant write down: others' things are actions, their own a promise."""
        if said.has(Act.DONT, Act.CANCEL, Act.DONE) and not said.has(Act.PROMISE, Act.THIRD):
            return None
        task = MinutesReader(self.owners, self.text).sentence(said, listed=bool(said.dates))
        told = said.acts.get(Act.THIRD)
        if told and told.who and said.dates and not (task and task.owner.email):
            folded = said.plain[told.who[0] : told.who[1]].strip()
            shown = quote_of(said)[told.who[0] : told.who[1]].strip()
            owner = self.owners.named(said, told.who) or self.owners.stranger(shown, folded, any_body=True)
            if owner and owner.email != self.owners.author.email:
                return self._task(
                    Task(owner, quote_of(said), quote_of(said), said.due(), Status.OPEN, said.rule(Act.THIRD)),
                    said,
                    None,
                )
        first = any(
            re.search(rf"(?:{language.us})", said.plain) for language in languages() if language.speaks(said.plain)
        )
        if (
            first
            and promises(said)
            and not (task and task.owner.email and task.owner.email != self.owners.author.email)
        ):
            return self._promise(said, None, None)
        if task and task.owner.email != self.owners.author.email and (said.dates or said.has(Act.THIRD)):
            return self._task(task, said, None)
        return self._promise(said, None, None) if promises(said) else None
