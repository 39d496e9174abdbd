"""Names of places in lists: short enough for half a small phone, and each still its own."""

from __future__ import annotations

from collections import Counter

import pytest

from handlers.people.naming import listed_name
from knowledge.catalogue import load_catalogue

WIDTH = 9


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("county:530925", "双江自治县"),
        ("county:532822", "勐海县"),
        ("prefecture:532800", "西双版纳傣族自治州"),
        ("county:340123", "肥西县"),
    ],
)
def test_a_long_name_keeps_its_beginning_and_its_level(unit: str, name: str) -> None:
    assert listed_name(unit, load_catalogue()) == name


def test_every_county_is_told_from_every_other() -> None:
    catalogue = load_catalogue()
    names = Counter(
        (place.prefecture_name, listed_name(place.unit, catalogue)) for place in catalogue.places.counties
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for _, name in names if len(name) > WIDTH] == []
