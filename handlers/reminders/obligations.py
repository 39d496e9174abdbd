"""From what a role owes to what one unit owes: keys, rounds, and who is asked at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge import Catalogue, PlanBook, shifted_book

from ..units import Unit, unit_of
from . import keys
from .local import LocalSettings
from .obligation import Obligation
from .owed import Falls, falls


@dataclass(frozen=True, slots=True)
class Shift:
    """A round: by how many months the plan's days move, and which round it is."""

    months: int
    round_id: int


def obligations(
    catalogue: Catalogue,
    unit_id: str,
    start: date,
    end: date,
    *,
    shift: Shift | None = None,
    local: LocalSettings | None = None,
) -> tuple[Obligation, ...]:
    """Return what the unit itself owes with a day, or a month of mention, from `start` to `end`, by day.

    All of it is open; what people said and entered is added by `states`. Raises UnknownUnit.
    """
    unit = unit_of(unit_id, catalogue)
    book = book_of(catalogue, unit.plan, shift)
    owed = falls(book, unit.role, start, end, local or LocalSettings())
    return tuple(bound(one, unit, book, shift, catalogue) for one in owed)


def book_of(catalogue: Catalogue, plan: str, shift: Shift | None) -> PlanBook:
    """Return the plan, as the round reads it if there is one."""
    book = catalogue.plans[plan]
    return shifted_book(book, shift.months) if shift is not None else book


def bound(one: Falls, unit: Unit, book: PlanBook, shift: Shift | None, catalogue: Catalogue) -> Obligation:
    """Return the obligation of one unit."""
    round_id = shift.round_id if shift is not None else None
    return Obligation(
        key=keys.obligation(book.id, round_id, one.duty.id, unit.id, one.period),
        plan=book.id,
        round=round_id,
        duty=one.duty,
        unit=unit.id,
        period=one.period,
        name=one.name,
        due=one.due,
        precision=one.precision,
        basis=one.basis,
        concerns=one.concerns,
        printed_day=_printed_day(one, catalogue.plans[book.id]) if shift is not None else None,
        mention=one.mention,
        begins_on=book.plan.issued_on,
        goes_on=one.goes_on,
    )


def every_unit(catalogue: Catalogue) -> tuple[str, ...]:
    """Return every unit of every plan: offices, prefectures, counties, liaison units."""
    places = [place.unit for place in (*catalogue.places.prefectures, *catalogue.places.counties)]
    offices = [f"province:{book.plan.province}" for book in catalogue.plans.values()]
    liaisons = [unit for book in catalogue.plans.values() for unit in book.units]
    return (*offices, *places, *liaisons)


def _printed_day(one: Falls, book: PlanBook) -> date | None:
    duty = next((duty for duty in book.duties if duty.id == one.duty.id), None)
    return duty.due.date if duty is not None and duty.due is not None else None
