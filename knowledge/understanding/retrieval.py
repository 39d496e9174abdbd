"""Find the points that a question is about, by what they are called, asked and said.

A point is compared with the question by shared character pairs, each weighted by its rarity: how much of the
question the point knows at all, and how well its best line (a name, a way of asking, the short answer, a
quote) fits. A pair that no point knows is tried by sound, so that 劳东法律 still finds 劳动法律.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..points import PlanPoint
from .indexing import Entry, Index, Sound, hear, tokens

_DIM = 0.5  # a word that only tells which side is asked for counts this much
_HEARD = 0.75  # a pair found only by sound
_STRANGE = 0.8  # a pair that no point knows counts this much of what its characters are worth
_WHOLE = 0.5  # how much the point as a whole counts beside its best line
_CANDIDATES = 24
_WORTH = 0.5  # candidates that know less than this share of what the best knows are not looked at closely

_Asked = list[tuple[str, float]]
"""The parts of a question with their rarity."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A point and how well the question fits it (0 to about 1); `line` is what fitted best.

    `known` is the share of the question, by rarity, that the point knows at all: a made-up topic has little.
    """

    point: PlanPoint
    score: float
    line: str
    known: float = 1.0


class PointIndex:
    """Finds points in an index."""

    def __init__(self, index: Index, clean: Callable[[str], str], sound: Sound) -> None:
        """`clean` and `sound` are those that the index was built with."""
        self._index = index
        self._clean = clean
        self._sound = sound
        self._entries = {entry.point.key: entry for entry in index.entries}

    @property
    def points(self) -> Iterator[PlanPoint]:
        """Every indexed point."""
        return (entry.point for entry in self._index.entries)

    def find(self, question: str, plans: Iterable[str], limit: int = 8, dim: Iterable[str] = ()) -> list[Hit]:
        """Return the best points of `plans`, best first. `dim` words only tell which side is asked for."""
        dimmed = {part for word in dim for part in tokens(self._clean(word))}
        asked, total = self._ask(self._clean(question), dimmed)
        known = [(entry, *_known(entry, asked)) for entry in self._candidates(asked, frozenset(plans))]
        floor = _WORTH * max((share for _, share, _ in known), default=0.0)
        hits = [_fit(entry, parts, share, total) for entry, share, parts in known if share >= floor]
        return heapq.nlargest(limit, hits, key=lambda hit: hit.score)

    def knows(self, text: str, point: PlanPoint) -> float:
        """Return the share of `text`, by rarity of its character pairs, that a point knows (0 to 1)."""
        asked, total = self._ask(self._clean(text), set())
        return _known(self._entries[point.key], asked)[0] / total

    def _candidates(self, asked: _Asked, plans: frozenset[str]) -> list[Entry]:
        """The points that share most of the question's rarer pairs."""
        shares: dict[int, float] = defaultdict(float)
        for token, weight in asked:
            for number in self._index.postings.get(token, ()):
                shares[number] += weight
        entries = self._index.entries
        near = [number for number in shares if entries[number].point.plan in plans]
        return [entries[number] for number in heapq.nlargest(_CANDIDATES, near, key=shares.__getitem__)]

    def _ask(self, text: str, dim: set[str]) -> tuple[_Asked, float]:
        """The question's parts with their weights, and what they weigh together with those nobody knows."""
        rarity = self._index.rarity
        asked: dict[str, float] = {}
        total = 0.0
        for token in dict.fromkeys(tokens(text)):
            weight = rarity.get(token)
            if weight is not None:
                asked[token] = weight * _DIM if token in dim else weight
                total += asked[token]
            elif len(token) == 2:
                alike = self._index.heard.get(hear(token, self._sound) or "", ())
                for known in alike:
                    asked.setdefault(known, _HEARD * rarity[known])
                total += max((rarity[known] for known in alike), default=self._strange(token))
        return list(asked.items()), total or 1.0

    def _strange(self, token: str) -> float:
        """The weight of a pair that no point knows: little for everyday characters, much for rare ones."""
        rarity, rarest = self._index.rarity, self._index.rarest
        return _STRANGE * (rarity.get(token[0], rarest) + rarity.get(token[1], rarest)) / 2


def _known(entry: Entry, asked: _Asked) -> tuple[float, _Asked]:
    """How much of the question a point knows at all, and which parts."""
    whole = entry.whole
    known = [part for part in asked if part[0] in whole]
    return sum([weight for _, weight in known]), known


def _fit(entry: Entry, known: _Asked, share: float, total: float) -> Hit:
    """Score a point by its best line and by how much of the question it knows."""
    best, fitting = 0.0, ""
    for (of_question, of_line, factor), text, weight in entry.lines:
        scale = factor / (of_question * total + of_line * weight)
        if share * scale <= best:
            continue  # even a line that held all that the point knows would fit no better
        overlap = 0.0
        for token, worth in known:
            if token in text:
                overlap += worth
        if overlap * scale > best:
            best, fitting = overlap * scale, text
    return Hit(entry.point, (1 - _WHOLE) * best + _WHOLE * share / total, fitting, share / total)
