"""Invitations, their updates and cancellations: one letter for each attendee, in the order of the meeting's life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailpm.model import CheckIn, Language, Meeting, MeetingChange, Occurrence, Person, Planned, ProjectStatus
from mailpm.model.letters.meetings import (
    Invitation,
    InvitationUpdate,
    Invite,
    MeetingCancelled,
    MeetingMovedForHoliday,
    Rhythm,
    ToldChange,
    Unusual,
    When,
)
from mailpm.planning.courtesy import LEFT, Calendars, Courtesy, dear
from mailpm.planning.meeting_facts import (
    UNSETTLED,
    addresses,
    called_off,
    first_time,
    guests,
    names,
    reached,
    reader_zone,
    sequences,
    unusual,
    unusual_of,
    when,
)
from mailpm.planning.series import Slot, occurrences, rhythm

_TOLD_AHEAD = timedelta(days=120)  # later holidays are told when their time comes
_HOLIDAY_NOTICE = 5  # working days before the day on which nobody meets
_NEWS = timedelta(days=30)  # what was told within this time needs no notice of its own
_CLOCKS = timedelta(days=230)  # clocks change twice a year
_ONE_BREAK = timedelta(days=10)
_CANCEL_FOR = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Letter:
    """What all letters about one meeting to one person share."""

    status: ProjectStatus
    noun: CheckIn | Meeting
    person: Person
    slot: Slot
    now: datetime
    not_before: datetime | None

    @property
    def zone(self) -> str:
        return reader_zone(self.status, self.person)

    def when(self, start: datetime, minutes: int | None = None) -> When:
        return when(start, minutes or self.noun.minutes, self.zone, self.noun.zone_name)

    def invite(self, method: str, *, only: datetime | None = None, guest: str = "") -> Invite:
        series = self.noun if isinstance(self.noun, CheckIn) else None
        meeting = self.noun if isinstance(self.noun, Meeting) else None
        people = addresses(self.status.people)
        return Invite(method=method, check_in=series, meeting=meeting, people=people, only=only, guest=guest)

    def rhythm(self) -> Rhythm | None:
        return rhythm(self.noun) if isinstance(self.noun, CheckIn) else None

    def planned(self, key: str, kind: str, content: object, *, because: tuple[str, ...]) -> Planned:
        single = isinstance(self.noun, Meeting)
        return Planned(
            key=key,
            kind=kind,
            project=self.status.project.key,
            to=(self.person.address,),
            language=self.person.language,
            content=content,
            not_before=self.not_before,
            expires=self.slot.end if single else None,
            zone=self.zone,
            because=because,
        )


def plan_invitations(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Iterator[Planned]:
    """What the attendees of our own meetings and series should have been told by now (HAZARDS C-01 to C-08)."""
    courtesy = Courtesy(status, now, calendars=calendars)
    single = [m for m in status.meetings if not m.series and not m.organizer]
    nouns: list[CheckIn | Meeting] = [*status.check_ins, *single]
    for noun in nouns:
        yield from _of_one(status, noun, now, courtesy)


def _of_one(
    status: ProjectStatus, noun: CheckIn | Meeting, now: datetime, courtesy: Courtesy
) -> Iterator[Planned]:
    slot = first_time(noun, now)
    if noun.status == "cancelled":
        yield from _cancelled(status, noun, now, courtesy)
        return
    if slot is None:
        return
    for person in guests(status, noun):
        letter = _Letter(
            status=status, noun=noun, person=person, slot=slot, now=now, not_before=_from(courtesy, person, slot, now)
        )
        planned = _invitation(letter)
        if planned is not None:
            yield planned
    if isinstance(noun, CheckIn):
        yield from _notices(status, noun, slot, now, courtesy)
    yield from _dropped(status, noun, slot, now, courtesy)


def _from(courtesy: Courtesy, person: Person, slot: Slot, now: datetime) -> datetime | None:
    """The recipient's next hours; at once where the meeting would be over half gone by waiting for them."""
    at = courtesy.next_slot(person)
    return None if at is None or at > now + (slot.start - now) / 2 else at


def _invitation(letter: _Letter) -> Planned | None:
    noun, email = letter.noun, letter.person.email
    known = sequences(letter.status.sent, noun.uid, email)
    off = called_off(letter.status.sent, noun.uid, email)
    if any(sequence < noun.sequence and sent.state in UNSETTLED for sequence, sent in known) or (
        off is not None and off.state in UNSETTLED
    ):
        # The earlier one must be through first, or the two could overtake each other.
        return None
    if off is None and any(sequence == noun.sequence and sent.state in LEFT for sequence, sent in known):
        # It has left: of the many invitations of a year, only the new ones are written out.
        return None
    key = f"invitation:{noun.uid}:{noun.sequence}:{email}"
    before = [sequence for sequence, sent in known if sequence < noun.sequence and sent.state not in _NEVER_CAME]
    if not before or off is not None:
        return letter.planned(key, "invitation", _first(letter), because=("invited",))
    fresh = tuple(c for c in noun.changes if c.sequence > before[-1] and c.field != "people")
    if fresh and all(c.holiday for c in fresh):
        content: object = _holiday_update(letter, fresh)
        return letter.planned(key, "meeting_moved_for_holiday", content, because=("holiday",))
    return letter.planned(key, "invitation_update", _update(letter, fresh, before[-1]), because=("changed",))


# A draft or a queued letter of an earlier SEQUENCE is withdrawn, so its reader knows nothing of it.
_NEVER_CAME = frozenset({"draft", "queued", "withdrawn", "refused"})


def _first(letter: _Letter) -> Invitation:
    noun, slot = letter.noun, letter.slot
    soon = letter.now + _TOLD_AHEAD
    return Invitation(
        dear=dear(letter.person),
        title=noun.title,
        when=letter.when(slot.start, slot.minutes),
        people=names(guests(letter.status, noun)),
        invite=letter.invite("REQUEST"),
        place=noun.place,
        link=noun.link,
        rhythm=letter.rhythm(),
        exceptions=tuple(u for u in unusual(noun, letter.now, letter.zone) if u.original < soon),
        shift=_shift(letter),
    )


def _shift(letter: _Letter) -> When | None:
    """The first time that falls on another hour for this reader than the one the letter speaks of."""
    noun = letter.noun
    if not isinstance(noun, CheckIn):
        return None
    hour = letter.when(letter.slot.start).start.time()
    coming = occurrences(noun, letter.slot.start, letter.slot.start + _CLOCKS)
    usual = (letter.when(slot.start, slot.minutes) for slot in coming if not slot.moved)
    return next((time for time in usual if time.start.time() != hour), None)


def _update(letter: _Letter, fresh: Sequence[MeetingChange], known: int) -> InvitationUpdate:
    noun, slot = letter.noun, letter.slot
    # Only where nothing else is new may the letter hold the one occurrence alone: some programs take just that form.
    only = fresh[0].original if len(fresh) == 1 and fresh[0].field == "moved" and known == noun.sequence - 1 else None
    series = isinstance(noun, CheckIn)
    return InvitationUpdate(
        dear=dear(letter.person),
        title=noun.title,
        changes=tuple(_told(letter, change) for change in fresh),
        when=letter.when(slot.start, slot.minutes),
        people=names(guests(letter.status, noun)),
        invite=letter.invite("REQUEST", only=only),
        place=noun.place,
        link=noun.link,
        rhythm=letter.rhythm(),
        next_when=letter.when(slot.start, slot.minutes) if series else None,
    )


def _told(letter: _Letter, change: MeetingChange) -> ToldChange:
    timely = change.field in ("time", "rule", "moved", "skipped", "restored")
    return ToldChange(
        field=change.field,
        old=letter.when(datetime.fromisoformat(change.old)) if timely and change.old else None,
        new=letter.when(datetime.fromisoformat(change.new)) if timely and change.new else None,
        old_words="" if timely else change.old,
        new_words="" if timely else change.new,
        why=change.why,
        holiday=change.holiday,
        country=change.country,
    )


def _holiday_update(letter: _Letter, fresh: Sequence[MeetingChange]) -> MeetingMovedForHoliday:
    noun, slot = letter.noun, letter.slot
    by_start = {u.original: u for u in unusual(noun, letter.now, letter.zone)}
    named = [c.original for c in fresh if c.original is not None]
    back = tuple(
        Unusual(original=letter.when(c.original).start, when=letter.when(c.original), why=c.why, holiday=True)
        for c in fresh if c.field == "restored" and c.original is not None
    )
    return MeetingMovedForHoliday(
        dear=dear(letter.person),
        title=noun.title,
        exceptions=tuple(by_start[start] for start in dict.fromkeys(named) if start in by_start),
        restored=back,
        invite=letter.invite("REQUEST"),
        next_when=letter.when(slot.start, slot.minutes),
        place=noun.place,
        link=noun.link,
    )


def _notices(
    status: ProjectStatus, series: CheckIn, slot: Slot, now: datetime, courtesy: Courtesy
) -> Iterator[Planned]:
    """A word a few working days before a holiday that was told of long ago, so that nobody waits in an empty call."""
    chain = _break(series, now)
    if not chain or any(c.holiday and c.at > now - _NEWS for c in series.changes):
        return
    groups: dict[tuple[Language, str], list[Person]] = {}
    for person in guests(status, series):
        invited = reached(status.sent, series.uid, person.email)
        day = next(o.original for o in chain if o.original > now).date()
        if invited and invited.at <= now - _NEWS and courtesy.work(person).add(day, -_HOLIDAY_NOTICE) <= now.date():
            groups.setdefault((person.language, reader_zone(status, person)), []).append(person)
    for (language, zone), people in groups.items():
        key = f"holiday:{series.uid}:{chain[0].original:%Y-%m-%d}:{language}:{zone}"
        content = MeetingMovedForHoliday(
            dear=dear(people[0]) if len(people) == 1 else "",
            title=series.title,
            exceptions=tuple(unusual_of(series, o, zone) for o in chain),
            next_when=when(slot.start, slot.minutes, zone, series.zone_name),
            place=series.place,
            link=series.link,
        )
        yield Planned(
            key=key,
            kind="meeting_moved_for_holiday",
            project=status.project.key,
            to=addresses(people),
            language=language,
            content=content,
            not_before=courtesy.next_slot(people[0]),
            expires=max(o.original for o in chain),
            zone=zone,
            because=("holiday",),
        )


def _break(series: CheckIn, now: datetime) -> list[Occurrence]:
    """The next dates that fall to holidays in one go (two weeks of 春节 are one), also those just gone by."""
    chain: list[Occurrence] = []
    for o in sorted((o for o in series.exceptions if o.holiday), key=lambda o: o.original):
        if chain and o.original - chain[-1].original > _ONE_BREAK:
            if chain[-1].original > now:
                return chain
            chain = []
        chain.append(o)
    return chain if chain and chain[-1].original > now else []


def _cancelled(
    status: ProjectStatus, noun: CheckIn | Meeting, now: datetime, courtesy: Courtesy
) -> Iterator[Planned]:
    change = next((c for c in reversed(noun.changes) if c.field == "cancelled"), None)
    if change is None or change.at < now - _CANCEL_FOR or (isinstance(noun, Meeting) and noun.end <= now):
        return
    for person in (*guests(status, noun), *_not_yet_told(status, noun)):
        yield from _cancel(status, noun, person, change, now, courtesy)


def _not_yet_told(status: ProjectStatus, noun: CheckIn | Meeting) -> Iterator[Person]:
    """Who was dropped while his letter still waited when all was called off."""
    for email in noun.dropped:
        person = status.person(email)
        if person is not None and not person.bounced:
            yield person


def _dropped(
    status: ProjectStatus, noun: CheckIn | Meeting, slot: Slot, now: datetime, courtesy: Courtesy
) -> Iterator[Planned]:
    for email in noun.dropped:
        person = status.person(email)
        change = next((c for c in reversed(noun.changes) if c.field == "people" and c.old == email), None)
        if person is not None and not person.bounced and change is not None and change.at >= now - _CANCEL_FOR:
            yield from _cancel(status, noun, person, change, now, courtesy, slot=slot)


def _cancel(
    status: ProjectStatus,
    noun: CheckIn | Meeting,
    person: Person,
    change: MeetingChange,
    now: datetime,
    courtesy: Courtesy,
    *,
    slot: Slot | None = None,
) -> Iterator[Planned]:
    """A CANCEL for who was ever invited; `slot` is set where the others still meet."""
    invited = reached(status.sent, noun.uid, person.email)
    if invited is None or called_off(status.sent, noun.uid, person.email) is not None:
        return
    if any(s.state in UNSETTLED for _, s in sequences(status.sent, noun.uid, person.email)):
        return
    time = slot or Slot(original=noun.start, start=noun.start, minutes=noun.minutes, place=noun.place)
    letter = _Letter(
        status=status, noun=noun, person=person, slot=time, now=now, not_before=_from(courtesy, person, time, now)
    )
    content = MeetingCancelled(
        dear=dear(person),
        title=noun.title,
        when=letter.when(time.start, time.minutes),
        invite=letter.invite("CANCEL", guest=person.email if slot else ""),
        rhythm=letter.rhythm(),
        guest_only=slot is not None,
        why=change.why,
    )
    key = f"meeting_cancelled:{noun.uid}:{change.sequence}:{person.email}"
    yield letter.planned(key, "meeting_cancelled", content, because=("cancelled",))
