"""Periods of the calendar by their names: 2023-04-15, 3月8日, 三季度, 下半年 (patterns: periods.py)."""

from __future__ import annotations

import re
from datetime import date

from .calendar import Span, day_of, month, months, quarter
from .period import SHIFT, Period, Today, limited, number_in, part_of, placed, year_of


def read_iso(match: re.Match[str], today: Today) -> Period | None:
    """2023-04-15, 2023.4, 2023/4/15."""
    year, number, day = (int(part) if part else None for part in match.group("y", "m", "d"))
    if year is None or number is None or not 1 <= number <= 12:
        return None
    if day is None:
        return limited(month(year, number), "month", today, limit=match["limit"], until=match["until"])
    found = day_of(year, number, day)
    return (
        None
        if found is None
        else limited((found, found), "day", today, limit=match["limit"], until=match["until"])
    )


def read_month_day(match: re.Match[str], today: Today) -> Period | None:
    """3月8日, 3.8, 去年12月5号, 5月1日至5月7日."""
    number, day = number_in(match["m"]), number_in(match["d"])

    def make(year: int) -> Span | None:
        found = day_of(year, number, day)
        return (found, found) if found else None

    parts = match.groupdict()
    span = placed(make, year_of(parts.get("year"), today), today, limit=bool(parts.get("limit")))
    if span is None:
        return None
    last = parts.get("d2")
    if last:
        end = day_of(span[0].year, number_in(parts.get("m2") or match["m"]), number_in(last))
        return Period(span[0], end, "span") if end and end >= span[0] else None
    return limited(span, "day", today, limit=parts.get("limit"), until=parts.get("until"))


def read_month(match: re.Match[str], today: Today) -> Period | None:
    """4月, 四月份, 10月底前, 5月中旬, 到10月."""
    number, part = number_in(match["m"]), match["part"] or ""
    if not 1 <= number <= 12:
        return None
    year, limit, until = year_of(match["year"], today), match["limit"], match["until"]
    span = placed(lambda one: part_of(month(one, number), part), year, today, limit=bool(limit))
    if span is None:
        return None
    if part in ("底", "末"):
        return Period(None, span[1], "until", before=bool(limit or until))
    return limited(span, "span" if part else "month", today, limit=limit, until=until)


def read_month_range(match: re.Match[str], today: Today) -> Period | None:
    """4月至6月, 9—11月, 4、5月, 2022年10月到2023年7月."""
    first, last = number_in(match["m"]), number_in(match["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12) or ("、" in match[0] and last != first + 1):
        return None
    over = 12 if last < first else 0
    span = placed(
        lambda one: months(one, first, last + over), year_of(match["year"], today), today, limit=False
    )
    if span is None:
        return None
    second = year_of(match["year2"], today)
    end = month(second, last)[1] if second is not None else span[1]
    return Period(span[0], end, "span") if end >= span[0] else None


def read_year_range(match: re.Match[str], today: Today) -> Period | None:
    """2023年到2024年; the years of a plan's title are masked before."""
    first, last = (year_of(match[name], today) for name in ("year", "year2"))
    if first is None or last is None or not 2000 <= first <= last <= 2100:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), "span")


def read_quarters(match: re.Match[str], today: Today) -> Period | None:
    """本季度, 第三季度, 明年一季度, 前三季度, 二季度末."""
    limit, until = match["limit"], match["until"]
    if match["shift"]:
        span: Span | None = quarter(today.year, (today.day.month + 2) // 3 + SHIFT[match["shift"]])
    else:
        number = number_in(match["q"])
        if not 1 <= number <= 4:
            return None
        first = 1 if match["first"] else number
        span = placed(
            lambda year: (quarter(year, first)[0], quarter(year, number)[1]),
            year_of(match["year"], today),
            today,
            limit=bool(limit),
        )
    if span is None:
        return None
    if match["part"]:
        return Period(None, span[1], "until", before=bool(limit or until))
    return limited(span, "span" if match["first"] else "quarter", today, limit=limit, until=until)


def read_halves(match: re.Match[str], today: Today) -> Period | None:
    """上半年, 去年下半年."""
    first = 1 if match["half"] == "上" else 7
    year = year_of(match["year"], today) or today.year
    span = months(year, first, first + 5)
    return limited(span, "half", today, limit=match["limit"], until=match["until"])


def read_years(match: re.Match[str], today: Today) -> Period | None:
    """2023年, 今年, 全年, 2022年底前, 明年初."""
    year = year_of(match["year"], today)
    if year is None or not 2000 <= year <= 2100:
        return None
    part, limit, until = (match["part"] or "")[-1:], match["limit"], match["until"]
    whole = months(year, 1, 12)
    if part in ("底", "末", "终", "内"):
        start = today.day if part == "内" and year == today.year else None
        return Period(start, whole[1], "span" if start else "until", before=bool(limit or until))
    if part:
        span = months(year, 1, 1) if part == "初" else months(year, 6, 7)
        return limited(span, "span", today, limit=limit, until=until)
    return limited(whole, "year", today, limit=limit, until=until)


def read_bare_year(match: re.Match[str], today: Today) -> Period | None:
    """年底, 年前, 年内, 年初, 年中, 全年."""
    part = match["part"]
    if part == "前":
        return Period(None, date(today.year, 12, 31), "until", before=True)
    if part == "内":
        return Period(today.day, date(today.year, 12, 31), "span", before=True)
    if part in ("底", "末", "终"):
        return Period(None, date(today.year, 12, 31), "until", before=bool(match["limit"] or match["until"]))
    span = months(today.year, 1, 1) if part == "初" else months(today.year, 6, 7)
    return limited(span, "span", today, limit=match["limit"], until=match["until"])
