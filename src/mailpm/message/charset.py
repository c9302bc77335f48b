"""Bytes to text when the label lies: decided from the bytes, strictest reading first (RFC 2047, HAZARDS I-25)."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import binascii
import codecs
import re
from functools import lru_cache

# What a label means in practice: the superset that the big programs read it as (WHATWG Encoding, section 4.2).
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb-2312": "gb18030", "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030", "csgb2312": "gb18030", "euc-cn": "gb18030", "euccn": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "x-euc-cn": "gb18030", "chinese": "gb18030",
    "gb": "gb18030", "gb18030-2000": "gb18030", "gb18030-2022": "gb18030", "x-mac-chinesesimp": "gb18030",
    "big5": "cp950", "big-5": "cp950", "big5-eten": "cp950", "x-x-big5": "cp950", "cn-big5": "cp950", "cp950": "cp950",
    "csbig5": "cp950", "windows-950": "cp950", "big5-hkscs": "big5hkscs", "big5hkscs": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "cp932": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "csiso2022jp": "iso2022_jp_ext", "iso-2022-jp-ms": "iso2022_jp_ext",
    "iso-2022-jp-1": "iso2022_jp_ext", "iso-2022-jp-2": "iso2022_jp_2", "iso-2022-jp-3": "iso2022_jp_3",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "ksc5601": "cp949", "cp949": "cp949",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso_8859-1": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-8-i": "iso8859_8", "iso-8859-8-e": "iso8859_8", "tis-620": "cp874",
    "iso-8859-11": "cp874", "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "hz-gb-2312": "hz", "hz": "hz",
    "utf8": "utf-8", "utf-8": "utf-8", "utf_8": "utf-8", "unicode-1-1-utf-8": "utf-8", "cp65001": "utf-8",
    "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7", "utf-7": "utf-7",
}  # fmt: skip
_NO_LABEL = {
    "", "unknown-8bit", "x-unknown", "unknown", "us-ascii", "ascii", "ansi_x3.4-1968", "default", "default_charset", "8bit",
    "7bit", "binary", "x-user-defined", "none", "ansi", "_autodetect", "_autodetect_all", "x-unknown-charset", "gb2312_charset",
}  # fmt: skip
# Code sets whose text is mostly single accented letters between plain ones: a GBK text hides behind them easily.
_WESTERN = {"cp1252", "cp1254", "mac_roman", "iso8859_15", "iso8859-15", "latin_1"}
_MULTIBYTE = {"gb18030", "cp950", "big5hkscs", "cp932", "cp949", "euc_jp"}
_NOT_TEXT = {
    "base64", "bz2", "hex", "quopri", "rot13", "rot_13", "uu", "zlib", "idna", "punycode", "undefined", "unicode_escape",
    "raw_unicode_escape", "mbcs", "oem",
}  # fmt: skip
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\$\([DOQ]|\([JI])")
_ISO_2022_KR = re.compile(rb"\x1b\$\)C")
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WORD_HEAD = re.compile(rb"=\?([\w.:+-]{1,60})(?:\*[\w-]{0,20})?\?([bBqQ])\?")
_FOLD = re.compile(rb"\r?\n[ \t]*|\r")


@lru_cache(maxsize=512)
def codec_for(label: str) -> str:
    """The codec that a charset label stands for; "" for no label and for labels that nobody knows."""
    clean = label.strip().strip("\"'").lower().partition("*")[0]
    if clean in _NO_LABEL:
        return ""
    if clean in _ALIASES:
        return _ALIASES[clean]
    try:
        name = codecs.lookup(clean).name
    except (LookupError, ValueError):
        trimmed = clean.removeprefix("x-").removeprefix("cs")
        return codec_for(trimmed) if trimmed != clean else ""
    if name.replace("-", "_") in _NOT_TEXT:
        return ""
    return _ALIASES.get(name, name)


def decode(data: bytes, label: str = "", *, html: bool = False) -> str:
    """The text of `data`. `label` is the declared charset, a hint only; an HTML body's own meta tag is the next hint.

    Never raises. What no charset explains is decoded with U+FFFD in place of the broken bytes.
    """
    if b"\0" in data:
        data = _without_nuls(data, label)
    if data.isascii() and b"\x1b" not in data and b"~{" not in data and not label.lower().endswith(("utf-7", "utf7")):
        return data.decode("ascii")
    if data.startswith(b"\xef\xbb\xbf"):
        data, label = data[3:], "utf-8"
    codec = codec_for(label)
    if html and (not codec or codec in _WESTERN):
        meta = _META.search(data[:4096])
        codec = (codec_for(meta.group(1).decode("ascii")) if meta else "") or codec
    if (b"\x1b" in data or codec in ("hz", "utf-7")) and (escaped := _escaped(data, codec)) is not None:
        return escaped
    if (text := _as_utf8(data, codec)) is not None:
        return text
    return _labelled(data, codec)


def _without_nuls(data: bytes, label: str) -> bytes:
    """UTF-16 made UTF-8; any other NUL is dropped (a NUL in mail text is never a letter, RFC 5322 section 4)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    codec = codec_for(label)
    if codec.startswith(("utf-16", "utf-32")):
        return data.decode(codec, "replace").replace("\0", "").encode("utf-8", "replace")
    return data.replace(b"\0", b"")


def _escaped(data: bytes, codec: str) -> str | None:
    """The 7-bit codes that switch by escape sequences; None where the data is none of them."""
    tries: list[str] = [codec] if codec in ("hz", "utf-7") else []
    if _ISO_2022.search(data):
        tries += ["iso2022_jp_ext", "iso2022_jp_2", "iso2022_jp_3"]
    elif _ISO_2022_KR.search(data) or codec == "iso2022_kr":
        tries += ["iso2022_kr"]
    for name in tries:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(tries[0], "replace") if tries and data.isascii() else None


def _as_utf8(data: bytes, codec: str) -> str | None:
    """The text if the bytes are UTF-8, which real text in another code almost never is by accident."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if codec in _MULTIBYTE and all(0x80 <= ord(c) < 0x800 for c in text if c > "\x7f"):
        # Two-byte sequences only: GBK pairs such as C4 A3 pass for Latin or Cyrillic; then the label is right.
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            return text
    return text


def _labelled(data: bytes, codec: str) -> str:
    """The text of bytes that are not UTF-8."""
    if codec == "utf-8" and (broken := _broken_utf8(data)) is not None:
        return broken
    if (
        codec == "gb18030"
        or not codec
        or codec in ("utf-8", "hz", "utf-7")
        or codec in _WESTERN
        or codec.startswith("iso2022")
    ):
        guess = _guess(data, codec)
        if guess:
            return guess
    for name in _candidates(codec):
        for cut in (0, 1):
            try:
                return data[: len(data) - cut].decode(name)
            except UnicodeDecodeError:
                continue
    best = codec if codec and codec != "utf-8" else ("gb18030" if gb_share(data) > 0.5 else "cp1252")
    return data.decode(best, "replace")


def _candidates(codec: str) -> tuple[str, ...]:
    match codec:
        case "cp950" | "big5hkscs":
            return ("cp950", "big5hkscs", "gb18030")
        case "cp932":
            return ("cp932", "euc_jis_2004", "shift_jis_2004")
        case "euc_jp":
            return ("euc_jp", "euc_jis_2004", "cp932")
        case "" | "utf-8":
            return ("cp1252",)
        case _:
            return (codec,)


def _broken_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (cut at a limit, one bad letter); None where it was never UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = sum(1 for c in text if c > "\x7f") - text.count("\ufffd")
    return text if good >= 2 * bad and good > 0 else None


def gb_share(data: bytes) -> float:
    """The share of two-byte pairs that are everyday GB 2312 (level one, B0 to D7, or its symbols A1 to A3)."""
    pairs = _pairs(data)
    everyday = sum(1 for lead, trail in pairs if trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3)))
    return everyday / len(pairs) if pairs else 0.0


def _big5_share(data: bytes) -> float:
    pairs = _pairs(data)
    everyday = sum(1 for lead, trail in pairs if 0xA4 <= lead <= 0xC6 or (lead == 0xA1 and trail <= 0x7E))
    return everyday / len(pairs) if pairs else 0.0


def _pairs(data: bytes) -> list[tuple[int, int]]:
    return [(pair[0], pair[1]) for pair in _PAIR.findall(data[:20000])]


def _guess(data: bytes, codec: str) -> str:
    """GB 18030 or Big5 where the bytes look so; "" where they do not."""
    gb, big5 = gb_share(data), _big5_share(data)
    strict_gb = _try(data, "gb18030")
    if codec == "gb18030":
        if strict_gb is not None and (gb >= 0.35 or big5 < 0.8 or _try(data, "cp950") is None):
            return strict_gb
        return (_try(data, "cp950") or "") if big5 >= 0.8 and strict_gb is None else (strict_gb or "")
    runs = _HIGH_RUN.findall(data[:20000])
    in_pairs = sum(len(run) for run in runs if len(run) % 2 == 0) / max(1, sum(map(len, runs)))
    if codec in _WESTERN:
        return (
            strict_gb if strict_gb is not None and gb >= 0.85 and in_pairs >= 0.9 and max(map(len, runs)) >= 4 else ""
        )
    if big5 >= 0.9 and gb < 0.75 and (text := _try(data, "cp950") or _try(data, "big5hkscs")):
        return text
    lonely = sum(1 for run in runs if len(run) == 1) / max(1, len(runs))
    if strict_gb is not None and (gb >= 0.5 or (in_pairs >= 0.8 and lonely < 0.2)):
        return strict_gb
    return ""


def _try(data: bytes, codec: str) -> str | None:
    for cut in (0, 1):
        try:
            return data[: len(data) - cut].decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def decode_words(value: bytes) -> str:
    """A header value in words: RFC 2047 encoded-words, raw 8-bit bytes and their mistakes, unfolded.

    The bytes of neighbouring encoded-words are joined before they are decoded, since programs split characters
    between them against RFC 2047 section 5.
    """
    if b"\n" in value or b"\r" in value:
        value = _FOLD.sub(b" ", value)
    if b"=?" not in value:
        return decode(value).strip()
    pieces: list[tuple[str | None, bytes]] = []  # (label, bytes); label None for what stands between the words
    at, searching = 0, True
    while searching and (head := _WORD_HEAD.search(value, at)):
        end = value.find(b"?=", head.end())
        if end < 0:
            searching = False
            break
        between = value[at : head.start()]
        if between and (not pieces or between.strip()):
            pieces.append((None, between))
        label = head.group(1).decode("ascii")
        word = value[head.end() : end]
        payload = from_base64(word) if head.group(2) in b"bB" else _from_q(word)
        if pieces and pieces[-1][0] is not None and codec_for(pieces[-1][0]) == codec_for(label):
            pieces[-1] = (label, pieces[-1][1] + payload)
        else:
            pieces.append((label, payload))
        at = end + 2
    if value[at:].strip():
        pieces.append((None, value[at:]))
    return "".join(decode(data, label or "") for label, data in pieces).strip()


def from_base64(data: bytes) -> bytes:
    """Base64 with the faults of the wild forgiven: missing padding, blanks, stray letters, a cut group."""
    try:
        return binascii.a2b_base64(data + b"===")
    except binascii.Error:
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        whole = clean[: len(clean) - (1 if len(clean) % 4 == 1 else 0)]
        return binascii.a2b_base64(whole + b"===")


def _from_q(data: bytes) -> bytes:
    return binascii.a2b_qp(data.replace(b"_", b" "), header=False)
