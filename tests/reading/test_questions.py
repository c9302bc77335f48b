"""Questions in natural words, both languages, held against a table that was written by hand."""

from pathlib import Path

import pytest

from mailpm.model import Ask, Question
from mailpm.reading.languages.en.questions import QUESTIONS as ENGLISH
from mailpm.reading.languages.zh.questions import QUESTIONS as CHINESE
from mailpm.reading.questions import QuestionRule, QuestionTable, read_question

TABLE = Path(__file__).with_name("questions.tsv")


def rows() -> list[tuple[str, str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(language, words, expected) for language, words, expected in (line.split("\t") for line in lines)]


def written(question: Question) -> str:
    fields = {"person": question.person, "about": question.about, "number": question.number, "span": question.span}
    return " ".join([str(question.kind), *(f"{k}={v.replace(' ', '_')}" for k, v in fields.items() if v)])


@pytest.mark.parametrize(("language", "words", "expected"), rows())
def test_the_table_is_understood(language: str, words: str, expected: str) -> None:
    wanted = " ".join(part for part in expected.split(" ") if not part.endswith("="))
    assert written(read_question(words)) == wanted


def test_free_words_are_understood_for_the_most_part() -> None:
    """Held against questions that were written before anybody looked whether a rule knows them."""
    lines = Path(__file__).with_name("questions_free.tsv").read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    wrong = {words: str(read_question(words).kind) for _, words, kinds in table}
    wrong = {words: wrong[words] for _, words, kinds in table if wrong[words] not in kinds.split("|")}
    assert len(table) >= 120
    assert len(wrong) <= 0.03 * len(table), wrong


STATEMENTS = (
    "周五前把 logo 发给我",
    "文案明天给您。",
    "风险不大,放心。",
    "The launch is on 25 November.",
    "Lena sent the logo; the copy is still open.",
    "We decided to go with draft B.",
)


@pytest.mark.parametrize("words", STATEMENTS)
def test_a_statement_is_no_question(words: str) -> None:
    assert read_question(words).kind is Ask.UNKNOWN


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 120
    assert {Ask(expected.split(" ")[0]) for _, _, expected in rows()} == set(Ask)


def rules() -> list[tuple[QuestionTable, QuestionRule]]:
    return [(table, rule) for table in (ENGLISH, CHINESE) for rule in table.rules]


@pytest.mark.parametrize(("table", "rule"), rules(), ids=lambda part: part.name)
def test_every_rule_reads_its_own_examples(table: QuestionTable, rule: QuestionRule) -> None:
    assert rule.examples
    for example in rule.examples:
        assert read_question(example, language=table.name).because == (rule.name,), example
    for example in rule.never:
        assert read_question(example, language=table.name).because != (rule.name,), example


@pytest.mark.parametrize(
    "words", ["what is " * 5000, "还欠" * 20000, "谁" * 30000, "a" * 100_000, "who is the " * 18 + "late", "上线会不会" * 38]
)
def test_nonsense_is_quick_and_no_question_of_length(words: str) -> None:
    assert len(read_question(words).quote) <= len(words)


def test_a_question_is_found_behind_a_greeting_and_before_a_quotation() -> None:
    text = "Hi,\n\nwhat does Lena owe us?\n\nNora\n\n> who is always late?\n"
    question = read_question(text)
    assert (question.kind, question.person) == (Ask.OWES, "Lena")
