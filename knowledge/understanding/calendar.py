"""Calendar arithmetic and the dates of festivals, for reading periods."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from functools import cache

from ..months import month_end, months_after
from .numerals import parse_number
from .tables import LANGUAGE

Span = tuple[date, date]


def month(year: int, number: int) -> Span:
    """First and last day of a month; `number` may run over the year (13 is January of the next)."""
    first = months_after(date(year, 1, 1), number - 1)
    return first, month_end(first.year, first.month)


def months(year: int, first: int, last: int) -> Span:
    """First day of one month to the last day of another, both counted from `year`."""
    return month(year, first)[0], month(year, last)[1]


def quarter(year: int, number: int) -> Span:
    """First and last day of a quarter; 0 and 5 are those of the years beside."""
    return months(year, number * 3 - 2, number * 3)


def week(day: date, shift: int = 0) -> Span:
    """Monday and Sunday of the week of `day`, `shift` weeks later."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def add_months(day: date, number: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    first, last = month(day.year, day.month + number)
    return min(first.replace(day=min(day.day, last.day)), last)


def day_of(year: int, number: int, day: int) -> date | None:
    """That day, or None where the calendar has none (2月30日)."""
    try:
        return date(year, number, day)
    except ValueError:
        return None


_DAY = re.compile(
    "(?<![0-9一二三四五六七八九十])([0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]"
)
_LEAP = 2024


def impossible_day(text: str) -> str | None:
    """Return the words of a day that no calendar has (2月30日, 13月1日), or None."""
    for match in _DAY.finditer(text):
        number, day = parse_number(match[1]), parse_number(match[2])
        if day_of(_LEAP, int(number or 0), int(day or 0)) is None:
            return match[0]
    return None


@cache
def _festivals() -> dict[str, dict[int | None, tuple[int, int]]]:
    """Month and day of each festival by year; the year None stands for every year."""
    table: dict[str, dict[int | None, tuple[int, int]]] = {}
    with (LANGUAGE / "festivals.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number, day = map(int, row["day"].split("-"))
            table.setdefault(row["name"], {})[int(row["year"]) if row["year"] else None] = (number, day)
    return table


def festival(name: str, year: int) -> date | None:
    """The day of a festival in a year; None for a lunar festival of a year that is not in the table."""
    days = _festivals()[name]
    found = days.get(year) or days.get(None)
    return date(year, *found) if found else None
