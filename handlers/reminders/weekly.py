"""The day of a weekly page: the first working day of the week, else the next one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from .calendar import WorkCalendar

_WEEK = timedelta(days=7)
_BACK = 3
"""So many weeks back the last page is looked for; no run of free days is that long."""


def first_day(calendar: WorkCalendar, day: date, places: Iterable[str]) -> date:
    """Return the first working day since the day's Monday in any of these prefectures (codes)."""
    monday = day - timedelta(days=day.weekday())
    return min(calendar.on_or_after(monday, place) for place in places)


def page_since(calendar: WorkCalendar, first: date, places: Iterable[str]) -> date:
    """Return the first working day of the week before `first`: steps after it were on no page yet."""
    at = tuple(places)
    before = (first_day(calendar, first - number * _WEEK, at) for number in range(1, _BACK + 1))
    # After a week without a working day, that week begins where this one does.
    return next((day for day in before if day < first), first - _BACK * _WEEK)
