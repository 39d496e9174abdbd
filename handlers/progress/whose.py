"""Whose progress somebody may see: the counties under a unit, checked by the one table of rights."""

from __future__ import annotations

from ..access import Act, units_for
from ..turn import Turn


def counties(turn: Turn) -> tuple[str, ...]:
    """Return the counties whose progress the person may see, in the order of their codes."""
    memberships = (turn.membership,) if turn.membership is not None else turn.memberships
    units = [unit for one in memberships for unit in units_for(Act.SEE_ENTRIES, one, turn.catalogue)]
    return tuple(dict.fromkeys(unit for unit in units if unit.startswith("county:")))


def look(turn: Turn, unit: str, what: str) -> None:
    """Check the right to see a unit's entries and, for another's, write it down. Raises NotAllowed."""
    turn.require(Act.SEE_ENTRIES, unit)
    if turn.membership is None or turn.membership.unit != unit:
        turn.audit("see_progress", f"unit:{unit}", unit=unit, detail={"page": what})
