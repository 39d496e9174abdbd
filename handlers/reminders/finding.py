"""An obligation behind a button: looked up among what the presser's own units owe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from storage import SYSTEM_UNIT

from ..turn import Turn
from . import keys
from .agenda import Reader
from .calendar import calendar_of
from .obligation import Obligation
from .obligations import obligations
from .states import resolved

_BACK, _AHEAD = timedelta(days=430), timedelta(days=60)
"""Which due days, seen from the turn's, a button can still be about."""


def own_units(turn: Turn) -> tuple[str, ...]:
    """Return the units that the person speaks for, the one acted for first."""
    first = (turn.membership,) if turn.membership is not None else ()
    units = (one.unit for one in (*first, *turn.memberships))
    return tuple(dict.fromkeys(unit for unit in units if unit != SYSTEM_UNIT))


def owed_by(
    turn: Turn, unit: str, *, back: timedelta = _BACK, ahead: timedelta = _AHEAD
) -> Iterator[Obligation]:
    """Return what a unit owes around the turn's day with its present states, by day."""
    reader = reader_of(turn)
    shift = reader.shift_of(unit)
    plan = reader.plan_of(unit)
    found = obligations(
        turn.catalogue, unit, turn.today - back, turn.today + ahead, shift=shift, local=reader.local(plan)
    )
    yield from resolved(turn.store, turn.catalogue, reader.book(plan, shift), found, turn.today)


def find(turn: Turn, name: str) -> Obligation | None:
    """Return the obligation of this token among those of the person's units; None for any other."""
    for unit in own_units(turn):
        for one in owed_by(turn, unit):
            if keys.token(one.key) == name:
                return one
    return None


def reader_of(turn: Turn) -> Reader:
    """Return a reader of agendas on the turn's day."""
    return Reader(turn.store, turn.catalogue, calendar_of(turn.services), turn.today)
