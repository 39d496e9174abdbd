"""Answers given before: the same question, asked for the same unit on the same day, has the same answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from .reply import Reply

KEPT = 512


class KeptAnswers:
    """The last answers by all that they depend on. Many threads may ask; a failure is not kept."""

    def __init__(self, most: int = KEPT) -> None:
        """Keep none yet, and never more than `most`; 0: none at all."""
        self._most = most
        self._answers: OrderedDict[Hashable, Reply] = OrderedDict()
        self._turn = Lock()

    def forget(self) -> None:
        """Forget all answers given before."""
        with self._turn:
            self._answers.clear()

    def get(self, asked: Hashable, make: Callable[[], Reply]) -> Reply:
        """Return the answer to what was asked, made now if it is not at hand. Raises what `make` raises."""
        with self._turn:
            found = self._answers.get(asked)
            if found is not None:
                self._answers.move_to_end(asked)
                return found
        made = make()
        with self._turn:
            self._answers[asked] = made
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return made
