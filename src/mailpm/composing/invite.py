"""A meeting or a series as iCalendar bytes, so that every mail program shows its Accept and Decline (RFC 6047)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.prop import vCalAddress, vRecur, vText

from mailpm.composing.vtimezone import vtimezone
from mailpm.model.letters.meetings import Invite
from mailpm.model.mail import Address
from mailpm.model.outbound import Planned
from mailpm.model.project import Answer, CheckIn, Meeting, Occurrence

PRODUCT = "-//mailpm//mailpm//EN"


def calendar_maker(organizer: Address) -> Callable[[Planned, datetime], tuple[bytes, str] | None]:
    """What the Composer asks for the calendar part: the bytes and METHOD of a letter that carries an `invite`.

    `organizer` is the assistant's own address, the From of its letters: programs send the answer there, and show
    "unknown organizer" where the two differ.
    """

    def calendar(planned: Planned, now: datetime) -> tuple[bytes, str] | None:
        invite = getattr(planned.content, "invite", None)
        return (invite_bytes(invite, organizer=organizer, now=now), invite.method) if invite is not None else None

    return calendar


def invite_bytes(invite: Invite, *, organizer: Address, now: datetime) -> bytes:
    """The calendar object of one iTIP message (RFC 5546), UTF-8, CRLF, lines folded at 75 octets.

    DTSTAMP is the moment of the last change, or `now` (aware) where none is known. An update of one occurrence
    is one VEVENT with its RECURRENCE-ID; a skipped occurrence is the whole series with an EXDATE, because a
    CANCEL with RECURRENCE-ID makes Nextcloud and others drop the whole series.
    """
    calendar = _calendar(invite.method)
    noun = invite.check_in or invite.meeting
    if noun is None:
        raise ValueError("an invite is made of a meeting or of a series")
    if (zone := _timezone(noun)) is not None:
        calendar.add_component(zone)
    for event in _events(invite, organizer, now):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    return calendar


def _timezone(noun: CheckIn | Meeting) -> Timezone | None:
    return None if noun.zone_name == "UTC" else vtimezone(noun.zone_name, noun.start.year)


def _events(invite: Invite, organizer: Address, now: datetime) -> Iterable[Event]:
    noun = invite.check_in or invite.meeting
    assert noun is not None
    if invite.method == "DECLINECOUNTER":
        return [_declined(invite, noun, organizer, now)]
    whole = _base(invite, noun, organizer, now)
    series = invite.check_in
    if series is None:
        whole.add("dtstart", there(noun, noun.start))
        whole.add("dtend", there(noun, noun.start + timedelta(minutes=noun.minutes)))
        return [whole]
    moved = {o.original: o for o in series.exceptions if o.start is not None}
    if invite.only is not None:
        changed = moved.get(invite.only) or Occurrence(original=invite.only, start=invite.only)
        return [_override(invite, series, changed, organizer, now)]
    add_series(whole, series)
    if invite.method != "REQUEST":
        return [whole]
    return [whole, *(_override(invite, series, o, organizer, now) for o in moved.values())]


def there(noun: CheckIn | Meeting, moment: datetime) -> datetime:
    """`moment` on the meeting's own clock: never floating, and in UTC only where the meeting is."""
    zone = noun.zone_name
    return moment.astimezone(UTC) if zone == "UTC" else moment.astimezone(ZoneInfo(zone))


def _declined(invite: Invite, noun: CheckIn | Meeting, organizer: Address, now: datetime) -> Event:
    """The word that a COUNTER was not taken: names the event and nothing else of it (RFC 5546 section 3.2.8)."""
    event = Event()
    event.add("uid", noun.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    if noun.sequence:
        event.add("sequence", noun.sequence)
    event.add("organizer", _caller(organizer, organizer.name))
    if invite.only is not None:
        event.add("recurrence-id", there(noun, invite.only))
    return event


def add_series(event: Event, series: CheckIn) -> None:
    """DTSTART, DTEND, RRULE and EXDATE of a series; EXDATEs have DTSTART's form and zone (RFC 5545 section 3.8.5.1)."""
    event.add("dtstart", there(series, series.start))
    event.add("dtend", there(series, series.start + timedelta(minutes=series.minutes)))
    event.add("rrule", _rule(series))
    skipped = sorted(o.original for o in series.exceptions if o.start is None)
    if skipped:
        event.add("exdate", [there(series, start) for start in skipped])


def _override(invite: Invite, series: CheckIn, changed: Occurrence, organizer: Address, now: datetime) -> Event:
    event = _base(invite, series, organizer, now)
    start = changed.start or changed.original
    minutes = changed.minutes or series.minutes
    event.add("recurrence-id", there(series, changed.original))
    event.add("dtstart", there(series, start))
    event.add("dtend", there(series, start + timedelta(minutes=minutes)))
    if changed.place is not None:
        event.pop("location", None)
        if changed.place:
            event.add("location", changed.place)
    return event


def _base(invite: Invite, noun: CheckIn | Meeting, organizer: Address, now: datetime) -> Event:
    event = Event()
    event.add("uid", noun.uid)
    event.add("dtstamp", stamp(noun, now))
    # Who is no longer expected gets a higher number than he knows, or his program ignores the CANCEL.
    event.add("sequence", noun.sequence + (1 if invite.guest else 0))
    _tell(event, noun)
    event.add("organizer", _caller(organizer, organizer.name))
    names = {person.email: person.name for person in invite.people}
    answers = {answer.email: answer for answer in noun.answers if answer.original == invite.only}
    expected = [invite.guest] if invite.guest else noun.attendees
    # An attendee who is the organizer is told "you need not respond".
    asks = invite.method == "REQUEST"
    for email in dict.fromkeys(e for e in expected if e != organizer.email):
        event.add("attendee", _attendee(email, names.get(email, ""), answers.get(email), asks=asks))
    if invite.method == "REQUEST":
        event.add("status", "CONFIRMED")
    elif invite.method == "CANCEL" and not invite.guest:
        event.add("status", "CANCELLED")
    return event


def _tell(event: Event, noun: CheckIn | Meeting) -> None:
    event.add("summary", noun.title)
    if place := noun.place or noun.link:
        event.add("location", place)
    if noun.link:
        event.add("description", noun.link)
        if noun.link.startswith("https://"):
            event.add("url", noun.link)
    event.add("transp", "OPAQUE")


def stamp(noun: CheckIn | Meeting, now: datetime) -> datetime:
    """The DTSTAMP of the noun as it stands now: of its last change, of its beginning, or `now`; UTC, whole seconds."""
    at = noun.changes[-1].at if noun.changes else noun.created or now
    return at.astimezone(UTC).replace(microsecond=0)


def _rule(series: CheckIn) -> vRecur:
    rule: vRecur = vRecur.from_ical(series.rrule.removeprefix("RRULE:"))
    # UNTIL has to be in UTC where DTSTART has a zone; a bare day means the end of that day there.
    if until := rule.get("UNTIL"):
        rule["UNTIL"] = [_until(series, value) for value in until]
    return rule


def _until(series: CheckIn, value: object) -> datetime:
    zone = ZoneInfo(series.zone_name)
    if not isinstance(value, datetime):
        return datetime.combine(value, time(23, 59, 59), tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type]
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _caller(address: Address, name: str) -> vCalAddress:
    # A bare mailto and no SENT-BY: with it, Outlook shows "unknown organizer".
    caller = vCalAddress(f"mailto:{address.email}")
    if clean := _parameter(name):
        caller.params["CN"] = vText(clean)
    return caller


def _attendee(email: str, name: str, answer: Answer | None, *, asks: bool) -> vCalAddress:
    attendee = _caller(Address(email=email), name or email)
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(answer.partstat if answer else "NEEDS-ACTION")
    if asks:
        attendee.params["RSVP"] = vText("TRUE")
    return attendee


def _parameter(text: str) -> str:
    """`text` fit for a parameter value, which can hold neither quotes nor controls (RFC 5545 section 3.2)."""
    return " ".join("".join(" " if c in '"\r\n\t' else c for c in text if c in "\t\r\n" or c.isprintable()).split())
