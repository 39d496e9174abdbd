"""Words that mean the same make wordings alike, and only those."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.language.knowing import HERE, LANGUAGE, load, understanding

DATA = load(LANGUAGE / "synonyms.yaml")
LINES: list[list[str]] = DATA["synonyms"]
FILE: dict[str, list[list[str]]] = load(HERE / "synonyms.yaml")
_NO_SIGNS = re.compile("[（）()]")


def comparable(text: str) -> str:
    return "".join(understanding().language.wording.comparable(text).split())


@pytest.mark.parametrize("pair", FILE["same"], ids="=".join)
def test_two_wordings_of_one_question(pair: list[str]) -> None:
    assert comparable(pair[0]) == comparable(pair[1])


@pytest.mark.parametrize("pair", FILE["apart"], ids="≠".join)
def test_two_questions_stay_apart(pair: list[str]) -> None:
    assert comparable(pair[0]) != comparable(pair[1])


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_each_line_has_a_pair(line: list[str]) -> None:
    """The two wordings of the pair use two different words of the line."""

    def used(text: str) -> str:
        return max((word for word in line if word in text), key=len, default="")

    pairs = [(used(one), used(other)) for one, other in FILE["same"]]
    assert [pair for pair in pairs if all(pair) and pair[0] != pair[1]], f"synonyms.yaml: {line[0]} 没有句子"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_each_word_of_a_line_becomes_its_first(line: list[str]) -> None:
    first = comparable(line[0])
    assert {word: comparable(word) for word in line} == dict.fromkeys(line, first)


def test_each_filler_leaves_nothing() -> None:
    assert [filler for filler in DATA["fillers"] if comparable(filler)] == []


def test_no_word_has_two_meanings() -> None:
    words = [word for line in LINES for word in line] + DATA["fillers"]
    assert [word for word, times in Counter(words).items() if times > 1] == []
