"""duties.yaml: who owes what to whom, and when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..months import month_end, months_after
from .base import Item, Model, Precision, Role, Text


class Basis(StrEnum):
    """Where a duty's day comes from."""

    DATE = "date"  # 原文日期
    PERIOD = "period"  # 原文周期
    EVENT = "event"  # when something happens
    NONE = "none"  # 适时、及时、定期、持续


class Due(Model):
    """A printed day. `kind`: before (底前、前), at, from (起), within (力争某年)."""

    date: date
    precision: Precision
    kind: str
    printed: Text


class Cycle(StrEnum):
    """How often a recurring duty falls."""

    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"  # once in the programme or 一年内
    REGULAR = "regular"  # 定期, without a number
    IRREGULAR = "irregular"  # 不定期
    STANDING = "standing"  # 常态化、持续


class Every(Model):
    """A printed frequency: `times` in each cycle; `part` such as 年初, 年底, 年中.

    `day`: the printed day of the month on which it falls due, in the last month of the cycle or `later`
    months after it (每月25日前; 每季度首月5日前报上季度的 is day 5, one month later).
    """

    cycle: Cycle
    times: int = 1
    part: Text | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    later: Annotated[int, Field(ge=0, le=12)] = 0
    printed: Text

    def due(self, end: date) -> date:
        """Return when the cycle that ends on `end` falls due; the month's last day if none is printed."""
        month = months_after(end, self.later)
        last = month_end(month.year, month.month)
        return last if self.day is None else month.replace(day=min(self.day, last.day))


class Duty(Item):
    """A duty of the plan, fixed or recurring; `targets` are those whose fulfilment closes it."""

    owes: tuple[Role, ...]
    owes_printed: Text
    to: Text | None = None
    concerns: tuple[Role, ...] = ()
    basis: Basis
    due: Due | None = None
    every: tuple[Every, ...] = ()
    task: Text | None = None
    targets: tuple[Text, ...] = ()
    goes_on: bool = False

    @property
    def has_day(self) -> bool:
        """True when the plan prints a day for it, once or in each cycle."""
        return self.due is not None or any(every.day is not None for every in self.every)
