"""What would be sent, when and why, if nobody answered."""

from dataclasses import replace
from datetime import date, datetime

from tests.planning.chasing_kit import BERLIN, NEW_YORK, client, item, status_of, team
from tests.planning.daily_scene import scene

from mailpm.model import Language, Sent
from mailpm.planning import preview
from mailpm.workdays import plain_calendar

PM = team()
LENA = client("lena@harbor.example", "Lena Brown", zone="America/New_York", country="US")
BOSS = client("boss@harbor.example", "Ann Boss", zone="America/New_York", country="US", escalation=True)
SAID = datetime(2026, 11, 16, 10, tzinfo=NEW_YORK)
NOW = datetime(2026, 11, 16, 8, tzinfo=BERLIN)


def test_a_fortnight_is_foreseen_with_its_reasons() -> None:
    status = status_of([PM, LENA, BOSS], [item("logo", LENA, date(2026, 11, 25), SAID)])
    found = preview(status, NOW, days=14, calendars=plain_calendar)
    assert [(f"{f.at:%m-%d %H:%M}", f.planned.because) for f in found] == [
        ("11-23 09:00", ("step -2 friendly: logo (2026-11-25)",)),
        ("11-25 09:00", ("step +0 note: logo (2026-11-25)",)),
        ("11-27 09:00", ("step +1 reminder: logo (2026-11-25)",)),
    ]
    assert [f.planned.kind for f in preview(status, NOW, days=30, calendars=plain_calendar)][-1] == "escalation"


def test_what_left_already_is_not_foreseen_again() -> None:
    status = status_of([PM, LENA], [item("logo", LENA, date(2026, 11, 25), SAID)])
    (first,) = preview(status, NOW, days=8, calendars=plain_calendar)
    sent = Sent(
        key=first.planned.key,
        kind="reminder",
        to=(LENA.email,),
        at=first.at,
        state="accepted",
        item_keys=first.planned.item_keys,
    )
    assert preview(replace(status, sent=(sent,)), NOW, days=8, calendars=plain_calendar) == ()


def test_a_preview_is_pure_and_ends() -> None:
    found = scene(Language.ENGLISH)
    once, twice = (preview(found.status, found.now, days=60, calendars=plain_calendar) for _ in range(2))
    assert once == twice
    keys = [f.planned.key for f in once]
    assert len(keys) == len(set(keys))
    assert all(f.at >= found.now for f in once)
