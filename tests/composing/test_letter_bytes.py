"""The bytes of a letter: 7-bit, foldable, the same each time, and nobody's words become a header."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpm.composing import AddressNotSendable, Composer, LetterNotWritten, reply_subject
from mailpm.composing.headers import address_header, one_line, text_header
from mailpm.composing.words import date_words, due_words, join_words, pad, pads, time_words
from mailpm.model import Address, Due, Language, Planned, ThreadPlace

NOW = datetime(2026, 10, 14, 8, 30, tzinfo=UTC)
SENDER = Address(email="assistant@agency.example", name="Agency assistant")
WANG = Address(email="wang@acme.example", name="王敏")


@dataclass(frozen=True, kw_only=True)
class Note:
    subject: str
    words: str
    day: date = date(2026, 10, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "note.txt.j2").write_text(
        "Subject: {{ subject }}\n\n{{ words }}  \nby {{ day | date_words }}\n\n\n\n{{ signature }}\n", "utf-8"
    )
    (tmp_path / "en" / "paged.txt.j2").write_text("Subject: x\n\n{{ words }}\n", "utf-8")
    (tmp_path / "en" / "paged.html.j2").write_text(
        "<html><head><style>p{color:red}</style></head><body><p>{{ words }}</p></body></html>", "utf-8"
    )
    (tmp_path / "en" / "broken.txt.j2").write_text("Subject: x\n\n{{ nobody }}\n", "utf-8")
    (tmp_path / "en" / "nosy.txt.j2").write_text("Subject: x\n\n{{ words.__class__.__mro__ }}\n", "utf-8")
    return tmp_path


def planned(**changes: object) -> Planned:
    letter = Planned(
        key="note:1",
        kind="note",
        project="acme",
        to=(WANG,),
        language=Language.ENGLISH,
        content=Note(subject="Logo", words="你好 & <b>"),
    )
    return replace(letter, **changes)  # type: ignore[arg-type]


def test_a_letter_is_text_and_page_and_calendar(folder: Path) -> None:
    calendar_bytes = "BEGIN:VCALENDAR\r\nSUMMARY:例会\r\nEND:VCALENDAR\r\n".encode()
    letter = planned(calendar=calendar_bytes, calendar_method="request")
    composed = Composer([folder]).compose(letter, sender=SENDER, now=NOW, signature="Li Na")
    read = message_from_bytes(composed.raw, policy=default)
    text, page, calendar = read.iter_parts()
    assert read.get_content_type() == "multipart/alternative"
    assert text.get_content().replace("\r\n", "\n").rstrip("\n") == "你好 & <b>\nby Wed 21 Oct\n\nLi Na"
    assert "你好 &amp; &lt;b&gt;" in page.get_content()
    assert b"\r\nContent-Type: text/calendar; charset=UTF-8; method=REQUEST\r\n" in composed.raw
    assert calendar["Content-Disposition"] is None
    assert calendar.get_payload(decode=True) == letter.calendar
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["X-Auto-Response-Suppress"] == "All"
    assert read["Precedence"] is None
    assert read["Bcc"] is None
    assert composed.message_id.endswith("@agency.example")
    assert read["Message-ID"] == f"<{composed.message_id}>"


def test_the_same_letter_has_the_same_bytes_and_another_key_another_id(folder: Path) -> None:
    composer = Composer([folder])
    one, two, other = (
        composer.compose(letter, sender=SENDER, now=NOW) for letter in (planned(), planned(), planned(key="note:2"))
    )
    assert one == two
    assert one.message_id != other.message_id


def test_a_letter_stands_in_its_thread(folder: Path) -> None:
    place = ThreadPlace(subject="回复：Re: 首页文案", in_reply_to="c@acme.example", references=("a@x.example", "no id"))
    composed = Composer([folder]).compose(planned(place=place), sender=SENDER, now=NOW)
    read = message_from_bytes(composed.raw, policy=default)
    assert composed.subject == "Re: 首页文案"
    assert str(read["Subject"]) == "Re: 首页文案"
    assert read["In-Reply-To"] == "<c@acme.example>"
    assert str(read["References"]).split() == ["<a@x.example>", "<c@acme.example>"]


def test_long_references_keep_the_first_and_the_newest(folder: Path) -> None:
    ids = tuple(f"{n}@{'x' * 60}.example" for n in range(60))
    place = ThreadPlace(subject="S", in_reply_to=ids[-1], references=ids)
    raw = Composer([folder]).compose(planned(place=place), sender=SENDER, now=NOW).raw
    kept = str(message_from_bytes(raw, policy=default)["References"]).split()
    assert kept[0] == f"<{ids[0]}>"
    assert kept[-1] == f"<{ids[-1]}>"
    assert len(kept) == 20


def test_a_page_of_its_own_is_escaped_and_inlined(folder: Path) -> None:
    letter = planned(kind="paged", content=Note(subject="x", words="<img src=x>"))
    page = list(message_from_bytes(Composer([folder]).compose(letter, sender=SENDER, now=NOW).raw).walk())[2]
    html = page.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "&lt;img src=x&gt;" in html
    assert 'style="color: red' in html


@pytest.mark.parametrize("kind", ["broken", "nosy", "absent", "../en/note"])
def test_a_template_that_cannot_be_filled_stops_its_letter_only(folder: Path, kind: str) -> None:
    with pytest.raises(LetterNotWritten):
        Composer([folder]).compose(planned(kind=kind), sender=SENDER, now=NOW)


def test_words_of_a_client_are_never_a_template(folder: Path) -> None:
    letter = planned(content=Note(subject="{{ 7*7 }}", words="{{ 7*7 }}"))
    composed = Composer([folder]).compose(letter, sender=SENDER, now=NOW)
    assert composed.subject == "{{ 7*7 }}"
    assert "49" not in composed.text


def test_the_pm_writes_the_text_anew_and_all_else_stays(folder: Path) -> None:
    composer = Composer([folder])
    calendar = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    first = composer.compose(planned(calendar=calendar, calendar_method="REQUEST"), sender=SENDER, now=NOW)
    second = composer.rewrite(first, text="亲自写的话。", cc=[Address(email="li@acme.example", name="李总")])
    before, after = (message_from_bytes(c.raw, policy=default) for c in (first, second))
    assert second.text == "亲自写的话。\n"
    assert str(after["Cc"]) == "李总 <li@acme.example>"
    for name in ("From", "To", "Subject", "Date", "Message-ID", "X-Mailpm-Key"):
        assert str(before[name]) == str(after[name])
    assert list(after.iter_parts())[2].get_payload(decode=True) == calendar
    added = composer.rewrite(first, added="One more thing.")
    assert added.text == "你好 & <b>\nby Wed 21 Oct\n\nOne more thing.\n\nAgency assistant\n"
    assert composer.rewrite(first).raw == first.raw


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)
MIXED = st.text(alphabet="abc XYZ 你好，客户项目：（）…\t\r\n\u2028\u202e\x00\x85\x0b=?_\"\\@<>,é", max_size=160)


def lawful(raw: bytes) -> None:
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    head, _, body = raw.partition(b"\r\n\r\n")
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if not line.startswith((b"References", b" <")))
    assert all(len(line) <= 998 for line in body.split(b"\r\n"))
    assert all(len(word) <= 75 for word in re.findall(rb"=\?[^ ]*\?=", head))


@given(subject=ANY_TEXT | MIXED, words=ANY_TEXT | MIXED, name=ANY_TEXT | MIXED)
def test_no_words_break_a_letter(tmp_path_factory: pytest.TempPathFactory, subject: str, words: str, name: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    (folder / "en").mkdir(parents=True, exist_ok=True)
    (folder / "en" / "note.txt.j2").write_text("Subject: {{ subject }}\n\n{{ words }}\n", "utf-8")
    letter = planned(content=Note(subject=subject, words=words), to=(replace(WANG, name=name),))
    composed = Composer([folder]).compose(letter, sender=SENDER, now=NOW)
    lawful(composed.raw)
    head = composed.raw.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] != b" "]
    assert set(names) <= {
        b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"X-Auto-Response-Suppress",
        b"X-Mailpm-Key", b"MIME-Version", b"Content-Type",
    }  # fmt: skip
    read = message_from_bytes(composed.raw, policy=default)
    assert read["To"].addresses[0].addr_spec == WANG.email


@given(subject=MIXED | ANY_TEXT)
def test_a_subject_comes_back_as_it_was(subject: str) -> None:
    clean = one_line(subject)
    folded = text_header("Subject", subject)
    assert str(make_header(decode_header(folded.replace("\r\n ", " ") if clean.isascii() else folded))) == clean
    assert message_from_bytes(f"Subject: {folded}\r\n\r\n".encode(), policy=default)["Subject"] == clean


@given(name=MIXED)
def test_a_name_comes_back_as_it_was(name: str) -> None:
    folded = address_header([Address(email="a@x.example", name=name)])
    read = message_from_bytes(f"To: {folded}\r\n\r\n".encode(), policy=default)["To"].addresses[0]
    assert read.addr_spec == "a@x.example"
    # policy.default of Python 3.11 sets a space between encoded words of a phrase; the older reader follows RFC 2047.
    phrase = parseaddr(message_from_bytes(f"To: {folded}\r\n\r\n".encode())["To"])[0]
    assert str(make_header(decode_header(phrase))) == ("" if "@" in one_line(name) else one_line(name))


def test_domains_beyond_ascii_are_sendable_and_local_parts_are_not() -> None:
    assert address_header([Address(email="wang@例子.example")]) == "wang@xn--fsqu00a.example"
    with pytest.raises(AddressNotSendable):
        address_header([Address(email="王@acme.example")])


@pytest.mark.parametrize(
    ("before", "after"),
    [("Logo", "Re: Logo"), ("RE: re: Logo", "Re: Logo"), ("答复：Logo", "Re: Logo"), ("10:00 call", "Re: 10:00 call")],
)
def test_an_answer_has_one_re(before: str, after: str) -> None:
    assert reply_subject(before) == after


def test_days_times_and_lists_are_said_as_people_say_them() -> None:
    day = date(2026, 10, 21)
    at = datetime(2026, 10, 21, 8, 0, tzinfo=UTC)
    en, zh = Language.ENGLISH, Language.CHINESE
    assert date_words(day, en) == "Wed 21 Oct"
    assert date_words(day, zh) == "10月21日(周三)"
    assert date_words(day, en, year=2025) == "Wed 21 Oct 2026"
    assert date_words(day, zh, year=2025) == "2026年10月21日(周三)"
    assert time_words(at, en, zone="Europe/Berlin") == "10:00 (Berlin time)"
    assert time_words(at, zh, zone="Asia/Shanghai") == "16:00(北京时间)"
    assert time_words(at, zh, zone="America/Bogota") == "03:00(UTC-5)"
    assert due_words(Due(value=at), en) == "Wed 21 Oct, 08:00"
    assert due_words(Due(value=at), zh) == "10月21日(周三)08:00"
    assert [join_words(x, en) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [pad(x) for x in ("Lena", "王敏", "Lena (X)", "")] == ["Lena ", "王敏", "Lena (X)", ""]
    assert [pads(x) for x in ("Lena", "王敏", "A王")] == [" Lena ", "王敏", " A王"]
    assert join_words(["logo", "文案", "域名"], zh) == "logo、文案 和 域名"
