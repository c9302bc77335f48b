"""Items as they come into the thread: which sentences make one, and of what kind."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from mailpm.model import Due, Item, ItemType, Message, Owner, Status
from mailpm.reading.dates import find_dates
from mailpm.reading.language import Act, hits
from mailpm.reading.naming import short_name
from mailpm.reading.replies import asks_for_time
from mailpm.reading.said import Said

_TRIM = " \t\n,.;:!?，。；：！？、-–—·*•"


_FINISHED = re.compile(r"了(?!吗|\?)|过(?!来|去|审|目)")


def key_of(message_id: str, quote: str, nth: int) -> str:
    """Stable for one letter and one quote, also when the letter is read again."""
    words = re.sub(r"\s+", " ", quote)
    return hashlib.sha256(f"{message_id}\n{words}\n{nth}".encode()).hexdigest()[:16]


def make(
    message: Message,
    place: int,
    kind: ItemType,
    owner: Owner,
    quote: str,
    *,
    what: str = "",
    due: Due | None = None,
    status: Status = Status.OPEN,
    because: Iterable[str] = (),
    asked_by: str = "",
    label: str = "",
    group: str = "",
    taken: set[str],
) -> Item:
    """A new item; `taken` keeps the keys of one letter apart."""
    quote = quote.strip(_TRIM)
    nth = 0
    while (key := key_of(message.message_id, quote, nth)) in taken:
        nth += 1
    taken.add(key)
    return Item(
        key=key,
        type=kind,
        message=place,
        message_id=message.message_id,
        owner=owner,
        what=(what or short_name(quote, find_dates(quote, now=message.date))).strip(_TRIM)[:160],
        quote=quote,
        status=status,
        due=due,
        because=tuple(because),
        said_on=message.date,
        said_by=message.sender.email,
        asked_by=asked_by,
        label=label,
        group=group,
    )


def asks(said: Said) -> bool:
    """Whether the clause asks the reader for something that a list should hold."""
    if said.has(Act.MEET) and (said.dates or said.has(Act.MEET_MOVED)) and not said.has(Act.WANT):
        return False
    if said.has(Act.COURTESY) and not said.dates:
        return False
    if said.question and said.dates and asks_for_time(said) and not strong(said):
        return False
    if said.has(Act.CHANGE) and not said.unit.group and not strong(said):
        return False
    if said.has(Act.RISK) and said.has(Act.IF) and not said.has(Act.ASK):
        return False
    if (
        said.has(Act.DONT)
        and said.has(Act.ASK)
        and said.acts[Act.DONT].start <= said.acts[Act.ASK].start <= said.acts[Act.DONT].end
    ):
        return False
    if said.has(Act.CANCEL) and not strong(said):
        return False
    if said.has(Act.IF) and said.has(Act.EVASIVE) and any(n.endswith("you-do") for n in said.rule(Act.ASK)):
        return False
    if (
        said.has(Act.IF)
        and said.has(Act.EVASIVE, Act.OFFER)
        and not strong(said)
        and not (said.has(Act.WANT) and said.dates)
    ):
        return False
    if said.has(Act.DONT) and said.plain.startswith("no "):
        return False
    if (
        said.has(Act.PROMISE)
        and not strong(said)
        and any(n.partition(".")[2] in _GIVING for n in said.rule(Act.PROMISE))
        and not said.question
    ):
        return False
    if said.has(Act.ASK):
        if _gives_to_you(said):
            return False
        if said.has(Act.IF) and not said.dates and not said.has(Act.WANT):
            return False
        return not (said.has(Act.FACT) and not said.dates and _only_fact(said))
    if said.has(Act.WANT):
        if said.has(Act.DONT, Act.OFFER) and not said.dates:
            return False
        return not (said.question and not said.dates)
    if said.has(Act.FACT) and said.dates and said.question:
        return False
    return False


_STRONG = ("can-you", "please-do", "qing", "mafan", "bang", "you-do", "bare-order", "name-to-do", "ji-de")


_GIVING = ("wo-riqi", "xu-shi", "gei-nin", "wo-hui", "i-will", "you-will-have", "need-until")


def strong(said: Said) -> bool:
    return any(name.partition(".")[2] in _STRONG for name in said.rule(Act.ASK))


def _gives_to_you(said: Said) -> bool:
    """ "… gives you a test version": the verb behind "you" is no order."""
    ask, promise = said.acts[Act.ASK], said.acts.get(Act.PROMISE)
    if ask.name.endswith("you-do") and ask.start and said.plain[ask.start - 1] in "给帮替为跟发寄送交向":
        return True
    return (
        ask.name.endswith("you-do")
        and promise is not None
        and promise.name.endswith("gei-nin")
        and promise.start <= ask.start <= promise.end
    )


def _only_fact(said: Said) -> bool:
    fact, ask = said.acts[Act.FACT], said.acts[Act.ASK]
    return fact.start <= ask.start and fact.end >= ask.end and fact.start < 3


def promises(said: Said) -> bool:
    """Whether the clause says that the author's side, or somebody known to it, will do a thing."""
    if said.question or said.has(Act.OFFER):
        return False
    if said.has(Act.COURTESY) and not (said.dates and first_person(said)):
        return False
    if said.has(Act.EVASIVE) and not first_person(said):
        return False
    if said.has(Act.MEET_FIXED, Act.MEET_MOVED, Act.MEET_OFF):
        return False
    if said.has(Act.MEET) and not first_person(said) and any(isinstance(m.due, datetime) for m in said.dates):
        return False
    if said.has(Act.RISK) and not any(
        n.partition(".")[2] in ("i-will", "you-will-have", "gei-nin", "wo-hui", "wo-riqi")
        for n in said.rule(Act.PROMISE)
    ):
        return False
    if said.has(Act.IF) and said.has(Act.PROMISE, Act.THIRD):
        return False
    if said.has(Act.DONT, Act.REFUSE, Act.BLOCKED) and not first_person(said):
        return False
    if not said.dates:
        named = any(n.endswith(("ta-fuze", "ta-hui")) for n in said.rule(Act.THIRD))
        return (first_person(said) or named) and _undated(said)
    near = said.acts_by(said.due_mention() or said.dates[-1])
    if Act.AWAY in near and not any(
        n.partition(".")[2] in ("i-will", "you-will-have", "gei-nin") for n in said.rule(Act.PROMISE)
    ):
        return False
    if (Act.AWAY in near or Act.EVENT in near) and not first_person(said) and not _verb_by_day(said, before=False):
        return False
    weak = all(name.partition(".")[2] in _WEAK for name in said.rule(Act.PROMISE, Act.THIRD))
    if (
        weak
        and re.search(r"[\u4e00-\u9fff]", said.plain)
        and (Act.PAST in near or not (_verb_by_day(said) or Act.VERB in near))
    ):
        return False
    if said.has(Act.PROMISE, Act.THIRD) and not (weak and near.keys() & {Act.PAST, Act.DONE, Act.RECEIVED}):
        return True
    if near.keys() & {Act.DONE, Act.RECEIVED, Act.CANCEL, Act.DECISION, Act.PAST} or said.has(Act.DECISION):
        return False
    if Act.ACCEPT in near and not (near.keys() & {Act.PROMISE, Act.THIRD}):
        return False
    if said.past_dates or _FINISHED.search(said.plain):
        return False
    return _verb_by_day(said) or nominal(said)


_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|can|could|would|should|may|might|must|i|we|"
    r"you|they|he|she|it|there|who|what|not|no|\w+ed|spent|sat|ran|rang|wrote|lost|left|got|took|kept|felt|"
    r"held|went|came|told|said|thanks?|happy|see|until|from|since|'s|'re|'m)\b|'(?:s|re|m|ve|"
    r"d)\b(?! \w+ (?:by|-))|[?]"
)


def nominal(said: Said) -> bool:
    """A thing and its day without a verb: "Sitemap by the 7th", "Final report: end of Q1"."""
    if len(said.plain) > 90 or not said.keys or said.has(Act.AWAY, Act.EVENT, Act.MEET, Act.MEET_FIXED):
        return False
    mention = said.dates[-1]
    place = mention.start - said.start
    before, after = said.plain[:place], said.plain[mention.end - said.start :]
    if re.search(r"[\u4e00-\u9fff]", said.plain):
        return (
            not re.search(r"(?<!也)是|[写说]", said.plain)
            and len(after.strip(" 。,.;)前之")) <= 3
            and 2 <= len(before.strip()) <= 30
            and "?" not in said.plain
        )
    ours = r"^(?:from (?:us|me|our (?:side|end))|on our (?:side|end)|our side|us)\s?[:-]"
    bare = re.sub(rf"\([^)]*\)|{ours}", "", said.plain)
    if _FINITE.search(bare) or len(after.strip(" .,;!)")) > 30:
        return False
    return (
        re.search(r"(?:\bby|\bon|:|-|=|,|\bbefore|\btill|\blatest|\w)\s*(?:the |around |about )?$", before) is not None
    )


def _verb_by_day(said: Said, *, before: bool = True) -> bool:
    """A verb of delivering right behind the day, or right before it."""
    base = said.start
    for mention in said.dates:
        after = said.plain[mention.end - base : mention.end - base + 12]
        ahead = said.plain[max(0, mention.start - base - 4) : mention.start - base] if before else ""
        today = re.search(r"^(?:今日|今天|today|this \w+ing|今晚|今早)", said.words_of(mention).lower()) is not None
        if today and not re.search(r"给|发|寄|送|交|提供|回复|完成|出|提交|搞定|弄|改|补|做|办|到|send|deliver", after):
            continue
        if Act.VERB in hits(after) or Act.VERB in hits(ahead):
            return True
    return False


def conditional(said: Said) -> bool:
    """A promise that waits for a condition: an item only once the other side accepts."""
    if not said.has(Act.IF) or not said.dates or said.has(Act.RISK):
        return False
    if said.has(Act.PROMISE, Act.THIRD):
        return True
    return not asks(said) and not said.question and _verb_by_day(said, before=False)


_WEAK = ("third-does", "follows", "i-send", "you-get", "will-come", "yuji", "ta-fuze", "ta-shuo")
_SURE = ("i-will", "you-will-have", "wo-hui", "gei-nin", "you-wo", "ta-fuze", "ta-hui", "i-send")
_BOUND = (
    "wo-riqi",
    "need-until",
    "xu-shi",
    "i-will",
    "you-will-have",
    "i-am-doing",
    "i-send",
    "wo-hui",
    "gei-nin",
    "you-wo",
    "ta-hui",
    "third-will",
)


def first_person(said: Said) -> bool:
    return any(name.partition(".")[2] in _BOUND for name in said.rule(Act.PROMISE, Act.THIRD))


def _undated(said: Said) -> bool:
    """A promise without a day counts where it is in the first person and names a deliverable."""
    if said.has(
        Act.DONE, Act.RECEIVED, Act.PAST, Act.COURTESY, Act.AWAY, Act.FACT, Act.EVASIVE, Act.CANCEL, Act.REFUSE
    ):
        return False
    sure = any(name.partition(".")[2] in _SURE for name in said.rule(Act.PROMISE, Act.THIRD))
    return sure and len(said.keys) >= 1
