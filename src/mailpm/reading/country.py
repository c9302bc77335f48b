"""The country a letter was written in, as far as its clock and script tell: for holidays and for 4/5 against 5/4."""

from __future__ import annotations

import re
from datetime import timedelta

from mailpm.model import Message

_TRADITIONAL = re.compile("[們這個說時會應對為請務際發給實過還點嗎麼體學與專單號]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HONG_KONG = re.compile("[嘅咗喺俾嗰哋冇]|\\.hk\\b")


def country_of(message: Message) -> str:
    """ISO 3166 code, or "" where nothing tells."""
    offset = message.date.utcoffset() or timedelta(0)
    hours = offset.total_seconds() / 3600
    text = message.own or message.text
    if hours == 8 and (_HAN.search(text) or _HAN.search(message.sender.name)):
        if _HONG_KONG.search(text):
            return "HK"
        return "TW" if _TRADITIONAL.search(text) else "CN"
    summer = 4 <= message.date.month <= 10
    table = {
        0.0: "GB",
        1.0: "GB" if summer else "DE",
        2.0: "DE",
        5.5: "IN",
        8.0: "SG",
        9.0: "JP",
        10.0: "AU",
        11.0: "AU",
        12.0: "NZ",
        13.0: "NZ",
    }
    if -10 <= hours <= -4:
        return "US"
    return table.get(hours, "")
