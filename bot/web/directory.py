"""Whom one can play on the trial page: every unit of the plans, with the questions that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from .messages import Role, Who

if TYPE_CHECKING:
    from knowledge import Catalogue, PlanBook

EXAMPLES = Path(__file__).parent / "examples.yaml"
_LIAISON_KINDS = {
    "leader": "省总领导",
    "department": "省总部门",
    "industry": "产业工会",
    "institution": "直属单位",
    "national": "全国总工会",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a picker: `group` is its heading, `words` is what the search looks through besides."""

    id: str
    name: str
    group: str
    province: str
    hint: str = ""
    words: str = ""


class Directory:
    """All units by role, and the questions that fit each role."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Collect the units of every plan, in the order of codes and of the plan's own tables."""
        books = list(catalogue.plans.values())
        listings = {
            Role.COUNTY: _counties,
            Role.PREFECTURE: _prefectures,
            Role.LIAISON: _liaisons,
            Role.PROVINCE: _provinces,
        }
        self._units = {
            role: [unit for book in books for unit in listing(book, catalogue)]
            for role, listing in listings.items()
        }
        self._names = {unit.id: unit.name for units in self._units.values() for unit in units}
        self._examples = _examples([book.plan.province for book in books])

    def knows(self, who: Who) -> bool:
        """Say whether the unit exists; who speaks for none is always known."""
        return who.unit is None or who.unit in self._names

    def name(self, who: Who) -> str:
        """Return what others call the person: the unit's name, 访客 or 管理员."""
        if who.unit is not None:
            return self._names[who.unit]
        return "管理员" if who.role is Role.ADMINISTRATOR else "访客"

    def as_data(self) -> dict[str, Any]:
        """Return `{"units": {role: [unit]}, "examples": {role: {province: [question]}}}`."""
        units = {role.value: [asdict(unit) for unit in units] for role, units in self._units.items()}
        return {"units": units, "examples": self._examples}


def _examples(provinces: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """The questions by role and province; a province without its own gets those for any."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    for by_province in found.values():
        common = by_province.pop("any", None)
        if common is not None:
            by_province.update({code: by_province.get(code, common) for code in provinces})
    return found


def _counties(book: PlanBook, catalogue: Catalogue) -> Iterator[Unit]:
    for place in catalogue.places.counties:
        if place.province == book.plan.province:
            words = " ".join((place.short, *place.former))
            yield Unit(place.unit, f"{place.name}总工会", place.prefecture_name, place.province, words=words)


def _prefectures(book: PlanBook, catalogue: Catalogue) -> Iterator[Unit]:
    group = _province_name(book, catalogue)
    for place in catalogue.places.prefectures:
        if place.province == book.plan.province:
            words = " ".join((place.short, *place.former))
            yield Unit(place.unit, f"{place.name}总工会", group, place.province, words=words)


def _liaisons(book: PlanBook, catalogue: Catalogue) -> Iterator[Unit]:
    province = book.plan.province
    for unit_id, unit in book.units.items():
        hint = f"{_LIAISON_KINDS.get(unit.kind, unit.kind)}，联系 {len(unit.counties)} 个县"
        words = " ".join(unit.names)
        yield Unit(unit_id, unit.unit, _province_name(book, catalogue), province, hint, words)


def _provinces(book: PlanBook, catalogue: Catalogue) -> Iterator[Unit]:
    group = _province_name(book, catalogue)
    yield Unit(f"province:{book.plan.province}", book.plan.roles.province, group, book.plan.province)


def _province_name(book: PlanBook, catalogue: Catalogue) -> str:
    place = catalogue.places.province(book.plan.province)
    return place.name if place else book.plan.province
