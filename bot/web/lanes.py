"""One person's messages are handled in the order in which they came; different people's in parallel."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Lanes:
    """A lane for each person, gone when nobody is in it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, person: str) -> AsyncIterator[None]:
        """Wait until the person's earlier messages are done."""
        lock = self._locks.get(person)
        if lock is None:
            lock = self._locks[person] = Lock()
        async with lock:
            yield
