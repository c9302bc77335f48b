"""Letters around meetings: their words, byte for byte, and a calendar part that independent programs take."""

import os
from email import message_from_bytes
from pathlib import Path

import pytest
from tests.composing import meeting_samples as samples

from mailpm.composing import Composer, template_folders
from mailpm.composing.invite import calendar_maker
from mailpm.model import Language

GOLDEN = Path(__file__).parent / "golden" / "meetings"
COMPOSER = Composer(template_folders(), calendar=calendar_maker(samples.SENDER))
KINDS = [(kind, language) for language in Language for kind in samples.samples(language)]


def compose(kind: str, language: Language):
    signature = "Li Na's team" if language is Language.ENGLISH else "李娜团队"
    return COMPOSER.compose(
        samples.planned(kind, language), sender=samples.SENDER, now=samples.NOW, signature=signature
    )


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_a_letter_reads_as_it_was_written(kind: str, language: Language) -> None:
    """MAILPM_GOLDEN=write stores the letters anew; read every one of them before you commit it."""
    composed = compose(kind, language)
    words = f"Subject: {composed.subject}\n\n{composed.text}"
    path = GOLDEN / language / f"{kind}.txt"
    if os.environ.get("MAILPM_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    assert words == path.read_text("utf-8")


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_the_calendar_part_is_the_last_and_bare(kind: str, language: Language) -> None:
    """The envelope that Gmail, Outlook, Apple and Thunderbird agree on (RFC 6047 and HAZARDS section 4)."""
    parts = list(message_from_bytes(compose(kind, language).raw).walk())
    types = [part.get_content_type() for part in parts]
    if getattr(samples.samples(language)[kind], "invite", None) is None:
        assert types == ["multipart/alternative", "text/plain", "text/html"]
        return
    assert types == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    calendar = parts[-1]
    assert calendar.get_param("method") == "REQUEST"
    assert b"\r\nMETHOD:REQUEST\r\n" in calendar.get_payload(decode=True)
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Disposition"] is None
    assert calendar["Content-ID"] is None


@pytest.mark.parametrize("language", Language)
def test_the_text_alone_says_it_all(language: Language) -> None:
    text = compose("invitation", language).text
    for fact in ("09:00", "https://meet.example/acme") if language is Language.ENGLISH else ("15:00", "09:00"):
        assert fact in text
    assert ("Berlin time" if language is Language.ENGLISH else "北京时间") in text
