"""Days in words; every dated answer says which day it counts from."""

from __future__ import annotations

from datetime import date

from knowledge import month_end

from .phrases import say


def left(day: date, today: date) -> str:
    """Return 还有3天, 今天到期 or 已过2天."""
    days = (day - today).days
    if days == 0:
        return say("due.left_today")
    return say("due.left", days=days) if days > 0 else say("due.left_past", days=-days)


def status(day: date, today: date) -> str:
    """Return the due day and how far it is from the day that counts as today."""
    return say("due.status", day=day_name(day), today=day_name(today), left=left(day, today))


def day_name(day: date) -> str:
    """Return 2023年4月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_name(first: date, last: date) -> str:
    """Return 2023年4月 for a whole month, one day for a single day, else both ends."""
    if first == last:
        return day_name(first)
    if first.day == 1 and last == month_end(first.year, first.month):
        return f"{first.year}年{first.month}月"
    if first.day == 1 and last == month_end(last.year, last.month) and first.year == last.year:
        return f"{first.year}年{first.month}月至{last.month}月"
    return f"{day_name(first)}至{day_name(last)}"
