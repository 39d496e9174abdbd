"""Questions to the entries that are asked in more than one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from storage.prepared import Prepared
from storage.records.entries import EntryFilter, EntryKind, EntryStatus, ProgressRow
from storage.tables import entries, quantities

_FIRST_DAY = date.min
_LAST_DAY = date.max

_COUNTED = (
    select(
        entries.c.id,
        entries.c.unit,
        entries.c.task,
        entries.c.kind,
        entries.c.status,
        entries.c.on_date,
        entries.c.created_at,
        entries.c.round_id,
        entries.c.after_end,
        entries.c.demo,
        quantities.c.value,
        quantities.c.unit.label("quantity_unit"),
        quantities.c.target,
        quantities.c.so_far,
        quantities.c.approx,
    )
    .select_from(entries.outerjoin(quantities, quantities.c.entry_id == entries.c.id))
    .where(
        entries.c.plan == bindparam("plan"),
        entries.c.on_date.between(bindparam("since"), bindparam("until")),
        entries.c.withdrawn_at.is_(None),
    )
    .order_by(entries.c.unit, entries.c.on_date, entries.c.created_at, entries.c.id, quantities.c.position)
)
_PROGRESS = Prepared(_COUNTED.where(entries.c.unit.in_(bindparam("units", expanding=True))))
_OF_TASK = Prepared(_COUNTED.where(entries.c.unit == bindparam("unit"), entries.c.task == bindparam("task")))


def filtered(wanted: EntryFilter) -> Select[Any]:
    """Return the query of a filter, latest day first."""
    statement = select(entries).where(entries.c.unit.in_(wanted.units))
    equal = {
        entries.c.plan: wanted.plan,
        entries.c.task: wanted.task,
        entries.c.kind: wanted.kind,
        entries.c.author_id: wanted.author_id,
    }
    for column, value in equal.items():
        if value is not None:
            statement = statement.where(column == value)
    if wanted.since is not None:
        statement = statement.where(entries.c.on_date >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(entries.c.on_date <= wanted.until)
    if not wanted.withdrawn:
        statement = statement.where(entries.c.withdrawn_at.is_(None))
    return statement.order_by(entries.c.on_date.desc(), entries.c.id.desc()).limit(wanted.limit)


def progress(
    run: Callable[[Prepared, dict[str, Any]], Sequence[Row[Any]]],
    units: Sequence[str],
    plan: str,
    since: date | None,
    until: date | None,
) -> Sequence[ProgressRow]:
    """Return the rows that count between two days, read in one query by `run`."""
    wanted = {
        "units": list(units),
        "plan": plan,
        "since": since or _FIRST_DAY,
        "until": until or _LAST_DAY,
    }
    return [_progress_row(row) for row in run(_PROGRESS, wanted)]


def progress_of_task(
    run: Callable[[Prepared, dict[str, Any]], Sequence[Row[Any]]],
    unit: str,
    plan: str,
    task: str,
    until: date,
) -> Sequence[ProgressRow]:
    """Return the rows of one task of one unit that count until a day."""
    wanted = {"unit": unit, "plan": plan, "task": task, "since": _FIRST_DAY, "until": until}
    return [_progress_row(row) for row in run(_OF_TASK, wanted)]


def _progress_row(row: Row[Any]) -> ProgressRow:
    return ProgressRow(
        entry_id=row.id,
        unit=row.unit,
        task=row.task,
        kind=EntryKind(row.kind),
        status=EntryStatus(row.status),
        on=row.on_date,
        created_at=row.created_at,
        round_id=row.round_id,
        after_end=row.after_end,
        demo=row.demo,
        value=row.value,
        quantity_unit=row.quantity_unit,
        target=row.target,
        so_far=bool(row.so_far),
        approx=bool(row.approx),
    )
