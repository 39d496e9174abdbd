"""The day that a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..understanding.numbers import parse_number
from ..understanding.periods import Period, find_periods

_DAY_OF_MONTH = re.compile(
    r"(?P<which>上|本|这)个?月(?:的)?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
)
_NAMES = re.compile(r"[5五][.·]?[1一](?=学堂|劳动奖|奖章|口号)|三八(?=红旗手)")


def find_days(text: str, today: date) -> list[Period]:
    """Return the periods that a line names, the past meant where none is said."""
    taken = [match.span() for match in _NAMES.finditer(text)]
    found = [period for match in _DAY_OF_MONTH.finditer(text) if (period := _in_month(match, today))]
    taken += [period.span for period in found]
    found += [
        period
        for period in find_periods(text, today, prefer_past=True)
        if not any(start < period.stop and period.begin < end for start, end in taken)
    ]
    return sorted(found, key=lambda period: period.begin)


def _in_month(match: re.Match[str], today: date) -> Period | None:
    """上个月25号, 本月3日."""
    month = today.month - (0 if match["which"] in "本这" else 1)
    year, month = (today.year, month) if month else (today.year - 1, 12)
    number = parse_number(match["day"])
    try:
        day = date(year, month, int(number or 0))
    except ValueError:
        return None
    return Period(day, day, "day", match[0], *match.span())


def day_of(
    periods: Sequence[Period], text: str, today: date, corrections: re.Pattern[str]
) -> tuple[date | None, bool]:
    """Return the day meant and whether it lies ahead; None where no day is said.

    Of several days the first that is not ahead is meant; after 不对 the later one. A stretch of a few days
    (3月5日至7日) counts on its last day.
    """
    days = [period for period in periods if _is_day(period)]
    if not days:
        return None, False
    for match in corrections.finditer(text):
        later = [period for period in days if period.begin >= match.end()]
        if later and any(period.stop <= match.start() for period in days):
            days = later
    past = [period for period in days if period.end <= today]
    chosen = past[0] if past else days[0]
    return chosen.end, chosen.end > today


def _is_day(period: Period) -> bool:
    if period.vague or period.before:
        return False
    return period.kind == "day" or (
        period.kind == "span"
        and period.start is not None
        and "月" in period.text
        and ("日" in period.text or "号" in period.text)
    )
