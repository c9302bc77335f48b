"""DIALOGUES, the client's mixed answer: a Chinese and an English project on the morning after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from tests.planning.chasing_kit import SHANGHAI, client, item, team

from mailpm.model import (
    Absence,
    Address,
    ChangeRequest,
    Decision,
    Incentive,
    Language,
    Milestone,
    Owner,
    Person,
    Project,
    ProjectStatus,
    Risk,
    Side,
    TrackedItem,
    Trouble,
    Unanswered,
    Untold,
)


class Words(NamedTuple):
    """Everything that differs between the two."""

    pm: str
    wang: str
    zhao: str
    li: str
    project: str
    logo: str
    copy: str
    domain: str
    wireframes: str
    quote: str
    test: str
    design: str
    launch: str
    gain: str
    subject: str
    asked_logo: str
    asked_copy: str
    asked_domain: str
    sent_logo: str
    later_copy: str
    other_domain: str
    promised: str
    quoted: str
    tech: str
    tech_words: str
    wish: str
    decided: str
    contract: str
    stop: str


ZH = Words(
    pm="小周",
    wang="王敏",
    zhao="赵强",
    li="李总",
    project="ACME 官网改版",
    logo="logo 源文件",
    copy="首页文案",
    domain="域名账号",
    wireframes="线框图",
    quote="报价确认",
    test="测试账号",
    design="设计定稿",
    launch="上线",
    gain="首年维护免费",
    subject="首页素材",
    asked_logo="请周五前给我 logo 源文件",
    asked_copy="首页文案也是周五",
    asked_domain="域名账号下周二前",
    sent_logo="logo 附上",
    later_copy="文案要到下周三",
    other_domain="域名你问赵强",
    promised="周四给您线框图",
    quoted="报价我们周一确认",
    tech="技术",
    tech_words="技术给个测试账号",
    wish="首页再加一个多语言切换吧",
    decided="首页就用方案 B",
    contract="合同里的一个问题",
    stop="别再提醒我了",
)
EN = Words(
    pm="Tom Reed",
    wang="Lena Fischer",
    zhao="Omar Haddad",
    li="Mr Lee",
    project="Harbor website",
    logo="logo source files",
    copy="homepage copy",
    domain="domain account",
    wireframes="wireframes",
    quote="confirmation of the quote",
    test="test account",
    design="Design sign-off",
    launch="Launch",
    gain="first year of maintenance free",
    subject="Homepage material",
    asked_logo="please let me have the logo source files by Friday",
    asked_copy="the homepage copy on Friday as well",
    asked_domain="the domain account by Tuesday",
    sent_logo="logo attached",
    later_copy="the copy will take until next Wednesday",
    other_domain="for the domain, ask Omar",
    promised="you will have the wireframes Thursday",
    quoted="we confirm the quote on Monday",
    tech="IT",
    tech_words="IT will set up a test account",
    wish="could we add a language switch to the homepage",
    decided="we go with version B",
    contract="A question on the contract",
    stop="please stop reminding me",
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The project, its PM, and the morning."""

    status: ProjectStatus
    pm: Person
    now: datetime


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=SHANGHAI)


def scene(language: Language) -> Scene:
    """Thursday 15 October, 8:30 in Shanghai."""
    w = ZH if language is Language.CHINESE else EN
    pm = team(w.pm, zone="Asia/Shanghai", country="CN", language=language)

    def someone(email: str, name: str, **more: object) -> Person:
        return client(email, name, zone="Asia/Shanghai", country="CN", language=language, company="ACME", **more)

    wang, zhao = someone("wang@acme.example", w.wang), someone("zhao@acme.example", w.zhao)
    li = someone("li@acme.example", w.li, escalation=True)
    status = ProjectStatus(
        project=Project(key="acme", name=w.project, code="ACME", zone="Asia/Shanghai", country="CN"),
        people=(pm, wang, zhao, li),
        items=_items(w, pm, wang, zhao),
        milestones=(
            Milestone(key="design", name=w.design, baseline=date(2026, 10, 29), waits_for=("copy", "domain")),
            Milestone(key="launch", name=w.launch, baseline=date(2026, 11, 20), depends_on=("design",)),
        ),
        decisions=(
            Decision(key="d1", quote=w.decided, said_by=wang.email, said_on=at(14), message_id="answer@acme.example"),
        ),
        risks=(
            Risk(
                key="slip:copy",
                number="R1",
                words="",
                status="suggested",
                message_id="answer@acme.example",
                cause="slip",
                about=w.copy,
                days=3,
            ),
        ),
        changes=(
            ChangeRequest(
                key="c1",
                number="CR1",
                words=w.wish,
                status="suggested",
                message_id="answer@acme.example",
                said_by=wang.email,
            ),
        ),
        incentives=(Incentive(key="gain", words=w.gain, until=date(2026, 10, 29), subject="design"),),
        untold=(
            Untold(message_id="ask@agency.example", sender=pm.address, subject=w.subject, date=at(12)),
            Untold(
                message_id="answer@acme.example",
                sender=wang.address,
                subject=f"Re: {w.subject}",
                date=at(14),
                attachments=("logo.ai",),
            ),
            Untold(
                message_id="away@acme.example",
                sender=li.address,
                subject="Auto",
                date=at(14, 11),
                absence=Absence(quote="", until=date(2026, 10, 23), deputies=(Address(email="s@acme.example", name="Sun"),)),
            ),
        ),
        unanswered=(Unanswered(message_id="contract@acme.example", sender=wang.email, subject=w.contract, date=at(12)),),
        troubles=(Trouble(kind="wish_stop", words=w.stop, at=at(14), person=zhao.email, project="acme"),),
    )
    return Scene(status=status, pm=pm, now=at(15, 8).replace(minute=30))


def _items(w: Words, pm: Person, wang: Person, zhao: Person) -> tuple[TrackedItem, ...]:
    from mailpm.model import Due, Move, Status

    def asked(key: str, what: str, day: int, quote: str) -> TrackedItem:
        made = item(key, wang, date(2026, 10, day), at(12), by=pm, what=what)
        return replace(
            made, subject=w.subject, item=replace(made.item, quote=quote, message_id="ask@agency.example")
        )

    def move(field: str, old: str, new: str, quote: str) -> Move:
        return Move(
            field=field,
            old=old,
            new=new,
            quote=quote,
            message_id="answer@acme.example",
            said_on=at(14),
            said_by=wang.email,
        )

    def changed(tracked: TrackedItem, how: Move, **fields: object) -> TrackedItem:
        return replace(tracked, item=tracked.item.moved(how, **fields))

    logo = asked("logo", w.logo, 16, w.asked_logo)
    copy = asked("copy", w.copy, 16, w.asked_copy)
    domain = asked("domain", w.domain, 20, w.asked_domain)
    promised = item("wireframes", pm, date(2026, 10, 15), at(9), what=w.wireframes, asked_by=wang.email)
    quoted = item("quote", wang, date(2026, 10, 12), at(8), what=w.quote)
    unknown = item("test", wang, None, at(14), what=w.test, certainty=0.5)
    return (
        changed(logo, move("status", "open", "done", w.sent_logo), status=Status.DONE),
        changed(copy, move("due", "2026-10-16", "2026-10-21", w.later_copy), due=Due(value=date(2026, 10, 21))),
        changed(
            domain,
            move("owner", w.wang, w.zhao, w.other_domain),
            owner=Owner(name=w.zhao, email=zhao.email, side=Side.CLIENT),
        ),
        replace(promised, item=replace(promised.item, quote=w.promised)),
        replace(quoted, subject=w.quote, item=replace(quoted.item, quote=w.quoted)),
        replace(
            unknown,
            item=replace(
                unknown.item,
                message_id="answer@acme.example",
                quote=w.tech_words,
                owner=Owner(name=w.tech, side=Side.CLIENT),
            ),
        ),
    )
