"""Reminders as the outside starts them: the calendar file, the planning of a day, and a look at it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge import Catalogue

    from .reminders.calendar import WorkCalendar
    from .reminders.planning import Planned
    from .reply import Reply
    from .services import Services

# The database library is loaded by the functions that need it, not by every question on the command line.


def read_calendar(text: str, catalogue: Catalogue) -> WorkCalendar:
    """Return the working days by the override file's text; its faults stand in `overrides.warnings`."""
    from .reminders.calendar import WorkCalendar
    from .reminders.overrides import read_overrides

    names = {place.name: place.code for place in catalogue.places.prefectures}
    codes = {place.code for place in catalogue.places.prefectures}
    return WorkCalendar(read_overrides(text, lambda name: name if name in codes else names.get(name)))


def plan_reminders(services: Services, moment: datetime) -> Planned:
    """Plan the digests whose hour has come; see reminders.planning."""
    from .reminders import planning

    return planning.plan_reminders(services, moment)


def plan(services: Services, moment: datetime) -> int:
    """Plan the digests whose hour has come; return how many messages are new."""
    return plan_reminders(services, moment).messages


def alarm(services: Services, moment: datetime) -> int:
    """Tell the administrators what is missing for reminders; return how many messages are new."""
    from .reminders import alarms

    return alarms.plan_alarms(services, moment)


def next_working_day(services: Services, after: date, unit: str | None = None) -> date:
    """Return the first working day after a day, by the local holidays of a unit if one is given."""
    from .reminders import today

    return today.next_working_day(services, after, unit)


def preview_reminders(services: Services, day: date, unit: str | None = None) -> Reply:
    """Return who would be reminded on a day and why; nothing is planned. Raises UnknownUnit."""
    from .reminders import preview

    return preview.preview(services, day, unit)
