"""Golden letters of three projects in two languages, text and page, letter by letter; and what no page may do.

To write them anew after a change of words: `MAILPM_WRITE_GOLDEN=1 pytest tests/composing/test_golden_reports.py`, then
read every one of them.
"""

import os
import re
from dataclasses import fields, is_dataclass, replace
from email import message_from_bytes
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from tests.composing.report_projects import STATES, project

from mailpm.composing import Composer, template_folders
from mailpm.model import Address, Language, Planned, ProjectStatus
from mailpm.model.letters.reports import Audience, Report
from mailpm.planning.answer_letter import reply
from mailpm.planning.answers import answer
from mailpm.planning.changes import plan_changes
from mailpm.planning.dossier import dossier
from mailpm.planning.report_facts import make_report
from mailpm.planning.reports import plan_reports
from mailpm.reading.questions import read_question
from mailpm.workdays import plain_calendar

GOLDEN = Path(__file__).with_name("golden_reports")
SENDER = Address(email="assistant@northlight.example", name="Northlight assistant")
LETTERS = [(language, state) for language in Language for state in STATES]
COMPOSER = Composer(template_folders())


def letters(language: Language, state: str) -> list[Planned]:
    status, now = project(language, state)
    return list(plan_reports(status, now, calendars=plain_calendar))


def page_and_text(letter: Planned, status: ProjectStatus, now: Any) -> tuple[str, str]:
    composed = COMPOSER.compose(letter, sender=SENDER, now=now, signature="Nora" if letter.language == "en" else "周岚")
    for part in message_from_bytes(composed.raw).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            return payload.decode().replace("\r\n", "\n"), f"Subject: {composed.subject}\n\n{composed.text}"
    raise AssertionError("no page")


def compare(name: str, content: str) -> None:
    path = GOLDEN / name
    if os.environ.get("MAILPM_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    assert content == path.read_text("utf-8"), f"{name} is not what it was; read the difference"


@pytest.mark.parametrize(("language", "state"), LETTERS)
def test_golden_reports(language: Language, state: str) -> None:
    status, now = project(language, state)
    for letter in letters(language, state):
        page, text = page_and_text(letter, status, now)
        compare(f"{letter.kind}-{language}-{state}.txt", text)
        if letter.kind == "report":
            compare(f"{letter.kind}-{language}-{state}.html", page)


@pytest.mark.parametrize("language", list(Language))
def test_golden_reports_for_the_team_and_the_sponsor(language: Language) -> None:
    status, now = project(language, "in_trouble")
    plan = replace(status.project.plan, report_audiences=("team", "sponsor"))
    status = replace(status, project=replace(status.project, plan=plan))
    for letter in plan_reports(status, now, calendars=plain_calendar):
        if isinstance(letter.content, Report):
            compare(f"report-{language}-{letter.content.audience}.txt", page_and_text(letter, status, now)[1])


@pytest.mark.parametrize("language", list(Language))
def test_golden_change_letters(language: Language) -> None:
    status, now = project(language, "slipping")
    change = status.changes[0]
    for state in ("suggested", "assessed", "accepted", "rejected"):
        said = {"accepted": ("Agreed.", "同意"), "rejected": ("Not agreed.", "不同意")}.get(state, ("", ""))[language == "zh"]
        decided = {"decided_by": change.asked_of, "decided_on": now, "evidence": said} if state[-2:] == "ed" else {}
        put = replace(status, changes=(replace(change, status=state, **decided),))  # type: ignore[arg-type]
        for letter in plan_changes(put, now, calendars=plain_calendar):
            _, text = page_and_text(letter, status, now)
            side = "-inside" if getattr(letter.content, "inside", False) else ""
            compare(f"{letter.kind}-{language}-{state}{side}.txt", text)


QUESTIONS = {
    Language.ENGLISH: ("what is late?", "will the launch be late?", "history of the home page copy", "who is always late?",
                       "any risks?", "which changes are open?", "?", "who is responsible for the launch?", "what does Bob owe us?"),
    Language.CHINESE: ("哪些逾期了", "上线会不会晚", "首页文案的来龙去脉", "谁老是晚", "还有哪些风险", "有哪些变更", "?", "上线谁负责", "小张还欠什么"),
}  # fmt: skip


@pytest.mark.parametrize("language", list(Language))
def test_golden_answers(language: Language) -> None:
    status, now = project(language, "in_trouble")
    assert status.pm is not None
    said = []
    for words in QUESTIONS[language]:
        found = answer(read_question(words), [status], now, calendars=plain_calendar, asker=status.pm)
        letter = reply(found, message_id="q@x.example", to=status.pm.address, language=language)
        said.append(page_and_text(letter, status, now)[1])
    compare(f"answers-{language}.txt", "\n----------\n".join(said))


@pytest.mark.parametrize("language", list(Language))
def test_golden_dossier(language: Language) -> None:
    status, now = project(language, "in_trouble")
    facts = dossier(status, now, calendars=plain_calendar)
    compare(f"dossier-{language}.html", COMPOSER.page("dossier", language, facts, now))


@pytest.mark.parametrize(("language", "state"), LETTERS)
def test_a_page_survives_gmail_outlook_and_qq(language: Language, state: str) -> None:
    status, now = project(language, state)
    for letter in letters(language, state):
        page, _ = page_and_text(letter, status, now)
        assert not re.search(r"<(?:script|img|link|iframe|object|form|video|svg)\b|url\(|@import|javascript:", page, re.I)
        assert "http" not in page  # nothing remote, nothing to click
        assert len(page.encode()) < 80_000  # Gmail clips at 102 KB
        body = page[page.index("<body") :]
        # Every cell carries its own style, for QQ and others that drop <style>.
        bare = [cell for cell in re.findall(r"<td\b[^>]*>", body) if "style=" not in cell]
        assert not bare
        # Tables that only lay out say so to screen readers, and pictures of bars are skipped by them.
        assert all('role="presentation"' in table for table in re.findall(r"<table\b[^>]*>", body))
        assert all('aria-hidden="true"' in table for table in re.findall(r'<table\b[^>]*class="bar"[^>]*>', body))
        assert 'lang="' in page[:200]


NASTY = "<img src=x onerror=alert(1)> & \"q\" 'a' {{ 7*7 }}"


def poisoned(value: Any) -> Any:
    """A copy of a noun in which every free word is an attack."""
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        return NASTY
    if isinstance(value, tuple):
        return tuple(poisoned(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"status", "kind", "rule", "number", "item_key", "email", "rhythm", "marks", "light", "cause", "zone", "roles"}
        changes = {f.name: poisoned(getattr(value, f.name)) for f in fields(value) if f.name not in kept}
        return replace(value, **changes)
    return value


@pytest.mark.parametrize("language", list(Language))
def test_a_clients_words_stay_words(language: Language) -> None:
    status, now = project(language, "in_trouble")
    report = make_report(status, now, audience=Audience.CLIENT, calendars=plain_calendar, since=now.date())
    hostile: Report = poisoned(report)
    assert hostile.need[0].what == NASTY
    letter = replace(letters(language, "in_trouble")[0], content=replace(hostile, salutations=(NASTY,), notes=(NASTY,)))
    page, text = page_and_text(letter, status, now)
    assert "<img" not in page
    assert page.count("&lt;img") > 20
    assert "&amp;lt;" not in page  # and escaped once
    assert NASTY in text
    facts = poisoned(dossier(status, now, calendars=plain_calendar))
    assert "<img" not in COMPOSER.page("dossier", language, facts, now)


@pytest.mark.parametrize("language", list(Language))
def test_hostile_answers_stay_words(language: Language) -> None:
    status, now = project(language, "in_trouble")
    assert status.pm is not None
    for words in QUESTIONS[language]:
        found = answer(read_question(words), [status], now, calendars=plain_calendar, asker=status.pm)
        if hasattr(found, "asked") or hasattr(found, "problem"):
            keep = {name: getattr(found, name) for name in ("asked", "problem") if hasattr(found, name)}
            found = replace(poisoned(found), **keep)
        else:
            found = poisoned(found)
        letter = reply(found, message_id="q@x.example", to=status.pm.address, language=language)
        assert "<img" not in page_and_text(letter, status, now)[0]
