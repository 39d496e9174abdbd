"""Dialect and haste become plain words, and nothing that is plain already changes."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.language.knowing import HERE, LANGUAGE, catalogue, groups, load, read, understanding

DATA = load(LANGUAGE / "speech.yaml")
LINES: list[list[str]] = [*DATA["plain"], *DATA["closing"]]
FILE = load(HERE / "speech.yaml")


def plain(text: str) -> str:
    return understanding().language.speech.plain(text)


@pytest.mark.parametrize("pair", FILE["plain"], ids=lambda pair: pair[0])
def test_a_sentence_is_read_in_plain_words(pair: list[str]) -> None:
    assert read(pair[0]).text == pair[1]


@pytest.mark.parametrize("say", FILE["same"])
def test_a_plain_sentence_stays_as_it_is(say: str) -> None:
    assert read(say).text == say


@pytest.mark.parametrize("line", DATA["plain"], ids=lambda line: line[0])
def test_each_word_of_a_line_becomes_its_first(line: list[str]) -> None:
    assert {word: plain(word) for word in line} == dict.fromkeys(line, line[0])


@pytest.mark.parametrize("line", DATA["closing"], ids=lambda line: line[0])
def test_a_closing_word_counts_at_the_end_of_a_clause_only(line: list[str]) -> None:
    first, *others = line
    assert {plain(f"规定{word}") for word in others} == {f"规定{first}"}
    assert {plain(f"规定{word},这里") for word in others} == {f"规定{first},这里"}
    assert {plain(f"{word}建会").removesuffix("建会") for word in others}.isdisjoint({first})


def test_a_sound_counts_at_the_end_of_a_clause_only() -> None:
    sounds = [sound for sound in DATA["particles"] if plain(f"几个{sound}") != "几个"]
    inside = [sound for sound in DATA["particles"] if plain(f"{sound}个") != f"{sound}个"]
    assert (sounds, inside) == ([], [])


def test_no_word_stands_twice() -> None:
    words = [word for line in LINES for word in line[1:]] + DATA["keep"]
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_the_words_of_the_other_files_are_plain() -> None:
    words = {word.lower() for words in groups().values() for word in words}
    assert {word: plain(word) for word in words if plain(word) != word} == {}


def test_no_name_of_a_plan_or_a_place_changes() -> None:
    points = [point for book in catalogue().plans.values() for point in book.points]
    names = {name for point in points for name in (*point.names, point.topic)}
    places = {name for place in catalogue().places.all for name in (place.name, place.short)}
    changed = {name: plain(name) for name in names | places if plain(name) != name}
    assert changed == {}
