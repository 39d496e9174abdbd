"""Why nobody of a unit can be written to: nobody joined, all have left, all have shut the assistant out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..turn import Turn

REASONS = ("nobody", "left", "blocked")
"""The reasons in the order in which they are told."""


def out_of_reach(turn: Turn, units: Sequence[str]) -> dict[str, list[str]]:
    """Return the units that no message reaches, by reason, in the order given; reached ones are left out."""
    held = turn.store.memberships.of_units(units)
    there = {one.unit for one in held}
    people = turn.store.people.several([one.person_id for one in held])
    reachable = {person.id for person in people if person.unreachable_at is None}
    reached = {one.unit for one in held if one.person_id in reachable}
    once = turn.store.memberships.joined_once([unit for unit in units if unit not in there])
    found: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit in there and unit not in reached:
            found["blocked"].append(unit)
        elif unit not in there:
            found["left" if unit in once else "nobody"].append(unit)
    return {reason: found[reason] for reason in REASONS if reason in found}
