"""Days as people read and press them."""

from __future__ import annotations

from datetime import date, timedelta

from ..phrases import say

_WORDS = {0: "today", 1: "yesterday", 2: "before_yesterday"}


def day_words(day: date, today: date) -> str:
    """Return 2023年3月8日（今天）."""
    plain = say("checkin.date", year=day.year, month=day.month, day=day.day)
    word = _WORDS.get((today - day).days)
    return say("checkin.date_with_word", date=plain, word=say(f"checkin.{word}")) if word else plain


def offered(today: date, count: int = 8) -> tuple[tuple[str, date], ...]:
    """Return the days to press: today and the days before it."""
    days = [today - timedelta(days=back) for back in range(count)]
    labels = [
        say(f"checkin.{_WORDS[back]}")
        if back in _WORDS
        else say("checkin.month_day", month=day.month, day=day.day)
        for back, day in enumerate(days)
    ]
    return tuple(zip(labels, days, strict=True))
