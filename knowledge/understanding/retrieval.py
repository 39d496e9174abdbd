"""Find the points that a question is about, by what they are called, asked and said.

A point is compared with the question by shared character pairs, each weighted by its rarity: how much of the
question the point knows at all, and how well its best line (a name, a way of asking, the short answer, a
quote) fits. A pair that no point knows is tried by sound, so that 劳东法律 still finds 劳动法律.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from ..points import PlanPoint
from .everyday import Everyday
from .indexing import ASK, CALLED, SAY, Entry, Index, Sound, hear, tokens

_DIM = 0.5  # a word that only tells which side is asked for counts this much
_HEARD = 0.75  # a pair found only by sound
_STRANGE = 0.8  # a pair that no point knows counts this much of what its characters are worth
_BESIDE = 0.5  # the same for a pair of which everyday speech is one half, by its lighter character
_WHOLE = 0.5  # how much the point as a whole counts beside its best line
_CANDIDATES = 24
_WORDS = 32  # so many texts are kept in their comparable form; a question needs three
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

    def __init__(
        self, index: Index, clean: Callable[[str], str], sound: Sound, everyday: Everyday, kept: int = 0
    ) -> None:
        """`clean`, `sound` and the characters of `everyday` are those that the index was built with.

        The last `kept` searches are not done again.
        """
        self._everyday = everyday
        self._index = index
        # The same few words of a question are compared for one thing after the other.
        self._clean = lru_cache(_WORDS)(clean)
        self._sound = sound
        self._entries = {entry.point.key: entry for entry in index.entries}
        self._told = {
            entry.point.key: "\n".join(text for shape, text, _ in entry.lines if shape == SAY)
            for entry in index.entries
        }
        self._spoken = {
            entry.point.key: "\n".join(text for shape, text, _ in entry.lines if shape in (SAY, ASK))
            for entry in index.entries
        }
        self._exact: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(index.entries):
            for text in {_squeezed(text) for shape, text, _ in entry.lines if shape in CALLED}:
                self._exact[text].append(number)
        self._kept = lru_cache(kept)(self._find)

    def forget(self) -> None:
        """Forget the searches done before."""
        self._kept.cache_clear()
        self._clean.cache_clear()

    @property
    def points(self) -> Iterator[PlanPoint]:
        """Every indexed point."""
        return (entry.point for entry in self._index.entries)

    def find(
        self, question: str, plans: Iterable[str], limit: int = 8, dim: Iterable[str] = ()
    ) -> Sequence[Hit]:
        """Return the best points of `plans`, best first. `dim` words only tell which side is asked for."""
        return self._kept(question, tuple(plans), limit, frozenset(dim))

    def _find(
        self, question: str, plans: tuple[str, ...], limit: int, dim: frozenset[str]
    ) -> tuple[Hit, ...]:
        dimmed = {part for word in dim for part in tokens(self._clean(word))}
        clean = self._clean(question)
        exact = self._exact.get(_squeezed(clean), ())
        asked, total = self._ask(clean, dimmed)
        near = self._candidates(asked, frozenset(plans), exact)
        called = {self._index.entries[number].point.key for number in exact}
        known = [(entry, *_known(entry, asked)) for entry in near]
        floor = _WORTH * max((share for _, share, _ in known), default=0.0)
        hits = [
            Hit(entry.point, 1.0, entry.point.topic)
            if entry.point.key in called
            else _fit(entry, parts, share, total)
            for entry, share, parts in known
            if share >= floor
        ]
        return tuple(heapq.nlargest(limit, hits, key=lambda hit: hit.score))

    def writes(self, pair: str) -> bool:
        """True for two characters that stand side by side in some point."""
        return pair in self._index.rarity

    def knows(self, text: str, point: PlanPoint) -> float:
        """Return the share of `text`, by rarity of its character pairs, that a point knows (0 to 1)."""
        asked, total = self._ask(self._clean(text), set())
        return _known(self._entries[point.key], asked)[0] / total

    def holds(self, word: str, point: PlanPoint) -> bool:
        """True when a point says, quotes, is called or is asked for by a word."""
        return self._clean(word).strip() in self._entries[point.key].whole

    def telling(self, text: str) -> Callable[[PlanPoint], float]:
        """Return how to get the share of the character pairs of `text` that a point's own words hold."""
        pairs = [token for token in tokens(self._clean(text)) if len(token) == 2]
        told, count = self._told, len(pairs) or 1
        return lambda point: sum([pair in told[point.key] for pair in pairs]) / count

    def holding(self, text: str) -> Callable[[PlanPoint], float]:
        """Return how to get the share of the character pairs of `text` that a point holds anywhere."""
        pairs = [token for token in tokens(self._clean(text).replace(" ", "")) if len(token) == 2]
        entries, count = self._entries, len(pairs) or 1
        return lambda point: sum([pair in entries[point.key].whole for pair in pairs]) / count

    def speaking_of(self, text: str) -> Callable[[PlanPoint], bool]:
        """Return how to tell whether a point itself says or is asked for a character pair of `text`."""
        pairs = [token for token in tokens(self._clean(text)) if len(token) == 2]
        spoken = self._spoken
        return lambda point: any(pair in spoken[point.key] for pair in pairs)

    def _misspells(self, token: str, whole: str) -> bool:
        """True for a pair that sounds like one in `whole` and shares a character with it."""
        if len(token) != 2 or token in self._index.rarity:
            return False
        alike = self._index.heard.get(hear(token, self._sound) or "", ())
        return any((token[0] in known or token[1] in known) and known in whole for known in alike)

    def gap(self, text: str, *points: PlanPoint) -> float:
        """Return the longest stretch of topic characters in `text` of which no given point knows a pair."""
        whole = "\n".join(self._entries[point.key].whole for point in points)
        return self._everyday.gap(self._clean(text), whole.__contains__)

    def strange_share(self, text: str, point: PlanPoint) -> float:
        """Return how much of a topic, by rarity of its character pairs, no plan knows (0 to 1).

        Pairs with a character of everyday speech do not count, nor those that misspell the point's words.
        """
        told = self._entries[point.key].whole
        whole = strange = 0.0
        for first, second in pairwise(self._everyday.without_words(self._clean(text))):
            if " " in (first, second):
                continue
            weight = self._index.rarity.get(first + second)
            whole += weight or self._strange(first + second)
            plain = first in self._everyday.characters or second in self._everyday.characters
            if weight is None and not plain and not self._misspells(first + second, told):
                strange += self._strange(first + second)
        return strange / (whole or 1.0)

    def _candidates(self, asked: _Asked, plans: frozenset[str], exact: Sequence[int]) -> list[Entry]:
        """The points that share most of the question's rarer pairs, before them those called just so."""
        shares: dict[int, float] = defaultdict(float)
        for token, weight in asked:
            for number in self._index.postings.get(token, ()):
                shares[number] += weight
        entries = self._index.entries
        near = [number for number in shares if entries[number].point.plan in plans]
        best = heapq.nlargest(_CANDIDATES, near, key=shares.__getitem__)
        called = [number for number in exact if entries[number].point.plan in plans]
        return [entries[number] for number in dict.fromkeys([*called, *best])]

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
        weighty = sorted(asked.items(), key=itemgetter(1), reverse=True)  # a line is given up the sooner
        return weighty, total or 1.0

    def _strange(self, token: str) -> float:
        """The weight of a pair that no point knows: little beside everyday speech, much if rare."""
        rarity, rarest = self._index.rarity, self._index.rarest
        first, second = rarity.get(token[0], rarest), rarity.get(token[1], rarest)
        if self._index.everyday.isdisjoint(token):
            return _STRANGE * (first + second) / 2
        return _BESIDE * min(first, second)


def _squeezed(text: str) -> str:
    return text.replace(" ", "")


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
        spare = share - best / scale  # what the line may lack and still be the best
        if spare <= 0.0:
            continue
        for token, worth in known:
            if token not in text:
                spare -= worth
                if spare <= 0.0:
                    break
        else:
            best, fitting = best + spare * scale, text
    return Hit(entry.point, (1 - _WHOLE) * best + _WHOLE * share / total, fitting, share / total)
