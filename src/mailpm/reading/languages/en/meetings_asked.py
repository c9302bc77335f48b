"""How a PM asks for a meeting in English."""

from __future__ import annotations

from mailpm.reading.meeting_orders import MeetingWords

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"

MEETING_WORDS = MeetingWords(
    name="en",
    every=rf"\b(?:every|each)\s+(?P<n>other|second|two weeks on|2 weeks on|three weeks on)?\s*(?P<day>{_DAY})s?\b"
    rf"|\b(?P<day2>{_DAY})s\b|\bweekly(?:,)?(?: \w+)? on (?P<day3>{_DAY})s?\b|\b(?P<monthly>monthly),? on (?:the first )?(?P<day4>{_DAY})s?\b",
    weekdays={"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6},
    length=r"\b(?P<minutes>\d{1,3})\s?(?:-\s?)?(?:min(?:ute)?s?|m)\b|(?P<half>\bhalf an hour\b)|\b(?P<hours>an|one|two|\d(?:\.\d)?)\s?(?:-\s?)?(?:hours?|h)\b(?P<half2> and a half)?",
    numbers={"an": 1, "one": 1, "two": 2, "other": 2, "second": 2, "two weeks on": 2, "2 weeks on": 2, "three weeks on": 3},
    clock=r"\b(?:at |from )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})|\s?(?=[ap]m))\s?(?P<pm>[ap]m)?\b",
    afternoon=r"pm",
    me=r"\b(?:me|myself|i)\b",
    place=r"\b(?:place|location|room|where)\s*:\s*(?P<place>[^,;\n]{2,60})|\bin room (?P<place2>\w{1,10})",
    titles=r"(?P<title>(?:\b(?!an?\b|the\b|our\b|set\b|up\b|schedule\b|arrange\b|plan\b|book\b|weekly\b|find\b|time\b|for\b|with\b|to\b)[\w&-]+\s+){0,3}?\b(?:check-?ins?|kick-?off|review|call|meeting|sync|workshop|stand-?up|demo|catch-?up|session|presentation)\b)",
    people_after=r"\bwith\s+(?P<people>[^.;\n]{2,120}?)(?=\s+(?:on|at|next|this|for|every|in|about|tomorrow|from)\b|[.;\n]|$)",
    joiners=r",|\band\b|&",
    examples=(
        "Set up a weekly check-in with Lena and me, Wednesdays at 10:00, 45 minutes",
        "schedule a call with Lena on Thursday at 3pm for 30 minutes",
        "find a time with Wang Min and Lena next week, 30 minutes",
    ),
)
