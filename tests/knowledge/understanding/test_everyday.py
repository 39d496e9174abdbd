"""Everyday speech names no topic: what is left of a question beside it shows whether a point knows the topic."""

from __future__ import annotations

import pytest

from knowledge.understanding.everyday import Everyday
from tests.language.knowing import catalogue, understanding

EVERYDAY = Everyday.load()


@pytest.mark.parametrize(
    ("text", "left"),
    [("驿站收尾", "驿站"), ("打算搞量子通信驿站", "搞量子通信驿站"), ("职工驿站", "职工驿站"), ("", "")],
)
def test_words_of_everyday_speech_name_no_topic(text: str, left: str) -> None:
    assert EVERYDAY.without_words(text).replace(" ", "") == left


def test_the_gap_is_the_longest_stretch_that_is_not_known() -> None:
    point = "每个县级工会2023年新建不少于2个职工驿站"
    gaps = {
        text: EVERYDAY.gap(text, point.__contains__)
        for text in ("职工驿站", "量子通信驿站", "驿站收尾", "工站", "")
    }
    assert gaps == {"职工驿站": 0, "量子通信驿站": 4, "驿站收尾": 0, "工站": 1, "": 0}


@pytest.mark.parametrize(
    ("topic", "strange"),
    [("量子通信驿站", True), ("月球驿站", True), ("工会译站", False), ("职工驿站", False), ("", False)],
)
def test_a_topic_that_no_plan_knows_is_strange_and_a_misspelt_one_is_not(topic: str, strange: bool) -> None:
    point = catalogue().points["yunnan-2022/task-23/1"]
    assert (understanding().strange_share(topic, point) > 0.25) is strange


def test_characters_are_single_and_words_are_not() -> None:
    assert {character for character in EVERYDAY.characters if len(character) != 1} == set()
    assert {word for word in EVERYDAY.words if len(word) < 2} == set()


def test_no_everyday_word_is_the_title_of_a_task_or_a_term() -> None:
    books = catalogue().plans.values()
    titles = {task.title for book in books for task in book.tasks.values()}
    assert titles and titles.isdisjoint(EVERYDAY.words)
