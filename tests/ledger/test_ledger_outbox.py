"""Letters out: one for each need, withdrawn with it, and approved for one wording and these people alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailpm.ledger import Ledger, LedgerRefused
from mailpm.model import (
    Address,
    Autonomy,
    CommunicationPlan,
    Composed,
    Numbered,
    OutboundState,
    Person,
    Planned,
    Project,
    Side,
    ThreadPlace,
)

State = OutboundState


def test_the_same_need_makes_one_letter(ledger: Ledger, make) -> None:
    composed: list[str] = []

    def compose(need: Planned) -> Composed:
        composed.append(need.key)
        return make.compose(need)

    for _ in range(3):
        change = ledger.reconcile([make.need("a"), make.need("b")], compose, make.now, project="acme")
    assert composed == ["a", "b"]
    assert (change.new, change.withdrawn) == ((), ())
    assert [row.key for row in ledger.outbox()] == ["a", "b"]


def test_a_need_that_is_gone_takes_its_letter_back_unless_it_began_to_leave(ledger: Ledger, make) -> None:
    rows = [make.approved(ledger, key) for key in ("draft", "queued", "connecting", "accepted")]
    ledger.stop(rows[0].id, by=make.pm, at=make.now)
    for row in rows[2:]:
        assert ledger.claim(row.id, make.now)
    ledger.body_started(rows[3].id, make.now)
    change = ledger.reconcile([], make.compose, make.now, project="acme")
    assert [row.key for row in change.withdrawn] == ["draft", "queued"]
    assert [row.state for row in ledger.outbox()] == [
        State.WITHDRAWN,
        State.WITHDRAWN,
        State.CONNECTING,
        State.BODY_STARTED,
    ]
    assert ledger.due(make.now) == ()


def test_only_planned_letters_of_this_project_are_taken_back(ledger: Ledger, make) -> None:
    ledger.save_project(Project(key="nord", name="Nord"))
    make.draft(ledger, "planned")
    make.draft(ledger, "of nord", project="nord", to=make.lena)
    kept = make.draft(ledger, "approved and still true")
    answer = ledger.add_outbound(make.need("answer", approval=False), make.compose(make.need("answer")), make.now)
    assert answer is not None
    change = ledger.reconcile([], make.compose, make.now, project="acme", keep=[kept.key])
    assert [row.key for row in change.withdrawn] == ["planned"]


def test_a_need_that_comes_back_gets_its_row_again_in_a_new_wording(ledger: Ledger, make) -> None:
    first = make.approved(ledger, "a")
    ledger.reconcile([], make.compose, make.now, project="acme")
    again = ledger.reconcile([make.need("a", to=make.pm)], make.compose, make.now, project="acme").new[0]
    assert (again.id, again.version, again.state, again.recipients) == (first.id, 2, State.DRAFT, (make.pm,))
    assert not ledger.approve(first.id, version=1, recipients=first.recipients, by=make.pm, at=make.now)
    assert ledger.gate(again.id) == ""  # to the PM alone


def test_what_a_person_rejected_stays_rejected(ledger: Ledger, make) -> None:
    row = make.draft(ledger, "a")
    assert ledger.reject(row.id, by=make.pm, at=make.now, why="2不发我打电话")
    change = ledger.reconcile([make.need("a")], make.compose, make.now, project="acme")
    assert (change.new, change.withdrawn) == ((), ())
    assert ledger.outbound(row.id).state is State.WITHDRAWN
    assert not ledger.reject(row.id, by=make.pm, at=make.now)


def test_a_direct_answer_is_put_in_once(ledger: Ledger, make) -> None:
    need = make.need("receipt:1", to=make.pm, approval=False, project=None, kind="receipt")
    assert ledger.add_outbound(need, make.compose(need), make.now) is not None
    assert ledger.add_outbound(need, make.compose(need), make.now) is None
    (row,) = ledger.outbox(states=(State.QUEUED,))
    assert (row.key, row.project, row.approval) == ("receipt:1", None, False)
    assert ledger.by_key("receipt:1") == row
    assert ledger.by_key("nothing") is None


def test_an_approval_holds_for_one_wording_and_these_people(ledger: Ledger, make) -> None:
    row = make.draft(ledger, "a")

    def approve(version: int, *recipients: str) -> bool:
        return ledger.approve(row.id, version=version, recipients=recipients, by=make.pm, at=make.now)

    assert not approve(2, make.wang)
    assert not approve(1, make.wang, make.lena)
    assert not approve(1)
    assert ledger.outbound(row.id).state is State.DRAFT
    assert approve(1, make.wang.upper())
    assert ledger.outbound(row.id).state is State.QUEUED
    assert not approve(1, make.wang)  # once


def test_an_approval_tells_who_when_and_by_which_letter(ledger: Ledger, make) -> None:
    row = make.draft(ledger, "a")
    until = make.now + timedelta(days=3)
    later = make.now + timedelta(hours=2)
    assert ledger.approve(
        row.id,
        version=1,
        recipients=row.recipients,
        by=make.pm,
        at=make.now,
        message_id="ok@studio.example",
        expires=until,
        not_before=later,
    )
    approval = ledger.approval(row.id)
    assert approval is not None
    assert (approval.by, approval.at, approval.message_id, approval.expires) == (
        make.pm,
        make.now,
        "ok@studio.example",
        until,
    )
    assert ledger.due(make.now) == ()
    assert ledger.next_due(make.now) == later
    assert [r.id for r in ledger.due(later)] == [row.id]


def test_another_wording_needs_another_approval(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    softer = replace(make.compose(make.need("a")), raw=b"To: x\r\n\r\nsofter", text="softer")
    changed = ledger.replace(row.id, softer, by=make.pm, at=make.now)
    assert (changed.version, changed.state, changed.text, changed.message_id) == (2, State.DRAFT, "softer", row.message_id)
    assert ledger.approval(row.id) is None
    assert not ledger.approve(row.id, version=1, recipients=row.recipients, by=make.pm, at=make.now)
    assert ledger.approve(row.id, version=2, recipients=row.recipients, by=make.pm, at=make.now)
    old = ledger._connection.execute("SELECT text FROM versions WHERE outbound = ? ORDER BY version", (row.id,))
    assert [r[0] for r in old] == [row.text, "softer"]


def test_other_recipients_are_another_wording(ledger: Ledger, make) -> None:
    ledger.save_person("acme", Person(email="li@acme.example", name="李总", side=Side.CLIENT))
    row = make.approved(ledger, "a")
    changed = ledger.replace(
        row.id, make.compose(make.need("a")), [*row.recipients, "Li@acme.example"], by=make.pm, at=make.now
    )
    assert changed.recipients == (make.wang, "li@acme.example")
    assert changed.state is State.DRAFT
    assert "Nobody approved" in ledger.gate(row.id)


def test_what_has_left_cannot_be_reworded(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a")
    ledger.claim(row.id, make.now)
    with pytest.raises(LedgerRefused, match="has left or was withdrawn"):
        ledger.replace(row.id, make.compose(make.need("a")), by=make.pm, at=make.now)
    assert not ledger.postpone(row.id, make.now + timedelta(days=1), make.pm, make.now)
    assert not ledger.stop(row.id, by=make.pm, at=make.now)
    assert not ledger.reject(row.id, by=make.pm, at=make.now)
    assert ledger.approval(row.id) is not None


def test_postponed_is_not_approved(ledger: Ledger, make) -> None:
    row = make.draft(ledger, "a")
    monday = make.now + timedelta(days=5)
    assert ledger.postpone(row.id, monday, make.pm, make.now)
    assert ledger.outbound(row.id).not_before == monday
    assert ledger.due(monday) == ()


def test_stop_takes_back_what_waits(ledger: Ledger, make) -> None:
    waiting, gone = make.approved(ledger, "a"), make.approved(ledger, "b")
    need = make.need("noted:1", to=make.pm, approval=False, kind="noted")
    ledger.add_outbound(need, make.compose(need), make.now)
    ledger.claim(gone.id, make.now)
    assert [row.key for row in ledger.stop_all(by=make.pm, at=make.now)] == ["a"]
    assert ledger.outbound(waiting.id).state is State.DRAFT
    assert ledger.approval(waiting.id) is None
    assert [row.key for row in ledger.due(make.now)] == ["noted:1"]


def test_what_has_lost_its_sense_is_withdrawn_and_not_sent_late(ledger: Ledger, make) -> None:
    row = make.approved(ledger, "a", expires=make.now + timedelta(days=1))
    assert [r.id for r in ledger.due(make.now)] == [row.id]
    assert ledger.due(make.now + timedelta(days=3)) == ()
    assert ledger.outbound(row.id).state is State.WITHDRAWN
    # And planning does not bring it back.
    assert ledger.reconcile([make.need("a")], make.compose, make.now, project="acme").new == ()


@pytest.mark.parametrize(
    ("autonomy", "status", "never", "hours", "leaves"),
    [
        (Autonomy.DRAFT, "active", False, 0, False),
        (Autonomy.UNLESS_STOPPED, "active", False, 5, False),
        (Autonomy.UNLESS_STOPPED, "active", False, -1, True),
        (Autonomy.UNLESS_STOPPED, "active", False, None, False),
        (Autonomy.AUTOMATIC, "active", False, None, True),
        (Autonomy.AUTOMATIC, "active", True, None, False),
        (Autonomy.AUTOMATIC, "paused", False, None, False),
        (Autonomy.AUTOMATIC, "new", False, None, False),
    ],
)
def test_a_draft_goes_by_itself_only_as_its_project_says(
    ledger: Ledger, make, autonomy: Autonomy, status: str, never: bool, hours: int | None, leaves: bool
) -> None:
    project = ledger.project("acme")
    assert project is not None
    plan = CommunicationPlan(autonomy=(("thanks", Autonomy.AUTOMATIC), ("reminder", autonomy)))
    ledger.save_project(replace(project, plan=plan, status=status))
    not_before = None if hours is None else make.now + timedelta(hours=hours)
    row = make.draft(ledger, "a", never_automatic=never, not_before=not_before)
    assert [r.id for r in ledger.release(make.now)] == ([row.id] if leaves else [])
    assert ledger.claim(row.id, make.now) is leaves


def test_a_draft_that_the_pm_touched_waits_for_his_word(ledger: Ledger, make) -> None:
    project = ledger.project("acme")
    assert project is not None
    ledger.save_project(replace(project, plan=CommunicationPlan(autonomy=(("reminder", Autonomy.AUTOMATIC),))))
    row = make.draft(ledger, "a")
    ledger.replace(row.id, make.compose(make.need("a")), by=make.pm, at=make.now)
    assert ledger.release(make.now) == ()


def test_numbers_stand_for_what_they_stood_for(ledger: Ledger, make) -> None:
    numbering = tuple(
        Numbered(number=number, kind=kind, key=f"key {number}")
        for number, kind in (("1", "draft"), ("2", "draft"), ("10", "item"), ("R1", "risk"))
    )
    row = make.draft(ledger, "brief", numbering=numbering)
    assert ledger.numbering(row.message_id) == tuple(sorted(numbering, key=lambda n: (len(n.number), n.number)))
    assert ledger.numbering("other@x.example") == ()


def test_a_letter_joins_the_thread_it_answers(ledger: Ledger, make) -> None:
    def thread(key: str) -> str:
        return str(ledger._connection.execute("SELECT thread FROM outbox WHERE key = ?", (key,)).fetchone()[0])

    first = make.approved(ledger, "a")
    assert thread("a") == "a@acme.example"
    make.draft(ledger, "b", place=ThreadPlace(subject="x", in_reply_to=first.message_id))
    assert thread("b") == "a@acme.example"
    place = ThreadPlace(subject="x", in_reply_to="lost@x.example", references=("a@acme.example", "lost@x.example"))
    make.draft(ledger, "c", place=place)
    assert thread("c") == "a@acme.example"
    alone = make.draft(ledger, "d", place=None)
    assert thread("d") == alone.message_id


def test_recipients_are_in_order_and_each_once(ledger: Ledger, make) -> None:
    row = make.draft(ledger, "a", cc=(Address(email="Li@acme.example"), Address(email=make.wang), Address(email=make.pm)))
    assert row.recipients == (make.wang, "li@acme.example", make.pm)


def test_an_unknown_number_is_no_letter(ledger: Ledger, make) -> None:
    with pytest.raises(KeyError):
        ledger.outbound(99)
    assert ledger.next_due(make.now) is None


