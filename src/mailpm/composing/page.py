"""The HTML side of a letter that has no page of its own: its text, readable on a phone and in the dark."""

from __future__ import annotations

import re
from html import escape

# No colours: mail programs that turn dark then do the right thing by themselves.
_BODY = (
    "margin:0;padding:12px;max-width:640px;font-size:15px;line-height:1.55;"
    "font-family:-apple-system,'Segoe UI',Helvetica,Arial,'PingFang SC','Microsoft YaHei',sans-serif"
)
_QUOTE = "margin:0 0 12px 0;padding:0 0 0 12px;border-left:3px solid #999999"
_BOX = "margin:0 0 16px 0;padding:12px 12px 2px 12px;border:1px solid #999999;border-radius:6px"
_TITLE = "margin:20px 0 8px 0;font-size:17px"
_SMALL_TITLE = "margin:14px 0 4px 0"
# One line of up to 60 characters that neither ends a sentence nor begins a list.
_SMALL = re.compile(r"(?![\d\[·=【-])[^\n|>]{1,60}(?<![.,:;!?。，：；！？）)])")
_HEADING = re.compile(r"== (.+) ==|【(.+)】")
_PARAGRAPH = "margin:0 0 12px 0"


def page_from_text(text: str) -> str:
    """An HTML letter that says what `text` says.

    Blocks of lines that begin with ">" become quotations, with "|" a box (a draft within a letter); a line of its
    own in "== … ==" or 【…】 becomes a heading, and in letters with such headings a short line without a full stop
    a smaller one.
    """
    parts = [block for block in text.strip().split("\n\n") if block.strip()]
    divided = any(_HEADING.fullmatch(part.strip()) for part in parts)
    blocks = [_small_heading(part) if divided and _SMALL.fullmatch(part) else _block(part) for part in parts]
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"></head>\n'
        f'<body style="{_BODY}">\n' + "\n".join(blocks) + "\n</body></html>\n"
    )


def _small_heading(block: str) -> str:
    return f'<p style="{_SMALL_TITLE}"><strong>{escape(block, quote=False)}</strong></p>'


def _block(block: str) -> str:
    lines = block.strip("\n").split("\n")
    if all(line.startswith(">") for line in lines):
        inner = "<br>\n".join(_line(line.lstrip("> ")) for line in lines)
        return f'<blockquote style="{_QUOTE}">{inner}</blockquote>'
    if all(line.startswith("|") for line in lines):
        drafted = "\n".join(line.removeprefix("|").removeprefix(" ") for line in lines)
        inner = "\n".join(_block(block) for block in drafted.split("\n\n") if block.strip())
        return f'<div style="{_BOX}">{inner}</div>'
    heading = _HEADING.fullmatch(lines[0].strip()) if len(lines) == 1 else None
    if heading:
        return f'<h3 style="{_TITLE}">{escape(heading[1] or heading[2], quote=False)}</h3>'
    inner = "<br>\n".join(_line(line) for line in lines)
    return f'<p style="{_PARAGRAPH}">{inner}</p>'


def _line(line: str) -> str:
    bare = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(bare)) + escape(bare, quote=False)
