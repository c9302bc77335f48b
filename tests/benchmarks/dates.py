"""Dates beside other libraries: how fast on the same texts, and how many of the tables' phrases on the right day.

Peers are not dependencies: `pip install dateparser datefinder parsedatetime` first; a peer that is not here is
left out. Times are of the processor, ratios in one run.
"""

from __future__ import annotations

import importlib.util
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from mailpm.reading import find_dates

TABLES = Path(__file__).parents[1] / "reading"
SHANGHAI = timezone(timedelta(hours=8))
ZONES = {"en": UTC, "zh": SHANGHAI}
LETTERS = {
    "en": (
        "Hi Tom,\n\nthanks for the draft, the team likes it. We will send the logo files by Friday and the copy early"
        " next week. Could you confirm the quote by 4 December? The review on Thursday at 3pm stays as it is.\n\n"
        "The hosting contract is with legal, they should have it back by the 3rd. Invoice 2026-1130 is paid.\n\n"
        "Best regards,\nLena\nTel: +49 30 1204 2026",
        "Dear all,\n\nplease find the minutes attached. Priya sets up staging access until 27 Nov, Ravi sends the"
        " floor plan within 5 business days. Version 10.8.2 is live. Let me know if you have questions.\n\nThanks, Jane",
    ),
    "zh": (
        "王经理您好:\n\n设计稿已收到,谢谢。请在本周五前把首页素材发给我们,域名账号下周二之前给到即可。"
        "评审会定在11月30日下午3点,3号会议室。合同还在法务那边,预计三个工作日内盖章回传。\n\n发票号20261130已付款。\n\n陈宇",
        "各位好,会议纪要如下:\n1、李娜负责接口文档,12月4日前完成。\n2、赵强月底前提供测试账号。\n"
        "3、版本10.8.2已发布,周报请查收。\n有问题随时联系。",
    ),
}
Finder = Callable[[str, str, datetime], Iterable[date]]


def ours(text: str, language: str, now: datetime) -> Iterable[date]:
    return [m.due for m in find_dates(text, now=now)]


def by_dateparser(text: str, language: str, now: datetime) -> Iterable[date]:
    from dateparser.search import search_dates  # type: ignore[import-not-found]

    settings = {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    return [found for _, found in search_dates(text, languages=[language], settings=settings) or ()]


def by_datefinder(text: str, language: str, now: datetime) -> Iterable[date]:
    import datefinder  # type: ignore[import-not-found]

    return list(datefinder.find_dates(text, base_date=now.replace(tzinfo=None)))


def by_parsedatetime(text: str, language: str, now: datetime) -> Iterable[date]:
    import parsedatetime  # type: ignore[import-not-found]

    found = parsedatetime.Calendar().nlp(text, sourceTime=now.replace(tzinfo=None)) or ()
    return [row[0] for row in found]


FINDERS: dict[str, tuple[str, Finder, tuple[str, ...]]] = {
    "mailpm": ("mailpm", ours, ("en", "zh")),
    "dateparser.search": ("dateparser", by_dateparser, ("en", "zh")),
    "datefinder": ("datefinder", by_datefinder, ("en",)),
    "parsedatetime": ("parsedatetime", by_parsedatetime, ("en",)),
}


def phrases(language: str) -> list[tuple[str, set[str], datetime]]:
    """The tables' phrases: words, the days that are right (the due day of each, no day for none), the day they were said."""
    rows = []
    for line in (TABLES / f"dates_{language}.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#") or "@" in line.split("\t")[1]:
            continue
        words, expected, *rest = line.split("\t")
        settings = dict(pair.split("=", 1) for pair in " ".join(rest).split())
        now = datetime.fromisoformat(settings.get("now", "2026-11-25T09:00:00"))
        now = now if now.tzinfo else now.replace(tzinfo=ZONES[language])
        days = {one.strip("< ").split("/")[-1][:10] for one in expected.split(";")} if expected != "-" else set()
        rows.append((words, days, now))
    return rows


def speed(find: Finder, language: str, rounds: int) -> float:
    """Texts a second of processor time."""
    now = datetime(2026, 11, 25, 9, tzinfo=ZONES[language])
    texts = LETTERS[language]
    for text in texts:
        find(text, language, now)
    start = time.process_time()
    for _ in range(rounds):
        for text in texts:
            find(text, language, now)
    return rounds * len(texts) / (time.process_time() - start)


def grade(find: Finder, language: str) -> tuple[float, float]:
    """The share of expected days that were found, and false finds in 100 texts without a date."""
    expected = right = false = empty = 0
    for words, days, now in phrases(language):
        try:
            found = {day.isoformat()[:10] for day in find(words, language, now)}
        except Exception:  # a peer that breaks has found nothing
            found = set()
        expected, right = expected + len(days), right + len(days & found)
        if not days:
            empty, false = empty + 1, false + bool(found)
    return 100 * right / expected, 100 * false / empty


def main() -> None:
    warnings.simplefilter("ignore")
    print("dates: texts a second, ratio to mailpm, right days of our own tables, false finds in 100 texts without one")
    for language in ("en", "zh"):
        base = 0.0
        for name, (module, find, languages) in FINDERS.items():
            if language not in languages or importlib.util.find_spec(module) is None:
                continue
            rate = speed(find, language, 100 if name == "mailpm" else 10)
            base = base or rate
            share, false = grade(find, language)
            print(f"  {language} {name:18} {rate:8.0f}/s   mailpm {base / rate:6.1f}x   {share:5.1f} %   {false:5.1f}")


if __name__ == "__main__":
    main()
