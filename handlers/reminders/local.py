"""What a plan leaves open and the administrator settles locally; it is called local wherever it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """The local settings of one plan; None: not settled.

    Attributes:
        two_months: the first day of any month in which a two-month cycle begins.
        day: the day of the month on which a cycle's paper falls due in the cycle's last month.
        within_year: the day from which 一年内 is counted.
        year_start: month and day by which 年初 is over.
    """

    two_months: date | None = None
    day: int | None = None
    within_year: date | None = None
    year_start: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the values that are settled, as JSON holds them."""
        values = {
            "two_months": self.two_months and self.two_months.isoformat(),
            "day": self.day,
            "within_year": self.within_year and self.within_year.isoformat(),
            "year_start": list(self.year_start) if self.year_start else None,
        }
        return {key: value for key, value in values.items() if value is not None}


def from_json(value: dict[str, Any]) -> LocalSettings:
    """Return the settings that `to_json` gave."""
    start = value.get("year_start")
    return LocalSettings(
        two_months=_date(value.get("two_months")),
        day=value.get("day"),
        within_year=_date(value.get("within_year")),
        year_start=(start[0], start[1]) if start else None,
    )


def month_of(text: str) -> date | None:
    """Return the first day of a month written 2022-11; None for anything else."""
    found = _MONTH.fullmatch(text.strip())
    return date(int(found[1]), int(found[2]), 1) if found else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
