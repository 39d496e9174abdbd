"""What falls due in a stretch of days, in the four groups that an answer keeps apart.

"X月底前" is the last day of that month; days left are due day minus today, so 0 means today. A duty for
which the plan prints only a cycle falls due at the end of each calendar cycle where calendar cycles are
unambiguous (month, quarter, half-year, year) and end after the plan was issued; the two-month cycle has no
printed first month and gets no day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..catalogue import PlanBook
from ..months import month_end
from ..schema.base import Role
from ..schema.duty import Basis, Cycle, Duty, Every
from ..schema.plan import Phase

_YEAR = timedelta(days=366)
_MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}


@dataclass(frozen=True, slots=True)
class DueItem:
    """A duty and the day on which it falls due; `cycle` names the period it belongs to (2023年第二季度).

    `of_cycle`: the words that print the day of each cycle (每月25日前); "" where none is printed.
    """

    duty: Duty
    day: date | None = None
    cycle: str = ""
    of_cycle: str = ""

    @property
    def printed(self) -> str:
        """The words by which the plan prints the day; "" where it prints none."""
        return self.of_cycle or (self.duty.due.printed if self.duty.due else "")

    def days_left(self, today: date) -> int | None:
        """Days from `today` to the due day; 0 is today, negative is past; None without a day."""
        return None if self.day is None else (self.day - today).days


@dataclass(frozen=True, slots=True)
class DueList:
    """The four groups: own duties, duties that concern the asker, the running phase, duties without a day."""

    own: tuple[DueItem, ...]
    concerning: tuple[DueItem, ...]
    phases: tuple[Phase, ...]
    undated: tuple[DueItem, ...]

    @property
    def empty(self) -> bool:
        """True when nothing has a day in the period."""
        return not self.own and not self.concerning


def due_between(book: PlanBook, role: Role | None, first: date, last: date) -> DueList:
    """Return what falls due from `first` to `last`; `role` None means everybody's duties."""
    own, concerning, undated = [], [], []
    for duty in book.duties:
        mine = role is None or role in duty.owes
        hits = list(_falls(book, duty, first, last))
        if mine:
            own += hits
            if not hits and _is_undated(book, duty, first, last):
                undated.append(DueItem(duty))
        elif role in duty.concerns:
            concerning += hits
    phases = tuple(phase for phase in book.phases if phase.starts <= last and phase.ends >= first)
    return DueList(_by_day(own), _by_day(concerning), phases, tuple(undated))


def past_due(book: PlanBook, role: Role | None, today: date) -> tuple[DueItem, ...]:
    """Return the fixed days before `today`, oldest first: own duties, and those that concern the asker."""
    return tuple(item for item in fixed(book, role) if item.day is not None and item.day < today)


def fixed(book: PlanBook, role: Role | None) -> tuple[DueItem, ...]:
    """Return every duty with a printed day that the role owes or that concerns it, oldest first."""
    duties = (duty for duty in book.duties if duty.due)
    items = [DueItem(duty, duty.due.date) for duty in duties if duty.due and _touches(duty, role)]
    return _by_day(items)


def to_come(book: PlanBook, role: Role | None, today: date) -> tuple[DueItem, ...]:
    """Return every printed day from `today` on, soonest first; of a recurring one the next day only."""
    later = [item for item in fixed(book, role) if item.day is not None and item.day >= today]
    for duty in book.duties:
        if duty.due is None and duty.has_day and _touches(duty, role):
            days = _falls(book, duty, today, today + _YEAR)
            later += sorted((item for item in days if item.of_cycle), key=lambda item: item.day or today)[:1]
    return _by_day(later)


def phases_on(book: PlanBook, day: date) -> tuple[Phase, ...]:
    """Return the phases that run on a day (both ends inclusive); empty before and after the programme."""
    return tuple(phase for phase in book.phases if phase.starts <= day <= phase.ends)


def _touches(duty: Duty, role: Role | None) -> bool:
    return role is None or role in duty.owes or role in duty.concerns


def _by_day(items: list[DueItem]) -> tuple[DueItem, ...]:
    return tuple(sorted(items, key=lambda item: item.day or date.max))


def _falls(book: PlanBook, duty: Duty, first: date, last: date) -> Iterator[DueItem]:
    if duty.due is not None:
        if first <= duty.due.date <= last:
            yield DueItem(duty, duty.due.date)
        return
    if duty.basis is not Basis.PERIOD:
        return
    for every in duty.every:
        for day, end, name in _cycle_ends(every, first, last):
            if book.plan.issued_on <= end <= _last_day(book, duty):
                yield DueItem(duty, day, name, every.printed if every.day else "")


def _last_day(book: PlanBook, duty: Duty) -> date:
    return date.max if duty.goes_on else book.plan.end.date


def _cycle_ends(every: Every, first: date, last: date) -> Iterator[tuple[date, date, str]]:
    """Each cycle that falls due from `first` to `last`: the due day, the cycle's last day, its name."""
    step = _MONTHS.get(every.cycle)
    if step is None or (every.part is not None and every.cycle is Cycle.YEAR):
        yield from _yearly_part(every, first, last)
        return
    for year in range(first.year - 1, last.year + 1):  # 上年第四季度 may be due in January
        for month in range(step, 13, step):
            end = month_end(year, month)
            day = every.due(end)
            if first <= day <= last:
                yield day, end, _name(every.cycle, year, month // step)


def _yearly_part(every: Every, first: date, last: date) -> Iterator[tuple[date, date, str]]:
    """年底 and 年终 fall on the last day of the year; 年初 and 年中 have no day."""
    if every.cycle is Cycle.YEAR and every.part in ("年底", "年终"):
        for year in range(first.year, last.year + 1):
            day = date(year, 12, 31)
            if first <= day <= last:
                yield day, day, f"{year}年"


def _name(cycle: Cycle, year: int, number: int) -> str:
    if cycle is Cycle.MONTH:
        return f"{year}年{number}月"
    if cycle is Cycle.QUARTER:
        return f"{year}年第{'一二三四'[number - 1]}季度"
    if cycle is Cycle.HALF_YEAR:
        return f"{year}年{'上下'[number - 1]}半年"
    return f"{year}年"


def _is_undated(book: PlanBook, duty: Duty, first: date, last: date) -> bool:
    """True for a duty in force in the period that has no day of its own."""
    if duty.has_day or duty.basis is Basis.EVENT:
        return False
    return first <= _last_day(book, duty) and last >= book.plan.issued_on
