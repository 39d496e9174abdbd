"""Requests that write are served one after another; those that wait together are stored together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from handlers import Request, surely_writes
from storage import DatabaseBusy, Storage, StorageError

T = TypeVar("T")

MOST = 32
"""So many requests are stored together at most; the first of them waits for the last."""


class Desk(Generic[T]):
    """Serves requests beside the loop.

    A SQLite file takes one writer at a time. Threads that wait for their turn to write would only take the
    interpreter from one another, and each would wait for the disk by itself. So one thread serves all that
    have gathered, and the disk is waited for once. What only reads, and all on PostgreSQL, has threads of
    its own.
    """

    def __init__(self, serve: Callable[[Request], T], storage: Storage | None) -> None:
        """Nothing is served yet. `serve` may be called again for a request of which nothing was stored."""
        self._serve = serve
        self._storage = storage if storage is not None and storage.is_file else None
        self._gathered: list[tuple[Request, asyncio.Future[T]]] = []
        self._serving: asyncio.Task[None] | None = None

    async def served(self, request: Request) -> T:
        """Return what `serve` returns when it is stored durably. Raises what it raises, and DatabaseBusy."""
        if self._storage is None or not surely_writes(request):
            return await asyncio.to_thread(self._serve, request)
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._gathered.append((request, done))
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve_gathered(self._storage))
        return await done

    async def _serve_gathered(self, storage: Storage) -> None:
        batch: list[tuple[Request, asyncio.Future[T]]] = []
        try:
            while self._gathered:
                batch, self._gathered = self._gathered[:MOST], self._gathered[MOST:]
                ends = await asyncio.to_thread(self._together, [one for one, _ in batch], storage)
                for (_, done), end in zip(batch, ends, strict=True):
                    _tell(done, end)
        finally:
            self._serving = None
            # After an orderly end nobody is left; else nobody waits for what will not come.
            for _, done in (*batch, *self._gathered):
                done.cancel()

    def _together(self, requests: Sequence[Request], storage: Storage) -> Sequence[T | Exception]:
        if len(requests) == 1:
            return [self._end(requests[0])]
        try:
            with storage.together():
                return [self._end(request) for request in requests]
        except DatabaseBusy as error:
            return [error] * len(requests)
        except StorageError:
            # Nothing was stored, perhaps through the fault of one of them: now each by itself.
            return [self._end(request) for request in requests]

    def _end(self, request: Request) -> T | Exception:
        try:
            return self._serve(request)
        except Exception as error:
            return error


def _tell(done: asyncio.Future[T], end: T | Exception) -> None:
    """Tell who waits, if they still wait."""
    if done.done():
        return
    if isinstance(end, Exception):
        done.set_exception(end)
    else:
        done.set_result(end)
