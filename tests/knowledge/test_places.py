from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalogue import DATA
from knowledge.faults import KnowledgeError
from knowledge.places import Places, load_places

PLACES = load_places(DATA / "places.csv")
COUNTIES = "code,name,short,prefecture,former,sound\n"
ABOVE = "code,name,short,aliases,sound\n530000,云南省,云南,滇,\n530100,昆明市,昆明,,\n"


def load(folder: Path, rows: str, above: str = ABOVE, header: str = COUNTIES) -> Places:
    (folder / "places.csv").write_text(header + rows, encoding="utf-8")
    (folder / "places_above_county.csv").write_text(above, encoding="utf-8")
    return load_places(folder / "places.csv")


def test_every_unit_of_both_provinces_is_there() -> None:
    counted = {code: sum(place.province == code for place in PLACES.counties) for code in ("34", "53")}
    assert counted == {"34": 104, "53": 129}
    assert len({place.code for place in PLACES.all}) == len(PLACES.all)
    assert (len(PLACES.prefectures), len(PLACES.provinces)) == (32, 2)


def test_a_county_knows_where_it_lies() -> None:
    place = PLACES.county("530129")
    assert place is not None
    assert (place.name, place.short, place.level) == ("寻甸回族彝族自治县", "寻甸", "县")
    assert (place.prefecture, place.prefecture_name, place.province) == ("530100", "昆明市", "53")
    assert place.unit == "county:530129"
    assert place in PLACES.counties_of("530100")


def test_identifiers_lead_to_their_place() -> None:
    assert all(PLACES.by_unit(place.unit) is place for place in PLACES.all)
    assert {place.unit for place in PLACES.provinces} == {"province:34", "province:53"}
    province = PLACES.province("34")
    assert province is not None
    assert province.prefecture == ""


@pytest.mark.parametrize("unit", ["county:340100", "prefecture:341822", "county:999999", "", "341822"])
def test_a_wrong_identifier_leads_nowhere(unit: str) -> None:
    assert PLACES.by_unit(unit) is None


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("肥西县", ["county:340123"]), ("肥西", ["county:340123"]), ("潞西市", ["county:533103"]),
        ("红河", ["prefecture:532500", "county:532529"]), ("红河州", ["prefecture:532500"]),
        ("黄山市", ["prefecture:341000"]), ("皖", ["province:34"]), ("版纳", ["prefecture:532800"]), ("没有县", []),
    ],
)  # fmt: skip
def test_names(name: str, units: list[str]) -> None:
    assert [place.unit for place in PLACES.named(name)] == units


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("530102,五华区,五华,530100,\n", "5 列"),
        ("53010,五华区,五华,530100,,\n", "六位数字"),
        ("530102,五华区,五华,530100,,\n530102,五华区,五华,530100,,\n", "出现了两次"),
        ("530102,五华区,六华,530100,,\n", "简称"),
        ("530102,五华区,五华,530200,,\n", "所属州"),
        ("530302,麒麟区,麒麟,530100,,\n", "所属州"),
        ("530102,五华区,五华,530100,,wu\n", "读音"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path, row)
    (fault,) = caught.value.faults
    assert what in fault.what
    assert (fault.file, fault.line) == ("places.csv", 1 + row.count("\n"))
    assert fault.todo


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path, "5301,五华区,五华,530100,,\n530103,盘龙区,,530100,,\n")
    assert [fault.line for fault in caught.value.faults] == [2, 3]


def test_a_wrong_header_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="表头"):
        load(tmp_path, "", header="name,code\n")


def test_a_sound_table_loads(tmp_path: Path) -> None:
    places = load(tmp_path, "530102,五华区,五华,530100,旧区|老区,wu hua\n")
    assert places.counties[0].former == ("旧区", "老区")
    assert places.counties[0].sound == ("wu", "hua")
