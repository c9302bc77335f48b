"""Minutes: who is to do what by when, in prose, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mailpm.model import DateMention, Due, Owner, Status
from mailpm.reading.language import Act, Section, languages
from mailpm.reading.owners import Owners
from mailpm.reading.people import TITLED, Someone, owner_of
from mailpm.reading.plain import plain
from mailpm.reading.said import Said, all_of_it

_DASHES = re.compile(r"\s*(?:->|=>|→|>>)\s*|\s+(?:-{1,3}|—|–|\||/)\s+|\s*(?:--)\s*")
_LEAD = re.compile(
    r"^(?:\[[ x]?\]\s*)?(?:action(?: item)?s?(?: point)?|todo|to do|ai|待办|行动项)?\s*[:：-]?\s*"
    r"(?P<who>@?[a-z][\w'.&-]*(?:(?: and |/| & | ?, ?| )[a-z][\w'.&-]*){0,3}?|"
    r"@?[\u4e00-\u9fff][\u4e00-\u9fffa-z]{0,9}?(?:[、/和][\u4e00-\u9fffa-z]{1,6})?)"
    r"\s*(?:\([^)]{0,24}\)\s*)?(?:(?P<colon>:|：)|(?P<dash>\s-{1,2}\s)|(?P<to>\s+(?:to|will|should|"
    r"needs to|must|is to|has to|shall|agreed to|took the action to|'ll)\s+)|(?=[\s]))"
)
_TAIL = re.compile(r"[(](?P<who>[^()]{2,24})[)](?=[\s,，。;；]|$)")


@dataclass(frozen=True, slots=True)
class Task:
    """One assignment as a row or a sentence of minutes gives it."""

    owner: Owner
    what: str
    quote: str
    due: Due | None
    status: Status
    because: tuple[str, ...]
    label: str = ""
    group: int = 0


class MinutesReader:
    """Reads tasks out of the units of minutes (or of a list with owners in an ordinary letter)."""

    def __init__(self, owners: Owners, text: str, alone: Callable[[str], list[DateMention]] | None = None) -> None:
        self.owners, self.text = owners, text
        self.alone = alone or (lambda words: [])

    # --- rows

    def row(self, said: Said, dates: Sequence[DateMention]) -> Task | None:
        """A table's row: the header says what its columns are, else their contents do."""
        cells = [(a, b, self.text[a:b]) for a, b in said.unit.cells]
        roles = list(said.unit.header) if said.unit.header else self._guess(cells, dates)
        roles += [""] * (len(cells) - len(roles))
        by_role: dict[str, tuple[int, int, str]] = {}
        for role, cell in zip(roles, cells, strict=False):
            if role and role not in by_role:
                by_role[role] = cell
        if "what" not in by_role or not by_role["what"][2].strip(" -–—"):
            return None
        owner = self._owner_cell(by_role.get("who"))
        if owner is None:
            return None
        words = plain(" ".join(c[2] for role, c in by_role.items() if role in ("status", "due", "note", "who")))
        status = self._state(words)
        if status in (Status.DONE, Status.CANCELLED):
            return None
        due_cell = by_role.get("due")
        due = self._due_in(due_cell[:2], dates) if due_cell else None
        if due is None:
            due = self._due_in((said.start, said.end), dates) if not due_cell else None
        start = by_role["what"][0]
        return Task(
            owner=owner,
            what=by_role["what"][2],
            quote=by_role["what"][2],
            due=due,
            status=status,
            because=("table.row",),
            label=by_role.get("label", (0, 0, ""))[2].strip("#. ") or said.unit.label,
            group=start and said.unit.table,
        )

    def _guess(self, cells: Sequence[tuple[int, int, str]], dates: Sequence[DateMention]) -> list[str]:
        roles: list[str] = []
        for start, end, text in cells:
            folded = plain(text).strip()
            if (
                any(m.start >= start and m.end <= end and (m.end - m.start) >= 0.5 * len(folded) for m in dates)
                and "due" not in roles
            ):
                roles.append("due")
            elif (self.owners.directory.find(folded) or TITLED.fullmatch(folded)) and "who" not in roles:
                roles.append("who")
            elif re.fullmatch(r"#?[a-z]{0,2}-?\d{1,3}(?:\.\d+)?\.?", folded) and "label" not in roles:
                roles.append("label")
            elif self._state(folded) is not Status.OPEN and len(folded) < 14 and "status" not in roles:
                roles.append("status")
            elif "what" not in roles:
                roles.append("what")
            else:
                roles.append("note")
        return roles if "who" in roles else []

    def _owner_cell(self, cell: tuple[int, int, str] | None) -> Owner | None:
        if cell is None:
            return None
        shown = cell[2].strip(" @*_")
        folded = plain(shown)
        if not folded or folded in ("-", "--", "n/a", "tbc", "tbd", "?", "无", "待定"):
            return None
        if self._state(folded) is not Status.OPEN or ":" in folded:
            return None
        return self._one_of(shown)

    def _one_of(self, shown: str) -> Owner | None:
        first = re.split(r"\s*(?:/|、|,|，|&|\+| and |和)\s*", shown)[0]
        for candidate in (shown, first):
            person = self.owners.directory.find(plain(candidate))
            if person:
                return owner_of(person)
        inner = self.owners.directory.named_in(plain(shown))
        if inner:
            return owner_of(inner[0][2])
        return self.owners.stranger(shown, plain(shown), any_body=True) or Owner(
            name=shown, side=self.owners.author.side
        )

    def _due_in(self, span: tuple[int, int], dates: Sequence[DateMention]) -> Due | None:
        within = [m for m in dates if m.start >= span[0] and m.end <= span[1]]
        if not within:
            words = self.text[span[0] : span[1]].strip()
            within = (
                self.alone(words) if 1 < len(words) <= 24 and re.search(r"\d|[a-z]{3}|周|底|前", plain(words)) else []
            )
            if not within:
                return None
            return Due(value=within[-1].due, grain=within[-1].grain, other=within[-1].other, words=words)
        mention = within[-1]
        return Due(
            value=mention.due, grain=mention.grain, other=mention.other, words=self.text[mention.start : mention.end]
        )

    def _state(self, words: str) -> Status:
        """What a status word in a row says."""
        from mailpm.reading.language import hits

        found = hits(words)
        if (Act.BLOCKED in found and "until" in words) or (Act.BLOCKED in found and "on hold" in words):
            return Status.BLOCKED
        if Act.CANCEL in found and not re.search(r"late|延|delayed", words):
            return Status.CANCELLED
        state = found.get(Act.STATE)
        if state and not re.search(
            r"\bnot (?:yet )?(?:done|complete|started)|未|進行|进行|in progress|\d+ ?%|open\b", words
        ):
            return (
                Status.CANCELLED
                if re.search(r"cancel|dropped|取消|作废|not needed|withdrawn|不做", words)
                else Status.DONE
            )
        return Status.OPEN

    # --- sentences

    def sentence(self, said: Said, *, listed: bool) -> Task | None:
        """A sentence or an entry that gives a person something to do; `listed`: it stands under an action heading."""
        if said.unit.section in (Section.PARKED, Section.PEOPLE, Section.CLOSED, Section.RISKS):
            return None
        if said.unit.section is Section.DECISIONS and not (said.dates or said.has(Act.ASK)):
            return None
        if any(re.search(language.minutes_body, said.plain) for language in languages()) and not said.unit.group:
            return None
        if said.has(Act.RISK) and said.has(Act.IF):
            return None
        if said.has(Act.MEET_FIXED, Act.MEET_OFF) or (said.has(Act.OFFER) and not listed):
            return None
        if self._over(said):
            return None
        owner, because = self._who(said, listed)
        if owner is None:
            return None
        if not listed and not self._assigns(said, because):
            return None
        return Task(
            owner=owner,
            what=said.unit.text[said.start - said.unit.start : said.end - said.unit.start],
            quote=said.unit.text[said.start - said.unit.start : said.end - said.unit.start],
            due=said.due() or (self._tail_day(said) if listed else None),
            status=Status.BLOCKED
            if listed and said.has(Act.BLOCKED) and not said.dates and "until" in said.plain
            else Status.OPEN,
            because=(because, *said.rule(Act.PROMISE, Act.THIRD, Act.ASK)),
            label=said.unit.label,
            group=said.unit.group,
        )

    def _tail_day(self, said: Said) -> Due | None:
        """The day at the end of an entry: "…, 10/22"."""
        tail = re.search(r"(?:[,:;(]| - | -- )\s*([^,:;()]{2,16}?)[.。)]*$", said.plain)
        if not tail or not re.search(r"\d", tail[1]):
            return None
        start = said.start + tail.start(1)
        return self._due_in((start, start + len(tail[1])), [])

    def _over(self, said: Said) -> bool:
        """Closed, done or called off when the list first appears."""
        words = said.plain
        if re.search(r"(?:未|not )(?:完成|done|complete)", words) and said.dates:
            return False
        done = said.has(Act.DONE, Act.CANCEL) and not said.has(Act.PROMISE, Act.THIRD, Act.ASK)
        state = said.acts.get(Act.STATE)
        if (
            state
            and state.end >= len(words.rstrip(" .。)）")) - 16
            and not re.search(r"(?:前|by|to) ?$", words[: state.start])
        ):
            last = words[state.end :]
            if (
                not any(m.start >= said.start + state.end for m in said.dates)
                and len(last) < 18
                and not re.match(r"完成", words[state.start :])
            ) or re.search(r"[-:：—] ?(?:已?完成|已?关闭|已?取消|done|closed|cancelled)", words):
                return True
        return bool(done and not said.dates)

    def _who(self, said: Said, listed: bool) -> tuple[Owner | None, str]:
        base = said.start - said.unit.start
        shown = said.unit.text[base : said.end - said.unit.start]
        words = said.plain
        told = said.acts.get(Act.THIRD)
        if listed and told and told.who and told.name.endswith("ta-shuo") and told.who[1] - told.who[0] <= 4:
            shown_who = shown[told.who[0] : told.who[1]]
            if owner := self.owners.named(said, told.who) or self.owners.stranger(
                shown_who, plain(shown_who), any_body=True
            ):
                return owner, "names.third"
        if re.search(r"由我|我这边(?!说)|我来|我负责|我去|我\(", words):
            return self.owners.me(), "author"
        for act in (Act.HANDOVER, Act.THIRD):
            hit = said.acts.get(act)
            if (
                hit
                and hit.who
                and (owner := self.owners.named(said, hit.who))
                and (owner.email or TITLED.search(plain(owner.name)) or listed)
            ):
                return owner, f"names.{act}"
        if listed and len(pieces := [p.strip(" @") for p in _DASHES.split(words)]) >= 3:
            for piece in pieces:
                if person := self.owners.directory.find(piece):
                    return owner_of(person), "entry.names-owner"
        head = said.unit.extra.get("head")
        if isinstance(head, Someone) and not said.has(Act.DECISION):
            return owner_of(head), "entry.under-owner"
        if said.has(Act.DECISION) and not said.people and not said.has(Act.THIRD, Act.HANDOVER, Act.ASK):
            return None, ""
        lead = _LEAD.match(words)
        if lead and (lead["colon"] or lead["dash"] or lead["to"] or lead["who"].startswith("@")):
            name = shown[lead.start("who") : lead.end("who")].strip(" @")
            han = re.search(r"[\u4e00-\u9fff]", name) is not None
            fits = (
                not han
                or len(name) <= 5
                or re.search(r"(?:部|处|科|组|方|院|厂|公司|单位|中心|局|队|司)$", plain(name)) is not None
            )
            owner = self._known_or(name, strange=(listed or bool(lead["to"])) and fits)
            if owner:
                return owner, "entry.leads-with-owner"
        bracketed = re.match(r"([\u4e00-\u9fff]{2,4})\([^)]{1,12}\)", words) if listed else None
        if bracketed and (owner := self._known_or(shown[: bracketed.end(1)], strange=True)):
            return owner, "entry.leads-with-owner"
        if tail := list(_TAIL.finditer(words)):
            inner = tail[-1]["who"]
            a, b = said.start + tail[-1].start("who"), said.start + tail[-1].end("who")
            if any(m.start >= a and m.end <= b for m in said.dates) and "," not in inner:
                inner = ""
            strange = listed and len(inner) <= 12 and not re.search(r"[加含如见附约共版\d]", inner)
            owner = self._known_or(shown[tail[-1].start("who") : tail[-1].end("who")], strange=strange)
            if owner and inner:
                return owner, "entry.ends-with-owner"
        if listed:
            for piece in _DASHES.split(words):
                person = self.owners.directory.find(piece.strip(" @"))
                if person:
                    return owner_of(person), "entry.names-owner"
        return self._named_in_sentence(said, listed)

    def _named_in_sentence(self, said: Said, listed: bool) -> tuple[Owner | None, str]:
        if any(n.endswith(("i-will", "i-am-doing")) for n in said.rule(Act.PROMISE)):
            return self.owners.me(), "author"
        speaker = any(
            re.search(rf"(?:{language.us})", said.plain) for language in languages() if language.speaks(said.plain)
        )
        if speaker and said.has(Act.PROMISE) and not (said.people and said.people[0][0] <= 2):
            return self.owners.me(), "author"
        if said.people:
            return owner_of(said.people[0][2]), "names.person"
        titled = TITLED.search(said.plain)
        if titled:
            base = said.start - said.unit.start
            shown = said.unit.text[base + titled.start() : base + titled.end()]
            return self._known_or(shown, strange=True), "names.title"
        if speaker and said.has(Act.PROMISE):
            return self.owners.me(), "author"
        body = re.match(
            r"([\u4e00-\u9fff]{2,6}?)(?=评估|提供|负责|协调|确认|整理|完成|提交|准备|安排|跟进|出具|汇总|汇整|汇报|补|办|落实|承诺|答复)",
            said.plain,
        )
        firm = re.search(
            r"(?:供应商|厂家|厂商|承建商|承包商|施工方|监理单位|设计院|物业|业主|甲方|总包)(?:[\u4e00-\u9fff]{2}(?=报价|提供|提出|负责|答复|提交))?",
            said.plain,
        )
        if listed and firm and said.dates and not body:
            base = said.start - said.unit.start
            shown = said.unit.text[base + firm.start() : base + firm.end()]
            return self.owners.stranger(shown, firm[0], any_body=True), "entry.names-firm"
        if listed and body and said.dates:
            base = said.start - said.unit.start
            shown = said.unit.text[base : base + body.end()]
            return self.owners.stranger(shown, body[1], any_body=True), "entry.leads-with-body"
        return None, ""

    def _known_or(self, shown: str, *, strange: bool) -> Owner | None:
        person = self.owners.directory.find(plain(shown))
        if person:
            return owner_of(person)
        inner = self.owners.directory.named_in(plain(shown))
        if inner:
            return owner_of(inner[0][2])
        return self.owners.stranger(shown, plain(shown), any_body=True) if strange else None

    def _assigns(self, said: Said, because: str) -> bool:
        if said.has(Act.UNDECIDED) and not said.dates:
            return False
        if said.has(Act.REFUSE, Act.UNDECIDED, Act.EVENT) and not said.has(Act.PROMISE, Act.THIRD, Act.ASK):
            return False
        if said.has(Act.PROMISE, Act.THIRD, Act.ASK, Act.HANDOVER):
            open_end = not said.has(Act.PAST, Act.UNDECIDED, Act.OFFER) and not re.search(r"了(?!$)", said.plain)
            return (
                bool(said.dates)
                or (open_end and said.has(Act.HANDOVER, Act.ASK))
                or takes_on(said)
                or because == "author"
            )
        return (
            bool(said.dates)
            and because in ("entry.leads-with-owner", "entry.ends-with-owner", "names.person", "names.title")
            and not said.has(Act.PAST, Act.DONE, Act.RECEIVED)
        )


def takes_on(said: Said) -> bool:
    """Somebody takes a thing on without a day: "Bill took the action to …", "X 负责 …"."""
    return re.search(
        r"took the action|will (?:send|check|ask|get|share|prepare|follow|write|look|provide)|agreed to|"
        r"负责|跟进|再问|去问|回去|答应|说他?会?|提供",
        said.plain,
    ) is not None and not said.has(Act.UNDECIDED)


def common_due(said: Said) -> Due | None:
    """The day of a sentence that dates the whole list above it."""
    return said.due() if all_of_it(said) and said.dates and len(said.keys) <= 4 else None
