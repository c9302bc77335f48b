"""Every letter exists in both languages, with the same facts, and ends with a name."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from mailpm.composing import our_templates
from mailpm.composing.words import filters
from mailpm.model import Language

LANGUAGES = ("en", "zh")
NAMES = sorted({path.name for language in LANGUAGES for path in (our_templates() / language).glob("*.j2")})
# Words of a template, without what Jinja computes.
JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


def source(language: str, name: str) -> str:
    return (our_templates() / language / name).read_text("utf-8")


def test_there_are_templates() -> None:
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_stands_in_both_languages_with_the_same_facts(name: str) -> None:
    for language in LANGUAGES:
        assert (our_templates() / language / name).is_file(), f"{language}/{name} is missing"
    environment = Environment()
    environment.filters.update(filters(Language.ENGLISH))
    facts = [meta.find_undeclared_variables(environment.parse(source(language, name))) for language in LANGUAGES]
    assert facts[0] == facts[1]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("_")])
def test_the_shared_words_are_the_same_macros(name: str) -> None:
    def macros(language: str) -> list[tuple[str, list[str]]]:
        tree = Environment().parse(source(language, name))
        return sorted((m.name, [a.name for a in m.args]) for m in tree.find_all(nodes.Macro))

    assert macros("en") == macros("zh")


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt.j2")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_begins_with_its_subject(language: str, name: str) -> None:
    rest = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source(language, name), flags=re.DOTALL).lstrip()
    assert rest.startswith("Subject: ")


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt.j2")])
def test_each_language_keeps_to_its_own_letters(name: str) -> None:
    english = JINJA.sub("", source("en", name))
    assert not re.search(r"[\u4e00-\u9fff]", english)


def test_templates_are_found_in_this_checkout() -> None:
    assert our_templates() == Path(__file__).parents[2] / "templates"
