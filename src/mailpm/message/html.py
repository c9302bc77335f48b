"""HTML to text that keeps what a person sees: rows, lists and quotes stay, hidden and struck words go (HAZARDS T-12)."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailpm.message.html_looks import (
    BLOCKS,
    HEADER_RULE,
    REPLY_BOXES,
    REPLY_STARTS,
    SIGNED_NAMES,
    SKIPPED,
    SPACED,
    Look,
    class_rules,
    is_quote,
    names_of,
    styled,
)

# Marks for `reply`, from the private use area; `strip_marks` makes readable text of them.
QUOTE = "\ue0f0"  # one level of quotation, at the beginning of a line
STARTS = "\ue0f1"  # a line of its own: here a program put the mail it answers
OPENS = "\ue0f4"  # a line of its own: here a box with the mail that it answers opens,
ENDS = "\ue0f2"  # and here that box is closed
SIGNED = "\ue0f3"  # at the beginning of a line: inside a signature block
ALL_MARKS = re.compile("[\ue0f0-\ue0f4]")  # in a letter they mean nothing: what it brings of them is dropped
MARKS = re.compile(f"[{STARTS}{OPENS}{ENDS}{SIGNED}]\n?")

MAX_NODES = 60_000
MAX_DEPTH = 600
MAX_CELL = 600  # characters; a cell with more holds a letter, not a datum
_TAG = re.compile(r"<[^<>]{0,4000}>")
# Every element but those that close themselves or one another.
_NESTING = re.compile(
    r"<(/?)(?!(?:br|img|hr|meta|link|input|col|p|li|td|tr|th|dd|dt|option|area|wbr|base|source|param|o:p|html|body|head)\b)[a-z]",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class HtmlText:
    """The visible text with marks, the struck-through words, and whether anything was hidden from the eye."""

    text: str
    withdrawn: tuple[str, ...] = ()
    hidden: bool = False
    rows: bool = False


@dataclass(slots=True)
class _Writer:
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    prefix: str = ""
    bullet: str = ""
    hidden: bool = False
    rows: bool = False
    cell: int = 0  # the cells of this row so far
    grid: bool = False  # inside a row of data cells, which becomes one line
    struck: list[str] = field(default_factory=list)

    def text(self, words: str, look: Look) -> None:
        if not words.isascii():
            words = ALL_MARKS.sub("", words)
        if look.struck:
            self.struck.append(words)
            return
        self.settle()
        if not look.pre:
            if "\n" in words or "  " in words or "\t" in words or "\r" in words or "\f" in words:
                words = _SPACE.sub(" ", words)
            if words == " " and (not self.line or self.line[-1].endswith(" ")):
                return
            self.line.append(words)
            return
        first, *rest = words.replace("\r\n", "\n").split("\n")
        self.line.append(first)
        for more in rest:
            self.end(force=True)
            self.line.append(more)

    def settle(self) -> None:
        """Struck words that stand together are one withdrawal."""
        if self.struck:
            words = " ".join("".join(self.struck).split())
            if words:
                self.withdrawn.append(words)
            self.struck = []

    def end(self, *, force: bool = False) -> None:
        """End the line; an empty one only where a line break asks for it."""
        self.settle()
        joined = "".join(self.line)
        said = joined.strip(" \t\r\n\f")
        self.line = []
        if said or force:
            if said:
                said = self.bullet + said
                self.bullet = ""
            self.lines.append(self.prefix + said)

    def blank(self) -> None:
        if self.lines and self.lines[-1] != self.prefix:
            self.lines.append(self.prefix)

    def mark(self, sign: str) -> None:
        self.end()
        self.lines.append(sign)


def to_text(html: str) -> HtmlText:
    """The words that a person sees in an HTML letter. Nothing is fetched, no title or alternative text is shown."""
    if _too_deep(html):
        return HtmlText(text=_TAG.sub(" ", html), hidden=True)
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return HtmlText(text="")
    rules = class_rules(tree) if "<style" in html or "<STYLE" in html else {}
    out = _Writer()
    _walk(root, out, rules)
    out.end()
    text = "\n".join(out.lines).replace("\u00a0", " ")
    return HtmlText(text=text, withdrawn=tuple(out.withdrawn), hidden=out.hidden, rows=out.rows)


def _too_deep(html: str) -> bool:
    """Nesting that makes a tree builder quadratic (measured: 17 s for 100,000 open elements)."""
    if html.count("<") < 2 * MAX_DEPTH:
        return False
    depth = deepest = 0
    for tag in _NESTING.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest > MAX_DEPTH


def _walk(root: LexborNode, out: _Writer, rules: dict[str, str]) -> None:
    """Depth first with a stack of our own: letters nest deeper than Python may recurse."""
    # A body that is hidden as a whole is an odd letter, not an empty one.
    first = styled(root.attributes.get("style") or "", root.attributes, Look()) or Look()
    stack: list[tuple[LexborNode | None, Look, LexborNode | None]] = [(root.first_child, first, None)]
    budget = MAX_NODES
    while stack and budget:
        node, look, parent = stack.pop()
        if node is None:
            if parent is not None:
                _leave(parent, look, out, stack[-1][1] if stack else Look())
            continue
        budget -= 1
        stack.append((node.next, look, parent))
        tag = node.tag or ""
        if tag == "-text":
            out.text(node.text_content or "", look)
        elif tag == "br":
            if out.grid:
                out.text(" ", look)
            else:
                out.end(force=True)
        elif not tag.startswith(("-", "!")) and tag not in SKIPPED:
            inner = _enter(node, tag, look, out, rules)
            if inner is None:
                out.hidden = out.hidden or bool((node.text() or "").strip())
            elif node.first_child is not None:
                stack.append((node.first_child, inner, node))
            else:
                _leave(node, inner, out, look)


def _enter(node: LexborNode, tag: str, look: Look, out: _Writer, rules: dict[str, str]) -> Look | None:
    """The look inside `node`, its line break and marks written; None for what the eye does not see."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    names = names_of(attributes)
    if rules:
        style = ";".join([*(rules[n] for n in (tag, *names) if n in rules), style])
    inner = look
    if attributes and (
        style
        or "hidden" in attributes
        or "color" in attributes
        or "bgcolor" in attributes
        or "background" in attributes
    ):
        if "hidden" in attributes:
            return None
        seen = styled(style, attributes, look)
        if seen is None:
            return None
        inner = seen
    if tag in BLOCKS:
        _open_block(node, tag, style, attributes, out)
    if tag in ("s", "strike", "del"):
        inner = replace(inner, struck=True)
    elif tag == "blockquote" and is_quote(names, style, attributes):
        inner = replace(inner, depth=inner.depth + 1)
    elif tag in ("pre", "textarea", "xmp"):
        inner = replace(inner, pre=True)
    elif tag in ("td", "th"):
        if not out.grid:
            out.end()
        elif out.cell:
            out.settle()
            out.line.append(" | ")
            out.rows = True
        out.cell += 1
    if names:
        if names & SIGNED_NAMES and not inner.depth:
            inner = replace(inner, signed=True)
        elif names & REPLY_STARTS:
            out.mark(STARTS)
        elif names & REPLY_BOXES and node.first_child is not None:
            out.mark(OPENS)
    if tag == "div" and "border-top" in style and HEADER_RULE.search(style):
        out.mark(STARTS)
    if inner.depth != look.depth or inner.signed != look.signed:
        out.end()
        out.prefix = _prefix(inner)
    return inner


def _prefix(look: Look) -> str:
    return SIGNED * look.signed + QUOTE * min(look.depth, 20)


def _open_block(node: LexborNode, tag: str, style: str, attributes: dict[str, str | None], out: _Writer) -> None:
    if tag in ("tr", "table"):
        out.end()
        out.cell, out.grid = 0, tag == "tr" and _is_grid(node)
    else:
        # Inside a cell of data a block does not end the row: cells of Outlook hold paragraphs.
        if out.grid:
            if out.line and not out.line[-1].endswith((" ", "| ")):
                out.line.append(" ")
            return
        out.end()
    if (
        tag in SPACED
        and not ("margin" in style and re.search(r"margin[^;:]{0,12}:\s{0,3}0", style))
        and "Mso" not in (attributes.get("class") or "")
    ):
        out.blank()
    if tag == "li":
        out.bullet = _bullet(node)
    elif tag == "hr":
        out.lines.append(out.prefix + ("-- " if "210px" in style or attributes.get("width") == "210" else "-" * 20))


def _is_grid(row: LexborNode) -> bool:
    """A row of data: two short cells or more, no table inside. Other rows only lay a letter out on the page."""
    cells, cell = 0, row.first_child
    while cell is not None:
        if cell.tag in ("td", "th"):
            cells += 1
            if len(cell.text()) > MAX_CELL or cell.css_first("table") is not None:
                return False
        cell = cell.next
    return cells > 1


def _leave(node: LexborNode, inner: Look, out: _Writer, look: Look) -> None:
    tag = node.tag or ""
    if tag in ("tr", "table"):
        out.end()
        out.cell, out.grid = 0, False
    elif (tag in BLOCKS or tag in ("td", "th")) and not out.grid:
        out.end()
        if tag == "li":
            out.bullet = ""
    if inner.depth != look.depth or inner.signed != look.signed:
        out.end()
        out.prefix = _prefix(look)
    names = names_of(node.attributes)
    if (
        names
        and names & REPLY_BOXES
        and node.first_child is not None
        and not (names & REPLY_STARTS or names & SIGNED_NAMES)
    ):
        out.mark(ENDS)


def _bullet(node: LexborNode) -> str:
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return "- "
    number, before = 1, node.prev
    while before is not None and number < 500:
        number += before.tag == "li"
        before = before.prev
    start = (parent.attributes.get("start") or "1").strip()
    return f"{number - 1 + (int(start) if start.isdecimal() and len(start) < 5 else 1)}. "


def readable(text: str) -> str:
    """Marked text as a person reads it: quotation as "> ", the other marks gone."""
    if max(text, default="") < "\ue0f0":
        return text
    text = MARKS.sub("", text)
    return re.sub(f"{QUOTE}+", lambda m: ">" * len(m.group()) + " ", text)
