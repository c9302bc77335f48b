"""What needs a person, and the single values that the assistant remembers."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from mailpm.ledger.connection import Connection
from mailpm.ledger.values import moment, utc, words, words_back
from mailpm.model.project import Trouble


class Troubles(Connection):
    """Bad news waits here until a person heard it."""

    def trouble(self, trouble: Trouble) -> None:
        """Note what needs a person; the same again, while it is open, changes nothing. Its `id` is not looked at."""
        with self._writing():
            self._run(
                "add_trouble",
                kind=trouble.kind,
                words=trouble.words,
                at=utc(trouble.at),
                message_id=trouble.message_id,
                project=trouble.project or None,
                person=trouble.person,
                until=trouble.until and trouble.until.isoformat(),
                names=words(trouble.names),
            )

    def troubles(self, open_only: bool = True) -> tuple[Trouble, ...]:
        """What needs a person, oldest first."""
        return tuple(trouble_from(row) for row in self._rows("troubles", open_only=int(open_only)))

    def settle_trouble(self, id: int, now: datetime) -> None:
        """This trouble is over; one that comes again is a new one."""
        with self._writing():
            self._run("settle_trouble", id=id, at=utc(now))

    def settle_troubles(self, kind: str, now: datetime) -> None:
        """All troubles of this kind are over, for example `unreachable` once the mailbox answers."""
        with self._writing():
            self._run("settle_troubles", kind=kind, at=utc(now))

    def get(self, name: str) -> str | None:
        """The value remembered under `name`, or None."""
        value: str | None = self._value("fact", name=name)
        return value

    def put(self, name: str, value: str) -> None:
        """Remember `value` under `name`."""
        with self._writing():
            self._run("put_fact", name=name, value=value)


def trouble_from(row: sqlite3.Row) -> Trouble:
    return Trouble(
        kind=row["kind"],
        words=row["words"],
        at=moment(row["at"]),
        message_id=row["message_id"],
        id=row["id"],
        project=row["project"] or "",
        person=row["person"],
        until=row["until"] and date.fromisoformat(row["until"]),
        names=words_back(row["names"]),
    )
