"""Dates and times in figures, the same in every language, and the figures that are none: phones, prices, versions."""

from __future__ import annotations

import re
from dataclasses import replace

from mailpm.reading.dates_meanings import (
    clock,
    date_of,
    day_first_date,
    month_named,
    nothing,
    numeric_date,
    offset_named,
    week_numbered,
)
from mailpm.reading.dates_parts import Clock, Context, Part, Zone
from mailpm.reading.dates_table import DateRule, DateTable, Slot, Slots

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february febr",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep september sept",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}


def year_value(words: str) -> int:
    """A year in figures; of two figures, 70 to 99 are of the last century."""
    digits = words.lstrip("'")
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 70 else 2000)


_L = r"(?<!\d,)(?<!\d:)(?<![a-z]-)(?<![a-z0-9_./$€£¥#+])"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"

SLOTS = {
    "year": Slot(pattern=rf"{_YEAR}", value=year_value),
    "yy": Slot(pattern=rf"(?:{_YEAR}|'?\d\d)", value=year_value),
    "month": Slot(pattern=_MONTH, value=int),
    "mon": Slot(pattern="|".join(sorted(MONTHS, key=len, reverse=True)), value=lambda w: MONTHS[w]),
    "day": Slot(pattern=_DAY, value=int),
    "a": Slot(pattern=_DAY, value=int),
    "b": Slot(pattern=_DAY, value=int),
    "week": Slot(pattern=r"(?:0?[1-9]|[1-4]\d|5[0-3])", value=int),
    "hour": Slot(pattern=r"(?:[01]?\d|2[0-4])", value=int),
    "minute": Slot(pattern=r"[0-5]\d", value=int),
    "ampm": Slot(pattern=r"[ap]\.?m\.?", value=lambda w: w[0] + "m"),
    "half": Slot(pattern=r"[ap]\.?m\.?|[ap](?![\w])", value=lambda w: w[0] + "m"),
}


SLOTS["offset"] = Slot(pattern=r"[+-](?:1[0-4]|0?\d)(?::?[0-5][05])?", value=str)
SLOTS["plus"] = Slot(pattern=r"\+(?:0\d|1[0-4]):?[0-5]0", value=str)
SLOTS["padded"] = Slot(pattern=r"0\d", value=int)
SLOTS["minus"] = Slot(pattern=r"-(?:0\d|1[0-2]):?[0-5]0", value=str)
SLOTS["nought"] = Slot(pattern=r"0[1-9]", value=int)
SLOTS["full"] = SLOTS["year"]
SLOTS["high"] = Slot(pattern=r"(?:1[3-9]|2\d|3[01])", value=int)
SLOTS["likely"] = SLOTS["eastern"] = SLOTS["month"]
SLOTS["mm"] = Slot(pattern=r"(?:0[1-9]|1[0-2])", value=int)
SLOTS["dd"] = Slot(pattern=r"(?:0[1-9]|[12]\d|3[01])", value=int)


def _named_month(s: Slots, c: Context) -> Part | None:
    s["month"] = s.pop("mon")
    if "yy" in s:
        s["year"] = s.pop("yy")
    return date_of(s, c)


def _figure_clock(s: Slots, c: Context) -> Part | None:
    """An hour with a nought before it is on the 24-hour clock."""
    if "padded" in s and "half" not in s:
        return clock(sure=True)({**s, "hour": s["padded"]}, c)
    return clock()({"hour": s.get("padded", s.get("hour", 0)), **s}, c)


def _iso_clock(s: Slots, c: Context) -> Part | None:
    made = clock(sure=True)(s, c)
    zone = offset_named({"offset": s["minus"]}, c) if "minus" in s else None
    if isinstance(made, Clock) and isinstance(zone, Zone):
        return replace(made, zone=zone.name)
    return made


_NET = re.compile(
    r"@|://|www\.|\.(?:com|org|net|io|cn|de|eu|uk|app|dev|ai|co|example|test|pdf|docx?|xlsx?|pptx?|zip|png|jpe?g|svg|csv|txt|md|html?|eml|ics|mp4)(?![a-z0-9_-])"
)
_OF_ADDRESSES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-+/@:%?&=#~")


def protected(plain: str) -> list[tuple[int, int]]:
    """The spans of web addresses, mail addresses, hosts and file names: digits and names of days there are no dates."""
    spans: list[tuple[int, int]] = []
    for mark in _NET.finditer(plain):
        start, end = mark.span()
        if spans and start < spans[-1][1]:
            continue
        while start > 0 and plain[start - 1] in _OF_ADDRESSES:
            start -= 1
        while end < len(plain) and plain[end] in _OF_ADDRESSES:
            end += 1
        spans.append((start, end))
    return spans


def _likely(s: Slots, c: Context) -> Part | None:
    """9/30 can hardly be anything but a date; in Chinese text hardly 6/8 either."""
    if "high" in s:
        return numeric_date({"a": s["likely"], "b": s["high"]}, c)
    return numeric_date({"a": s["eastern"], "b": s["day"]}, c) if c.eastern else None


RULES = (
    # No dates: what figures also are.
    DateRule(name="money", pattern=r"(?:[$€£¥]|(?<![a-z])(?:rmb|usd|eur|gbp|cny|chf|hkd)\s?)\s?\d[\d,.']*(?:\s?(?:k|m|bn|million|万|亿))?", meaning=nothing, nothing=("$12.11", "€ 12.11.2026")),
    DateRule(name="measure", pattern=r"(?<!\d,)(?<![a-z0-9_./:-])\d[\d,.]*(?:[-–/]\d[\d,.]*)?\s?(?:%|‰|percent|per cent|eur|euros?|usd|dollars?|rmb|cny|gbp|chf|kg|km|cm|mm|px|mb|gb|kb|tb|kw|mhz|ghz|dpi|fps|pt|元|万元|万|亿|块钱?|美元|欧元|人民币|公里|公斤|层|页|平米|平方|像素|度|倍|折|人次|岁|吨|米(?![a-z0-9_])|厘米)(?![a-z])", meaning=nothing, nothing=("12.11 EUR", "3.5万", "11-12 kg")),
    DateRule(name="phone", pattern=r"(?<![a-z0-9_/.-])(?:\+\d{1,3}[\s\d()./-]{6,18}\d|\(0?\d{2,5}\)\s?\d{3,4}(?:[ -]?\d{3,4})+|0\d{2,4}[ -/]\d{3,4}[ -]?\d{3,5}(?:[ -]\d{1,5})?|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\d{3}[-. ]\d{3}[-. ]\d{4}|400[ -]?\d{3,4}[ -]?\d{3,4})(?!\d)", meaning=nothing, nothing=("+49 30 1204 2026", "010-8888-1204", "13812041204", "555-012-2026")),
    DateRule(name="phone-named", pattern=r"(?<![a-z])(?:tel|phone|fax|mobile|cell|mob|ext|dial|pin|电话|手机|传真|分机|座机|微信|qq)(?:号码?)?[.:\s]{0,3}[+(]?\d[\d ()./-]{2,20}", meaning=nothing, nothing=("Tel: 12 11 2026", "ext. 1204", "电话: 12-11-20")),
    DateRule(name="ip", pattern=r"(?<![a-z0-9_.])\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d+)?(?![a-z0-9_])", meaning=nothing, nothing=("10.12.11.20",)),
    DateRule(name="version", pattern=r"(?<![a-z0-9])(?:v|ver|version|release|rev|build|版本|版)\s?\.?\s?\d+(?:[.\-]\d+)*[a-z]?\d*", meaning=nothing, nothing=("v10.8.2", "version 12.11")),
    DateRule(name="version-bare", pattern=r"(?<![a-z0-9_./-])\d{1,3}\.\d{1,3}\.\d(?![\d.])|(?<![a-z0-9_./-])\d+(?:\.\d+){3,}", meaning=nothing, nothing=("10.8.2",)),
    DateRule(name="ticket", pattern=r"#\s?[a-z]*\d[a-z0-9_/.-]*", meaning=nothing, nothing=("#12-11",)),
    DateRule(name="numbered", pattern=r"(?<![a-z])(?:invoice|inv|order|ticket|po|no|nos|nr|ref|case|id|clause|clauses|section|sections|sect|art|article|articles|chapter|figure|fig|table|page|pages|pp|item|items|room|floor|level|step|phase|part|line|lines|row|rows|column|appendix|annex|exhibit|building|gate|terminal|unit|suite|flight|platform|track|bus|tram|highway|route|vol|issue|sprint|lot|slide|slides|scene|batch|option|question|point|points|iso|din|rfc|model|serial|sku|account|iban|vat|hrb|postcode|zip|scale|ratio|score|size|aspect|§+|发票号|订单号|合同号|编号|单号|工号|房号|账号|帐号|合同编号|第(?=\d+条))(?:\s?(?:no|nr|number|id|号))?[.:#\s-]{0,3}[a-z]{0,4}[-/]?\d[a-z0-9_/:-]*(?:\.\d+)*(?![a-z0-9])(?!\s?(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b)", meaning=nothing, nothing=("invoice 2026-1130", "clause 12.4", "Room 12-4", "page 3/4", "Section 5.12", "发票号 20261130")),
    DateRule(name="score", pattern=r"(?<![a-z0-9_:])(?:won|lost|beat|score|draw|drew|比分|战胜|以)\s?(?:by\s)?\d{1,3}\s?[-:]\s?\d{1,3}(?!\d)", meaning=nothing, nothing=("won 3-2", "以3:20")),
    DateRule(name="fraction", pattern=r"(?<![a-z0-9_/.-])\d{1,2}\s?/\s?\d{1,2}(?=\s(?:of|done|complete|completed|finished|passed|inch|cup|teams|tests|people|votes|full|the)\b)|(?<![a-z0-9_/.-])\d{1,2}/\d{1,2}(?=\s?(?:的|完成|通过|个|人))|(?<![a-z0-9_/])24/7(?![a-z0-9_/])|(?<![a-z0-9_/])(?:50/50|9/10|1/2|7/24)(?![a-z0-9_/])", meaning=nothing, nothing=("3/4 of the work", "3/4的工作", "24/7 support")),
    DateRule(name="long-number", pattern=r"(?<![a-z0-9_])\d{9,}|(?<![a-z0-9_])\d{1,3}(?:,\d{3})+(?:\.\d+)?", meaning=nothing, nothing=("202611300001", "20,261,130")),
    # Full dates.
    DateRule(name="iso", pattern=r"(?<![a-z0-9]-)(?<![a-z0-9_.]){year}(?:-{month}-{day}|/{month2}/{day2}|\.\s?{month3}\.\s?{day3})(?![\d])", meaning=lambda s, c: date_of(_plain(s), c), examples=("2026-12-04 = 2026-12-04", "2026/12/4 = 2026-12-04", "2026.12.4 = 2026-12-04")),
    DateRule(name="compact", pattern=r"(?<!\d,)(?<![a-z0-9_./-]){year}{mm}{dd}(?![a-z0-9_]|[-/]\d)", meaning=lambda s, c: date_of({"year": s["year"], "month": s["mm"], "day": s["dd"]}, c), examples=("20261204 = 2026-12-04",)),
    DateRule(name="three-figures", pattern=_L + r"{a}(?:/{b}/{yy}|\.\s?{b2}\.\s?{full}|-{b3}-{yy3})" + r"(?![\d%])(?![/.-]\d)", meaning=lambda s, c: _dotted(s, c), examples=("30/11/2026 = 2026-11-30", "30.11.2026 = 2026-11-30", "11/30/26 = 2026-11-30")),
    DateRule(name="dotted-short", pattern=_L + r"{dd}\.{mm}\.{yy}(?![\d%])(?![/.-]\d)", meaning=lambda s, c: day_first_date({"a": s["dd"], "b": s["mm"], "year": s["yy"]}, c), examples=("04.12.26 = 2026-12-04",)),
    DateRule(name="dotted-loose", pattern=_L + r"{a}\.{b}\.{yy}(?![\d%])(?![/.-]\d)", meaning=lambda s, c: day_first_date({"a": s["a"], "b": s["b"], "year": s["yy"]}, c), weak=True, examples=("due 4.12.26 = 2026-12-04",), nothing=("Linux >= 2.6.33 only",)),
    DateRule(name="year-named-month", pattern=r"(?<![a-z0-9_]){year}[-/. ]{mon}[-/. ]{day}(?![a-z0-9_]|:\d)", meaning=_named_month, examples=("2026-Nov-30 = 2026-11-30",)),
    DateRule(name="named-month", pattern=r"(?<![a-z0-9_]){day}[-/. ]?{mon}[-/. ]{yy}(?![a-z0-9_]|:\d)", meaning=_named_month, examples=("30-Nov-2026 = 2026-11-30", "30.Nov.26 = 2026-11-30")),
    # Two figures.
    DateRule(name="two-dots", pattern=_L + r"(?<!in )(?<!version )(?<!\d-){a}\.{b}\.(?!\d)", meaning=day_first_date, weak=True, examples=("bis 30.11. = 2026-11-30",)),
    DateRule(name="two-padded", pattern=_L + r"(?:{a}/{nought}|{nought2}/{b})(?![a-z0-9_%]|[.,:/]\d|-\d(?!\d?/)|/)", meaning=lambda s, c: numeric_date({"a": s.get("a", s.get("nought2", 0)), "b": s.get("b", s.get("nought", 0))}, c), examples=("crane lift plan 24/07 = 2027-07-24",)),
    DateRule(name="two-likely", pattern=_L + r"(?:{likely}/{high}|(?![1-5]/[1-5](?!\d)){eastern}/{day})(?![a-z0-9_%]|[.,:/]\d|-\d(?!\d?/)|/)", meaning=_likely, examples=("Henrietta 5/22 = 2027-05-22",), nothing=("The hotel is rated 4/5 by guests.",)),
    DateRule(name="two-slashed", pattern=_L + r"{a}/{b}(?![a-z0-9_%]|[.,:/]\d|-\d(?!\d?/)|/)", meaning=numeric_date, weak=True, examples=("due 3/4 = 2027-03-04",), nothing=("3/4 of us",)),
    DateRule(name="two-dashed", pattern=r"(?<!\d,)(?<!\d:)(?<![a-z0-9_./$€£¥#+-]){mm}-{dd}(?![a-z0-9_%]|[.,:/-]\d)", meaning=lambda s, c: date_of({"month": s["mm"], "day": s["dd"]}, c), weak=True, examples=("due 11-30 = 2026-11-30",)),
    DateRule(name="month-of-year", pattern=r"(?<!\d,)(?<!\d:)(?<![a-z0-9_./$€£¥#+-])(?:{year}[-/.]{mm}|{month}[-/]{year2})(?![a-z0-9_%]|[.,:/-]\d)", meaning=lambda s, c: month_named(_plain(s), c), weak=True, examples=("by 12/2026 = 2026-12-31",)),
    DateRule(name="iso-week", pattern=r"(?<![a-z0-9_]){year}-?w{week}(?![a-z0-9_])", meaning=week_numbered, examples=("2026-W50 = 2026-12-11",)),
    # Clock times.
    DateRule(name="offset", pattern=r"\(?(?:utc|gmt) ?{offset}(?![\d:])|(?<=\d)z(?![a-z0-9_])|{plus}(?!\d)", meaning=offset_named, after=True, examples=("2026-11-30T15:30Z = 2026-11-30T15:30",)),
    DateRule(name="clock", pattern=r"(?<!\d,)(?<!\d:)(?<![a-z0-9_./$€£¥#+])(?:{padded}|{hour}):{minute}(?::[0-5]\d(?:\.\d+)?)?(?:\s?{half})?(?![a-z0-9_:]|\.\d)", meaning=_figure_clock, examples=("15:30 = 2026-11-25T15:30", "3:30 pm = 2026-11-25T15:30")),
    DateRule(name="clock-figures", pattern=r"(?<!\d,)(?<!\d:)(?<![a-z0-9_./$€£¥#+]){hour}(?:\.{minute})?\s?{ampm}(?![a-z0-9_])", meaning=lambda s, c: clock()({**s, "half": s["ampm"]}, c), examples=("3pm = 2026-11-25T15:00", "3.30 p.m. = 2026-11-25T15:30")),
    DateRule(name="iso-clock", pattern=r"(?<=\d)t{hour}:{minute}(?::[0-5]\d(?:\.\d+)?)?{minus}?(?!\d)", meaning=_iso_clock, examples=("2026-11-30T15:30 = 2026-11-30T15:30",)),
)


def _plain(s: Slots) -> Slots:
    """Slots of alternative spellings under their plain names."""
    found = {name.rstrip("23"): value for name, value in s.items()}
    if "mm" in found:
        found["month"] = found.pop("mm")
    return found


def _dotted(s: Slots, c: Context) -> Part | None:
    """4.5.2026 is written by those who put the day first; with slashes the country decides."""
    by_dots = "b2" in s
    found = _plain(s)
    found["year"] = found.pop("yy") if "yy" in found else found.pop("full")
    if by_dots and int(found["b"]) <= 12 and c.day_first is None:
        return day_first_date(found, c)
    return numeric_date(found, c)



FIGURES = DateTable(
    name="figures",
    slots=SLOTS,
    rules=RULES,
    lead=r"(?::|->|→|=>)",
    tail=r"(?!)",
    told=r"(?!)",
    ahead=r"(?!)",
    joins={
        "attach": r"[ ,t]{0,2}",
        "zone": r" ?",
        "operator": r" ?",
        "range": r" ?(?:-{1,2}|~|\.\.\.?) ?",
        "refine": r"[ ,]{0,2}\(? ?",
        "correction": r" ?(?:->|→|=>) ?",
    },
)
