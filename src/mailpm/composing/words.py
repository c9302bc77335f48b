"""How a language says a day, a time, a zone and a list: the filters that templates use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context

from mailpm.model import Due, Language

_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZH_DAYS = "一二三四五六日"

# Cities as a Chinese reader knows them; a zone that is missing here is told by its offset.
_ZH_ZONES = {
    "Asia/Shanghai": "北京",
    "Asia/Chongqing": "北京",
    "Asia/Urumqi": "乌鲁木齐",
    "Asia/Hong_Kong": "香港",
    "Asia/Macau": "澳门",
    "Asia/Taipei": "台北",
    "Asia/Tokyo": "东京",
    "Asia/Seoul": "首尔",
    "Asia/Singapore": "新加坡",
    "Asia/Kuala_Lumpur": "吉隆坡",
    "Asia/Bangkok": "曼谷",
    "Asia/Jakarta": "雅加达",
    "Asia/Manila": "马尼拉",
    "Asia/Ho_Chi_Minh": "胡志明市",
    "Asia/Kolkata": "新德里",
    "Asia/Dubai": "迪拜",
    "Asia/Riyadh": "利雅得",
    "Asia/Jerusalem": "耶路撒冷",
    "Australia/Sydney": "悉尼",
    "Australia/Melbourne": "墨尔本",
    "Australia/Perth": "珀斯",
    "Pacific/Auckland": "奥克兰",
    "Europe/London": "伦敦",
    "Europe/Dublin": "都柏林",
    "Europe/Lisbon": "里斯本",
    "Europe/Paris": "巴黎",
    "Europe/Berlin": "柏林",
    "Europe/Amsterdam": "阿姆斯特丹",
    "Europe/Brussels": "布鲁塞尔",
    "Europe/Zurich": "苏黎世",
    "Europe/Vienna": "维也纳",
    "Europe/Rome": "罗马",
    "Europe/Madrid": "马德里",
    "Europe/Stockholm": "斯德哥尔摩",
    "Europe/Oslo": "奥斯陆",
    "Europe/Copenhagen": "哥本哈根",
    "Europe/Helsinki": "赫尔辛基",
    "Europe/Warsaw": "华沙",
    "Europe/Prague": "布拉格",
    "Europe/Istanbul": "伊斯坦布尔",
    "Europe/Moscow": "莫斯科",
    "Africa/Johannesburg": "约翰内斯堡",
    "Africa/Cairo": "开罗",
    "America/New_York": "纽约",
    "America/Toronto": "多伦多",
    "America/Chicago": "芝加哥",
    "America/Denver": "丹佛",
    "America/Los_Angeles": "洛杉矶",
    "America/Vancouver": "温哥华",
    "America/Sao_Paulo": "圣保罗",
    "America/Mexico_City": "墨西哥城",
}


def date_words(value: date | datetime | Due, language: Language, *, year: int | None = None) -> str:
    """A day with its weekday: "Wed 21 Oct", "10月21日(周三)"; the year is told where it is not `year`."""
    day = _day(value)
    with_year = year is not None and day.year != year
    if language is Language.CHINESE:
        words = f"{day.month}月{day.day}日(周{_ZH_DAYS[day.weekday()]})"
        return f"{day.year}年{words}" if with_year else words
    words = f"{_EN_DAYS[day.weekday()]} {day.day} {_EN_MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if with_year else words


def time_words(value: datetime, language: Language, *, zone: str = "") -> str:
    """A clock time, "10:00"; with `zone` (IANA) it is told there and named: "10:00 (Berlin time)"."""
    if not zone:
        return value.strftime("%H:%M")
    there = value.astimezone(ZoneInfo(zone))
    name = zone_words(zone, language, at=there)
    return f"{there:%H:%M}({name})" if language is Language.CHINESE else f"{there:%H:%M} ({name})"


def due_words(value: Due | date | datetime, language: Language, *, year: int | None = None) -> str:
    """When something is due: the day, and the clock time where one was said."""
    moment = value.value if isinstance(value, Due) else value
    words = date_words(moment, language, year=year)
    if not isinstance(moment, datetime):
        return words
    return f"{words}{moment:%H:%M}" if language is Language.CHINESE else f"{words}, {moment:%H:%M}"


def zone_words(zone: str, language: Language, *, at: datetime | None = None) -> str:
    """A zone by its city: "Berlin time", "北京时间"; by its offset where the city is not known."""
    if zone in {"UTC", "Etc/UTC", "GMT"}:
        return "UTC"
    if language is Language.CHINESE:
        city = _ZH_ZONES.get(zone)
        return f"{city}时间" if city else _offset(zone, at)
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time" if "/" in zone else zone


def _offset(zone: str, at: datetime | None) -> str:
    if at is None:
        return zone
    minutes = int((at.astimezone(ZoneInfo(zone)).utcoffset() or at - at).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def join_words(values: Iterable[object], language: Language) -> str:
    """A list as one says it: "a, b and c", "a、b 和 c"."""
    words = [str(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    if language is Language.CHINESE:
        return f"{'、'.join(words[:-1])} 和 {words[-1]}"
    return f"{', '.join(words[:-1])} and {words[-1]}"


def quote_words(values: Iterable[object], language: Language) -> str:
    """A list of titles, each in quotation marks: whatever words they hold, the sentence around them stays whole."""
    return join_words((f"“{value}”" for value in values), language).replace("” 和 “", "”和“")


def pad(value: str) -> str:
    """A name in front of Chinese words: with a space after it where it ends in Latin letters or digits."""
    return f"{value} " if value[-1:].isascii() and value[-1:].isalnum() else value


def pads(value: str) -> str:
    """A name between Chinese words: with a space on each side that is Latin."""
    return f" {pad(value)}" if value[:1].isascii() and value[:1].isalnum() else pad(value)


def shorten(value: str, length: int = 160) -> str:
    """One line of at most `length` characters, cut with an ellipsis."""
    line = " ".join(str(value).split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def filters(language: Language) -> dict[str, Callable[..., str]]:
    """The filters of one language; the year of the letter's own `now` need not be said."""

    @pass_context
    def a_date(context: Context, value: date | datetime | Due) -> str:
        return date_words(value, language, year=_year(context))

    @pass_context
    def a_due(context: Context, value: date | datetime | Due) -> str:
        return due_words(value, language, year=_year(context))

    def a_time(value: datetime, zone: str = "") -> str:
        return time_words(value, language, zone=zone)

    def a_zone(value: str, at: datetime | None = None) -> str:
        return zone_words(value, language, at=at)

    def a_list(values: Iterable[object]) -> str:
        return join_words(values, language)

    def quoted_list(values: Iterable[object]) -> str:
        return quote_words(values, language)

    return {
        "date_words": a_date,
        "due_words": a_due,
        "time_words": a_time,
        "zone_words": a_zone,
        "join_words": a_list,
        "quote_words": quoted_list,
        "pad": pad,
        "pads": pads,
        "shorten": shorten,
    }


def _year(context: Context) -> int | None:
    now = context.get("now")
    return now.year if isinstance(now, datetime) else None


def _day(value: date | datetime | Due) -> date:
    if isinstance(value, Due):
        return value.day
    return value.date() if isinstance(value, datetime) else value
