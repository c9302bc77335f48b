"""Who wrote it: one From, one address, all parsers agreeing; and what the own provider says of it (HAZARDS T-01 to T-07)."""

from __future__ import annotations

import pytest

from mailpm.message import parse
from mailpm.message.headers import addresses, read_date
from mailpm.model import Verdict

OURS = ("mx.studio.example",)
PASS = b"Authentication-Results: mx.studio.example; dmarc=pass header.from=acme.example\r\n"

# From line -> (address, name, beyond doubt)
FROM: dict[bytes, tuple[str, str, bool]] = {
    b"wang@acme.example": ("wang@acme.example", "", True),
    b"Wang Min <wang@acme.example>": ("wang@acme.example", "Wang Min", True),
    b'"Wang, Min" <wang@acme.example>': ("wang@acme.example", "Wang, Min", True),
    b"WANG@Acme.Example": ("wang@acme.example", "", True),
    b"wang@acme.example (Wang Min)": ("wang@acme.example", "Wang Min", True),
    b"=?utf-8?B?546L5pWP?= <wang@acme.example>": ("wang@acme.example", "王敏", True),
    b'"=?utf-8?B?546L5pWP?=" <wang@acme.example>': ("wang@acme.example", "王敏", True),
    b"=?utf-8?Q?Wang=2C_Min?= <wang@acme.example>": ("wang@acme.example", "Wang, Min", True),
    b"<wang@acme.example>": ("wang@acme.example", "", True),
    b"wang@acme.example <evil@evil.example>": ("evil@evil.example", "", False),
    b'"wang@acme.example" <evil@evil.example>': ("evil@evil.example", "", True),
    b"=?utf-8?Q?wang=40acme.example?= <evil@evil.example>": ("evil@evil.example", "", True),
    b"wang@acme.example, evil@evil.example": ("wang@acme.example", "", False),
    b"Wang <wang@acme.example>, Evil <evil@evil.example>": ("wang@acme.example", "Wang", False),
    b"wang@acme.example <wang@acme.example": ("wang@acme.example", "", False),
    b"<evil@evil.example> wang@acme.example": ("evil@evil.example", "", False),
    b"Wang <wang@acme.example> <evil@evil.example>": ("wang@acme.example", "Wang", False),
    b"wang@acme.example\\0@evil.example": ("", "", False),
    b"": ("", "", False),
    b"Wang Min": ("", "Wang Min", False),
    b"undisclosed:;": ("", "", False),
}


@pytest.mark.parametrize("value", FROM, ids=lambda value: value.decode())
def test_from(value: bytes) -> None:
    message = parse(b"From: " + value + b"\r\n" + PASS + b"\r\nOK\r\n", authserv_ids=OURS)
    email, name, certain = FROM[value]
    if value != b"wang@acme.example\\0@evil.example":
        assert message.sender.email == email
    if name or email:
        assert message.sender.name == name
    assert message.orders_allowed is certain
    if not certain:
        assert message.verdict is Verdict.NONE


def test_the_display_name_never_vouches() -> None:
    """What passes is the real domain; a name that holds an address is not shown, and said."""
    message = parse(b'From: "wang@acme.example" <evil@evil.example>\r\n' + PASS + b"\r\nOK\r\n", authserv_ids=OURS)
    assert message.sender.name == ""
    assert any("display name" in remark for remark in message.warnings)
    assert message.verdict is Verdict.NONE  # the header speaks of acme.example, the address is of evil.example


@pytest.mark.parametrize(
    ("lines", "microsoft", "verdict"),
    [
        (["mx.studio.example; dmarc=pass header.from=acme.example"], False, Verdict.PASS),
        (["mx.studio.example 1; dmarc=pass header.from=acme.example"], False, Verdict.PASS),
        (["mx.studio.example; none"], False, Verdict.NONE),
        (["mx.studio.example; spf=pass smtp.mailfrom=acme.example"], False, Verdict.PASS),
        (["mx.studio.example; spf=pass smtp.mailfrom=bounce.acme.example"], False, Verdict.PASS),
        (["mx.studio.example; spf=pass smtp.mailfrom=evil.example"], False, Verdict.NONE),
        (["mx.studio.example; spf=softfail smtp.mailfrom=acme.example"], False, Verdict.FAIL),
        (["mx.studio.example; dkim=pass header.i=@acme.example"], False, Verdict.PASS),
        (["mx.studio.example; dmarc=fail header.from=acme.example; dkim=pass header.d=acme.example"], False, Verdict.FAIL),
        (["mx.studio.example; dmarc=none header.from=acme.example; dkim=pass header.d=acme.example"], False, Verdict.PASS),
        (["mx.studio.example; x-foo=pass; dmarc=pass header.from=evil.example"], False, Verdict.NONE),
        (["evil.example; dmarc=pass header.from=acme.example", "mx.studio.example; dmarc=fail header.from=acme.example"], False, Verdict.FAIL),
        (["mx.studio.example.evil.example; dmarc=pass header.from=acme.example"], False, Verdict.NONE),
        (["(mx.studio.example) evil.example; dmarc=pass header.from=acme.example"], False, Verdict.NONE),
        (["dmarc=pass header.from=acme.example"], False, Verdict.NONE),
        (["dmarc=pass action=none header.from=acme.example;compauth=pass reason=100"], True, Verdict.PASS),
        (["dmarc=fail action=oreject header.from=acme.example;compauth=fail reason=000"], True, Verdict.FAIL),
        (["spf=none (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=acme.example;"], True, Verdict.NONE),
        (["spf=pass (dmarc=pass header.from=acme.example) smtp.mailfrom=evil.example"], True, Verdict.NONE),
    ],
)  # fmt: skip
def test_verdict(lines: list[str], microsoft: bool, verdict: Verdict) -> None:
    head = "".join(f"Authentication-Results: {line}\r\n" for line in lines)
    message = parse(f"From: wang@acme.example\r\n{head}\r\nOK\r\n".encode(), authserv_ids=OURS, microsoft=microsoft)
    assert message.verdict is verdict


def test_nothing_configured_is_never_a_pass() -> None:
    assert parse(b"From: wang@acme.example\r\n" + PASS + b"\r\nOK\r\n").verdict is Verdict.NONE


@pytest.mark.parametrize(
    ("value", "emails"),
    [
        (b"a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        (b"a@x.example; b@x.example", ["a@x.example", "b@x.example"]),
        (b'"A, B" <a@x.example>, =?gbk?B?zfXD9A==?= <b@x.example>', ["a@x.example", "b@x.example"]),
        (b"Team: a@x.example, b@x.example;, c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
        (b"undisclosed-recipients:;", []),
        (b"a@x.example (one, two), b@x.example", ["a@x.example", "b@x.example"]),
        ("王敏 <a@x.example>,赵强<b@x.example>".encode("gb18030"), ["a@x.example", "b@x.example"]),
        (b"<a@x.example>,\r\n <b@x.example>", ["a@x.example", "b@x.example"]),
        (b"=?utf-8?Q?a=2Cb?= <a@x.example>", ["a@x.example"]),
        (b"'a@x.example' <a@x.example>", ["a@x.example"]),
        (b"mailto:a@x.example", ["a@x.example"]),
    ],
)
def test_recipients(value: bytes, emails: list[str]) -> None:
    assert [a.email for a in addresses([value])] == emails


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("Wed, 14 Oct 2026 10:20:00 +0800", "2026-10-14T10:20:00+08:00"),
        ("Wed, 14 Oct 2026 10:20:00 -0000", "2026-10-14T10:20:00+00:00"),
        ("Wed, 14 Oct 2026 10:20:00 +0800 (CST)", "2026-10-14T10:20:00+08:00"),
        ("14 Oct 26 10:20 EST", "2026-10-14T10:20:00-05:00"),
        ("2026-10-14 10:20:00 +0800", "2026-10-14T10:20:00+08:00"),
        ("2026-10-14T10:20:00Z", "2026-10-14T10:20:00+00:00"),
        ("Wed, 14 Oct 2026 10:20:60 +0800", "2026-10-14T10:20:59+08:00"),
    ],
)
def test_dates(said: str, iso: str) -> None:
    found = read_date(said)
    assert found is not None
    assert found.isoformat() == iso


def test_a_letter_without_a_date_takes_the_last_server_s() -> None:
    message = parse(b"Received: from a by b; Wed, 14 Oct 2026 10:20:00 +0800\r\nFrom: a@x.example\r\n\r\nhi")
    assert message.date.isoformat() == "2026-10-14T10:20:00+08:00"
    assert any("Date" in remark for remark in message.warnings)


def test_the_digest_is_the_letter_s_and_not_the_way_s() -> None:
    letter = b"From: a@x.example\r\nMessage-ID: <1@x.example>\r\nSubject: s\r\n\r\nhi\r\n"
    first, second = parse(letter), parse(b"Received: x\r\nDelivered-To: y@z.example\r\n" + letter.replace(b"\r\n", b"\n"))
    assert first.digest == second.digest
    assert first.digest != parse(letter.replace(b"hi", b"ho")).digest


def test_two_letters_without_message_id_differ() -> None:
    one, two = parse(b"From: a@x.example\r\n\r\none"), parse(b"From: a@x.example\r\n\r\ntwo")
    assert one.message_id != two.message_id
