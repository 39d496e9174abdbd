from __future__ import annotations

import pytest

from knowledge.catalogue import DATA
from knowledge.places import load_places
from knowledge.understanding.sounds import load_sounds, loose

SOUNDS = load_sounds()


@pytest.mark.parametrize(
    ("sign", "syllable"),
    [
        ("肥", "fei"), ("歙", "she"), ("涡", "guo"), ("枞", "zong"), ("蚌", "beng"), ("牟", "mu"), ("濞", "bi"),
        ("勐", "meng"), ("埇", "yong"), ("弋", "yi"), ("泸", "lu"), ("泾", "jing"), ("绿", "lv"), ("颍", "ying"),
    ],
)  # fmt: skip
def test_usual_reading(sign: str, syllable: str) -> None:
    assert SOUNDS.syllable(sign) == syllable


@pytest.mark.parametrize("sign", ["a", "1", "。", " ", ""])
def test_other_signs_have_no_reading(sign: str) -> None:
    assert SOUNDS.syllable(sign) is None
    assert SOUNDS.readings(sign) == ()


def test_further_readings_come_after_the_usual_one() -> None:
    assert SOUNDS.readings("六") == ("liu", "lu")
    assert SOUNDS.readings("朝")[1:] == ("zhao",)


def test_every_name_of_a_place_can_be_said() -> None:
    for place in load_places(DATA / "places.csv").all:
        assert all(SOUNDS.syllable(sign) for sign in place.name), place.name


def test_a_place_says_its_own_reading_where_it_is_unusual() -> None:
    (luan,) = load_places(DATA / "places.csv").named("六安")
    assert luan.sound == ("lu", "an")


@pytest.mark.parametrize(
    ("one", "other"), [("劳动法律", "劳东法律"), ("援助", "原助"), ("结合", "结和"), ("肥西a1", "飞西a1")]
)
def test_what_sounds_alike_folds_alike(one: str, other: str) -> None:
    assert SOUNDS.fold(one) == SOUNDS.fold(other)


@pytest.mark.parametrize(("one", "other"), [("肥西", "肥东"), ("a", "b"), ("1", "一"), ("县", "x")])
def test_what_sounds_otherwise_folds_otherwise(one: str, other: str) -> None:
    assert SOUNDS.fold(one) != SOUNDS.fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("shi", "si"), ("lan", "nan"), ("ning", "lin"), ("cheng", "cen")]
)
def test_southern_speech_folds_further(one: str, other: str) -> None:
    assert loose(one) == loose(other)


def test_the_table_holds_the_common_characters() -> None:
    assert len(SOUNDS.usual) > 6700
