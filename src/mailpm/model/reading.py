"""What a letter says: the nouns that `reading` makes (the contract is docs/reading.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from mailpm.model.mail import Address, Kind, Side


class ItemType(StrEnum):
    """How an item came to be: the owner said it, somebody asked for it, or a list assigned it."""

    PROMISE = "promise"
    REQUEST = "request"
    ACTION = "action"


class Status(StrEnum):
    """Where an item stands; a new date is no status."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"


class Grain(StrEnum):
    """How exactly a date was said."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, kw_only=True, slots=True)
class DateMention:
    """A date found in a text: `text[start:end]` names it.

    `value` is the last day on which a thing due then is in time (a date), or an aware datetime where a clock
    time was said, or a (first, last) pair of days for a range. `other` holds second readings that a careful
    reader could defend; `because` the names of the rules that fired. `certainty` is 0 to 1.
    """

    start: int
    end: int
    value: date | datetime | tuple[date, date]
    grain: Grain
    because: tuple[str, ...]
    other: tuple[date, ...] = ()
    certainty: float = 1.0
    past: bool = False
    anchor: str = ""

    @property
    def due(self) -> date | datetime:
        """The single due day: a range ends on its last day."""
        return self.value[1] if isinstance(self.value, tuple) else self.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When an item is due: a day, or an aware datetime in the author's zone. `implied` where it was inferred."""

    value: date | datetime
    grain: Grain = Grain.DAY
    implied: bool = False
    other: tuple[date, ...] = ()
    words: str = ""

    @property
    def day(self) -> date:
        return self.value.date() if isinstance(self.value, datetime) else self.value

    def iso(self) -> str:
        """`YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` where a clock time was said."""
        if isinstance(self.value, datetime):
            return self.value.strftime("%Y-%m-%dT%H:%M")
        return self.value.isoformat()


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """Who owes an item: a name as the text gives it, the address where it is known, and the side."""

    name: str
    side: Side
    email: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One change in an item's life: which field, from what to what, and the sentence that did it.

    `field` is "due", "status" or "owner", or "proposal" for a day that nobody has agreed to yet; `old` and `new`
    are in the form of `Due.iso()`, a status or a name.
    """

    field: str
    old: str
    new: str
    quote: str
    message_id: str
    said_on: datetime
    said_by: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that one party is to do or deliver.

    `key` is stable: made from the first letter's Message-ID and the quote. `message` is the 1-based place of
    that letter in its thread. `certainty` is calibrated: of those at 0.9, nine in ten are right.
    """

    key: str
    type: ItemType
    message: int
    message_id: str
    owner: Owner
    what: str
    quote: str
    status: Status = Status.OPEN
    due: Due | None = None
    because: tuple[str, ...] = ()
    certainty: float = 1.0
    said_on: datetime | None = None
    said_by: str = ""
    asked_by: str = ""
    number: str = ""
    moves: tuple[Move, ...] = ()
    label: str = ""  # its number or letter in the list that made it
    group: str = ""  # the list that made it: one for all its entries

    def moved(self, move: Move, **changes: object) -> Item:
        """This item after `move`, with the new field values in `changes`."""
        return replace(self, moves=(*self.moves, move), **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingFinding:
    """A meeting that a thread fixes or proposes; `status` is proposed, confirmed or cancelled; `start` is aware."""

    start: datetime
    status: str
    quote: str
    message_id: str = ""
    because: tuple[str, ...] = ()


class NoteKind(StrEnum):
    DECISION = "decision"
    RISK = "risk"
    CHANGE = "change"


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A decision, a risk or a wish for change, in the writer's words."""

    kind: NoteKind
    quote: str
    message_id: str = ""
    said_by: str = ""
    because: tuple[str, ...] = ()
    certainty: float = 1.0


class Verb(StrEnum):
    """What a team member may tell the assistant to do."""

    CONFIRM = "confirm"  # the list as it stands ("OK", "确认")
    APPROVE = "approve"  # send drafts
    DROP = "drop"  # do not send, or forget an item
    EDIT = "edit"  # send this text instead
    SOFTEN = "soften"
    FIRMER = "firmer"
    POSTPONE = "postpone"  # send, but on another day
    COPY = "copy"  # add people in Cc
    CALL = "call"  # dropped, the PM rings up
    SET_DUE = "set_due"
    SET_OWNER = "set_owner"
    SET_STATUS = "set_status"
    ADD_ITEM = "add_item"
    PAUSE = "pause"
    RESUME = "resume"
    ASK = "ask"
    NEW_PROJECT = "new_project"
    SET_MILESTONE = "set_milestone"
    ADD_RISK = "add_risk"
    ADD_CHANGE = "add_change"
    ASSESS_CHANGE = "assess_change"  # days and cost of a change, in `days` and `cost`
    PUT_CHANGE = "put_change"  # ask this person for a yes or no to a change
    SET_LIGHT = "set_light"  # the report's red, amber, green
    ADD_TEXT = "add_text"  # one more sentence for a draft
    MEETING = "meeting"
    MOVE_MEETING = "move_meeting"
    JOIN_MEETING = "join_meeting"  # one more person
    LEAVE_MEETING = "leave_meeting"
    ASK_ATTENDEES = "ask_attendees"  # each attendee of the minutes confirms his own items
    CANCEL_MEETING = "cancel_meeting"
    REPORT = "report"
    ASSIGN = "assign"  # a letter to a project (move, merge)
    SET_AUTONOMY = "set_autonomy"
    STOP = "stop"  # recall what waits in the undo window
    HELP = "help"
    UNKNOWN = "unknown"  # quoted back, changes nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One instruction, in fields. `numbers` ("2", "R1", "CR1") are those of the letter it answers; `everything`
    with `but` for "all but 3". What was not understood is an `UNKNOWN` order whose `quote` is said back."""

    verb: Verb
    quote: str
    numbers: tuple[str, ...] = ()
    everything: bool = False
    but: tuple[str, ...] = ()
    project: str = ""
    person: str = ""
    people: tuple[Address, ...] = ()
    status: Status | None = None
    due: Due | None = None
    text: str = ""
    days: int | None = None
    cost: str = ""
    because: tuple[str, ...] = ()


class WishKind(StrEnum):
    """What a client asks of us about being written to."""

    STOP = "stop"  # no more reminders
    WRONG_PERSON = "wrong_person"  # somebody else answers for it; `email` or `person` may say who
    BY_PHONE = "by_phone"  # to be talked over, not written about
    SENT_BEFORE = "sent_before"  # says that it was delivered already


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A client's own wish about our letters, in his words; honoured at once."""

    kind: WishKind
    quote: str
    email: str = ""
    person: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a thread says up to its last letter: a value that the next letter is read against."""

    kinds: tuple[Kind, ...] = ()
    items: tuple[Item, ...] = ()
    meetings: tuple[MeetingFinding, ...] = ()
    notes: tuple[Note, ...] = ()
    orders: tuple[Order, ...] = ()

    def of(self, kind: NoteKind) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.kind is kind)

    def to_dict(self) -> dict[str, object]:
        """The JSON shape of `mailpm read --json`."""
        return {
            "messages": [{"kind": str(kind)} for kind in self.kinds],
            "items": [_item_dict(item) for item in self.items],
            "meetings": [
                {
                    "start": m.start.strftime("%Y-%m-%dT%H:%M%z"),
                    "status": m.status,
                    "quote": m.quote,
                    "because": list(m.because),
                }
                for m in self.meetings
            ],
            "decisions": [_note_dict(n) for n in self.of(NoteKind.DECISION)],
            "risks": [_note_dict(n) for n in self.of(NoteKind.RISK)],
            "changes": [_note_dict(n) for n in self.of(NoteKind.CHANGE)],
            "orders": [{"verb": str(o.verb), "numbers": list(o.numbers), "quote": o.quote} for o in self.orders],
        }


def _item_dict(item: Item) -> dict[str, object]:
    return {
        "type": str(item.type),
        "message": item.message,
        "who": item.owner.name or item.owner.email,
        "who_email": item.owner.email or None,
        "side": str(item.owner.side),
        "what": item.what,
        "due": item.due.iso() if item.due else None,
        "status": str(item.status),
        "quote": item.quote,
        "certainty": round(item.certainty, 2),
        "because": list(item.because),
        "history": [
            {"field": m.field, "old": m.old, "new": m.new, "quote": m.quote, "message_id": m.message_id}
            for m in item.moves
        ],
    }


def _note_dict(note: Note) -> dict[str, object]:
    return {
        "quote": note.quote,
        "by": note.said_by,
        "because": list(note.because),
        "certainty": round(note.certainty, 2),
    }


class Ask(StrEnum):
    """What a question is about."""

    OWES = "owes"  # what somebody, or everybody, still owes
    OURS = "ours"  # what our own side owes
    LATE = "late"
    DUE = "due"  # what is due in a span of days
    DONE = "done"  # what was finished in a span of days
    MILESTONE = "milestone"  # will it be late, what blocks it, when is it
    HISTORY = "history"
    STATISTICS = "statistics"
    DECISIONS = "decisions"
    RISKS = "risks"
    CHANGES = "changes"
    MEETINGS = "meetings"
    STATUS = "status"
    WHO = "who"  # who is responsible for what
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question in fields. `about` holds the words that name a project, milestone or thing, to be looked up.

    `person` is a name as it was said ("me" and "us" are the asker and our side); `number` as in our letters;
    `span` is yesterday, today, tomorrow, this_week, next_week, last_week or this_month.
    """

    kind: Ask
    quote: str = ""
    person: str = ""
    project: str = ""
    milestone: str = ""
    about: str = ""
    number: str = ""
    span: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent:
    """A plain yes or no with the sentence that says it; `clear` is False for "yes, but …" and for silence."""

    yes: bool
    quote: str
    clear: bool = True
    because: tuple[str, ...] = ()
