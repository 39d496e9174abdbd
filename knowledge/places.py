"""The 233 county-level units of the two provinces, their prefectures and the provinces themselves.

Codes are those of GB/T 2260. Names are the official ones of today; former names and short names lead to
the same unit. Finding a place in a sentence is the matter of `understanding.place_names`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .faults import Fault, KnowledgeError

PlaceKind = Literal["county", "prefecture", "province"]

COUNTY_COLUMNS = ("code", "name", "short", "prefecture", "former", "sound")
ABOVE_COLUMNS = ("code", "name", "short", "aliases", "sound")


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of the administrative division.

    Attributes:
        code: six digits of GB/T 2260 (`341822`); a prefecture ends in 00, a province in 0000.
        name: official name (寻甸回族彝族自治县).
        short: the name without its ending (寻甸); the whole name where one character would be left (歙县).
        kind: county, prefecture or province.
        former: names that it had, and other names in use (潞西市, 版纳, 皖).
        sound: its syllables where they differ from the characters' usual ones (六安 lu an), else empty.
        prefecture_name: official name of its prefecture; its own name for a prefecture, empty for a province.
        prefecture_short: the same without its ending.
    """

    code: str
    name: str
    short: str
    kind: PlaceKind
    former: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()
    prefecture_name: str = ""
    prefecture_short: str = ""

    @property
    def province(self) -> str:
        """First two digits of the code: 34 安徽, 53 云南."""
        return self.code[:2]

    @property
    def prefecture(self) -> str:
        """Code of its prefecture (`341800`), empty for a province."""
        return "" if self.kind == "province" else f"{self.code[:4]}00"

    @property
    def level(self) -> str:
        """The last character of the name: 县, 市, 区, 州 or 省."""
        return self.name[-1]

    @property
    def unit(self) -> str:
        """The identifier used everywhere: `county:341822`, `prefecture:340800`, `province:34`."""
        return f"{self.kind}:{self.province if self.kind == 'province' else self.code}"


class Places:
    """All places of the two provinces by code and by name."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        """Index `places`; the order of the file is kept."""
        self.all = places
        self.counties = tuple(place for place in places if place.kind == "county")
        self.prefectures = tuple(place for place in places if place.kind == "prefecture")
        self.provinces = tuple(place for place in places if place.kind == "province")
        self._by_unit = {place.unit: place for place in places}
        self._by_name: dict[str, tuple[Place, ...]] = {}
        for place in places:
            for name in dict.fromkeys((place.name, place.short, *place.former)):
                self._by_name[name] = (*self._by_name.get(name, ()), place)

    def county(self, code: str) -> Place | None:
        """The county-level unit with this six-digit code, or None."""
        return self._by_unit.get(f"county:{code}")

    def prefecture(self, code: str) -> Place | None:
        """The prefecture with this six-digit code (`340800`), or None."""
        return self._by_unit.get(f"prefecture:{code}")

    def province(self, code: str) -> Place | None:
        """The province with these two digits (`34`), or None."""
        return self._by_unit.get(f"province:{code}")

    def by_unit(self, unit: str) -> Place | None:
        """The place behind an identifier such as `county:341822`, or None."""
        return self._by_unit.get(unit)

    def named(self, name: str) -> tuple[Place, ...]:
        """The places of exactly this official, short or former name; 红河 gives county and prefecture."""
        return self._by_name.get(name, ())

    def counties_of(self, prefecture: str) -> tuple[Place, ...]:
        """The county-level units of the prefecture with this code, in the order of their codes."""
        return tuple(place for place in self.counties if place.prefecture == prefecture)


def load_places(path: Path) -> Places:
    """Read `places.csv` and, beside it, `places_above_county.csv`. Raises KnowledgeError with every fault."""
    faults: list[Fault] = []
    above = [_above(row) for row in _rows(path.with_name("places_above_county.csv"), ABOVE_COLUMNS, faults)]
    prefectures = {place.code: place for place in above if place.kind == "prefecture"}
    counties = [
        _county(row, prefectures[row["prefecture"]])
        for row in _rows(path, COUNTY_COLUMNS, faults, frozenset(prefectures))
    ]
    if faults:
        raise KnowledgeError(faults)
    return Places((*above, *counties))


def _rows(
    path: Path, columns: tuple[str, ...], faults: list[Fault], prefectures: frozenset[str] | None = None
) -> list[dict[str, str]]:
    """The sound rows of a table; what is wrong with the others goes to `faults`."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = tuple(next(reader, ()))
        if header != columns:
            faults.append(Fault(path.name, 1, f"表头是 {','.join(header)}", f"应为 {','.join(columns)}"))
            return []
        rows, seen = [], set[str]()
        for cells in reader:
            row = dict(zip(columns, cells, strict=False))
            wrong = _wrong(row, len(cells), columns, seen, prefectures)
            if wrong:
                faults.append(Fault(path.name, reader.line_num, *wrong))
            else:
                rows.append(row)
                seen.add(row["code"])
        return rows


def _wrong(
    row: dict[str, str],
    cells: int,
    columns: tuple[str, ...],
    seen: set[str],
    prefectures: frozenset[str] | None,
) -> tuple[str, str] | None:
    """What is wrong with a row and what to do about it, or None."""
    if cells != len(columns):
        return f"这一行有 {cells} 列", f"应有 {len(columns)} 列"
    if len(row["code"]) != 6 or not row["code"].isdigit():
        return f"代码“{row['code']}”不是六位数字", "请按 GB/T 2260 填写六位代码"
    if row["code"] in seen:
        return f"代码 {row['code']} 出现了两次", "请删去重复的一行"
    if not row["name"] or not row["short"] or not row["name"].startswith(row["short"][0]):
        return f"名称“{row['name']}”或简称“{row['short']}”不对", "请填写全称和以同一字开头的简称"
    if row["sound"] and len(row["sound"].split()) != len(row["short"]):
        return f"读音“{row['sound']}”与简称“{row['short']}”字数不同", "每个字写一个不带声调的音节，用空格隔开"
    if prefectures is not None and (
        row["prefecture"] not in prefectures or row["prefecture"][:4] != row["code"][:4]
    ):
        return (
            f"所属州（市）代码“{row['prefecture']}”不对",
            "应为本县代码前四位加 00，并列在 places_above_county.csv 里",
        )
    return None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _above(row: dict[str, str]) -> Place:
    province = row["code"].endswith("0000")
    return Place(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        kind="province" if province else "prefecture",
        former=_split(row["aliases"]),
        sound=tuple(row["sound"].split()),
        prefecture_name="" if province else row["name"],
        prefecture_short="" if province else row["short"],
    )


def _county(row: dict[str, str], prefecture: Place) -> Place:
    return Place(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        kind="county",
        former=_split(row["former"]),
        sound=tuple(row["sound"].split()),
        prefecture_name=prefecture.name,
        prefecture_short=prefecture.short,
    )
