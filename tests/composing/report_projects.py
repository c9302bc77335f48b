"""Three invented projects in each language (on track, slipping, in trouble), as on Friday 16 October 2026, 15:30."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailpm.model import (
    Assignment,
    BaselineMove,
    ChangeRequest,
    CommunicationPlan,
    Decision,
    Due,
    Item,
    ItemType,
    Language,
    Meeting,
    Milestone,
    Move,
    Owner,
    Person,
    Project,
    ProjectStatus,
    Raci,
    Risk,
    Side,
    Status,
    TeamRole,
    TrackedItem,
)

STATES = ("on_track", "slipping", "in_trouble")


def day(text: str) -> date:
    month, number = text.split("/")
    return date(2026, int(month), int(number))


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one language's projects are made of."""

    zone: str
    country: str
    project: Project
    people: tuple[Person, ...]  # PM, designer, client 1, client 2, sponsor
    logo: str
    copy: str
    account: str
    wireframes: str
    prices: str
    photos: str
    tests: str
    privacy: str
    internal: str
    design: str
    content: str
    launch: str
    promise: str
    later: str
    again: str
    stuck: str
    sent: str
    decided: str
    wish: str
    risk: str
    response: str
    risk2: str
    response2: str
    cost: str
    yes: str
    meeting: str

    def at(self, text: str, hour: int = 10, minute: int = 0) -> datetime:
        return datetime.combine(day(text), time(hour, minute), tzinfo=ZoneInfo(self.zone))


def _project(key: str, name: str, client: str, zone: str, country: str) -> Project:
    plan = CommunicationPlan(report_weekday=4, report_at=time(16, 0))
    return Project(key=key, name=name, client=client, zone=zone, country=country, plan=plan)


def _people(rows: list[tuple[str, str, Side, str]], language: Language, zone: str, country: str) -> tuple[Person, ...]:
    roles = {"owner": TeamRole.OWNER, "member": TeamRole.MEMBER}
    return tuple(
        Person(
            email=email,
            name=name,
            side=side,
            language=language,
            zone=zone,
            country=country,
            team_role=roles.get(role),
            escalation=role == "sponsor",
            salutation="李总" if name == "李建国" else "",
        )
        for email, name, side, role in rows
    )


CHINESE = Words(
    zone="Asia/Shanghai",
    country="CN",
    project=_project("anhe", "安和商城改版", "安和家居", "Asia/Shanghai", "CN"),
    people=_people(
        [
            ("zhou@qingmu.example", "周岚", Side.TEAM, "owner"),
            ("he@qingmu.example", "何小川", Side.TEAM, "member"),
            ("wang@anhe.example", "王敏", Side.CLIENT, ""),
            ("zhao@anhe.example", "赵强", Side.CLIENT, ""),
            ("li@anhe.example", "李建国", Side.CLIENT, "sponsor"),
        ],
        Language.CHINESE,
        "Asia/Shanghai",
        "CN",
    ),
    logo="logo 源文件",
    copy="首页文案",
    account="域名账号",
    wireframes="首页线框图",
    prices="商品价格表",
    photos="门店照片",
    tests="测试报告",
    privacy="隐私政策定稿",
    internal="内部毛利核算",
    design="设计定稿",
    content="内容齐备",
    launch="上线",
    promise="文案周五给您",
    later="文案要到下周三",
    again="不好意思，文案还要再等一周",
    stuck="域名账号在原供应商那里，暂时拿不到",
    sent="logo 附上",
    decided="首页就用方案 B",
    wish="首页再加一个多语言切换吧",
    risk="域名原供应商不配合，转移可能赶不上上线",
    response="先用临时域名联调，同时请王敏联系注册商",
    risk2="商品照片质量不够，需要补拍",
    response2="已约摄影师 10月22日上门，补拍费用另报",
    cost="8000 元",
    yes="同意",
    meeting="安和商城改版例会",
)

ENGLISH = Words(
    zone="Europe/Berlin",
    country="DE",
    project=_project("brightwater", "Brightwater web shop", "Brightwater Foods", "Europe/Berlin", "DE"),
    people=_people(
        [
            ("nora@northlight.example", "Nora Lindqvist", Side.TEAM, "owner"),
            ("sam@northlight.example", "Sam Ortiz", Side.TEAM, "member"),
            ("lena@brightwater.example", "Lena Fischer", Side.CLIENT, ""),
            ("tom@brightwater.example", "Tom Adeyemi", Side.CLIENT, ""),
            ("grace@brightwater.example", "Grace Holm", Side.CLIENT, "sponsor"),
        ],
        Language.ENGLISH,
        "Europe/Berlin",
        "DE",
    ),
    logo="logo source files",
    copy="home page copy",
    account="domain account",
    wireframes="wireframes of the home page",
    prices="price list",
    photos="photos of the shop",
    tests="test report",
    privacy="final privacy notice",
    internal="our own margin calculation",
    design="Design freeze",
    content="Content complete",
    launch="Launch",
    promise="You'll have the copy on Friday.",
    later="The copy will take until next Wednesday.",
    again="Sorry, the copy needs another week.",
    stuck="The account is still with our old provider; we can't get at it yet.",
    sent="Logo attached.",
    decided="Let's go with draft B for the home page.",
    wish="Could we also have a language switch on the home page?",
    risk="The old provider may not release the domain before launch",
    response="We test on a temporary domain; Lena asks the registrar in parallel",
    risk2="The product photos are too small to use",
    response2="A photographer comes on 22 October; the cost is quoted separately",
    cost="€8,000",
    yes="Agreed.",
    meeting="Brightwater check-in",
)


def project(language: Language, state: str) -> tuple[ProjectStatus, datetime]:
    """One of the six projects, and the moment at which it is looked at."""
    words = CHINESE if language is Language.CHINESE else ENGLISH
    made = {"on_track": _on_track, "slipping": _slipping, "in_trouble": _in_trouble}[state](words)
    return made, words.at("10/16", 15, 30)


def item(
    words: Words, n: int, what: str, person: int, due: str, *, status: Status = Status.OPEN, moves: tuple[Move, ...] = ()
) -> TrackedItem:
    owner = words.people[person]
    return TrackedItem(
        item=Item(
            key=f"i{n}",
            type=ItemType.REQUEST,
            message=1,
            message_id=f"m{n}@{owner.email.partition('@')[2]}",
            owner=Owner(name=owner.name, side=owner.side, email=owner.email),
            what=what,
            quote=words.promise,
            status=status,
            due=Due(value=day(due)),
            number=str(n),
            said_on=words.at("9/21"),
            said_by=words.people[0].email,
            moves=moves,
        ),
        project=words.project.key,
        confirmed=True,
    )


def moved(words: Words, old: str, new: str, on: str, quote: str, person: int = 2) -> Move:
    return Move(
        field="due",
        old=day(old).isoformat(),
        new=day(new).isoformat(),
        quote=quote,
        message_id=f"move-{on.replace('/', '-')}-{new.replace('/', '-')}@mail.example",
        said_on=words.at(on),
        said_by=words.people[person].email,
    )


def done(words: Words, on: str, quote: str, person: int = 2) -> Move:
    return Move(
        field="status",
        old="open",
        new="done",
        quote=quote,
        message_id=f"done-{on.replace('/', '-')}@mail.example",
        said_on=words.at(on),
        said_by=words.people[person].email,
    )


def _base(words: Words) -> ProjectStatus:
    pm, _, client, other, sponsor = (p.email for p in words.people)
    milestones = (
        Milestone(key="design", name=words.design, baseline=day("10/29"), waits_for=("i1", "i2", "i4")),
        Milestone(key="content", name=words.content, baseline=day("11/6"), waits_for=("i5", "i6")),
        Milestone(key="launch", name=words.launch, baseline=day("11/25"), depends_on=("design", "content"), waits_for=("i3",)),
    )
    assignments = tuple(
        Assignment(subject=m.key, email=email, raci=role)
        for m in milestones
        for email, role in (
            (client, Raci.RESPONSIBLE),
            (pm, Raci.ACCOUNTABLE),
            (other, Raci.CONSULTED),
            (sponsor, Raci.INFORMED),
        )
    )
    meeting = Meeting(key="mt", uid="u1", title=words.meeting, start=words.at("10/21"), minutes=45, status="confirmed")
    decision = Decision(
        key="d1", quote=words.decided, said_by=client, said_on=words.at("10/14", 11), message_id="d1@mail.example"
    )
    return ProjectStatus(
        project=words.project,
        people=words.people,
        milestones=milestones,
        assignments=assignments,
        meetings=(meeting,),
        decisions=(decision,),
    )


def _on_track(words: Words) -> ProjectStatus:
    return replace(
        _base(words),
        items=(
            item(words, 1, words.logo, 2, "10/15", status=Status.DONE, moves=(done(words, "10/14", words.sent),)),
            item(words, 2, words.copy, 2, "10/21"),
            item(words, 3, words.account, 3, "10/30"),
            item(words, 4, words.wireframes, 1, "10/15", status=Status.DONE, moves=(done(words, "10/15", "", 1),)),
            item(words, 5, words.prices, 3, "10/23"),
            item(words, 6, words.photos, 2, "11/4"),
            item(words, 7, words.tests, 1, "10/28"),
            replace(item(words, 8, words.internal, 0, "10/20"), internal=True),
        ),
    )


def _slipping(words: Words) -> ProjectStatus:
    later = moved(words, "10/14", "10/26", "10/13", words.later)
    return replace(
        _base(words),
        items=(
            item(words, 1, words.logo, 2, "10/15", status=Status.DONE, moves=(done(words, "10/14", words.sent),)),
            item(words, 2, words.copy, 2, "10/26", moves=(later,)),
            item(words, 3, words.account, 3, "10/13"),
            item(words, 4, words.wireframes, 1, "10/19"),
            item(words, 5, words.prices, 3, "10/23"),
            item(words, 6, words.photos, 2, "11/4"),
            replace(item(words, 8, words.internal, 0, "10/20"), internal=True),
        ),
        risks=(
            Risk(
                key="r1",
                number="R1",
                words=words.risk,
                probability=2,
                impact=2,
                owner=words.people[3].email,
                response=words.response,
                review_on=day("10/16"),
            ),
        ),
        changes=(
            ChangeRequest(
                key="c1",
                number="CR1",
                words=words.wish,
                status="sent",
                days=4,
                cost=words.cost,
                milestone="launch",
                old_date=day("11/25"),
                new_date=day("12/1"),
                asked_of=words.people[2].email,
                said_by=words.people[2].email,
                raised_on=words.at("10/13"),
            ),
        ),
    )


def _in_trouble(words: Words) -> ProjectStatus:
    first = moved(words, "10/9", "10/16", "10/8", words.later)
    second = moved(words, "10/16", "11/2", "10/15", words.again)
    base = _base(words)
    agreed = BaselineMove(
        old=day("11/25"),
        new=day("12/1"),
        on=words.at("10/13"),
        by=words.people[2].email,
        quote=words.yes,
        message_id="yes@mail.example",
        change="c1",
    )
    milestones = (*base.milestones[:2], replace(base.milestones[2], baseline=day("12/1"), moves=(agreed,)))
    return replace(
        base,
        milestones=milestones,
        items=(
            item(words, 1, words.logo, 2, "9/25"),
            item(words, 2, words.copy, 2, "11/2", moves=(first, second)),
            item(words, 3, words.account, 3, "10/9", status=Status.BLOCKED),
            item(words, 4, words.wireframes, 1, "10/14"),
            item(words, 5, words.prices, 3, "10/12"),
            item(words, 6, words.photos, 2, "10/30"),
            item(words, 7, words.privacy, 3, "10/21"),
            replace(item(words, 8, words.internal, 0, "10/20"), internal=True),
        ),
        risks=(
            Risk(
                key="r1",
                number="R1",
                words=words.risk,
                probability=3,
                impact=3,
                owner=words.people[3].email,
                response=words.response,
                review_on=day("10/23"),
            ),
            Risk(key="r2", number="R2", words=words.risk2, response=words.response2, probability=2, impact=2),
        ),
        changes=(
            ChangeRequest(
                key="c1",
                number="CR1",
                words=words.wish,
                status="accepted",
                days=4,
                cost=words.cost,
                milestone="launch",
                old_date=day("11/25"),
                new_date=day("12/1"),
                asked_of=words.people[2].email,
                decided_by=words.people[2].email,
                decided_on=words.at("10/13"),
                evidence=words.yes,
                decision_id="yes@mail.example",
            ),
        ),
    )
