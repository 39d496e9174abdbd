"""Three ways in which a server may count thirty messages a second; nobody knows which one Telegram uses."""

from __future__ import annotations

from collections import deque
from typing import Protocol


class Count(Protocol):
    """Takes a message at a time, or refuses it."""

    def take(self, now: float) -> bool:
        """Return whether one more is allowed now; a refused one does not count."""


class Sliding:
    """At most `most` in any `seconds`: the strictest."""

    def __init__(self, most: float, seconds: float = 1.0) -> None:
        self._most, self._seconds = most, seconds
        self._taken: deque[float] = deque()

    def take(self, now: float) -> bool:
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        if len(self._taken) >= self._most:
            return False
        self._taken.append(now)
        return True


class Fixed:
    """At most `most` in each second of the clock."""

    def __init__(self, most: float) -> None:
        self._most, self._second, self._taken = most, -1, 0

    def take(self, now: float) -> bool:
        if int(now) != self._second:
            self._second, self._taken = int(now), 0
        if self._taken >= self._most:
            return False
        self._taken += 1
        return True


class Bucket:
    """A bucket of `most` that fills by `most` a second."""

    def __init__(self, most: float) -> None:
        self._most, self._left, self._at = most, most, 0.0

    def take(self, now: float) -> bool:
        self._left = min(self._most, self._left + (now - self._at) * self._most)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


COUNTS = {"sliding": Sliding, "fixed": Fixed, "bucket": Bucket}
"""By name."""
