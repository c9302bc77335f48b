"""A letter's own words cut into units: sentences, entries of a list, rows of a table, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mailpm.reading.language import Section, languages
from mailpm.reading.plain import plain

_LABEL = re.compile(
    r"[ \t]*(?:"
    r"(?P<bullet>[-*+•·●○◦▪■□◆◇▷▶►・※➤→‣]+(?![\w.]))"
    r"|[(\[](?P<round>\d{1,2}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[)\]]"
    r"|(?P<circle>[①-⑳])"
    r"|(?:no\.?|#|item|point|rfi|第)\s?(?P<hash>\d{1,4})(?:[条项点个])?(?=\s*[-:.,、) ]|\s|$)[).:、,]?"
    r"|(?P<plain>\d{1,3}(?:\.\d{1,2})?|[a-z]-?\d{1,3})(?:[).、:](?![\d:])|\s(?=-)|"
    r"\s{1,3}(?=[\u4e00-\u9fff])|(?<![\d ]\d)\s(?=logo\b))"
    r"|(?P<letter>[a-h]|[ivx]{1,4})(?:[).、:](?!\w\.)|(?=[\u4e00-\u9fff]{2}))"
    r"|(?P<han>[一二三四五六七八九十]{1,3})(?:[、.:,]|是(?=\S{3}))"
    r"|(?P<heaven>[壹贰叁参肆伍陆柒捌玖拾]|[甲乙丙丁])[、.]"
    r")[ \t]*"
)
_HAN = {c: str(n) for n, c in enumerate("一二三四五六七八九十", 1)}
_END = re.compile(
    r"[。!?;]+[\"')\]]*|(?<![\s(.][a-z])(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bno)(?<!\bst)(?<!\bvs)(?<!\bapprox)(?<!\be\.g)"
    r"(?<!\bi\.e)(?<!\bincl)(?<!\bmax)(?<!\bfr)(?<!\bsr)(?<!\bref)(?<!\bprof)(?<!\bfig)(?<!\binv)(?<!\bp)(?<![\s\d.]\d)(?<!^\d)\.(?=[\"')]*(?:\s|$))[\"')]*"
    r"|(?<=\d)\.(?=\s+[a-z\"(])|…+|\.{3,}"
    r"|(?<=\s[a-z])\.(?=\s+(?:please|we|i|can|could|the|it|this|that|thanks|and|but|so|if|will|also)\b)"
)
_MARKED = {"d": Section.DECISIONS, "a": Section.ACTIONS, "r": Section.RISKS}
_KEYED = re.compile(r"[\s*_>-]*(?P<key>[^\s:*_][^:*_]{0,18})[*_]*\s*:[*_]*\s*(?P<value>\S.*)$")
_RULE = re.compile(r"[\s\-=_+|:*~#]*$")
_COLUMNS = re.compile(r"\s*\|\s*|\t+|(?<=\S) {2,}(?=\S)")


@dataclass(slots=True, eq=False)
class Unit:
    """One thing said. `start:end` are its place in the letter's text, `plain` its folded words.

    `label` is its number in a list, `group` the list (0: none), `paragraph` its paragraph, `cells` the spans of a
    table's row, `asked` the quoted words above an answer typed into them.
    """

    start: int
    end: int
    text: str
    plain: str
    paragraph: int
    label: str = ""
    group: int = 0
    section: Section | None = None
    cells: tuple[tuple[int, int], ...] = ()
    asked: str = ""
    first: bool = False
    entry: int = 0
    table: int = 0
    header: tuple[str, ...] = ()
    after_row: bool = False
    extra: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Line:
    start: int
    end: int
    plain: str
    body: int
    label: str
    bullet: bool
    indent: int

    @property
    def words(self) -> str:
        return self.plain[self.body - self.start :].strip()


def _lines(text: str, folded: str) -> Iterator[_Line]:
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.rstrip()
        start, end = position, position + len(stripped)
        position += len(raw)
        line = folded[start:end]
        indent = len(line) - len(line.lstrip())
        match = _LABEL.match(line)
        if match and match.end() < len(line) and not line.lstrip().startswith("|"):
            name = match.lastgroup or ""
            label = (match.group(name) or "").strip()
            if name == "circle":
                label = str(ord(label) - ord("①") + 1)
            label = _HAN.get(label, label)
            if name == "heaven" or (name == "bullet" and label.startswith("→")):
                label = ""
            yield _Line(
                start, end, line, start + match.end(), "" if name == "bullet" else label, name == "bullet", indent
            )
        else:
            yield _Line(start, end, line, start + indent, "", False, indent)


def cut(text: str, *, wrapped: bool = True) -> list[Unit]:
    """All units of `text`, in order, without farewell; `wrapped`: long lines may go on in the next."""
    folded = plain(text)
    lines = list(_lines(text, folded))
    return _Cutter(text, folded, lines, wrapped).units()


class _Cutter:
    """Walks the lines once and keeps what the next line needs to know."""

    def __init__(self, text: str, folded: str, lines: Sequence[_Line], wrapped: bool) -> None:
        self.wrapped = wrapped
        self.text, self.folded, self.lines = text, folded, lines
        self.found: list[Unit] = []
        self.paragraph, self.group, self.entry, self.table = 0, 0, 0, 0
        self.section: Section | None = None
        self.section_of_group: Section | None = None
        self.header: tuple[str, ...] = ()
        self.asked = ""
        self.blank = True
        self.said = False
        self.in_list = False
        # "D1 … A1 … R1": the letter of the number says what an entry is, where two of them stand in one text.
        marks = {line.label[0] for line in lines if re.fullmatch(r"[dar]-?\d{1,2}", line.label)}
        self.marks = marks if len(marks) > 1 else set()

    def units(self) -> list[Unit]:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if not line.words:
                self._blank(line)
                index += 1
                continue
            if self._farewell(index):
                break
            if line.plain.lstrip().startswith(">"):
                self.asked = (self.asked + " " if self.asked and not self.said else "") + line.plain.lstrip("> \t")
                self.said = False
                self.paragraph += 1
                index += 1
                continue
            self.said = True
            if after := self._record(index):
                index = after
                continue
            if self._row(line):
                index += 1
                continue
            index = self._prose(index)
            self.blank = False
        return self.found

    def _blank(self, line: _Line) -> None:
        self.blank = True
        self.paragraph += 2
        if self.table:
            self.header = ()

    def _farewell(self, index: int) -> bool:
        line = self.lines[index]
        rest = [other for other in self.lines[index + 1 :] if other.words]
        if len(rest) > 9 or not self.found:
            return False
        return any(re.match(rf"(?:{lang.farewell})[\s,.!~]*$", line.words) for lang in languages())

    def _row(self, line: _Line) -> bool:
        words = line.plain.strip()
        if _RULE.fullmatch(words):
            return len(words) > 2
        cells = _cells(line, words)
        if len(cells) < 2:
            self.header = self.header if not self.blank else ()
            return False
        texts = tuple(line.plain[a - line.start : b - line.start] for a, b in cells)
        roles = _roles(texts)
        if roles:
            self.header, self.table = roles, self.table + 1
            self.blank = False
            return True
        piped = "|" in line.plain or "\t" in line.plain
        if not self.header and not (piped or len(cells) >= 3):
            return False
        if not self.header and piped and len(cells) < 2:
            return False
        self._add(cells[0][0], cells[-1][1], cells=cells)
        self.blank = False
        return True

    def _record(self, index: int) -> int:
        """Lines "Action: …", "Owner: …", "Due: …" are one row; the place behind them, 0 where there are none."""
        roles: list[str] = []
        cells: list[tuple[int, int]] = []
        place = index
        while place < len(self.lines) and (told := _keyed(self.lines[place])) and told[0] not in roles:
            roles.append(told[0])
            cells.append(told[1])
            place += 1
        if len(roles) < 2 or "what" not in roles or "who" not in roles:
            return 0
        self.header, self.table, self.paragraph = tuple(roles), self.table + 1, self.paragraph + 1
        self._add(cells[0][0], cells[-1][1], cells=tuple(cells))
        self.header, self.blank = (), False
        return place

    def _prose(self, index: int) -> int:
        """One logical line: the line and what an editor wrapped under it."""
        line = self.lines[index]
        heading = _heading(line)
        if heading is not None:
            section, rest = heading
            self.section = section if section is not Section.OTHER else None
            self.group += 1
            self.paragraph += 1
            if not rest:
                return index + 1
            end, after = line.end, index + 1
            while after < len(self.lines) and self._continues(self.lines[after - 1], self.lines[after], line):
                end = self.lines[after].end
                after += 1
            self._sentences(line.start + rest, end)
            self.section = None if section is not Section.PARKED else self.section
            return after
        listed = bool(line.label or line.bullet)
        if listed:
            if not self.in_list:
                self.group += 1
            self.entry += 1
            self.paragraph += 1
            self.in_list = True
        elif self.blank or not self.in_list or line.indent == 0:
            self.in_list = False
        end, after = line.end, index + 1
        while after < len(self.lines) and self._continues(self.lines[after - 1], self.lines[after], line):
            end = self.lines[after].end
            after += 1
        if line.label and line.label[0] in self.marks:
            self.section = _MARKED[line.label[0]]
        if not listed:
            self.paragraph += 1 if _ends(line) else 0
        self._sentences(line.body, end, line.label, self.group if self.in_list else 0)
        return after

    def _continues(self, above: _Line, line: _Line, first: _Line) -> bool:
        if not line.words or line.label or line.bullet or line.plain.lstrip().startswith((">", "|")) or _heading(line):
            return False
        if any(re.match(rf"(?:{lang.farewell})[\s,.!~]*$", line.words) for lang in languages()):
            return False
        listed = bool(first.label or first.bullet)
        if listed and line.indent > first.indent and not re.search(r"[。!?;]$", above.words):
            return True
        if not self.wrapped:
            return False
        wide = len(above.plain) >= 52 or (
            len(above.plain) >= 30 and re.search(r"[\u4e00-\u9fff]", above.plain) is not None
        )
        return (
            wide
            and len(above.plain) <= 100
            and not re.search(r"[。!?;:.]$|https?://\S+$", above.words)
            and not re.match(r"[A-Z]{2}", line.words)
        )

    def _sentences(self, start: int, end: int, label: str = "", group: int = 0) -> None:
        position, first = start, True
        for match in _END.finditer(self.folded, start, end):
            if match.end() - position < 2:
                continue
            said = self.folded[position : match.end()]
            if said.count("(") > said.count(")") and len(said) < 140 and ")" in self.folded[match.end() : end]:
                continue
            first = not self._add(position, match.end(), label=label, group=group, first=first) and first
            position = match.end()
        self._add(position, end, label=label, group=group, first=first)

    def _add(
        self,
        start: int,
        end: int,
        *,
        label: str = "",
        group: int = 0,
        first: bool = False,
        cells: tuple[tuple[int, int], ...] = (),
    ) -> bool:
        words = self.folded[start:end]
        start += len(words) - len(words.lstrip(" \t\n,、"))
        end -= len(words) - len(words.rstrip())
        if start >= end or not re.search(r"\w", self.folded[start:end]):
            return False
        self.found.append(
            Unit(
                start,
                end,
                self.text[start:end],
                self.folded[start:end].replace("\n", " "),
                self.paragraph,
                label=label,
                group=group,
                section=self.section,
                cells=cells,
                asked=self.asked,
                first=first,
                entry=self.entry if group else 0,
                table=self.table if cells else 0,
                header=self.header if cells else (),
            )
        )
        return True


def _ends(line: _Line) -> bool:
    return True


def _cells(line: _Line, words: str) -> tuple[tuple[int, int], ...]:
    if "|" not in words and "\t" not in words and "  " not in words:
        return ()
    offset = line.start + line.plain.find(words)
    inner = words.strip("|")
    offset += words.find(inner)
    spans: list[tuple[int, int]] = []
    position = 0
    edges = list(_COLUMNS.finditer(inner)) if "|" not in inner else list(re.finditer(r"\|", inner))
    for start, end in [*((m.start(), m.end()) for m in edges), (len(inner), len(inner))]:
        cell = inner[position:start]
        left = len(cell) - len(cell.lstrip())
        spans.append((offset + position + left, offset + position + left + len(cell.strip())))
        position = end
    return tuple(spans)


def _keyed(line: _Line) -> tuple[str, tuple[int, int]] | None:
    """The role and the place of the words of a line "Owner: Maria"."""
    match = _KEYED.match(line.plain[line.body - line.start :])
    if not match:
        return None
    for language in languages():
        for name, pattern in language.columns:
            if name != "label" and re.fullmatch(pattern, match["key"].strip()):
                return name, (line.body + match.start("value"), line.body + match.end("value"))
    return None


def _roles(cells: Sequence[str]) -> tuple[str, ...]:
    """What a header's columns mean; empty where the row is no header."""
    roles = []
    for cell in cells:
        role = ""
        for language in languages():
            for name, pattern in language.columns:
                if re.fullmatch(pattern, cell.strip("* :_")):
                    role = name
                    break
            if role:
                break
        roles.append(role)
    known = sum(bool(role) for role in roles)
    return tuple(roles) if (known >= 2 and "what" in roles) or (known >= 2 and known >= len(cells) - 1) else ()


def _heading(line: _Line) -> tuple[Section, int] | None:
    """The section that a line opens, and where its text goes on (0: nowhere)."""
    words = line.plain.lstrip(" \t[【#*=-_")
    offset = len(line.plain) - len(words)
    label = _LABEL.match(words)
    if label and label.end() < len(words):
        offset += label.end()
        words = words[label.end() :]
    for language in languages():
        for section, pattern in language.sections:
            match = re.match(
                rf"(?:{pattern})(?=$|[\]】*#=_\s:.(-])(?:\s?\([^)]*\))?\s*(?P<close>[\]】*#=_]*\s*[:.-]*\s*)", words
            )
            if match and (match.end() == len(words) or (match.group("close").strip() and len(words) > match.end())):
                return section, offset + match.end() if match.end() < len(words) else 0
    return None
