"""A line that reports something, before it is taken into its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .each import Spread
from .found import Found
from .line import Kind
from .part_days import PartDays
from .task_match import TaskMatcher
from .weighing import Chosen, Weighed, weigh

Span = tuple[int, int]

_DENIAL = re.compile(r"(?:[今昨前]天)?(?:不是|并?没)(?:搞|办|开|做|去)?[^,。;]*[,。;]*")
"""What was not the work, before what it was: 昨天不是宣讲，是普法1次."""


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line that reports something, before it is taken into its parts.

    `spread`: its numbers but those that it denies; `several`: it may tell of more than one work; `chosen`:
    what it means as a whole; `days`: those of its works, where they may be of different ones.
    """

    plain: str
    whole: Weighed
    spread: Spread
    kind: Kind
    matcher: TaskMatcher
    plan: str
    several: bool
    chosen: Chosen
    days: PartDays | None

    @property
    def found(self) -> Sequence[Found]:
        """Its numbers, what is told for each multiplied."""
        return self.spread.found

    @property
    def told(self) -> Sequence[Found]:
        """Its numbers as they stand, where 各 or 每 does."""
        return self.spread.told

    def within(self, span: Span) -> Weighed:
        """Return what a stretch says of its task."""
        if span == (0, len(self.plain)):
            return self.whole
        evidence = self.matcher.within(self.whole.evidence, *span)
        return weigh(self.whole.text[slice(*span)], self.matcher, evidence)

    def denies(self, span: Span) -> bool:
        """Return whether a stretch only says what the work was not, before what it was."""
        only = not self.numbers(span) and self.plain.startswith(("是", "而是"), span[1])
        return only and _DENIAL.fullmatch(self.plain, *span) is not None

    def numbers(self, span: Span) -> list[Found]:
        """Return the numbers of a stretch."""
        return [one for one in self.found if span[0] <= one.start < span[1]]
