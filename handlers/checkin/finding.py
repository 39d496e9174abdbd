"""Which of the own entries a line means that amends one of them: by its task, its numbers, its day."""

from __future__ import annotations

from datetime import date, datetime

from knowledge import Amendment, Quantity
from storage import Entry, EntryFilter

from ..access import Act, units_for
from ..progress.counting import PERSONS
from ..turn import Turn
from .content import Content

_TIMES = frozenset({"场", "次", "期", "场次", "回"})
_LOOKED_AT = 50


def last_own(turn: Turn) -> Entry | None:
    """Return the entry that the person wrote or changed last, of those that count and may be changed."""
    last: Entry | None = None
    at: datetime | None = None
    for one in sorted(_own(turn), key=lambda one: (one.changed_at, one.id), reverse=True):
        if at is not None and one.changed_at < at:
            break
        touched = _touched(turn, one)
        if at is None or touched > at:
            last, at = one, touched
    return last


def _touched(turn: Turn, entry: Entry) -> datetime:
    """When the person wrote or changed the entry last; what a colleague did to it is not meant by 刚才."""
    if entry.version == 1:
        return entry.created_at
    own = (one.at for one in turn.store.entries.versions(entry.id) if one.by_id == turn.person.id)
    return max(own, default=entry.created_at)


def fitting(turn: Turn, amendment: Amendment) -> list[Entry]:
    """Return the own entries that the amendment may mean, the last written first.

    All that it says of the entry must fit; where several do, those that have a number like the new one.
    """
    found = [one for one in _own(turn) if _is_meant(one, amendment)]
    found.sort(key=lambda one: (one.created_at, one.id), reverse=True)
    if amendment.old or not amendment.numbers:
        return found
    like = [one for one in found if all(_has_like(one, number) for number in amendment.numbers)]
    return like or found


def fits_draft(content: Content, amendment: Amendment) -> bool:
    """Return whether the amendment means the open draft."""
    tasks = {task for piece in content.pieces for task in (piece.task, *piece.choices)}
    if amendment.tasks and tasks.isdisjoint(amendment.tasks):
        return False
    if not any(_within(amendment, day, content.as_of) for day in content.days):
        return False
    told = [(one.value, one.unit) for piece in content.pieces for one in piece.numbers]
    return all(
        any(float(value) == old.value and alike(unit, old.unit) for value, unit in told)
        for old in amendment.old
    )


def alike(unit: str, other: str) -> bool:
    """Return whether two units count the same thing, perhaps in another word; "" may be any."""
    return "" in (unit, other) or unit == other or {unit, other} <= PERSONS or {unit, other} <= _TIMES


def _own(turn: Turn) -> list[Entry]:
    units = [unit for one in turn.memberships for unit in units_for(Act.CHANGE_ENTRY, one, turn.catalogue)]
    if not units:
        return []
    wanted = EntryFilter(tuple(dict.fromkeys(units)), author_id=turn.person.id, limit=_LOOKED_AT)
    return list(turn.store.entries.list(wanted))


def _is_meant(entry: Entry, amendment: Amendment) -> bool:
    if amendment.tasks and entry.task not in amendment.tasks:
        return False
    if not _within(amendment, entry.on, entry.as_of):
        return False
    return all(
        any(float(one.value) == old.value and alike(one.unit, old.unit) for one in entry.quantities)
        for old in amendment.old
    )


def _within(amendment: Amendment, on: date, as_of: date) -> bool:
    """True when the day meant or the day of the writing is one by which the entry is called."""
    if amendment.begin is None or amendment.end is None:
        return True
    return any(amendment.begin <= day <= amendment.end for day in (on, as_of))


def _has_like(entry: Entry, number: Quantity) -> bool:
    return any(alike(one.unit, number.unit) for one in entry.quantities)
