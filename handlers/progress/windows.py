"""The days whose entries count for a target."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge import PlanBook, Target
from storage import ProgressRow

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "calendar year": 12}
_BEFORE = date(2000, 1, 1)


def window(target: Target, book: PlanBook, today: date) -> tuple[date, date]:
    """Return the first and last day that count: the programme, a printed year, or the running cycle.

    After the programme its last cycle stays the one that is looked at. Nothing after `today` counts.
    """
    if target.period == "programme":
        return _BEFORE, today
    if target.period.isdigit():
        year = int(target.period)
        return date(year, 1, 1), min(today, date(year, 12, 31))
    day = min(today, book.plan.end.date)
    months = _MONTHS[target.period]
    first = (day.month - 1) // months * months + 1
    return date(day.year, first, 1), today


def within(rows: Iterable[ProgressRow], days: tuple[date, date]) -> list[ProgressRow]:
    """Return the rows of these days, both ends included."""
    return [row for row in rows if days[0] <= row.on <= days[1]]
