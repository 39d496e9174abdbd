"""Which targets of a task count one kind of work, as a line tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .files import Aim


class Aims:
    """The targets of one kind of work. Holds no state between lines."""

    def __init__(self, aims: Mapping[str, Aim]) -> None:
        """Compile the patterns; no target at all: nothing that is said of the work counts."""
        self.targets = frozenset(aims)
        self._targets = {target: (_pattern(aim.words), _pattern(aim.unless)) for target, aim in aims.items()}
        self._worded = [(target, words) for target, (words, _) in self._targets.items() if words is not None]
        self._plain = all(words is None and unless is None for words, unless in self._targets.values())
        self._all = tuple(self._targets)

    def named(self, text: str) -> frozenset[str]:
        """Return the targets that the words name as such."""
        return frozenset([target for target, words in self._worded if words.search(text)])

    def read(self, text: str) -> tuple[tuple[str, ...], str | None]:
        """Return the targets that count the work as `text` tells it, and the one that its words name."""
        if self._plain:
            return self._all, self._all[0] if len(self._all) == 1 else None
        named = self.named(text)
        meant = tuple(
            target
            for target, (words, unless) in self._targets.items()
            if target in named or ((unless is None or not unless.search(text)) and (unless or not words))
        )
        sole = tuple(named) or meant
        return meant, sole[0] if len(sole) == 1 else None


def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None
