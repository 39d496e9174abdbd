"""Measured times and what is said about them."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Samples:
    """Times of one thing done many times, in microseconds."""

    times: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean."""
        return statistics.fmean(self.times)

    @property
    def median(self) -> float:
        """The middle one: half of the times are shorter."""
        return statistics.median(self.times)

    def percentile(self, share: int) -> float:
        """Return the time that `share` per cent of the times do not exceed (nearest rank)."""
        ordered = sorted(self.times)
        return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]


def time_each(work: Callable[[T], object], items: Sequence[T], rounds: int) -> list[Samples]:
    """Do `work` on all items, one after another, `rounds` times; return each item's times, oldest first."""
    times: list[list[float]] = [[] for _ in items]
    for _ in range(rounds):
        for taken, item in zip(times, items, strict=True):
            started = time.perf_counter_ns()
            work(item)
            taken.append((time.perf_counter_ns() - started) / 1000)
    return [Samples(tuple(taken)) for taken in times]


def together(samples: Sequence[Samples]) -> Samples:
    """Return all times as one."""
    return Samples(tuple(taken for one in samples for taken in one.times))


def medians(samples: Sequence[Samples]) -> Samples:
    """Return the median of each: what is left when the machine's moods are taken out."""
    return Samples(tuple(one.median for one in samples))
