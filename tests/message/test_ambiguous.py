"""Letters whose form two programs read differently: they are read, nothing in them is lost, and no order is taken."""

from __future__ import annotations

import pytest

from mailpm.message import parse

FROM = b"From: wang@acme.example\r\nDate: Wed, 14 Oct 2026 10:20:00 +0800\r\nMessage-ID: <1@x.example>\r\n"
PLAIN = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nFriday works.\r\n"

DOUBTFUL = {
    "two subjects": FROM + b"Subject: one\r\nSubject: two\r\n\r\nFriday works.\r\n",
    "two types": FROM + b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nFriday works.\r\n",
    "two encodings": FROM + b"Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\nFriday works.\r\n",
    "two dates": FROM + b"Date: Wed, 14 Oct 2025 10:20:00 +0800\r\n\r\nFriday works.\r\n",
    "two ids": FROM + b"Message-ID: <2@x.example>\r\n\r\nFriday works.\r\n",
    "no boundary": FROM + b"Content-Type: multipart/mixed\r\n\r\n" + PLAIN + b"--b--\r\n",
    "boundary that never comes": FROM + b"Content-Type: multipart/mixed; boundary=c\r\n\r\n" + PLAIN + b"--b--\r\n",
    "first line folded": b" Subject: x\r\n" + FROM + b"\r\nFriday works.\r\n",
    "header without colon": FROM + b"no colon here\r\n\r\nFriday works.\r\n",
}

ODD = {
    "never closed": FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + PLAIN,
    "preamble": FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\nnot for you\r\n" + PLAIN + b"--b--\r\n",
    "type in capitals": FROM + b"CONTENT-TYPE: MULTIPART/MIXED; BOUNDARY=b\r\n\r\n" + PLAIN + b"--b--\r\n",
    "type without a slash": FROM + b"Content-Type: text\r\n\r\nFriday works.\r\n",
    "type that nobody knows": FROM + b"Content-Type: \r\n\r\nFriday works.\r\n",
    "encoding that nobody knows": FROM + b"Content-Transfer-Encoding: x-odd\r\n\r\nFriday works.\r\n",
    "encoding with a blank": FROM + b"Content-Transfer-Encoding:  BASE64 \r\n\r\nRnJpZGF5IHdvcmtzLg==\r\n",
    "bare line feeds": (FROM + b"\r\nFriday works.\r\n").replace(b"\r\n", b"\n"),
    "mbox line first": b"From wang@acme.example Wed Oct 14 10:20:00 2026\r\n" + FROM + b"\r\nFriday works.\r\n",
    "alternative of one": FROM + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n" + PLAIN + b"--b--\r\n",
    "empty plain beside HTML": FROM + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Friday works.</p>\r\n--b--\r\n",
    "related in alternative": FROM + b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Friday works.</p>\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <i>\r\n\r\nx\r\n--b--\r\n",
    "signed": FROM + b"Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n" + PLAIN + b"--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n",
    "second text after a file": FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nFriday\r\n--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n--b\r\nContent-Type: text/plain\r\n\r\nworks.\r\n--b--\r\n",
    "boundary with blanks": FROM + b'Content-Type: multipart/mixed; boundary="a b"\r\n\r\n--a b\r\n\r\nFriday works.\r\n--a b--\r\n',
    "header of 8-bit bytes": FROM + b"X-Odd: \xff\xfe\r\n\r\nFriday works.\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_doubtful_letter_is_read_but_gives_no_orders(name: str) -> None:
    message = parse(DOUBTFUL[name])
    assert "Friday works." in message.text
    assert not message.orders_allowed
    assert message.warnings


@pytest.mark.parametrize("name", ODD)
def test_an_odd_letter_is_read(name: str) -> None:
    message = parse(ODD[name])
    assert message.own.split() == ["Friday", "works."]
    assert message.sender.email == "wang@acme.example"


def test_an_encrypted_letter_says_so() -> None:
    message = parse(FROM + b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n")
    assert any("encrypted" in remark for remark in message.warnings)
    assert [a.name for a in message.attachments] == ["smime.p7m"]
