"""Lists: what stands before and behind them decides what their bare entries mean."""

from __future__ import annotations

import re
from dataclasses import replace

from mailpm.model import (
    Item,
    Kind,
)
from mailpm.reading.clauses import shortish
from mailpm.reading.language import Act
from mailpm.reading.making import asks, first_person, promises
from mailpm.reading.minutes import MinutesReader
from mailpm.reading.moves import Judge
from mailpm.reading.said import Said, all_of_it, refers_back
from mailpm.reading.sentences import Sentences
from mailpm.reading.state import Listing


def _asked_for_day(intro: Said) -> bool:
    """Whether the day stands behind the asking words, as in "please answer today:"."""
    hit = intro.acts.get(Act.ASK) or intro.acts.get(Act.WANT)
    return hit is not None and bool(intro.dates) and intro.dates[-1].start - intro.start >= hit.start


def _described(said: Said) -> bool:
    """ "signed accounts": the participle says what kind of thing is wanted, not that it is done."""
    hit = said.acts[Act.DONE]
    noun = re.match(r"[- ](?:off |up )?(?!(?:by|on|in|to|at|for|and|with)\b)[a-z]{3}", said.plain[hit.end :])
    return hit.start <= 4 and noun is not None


class Lists(Sentences):
    """Reads lists, and the letter around them."""

    def _mail(self, kind: Kind) -> None:
        self.judge = Judge(self.owners, self.message)
        for said in self.saids:
            said.used = said.used or self._for_the_assistant(said)
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

    def _lists(self) -> dict[int, Listing]:
        found: dict[int, Listing] = {}
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

    def _list(self, group: int, entries: list[Said], intro: Said | None, closing: Said | None) -> Listing:
        wanted = intro is not None and (
            asks(intro) or (intro.has(Act.YOURS, Act.WANT, Act.ASK) and not intro.has(Act.OURS))
        )
        ours = intro is not None and not wanted and (intro.has(Act.OURS) or promises(intro))
        due = None
        if intro is not None and (wanted or ours) and not intro.used:
            due = intro.due(marked=True) or (intro.due() if _asked_for_day(intro) else None)
        because = (
            list(intro.rule(Act.ASK, Act.WANT, Act.YOURS, Act.OURS)) if intro is not None and (wanted or ours) else []
        )
        if (
            intro is not None and (wanted or ours) and intro.plain.rstrip().endswith((":", "。", ".", "-", ";", ","))
        ) or (intro is not None and wanted and not intro.dates):
            if intro is not None and not intro.used:
                intro.used, intro.act = True, "list"
        elif intro is not None and wanted:
            intro.used, intro.act = True, "list"
        if closing is not None and not closing.used and not closing.unit.cells:
            dating = (
                all_of_it(closing) or len(closing.keys) <= 1 or (refers_back(closing) and len(closing.keys) <= 2)
            ) and bool(closing.dates)
            if dating and (asks(closing) or closing.has(Act.ASK, Act.WANT) or (wanted or ours)):
                wanted = wanted or asks(closing) or closing.has(Act.ASK, Act.WANT)
                due = closing.due() or due
                closing.used, closing.act = True, "list"
                because += closing.rule(Act.ASK, Act.WANT)
        return Listing(str(group), "request" if wanted else "promise" if ours else "", due, tuple(because))

    def _entry(self, said: Said, listing: Listing, kind: Kind) -> str | None:
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
        closed = (
            state is not None
            and re.search(r"(?:[-:(,]|--)\s*$", said.plain[: state.start]) is not None
            and len(said.plain) - state.end < 14
            and "signed" not in said.plain[state.start :]
        )
        over = (
            said.has(Act.RECEIVED, Act.CANCEL)
            or closed
            or (
                said.has(Act.DONE)
                and not re.search(r"attached|附|见", said.plain)
                and not (listing.mode == "request" and _described(said))
            )
        )
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
        if (
            promises(said)
            or (listing.mode == "promise" and (said.dates or listing.due))
            or (said.dates and shortish(said))
        ):
            if said.has(Act.EVENT, Act.PAST, Act.DECISION) and not promises(said):
                return None
            return self._promise(said, listing.due, listing, start=self._merged(said))
        return None

    def _last_of_entry(self, said: Said) -> Item | None:
        for item in reversed(self.items):
            if (
                item.message_id == self.message.message_id
                and item.group == f"{self.message.message_id}/{said.unit.group}"
                and item.key in self.fresh
            ):
                made = next((s for s in self.saids if item.key in s.matched), None)
                if made is not None and made.unit.entry == said.unit.entry:
                    return item
        return None
