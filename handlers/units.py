"""Units by their ids: county:341822, prefecture:340800, liaison:<plan>/<slug>, province:34."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import Catalogue, Place, PlanBook, Role

from .errors import UnknownUnit
from .phrases import say
from .provinces import blanks


@dataclass(frozen=True, slots=True)
class Unit:
    """Whom somebody speaks for; `code` is the place code of a county or prefecture, else ""."""

    id: str
    role: Role
    name: str
    plan: str
    code: str = ""


def unit_of(unit_id: str, catalogue: Catalogue) -> Unit:
    """Return the unit with this id. Raises UnknownUnit."""
    unit = _find(unit_id, catalogue)
    if unit is None:
        raise UnknownUnit(unit_id, sentence=say("errors.unknown_unit", name=unit_id, **blanks(catalogue)))
    return unit


def is_unit(unit_id: str, catalogue: Catalogue) -> bool:
    """Return whether the plans have this unit: an id that was stored may be of one that they had once."""
    return _find(unit_id, catalogue) is not None


def _find(unit_id: str, catalogue: Catalogue) -> Unit | None:
    kind, _, rest = unit_id.partition(":")
    return _FINDERS[kind](rest, catalogue) if kind in _FINDERS else None


def _county(code: str, catalogue: Catalogue) -> Unit | None:
    place = catalogue.places.county(code)
    book = catalogue.of_province(code[:2])
    return Unit(f"county:{code}", Role.COUNTY, place.name, book.id, code) if place and book else None


def _prefecture(code: str, catalogue: Catalogue) -> Unit | None:
    place = catalogue.places.prefecture(code)
    book = catalogue.of_province(code[:2])
    return Unit(f"prefecture:{code}", Role.PREFECTURE, place.name, book.id, code) if place and book else None


def _province(code: str, catalogue: Catalogue) -> Unit | None:
    book = catalogue.of_province(code)
    return Unit(f"province:{code}", Role.PROVINCE, book.plan.roles.province, book.id) if book else None


def _liaison(rest: str, catalogue: Catalogue) -> Unit | None:
    plan = rest.partition("/")[0]
    book = catalogue.plans.get(plan)
    unit = book.units.get(f"liaison:{rest}") if book else None
    return Unit(f"liaison:{rest}", Role.LIAISON, unit.unit, plan) if unit else None


_FINDERS = {"county": _county, "prefecture": _prefecture, "province": _province, "liaison": _liaison}


def home_plan(unit: Unit | None, catalogue: Catalogue) -> PlanBook | None:
    """Return the plan under which a unit works, or None."""
    return catalogue.plans.get(unit.plan) if unit else None


def find_unit(
    catalogue: Catalogue,
    *,
    county: str | None = None,
    prefecture: str | None = None,
    liaison: str | None = None,
    province: str | None = None,
) -> str | None:
    """Return the unit id for a name as people write it; None when no name is given.

    Raises UnknownUnit for a name that is nothing, or that is several units.
    """
    if county:
        return _place_named(catalogue, county, "county")
    if prefecture:
        return _place_named(catalogue, prefecture, "prefecture")
    if province:
        return _place_named(catalogue, province, "province")
    return _liaison_named(catalogue, liaison) if liaison else None


def _place_named(catalogue: Catalogue, name: str, kind: str) -> str:
    plain = name.strip().removesuffix("总工会")
    places = [place for place in catalogue.places.named(plain) if place.kind == kind]
    if not places and plain.isdigit():
        place = catalogue.places.by_unit(f"{kind}:{plain}")
        places = [place] if place else []
    if not places and plain[-1:] in "县市区州":
        named = catalogue.places.named(plain[:-1])
        places = [place for place in named if place.kind == kind and plain[-1] == place.level]
    if not places:
        places = [place for place in _all(catalogue, kind) if place.prefecture_name + place.name == plain]
    return _only(catalogue, name, [(place.unit, place.name) for place in places])


def _all(catalogue: Catalogue, kind: str) -> tuple[Place, ...]:
    return catalogue.places.counties if kind == "county" else catalogue.places.prefectures


def _liaison_named(catalogue: Catalogue, name: str) -> str:
    plain = name.strip()
    units = [
        (unit_id, f"{book.plan.name}{unit.unit}")
        for book in catalogue.plans.values()
        for unit_id, unit in book.units.items()
        if plain in (unit_id.removeprefix("liaison:"), unit.unit, *unit.names, f"{book.plan.name}{unit.unit}")
    ]
    return _only(catalogue, name, units)


def _only(catalogue: Catalogue, name: str, found: list[tuple[str, str]]) -> str:
    if not found:
        raise UnknownUnit(name, sentence=say("errors.unknown_unit", name=name, **blanks(catalogue)))
    if len(found) > 1:
        candidates = "、".join(label for _, label in found)
        raise UnknownUnit(name, sentence=say("errors.ambiguous_unit", name=name, candidates=candidates))
    return found[0][0]
