"""On which day each work of a line was done: 昨天宣讲1场,今天慰问3户 are two days.

A day said first holds until another is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..understanding.periods import Period
from .alike import EVENTS, PERSONS
from .found import Found
from .line import Part, Share

Span = tuple[int, int]
DayOf = Callable[[Sequence[Period]], tuple[date | None, bool]]

_SIGNS = ",。;!、"
_ENDS = re.compile(f"[{_SIGNS}]")
_ALIKE = (EVENTS, PERSONS)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The day of one work; None where the line's holds.

    `ahead`: it is still to come; `unsaid`: other works of the line have a day, this one has none.
    """

    day: date | None = None
    ahead: bool = False
    unsaid: bool = False


class PartDays:
    """The days that a line names, for each of its works. Holds no state between lines."""

    def __init__(self, text: str, days: Sequence[Period], found: Sequence[Found], day_of: DayOf) -> None:
        """`days` are the days of the line in their order, `day_of` says what several of them mean."""
        self._text = text
        self._days = days
        self._found = found
        self._day_of = day_of
        self._leads = [self._is_first(one) for one in days]

    @property
    def several(self) -> bool:
        """True where the works may be of different days: more than one is told, or one of only some works."""
        return len({one.end for one in self._days}) > 1 or any(self._leads)

    @property
    def begins(self) -> list[int]:
        """Where days stand before what was done on them."""
        return [day.begin for day, leads in zip(self._days, self._leads, strict=True) if leads]

    def of(self, span: Span) -> OwnDay:
        """Return the day of the work in a stretch: said in it, else said last before it."""
        own = [one for one in self._days if span[0] <= one.begin < span[1]]
        if own:
            day, ahead = self._day_of(own)
            return OwnDay(None, ahead=True) if ahead else OwnDay(day)
        before = [day for one in self._days if one.begin < span[0] and (day := self._past(one))]
        if before:
            return OwnDay(before[-1])
        # What stands behind its work (宣讲1场昨天) is of the works before it too.
        first = next((at for at, one in enumerate(self._days) if one.begin >= span[1]), None)
        if first is None or not self._leads[first]:
            return OwnDay()
        return OwnDay(unsaid=True)

    def cuts(self, span: Span) -> list[int]:
        """Return where another day begins on which the same work was done: 昨天宣讲1场,今天2场."""
        own = [at for at, one in enumerate(self._days) if span[0] <= one.begin < span[1]]
        found: list[int] = []
        begin = span[0]
        for at in own:
            day, before = self._past(self._days[at]), self._past(self._days[at - 1]) if at else None
            leads = self._leads[at]
            cut = self._days[at].begin if leads or not at else self._days[at - 1].stop
            if (
                day
                and day != before
                and (leads or at)
                and begin < cut
                and self._counts_again((begin, cut), (cut, span[1]))
            ):
                found.append(cut)
                begin = cut
        return found

    def _counts_again(self, one: Span, other: Span) -> bool:
        """True where both stretches count the same things."""
        first, second = (
            [
                number.quantity.unit
                for number in self._found
                if span[0] <= number.start < span[1] and _is_whole(number)
            ]
            for span in (one, other)
        )
        return any(_alike(unit, two) for unit in first for two in second)

    def _past(self, period: Period) -> date | None:
        day, ahead = self._day_of([period])
        return None if ahead else day

    def _is_first(self, period: Period) -> bool:
        """True for a day that stands before what was done on it."""
        begin = max(self._text.rfind(sign, 0, period.begin) for sign in _SIGNS) + 1
        sign = _ENDS.search(self._text, period.stop)
        end = sign.start() if sign else len(self._text)
        following = any(one.start >= period.stop for one in self._found)
        inside = any(begin <= one.start < period.begin for one in self._found)
        behind = any(period.stop <= one.start < end for one in self._found)
        return following and (behind or not inside)


def of_one_day(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts of a line, none with a day of its own where they are all of the same one."""
    if len({one.day for one in parts}) > 1 or any(one.unsaid for one in parts):
        return parts
    return tuple(replace(one, day=None, unsaid=False) for one in parts)


def _is_whole(one: Found) -> bool:
    return one.quantity.share is Share.WHOLE and not (one.denied or one.quantity.so_far)


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= alike for alike in _ALIKE)
