from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import DATA as KNOWLEDGE
from knowledge.places import load_places
from knowledge.understanding.normalise import normalise
from knowledge.understanding.place_names import PlaceFinder, PlaceFindings

HERE = Path(__file__).parent / "data"
DATA = yaml.safe_load((HERE / "places.yaml").read_text(encoding="utf-8"))
NO_PLACES = [
    line
    for line in (HERE / "no_places.txt").read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "place-names-test.json"
PLACES = load_places(KNOWLEDGE / "places.csv")
FINDER = PlaceFinder(PLACES)


def find(text: str, province: str | None = None) -> PlaceFindings:
    return FINDER.find(normalise(text).text, province=province)


def offers(found: PlaceFindings) -> set[str]:
    return {place.short for mention in found.offered for place in mention.candidates}


@pytest.mark.parametrize(("text", "short"), DATA["certain"])
def test_certain(text: str, short: str | list[str] | None) -> None:
    wanted = [] if short is None else [short] if isinstance(short, str) else short
    assert [place.short for place in find(text).counties] == wanted


@pytest.mark.parametrize(("text", "names"), DATA["several"])
def test_several_readings_stay(text: str, names: list[str]) -> None:
    (mention,) = find(text).mentions
    assert [place.name for place in mention.candidates] == names
    assert mention.place is None


@pytest.mark.parametrize(("text", "province", "name"), DATA["settled"])
def test_the_province_settles(text: str, province: str, name: str | None) -> None:
    (mention,) = find(text, province).mentions
    assert (mention.place.name if mention.place else None) == name


def test_a_province_in_the_sentence_settles_before_that_of_the_person() -> None:
    (mention,) = find("云南省大观县谁联系", "34").mentions
    assert [place.name for place in mention.candidates] == ["大关县"]


@pytest.mark.parametrize(("text", "short"), DATA["offered"])
def test_offered_and_never_obeyed(text: str, short: str) -> None:
    found = find(text)
    assert found.counties == ()
    assert short in offers(found)


@pytest.mark.parametrize(("text", "name"), DATA["regions"])
def test_prefectures_and_provinces(text: str, name: str) -> None:
    (mention,) = find(text).mentions
    assert mention.place is not None
    assert (mention.place.name, mention.kind) == (name, mention.place.kind)


@pytest.mark.parametrize("text", DATA["foreign"])
def test_foreign(text: str) -> None:
    (mention,) = find(text).mentions
    assert (mention.kind, mention.candidates) == ("foreign", ())
    assert mention.elsewhere


@pytest.mark.parametrize("text", DATA["unknown"])
def test_unknown(text: str) -> None:
    (mention,) = find(text).mentions
    assert (mention.kind, mention.candidates, mention.text) == ("unknown", (), text[: text.index("县") + 1])


@pytest.mark.parametrize(("text", "short"), DATA["words"])
def test_also_a_word(text: str, short: str) -> None:
    (mention,) = find(text).mentions
    assert (mention.candidates[0].short, mention.also_a_word) == (short, True)


@pytest.mark.parametrize("text", DATA["not_words"])
def test_not_a_word_there(text: str) -> None:
    (mention,) = find(text).mentions
    assert mention.place is not None
    assert not mention.also_a_word


@pytest.mark.parametrize(("text", "short"), DATA["known_gaps"])
def test_known_gap(text: str, short: str) -> None:
    found = find(text)
    works = short in [place.short for place in found.counties] or short in offers(found)
    assert not works, "works now: move it to the lines that must be found"


@pytest.mark.parametrize("text", NO_PLACES)
def test_ordinary_sentence(text: str) -> None:
    assert [mention for mention in find(text).mentions if mention.kind != "province"] == []


def test_there_are_enough_ordinary_sentences() -> None:
    assert len(set(NO_PLACES)) == len(NO_PLACES) >= 150


FRAMES = [
    "{}谁联系",
    "我是{}总工会的",
    "那{}呢",
    "{}",
    "请问{}归哪个部门对接",
    "{}的对口联系单位",
    "{}、肥西县谁联系",
]


@pytest.mark.parametrize("place", PLACES.counties, ids=lambda place: place.code)
def test_every_county_by_every_name(place) -> None:  # type: ignore[no-untyped-def]
    names = {
        place.name,
        place.prefecture_name + place.name,
        place.prefecture_short + place.short,
        place.short,
    }
    for name in names | ({f"{place.short}县"} if "自治" in place.name else set()):
        for frame in FRAMES:
            if name == "郊区" and frame.startswith("{}、"):
                continue  # bare 郊区 is the county only where a place is asked for
            found = find(frame.format(name))
            certain = {
                one
                for mention in found.mentions
                if mention.certainty != "offered"
                for one in mention.candidates
            }
            assert place in certain, frame.format(name)


@pytest.mark.parametrize(("plan", "counties"), [("anhui-2022", 54), ("yunnan-2022", 56)])
def test_a_plan_names_its_counties_and_no_other(plan: str, counties: int) -> None:
    text = (KNOWLEDGE / "plans" / plan / "source.txt").read_text(encoding="utf-8")
    mentions = [one for part in re.split(r"[。；\n]", text) for one in find(part).mentions]
    found = [one.place for one in mentions if one.kind == "county"]
    assert len(found) == counties
    assert None not in found
    assert {one.kind for one in mentions} <= {"county", "prefecture", "province"}


def test_a_mention_says_where_it_stands() -> None:
    text = "请问红河州蒙自市谁联系"
    (mention,) = find(text).mentions
    assert text[slice(*mention.span)] == mention.text == "红河州蒙自市"


def test_ties_elsewhere_are_told() -> None:
    (mention,) = find("朝阳区谁联系").mentions
    assert (mention.place and mention.place.name, mention.certainty, mention.elsewhere) == (
        "昭阳区",
        "sound",
        "北京",
    )


@given(
    st.text(alphabet="肥西东和县云寿大理红河市区州省安徽徽南京我是谁联系的总工会、, feixi无为", max_size=16)
)
def test_no_text_makes_it_fail(text: str) -> None:
    last = 0
    for mention in FINDER.find(text).mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


@pytest.fixture(scope="module")
def shared() -> dict[str, dict[str, str | None]]:
    if not SHARED.exists():
        pytest.skip(f"the common test data is not on this machine: {SHARED.name}")
    loaded: dict[str, dict[str, str | None]] = json.loads(SHARED.read_text(encoding="utf-8"))
    return loaded


GROUPS = ["homophones", "wrong_character", "latin", "traditional", "long_and_former_names", "sentences"]


@pytest.mark.parametrize("group", GROUPS)
def test_common_test_data(shared: dict[str, dict[str, str | None]], group: str) -> None:
    wrong = {}
    for text, short in shared[group].items():
        found = find(text)
        certain = [place.short for place in found.counties]
        right = short in certain or (not certain and short in offers(found)) if short else not certain
        if not right:
            wrong[text] = (certain, offers(found))
    assert wrong == {}


def test_common_words_are_no_county(shared: dict[str, dict[str, str | None]]) -> None:
    assert {text for text in shared["not_a_county"] if find(text).counties or offers(find(text))} == set()
