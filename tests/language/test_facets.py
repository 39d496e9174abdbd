"""Which sides of a topic a question asks for: money or number, who or to whom, when or how often."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from knowledge import Facet
from tests.language.knowing import HERE, LANGUAGE, load, read

FILE = load(HERE / "facets.yaml")
SENTENCES: list[dict[str, Any]] = FILE["sentences"]
GAPS: list[dict[str, Any]] = FILE["known_gaps"]
ENOUGH = 4


def sides(say: str) -> list[str]:
    return sorted(facet.value for facet in read(say).facets)


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["say"])
def test_the_sides_asked_for(case: dict[str, Any]) -> None:
    assert sides(case["say"]) == case["sides"]


def test_every_side_is_asked_for_often_enough() -> None:
    counted = Counter(side for case in SENTENCES for side in case["sides"])
    assert {facet.value: counted[facet.value] for facet in Facet if counted[facet.value] < ENOUGH} == {}


def test_every_side_has_words_that_mark_it() -> None:
    assert set(load(LANGUAGE / "facets.yaml")["facets"]) == {facet.value for facet in Facet}


@pytest.mark.parametrize("case", GAPS, ids=lambda case: case["say"])
def test_a_known_gap_is_still_there(case: dict[str, Any]) -> None:
    assert case["why"]
    assert sides(case["say"]) != case["sides"], f"{case['say']} 已经读对了：请移到 sentences"
