"""One mailbox's assistant: what a tick is, and how it waits between two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailpm.assistant.drafting import draft_all, draft_briefs
from mailpm.assistant.house import EVERYTHING, Event, House, log
from mailpm.assistant.receiving import Receiver
from mailpm.assistant.sending import send_due
from mailpm.assistant.stopping import StopSign
from mailpm.clock import Clock
from mailpm.wire.errors import LoginRefused, Throttled, WireError
from mailpm.wire.imap import Mailbox
from mailpm.wire.smtp import Sender

# A refused login is tried again after a quarter of an hour at the earliest: providers lock accounts that hammer.
_AFTER_REFUSED_LOGIN = timedelta(minutes=15)
_PLAN_EVERY = timedelta(minutes=2)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticked:
    """What one tick did."""

    received: int = 0
    planned: int = 0
    sent: int = 0


class Assistant:
    """Receives, plans and sends for one mailbox. One process, one thread, one writer.

    `files_sent`: a copy of each letter goes to the Sent folder (not where the provider does so itself).
    """

    def __init__(
        self, house: House, *, mailbox: Mailbox, sender: Sender, clock: Clock, files_sent: bool = False
    ) -> None:
        self.house = house
        self._mailbox = mailbox
        self._sender = sender
        self._clock = clock
        self._files_sent = files_sent
        self._receiver = Receiver(house)
        self._not_before: dict[str, datetime] = {}
        self._failures: dict[str, int] = {}
        self._planned: datetime | None = None

    def first_look(self) -> None:
        """Connect once. Raises WireError: what a person must mend is said at the start, not in a log."""
        self._mailbox.connect()

    def begin(self) -> None:
        """After a start: what was on its way when the last run ended is looked at."""
        self.house.ledger.recover(self._clock.now())

    def tick(self) -> Ticked:
        """Receive, plan, send, once. A server that is away is noted and tried again later; the rest goes on."""
        received = self._try("imap", self._receive)
        planned = self._plan()
        # What is late is judged again before it goes: a reply may have come while we planned.
        if self.house.ledger.due(self._clock.now()):
            again = self._try("imap", self._receive)
            received += again
            planned += self._plan() if again else 0
        sent = self._try("smtp", self._send) if self._mail_was_read() else 0
        return Ticked(received=received, planned=planned, sent=sent)

    def _mail_was_read(self) -> bool:
        """Nothing leaves on old knowledge: while the mailbox cannot be read, a client may have answered."""
        return "imap" not in self._failures

    def run(self, stop: StopSign, ready: Callable[[], None] | None = None) -> None:
        """Tick, then wait for mail or for the next letter's hour, until asked to stop; `ready` after each tick."""
        self.begin()
        while not stop.asked:
            self.tick()
            if ready is not None:
                ready()
            if not stop.asked:
                self._wait(stop)

    def close(self) -> None:
        """Leave both servers in good manners."""
        self._mailbox.close()
        self._sender.close()

    def _receive(self) -> int:
        folder = self.house.config.imap.folder
        self._mailbox.connect()
        batches = self._mailbox.fetch_new(self.house.ledger.cursor(folder))
        return self._receiver.take_batches(batches, self._clock.now())

    def _plan(self) -> int:
        """Plan what changed; everything every few minutes, since the hour changes what should exist as well."""
        now = self._clock.now()
        touched = self.house.touched()
        whole = EVERYTHING in touched or not self._planned or abs(now - self._planned) >= _PLAN_EVERY
        if not whole and not touched:
            return 0
        with self.house.ledger.transaction():
            count = draft_all(self.house, now, frozenset() if whole else touched)
            if whole:
                draft_briefs(self.house, now)
        self._planned = now if whole else self._planned
        return count

    def _send(self) -> int:
        return send_due(self.house, self._sender, self._clock.now, append=self._file_in_sent)

    def _file_in_sent(self, raw: bytes) -> None:
        """A copy in Sent, unless the provider keeps one itself; a failure is no reason to doubt the sending."""
        if not self._files_sent:
            return
        try:
            self._mailbox.append_sent(raw, folder=self.house.config.smtp.sent_folder)
        except WireError as error:
            log.warning("The letter was sent, but its copy could not be filed in Sent: %s", error)
            self._mailbox.close()

    def _try(self, what: str, deed: Callable[[], int]) -> int:
        now = self._clock.now()
        if now < self._not_before.get(what, now):
            return 0
        try:
            done = deed()
        except WireError as error:
            self._failed(what, error, now)
            return 0
        if self._failures.pop(what, 0):
            self.house.ledger.settle_troubles("unreachable", now)
            self.house.tell(Event(what="back", words=what, at=now))
        return done

    def _failed(self, what: str, error: WireError, now: datetime) -> None:
        """Noted once for the brief, logged each time, and tried again after a pause that grows."""
        count = self._failures.get(what, 0)
        self._failures[what] = count + 1
        if isinstance(error, LoginRefused):
            pause = _AFTER_REFUSED_LOGIN
        elif isinstance(error, Throttled):
            pause = timedelta(seconds=error.retry_after)
        else:
            pause = min(_FIRST_PAUSE * 2**count, _LONGEST_PAUSE)
        self._not_before[what] = now + pause
        log.error("%s: %s Next try in %d s.", what, error, pause.total_seconds())
        if count == 0:
            self.house.trouble("unreachable", str(error), now)
        if what == "imap":
            self._mailbox.close()
        else:
            self._sender.close()

    def _wait(self, stop: StopSign) -> None:
        now = self._clock.now()
        longest = timedelta(seconds=self.house.config.imap.poll_seconds)
        upcoming = self.house.ledger.next_due(now)
        until = min(filter(None, (now + longest, upcoming)))
        seconds = max((until - now).total_seconds(), 1.0)
        if "imap" in self._failures:
            stop.wait(min(seconds, 5.0))
            return
        try:
            self._mailbox.wait(seconds, wake=stop.fileno())
        except WireError as error:
            self._failed("imap", error, self._clock.now())
