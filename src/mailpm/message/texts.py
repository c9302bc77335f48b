"""The one text of a letter out of its plain and HTML forms, and where those two disagree (HAZARDS T-12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from mailpm.message import html
from mailpm.message.headers import INVISIBLE
from mailpm.message.limits import MAX_TEXT
from mailpm.message.parts import Body
from mailpm.message.reply import Parted, part

DISAGREE = 0.2  # share of words in only one of the two forms from which on they are said to disagree

# What shows that the HTML form marks a quotation, in lower case.
_QUOTES = (
    "<blockquote", "gmail_quote", "divrplyfwdmsg", "yahoo_quoted", "moz-cite-prefix", "outlookmessageheader",
    "protonmail_quote", "zmail_extra", "border-top", "history-quote-wrapper",
)  # fmt: skip
_WORDS = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]|[^\W_]{3,30}")
_LINKS = re.compile(
    r"<?https?://[^\s<>]{1,2000}>?|\[(?:cid|image)[:：][^\]\n]{0,200}\]|<mailto:[^\s<>]{1,300}>|\bwww\.[^\s]{1,300}",
    re.IGNORECASE,
)
_EMPTY_PLAIN = re.compile(
    r"(?:this (?:is a|message (?:is|contains|was sent) in)|your (?:e-?mail|mail) (?:client|reader|program)|to view this"
    r"|please (?:use|enable|view)|html (?:only|e-?mail|mail|message|version|format))[^\n]{0,200}html"
    r"|^\s{0,20}(?:\[(?:image|cid)[^\]]{0,80}\]\s{0,4})?$"
    r"|您的(?:邮件|郵件)(?:客户端|软件)[^\n]{0,20}不支持|請使用[^\n]{0,12}html",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterText:
    """The readable text of a whole letter and its parts."""

    whole: str
    own: str
    parted: Parted
    withdrawn: tuple[str, ...] = ()
    visible_only_in: str = ""
    warnings: tuple[str, ...] = ()


def letter_text(
    bodies: Sequence[Body], *, forward: bool = False, zone: tzinfo | None = None, sender: str = "", bare: bool = False
) -> LetterText:
    """Read all text parts of a letter one under the other.

    `bare` says that nothing hangs on the letter: then a reply without any words of its own has them inside the
    quotation, and those are kept rather than lost.
    """
    marked: list[str] = []
    withdrawn: list[str] = []
    only_in, warnings = "", []
    for body in bodies[:40]:
        chosen = _choose(body)
        marked.append(chosen.text)
        withdrawn.extend(w for w in chosen.withdrawn if w not in withdrawn)
        only_in = only_in or chosen.only_in
        if chosen.hidden:
            warnings.append("hidden text was left out")
    text = INVISIBLE.sub("", "\n\n".join(t for t in marked if t.strip()))[:MAX_TEXT]
    if only_in:
        warnings.append(f"the plain and the HTML text differ: words only in {only_in}")
    parted = part(text, forward=forward, zone=zone, sender=sender)
    if bare and not parted.own and parted.inside:
        warnings.append("no words above the quotation: those inside it are taken")
    return LetterText(
        whole=html.readable(text).strip("\n"),
        own=parted.own or (parted.inside if bare else ""),
        parted=parted,
        withdrawn=tuple(withdrawn),
        visible_only_in=only_in,
        warnings=tuple(warnings),
    )


@dataclass(slots=True)
class _Chosen:
    text: str
    withdrawn: tuple[str, ...] = ()
    hidden: bool = False
    only_in: str = ""


def _choose(body: Body) -> _Chosen:
    """The plain form where it says the same; the HTML where it alone shows rows, strokes, quotations or words."""
    if body.html is None:
        return _Chosen(text=_plain(body.plain or ""))
    seen = html.to_text(body.html)
    if body.plain is None or not body.plain.strip() or (len(body.plain) < 400 and _EMPTY_PLAIN.search(body.plain)):
        return _Chosen(text=seen.text, withdrawn=seen.withdrawn, hidden=seen.hidden)
    plain = _plain(body.plain)
    only_in = disagreement(plain, seen.text, seen.withdrawn)
    better = bool(seen.withdrawn or seen.rows or seen.hidden or _marks_quotes(body.html, plain))
    if only_in == "html" or (better and only_in != "plain"):
        return _Chosen(text=seen.text, withdrawn=seen.withdrawn, hidden=seen.hidden, only_in=only_in)
    return _Chosen(text=plain, withdrawn=seen.withdrawn, hidden=seen.hidden, only_in=only_in)


def _plain(text: str) -> str:
    return html.ALL_MARKS.sub("", text.replace("\u00a0", " "))


def _marks_quotes(markup: str, plain: str) -> bool:
    """Only the HTML tells what is quoted."""
    if ">" in plain:
        return False
    low = markup.lower()
    return any(sign in low for sign in _QUOTES)


def disagreement(plain: str, marked: str, withdrawn: Sequence[str] = ()) -> str:
    """ "html" or "plain" where that form holds words of its own, more than a fifth of them; "" where they agree."""
    said, shown = set(plain.split()), set(marked.split())
    if len(shown - said) * 10 <= len(shown) and len(said - shown) * 10 <= len(said):
        return ""
    first = set(_WORDS.findall(_LINKS.sub(" ", plain[:50_000]).lower()))
    second = set(_WORDS.findall(_LINKS.sub(" ", marked[:50_000]).lower()))
    struck = set(_WORDS.findall(" ".join(withdrawn).lower()))
    if len(second) >= 5 and len(second - first) > DISAGREE * len(second) and len(second - first) >= 4:
        return "html"
    if len(first) >= 5 and len(first - second - struck) > DISAGREE * len(first) and len(first - second - struck) >= 4:
        return "plain"
    return ""
