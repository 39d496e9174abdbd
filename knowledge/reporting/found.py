"""A number of a line with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .line import Quantity

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and where it stands.

    `denied`: it is corrected in the line itself (不是50人); `of_places`: it counts places (走了3个村);
    `ahead`: it is only meant (打算建2个).
    """

    quantity: Quantity
    start: int
    end: int
    denied: bool = False
    of_places: bool = False
    ahead: bool = False


def standing(found: Iterable[Found]) -> list[Found]:
    """Return the numbers without those that their line denies."""
    return [one for one in found if not one.denied]


def touches(span: Span, taken: Iterable[Span]) -> bool:
    """Return whether a stretch shares a character with one of those that are taken."""
    begin, end = span
    return any(start < end and begin < stop for start, stop in taken)
