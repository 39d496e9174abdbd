"""The calendar of public holidays: which year it knows last."""

from __future__ import annotations

from datetime import datetime

from bot.clock import day_of

from .finding import Finding, fault, note, ok, warning

_NAME = "节假日"
_RENEW = "请升级程序，或运行：.venv/bin/python -m pip install --upgrade chinesecalendar，再重新启动。"
_PUBLISHED = 11
"""The month in which the State Council's office publishes the next year's holidays."""


def look(now: datetime) -> list[Finding]:
    """Return whether the calendar knows this year, and the next one once it is published."""
    # Only here: an answer needs no calendar.
    import chinese_calendar

    last, today = max(chinese_calendar.holidays).year, day_of(now)
    known = f"知道到 {last} 年底的放假和调休。"
    if last < today.year:
        said = f"只{known}现在按周一到周五算工作日，遇到放假和调休会不准。"
        return [fault(_NAME, said, _RENEW)]
    if last > today.year:
        return [ok(_NAME, known)]
    if today.month < _PUBLISHED:
        return [ok(_NAME, f"{known}下一年的一般在11月公布。")]
    if today.month == _PUBLISHED:
        return [note(_NAME, f"{known}下一年的一般在这个月公布。", f"公布以后，{_RENEW}")]
    return [warning(_NAME, f"只{known}", _RENEW)]
