"""The calendar of working days: which years it knows, and the override file beside the database."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.clock import day_of
from bot.compose import CALENDAR, open_calendar
from knowledge import load_knowledge

from .finding import Finding, fault, note, ok, warning

if TYPE_CHECKING:
    from bot.config import Settings

_NAME = "节假日"
_RENEW = (
    "升级程序，或运行：.venv/bin/python -m pip install --upgrade chinesecalendar，再重新启动；"
    f"也可以自己写在 DATA_DIR 的 {CALENDAR} 里。"
)
_PUBLISHED = 11
"""The month in which the State Council's office publishes the next year's holidays."""


def look(settings: Settings, now: datetime) -> list[Finding]:
    """Return whether this year is known, and the next one once it is published; and the file's faults."""
    calendar, today = open_calendar(settings, load_knowledge()[0]), day_of(now)
    faults = [
        warning(_NAME, f"{CALENDAR} 有一处没有用上：{words}", "请改正，再重新启动。")
        for words in calendar.overrides.warnings
    ]
    this, following = (calendar.is_known(date(year, 1, 1)) for year in (today.year, today.year + 1))
    return [_years(today, this, following), *faults]


def _years(today: date, this: bool, following: bool) -> Finding:
    if not this:
        said = f"没有 {today.year} 年的放假和调休，现在按周一到周五算工作日，提醒会不准。"
        return fault(_NAME, said, f"请{_RENEW}")
    if following:
        return ok(_NAME, f"知道 {today.year} 年和 {today.year + 1} 年的放假和调休。")
    known = f"知道 {today.year} 年的放假和调休，还没有 {today.year + 1} 年的"
    if today.month < _PUBLISHED:
        return ok(_NAME, f"{known}（一般在11月公布）。")
    if today.month == _PUBLISHED:
        return note(_NAME, f"{known}（一般在这个月公布）。", f"公布以后请{_RENEW}")
    return warning(_NAME, f"{known}。", f"请{_RENEW}")
