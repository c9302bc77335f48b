"""A project begins: its facts, by mail, by file or at the terminal, become what the ledger keeps."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from mailpm.assistant.house import Event, House, person_of
from mailpm.assistant.newcomers import default_plan
from mailpm.assistant.orders_meetings import first_time, rule_of
from mailpm.config import Member
from mailpm.message.office import office_text
from mailpm.model import (
    Address,
    Assignment,
    CheckIn,
    Incentive,
    Language,
    Message,
    Milestone,
    Numbered,
    Person,
    Planned,
    Project,
    ProjectStatus,
    Side,
    TeamRole,
    ThreadPlace,
)
from mailpm.model.letters.control import Outcome, ProjectNoted
from mailpm.model.plan import MilestoneFacts, PersonFacts, PlanFacts
from mailpm.reading.plans import PlanNotRead, missing_facts, read_plan, read_plan_file

_SUBJECT = re.compile(r"^\s*(?:(?:re|fwd?|回复|转发)\s*[:：]\s*)*(?:新项目|新建项目|new project)", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")


class NotAPlan(Exception):
    """A file or words that hold no plan; the text is one sentence."""


def begins(message: Message) -> bool:
    """Whether a team member's letter asks for a new project: its subject or its first line says so."""
    first = message.own.strip().splitlines()[0] if message.own.strip() else ""
    return bool(_SUBJECT.match(message.subject) or _SUBJECT.match(first))


def begin(house: House, message: Message, member: Member, now: datetime) -> tuple[Planned, ...]:
    """The project of this letter, written down as new; the answer shows it and asks for an OK."""
    facts = _facts_of(message)
    waiting = [p for p in house.ledger.projects() if p.status == "new"]
    known = next((p for p in waiting if p.name.lower() == facts.name.lower()), None)
    project = begin_project(house, facts, now, waiting=True, owner=member, key=known.key if known else "")
    house.ledger.move_thread(message.message_id, project.key)
    return (noted(house, project, facts, message, member, now),)


def _facts_of(message: Message) -> PlanFacts:
    """The words of the letter; an attached plan says more than they do."""
    facts = read_plan(message.own, subject=message.subject, now=message.date)
    for attachment in message.attachments:
        if attachment.text and attachment.name.lower().endswith((".toml", ".csv", ".xlsx", ".tsv")):
            try:
                more = read_plan_file(attachment.name, attachment.text, now=message.date)
            except PlanNotRead as error:
                facts = replace(facts, dark=(*facts.dark, f"{attachment.name}: {error}"))
                continue
            facts = _together(facts, more)
    return facts


def _together(said: PlanFacts, more: PlanFacts) -> PlanFacts:
    known = {p.email for p in said.people}
    names = {m.name for m in said.milestones}
    return replace(
        said,
        name=said.name or more.name,
        client=said.client or more.client,
        people=(*said.people, *(p for p in more.people if p.email not in known)),
        milestones=(*said.milestones, *(m for m in more.milestones if m.name not in names)),
        check_in=said.check_in or more.check_in,
        report=said.report or more.report,
        zone=said.zone or more.zone,
        country=said.country or more.country,
        ladder=said.ladder or more.ladder,
        incentives=(*said.incentives, *more.incentives),
        dark=(*said.dark, *more.dark),
    )


def begin_project(
    house: House, facts: PlanFacts, now: datetime, *, waiting: bool, owner: Member | None = None, key: str = ""
) -> Project:
    """Write the facts down as a project; `waiting` for the PM's OK before anything is planned for it."""
    if not facts.name:
        raise NotAPlan("The project has no name.")
    owner = owner or next(m for m in house.config.team.members if m.role is TeamRole.OWNER)
    project = _project(house, facts, key or _free_key(house, facts), "new" if waiting else "active")
    project = replace(project, begun=None if waiting else now.date())
    with house.ledger.transaction():
        house.ledger.save_project(project)
        house.ledger.save_person(project.key, person_of(owner))
        people = tuple(_person(house, p, project) for p in facts.people)
        for person in people:
            house.ledger.save_person(project.key, person)
        keys = {m.name: f"{project.key}:{m.name}" for m in facts.milestones}
        for milestone in facts.milestones:
            house.ledger.save_milestone(project.key, _milestone(milestone, keys))
            for raci, who in milestone.assignments:
                email = _address_of(who, people, owner)
                if email:
                    cell = Assignment(subject=milestone.name, email=email, raci=raci)
                    house.ledger.save_assignment(project.key, cell)
        _save_check_in(house, facts, project, people, owner, now)
        for incentive in facts.incentives:
            mark = sha256(f"{project.key}{incentive.words}".encode()).hexdigest()[:12]
            house.ledger.save_incentive(
                project.key,
                Incentive(
                    key=f"incentive:{mark}", words=incentive.words, until=incentive.until,
                    subject=keys.get(incentive.milestone, incentive.milestone),
                ),
            )  # fmt: skip
    house.tell(Event(what="opened", words=project.name, who=owner.email, project=project.key))
    return project


def _free_key(house: House, facts: PlanFacts) -> str:
    base = facts.code or facts.client or facts.name
    wanted = re.sub(r"[^a-z0-9\u4e00-\u9fff]+", "-", base.lower()).strip("-")[:40] or "project"
    taken = {p.key for p in house.ledger.projects()}
    return next(k for k in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if k not in taken)


def _project(house: House, facts: PlanFacts, key: str, status: str) -> Project:
    plan = default_plan(house)
    if facts.report is not None:
        plan = replace(
            plan,
            report_weekday=facts.report.weekday,
            report_at=facts.report.at,
            report_every_weeks=facts.report.every_weeks,
            report_monthly=facts.report.monthly,
        )
    if facts.ladder:
        plan = replace(plan, ladder=facts.ladder)
    return Project(
        key=key,
        name=facts.name,
        code=facts.code,
        client=facts.client,
        status=status,
        zone=facts.zone or house.config.assistant.zone,
        country=facts.country or house.config.assistant.country,
        plan=plan,
    )


def _person(house: House, facts: PersonFacts, project: Project) -> Person:
    name = facts.name or facts.email.partition("@")[0]
    language = facts.language or (Language.CHINESE if _HAN.search(name) else Language.ENGLISH)
    return Person(
        email=facts.email,
        name=name,
        side=Side.TEAM if house.is_team(facts.email) else facts.side,
        language=language,
        zone=facts.zone or project.zone,
        country=facts.country or project.country,
        role=facts.role,
        escalation=facts.escalation,
        salutation=facts.salutation,
    )


def _milestone(facts: MilestoneFacts, keys: dict[str, str]) -> Milestone:
    return Milestone(
        key=keys[facts.name],
        name=facts.name,
        baseline=facts.baseline,
        deliverables=facts.deliverables,
        depends_on=tuple(keys[d] for d in facts.depends_on if d in keys),
    )


def _address_of(who: str, people: tuple[Person, ...], owner: Member) -> str:
    if "@" in who:
        return who.lower()
    if who == owner.name:
        return owner.email
    return next((p.email for p in people if who in (p.name, p.salutation)), "")


def _save_check_in(
    house: House, facts: PlanFacts, project: Project, people: tuple[Person, ...], owner: Member, now: datetime
) -> None:
    if facts.check_in is None:
        return
    mark = sha256(f"{project.key}:check-in".encode()).hexdigest()[:24]
    start = first_time(facts.check_in, now.date(), project.zone)
    series = CheckIn(
        uid=f"{mark}@{house.address.domain}",
        title=f"{project.name}例会" if owner.language == Language.CHINESE else f"{project.name} check-in",
        start=start,
        minutes=facts.check_in.minutes,
        rrule=rule_of(facts.check_in),
        attendees=(*(p.email for p in people if not p.escalation), owner.email),
        zone=project.zone,
        created=now,
    )
    house.ledger.save_check_in(project.key, series)


def opened(house: House, project: Project, message: Message, member: Member, now: datetime) -> None:
    """Tell the PM of a project that began with a letter of his to a new client: nothing of it waits for him."""
    people = tuple(
        PersonFacts(email=p.email, name=p.name, side=p.side)
        for p in house.ledger.people(project.key)
        if p.side is not Side.TEAM
    )
    facts = PlanFacts(name=project.name, people=people)
    house.answer(noted(house, project, facts, message, member, now, waiting=False), now)


def noted(
    house: House,
    project: Project,
    facts: PlanFacts,
    message: Message,
    member: Member,
    now: datetime,
    *,
    waiting: bool = True,
) -> Planned:
    """The project as it was understood, to the one who asked for it."""
    status = house.ledger.project_status(project.key, now)
    content = ProjectNoted(
        project=project,
        plan=project.plan,
        people=tuple(p for p in status.people if p.email != member.email),
        milestones=status.milestones,
        check_in=status.check_ins[0] if status.check_ins else None,
        missing=_missing(facts, project),
        dark=facts.dark,
        waiting=waiting,
    )
    return Planned(
        key=f"project_noted:{message.message_id}",
        kind="project_noted",
        project=project.key,
        to=(Address(email=member.email, name=member.name),),
        language=Language(member.language),
        content=content,
        approval=False,
        zone=member.zone,
        place=ThreadPlace(subject=message.subject, in_reply_to=message.message_id, references=message.references),
        numbering=(Numbered(number="0", kind="project", key=project.key),),
    )


def _missing(facts: PlanFacts, project: Project) -> tuple[Outcome, ...]:
    """What a good plan has and this one does not: asked for, never guessed."""
    return tuple(Outcome(what=what, person=who, words=project.zone) for what, who in missing_facts(facts))


def facts_of_words(name: str, contacts: list[str], milestones: list[str]) -> PlanFacts:
    """A plan from the terminal. Raises NotAPlan where a contact or a day cannot be read."""
    people = []
    for words in contacts:
        match = re.fullmatch(r"\s*(?P<name>[^<]*?)\s*<?(?P<email>[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>?\s*", words)
        if match is None:
            raise NotAPlan(f"{words!r} is no contact; write 'Lena Brandt <lena@lumen.example>'.")
        people.append(PersonFacts(email=match["email"].lower(), name=match["name"].strip()))
    days = []
    for words in milestones:
        title, _, day = words.rpartition(" ")
        try:
            days.append(MilestoneFacts(name=title.strip(), baseline=date.fromisoformat(day)))
        except ValueError as error:
            raise NotAPlan(f"{words!r} is no milestone; write 'Launch 2026-11-20'.") from error
    return PlanFacts(name=name, people=tuple(people), milestones=tuple(days))


def import_file(house: House, file: Path, now: datetime) -> tuple[Project, tuple[str, ...]]:
    """A project from plan.toml, CSV or XLSX, or a whole export in JSON; and what of it was not understood."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NotAPlan(f"{file} cannot be read: {error.strerror or error}.") from error
    if file.suffix.lower() == ".json":
        return _import_json(house, content, file), ()
    text, remark = _text_of(file.name, content)
    if text is None:
        raise NotAPlan(f"{file.name} holds no plan ({remark}): give plan.toml, a CSV or XLSX, or an export in JSON.")
    try:
        facts = read_plan_file(file.name, text, now=now)
    except PlanNotRead as error:
        raise NotAPlan(f"{file.name}: {error}") from error
    facts = facts if facts.name else replace(facts, name=file.stem)
    return begin_project(house, facts, now, waiting=False), facts.dark


def _text_of(name: str, content: bytes) -> tuple[str | None, str]:
    """The text of a plan's file: spreadsheets by their cells, text in UTF-8 or as Windows in China writes it."""
    if name.lower().endswith((".xlsx", ".docx")):
        return office_text(content, name)
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(charset), ""
        except UnicodeDecodeError:
            continue
    return None, "not text"


def _import_json(house: House, content: bytes, file: Path) -> Project:
    from mailpm.trackers import NotAnExport, read_json

    try:
        status = read_json(content)
    except NotAnExport as error:
        raise NotAPlan(f"{file.name}: {error}") from error
    if house.ledger.project(status.project.key) is not None:
        raise NotAPlan(f"There is a project {status.project.key} already; close it or export it under another key.")
    _restore(house, status)
    return status.project


def _restore(house: House, status: ProjectStatus) -> None:
    """Every noun of an export, as it was; letters that were sent are not sent again, for none are in it."""
    ledger, key = house.ledger, status.project.key
    with ledger.transaction():
        ledger.save_project(status.project)
        for person in status.people:
            ledger.save_person(key, person)
        for cell in status.assignments:
            ledger.save_assignment(key, cell)
        for milestone in status.milestones:
            ledger.save_milestone(key, milestone)
        for series in status.check_ins:
            ledger.save_check_in(key, series)
        for meeting in status.meetings:
            ledger.save_meeting(key, meeting)
        for decision in status.decisions:
            ledger.save_decision(key, decision)
        for risk in status.risks:
            ledger.save_risk(key, risk)
        for change in status.changes:
            ledger.save_change(key, change)
        for incentive in status.incentives:
            ledger.save_incentive(key, incentive)
        for tracked in status.items:
            ledger.save_item(key, tracked)


def export_file(status: ProjectStatus, suffix: str, language: str) -> bytes:
    """All of a project as JSON, CSV or XLSX; headings in "en" or "zh"."""
    from mailpm.trackers import write_csv, write_json, write_xlsx

    if suffix == ".json":
        return write_json(status)
    return (write_csv if suffix == ".csv" else write_xlsx)(status, language=Language(language))
