"""The way out: what each answer of SMTP makes of a letter, doubt and its proof, and quotas that hold."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailpm.ledger import Ledger, LedgerRefused
from mailpm.model import Address, Delivery, Outbound, OutboundState, Person, Result, Side

State = OutboundState
LI = "li@acme.example"
WANG = "wang@acme.example"


@pytest.fixture
def row(ledger: Ledger, make) -> Outbound:
    """An approved letter to two people, whose body has begun to leave."""
    ledger.save_person("acme", Person(email=LI, name="李总", side=Side.CLIENT))
    row: Outbound = make.approved(ledger, "a", cc=(Address(email=LI),))
    assert ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    return row


def said(wang: str, li: str) -> list[Delivery]:
    return [
        Delivery(recipient="Wang@acme.example", result=Result(wang), code=250, words="x"),
        Delivery(recipient=LI, result=Result(li), code=550, words="y"),
        Delivery(recipient="assistant@mailpm.example", result=Result.REFUSED),
    ]


@pytest.mark.parametrize(
    ("wang", "li", "state", "left"),
    [
        ("accepted", "accepted", State.ACCEPTED, ()),
        ("accepted", "refused", State.ACCEPTED, ()),
        ("refused", "refused", State.REFUSED, ()),
        ("accepted", "try_later", State.QUEUED, (LI,)),
        ("refused", "try_later", State.QUEUED, (LI,)),
        ("try_later", "try_later", State.QUEUED, (WANG, LI)),
        ("in_doubt", "in_doubt", State.IN_DOUBT, (WANG, LI)),
        ("in_doubt", "refused", State.IN_DOUBT, (WANG,)),
    ],
)
def test_what_follows_from_the_answers(
    ledger: Ledger, make, row: Outbound, wang: str, li: str, state: OutboundState, left: tuple[str, ...]
) -> None:
    retry = make.now + timedelta(minutes=30)
    assert ledger.settle(row.id, said(wang, li), make.now, retry_at=retry) is state
    assert ledger.outbound(row.id).state is state
    assert ledger.recipients_left(row.id) == left
    due = state is State.QUEUED
    assert ledger.due(make.now) == ()
    assert bool(ledger.due(retry)) is due
    assert ledger.next_due(make.now) == (retry if due else None)
    assert ledger.verify() == ()


def test_only_the_hour_and_the_state_let_a_letter_begin(ledger: Ledger, make) -> None:
    draft = make.draft(ledger, "draft")
    assert not ledger.claim(draft.id, make.now)
    later = make.approved(ledger, "later", not_before=make.now + timedelta(hours=1))
    assert not ledger.claim(later.id, make.now)
    assert ledger.claim(later.id, make.now + timedelta(hours=1))
    assert not ledger.claim(later.id, make.now + timedelta(hours=1))  # it is on its way


def test_an_attempt_repeated_is_the_same_letter(ledger: Ledger, make, row: Outbound) -> None:
    before = ledger.outbound(row.id)
    ledger.settle(row.id, said("try_later", "try_later"), make.now, retry_at=make.now)
    ledger.claim(row.id, make.now)
    after = ledger.outbound(row.id)
    assert (after.raw, after.message_id) == (before.raw, before.message_id)
    assert after.attempts == 2


def test_a_refused_recipient_is_known_before_the_body(ledger: Ledger, make) -> None:
    ledger.save_person("acme", Person(email=LI, name="李总", side=Side.CLIENT))
    row = make.approved(ledger, "a", cc=(Address(email=LI),))
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now, refused=[Delivery(recipient=LI, result=Result.REFUSED, code=550)])
    ledger.recover(make.now)
    assert ledger.proven(row.message_id, make.now)
    results = ledger._connection.execute("SELECT email, result FROM outbox_people WHERE outbound = ? ORDER BY email", (row.id,))
    assert [tuple(r) for r in results] == [(LI, "refused"), (WANG, "accepted")]


def test_whoever_was_put_off_before_the_body_still_gets_it(ledger: Ledger, make) -> None:
    ledger.save_person("acme", Person(email=LI, name="李总", side=Side.CLIENT))
    row = make.approved(ledger, "a", cc=(Address(email=LI),))
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now, refused=[Delivery(recipient=LI, result=Result.TRY_LATER, code=451)])
    ledger.recover(make.now)
    assert ledger.proven(row.message_id, make.now)
    assert ledger.outbound(row.id).state is State.QUEUED
    assert ledger.recipients_left(row.id) == (LI,)


def test_the_body_is_never_announced_inside_a_transaction(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    ledger.claim(row.id, make.now)
    with ledger.transaction(), pytest.raises(RuntimeError, match="too late"):
        ledger.body_started(row.id, make.now)


def test_after_a_crash_only_what_had_begun_its_body_is_in_doubt(ledger: Ledger, make, row: Outbound) -> None:
    connecting = make.approved(ledger, "connecting")
    ledger.claim(connecting.id, make.now)
    ledger.recover(make.now)
    assert ledger.outbound(connecting.id).state is State.QUEUED
    assert ledger.outbound(row.id).state is State.IN_DOUBT
    assert [r.key for r in ledger.due(make.now)] == ["connecting"]
    ledger.recover(make.now)
    assert ledger.outbound(row.id).state is State.IN_DOUBT


def test_our_own_copy_proves_that_it_left(ledger: Ledger, make, row: Outbound) -> None:
    ledger.recover(make.now)
    later = make.now + timedelta(minutes=5)
    assert ledger.proven(row.message_id, later)
    assert ledger.outbound(row.id).state is State.ACCEPTED
    assert not ledger.proven(row.message_id, later)
    assert not ledger.proven("unknown@x.example", later)
    assert ledger.resolve(make.now + timedelta(days=1), timedelta(hours=1)) == ()


def test_without_a_copy_it_is_sent_again_the_same(ledger: Ledger, make, row: Outbound) -> None:
    ledger.recover(make.now)
    hour = timedelta(hours=1)
    assert ledger.resolve(make.now + hour - timedelta(minutes=1), hour) == ()
    assert ledger.resolve(make.now + hour, hour) == (row.message_id,)
    (again,) = ledger.due(make.now + hour)
    assert (again.raw, again.message_id) == (row.raw, row.message_id)
    assert ledger.recipients_left(row.id) == (WANG, LI)


def test_a_copy_of_an_earlier_attempt_proves_nothing_about_a_later_one(ledger: Ledger, make, row: Outbound) -> None:
    ledger.settle(row.id, said("accepted", "try_later"), make.now, retry_at=make.now)
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    ledger.recover(make.now)
    assert not ledger.proven(row.message_id, make.now)
    assert ledger.resolve(make.now + timedelta(days=1), timedelta(hours=1)) == ()
    assert ledger.outbound(row.id).state is State.IN_DOUBT
    assert [trouble.kind for trouble in ledger.troubles()] == ["in_doubt"]  # a person must look


def test_what_some_have_got_is_no_withdrawn_letter(ledger: Ledger, make, row: Outbound) -> None:
    ledger.settle(row.id, said("accepted", "try_later"), make.now, retry_at=make.now)
    with pytest.raises(LedgerRefused):
        ledger.replace(row.id, make.compose(make.need("a")), by=make.pm, at=make.now)
    assert ledger.reconcile([], make.compose, make.now, project="acme").withdrawn == ()
    assert ledger.outbound(row.id).state is State.ACCEPTED
    assert ledger.recipients_left(row.id) == ()
    assert [s.state for s in ledger.project_status("acme", make.now).sent] == ["accepted"]
    assert ledger.verify() == ()


def test_whoever_left_since_does_not_make_the_past_wrong(ledger: Ledger, make, row: Outbound) -> None:
    ledger.settle(row.id, said("accepted", "accepted"), make.now)
    ledger.remove_person("acme", LI)
    assert ledger.verify() == ()


@pytest.mark.parametrize(("sent", "state"), [(True, State.ACCEPTED), (False, State.QUEUED)])
def test_a_person_may_end_the_doubt(ledger: Ledger, make, row: Outbound, sent: bool, state: OutboundState) -> None:
    ledger.recover(make.now)
    ledger.decide_doubt(row.id, sent=sent, now=make.now)
    assert ledger.outbound(row.id).state is state
    ledger.decide_doubt(row.id, sent=not sent, now=make.now)
    assert ledger.outbound(row.id).state is state


def test_a_forged_copy_does_not_keep_a_letter_from_leaving(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    make.letter(ledger, row.message_id, project=None, own="I guessed your Message-ID.")
    assert not ledger.proven(row.message_id, make.now)
    assert [r.key for r in ledger.due(make.now)] == ["a"]


def test_what_a_letter_tells_is_told_once_it_was_accepted(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "noted:1", to=make.pm, kind="noted", tells=("a@acme.example",))
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    ledger.settle(row.id, [Delivery(recipient=make.pm, result=Result.TRY_LATER)], make.now, retry_at=make.now)
    assert len(ledger.project_status("acme", make.now).untold) == 1
    ledger.claim(row.id, make.now)
    ledger.body_started(row.id, make.now)
    ledger.settle(row.id, [Delivery(recipient=make.pm, result=Result.ACCEPTED)], make.now)
    status = ledger.project_status("acme", make.now)
    assert (status.untold, [t.told for t in status.items]) == ((), [True])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    gaps=st.lists(st.integers(0, 4000), min_size=1, max_size=40),
    limits=st.tuples(st.integers(1, 4), st.integers(2, 10), st.integers(5, 20)),
)
def test_no_window_sees_more_than_it_may(ledger: Ledger, make, gaps: list[int], limits: tuple[int, int, int]) -> None:
    ledger._connection.execute("DELETE FROM attempts")
    row = ledger.by_key("quota") or make.approved(ledger, "quota")
    now: datetime = make.now
    left: list[datetime] = []
    for gap in gaps:
        now += timedelta(seconds=gap)
        now = max(now, ledger.allowance(now, *limits))
        left.append(now)
        ledger._run("add_attempt", outbound=row.id, at=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    for span, most in zip((timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)), limits, strict=True):
        for start in left:
            assert sum(start <= at < start + span for at in left) <= most


def test_quotas_do_not_wait_longer_than_they_must(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    assert ledger.allowance(make.now, 1, 10, 10) == make.now
    ledger.claim(row.id, make.now)
    assert ledger.allowance(make.now, 1, 10, 10) == make.now + timedelta(minutes=1)
    assert ledger.allowance(make.now, 2, 10, 10) == make.now
    assert ledger.allowance(make.now, 2, 1, 10) == make.now + timedelta(hours=1)
    assert ledger.allowance(make.now, 2, 10, 1) == make.now + timedelta(days=1)


def test_a_clock_set_back_does_not_stop_the_post_for_a_day(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    ledger.claim(row.id, make.now + timedelta(hours=25))
    assert ledger.allowance(make.now, 1, 10, 10) == make.now
