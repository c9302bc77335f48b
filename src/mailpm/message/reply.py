"""The sender's own new words: what is quoted, forwarded or signed is set apart, and kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from mailpm.message import signature
from mailpm.message.headings import Heading, end_of_labels, find_heading, headings_by_colon, spoken_date
from mailpm.message.html import ENDS, OPENS, QUOTE, SIGNED, STARTS, readable
from mailpm.model.mail import Forwarded, InlineAnswer

_PREFIX = re.compile(rf"(?:[ \t]{{0,3}}(?:>|＞|{QUOTE}) ?){{1,60}}")
# "CY> words": the initials of the quoted person before the mark, as old list programs write it.
_INITIALS = re.compile(r"^ ?([A-Z][A-Za-z]{0,3})>(?= |$)", re.MULTILINE)
_MARKS = (STARTS, OPENS, ENDS)
_CONTINUES = re.compile(r"[a-zà-ÿ(]")
_SHORT_ANSWERS = re.compile(
    r"(?:yes|no|ok|okay|done|agreed|sure|fine|thanks|yep|nope|will do|correct|right|same|both|none|all|not? )\b",
    re.IGNORECASE,
)

OWN, QUOTED, SIGNATURE, SILENT = range(4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parted:
    """A letter's text in its parts, in the order of the text.

    `inside` is set where nobody wrote above or below an unmarked quotation: its words up to the next head. The answer
    of a person who types into the quoted text can stand only there.
    """

    own: str
    quoted: tuple[str, ...] = ()
    inline: tuple[InlineAnswer, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    signature: str = ""
    inside: str = ""

    @property
    def whole(self) -> bool:
        """Nothing was set apart as quoted or forwarded."""
        return not self.quoted and not self.forwarded


@dataclass(slots=True)
class _Sheet:
    """The lines of a letter, each with its depth of quotation, its words and what it turned out to be."""

    words: list[str]
    depth: list[int]
    what: list[int]
    typed: set[int]  # lines whose marks of quotation are characters, not the program's structure
    forwarded: list[Forwarded] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    unmarked: tuple[int, int] | None = None  # the first quotation that only a head sets apart
    clear: int = 0  # no header block begins before this line

    def next_spoken(self, at: int) -> int:
        """The next line with words, from `at` on; the number of lines where there is none."""
        while at < len(self.words) and (not self.words[at].strip() or self.words[at] in _MARKS):
            at += 1
        return at

    def next_shown(self, at: int) -> int:
        """The next line with words or with a mark of quotation."""
        while at < len(self.words) and not self.depth[at] and (not self.words[at].strip() or self.words[at] in _MARKS):
            at += 1
        return at

    def give(self, start: int, end: int, what: int) -> None:
        for at in range(start, min(end, len(self.what))):
            if self.what[at] == OWN:
                self.what[at] = what

    def quote(self, start: int, end: int) -> None:
        self.give(start, end, QUOTED)
        self.quotes.append((start, min(end, len(self.words))))


def part(text: str, *, forward: bool = False, zone: tzinfo | None = None, sender: str = "") -> Parted:
    """Split `text` (with the marks of `html` or plain) into own words and the rest.

    `forward` says that the subject calls it a forwarded letter; `zone` is the letter's own, for the dates in
    forwarded heads, which name none.
    """
    if (
        not any(sign in text for sign in (">", "＞", ":", "\uff1a", QUOTE, SIGNED, *_MARKS))
        and "\n" not in text.strip()
    ):
        return Parted(own=text.strip())
    sheet = _sheet(_without_initials(text).split("\n"))
    by_colon = headings_by_colon(sheet.words, sheet.depth)
    at = 0
    while at < len(sheet.words):
        at = _step(sheet, at, by_colon, forward, zone)
    return _gather(sheet, sender)


def _without_initials(text: str) -> str:
    """Initials before the mark of quotation dropped, where they stand before two lines at least."""
    usual = {name for name, times in Counter(_INITIALS.findall(text)).items() if times > 1}
    return _INITIALS.sub(lambda m: ">" if m.group(1) in usual else m.group(), text) if usual else text


def _sheet(lines: Sequence[str]) -> _Sheet:
    words: list[str] = []
    depth: list[int] = []
    what: list[int] = []
    typed: set[int] = set()
    for line in lines:
        line = line.rstrip("\r")
        signed = line.startswith(SIGNED)
        if signed:
            line = line.lstrip(SIGNED)
        levels = 0
        if line[:4].lstrip(" \t")[:1] in (">", "＞", QUOTE) and (found := _PREFIX.match(line)) is not None:
            levels = sum(found.group().count(sign) for sign in (">", "＞", QUOTE))
            if QUOTE not in found.group():
                typed.add(len(words))
            line = line[found.end() :]
        words.append(line)
        depth.append(levels)
        what.append(SILENT if line in _MARKS and line else SIGNATURE if signed and not levels else OWN)
    return _Sheet(words=words, depth=depth, what=what, typed=typed)


def _step(sheet: _Sheet, at: int, by_colon: dict[int, Heading], forward: bool, zone: tzinfo | None) -> int:
    """Decide on the line at `at`, and return where to go on."""
    line = sheet.words[at]
    if line in (STARTS, OPENS):
        return _marked(sheet, at, by_colon, forward, zone)
    if not line.strip() or line == ENDS:
        return at + 1
    if sheet.depth[at]:
        return _quoted_run(sheet, at, by_colon, forward, zone)
    heading = by_colon.get(at)
    if heading is None and at >= sheet.clear:
        heading = find_heading(sheet.words, sheet.depth, at)
        sheet.clear = at if heading else end_of_labels(sheet.words, sheet.depth, at)
    if heading is None:
        return at + 1
    return _under_heading(sheet, at, heading, forward, zone, box=None)


def _marked(sheet: _Sheet, at: int, by_colon: dict[int, Heading], forward: bool, zone: tzinfo | None) -> int:
    """A program's own mark: what follows is quoted, whatever language its heading is in."""
    box = _box_end(sheet, at) if sheet.words[at] == OPENS else None
    first = sheet.next_spoken(at + 1)
    if first >= len(sheet.words) or (box is not None and first >= box):
        return at + 1
    if sheet.depth[first]:
        return first
    heading = by_colon.get(first) or find_heading(sheet.words, sheet.depth, first, marked=True)
    if heading is None:
        end = first + 1
        while end < len(sheet.words) and end - first < 6 and not sheet.depth[end] and sheet.words[end] not in _MARKS:
            end += 1
        deep = sheet.next_spoken(end)
        heading = Heading(start=first, end=end if deep < len(sheet.words) and sheet.depth[deep] else first)
    if box is None:
        box = _enclosing_box(sheet, at)
    return _under_heading(sheet, at, heading, forward, zone, box=box)


def _box_end(sheet: _Sheet, at: int) -> int:
    open_boxes = 0
    for place in range(at, len(sheet.words)):
        if sheet.words[place] == OPENS:
            open_boxes += 1
        elif sheet.words[place] == ENDS:
            open_boxes -= 1
            if open_boxes == 0:
                return place
    return len(sheet.words)


def _enclosing_box(sheet: _Sheet, at: int) -> int | None:
    """The end of the box that opened right before `at`, where only blank lines and marks lie between."""
    place = at - 1
    while place >= 0 and (not sheet.words[place].strip() or sheet.words[place] in _MARKS):
        if sheet.words[place] == OPENS:
            return _box_end(sheet, place)
        place -= 1
    return None


def _under_heading(
    sheet: _Sheet, at: int, heading: Heading, forward: bool, zone: tzinfo | None, *, box: int | None
) -> int:
    """What a heading announces: a forwarded letter, a quotation by depth, or all the rest."""
    if box is None:
        box = _enclosing_box(sheet, at)
    end = len(sheet.words) if box is None else box
    first = sheet.next_shown(heading.end)
    if heading.forwards or (heading.forwards is None and forward and heading.fields):
        sheet.give(at, end, QUOTED)
        sheet.forwarded.append(_forwarded(sheet, heading, heading.end, end, zone))
        return end
    if first < end and sheet.depth[first] > 0 and not _quotes_in_its_turn(sheet, at, heading, first):
        sheet.give(at, first, QUOTED)
        sheet.quotes.append((at, first))
        return first
    if sheet.unmarked is None:
        sheet.unmarked = (heading.end, end)
    sheet.quote(at, end)
    return end


def _quotes_in_its_turn(sheet: _Sheet, at: int, heading: Heading, first: int) -> bool:
    """The letter under a header block begins with a quotation of its own: programs that write such a head mark
    nothing, so the marks below it are older, and with words above it the answer has been given."""
    if heading.forwards is not None or not heading.fields or first not in sheet.typed or sheet.depth[at]:
        return False
    return any(sheet.what[n] == OWN and sheet.words[n].strip() for n in range(at))


def _quoted_run(sheet: _Sheet, at: int, by_colon: dict[int, Heading], forward: bool, zone: tzinfo | None) -> int:
    """Lines with quotation marks, blank ones between them included."""
    end = last = at
    while end < len(sheet.words):
        if sheet.depth[end]:
            last = end
        elif sheet.words[end].strip() and not _wrapped(sheet, end, last):
            break
        end += 1
    heading = by_colon.get(at) or find_heading(sheet.words, sheet.depth, at)
    if heading is not None and (heading.forwards or (heading.forwards is None and forward and heading.fields)):
        sheet.give(at, last + 1, QUOTED)
        sheet.forwarded.append(_forwarded(sheet, heading, heading.end, last + 1, zone))
        return last + 1
    sheet.quote(at, last + 1)
    return last + 1


def _wrapped(sheet: _Sheet, at: int, last: int) -> bool:
    """A tail of the quoted line above, broken off by a program that wrapped it: lower case, short, hemmed in."""
    line = sheet.words[at].strip()
    return (
        last == at - 1
        and at + 1 < len(sheet.words)
        and sheet.depth[at + 1] > 0
        and len(sheet.words[last]) >= 66
        and len(line) <= 24
        and bool(_CONTINUES.match(line))
        and sheet.words[last].rstrip()[-1:] not in ".!?:;。!?"
        and not _SHORT_ANSWERS.match(line)
    )


def _forwarded(sheet: _Sheet, heading: Heading, start: int, end: int, zone: tzinfo | None) -> Forwarded:
    lines = [
        QUOTE * max(0, sheet.depth[n] - sheet.depth[heading.start]) + sheet.words[n]
        for n in range(start, end)
        if sheet.words[n] not in _MARKS or not sheet.words[n]
    ]
    body = readable("\n".join(lines)).strip()
    if body and all(line.startswith(">") for line in body.split("\n") if line.strip()):
        body = "\n".join(re.sub(r"^> ?", "", line) for line in body.split("\n")).strip()
    return Forwarded(
        text=body,
        author=heading.author,
        date=spoken_date(heading.fields.get("date", ""), zone),
        subject=heading.fields.get("subject", ""),
    )


def _gather(sheet: _Sheet, sender: str) -> Parted:
    """The own words in place, the answers beside their questions, the quotations one by one."""
    groups = _groups(sheet)
    for start, end in groups:
        _set_signature_apart(sheet, start, end, sender)
    groups = [(s, e) for s, e in _groups(sheet) if any(sheet.words[n].strip() for n in range(s, e))]
    own = "\n\n".join(_text(sheet, start, end) for start, end in groups)
    if not own and not sheet.forwarded and not sheet.quotes:
        own = _clean(readable("\n".join(sheet.words)))
        return Parted(own=own)
    signed = "\n".join(w for w, what in zip(sheet.words, sheet.what, strict=True) if what == SIGNATURE).strip()
    return Parted(
        own=own,
        quoted=tuple(q for q in _quotations(sheet) if q),
        inline=_inline(sheet, groups),
        forwarded=tuple(sheet.forwarded),
        signature=_clean(signed),
        inside="" if own or sheet.forwarded else _inside(sheet, sender),
    )


def _inside(sheet: _Sheet, sender: str) -> str:
    """The words of an unmarked quotation, up to the head of the letter that it quotes in its turn."""
    if sheet.unmarked is None:
        return ""
    start, end = sheet.unmarked
    by_colon = headings_by_colon(sheet.words[start:end], sheet.depth[start:end])
    lines: list[str] = []
    for at in range(start, end):
        if sheet.depth[at] or at - start in by_colon or find_heading(sheet.words, sheet.depth, at) is not None:
            break
        if sheet.words[at] not in _MARKS:
            lines.append(sheet.words[at])
    return _clean("\n".join(lines[: signature.cut(lines, sender)]))


def _groups(sheet: _Sheet) -> list[tuple[int, int]]:
    """Runs of own lines; blank lines and marks do not end a run, everything else does."""
    groups: list[tuple[int, int]] = []
    start = -1
    for at, what in enumerate(sheet.what):
        if what == OWN and start < 0 and sheet.words[at].strip():
            start = at
        elif what in (QUOTED, SIGNATURE) and start >= 0:
            groups.append((start, at))
            start = -1
    if start >= 0:
        groups.append((start, len(sheet.words)))
    return groups


def _set_signature_apart(sheet: _Sheet, start: int, end: int, sender: str) -> None:
    places = [n for n in range(start, end) if sheet.what[n] == OWN]
    lines = [sheet.words[n] for n in places]
    if start == next((n for n, w in enumerate(sheet.words) if w.strip() and w not in _MARKS), 0):
        for place in places[: signature.banner_lines(lines)]:
            sheet.what[place] = SILENT
    for place in places[signature.cut(lines, sender) :]:
        sheet.what[place] = SIGNATURE


def _text(sheet: _Sheet, start: int, end: int) -> str:
    return _clean("\n".join(sheet.words[n] for n in range(start, end) if sheet.what[n] == OWN))


def _clean(text: str) -> str:
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n").strip()


def _quotations(sheet: _Sheet) -> list[str]:
    found: list[str] = []
    for start, end in sheet.quotes:
        lines = [w for n, w in enumerate(sheet.words[start:end], start) if w not in _MARKS and sheet.what[n] == QUOTED]
        found.append(_clean("\n".join(lines)))
    return found


def _inline(sheet: _Sheet, groups: list[tuple[int, int]]) -> tuple[InlineAnswer, ...]:
    """Answers between quotations. One answer under one whole quotation is a bottom-posted letter, not an inline one."""
    quotes = sorted(q for q in sheet.quotes if any(sheet.depth[n] for n in range(*q)))
    answered = [(g, max((q for q in quotes if q[1] <= g[0]), default=None)) for g in groups]
    pairs = [(g, q) for g, q in answered if q is not None]
    between = [pair for pair in pairs if any(q[0] >= pair[0][1] for q in quotes)]
    if not between:
        return ()
    return tuple(
        InlineAnswer(question=_question(sheet, q), answer=_text(sheet, *g)) for g, q in pairs if _text(sheet, *g)
    )


def _question(sheet: _Sheet, quote: tuple[int, int]) -> str:
    """The last paragraph of a quotation: what the words under it answer."""
    lines: list[str] = []
    for at in range(quote[1] - 1, quote[0] - 1, -1):
        if sheet.what[at] != QUOTED or (sheet.words[at] in _MARKS and sheet.words[at]):
            continue
        if not sheet.words[at].strip():
            if lines:
                break
            continue
        lines.append(sheet.words[at].strip())
        if len(lines) == 8:
            break
    return "\n".join(reversed(lines))
