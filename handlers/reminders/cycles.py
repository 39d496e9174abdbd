"""Periods of recurring duties: where a cycle begins and ends, what it is called, when it falls due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge import Cycle, Every, PlanBook, first_day, month_end, months_after

from ..phrases import say
from .local import LocalSettings
from .obligation import Basis

_MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
RECURRING = frozenset({Cycle.TWO_MONTHS, *_MONTHS})
"""Cycles with a number; the others (定期、常态化) have no end that could be due."""

_YEAR_END = ("年底", "年终")
_YEAR_PARTS = {"年初": 1, "年中": 6}
"""Parts of a year without a day: the month in which they are mentioned."""


@dataclass(frozen=True, slots=True)
class Period:
    """One cycle: its id in keys, its name, its last day, and the due day if there is one."""

    id: str
    name: str
    last: date
    due: date | None
    basis: Basis
    mention: date | None = None
    """First day of the month in which it is mentioned when it has no due day."""


def periods(every: Every, book: PlanBook, local: LocalSettings, first: date, last: date) -> Iterator[Period]:
    """Return the cycles of a printed frequency that end, or are mentioned, from `first` to `last`.

    A frequency without a number (定期、不定期、常态化) has none.
    """
    if every.cycle is Cycle.TWO_MONTHS:
        yield from _two_months(every, book, local, first, last)
    elif every.cycle is Cycle.YEAR and every.part is not None and every.part not in _YEAR_END:
        yield from _year_part(every.part, local, first, last)
    elif every.cycle in _MONTHS:
        yield from _calendar(every, local, first, last)


def cycle_end(cycle: Cycle, day: date) -> date:
    """Return the last day of the quarter, half-year or year of `day`."""
    step = _MONTHS[cycle]
    return month_end(day.year, -(-day.month // step) * step)


def _calendar(every: Every, local: LocalSettings, first: date, last: date) -> Iterator[Period]:
    cycle, step = every.cycle, _MONTHS[every.cycle]
    for year in range(first.year - 1, last.year + 1):  # 上年第四季度 may be due in January
        for month in range(step, 13, step):
            end = month_end(year, month)
            due, basis = _due(every, local, end)
            if not first <= _of_month(due) <= _of_month(last):
                continue
            number = month // step
            name = say(f"reminders.{cycle.value}", year=year, part=_part(cycle, number))
            yield Period(f"{year}{_LETTERS[cycle]}{number}", name, end, due, basis)


def _of_month(day: date) -> date:
    return month_end(day.year, day.month)


def _due(every: Every, local: LocalSettings, end: date) -> tuple[date, Basis]:
    """The printed day of a cycle that ends on `end`, else the settled one, else its last day."""
    if every.day is not None:
        return every.due(end), Basis.DAY
    if local.day is not None and every.cycle is not Cycle.YEAR:
        due = every.due(end)
        return due.replace(day=min(local.day, due.day)), Basis.LOCAL
    return every.due(end), Basis.PERIOD


_LETTERS = {Cycle.MONTH: "M", Cycle.QUARTER: "Q", Cycle.HALF_YEAR: "H", Cycle.YEAR: "Y"}


def _part(cycle: Cycle, number: int) -> str:
    if cycle is Cycle.MONTH:
        return str(number)
    return {Cycle.QUARTER: "一二三四", Cycle.HALF_YEAR: "上下", Cycle.YEAR: "全"}[cycle][number - 1]


def _two_months(
    every: Every, book: PlanBook, local: LocalSettings, first: date, last: date
) -> Iterator[Period]:
    """Pairs of months; where no first month is settled they are counted from the plan's own, without day."""
    anchor = local.two_months or first_day(book)
    start = months_after(first, -2)
    if (start.year * 12 + start.month - anchor.year * 12 - anchor.month) % 2:
        start = months_after(start, -1)
    while start <= last:
        second = months_after(start, 1)
        end = month_end(second.year, second.month)
        name = say("reminders.two_months", year=start.year, month=start.month)
        key = f"{start:%Y-%m}+2"
        if end >= first and local.two_months is None:
            yield Period(key, name, end, None, Basis.PERIOD, second)
        elif end >= first and start >= anchor:
            due = every.due(end)
            own = every.day or local.day or due.day
            yield Period(key, name, end, due.replace(day=min(own, due.day)), Basis.LOCAL)
        start = months_after(start, 2)


def _year_part(part: str, local: LocalSettings, first: date, last: date) -> Iterator[Period]:
    month = _YEAR_PARTS.get(part)
    for year in range(first.year, last.year + 1) if month else ():
        begin = date(year, month or 1, 1)
        name = say("reminders.year_part", year=year, part=part)
        key = f"{year}Y-{month}"
        if part == "年初" and local.year_start is not None:
            due = date(year, *local.year_start)
            yield Period(key, name, due, due, Basis.LOCAL)
        else:
            yield Period(key, name, month_end(year, begin.month), None, Basis.PERIOD, begin)
