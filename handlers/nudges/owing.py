"""What the units under somebody have not done yet: due within fourteen days, or late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from storage import NudgeStop, ObligationState

from ..access import Act, units_for
from ..reminders import keys
from ..reminders.agenda import SOON, Reader
from ..reminders.calendar import calendar_of
from ..reminders.obligation import Obligation
from ..reminders.obligations import Shift
from ..reminders.states import resolved
from ..turn import Turn

LATE = timedelta(days=45)
"""What is late for longer is not nudged about any more."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that several units owe in the same period: the same duty, plan, round and day."""

    obligations: tuple[Obligation, ...]

    @property
    def first(self) -> Obligation:
        """One of them, for the words that all share."""
        return self.obligations[0]

    @property
    def token(self) -> str:
        """The short name in buttons; looked up among what the presser may see."""
        return keys.token(_kind(self.first))


def units_below(turn: Turn) -> tuple[str, ...]:
    """Return the units that the person may nudge: those under the unit acted for, else under any."""
    first = turn.membership
    found = units_for(Act.NUDGE, first, turn.catalogue) if first is not None else ()
    if not found:
        found = tuple(unit for one in turn.memberships for unit in units_for(Act.NUDGE, one, turn.catalogue))
    return tuple(dict.fromkeys(found))


def matters(turn: Turn) -> list[Matter]:
    """Return what the units below have not done yet, by day; each with the units that owe it."""
    found: dict[str, list[Obligation]] = defaultdict(list)
    for one in _open(turn, units_below(turn)):
        found[_kind(one)].append(one)
    groups = [Matter(tuple(group)) for group in found.values()]
    return sorted(groups, key=lambda matter: (matter.first.due or turn.today, matter.first.duty.id))


def is_anything_near(turn: Turn) -> bool:
    """Return whether anything, done or not, falls due for the units below in the days that are looked at."""
    return any(True for _ in _near(turn, units_below(turn)))


def find(turn: Turn, token: str) -> Obligation | None:
    """Return the open obligation of a button, if its unit is one that the person may nudge."""
    found = (one for one in _open(turn, units_below(turn)) if keys.token(one.key) == token)
    return next(found, None)


def stops(turn: Turn, owed: Iterable[Obligation]) -> dict[tuple[str, str], NudgeStop]:
    """Return the reasons that stop nudges about these obligations, by unit and key; of no others."""
    wanted = {(one.unit, one.key) for one in owed}
    found = turn.store.nudges.stops({unit for unit, _ in wanted})
    return {about: stop for about, stop in found.items() if about in wanted}


def _open(turn: Turn, units: Iterable[str]) -> list[Obligation]:
    reader = _reader(turn)
    groups: dict[tuple[str, Shift | None], list[Obligation]] = defaultdict(list)
    for one, shift in _near(turn, units, reader):
        groups[one.plan, shift].append(one)
    found: list[Obligation] = []
    for (plan, shift), owed in groups.items():
        book = reader.book(plan, shift)
        found += resolved(turn.store, turn.catalogue, book, owed, turn.today)
    return [one for one in found if one.state is ObligationState.OPEN]


def _reader(turn: Turn) -> Reader:
    return Reader(turn.store, turn.catalogue, calendar_of(turn.services), turn.today)


def _near(
    turn: Turn, units: Iterable[str], reader: Reader | None = None
) -> Iterator[tuple[Obligation, Shift | None]]:
    """What the units owe around the day, whether it was done or not, with the round by which it is read."""
    reader = reader or _reader(turn)
    for unit in units:
        shift = reader.shift_of(unit)
        for one in reader.owed(unit, shift):
            # A target is open until the end of its period; it is a matter of the county's own progress.
            if not one.duty.is_target and _is_near(one, turn):
                yield one, shift


def _is_near(one: Obligation, turn: Turn) -> bool:
    if one.due is None or one.duty.begins or turn.today < one.begins_on:
        return False
    return turn.today - LATE <= one.due <= turn.today + SOON


def _kind(one: Obligation) -> str:
    return keys.obligation(one.plan, one.round, one.duty.id, "", f"{one.period}:{one.due}")
