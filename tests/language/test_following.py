"""What is asked for after a topic was named: each phrase stands for the first of its line."""

from __future__ import annotations

import pytest

from tests.language.knowing import LANGUAGE, load, understanding

FILE = load(LANGUAGE / "following.yaml")
LINES: list[tuple[bool, list[str]]] = [(False, line) for line in FILE["sides"]]
LINES += [(True, line) for line in FILE["liaison"]]


@pytest.mark.parametrize(("of_liaison", "line"), LINES, ids=lambda value: str(value)[:20])
def test_each_phrase_becomes_the_first_of_its_line(of_liaison: bool, line: list[str]) -> None:
    first, *others = line
    got = {
        phrase: understanding().side(phrase.replace(" ", "都"), of_liaison=of_liaison) for phrase in others
    }
    assert {phrase: side and side.words for phrase, side in got.items()} == dict.fromkeys(others, first)


def test_no_phrase_stands_in_two_lines() -> None:
    for kind in ("sides", "liaison"):
        phrases = [phrase for line in FILE[kind] for phrase in line]
        assert sorted(phrases) == sorted(set(phrases))


def test_the_rest_is_what_stands_beside_the_side() -> None:
    side = understanding().side("多久一期写死没")
    assert side is not None
    assert (side.text, side.rest.strip()) == ("多久一次", "")


def test_a_sentence_without_a_known_side_has_none() -> None:
    assert understanding().side("综合报告要交给哪个") is None


@pytest.mark.parametrize("first", [line[0] for _, line in LINES])
def test_the_first_of_a_line_is_plain_speech(first: str) -> None:
    """Dialect is put into plain words before: a first word in dialect would never be met."""
    assert understanding().language.speech.plain(first) == first
