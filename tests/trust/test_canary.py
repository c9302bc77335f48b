"""T-08 over the whole assistant: fifty projects, each with a word of its own that stands in nobody else's letters."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailpm.demo.stage import Actor, Stage, settings

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 9, 7, 10, 0, tzinfo=BERLIN)
A, PM = "mia@weave.example", "li.na@weave.example"
PROJECTS = 50
MEMBER = f'email = "{PM}"\nname = "Li Na"\nrole = "owner"\nlanguage = "en"\nzone = "Europe/Berlin"\ncountry = "DE"\n'
AUTOMATIC = '[letters]\nundo_minutes = 0\n[letters.autonomy]\nreminder = "automatic"\nthanks = "automatic"\n'


def client(number: int) -> str:
    return f"c{number}@firm{number}.example"


def word(number: int) -> str:
    return f"zq{number}zq"


@pytest.mark.slow
@pytest.mark.faults
def test_no_client_reads_a_word_of_another_project(tmp_path: Path) -> None:
    people = [Actor(email=PM, name="Li Na", zone="Europe/Berlin")]
    people += [Actor(email=client(n), name=f"Carl {n}", zone="Europe/Berlin") for n in range(PROJECTS)]
    config = settings([MEMBER], assistant=A, extra=AUTOMATIC)
    with Stage(tmp_path, config=config, actors=people, start=START) as stage:
        for n in range(PROJECTS):
            ask = f"Hello Carl,\n\nplease send us the {word(n)} logo by 9 September.\n\nBest regards"
            stage.write(PM, ask, to=[client(n)], cc=[A], subject=f"Files {word(n)}")
        stage.assistant.tick()
        for n in range(0, PROJECTS, 2):
            stage.write(client(n), f"The {word(n)} logo will come by 11 September.", cc=[A], answers=stage.inbox(client(n))[0])
        for day in range(1, 12):
            stage.clock.move_to(START + timedelta(days=day))
            stage.assistant.tick()
            for brief in [x for x in stage.inbox(PM)[-3:] if x.sender == A and x.subject.startswith("Your")][-1:]:
                stage.write(PM, "send all", answers=brief)
            stage.assistant.tick()
        letters = 0
        for n in range(PROJECTS):
            for letter in stage.inbox(client(n)):
                if letter.sender != A:
                    continue
                letters += 1
                raw = letter.raw.decode("latin-1") + letter.subject + letter.text
                assert set(re.findall(r"zq\d+zq", raw)) <= {word(n)}
                assert set(letter.recipients) <= {client(n), PM, A}
        for sent in stage.servers.sent:
            assert len({r for r in sent.recipients if r not in (PM, A)}) <= 1
        assert letters >= PROJECTS
