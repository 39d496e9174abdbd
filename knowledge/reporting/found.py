"""A number of a line with its place."""

from __future__ import annotations

from dataclasses import dataclass

from .line import Quantity


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
