"""What an element's names and styles say: hidden, struck, coloured, quoted, signed."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)


SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "meta",
        "link",
        "template",
        "noscript",
        "object",
        "applet",
        "iframe",
        "svg",
        "math",
        "map",
        "audio",
        "video",
        "select",
    ]
)


SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "pre"])


_HIDING = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}(?:hidden|collapse)|mso-hide\s{0,5}:\s{0,5}all"
    r"|font(?:-size)?\s{0,5}:\s{0,5}(?:0|0?\.\d{1,4}|0\.0\d{0,3}|1)(?:px|pt|em|rem|%)?\s{0,5}(?:!important)?\s{0,5}(?:;|$|/)"
    r"|opacity\s{0,5}:\s{0,5}0(?:\.0\d{0,3})?\s{0,5}(?:;|$|!)|text-indent\s{0,5}:\s{0,5}-\d{3,5}|(?:left|top)\s{0,5}:\s{0,5}-\d{3,5}px"
    r"|(?<![\w-])color\s{0,5}:\s{0,5}(?:transparent|rgba\([^)]{1,30},\s{0,5}0(?:\.0{1,4})?\s{0,5}\))|clip\s{0,5}:\s{0,5}rect\(\s{0,5}[01](?:px)?[\s,]",
    re.IGNORECASE,
)


_FLAT = re.compile(r"(?<![\w-])(?:max-)?(?:height|width)\s{0,5}:\s{0,5}0(?:px|pt|em)?\s{0,5}(?:;|$|!)", re.IGNORECASE)


_OVERFLOW = re.compile(r"overflow\s{0,5}:\s{0,5}hidden", re.IGNORECASE)


_STRUCK = re.compile(r"text-decoration(?:-line)?\s{0,5}:[^;]{0,60}line-through", re.IGNORECASE)


_COLOUR = re.compile(r"(?<![\w-])color\s{0,5}:\s{0,5}([#\w]{3,30}|rgba?\([^)]{1,40}\))", re.IGNORECASE)


_GROUND = re.compile(r"background(?:-color|-image)?\s{0,5}:\s{0,5}([#\w]{3,30}|rgba?\([^)]{1,40}\))", re.IGNORECASE)


_PRE = re.compile(r"white-space\s{0,5}:\s{0,5}(?:pre|break-spaces)", re.IGNORECASE)


_INDENT = re.compile(r"border(?:-left)?\s{0,5}:\s{0,5}(?:none|0)", re.IGNORECASE)


HEADER_RULE = re.compile(
    r"border-top\s{0,5}:\s{0,5}(?:#[0-9a-f]{3,6}\s{1,3})?[\d.p-]{0,6}\s{0,3}(?:solid|1\.0pt solid)?\s{0,3}(?:#(?:b5c4df|e1e1e1)|rgb\((?:181, ?196, ?223|225, ?225, ?225)\))",
    re.IGNORECASE,
)


# Ids and classes by which a program marks the mail that it quotes; the second set closes with its element.
REPLY_STARTS = frozenset(
    [
        "divrplyfwdmsg",
        "outlookmessageheader",
        "moz-cite-prefix",
        "moz-forward-container",
        "gmail_attr",
        "xm_mail_oringinal_describe",
    ]
)


REPLY_BOXES = frozenset(
    [
        "gmail_quote",
        "gmail_quote_container",
        "yahoo_quoted",
        "protonmail_quote",
        "tutanota_quote",
        "zmail_extra",
        "mail-editor-reference-message-container",
        "ntes-mailmaster-quote",
        "history-quote-wrapper",
        "lark-mail-quote",
        "isreplycontent",
        "isforwardcontent",
        "mailmaster-quote",
        "outlookquote",
        "yj6qo_quote",
        "hm_quote",
        "qmquote",
        "hey_quote",
        "skiff_quote",
        "front-blockquote",
        "freshdesk_quote",
    ]
)


SIGNED_NAMES = frozenset(
    [
        "ntes-signature",
        "imail_signature",
        "xm_mail_signature",
        "gmail_signature",
        "moz-signature",
        "ms-outlook-mobile-signature",
        "outlook-signature",
        "protonmail_signature_block",
        "yahoo_signature",
        "tutanota_signature",
        "apple-mail-signature",
        "foxmail_signature",
        "ntes-mailmaster-signature",
        "lark-mail-signature",
        "hey-signature",
    ]
)


_WHITE = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "#fefefe", "#fffffe"})


_GATES = re.compile(
    "display|visib|hide|font|opac|indent|left|top|clip|height|width|line-through|color|background|border|white-space",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Look:
    """What an element inherits: colours, depth of quotation, and the flags of its ancestors."""

    colour: str = ""
    ground: str = "#ffffff"
    depth: int = 0
    struck: bool = False
    pre: bool = False
    signed: bool = False


_NO_NAMES: frozenset[str] = frozenset()


def names_of(attributes: dict[str, str | None]) -> frozenset[str]:
    """Id and classes, lower case, without the x_ that Outlook on the web puts before foreign names."""
    if not attributes:
        return _NO_NAMES
    identity, classes = attributes.get("id"), attributes.get("class")
    return _split_names(identity or "", classes or "") if identity or classes else _NO_NAMES


@lru_cache(maxsize=2048)
def _split_names(identity: str, classes: str) -> frozenset[str]:
    said = f"{identity} {classes}"[:2000].lower().split()
    return frozenset(re.sub(r"^(?:x_)+|^ydp\w{6,10}(?=yahoo)", "", name) for name in said[:12])


def is_quote(names: frozenset[str], style: str, attributes: dict[str, str | None]) -> bool:
    """A quotation, not the indent that Gmail and Outlook make with the same element."""
    if "type" in attributes or "cite" in attributes or "gmail_quote" in names or names & REPLY_BOXES:
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


def styled(style: str, attributes: dict[str, str | None], look: Look) -> Look | None:
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
        return ""
    return {"white": "#ffffff", "black": "#000000"}.get(colour, colour)


def _same(colour: str, ground: str) -> bool:
    if colour == ground:
        return True
    return colour in _WHITE and ground in _WHITE


def class_rules(tree: LexborHTMLParser) -> dict[str, str]:
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
    return bool(
        _HIDING.search(declarations)
        or _STRUCK.search(declarations)
        or (_OVERFLOW.search(declarations) and _FLAT.search(declarations))
    )
