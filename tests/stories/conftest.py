"""Every story runs the real assistant over embedded servers, with a clock that jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailpm.demo.stage import Actor, Letter, Stage, settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
A = "mia@weave.example"
PM = "li.na@weave.example"
MEMBER = "chen.yu@weave.example"
READER = "guo.yan@weave.example"
WANG = "wang.min@acme.example"
ZHAO = "zhao.qiang@acme.example"
LI = "li@acme.example"
LENA = "lena.brandt@lumen.example"
STRANGER = "who@stranger.example"

ACTORS = (
    Actor(email=PM, name="李娜", zone="Asia/Shanghai"),
    Actor(email=MEMBER, name="陈宇", zone="Asia/Shanghai"),
    Actor(email=READER, name="郭妍", zone="Asia/Shanghai"),
    Actor(email=WANG, name="王敏", zone="Asia/Shanghai"),
    Actor(email=ZHAO, name="赵强", zone="Asia/Shanghai"),
    Actor(email=LI, name="李总", zone="Asia/Shanghai"),
    Actor(email=LENA, name="Lena Brandt", zone="Europe/Berlin"),
    Actor(email=STRANGER, name="Stranger", zone="Europe/Paris"),
)

PROJECT_ZH = """客户:王敏 wang.min@acme.example(负责人),赵强 zhao.qiang@acme.example,李总 li@acme.example(升级用)。
里程碑:设计定稿 10/29,上线 11/20。"""
PROJECT_EN = """Client: Lena Brandt <lena.brandt@lumen.example> (marketing), Berlin.
Milestones: product pages 6 Nov, opening 27 Nov."""
ASK_ZH = "王敏,您好!\n请您周五前把 logo 源文件发给我。\n请您周五前把首页文案发给我。\n谢谢!"
ASK_EN = "Hello Lena,\n\nplease send us the product photos by Friday 16 October.\n\nBest regards"


def at(words: str) -> datetime:
    """A moment of October 2026 in Shanghai: "12 09:00"."""
    return datetime.fromisoformat(f"2026-10-{words.replace(' ', 'T')}").replace(tzinfo=SHANGHAI)


def member(email: str, name: str, role: str, language: str) -> str:
    return (
        f'email = "{email}"\nname = "{name}"\nrole = "{role}"\nlanguage = "{language}"\n'
        'zone = "Asia/Shanghai"\ncountry = "CN"\n'
    )


class Story(Stage):
    """A stage with the habits of these stories."""

    def order(self, text: str, kind: str, *words: str, by: str = PM) -> Letter:
        """A team member answers the newest letter of this kind, and the assistant ticks."""
        letter = self.write(by, text, answers=self.latest(by, *words, kind=kind))
        self.assistant.tick()
        return letter

    def receipt(self, to: str = PM) -> str:
        return self.latest(to, kind="receipt").text

    def to(self, address: str, kind: str = "") -> list[Letter]:
        """What the assistant wrote to an address, of this kind."""
        ours = self.config.assistant.address
        found = [x for x in self.inbox(address) if x.sender == ours]
        rows = [(x, self.ledger.by_message_id(x.message_id)) for x in found]
        return [x for x, row in rows if not kind or (row is not None and row.kind == kind)]

    def begin(self) -> None:
        """Two projects, as a PM begins them by mail."""
        self.write(PM, PROJECT_ZH, to=[A], subject="新项目 ACME 官网改版")
        self.assistant.tick()
        self.order("确认", "project_noted")
        self.write(PM, PROJECT_EN, to=[A], subject="New project Lumen shop")
        self.assistant.tick()
        self.order("OK", "project_noted")


Begin = Callable[..., Story]


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Begin]:
    """`story(language="zh", start="12 09:00", extra="")` opens a stage; it is closed at the end."""
    with ExitStack() as stack:

        def begin(language: str = "zh", start: str = "12 09:00", extra: str = "", begun: bool = True) -> Story:
            members = [
                member(PM, "李娜", "owner", language),
                member(MEMBER, "陈宇", "member", "zh"),
                member(READER, "郭妍", "reader", "zh"),
            ]
            config = settings(members, assistant=A, extra=extra)
            opened = stack.enter_context(Story(tmp_path, config=config, actors=ACTORS, start=at(start)))
            if begun:
                opened.begin()
            return opened

        yield begin
