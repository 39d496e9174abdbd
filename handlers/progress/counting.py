"""How entries count toward one target: pure arithmetic over rows, no clock and no database.

What a target takes is data of the target: `sum` adds, a running total replaces the sum up to its day,
`latest` is the newest number, `yes` is done or not done. People who took part never count toward events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from knowledge import Target
from storage import EntryKind, EntryStatus, ProgressRow

PERSONS = frozenset({"人", "名", "人次", "人天"})
RATE = "%"
DONE_MARK = "是"
"""The unit of a stored quantity that only says: this target is done."""
NO_TARGET_MARK = "不计"
"""The unit of a stored quantity that only says: no target of the task counts this work."""
MARKS = frozenset({DONE_MARK, NO_TARGET_MARK})

_COUNTING = frozenset({EntryKind.PROGRESS, EntryKind.VISIT})


class State(StrEnum):
    """Where a target stands. Zero that was reported and nothing reported are two different things."""

    MET = "met"
    SHORT = "short"
    ZERO = "zero"
    """Something was reported, and nothing of it counts yet."""
    COUNTED = "counted"
    """There is a number, and the plan asks for none."""
    SILENT = "silent"
    """Nothing was reported."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the entries say for one target.

    Attributes:
        state: see State.
        value: the number reached, in `unit`; None where none was told.
        unit: the unit of `value`, the target's own or a like one.
        last: the day of the newest entry that says something for this target.
        assumed: how many entries said 完成 without a number and counted 1.
        approx: a number in `value` was told as about so much.
    """

    state: State
    value: Decimal | None = None
    unit: str = ""
    last: date | None = None
    assumed: int = 0
    approx: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number of an entry that counts for a target."""

    value: Decimal
    unit: str
    so_far: bool
    approx: bool


def counts_toward(target: Target, unit: str) -> bool:
    """Return whether a number with this unit is one of what the target counts."""
    if unit not in target.accepts:
        return False
    if target.count == "yes":
        return True
    own = target.unit or ""
    return (unit in PERSONS) == (own in PERSONS) and (unit == RATE) == (own == RATE)


def counts_when_done(target: Target) -> bool:
    """Return whether 完成 without a number fulfils the target: done or not done, or a target of 1."""
    return target.count == "yes" or target.value == 1


def tally(target: Target, rows: Iterable[ProgressRow], *, lone: bool) -> Tally:
    """Return where `target` stands by the rows of its task within its period.

    `lone`: the task has no other target, so what an entry says without a number can only mean this one.
    Rows are taken in the order of their days, then of their writing.
    """
    entries = _entries(rows)
    told = [one for one in entries if _speaks(target, one, lone)]
    if not told:
        return Tally(State.SILENT)
    last = max(one[0].on for one in told)
    if target.count == "yes":
        return Tally(State.MET if any(_done(target, one, lone) for one in told) else State.ZERO, last=last)
    tallied = _latest(target, told) if target.count == "latest" else _sum(target, told, lone)
    return replace(tallied, state=_state(target, tallied.value), last=last)


def _entries(rows: Iterable[ProgressRow]) -> list[list[ProgressRow]]:
    """The rows of each entry that may count for a target, in order."""
    found: dict[int, list[ProgressRow]] = {}
    for row in rows:
        if row.kind in _COUNTING:
            found.setdefault(row.entry_id, []).append(row)
    counting = (one for one in found.values() if not any(row.quantity_unit == NO_TARGET_MARK for row in one))
    return sorted(counting, key=lambda one: (one[0].on, one[0].created_at, one[0].entry_id))


def _speaks(target: Target, entry: Sequence[ProgressRow], lone: bool) -> bool:
    if any(row.target == target.id for row in entry):
        return True
    unaimed = all(row.target is None for row in entry)
    return unaimed and (lone or entry[0].status is EntryStatus.NONE)


def _done(target: Target, entry: Sequence[ProgressRow], lone: bool) -> bool:
    if lone and entry[0].status is EntryStatus.DONE and all(row.target is None for row in entry):
        return True
    return any(_fulfils(target, row) for row in entry if row.target == target.id)


def _fulfils(target: Target, row: ProgressRow) -> bool:
    if row.value is None or row.value <= 0:
        return False
    if row.quantity_unit == RATE and target.value is not None:
        return row.value >= Decimal(str(target.value))
    return row.quantity_unit == DONE_MARK or row.quantity_unit in target.accepts


def _numbers(target: Target, entry: Sequence[ProgressRow]) -> list[_Counted]:
    """The numbers of an entry that count for the target: all in one unit, the one that it prefers."""
    found = [
        _Counted(row.value, row.quantity_unit, row.so_far, row.approx)
        for row in entry
        if row.target == target.id
        and row.value is not None
        and row.quantity_unit is not None
        and counts_toward(target, row.quantity_unit)
    ]
    units = {one.unit for one in found}
    order = (target.unit, *target.accepts)
    chosen = next((unit for unit in order if unit in units), None)
    return [one for one in found if one.unit == chosen]


def _sum(target: Target, entries: Sequence[Sequence[ProgressRow]], lone: bool) -> Tally:
    total: Decimal | None = None
    assumed = 0
    approx = False
    for entry in entries:
        numbers = _numbers(target, entry)
        for one in numbers:
            total = one.value if one.so_far else (total or Decimal(0)) + one.value
            assumed = 0 if one.so_far else assumed
            approx = one.approx or (approx and not one.so_far)
        if not numbers and target.value == 1 and _says_done(target, entry, lone):
            total = (total or Decimal(0)) + 1
            assumed += 1
    return Tally(State.ZERO, total, target.unit or "", assumed=assumed, approx=approx)


def _says_done(target: Target, entry: Sequence[ProgressRow], lone: bool) -> bool:
    marked = any(row.target == target.id and row.quantity_unit == DONE_MARK for row in entry)
    bare = lone and entry[0].status is EntryStatus.DONE and all(row.target is None for row in entry)
    return marked or bare


def _latest(target: Target, entries: Sequence[Sequence[ProgressRow]]) -> Tally:
    for entry in reversed(entries):
        numbers = _numbers(target, entry)
        if numbers:
            newest = numbers[-1]
            return Tally(State.ZERO, newest.value, newest.unit, approx=newest.approx)
    return Tally(State.ZERO, None, target.unit or "")


def _state(target: Target, value: Decimal | None) -> State:
    if value is None or value <= 0:
        return State.ZERO
    if target.value is None:
        return State.COUNTED
    return State.MET if value >= Decimal(str(target.value)) else State.SHORT
