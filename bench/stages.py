"""How long each stage of an answer takes, measured inside real answers.

The functions of the stages are wrapped while a measurement runs; a stage's time is its own, without that of
the stages inside it.
"""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from knowledge import Understanding
from knowledge.understanding import engine
from knowledge.understanding.naming import Names
from knowledge.understanding.place_names import PlaceFinder
from knowledge.understanding.templates import Templates
from knowledge.understanding.vocabulary import Vocabulary

REST = "composing the answer, follow-ups"
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("normalise", engine, "normalise"),
    ("places", PlaceFinder, "find"),
    ("places", engine, "real_places"),
    ("names", Names, "find"),
    ("periods", engine, "find_periods"),
    ("numbers", engine, "find_numbers"),
    ("references", engine, "find_references"),
    ("vocabulary and templates", Vocabulary, "find"),
    ("vocabulary and templates", Templates, "match"),
    ("rest of reading", Understanding, "read"),
    ("retrieval", Understanding, "find"),
    ("retrieval", Understanding, "find_text"),
)


class StageClock:
    """Adds up the own time of each stage, in nanoseconds, and counts the calls."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._inner: list[int] = []

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return `work`, timed as part of `stage`."""

        @functools.wraps(work)
        def run(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter_ns()
            self._inner.append(0)
            try:
                return work(*args, **kwargs)
            finally:
                taken = time.perf_counter_ns() - started
                self.taken[stage] += taken - self._inner.pop()
                self.calls[stage] += 1
                if self._inner:
                    self._inner[-1] += taken

        return run


@contextmanager
def measured_stages() -> Iterator[StageClock]:
    """Give a clock to which all stages report while the block runs."""
    clock = StageClock()
    with ExitStack() as stack:
        for stage, owner, name in STAGES:
            work = clock.timed(stage, getattr(owner, name))
            stack.enter_context(mock.patch.object(owner, name, work))
        yield clock
