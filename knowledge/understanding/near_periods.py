"""Periods counted from today: 下周五, 昨天, 月底前, 国庆前, 三天后, 最近 (patterns: periods.py)."""

from __future__ import annotations

import re
from datetime import date

from .calendar import add_months, day_of, festival, month, week
from .period import DAY, SHIFT, Period, PeriodKind, Today, limited, number_in, part_of, year_of

BACK = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0,
    "明天": 1, "明日": 1, "明早": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}
# How many days are taken for it, backwards or forwards.
VAGUE = {
    "这两天": 1, "这几天": 3, "近几天": 3, "前两天": 2, "前几天": 7, "这些天": 7, "近日": 7, "前些天": 14,
    "最近": 30, "近期": 30, "近来": 30, "前段时间": 30, "前阵子": 30, "这阵子": 30, "这段时间": 30,
}  # fmt: skip


def read_weeks(match: re.Match[str], today: Today) -> Period | None:
    """下周, 上周五, 上个星期三, 本周末."""
    shift, sign = match["shift"], match["day"]
    if sign is None:
        if shift is None:
            return None
        return limited(
            week(today.day, SHIFT[shift]), "week", today, limit=match["limit"], until=match["until"]
        )
    span = week(today.day, SHIFT[shift] if shift else 0)
    if sign == "末":
        found = (span[0] + 5 * DAY, span[1])
        return limited(found, "span", today, limit=match["limit"], until=match["until"])
    day = span[0] + _WEEKDAYS[sign] * DAY
    if shift is None and today.past and day > today.day:
        day -= 7 * DAY
    return limited((day, day), "day", today, limit=match["limit"], until=match["until"])


def read_near_days(match: re.Match[str], today: Today) -> Period | None:
    """昨天, 后天, 到今天."""
    day = today.day + BACK[match["word"]] * DAY
    return limited((day, day), "day", today, limit=match["limit"], until=match["until"])


def read_day_of_month(match: re.Match[str], today: Today) -> Period | None:
    """8号, 15日前: of this month."""
    number = number_in(match["d"])
    found = day_of(today.year, today.day.month, number)
    if found and today.past and found > today.day:
        found = add_months(found, -1)
    return (
        None
        if found is None
        else limited((found, found), "day", today, limit=match["limit"], until=match["until"])
    )


def read_relative_month(match: re.Match[str], today: Today) -> Period | None:
    """这个月, 下月底前, 月底."""
    part = match["part"] or match["part2"] or ""
    span = part_of(month(today.year, today.day.month + SHIFT[match["shift"] or "本"]), part)
    if part in ("底", "末"):
        return Period(None, span[1], "until", before=bool(match["limit"] or match["until"]))
    kind: PeriodKind = "span" if part else "month"
    return limited(span, kind, today, limit=match["limit"], until=match["until"])


def read_festival(match: re.Match[str], today: Today) -> Period | None:
    """国庆前, 端午节: the coming one unless the year is said."""
    name, limit = match["name"], match["limit"]
    year = year_of(match["year"], today)
    day = festival(name, today.year if year is None else year)
    if year is None:
        if match["gone"] or match["over"]:
            return _after_festival(name, today)
        if today.past and day and day > today.day and not limit:
            day = festival(name, today.year - 1)
        elif not today.past and (day is None or day < today.day):
            day = festival(name, today.year + 1)
    if day is None:
        return None
    if limit:
        return Period(None, max(day - DAY, today.day) if year is None else day - DAY, "until", before=True)
    return Period(day, day, "day")


_SOON = 45 * DAY
"""So long before a festival 过完元旦 means the one to come."""


def _after_festival(name: str, today: Today) -> Period | None:
    """过完国庆: what is left of the month of the last such festival, from today on when it is that month.

    Said shortly before the festival, it is the coming one. One on the first of a month opens that month: what
    begins with 1月 is to be done 过完元旦.
    """
    days = [festival(name, today.year + step) for step in (-1, 0, 1)]
    gone = [day for day in days if day and day <= today.day]
    coming = [day for day in days if day and today.day < day <= today.day + _SOON]
    day = coming[0] if coming and not today.past else gone[-1] if gone else None
    if day is None:
        return None
    first, last = day if day.day == 1 else day + DAY, month(day.year, day.month)[1]
    return Period(today.day if first <= today.day <= last else first, last, "span")


_AHEAD = re.compile("还有|还要|要[做交报弄完干办搞]|该[做交报弄干办搞]")
"""Words after 这两个月 that mean the months ahead: 这两个月还要弄完啥."""


def read_distance(match: re.Match[str], today: Today) -> Period | None:
    """三天后, 两周前, 半个月内, 最近7天, 未来一周, 接下来三个月."""
    number = 0.5 if match["n"] == "半" else float(number_in(match["n"]))
    lead, tail, unit = match["lead"] or "", match["tail"] or "", match["u"]
    if not number or (not lead and not tail) or (unit == "年" and match["n"] != "半" and not lead):
        return None
    if lead == "这" and not tail and not today.past and _AHEAD.search(match.string[match.end() :]):
        return Period(today.day, _shifted(today.day, number, unit), "span")
    if lead in ("最近", "近", "过去", "前", "这") and not (
        lead == "最近" and tail.endswith("内") and not today.past
    ):
        return Period(_shifted(today.day, -number, unit), today.day, "span")
    if tail.endswith("后"):
        day = _shifted(today.day, number, unit)
        return Period(day, day, "day")
    if tail.endswith("前"):
        day = _shifted(today.day, -number, unit)
        return Period(day, day, "day")
    return Period(today.day, _shifted(today.day, number, unit), "span", before=tail.endswith("内"))


def _shifted(day: date, number: float, unit: str) -> date:
    """`day` moved by so many days, weeks, months or years; half a month is fifteen days."""
    if unit == "天" or unit == "日":
        return day + int(number) * DAY
    if unit in ("周", "星期", "礼拜"):
        return day + int(number * 7) * DAY
    if unit == "年":
        return add_months(day, int(number * 12))
    if abs(number) == 0.5:
        return day + int(number * 30) * DAY
    return add_months(day, int(number))


def read_vague(match: re.Match[str], today: Today) -> Period | None:
    """最近, 这两天: nobody can say the exact days."""
    word = match[0]
    days = VAGUE[word] * DAY
    if word.startswith("前"):
        return Period(today.day - days, today.day - DAY, "span", vague=True)
    if today.past:
        return Period(today.day - days, today.day, "span", vague=True)
    return Period(today.day, today.day + days, "span", vague=True)
