"""The gate: rows alone decide who may get a letter, whatever planned or worded it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from mailpm.ledger import Ledger
from mailpm.model import (
    Address,
    Autonomy,
    CommunicationPlan,
    OutboundState,
    Person,
    Planned,
    Project,
    Side,
    TeamRole,
)

LI = "li@acme.example"
XIAO = "xiao@studio.example"


@pytest.fixture
def gated(ledger: Ledger, make) -> Ledger:
    """Beside acme there is nord with Lena; Xiao is on the team by the settings alone."""
    ledger.set_team([Address(email=make.pm), Address(email=XIAO)])
    ledger.save_person("acme", Person(email=LI, name="李总", side=Side.OTHER))
    ledger.save_project(Project(key="nord", name="Nord"))
    ledger.save_person("nord", Person(email=make.lena, name="Lena", side=Side.CLIENT))
    return ledger


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        ({}, ""),
        ({"cc": (LI, "zhou@studio.example", XIAO)}, ""),
        ({"to": "zhou@studio.example", "kind": "noted"}, ""),
        ({"to": "zhou@studio.example", "kind": "brief", "project": None}, ""),
        ({"to": XIAO, "project": None}, ""),
        ({"to": "lena@nord.example"}, "lena@nord.example does not belong to project acme."),
        ({"cc": ("lena@nord.example",)}, "lena@nord.example does not belong to project acme."),
        ({"cc": ("wang@acme.example.evil.example",)}, "wang@acme.example.evil.example does not belong to project acme."),
        ({"to": "wang@acme.example", "project": None}, "wang@acme.example is not on the team, and this letter is over"),
        ({"kind": "noted"}, "letters of kind noted are for the team alone"),
        ({"kind": "brief"}, "letters of kind brief are for the team alone"),
        ({"kind": "answer_statistics"}, "letters of kind answer_statistics are for the team alone"),
        ({"kind": "answer_missing"}, ""),
        ({"to": "zhou@studio.example", "kind": "noted", "cc": (LI,)}, "li@acme.example is not on the team; letters of"),
    ],
)
def test_who_may_get_a_letter(gated: Ledger, make, need: dict[str, object], sentence: str) -> None:
    cc = tuple(Address(email=email) for email in need.pop("cc", ()))  # type: ignore[attr-defined]
    row = make.approved(gated, "a", cc=cc, **need)
    reason = gated.gate(row.id, make.now)
    assert sentence in reason
    assert bool(sentence) == bool(reason)
    assert gated.claim(row.id, make.now) is not bool(sentence)


def test_each_kind_for_the_team_alone_is_a_kind_that_exists(gated: Ledger) -> None:
    templates = {path.name.partition(".")[0] for path in (Path(__file__).parents[2] / "templates" / "en").glob("*.j2")}
    kinds = {row[0] for row in gated._connection.execute("SELECT pattern FROM team_only")}
    assert kinds - templates == set()


def test_a_client_gets_nothing_that_nobody_approved(gated: Ledger, make) -> None:
    need = make.need("sneaky", approval=False)
    row = gated.add_outbound(need, make.compose(need), make.now)
    assert row is not None
    assert row.state is OutboundState.QUEUED
    assert gated.gate(row.id, make.now) == "Nobody approved this wording (version 1)."
    assert not gated.claim(row.id, make.now)
    assert [trouble.kind for trouble in gated.troubles()] == ["gate"]


def test_a_kind_that_the_project_lets_go_needs_no_word(gated: Ledger, make) -> None:
    project = gated.project("acme")
    assert project is not None
    gated.save_project(replace(project, plan=CommunicationPlan(autonomy=(("thanks", Autonomy.AUTOMATIC),))))
    for kind, reason in (("thanks", ""), ("escalation", "Nobody approved this wording (version 1).")):
        need = make.need(kind, approval=False, kind=kind)
        row = gated.add_outbound(need, make.compose(need), make.now)
        assert row is not None
        assert gated.gate(row.id, make.now) == reason
    never = make.need("never", approval=False, kind="thanks", never_automatic=True)
    row = gated.add_outbound(never, make.compose(never), make.now)
    assert row is not None
    assert "Nobody approved" in gated.gate(row.id)


def test_an_approval_does_not_follow_recipients_that_came_later(gated: Ledger, make) -> None:
    row = make.approved(gated, "a")
    gated._connection.execute(
        "INSERT INTO outbox_people (outbound, position, email, role) VALUES (?, 9, ?, 'cc')", (row.id, LI)
    )
    assert gated.gate(row.id, make.now) == "Somebody approved it for other recipients."


def test_an_approval_does_not_hold_for_ever(gated: Ledger, make) -> None:
    row = make.draft(gated, "a")
    until = make.now + timedelta(hours=1)
    gated.approve(row.id, version=1, recipients=row.recipients, by=make.pm, at=make.now, expires=until)
    assert gated.gate(row.id, make.now) == ""
    assert "ended at 2026-10-14T10:00:00Z" in gated.gate(row.id, until)


def test_a_letter_speaks_of_its_own_project_alone(gated: Ledger, make) -> None:
    row = make.approved(gated, "a", project="nord", to=make.lena, item_keys=("k1",))
    assert gated.gate(row.id, make.now) == 'It speaks of "首页文案", which belongs to project acme.'
    assert not gated.claim(row.id, make.now)
    assert [broken.invariant for broken in gated.verify()] == ["projects"]
    gated.move_thread("a@acme.example", "nord")
    assert gated.gate(row.id, make.now) == ""


def test_an_address_that_bounced_is_not_written_to(gated: Ledger, make) -> None:
    row = make.approved(gated, "a")
    gated.save_person("acme", Person(email=make.wang, name="王敏", side=Side.CLIENT, bounced=True))
    assert "letters to this address came back" in gated.gate(row.id, make.now)


def test_whoever_left_the_project_gets_nothing_more(gated: Ledger, make) -> None:
    row = make.approved(gated, "a")
    gated.remove_person("acme", make.wang)
    assert "does not belong to project acme" in gated.gate(row.id, make.now)


def test_bytes_that_were_touched_do_not_leave(gated: Ledger, make) -> None:
    row = make.approved(gated, "a")
    gated._connection.execute("UPDATE versions SET raw = ? WHERE outbound = ?", (b"To: x\r\n\r\nother words", row.id))
    assert gated.gate(row.id, make.now) == ""
    assert not gated.claim(row.id, make.now)
    assert [trouble.words for trouble in gated.troubles()] == ["Its bytes are not those that were written down."]


def test_no_letter_and_no_reader_are_no_reason_to_send(gated: Ledger, make) -> None:
    assert gated.gate(99) == "There is no such letter."
    row = make.approved(gated, "a")
    gated._connection.execute("DELETE FROM outbox_people WHERE outbound = ?", (row.id,))
    assert gated.gate(row.id) == "It goes to nobody."


def test_a_letter_that_is_held_waits_for_a_person(gated: Ledger, make) -> None:
    row = make.approved(gated, "a", to=make.lena)
    reason = gated.gate(row.id)
    assert gated.hold(row.id, reason, make.now)
    assert not gated.hold(row.id, reason, make.now)
    assert gated.outbound(row.id).state is OutboundState.DRAFT
    assert gated.due(make.now) == ()


def test_fifty_projects_never_meet(ledger: Ledger, make) -> None:
    """A planner gone mad addresses letters at random; only those within one project pass, and none is lost."""
    chance = Random(7)
    keys = [f"p{n:02}" for n in range(50)]
    clients = {key: f"client-{key}@{key}.example" for key in keys}
    ledger.set_team([Address(email=make.pm)])
    for key in keys:
        ledger.save_project(Project(key=key, name=f"MARKER-{key}"))
        ledger.save_person(key, Person(email=clients[key], name=key, side=Side.CLIENT))
        ledger.save_person(key, Person(email=make.pm, name="PM", side=Side.TEAM, team_role=TeamRole.OWNER))
    passed: list[tuple[str, tuple[str, ...]]] = []
    wanted = 0
    for n in range(1000):
        key = chance.choice(keys)
        to = clients[key] if chance.random() < 0.5 else clients[chance.choice(keys)]
        cc = clients[chance.choice(keys)] if chance.random() < 0.2 else make.pm
        need = make.need(f"n{n}", project=key, to=to, cc=(Address(email=cc),), item_keys=())
        row = _put(ledger, make, need)
        right = {to, cc} <= {clients[key], make.pm}
        wanted += right
        if ledger.claim(row, make.now):
            out = ledger.outbound(row)
            passed.append((key, out.recipients))
    assert len(passed) == wanted > 300
    assert all(set(recipients) <= {clients[key], make.pm} for key, recipients in passed)
    foreign = {key: {trouble.project for trouble in ledger.project_status(key, make.now).troubles} for key in keys}
    assert all(projects <= {"", key} for key, projects in foreign.items())


def _put(ledger: Ledger, make, need: Planned) -> int:
    row = ledger.add_outbound(need, make.compose(need), make.now)
    assert row is not None
    assert ledger.approve(row.id, version=1, recipients=row.recipients, by=make.pm, at=make.now)
    return row.id


def test_a_status_holds_no_word_of_another_project(ledger: Ledger, make) -> None:
    keys = [f"p{n:02}" for n in range(50)]
    for key in keys:
        marker = f"MARKER-{key}-"
        ledger.save_project(Project(key=key, name=marker))
        ledger.save_person(key, Person(email=f"c@{key}.example", name=marker, side=Side.CLIENT))
        make.letter(ledger, f"l@{key}.example", project=key, sender=f"c@{key}.example", own=marker)
        item = make.item(f"i-{key}", message_id=f"l@{key}.example", quote=marker, what=marker)
        ledger.save_reading(f"l@{key}.example", key, make.reading(item), now=make.now)
        make.draft(ledger, f"reminder:{key}", project=key, to=f"c@{key}.example", item_keys=(f"i-{key}",))
    for key in keys:
        text = repr(ledger.project_status(key, make.now))
        assert f"MARKER-{key}-" in text
        assert not [other for other in keys if other != key and (f"MARKER-{other}-" in text or f"@{other}." in text)]
