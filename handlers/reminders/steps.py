"""On which days something is said about an obligation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .calendar import WorkCalendar

BEFORE = (14, 7, 3, 0)
"""Days before the due day on which it is said; one on a free day moves to the working day before."""

LATE = 4
"""On how many Mondays after the due day it is said again."""

_WEEK = timedelta(days=7)


class StepKind(StrEnum):
    """Why something is said."""

    BEFORE = "before"
    TODAY = "today"
    LATE = "late"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something is said; `number` is days before, or which Monday after."""

    day: date
    kind: StepKind
    number: int = 0


def steps(due: date, calendar: WorkCalendar, prefecture: str, *, late: bool = True) -> tuple[Step, ...]:
    """Return the steps of a due day, in order; `late` False: nothing is said afterwards."""
    found = {step.day: step for step in _before(due, calendar, prefecture)}
    if late:
        for number, day in enumerate(_mondays(due, calendar, prefecture), 1):
            found[day] = Step(day, StepKind.LATE, number)
    return tuple(found[day] for day in sorted(found))


def mention(month: date, not_before: date, calendar: WorkCalendar, prefecture: str) -> Step:
    """Return the only step of what has no day: the first working day of the month, or once it is in force."""
    return Step(calendar.on_or_after(max(month, not_before), prefecture), StepKind.MENTION)


def _before(due: date, calendar: WorkCalendar, prefecture: str) -> Iterator[Step]:
    for days in BEFORE:
        day = calendar.on_or_before(due - timedelta(days=days), prefecture)
        # A step that moved before a holiday still tells the true number of days that are left.
        kind = StepKind.TODAY if day == due else StepKind.BEFORE
        yield Step(day, kind, (due - day).days)


def _mondays(due: date, calendar: WorkCalendar, prefecture: str) -> Iterator[date]:
    monday = due + timedelta(days=7 - due.weekday())
    for number in range(LATE):
        day = calendar.on_or_before(monday + number * _WEEK, prefecture)
        # Two Mondays of one long holiday move to the same day, which is then one step.
        if day > due:
            yield day
