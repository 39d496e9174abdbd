"""Questions to try: of the asker's own unit, else of the plan that is in force."""

from __future__ import annotations

from datetime import date

from knowledge import Catalogue, Place, PlanBook

from .phrases import say
from .provinces import blanks
from .units import Unit


def examples_for(catalogue: Catalogue, unit: Unit | None, book: PlanBook | None, today: date) -> list[str]:
    """Return five questions, the plainest first; `book` None: no plan was chosen, all are looked at."""
    shown = book or in_force(catalogue, today)
    rated = [money.rate.per_words[0] for money in shown.money if money.rate and money.rate.per_words]
    tasks = list(shown.tasks.values())
    task = tasks[len(tasks) * 2 // 3]
    number = say("talk.number", number=task.id) if task.id.isdigit() else task.clause
    return [
        say("talk.example_place", place=example_county(catalogue, unit, shown)),
        say("talk.example_due"),
        say("talk.example_rate", what=rated[-1]) if rated else say("talk.example_sums"),
        say("talk.example_number", plan=shown.plan.name, number=number),
        say("talk.example_compare", **blanks(catalogue)),
    ]


def example_county(catalogue: Catalogue, unit: Unit | None, book: PlanBook) -> str:
    """Return the unit's own county, one that it is over or liaises with, else one that the plan lists."""
    own = next((place for place in catalogue.places.counties if unit is not None and _of(place, unit)), None)
    if own is not None:
        return own.name
    liaison = book.units.get(unit.id) if unit is not None else None
    county = catalogue.places.county((liaison or book.liaisons.units[-1]).counties[0].place)
    return county.name if county else ""


def in_force(catalogue: Catalogue, today: date) -> PlanBook:
    """Return the plan that was issued last among those that run on this day, else among all."""
    books = list(catalogue.plans.values())
    running = [book for book in books if book.plan.issued_on <= today <= book.plan.end.date]
    return max(running or books, key=lambda book: book.plan.issued_on)


def _of(place: Place, unit: Unit) -> bool:
    """Whether the county is the unit itself or lies in its prefecture."""
    return place.unit == unit.id or (unit.id.startswith("prefecture:") and place.code[:4] == unit.code[:4])
