"""English dates: the words, the rules with their examples, and what only looks like a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailpm.model import Grain
from mailpm.reading.dates_meanings import (
    clock,
    clock_at,
    clock_fixed,
    clock_from,
    coming_weekday,
    date_of,
    day_of_month,
    day_offset,
    feast_gone,
    feast_named,
    half_of_day,
    in_units,
    last_weekday,
    month_named,
    month_near,
    month_of,
    next_break,
    nothing,
    nth_coming_weekday,
    part_of,
    period,
    season,
    this_or_next,
    week_numbered,
    weekday_ahead,
    weekday_in_week,
    working_day,
    year_named,
    zone_named,
)
from mailpm.reading.dates_operators import (
    after_op,
    before_op,
    nth_op,
    part_op,
    same_op,
    shift_op,
    week_beside_op,
    week_op,
    weekday_beside_op,
    working_day_beside_op,
)
from mailpm.reading.dates_parts import Context, Day, Part
from mailpm.reading.dates_periods import PERIODS
from mailpm.reading.dates_table import DateRule, DateTable, Meaning, Slots
from mailpm.reading.languages.en.dates_words import SLOTS

L = r"(?<![a-z0-9_@.])"
R = r"(?![a-z0-9_@]|-(?!mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]|'(?!s\b))"

_PARTS: dict[str, str] = {
    "end": r"(?:very )?(?:end|close|last day) (?:of|in)|ends? of|end(?= (?:q[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))|late(?:st)? by the end of",
    "start": r"(?:very )?(?:beginning|start|top|first days|beg\.?|begin) of",
    "early": r"early(?: part of| in| days of)?|earlier",
    "mid": r"mid(?:dle)?(?: of| part of|-|(?= ))",
    "late": r"(?:late(?:r)?(?: part of| in)?|latter part of|back end of)",
    "first_half": r"(?:first|1st) half of",
    "second_half": r"(?:second|2nd|last|latter|other) half of",
}
_ABOUT = r"(?:(?:about|around|approximately|approx\.?|roughly|at most|max(?:imum)?|maximum of|less than|no more than|under|another|only|just|exactly|say)\s)*"


def _rule(name: str, pattern: str, meaning: Meaning, *examples: str, nothing: tuple[str, ...] = (), weak: bool = False, after: bool = False, capital: bool = False, lonely: bool = False, open_end: bool = False) -> DateRule:
    return DateRule(name=name, pattern=L + f"(?:{pattern})" + ("" if open_end else R), meaning=meaning, examples=examples, nothing=nothing, weak=weak, after=after, capital=capital, lonely=lonely)  # fmt: skip


def _none(name: str, pattern: str, *texts: str) -> DateRule:
    return DateRule(name=name, pattern=L + f"(?:{pattern})", meaning=nothing, nothing=texts)


def _plain_hours(s: Slots, c: Context) -> Part | None:
    """"Thursday 10-11": hours behind a day."""
    first, last = clock_at(int(s["hour"]), 0, ""), clock_at(int(s["hour2"]), 0, "")
    return replace(first, until=last) if first.hour < last.hour <= 20 else None


def _between_hours(s: Slots, c: Context) -> Part | None:
    half = str(s.get("half2", ""))
    first = clock_at(int(s["hour"]), int(s.get("minute", 0)), half)
    last = clock_at(int(s["hour2"]), int(s.get("minute2", 0)), half)
    return replace(first, until=last) if first.hour < 24 and last.hour < 24 else None


# "move 2 to 19 October": a number of a list, not the first day of a range.
_NOT_MOVED = "".join(f"(?<!{verb} )" for verb in ("move", "postpone", "extend", "shift", "push", "change", "delay", "reschedule", "set", "bring"))

# "January to March" is no order to march.
_NO_MONTH = "".join(f"(?<!{month} )" for month in ("january", "february", "october", "november", "december", "jan", "feb", "oct", "nov", "dec"))

RULES: tuple[DateRule, ...] = (
    # Words that only look like dates.
    _none("verb-may", r"(?:this|it|that|we|you|i|they|he|she|which|who|and|or|there|one|what|as) may (?!\d|the \d|[a-z]+teenth)|may (?:be|have|not|need|want|also|well|or|i|we|you|still|only|contain|include|take|even|require|the (?:force|best)|differ|vary|change|cause|affect|apply|use|find|result|seem|get|help|like)\b", "this may take a while", "You may also like"),
    _none("verb-march", r"(?:" + _NO_MONTH + r"to |we |they |will |soldiers |protesters |must )march(?! (?:\d|of \d))|march (?:on|past|madness|forward|towards?|through|ahead|of)\b(?! (?:the )?\d)|marching|marched", "march on", "we march forward"),
    _none("verb-sat", r"(?:i|we|he|she|they|you|who|and|just|never|have|had|has) sat\b|sat (?:down|in|at|on|with|through|there|next|nav|idle|quietly|around|together|still)\b(?! (?:the )?\d)|sat(?:-| )nav|the sats?\b", "we sat down"),
    _none("sun", r"(?:the|in the|a|under the|our|hot|morning|evening|bright) sun\b(?!day)|sun(?: ?(?:light|shine|rise|set|screen|cream|hat|tan|bed|block|dial|spots?|rays?|deck|roof|visor|protection|flower|glasses|microsystems|tzu))|sun-", "the sun is out"),
    _none("wed", r"(?:to|be|newly|got|were|are|is|they|and) wed\b(?!nesday)|wed (?:like|love|need|want|have|be)\b", "they got wed"),
    _none("second", r"(?:a|one|every|per|just a|wait a|for a|split|give me a|the|my|our) second(?: (?:opinion|time|thought|chance|round|draft|version|option|one|point|question|part|half of (?:the )?(?:game|match|page)|floor|line|phase|column|language|hand|place|language|person|screen|item))", "a second opinion"),
    _none("day-words", r"(?:day (?:to|by|in,?) day|day-to-day|these days|nowadays|one day|some day|someday|the other day|day and night|have a (?:nice|great|good|lovely|wonderful) (?:day|week|weekend|evening|afternoon|one|rest of (?:the|your) (?:day|week))|(?:good(?! friday)|great|nice|lovely|happy|pleasant|wonderful|enjoy your|hope you had a (?:good|great|nice|lovely)?|hope you have a (?:good|great|nice|lovely)?) ?(?:day|week|weekend|evening|afternoon|morning|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|d-day|payday|day ?rate|day job|make my day|call it a day|at the end of the day,|(?:rainy|big|busy|long) (?:day|week))", "Have a nice weekend!", "at the end of the day, it is your call"),
    _none("rhythm", r"(?:every|each|per|any given|all)(?: (?:other|second|single|third|two|three|four|few|\d+))? (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|day|night|week|weekday|weekend|month|quarter|year|morning|evening|afternoon|hour|minute|second|january|february|march|april|june|july|august|september|october|november|december)s?(?: (?:morning|afternoon|evening|night)s?)?(?: (?:at )?\d{1,2}(?::\d\d)?(?: ?[ap]m)?\b)?(?: of (?:the|every|each) (?:month|week|year|quarter))?|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|weekend) (?:mornings|afternoons|evenings|nights)|(?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|weekends|mornings|evenings|nights)(?: (?:at )?\d{1,2}(?::\d\d)?(?: ?[ap]m)?\b)?|(?:week|month|quarter|year)ly|daily|annual(?:ly)?|(?:once|twice|times?|\d+ ?x) (?:a|per|each|every) (?:day|week|month|year|quarter)", "every Monday at 10", "on Fridays", "twice a week"),
    _none("greetings", r"(?:happy|merry|blessed) (?:new year|christmas|xmas|easter|thanksgiving|holidays?|halloween|lunar new year|chinese new year|mother'?s'? day|father'?s'? day|valentine'?s'?(?: day)?|hanukkah)", "Happy New Year!", "Merry Christmas to all"),
    _none("brands", r"(?:monday|friday|wednesday|sunday|may)\.com|black friday (?:deals?|sales?|offers?|campaigns?)|monday board|(?:christmas|xmas|easter) (?:trees?|eggs?|bunny|bunnies|cards?|lights|decorations?|island|carols?|cake|pudding|presents?|gifts?|jumpers?|crackers?)|the (?:sixties|seventies|eighties|nineties) (?:style|look|music|feel|vibe|design|film)s?|casual friday|good morning|good afternoon|good evening|good night|freaky friday|man friday|girl friday|theresa may|brian may|april (?:jones|smith|fool(?!s))|june (?:bug|carter)|august (?:body|company)|mar-a-lago|dec alpha|sunday times|ruby tuesday|sheffield wednesday|friday night lights|today show|usa today|tomorrow'?s world|yesterday's news", "monday.com"),
    _none("counts", r"\d+[- ](?:day|week|month|year|hour|minute)[- ](?:old|long|plan|trial|period|notice|warranty|contract|term|trip|journey|event|course|project|programme|program|sprint|license|licence|subscription|retention|window|session|meeting|workshop|call|guarantee|deadline|extension|delay|lead)\b|\d+(?:st|nd|rd|th) (?:floor|edition|century|anniversary|birthday|version|draft|party|grade|place|time|row|line|round|street|avenue|ave|st\b|generation|iteration|page|attempt|one|gen|quarter final|century)|(?:first|second|third|fourth|fifth) (?:floor|edition|century|party|draft|version|place|time|round|generation|one|thing(?! (?:on |next )?(?:mon|tue|wed|thu|fri|sat|sun|tom|in the))|step|point|question|option|class|aid|name|hand|of all|impression|glance|line|look|batch|phase|paragraph|item|person|column|row|page|sentence|priority|reminder|invoice|payment|milestone|instal?lment|and foremost)", "30-day trial", "21st century", "3rd party"),
    _none("idioms", r"in (?:a|the) (?:second|minute|moment|sec|while|bit) of|24 hours a day|(?:seven|7) days a week|year[- ](?:over|on|to)[- ](?:year|date)|month[- ](?:over|on|to)[- ](?:month|date)|week[- ](?:over|on)[- ]week|year-round|of the (?:year|month|week|century|day|decade)(?= (?:award|prize|club))|(?:employee|book|word|man|woman|person|deal|thought|order|soup|product|word|quote) of the (?:day|week|month|year)|per (?:day|week|month|quarter|year|hour)|(?:hours?|times?) (?:a|per) (?:day|week)|mid-?(?:size|market|level|term|tier|range|point|century|career|way|night oil)[a-z]*|early (?:access|bird|adopter|stage|warning|days|termination|retirement|morning hours)|late (?:fee|payment|delivery|charge|submission|arrival|comer)s?", "month over month", "early access", "late fee"),
    # Near now.
    _rule("today", r"today(?:'s)?|this very day|this day|same day|later today", day_offset(0), "today = 2026-11-25"),
    _rule("end-of-day", r"e\.?o\.?[db]\b\.?|c\.?o\.?[bp]\b\.?|(?:end|close) of (?:the |this |my |our )?(?:business |working |work |trading )?(?:day|business|play)(?: today)?|day'?s end|end of play|close of business(?: hours)?", day_offset(0, soft=True), "by EOD = 2026-11-25", "COB = 2026-11-25"),
    _rule("this-part", r"(?:(?:early|late|later|sometime) )?this (?:morning|lunchtime|noon)|earlier today", day_offset(0, soft=True, half="am"), "this morning = 2026-11-25"),
    _rule("tonight", r"(?:(?:early|late|later|sometime) )?this (?:afternoon|evening)|(?:late )?tonight|today evening|tonite", day_offset(0, soft=True, half="pm"), "tonight = 2026-11-25"),
    _rule("tomorrow", r"tomorrow(?:'s|s)?|tomorow|tommorrow|tommorow|tomorrrow|tmrw|tmw|tmr|tmrrw|2morrow|(?:next|following) day|next day", day_offset(1), "tomorrow = 2026-11-26", "by tmrw = 2026-11-26"),
    _rule("after-tomorrow", r"day after (?:tomorrow|tmrw)|overmorrow|in two days'? time", day_offset(2), "the day after tomorrow = 2026-11-27"),
    _rule("tomorrow-or-after", r"tomorrow or the day after(?: tomorrow)?", day_offset(1, last=2), "tomorrow or the day after = 2026-11-27"),
    _rule("by-lunch", r"(?:by|before|after|at) lunch(?:time)?", day_offset(0, soft=True, half="pm"), "by lunchtime = 2026-11-25"),
    _rule("after-break", r"(?:first|1st) (?:working |business )?day back|(?:right |straight )?after the (?:holidays?|break|vacation)", next_break("after")),
    _rule("before-break", r"before the (?:holidays?|break)", next_break("before")),
    _rule("last-night", r"last night|yesterday night", day_offset(-1, half="night"), "last night at 11 = 2026-11-24T23:00"),
    _rule("yesterday", r"yesterday(?:'s|s)?|the previous day", day_offset(-1), "yesterday = 2026-11-24"),
    _rule("before-yesterday", r"day before (?:yesterday|last)", day_offset(-2), "the day before yesterday = 2026-11-23"),
    # Weekdays.
    _rule("weekday", r"(?:(?:the|upcoming|coming|this coming|following|forthcoming|the coming|the upcoming|the following) )?{fullday}(?:'s)?", lambda s, c: coming_weekday({"weekday": s["fullday"]}, c), "Friday = 2026-11-27", "Wednesday = 2026-12-02"),
    _rule("weekday-short", r"(?!sat|sun|tues|thur|weds){shortday}\.?", lambda s, c: coming_weekday({"weekday": s["shortday"]}, c), "by Fri = 2026-11-27", "due Mon = 2026-11-30", weak=True, capital=True),
    _rule("on-sat-sun", r"(?:(?<=on )|(?<=by )|(?<=till )|(?<=until )|(?<=due )|(?<=before ))(?=sat|sun){shortday}\.?", lambda s, c: coming_weekday({"weekday": s["shortday"]}, c), "by Sat = 2026-11-28"),
    _rule("weekday-clear", r"(?=tues|thur|weds){shortday}\.?", lambda s, c: coming_weekday({"weekday": s["shortday"]}, c), "tues works = 2026-12-01"),
    _rule("sat-sun", r"(?=sat|sun){shortday}\.?", lambda s, c: coming_weekday({"weekday": s["shortday"]}, c), "Sat 28 Nov = 2026-11-28", lonely=True),
    _rule("this-weekday", r"(?:this|this week'?s|current) {weekday}(?:'s)?", weekday_in_week(0), "this Friday = 2026-11-27"),
    _rule("next-weekday", r"(?:next(?: week'?s)?|nxt) {weekday}(?:'s)?", weekday_in_week(1, unsure=True), "next Friday = 2026-12-04", "next Mon = 2026-11-30"),
    _rule("last-weekday", r"(?:last|past|this past|previous) {weekday}(?:'s)?", last_weekday, "last Friday = 2026-11-20"),
    _rule("last-week's-weekday", r"last week'?s {weekday}", weekday_in_week(-1), "last week's Monday = 2026-11-16"),
    _rule("weekday-week", r"{weekday} week|(?:a|one) week (?:on|from|after|this|coming|next)? ?{weekday2}", lambda s, c: weekday_ahead(1)({"weekday": s.get("weekday", s.get("weekday2", 0))}, c), "Friday week = 2026-12-04", "a week from Friday = 2026-12-04"),
    _rule("weekday-fortnight", r"{weekday} fortnight|(?:two|2) weeks (?:on|from|after|this) {weekday2}", lambda s, c: weekday_ahead(2)({"weekday": s.get("weekday", s.get("weekday2", 0))}, c), "Friday fortnight = 2026-12-11"),
    _rule("weekday-after-next", r"{weekday} after next", weekday_in_week(2), "the Friday after next = 2026-12-11"),
    _rule("weekdays-on", r"{n} {weekday}s? (?:from now|hence|from today)", nth_coming_weekday(1), "3 Fridays from now = 2026-12-11"),
    _rule("weekdays-ago", r"{n} {weekday}s? (?:ago|back)", nth_coming_weekday(-1), "two Mondays ago = 2026-11-16"),
    # Weeks, months, quarters, years.
    _rule("within-the", r"(?:within|during) the (?:current )?{span}", lambda s, c: period(str(s["span"]), 0)(s, c) if s["span"] in PERIODS else None, "within the week = 2026-11-27", "within the month = 2026-11-30"),
    _rule("this-season", r"(?:(?:this|in|in the|over the|during the|this coming|coming|by|next)) {season}(?: {year})?(?! (?:intern|school|camp|sale|dress|job|house|framework|boot|roll|break))", season(), "in spring = 2027-05-31", "this winter = 2027-02-28"),
    _rule("last-season", r"last {season}", season(-1), "last summer = 2026-08-31"),
    _rule("season-of", r"{season}(?: of)?,? {year}", season(), "summer 2027 = 2027-08-31"),
    _rule("this-week", r"(?:(?:later|sometime|anytime|all|earlier) )?(?:this|the current|current|during this|within this)(?: calendar| working| work)? week|rest of (?:the|this) week", period("week", 0), "this week = 2026-11-27"),
    _rule("next-week", r"(?:sometime |anytime |during )?(?:the )?(?:next|coming|following|upcoming|nxt)(?: calendar| working| work)? (?:week|wk)(?:'s)?|this coming week", period("week", 1), "next week = 2026-12-04"),
    _rule("last-week", r"(?:last|past|previous)(?: calendar)? week(?:'s)?", period("week", -1), "last week = 2026-11-20"),
    _rule("week-after-next", r"week after next|in two weeks'? time|week following next", period("week", 2), "the week after next = 2026-12-11"),
    _rule("week-before-last", r"week before last", period("week", -2), "the week before last = 2026-11-13"),
    _rule("the-week", r"(?:(?:the|this) |(?<=the ))(?:work(?:ing)? )?week", period("week", 0), "last day of the week = 2026-11-27", lonely=True),
    _rule("end-of-week", r"e\.?o\.?w\b\.?|week'?s? end(?!s)|end of (?:the |this |my |our )?(?:business |work(?:ing)? |calendar )?(?:week|wk)(?! ?#?\d)|weeks end|close of (?:the )?week|cow\b(?=$)", part_of("week", "end"), "by EOW = 2026-11-27", "end of the week = 2026-11-27", "end of week = 2026-11-27"),
    _rule("end-of-month", r"e\.?o\.?m\b\.?|month[- ]end|end of (?:the |this |current |the current )?(?:calendar )?month", part_of("month", "end"), "EOM = 2026-11-30", "month-end = 2026-11-30"),
    _rule("end-of-quarter", r"e\.?o\.?q\b\.?|quarter[- ]end|end of (?:the |this |current |the current )?quarter", part_of("quarter", "end"), "EOQ = 2026-12-31"),
    _rule("end-of-year", r"e\.?o\.?y\b\.?|year'?s?[- ]end|end of (?:the |this |current |the current )?(?:calendar )?year", part_of("year", "end"), "year-end = 2026-12-31", "end of year = 2026-12-31"),
    _rule("start-of-month", r"\bbom\b|(?:beginning|start) of (?:the )?month", part_of("month", "start"), "the beginning of the month = 2026-12-05"),
    _rule("start-of-year", r"\bboy\b(?=$)|(?:beginning|start) of (?:the )?(?:new )?year", lambda s, c: _new_year(s, c), "start of the year = 2027-01-31"),
    _rule("mid-month", r"mid(?:dle)?[- ]?(?:of (?:the |this )?)?month", part_of("month", "mid"), "mid-month = 2026-12-15"),
    _rule("midweek", r"mid-?week|middle of (?:the|this) week", part_of("week", "mid"), "midweek = 2026-11-25"),
    _rule("weekend", r"(?:over |during |at |on )?(?:this|the coming|this coming|the upcoming|upcoming|coming|the)(?: long)? week-?end", period("weekend", 0), "this weekend = 2026-11-29"),
    _rule("weekend-after-next", r"week-?end after next|in two weekends", period("weekend", 2), "the weekend after next = 2026-12-13"),
    _rule("weekends-ago", r"(?:two|2) week-?ends ago|week-?end before last", period("weekend", -2), "two weekends ago = 2026-11-15"),
    _rule("next-weekend", r"(?:next|following) week-?end", period("weekend", 1), "next weekend = 2026-12-06"),
    _rule("last-weekend", r"(?:last|past|this past|previous) week-?end", period("weekend", -1), "last weekend = 2026-11-22"),
    _rule("this-month", r"(?:later |sometime |earlier )?(?:this|the current|current|during the) (?:calendar )?month|rest of (?:the|this) month", period("month", 0), "this month = 2026-11-30"),
    _rule("next-month", r"(?:next|coming|following|upcoming) (?:calendar )?month(?:'s)?", period("month", 1), "next month = 2026-12-31"),
    _rule("last-month", r"(?:last|past|previous) (?:calendar )?month(?:'s)?", period("month", -1), "last month = 2026-10-31"),
    _rule("month-after-next", r"month after next", period("month", 2), "the month after next = 2027-01-31"),
    _rule("this-quarter", r"(?:this|the current|current) (?:fiscal |calendar )?(?:quarter|qtr)", period("quarter", 0), "this quarter = 2026-12-31"),
    _rule("next-quarter", r"(?:next|coming|following|upcoming) (?:fiscal |calendar )?(?:quarter|qtr)", period("quarter", 1), "next quarter = 2027-03-31"),
    _rule("last-quarter", r"(?:last|past|previous) (?:fiscal |calendar )?(?:quarter|qtr)", period("quarter", -1), "last quarter = 2026-09-30"),
    _rule("this-year", r"(?:later |sometime |earlier )?(?:this|the current|current) (?:calendar |fiscal )?(?:year|yr)(?:'s)?|rest of (?:the|this) year", period("year", 0), "this year = 2026-12-31"),
    _rule("next-year", r"(?:next|coming|following|upcoming) (?:calendar |fiscal )?(?:year|yr)(?:'s)?|in the new year", period("year", 1), "next year = 2027-12-31"),
    _rule("last-year", r"(?:last|past|previous) (?:calendar |fiscal )?(?:year|yr)(?:'s)?", period("year", -1), "last year = 2025-12-31"),
    _rule("year-after-next", r"year after next", period("year", 2), "the year after next = 2028-12-31"),
    _rule("year-before-last", r"year before last", period("year", -2), "the year before last = 2024-12-31"),
    _rule("month-before-last", r"month before last", period("month", -2), "the month before last = 2026-09-30"),
    _rule("period-only", r"the {span}", lambda s, c: period(str(s["span"]), 0)(s, c) if s["span"] in ("month", "quarter", "year", "week") else None, "the first Monday of the month = 2026-11-02", lonely=True),
    _rule("quarter-named", r"q ?{quarter}(?:[ ,/-]{0,2}(?:of |in )?(?:fy ?'?{yy}|{year}))?|{year2} ?q{quarter2}", lambda s, c: this_or_next("quarter", "quarter")(_bare({"year" if n == "yy" else n: v for n, v in s.items()}), c), "by Q1 = 2027-03-31", "by the end of Q1 = 2027-03-31", weak=True),
    _rule("quarter-worded", r"(?:{ord}|last|final) (?:quarter|qtr)(?: (?:of |in )?(?:the )?(?:{year}|year))?", lambda s, c: this_or_next("quarter", "quarter")({"quarter": s.get("ord", 4), **({"year": s["year"]} if "year" in s else {})}, c), "first quarter of 2027 = 2027-03-31"),
    _rule("half-named", r"h{semester}(?:[ ,/-]{0,2}(?:of |in |fy ?)?{year})?", this_or_next("half", "semester"), "by H1 = 2027-06-30", weak=True),
    _rule("week-numbered", r"(?:cw|kw|calendar week|cal\.? week|week no\.?|week number|iso week|wk|week|w) ?#?{week}(?:[ ,/-]{1,2}(?:of )?{year})?", week_numbered, "CW 50 = 2026-12-11", "KW 49 = 2026-12-04", "week 50 = 2026-12-11"),
    # Dates.
    _rule("month-day", r"{month}[ -]?(?:the )?{day}(?:,? ?(?:of )?{year})?(?! ?(?:am|pm)\b)(?![:/]\d)", date_of, "Nov 30th = 2026-11-30", "November 30, 2026 = 2026-11-30", "March 3 = 2027-03-03"),
    _rule("day-month", r"{day}(?:,| day)?[ -]?(?:of )?(?:the month of )?{month}(?:,? ?(?:of )?{year})?", date_of, "30 November = 2026-11-30", "the 1st of March = 2027-03-01", "26oct = 2027-10-26"),
    _rule("month-year", r"(?:the month of )?{month},? ?(?:of |in |-)?{year}", month_named, "October 2027 = 2027-10-31"),
    _rule("month", r"(?:the month of )?(?!may|march){month}", month_named, "in December = 2026-12-31", weak=True, nothing=("It may rain",)),
    _rule("may-march", r"(?=may|march){month}", month_named, "mid March = 2027-03-15", lonely=True, nothing=("On May the rest", "They march, by the way")),
    _rule("in-may", r"(?:in|by|until|till|since|during|for) (?=may|march){month}(?= ?(?:$|[.,;:!?)\n]|and |or |at |we |is |if |to |the |when |as |with |because |already |already|latest))", month_named, "by March = 2027-03-31", "in May = 2027-05-31"),
    _rule("next-month-named", r"(?:next|the coming|this coming|upcoming) {month}", month_near(1), "next March = 2027-03-31"),
    _rule("this-month-named", r"this {month}(?! (?:be|have|not|help|take|seem|also|well))", lambda s, c: None if s["month"] == 5 else month_near(0)(s, c), "this December = 2026-12-31"),
    _rule("last-month-named", r"(?:last|past|this past|previous) {month}", month_near(-1), "last October = 2026-10-31"),
    _rule("nth-day", r"{nth}(?: day)?(?! (?!of|at|and|or|to|in|if|so|but|is|was|would|will|works|please|we|i|you|he|she|they|as|when|because|with|then|latest|instead|rather|than|not|could|should|can|by|on|from|for|already|though|which|that|after|before|until|till|eod|cob|noon|am|pm|morning|afternoon|evening|it|this|next|a|the|are|were|has|have|had|may|might|too|also|still|only|now|thanks|thank|earliest|at|our|your|my|let|just)[a-z])", lambda s, c: day_of_month({"day": s["nth"]}, c), "by the 5th = 2026-12-05", "the 27th = 2026-11-27", nothing=("the 3rd version",)),
    _rule("nth-word-day", r"the (?!\d){ord}(?= ?(?:$|[.,;:!?)]|of (?:the )?(?:this|next|last|current|following|previous)))", lambda s, c: day_of_month({"day": s["ord"]}, c), "on the first = 2026-12-01", weak=True),
    _rule("listed-day", _NOT_MOVED + r"{bareday}(?:st|nd|rd|th)?(?=(?:(?:, ?| and | or | & )\d{1,2}(?:st|nd|rd|th)?){1,4},? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", lambda s, c: day_of_month({"day": s["bareday"]}, c)),
    _rule("bare-day", _NOT_MOVED + r"{day}(?!\d)(?=,? ?(?:-|to|and|&|until|till|thru|through|–) ?(?:the )?\d{1,2}(?:st|nd|rd|th)?,? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", day_of_month, "25 to 27 November = 2026-11-27", "25-27 November = 2026-11-27"),
    _rule("day-of-period", r"{bareday}(?=,? of (?:the )?(?:next|this|last|current|previous|following|coming) month)", lambda s, c: day_of_month({"day": s["bareday"]}, c), "20 of next month = 2026-12-20"),
    _rule("later-day", r"(?:(?<!\()(?<!=){bareday}|{nth})", lambda s, c: day_of_month({"day": s.get("bareday", s.get("nth", 0))}, c), "Nov 25-27 = 2026-11-27", "Monday 30 = 2026-11-30", weak=True, after=True),
    _rule("fiscal-year", r"fy ?'?{yy}", lambda s, c: year_named({"year": s["yy"]}, c), "FY2027 = 2027-12-31"),
    _rule("decade", r"the (?:early |mid-? ?|late )?{tens}(?:'?s)?(?<=s)", lambda s, c: _decade(s, c), "the 1980s = 1989-12-31"),
    _rule("in-year", r"in (?:the year )?{year}(?= ?(?:$|[.,;:!?)\]\n]|and |or |we |i |the |it |with |when |as |at |by |to |for |he |she |they |was |is |will |a |an |on |our |my |because |after |before |but |you |there |there's |this |that |who |from ))", year_named, "We met in 2019. = 2019-12-31"),
    _rule("year", r"(?:in |the year )?(?<!:){year}(?: a\.?d\.?)?(?![/:]\d)(?! (?!sales|results|figures|plans|budgets)[a-z]+s\b)", lambda s, c: year_named(s, c), "the year 2027 = 2027-12-31", weak=True),
    _rule("feast-gone", r"(?:last|this past|the past) (?:year'?s )?{feast}(?: {year})?", feast_gone, "last Christmas = 2025-12-25"),
    _rule("feast", r"{feast}(?:'s)?(?:,? (?:of )?{year})?(?: time)?", feast_named, "Christmas = 2026-12-25", "Easter Monday = 2027-03-29"),
    # So many units on and back.
    _rule("in-units", rf"(?:within(?!.{{0,20}} sec)|in) {_ABOUT}{{n}}[ -]?{{unit}}(?:'s?)?(?: time|' time)?(?: from (?:now|today))?(?: or (?:less|so))?", in_units(1), "within 3 days = 2026-11-28", "in two weeks = 2026-12-09", "within 5 business days = 2026-12-02", "in a month = 2026-12-25", "in half a year = 2027-05-25"),
    _rule("units-from-now", rf"{_ABOUT}{{n}}[ -]?{{unit}}'? (?:from now|from today|from this day|hence|on from now|out|time|ahead)", in_units(1), "two weeks from today = 2026-12-09"),
    _rule("in-two-units", rf"(?:within|in) {_ABOUT}{{n}}[ -]?{{unit}}(?:,|,? and|)? {{n2}}[ -]?{{unit2}}(?:'s?)?(?: time)?", in_units(1), "in 3 hours and 15 minutes = 2026-11-25T12:15"),
    _rule("two-units-on", rf"{_ABOUT}{{n}}[ -]?{{unit}}(?:,|,? and|)? {{n2}}[ -]?{{unit2}} (?:from (?:now|today)|hence|later)", in_units(1), "a year and two months from now = 2028-01-25"),
    _rule("two-units-ago", rf"{_ABOUT}{{n}}[ -]?{{unit}}(?:,|,? and|)? {{n2}}[ -]?{{unit2}} (?:ago|back|earlier)", in_units(-1), "1 week and 3 days ago = 2026-11-15"),
    _rule("and-a-half-on", r"(?:an?|one) {unit} and a half (?:from now|later|hence)", lambda s, c: in_units(1)({"n": 1.5, "unit": s["unit"]}, c), "a year and a half from now = 2028-05-25"),
    _rule("and-a-half-ago", r"(?:an?|one) {unit} and a half (?:ago|back)", lambda s, c: in_units(-1)({"n": 1.5, "unit": s["unit"]}, c), "an hour and a half ago = 2026-11-25T07:30"),
    _rule("units-ago", rf"{_ABOUT}{{n}}[ -]?{{unit}} (?:ago|back|earlier|before now|prior)(?: today)?", in_units(-1), "3 days ago = 2026-11-22", "a week ago = 2026-11-18"),
    _rule("next-units", r"(?:(?:with)?in|over|during|for|throughout|across)? ?(?:the |this )?(?:next|coming|following|upcoming) {n} {unit}", in_units(1, spread=True), "over the next three weeks = 2026-12-16", "in the next few days = 2026-11-28"),
    _rule("last-units", r"(?:in|over|during|for|throughout|within)? ?(?:the |these )?(?:last|past|previous) {n} {unit}", in_units(-1, spread=True), "the last two weeks = 2026-11-25"),
    _rule("after-units", r"after {n} {unit}(?! of\b)", in_units(1), "after 5 days = 2026-11-30"),
    _rule("same-time", r"(?:this|same|the same) (?:time|day) next {unit}", lambda s, c: in_units(1)({"n": 1, "unit": s["unit"]}, c), "this time next week = 2026-12-02"),
    _rule("same-time-tomorrow", r"(?:this|same|the same) time tomorrow", day_offset(1), "this time tomorrow = 2026-11-26"),
    _rule("week-today", r"(?:a|one) week (?:today|from today|from now|hence)|today week|this day week|this day next week", lambda s, c: in_units(1, fixed="week")({"n": 1}, c), "a week today = 2026-12-02"),
    _rule("week-tomorrow", r"(?:a|one) week (?:from )?tomorrow|tomorrow week", day_offset(8), "a week tomorrow = 2026-12-03"),
    _rule("quarter-hour", r"(?:with)?in (?:a |one )?quarter(?: of)? an hour", lambda s, c: in_units(1, fixed="minute")({"n": 15}, c), "in a quarter of an hour = 2026-11-25T09:15"),
    _rule("or-two", r"(?:with)?in (?:a|one) {unit} or two", lambda s, c: in_units(1)({**s, "n": 2}, c), "in a week or two = 2026-12-09"),
    _rule("and-a-half", r"(?:with)?in {n} and a half {unit}|(?:with)?in (?:an?|one) {unit2} and a half", lambda s, c: in_units(1)({"n": float(s.get("n", 1)) + 0.5, "unit": s.get("unit") or s["unit2"]}, c), "in an hour and a half = 2026-11-25T10:30"),
    _rule("next-working-day", r"(?:next|following|first|coming) (?:business|working|work|bank) day", working_day(1), "the next working day = 2026-11-26"),
    _rule("last-working-day", r"(?:last|previous) (?:business|working|work) day", working_day(-1), "the previous business day = 2026-11-24"),
    _rule("units-after-event", rf"(?:(?:with)?in )?{_ABOUT}{{n}}[ -]?{{long}} (?:after|from|following|upon|prior to|before|ahead of) {{anchor}}|within {{n2}} {{long2}} of {{anchor2}}", lambda s, c: _anchored(s, c)),
    # Operators.
    *(_rule(f"part-{part}", pattern + r"(?: ?the(?= ))?", part_op(part), open_end=True) for part, pattern in _PARTS.items()),
    _rule("week-of", r"(?:week|wk) (?:of|commencing|beginning|starting|from|containing)(?: on)?|w[/.]?c\.?|w[/.]?b\.?|wc|wk\.? of", week_op(), "the week of the 7th = 2026-12-11", "w/c 7 December = 2026-12-11"),
    _rule("feast-week", r"week(?! ?\d)", week_op(after=True), "Thanksgiving week = 2026-11-27", after=True),
    _rule("weekend-of", r"week-?end (?:of|after|before)", week_op(weekend=True), "the weekend of 12 December = 2026-12-13"),
    _rule("week-ending", r"week ending(?: on)?|w/e", same_op(), "week ending 4 December = 2026-12-04"),
    _rule("nth-of", r"{ord} (?:{weekday}|{span}) (?:of|in|within)", lambda s, c: _nth(s, c), "the 3rd Tuesday of December = 2026-12-15", "first working day of December = 2026-12-01"),
    _rule("last-of", r"(?:very )?(?:last|final) (?:{weekday}|{span}) (?:of|in)", lambda s, c: nth_op(last=True)(_spans(s), c), "the last Friday of December = 2026-12-25", "last working day of December = 2026-12-31"),
    _rule("units-before", rf"(?:(?:with)?in )?{_ABOUT}{{n}}[ -]?{{unit}} (?:before|prior to|ahead of|in advance of|previous to|up to)", shift_op(-1), "two days before Christmas = 2026-12-23", "3 days before 10 December = 2026-12-07"),
    _rule("units-after", rf"(?:(?:with)?in )?{_ABOUT}{{n}}[ -]?{{unit}} (?:after|from|following|of|past|starting(?: on)?|as of)", shift_op(1), "two weeks after Christmas = 2027-01-08", "3 days from tomorrow = 2026-11-29", "within 3 days of 1 December = 2026-12-04"),
    _rule("day-before", r"(?:day|night|evening) before", lambda s, c: shift_op(-1, fixed="day")({"n": 1}, c), "the day before Christmas = 2026-12-24"),
    _rule("day-after", r"(?:day|morning) (?:after|following)", lambda s, c: shift_op(1, fixed="day")({"n": 1}, c), "the day after Christmas = 2026-12-26"),
    _rule("week-before", r"week (?:before|prior to)", lambda s, c: week_beside_op(-1)(s, c), "the week before 15 December = 2026-12-11"),
    _rule("week-after", r"week (?:after|following)", lambda s, c: week_beside_op(1)(s, c), "the week after 15 December = 2026-12-25"),
    _rule("weekday-after", r"(?:{ord} )?{weekday} (?:after|following)", lambda s, c: weekday_beside_op(1)({"weekday": s["weekday"], "n": s.get("ord", 1)}, c), "the Monday after Easter = 2027-03-29"),
    _rule("weekday-before", r"{weekday} (?:before|prior to|preceding)", weekday_beside_op(-1), "the Friday before Christmas = 2026-12-18"),
    _rule("working-day-after", r"(?:(?:first|next) )?(?:working|business|work) day (?:after|following)|first day back after", working_day_beside_op(1), "the first working day after Christmas = 2026-12-28"),
    _rule("working-day-before", r"(?:(?:last|final) )?(?:working|business|work) day (?:before|prior to)", working_day_beside_op(-1), "the last working day before Christmas = 2026-12-24"),
    _rule("before", r"before|prior to|ahead of|earlier than", before_op(), "before Christmas = 2026-12-24", "before the 30th = 2026-11-30"),
    _rule("after", r"(?:right |straight |shortly |just |not until )?after|following|post", after_op(), "after Christmas = 2026-12-28"),
    _rule("from-on", r"from|between|starting(?: on)?", same_op(), open_end=True),
    # Hours.
    _rule("hour-of-part", r"{hour}(?::{minute})? (?:o'?clock )?(?:in the|at) (?:{ofday})", lambda s, c: clock()({**s, "half": s["ofday"]}, c), "8 in the evening on Friday = 2026-11-27T20:00"),
    _rule("between-hours", r"(?:between|from) {hour}(?::{minute})? (?:and|to|until|till) {hour2}(?::{minute2})?(?: ?{half2})?(?= ?(?:$|[.,;)]|on |in the |tomorrow|today|this |next |(?:mon|tues|wednes|thurs|fri|satur|sun)day))", _between_hours, "between 9 and 10 tomorrow = 2026-11-26T10:00"),
    _rule("military", r"(?:at )?{hh}{minute} ?(?:hrs|hours|uhr)|at {hh2}{minute2}(?= (?:on|tomorrow|today|this|next)|[.,;)]|$)", lambda s, c: clock(sure=True)({"hour": s.get("hh", s.get("hh2", 0)), "minute": s.get("minute", s.get("minute2", 0))}, c), "tomorrow at 0930 = 2026-11-26T09:30"),
    _rule("dotted-hour", r"{hour}\.{minute}(?![\d.,%])", clock(), "tomorrow, 9.30 = 2026-11-26T09:30", lonely=True),
    _rule("hours-behind", r"{hour}-{hour2}(?![\d/.:-]| ?[ap]m)", _plain_hours, "Thursday 10-11 = 2026-11-26T11:00", weak=True, after=True),
    _rule("hour-tonight", r"{hour}(?= (?:tonight|this (?:morning|afternoon|evening)))", clock(), "8 tonight = 2026-11-25T20:00"),
    _rule("oclock", r"{hour} ?o'?clock(?: ?{half})?", clock(), "tomorrow at 3 o'clock = 2026-11-26T15:00"),
    _rule("word-hour", r"{wordhour} ?{half}", lambda s, c: clock()({"hour": s["wordhour"], "half": s["half"]}, c), "five pm = 2026-11-25T17:00"),
    _rule("noon", r"(?:12 )?noon|midday|noontime|12 ?midday|high noon", clock_fixed(12), "noon = 2026-11-25T12:00"),
    _rule("midnight", r"(?:12 )?midnight", clock_fixed(23, 59), "midnight = 2026-11-25T23:59"),
    _rule("zone", r"\(?{zone}", zone_named, "tomorrow at 3pm CET = 2026-11-26T14:00"),
    _rule("half-past-noon", r"half past {dayname}", lambda s, c: clock(sure=True)({"hour": s["dayname"], "minute": 30}, c), "half past noon = 2026-11-25T12:30"),
    _rule("worded-clock", r"(?:at )?{wordhour}[ -]{wordminute} ?{half}", lambda s, c: clock()({"hour": s["wordhour"], "minute": s["wordminute"], "half": s["half"]}, c), "at seven thirty pm = 2026-11-25T19:30"),
    _rule("worded-clock-beside", r"(?:at )?{wordhour}[ -]{wordminute}(?! (?:percent|per|of|years?|days?|weeks?|months?|hours?|minutes?|[a-z]+s\b))", lambda s, c: clock()({"hour": s["wordhour"], "minute": s["wordminute"]}, c), "five thirty tomorrow afternoon = 2026-11-26T17:30", lonely=True),
    _rule("half-past", r"half[ -](?:past )?{hour}(?: ?{half})?(?! (?:of|the|an?) )(?! (?:hours?|days?|weeks?|months?|years?|dozen))", lambda s, c: clock_from(1)({**s, "n": 30}, c), "half past three = 2026-11-25T15:30"),
    _rule("quarter-past", r"(?:a )?quarter (?:past|after) {hour}(?: ?{half})?", lambda s, c: clock_from(1)({**s, "n": 15}, c), "quarter past 3 tomorrow = 2026-11-26T15:15"),
    _rule("quarter-to", r"(?:a )?quarter (?:to|of|till|before) {hour}(?: ?{half})?", lambda s, c: clock_from(-1)({**s, "n": 15}, c), "quarter to 4 = 2026-11-25T15:45"),
    _rule("minutes-past", r"{n} (?:minutes? )?(?:past|after) {hour}(?: ?{half})?(?! (?:days?|weeks?|of))", clock_from(1), "ten past four = 2026-11-25T16:10"),
    _rule("minutes-to", r"{n} (?:minutes? )?(?:to|till) {hour}(?: ?{half})?(?= ?(?:$|[.,;!?)\n]|tomorrow|today|on|in the))", clock_from(-1), "five to four = 2026-11-25T15:55", weak=True),
    _rule("at-hour", r"(?:at|@|around) {hour}(?:ish| sharp)?(?! ?(?:o'?clock|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|%|percent|per|of|am\b|pm\b|-|:|\.\d|/|euro|eur|usd|dollars|people|days?|weeks?|months?|years?|hours?|minutes?|units?|points?|items?|different|levels?|least|[a-z]+s\b))", clock(), "tomorrow at 5 = 2026-11-26T17:00", weak=True),
    _rule("hours-span", r"(?:from )?{hour}(?::{minute})? ?(?:-|to|until|till) ?{hour2}(?::{minute2})? ?{half2}", lambda s, c: _hours(s, c), "tomorrow 3-5pm = 2026-11-26T17:00"),
    _rule("h-clock", r"{hour}h{minute}?(?: ?uhr)?|{hour2}(?::{minute2})? ?(?:hrs|uhr)\b", lambda s, c: clock(sure=True)(_bare(s), c), "tomorrow 15h30 = 2026-11-26T15:30", weak=True),
    _rule("in-the-morning", r"(?:in the |during the |by |this |at |on the |early |mid-?|late )*(?:morning|forenoon|breakfast|a\.m\.|am)(?: (?:hours|time))?", half_of_day("am")),
    _rule("in-the-afternoon", r"(?:in the |during the |this |at |early |mid-?|late |on )*(?!midnight)(?:afternoon|evening|lunch ?(?:time)?|night|tea ?time|dinner(?: time)?|after (?:lunch|work))", half_of_day("pm")),
    _rule("first-thing", r"first thing(?: (?:in the morning|on))?|bright and early|at the latest|latest", same_op(), open_end=True),
)


def _bare(s: Slots) -> Slots:
    """The second spelling of a slot counts as the first."""
    return {name.rstrip("23"): value for name, value in s.items()}


def _decade(s: Slots, c: Context) -> Part | None:
    first = date(int(s["tens"]), 1, 1)
    last = date(first.year + 9, 12, 31)
    return Day(first=first, last=last, grain=Grain.RANGE, past=last < c.today)


def _spans(s: Slots) -> Slots:
    return {{"span": "unit"}.get(name, name): value for name, value in s.items()}


def _nth(s: Slots, c: Context) -> Part | None:
    return nth_op()({**_spans(s), "n": s["ord"]}, c)


def _anchored(s: Slots, c: Context) -> Part | None:
    found = _bare(s)
    return in_units(1, anchor=True)({**found, "unit": found["long"]}, c)


def _new_year(s: Slots, c: Context) -> Part | None:
    """The start of the year: this January until its 5th, then the next one."""
    year = c.today.year + (c.today.month > 1 or c.today.day > 5)
    return replace(month_of(date(year, 1, 1)), raw=("part", "year", "start"))


def _hours(s: Slots, c: Context) -> Part | None:
    """"3-5pm": both are in the afternoon, but "11-1pm" begins in the morning."""
    half = str(s["half2"])
    last = clock_at(int(s["hour2"]), int(s.get("minute2", 0)), half)
    first = clock_at(int(s["hour"]), int(s.get("minute", 0)), half)
    if first.hour > 23 or last.hour > 23:
        return None
    if (first.hour, first.minute) > (last.hour, last.minute) and first.hour >= 12:
        first = replace(first, hour=first.hour - 12)
    return replace(first, until=last)


DATES = DateTable(
    name="en",
    slots=SLOTS,
    rules=RULES,
    lead=r"(?<![a-z])(?:by|before|until|till|til|untill|due|due on|due by|on|for|since|from|to|after|in|during|between|not later than|no later than|latest|deadline|deadline is|deadline:|due date|due date:|due:|eta|eta:|eta is|target|date:|when:|moved to|shifted to|as of|starting|start|starts|ends|ending|ready|done|finish|delivery|deliver|delivered|launch|launches|live|live on|around|about|circa|mid|early|late|next|last|coming|per|bis|zum|am|ab|is|->)[:.]?(?: the)?",
    tail=r"(?:latest|at the latest|deadline|eod|cob|is the deadline|works|is fine|is ok)",
    told=r"(?<![a-z])(?:(?:was|were|sent|met|spoke|talked|received|delivered|discussed|agreed|had|did|went|came|got|signed|paid|wrote|emailed|mailed|called|started|began|ended|happened|launched|shipped|finished|completed|approved|submitted|shared|uploaded|took place|held|missed|announced|presented|published|closed|reported|asked|promised|since)(?:(?: [^,;:]{0,40})? (?:on|since|of|from))?(?: the)?(?: evening| morning| night)?(?: of)?|arrived|dated|since|(?:minutes|mail|email|letter|message|call|meeting|note|invoice|visit|workshop) (?:of|from|dated|on))(?: the)? $",
    ahead=r"(?<![a-z])(?:by|until|till|due|please|pls|will|'ll|need|needs|should|must|can|could|would|may|might|shall|going to|have to|has to|let|let's|plan|planned|planning|scheduled|expect|expected|hope|hoping|want|to be|be|is|are|next|proposed?|suggest|move|moved|postponed|agreed for|promised)(?![a-z])",
    articles=("the ",),
    joins={
        "attach": r"\)?(?:(?: is| would be| will be| looks| sounds)? (?:fine|ok|okay|good|works|great|perfect))?(?:,? ?(?:-|–)? ?(?:(?:at|@|on|um|by|from|around|about|before|no later than|until|till|the|of|in|to be|between|starting|sharp at|say|for|not later than|latest|after|approx\.?|circa|ca\.?) ?){0,2}|['’]s? | ?\(| ?, ?)",
        "operator": r" ?(?:the |of |of the |this |in |on |in the )?",
        "range": r" ?(?:(?:-|–|—){1,2}|to|thru|through|till|until|and|up to|to the|until the|through the|and the|~) ?(?:on |at |the )?",
        "refine": r"(?:,? ?(?:the |of the |of |in the |in |on the |on |for |by |from |\()?|'s )",
        "between": r"between ?(?:the )?\Z",
        "list": r"(?:,? ?(?:or|and|&|/|,|\+) ?(?:on |by |the |on the |maybe |perhaps |better )?)",
        "correction": r"\)?,? ?(?:-{1,2}|\.{2,3}|,|;|\()? ?(?:(?:oh |ah |er |erm |uh )?(?:sorry|correction|i mean|i meant|make that|no wait|wait|no|scratch that|strike that|rather|actually|apologies|pardon|oops|my mistake|my bad)[,.:;!]? ?(?:-{1,2} ?)?(?:i mean |i meant |make that |make it |that should be |it'?s |that'?s |should be |no,? )?(?:by |on |the |for )?)+",
        "mover": r"(?<![a-z])(?:moved?|moves|moving|shift(?:s|ed)?|slip(?:s|ped)?|postponed?|chang(?:e|es|ed)|push(?:ed)?|reschedul(?:e|ed)|brought forward|delayed|extended|revised)(?: [a-z-]+){0,3} from[^.!?;]{0,25}\Z",
        "moved": r",? ?(?:has |have |had |is |was |been |being |to be |gets |will be |must be )*(?:moved?|shifted|shifts?|slips?|slipped|postponed|changed|pushed|rescheduled|brought forward|delayed|extended|->|→)? ?(?:back |out |forward )?(?:to|->|→|until) (?:the )?(?:new date (?:of )?)?",
    },
)
