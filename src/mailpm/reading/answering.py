"""What the letter answers: each sentence held against the items before it."""

from __future__ import annotations

import re
from datetime import datetime

from mailpm.model import (
    Item,
    ItemType,
    Kind,
    Reading,
    Status,
)
from mailpm.reading.language import Act, languages
from mailpm.reading.looking import Looking
from mailpm.reading.making import asks, conditional, make, promises, strong
from mailpm.reading.matching import Matcher, item_keys
from mailpm.reading.moves import Answer, apply, proposal_of, proposer_of, untouched
from mailpm.reading.people import owner_of
from mailpm.reading.plain import plain
from mailpm.reading.replies import agrees, asks_for_time, tells
from mailpm.reading.said import Said, all_of_it, refers_back
from mailpm.reading.state import quote_of
from mailpm.reading.words import keys


def names_topic(said: Said, item: Item) -> bool:
    """A heading word before a colon or dash that names the item: "AV: one microphone"."""
    head = re.match(r"[^:,.;!?]{1,40}?(?::| - )|[^,。;:a-z]{2,10}?(?:是|为|用|选)", said.plain)
    return head is not None and bool(keys(head[0]) & item_keys(item))


class Answering(Looking):
    """Moves the items that the letter answers."""

    def _answers(self) -> None:
        before = list(self.items)
        if not before:
            return
        matcher = Matcher(before, self.saids)
        loose: list[Said] = []
        for said in self.saids:
            if said.used:
                continue
            self._remember(said)
            targets = matcher.best(said)
            if not targets:
                loose.append(said)
                continue
            choice = (
                re.search(
                    r"\bor\b|还是|是否|要不要|\bwhether\b|\bwhich\b|谁|几|多少|[选挑]定?", plain(targets[0].quote)
                )
                is not None
                and len(said.plain) < 60
            )
            sure = (
                bool(said.unit.asked)
                or choice
                or names_topic(said, targets[0])
                or bool((label := matcher.label_of(said)) and matcher.labelled.get(label) in targets)
            )
            self._apply_all(said, targets, sure=sure)
        for said in loose:
            self._fallback(said)
        self._join_alike()

    def _remember(self, said: Said) -> None:
        """Whom "he" means further down: the last person named."""
        for _start, _end, person in said.people:
            if person.email != self.owners.author.email and person is not self.owners.greeted:
                self.owners.recent = owner_of(person)

    def _apply_all(self, said: Said, targets: list[Item], *, sure: bool) -> None:
        for target in targets:
            item = self._current(target.key)
            if self._of_a_meeting(said):
                continue
            shared = said.keys & item_keys(item)
            if not sure and asks(said) and strong(said) and len(said.keys) >= 2 and len(shared) < 0.35 * len(said.keys):
                continue
            if (
                said.dates
                and shared
                and promises(said)
                and item.due
                and said.due()
                and item.due.day == said.dates[-1].due
            ):
                said.used = True
            answer = self.judge.judge(said, item, sure=sure)
            if not answer.says_anything:
                about = item.status in (Status.OPEN, Status.BLOCKED) and len(said.keys - item_keys(item)) <= 3
                if self.judge.owes(item) and said.has(Act.PROMISE) and not said.dates and not said.question:
                    said.used = True
                if said.question and said.dates and about and not self.judge.owes(item) and not said.has(Act.MEET):
                    said.used = True
                if said.has(Act.ASK, Act.WANT) and not said.dates and not self.judge.owes(item):
                    said.used = said.used or len(said.keys & item_keys(item)) >= 2
                if sure and not asks(said) and not promises(said):
                    said.used = True
                continue
            moved_here = any(m.message_id == self.message.message_id and m.field == "status" for m in item.moves)
            if moved_here and answer.status and not answer.due and not sure and not said.keys & item_keys(item):
                continue
            ended_here = moved_here and item.status is Status.DONE
            if ended_here and answer.due and not sure and said.keys and not shared and promises(said):
                continue
            if (
                answer.due
                and said.has(Act.ASK)
                and not said.has(Act.PROMISE)
                and not sure
                and self.judge.owes(item)
                and asks(said)
            ):
                continue
            if (answer.due or not said.has(Act.RECEIVED)) and not answer.owner and self._own_promise_beside(said, item):
                continue
            self._put(apply(item, answer, quote_of(said), self.message))
            stuck_and_asks = answer.status is Status.BLOCKED and asks(said) and strong(said)
            told = "told" in answer.because and bool(said.dates)
            anothers = told and said.has(Act.THIRD, Act.PROMISE) and promises(said)
            said.used, said.act = not (stuck_and_asks or anothers), "answer"
            said.because += answer.because
            said.matched = (*said.matched, item.key)

    def _own_promise_beside(self, said: Said, item: Item) -> bool:
        """A promise of the side that asked is a thing of its own, however much its words resemble the asking."""
        return (
            not self.judge.owes(item)
            and not said.has(Act.HANDOVER)
            and said.has(Act.PROMISE, Act.THIRD)
            and not said.has(Act.ACCEPT, Act.ASK, Act.WANT)
            and promises(said)
        )

    def _fallback(self, said: Said) -> None:
        """Answers that name nothing: the one thing open between the two is meant."""
        waiting = [i for i in untouched(self.items, self.message) if i.message_id != self.message.message_id]
        if said.used or not self.items or self._of_a_meeting(said):
            return
        mine = [i for i in waiting if self.judge.owes(i)]
        mine = [i for i in mine if i.owner.email == self.message.sender.email] or mine
        if said.has(Act.DONE) and len(mine) > 1:
            mine = self._delivered(said, mine)
        theirs = [i for i in waiting if not self.judge.owes(i)]
        standing = [
            i
            for i in self.items
            if i.status in (Status.OPEN, Status.BLOCKED)
            and i.message_id != self.message.message_id
            and self.judge.owes(i)
        ]
        answered = (
            self._tells(said, mine)
            or self._hands_over(said, standing)
            or self._all_at_once(said, mine or theirs)
            or self._said_already(said)
            or self._takes_up(said)
            or self._asks_for_a_day(said, mine, theirs, standing)
            or self._something_new(said, mine)
            or self._the_one_owed(said, mine)
        )
        if not answered:
            self._the_one_awaited(said, mine, theirs)

    def _hands_over(self, said: Said, standing: list[Item]) -> bool:
        """Somebody else takes over what stands open."""
        takes_over = re.search(r"\bfrom me\b|\bproject\b|\beverything\b|接我|接手|对接|接替", said.plain) is not None
        if (
            said.has(Act.HANDOVER)
            and (
                all_of_it(said)
                or refers_back(said)
                or takes_over
                or said.has(Act.AWAY)
                or any("took-over" in n or "jie-shou" in n for n in said.rule(Act.HANDOVER))
            )
            and not said.question
        ):
            self._hand_over(said, standing)
            return True
        return False

    def _tells(self, said: Said, mine: list[Item]) -> bool:
        """The fact, the yes or the choice that one thing waits for."""
        meant = [i for i in mine if agrees(said, i) or tells(said, i)]
        if len(meant) != 1 or said.has(Act.ASK):
            return False
        self._apply_all(said, meant, sure=False)
        return True

    def _all_at_once(self, said: Said, pool: list[Item]) -> bool:
        """One word about all of them."""
        if (
            all_of_it(said)
            and not (said.has(Act.ACCEPT) and not said.dates)
            and (said.has(Act.DONE, Act.RECEIVED, Act.ACCEPT, Act.HANDOVER, Act.CANCEL) or said.dates)
        ):
            for item in pool:
                self._apply_all(said, [item], sure=False)
            return True
        return False

    def _said_already(self, said: Said) -> bool:
        """The day is one that this letter already gave."""
        if (
            said.dates
            and not said.question
            and any(
                (i.due and i.due.day == said.dates[-1].due)
                or (i.due and said.due() and i.due.iso() == said.due().iso())  # type: ignore[union-attr]
                for i in self.items
                if any(m.message_id == self.message.message_id for m in i.moves)
            )
        ):
            said.used = True
            return True
        return False

    def _takes_up(self, said: Said) -> bool:
        """An answer to the one proposal that waits for it."""
        if said.has(Act.ACCEPT) or (said.dates and len(said.keys) <= 1):
            pending = [i for i in self.items if proposal_of(i) and proposer_of(i) != self.message.sender.email]
            if len(pending) == 1:
                self._apply_all(said, pending, sure=False)
                return True
        return False

    def _asks_for_a_day(self, said: Said, mine: list[Item], theirs: list[Item], standing: list[Item]) -> bool:
        """Another day asked for, with nothing named."""
        place = self.saids.index(said)
        above = self.saids[place - 1] if place else said
        needed = above.has(Act.WANT, Act.YOURS) and not above.used and above.unit.paragraph == said.unit.paragraph
        if needed and refers_back(said) and strong(said):
            return False
        if (
            said.question
            and said.dates
            and (len(said.keys) <= 3 or asks_for_time(said))
            and standing + theirs
            and not said.has(Act.MEET)
            and not (strong(said) and len(said.keys) >= 2)
        ):
            own = [i for i in standing if i.owner.email == self.message.sender.email] or standing
            pool = sorted(own or theirs, key=lambda i: self._distance(said, i))
            self._apply_all(said, pool[:1], sure=False)
            said.used = True
            return True
        if asks(said) and said.dates and len(mine) == 1 and said.has(Act.CORRECTION) and not theirs:
            self._apply_all(said, mine, sure=False)
            return True
        if asks(said) and said.dates and len(theirs) == 1 and len(said.keys) <= 1:
            self._apply_all(said, theirs, sure=False)
            return True
        return False

    def _something_new(self, said: Said, mine: list[Item]) -> bool:
        """Words that speak of a thing of their own, and so answer nothing."""
        acting = [
            s
            for s in self.saids
            if (s.dates or s.has(Act.DONE, Act.REFUSE, Act.BLOCKED)) and not self._of_a_meeting(s) and not s.used
        ]
        just_asked = len(mine) == 1 and mine[0].type is ItemType.REQUEST and mine[0].message >= self.place - 2
        weight = len(said.keys) / (2 if re.search(r"[\u4e00-\u9fff]", said.plain) else 1)
        if promises(said) and weight >= 2 and (len(acting) > 1 or not just_asked or weight >= 3):
            return True
        if promises(said) and weight >= 2 and mine and mine[0].message < self.place - 1:
            return True
        return bool(said.has(Act.CORRECTION) and said.has(Act.ACCEPT))

    def _the_one_owed(self, said: Said, mine: list[Item]) -> bool:
        """The one thing that the writer owes."""
        first_paragraph = said.unit.paragraph == self.saids[0].unit.paragraph or len(self.saids) <= 3
        if len(mine) == 1 and not asks(said):
            firm = said.has(Act.DONE, Act.REFUSE, Act.BLOCKED) or (
                bool(said.dates) and (said.bare or promises(said) or not said.keys)
            )
            if (
                firm
                and (said.bare or first_paragraph)
                and not (said.has(Act.DONE) and promises(said) and not said.bare)
            ):
                self._apply_all(said, mine, sure=False)
                return True
        return False

    def _the_one_awaited(self, said: Said, mine: list[Item], theirs: list[Item]) -> None:
        """The one thing that the writer waits for."""
        if (
            len(theirs) == 1
            and said.has(Act.RECEIVED)
            and not said.has(Act.DONE)
            and len(said.keys) <= 2
            and not asks(said)
            and said.start == self.saids[0].start
        ):
            self._apply_all(said, theirs, sure=False)
            return
        if (
            not mine
            and len(theirs) == 1
            and said.bare
            and (said.dates or said.has(Act.RECEIVED, Act.CANCEL))
            and not asks(said)
        ):
            self._apply_all(said, theirs, sure=False)

    def _distance(self, said: Said, item: Item) -> int:
        due = said.due()
        return abs((item.due.day - due.day).days) if item.due and due else 9999

    def _delivered(self, said: Said, mine: list[Item]) -> list[Item]:
        """Which of several is meant by "attached": by the files' names, the only one asked for, or the first due."""
        names = keys(plain(" ".join(re.sub(r"[_.-]+", " ", a.name) for a in self.message.attachments)))
        by_name = [i for i in mine if names & item_keys(i)]
        if len(by_name) == 1 and said.bare:
            return by_name
        asked = [i for i in mine if i.type is ItemType.REQUEST]
        if len(asked) == 1:
            return asked
        dated = sorted((i for i in mine if i.due), key=lambda i: i.due.day if i.due else self.message.date.date())
        return dated[:1] if said.bare and dated else mine

    def _hand_over(self, said: Said, standing: list[Item]) -> None:
        """Everything that the author's side still owes goes to another: days and status stay."""
        owner = self.owners.of_answer(said, Act.HANDOVER)
        if any("took-over" in name or "jie-shou" in name for name in said.rule(Act.HANDOVER)):
            owner = self.owners.me()
        for item in standing if owner else []:
            self._put(apply(item, Answer(owner=owner, because=said.rule(Act.HANDOVER)), quote_of(said), self.message))
            said.used, said.act = True, "answer"

    def _of_a_meeting(self, said: Said) -> bool:
        """An answer about the hour of a meeting that the thread proposes."""
        clock = any(isinstance(m.due, datetime) for m in said.dates)
        known = {m.start.date() for m in self.so_far.meetings}
        same = any((m.due.date() if isinstance(m.due, datetime) else m.due) in known for m in said.dates)
        return (
            (clock or same)
            and said.has(Act.ACCEPT)
            and len(said.keys) <= 3
            and bool(known)
            and not asks(said)
            and (clock or said.has(Act.MEET))
        )

    def _accepted_conditions(self) -> None:
        """A conditional promise of the letter before becomes an item when this one accepts."""
        if not self.earlier:
            return
        previous = self.earlier[-1]
        if previous.sender.email == self.message.sender.email or not previous.own:
            return
        folded = plain(previous.own)
        if not any(language.compiled[Act.IF].search(folded) for language in languages()):
            return
        accepts = any(s.has(Act.ACCEPT, Act.DECISION) and not s.question for s in self.saids)
        past = type(self)(
            previous,
            Reading(kinds=self.so_far.kinds[:-1]),
            team=self.directory.team,
            assistant=self.directory.assistant,
        )
        past.directory.people.update(self.directory.people)
        past._look(Kind.MAIL)
        for said in past.saids:
            if not conditional(said) or said.question:
                continue
            if any(len(said.keys & item_keys(i)) >= 2 and i.message == self.place - 1 for i in self.items):
                continue
            echoed = any(len(s.keys & said.keys) >= 2 and not s.has(Act.REFUSE) and not s.question for s in self.saids)
            if not accepts and not echoed:
                continue
            item = make(
                previous,
                self.place - 1,
                ItemType.PROMISE,
                past.owners.of_promise(said),
                quote_of(said),
                due=said.due(),
                because=(*said.rule(Act.IF, Act.PROMISE), "accepted"),
                taken=self.taken,
            )
            self._new(item)
