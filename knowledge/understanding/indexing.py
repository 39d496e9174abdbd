"""The lines of every point made ready for comparing: what each weighs, and who uses which pair.

Built once from the knowledge base; finding (`retrieval`) only reads it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from ..points import PlanPoint

Sound = Callable[[str], str | None]
Shape = tuple[float, float, float]
"""How much of the question and of the line must be covered: weight of the question, of the line, factor."""
Line = tuple[Shape, str, float]
"""A name, a way of asking, a short answer or a quote: its shape, its comparable text, its weight."""

ASK: Shape = (0.6, 0.4, 1.0)
_NAME: Shape = (0.5, 0.5, 0.9)
SAY: Shape = (0.8, 0.2, 0.85)
_QUOTE: Shape = (0.9, 0.1, 0.8)
CALLED = (ASK, _NAME)
"""The shapes of what people call or ask a point."""
_SPOKEN, _SPOKEN_PAIR = 0.25, 0.45
"""The most that a character of everyday speech may weigh, and a pair of two, against the rarest."""
_COMMON = 0.15  # a pair in more than this share of the points chooses no candidates


@dataclass(frozen=True, slots=True)
class Entry:
    """A point with its lines, and all of them in one text."""

    point: PlanPoint
    lines: tuple[Line, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Index:
    """Every point's lines; the rarity of each token; which points use a pair; which pairs sound alike."""

    entries: tuple[Entry, ...]
    rarity: dict[str, float]
    rarest: float
    postings: dict[str, list[int]]
    heard: dict[str, list[str]]
    everyday: frozenset[str] = frozenset()


def tokens(text: str) -> list[str]:
    """Return the characters and character pairs of a text; nothing runs over white space."""
    found = [char for char in text if char > " "]
    found += [first + second for first, second in pairwise(text) if first > " " and second > " "]
    return found


def hear(token: str, sound: Sound) -> str | None:
    """Return the syllables of a pair, None for single characters and what has no sound."""
    if len(token) != 2:
        return None
    first, second = sound(token[0]), sound(token[1])
    return f"{first} {second}" if first and second else None


def build_index(
    points: Sequence[PlanPoint],
    clean: Callable[[str], str],
    sound: Sound,
    everyday: frozenset[str] = frozenset(),
) -> Index:
    """Index `points`; `clean` makes text comparable, `sound` gives a character's syllable.

    `everyday` characters name no topic and weigh little.
    """
    texts = [tuple(_texts(point, clean)) for point in points]
    wholes = ["\n".join(text for _, text in lines) for lines in texts]
    known = [dict.fromkeys(tokens(whole)) for whole in wholes]
    rarity = _rarities(known, everyday)
    entries = [
        Entry(point, tuple((shape, text, _weight(text, rarity)) for shape, text in lines), whole)
        for point, lines, whole in zip(points, texts, wholes, strict=True)
    ]
    heard: dict[str, list[str]] = defaultdict(list)
    for token in rarity:
        if syllables := hear(token, sound):
            heard[syllables].append(token)
    rarest = max(rarity.values(), default=1.0)
    return Index(tuple(entries), rarity, rarest, _postings(known), dict(heard), everyday)


def _weight(text: str, rarity: dict[str, float]) -> float:
    return sum([rarity[token] for token in dict.fromkeys(tokens(text))])  # in one order: sums differ by it


def _texts(point: PlanPoint, clean: Callable[[str], str]) -> Iterator[tuple[Shape, str]]:
    """Give each line of a point: its shape and its comparable text."""
    lines = [(ASK, ask) for ask in point.asks] + [(_NAME, name) for name in point.names]
    lines += [(SAY, point.say)] + [(_QUOTE, cite.quote) for cite in point.cites]
    for shape, raw in lines:
        text = clean(raw)
        if text.strip():
            yield shape, text


def _rarities(known: Sequence[Collection[str]], everyday: frozenset[str]) -> dict[str, float]:
    """Rarity of each token: a pair that one point alone uses says most, everyday speech little."""
    counts = Counter(chain.from_iterable(known))
    rarity = {token: math.log(1 + len(known) / count) for token, count in counts.items()}
    rarest = max(rarity.values(), default=1.0)
    for token, rare in rarity.items():
        if everyday.issuperset(token):
            most = _SPOKEN if len(token) == 1 else _SPOKEN_PAIR
            rarity[token] = min(rare, most * rarest)
    return rarity


def _postings(known: Sequence[Collection[str]]) -> dict[str, list[int]]:
    """For each pair that is not common, the points that use it."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pairs in enumerate(known):
        for token in pairs:
            if len(token) == 2:
                postings[token].append(number)
    limit = max(12, int(_COMMON * len(known)))
    return {token: numbers for token, numbers in postings.items() if len(numbers) <= limit}
