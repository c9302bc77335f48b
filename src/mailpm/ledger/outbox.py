"""Letters out: planned once for each need, allowed by a person, sent once, and each outcome written down."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from mailpm.ledger.errors import LedgerRefused
from mailpm.ledger.projects import Projects
from mailpm.ledger.values import moment, moment_or_none, utc, utc_or_none, words
from mailpm.model.memory import Reconciled
from mailpm.model.outbound import Approval, Composed, Numbered, Outbound, OutboundState, Planned, Result

NO_LONGER_PLANNED = "no longer planned"
COPIED_AT = "copied_at"  # stands in a backup alone: who opens it as a ledger has restored it
RESTORED_AT = "restored_at"


class Outbox(Projects):
    """What should leave, in which wording, and who allowed it."""

    def reconcile(
        self,
        planned: Sequence[Planned],
        compose: Callable[[Planned], Composed],
        now: datetime,
        *,
        project: str | None,
        keep: Collection[str] = (),
    ) -> Reconciled:
        """Make the outbox what planning says should exist: new needs become rows, needs that are gone withdraw theirs.

        Only rows of this project that came from planning are looked at, and only those that have not begun to
        leave are withdrawn; keys in `keep` stay. A need that comes back after planning withdrew it gets its row
        again in a new wording; what a person rejected stays rejected. Nothing is composed that is known already.
        """
        wanted = {letter.key: letter for letter in planned}
        with self._writing():
            known = {row["key"]: row for row in self._rows("known_keys", keys=words(wanted))}
            unknown = [letter for key, letter in wanted.items() if key not in known]
            new = [self._add(letter, compose(letter), now, planned=True) for letter in unknown]
            new += [
                self._revive(row["id"], wanted[key], compose(wanted[key]), now)
                for key, row in known.items()
                if row["state"] == "withdrawn" and not row["decided_by"]
            ]
            keys = words({*wanted, *keep})
            gone = [row["id"] for row in self._rows("no_longer_planned", project=project, keys=keys)]
            withdrawn = [id for id in gone if self._withdraw(id, NO_LONGER_PLANNED, by="", at=now)]
            return Reconciled(
                new=tuple(self.outbound(id) for id in new), withdrawn=tuple(self.outbound(id) for id in withdrawn)
            )

    def _withdraw(self, id: int, why: str, *, by: str, at: datetime) -> bool:
        """Take back what has not begun to leave. A letter that some have got already was sent: the others do not
        get it, and it is no withdrawn letter.
        """
        if not self._has_reached_somebody(id):
            return self._run("withdraw", id=id, why=why, by=by, at=utc(at)) == 1
        if self._run("go_no_further", id=id, by=by, at=utc(at), why=why):
            self._run("settle_open_recipients", outbound=id, result=str(Result.REFUSED), words=why, at=utc(at))
        return False

    def _has_reached_somebody(self, id: int) -> bool:
        return any(row["result"] == str(Result.ACCEPTED) for row in self._rows("recipients_of", id=id))

    def add_outbound(self, planned: Planned, composed: Composed, now: datetime) -> Outbound | None:
        """Put one letter into the outbox that no planning withdraws; None where its key has a row already."""
        with self._writing():
            if self._rows("known_keys", keys=words([planned.key])):
                return None
            return self.outbound(self._add(planned, composed, now, planned=False))

    def _add(self, letter: Planned, composed: Composed, now: datetime, *, planned: bool) -> int:
        state = OutboundState.DRAFT if letter.approval else OutboundState.QUEUED
        id = int(
            self._value(
                "add_outbound",
                key=letter.key,
                kind=letter.kind,
                project=letter.project,
                thread=self._thread_of(letter) or composed.message_id,
                state=str(state),
                planned=int(planned),
                approval=int(letter.approval),
                never_automatic=int(letter.never_automatic),
                emails=words(address.email.lower() for address in (*letter.to, *letter.cc)),
                message_id=composed.message_id,
                language=str(letter.language),
                zone=letter.zone,
                because=words(letter.because),
                created=utc(now),
                not_before=utc_or_none(letter.not_before),
                expires=utc_or_none(letter.expires),
            )
        )
        self._add_version(id, 1, composed, "", now)
        self._add_details(id, letter, composed)
        if self._left_before(composed.message_id, [composed.raw]):
            why = "our own copy was here before"
            self._run("settle_open_recipients", outbound=id, result=str(Result.ACCEPTED), words=why, at=utc(now))
            self._run("was_sent", id=id, at=utc(now), why=why)
        return id

    def _left_before(self, message_id: str, wordings: Sequence[bytes]) -> bool:
        """Whether our own copy in the mailbox shows that this letter left although no row says so.

        After a restore any copy counts; otherwise only one with the very same words, for a Message-ID alone could
        be a trick to keep a letter from leaving.
        """
        copies = [row["raw"] for row in self._rows("copies", message_id=message_id)]
        if copies and self.get(RESTORED_AT):
            return True
        return bool(({_body(raw) for raw in copies} & {_body(raw) for raw in wordings}) - {b""})

    def _revive(self, id: int, letter: Planned, composed: Composed, now: datetime) -> int:
        state = OutboundState.DRAFT if letter.approval else OutboundState.QUEUED
        self._run("revoke_approvals", outbound=id, at=utc(now))
        self._run(
            "revive",
            id=id,
            state=str(state),
            message_id=composed.message_id,
            approval=int(letter.approval),
            never_automatic=int(letter.never_automatic),
            not_before=utc_or_none(letter.not_before),
            expires=utc_or_none(letter.expires),
        )
        row = self._row("version_of", id=id)
        self._add_version(id, row["version"] if row else 1, composed, "", now)
        self._run("clear_recipients", outbound=id)
        self._run("clear_outbox_items", outbound=id)
        self._add_details(id, letter, composed)
        self._run("mark_outbound_visibility", id=id)
        return id

    def _add_version(self, id: int, version: int, composed: Composed, by: str, now: datetime) -> None:
        self._run(
            "add_version",
            outbound=id,
            version=version,
            subject=composed.subject,
            text=composed.text,
            raw=composed.raw,
            sha256=hashlib.sha256(composed.raw).hexdigest(),
            by=by,
            at=utc(now),
        )

    def _add_details(self, id: int, letter: Planned, composed: Composed) -> None:
        to = [(address.email.lower(), "to", address.name) for address in letter.to]
        cc = [(address.email.lower(), "cc", address.name) for address in letter.cc]
        self._add_recipients(id, (*to, *cc))
        self._run_many("add_outbox_item", [{"outbound": id, "item": key} for key in letter.item_keys])
        self._run_many("add_tells", [{"outbound": id, "message_id": told} for told in letter.tells])
        self._run_many(
            "add_number",
            [
                {"message_id": composed.message_id, "number": n.number, "kind": n.kind, "key": n.key}
                for n in letter.numbering
            ],
        )

    def _add_recipients(self, id: int, recipients: Iterable[tuple[str, str, str]]) -> None:
        self._run_many(
            "add_recipient",
            [
                {"outbound": id, "position": n, "email": email, "role": role, "name": name}
                for n, (email, role, name) in enumerate(recipients)
            ],
        )

    def _thread_of(self, letter: Planned) -> str | None:
        if letter.place is None:
            return None
        ids = words((letter.place.in_reply_to, *reversed(letter.place.references)))
        thread: str | None = self._value("thread_of_place", ids=ids)
        return thread

    def outbox(
        self, *, states: Collection[OutboundState] | None = None, project: str | None = None
    ) -> tuple[Outbound, ...]:
        """Letters of the outbox, oldest first: of these states and this project, or all."""
        wanted = None if states is None else words(str(state) for state in states)
        if wanted is not None and project is None:
            return tuple(outbound_from(row) for row in self._rows("outbox_in_states", states=wanted))
        return tuple(outbound_from(row) for row in self._rows("outbox", states=wanted, project=project))

    def outbound(self, id: int) -> Outbound:
        """One letter of the outbox. Raises KeyError for an unknown number."""
        row = self._row("outbox_row", id=id)
        if row is None:
            raise KeyError(id)
        return outbound_from(row)

    def by_key(self, key: str) -> Outbound | None:
        """The letter that meets this need, or None."""
        row = self._row("outbox_by_key", key=key)
        return None if row is None else outbound_from(row)

    def by_message_id(self, message_id: str) -> Outbound | None:
        """Our letter with this Message-ID, or None."""
        row = self._row("outbox_by_message_id", message_id=message_id)
        return None if row is None else outbound_from(row)

    def items_of(self, id: int) -> tuple[str, ...]:
        """The keys of the items that a letter is about."""
        return tuple(row["item"] for row in self._rows("items_of_letter", outbound=id))

    def outbox_counts(self) -> dict[OutboundState, int]:
        """How many letters are in each state; states without any are left out."""
        return {OutboundState(row["state"]): row["letters"] for row in self._rows("outbox_counts")}

    def numbering(self, message_id: str) -> tuple[Numbered, ...]:
        """What the numbers in one of our letters stand for."""
        return tuple(
            Numbered(number=row["number"], kind=row["kind"], key=row["key"])
            for row in self._rows("numbering", message_id=message_id)
        )

    def approve(
        self,
        id: int,
        *,
        version: int,
        recipients: Collection[str],
        by: str,
        at: datetime,
        message_id: str = "",
        expires: datetime | None = None,
        not_before: datetime | None = None,
    ) -> bool:
        """A person lets this wording go to these people. False, and nothing changes, where it is no draft of this
        version any more or its recipients are others: then the person must see it again.
        """
        row = self.outbound(id)
        people = sorted({email.lower() for email in recipients})
        if row.state is not OutboundState.DRAFT or row.version != version or people != sorted(row.recipients):
            return False
        with self._writing():
            self._run("revoke_approvals", outbound=id, at=utc(at))
            self._run(
                "add_approval",
                outbound=id,
                version=version,
                recipients=words(people),
                by=by,
                at=utc(at),
                message_id=message_id,
                expires=utc_or_none(expires),
            )
            queued = self._run("queue", id=id, version=version, not_before=utc_or_none(not_before), by=by, at=utc(at))
            return queued == 1

    def approval(self, id: int) -> Approval | None:
        """Who let the present wording of a letter go, or None."""
        row = self._row("approval_of", outbound=id, version=self.outbound(id).version)
        if row is None:
            return None
        return Approval(
            outbound=row["outbound"],
            version=row["version"],
            recipients=tuple(json.loads(row["recipients"])),
            by=row["by"],
            at=moment(row["at"]),
            message_id=row["message_id"],
            expires=moment_or_none(row["expires"]),
        )

    def reject(self, id: int, *, by: str, at: datetime, why: str = "") -> bool:
        """A person does not want it sent: withdrawn for good. False where it has begun to leave or is gone."""
        with self._writing():
            if not self._withdraw(id, why, by=by, at=at):
                return False
            self._run("revoke_approvals", outbound=id, at=utc(at))
            return True

    def postpone(self, id: int, not_before: datetime, by: str, at: datetime) -> bool:
        """It waits until then; whether it may leave at all is not touched. False where it has begun to leave."""
        with self._writing():
            return self._run("postpone", id=id, not_before=utc(not_before), by=by, at=utc(at)) == 1

    def replace(
        self, id: int, composed: Composed, recipients: Sequence[str] | None = None, *, by: str, at: datetime
    ) -> Outbound:
        """Another wording, or other recipients (the first as To, new ones as Cc): the next version, a draft again.

        Whatever was approved no longer holds. Raises LedgerRefused where it has begun to leave, where somebody has
        it already, or where it is gone.
        """
        with self._writing():
            reached = self._has_reached_somebody(id)
            if reached or self._run("reword", id=id, message_id=composed.message_id, by=by, at=utc(at)) != 1:
                raise LedgerRefused(f"Letter {id} has left or was withdrawn; it cannot be reworded.")
            self._run("revoke_approvals", outbound=id, at=utc(at))
            version = self._value("version_of", id=id)
            self._add_version(id, version, composed, by, at)
            if recipients is not None:
                self._change_recipients(id, recipients)
            return self.outbound(id)

    def _change_recipients(self, id: int, recipients: Sequence[str]) -> None:
        before = {row["email"]: row for row in self._rows("recipients_of", id=id)}
        wanted = dict.fromkeys(email.lower() for email in recipients)
        first = not any(before[email]["role"] == "to" for email in wanted if email in before)
        rows = []
        for n, email in enumerate(wanted):
            known = before.get(email)
            role = known["role"] if known else "cc"
            rows.append((email, "to" if first and n == 0 else role, known["name"] if known else ""))
        self._run("clear_recipients", outbound=id)
        self._add_recipients(id, rows)
        self._run("mark_outbound_visibility", id=id)

    def stop(self, id: int, *, by: str, at: datetime) -> bool:
        """Take an approved letter back while it waits: a draft again. False where it has begun to leave."""
        with self._writing():
            if self._run("take_back", id=id, by=by, at=utc(at)) != 1:
                return False
            self._run("revoke_approvals", outbound=id, at=utc(at))
            return True

    def stop_all(self, *, by: str, at: datetime) -> tuple[Outbound, ...]:
        """Take back every approved letter that still waits; those that were taken back."""
        with self._writing():
            waiting = [row for row in self.outbox(states=(OutboundState.QUEUED,)) if row.approval]
            return tuple(self.outbound(row.id) for row in waiting if self.stop(row.id, by=by, at=at))

    def release(self, now: datetime) -> tuple[Outbound, ...]:
        """Queue the drafts that their project lets go by themselves at `not_before`, as no person touched them."""
        with self._writing():
            return tuple(self.outbound(row["id"]) for row in self._rows("release", now=utc(now)))


def _body(raw: bytes) -> bytes:
    """What stands under the header, whatever the line ends."""
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip()


def outbound_from(row: sqlite3.Row) -> Outbound:
    return Outbound(
        id=row["id"],
        key=row["key"],
        kind=row["kind"],
        project=row["project"],
        state=OutboundState(row["state"]),
        version=row["version"],
        recipients=tuple(json.loads(row["recipients"])),
        subject=row["subject"],
        text=row["text"],
        message_id=row["message_id"],
        raw=row["raw"],
        created=moment(row["created"]),
        not_before=moment_or_none(row["not_before"]),
        expires=moment_or_none(row["expires"]),
        attempts=row["attempts"],
        approval=bool(row["approval"]),
        never_automatic=bool(row["never_automatic"]),
    )
