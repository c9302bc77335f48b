"""The demo: three weeks of October 2026 between a PM and two clients, told on the terminal and kept in a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mailpm.demo.keeping import keep
from mailpm.demo.script import SCRIPTS
from mailpm.demo.stage import Actor, Stage, settings
from mailpm.demo.story import STORY, Scene
from mailpm.demo.telling import Teller

if TYPE_CHECKING:
    from rich.console import Console

SHANGHAI = ZoneInfo("Asia/Shanghai")
PM, WANG, ZHAO, LENA = (
    "li.na@weave.example",
    "wang.min@acme.example",
    "zhao.qiang@acme.example",
    "lena.brandt@lumen.example",
)
ASSISTANT = "mia@weave.example"
_MARK = ".mailpm-demo"  # only a folder with this file in it is emptied for a new play


class DemoFolder(Exception):
    """The folder cannot be used; the text is one sentence."""


def play(output: Path, *, language: str, screen: Console) -> None:
    """Play the story into `output`, telling it on `screen`. Raises DemoFolder where the folder is in use."""
    _make_room(output)
    os.environ.setdefault("MAILPM_DEMO_PASSWORD", "only-for-the-demo")
    actors = (
        Actor(email=PM, name="Li Na" if language == "en" else "李娜", zone="Asia/Shanghai"),
        Actor(email=WANG, name="王敏", zone="Asia/Shanghai"),
        Actor(email=ZHAO, name="赵强", zone="Asia/Shanghai"),
        Actor(email=LENA, name="Lena Brandt", zone="Europe/Berlin"),
    )
    config = settings([_member(language)], assistant=ASSISTANT)
    (output / "config.toml").write_text(config, "utf-8")
    teller = Teller(screen, {a.email: a.name for a in actors} | {ASSISTANT: "Mia (mailpm)"})
    with Stage(output, config=config, actors=actors, start=_at("2026-10-12T08:00"), tell=teller.heard) as stage:
        scene = Scene(
            stage=stage, script=SCRIPTS[language], pm=PM, wang=WANG, zhao=ZHAO, lena=LENA, assistant=ASSISTANT
        )
        _run(scene, STORY, teller)
        counts = keep(stage, output)
    teller.end(output, counts)


def _run(scene: Scene, story: tuple[tuple[str, Callable[[Scene], None]], ...], teller: Teller) -> None:
    for when, deed in story:
        moment = _at(when)
        scene.stage.until(moment)
        teller.scene(moment, deed.__doc__ or "")
        deed(scene)
        scene.stage.assistant.tick()


def _at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=SHANGHAI)


def _member(language: str) -> str:
    name = "Li Na" if language == "en" else "李娜"
    return (
        f'email = "{PM}"\nname = "{name}"\nrole = "owner"\nlanguage = "{language}"\n'
        'zone = "Asia/Shanghai"\ncountry = "CN"\n'
    )


def _make_room(output: Path) -> None:
    """An empty folder: new, or left by an earlier demo. Somebody's own files are never touched."""
    try:
        if (output / _MARK).exists():
            shutil.rmtree(output)
        elif output.exists() and (not output.is_dir() or any(output.iterdir())):
            raise DemoFolder(f"{output} is not empty and not from an earlier demo; give another folder with --output.")
        output.mkdir(parents=True, exist_ok=True)
        (output / _MARK).write_text("Made by mailpm demo.\n", "utf-8")
    except OSError as error:
        raise DemoFolder(f"{output} cannot be used: {error.strerror or error}.") from error
