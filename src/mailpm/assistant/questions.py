"""Questions by mail: the answer goes to the asker alone, and only about projects that he is in."""

from __future__ import annotations

from datetime import datetime

from mailpm.assistant.desk import Desk, Done, said
from mailpm.assistant.house import House, person_of
from mailpm.assistant.reporting import keep_draft
from mailpm.config import Member
from mailpm.model import Address, Ask, Language, Numbered, Order, Person, Planned, Project, ProjectStatus, TeamRole
from mailpm.model.letters.answers import Answer, AnswerUnknown
from mailpm.model.letters.control import Outcome
from mailpm.model.letters.reports import Audience
from mailpm.planning.answer_letter import reply
from mailpm.planning.answers import answer
from mailpm.planning.reports import report_now as plan_report_now
from mailpm.reading.questions import read_question


def ask(desk: Desk, order: Order) -> Done:
    """A table or a sentence from the record; a question that is not understood is said back."""
    question = read_question(order.quote)
    if question.kind is Ask.UNKNOWN:
        return Done(dark=(order.quote,))
    numbering = tuple(desk.targets.values())
    found = answer_to(desk.house, question.quote or order.quote, person_of(desk.member), desk.now, numbering=numbering)
    return Done(letters=(letter_of(found, desk.member, message_id=desk.message.message_id),))


def letter_of(found: Answer, member: Member, *, message_id: str = "terminal") -> Planned:
    """The letter that holds an answer, to the asker alone; its numbers can be asked about by a reply."""
    return reply(
        found,
        message_id=message_id,
        to=Address(email=member.email, name=member.name),
        language=Language(member.language),
        zone=member.zone,
    )


def words_of(house: House, found: Answer, member: Member, now: datetime) -> str:
    """An answer as text."""
    return house.compose(letter_of(found, member), now).text


def answer_to(
    house: House, words: str, asker: Person, now: datetime, *, numbering: tuple[Numbered, ...] = ()
) -> Answer:
    """The answer to a question in natural words, over the projects that the asker may see."""
    statuses = [house.ledger.project_status(p.key, now) for p in seen_by(house, asker)]
    return answer(read_question(words), statuses, now, calendars=house.calendar, asker=asker, numbering=numbering)


def seen_by(house: House, asker: Person) -> tuple[Project, ...]:
    """An owner sees every project, others those that they are in; what is closed is history."""
    projects = tuple(p for p in house.ledger.projects() if p.status != "closed")
    if asker.team_role is TeamRole.OWNER:
        return projects
    mine = set(house.ledger.projects_of(asker.email))
    return tuple(p for p in projects if p.key in mine)


def is_understood(found: Answer) -> bool:
    return not isinstance(found, AnswerUnknown)


def report_now(desk: Desk, order: Order) -> Done:
    """A report's draft now, for the PM to look at; it goes nowhere else without his word."""
    project = desk.named_project(order.project)
    if project is None:
        return said(Outcome(what="which_project", words=order.quote, done=False))
    status: ProjectStatus = desk.house.ledger.project_status(project.key, desk.now)
    letters = plan_report_now(status, desk.now, audience=Audience.CLIENT, calendars=desk.house.calendar)
    for letter in letters:
        if letter.approval:
            composed = desk.house.compose(letter, desk.now)
            desk.house.ledger.add_outbound(letter, composed, desk.now)
            keep_draft(desk.house, letter)
    drafts = tuple(letter for letter in letters if letter.kind == "report_draft")
    if not drafts:
        return said(Outcome(what="no_readers", project=project.name, done=False))
    for letter in drafts:
        desk.house.answer(letter, desk.now)
    return Done()
