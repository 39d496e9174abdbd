"""Everyday speech names no topic: what is left of a question beside it shows whether a point knows the topic."""

from __future__ import annotations

import pytest

from knowledge.understanding.everyday import Everyday
from tests.language.knowing import catalogue

EVERYDAY = Everyday.load()
POINT = "每个县级工会2023年新建不少于2个职工驿站"


def gap(text: str, known: str = POINT) -> float:
    return EVERYDAY.gap(text, known.__contains__)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("职工驿站", 0),
        ("职工驿站要搞几个", 0),
        ("量子通信驿站", 4),
        ("月球驿站", 2),
        ("驿站收尾", 0),  # 收尾 is an everyday word
        ("工站", 1),  # both stand in the point, though not together
        ("", 0),
        ("的", 0),
    ],
)
def test_the_gap_is_the_longest_stretch_that_is_not_known(text: str, length: float) -> None:
    assert gap(text) == length


def test_everyday_characters_part_a_stretch() -> None:
    assert gap("量子的通信") == 2


def test_characters_are_single_and_words_are_not() -> None:
    assert {character for character in EVERYDAY.characters if len(character) != 1} == set()
    assert {word for word in EVERYDAY.words if len(word) < 2} == set()


def test_no_everyday_word_is_the_title_of_a_task_or_a_term() -> None:
    books = catalogue().plans.values()
    titles = {task.title for book in books for task in book.tasks.values()}
    assert titles and titles.isdisjoint(EVERYDAY.words)
