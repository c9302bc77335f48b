"""Writes the letters of this folder and, beside each, what a person reads in it (expected words are authored here).

    python tests/letters/make_letters.py

A program's form of quoting is a function; a letter is that form with somebody's words. People and companies are
invented. The readings are written down here by hand and never taken from what the reader says.
"""

from __future__ import annotations

import base64
import json
import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

HERE = Path(__file__).parent
made: dict[str, tuple[bytes, dict[str, object]]] = {}

WANG, ZHAO, LENA, PM = "王敏 <wang@acme.example>", "赵强 <zhao@acme.example>", "Lena Brandt <lena@nordlicht.example>", "陈宇 <chen.yu@studio.example>"


def word(text: str, charset: str = "utf-8") -> str:
    """An RFC 2047 encoded-word where it is needed."""
    return text if text.isascii() else f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def box(who: str, charset: str = "utf-8") -> str:
    name, _, rest = who.rpartition(" <")
    return f"{word(name, charset)} <{rest}" if name else who


def letter(
    name: str,
    plain: str | None = None,
    html: str | None = None,
    *,
    sender: str = WANG,
    to: str = PM,
    subject: str = "Re: 官网改版",
    date: str = "Wed, 14 Oct 2026 10:20:00 +0800",
    charset: str = "utf-8",
    encoding: str = "base64",
    headers: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
    params: str = "",
    **reading: object,
) -> None:
    """One letter with a plain part, an HTML part or both, more parts, and its reading."""
    head = [
        f"From: {box(sender, charset)}", f"To: {box(to, charset)}", f"Subject: {word(subject, charset)}", f"Date: {date}",
        f"Message-ID: <{name}@letters.example>", "MIME-Version: 1.0", *headers,
    ]  # fmt: skip
    texts = []
    if plain is not None:
        texts.append(_text(plain, "plain", charset, encoding, params))
    if html is not None:
        texts.append(_text(html, "html", charset, encoding, ""))
    body = texts[0] if len(texts) == 1 else _multi("alternative", texts, f"alt-{name}") if texts else ""
    if parts:
        body = _multi("mixed", [*([body] if body else []), *parts], f"mix-{name}")
    data = ("\r\n".join(head) + "\r\n" + body.replace("\r\n", "\n").replace("\n", "\r\n")).encode()
    raw(name, data, **reading)


def raw(name: str, data: bytes, **reading: object) -> None:
    assert name not in made, name
    made[name] = (data, reading)


def _text(text: str, kind: str, charset: str, encoding: str, params: str) -> str:
    head = f'Content-Type: text/{kind}; charset="{charset}"{params}\nContent-Transfer-Encoding: {encoding}\n\n'
    data = text.encode(charset)
    if encoding == "base64":
        return head + base64.encodebytes(data).decode()
    if encoding == "quoted-printable":
        import quopri

        return head + quopri.encodestring(data).decode()
    return head + text + "\n"


def _multi(kind: str, parts: list[str], mark: str) -> str:
    inner = "".join(f"--{mark}\n{part.rstrip()}\n\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n{inner}--{mark}--\n'


def attached(name: str, media_type: str, data: bytes, disposition: str = "attachment") -> str:
    return (
        f'Content-Type: {media_type}; name="{word(name)}"\nContent-Disposition: {disposition}; filename="{word(name)}"\n'
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}"
    )


def lines(text: str) -> str:
    """Text as the divs of a web mailer."""
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def write() -> None:
    for path in [*HERE.glob("*.eml"), *HERE.glob("*.reading.json")]:
        path.unlink()
    for name, (data, reading) in sorted(made.items()):
        (HERE / f"{name}.eml").write_bytes(data)
        text = json.dumps(reading, ensure_ascii=False, indent=1)
        (HERE / f"{name}.reading.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    import answers
    import machines
    import oddities

    for module in (answers, machines, oddities):
        for maker in module.MAKERS:
            maker(sys.modules["__main__"])
    write()
    sys.stdout.write(f"{len(made)} letters\n")
