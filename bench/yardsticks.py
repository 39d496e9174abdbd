"""What the answers are compared with: a fuzzy match over all ways of asking, and a dictionary look-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from rapidfuzz import fuzz, process

from knowledge import Catalogue

from .samples import Samples, time_each, together

LINES = 2_000
"""The slower scorers compare with so many ways of asking only."""


def measure_yardsticks(
    catalogue: Catalogue, questions: Sequence[str], rounds: int
) -> list[tuple[str, Samples]]:
    """Return each yardstick with its times for one question. None of them answers anything."""
    asks = [ask for book in catalogue.plans.values() for point in book.points for ask in point.asks]
    places = {ask: number for number, ask in enumerate(asks)}
    scorers = (
        (f"rapidfuzz ratio, all {len(asks):,} ways of asking", fuzz.ratio, asks),
        (f"rapidfuzz ratio, {LINES:,} of them", fuzz.ratio, asks[:LINES]),
        (f"rapidfuzz partial_ratio, {LINES:,} of them", fuzz.partial_ratio, asks[:LINES]),
        (f"rapidfuzz WRatio (its default), {LINES:,} of them", fuzz.WRatio, asks[:LINES]),
    )
    measured: list[tuple[str, Callable[[str], object]]] = [
        (name, partial(_nearest, lines=lines, scorer=scorer)) for name, scorer, lines in scorers
    ]
    measured.append(("dictionary look-up of the whole question", places.get))
    return [(name, together(time_each(work, questions, rounds))) for name, work in measured]


def _nearest(question: str, lines: Sequence[str], scorer: Callable[..., float]) -> object:
    return process.extractOne(question, lines, scorer=scorer)
