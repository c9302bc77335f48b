"""HTML to text that keeps what a person sees: rows, lists and quotes stay, hidden and struck words go (HAZARDS T-12)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Marks for `reply`, from the private use area; `strip_marks` makes readable text of them.
QUOTE = "\ue0f0"  # one level of quotation, at the beginning of a line
STARTS = "\ue0f1"  # a line of its own: here a program put the mail it answers
OPENS = "\ue0f4"  # a line of its own: here a box with the mail that it answers opens,
ENDS = "\ue0f2"  # and here that box is closed
SIGNED = "\ue0f3"  # at the beginning of a line: inside a signature block
MARKS = re.compile(f"[{STARTS}{OPENS}{ENDS}{SIGNED}]\n?")

MAX_NODES = 60_000
MAX_DEPTH = 600
_TAG = re.compile(r"<[^<>]{0,4000}>")
# Every element but those that close themselves or one another.
_NESTING = re.compile(
    r"<(/?)(?!(?:br|img|hr|meta|link|input|col|p|li|td|tr|th|dd|dt|option|area|wbr|base|source|param|o:p|html|body|head)\b)[a-z]",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "caption"]
)
_SKIPPED = frozenset(["script", "style", "head", "title", "meta", "link", "template", "noscript", "object", "applet", "iframe", "svg", "math", "map", "audio", "video", "select"])
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "pre"])
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDING = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}(?:hidden|collapse)|mso-hide\s{0,5}:\s{0,5}all"
    r"|font(?:-size)?\s{0,5}:\s{0,5}(?:0|0?\.\d{1,4}|0\.0\d{0,3}|1)(?:px|pt|em|rem|%)?\s{0,5}(?:!important)?\s{0,5}(?:;|$|/)"
    r"|opacity\s{0,5}:\s{0,5}0(?:\.0\d{0,3})?\s{0,5}(?:;|$|!)|text-indent\s{0,5}:\s{0,5}-\d{3,5}|(?:left|top)\s{0,5}:\s{0,5}-\d{3,5}px"
    r"|clip\s{0,5}:\s{0,5}rect\(\s{0,5}[01](?:px)?[\s,]",
    re.IGNORECASE,
)
_FLAT = re.compile(r"(?<![\w-])(?:max-)?(?:height|width)\s{0,5}:\s{0,5}0(?:px|pt|em)?\s{0,5}(?:;|$|!)", re.IGNORECASE)
_OVERFLOW = re.compile(r"overflow\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s{0,5}:[^;]{0,60}line-through", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![\w-])color\s{0,5}:\s{0,5}([#\w]{3,30}|rgba?\([^)]{1,40}\))", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color|-image)?\s{0,5}:\s{0,5}([#\w]{3,30}|rgba?\([^)]{1,40}\))", re.IGNORECASE)
_PRE = re.compile(r"white-space\s{0,5}:\s{0,5}(?:pre|break-spaces)", re.IGNORECASE)
_INDENT = re.compile(r"border(?:-left)?\s{0,5}:\s{0,5}(?:none|0)", re.IGNORECASE)
_HEADER_RULE = re.compile(r"border-top\s{0,5}:\s{0,5}(?:#[0-9a-f]{3,6}\s{1,3})?[\d.p-]{0,6}\s{0,3}(?:solid|1\.0pt solid)?\s{0,3}(?:#(?:b5c4df|e1e1e1)|rgb\((?:181, ?196, ?223|225, ?225, ?225)\))", re.IGNORECASE)
_RULE = re.compile(r"\{|\}")
# Ids and classes by which a program marks the mail that it quotes; the second set closes with its element.
_REPLY_STARTS = frozenset(
    ["divrplyfwdmsg", "outlookmessageheader", "moz-cite-prefix", "moz-forward-container", "gmail_attr", "xm_mail_oringinal_describe"]
)
_REPLY_BOXES = frozenset(
    ["gmail_quote", "gmail_quote_container", "yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_extra", "mail-editor-reference-message-container", "ntes-mailmaster-quote", "history-quote-wrapper", "lark-mail-quote", "isreplycontent", "isforwardcontent", "mailmaster-quote", "outlookquote", "yj6qo_quote", "hm_quote", "qmquote", "hey_quote", "skiff_quote", "front-blockquote", "freshdesk_quote"]
)
_SIGNED = frozenset(
    ["gmail_signature", "moz-signature", "ms-outlook-mobile-signature", "outlook-signature", "protonmail_signature_block", "yahoo_signature", "tutanota_signature", "apple-mail-signature", "foxmail_signature", "ntes-mailmaster-signature", "lark-mail-signature", "hey-signature"]
)
_WHITE = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "#fefefe", "#fffffe"})
_GATES = re.compile("display|visib|hide|font|opac|indent|left|top|clip|height|width|line-through|color|background|border|white-space", re.IGNORECASE)


@dataclass(slots=True)
class _Look:
    """What an element inherits: colours, depth of quotation, and the flags of its ancestors."""

    colour: str = ""
    ground: str = "#ffffff"
    depth: int = 0
    struck: bool = False
    pre: bool = False
    signed: bool = False


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
    cell: int = 0
    struck: list[str] = field(default_factory=list)

    def text(self, words: str, look: _Look) -> None:
        if look.struck:
            self.struck.append(words)
            return
        self.settle()
        if not look.pre:
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
        said = joined.rstrip() if joined[:1] in "\t " and self.prefix == "\0" else joined.strip(" \t\r\n\f")
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
    rules = _class_rules(tree) if "<style" in html or "<STYLE" in html else {}
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
    stack: list[tuple[LexborNode | None, _Look, LexborNode | None]] = [(root.first_child, _Look(), None)]
    budget = MAX_NODES
    while stack and budget:
        node, look, parent = stack.pop()
        if node is None:
            if parent is not None:
                _leave(parent, look, out, stack[-1][1] if stack else _Look())
            continue
        budget -= 1
        stack.append((node.next, look, parent))
        tag = node.tag or ""
        if tag == "-text":
            out.text(node.text_content or "", look)
        elif tag == "br":
            out.end(force=True)
        elif not tag.startswith(("-", "!")) and tag not in _SKIPPED:
            inner = _enter(node, tag, look, out, rules)
            if inner is None:
                out.hidden = out.hidden or bool((node.text() or "").strip())
            elif node.first_child is not None:
                stack.append((node.first_child, inner, node))
            else:
                _leave(node, inner, out, look)


def _enter(node: LexborNode, tag: str, look: _Look, out: _Writer, rules: dict[str, str]) -> _Look | None:
    """The look inside `node`, its line break and marks written; None for what the eye does not see."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    names = _names(attributes)
    if rules:
        style = ";".join([*(rules[n] for n in (tag, *names) if n in rules), style])
    inner = look
    if attributes and (style or "hidden" in attributes or "color" in attributes or "bgcolor" in attributes or "background" in attributes):
        if "hidden" in attributes:
            return None
        seen = _styled(style, attributes, look)
        if seen is None:
            return None
        inner = seen
    if tag in _BLOCKS:
        _open_block(node, tag, style, attributes, out)
    if tag in ("s", "strike", "del"):
        inner = replace(inner, struck=True)
    elif tag == "blockquote" and _is_quote(names, style, attributes):
        inner = replace(inner, depth=inner.depth + 1)
    elif tag in ("pre", "textarea", "xmp"):
        inner = replace(inner, pre=True)
    elif tag in ("td", "th"):
        out.settle()
        if out.cell:
            out.line.append(" | ")
            out.rows = True
        out.cell += 1
    if names:
        if names & _SIGNED and not inner.depth:
            inner = replace(inner, signed=True)
        elif names & _REPLY_STARTS:
            out.mark(STARTS)
        elif names & _REPLY_BOXES and node.first_child is not None:
            out.mark(OPENS)
    if tag == "div" and "border-top" in style and _HEADER_RULE.search(style):
        out.mark(STARTS)
    if inner.depth != look.depth or inner.signed != look.signed:
        out.end()
        out.prefix = _prefix(inner)
    return inner


def _prefix(look: _Look) -> str:
    return SIGNED * look.signed + QUOTE * min(look.depth, 20)


def _open_block(node: LexborNode, tag: str, style: str, attributes: dict[str, str | None], out: _Writer) -> None:
    if tag in ("tr", "table"):
        if tag == "table" and out.cell:
            pass
        out.end()
        out.cell = 0
    else:
        # Inside a cell a block does not end the row: cells of Outlook hold paragraphs.
        if out.cell:
            if out.line and not out.line[-1].endswith((" ", "| ")):
                out.line.append(" ")
            return
        out.end()
    if tag in _SPACED and not ("margin" in style and re.search(r"margin[^;:]{0,12}:\s{0,3}0", style)) and "Mso" not in (attributes.get("class") or ""):
        out.blank()
    if tag == "li":
        out.bullet = _bullet(node)
    elif tag == "hr":
        out.lines.append(out.prefix + ("-- " if "210px" in style or attributes.get("width") == "210" else "-" * 20))


def _leave(node: LexborNode, inner: _Look, out: _Writer, look: _Look) -> None:
    tag = node.tag or ""
    if tag in ("td", "th"):
        pass
    elif tag in ("tr", "table"):
        out.end()
        out.cell = 0
    elif tag in _BLOCKS and not out.cell:
        out.end()
        if tag == "li":
            out.bullet = ""
    if inner.depth != look.depth or inner.signed != look.signed:
        out.end()
        out.prefix = _prefix(look)
    names = _names(node.attributes)
    if names and names & _REPLY_BOXES and node.first_child is not None and not (names & _REPLY_STARTS or names & _SIGNED):
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


_NO_NAMES: frozenset[str] = frozenset()


def _names(attributes: dict[str, str | None]) -> frozenset[str]:
    """Id and classes, lower case, without the x_ that Outlook on the web puts before foreign names."""
    if not attributes:
        return _NO_NAMES
    identity, classes = attributes.get("id"), attributes.get("class")
    return _split_names(identity or "", classes or "") if identity or classes else _NO_NAMES


@lru_cache(maxsize=2048)
def _split_names(identity: str, classes: str) -> frozenset[str]:
    said = f"{identity} {classes}"[:2000].lower().split()
    return frozenset(re.sub(r"^(?:x_)+|^ydp\w{6,10}(?=yahoo)", "", name) for name in said[:12])


def _is_quote(names: frozenset[str], style: str, attributes: dict[str, str | None]) -> bool:
    """A quotation, not the indent that Gmail and Outlook make with the same element."""
    if "type" in attributes or "cite" in attributes or "gmail_quote" in names or names & _REPLY_BOXES:
        return True
    return not (_INDENT.search(style) and "margin" in style)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style attribute says of the things that matter here."""

    hidden: bool = False
    struck: bool = False
    pre: bool = False
    ground: str | None = None
    colour: str | None = None

    @property
    def plain(self) -> bool:
        return not (self.hidden or self.struck or self.pre) and self.ground is None and self.colour is None


_PLAIN_STYLE = _Style()


@lru_cache(maxsize=2048)
def _read_style(style: str) -> _Style:
    if not _GATES.search(style):
        return _PLAIN_STYLE
    ground, colour = _GROUND.search(style), _COLOUR.search(style)
    return _Style(
        hidden=bool(_HIDING.search(style) or (_OVERFLOW.search(style) and _FLAT.search(style))),
        struck=bool(_STRUCK.search(style)),
        pre=bool(_PRE.search(style)),
        ground=_colour(ground.group(1)) if ground else None,
        colour=_colour(colour.group(1)) if colour else None,
    )


def _styled(style: str, attributes: dict[str, str | None], look: _Look) -> _Look | None:
    """The look under a style, the look itself where nothing changes, None for what is not seen."""
    said = _read_style(style[:4000]) if style else _PLAIN_STYLE
    ground, colour = said.ground, said.colour
    if attributes.get("bgcolor"):
        ground = _colour(attributes["bgcolor"] or "")
    if attributes.get("background"):
        ground = "url"
    if attributes.get("color"):
        colour = _colour(attributes["color"] or "")
    if said.hidden:
        return None
    if said.plain and ground is None and colour is None:
        return look
    inner = replace(look, struck=look.struck or said.struck, pre=look.pre or said.pre)
    if ground is not None:
        inner.ground = ground or inner.ground
    if colour is not None:
        inner.colour = colour
    if inner.colour and (colour is not None or ground is not None) and _same(inner.colour, inner.ground):
        return None
    return inner


@lru_cache(maxsize=512)
def _colour(said: str) -> str:
    colour = re.sub(r"\s+", "", said.lower())
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(c * 2 for c in colour[1:])
    numbers = re.fullmatch(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,[\d.]+)?\)", colour)
    if numbers:
        colour = "#" + "".join(f"{min(255, int(n)):02x}" for n in numbers.groups())
    if colour in ("initial", "transparent", "none", "inherit", "windowtext", "unset"):
        return "" if colour != "transparent" else "#ffffff"
    return {"white": "#ffffff", "black": "#000000"}.get(colour, colour)


def _same(colour: str, ground: str) -> bool:
    if colour == ground:
        return True
    return colour in _WHITE and ground in _WHITE


def _class_rules(tree: LexborHTMLParser) -> dict[str, str]:
    """Class and id rules of the letter's own style sheet that hide, strike or colour; media queries are left out."""
    rules: dict[str, str] = {}
    for sheet in tree.css("style"):
        text = re.sub(r"/\*.*?\*/|<!--|-->", "", (sheet.text() or "")[:100_000], flags=re.DOTALL)
        depth, selector = 0, ""
        for piece in re.split(r"([{}])", text):
            if piece == "{":
                depth += 1
            elif piece == "}":
                depth = max(0, depth - 1)
            elif depth == 0:
                selector = piece.strip()
            elif depth == 1 and not selector.startswith("@") and _matters(piece):
                for name in re.findall(r"(?:^|,)\s*[\w*]*[.#]([\w-]+)\s*(?=,|$)", selector[:2000]):
                    rules[name.lower()] = rules.get(name.lower(), "") + ";" + piece.strip()
    return rules


def _matters(declarations: str) -> bool:
    return bool(_HIDING.search(declarations) or _STRUCK.search(declarations) or (_OVERFLOW.search(declarations) and _FLAT.search(declarations)))


def readable(text: str) -> str:
    """Marked text as a person reads it: quotation as "> ", the other marks gone."""
    if max(text, default="") < "\ue0f0":
        return text
    text = MARKS.sub(lambda m: "" if m.group().endswith("\n") or m.group() != SIGNED else "", text)
    return re.sub(f"{QUOTE}+", lambda m: ">" * len(m.group()) + " ", text)
