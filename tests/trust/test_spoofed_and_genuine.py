"""T-01: of 200 forged letters none is obeyed, of 100 genuine ones at least 98; every provider's form, on the real assistant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.trust.corpus import CLIENT, FORMS, RECEIVERS, SPOOFS, A, Case, Receiver, genuine, spoofs

from mailpm.demo.stage import Actor, Stage, settings

START = datetime(2026, 10, 14, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
PM = FORMS[1].pm


def _member(email: str, chinese: bool) -> str:
    return f'email = "{email}"\nname = "Li Na"\nrole = "owner"\nlanguage = "{"zh" if chinese else "en"}"\nzone = "Asia/Shanghai"\ncountry = "CN"\n'


@pytest.fixture(params=RECEIVERS, ids=lambda receiver: receiver.name)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Stage, Receiver]]:
    """An assistant with its mailbox at this provider, with one project."""
    receiver: Receiver = request.param
    config = settings([_member(form.pm, form.chinese) for form in FORMS], assistant=A)
    names = ", ".join(f'"{name}"' for name in ("mx.demo.example", *receiver.authserv_ids))
    config = config.replace('authserv_ids = ["mx.demo.example"]', f"authserv_ids = [{names}]\nmicrosoft = {str(receiver.microsoft).lower()}")
    actors = [Actor(email=PM, name="Li Na", zone="Asia/Shanghai"), Actor(email=CLIENT, name="Wang Min", zone="Asia/Shanghai")]
    with Stage(tmp_path, config=config, actors=actors, start=START) as opened:
        opened.write(PM, "Hello Wang Min,\n\nplease send us the logo by Friday 16 October.\n\nBest regards", to=[CLIENT], cc=[A], subject="ACME")
        opened.assistant.tick()
        yield opened, receiver


def _obeyed(stage: Stage, cases: list[Case]) -> list[str]:
    """Whose words stand among the risks, each one once; what a client says is only a suggestion to the PM."""
    for case in cases:
        stage.servers.deliver(case.raw, A)
    stage.assistant.tick()
    (project,) = stage.ledger.projects()
    status = stage.ledger.project_status(project.key, stage.clock.now())
    risks = [risk.words for risk in status.risks if risk.status != "suggested"]
    assert len(risks) == len(set(risks))
    return [case.name for case in cases if case.words in risks]


def test_the_corpora_are_whole() -> None:
    assert len({case.raw for case in spoofs()}) == 200
    assert len({case.raw for case in genuine()}) == 100
    assert len(SPOOFS) == 40
    for receiver in RECEIVERS:
        assert sum(case.receiver == receiver.name for case in spoofs()) == 50
        assert sum(case.receiver == receiver.name for case in genuine()) == 25


def test_a_forged_order_is_never_obeyed(stage: tuple[Stage, Receiver]) -> None:
    opened, receiver = stage
    cases = [case for case in spoofs() if case.receiver == receiver.name]
    before = opened.ledger.projects(), opened.ledger.items()
    assert _obeyed(opened, cases) == []
    assert (opened.ledger.projects(), opened.ledger.items()) == before
    assert [event.words for event in opened.events if event.what in ("obeyed", "approved")] == []
    # Nobody but the team hears of it, and nothing went to the client.
    assert {one for sent in opened.servers.sent[1:] for one in sent.recipients} <= {A, *(form.pm for form in FORMS)}
    assert not [row for row in opened.ledger.outbox() if row.kind in ("receipt", "guide") or row.kind.startswith("answer")]


def test_genuine_orders_are_obeyed(stage: tuple[Stage, Receiver]) -> None:
    """At least 98 of 100: of 25 at each provider all, so that a miss is seen."""
    opened, receiver = stage
    cases = [case for case in genuine() if case.receiver == receiver.name]
    obeyed = _obeyed(opened, cases)
    assert [case.name for case in cases if case.name not in obeyed] == []
