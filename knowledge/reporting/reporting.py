"""The reading of reports as the rest of the project has it: made when it is first needed, then kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from ..catalogue import DATA, Catalogue
from .line import Quantity, ReportLine
from .parse import LineReader

KEPT = 512
"""So many readings are kept: several rooms look at one line, and a line pressed on is read again."""


class Reporting:
    """Reads reports over one catalogue; safe for threads. Who only asks questions never waits for it."""

    def __init__(self, catalogue: Catalogue, data: Path = DATA) -> None:
        """Remember from what to build; nothing is read yet."""
        self._catalogue = catalogue
        self._data = data
        self._numbers = lru_cache(KEPT)(self._read_numbers)
        self._lines = lru_cache(KEPT)(self._read)
        self._lock = Lock()
        self._reader: LineReader | None = None

    def warm(self) -> None:
        """Build now what the first line would wait for. Raises KnowledgeError."""
        self._ready()

    def forget(self) -> None:
        """Forget the lines read before: the next one is new."""
        self._numbers.cache_clear()
        self._lines.cache_clear()

    def tells_an_act(self, text: str) -> bool:
        """True when `text` says that something was done, goes on or has not been begun."""
        return self._ready().tells_an_act(text)

    def wants_back(self, text: str) -> bool:
        """True when `text` asks whether or how something withdrawn comes back."""
        return self._ready().wants_back(text)

    def numbers(self, text: str, today: date) -> tuple[Quantity, ...]:
        """Return the numbers that `text` tells, whatever work they are of; cheaper than reading it all."""
        return self._numbers(text, today)

    def parse(self, text: str, *, plan: str, today: date) -> ReportLine:
        """Return what `text` reports on the tasks of `plan`, counted from `today`. Nothing is stored.

        Raises KeyError for a plan that does not exist, KnowledgeError for a faulty language of reports.
        """
        return self._lines(text, plan, today)

    def _read_numbers(self, text: str, today: date) -> tuple[Quantity, ...]:
        return self._ready().numbers(text, today)

    def _read(self, text: str, plan: str, today: date) -> ReportLine:
        return self._ready().parse(text, plan=plan, today=today)

    def _ready(self) -> LineReader:
        with self._lock:
            if self._reader is None:
                self._reader = LineReader(self._catalogue, self._data)
            return self._reader
