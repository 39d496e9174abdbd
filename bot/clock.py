"""The only place that asks the computer what time it is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment, aware, in Asia/Shanghai."""
    return datetime.now(ZONE)


def day_of(moment: datetime) -> date:
    """Return the Shanghai date of an aware moment."""
    return moment.astimezone(ZONE).date()
