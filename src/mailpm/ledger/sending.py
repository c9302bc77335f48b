"""The way out: the gate, one attempt at a time, what SMTP said of each recipient, and doubt resolved by proof."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from mailpm.ledger.outbox import COPIED_AT, RESTORED_AT, Outbox, outbound_from
from mailpm.ledger.values import moment, utc, utc_or_none
from mailpm.model.outbound import Delivery, Outbound, OutboundState, Result
from mailpm.model.project import Trouble

_WITHDRAWN_LATE = "its moment has passed"


class Sending(Outbox):
    """States on the way: queued, connecting, body_started, then accepted, refused, in doubt or queued again.

    Every step is committed before the next one is taken, so a kill at any moment leaves a row that tells what may
    have happened. Only `body_started` can come to be in doubt.
    """

    def due(self, now: datetime) -> tuple[Outbound, ...]:
        """What may leave now, the longest waiting first; what has lost its sense is withdrawn instead."""
        self._withdraw_expired(now)
        return tuple(outbound_from(row) for row in self._rows("due", now=utc(now)))

    def next_due(self, now: datetime) -> datetime | None:
        """When the next queued letter may leave (not before `now`), or None where none waits."""
        text = self._value("next_due", now=utc(now))
        return moment(text) if text else None

    def _withdraw_expired(self, now: datetime) -> None:
        expired = [row["id"] for row in self._rows("expired", now=utc(now))]
        if expired:
            with self._writing():
                for id in expired:
                    self._withdraw(id, _WITHDRAWN_LATE, by="mailpm", at=now)

    def gate(self, id: int, now: datetime | None = None) -> str:
        """Why this letter may not leave, as a sentence, or "".

        A second judgement that trusts no planner and no template: every recipient belongs to the letter's one
        project (or to the team), a client gets only what a person approved in this wording for these recipients
        or what the project lets go by itself, and some kinds are for the team alone.
        """
        return str(self._value("gate", id=id, now=utc_or_none(now)) or "")

    def hold(self, id: int, why: str, now: datetime) -> bool:
        """Put a queued letter that the gate refuses back among the drafts; False where it was not queued."""
        with self._writing():
            if self._run("hold_back", id=id, why=why) != 1:
                return False
            self._run("revoke_approvals", outbound=id, at=utc(now))
            return True

    def claim(self, id: int, now: datetime) -> bool:
        """Begin to send: queued becomes connecting. False where it is not its turn or the gate is shut (told as a
        Trouble `gate`); bytes that differ from those written down shut it too.
        """
        with self._writing():
            reason = self.gate(id, now) or self._touched(id)
            if reason:
                self.trouble(Trouble(kind="gate", words=reason, at=now, message_id=str(id)))
                return False
            if self._run("claim", id=id, now=utc(now)) != 1:
                return False
            self._run("begin_anew", outbound=id)
            self._run("add_attempt", outbound=id, at=utc(now))
            return True

    def _touched(self, id: int) -> str:
        row = self._row("outbox_row", id=id)
        same = row is not None and hashlib.sha256(row["raw"]).hexdigest() == row["sha256"]
        return "" if same else "Its bytes are not those that were written down."

    def body_started(self, id: int, now: datetime, *, refused: Sequence[Delivery] = ()) -> None:
        """From now on it may have been sent: to be called, and so committed, right before the body goes out.

        `refused`: recipients that the server put off or would not have (RCPT). They are written down in the same
        commit, so that our own copy, should it have to be the proof, does not speak for them.
        """
        if self._connection.in_transaction:
            raise RuntimeError("body_started inside a transaction would be written down too late")
        with self._writing():
            for delivery in refused:
                self._settle_recipient(id, delivery, now)
            self._run("body_started", id=id)
            self._run("attempt_body_started", outbound=id, at=utc(now))

    def settle(
        self, id: int, deliveries: Sequence[Delivery], now: datetime, *, retry_at: datetime | None = None
    ) -> OutboundState:
        """Write down what became of each recipient; the state that follows.

        One in doubt: the letter is in doubt. Else one to try later: queued until `retry_at`, for those who are
        left. Else accepted where one was, refused where all were. Recipients that the letter does not have
        (our own address) are not looked at.
        """
        with self._writing():
            for delivery in deliveries:
                self._settle_recipient(id, delivery, now)
            results = [row["result"] for row in self._rows("recipients_of", id=id)]
            state = _state_after(results)
            self._conclude(id, state, now, retry_at)
            return state

    def _settle_recipient(self, id: int, delivery: Delivery, now: datetime) -> None:
        self._run(
            "settle_recipient",
            outbound=id,
            email=delivery.recipient.lower(),
            result=str(delivery.result),
            code=delivery.code,
            words=delivery.words,
            at=utc(now),
        )

    def _conclude(self, id: int, state: OutboundState, now: datetime, retry_at: datetime | None = None) -> None:
        results = {row["result"] for row in self._rows("recipients_of", id=id)}
        next_try = retry_at if state is OutboundState.QUEUED else None
        accepted = int(str(Result.ACCEPTED) in results)
        at = utc(now)
        self._run("set_outcome", id=id, state=str(state), next_try=utc_or_none(next_try), accepted=accepted, at=at)
        ended = str(Result.TRY_LATER) if state is OutboundState.QUEUED else str(state)
        self._run("end_attempt", outbound=id, at=utc(now), result=ended)
        if accepted and state is not OutboundState.IN_DOUBT:
            self.mark_letters_told(row["message_id"] for row in self._rows("tells_of", outbound=id))

    def recipients_left(self, id: int) -> tuple[str, ...]:
        """Who has not got it yet and may still get it, in the order of its headers."""
        return tuple(row["email"] for row in self._rows("recipients_left", id=id))

    def proven(self, message_id: str, now: datetime) -> bool:
        """Our own copy of this letter came back (`add_letter` kept it before): what was in doubt was accepted.
        False where nothing changes.

        A letter of which some recipients were accepted in an earlier attempt stays in doubt: that attempt's copy
        proves nothing about the later one, and a person must look. A letter that this ledger believes unsent was
        sent after all where the ledger is a restored copy, or where the copy holds the very same words.
        """
        with self._writing():
            row = self._row("doubtful", message_id=message_id)
            if row is None or row["had"]:
                return False
            waiting = row["state"] in (str(OutboundState.BODY_STARTED), str(OutboundState.IN_DOUBT))
            wordings = [wording["raw"] for wording in self._rows("wordings", outbound=row["id"])]
            if not waiting and not self._left_before(message_id, wordings):
                return False
            words = "our own copy came back"
            if waiting:
                self._end_doubt(row["id"], message_id, words, now)
            else:
                accepted = str(Result.ACCEPTED)
                self._run("settle_open_recipients", outbound=row["id"], result=accepted, words=words, at=utc(now))
                self._run("was_sent", id=row["id"], at=utc(now), why=words)
            return True

    def _end_doubt(self, id: int, message_id: str, words: str, now: datetime) -> None:
        """It was sent: accepted, or queued for those whom the server had put off before the body."""
        self._run("settle_proven_recipients", outbound=id, words=words, at=utc(now))
        self._conclude(id, _state_after([row["result"] for row in self._rows("recipients_of", id=id)]), now)
        self._run("settle_troubles_of_letter", kind="in_doubt", message_id=message_id, at=utc(now))

    def resolve(self, now: datetime, wait: timedelta) -> tuple[str, ...]:
        """Letters in doubt for `wait` of which no copy came back were not sent: queued again, the same bytes.

        To be called after the mailbox was read. Returns their Message-IDs. Those that a part of the recipients
        had before stay in doubt, and are told as a Trouble `in_doubt`.
        """
        again: list[str] = []
        doubts = self._rows("doubts_to_resolve", until=utc(now - wait))
        if not doubts:
            return ()
        with self._writing():
            for row in doubts:
                if row["had"]:
                    self._tell_doubt(row["subject"], row["message_id"], row["project"], now)
                    continue
                words = "no copy came back"
                self._run("settle_open_recipients", outbound=row["id"], result=None, words=words, at=utc(now))
                self._conclude(row["id"], OutboundState.QUEUED, now)
                again.append(row["message_id"])
        return tuple(again)

    def decide_doubt(self, id: int, *, sent: bool, now: datetime) -> None:
        """A person says whether a letter in doubt was sent: accepted, or queued again for those who are left."""
        with self._writing():
            row = self.outbound(id)
            if row.state is not OutboundState.IN_DOUBT:
                return
            if sent:
                self._end_doubt(id, row.message_id, "a person said so", now)
                return
            self._run("settle_open_recipients", outbound=id, result=None, words="a person said so", at=utc(now))
            self._conclude(id, OutboundState.QUEUED, now)
            self._run("settle_troubles_of_letter", kind="in_doubt", message_id=row.message_id, at=utc(now))

    def _tell_doubt(self, subject: str, message_id: str, project: str | None, now: datetime) -> None:
        self.trouble(
            Trouble(kind="in_doubt", words=subject, at=now, message_id=message_id, project=project or "")
        )

    def recover(self, now: datetime) -> None:
        """After a start: what was connecting was not sent and waits again; what had begun its body is in doubt.

        A ledger that was restored from a backup knows nothing of what left since: it is told as a Trouble
        `restored`, and from then on our own copies in the mailbox say what left.
        """
        with self._writing():
            copied = self.get(COPIED_AT)
            if copied:
                self.put(RESTORED_AT, utc(now))
                self._run("drop_fact", name=COPIED_AT)
                self.trouble(Trouble(kind="restored", words=copied, at=now))
            for row in self._rows("interrupted"):
                if row["state"] == str(OutboundState.CONNECTING):
                    self._conclude(row["id"], OutboundState.QUEUED, now)
                else:
                    self._conclude(row["id"], OutboundState.IN_DOUBT, now)

    def allowance(self, now: datetime, per_minute: int, per_hour: int, per_day: int) -> datetime:
        """When the next letter may leave, so that no sliding minute, hour or day sees more attempts than allowed."""
        windows = ((per_minute, timedelta(minutes=1)), (per_hour, timedelta(hours=1)), (per_day, timedelta(days=1)))
        since = utc(now - timedelta(days=1))
        attempts = [moment(r["at"]) for r in self._rows("attempts_since", since=since, most=max(w[0] for w in windows))]
        free = [now]
        for most, span in windows:
            # A clock that was set back must not stop the post for a day: attempts "in the future" do not count.
            recent = [at for at in attempts if timedelta(0) <= now - at < span]
            if len(recent) >= most:
                free.append(recent[most - 1] + span)
        return max(free)


def _state_after(results: Sequence[str | None]) -> OutboundState:
    if str(Result.IN_DOUBT) in results:
        return OutboundState.IN_DOUBT
    if None in results or str(Result.TRY_LATER) in results:
        return OutboundState.QUEUED
    return OutboundState.ACCEPTED if str(Result.ACCEPTED) in results else OutboundState.REFUSED
