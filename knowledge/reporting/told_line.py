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


@dataclass(slots=True)
class ToldLine:
    """A line that reports something, before it is taken into its parts.

    `found`: its numbers, what is told for each multiplied; `told`: as they stand where 各 or 每 does;
    `several`: it may tell of more than one work; `chosen`: what it means as a whole.
    """

    plain: str
    whole: Weighed
    found: Sequence[Found]
    told: Sequence[Found]
    kind: Kind
    matcher: TaskMatcher
    plan: str
    several: bool
    chosen: Chosen
    days: PartDays | None = None

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


def told_line(
    plain: str,
    whole: Weighed,
    spread: Spread,
    kind: Kind,
    matcher: TaskMatcher,
    plan: str,
    *,
    several: bool,
    chosen: Chosen,
) -> ToldLine:
    """Return such a line, with the numbers that stand in it."""
    found, told = ([one for one in numbers if not one.denied] for numbers in (spread.found, spread.told))
    return ToldLine(plain, whole, found, told, kind, matcher, plan, several, chosen)
