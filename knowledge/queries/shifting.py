"""Days of a plan in a round that restarts it some months later; titles and printed words never move.

A printed day is kept as exact as it was printed: a month's end stays one, a year moves by whole years only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..catalogue import PlanBook
from ..months import month_end, months_after
from ..schema.base import Precision
from ..schema.duty import Duty
from ..schema.plan import Phase, Plan
from ..schema.task import Target, Task


def shifted(day: date, precision: Precision, months: int) -> date:
    """Return the day `months` later (earlier when negative), as exact as it was printed.

    A month's end stays a month's end (30 November + 1 = 31 December); a year moves by the whole years in
    `months` and no further; any other day keeps its number, or becomes the last of a shorter month.
    """
    if precision is Precision.YEAR:
        months = int(months / 12) * 12
    begin = months_after(day, months)
    last = month_end(begin.year, begin.month)
    ends = precision is Precision.MONTH_END or (precision is Precision.MONTH and _ends_month(day))
    return last if ends else begin.replace(day=min(day.day, last.day))


def first_day(book: PlanBook) -> date:
    """Return the first day of the month in which the plan began, as printed."""
    return date.fromisoformat(f"{book.plan.first_month}-01")


def shifted_book(book: PlanBook, months: int) -> PlanBook:
    """Return the plan as a round reads it: every due day, phase and year counted moved, all words as printed.

    `moved` of the result says by how many months; 0 gives the plan itself.
    """
    if months == 0:
        return book
    return replace(
        book,
        plan=_plan(book, months),
        phases=tuple(_phase(phase, months) for phase in book.phases),
        duties=tuple(_duty(duty, months) for duty in book.duties),
        tasks={name: _task(task, months) for name, task in book.tasks.items()},
        moved=months,
    )


def _plan(book: PlanBook, months: int) -> Plan:
    """The plan in force from the first day of the round, not from the day on which it was issued."""
    begins = shifted(first_day(book), Precision.DAY, months)
    end = book.plan.end
    ends = end.model_copy(update={"date": shifted(end.date, end.precision, months)})
    return book.plan.model_copy(
        update={"issued_on": begins, "first_month": f"{begins:%Y-%m}", "end": ends},
    )


def _phase(phase: Phase, months: int) -> Phase:
    days = {
        "starts": shifted(phase.starts, Precision.MONTH, months),
        "ends": shifted(phase.ends, Precision.MONTH, months),
    }
    return phase.model_copy(update=days)


def _duty(duty: Duty, months: int) -> Duty:
    if duty.due is None:
        return duty
    day = shifted(duty.due.date, duty.due.precision, months)
    return duty.model_copy(update={"due": duty.due.model_copy(update={"date": day})})


def _task(task: Task, months: int) -> Task:
    return task.model_copy(update={"targets": tuple(_target(target, months) for target in task.targets)})


def _target(target: Target, months: int) -> Target:
    if not target.period.isdigit():
        return target
    year = shifted(date(int(target.period), 1, 1), Precision.YEAR, months).year
    return target.model_copy(update={"period": str(year)})


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
