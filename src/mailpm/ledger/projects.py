"""Projects and what they are made of; a status is read in a fixed number of questions, however much there is."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from mailpm.ledger.readings import Readings
from mailpm.ledger.troubles import trouble_from
from mailpm.ledger.values import from_row, moment, to_row, utc, words_back
from mailpm.model.mail import Absence, Address, Side
from mailpm.model.plain import from_plain
from mailpm.model.project import (
    Assignment,
    ChangeRequest,
    CheckIn,
    Decision,
    Feedback,
    Incentive,
    Meeting,
    MeetingPoll,
    Milestone,
    Person,
    Project,
    ProjectStatus,
    Risk,
    Sent,
    Trouble,
    Unanswered,
    Untold,
)

T = TypeVar("T")

_SENT_DAYS = 180  # how far back courtesy looks
_ELSEWHERE_DAYS = 28
_UNANSWERED_DAYS = 60

# Each noun's table, and by which columns a row is the same row.
_TABLES: dict[type, tuple[str, tuple[str, ...]]] = {
    Person: ("people", ("project", "email")),
    Assignment: ("assignments", ("project", "subject", "email", "raci")),
    Milestone: ("milestones", ("project", "key")),
    CheckIn: ("check_ins", ("project", "uid")),
    Meeting: ("meetings", ("project", "key")),
    MeetingPoll: ("polls", ("project", "key")),
    Decision: ("decisions", ("project", "key")),
    Risk: ("risks", ("project", "key")),
    ChangeRequest: ("changes", ("project", "key")),
    Incentive: ("incentives", ("project", "key")),
    Feedback: ("feedback", ("project", "message_id")),
}


class Projects(Readings):
    """The standing facts of projects, and the value that planning looks at."""

    def projects(self) -> tuple[Project, ...]:
        """All projects, the oldest first."""
        return tuple(from_row(Project, row) for row in self._rows("projects"))

    def project(self, key: str) -> Project | None:
        """One project, or None."""
        row = self._row("project", key=key)
        return None if row is None else from_row(Project, row)

    def save_project(self, project: Project) -> None:
        """Keep a project's standing facts as they are now."""
        with self._writing():
            self._upsert("projects", ("key",), to_row(project, self._columns("projects")))

    def people(self, project: str) -> tuple[Person, ...]:
        """Who belongs to a project, in the order in which they came."""
        return self._all(Person, project)

    def save_person(self, project: str, person: Person) -> None:
        """Keep a person of a project (by address, in lower case)."""
        with self._writing():
            self._save(project, person)
            if person.side is not Side.TEAM:
                self._run("mark_letters_seen_by_client", project=project, email=person.email.lower())

    def remove_person(self, project: str, email: str) -> None:
        """Somebody no longer belongs to a project; no letter of it goes to him any more."""
        with self._writing():
            self._run("add_former_person", project=project, email=email.lower())
            self._run("remove_person", project=project, email=email.lower())

    def projects_of(self, email: str) -> tuple[str, ...]:
        """The keys of the projects that this address belongs to."""
        return tuple(row["project"] for row in self._rows("projects_of", email=email.lower()))

    def set_team(self, team: Iterable[Person | Address]) -> None:
        """The team of the configuration: the only people who may be told what is internal."""
        with self._writing():
            self._run("clear_team")
            for one in team:
                role = str(one.team_role or "") if isinstance(one, Person) else ""
                self._run("add_team_member", email=one.email.lower(), name=one.name, role=role)

    def team(self) -> tuple[str, ...]:
        """The addresses that `set_team` kept."""
        return tuple(row["email"] for row in self._rows("team"))

    def save_assignment(self, project: str, noun: Assignment) -> None:
        self._save(project, noun)

    def remove_assignment(self, project: str, noun: Assignment) -> None:
        with self._writing():
            self._run(
                "remove_assignment", project=project, subject=noun.subject, email=noun.email, raci=str(noun.raci)
            )

    def save_milestone(self, project: str, noun: Milestone) -> None:
        self._save(project, noun)

    def save_check_in(self, project: str, noun: CheckIn) -> None:
        self._save(project, noun)

    def save_meeting(self, project: str, noun: Meeting) -> None:
        self._save(project, noun)

    def save_poll(self, project: str, noun: MeetingPoll) -> None:
        self._save(project, noun)

    def save_decision(self, project: str, noun: Decision) -> None:
        self._save(project, noun)

    def save_risk(self, project: str, noun: Risk) -> None:
        self._save(project, noun)

    def save_change(self, project: str, noun: ChangeRequest) -> None:
        self._save(project, noun)

    def save_incentive(self, project: str, noun: Incentive) -> None:
        self._save(project, noun)

    def save_feedback(self, project: str, noun: Feedback) -> None:
        self._save(project, noun)

    def next_number(self, project: str, prefix: str) -> str:
        """The next free number of a project's risks ("R") or changes ("CR"), counted up and never used again."""
        pattern = re.compile(rf"{re.escape(prefix)}(\d+)")
        found = (pattern.fullmatch(row["number"]) for row in self._rows("numbers_in_use", project=project))
        return f"{prefix}{max((int(match[1]) for match in found if match), default=0) + 1}"

    def project_status(self, key: str, now: datetime) -> ProjectStatus:
        """Everything that planning may look at for one project, as it stands. Raises KeyError for an unknown one."""
        project = self.project(key)
        if project is None:
            raise KeyError(key)
        untold = tuple(_untold(row) for row in self._rows("untold", project=key))
        return ProjectStatus(
            project=project,
            people=self.people(key),
            items=self.items(key),
            assignments=self._all(Assignment, key),
            milestones=self._all(Milestone, key),
            check_ins=self._all(CheckIn, key),
            meetings=self._all(Meeting, key),
            polls=self._all(MeetingPoll, key),
            decisions=self._all(Decision, key),
            risks=self._all(Risk, key),
            changes=self._all(ChangeRequest, key),
            incentives=self._all(Incentive, key),
            sent=self._sent("sent_of_project", key, now - timedelta(days=_SENT_DAYS)),
            unanswered=self._unanswered(key, now),
            feedback=self._all(Feedback, key),
            troubles=self._troubles_of(key),
            unread_from=tuple(dict.fromkeys(letter.sender.email for letter in untold)),
            untold=untold,
            sent_elsewhere=self._sent("sent_elsewhere", key, now - timedelta(days=_ELSEWHERE_DAYS)),
        )

    def _sent(self, query: str, project: str, since: datetime) -> tuple[Sent, ...]:
        return tuple(_sent(row) for row in self._rows(query, project=project, since=utc(since)))

    def _unanswered(self, project: str, now: datetime) -> tuple[Unanswered, ...]:
        since = utc(now - timedelta(days=_UNANSWERED_DAYS))
        return tuple(
            Unanswered(
                message_id=row["message_id"],
                sender=row["sender"],
                subject=row["subject"],
                date=moment(row["date"], row["date_offset"]),
            )
            for row in self._rows("unanswered", project=project, since=since)
        )

    def _troubles_of(self, project: str) -> tuple[Trouble, ...]:
        return tuple(trouble_from(row) for row in self._rows("troubles_of_project", project=project))

    def _all(self, kind: type[T], project: str) -> tuple[T, ...]:
        table, _ = _TABLES[kind]
        return tuple(from_row(kind, row) for row in self._rows(table, project=project))

    def _save(self, project: str, noun: Any) -> None:
        table, keys = _TABLES[type(noun)]
        row = to_row(noun, self._columns(table)) | {"project": project}
        if "email" in row:
            row["email"] = row["email"].lower()
        with self._writing():
            self._upsert(table, keys, row)

    def _upsert(self, table: str, keys: tuple[str, ...], row: dict[str, Any]) -> None:
        self._connection.execute(_upsert_sql(table, keys, tuple(row)), row)

    def _columns(self, table: str) -> frozenset[str]:
        if table not in self._known_columns:
            rows = self._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            self._known_columns[table] = frozenset(row["name"] for row in rows)
        return self._known_columns[table]


@cache
def _upsert_sql(table: str, keys: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Built from our own names alone, once for each table; sqlite-utils' upsert asks the schema each time."""
    names = ", ".join(columns)
    values = ", ".join(f":{column}" for column in columns)
    sets = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in keys)
    return f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}"  # noqa: S608


def _sent(row: sqlite3.Row) -> Sent:
    return Sent(
        key=row["key"],
        kind=row["kind"],
        to=words_back(row["people"]),
        at=moment(row["at"]),
        state=row["state"],
        item_keys=words_back(row["items"]),
        message_id=row["message_id"],
        subject=row["subject"] or "",
    )


def _untold(row: sqlite3.Row) -> Untold:
    return Untold(
        message_id=row["message_id"],
        sender=Address(email=row["sender"], name=row["name"] or ""),
        subject=row["subject"],
        date=moment(row["date"], row["date_offset"]),
        attachments=words_back(row["attachments"]),
        absence=from_plain(Absence, json.loads(row["absence"])) if row["absence"] else None,
    )
