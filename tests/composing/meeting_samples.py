"""Letters around meetings as a project really brings them, in both languages: the golden letters are made of these."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mailpm.model import Address, CheckIn, Language, Occurrence, Planned, Side
from mailpm.model.letters.meetings import (
    Agenda,
    AgendaDay,
    AgendaLine,
    AnswerMissing,
    AttendeeItems,
    CounterDeclined,
    Invitation,
    InvitationUpdate,
    Invite,
    MeetingAnswer,
    MeetingCancelled,
    MeetingMovedForHoliday,
    MinutesAsked,
    MinutesFinal,
    MinutesLine,
    Rhythm,
    SlotLine,
    SlotsProposed,
    SlotsStuck,
    ToldChange,
    Unusual,
    When,
)

NOW = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
SENDER = Address(email="assistant@agency.example", name="Agency assistant")
READER = {
    Language.ENGLISH: Address(email="lena@harbor.example", name="Lena Fischer"),
    Language.CHINESE: Address(email="wang@acme.example", name="王敏"),
}
BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
LINK = "https://meet.example/acme"


def when(month: int, day: int, hour: int, zone: ZoneInfo, minutes: int = 45, minute: int = 0) -> When:
    """A time on the Berlin team's clock, as a reader in `zone` sees it."""
    there = datetime(2026, month, day, hour, minute, tzinfo=BERLIN)
    return When(
        start=there.astimezone(zone), minutes=minutes, zone=zone.key, there=there, there_zone="Europe/Berlin"
    )


SERIES = CheckIn(
    uid="acme-weekly@agency.example",
    title="ACME check-in",
    start=datetime(2026, 9, 23, 9, 0, tzinfo=BERLIN),
    minutes=45,
    rrule="FREQ=WEEKLY;BYDAY=WE",
    attendees=("lena@harbor.example", "wang@acme.example", "pm@agency.example"),
    link=LINK,
    zone="Europe/Berlin",
    created=NOW,
    exceptions=(
        Occurrence(
            original=datetime(2026, 10, 7, 9, 0, tzinfo=BERLIN), why="国庆节", holiday=True, country="CN"
        ),
    ),
)
INVITE = Invite(method="REQUEST", check_in=SERIES, people=tuple(READER.values()))
WEEKLY = Rhythm(freq="weekly", weekdays=(2,))


def _words(language: Language) -> dict[str, str]:
    english = language is Language.ENGLISH
    return {
        "dear": "Lena" if english else "王敏",
        "title": "ACME check-in" if english else "ACME 例会",
    }


def samples(language: Language) -> dict[str, object]:
    """One content for each kind of letter, by its kind (and a variant after a dash)."""
    zone = BERLIN if language is Language.ENGLISH else SHANGHAI
    english = language is Language.ENGLISH
    words = _words(language)
    first, second = when(9, 23, 9, zone), when(10, 14, 9, zone)
    people = ("Lena Fischer", "Tom Reed") if english else ("王敏", "赵强", "李娜")
    golden_week = Unusual(
        original=when(10, 7, 9, zone).start, why="国庆节", holiday=True, country="CN"
    )
    unity = Unusual(
        original=when(9, 30, 9, zone).start,
        when=when(10, 1, 14, zone),
        why="Tom is on a plane that day" if english else "李娜当天出差",
    )
    invitation = Invitation(
        **words, when=first, people=people, invite=INVITE, link=LINK, rhythm=WEEKLY, exceptions=(golden_week,),
        shift=None if english else when(10, 28, 9, zone),
    )
    moved = ToldChange(field="moved", old=when(9, 30, 9, zone), new=when(10, 1, 14, zone), why=unity.why)
    update = InvitationUpdate(
        **words, changes=(moved,), when=first, people=people, invite=INVITE, link=LINK, rhythm=WEEKLY, next_when=first,
    )
    skipped = ToldChange(field="skipped", old=when(9, 30, 9, zone))
    answer = MeetingAnswer(
        dear="Tom" if english else "李娜", who="Lena Fischer" if english else "王敏", title=words["title"],
        when=first, partstat="DECLINED", series=True, only=True,
        comment="On leave that week." if english else "那周休假。",
    )
    counter = replace(
        answer, partstat="COUNTER", number="1", proposed=when(9, 24, 14, zone), comment="", works_for_all=False
    )
    slots = (
        SlotLine(number="1", when=when(9, 22, 9, zone, 30)),
        SlotLine(number="2", when=when(9, 23, 10, zone, 30)),
        SlotLine(number="3", when=when(9, 24, 7, zone, 30), early_or_late=True),
    )
    return {
        "invitation": invitation,
        "invitation-single": replace(
            invitation, title="Kick-off" if english else "启动会", rhythm=None, exceptions=(), shift=None,
            place="Room 3, Hafenstr. 1" if english else "上海办公室 3 号会议室",
        ),
        "invitation_update": update,
        "invitation_update-skipped": replace(update, changes=(skipped,)),
        "invitation_update-place": replace(
            update, changes=(ToldChange(field="place", old_words=LINK, new_words="https://meet.example/new"),),
            link="https://meet.example/new",
        ),
        "meeting_cancelled": MeetingCancelled(**words, when=first, invite=INVITE, rhythm=WEEKLY),
        "meeting_cancelled-guest": MeetingCancelled(**words, when=first, invite=INVITE, rhythm=WEEKLY, guest_only=True),
        "meeting_moved_for_holiday": MeetingMovedForHoliday(
            **words, exceptions=(golden_week,), next_when=second, link=LINK
        ),
        "answer_missing": AnswerMissing(**words, when=first, rhythm=WEEKLY, link=LINK),
        "meeting_answer": answer,
        "meeting_answer-counter": counter,
        "counter_declined": CounterDeclined(
            **words, proposed=when(9, 24, 14, zone), when=first, invite=INVITE, link=LINK
        ),
        "agenda": _agenda(language, when(10, 14, 9, zone)),
        "minutes_asked": MinutesAsked(dear="Tom" if english else "李娜", title=words["title"], when=first),
        "attendee_items": AttendeeItems(
            **words, when=first, lines=_lines(language)[:2], answer_by=date(2026, 9, 25),
            decisions=("We launch with German and English only.",) if english else ("首批只上中文和英文。",),
        ),
        "minutes_final": _final(language, first),
        "slots_proposed": SlotsProposed(
            dear=words["dear"], title="Contract questions" if english else "合同问题", minutes=30, lines=slots,
            people=people,
        ),
        "slots_stuck": SlotsStuck(
            dear="Tom" if english else "李娜", title="Contract questions" if english else "合同问题", lines=slots,
            choices=(("Lena Fischer", ("1",), ""), ("Omar Haddad", (), "Only on Friday."))
            if english else (("王敏", ("1",), ""), ("赵强", (), "只有周五可以。")),
            best=slots[0],
        ),
    }


def _lines(language: Language) -> tuple[MinutesLine, ...]:
    if language is Language.ENGLISH:
        return (
            MinutesLine(number="1", what="Send the logo source files", owner="Lena Fischer", due=date(2026, 9, 25)),
            MinutesLine(number="2", what="Approve the homepage copy", owner="Lena Fischer", due=date(2026, 9, 30)),
            MinutesLine(
                number="3", what="Hand over the domain account", owner="Omar Haddad", due=date(2026, 9, 29),
                corrected=True,
            ),
            MinutesLine(number="4", what="Clarify the tracking tool", owner=""),
        )
    return (
        MinutesLine(number="1", what="提供 logo 源文件", owner="王敏", due=date(2026, 9, 25)),
        MinutesLine(number="2", what="确认首页文案", owner="王敏", due=date(2026, 9, 30)),
        MinutesLine(number="3", what="移交域名账号", owner="赵强", due=date(2026, 9, 29), corrected=True),
        MinutesLine(number="4", what="确定统计工具", owner=""),
    )


def _final(language: Language, first: When) -> MinutesFinal:
    english = language is Language.ENGLISH
    lines = _lines(language)
    return MinutesFinal(
        title="ACME check-in" if english else "ACME 例会",
        when=first,
        names=("Lena", "Omar") if english else ("王敏", "赵强"),
        present=("Lena Fischer", "Omar Haddad", "Tom Reed") if english else ("王敏", "赵强", "李娜"),
        decisions=("We launch with German and English only.",) if english else ("首批只上中文和英文。",),
        lines=lines[:3],
        questions=lines[3:],
        confirmed=("Lena Fischer",) if english else ("王敏",),
        corrected=("Omar Haddad",) if english else ("赵强",),
        silent=("Tom Reed",) if english else ("小周",),
    )


def _agenda(language: Language, time: When) -> Agenda:
    english = language is Language.ENGLISH
    client = (
        AgendaLine(
            number="1", what="Homepage copy" if english else "首页文案", owner="Lena Fischer" if english else "王敏",
            side=Side.CLIENT, due=date(2026, 10, 9), late=2, moved=1,
            milestone="Design freeze" if english else "设计定稿",
        ),
        AgendaLine(
            number="2", what="Domain account" if english else "域名账号", owner="Omar Haddad" if english else "赵强",
            side=Side.CLIENT, due=date(2026, 10, 20), from_minutes=True,
        ),
    )
    team = (
        AgendaLine(
            number="3", what="Wireframes" if english else "线框图", owner="Tom Reed" if english else "小周",
            side=Side.TEAM, due=date(2026, 10, 15),
        ),
    )
    return Agenda(
        title="ACME check-in" if english else "ACME 例会",
        project="ACME",
        when=time,
        names=("Lena", "Omar") if english else ("王敏", "赵强"),
        link=LINK,
        last_minutes=date(2026, 9, 23),
        client_lines=client,
        team_lines=team,
        decisions=("CR1: A language switch on the homepage",) if english else ("CR1：首页加多语言切换",),
        risks=("The hosting contract ends in December",) if english else ("主机合同 12 月到期",),
        milestones=(
            AgendaDay(
                name="Design freeze" if english else "设计定稿", baseline=date(2026, 10, 29), forecast=date(2026, 11, 2)
            ),
            AgendaDay(name="Launch" if english else "上线", baseline=date(2026, 11, 20)),
        ),
    )


def planned(kind: str, language: Language) -> Planned:
    """The letter as planning would plan it; `kind` may name a variant."""
    return Planned(
        key=f"sample:{kind}:{language}",
        kind=kind.partition("-")[0],
        project="ACME",
        to=(READER[language],),
        language=language,
        content=samples(language)[kind],
        zone="Europe/Berlin" if language is Language.ENGLISH else "Asia/Shanghai",
    )
