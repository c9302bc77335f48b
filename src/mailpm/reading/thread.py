"""A thread read letter by letter: each letter against what stood before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailpm.model import (
    Address,
    DateMention,
    Due,
    Grain,
    Item,
    ItemType,
    Kind,
    MeetingFinding,
    Message,
    Note,
    Owner,
    Reading,
    Side,
    Status,
)
from mailpm.reading.certainty import with_certainty
from mailpm.reading.country import country_of
from mailpm.reading.dates import find_dates
from mailpm.reading.kinds import kind_of
from mailpm.reading.language import Act, Section, hits, languages
from mailpm.reading.making import asks, conditional, first_person, make, nominal, promises, strong
from mailpm.reading.matching import Matcher, item_keys
from mailpm.reading.meetings import meetings_after
from mailpm.reading.minutes import MinutesReader, Task, common_due, takes_on
from mailpm.reading.moves import Answer, Judge, apply, proposal_of, proposer_of, untouched
from mailpm.reading.notes import notes_of
from mailpm.reading.owners import Owners
from mailpm.reading.people import TITLED, Directory, owner_of, salutation
from mailpm.reading.plain import plain
from mailpm.reading.said import Said, all_of_it, joined_topic, look, refers_back
from mailpm.reading.units import Unit, cut
from mailpm.reading.words import keys

_CARRIES_ITEMS = (Kind.MAIL, Kind.MINUTES, Kind.COMMAND)


def read_letter(
    message: Message,
    so_far: Reading,
    *,
    team: Sequence[str],
    assistant: str,
    earlier: Sequence[Message] = (),
    known: Sequence[Address] = (),
) -> Reading:
    """All that the thread says after `message`, given what it said before.

    `team`: domains or addresses of the project manager's side. `earlier`: the thread's letters before this one,
    in order. `known`: further people of the project. Days are counted from the letter's own date in its own zone.
    """
    return Letter(message, so_far, team=team, assistant=assistant, earlier=earlier, known=known).read()


class Letter:
    """One letter being read; `trace` keeps what each sentence was taken for."""

    def __init__(
        self,
        message: Message,
        so_far: Reading,
        *,
        team: Sequence[str],
        assistant: str,
        earlier: Sequence[Message] = (),
        known: Sequence[Address] = (),
    ) -> None:
        self.message, self.so_far, self.earlier = message, so_far, earlier
        self.directory = Directory(team, assistant)
        for letter in (*earlier, message):
            self.directory.meet(letter.everyone)
        self.directory.meet(known)
        self.place = len(so_far.kinds) + 1
        self.kind = Kind.MAIL
        self.items: list[Item] = list(so_far.items)
        self.taken = {item.key for item in self.items}
        self.saids: list[Said] = []
        self.text = ""
        self.dates: list[DateMention] = []
        self.fresh: list[str] = []
        self.parted: list[Item] = []
        self._found: tuple[list[Item], int, Matcher] | None = None

    def read(self) -> Reading:
        kind = self.kind = kind_of(self.message, self.directory)
        meetings, notes = self.so_far.meetings, self.so_far.notes
        orders = self.so_far.orders
        if kind in _CARRIES_ITEMS:
            self._look(kind)
            if kind is Kind.MINUTES:
                self._minutes()
            else:
                self._mail(kind)
            notes = (*notes, *notes_of(self.saids, self.message, notes)) if kind is not Kind.COMMAND else notes
            if kind is not Kind.COMMAND:
                meetings = meetings_after(self.saids, self.message, meetings, minutes=kind is Kind.MINUTES)
        elif kind is Kind.CALENDAR:
            meetings = self._calendar(meetings)
        return Reading(
            kinds=(*self.so_far.kinds, kind),
            items=tuple(with_certainty(item) for item in self.items),
            meetings=meetings,
            notes=notes,
            orders=orders,
        )

    # --- looking

    def _look(self, kind: Kind) -> None:
        self.text = self._own_text(kind)
        greeted = ""
        units = cut(self.text, wrapped=kind is not Kind.COMMAND)
        units = _without_signature(units, self.message, self.directory)
        if units:
            greeted, units = _without_greeting(units, self.text, self.directory)
        self.owners = Owners(self.message, self.directory, greeted)
        if kind is Kind.MINUTES:
            self._attendees()
        now = self._anchor(kind)
        mentions = _with_clock(find_dates(self.text, now=now, country=country_of(self.message)), self.text)
        self.dates = [_judged(m, self.text, now) for m in mentions]
        self._tie_inline(units)
        if kind is Kind.MAIL:
            self.judge = Judge(self.owners, self.message)
            self._split_answered_apart(units)
        self.saids = [said for unit in units for said in self._parts(unit)]
        self.saids = [s for s in self.saids if not self._is_name(s)]
        joined_topic(self.saids)

    def _own_text(self, kind: Kind) -> str:
        message = self.message
        text = message.own
        if kind is Kind.MINUTES:
            for block in message.forwarded:
                if len(block.text) > 40:
                    text += "\n\n" + block.text
            for attachment in message.attachments:
                if attachment.text and len(attachment.text) > 60 and "calendar" not in attachment.media_type:
                    text += "\n\n" + attachment.text
        return _first_language(text)

    def _anchor(self, kind: Kind) -> datetime:
        if kind is Kind.MINUTES:
            for block in self.message.forwarded:
                if block.date and len(block.text) > 40:
                    return block.date if block.date.tzinfo else block.date.replace(tzinfo=self.message.date.tzinfo)
        return self.message.date

    def _alone(self, words: str) -> list[DateMention]:
        """Days in a cell or at the end of an entry, where figures can be nothing but a day."""
        now = self._anchor(self.kind)
        for form in (words, f"on {words}", f"{words}前"):
            if found := find_dates(form, now=now, country=country_of(self.message)):
                return found
        return []

    def _tie_inline(self, units: list[Unit]) -> None:
        for inline in self.message.inline:
            place = self.text.find(inline.answer.strip()[:80]) if inline.answer.strip() else -1
            if place < 0:
                continue
            end = place + len(inline.answer.strip())
            for unit in units:
                if place <= unit.start < end or unit.start <= place < unit.end:
                    unit.asked = plain(inline.question)

    def _is_name(self, said: Said) -> bool:
        """A line that is only somebody's name: a signature that was left over."""
        words = said.plain.strip(" .,-*/|")
        if said.unit.cells or said.dates or len(words) > 40 or not said.people:
            return False
        return sum(b - a for a, b, _ in said.people) >= len(words.replace(" ", "")) - 1

    def _parts(self, unit: Unit) -> list[Said]:
        """The unit whole, or its clauses where they speak of different things."""
        whole = look(unit, self.dates, self.directory)
        if unit.cells:
            return [whole]
        if not self._may_part(whole):
            return [whole]
        clauses = _clauses(unit)
        if len(clauses) < 2:
            return [whole]
        parts = [look(unit, self.dates, self.directory, a, b) for a, b in clauses]
        by_item = self._by_item(parts)
        if by_item:
            return [look(unit, self.dates, self.directory, a, b) for a, b in by_item]
        if self.items and self._matcher().best(whole):
            return [whole]
        if (whole.has(Act.CORRECTION) and _CORRECTS.search(whole.plain)) or whole.question:
            return [whole]
        spans: list[tuple[int, int]] = [(parts[0].start, parts[0].end)]
        dated = bool(parts[0].dates)
        for part in parts[1:]:
            so_far = look(unit, self.dates, self.directory, *spans[-1])
            latin = not re.search(r"[\u4e00-\u9fff]", unit.plain)
            joint = not latin or re.match(r"\s*(?:and|then|plus|but)\b(?! (?:send|confirm|return|let|get|give|share|sign|forward|make|reply|provide|update|do|have|put|tell|ask|call|check|add|copy|bring|upload)\b)", part.plain) is not None
            delivered = bool(self.items) and so_far.has(Act.DONE, Act.RECEIVED) and asks(part) and not part.has(Act.DONE) and not so_far.dates
            alone = not latin and _makes(part) and part.dates and bool(part.keys) and not _makes(so_far) and so_far.has(Act.DONT, Act.EVENT) and bool(so_far.dates)
            if delivered or alone:
                spans.append((part.start, part.end))
                dated = bool(part.dates)
                continue
            bound = bool(so_far.dates) or any(n.endswith(("gei-nin", "i-will", "you-will-have")) for n in so_far.rule(Act.PROMISE))
            switched = (bound and promises(so_far) and not asks(so_far)) and (asks(part) or part.has(Act.WANT)) and not whole.has(Act.IF)
            if switched:
                spans.append((part.start, part.end))
                dated = bool(part.dates)
                continue
            again = asks(so_far) and _ASKS_AGAIN.match(part.plain) is not None and len(part.keys) >= 2 and asks(part)
            taken = asks(so_far) and not asks(part) and part.has(Act.THIRD) and bool(part.people or TITLED.match(part.plain)) and promises(part)
            if again or taken:
                spans.append((part.start, part.end))
                dated = bool(part.dates)
                continue
            turned = not dated and not refers_back(part) and part.dates and so_far.has(Act.PAST) and so_far.past_dates and promises(part)
            if turned:
                spans.append((part.start, part.end))
                dated = True
            elif dated and joint and part.dates and part.keys and not refers_back(part) and not whole.has(Act.IF, Act.RISK) and _makes(part) and _makes(so_far):
                spans.append((part.start, part.end))
            else:
                spans[-1] = (spans[-1][0], part.end)
                dated = dated or bool(part.dates)
        if len(spans) < 2:
            return [whole]
        made = [look(unit, self.dates, self.directory, a, b) for a, b in spans]
        for above, said in zip(made, made[1:], strict=False):
            if not said.has(Act.ASK, Act.WANT, Act.PROMISE, Act.THIRD) and asks(above):
                said.acts = {**said.acts, **{act: hit for act, hit in above.acts.items() if act in (Act.ASK, Act.WANT)}}
        return made

    def _may_part(self, whole: Said) -> bool:
        """Whether the unit can speak of two things at all: a cheap look before the clauses are read."""
        if len(whole.dates) + len(whole.past_dates) > 1 or _ASKS_AGAIN.search(whole.plain, 3):
            return True
        if whole.has(Act.ASK, Act.WANT) and whole.has(Act.PROMISE, Act.THIRD, Act.DONE, Act.RECEIVED):
            return True
        if self.items and len(_NUMBERS.findall(whole.plain)) > 1:
            return True
        if whole.has(Act.PAST, Act.DONT, Act.EVENT) and whole.dates:
            return True
        return bool(self.items) and sum(score >= 0.65 for score in self._matcher().scores(whole).values()) > 1

    def _matcher(self) -> Matcher:
        """The items of the thread as they stand, to be found by their words."""
        if self._found is None or self._found[0] is not self.items or self._found[1] != len(self.items):
            self._found = (self.items, len(self.items), Matcher(self.items, []))
        return self._found[2]

    def _by_item(self, parts: list[Said]) -> list[tuple[int, int]]:
        """Spans of clauses that answer different items; empty where they do not."""
        if not self.items:
            return []
        matcher = Matcher(self.items, parts)
        spans: list[tuple[int, int]] = []
        current: str | None = None
        seen: set[str] = set()
        for part in parts:
            scores = matcher.scores(part)
            best = max(scores, key=lambda k: scores[k]) if scores else None
            if best is not None and scores[best] < 0.65:
                best = None
            if spans and (best is None or best == current or current is None):
                spans[-1] = (spans[-1][0], part.end)
            else:
                spans.append((part.start, part.end))
            if best is not None:
                current = best
                seen.add(best)
        return spans if len(seen) >= 2 and len(spans) >= 2 else []

    # --- mail

    def _mail(self, kind: Kind) -> None:
        self.judge = Judge(self.owners, self.message)
        self._answers()
        self._accepted_conditions()
        lists = self._lists()
        last: tuple[str, Said] | None = None
        for said in self.saids:
            if said.used:
                last = None if not said.act.startswith("item") else last
                continue
            if said.unit.cells:
                self._row(said)
                continue
            if said.unit.group and said.unit.group in lists:
                made = self._entry(said, lists[said.unit.group], kind)
            else:
                made = self._sentence(said, last, kind)
            if made:
                last = (made, said)
            elif last and last[1].unit.paragraph != said.unit.paragraph:
                last = None

    def _answers(self) -> None:
        before = [i for i in self.items]
        if not before:
            return
        matcher = Matcher(before, self.saids)
        loose: list[Said] = []
        for said in self.saids:
            self._remember(said)
            targets = matcher.best(said)
            if not targets:
                loose.append(said)
                continue
            choice = re.search(r"\bor\b|还是|是否|要不要|\bwhether\b|\bwhich\b|谁|几|多少|[选挑]定?", plain(targets[0].quote)) is not None and len(said.plain) < 60
            sure = bool(said.unit.asked) or choice or _names_topic(said, targets[0]) or bool((label := matcher.label_of(said)) and matcher.labelled.get(label) in targets)
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
            shared = said.keys & _keys(item)
            if not sure and asks(said) and strong(said) and len(said.keys) >= 2 and len(shared) < 0.35 * len(said.keys):
                continue
            if said.dates and shared and promises(said) and item.due and said.due() and item.due.day == said.dates[-1].due:
                said.used = True
            answer = self.judge.judge(said, item, sure=sure)
            if not answer.says_anything:
                about = item.status in (Status.OPEN, Status.BLOCKED) and len(said.keys - _keys(item)) <= 3
                if self.judge.owes(item) and said.has(Act.PROMISE) and not said.dates and not said.question:
                    said.used = True
                if said.question and said.dates and about and not self.judge.owes(item) and not said.has(Act.MEET):
                    said.used = True
                if said.has(Act.ASK, Act.WANT) and not said.dates and not self.judge.owes(item):
                    said.used = said.used or len(said.keys & _keys(item)) >= 2
                if sure and not asks(said) and not promises(said):
                    said.used = True
                continue
            moved_here = any(m.message_id == self.message.message_id and m.field == "status" for m in item.moves)
            if moved_here and answer.status and not answer.due and not sure and not said.keys & _keys(item):
                continue
            if answer.due and said.has(Act.ASK) and not said.has(Act.PROMISE) and not sure and self.judge.owes(item) and asks(said):
                continue
            if (answer.due or not said.has(Act.RECEIVED)) and not answer.owner and self._own_promise_beside(said, item):
                continue
            self._put(apply(item, answer, _quote(said), self.message))
            stuck_and_asks = answer.status is Status.BLOCKED and asks(said) and strong(said)
            said.used, said.act = not stuck_and_asks, "answer"
            said.because += answer.because
            said.matched = (*said.matched, item.key)

    def _own_promise_beside(self, said: Said, item: Item) -> bool:
        """A promise of the side that asked is a thing of its own, however much its words resemble the asking."""
        return not self.judge.owes(item) and not said.has(Act.HANDOVER) and said.has(Act.PROMISE, Act.THIRD) and not said.has(Act.ACCEPT, Act.ASK, Act.WANT) and promises(said)

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
        standing = [i for i in self.items if i.status in (Status.OPEN, Status.BLOCKED) and i.message_id != self.message.message_id and self.judge.owes(i)]
        takes_over = re.search(r"\bfrom me\b|\bproject\b|\beverything\b|接我|接手|对接|接替", said.plain) is not None
        if said.has(Act.HANDOVER) and (all_of_it(said) or refers_back(said) or takes_over or said.has(Act.AWAY) or any("took-over" in n or "jie-shou" in n for n in said.rule(Act.HANDOVER))) and not said.question:
            self._hand_over(said, standing)
            return
        if all_of_it(said) and not (said.has(Act.ACCEPT) and not said.dates) and (said.has(Act.DONE, Act.RECEIVED, Act.ACCEPT, Act.HANDOVER, Act.CANCEL) or said.dates):
            pool = mine or theirs
            for item in pool:
                self._apply_all(said, [item], sure=False)
            return
        if said.dates and not said.question and any(
            i.due and i.due.day == said.dates[-1].due or (i.due and said.due() and i.due.iso() == said.due().iso())  # type: ignore[union-attr]
            for i in self.items
            if any(m.message_id == self.message.message_id for m in i.moves)
        ):
            said.used = True
            return
        if said.has(Act.ACCEPT) or (said.dates and len(said.keys) <= 1):
            pending = [i for i in self.items if proposal_of(i) and proposer_of(i) != self.message.sender.email]
            if len(pending) == 1:
                self._apply_all(said, pending, sure=False)
                return
        if said.question and said.dates and len(said.keys) <= 3 and standing + theirs and not said.has(Act.MEET) and not (strong(said) and len(said.keys) >= 2):
            own = [i for i in standing if i.owner.email == self.message.sender.email] or standing
            pool = sorted(own or theirs, key=lambda i: self._distance(said, i))
            self._apply_all(said, pool[:1], sure=False)
            said.used = True
            return
        if asks(said) and said.dates and len(mine) == 1 and said.has(Act.CORRECTION) and not theirs:
            self._apply_all(said, mine, sure=False)
            return
        if asks(said) and said.dates and len(theirs) == 1 and len(said.keys) <= 1:
            self._apply_all(said, theirs, sure=False)
            return
        acting = [
            s for s in self.saids if (s.dates or s.has(Act.DONE, Act.REFUSE, Act.BLOCKED)) and not self._of_a_meeting(s) and not s.used
        ]
        just_asked = len(mine) == 1 and mine[0].type is ItemType.REQUEST and mine[0].message >= self.place - 2
        own = len(said.keys) / (2 if re.search(r"[\u4e00-\u9fff]", said.plain) else 1)
        if promises(said) and own >= 2 and (len(acting) > 1 or not just_asked or own >= 3):
            return
        if promises(said) and own >= 2 and mine and mine[0].message < self.place - 1:
            return
        if said.has(Act.CORRECTION) and said.has(Act.ACCEPT):
            return
        first_paragraph = said.unit.paragraph == self.saids[0].unit.paragraph or len(self.saids) <= 3
        if len(mine) == 1 and not asks(said):
            firm = said.has(Act.DONE, Act.REFUSE, Act.BLOCKED) or (bool(said.dates) and (said.bare or promises(said) or not said.keys))
            if firm and (said.bare or first_paragraph) and not (said.has(Act.DONE) and promises(said) and not said.bare):
                self._apply_all(said, mine, sure=False)
                return
        if len(theirs) == 1 and said.has(Act.RECEIVED) and not said.has(Act.DONE) and len(said.keys) <= 2 and not asks(said) and said.start == self.saids[0].start:
            self._apply_all(said, theirs, sure=False)
            return
        if not mine and len(theirs) == 1 and said.bare and (said.dates or said.has(Act.RECEIVED, Act.CANCEL)) and not asks(said):
            self._apply_all(said, theirs, sure=False)

    def _distance(self, said: Said, item: Item) -> int:
        due = said.due()
        return abs((item.due.day - due.day).days) if item.due and due else 9999

    def _delivered(self, said: Said, mine: list[Item]) -> list[Item]:
        """Which of several is meant by "attached": by the files' names, the only one asked for, or the first due."""
        names = keys(plain(" ".join(re.sub(r"[_.-]+", " ", a.name) for a in self.message.attachments)))
        by_name = [i for i in mine if names & _keys(i)]
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
            self._put(apply(item, Answer(owner=owner, because=said.rule(Act.HANDOVER)), _quote(said), self.message))
            said.used, said.act = True, "answer"

    def _split_answered_apart(self, units: list[Unit]) -> None:
        """A list in one sentence becomes several items once the answer treats its entries apart."""
        parted = [(item, pieces) for item in self.items if (pieces := self._entries_of(item))]
        if not parted:
            return
        clauses = [unit.plain[a - unit.start : b - unit.start] for unit in units if not unit.cells for a, b in _clauses(unit)]
        labels = [unit.label for unit in units if not unit.cells for _ in _clauses(unit)]
        for item, pieces in parted:
            words = [keys(plain(piece)) for piece in pieces]
            touched: set[int] = set()
            for clause, number in zip(clauses, labels, strict=True):
                hit = [n for n, w in enumerate(words) if keys(clause) & w]
                label = re.match(r"^(\d)[\s:.,、)]", clause) or re.match(r"^(\d)$", number)
                if label and 0 < int(label[1]) <= len(pieces) and len(pieces) > 2:
                    hit = [int(label[1]) - 1]
                if len(hit) == 1:
                    touched.add(hit[0])
            if len(touched) >= 2 and all(words):
                self._split(item, pieces)

    def _entries_of(self, item: Item) -> list[str]:
        """The entries of a list that an item's one sentence holds; none where it is no list."""
        if item.status is not Status.OPEN or item.message_id == self.message.message_id:
            return []
        pieces = _pieces(item.quote)
        wide = 1 if re.search(r"[\u4e00-\u9fff]", item.quote) else 3
        for n, piece in enumerate(pieces):
            if len(piece) > (28 if n == 0 else 20) * wide or (n and re.search("[,，]", piece)):
                return []
        return pieces if len(pieces) > 1 else []

    def _join_alike(self) -> None:
        """Entries that were taken apart and all got the same answer are one item again."""
        for whole in self.parted:
            parts = [i for i in self.items if i.group == whole.key]
            if len(parts) >= 2 and len({(i.status, i.due.iso() if i.due else "", i.owner.email, i.owner.name) for i in parts}) == 1:
                place = self.items.index(parts[0])
                first = parts[0]
                self.items = [i for i in self.items if i.group != whole.key]
                self.items.insert(place, replace(whole, status=first.status, due=first.due, owner=first.owner, moves=first.moves))

    def _split(self, item: Item, pieces: list[str]) -> None:
        self.parted.append(item)
        place = self.items.index(item)
        made: list[Item] = []
        for n, piece in enumerate(pieces):
            if n == 0:
                made.append(replace(item, quote=piece, what=piece, label=str(n + 1), group=item.key))
                continue
            fresh = make(
                self.message, item.message, item.type, item.owner, piece, due=item.due, because=item.because, taken=self.taken
            )
            made.append(
                replace(fresh, message_id=item.message_id, said_on=item.said_on, said_by=item.said_by, label=str(n + 1), group=item.key)
            )
        self.items[place : place + 1] = made

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
        past = Letter(previous, Reading(kinds=self.so_far.kinds[:-1]), team=self.directory.team, assistant=self.directory.assistant)
        past.directory.people.update(self.directory.people)
        past._look(Kind.MAIL)
        for said in past.saids:
            if not conditional(said) or said.question:
                continue
            if any(len(said.keys & _keys(i)) >= 2 and i.message == self.place - 1 for i in self.items):
                continue
            echoed = any(len(s.keys & said.keys) >= 2 and not s.has(Act.REFUSE) and not s.question for s in self.saids)
            if not accepts and not echoed:
                continue
            item = make(
                previous, self.place - 1, ItemType.PROMISE, past.owners.of_promise(said), _quote(said), due=said.due(),
                because=(*said.rule(Act.IF, Act.PROMISE), "accepted"), taken=self.taken,
            )  # fmt: skip
            self._new(item)

    # --- lists

    def _lists(self) -> dict[int, _List]:
        found: dict[int, _List] = {}
        for n, said in enumerate(self.saids):
            group = said.unit.group
            if not group or group in found or said.unit.cells:
                continue
            entries = [s for s in self.saids if s.unit.group == group]
            if len({s.unit.entry for s in entries}) < 2:
                continue
            intro = self.saids[n - 1] if n else None
            after = [s for s in self.saids[n:] if s.start > entries[-1].start and s.unit.group != group]
            found[group] = self._list(group, entries, intro, after[0] if after else None)
        return found

    def _list(self, group: int, entries: list[Said], intro: Said | None, closing: Said | None) -> _List:
        wanted = intro is not None and (asks(intro) or (intro.has(Act.YOURS, Act.WANT, Act.ASK) and not intro.has(Act.OURS)))
        ours = intro is not None and not wanted and (intro.has(Act.OURS) or promises(intro))
        due = None
        if intro is not None and (wanted or ours) and not intro.used:
            due = intro.due(marked=True) or (intro.due() if _asked_for_day(intro) else None)
        because = list(intro.rule(Act.ASK, Act.WANT, Act.YOURS, Act.OURS)) if intro is not None and (wanted or ours) else []
        if intro is not None and (wanted or ours) and intro.plain.rstrip().endswith((":", "。", ".", "-", ";", ",")) or (intro is not None and wanted and not intro.dates):
            if intro is not None and not intro.used:
                intro.used, intro.act = True, "list"
        elif intro is not None and wanted:
            intro.used, intro.act = True, "list"
        if closing is not None and not closing.used and not closing.unit.cells:
            dating = (all_of_it(closing) or len(closing.keys) <= 1 or (refers_back(closing) and len(closing.keys) <= 2)) and bool(closing.dates)
            if dating and (asks(closing) or closing.has(Act.ASK, Act.WANT) or (wanted or ours)):
                wanted = wanted or asks(closing) or closing.has(Act.ASK, Act.WANT)
                due = closing.due() or due
                closing.used, closing.act = True, "list"
                because += closing.rule(Act.ASK, Act.WANT)
        return _List(str(group), "request" if wanted else "promise" if ours else "", due, tuple(because))

    def _entry(self, said: Said, listing: _List, kind: Kind) -> str | None:
        """An entry of a list: what the list is decides what a bare noun means."""
        if not said.unit.first or said.start != said.unit.start:
            last = self._last_of_entry(said)
            if last is not None:
                if said.dates and last.due is None and not said.has(Act.PAST, Act.EVENT):
                    self._put(replace(last, due=said.due()))
                    said.used = True
                    return last.key
                if not asks(said) and not (promises(said) and said.dates):
                    return None
        if kind is Kind.COMMAND:
            return self._sentence(said, None, kind)
        state = said.acts.get(Act.STATE)
        closed = state is not None and re.search(r"(?:[-:(,]|--)\s*$", said.plain[: state.start]) is not None and len(said.plain) - state.end < 14 and "signed" not in said.plain[state.start :]
        over = said.has(Act.RECEIVED, Act.CANCEL) or closed or (said.has(Act.DONE) and not re.search(r"attached|附|见", said.plain))
        if over and not asks(said) and not promises(said):
            return None
        task = MinutesReader(self.owners, self.text).sentence(said, listed=True) if not asks(said) else None
        owned = task is not None and task.because[0].startswith("entry.") and task.owner.email
        if listing.mode == "request" and not (promises(said) and said.has(Act.PROMISE) and first_person(said)):
            owner = task.owner if owned and task else self.owners.of_request(said)
            return self._request(said, listing, owner)
        if asks(said) or said.has(Act.YOURS):
            return self._request(said, listing, self.owners.of_request(said))
        if owned and task and (said.dates or listing.due):
            return self._task(replace(task, due=task.due or listing.due), said, listing)
        if said.has(Act.OFFER, Act.IF, Act.REFUSE, Act.FACT) and not promises(said):
            return None
        if promises(said) or (listing.mode == "promise" and (said.dates or listing.due)) or (said.dates and _shortish(said)):
            if said.has(Act.EVENT, Act.PAST, Act.DECISION) and not promises(said):
                return None
            return self._promise(said, listing.due, listing, start=self._merged(said))
        return None

    def _last_of_entry(self, said: Said) -> Item | None:
        for item in reversed(self.items):
            if item.message_id == self.message.message_id and item.group == f"{self.message.message_id}/{said.unit.group}" and item.key in self.fresh:
                made = next((s for s in self.saids if item.key in s.matched), None)
                if made is not None and made.unit.entry == said.unit.entry:
                    return item
        return None

    def _row(self, said: Said) -> None:
        reader = MinutesReader(self.owners, self.text, self._alone)
        task = reader.row(said, self.dates)
        if task:
            self._task(task, said, None)

    def _task(self, task: Task, said: Said, listing: _List | None) -> str:
        item = make(
            self.message, self.place, ItemType.ACTION, task.owner, task.quote, what=task.what, due=task.due, status=task.status,
            because=task.because, label=task.label, group=f"{self.message.message_id}/{task.group}" if task.group or listing else "",
            taken=self.taken,
        )  # fmt: skip
        return self._new(item, said)

    # --- single sentences

    def _sentence(self, said: Said, last: tuple[str, Said] | None, kind: Kind) -> str | None:
        if said.unit.section in (Section.PARKED, Section.CLOSED):
            return None
        if all_of_it(said) and said.dates and (asks(said) or said.has(Act.WANT, Act.ASK, Act.VERB)) and self._dates_all(said):
            return None
        if self._for_the_assistant(said) or self._of_a_meeting(said):
            return None
        near = last if last and last[1].unit.paragraph == said.unit.paragraph else None
        if near and (said.bare or (refers_back(said) and said.dates and len(said.keys) <= 2)) and said.dates and not said.has(Act.AWAY, Act.EVENT, Act.MEET):
            item = self._current(near[0])
            if item.due is None or said.has(Act.CORRECTION):
                quote = self.text[near[1].start : said.end]
                longer = quote if item.quote in quote and len(quote) < 240 else item.quote
                self._put(replace(item, due=said.due(), quote=longer.strip(" .,。，;；?？")))
                said.used = True
                return near[0]
        if near and asks(said) and said.dates and self._completes(near[1], said):
            item = self._current(near[0])
            if item.due is None:
                quote = self.text[near[1].start : said.end]
                self._put(replace(item, due=said.due(), quote=quote.strip(" .,。，;；?？!！") if len(quote) < 240 else item.quote))
                said.used = True
                return near[0]
        if (named := self._led_by_name(said)) is not None and not asks(said) and kind is not Kind.COMMAND:
            same = next((i.due for i in reversed(self.items) if i.key in self.fresh), None) if not said.dates else None
            return self._request(said, _List("", "request", same, ("same-day",)) if same else None, named)
        if asks(said):
            above = self._merged(said)
            if said.bare and not said.dates and above is None and len(said.plain) < 28:
                return None
            if not said.dates and (re.match(r"(?:更正|纠正|correction\b)", said.plain) or (said.plain.rstrip().endswith(":") and not said.keys)):
                return None
            if not said.dates and len(said.plain.split()) < 3 and not re.search(r"[\u4e00-\u9fff]", said.plain):
                return None
            if said.plain.rstrip().endswith(":") and len(said.keys) <= 1:
                return None
            return self._request(said, None, self.owners.of_request(said), start=above)
        if kind is Kind.COMMAND:
            return self._ordered(said)
        tail = re.search(r"\((?:我方|我司|贵方|贵司|你方|甲方|乙方|[^()]{2,12})\)[。.]?$", said.plain)
        if tail and said.dates and len(said.plain) < 60:
            ours = re.search(r"\((?:我方|我司)\)", said.plain) is not None
            yours = re.search(r"\((?:贵方|贵司|你方|甲方)\)", said.plain) is not None
            owner = self.owners.me() if ours else owner_of(self.owners.asked) if yours else None
            known = owner or (owner_of(p) if (p := self.directory.find(tail[0].strip("().。"))) else None)
            if known:
                return self._task(Task(known, _quote(said), _quote(said), said.due(), Status.OPEN, ("entry.ends-with-owner",)), said, None)
        if promises(said):
            return self._promise(said, None, None, start=self._merged(said))
        return None

    def _completes(self, need: Said, said: Said) -> bool:
        """A need without a day, and the sentence that dates it."""
        if (need.has(Act.ASK) and strong(need)) or not need.has(Act.WANT, Act.DONE) or need.due(marked=True):
            return False
        return re.search(r"[\u4e00-\u9fff]", said.plain) is not None or refers_back(said) or len(said.keys) <= 1

    def _of_a_meeting(self, said: Said) -> bool:
        """An answer about the hour of a meeting that the thread proposes."""
        clock = any(isinstance(m.due, datetime) for m in said.dates)
        known = {m.start.date() for m in self.so_far.meetings}
        same = any((m.due.date() if isinstance(m.due, datetime) else m.due) in known for m in said.dates)
        return (clock or same) and said.has(Act.ACCEPT) and len(said.keys) <= 3 and bool(known) and not asks(said) and (clock or said.has(Act.MEET))

    def _for_the_assistant(self, said: Said) -> bool:
        """Words to the assistant in a letter from outside: content, never an order, and nobody's item."""
        if self.owners.author.side is Side.TEAM:
            return False
        place = self.saids.index(said)
        names = {"assistant", "system", "robot", "bot", "助手", "小助手", "机器人", self.directory.assistant.partition("@")[0]}
        head = re.match(r"(?:dear |hi |hello |hey |and hello )?([\w\u4e00-\u9fff-]+)\s*[,:!]", said.plain)
        above = self.saids[place - 1] if place else None
        if (head and head[1] in names) or (above is not None and above.act == "ignored" and said.unit.paragraph - above.unit.paragraph <= 1):
            said.act = "ignored"
            return True
        return False

    def _led_by_name(self, said: Said) -> Owner | None:
        """The addressee at the head of a bare line: "Luis - farebox export, by Thursday"."""
        head = re.match(r"@?([^\s,:-]+(?: [^\s,:-]+)?)\s*(?:-|:)\s", said.plain)
        again = re.search(r"same (?:day|date)|ditto|同日|当天", said.plain) is not None
        if not head or not (again or (said.dates and nominal(said))) or said.has(Act.DONE, Act.RECEIVED, Act.PROMISE, Act.THIRD):
            return None
        person = self.directory.find(head[1])
        if person is None or not person.email or person.email == self.message.sender.email:
            return None
        return owner_of(person)

    def _dates_all(self, said: Said) -> bool:
        """A sentence that dates all that was asked for just before it."""
        place = self.saids.index(said)
        near = {key for other in self.saids[max(0, place - 4) : place] if said.unit.paragraph - other.unit.paragraph <= 2 for key in other.matched}
        found = False
        for item in self.items:
            if item.key in near and item.key in self.fresh and item.due is None:
                self._put(replace(item, due=said.due()))
                said.used = found = True
        return found

    def _merged(self, said: Said) -> int | None:
        """Where the quote begins when the clause says "these" of what stood just before."""
        short = len(said.plain) <= 42 and said.has(Act.THIRD) and len(said.keys) <= 2
        if said.keys and not short and not (refers_back(said) and len(said.keys) <= 3):
            return None
        place = self.saids.index(said)
        if place == 0:
            return None
        above = self.saids[place - 1]
        if said.unit.paragraph - above.unit.paragraph > 1 or above.used or above.matched or not above.keys:
            return None
        if said.unit.entry != above.unit.entry or (said.unit.label and said.start == said.unit.start and said.unit.first):
            return None
        if said.keys and above.has(Act.DONE, Act.RECEIVED, Act.EVENT, Act.DECISION, Act.RISK, Act.PAST):
            return None
        if above.has(Act.RISK, Act.DECISION, Act.AWAY):
            return None
        return above.start if said.end - above.start < 260 else None

    def _request(self, said: Said, listing: _List | None, owner: Owner, *, start: int | None = None) -> str | None:
        if listing is None and self._nudges(said, owner):
            return None
        quote = self.text[start : said.end] if start is not None else _quote(said)
        item = make(
            self.message, self.place, ItemType.REQUEST, owner, quote,
            due=said.due() or (listing.due if listing else None),
            because=(*said.rule(Act.ASK, Act.WANT), *(listing.because if listing else ())),
            asked_by=self.message.sender.email, label=said.unit.label if listing else "",
            group=f"{self.message.message_id}/{listing.group}" if listing else "", taken=self.taken,
        )  # fmt: skip
        return self._new(item, said)

    def _nudges(self, said: Said, owner: Owner) -> bool:
        """Asking again for what is already on the list."""
        for item in self.items:
            if item.message_id == self.message.message_id or item.owner.side is not owner.side:
                continue
            shared = said.keys & _keys(item)
            if said.keys and len(shared) >= max(2, 0.6 * len(said.keys)):
                if said.dates and item.status in (Status.OPEN, Status.BLOCKED) and item.due is None:
                    self._put(replace(item, due=said.due()))
                return item.status is not Status.DONE
        return False

    def _promise(self, said: Said, due: Due | None, listing: _List | None, *, start: int | None = None) -> str | None:
        quote = self.text[start : said.end] if start is not None else _quote(said)
        item = make(
            self.message, self.place, ItemType.PROMISE, self.owners.of_promise(said), quote, due=said.due() or due,
            status=Status.BLOCKED if said.has(Act.BLOCKED) and not said.dates else Status.OPEN,
            because=said.rule(Act.PROMISE, Act.THIRD, Act.VERB) or ("dated",), label=said.unit.label if listing else "",
            group=f"{self.message.message_id}/{listing.group}" if listing else "", taken=self.taken,
        )  # fmt: skip
        return self._new(item, said)

    def _ordered(self, said: Said) -> str | None:
        """What a team member has the assistant write down: others' things are actions, their own a promise."""
        if said.has(Act.DONT, Act.CANCEL, Act.DONE) and not said.has(Act.PROMISE, Act.THIRD):
            return None
        task = MinutesReader(self.owners, self.text).sentence(said, listed=bool(said.dates))
        told = said.acts.get(Act.THIRD)
        if told and told.who and said.dates and not (task and task.owner.email):
            folded = said.plain[told.who[0] : told.who[1]].strip()
            shown = _quote(said)[told.who[0] : told.who[1]].strip()
            owner = self.owners.named(said, told.who) or self.owners.stranger(shown, folded, any_body=True)
            if owner and owner.email != self.owners.author.email:
                return self._task(Task(owner, _quote(said), _quote(said), said.due(), Status.OPEN, said.rule(Act.THIRD)), said, None)
        first = any(re.search(rf"(?:{language.us})", said.plain) for language in languages() if language.speaks(said.plain))
        if first and promises(said) and not (task and task.owner.email and task.owner.email != self.owners.author.email):
            return self._promise(said, None, None)
        if task and task.owner.email != self.owners.author.email and (said.dates or said.has(Act.THIRD)):
            return self._task(task, said, None)
        return self._promise(said, None, None) if promises(said) else None

    # --- minutes

    def _minutes(self) -> None:
        self.judge = Judge(self.owners, self.message)
        reader = MinutesReader(self.owners, self.text, self._alone)
        made: list[str] = []
        remarks = self._remarks()
        for said in self.saids:
            if said in remarks:
                continue
            if said.unit.cells:
                task = reader.row(said, self.dates)
                if task:
                    made.append(self._task(task, said, None))
                continue
            if (due := common_due(said)) is not None and made:
                for key in made:
                    item = self._current(key)
                    if item.due is None:
                        self._put(replace(item, due=due))
                continue
            listed = said.unit.section is Section.ACTIONS or re.match(r"(?:action|待办|行动项)s?\s*(?:item)?\s*[:：]", said.plain) is not None or bool(said.unit.group)
            task = reader.sentence(said, listed=listed)
            if task and (said.dates or (listed and takes_on(said)) or listed and (said.unit.section is Section.ACTIONS or said.has(Act.PROMISE, Act.THIRD, Act.ASK, Act.HANDOVER, Act.EVASIVE)) or said.has(Act.THIRD, Act.HANDOVER) or task.because[0] == "author"):
                made.append(self._task(task, said, None))
        self._correct(remarks)

    def _remarks(self) -> list[Said]:
        """What the forwarder wrote above somebody's minutes."""
        if not any(len(block.text) > 40 for block in self.message.forwarded):
            return []
        return [said for said in self.saids if said.start < len(self.message.own)]

    def _correct(self, remarks: list[Said]) -> None:
        """The forwarder's remarks win over the minutes below them."""
        fresh = [item for item in self.items if item.key in self.fresh]
        matcher = Matcher(fresh, remarks)
        for said in remarks:
            for target in matcher.best(said):
                due, owner = said.due(), self.owners.of_answer(said, Act.HANDOVER)
                if due or owner:
                    answer = Answer(due=due, owner=owner, because=("remark",))
                    self._put(apply(self._current(target.key), answer, _quote(said), self.message))
                    said.used, said.act = True, "answer"

    def _attendees(self) -> None:
        for match in re.finditer(r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)+) \((?P<short>[A-Z]{2,3})\b", self.text):
            self.directory.add_alias(match["name"], match["short"], self.owners.author.side)

    # --- calendar

    def _calendar(self, meetings: tuple[MeetingFinding, ...]) -> tuple[MeetingFinding, ...]:
        part = self.message.calendar
        if part is None or part.start is None or not hasattr(part.start, "hour"):
            return meetings
        start = part.start
        if not isinstance(start, datetime):
            return meetings
        found = list(meetings)
        method = part.method.upper()
        for place, meeting in enumerate(found):
            if meeting.because == (f"calendar.{part.uid}",):
                status = "cancelled" if method == "CANCEL" else meeting.status
                if method == "REPLY":
                    accepted = any(a.partstat == "ACCEPTED" for a in part.attendees)
                    declined = any(a.partstat == "DECLINED" for a in part.attendees)
                    status = "confirmed" if accepted else "cancelled" if declined and len(part.attendees) == 1 and False else meeting.status
                found[place] = replace(meeting, start=start if method != "REPLY" else meeting.start, status=status)
                return tuple(found)
        status = "cancelled" if method == "CANCEL" else "confirmed" if method == "REPLY" else "proposed"
        found.append(
            MeetingFinding(
                start=start, status=status, quote=part.summary or self.message.subject, message_id=self.message.message_id,
                because=(f"calendar.{part.uid}",),
            )
        )  # fmt: skip
        return tuple(found)

    # --- keeping

    def _new(self, item: Item, said: Said | None = None) -> str:
        self.items.append(item)
        self.fresh.append(item.key)
        if said is not None:
            said.used, said.act = True, f"item.{item.type}"
            said.matched = (*said.matched, item.key)
            said.because += item.because
        return item.key

    def _current(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    def _put(self, item: Item) -> None:
        for place, old in enumerate(self.items):
            if old.key == item.key:
                self.items[place] = item
                return


@dataclass(frozen=True, slots=True)
class _List:
    """What a list is: asked for, promised, or neither; and the day that stands for all of it."""

    group: str
    mode: str
    due: Due | None
    because: tuple[str, ...]


def _with_clock(mentions: list[DateMention], text: str) -> list[DateMention]:
    """A day and the hour that stands right behind it are one mention."""
    found: list[DateMention] = []
    for mention in mentions:
        last = found[-1] if found else None
        value = mention.value
        if last is not None and isinstance(value, datetime) and not isinstance(last.value, (tuple, datetime)):
            gap, words = text[last.end : mention.start], text[mention.start : mention.end]
            bare = re.search(r"[月周週星期礼禮拜]|\d[日号號]|[a-z]{3,}day|tomorrow|today|明|今|后天|後天|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", words.lower()) is None
            if bare and len(gap) <= 8 and re.fullmatch(r"[\s,，(（)）一二三四五六日天周週星期@at·]*", gap):
                found[-1] = replace(last, end=mention.end, value=datetime.combine(last.value, value.timetz()), grain=Grain.MINUTE)
                continue
        found.append(mention)
    return found


def _judged(mention: DateMention, text: str, now: datetime) -> DateMention:
    """A day far ahead that was said without its year is a day gone by; a bare month is no day to be late on."""
    due = mention.due
    day = due.date() if isinstance(due, datetime) else due
    words = text[mention.start : mention.end]
    passed = day < now.date() or (isinstance(due, datetime) and due < now - timedelta(minutes=1))
    since = re.search(r"\bsince\s*$|\bago\s*$", text[: mention.start].lower()[-8:]) is not None
    aside = re.match(r"a (?:day|week|bit) (?:ahead|early|late|later|after|before)", words.lower()) is not None
    if (passed or since or aside) and not mention.past:
        return replace(mention, past=True)
    far = (day - now.date()).days > 200 and not re.search(r"\d{4}|next year|明年|年", words)
    bare = mention.grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR) and not re.search(r"底|末|初|旬|中|前|内|\bend|\bearly|\bmid|\blate|\bbeginning|\bstart|eo[mqy]", words.lower())
    if bare and re.search(r"(?:\bby|\bbefore|\bin|\bduring|\buntil|底前|年内)\s*$", text[: mention.start].lower()[-12:]):
        bare = False
    return replace(mention, past=True) if (far or bare) and not mention.past else mention


def _quote(said: Said) -> str:
    return said.unit.text[said.start - said.unit.start : said.end - said.unit.start]


def _keys(item: Item) -> frozenset[str]:
    return item_keys(item)


def _asked_for_day(intro: Said) -> bool:
    """Whether the day stands behind the asking words, as in "please answer today:"."""
    hit = intro.acts.get(Act.ASK) or intro.acts.get(Act.WANT)
    return hit is not None and bool(intro.dates) and intro.dates[-1].start - intro.start >= hit.start


def _names_topic(said: Said, item: Item) -> bool:
    """A heading word before a colon or dash that names the item: "AV: one microphone"."""
    head = re.match(r"[^:,.;!?]{1,40}?(?::| - )|[^,。;:a-z]{2,10}?(?:是|为|用|选)", said.plain)
    return head is not None and bool(keys(head[0]) & _keys(item))


def _makes(said: Said) -> bool:
    return asks(said) or promises(said) or (_shortish(said) and said.dates != () and len(said.plain) < 50 and not said.has(Act.EVENT, Act.AWAY, Act.PAST))


def _light(said: Said) -> frozenset[str]:
    """Words that name no thing of their own."""
    return frozenset(k for k in said.keys if len(k) < 2)


def _shortish(said: Said) -> bool:
    return len(said.plain) <= 70 and not said.has(Act.PAST, Act.DONE)


def _clauses(unit: Unit) -> list[tuple[int, int]]:
    cuts = [m.end() for m in re.finditer(r",(?!\d{3})\s*|;\s*|\s-{1,2}\s|(?= and )|(?= but )|(?= then )|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", unit.plain)]
    cuts += [m.start() for m in re.finditer(r"(?<=\S)(?=然后|另外|不过)", unit.plain)]
    edges = [0, *sorted({c for c in cuts if 1 < c < len(unit.plain) - 1}), len(unit.plain)]
    return [(unit.start + a, unit.start + b) for a, b in zip(edges, edges[1:], strict=False) if unit.plain[a:b].strip(" ,")]


def _pieces(quote: str) -> list[str]:
    folded = plain(quote)
    body = re.search(r"[:：](?P<rest>.+)$", folded, re.S)
    start = body.start("rest") if body else 0
    joints = "|".join(language.joints for language in languages() if language.speaks(folded))
    edges = [start]
    spans: list[str] = []
    for match in re.finditer(joints, folded[start:]):
        spans.append(quote[edges[-1] : start + match.start()])
        edges.append(start + match.end())
    last = quote[edges[-1] :]
    spans.append(last[: m.start()] if len(edges) > 1 and (m := re.search(r"[,，。;；]", last)) else last)
    return [s.strip(" \n,，。.;；?？") for s in spans if s.strip()]


def _without_greeting(units: list[Unit], text: str, directory: Directory) -> tuple[str, list[Unit]]:
    """The name greeted in the first line, and the units after it."""
    first = units[0]
    line = first.plain.strip()
    if len(line) <= 60:
        for language in languages():
            match = re.match(language.greeting, line)
            named = (match.groupdict().get("name") or "").strip(" ,:!-~.") if match else ""
            opened = line != named and re.match(r"(?:hi|hello|hey|dear|hiya|morning|good |afternoon|evening|g'day|ciao|hej|hoi|hallo|darling|all\b|both\b|team\b|gentlemen)", line) is not None
            ended = line.rstrip().endswith((",", ":", "!", "-", "~", "好", "早")) or (named and directory.find(named) is not None)
            if match and (match.end() >= len(line) - 1) and (opened or ended) and not hits(line).keys() & {Act.ACCEPT, Act.DONE, Act.RECEIVED, Act.REFUSE, Act.PROMISE}:
                return (match.groupdict().get("name") or "").strip(" ,:!-~."), units[1:]
    match = re.match(r"(?:hi |hello |hey |dear |morning |good morning )?(?P<name>[a-z][\w'.-]*(?: [a-z][\w'.-]*)?|[\u4e00-\u9fff]{1,6}?)\s?(?:,|-|:|,| - |!)\s?", line)
    if match:
        return match["name"], units
    del text
    return salutation(line), units


def _without_signature(units: list[Unit], message: Message, directory: Directory) -> list[Unit]:
    """The units before the author's name at the foot of the letter."""
    names = directory.people[message.sender.email].names if message.sender.email in directory.people else set()
    for place in range(max(1, len(units) - 7), len(units)):
        unit = units[place]
        words = unit.plain.strip(" .-~/|*")
        if len(words) > 60 or unit.label:
            continue
        head = re.split(r"\s{2,}|[|/,·]|\s-\s", words)[0].strip()
        parts = set(re.findall(r"[a-z]+|[\u4e00-\u9fff]+", head))
        named = head in names or (parts and all(p in names or p in ("dr", "mr", "ms", "rev", "prof", "敬上", "上") for p in parts))
        short = 0 < len(head) <= 3 and any(head in name for name in names) and place == len(units) - 1
        initials = re.fullmatch(r"[a-z]{1,3}(?: x+)?\.?", head) and place >= len(units) - 2
        stray = place == len(units) - 1 and len(words) <= 4 and re.fullmatch(r"[\u4e00-\u9fff]{1,4}", words) and not (hits(words).keys() - {Act.VERB})
        if (named or short or initials or stray) and (unit.paragraph != units[place - 1].paragraph or unit.first):
            return units[:place]
    return units


_NUMBERS = re.compile(r"第\s?\d{1,2}\s?[条项点件]|#\d|\bno\.? ?\d|\bitem \d")
_CORRECTS = re.compile(r"更正|说错|改到|改为|改由|不是我|\bsorry\b|\bcorrection\b|\bi meant\b|\bmake that\b|原[^,。]{1,10}现")
_ASKS_AGAIN = re.compile(r"\s*(?:and |also |plus )?(?:also )?(?:please|kindly|can you|could you|pls)\b|(?:另外|还有|另|同时|并|也)?(?:请|麻烦|烦请|劳烦)")
_OTHER_HALF = re.compile(r"\n[ \t]*(?:-{4,}|={4,}|_{4,}|\*{4,})[ \t]*\n")


def _first_language(text: str) -> str:
    """The first half of a letter that says everything twice, in two languages."""
    cut_at = _OTHER_HALF.search(text)
    if not cut_at:
        return text
    above, below = text[: cut_at.start()], text[cut_at.end() :]
    han = [len(re.findall(r"[\u4e00-\u9fff]", part)) / max(len(re.findall(r"\w", part)), 1) for part in (above, below)]
    if abs(han[0] - han[1]) > 0.4 and 0.3 < len(above) / max(len(below), 1) < 3:
        return above
    return text
