"""The page made from a text: quotations, boxes and headings, and nothing of a client's words becomes markup."""

import re

from mailpm.composing.page import page_from_text

BRIEF = """Good morning Tom,

[1] → Lena

| Hello Lena,
|
| See you then
|
| Kind regards,
| Tom

== Site <b> ==

Overdue

1. logo – Lena
   “soon”

> what she wrote
> yesterday

That is all.
"""


def blocks(text: str) -> list[str]:
    body = page_from_text(text).partition("<body")[2].partition(">")[2].partition("</body>")[0]
    return [re.sub(r' style="[^"]*"', "", line) for line in body.strip().split("\n")]


def test_a_brief_has_boxes_headings_and_quotations() -> None:
    assert blocks(BRIEF) == [
        "<p>Good morning Tom,</p>",
        "<p>[1] → Lena</p>",
        "<div><p>Hello Lena,</p>",
        "<p>See you then</p>",
        "<p>Kind regards,<br>",
        "Tom</p></div>",
        "<h3>Site &lt;b&gt;</h3>",
        "<p><strong>Overdue</strong></p>",
        "<p>1. logo – Lena<br>",
        "&nbsp;&nbsp;&nbsp;“soon”</p>",
        "<blockquote>what she wrote<br>",
        "yesterday</blockquote>",
        "<p>That is all.</p>",
    ]


def test_a_short_line_in_a_plain_letter_stays_plain() -> None:
    assert blocks("Hello Lena,\n\nSee you Thursday\n\nTom") == ["<p>Hello Lena,</p>", "<p>See you Thursday</p>", "<p>Tom</p>"]


def test_words_never_become_markup() -> None:
    page = page_from_text("<script>alert(1)</script>\n\n> <img src=x>\n\n| <a href=x>\n\n== <i> ==\n\n【<u>】")
    assert not re.search(r"<(script|img|a|i|u)\b", page)


def test_a_page_loads_nothing_from_outside() -> None:
    assert not re.search(r"https?:|url\(|src=|<link|<script", page_from_text(BRIEF))
