"""What each kind of expression for a period means; the patterns stand in periods.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .calendar import Span, add_months, day_of, festival, month, months, quarter, week
from .numbers import parse_number

PeriodKind = Literal["day", "week", "month", "quarter", "half", "year", "span", "until"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included.

    Attributes:
        start: first day; None where only the end is said (年底前).
        end: last day.
        kind: what was named; until where only the end is said.
        text, begin, stop: what was typed and where it stands.
        before: said as a limit (前, 之前, 截至, 到).
        vague: 最近, 这两天: nobody can say the exact days; the usual ones are given.
    """

    start: date | None
    end: date
    kind: PeriodKind
    text: str = ""
    begin: int = 0
    stop: int = 0
    before: bool = False
    vague: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the sentence."""
        return self.begin, self.stop


@dataclass(frozen=True, slots=True)
class Today:
    """The day that everything is counted from, and whether the past is meant rather than the future."""

    day: date
    past: bool

    @property
    def year(self) -> int:
        """The year of the day."""
        return self.day.year


Reader = Callable[[re.Match[str], Today], Period | None]
_DAY = timedelta(days=1)
_YEAR_WORDS = {
    "今年": 0, "今年度": 0, "本年": 0, "本年度": 0, "全年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2,
}  # fmt: skip
BACK = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0,
    "明天": 1, "明日": 1, "明早": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_SHIFT = {
    "上上": -2,
    "上": -1,
    "本": 0,
    "这": 0,
    "这一": 0,
    "当": 0,
    "下": 1,
    "下下": 2,
    "下一": 1,
    "上一": -1,
}
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "中": (11, 20)}


def _number(text: str) -> int:
    value = parse_number(text)
    return int(value) if value is not None else 0


def _year_of(text: str | None, today: Today) -> int | None:
    """The year that `2023年`, `二〇二三年`, `23年`, `明年` names; None when no year is said."""
    if not text:
        return None
    text = text.removesuffix("的")
    if text in _YEAR_WORDS:
        return today.year + _YEAR_WORDS[text]
    value = _number(text.removesuffix("度").removesuffix("年").replace("零", "〇"))
    return value + 2000 if value < 100 else value


def _placed(
    make: Callable[[int], Span | None], year: int | None, today: Today, *, limit: bool
) -> Span | None:
    """The span in the year said, or in the year that is meant when none is said."""
    if year is not None:
        return make(year)
    span = make(today.year)
    if span is None:
        return make(today.year + 1)
    if today.past:
        return make(today.year - 1) if (span[0] - today.day).days > 60 else span
    if (today.day - span[1]).days > (92 if limit else 153):
        return make(today.year + 1)
    return span


def _limited(span: Span, kind: PeriodKind, today: Today, *, limit: str | None, until: str | None) -> Period:
    """The span itself, or what 前 and 到 make of it."""
    if limit:
        counted_in = kind == "day" or span[0] <= today.day
        return Period(None, span[1] if counted_in else span[0] - _DAY, "until", before=True)
    if until:
        return Period(None, span[1], "until", before=True)
    return Period(*span, kind)


def read_iso(match: re.Match[str], today: Today) -> Period | None:
    """2023-04-15, 2023.4, 2023/4/15."""
    year, number, day = (int(part) if part else None for part in match.group("y", "m", "d"))
    if year is None or number is None or not 1 <= number <= 12:
        return None
    if day is None:
        return _limited(month(year, number), "month", today, limit=match["limit"], until=match["until"])
    found = day_of(year, number, day)
    return (
        None
        if found is None
        else _limited((found, found), "day", today, limit=match["limit"], until=match["until"])
    )


def read_month_day(match: re.Match[str], today: Today) -> Period | None:
    """3月8日, 3.8, 去年12月5号, 5月1日至5月7日."""
    number, day = _number(match["m"]), _number(match["d"])

    def make(year: int) -> Span | None:
        found = day_of(year, number, day)
        return (found, found) if found else None

    parts = match.groupdict()
    span = _placed(make, _year_of(parts.get("year"), today), today, limit=bool(parts.get("limit")))
    if span is None:
        return None
    last = parts.get("d2")
    if last:
        end = day_of(span[0].year, _number(parts.get("m2") or match["m"]), _number(last))
        return Period(span[0], end, "span") if end and end >= span[0] else None
    return _limited(span, "day", today, limit=parts.get("limit"), until=parts.get("until"))


def read_month(match: re.Match[str], today: Today) -> Period | None:
    """4月, 四月份, 10月底前, 5月中旬, 到10月."""
    number, part = _number(match["m"]), match["part"] or ""
    if not 1 <= number <= 12:
        return None
    year, limit, until = _year_of(match["year"], today), match["limit"], match["until"]
    span = _placed(lambda one: _part(month(one, number), part), year, today, limit=bool(limit))
    if span is None:
        return None
    if part in ("底", "末"):
        return Period(None, span[1], "until", before=bool(limit or until))
    return _limited(span, "span" if part else "month", today, limit=limit, until=until)


def read_month_range(match: re.Match[str], today: Today) -> Period | None:
    """4月至6月, 9—11月, 4、5月, 2022年10月到2023年7月."""
    first, last = _number(match["m"]), _number(match["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12) or ("、" in match[0] and last != first + 1):
        return None
    over = 12 if last < first else 0
    span = _placed(
        lambda one: months(one, first, last + over), _year_of(match["year"], today), today, limit=False
    )
    if span is None:
        return None
    second = _year_of(match["year2"], today)
    end = month(second, last)[1] if second is not None else span[1]
    return Period(span[0], end, "span") if end >= span[0] else None


def read_year_range(match: re.Match[str], today: Today) -> Period | None:
    """2023年到2024年; the years of a plan's title are masked before."""
    first, last = (_year_of(match[name], today) for name in ("year", "year2"))
    if first is None or last is None or not 2000 <= first <= last <= 2100:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), "span")


def _part(span: Span, part: str) -> Span:
    """上旬, 中旬, 下旬, 初 or 中 of a month; the whole month for anything else."""
    if part not in _TENTHS:
        return span
    first, last = _TENTHS[part]
    return span[0].replace(day=first), span[0].replace(day=min(last, span[1].day))


def read_relative_month(match: re.Match[str], today: Today) -> Period | None:
    """这个月, 下月底前, 月底."""
    part = match["part"] or match["part2"] or ""
    span = _part(month(today.year, today.day.month + _SHIFT[match["shift"] or "本"]), part)
    if part in ("底", "末"):
        return Period(None, span[1], "until", before=bool(match["limit"] or match["until"]))
    kind: PeriodKind = "span" if part else "month"
    return _limited(span, kind, today, limit=match["limit"], until=match["until"])


def read_quarters(match: re.Match[str], today: Today) -> Period | None:
    """本季度, 第三季度, 明年一季度, 前三季度, 二季度末."""
    limit, until = match["limit"], match["until"]
    if match["shift"]:
        span: Span | None = quarter(today.year, (today.day.month + 2) // 3 + _SHIFT[match["shift"]])
    else:
        number = _number(match["q"])
        if not 1 <= number <= 4:
            return None
        first = 1 if match["first"] else number
        span = _placed(
            lambda year: (quarter(year, first)[0], quarter(year, number)[1]),
            _year_of(match["year"], today),
            today,
            limit=bool(limit),
        )
    if span is None:
        return None
    if match["part"]:
        return Period(None, span[1], "until", before=bool(limit or until))
    return _limited(span, "span" if match["first"] else "quarter", today, limit=limit, until=until)


def read_halves(match: re.Match[str], today: Today) -> Period | None:
    """上半年, 去年下半年."""
    first = 1 if match["half"] == "上" else 7
    year = _year_of(match["year"], today) or today.year
    span = months(year, first, first + 5)
    return _limited(span, "half", today, limit=match["limit"], until=match["until"])


def read_years(match: re.Match[str], today: Today) -> Period | None:
    """2023年, 今年, 全年, 2022年底前, 明年初."""
    year = _year_of(match["year"], today)
    if year is None or not 2000 <= year <= 2100:
        return None
    part, limit, until = (match["part"] or "")[-1:], match["limit"], match["until"]
    whole = months(year, 1, 12)
    if part in ("底", "末", "终", "内"):
        start = today.day if part == "内" and year == today.year else None
        return Period(start, whole[1], "span" if start else "until", before=bool(limit or until))
    if part:
        span = months(year, 1, 1) if part == "初" else months(year, 6, 7)
        return _limited(span, "span", today, limit=limit, until=until)
    return _limited(whole, "year", today, limit=limit, until=until)


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
    return _limited(span, "span", today, limit=match["limit"], until=match["until"])


_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}


def read_weeks(match: re.Match[str], today: Today) -> Period | None:
    """下周, 上周五, 上个星期三, 本周末."""
    shift, sign = match["shift"], match["day"]
    if sign is None:
        if shift is None:
            return None
        return _limited(
            week(today.day, _SHIFT[shift]), "week", today, limit=match["limit"], until=match["until"]
        )
    span = week(today.day, _SHIFT[shift] if shift else 0)
    if sign == "末":
        found = (span[0] + 5 * _DAY, span[1])
        return _limited(found, "span", today, limit=match["limit"], until=match["until"])
    day = span[0] + _WEEKDAYS[sign] * _DAY
    if shift is None and today.past and day > today.day:
        day -= 7 * _DAY
    return _limited((day, day), "day", today, limit=match["limit"], until=match["until"])


def read_near_days(match: re.Match[str], today: Today) -> Period | None:
    """昨天, 后天, 到今天."""
    day = today.day + BACK[match["word"]] * _DAY
    return _limited((day, day), "day", today, limit=match["limit"], until=match["until"])


def read_day_of_month(match: re.Match[str], today: Today) -> Period | None:
    """8号, 15日前: of this month."""
    number = _number(match["d"])
    found = day_of(today.year, today.day.month, number)
    if found and today.past and found > today.day:
        found = add_months(found, -1)
    return (
        None
        if found is None
        else _limited((found, found), "day", today, limit=match["limit"], until=match["until"])
    )


def read_festival(match: re.Match[str], today: Today) -> Period | None:
    """国庆前, 端午节: the coming one unless the year is said."""
    name, limit = match["name"], match["limit"]
    year = _year_of(match["year"], today)
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
        return Period(None, max(day - _DAY, today.day) if year is None else day - _DAY, "until", before=True)
    return Period(day, day, "day")


def _after_festival(name: str, today: Today) -> Period | None:
    """过完国庆: what is left of the month of the last such festival, from today on when it is that month."""
    day = festival(name, today.year)
    if day is None or day > today.day:
        day = festival(name, today.year - 1)
    if day is None:
        return None
    first, last = day + _DAY, month(day.year, day.month)[1]
    return Period(today.day if first <= today.day <= last else first, last, "span")


def _shifted(day: date, number: float, unit: str) -> date:
    """`day` moved by so many days, weeks, months or years; half a month is fifteen days."""
    if unit == "天" or unit == "日":
        return day + int(number) * _DAY
    if unit in ("周", "星期", "礼拜"):
        return day + int(number * 7) * _DAY
    if unit == "年":
        return add_months(day, int(number * 12))
    if abs(number) == 0.5:
        return day + int(number * 30) * _DAY
    return add_months(day, int(number))


def read_distance(match: re.Match[str], today: Today) -> Period | None:
    """三天后, 两周前, 半个月内, 最近7天, 未来一周, 接下来三个月."""
    number = 0.5 if match["n"] == "半" else float(_number(match["n"]))
    lead, tail, unit = match["lead"] or "", match["tail"] or "", match["u"]
    if not number or (not lead and not tail) or (unit == "年" and match["n"] != "半" and not lead):
        return None
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


# How many days are taken for it, backwards or forwards.
VAGUE = {
    "这两天": 1, "这几天": 3, "近几天": 3, "前两天": 2, "前几天": 7, "这些天": 7, "近日": 7, "前些天": 14,
    "最近": 30, "近期": 30, "近来": 30, "前段时间": 30, "前阵子": 30, "这阵子": 30, "这段时间": 30,
}  # fmt: skip


def read_vague(match: re.Match[str], today: Today) -> Period | None:
    """最近, 这两天: nobody can say the exact days."""
    word = match[0]
    days = VAGUE[word] * _DAY
    if word.startswith("前"):
        return Period(today.day - days, today.day - _DAY, "span", vague=True)
    if today.past:
        return Period(today.day - days, today.day, "span", vague=True)
    return Period(today.day, today.day + days, "span", vague=True)
