"""When a person may be written to: one letter a day, in their hours, never on a day off of either side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mailpm.model import Person, ProjectStatus, Sent, Side
from mailpm.workdays import WorkCalendar

Calendars = Callable[[str], WorkCalendar]

# Letters about what somebody owes or gave: of these a person gets one a day. Invitations, agendas and reports have
# hours of their own.
PERSONAL = frozenset(
    {
        "reminder",
        "first_request",
        "thanks",
        "escalation",
        "late_word",
        "incentive",
        "change_note",
        "attendee_items",
        "answer_missing",
    }
)
# States of a letter that left, will leave, or may have left.
ON_THE_WAY = frozenset({"queued", "connecting", "body_started", "in_doubt"})
LEFT = frozenset({"accepted"})
# The commonest Chinese family names in Latin letters; names that are given names elsewhere (Ben, Dan) are left out.
_FAMILY_NAMES = frozenset(
    {
        *("wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou", "xu", "sun", "ma", "zhu", "hu"),
        *("guo", "he", "gao", "lin", "luo", "zheng", "liang", "xie", "tang", "feng", "yu", "dong", "xiao", "cheng"),
        *("cao", "yuan", "deng", "fu", "shen", "zeng", "peng", "lu", "su", "jiang", "cai", "jia", "ding", "wei", "xue"),
        *("ye", "yan", "pan", "du", "dai", "xia", "zhong", "tian", "ren", "fan", "fang", "shi", "yao", "tan", "liao"),
        *("zou", "xiong", "jin", "hao", "kong", "bai", "cui", "kang", "mao", "qiu", "qin", "gu", "hou", "shao", "meng"),
    }
)
_CAP_DAYS = 5  # working days over which letters_per_week counts
_HORIZON = 60  # days that are looked at for a free one


@lru_cache(maxsize=1024)
def both_work(ours: str, theirs: str, calendars: Calendars) -> WorkCalendar:
    """The days on which the PM's and the other person's country both work."""
    if ours == theirs or not theirs:
        return calendars(ours)
    if not ours:
        return calendars(theirs)
    return WorkCalendar.both(calendars(ours), calendars(theirs))


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The zone by its IANA name; "" is UTC."""
    return ZoneInfo(name or "UTC")


class Courtesy:
    """What good manners allow for the people of one project at `now`."""

    def __init__(self, status: ProjectStatus, now: datetime, *, calendars: Calendars) -> None:
        self._status = status
        self._now = now
        self._calendars = calendars
        pm = status.pm
        self._ours = (pm.country if pm else "") or status.project.country
        self._letters = _by_person(s for s in (*status.sent, *status.sent_elsewhere) if s.kind in PERSONAL)
        self._told: dict[str, dict[str, datetime]] = {}
        self._all = _by_person(s for s in status.sent if s.state in LEFT and s.item_keys)

    def at(self, moment: datetime) -> Courtesy:
        """The same manners, asked at another moment."""
        return Courtesy(self._status, moment, calendars=self._calendars)

    def work(self, person: Person) -> WorkCalendar:
        """The days on which this person and the PM both work (own days off: see `is_off`)."""
        return both_work(self._ours, person.country or self._status.project.country, self._calendars)

    def is_off(self, person: Person, day: date) -> bool:
        """Whether the person or our side rests on `day`."""
        if day in person.days_off or not self.work(person).is_working(day):
            return True
        pm = self._status.pm
        return pm is not None and day in pm.days_off

    def next_slot(self, person: Person) -> datetime | None:
        """The next moment in the person's hours and days, aware in the person's zone, whatever was sent already."""
        return next(self._slots(person), None)

    def is_quiet(self, person: Person, day: date) -> bool:
        """Whether nothing may go to this person on `day`: bounced, away, paused, or an answer not yet read."""
        project = self._status.project
        paused = project.status == "paused" and (project.paused_until is None or project.paused_until >= day)
        return (
            person.bounced
            or (person.quiet_until is not None and person.quiet_until >= day)
            or person.email in self._status.unread_from
            or project.status not in ("active", "paused")
            or paused
            or (project.paused_until is not None and project.paused_until >= day)
        )

    def slot(self, person: Person, *, but: str = "") -> datetime | None:
        """When the person's next letter may leave, if it should exist by now; else None. `but` is its own key.

        It should exist from a day before on, or from the PM's last brief before it, so that a PM far east or west
        can let it go in time. None where the day is taken (the next day's letter will exist tomorrow), the person
        is to be left alone, or the week is full.
        """
        at = self.next_slot(person)
        if at is None or not self._is_near(at):
            return None
        day = at.date()
        busy = self.is_quiet(person, day) or self.is_taken(person, day, but=but) or self.is_capped(person, day)
        return None if busy else at

    def is_taken(self, person: Person, day: date, *, but: str = "") -> bool:
        """Whether a personal letter to this person leaves or left on `day` (in the person's zone), other than `but`."""
        return any(
            sent.key != but and sent.state in LEFT | ON_THE_WAY and self.day_of(sent.at, person) == day
            for sent in self._letters.get(person.email, ())
        )

    def is_capped(self, person: Person, day: date) -> bool:
        """Whether the person had as many letters in the last five working days as the plan allows."""
        letters = [s for s in self._letters.get(person.email, ()) if s.state in LEFT]
        most = self._status.project.plan.letters_per_week
        if len(letters) < most:
            return False
        since = self.work(person).add(day, -_CAP_DAYS)
        return sum(since < self.day_of(s.at, person) <= day for s in letters) >= most

    def letters(self, person: Person) -> tuple[Sent, ...]:
        """The personal letters to this person, of this project and others, whatever their state."""
        return tuple(self._letters.get(person.email, ()))

    def told_of(self, person: Person) -> Mapping[str, datetime]:
        """The items that our letters named to this person, and when last."""
        if person.email in self._told:
            return self._told[person.email]
        told = self._told.setdefault(person.email, {})
        for sent in self._all.get(person.email, ()):
            for key in sent.item_keys:
                told[key] = max(told.get(key, sent.at), sent.at)
        return told

    def when(self, people: Sequence[Person], *, but: str = "") -> datetime | None:
        """The next moment that suits the first person's hours and everybody's days, free of other letters than `but`;
        None where there is nobody, or no such moment in two months."""
        if not people:
            return None
        for at in self._slots(people[0]):
            if all(self._suits(p, at, but) for p in people):
                shared = max((self._in_hours(p, at) for p in people[1:]), default=at)
                until = self._status.project.plan.send_until
                local = shared.astimezone(at.tzinfo)
                return local if local.date() == at.date() and local.time() < until and local > at else at
        return None

    def _suits(self, person: Person, at: datetime, but: str) -> bool:
        day = at.astimezone(self._zone(person)).date()
        away = person.quiet_until is not None and person.quiet_until >= day
        return not away and not self.is_off(person, day) and not self.is_taken(person, day, but=but)

    def _in_hours(self, person: Person, at: datetime) -> datetime:
        """`at`, or the beginning of the person's hours on that day of theirs."""
        zone = self._zone(person)
        return max(at, _at(at.astimezone(zone).date(), self._status.project.plan.send_from, zone))

    def _is_near(self, at: datetime) -> bool:
        if at - self._now <= timedelta(days=1):
            return True
        pm = self._status.pm
        if pm is None:
            return False
        zone, work = zone_of(pm.zone), self._calendars(pm.country)
        day = self._now.astimezone(zone).date()
        brief = _at(day, self._status.project.plan.brief_at, zone)
        if brief <= self._now or not work.is_working(day):
            brief = _at(work.add(day, 1), self._status.project.plan.brief_at, zone)
        return brief > at

    def _slots(self, person: Person) -> Iterator[datetime]:
        plan = self._status.project.plan
        zone = self._zone(person)
        local = self._now.astimezone(zone)
        day = local.date()
        if not self.is_off(person, day) and local.time() < plan.send_until:
            yield max(local, _at(day, plan.send_from, zone))
        for _ in range(_HORIZON):
            day += timedelta(days=1)
            if not self.is_off(person, day):
                yield _at(day, plan.send_from, zone)

    def day_of(self, at: datetime, person: Person) -> date:
        """The day of a moment by the person's own clock."""
        return at.astimezone(self._zone(person)).date()

    def _zone(self, person: Person) -> ZoneInfo:
        return zone_of(person.zone or self._status.project.zone)


def when_may_leave(
    status: ProjectStatus, recipients: Iterable[str], now: datetime, *, calendars: Calendars, key: str = ""
) -> datetime:
    """The moment from which an approved letter may leave; ask again right before it does.

    The first client among the recipients counts with hours and days, the others with their days, and with their
    hours too where the same day allows it: New York and Shanghai never work at once. `key` is the letter's own, so
    that it does not stand in its own way. A letter to the team alone leaves at once.
    """
    courtesy = Courtesy(status, now, calendars=calendars)
    people = [status.person(email) for email in recipients]
    clients = [p for p in people if p is not None and p.side is not Side.TEAM]
    return courtesy.when(clients, but=key) or now


def dear(person: Person) -> str:
    """How a letter greets a person: the set salutation; else the first name in Latin letters, or the whole name."""
    if person.salutation:
        return person.salutation
    name = person.name.strip()
    if "@" in name:
        return ""
    # "Li Na" is not "Li": where a Chinese family name comes first, the whole name is the safe one.
    if not name.isascii() or not name or name.split()[0].lower() in _FAMILY_NAMES:
        return name
    return name.split()[0]


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)


def _by_person(letters: Iterable[Sent]) -> dict[str, list[Sent]]:
    found: dict[str, list[Sent]] = {}
    for sent in letters:
        for email in sent.to:
            found.setdefault(email, []).append(sent)
    return found
