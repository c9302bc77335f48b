"""The words of a clause by which it is known again in an answer."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mailpm.reading.language import Language, languages


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    stems = tuple((re.compile(pattern), to) for pattern, to in language.stem)
    return re.compile(language.noise), re.compile(language.word), stems


@lru_cache(maxsize=20_000)
def keys(text: str) -> frozenset[str]:
    """What folded `text` speaks of: content words, stemmed, or pairs of letters where words are not parted."""
    found: set[str] = set()
    for language in languages():
        noise, word, stems = _patterns(language)
        if language.pairs:
            for run in word.findall(noise.sub(" ", text)):
                found.update(run[i : i + 2] for i in range(len(run) - 1))
            found.update(re.findall(language.terms, text))
            continue
        for token in word.findall(text):
            if token in language.stop:
                continue
            for pattern, to in stems:
                token = pattern.sub(to, token)
            if token not in language.stop and len(token) > 1:
                found.add(token)
    return frozenset(found)


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with the letters of `spans` blanked out: days and names say nothing about the thing itself."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (min(end, len(letters)) - start)
    return "".join(letters)
