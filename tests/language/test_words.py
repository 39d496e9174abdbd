"""Every word of every group is found in a sentence, so that none is swallowed, double or out of reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.language.knowing import HERE, LANGUAGE, groups, load, read, templates

WORDS, TESTS = LANGUAGE / "words", HERE / "words"
NAMES = sorted(path.name for path in WORDS.glob("*.yaml"))
GAPS: list[dict[str, str]] = load(HERE / "known_gaps.yaml")["words"]


def groups_of(name: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = load(WORDS / name)["groups"]
    return groups


def sentences_of(name: str) -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = load(TESTS / name)["groups"]
    return sentences


def _said(value: Any) -> Iterator[str]:
    """Every `say` of a test file, and every sentence of a words file."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from [item] if key == "say" else _said(item)
    elif isinstance(value, list):
        for item in value:
            yield from [item] if isinstance(item, str) else _said(item)


def _sentences() -> set[str]:
    files: list[Path] = [*TESTS.glob("*.yaml"), *(HERE / "intents").rglob("*.yaml"), HERE / "facets.yaml"]
    return {sentence for file in files for sentence in _said(load(file))}


@cache
def found_somewhere() -> frozenset[tuple[str, str]]:
    """Each group and word that the vocabulary finds in some sentence of these tests."""
    return frozenset((word.group, word.word) for say in _sentences() for word in read(say).words)


def missing(name: str) -> list[str]:
    gaps = {(gap["group"], gap["word"]) for gap in GAPS}
    return [
        f"words/{name}: {group} 的“{word}”没有句子"
        for group, words in groups_of(name).items()
        for word in words
        if (group, word.lower()) not in found_somewhere() and (group, word) not in gaps
    ]


def test_every_file_of_words_has_its_sentences() -> None:
    assert sorted(path.name for path in TESTS.glob("*.yaml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_group_has_its_sentences(name: str) -> None:
    assert list(sentences_of(name)) == list(groups_of(name))
    assert [group for group, sentences in sentences_of(name).items() if not sentences] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_found_in_a_sentence(name: str) -> None:
    assert missing(name) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_sentence_holds_a_word_of_its_group(name: str) -> None:
    wrong = [
        f"{group}: {sentence}"
        for group, sentences in sentences_of(name).items()
        for sentence in sentences
        if not any(word.group == group for word in read(sentence).words)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_no_word_stands_twice_in_a_group(name: str) -> None:
    doubles = {
        group: [word for word, times in Counter(words).items() if times > 1]
        for group, words in groups_of(name).items()
    }
    assert {group: words for group, words in doubles.items() if words} == {}


def test_no_group_stands_in_two_files() -> None:
    counted = Counter(group for name in NAMES for group in groups_of(name))
    assert [group for group, times in counted.items() if times > 1] == []


def test_every_group_matters_to_an_intent_or_a_facet_or_the_code() -> None:
    needed = " ".join(text for texts in templates().values() for text in texts)
    facets = {group for groups in load(LANGUAGE / "facets.yaml")["facets"].values() for group in groups}
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("knowledge/understanding", "handlers/ask")
        for path in (LANGUAGE.parents[2] / folder).rglob("*.py")
    )
    idle = [
        group
        for group in groups()
        if f"<{group}>" not in needed and group not in facets and f'"{group}"' not in code
    ]
    assert idle == []


def test_every_word_out_of_reach_is_still_out_of_reach() -> None:
    assert [gap for gap in GAPS if gap["word"] not in groups()[gap["group"]] or not gap["why"]] == []
    found = [
        gap["word"]
        for gap in GAPS
        if any((word.group, word.word) == (gap["group"], gap["word"]) for word in read(gap["say"]).words)
    ]
    assert found == [], "已经找得到：请从已知缺口里拿掉"
