"""Which day counts: of a moment, of something that was said, and for what is planned."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ..turn import Turn

ZONE = ZoneInfo("Asia/Shanghai")

QUIET = time(22)
"""From this hour on (Asia/Shanghai) nothing unasked goes out; the next working day makes up for it."""


def local_day(moment: datetime) -> date:
    """Return the day of a moment in Asia/Shanghai."""
    return moment.astimezone(ZONE).date()


def planning_day(turn: Turn) -> date:
    """Return the day from which messages are planned: the real one, on the trial page the chosen one."""
    return turn.today if turn.services.trial else local_day(turn.moment)


def is_quiet(moment: datetime) -> bool:
    """Return whether it is too late in the day to write to anybody who did not ask."""
    return moment.astimezone(ZONE).time() >= QUIET


def day_told(as_of: date | None, at: datetime) -> date:
    """Return the day on which something was said: the one that counted as today, else that of its moment."""
    return as_of or local_day(at)
