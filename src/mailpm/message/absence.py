"""What an automatic answer says of an absence: from when, until when, and who stands in."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from mailpm.model.mail import Absence, Address

_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    rf"(?P<y1>20\d\d)\s?[-/.年]\s?(?P<m1>\d{{1,2}})\s?[-/.月]\s?(?P<d1>\d{{1,2}})\s?[日号號]?"
    rf"|(?P<m2>\d{{1,2}})\s?月\s?(?P<d2>\d{{1,2}})\s?[日号號]?"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<m3>{_MONTH})\.?(?:,?\s(?P<y3>20\d\d))?"
    rf"|(?P<m4>{_MONTH})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y4>20\d\d))?"
    rf"|(?<![\d/.])(?P<a5>\d{{1,2}})[/.](?P<b5>\d{{1,2}})(?:[/.](?P<y5>20\d\d|\d\d))?(?![\d/])"
    rf"|(?P<nextweek>(?:下周|下星期|下週|next\s)?)(?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!,?\s(?:the\s)?(?:\d|{_MONTH}))|(?<=周)[一二三四五六日天]|(?<=星期)[一二三四五六日天]|(?<=週)[一二三四五六日天])"
    r"|(?<!\d)(?P<d6>\d{1,2})\s?[日号號](?!楼|线)",
    re.IGNORECASE,
)  # fmt: skip
_BACK = re.compile(
    r"(?:back|return(?:ing)?|resume|available(?: again)?|in the office again|reachable again|zurück|wieder (?:im büro|erreichbar|da))(?:[^.\n]{0,30}?\b(?:on|from|in the office|at work|ab|am))?[^.\n\d]{0,25}$",
    re.IGNORECASE,
)
_BACK_AFTER_ZH = re.compile(
    r"^[^\n。,\uff0c;]{0,8}?(?:返回|回来|回來|回到|返岗|返崗|返工|上班|恢复|恢復|回公司|回司|复工|復工|销假|銷假|归来|起(?:恢复|正常)|之?后(?:恢复|统一|集中)?(?:回复|答复|處理|处理)|後(?:回覆|處理)|回复您|回覆您|回岗|到岗)"
)
_UNTIL = re.compile(
    r"(?:until|till|til|through|thru|up to|to|bis(?: zum| einschließlich)?|–|—|-|~|~|至|到|截至|直到|jusqu'au|hasta(?: el)?)(?:\s(?:and including|the|end of|einschließlich))?[\s,]{0,3}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s?(?:the\s)?)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:from|since|starting|as of|between|vom|ab|自|从|從|于|於)\s{0,2}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s?)?$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"out of (?:the |my )?office|\baway\b|\bon (?:\w+ )?(?:leave|vacation|holiday)|travell?ing|abwesend|nicht im büro|urlaub|absente?\b"
    r"|休假|外出|出差|年假|不在|请假|請假|產假|产假|放假|休暇|外出中|부재",
    re.IGNORECASE,
)
_BOX = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,20}", re.ASCII)
_ASK = re.compile(
    r"(?i:(?:please\s)?(?:contact|reach out to|get in touch with|turn to|speak to|write to|e-?mail|call|ask|wenden sie sich (?:bitte )?an|kontaktieren sie))"
    r"\s+(?i:my colleague\s|my assistant\s|meine(?:n)? kolleg(?:en|in)\s|herrn\s|frau\s)?(?P<en>[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){0,3})?"
    r"|(?:職務|职务)?代理人[:\uff1a\s]{1,3}(?P<deputy>[\u4e00-\u9fff]{2,4})"
    r"|由(?P<by>[\u4e00-\u9fff]{2,3}?)(?:先生|女士|经理)?(?:负责|負責|代理|代为|代為|接手|处理|處理|跟进)"
    r"|(?:请|請|可|可以)?(?:直接)?(?:联系|联络|聯繫|聯絡|找|致电|咨询|洽|对接)(?:我的)?(?:同事|同仁|助理)?[:\uff1a\s]{0,3}"
    r"(?:(?P<zh>[\u4e00-\u9fff]{2,4}?)(?=[(\uff08,\uff0c。;\uff1b、:\uff1a\s<\d\w]|先生|女士|经理|總|总|处理|處理|代为|電話|电话|邮箱|$)|(?=[\w.+-]{1,64}@))"
    r"|(?P<zh2>[\u4e00-\u9fff]{2,3})(?:(?:先生|女士|经理)?(?:代为处理|代為處理|暂代|负责跟进|代班|接手))",
)
_NOT_NAMES = re.compile(
    r"^(?:職務|职务|工作|我们?|我們|本人|您|你|他|她|相关|公司|前台|客服|以下|如下|电话|手机|负责|對應|对应|同事|我的|值班|热线|the|my|our|me|us|him|her|you|this|that|it|through|via|by|on)$",
    re.IGNORECASE,
)


def read_absence(text: str, sent: datetime) -> Absence | None:
    """The absence that `text` tells of, days counted from `sent`; None where it tells of none."""
    head = text[:3000]
    since = until = None
    for found in _DAY.finditer(head):
        day = _day(found, sent.date())
        if day is None:
            continue
        before, after = head[max(0, found.start() - 70) : found.start()], head[found.end() : found.end() + 20]
        before = re.split(r"[。\n;]", before)[-1]
        before = re.sub(r"(?:下)?(?:周|星期|週)$", "", before)
        if _BACK.search(before) or _BACK_AFTER_ZH.match(after):
            until = until or day - timedelta(days=1)
        elif _UNTIL.search(before):
            until = until or day
        elif _SINCE.search(before) or re.match(r"\s{0,2}(?:-|–|—|~|~|至|到|to|until|through|bis)", after):
            since = since or day
    deputies = _deputies(head, sent)
    if until is None and since is None and not deputies and _AWAY.search(head) is None:
        return None
    return Absence(quote=_quote(head), since=since, until=until, deputies=deputies)


def _day(found: re.Match[str], sent: date) -> date | None:
    said = found.groupdict()
    try:
        if said["m1"]:
            return date(int(said["y1"]), int(said["m1"]), int(said["d1"]))
        if said["m2"]:
            return _near(sent, int(said["m2"]), int(said["d2"]))
        if said["m3"]:
            return _named(sent, said["m3"], said["d3"], said["y3"])
        if said["m4"]:
            return _named(sent, said["m4"], said["d4"], said["y4"])
        if said["a5"]:
            return _numeric(found.group(), int(said["a5"]), int(said["b5"]), said["y5"], sent)
        if said["wd"]:
            return _weekday(said["wd"], sent)
        if said["d6"]:
            day = int(said["d6"])
            return (
                sent.replace(day=day)
                if day >= sent.day
                else (sent.replace(day=1) + timedelta(days=32)).replace(day=day)
            )
    except ValueError:
        return None
    return None


def _near(sent: date, month: int, day: int) -> date:
    """The day of that name nearest to the letter: an absence over New Year ends in the next year."""
    choices = [date(year, month, day) for year in (sent.year - 1, sent.year, sent.year + 1)]
    return min(choices, key=lambda d: abs((d - sent).days - 30))


def _named(sent: date, month: str, day: str, year: str | None) -> date:
    key = month.lower()[:3].replace("mär", "mar").replace("mai", "may").replace("okt", "oct").replace("dez", "dec")
    number = _MONTH_NAMES.index(key) + 1
    return date(int(year), number, int(day)) if year else _near(sent, number, int(day))


def _numeric(words: str, first: int, second: int, year: str | None, sent: date) -> date | None:
    """10/23 and 23.10.: dots are day first, slashes month first unless that is no date or lies far off."""
    orders = [(second, first), (first, second)] if "." in words else [(first, second), (second, first)]
    for month, day in orders:
        if 1 <= month <= 12 and 1 <= day <= 31:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day) if year else _near(sent, month, day)
    return None


def _weekday(name: str, sent: date) -> date:
    number = "一二三四五六日".find(name.replace("天", "日")) if len(name) == 1 else _WEEKDAYS.index(name.lower()[:3])
    return sent + timedelta(days=(number - sent.weekday() - 1) % 7 + 1)


def _deputies(text: str, sent: datetime) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for asked in _ASK.finditer(text):
        name = next((n for n in asked.groups() if n), "").strip()
        if name and _NOT_NAMES.match(name):
            name = ""
        after = re.split(r"[。\n]", text[asked.end() : asked.end() + 120])[0]
        box = _BOX.search(after)
        if box is None and not name:
            continue
        email = box.group().lower().rstrip(".") if box else ""
        found.setdefault(email or name, Address(email=email, name=name))
        for more in _BOX.findall(after[box.end() :] if box else "")[:4]:
            found.setdefault(more.lower(), Address(email=more.lower()))
    return tuple(found.values())[:5]


def _quote(text: str) -> str:
    """The sentence that tells of the absence: the first with a day or a word of being away."""
    sentences = [s.strip() for s in re.split(r"(?<=[。!\uff01?\uff1f\n])|(?<=[^\d][.?])\s", text) if s.strip()]
    for sentence in sentences:
        if re.search(
            r"out of|away|leave|vacation|holiday|back|return|休假|外出|出差|年假|不在|请假|產假|产假|放假|urlaub|abwesend|büro",
            sentence,
            re.IGNORECASE,
        ):
            return sentence[:300]
    return sentences[0][:300] if sentences else ""
