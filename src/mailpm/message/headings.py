"""The lines that announce another letter inside a letter: "On … wrote:", header blocks, ruled titles."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from mailpm.message.headers import read_date
from mailpm.message.quote_words import (
    FORWARD_LINE,
    HAS_BOX,
    HAS_DATE,
    LABEL,
    ORIGINAL_LINE,
    ORIGINAL_TITLE,
    RULE_LINE,
    STARTS,
    WROTE,
)
from mailpm.model.mail import Address

LONGEST = 600  # characters of an attribution, wrapped lines together
MOST_LINES = 4
MOST_LABELS = 40  # lines of one header block, long lists of recipients included

_BLOCK_STARTS = re.compile(r"[ \t\u3000\u00a0|*\[【•·]{0,8}[^\W\d_][^:：|\t\n]{0,24}[:：|\t]")
_ANY_LABEL = re.compile(r"[ \t*|]{0,6}[^\W\d_][^:：\n]{0,24}[:：][ \t*]{0,4}\S")
_BOX = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}", re.ASCII)
# "2026/10/13 Chen Yu <c@s.example>" without a colon, right above the quoted lines.
_OLD_GMAIL = re.compile(r"[ \t]{0,4}20\d\d[-/.]\d{1,2}[-/.]\d{1,2}[ ,][^<>\n]{0,100}<[^<>\s]{3,200}>[ \t]{0,4}$")
_NAME_WROTE = re.compile(r"\W{0,4}[^<>\n]{1,60}<[^<>\s]{1,200}@[^<>\s]{1,200}>[^<>\n]{1,14}$")
_BARE_LABEL = re.compile(r"[ \t]{0,8}(To|cc|Subject|收件人|抄送|主题|An|Betreff)[ \t]{0,4}$")
# "-------- whatever a program calls it --------": counts where a head with a sender follows.
_ZOHO = re.compile(r"[ \t]{0,4}-{3,10} [^\n]{10,300} -{3,10}[ \t]{0,4}$")  # "---- On … X wrote ----"
_TITLED_RULE = re.compile(r"[ \t]{0,4}[-_=—–─━]{2,60}[ \t]{0,4}[^-_=—–─━\n]{2,40}[-_=—–─━]{2,60}[ \t]{0,4}$")
_LOTUS = re.compile(r"[^\n]{0,120}?(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{4}[-/]\d{2}[-/]\d{2})[ ,]{1,3}\d{1,2}:\d{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """Lines `start` to `end` announce a letter. `forwards` is None where only the subject can tell."""

    start: int
    end: int
    forwards: bool | None = False
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def author(self) -> Address | None:
        said = self.fields.get("sender", "")
        if not said:
            return None
        box = _BOX.search(said)
        name = re.sub(
            r"[<\[(](?:mailto:)?[^<>\]()]*@[^<>\]()]*[>\])]|[A-Za-z0-9_.+%'-]{1,64}@[A-Za-z0-9_.-]{1,253}", " ", said
        )
        name = re.sub(r"\s+(?:on behalf of|代表|im Auftrag von)\s.*$", "", " ".join(name.split())).strip("\"'“” ;,*|<>")
        return Address(email=box.group().lower() if box else "", name=name)


def find_heading(words: Sequence[str], depth: Sequence[int], at: int, *, marked: bool = False) -> Heading | None:
    """The ruled title or header block that begins at line `at`; None where there is none.

    With `marked` a program has said that one is here: then two labels are enough, in any language.
    """
    line = words[at]
    if len(line) > 400:
        return None
    first = line.lstrip(" \t*|>\u3000\u00a0")[:1]
    if first in "-_=—–─━＿~～•#" and first:
        return _ruled(words, depth, at, line, marked)
    if FORWARD_LINE.match(line):
        return _with_block(words, depth, at, at + 1, forwards=True)
    if len(line) < 60 and ORIGINAL_TITLE.match(line):
        return _titled(words, depth, at)
    if _BLOCK_STARTS.match(line) is None:
        below = words[at + 1] if "<" in line and at + 1 < len(words) else ""
        return _lotus(words, depth, at) if _LOTUS.match(line) or (below and _LOTUS.match(below)) else None
    end, fields = _block(words, depth, at)
    enough = 2 if marked else 3
    if len(fields) >= enough and ("sender" in fields or (marked and "date" in fields)):
        return Heading(start=at, end=end, forwards=None, fields=fields)
    return _foreign_block(words, depth, at) if marked else None


def _titled(words: Sequence[str], depth: Sequence[int], at: int) -> Heading | None:
    """The bare word "Original" or 原始邮件, a rule perhaps, then a head with a sender."""
    below = _skip_blank(words, depth, at + 1, 4)
    if below < len(words) and RULE_LINE.match(words[below]):
        below = _skip_blank(words, depth, below + 1, 4)
    if below >= len(words) or LABEL.match(words[below]) is None:
        return None
    end, fields = _block(words, depth, below)
    return Heading(start=at, end=end, forwards=None, fields=fields) if "sender" in fields and len(fields) > 1 else None


def _ruled(words: Sequence[str], depth: Sequence[int], at: int, line: str, marked: bool) -> Heading | None:
    if FORWARD_LINE.match(line):
        return _with_block(words, depth, at, at + 1, forwards=True)
    if ORIGINAL_LINE.match(line):
        return _with_block(words, depth, at, at + 1, forwards=None)
    if _ZOHO.match(line) and WROTE.search(line) and (HAS_DATE.search(line) or HAS_BOX.search(line)):
        return Heading(start=at, end=at + 1, fields=_said(line.strip("- ")))
    if _TITLED_RULE.match(line):
        below = _skip_blank(words, depth, at + 1, 2)
        if below < len(words) and LABEL.match(words[below]):
            end, fields = _block(words, depth, below)
            if "sender" in fields and len(fields) >= 2:
                return Heading(start=at, end=end, forwards=None, fields=fields)
    if RULE_LINE.match(line):
        below = _skip_blank(words, depth, at + 1, 2)
        if below < len(words) and LABEL.match(words[below]):
            end, fields = _block(words, depth, below)
            if "sender" in fields and len(fields) >= 2:
                return Heading(start=at, end=end, forwards=None, fields=fields)
            return None
        if below < len(words) and line.lstrip()[:5] == "_____" and (foreign := _foreign_block(words, depth, below)):
            return Heading(start=at, end=foreign.end, forwards=None, fields=foreign.fields)
        if below < len(words) and marked and (heading := find_heading(words, depth, below, marked=True)):
            return Heading(start=at, end=heading.end, forwards=heading.forwards, fields=heading.fields)
    return None


def _with_block(words: Sequence[str], depth: Sequence[int], at: int, end: int, *, forwards: bool | None) -> Heading:
    below = _skip_blank(words, depth, end, 3)
    if below < len(words) and LABEL.match(words[below]):
        stop, fields = _block(words, depth, below)
        if fields:
            return Heading(start=at, end=stop, forwards=forwards, fields=fields)
    return Heading(start=at, end=end, forwards=forwards)


def _skip_blank(words: Sequence[str], depth: Sequence[int], at: int, most: int) -> int:
    stop = at + most
    while at < len(words) and at < stop and not words[at].strip():
        at += 1
    return at


def _block(words: Sequence[str], depth: Sequence[int], at: int) -> tuple[int, dict[str, str]]:
    """The labelled lines from `at` on, and the line after them. A value may go on in the next lines."""
    fields: dict[str, str] = {}
    last, end, level, blanks = "", at, depth[at], 0
    stop = min(len(words), at + MOST_LABELS)
    while at < stop and at - end < 6 and depth[at] == level:
        line = words[at]
        if not line.strip():
            blanks += 1
            if "sender" not in fields or (blanks > 1 and not (len(fields) == 1 and blanks < 3)):
                break
            at += 1
            continue
        found = LABEL.match(line) if len(line) < 20_000 else None
        if found is not None and found.lastgroup and (found.lastgroup not in fields or found.lastgroup in ("cc", "to")):
            last = found.lastgroup
            fields.setdefault(last, line[found.end() :].strip(" \t*|\u00a0\u3000"))
        elif last and not blanks and _continues(line, last, fields[last]):
            fields[last] = f"{fields[last]} {line.strip()}".strip()[:4000]
        elif not (fields and _ANY_LABEL.match(line) and not blanks and _labels_follow(words, at + 1)):
            break
        blanks = 0
        at += 1
        end = at
    return end, fields


def end_of_labels(words: Sequence[str], depth: Sequence[int], at: int) -> int:
    """Where the labelled lines at `at` end. No header block begins between there and a line where none was found."""
    if LABEL.match(words[at][:400]) is None:
        return at + 1
    end, _ = _block(words, depth, at)
    return max(at + 1, min(end, at + MOST_LABELS // 2))


def _labels_follow(words: Sequence[str], at: int) -> bool:
    """A line like "Importance: High" among the labels: one that we know comes next."""
    return at < len(words) and LABEL.match(words[at]) is not None


def _continues(line: str, last: str, value: str) -> bool:
    if not value and last in ("sender", "date", "to", "cc"):
        return True
    if line[:1] in " \t" and len(line) < 300 and ("@" in line or ";" in line or last == "subject"):
        return True
    return last in ("to", "cc", "sender") and ("@" in line or value.rstrip().endswith((";", ",", "<")))


def _foreign_block(words: Sequence[str], depth: Sequence[int], at: int) -> Heading | None:
    """Three labelled lines or more, one with an address, in a language that no row of ours knows."""
    end = at
    while end < min(len(words), at + MOST_LABELS) and depth[end] == depth[at] and _ANY_LABEL.match(words[end]):
        end += 1
    if end - at >= 3 and any(_BOX.search(line) for line in words[at:end]):
        return Heading(start=at, end=end, forwards=None, fields={"sender": words[at].partition(":")[2].strip(" *")})
    return None


def _lotus(words: Sequence[str], depth: Sequence[int], at: int) -> Heading | None:
    """The head that Lotus Notes writes: name and time in one line, then To, cc, Subject as lines of their own."""
    bare = [n for n in range(at + 1, min(at + 14, len(words))) if _BARE_LABEL.match(words[n])]
    if len(bare) < 2:
        return None
    end = bare[-1] + 1
    while end < len(words) and end < bare[-1] + 3 and words[end].strip():
        end += 1
    when = HAS_DATE.search(words[at])
    name = words[at][: when.start()].strip(" \t,") if when else words[at].strip()
    return Heading(start=at, end=end, forwards=None, fields={"sender": name, "date": words[at], "to": ""})


def headings_by_colon(words: Sequence[str], depth: Sequence[int]) -> dict[int, Heading]:
    """Every "On … X wrote:" by the line on which it begins; it may be wrapped over a few lines."""
    found: dict[int, Heading] = {}
    for at, line in enumerate(words):
        tail = line.rstrip(" \t*_\u00a0")[-1:]
        if tail == ">" and _OLD_GMAIL.match(line) and _quote_follows(words, depth, at + 1, depth[at]):
            found.setdefault(at, Heading(start=at, end=at + 1, fields=_said(line)))
        if (
            tail in (":", "：")
            and tail
            and len(line) < LONGEST
            and (heading := _attribution(words, depth, at)) is not None
        ):
            found.setdefault(heading.start, heading)
    return found


def _attribution(words: Sequence[str], depth: Sequence[int], at: int) -> Heading | None:
    quoted = _quote_follows(words, depth, at + 1, depth[at])
    joined, best = "", None
    for start in range(at, max(-1, at - MOST_LINES), -1):
        line = words[start].strip()
        if not line or depth[start] != depth[at] or len(joined) + len(line) > LONGEST:
            break
        joined = f"{line} {joined}".strip()
        if _announces(joined, quoted):
            begins = bool(STARTS.match(joined.lstrip("*_ ")))
            if best is None or begins:
                best = Heading(start=start, end=at + 1, fields=_said(joined))
            if begins:
                break
    return best


def _quote_follows(words: Sequence[str], depth: Sequence[int], at: int, level: int) -> bool:
    stop = at + 6
    while at < len(words) and at < stop:
        if words[at].strip() and not "\ue0f1" <= words[at] <= "\ue0f4":
            return depth[at] > level
        if depth[at] > level:
            return True
        at += 1
    return False


def _announces(joined: str, quoted: bool) -> bool:
    """Does this say who wrote what follows? More is asked for where no quotation marks follow."""
    dated, box = HAS_DATE.search(joined), HAS_BOX.search(joined)
    if not (dated or box) and not (quoted and len(joined) < 80):
        return False
    wrote = WROTE.search(joined)
    begins = STARTS.match(joined.lstrip("*_ "))
    if quoted:
        if wrote and (dated or box):
            return True
        if dated and box:
            return True
        return bool(wrote) and len(joined) < 80 and wrote is not None and len(joined) - wrote.end() <= 3
    if wrote and box and (dated or begins or _NAME_WROTE.match(joined)):
        return True
    if wrote and dated and (begins or joined.rstrip(":： *").endswith(wrote.group())):
        tail = len(joined) - wrote.end()
        return (
            tail <= 60
            and bool(re.search(r"\d{1,2}[:：h.]\d{2}", joined))
            and bool(re.search(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|月", joined))
        )
    return bool(
        begins
        and dated
        and box
        and re.search(r"\d{4}", joined)
        and re.search(r"\d{1,2}:\d{2}", joined)
        and len(joined) < 200
    )


def _said(joined: str) -> dict[str, str]:
    fields = {"date": joined}
    box = HAS_BOX.search(joined)
    if box is not None:
        fields["sender"] = re.split(r"[,，]|\d{1,2}[:：]\d{2}", joined[: box.start()])[-1] + box.group()
    return fields


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio januari ene", "feb february februar février fevrier febrero fevereiro febbraio februari fév",
            "mar march märz mars marzo março maart mrz mär", "apr april avril abril aprile avr abr", "may mai mayo maio maggio mei maj", "jun june juni juin junio junho giugno",
            "jul july juli juillet julio julho luglio juil", "aug august août aout agosto augustus ago", "sep sept september septembre septiembre setembro settembre",
            "oct october oktober octobre octubre outubro ottobre okt", "nov november novembre noviembre novembro", "dec december dezember décembre diciembre dezembro dicembre dez déc dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = re.compile(
    r"(?:(上午|下午|晚上|中午|凌晨|早上|오전|오후|午前|午後|AM|PM)\s{0,2})?(\d{1,2})[:：時时](\d{2})(?:[:：](\d{2}))?\s{0,2}(AM|PM|a\.m\.|p\.m\.|上午|下午)?",
    re.IGNORECASE,
)
_YMD = re.compile(r"((?:19|20)\d\d)\s{0,2}[-/.年년]\s{0,2}(\d{1,2})\s{0,2}[-/.月월]\s{0,2}(\d{1,2})")
_DMY_NAMED = re.compile(r"(\d{1,2})\.?\s{1,3}(?:de\s)?([^\W\d_]{3,12})\.?,?\s{1,3}(?:de\s)?((?:19|20)\d\d)")
_MDY_NAMED = re.compile(r"([^\W\d_]{3,12})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}((?:19|20)\d\d)")
_DMY = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_MDY = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)")


def spoken_date(text: str, zone: tzinfo | None) -> datetime | None:
    """The date in a forwarded head, as the program wrote it for people; without a zone of its own it has `zone`'s."""
    text = text[:LONGEST]
    if not text:
        return None
    if re.search(r"[+-]\d{4}\b|\bGMT\b|\bUTC\b", text) and (exact := read_date(text)) is not None and exact.year > 1970:
        return exact
    day = _day(text)
    if day is None:
        return None
    hour = minute = 0
    clock = _CLOCK.search(text)
    if clock is not None:
        hour, minute = int(clock.group(2)), int(clock.group(3))
        half = (clock.group(1) or clock.group(5) or "").lower().replace(".", "")
        if half in ("下午", "晚上", "오후", "午後", "pm") and hour < 12:
            hour += 12
        elif half in ("am", "上午", "凌晨", "오전", "午前") and hour == 12:
            hour = 0
    try:
        return datetime(*day, hour, minute, tzinfo=zone or UTC)
    except ValueError:
        return None


def _day(text: str) -> tuple[int, int, int] | None:
    if (found := _YMD.search(text)) is not None:
        return int(found.group(1)), int(found.group(2)), int(found.group(3))
    if (found := _DMY_NAMED.search(text)) is not None and found.group(2).lower() in _MONTHS:
        return int(found.group(3)), _MONTHS[found.group(2).lower()], int(found.group(1))
    if (found := _MDY_NAMED.search(text)) is not None and found.group(1).lower() in _MONTHS:
        return int(found.group(3)), _MONTHS[found.group(1).lower()], int(found.group(2))
    if (found := _DMY.search(text)) is not None:
        return int(found.group(3)), int(found.group(2)), int(found.group(1))
    if (found := _MDY.search(text)) is not None:
        first, second = int(found.group(1)), int(found.group(2))
        month, day = (second, first) if first > 12 else (first, second)
        return int(found.group(3)), month, day
    return None
