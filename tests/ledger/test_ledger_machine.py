"""Any order of planning, words, sending, cuts and crashes: nobody gets a letter twice, or one that nobody approved."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mailpm.ledger import Ledger, LedgerRefused
from mailpm.model import (
    Address,
    Composed,
    Delivery,
    Language,
    Outbound,
    OutboundState,
    Person,
    Planned,
    Project,
    Result,
    Side,
)

PM, WANG, LI, US = "zhou@studio.example", "wang@acme.example", "li@acme.example", "assistant@mailpm.example"
KEYS = ("a", "b", "c", "d")
WAIT = timedelta(hours=1)
State = OutboundState


def need(key: str) -> Planned:
    to = tuple(Address(email=email) for email in ((WANG,) if key in "ab" else (WANG, LI)))
    return Planned(key=key, kind="reminder", project="acme", to=to, language=Language.CHINESE, content=None)


def compose(planned: Planned) -> Composed:
    raw = f"Message-ID: <{planned.key}@us>\r\n\r\nwords of {planned.key}\r\n".encode()
    return Composed(raw=raw, message_id=f"{planned.key}@us", subject=planned.key, text=planned.key)


class Post(RuleBasedStateMachine):
    """The assistant's loop with a world beside it that remembers what really arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
        self.arrived: Counter[tuple[str, str]] = Counter()
        self.copies: list[str] = []  # our own copies in the mailbox that were not read yet
        self.open()
        self.ledger.save_project(Project(key="acme", name="ACME"))
        for email, side in ((PM, Side.TEAM), (WANG, Side.CLIENT), (LI, Side.CLIENT)):
            self.ledger.save_person("acme", Person(email=email, name=email, side=side))
        self.words: dict[int, set[int]] = {}  # which versions of a letter the PM approved

    def open(self) -> None:
        self.ledger = Ledger.open(Path(self.folder.name) / "ledger.db", now=self.now)

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    def row(self, key: str) -> Outbound | None:
        return self.ledger.by_key(key)

    @rule(dropped=st.none() | st.sampled_from(KEYS))
    def plan_and_approve(self, dropped: str | None) -> None:
        needs = [need(key) for key in KEYS if key != dropped]
        self.ledger.reconcile(needs, compose, self.now, project="acme")
        for row in self.ledger.outbox(states=(State.DRAFT,)):
            self.approve(row.key, old=False)

    @initialize()
    def begin(self) -> None:
        self.plan_and_approve(None)

    @rule()
    def send_and_lose_the_answer(self) -> None:
        """The likeliest way to a second letter: the body arrived, the 250 did not, and the next run tries again."""
        self.send(["accepted"] * 3, "after the body")
        self.send(["accepted"] * 3, "well")

    @rule(key=st.sampled_from(KEYS), old=st.booleans())
    def approve(self, key: str, old: bool) -> None:
        row = self.row(key)
        if row is None:
            return
        version = max(1, row.version - old)
        if self.ledger.approve(row.id, version=version, recipients=row.recipients, by=PM, at=self.now):
            assert version == row.version
            self.words.setdefault(row.id, set()).add(version)

    @rule(key=st.sampled_from(KEYS))
    def stop(self, key: str) -> None:
        row = self.row(key)
        if row is not None and self.ledger.stop(row.id, by=PM, at=self.now):
            self.words.get(row.id, set()).discard(row.version)

    @rule(key=st.sampled_from(KEYS))
    def reword(self, key: str) -> None:
        row = self.row(key)
        if row is None:
            return
        composed = Composed(raw=row.raw + b"!", message_id=row.message_id, subject="x", text="x")
        try:
            after = self.ledger.replace(row.id, composed, by=PM, at=self.now)
        except LedgerRefused:
            reached = any(self.arrived[row.message_id, recipient] for recipient in row.recipients)
            assert row.state not in (State.DRAFT, State.QUEUED) or reached
        else:
            assert after.version == row.version + 1

    @rule(key=st.sampled_from(KEYS))
    def reject(self, key: str) -> None:
        row = self.row(key)
        if row is not None:
            self.ledger.reject(row.id, by=PM, at=self.now)

    @rule(
        results=st.lists(st.sampled_from(["accepted", "accepted", "try_later", "refused"]), min_size=3, max_size=3),
        end=st.sampled_from(["well", "well", "before the body", "in the body", "after the body", "crash"]),
    )
    def send(self, results: list[str], end: str) -> None:
        for row in self.ledger.due(self.now)[:1]:
            if not self.ledger.claim(row.id, self.now):
                continue
            assert row.version in self.words.get(row.id, set()), "it left without the PM's word"
            left = self.ledger.recipients_left(row.id)
            if end == "before the body":
                self.settle(row, left, Result.TRY_LATER)
            elif end == "crash":
                self.crash()
            else:
                self.transmit(row, dict(zip(left, map(Result, results), strict=False)), end)

    def transmit(self, row: Outbound, answers: dict[str, Result], end: str) -> None:
        refused = [Delivery(recipient=r, result=a) for r, a in answers.items() if a is not Result.ACCEPTED]
        taken = [r for r, answer in answers.items() if answer is Result.ACCEPTED]
        if not taken:
            self.ledger.settle(row.id, refused, self.now, retry_at=self.now)
            return
        self.ledger.body_started(row.id, self.now, refused=refused)
        if end == "in the body":
            self.crash()
            return
        for recipient in taken:
            self.arrived[row.message_id, recipient] += 1
        self.copies.append(row.message_id)
        if end == "after the body":
            self.crash()
            return
        accepted = [Delivery(recipient=r, result=Result.ACCEPTED, code=250) for r in taken]
        self.ledger.settle(row.id, [*accepted, *refused], self.now, retry_at=self.now)

    def settle(self, row: Outbound, recipients: tuple[str, ...], result: Result) -> None:
        self.ledger.settle(row.id, [Delivery(recipient=r, result=result) for r in recipients], self.now, retry_at=self.now)

    @rule()
    def crash(self) -> None:
        self.ledger.close()
        self.open()
        self.ledger.recover(self.now)

    @rule()
    def read_mail(self) -> None:
        for message_id in self.copies:
            self.ledger.proven(message_id, self.now)
        self.copies = []

    @precondition(lambda self: not self.copies)
    @rule()
    def wait_and_resolve(self) -> None:
        self.now += WAIT
        self.ledger.resolve(self.now, WAIT)

    @invariant()
    def nobody_got_it_twice(self) -> None:
        assert max(self.arrived.values(), default=0) <= 1

    @invariant()
    def every_promise_is_kept(self) -> None:
        assert self.ledger.verify(delivered=list(self.arrived.elements())) == ()


Post.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
test_post = Post.TestCase
