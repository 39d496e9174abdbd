"""Counting in months."""

from __future__ import annotations

import calendar
from datetime import date


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_after(day: date, months: int) -> date:
    """Return the first day of the month so many months after that of `day`; before it when negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def months_between(first: date, later: date) -> int:
    """Return how many months lie from the month of one day to that of another."""
    return (later.year - first.year) * 12 + later.month - first.month
