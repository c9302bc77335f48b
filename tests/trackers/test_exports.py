"""Out and back: JSON reads back to the same value; tables and dossiers hold what was said, and no formula."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.composing.report_projects import STATES, project

from mailpm.model import Approval, Language, Outbound, OutboundState, ProjectStatus
from mailpm.model.letters.answers import Dossier
from mailpm.model.letters.reports import Audience, Report
from mailpm.model.plain import PlainError, from_plain, to_plain
from mailpm.planning.dossier import dossier
from mailpm.planning.report_facts import make_report
from mailpm.reading.plans import read_plan_file
from mailpm.trackers import (
    NotAnExport,
    dossier_csv,
    dossier_json,
    dossier_xlsx,
    read_json,
    write_csv,
    write_json,
    write_xlsx,
)
from mailpm.trackers.tables import COLUMNS
from mailpm.workdays import plain_calendar

openpyxl = pytest.importorskip("openpyxl", reason="the extra docx is not installed")
PROJECTS = [(language, state) for language in Language for state in STATES]


@pytest.mark.parametrize(("language", "state"), PROJECTS)
def test_json_reads_back_to_the_same_project(language: Language, state: str) -> None:
    status, _ = project(language, state)
    assert read_json(write_json(status)) == status


@given(st.text(), st.dates(), st.booleans(), st.floats(min_value=0, max_value=1))
def test_any_words_and_days_survive(words: str, day: date, confirmed: bool, certainty: float) -> None:
    status, _ = project(Language.ENGLISH, "slipping")
    tracked = status.items[0]
    item = replace(tracked.item, what=words, quote=words, certainty=certainty, due=replace(tracked.item.due, value=day))  # type: ignore[type-var]
    status = replace(status, items=(replace(tracked, item=item, confirmed=confirmed),))
    assert read_json(write_json(status)) == status


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "not proper JSON"),
        (b"[]", "no export"),
        (b'{"format": "mailpm-project", "version": 9}', "version 9"),
        (b'{"format": "mailpm-project", "version": 1, "project": {"project": {"key": 1, "name": "x"}}}', "project.project.key"),
        (b'{"format": "mailpm-project", "version": 1, "project": {"colour": 1}}', "colour"),
        (b'{"format": "mailpm-project", "version": 1, "project": {}}', "project"),
    ],
)
def test_what_is_no_export_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(NotAnExport) as caught:
        read_json(content)
    assert words in str(caught.value)


def test_a_report_can_be_kept_as_json() -> None:
    status, now = project(Language.CHINESE, "in_trouble")
    report = make_report(status, now, audience=Audience.CLIENT, calendars=plain_calendar, since=date(2026, 10, 10))
    assert from_plain(Report, json.loads(json.dumps(to_plain(report)))) == report


@pytest.mark.parametrize("wrong", [{"weekday": "x"}, {"at": 5}, 7, None, {"weekday": True, "at": "10:00"}])
def test_a_wrong_kind_of_value_is_refused(wrong: Any) -> None:
    from mailpm.model.plan import RhythmFacts

    with pytest.raises(PlainError):
        from_plain(RhythmFacts, wrong)


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", list(Language))
def test_a_table_for_other_tools(language: Language) -> None:
    status, _ = project(language, "in_trouble")
    head, *body = rows(write_csv(status, language=language))
    assert head == list(COLUMNS[language].values())
    assert len(body) == len(status.milestones) + len(status.items) + len(status.risks) + len(status.changes)
    logo = next(row for row in body if row[0] == status.items[0].item.what)
    assert logo[2:4] == [status.people[2].name, status.people[2].email]
    assert (logo[6], logo[10], logo[11]) == ("2026-09-25", status.milestones[0].name, status.items[0].item.message_id)


def test_the_table_of_a_project_begins_another() -> None:
    """Its milestones come back by the import of plans."""
    status, now = project(Language.ENGLISH, "on_track")
    text = write_csv(status).decode("utf-8-sig")
    plan = read_plan_file("plan.csv", text, now=now)
    found = {(m.name, m.baseline) for m in plan.milestones}
    assert {(m.name, m.baseline) for m in status.milestones} <= found


@pytest.mark.parametrize("language", list(Language))
def test_a_workbook_holds_days_as_days(language: Language) -> None:
    status, _ = project(language, "slipping")
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(status, language=language))).active
    assert [cell.value for cell in sheet[1]] == list(COLUMNS[language].values())
    assert sheet.freeze_panes == "A2"
    due = sheet.cell(row=2, column=7)
    assert due.value.date() == status.milestones[0].baseline


@pytest.mark.parametrize("words", ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_clients_words_are_no_formula(words: str) -> None:
    status, _ = project(Language.ENGLISH, "on_track")
    tracked = status.items[0]
    status = replace(status, items=(replace(tracked, item=replace(tracked.item, what=words)),))
    cells = [row[0] for row in rows(write_csv(status))]
    assert f"'{words}" in cells
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(status)))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def made(state: str = "in_trouble") -> Dossier:
    status, now = project(Language.ENGLISH, state)
    letter = Outbound(
        id=7, key="report:x", kind="report", project="brightwater", state=OutboundState.ACCEPTED, version=1,
        recipients=("lena@brightwater.example",), subject="Weekly report", text="", message_id="r@x", raw=b"",
        created=now,
    )  # fmt: skip
    approval = Approval(
        outbound=7, version=1, recipients=letter.recipients, by="nora@northlight.example",
        at=datetime(2026, 10, 9, 13, 40, tzinfo=UTC), message_id="ok@x",
    )  # fmt: skip
    return dossier(status, now, calendars=plain_calendar, approvals=(approval,), letters=(letter,))


def test_a_dossier_tells_every_sentence_in_order() -> None:
    found = made()
    assert [e.at for e in found.events] == sorted(e.at for e in found.events)
    copy = [(e.kind, e.old, e.new) for e in found.events if e.what == "home page copy"]
    assert copy == [
        ("request", "", "2026-10-09"),
        ("move", "2026-10-09", "2026-10-16"),
        ("move", "2026-10-16", "2026-11-02"),
    ]
    kinds = {e.kind for e in found.events}
    assert {"approval", "baseline", "change", "decision", "move", "request"} <= kinds
    approved = next(e for e in found.events if e.kind == "approval")
    assert (approved.what, approved.message_id) == ("Weekly report", "ok@x")
    assert all(e.message_id for e in found.events if e.kind in ("move", "request", "baseline", "decision"))


@pytest.mark.parametrize("language", list(Language))
def test_a_dossier_in_every_form(language: Language) -> None:
    found = made()
    assert from_plain(Dossier, json.loads(dossier_json(found))) == found
    head, *body = rows(dossier_csv(found, language=language))
    assert len(body) == len(found.events)
    assert len(head) == len(set(head))
    book = openpyxl.load_workbook(io.BytesIO(dossier_xlsx(found, language=language)))
    assert len(book.sheetnames) == 7
    assert [sheet.max_row - 1 for sheet in book][:2] == [len(found.events), len(found.items)]


def test_an_empty_project_has_a_dossier_too() -> None:
    status, now = project(Language.ENGLISH, "on_track")
    empty = ProjectStatus(project=status.project)
    found = dossier(empty, now, calendars=plain_calendar)
    assert found.events == ()
    assert dossier_xlsx(found)
