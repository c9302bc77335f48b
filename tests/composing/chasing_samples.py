"""Letters as a project really brings them, in both languages: the golden letters are made of these."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mailpm.model import Address, Due, Language, Planned, ThreadPlace
from mailpm.model.letters.chasing import (
    Acknowledgement,
    ClientLetter,
    IncentiveWord,
    LetterItem,
    NamedDay,
    Reason,
    Reward,
)

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
SENDER = Address(email="assistant@agency.example", name="Agency assistant")
EN = Address(email="lena@harbor.example", name="Lena Fischer")
ZH = Address(email="wang@acme.example", name="王敏")


def due(day: int, month: int = 10) -> Due:
    return Due(value=date(2026, month, day))


COPY_EN = LetterItem(
    what="the homepage copy",
    due=due(21),
    was=date(2026, 10, 16),
    slips=1,
    late=True,
    quote="The copy will take until next Wednesday.",
    said_by="Lena Fischer",
    said_on=date(2026, 10, 14),
    by_you=True,
    owner="Lena Fischer",
)
LOGO_EN = LetterItem(
    what="the logo source files",
    due=due(16),
    late=True,
    quote="Lena, please send us the logo source files by Friday.",
    said_by="Tom Reed",
    said_on=date(2026, 10, 12),
    owner="Lena Fischer",
)
ACCESS_EN = LetterItem(
    what="access to the domain account",
    due=due(23),
    handed_by="Lena Fischer",
    owner="Omar Haddad",
)
WIRE_EN = LetterItem(what="the wireframes", due=due(20), late=True, owner="Tom Reed")
COPY_ZH = replace(COPY_EN, what="首页文案", quote="文案要到下周三。", said_by="王敏", owner="王敏")
LOGO_ZH = replace(LOGO_EN, what="logo 源文件", quote="王敏，请周五前给我 logo 源文件。", said_by="小周", owner="王敏")
ACCESS_ZH = replace(ACCESS_EN, what="域名账号", handed_by="王敏", owner="赵强")
WIRE_ZH = replace(WIRE_EN, what="线框图", owner="小周")

WHY_EN = Reason(
    milestone="Design sign-off",
    day=date(2026, 10, 29),
    left=5,
    what=("the homepage copy",),
    follow=(NamedDay(name="Launch", day=date(2026, 11, 20)),),
)
WHY_ZH = replace(WHY_EN, milestone="设计定稿", what=("首页文案",), follow=(NamedDay(name="上线", day=date(2026, 11, 20)),))
GAIN_EN = Reward(words="the first year of maintenance free", until=date(2026, 10, 29), subject="Design sign-off")
GAIN_ZH = Reward(words="首年维护免费", until=date(2026, 10, 29), subject="设计定稿")


def client(name: str, **facts: object) -> ClientLetter:
    base = {"en": ("Lena", "Harbor website", "Tom Reed"), "zh": ("王经理", "ACME 官网改版", "小周")}[name]
    return ClientLetter(dear=base[0], project=base[1], pm=base[2], **facts)  # type: ignore[arg-type]


def soon(item: LetterItem) -> LetterItem:
    return replace(item, late=False)


def contents(lang: str) -> dict[str, tuple[str, object]]:
    """By name: the template's kind, and its content."""
    en = lang == "en"
    copy, logo, access, wire = (
        (COPY_EN, LOGO_EN, ACCESS_EN, WIRE_EN) if en else (COPY_ZH, LOGO_ZH, ACCESS_ZH, WIRE_ZH)
    )
    why, gain = (WHY_EN, GAIN_EN) if en else (WHY_ZH, GAIN_ZH)
    both = replace(why, what=(logo.what, copy.what), left=4)
    slipping = replace(why, left=2, forecast=date(2026, 11, 3))

    words = "You will have the access on Friday." if en else "账号周五给你们。"
    own = replace(access, handed_by="", quote=words, by_you=True, said_by=copy.said_by, said_on=date(2026, 10, 19))

    def letter(**facts: object) -> ClientLetter:
        return client(lang, **facts)

    return {
        "friendly": ("reminder", letter(tone="friendly", ahead=(soon(copy),), reasons=(why,))),
        "note": ("reminder", letter(tone="note", left=(soon(copy),), reasons=(why,), rewards=(gain,))),
        "reminder": ("reminder", letter(tone="reminder", left=(copy,), reasons=(why,))),
        "second": ("reminder", letter(tone="second", left=(logo, copy), reasons=(both,), rewards=(gain,))),
        "help": ("reminder", letter(tone="help", left=(copy,), reasons=(slipping,))),
        "mixed": (
            "reminder",
            letter(tone="reminder", done=(logo,), left=(copy,), ahead=(soon(own),), ours=(wire,), reasons=(why,)),
        ),
        "first_request": ("first_request", letter(asked=(access,), reasons=(replace(why, what=(access.what,)),))),
        "thanks": ("thanks", letter(done=(logo,), moved=(soon(copy),), passed=(access,))),
        "late_word": ("late_word", letter(ours=(wire,))),
        "escalation": (
            "escalation",
            letter(tone="escalation", left=(copy,), reasons=(slipping,), copied=("Mr Lee" if en else "李总",)),
        ),
        "incentive_open": (
            "incentive",
            IncentiveWord(dear=letter().dear, project=letter().project, reward=gain, open=(soon(copy),)),
        ),
        "incentive_earned": (
            "incentive",
            IncentiveWord(dear=letter().dear, project=letter().project, reward=replace(gain, outcome="earned")),
        ),
        **{
            f"acknowledgement_{wish}": (
                "acknowledgement",
                Acknowledgement(dear=letter().dear, wish=wish, pm=letter().pm, other=other),
            )
            for wish, other in (
                ("stop", ""),
                ("wrong_person", access.owner),
                ("by_phone", ""),
                ("sent_before", ""),
            )
        },
    }


def planned(lang: str, name: str) -> Planned:
    """The letter of that name, ready to be composed."""
    kind, content = contents(lang)[name]
    to = EN if lang == "en" else ZH
    place = ThreadPlace(
        subject="Homepage copy" if lang == "en" else "首页文案",
        in_reply_to="20261014.1@harbor.example",
        references=("20261012.1@agency.example",),
    )
    return Planned(
        key=f"{kind}:{to.email}:{name}",
        kind=kind,
        project="site",
        to=(to,),
        language=Language(lang),
        content=content,
        place=place if name in ("reminder", "thanks") else None,
    )
