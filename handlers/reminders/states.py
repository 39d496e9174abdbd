"""What is fulfilled: by what people said about an obligation, by met targets, by visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge import Catalogue, PlanBook, Target, Task
from storage import EntryFilter, EntryKind, ObligationState, ProgressRow, Role, UnitOfWork

from ..access import units_under
from ..progress.counting import State, tally
from ..progress.windows import window, within
from .obligation import Obligation

Rows = Mapping[str, Sequence[ProgressRow]]


def resolved(
    store: UnitOfWork, catalogue: Catalogue, book: PlanBook, owed: Sequence[Obligation], today: date
) -> tuple[Obligation, ...]:
    """Return the obligations of one plan, or of one round of it, with their present states.

    `book` is the plan as the round reads it.
    """
    if not owed:
        return ()
    marks = store.obligations.marks({one.unit for one in owed})
    rows = _rows(store, book, owed, today)
    visited = _visited(store, catalogue, owed, today)
    found = []
    for one in owed:
        mark = marks.get(one.key)
        state = mark.state if mark is not None else ObligationState.OPEN
        told = one.unit in visited.get(one.duty.id, ()) or _met(one, rows.get(one.unit, ()), book, today)
        if state is ObligationState.OPEN and told:
            state = ObligationState.DONE
        found.append(replace(one, state=state) if state is not one.state else one)
    return tuple(found)


def _rows(store: UnitOfWork, book: PlanBook, owed: Sequence[Obligation], today: date) -> Rows:
    """The entries that count toward targets, of the counties that are asked for some."""
    units = sorted({one.unit for one in owed if one.duty.targets and one.unit.startswith("county:")})
    found: dict[str, list[ProgressRow]] = defaultdict(list)
    for row in store.entries.for_progress(units, book.id, until=today) if units else ():
        if row.round_id == owed[0].round:
            found[row.unit].append(row)
    return found


def _met(one: Obligation, rows: Sequence[ProgressRow], book: PlanBook, today: date) -> bool:
    if not one.duty.targets or one.due is None or not rows:
        return False
    day = min(today, one.due)
    return all(
        _is_met(target, task, [row for row in rows if row.task == task.id], window(target, book, day))
        for task, target in _targets(book.tasks.values(), one.duty.targets)
    )


def _targets(tasks: Iterable[Task], wanted: tuple[str, ...]) -> list[tuple[Task, Target]]:
    return [(task, target) for task in tasks for target in task.targets if target.id in wanted]


def _is_met(target: Target, task: Task, rows: list[ProgressRow], days: tuple[date, date]) -> bool:
    told = tally(target, within(rows, days), lone=len(task.targets) == 1)
    return told.state is State.MET


def _visited(
    store: UnitOfWork, catalogue: Catalogue, owed: Iterable[Obligation], today: date
) -> dict[str, set[str]]:
    """By duty, the liaison units that have told of a visit to each of their counties."""
    wanted = {one.unit: one for one in owed if one.duty.visit and one.unit.startswith("liaison:")}
    found: dict[str, set[str]] = defaultdict(set)
    for unit, one in wanted.items():
        counties = units_under(unit, catalogue)
        if counties and visited(store, one, counties, today) >= set(counties):
            found[one.duty.id].add(unit)
    return found


def visited(store: UnitOfWork, owed: Obligation, counties: tuple[str, ...], today: date) -> set[str]:
    """Return those of the counties of which a liaison unit told a visit within the obligation's days."""
    entries = store.entries.list(
        EntryFilter(counties, plan=owed.plan, kind=EntryKind.VISIT, since=owed.begins_on, until=today)
    )
    return {entry.unit for entry in entries if entry.typed_by_role == Role.LIAISON.value}
