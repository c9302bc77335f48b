"""English date words: numbers, weekdays, feasts and zones, and the slots that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mailpm.reading.dates_table import Slot
from mailpm.reading.languages.figures import MONTHS, year_value

_WEEKDAYS = "monday mon|tuesday tues tue|wednesday weds wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun"
WEEKDAYS = {name: i for i, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()}
_CARDINALS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]
NUMBERS: dict[str, float] = {word: i for i, word in enumerate(_CARDINALS)}
NUMBERS |= {tens: 20 + 10 * i for i, tens in enumerate(_TENS)}
NUMBERS |= {f"{t}{sep}{w}": 20 + 10 * i + j for i, t in enumerate(_TENS) for j, w in enumerate(_CARDINALS[1:10], 1) for sep in "- "}
NUMBERS |= {
    "a": 1, "an": 1, "a couple of": 2, "a couple": 2, "couple of": 2, "couple": 2, "a few": 3, "few": 3, "several": 3,
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "one and a half": 1.5, "two and a half": 2.5, "three and a half": 3.5,
    "a dozen": 12, "another": 1, "another couple of": 2,
}  # fmt: skip
ORDINALS = {word: i for i, word in enumerate(_ORDINALS, 1)}
ORDINALS |= {f"twenty{sep}{w}": 20 + i for i, w in enumerate(_ORDINALS[:9], 1) for sep in "- "}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}
_WORD_DAYS = [word for word, n in NUMBERS.items() if 10 <= n <= 31 and word != "a dozen"]
_UNITS = {
    "second": "seconds? secs?",
    "minute": "minutes? mins? min",
    "hour": "hours? hrs? hr",
    "day": "days? nights?",
    "week": "weeks? wks? wk sennights?",
    "fortnight": "fortnights?",
    "month": "months? mths? mos",
    "quarter": "quarters?",
    "year": "years? yrs? yr",
    "decade": "decades?",
}
_WORKDAY = r"(?:business|working|work|bank|banking|trading)[ -]?days?|weekdays?"


# Zones as people write them; the day decides between winter and summer time, whatever letter stands there.
ZONES = {
    "America/New_York": "et|est|edt|eastern(?: standard| daylight)?(?: time)?|(?:new york|us east(?: coast)?|boston|toronto) time",
    "America/Chicago": "ct|cst|cdt|central(?: standard| daylight)? time|chicago time",
    "America/Denver": "mt|mst|mdt|mountain(?: standard| daylight)? time",
    "America/Los_Angeles": "pt|pst|pdt|pacific(?: standard| daylight)?(?: time)?|(?:california|san francisco|la|seattle) time",
    "Europe/London": "bst|wet|(?:uk|london|british) time",
    "Europe/Berlin": "cet|cest|mez|mesz|central european(?: summer)? time|(?:berlin|german|paris|french|amsterdam|madrid|rome|vienna|zurich) time",
    "Europe/Helsinki": "eet|eest|(?:helsinki|athens) time",
    "Asia/Shanghai": "bjt|china standard time|(?:beijing|china|shanghai|shenzhen) time",
    "Asia/Hong_Kong": "hkt|hong kong time",
    "Asia/Taipei": "(?:taipei|taiwan) time",
    "Asia/Singapore": "sgt|singapore time",
    "Asia/Tokyo": "jst|(?:tokyo|japan) time",
    "Asia/Kolkata": "ist|(?:india|indian standard) time",
    "Asia/Dubai": "gst|dubai time",
    "Australia/Sydney": "aest|aedt|sydney time",
    "UTC": "utc|gmt|zulu",
}


def _zone(words: str) -> str:
    return next(zone for zone, pattern in ZONES.items() if re.fullmatch(pattern, words))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _number(words: str) -> float:
    words = _UP_TO.sub("", words.strip())
    if words in NUMBERS:
        return NUMBERS[words]
    if whole := _AND_HALF.match(words):
        return (_number(whole[1]) if whole[1] else 0) + 0.5
    return float(words.replace(",", "."))


def _ordinal(words: str) -> int:
    return ORDINALS[words] if words in ORDINALS else int(words[:-2])


def _unit(words: str) -> str:
    if "day" in words and len(words) > 5 and not words.startswith("days"):
        return "workday"
    starts = {"s": "second", "mi": "minute", "h": "hour", "fo": "fortnight", "d": "day", "n": "day", "w": "week", "mo": "month", "mt": "month", "q": "quarter", "y": "year", "de": "decade"}
    if words == "second" or words.startswith("sec"):
        return "second"
    return "week" if words.startswith("senn") else starts.get(words[:2]) or starts[words[0]]


_UP_TO = re.compile(r"^(?:\d{1,3}|one|two|three|four|five|six|seven)(?: ?- ?| to | or )")
_AND_HALF = re.compile(r"(.*?)(?:½|[ -]1/2| and (?:a|one) half)\Z")
_COUNT = r"(?:\d{1,3}|" + _any(_CARDINALS[1:13]) + r") and (?:a|one) half|\d{1,3}[ -]1/2(?!\d)|\d{1,4}(?:[.,]\d)?½?|½|" + _any(NUMBERS)
_UNIT = "|".join(w for names in _UNITS.values() for w in names.split())

FEASTS: dict[str, str] = {
    r"christmas eve|xmas eve": "12-24",
    r"(?:the )?(?:christmas|xmas|x-mas)(?: day| holidays?| break)?": "12-25",
    r"boxing day": "12-26",
    r"new year'?s? eve|nye": "12-31",
    r"(?:the )?new year'?s?(?: day| holidays?| break)?": "1-1",
    r"epiphany": "1-6",
    r"valentine'?s?(?: day)?": "2-14",
    r"(?:st\.? |saint )(?:patrick|paddy)'?s?(?: day)?": "3-17",
    r"april fools?'?s?(?: day)?": "4-1",
    r"may day": "5-1",
    r"juneteenth": "6-19",
    r"independence day|fourth of july|4th of july|july 4th|july fourth": "7-4",
    r"bastille day": "7-14",
    r"(?:day of )?german unity(?: day)?": "10-3",
    r"halloween|all hallows'? eve": "10-31",
    r"all saints'?(?: day)?": "11-1",
    r"veterans'? day|remembrance day|armistice day": "11-11",
    r"guy fawkes(?: night| day)?|bonfire night": "11-5",
    r"(?:martin luther king|mlk)(?:,? jr\.?)?'?s? day": "1:3:0",
    r"presidents?'? day|presidents'? day": "2:3:0",
    r"memorial day": "5:-1:0",
    r"labou?r day": "US=9:1:0,CN=5-1,DE=5-1,CA=9:1:0",
    r"columbus day|indigenous peoples'? day": "10:2:0",
    r"thanksgiving(?: day)?": "US=11:4:3,CA=10:2:0",
    r"black friday": "US=11:4:3",
    r"mothers?'?s?'? day": "5:2:6",
    r"fathers?'?s?'? day": "6:3:6",
    r"(?:maundy |holy )thursday": "easter-3",
    r"good friday": "easter-2",
    r"holy saturday": "easter-1",
    r"easter monday": "easter+1",
    r"(?:the )?easter(?: sunday| day| holidays?| break| weekend)?": "easter",
    r"ascension(?: day)?": "easter+39",
    r"whit monday|pentecost monday": "easter+50",
    r"pentecost|whit sunday|whitsun": "easter+49",
    r"corpus christi": "easter+60",
    r"palm sunday": "easter-7",
    r"ash wednesday": "easter-46",
    r"shrove tuesday|pancake day|mardi gras": "easter-47",
    r"(?:the )?(?:chinese|lunar) new year(?: holidays?| break)?|(?:the )?spring festival(?: holidays?| break)?|cny(?= (?:holiday|break))|chinese new year'?s? day": "spring",
    r"(?:chinese|lunar) new year'?s? eve": "spring_eve",
    r"(?:the )?lantern festival": "lantern",
    r"qingming(?: festival)?|tomb[ -]sweeping(?: day| festival)?": "qingming",
    r"(?:the )?dragon boat(?: festival| holidays?)+": "dragon_boat",
    r"(?:the )?mid-?autumn(?: festival| holidays?| day)*|(?:the )?moon festival": "mid_autumn",
    r"(?:the )?national day(?: holidays?| week| break)*|golden week": "US=10-1,CN=10-1,TW=10-10,SG=8-9",
    r"singles'? day|double eleven": "11-11",
    r"earth day": "4-22",
    r"(?:international )?women'?s day": "3-8",
    r"children'?s day": "6-1",
    r"cinco de mayo": "5-5",
    r"groundhog day": "2-2",
    r"st\.? nicholas(?: day)?": "12-6",
    r"(?:the )?winter solstice": "12-21",
}


def _feast(words: str) -> str:
    for pattern, kind in FEASTS.items():
        if re.fullmatch(pattern, words):
            return kind
    raise ValueError(words)


_DECADES = {f"{tens[:-1]}ies": 20 + 10 * i for i, tens in enumerate(_TENS)}


def _decade(words: str) -> int:
    tens = _DECADES.get(words) or int(words)
    return tens if tens > 99 else tens + (2000 if tens < 30 else 1900)


# What is a day itself, and so no event whose day is to be learnt.
_NO_ANCHOR = (
    "(?:" + "|".join(("today", "tomorrow", "yesterday", "now", "then", "next", "last", "this", "that", "the end", "end", "mid", "early", "late", "eo[dwmqy]", "noon", "midnight", "it", "us", "you", "me", "q[1-4]", "week", "month", "year", _any(WEEKDAYS), _any(MONTHS), _any(ORDINALS), *FEASTS)) + ")(?![a-z])"
)  # fmt: skip

SLOTS = {
    "weekday": Slot(pattern=_any(n for n in WEEKDAYS if n.endswith("day")) + r"|(?:" + _any(n for n in WEEKDAYS if not n.endswith("day")) + r")(?![a-z])\.?", value=lambda w: WEEKDAYS[w.rstrip(".")]),
    "fullday": Slot(pattern=_any(n for n in WEEKDAYS if n.endswith("day")), value=lambda w: WEEKDAYS[w]),
    "shortday": Slot(pattern=_any(n for n in WEEKDAYS if not n.endswith("day")), value=lambda w: WEEKDAYS[w]),
    "month": Slot(pattern=r"(?:" + _any(MONTHS) + r")(?![a-z])\.?", value=lambda w: MONTHS[w.rstrip(".")]),
    "day": Slot(pattern=r"(?:0?[1-9]|[12]\d|3[01])(?![\d])(?:st|nd|rd|th)?|" + _any(ORDINALS) + "|" + _any(_WORD_DAYS), value=lambda w: ORDINALS[w] if w in ORDINALS else int(NUMBERS[w]) if w in NUMBERS else int(w.rstrip("stndrh"))),
    "bareday": Slot(pattern=r"(?:[1-9]|[12]\d|3[01])(?!\d)", value=int),
    "nth": Slot(pattern=r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)", value=lambda w: int(w[:-2])),
    "ord": Slot(pattern=r"(?:[1-9]|[1-5]\d)(?:st|nd|rd|th)|" + _any(ORDINALS), value=_ordinal),
    "year": Slot(pattern=r"(?:19|20)\d\d(?!\d)|'\d\d(?!\d)", value=year_value),
    "n": Slot(pattern=rf"(?:(?:\d{{1,3}}|one|two|three|four|five|six|seven)(?: ?- ?| to | or ))?(?:{_COUNT})", value=_number),
    "unit": Slot(pattern=rf"(?:{_WORKDAY}|{_UNIT})", value=_unit),
    "long": Slot(pattern=rf"(?:{_WORKDAY}|days?|weeks?|months?|quarters?|years?)", value=_unit),
    "span": Slot(pattern=r"days?|weeks?|months?|quarters?|years?|weekends?|" + _WORKDAY, value=lambda w: "workday" if "day" in w and not w.startswith("day") else w.rstrip("s")),
    "hour": Slot(pattern=r"(?:[01]?\d|2[0-4])(?!\d)|" + _any(_CARDINALS[1:13]), value=lambda w: int(NUMBERS[w]) if w in NUMBERS else int(w)),
    "wordhour": Slot(pattern=_any(_CARDINALS[1:13]), value=lambda w: int(NUMBERS[w])),
    "hh": Slot(pattern=r"(?:[01]\d|2[0-3])", value=int),
    "yy": Slot(pattern=r"(?:20)?\d\d(?!\d)", value=year_value),
    "season": Slot(pattern="spring|summer|autumn|fall|winter", value=lambda w: {"spring": 3, "summer": 6, "winter": 12}.get(w, 9)),
    "minute": Slot(pattern=r"[0-5]\d", value=int),
    "wordminute": Slot(pattern=r"(?:oh|o'?)[ -](?:" + _any(_CARDINALS[1:10]) + ")|" + _any(w for w, n in NUMBERS.items() if 10 <= n < 60 and w != "a dozen"), value=lambda w: int(NUMBERS.get(w) or NUMBERS[re.split(r"[ -]", w)[-1]])),
    "dayname": Slot(pattern="noon|midnight", value=lambda w: 12 if w == "noon" else 0),
    "tens": Slot(pattern=r"(?:19|20)?[2-9]0|(?:19|20)[01]0|" + _any(_DECADES), value=_decade),
    "half": Slot(pattern=r"[ap]\.?m\b\.?", value=lambda w: w[0] + "m"),
    "ofday": Slot(pattern="morning|afternoon|evening|night", value=lambda w: {"morning": "am", "night": "night"}.get(w, "pm")),
    "week": Slot(pattern=r"(?:0?[1-9]|[1-4]\d|5[0-3])(?!\d)", value=int),
    "quarter": Slot(pattern=r"[1-4]", value=int),
    "semester": Slot(pattern=r"[12]", value=int),
    "feast": Slot(pattern=r"(?:" + "|".join(FEASTS) + ")", value=_feast),
    "zone": Slot(pattern="(?:" + "|".join(ZONES.values()) + ")", value=_zone),
    "anchor": Slot(pattern=r"(?!(?:the |this |next |last )?(?:\d|" + _NO_ANCHOR + r"))(?:the |your |our |their |its |a |an )?[a-z][a-z'-]*(?: (?!and\b|or\b|but\b|we\b|i\b|you\b|by\b|on\b|at\b|the\b)[a-z][a-z'-]*){0,3}", value=str),
}  # fmt: skip
