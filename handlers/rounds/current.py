"""Which open round a unit is in, and the plan as that round reads it."""

from __future__ import annotations

from datetime import date

from knowledge import Catalogue, PlanBook, Role, first_day, months_between, shifted_book
from storage import Round, UnitOfWork

from ..request import MovedPlan
from ..units import unit_of


def open_round(store: UnitOfWork, unit: str, catalogue: Catalogue) -> Round | None:
    """Return the open round of the unit's plan that the unit is in, begun or still to come, or None.

    A county and a prefecture are in the round of their prefecture; the province when a round covers all of
    it; a liaison unit when one of its counties is in a round (the newest, should they be in several).
    Raises UnknownUnit.
    """
    known = unit_of(unit, catalogue)
    book = catalogue.plans[known.plan]
    if known.role in (Role.COUNTY, Role.PREFECTURE):
        return store.rounds.open_in(book.id, prefecture_of(unit, catalogue))
    found = [one for one in store.rounds.all_open() if one.plan == book.id]
    wanted = prefectures_of(unit, catalogue)
    if known.role is Role.LIAISON:
        return next((one for one in found if wanted & set(one.prefectures)), None)
    return next((one for one in found if wanted <= set(one.prefectures)), None)


def round_on(store: UnitOfWork, unit: str, catalogue: Catalogue, day: date) -> Round | None:
    """Return the round that holds for the unit on a day; None: 原定周期.

    The only place that says so, for what is owed, entries, lights, cards and answers alike: an open round
    holds from its first month on; every day before lies outside it. Raises UnknownUnit.
    """
    found = open_round(store, unit, catalogue)
    return found if found is not None and found.first_month <= day else None


def prefecture_of(unit: str, catalogue: Catalogue) -> str:
    """Return the prefecture of a county (`prefecture:532800`), a prefecture itself, "" for other units."""
    if unit.startswith("prefecture:"):
        return unit
    place = catalogue.places.by_unit(unit) if unit.startswith("county:") else None
    return f"prefecture:{place.prefecture}" if place is not None else ""


def prefectures_of(unit: str, catalogue: Catalogue) -> set[str]:
    """Return the prefectures in which a liaison unit has counties, or all of a province."""
    kind, _, rest = unit.partition(":")
    if kind == "province":
        return {place.unit for place in catalogue.places.prefectures if place.province == rest}
    book = catalogue.plans[rest.partition("/")[0]]
    liaison = book.units[unit]
    places = [catalogue.places.county(county.place) for county in liaison.counties]
    return {f"prefecture:{place.prefecture}" for place in places if place is not None}


def months_of(found: Round, catalogue: Catalogue) -> int:
    """Return by how many months a round moves the days of its plan."""
    return months_between(first_day(catalogue.plans[found.plan]), found.first_month)


def moved_plan(store: UnitOfWork, unit: str, catalogue: Catalogue) -> MovedPlan | None:
    """Return the unit's open round, begun or to come, as questions carry it. Raises UnknownUnit."""
    found = open_round(store, unit, catalogue)
    return _carried(found, catalogue) if found is not None else None


def moved_plans(store: UnitOfWork, catalogue: Catalogue) -> dict[str, MovedPlan]:
    """Return every open round by the prefectures that are in it; {} where no plan was restarted."""
    return {
        prefecture: _carried(found, catalogue)
        for found in store.rounds.all_open()
        for prefecture in found.prefectures
    }


def _carried(found: Round, catalogue: Catalogue) -> MovedPlan:
    return MovedPlan(found.plan, months_of(found, catalogue), found.name, found.first_month)


def round_book(found: Round | None, book: PlanBook, catalogue: Catalogue) -> PlanBook:
    """Return the plan as a round reads it; without a round, or for another plan, as it is printed."""
    if found is None or found.plan != book.id:
        return book
    return shifted_book(book, months_of(found, catalogue))
