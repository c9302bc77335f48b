"""Which reports should exist by now: a draft half an hour ahead, one letter a period, audience and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailpm.model import (
    Address,
    Autonomy,
    Language,
    Numbered,
    Person,
    Planned,
    ProjectStatus,
    Sent,
    Side,
    ThreadPlace,
)
from mailpm.model.letters.reports import Audience, Report, ReportDraft, ReportFeedback
from mailpm.planning.forecast import Calendars, local_day, name_of, shared_days
from mailpm.planning.raci import gaps
from mailpm.planning.report_facts import make_report
from mailpm.planning.risks import due_for_review, risk_line, suggested_risks
from mailpm.workdays import WorkCalendar

DRAFT_BEFORE = timedelta(minutes=30)
# A report that nobody let go is stale after this many working days: the next one says it better.
KEEPS = 2
FEEDBACK_KEPT = timedelta(days=7)
_GONE = {"connecting", "body_started", "accepted", "in_doubt"}
_LEFT = {"queued", "connecting", "body_started", "accepted", "in_doubt"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One report's hour (aware, in the PM's zone), the first day it covers if none was sent before, and its end."""

    at: datetime
    since: date
    expires: datetime
    rhythm: str


def plan_reports(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> tuple[Planned, ...]:
    """The reports of this project that should exist by now, their drafts to the PM, and the feedback on them."""
    if status.project.status != "active" or status.pm is None:
        return ()
    letters = list(_feedback(status, now))
    slot = current_slot(status, now, calendars=calendars)
    if slot is not None:
        for audience in status.project.plan.report_audiences:
            letters += _reports(status, now, slot, Audience(audience), calendars)
    return tuple(letters)


def report_now(
    status: ProjectStatus, now: datetime, *, audience: Audience, calendars: Calendars
) -> tuple[Planned, ...]:
    """A report that the PM asked for outside its hour: the drafts of `plan_reports`, for the past week."""
    if status.pm is None:
        return ()
    at = now.astimezone(ZoneInfo(status.pm.zone))
    work = shared_days(status, calendars)
    slot = Slot(at=at, since=at.date() - timedelta(days=6), expires=_end(at, work), rhythm="")
    return tuple(_reports(status, now, slot, audience, calendars))


def current_slot(status: ProjectStatus, now: datetime, *, calendars: Calendars) -> Slot | None:
    """The report hour whose draft should exist now, or None.

    On a day off of either side the report goes out on the last shared working day before it in the same week; a
    week without one has no report, and the next covers it.
    """
    plan, pm = status.project.plan, status.pm
    if plan.report_weekday is None or pm is None:
        return None
    work, zone = shared_days(status, calendars), ZoneInfo(pm.zone)
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    for week in (monday, monday - timedelta(weeks=1)):
        nominal = week + timedelta(days=plan.report_weekday)
        if not _has_report(status, nominal):
            continue
        try:
            day = work.previous(nominal)
        except ValueError:  # a break beyond anything in the tables
            continue
        if day < week:
            continue
        at = datetime.combine(day, plan.report_at, tzinfo=zone)
        expires = _end(at, work)
        began = status.project.begun
        if began is not None and day <= began:
            continue  # there was no project yet to report on
        if at - DRAFT_BEFORE <= now < expires:
            return Slot(at=at, since=day - _period(status) + timedelta(days=1), expires=expires, rhythm=_rhythm(status))
    return None


def _reports(
    status: ProjectStatus, now: datetime, slot: Slot, audience: Audience, calendars: Calendars
) -> Iterator[Planned]:
    readers = readers_of(status, audience, slot.at.date())
    for language in sorted({p.language for p in readers}):
        group = [p for p in readers if p.language is language]
        yield from _report(status, now, slot, audience, language, group, calendars)


def _report(
    status: ProjectStatus,
    now: datetime,
    slot: Slot,
    audience: Audience,
    language: Language,
    readers: Sequence[Person],
    calendars: Calendars,
) -> Iterator[Planned]:
    key = f"report:{status.project.key}:{slot.at.date()}:{audience}:{language}"
    if not slot.rhythm:
        key = f"report:{status.project.key}:{slot.at:%Y-%m-%dT%H%M}:{audience}:{language}"
    if any(s.key == key and s.state in _GONE for s in status.sent):
        return  # it left; nothing can withdraw it any more
    before = _sent_before(status, key)
    zone = ZoneInfo(status.project.zone or "UTC")
    since = before[-1].at.astimezone(zone).date() + timedelta(days=1) if before and slot.rhythm else slot.since
    today = local_day(status.project, now)
    report = make_report(
        status,
        now,
        audience=audience,
        calendars=calendars,
        since=min(since, today),
        rhythm=slot.rhythm,
        count=len(before) + 1,
        salutations=tuple(greeting_name(p) for p in readers),
    )
    pm = status.pm
    assert pm is not None
    numbering = report_numbering(report, key)
    yield Planned(
        key=key,
        kind="report",
        project=status.project.key,
        to=tuple(p.address for p in readers),
        cc=_copied(status, pm, readers, audience),
        language=language,
        content=report,
        place=_place(before),
        approval=audience is not Audience.TEAM,
        not_before=slot.at,
        expires=slot.expires,
        zone=pm.zone,
        numbering=numbering,
        because=(f"report.{slot.rhythm or 'asked'}",),
    )
    if dict(status.project.plan.autonomy).get("report") is Autonomy.AUTOMATIC or audience is Audience.TEAM:
        return
    yield Planned(
        key=f"report-draft:{key.partition(':')[2]}",
        kind="report_draft",
        project=status.project.key,
        to=(pm.address,),
        language=language,
        content=report_draft(status, report, slot.at if slot.rhythm else None, readers, now, calendars),
        approval=False,
        expires=slot.expires,
        zone=pm.zone,
        numbering=(Numbered(number="draft", kind="draft", key=key), *numbering),
        because=("report.draft",),
    )


def report_draft(
    status: ProjectStatus,
    report: Report,
    at: datetime | None,
    readers: Sequence[Person],
    now: datetime,
    calendars: Calendars,
) -> ReportDraft:
    """The report with what only the PM is told: risks to look at again, risks that the mail suggests, RACI gaps."""
    noted = [r for r in status.risks if r.status == "suggested"]
    suggested = (*noted, *suggested_risks(status, now, calendars=calendars))
    return ReportDraft(
        report=report,
        at=at,
        readers=tuple(p.name or p.email for p in readers),
        reviews=tuple(risk_line(status, r) for r in due_for_review(status, now)),
        suggested=tuple(risk_line(status, r) for r in suggested[:3]),
        gaps=gaps(status),
    )


def report_numbering(report: Report, key: str) -> tuple[Numbered, ...]:
    """What each number in a report stands for: an item, or a line of this very letter."""
    items = (*report.need, *report.owe, *report.done, *report.slipped)
    rest = [*(line.number for line in report.decisions), *(line.number for line in report.ahead)]
    return (
        *(Numbered(number=line.number, kind="item", key=line.item_key) for line in items),
        *(Numbered(number=number, kind="line", key=f"{key}#{number}") for number in rest),
    )


def readers_of(status: ProjectStatus, audience: Audience, day: date) -> tuple[Person, ...]:
    """Who gets a report: people who bounced never, people who are away only if nobody else is left."""
    if audience is Audience.TEAM:
        people = list(status.team)
    else:
        clients = [p for p in status.people if p.side is Side.CLIENT and not p.bounced]
        above = [p for p in clients if p.escalation or p.role.lower() in {"sponsor", "发起人", "项目发起人"}]
        people = above if audience is Audience.SPONSOR else [p for p in clients if p not in above] or clients
    people = [p for p in people if not p.bounced]
    here = [p for p in people if p.quiet_until is None or p.quiet_until < day]
    return tuple(here or people)


def greeting_name(person: Person) -> str:
    """How a letter addresses somebody: as the plan says, else by given name in English, by full name in Chinese."""
    if person.salutation:
        return person.salutation
    if person.language is Language.ENGLISH and person.name.isascii():
        return person.name.split()[0] if person.name else ""
    return person.name


def _copied(status: ProjectStatus, pm: Person, readers: Sequence[Person], audience: Audience) -> tuple[Address, ...]:
    if audience is Audience.TEAM or not status.project.plan.copy_pm or pm.email in {p.email for p in readers}:
        return ()
    return (pm.address,)


def _sent_before(status: ProjectStatus, key: str) -> list[Sent]:
    """Earlier reports to the same audience in the same language, the oldest first."""
    prefix, suffix = f"report:{status.project.key}:", ":".join(["", *key.split(":")[-2:]])
    found = [
        s
        for s in status.sent
        if s.kind == "report" and s.state in _LEFT and s.key != key
        and s.key.startswith(prefix) and s.key.endswith(suffix)
    ]
    return sorted(found, key=lambda s: s.at)


def _place(before: Sequence[Sent]) -> ThreadPlace | None:
    """The thread of the reports: each answers the one before it. The subject is the template's and never changes."""
    known = [s.message_id for s in before if s.message_id]
    return ThreadPlace(subject="", in_reply_to=known[-1], references=tuple(known)) if known else None


def _feedback(status: ProjectStatus, now: datetime) -> Iterator[Planned]:
    pm = status.pm
    if pm is None:
        return
    for feedback in status.feedback:
        if feedback.said_on + FEEDBACK_KEPT < now:
            continue
        yield Planned(
            key=f"feedback:{feedback.message_id}",
            kind="report_feedback",
            project=status.project.key,
            to=(pm.address,),
            language=pm.language,
            content=ReportFeedback(
                project=status.project.name,
                said_by=name_of(status, feedback.said_by),
                said_on=feedback.said_on.astimezone(ZoneInfo(pm.zone)),
                words=feedback.words,
            ),
            approval=False,
            zone=pm.zone,
            because=("report.feedback",),
        )


def _has_report(status: ProjectStatus, nominal: date) -> bool:
    plan = status.project.plan
    if plan.report_monthly:
        return (nominal + timedelta(weeks=1)).month != nominal.month
    # Weeks are counted from a fixed Monday, so that "every two weeks" needs no memory.
    return (nominal - date(1970, 1, 5)).days // 7 % max(1, plan.report_every_weeks) == 0


def _period(status: ProjectStatus) -> timedelta:
    plan = status.project.plan
    return timedelta(days=31) if plan.report_monthly else timedelta(weeks=max(1, plan.report_every_weeks))


def _rhythm(status: ProjectStatus) -> str:
    plan = status.project.plan
    if plan.report_monthly:
        return "monthly"
    return "fortnightly" if plan.report_every_weeks == 2 else "weekly"


def _end(at: datetime, work: WorkCalendar) -> datetime:
    return datetime.combine(work.add(at.date(), KEEPS), time(18), tzinfo=at.tzinfo)
