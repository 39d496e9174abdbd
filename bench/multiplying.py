"""The plans many times over: copies under other names, as if so many provinces had one."""

from __future__ import annotations

import pickle
from dataclasses import replace

from knowledge import Catalogue, PlanBook


def multiplied(catalogue: Catalogue, times: int) -> Catalogue:
    """Return a catalogue with every plan `times` times; the places stay those of two provinces.

    A copy shares nothing with its original, not even its strings, so that memory grows as it would.
    """
    plans = dict(catalogue.plans)
    for number in range(1, times):
        for book in catalogue.plans.values():
            copy = _copy(book, number)
            plans[copy.id] = copy
    return Catalogue(plans, catalogue.places)


def _copy(book: PlanBook, number: int) -> PlanBook:
    """A plan of a province that no place belongs to and nobody names."""
    own: PlanBook = pickle.loads(pickle.dumps(book))
    name = f"{own.id}-{number}"
    plan = own.plan.model_copy(
        update={
            "id": name,
            "province": f"{own.plan.province}-{number}",
            "name": f"{own.plan.name}{number}",
            "short": f"{own.plan.short}{number}",
        }
    )
    points = tuple(
        replace(point, key=f"{name}/{point.key.partition('/')[2]}", plan=name) for point in own.points
    )
    return replace(own, plan=plan, points=points)
