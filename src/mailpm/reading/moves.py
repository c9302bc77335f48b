"""What an answer does to the item that it answers: a new day, a new owner, done, refused, stuck, called off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mailpm.model import Due, Item, Message, Move, Owner, Status
from mailpm.reading.days import in_its_month
from mailpm.reading.language import Act
from mailpm.reading.making import conditional
from mailpm.reading.owners import Owners
from mailpm.reading.plain import plain
from mailpm.reading.replies import agrees, calls_off_another, given_below, is_part, tells
from mailpm.reading.said import Said

_ENDED = (Status.DONE, Status.DECLINED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one sentence says about one item; `None` fields stay as they are."""

    status: Status | None = None
    due: Due | None = None
    owner: Owner | None = None
    proposal: Due | None = None
    agreed: bool = False
    because: tuple[str, ...] = ()

    @property
    def says_anything(self) -> bool:
        return bool(self.status or self.due or self.owner or self.proposal or self.agreed)


def proposal_of(item: Item) -> Due | None:
    """The day that somebody asked for and nobody has agreed to yet."""
    for move in reversed(item.moves):
        if move.field == "due":
            return None
        if move.field == "proposal":
            value: date | datetime = (
                datetime.fromisoformat(move.new) if "T" in move.new else date.fromisoformat(move.new)
            )
            return Due(value=value, words=move.quote)
    return None


def proposer_of(item: Item) -> str:
    for move in reversed(item.moves):
        if move.field == "proposal":
            return move.said_by
    return ""


def apply(item: Item, answer: Answer, said_quote: str, message: Message) -> Item:
    """`item` after `answer`, with a move for each field that changes."""

    def move(field: str, old: str, new: str) -> Move:
        return Move(
            field=field,
            old=old,
            new=new,
            quote=said_quote,
            message_id=message.message_id,
            said_on=message.date,
            said_by=message.sender.email,
            because=answer.because,
        )

    if answer.proposal:
        item = item.moved(move("proposal", item.due.iso() if item.due else "", answer.proposal.iso()))
    due = answer.due
    if due is None and answer.agreed:
        due = proposal_of(item)
    if due is not None and (item.due is None or due.iso() != item.due.iso()):
        item = item.moved(move("due", item.due.iso() if item.due else "", due.iso()), due=due)
    elif due is not None and item.due is not None and proposal_of(item):
        item = item.moved(move("due", item.due.iso(), due.iso()))
    if answer.owner and (answer.owner.name, answer.owner.email) != (item.owner.name, item.owner.email):
        item = item.moved(move("owner", item.owner.name or item.owner.email, answer.owner.name), owner=answer.owner)
    if answer.status and answer.status is not item.status:
        item = item.moved(move("status", str(item.status), str(answer.status)), status=answer.status)
    return item


@dataclass(slots=True)
class _Case:
    """What is said, the item it may be about, and what is known of the two so far."""

    said: Said
    item: Item
    sure: bool
    mine: bool
    owner: Owner | None
    because: tuple[str, ...]
    due: Due | None
    told: bool = False
    late: bool = False
    moving: bool = False

    def answer(self, status: Status, *rules: str, owner: Owner | None = None) -> Answer:
        return Answer(status=status, owner=owner, because=(*self.because, *rules))


class Judge:
    """Reads what a sentence says about an item, given who says it to whom."""

    def __init__(self, owners: Owners, message: Message) -> None:
        self.owners, self.message = owners, message

    def owes(self, item: Item) -> bool:
        """Whether the author is on the side that owes the item."""
        author = self.owners.author
        return (
            item.owner.email == author.email
            or item.owner.side is author.side
            or (item.said_by == author.email and item.type == "promise")
        )

    def judge(self, said: Said, item: Item, *, sure: bool) -> Answer:
        """The answer that `said` gives about `item`; `sure` where number or quotation tie the two."""
        case = self._case(said, item, sure)
        for step in (
            self._asked_or_answered,
            self._ended,
            self._hindered,
            self._moved,
            self._decided_or_delivered,
            self._settled,
        ):
            answer = step(case)
            if answer is not None:
                return answer
        return Answer()

    def _case(self, said: Said, item: Item, sure: bool) -> _Case:
        mine = self.owes(item)
        due = in_its_month(said.due(), item, self.message)
        return _Case(said, item, sure, mine, self._owner(said, item, mine), tuple(said.because), due)

    def _asked_or_answered(self, case: _Case) -> Answer | None:
        """Questions about the item, and words that are no answer at all."""
        said, item, mine, due = case.said, case.item, case.mine, case.due
        tentative = any(
            n.partition(".")[2] in ("nengfou", "may-we-have", "any-chance", "could-it-reach-us")
            for n in said.rule(Act.ASK)
        )
        if mine and tentative and due is not None and not case.sure:
            return self._question(said, item, mine, due)
        if said.question and not said.has(Act.DONE):
            return self._question(said, item, mine, due)
        if conditional(said) and not said.has(Act.CORRECTION):
            return Answer()
        if said.has(Act.MEET_OFF) or (said.has(Act.MEET) and said.dates):
            return Answer()
        if said.has(Act.RISK) and said.has(Act.IF):
            return Answer()
        if (
            mine
            and re.match(r"(?:no|yes|nope|yep|yup|correct)\b|(?:不|可以|行|对|是的)[,。]", said.plain)
            and _WANTS_AN_ANSWER.search(plain(item.quote))
            and item.status not in _ENDED
        ):
            return case.answer(Status.DONE, "answered")
        if mine and any(name.endswith("flat-no") for name in said.rule(Act.REFUSE)) and item.status not in _ENDED:
            return case.answer(Status.DECLINED, *said.rule(Act.REFUSE))
        partly = _PARTLY.search(said.plain) or is_part(said, item)
        if mine and said.has(Act.DONE, Act.RECEIVED) and due is None and partly:
            return Answer()
        if mine and item.status not in _ENDED and (agrees(said, item) or tells(said, item)):
            return case.answer(Status.DONE, "told")
        return Answer() if said.has(Act.MEET_MOVED, Act.MEET_FIXED) else None

    def _ended(self, case: _Case) -> Answer | None:
        """Called off, or plainly done."""
        said, mine = case.said, case.mine
        case.late = case.due is not None and said.has(Act.BLOCKED) and _only_late(said, case.due)
        if case.due is not None and said.has(Act.BLOCKED) and not case.late and self._of_the_obstacle(said, case.due):
            case.due = None
        due = case.due
        case.told = told = due is not None and self._told(said, due)
        early = due is None or due.day <= self.message.date.date() or told
        pledged = due is not None and not told and self._pledged(said, due) and not given_below(said, due, self.message)
        finished = (
            mine
            and said.has(Act.DONE)
            and not pledged
            and (early or (said.acts[Act.DONE].start <= 4 and not said.has(Act.PROMISE, Act.THIRD)))
        )
        called_off = said.has(Act.CANCEL) and not (mine and due is not None and said.has(Act.PROMISE))
        called_off = called_off and (case.sure or not calls_off_another(said, case.item))
        if called_off and not (mine and said.has(Act.REFUSE)):
            return case.answer(Status.CANCELLED, *said.rule(Act.CANCEL))
        if not finished or said.has(Act.BLOCKED, Act.REFUSE):
            return None
        plainly = (
            not said.has(Act.IF)
            and (due is None or told or not said.has(Act.PROMISE, Act.THIRD))
            and case.item.status is not Status.CANCELLED
        )
        before = (
            due is not None and not said.has(Act.CORRECTION) and (said.acts[Act.DONE].start <= 4 or said.has(Act.PAST))
        )
        return case.answer(Status.DONE, *said.rule(Act.DONE)) if plainly or before else None

    def _hindered(self, case: _Case) -> Answer | None:
        """Answered by a fact, blocked, refused."""
        said, mine, due = case.said, case.mine, case.due
        case.moving = moving = due is not None and self._moves(said, mine)
        if (
            moving
            and case.sure
            and mine
            and not said.has(Act.PROMISE, Act.THIRD, Act.VERB, Act.CORRECTION)
            and due is not None
            and said.plain.find(due.words.lower()) > 14
            and len(said.keys) >= 2
        ):
            return case.answer(Status.DONE, "answered")
        open_still = case.item.status not in _ENDED
        dated_anew = moving and said.has(Act.PROMISE, Act.THIRD) and not self._until(said)
        if mine and said.has(Act.BLOCKED) and not dated_anew and not case.late and open_still:
            return case.answer(Status.BLOCKED, *said.rule(Act.BLOCKED), owner=case.owner)
        if mine and said.has(Act.REFUSE) and not said.dates and not said.has(Act.DONE, Act.IF) and open_still:
            return case.answer(Status.DECLINED, *said.rule(Act.REFUSE))
        if said.has(Act.REFUSE) and due is not None and not said.has(Act.PROMISE, Act.THIRD) and len(said.dates) == 1:
            return Answer(owner=case.owner, because=case.because)
        return None

    def _moved(self, case: _Case) -> Answer | None:
        """Another day."""
        said, status = case.said, case.item.status
        if not case.moving:
            return None
        if said.has(Act.DONE) and not said.has(Act.PROMISE, Act.THIRD, Act.CORRECTION):
            return None
        reopened = Status.OPEN if status is Status.BLOCKED or (status in _ENDED and case.mine) else None
        return Answer(due=case.due, owner=case.owner, status=reopened, because=(*case.because, "moved"))

    def _decided_or_delivered(self, case: _Case) -> Answer | None:
        """Done by a decision, by delivery, by receipt."""
        said, mine, due, status = case.said, case.mine, case.due, case.item.status
        ahead = due is not None and due.day > self.message.date.date() and not case.told
        decides = said.has(Act.DECISION) and not said.has(Act.UNDECIDED, Act.WANT, Act.ASK) and status is Status.OPEN
        if mine and decides and due is None and (case.sure or case.item.type == "request"):
            return case.answer(Status.DONE, *said.rule(Act.DECISION))
        if (
            mine
            and said.has(Act.DONE)
            and not ahead
            and not said.has(Act.IF, Act.EVASIVE)
            and status is not Status.CANCELLED
        ):
            return case.answer(Status.DONE, *said.rule(Act.DONE))
        if (
            not mine
            and said.has(Act.RECEIVED, Act.DONE)
            and not said.has(Act.WANT)
            and status not in (Status.CANCELLED, Status.DECLINED)
        ):
            return case.answer(Status.DONE, *said.rule(Act.RECEIVED, Act.DONE))
        return case.answer(Status.DONE, *said.rule(Act.DECISION)) if decides and not mine else None

    def _settled(self, case: _Case) -> Answer | None:
        """A proposal taken up, another owner, the thing asked for told."""
        said, item = case.said, case.item
        if said.has(Act.ACCEPT) and proposal_of(item) and proposer_of(item) != self.message.sender.email:
            return Answer(agreed=True, owner=case.owner, because=(*case.because, *said.rule(Act.ACCEPT)))
        if case.owner:
            return Answer(owner=case.owner, because=(*case.because, *said.rule(Act.HANDOVER, Act.THIRD)))
        if case.mine and case.sure and self._informs(said) and item.status is Status.OPEN:
            return case.answer(Status.DONE, "answered")
        return None

    def _told(self, said: Said, due: Due) -> bool:
        """The day belongs to what is over: "ordered Saturday"."""
        for mention in said.dates:
            if mention.due == due.value:
                acts = said.acts_by(mention).keys()
                return bool(acts & {Act.DONE, Act.RECEIVED}) and not acts & {Act.PROMISE, Act.THIRD, Act.CORRECTION}
        return False

    def _pledged(self, said: Said, due: Due) -> bool:
        """The day stands in a clause of its own that promises."""
        for mention in said.dates:
            if mention.due == due.value:
                acts = said.acts_by(mention).keys()
                return bool(acts & {Act.PROMISE, Act.THIRD}) and Act.DONE not in acts
        return False

    def _of_the_obstacle(self, said: Said, due: Due) -> bool:
        """The day on which the obstacle may go is not the item's."""
        for mention in said.dates:
            if mention.due == due.value:
                before = said.plain[: mention.start - said.start]
                return (
                    re.search(
                        r"\b(?:when|once|after|until|till|before)\b[^,;:-]{0,40}$|(?:等|要等|看)[^,;。]*$", before
                    )
                    is not None
                )
        return False

    def _owner(self, said: Said, item: Item, mine: bool) -> Owner | None:
        for act in (Act.HANDOVER, Act.THIRD):
            hit = said.acts.get(act)
            if hit and hit.who and (mine or act is Act.HANDOVER):
                owner = self.owners.of_answer(said, act)
                if owner and owner.email != self.owners.author.email:
                    return owner
        if (
            mine
            and said.has(Act.PROMISE)
            and any("i-will" in n or "wo-hui" in n or "you-wo" in n for n in said.rule(Act.PROMISE))
        ):
            me = self.owners.me()
            if item.owner.email != me.email and item.owner.side is me.side:
                return me
        return None

    def _question(self, said: Said, item: Item, mine: bool, due: Due | None) -> Answer:
        if due is not None and (item.due is None or due.iso() != item.due.iso()):
            if not mine and item.due is None and said.has(Act.ASK):
                return Answer(due=due, because=("asked",))
            return Answer(proposal=due, because=("proposed",))
        return Answer()

    def _moves(self, said: Said, mine: bool) -> bool:
        near = (
            {act for mention in said.dates for act in said.acts_by(mention)}
            if len(said.dates) == 1
            else set(said.acts_by(said.dates[-1]))
        )
        if Act.AWAY in near and not said.has(Act.PROMISE, Act.THIRD):
            return False
        if not mine and said.has(Act.RECEIVED) and not said.has(Act.ASK, Act.WANT, Act.PROMISE):
            return False
        if mine:
            return not (Act.EVENT in near and not said.has(Act.PROMISE, Act.THIRD, Act.CORRECTION, Act.VERB))
        return said.has(Act.ACCEPT, Act.WANT, Act.ASK, Act.CORRECTION, Act.VERB, Act.PROMISE) or len(said.keys) <= 3

    def _until(self, said: Said) -> bool:
        return re.search(r"\b(?:until|till)\b", said.plain) is not None

    def _informs(self, said: Said) -> bool:
        """An answer that simply tells what was asked for."""
        return (
            not said.has(
                Act.EVASIVE, Act.BLOCKED, Act.REFUSE, Act.WANT, Act.COURTESY, Act.FACT, Act.PROMISE, Act.THIRD, Act.AWAY
            )
            and not said.dates
            and not re.search(r"\byesterday\b|\bquit\b|还在|正在|昨天", said.plain)
        )


def _only_late(said: Said, due: Due) -> bool:
    """ "I won't have it until Monday, will send it then": a new day and no obstacle."""
    later = any(
        m.due == due.value and re.search(r"\b(?:until|till|before)\s*$", said.plain[: m.start - said.start])
        for m in said.dates
    )
    stuck = re.search(
        r"\b(?:legal|lawyers?|finance|approv\w+|insurers?|signed|permission|board|committee)\b", said.plain
    )
    return later and stuck is None


_PARTLY = re.compile(
    r"\b(?:most|some|half|part|\w+ of the (?:\d+|\w+)|the rest|rest|remaining|except|apart from|all but)\b|"
    r"余下|其余|剩下|还差|部分|大部分|除了"
)
_WANTS_AN_ANSWER = re.compile(
    r"\bwhether\b|\byes\b|\bpossible\b|\bconfirm\b|\bdecide\b|\bnominate\b|\bchoose\b|\badvise\b|\bwho\b|"
    r"\bwhich\b|\bif you\b|\bor\b|是否|还是|要不要|能否|确认|准话|答复"
)


def untouched(items: Sequence[Item], message: Message) -> list[Item]:
    """Open items on which this letter has said nothing yet."""
    return [
        item
        for item in items
        if item.status in (Status.OPEN, Status.BLOCKED)
        and not any(m.message_id == message.message_id for m in item.moves)
    ]
