"""The same text, letter for letter, in the one form that rules are written for."""

from __future__ import annotations

from functools import cache
from typing import cast

_SAME = {
    "，": ",",
    "：": ":",
    "；": ";",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "\u3000": " ",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "～": "~",
    "｜": "|",
    "\t": "\t",
    "．": ".",
    "﹕": ":",
    "﹐": ",",
    "妳": "你",
    "喺": "在",
    "係": "是",
    "畀": "给",
    "俾": "给",
    "嘅": "的",
    "咗": "了",
    "冇": "没",
    "唔": "不",
    "哋": "们",
    "聽": "听",
    "臺": "台",
    "廿": "廿",
}


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


class _Fold(dict[int, str]):
    """Fills itself letter by letter: half-width, simplified, lower case, always one for one."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _SAME.get(letter, letter)
        if 0xFF01 <= code <= 0xFF5E and letter not in _SAME:
            folded = chr(code - 0xFEE0)
        if "\u3400" <= folded <= "\u9fff":
            folded = cast(str, _converter().convert(folded))  # type: ignore[attr-defined]
        folded = folded.lower()
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


_FOLD = _Fold()


def plain(text: str) -> str:
    """`text` folded one to one: simplified characters, half-width marks, straight quotes, lower case.

    Offsets stay what they were, so that a finding quotes the writer's own letters.
    """
    return text.translate(_FOLD)
