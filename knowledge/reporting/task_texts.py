"""The tasks' own sentences, against which a line is tried that the word lists do not know."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..schema.task import Task
from .files import Topic

_COMMON_PAIR = 0.5


def known_pairs(texts: Iterable[str]) -> frozenset[str]:
    """Return every pair of characters that stands side by side in one of the texts."""
    return frozenset(text[n : n + 2] for text in texts for n in range(len(text) - 1))


class Texts:
    """The tasks' own sentences as sets of character pairs, each pair weighted by its rarity."""

    def __init__(self, tasks: Iterable[Task], topics: dict[str, list[Topic]]) -> None:
        """Index the sentences of the tasks and the words of their kinds of work."""
        self._pairs = {task.id: known_pairs(_texts(task, topics.get(task.id, []))) for task in tasks}
        counts: dict[str, int] = defaultdict(int)
        for pairs in self._pairs.values():
            for pair in pairs:
                counts[pair] += 1
        number = len(self._pairs)
        self._rarity = {pair: math.log(1 + number / count) for pair, count in counts.items()}
        self._unknown = _COMMON_PAIR * max(self._rarity.values(), default=1.0)
        self._holders: dict[str, list[str]] = defaultdict(list)
        for task, pairs in self._pairs.items():
            for pair in pairs:
                self._holders[pair].append(task)

    def shares(self, text: str) -> dict[str, float]:
        """Return how much of `text` each task's own sentences know, 0 to 1."""
        shares = dict.fromkeys(self._pairs, 0.0)
        pairs = {text[n : n + 2] for n in range(len(text) - 1)}
        known = pairs & self._rarity.keys()
        total = self._unknown * (len(pairs) - len(known))
        for pair in known:
            weight = self._rarity[pair]
            total += weight
            for task in self._holders[pair]:
                shares[task] += weight
        return {task: share / total for task, share in shares.items()} if total else shares


def _texts(task: Task, topics: Sequence[Topic]) -> list[str]:
    texts = [task.title, task.quote, *task.names, *task.words]
    texts += [measure.quote for measure in task.measures] + [target.what for target in task.targets]
    texts += [name for point in task.points for name in point.names]
    texts += [word for topic in topics for word in (*topic.sure, *topic.likely)]
    return texts
