"""A period, the day that it is counted from, and what every way of naming one shares."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .calendar import Span
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
DAY = timedelta(days=1)
_GONE, _LIMIT_GONE, _TOO_FAR_AHEAD = 153, 92, 60  # five, three and two months, in days
_YEAR_WORDS = {
    "今年": 0, "今年度": 0, "本年": 0, "本年度": 0, "全年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2,
}  # fmt: skip
SHIFT = {
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


def number_in(text: str) -> int:
    """Return the whole number that digits or Chinese numerals write; 0 for none."""
    value = parse_number(text)
    return int(value) if value is not None else 0


def year_of(text: str | None, today: Today) -> int | None:
    """The year that `2023年`, `二〇二三年`, `23年`, `明年` names; None when no year is said."""
    if not text:
        return None
    text = text.removesuffix("的")
    if text in _YEAR_WORDS:
        return today.year + _YEAR_WORDS[text]
    value = number_in(text.removesuffix("度").removesuffix("年").replace("零", "〇"))
    return value + 2000 if value < 100 else value


def placed(make: Callable[[int], Span | None], year: int | None, today: Today, *, limit: bool) -> Span | None:
    """The span in the year said, or in the year that is meant when none is said."""
    if year is not None:
        return make(year)
    span = make(today.year)
    if span is None:
        return make(today.year + 1)
    if today.past:
        return make(today.year - 1) if (span[0] - today.day).days > _TOO_FAR_AHEAD else span
    if (today.day - span[1]).days > (_LIMIT_GONE if limit else _GONE):
        return make(today.year + 1)
    return span


def limited(span: Span, kind: PeriodKind, today: Today, *, limit: str | None, until: str | None) -> Period:
    """The span itself, or what 前 and 到 make of it."""
    if limit:
        counted_in = kind == "day" or span[0] <= today.day
        return Period(None, span[1] if counted_in else span[0] - DAY, "until", before=True)
    if until:
        return Period(None, span[1], "until", before=True)
    return Period(*span, kind)


def part_of(span: Span, part: str) -> Span:
    """上旬, 中旬, 下旬, 初 or 中 of a month; the whole month for anything else."""
    if part not in _TENTHS:
        return span
    first, last = _TENTHS[part]
    return span[0].replace(day=first), span[0].replace(day=min(last, span[1].day))
