"""Find the points that a question is about, by what they are called, asked and said.

Lines (names, ways of asking, short answers, quotes) are compared with the question by shared character
pairs, each weighted by its rarity. A pair that no line knows is tried by sound, so that 劳东法律 still
finds 劳动法律. No line is ever read in full for a question: postings of rare pairs choose the candidates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..points import PlanPoint

Sound = Callable[[str], str | None]

ASK, NAME, SAY, QUOTE = range(4)
# How much of the question and of the line must be covered: (weight of the question, of the line, factor).
_SHAPE = {ASK: (0.6, 0.4, 1.0), NAME: (0.45, 0.55, 0.92), SAY: (0.8, 0.2, 0.9), QUOTE: (0.9, 0.1, 0.85)}
_COMMON = 0.04  # a pair in more than this share of the lines chooses no candidates
_UNIGRAM = 0.3  # a single character counts this much of its rarity
_HEARD = 0.75  # a pair found only by sound
_UNKNOWN = 0.55  # a pair that no line knows, as a share of the greatest rarity
_CANDIDATES = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """A point and how well the question fits it (0 to about 1.2); `line` is what fitted best."""

    point: PlanPoint
    score: float
    line: str


@dataclass(slots=True)
class _Line:
    point: int
    kind: int
    text: str
    tokens: frozenset[str]
    weight: float = 0.0


def tokens(text: str) -> list[str]:
    """Character pairs and single characters of a text; nothing runs over a space."""
    found: list[str] = []
    for word in text.split():
        found += word
        found += [word[n : n + 2] for n in range(len(word) - 1)]
    return found


class PointIndex:
    """The points of every plan, ready to be found."""

    def __init__(self, points: Sequence[PlanPoint], clean: Callable[[str], str], sound: Sound) -> None:
        """Index `points`; `clean` makes text comparable, `sound` gives a character's syllable."""
        self.points = tuple(points)
        self._clean = clean
        self._sound = sound
        self._lines = [line for number, point in enumerate(points) for line in self._of(number, point)]
        self._rarity = self._weigh()
        self._unknown = _UNKNOWN * max(self._rarity.values(), default=1.0)
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._heard: dict[str, list[str]] = defaultdict(list)
        limit = max(12, int(_COMMON * len(self._lines)))
        counts: dict[str, int] = defaultdict(int)
        for line in self._lines:
            for token in line.tokens:
                counts[token] += 1
        for number, line in enumerate(self._lines):
            line.weight = sum(map(self._rarity.__getitem__, line.tokens))
            for token in line.tokens:
                if len(token) == 2 and counts[token] <= limit:
                    self._postings[token].append(number)
        for token in self._rarity:
            heard = self._hear(token)
            if heard:
                self._heard[heard].append(token)

    def find(self, question: str, plans: Iterable[str], limit: int = 8) -> list[Hit]:
        """Return the best points of the given plans, best first."""
        asked, total = self._ask(self._clean(question))
        allowed = frozenset(plans)
        shares: dict[int, float] = defaultdict(float)
        for token, weight in asked.items():
            for number in self._postings.get(token, ()):
                shares[number] += weight
        best: dict[int, Hit] = {}
        for number in sorted(shares, key=shares.__getitem__, reverse=True)[: _CANDIDATES * 3]:
            line = self._lines[number]
            point = self.points[line.point]
            if point.plan in allowed:
                score = self._score(line, asked, total)
                if line.point not in best or score > best[line.point].score:
                    best[line.point] = Hit(point, score, line.text)
        return sorted(best.values(), key=lambda hit: -hit.score)[:limit]

    def _score(self, line: _Line, asked: dict[str, float], total: float) -> float:
        overlap = sum(weight for token, weight in asked.items() if token in line.tokens)
        of_question, of_line, factor = _SHAPE[line.kind]
        return factor * overlap / (of_question * total + of_line * line.weight)

    def _ask(self, text: str) -> tuple[dict[str, float], float]:
        asked: dict[str, float] = {}
        total = 0.0
        for token in dict.fromkeys(tokens(text)):
            weight = self._rarity.get(token)
            if weight is not None:
                asked[token] = weight
                total += weight
            elif len(token) == 2:
                alike = self._heard.get(self._hear(token) or "", ())
                for known in alike:
                    asked.setdefault(known, _HEARD * self._rarity[known])
                total += max((self._rarity[known] for known in alike), default=self._unknown)
        return asked, total or 1.0

    def _hear(self, token: str) -> str | None:
        if len(token) != 2:
            return None
        first, second = self._sound(token[0]), self._sound(token[1])
        return f"{first} {second}" if first and second else None

    def _of(self, number: int, point: PlanPoint) -> Iterable[_Line]:
        texts = [(ASK, ask) for ask in point.asks] + [(NAME, name) for name in point.names]
        texts += [(SAY, point.say)] + [(QUOTE, cite.quote) for cite in point.cites]
        for kind, text in texts:
            cleaned = self._clean(text)
            if cleaned.strip():
                yield _Line(number, kind, text, frozenset(tokens(cleaned)))

    def _weigh(self) -> dict[str, float]:
        """Rarity of each token over points: a pair used by one point alone says most."""
        holders: dict[str, set[int]] = defaultdict(set)
        for line in self._lines:
            for token in line.tokens:
                holders[token].add(line.point)
        count = len(self.points) or 1
        return {
            token: math.log(1 + count / len(points)) * (1.0 if len(token) == 2 else _UNIGRAM)
            for token, points in holders.items()
        }
