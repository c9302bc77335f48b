"""How a plan is said in English."""

from __future__ import annotations

from mailpm.model import Language, Raci
from mailpm.reading.plan_parts import PlanTable

PLANS = PlanTable(
    name="en",
    heads=(
        ("client", r"client contacts?\b|client side\b|clients?\b|customers?\b|contacts?\b|on their side\b|their side\b"),
        ("team", r"our team\b|our side\b|on our side\b|team\b|from us\b"),
        ("milestones", r"key milestones\b|milestones?\b|key dates\b|dates\b|deadlines\b|phases\b"),
        ("check_in", r"(?:the )?(?:weekly |fortnightly |biweekly |monthly |regular )?(?:check-ins?|check ins?|meetings?|status calls?|calls?|stand-ups?|syncs?|catch-ups?)\b|we meet\b|we'll meet\b"),
        ("report", r"(?:the )?(?:weekly |fortnightly |biweekly |bi-weekly |monthly |status |progress )?(?:reports?|status mail|status update)\b"),
        ("zone", r"(?:default )?time ?zone\b|tz\b"),
        ("incentive", r"incentives?\b|rewards?\b|bonus\b"),
        ("name", r"new project\b|project name\b|project\b"),
    ),
    weekdays=(r"\bmon(?:days?)?\b", r"\btue(?:s|sdays?)?\b", r"\bwed(?:nesdays?)?\b", r"\bthu(?:r|rs|rsdays?)?\b", r"\bfri(?:days?)?\b", r"\bsat(?:urdays?)?\b", r"\bsun(?:days?)?\b"),
    every_two=r"\bevery (?:two|2|second|other) ?(?:weeks?|mon|tue|wed|thu|fri)?|\bfortnightly\b|\bbi-?weekly\b|\bevery other\b",
    monthly=r"\bmonthly\b|\bevery month\b|\bonce a month\b|\bof the month\b",
    escalation=r"\bescalat|\bsponsor\b|\bif (?:it|things) (?:gets?|stays?) (?:stuck|late)",
    languages=((r"(?:in |writes? |speaks? |please in )?english", Language.ENGLISH), (r"(?:in |writes? |speaks? |please in )?(?:chinese|mandarin)", Language.CHINESE)),
    places=(
        (r"(?:in )?(?:shanghai|beijing|shenzhen|guangzhou|hangzhou|china)", "Asia/Shanghai", "CN"),
        (r"(?:in )?hong kong", "Asia/Hong_Kong", "HK"),
        (r"(?:in )?(?:taipei|taiwan)", "Asia/Taipei", "TW"),
        (r"(?:in )?singapore", "Asia/Singapore", "SG"),
        (r"(?:in )?(?:tokyo|japan)", "Asia/Tokyo", "JP"),
        (r"(?:in )?(?:seoul|korea)", "Asia/Seoul", "KR"),
        (r"(?:in )?(?:london|the uk|uk|england)", "Europe/London", "GB"),
        (r"(?:in )?(?:dublin|ireland)", "Europe/Dublin", "IE"),
        (r"(?:in )?(?:berlin|munich|hamburg|cologne|frankfurt|germany)", "Europe/Berlin", "DE"),
        (r"(?:in )?(?:paris|lyon|france)", "Europe/Paris", "FR"),
        (r"(?:in )?(?:zurich|geneva|basel|switzerland)", "Europe/Zurich", "CH"),
        (r"(?:in )?(?:vienna|austria)", "Europe/Vienna", "AT"),
        (r"(?:in )?(?:amsterdam|the netherlands)", "Europe/Amsterdam", "NL"),
        (r"(?:in )?(?:madrid|barcelona|spain)", "Europe/Madrid", "ES"),
        (r"(?:in )?(?:new york|boston|nyc)", "America/New_York", "US"),
        (r"(?:in )?chicago", "America/Chicago", "US"),
        (r"(?:in )?(?:los angeles|san francisco|seattle|california)", "America/Los_Angeles", "US"),
        (r"(?:in )?(?:toronto|montreal)", "America/Toronto", "CA"),
        (r"(?:in )?(?:sydney|melbourne)", "Australia/Sydney", "AU"),
    ),
    salutation=r"(?:address(?:ed)? as|call (?:him|her|them)|say)\s+(?P<name>[\w. ]{2,30})$",
    after=r"(?:after|depends on|needs|waits for|follows)\s*:?\s*(?P<name>.+)$",
    raci=(
        (r"(?:(?:responsible|owner|owned by|done by|by)\b\s*:?|r\s*:)\s*(?P<name>.+)$", Raci.RESPONSIBLE),
        (r"(?:(?:accountable|approved by|approver|signed off by)\b\s*:?|a\s*:)\s*(?P<name>.+)$", Raci.ACCOUNTABLE),
        (r"(?:consulted\b\s*:?|c\s*:)\s*(?P<name>.+)$", Raci.CONSULTED),
        (r"(?:(?:informed|cc)\b\s*:?|i\s*:)\s*(?P<name>.+)$", Raci.INFORMED),
    ),
    deliverables=r"(?:delivers?|deliverables?|with)\s*:?\s*(?P<name>.+)$",
    joiners=r"on|by|at|is|until|due|for|the|and|to|in|of",
    leading=r"and|also|plus",
    farewell=r"(?:many |kind |best |warm )?(?:thanks|thank you|regards|best|cheers|best wishes)[ ,!.]*(?:a lot|so much|in advance)?[ ,!.]*",
    fillers=r"(?:hi|hello|dear|hey)(?: \w+){0,2}|(?:please )?(?:set up|create|start|open|begin)(?: \w+){0,4}(?: project)?|thanks?(?: you| a lot)?|many thanks|(?:best|kind) regards|best|cheers|here (?:it is|is the plan|we go)|that's (?:all|it)|as follows|see below",
    parts=r"\s+and\s+(?=[a-z' .-]{2,30}<?[a-z0-9_.+-]+@)|\s+and\s+(?=(?:the )?(?:weekly )?report\b)",
    clock=r"(?<!\d)(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d))?\s*(?:(?P<pm>p\.?m\b)|a\.?m\b|(?<=:\d\d)(?!\d)|o'?clock|h\b)",
    hours=(),
    minutes=((r"(?P<n>\d{1,3})\s*-?\s*min(?:ute)?s?\b", 1), (r"(?P<n>\d(?:\.5)?)\s*(?:hours?|hrs?|h)\b", 60), (r"\bhalf an hour\b", 30), (r"\b(?:an|one) hour\b", 60)),
)
