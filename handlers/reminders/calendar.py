"""Working days: the published calendar, then the override file, then Monday to Friday.

Pure: what is published comes from the chinesecalendar package, which is imported when a day is first asked
for; what is particular to a place comes as `Overrides`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..services import Services

_SATURDAY = 5
_DAY = timedelta(days=1)
WARN_BEFORE = timedelta(days=30)
"""How long before the published days end the administrator is told."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the override file says.

    Attributes:
        holidays: free everywhere, whatever is published.
        workdays: worked everywhere, whatever is published (调休).
        local: days that are free in one prefecture, by its code (`532800`).
        years: years that the file describes in full, so that nothing is missing in them.
        warnings: what was wrong in the file, in words with the line; those parts are left out.
    """

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    local: Mapping[str, frozenset[date]] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorkCalendar:
    """Tells working days from free ones, for everybody or for one prefecture."""

    overrides: Overrides = field(default_factory=Overrides)

    def is_working(self, day: date, prefecture: str = "") -> bool:
        """Return whether people work on this day; a year that nobody published counts Monday to Friday."""
        if day in self.overrides.local.get(prefecture, ()):
            return False
        if day in self.overrides.workdays:
            return True
        if day in self.overrides.holidays:
            return False
        free, worked, years = _published()
        if day.year in years:
            return day in worked or (day.weekday() < _SATURDAY and day not in free)
        return day.weekday() < _SATURDAY

    def on_or_before(self, day: date, prefecture: str = "") -> date:
        """Return the day itself if it is worked, else the working day before it."""
        while not self.is_working(day, prefecture):
            day -= _DAY
        return day

    def on_or_after(self, day: date, prefecture: str = "") -> date:
        """Return the day itself if it is worked, else the next working day."""
        while not self.is_working(day, prefecture):
            day += _DAY
        return day

    def is_known(self, day: date) -> bool:
        """Return whether the free days of this day's year are published or described in the file."""
        return day.year in _published()[2] or day.year in self.overrides.years

    def ends_soon(self, today: date) -> int | None:
        """Return the year whose days are missing and that begins within 30 days or has begun; else None."""
        for day in (today, today + WARN_BEFORE):
            if not self.is_known(day):
                return day.year
        return None


def last_published() -> int:
    """Return the last year that the calendar package knows."""
    return max(_published()[2])


@cache
def _published() -> tuple[frozenset[date], frozenset[date], frozenset[int]]:
    """Free days, worked weekend days, and the years for which both are known."""
    # Only here: loading the package's tables is no part of answering a question.
    import chinese_calendar

    tables: Any = chinese_calendar.constants
    free, worked = frozenset(tables.holidays), frozenset(tables.workdays)
    return free, worked, frozenset(day.year for day in free)


def calendar_of(services: Services) -> WorkCalendar:
    """Return the calendar that the services carry, else the published one."""
    return services.calendar if services.calendar is not None else _PLAIN


_PLAIN = WorkCalendar()
