"""What the answers are compared with: a fuzzy match over all ways of asking, and a dictionary look-up."""

from __future__ import annotations

from collections.abc import Sequence

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
    found = [
        (
            name,
            together(
                time_each(
                    lambda question, score=scorer, lines=choices: process.extractOne(
                        question, lines, scorer=score
                    ),
                    questions,
                    rounds,
                )
            ),
        )
        for name, scorer, choices in scorers
    ]
    return [*found, ("dictionary look-up of the whole question", together(time_each(places.get, questions, rounds)))]
