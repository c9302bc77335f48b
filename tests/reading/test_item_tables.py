"""The tables of cues: each example does what its rule says, and every rule earns its place."""

import time

import pytest

from mailpm.reading.language import Cue, Language, fires, hits, languages
from mailpm.reading.plain import plain

CUES = [(language, cue) for language in languages() for cue in language.cues]
NAMES = [f"{language.name}.{cue.name}" for language, cue in CUES]


@pytest.mark.parametrize(("language", "cue"), CUES, ids=NAMES)
def test_examples_fire_and_look_alikes_do_not(language: Language, cue: Cue) -> None:
    assert cue.examples, "a rule without an example"
    assert [e for e in cue.examples if not fires(cue, e)] == []
    assert [n for n in cue.never if fires(cue, n)] == []


@pytest.mark.parametrize(("language", "cue"), CUES, ids=NAMES)
def test_every_rule_is_the_one_that_reads_some_example(language: Language, cue: Cue) -> None:
    reading = [hits(plain(example)).get(cue.act) for example in cue.examples]
    assert any(hit is not None and hit.name == f"{language.name}.{cue.name}" for hit in reading)


def test_names_are_one_of_a_kind() -> None:
    assert len(set(NAMES)) == len(NAMES)


def _seconds(cue: Cue, words: str, length: int) -> float:
    text = (words * (length // len(words) + 1))[:length]
    started = time.process_time()
    fires(cue, text)
    return time.process_time() - started


@pytest.mark.parametrize(("language", "cue"), CUES, ids=NAMES)
def test_a_pattern_is_linear_in_the_text(language: Language, cue: Cue) -> None:
    """100 KB of a rule's own beginnings take no more than in proportion to 25 KB of them."""
    for example in cue.examples[:1]:
        folded = plain(example)
        for words in (folded[: max(2, len(folded) // 2)], folded[:-2] + "# ", folded.split(" ")[0] + " "):
            short, long = _seconds(cue, words, 25_000), _seconds(cue, words, 100_000)
            assert long < 9 * short + 0.25


def test_folding_keeps_every_letter_in_its_place() -> None:
    odd = "煩請於１１月３０日前，把“資料”發給我。İstanbul ǅ ß ﬁ 臺灣 — ok"
    assert len(plain(odd)) == len(odd)
    assert plain("煩請發給我，ＯＫ？") == "烦请发给我,ok?"
