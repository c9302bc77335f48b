"""Letters in: each kept once with its bytes, its conversation and its project, together with how far was read."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from mailpm.ledger.troubles import Troubles
from mailpm.ledger.values import as_json, moment, offset, utc, words
from mailpm.model.mail import Message
from mailpm.model.memory import Place, Shunted, StoredLetter
from mailpm.model.outbound import Cursor, Fetched
from mailpm.model.plain import to_plain
from mailpm.model.project import Trouble


class Letters(Troubles):
    """What came in. One `transaction` should hold a letter, its findings and the cursor (it does not begin one for
    you across calls): killed anywhere, either all of it is there or it is fetched again.
    """

    def cursor(self, folder: str) -> Cursor | None:
        """How far `folder` was read, or None where it never was."""
        row = self._row("cursor", folder=folder)
        if row is None:
            return None
        return Cursor(folder=row["folder"], uidvalidity=row["uidvalidity"], uid_next=row["uid_next"])

    def set_cursor(self, cursor: Cursor) -> None:
        """Note how far a folder was read: in the same transaction as what was read."""
        with self._writing():
            self._run("set_cursor", folder=cursor.folder, uidvalidity=cursor.uidvalidity, uid_next=cursor.uid_next)

    def letter_known(self, message: Message) -> bool:
        """Whether this very letter is here. Message-ID and digest both count, for anybody can choose a Message-ID."""
        return self._value("letter_id", message_id=message.message_id, digest=message.digest) is not None

    def add_letter(
        self, fetched: Fetched, message: Message, *, project: str | None, thread: str, now: datetime
    ) -> bool:
        """Keep a letter; False where it was here already (then only its place on the server is noted).

        Another letter under a known Message-ID is kept as well, marked, and told as a Trouble `repeated_id`.
        """
        with self._writing():
            known = self._value("letter_id", message_id=message.message_id, digest=message.digest)
            if known is not None:
                self._see(fetched, known)
                return False
            repeated = self._value("same_id_other_words", message_id=message.message_id, digest=message.digest)
            self._run("add_thread", key=thread, project=project, subject=message.subject)
            letter = self._insert_letter(fetched, message, project, thread, repeated is not None, now)
            self._run("add_body", letter=letter, own=message.own, raw=fetched.raw)
            self._add_people(letter, message)
            self._see(fetched, letter)
            if repeated is not None:
                self.trouble(
                    Trouble(
                        kind="repeated_id",
                        words=message.subject,
                        at=now,
                        message_id=message.message_id,
                        project=project or "",
                        person=message.sender.email,
                    )
                )
            return True

    def _insert_letter(
        self, fetched: Fetched, message: Message, project: str | None, thread: str, repeated: bool, now: datetime
    ) -> int:
        return int(
            self._value(
                "add_letter",
                message_id=message.message_id,
                digest=message.digest,
                thread=thread,
                project=project,
                sender=message.sender.email,
                subject=message.subject,
                date=utc(message.date),
                date_offset=offset(message.date),
                kind=str(message.kind),
                verdict=str(message.verdict),
                automatic=int(message.automatic),
                emails=words(address.email for address in message.everyone),
                in_reply_to=message.in_reply_to,
                size=fetched.size,
                oversize=int(fetched.oversize),
                gmail_id=fetched.gmail_id,
                repeated_id=int(repeated),
                absence=as_json(to_plain(message.absence)) if message.absence else "",
                attachments=words(attachment.name for attachment in message.attachments),
                news=int(message.absence is not None),
                received_at=utc(now),
            )
        )

    def _add_people(self, letter: int, message: Message) -> None:
        headers = (("from", (message.sender,)), ("to", message.to), ("cc", message.cc), ("reply_to", message.reply_to))
        self._run_many(
            "add_letter_person",
            [
                {"letter": letter, "email": address.email, "role": role, "name": address.name}
                for role, addresses in headers
                for address in addresses
            ],
        )

    def _see(self, fetched: Fetched, letter: int) -> None:
        self._run(
            "add_sighting", folder=fetched.folder, uidvalidity=fetched.uidvalidity, uid=fetched.uid, letter=letter
        )

    def raw_letter(self, message_id: str) -> bytes | None:
        """The bytes of the letter with this Message-ID (the first that came), or None."""
        return self._value("raw_letter", message_id=message_id)  # type: ignore[no-any-return]

    def letters(self, thread: str) -> tuple[StoredLetter, ...]:
        """The letters of a conversation, oldest first."""
        return tuple(_stored(row) for row in self._rows("letters_of_thread", thread=thread))

    def letter_count(self) -> int:
        """How many letters are kept."""
        return int(self._value("letter_count"))

    def all_threads(self) -> tuple[str, ...]:
        """The key of every conversation, in the order in which they began here."""
        return tuple(row["key"] for row in self._rows("all_threads"))

    def project_of(self, thread: str) -> str | None:
        """The project of a conversation, or None."""
        row = self._row("thread", key=thread)
        return None if row is None else row["project"]

    def places_of(self, message_ids: Iterable[str]) -> tuple[Place, ...]:
        """Where these Message-IDs stand: letters that came in, and letters of ours that (may) have left.

        A Message-ID that two letters claim has two places: whoever joins a conversation by it must look at both.
        """
        ids = words(dict.fromkeys(message_ids))
        came = [_place(row, ours=False) for row in self._rows("places_of_letters", ids=ids)]
        went = [_place(row, ours=True) for row in self._rows("places_of_outbox", ids=ids)]
        return (*came, *went)

    def own_words(self, thread: str) -> tuple[str, ...]:
        """The new words of each letter of a conversation, ours among them, oldest first: to recognise quotes."""
        return tuple(row[0] for row in self._rows("own_words", thread=thread))

    def tray(self, most: int = 100) -> tuple[StoredLetter, ...]:
        """Letters of no project, newest first."""
        return tuple(_stored(row) for row in self._rows("tray", most=most))

    def move_thread(self, thread: str, project: str | None) -> None:
        """Give a conversation with its letters and items to a project, or back to the tray."""
        with self._writing():
            self._run("move_thread", thread=thread, project=project)
            self._run("move_thread_letters", thread=thread, project=project)
            self._run("move_thread_items", thread=thread, project=project)

    def shunt(self, fetched: Fetched, traceback: str, now: datetime) -> None:
        """Keep a letter that broke the reader, and tell it as a Trouble `shunted`; the next letters go on."""
        digest = hashlib.sha256(fetched.raw).hexdigest()
        with self._writing():
            self._run(
                "shunt",
                folder=fetched.folder,
                uidvalidity=fetched.uidvalidity,
                uid=fetched.uid,
                sha256=digest,
                raw=fetched.raw,
                size=fetched.size,
                oversize=int(fetched.oversize),
                traceback=traceback,
                at=utc(now),
            )
            last = traceback.strip().rpartition("\n")[2][:300]
            self.trouble(Trouble(kind="shunted", words=f"{last} ({fetched.folder} {fetched.uid})", at=now))

    def shunted(self) -> tuple[Shunted, ...]:
        """The letters that broke the reader and were not read since."""
        return tuple(
            Shunted(
                id=row["id"],
                fetched=Fetched(
                    folder=row["folder"],
                    uidvalidity=row["uidvalidity"],
                    uid=row["uid"],
                    raw=row["raw"],
                    size=row["size"],
                    oversize=bool(row["oversize"]),
                ),
                traceback=row["traceback"],
                at=moment(row["at"]),
            )
            for row in self._rows("shunted")
        )

    def unshunt(self, id: int, now: datetime) -> None:
        """A shunted letter was read after all: it leaves the list, and its Trouble is settled."""
        with self._writing():
            for letter in self.shunted():
                if letter.id == id:
                    ending = f"({letter.fetched.folder} {letter.fetched.uid})"
                    self._run("settle_troubles_ending", kind="shunted", ending=ending, at=utc(now))
            self._run("unshunt", id=id, at=utc(now))


def _stored(row: sqlite3.Row) -> StoredLetter:
    return StoredLetter(
        message_id=row["message_id"],
        thread=row["thread"],
        project=row["project"],
        sender=row["sender"],
        subject=row["subject"],
        date=moment(row["date"], row["date_offset"]),
        raw=row["raw"],
        repeated_id=bool(row["repeated_id"]),
    )


def _place(row: sqlite3.Row, *, ours: bool) -> Place:
    return Place(
        message_id=row["message_id"],
        thread=row["thread"],
        project=row["project"],
        ours=ours,
        recipients=tuple(json.loads(row["recipients"])),
        sender="" if ours else row["sender"],
    )
