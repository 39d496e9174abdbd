"""Find the points that a question is about, by what they are called, asked and said.

A point is compared with the question by shared character pairs, each weighted by its rarity: how much of the
question the point knows at all, and how well its best line (a name, a way of asking, the short answer, a
quote) fits. A pair that no point knows is tried by sound, so that 劳东法律 still finds 劳动法律.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from ..points import PlanPoint

Sound = Callable[[str], str | None]
_Written = tuple[tuple[float, float, float], str, str]
"""A line: its shape, its comparable text, its text as written."""
_Asked = list[tuple[str, float]]
"""The parts of a question with their rarity."""

# How much of the question and of the line must be covered: weight of the question, of the line, factor.
_ASK = (0.6, 0.4, 1.0)
_NAME = (0.5, 0.5, 0.9)
_SAY = (0.8, 0.2, 0.85)
_QUOTE = (0.9, 0.1, 0.8)

_COMMON = 0.15  # a pair in more than this share of the points chooses no candidates
_UNIGRAM = 1.0  # a single character counts this much of its rarity
_DIM = 0.5  # a word that only tells which side is asked for counts this much
_HEARD = 0.75  # a pair found only by sound
_STRANGE = 0.8  # a pair that no point knows counts this much of what its characters are worth
_WHOLE = 0.5  # how much the point as a whole counts beside its best line
_CANDIDATES = 24
_WORTH = 0.5  # candidates that know less than this share of what the best knows are not looked at closely


@dataclass(frozen=True, slots=True)
class Hit:
    """A point and how well the question fits it (0 to about 1); `line` is what fitted best.

    `known` is the share of the question, by rarity, that the point knows at all: a made-up topic has little.
    """

    point: PlanPoint
    score: float
    line: str
    known: float = 1.0


@dataclass(frozen=True, slots=True)
class _Line:
    shape: tuple[float, float, float]
    text: str
    weight: float
    raw: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A point with its comparable lines, and all of them in one text."""

    point: PlanPoint
    lines: tuple[_Line, ...]
    whole: str


def tokens(text: str) -> list[str]:
    """Return the characters and character pairs of a text; nothing runs over white space."""
    found = [char for char in text if char > " "]
    found += [first + second for first, second in pairwise(text) if first > " " and second > " "]
    return found


class PointIndex:
    """The points of every plan, ready to be found."""

    def __init__(self, points: Sequence[PlanPoint], clean: Callable[[str], str], sound: Sound) -> None:
        """Index `points`; `clean` makes text comparable, `sound` gives a character's syllable."""
        self._clean = clean
        self._sound = sound
        texts = [tuple(_texts(point, clean)) for point in points]
        wholes = ["\n".join(text for _, text, _ in lines) for lines in texts]
        known = [set(tokens(whole)) for whole in wholes]
        self._rarity = _rarities(known)
        self._rarest = max(self._rarity.values(), default=1.0)
        self._entries = tuple(map(self._entry, points, texts, wholes))
        self._postings = _postings(known)
        self._heard: dict[str, list[str]] = defaultdict(list)
        for token in self._rarity:
            heard = self._hear(token)
            if heard:
                self._heard[heard].append(token)

    @property
    def points(self) -> Iterator[PlanPoint]:
        """Every indexed point."""
        return (entry.point for entry in self._entries)

    def find(self, question: str, plans: Iterable[str], limit: int = 8, dim: Iterable[str] = ()) -> list[Hit]:
        """Return the best points of `plans`, best first. `dim` words only tell which side is asked for."""
        asked, total = self._ask(
            self._clean(question), {part for word in dim for part in tokens(self._clean(word))}
        )
        allowed = frozenset(plans)
        shares: dict[int, float] = defaultdict(float)
        for token, weight in asked:
            for number in self._postings.get(token, ()):
                shares[number] += weight
        near = [number for number in shares if self._entries[number].point.plan in allowed]
        chosen = heapq.nlargest(_CANDIDATES, near, key=shares.__getitem__)
        known = [self._known(self._entries[number], asked) for number in chosen]
        floor = _WORTH * max((share for share, _, _ in known), default=0.0)
        hits = [_fit(entry, tokens, share, total) for share, entry, tokens in known if share >= floor]
        return heapq.nlargest(limit, hits, key=lambda hit: hit.score)

    def _known(self, entry: _Entry, asked: _Asked) -> tuple[float, _Entry, _Asked]:
        """How much of the question a point knows at all, and which parts."""
        whole = entry.whole
        known = [part for part in asked if part[0] in whole]
        return sum([weight for _, weight in known]), entry, known

    def _ask(self, text: str, dim: set[str]) -> tuple[_Asked, float]:
        asked: dict[str, float] = {}
        total = 0.0
        for token in dict.fromkeys(tokens(text)):
            weight = self._rarity.get(token)
            if weight is not None:
                if token in dim:
                    weight *= _DIM
                asked[token] = weight
                total += weight
            elif len(token) == 2:
                alike = self._heard.get(self._hear(token) or "", ())
                for known in alike:
                    asked.setdefault(known, _HEARD * self._rarity[known])
                total += max((self._rarity[known] for known in alike), default=self._strange(token))
        return list(asked.items()), total or 1.0

    def _strange(self, token: str) -> float:
        """The weight of a pair that no point knows: little for everyday characters, much for rare ones."""
        first, second = self._rarity.get(token[0], self._rarest), self._rarity.get(token[1], self._rarest)
        return _STRANGE * (first + second) / 2

    def _hear(self, token: str) -> str | None:
        if len(token) != 2:
            return None
        first, second = self._sound(token[0]), self._sound(token[1])
        return f"{first} {second}" if first and second else None

    def _entry(self, point: PlanPoint, texts: Sequence[_Written], whole: str) -> _Entry:
        rarity = self._rarity
        lines = [
            _Line(shape, text, sum([rarity[token] for token in set(tokens(text))]), raw)
            for shape, text, raw in texts
        ]
        return _Entry(point, tuple(lines), whole)


def _fit(entry: _Entry, known: _Asked, share: float, total: float) -> Hit:
    """Score a point by its best line and by how much of the question it knows."""
    best, raw = 0.0, ""
    for line in entry.lines:
        text = line.text
        overlap = 0.0
        for token, weight in known:
            if token in text:
                overlap += weight
        of_question, of_line, factor = line.shape
        score = factor * overlap / (of_question * total + of_line * line.weight)
        if score > best:
            best, raw = score, line.raw
    return Hit(entry.point, (1 - _WHOLE) * best + _WHOLE * share / total, raw, share / total)


def _texts(point: PlanPoint, clean: Callable[[str], str]) -> Iterator[_Written]:
    """Give each line of a point: its shape, its comparable text and its text as written."""
    lines = [(_ASK, ask) for ask in point.asks] + [(_NAME, name) for name in point.names]
    lines += [(_SAY, point.say)] + [(_QUOTE, cite.quote) for cite in point.cites]
    for shape, raw in lines:
        text = clean(raw)
        if text.strip():
            yield shape, text, raw


def _rarities(known: Sequence[set[str]]) -> dict[str, float]:
    """Rarity of each token: a pair that one point alone uses says most."""
    counts = Counter(chain.from_iterable(known))
    points = len(known)
    return {
        token: math.log(1 + points / count) * (1.0 if len(token) == 2 else _UNIGRAM)
        for token, count in counts.items()
    }


def _postings(known: Sequence[set[str]]) -> dict[str, list[int]]:
    """For each pair that is not common, the points that use it."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pairs in enumerate(known):
        for token in pairs:
            if len(token) == 2:
                postings[token].append(number)
    limit = max(12, int(_COMMON * len(known)))
    return {token: numbers for token, numbers in postings.items() if len(numbers) <= limit}
