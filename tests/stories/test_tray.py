"""A letter whose project is not clear waits; the PM's word files it, and only then it is read."""

from __future__ import annotations

import pytest
from tests.stories.conftest import PM, STRANGER, A, Begin


@pytest.mark.parametrize(("language", "words"), [("zh", "这封归到 ACME"), ("en", "move this to ACME")])
def test_a_letter_of_no_project_is_filed_and_read_by_a_word(story: Begin, language: str, words: str) -> None:
    s = story(language)
    s.write(STRANGER, "李娜,您好!\n合同扫描件我周五前发给您。", to=[PM], cc=[A], subject="合同")
    s.assistant.tick()
    assert s.ledger.items() == ()
    s.write(PM, words, answers=s.latest(PM, "合同", kind="brief"))
    s.assistant.tick()
    assert "ACME" in s.receipt()
    (tracked,) = s.ledger.items()
    assert tracked.project == "acme"
    assert tracked.item.owner.email == STRANGER
    assert not {"unsorted"} & {t.kind for t in s.ledger.troubles()}
