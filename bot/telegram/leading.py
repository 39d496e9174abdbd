"""Which process is the active one: it alone receives, plans and sends; the others stand by."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from storage import Lease, LeaseLost, Storage, StorageError, UnitOfWork

from .errors import kinds

log = structlog.get_logger(__name__)

NAME = "telegram"
TTL = timedelta(seconds=15)
RENEW_EVERY = 5.0
"""Seconds."""
TRY_EVERY = 1.0
"""Seconds between two tries of a process that stands by."""
MARGIN = timedelta(seconds=1)
"""So much before the lease lapses its holder stops: two computers' clocks are never quite the same."""

T = TypeVar("T")

Work = Callable[[Lease], Awaitable[None]]


class Leader:
    """Holds the lease while it can, and does the work of the active process as long as it holds it."""

    def __init__(self, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock
        self._lease: Lease | None = None
        # Of its own: the lease must not lapse behind what people ask, however long that takes.
        self._thread = ThreadPoolExecutor(1, "lease")
        # A file belongs to this computer: its lock says at once that a former holder is dead.
        self._holder = "file" if storage.is_file else _own_name()

    def is_active(self) -> bool:
        """Return whether this process may act now; asked right before every call that sends.

        A process that was stopped and is woken finds its lease lapsed here, before it learns more.
        """
        return self._lease is not None and self._clock() < self._lease.until - MARGIN

    async def lead(self, work: Work) -> None:
        """Stand by, work while active, stand by again; until cancelled. Raises what the work raises."""
        waiting = False
        while True:
            self._lease = await self._acquired()
            if self._lease is None:
                if not waiting:
                    log.info("standing_by")
                waiting = True
                await asyncio.sleep(TRY_EVERY)
                continue
            log.info("active", epoch=self._lease.epoch)
            waiting = False
            try:
                await self._work(work, self._lease)
            finally:
                await self._released()

    async def _work(self, work: Work, lease: Lease) -> None:
        """Do the work until it ends or the lease is lost; then it is cancelled."""
        working = asyncio.ensure_future(work(lease))
        keeping = asyncio.ensure_future(self._keep())
        try:
            await asyncio.wait({working, keeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Keeping goes on while the work ends in order, or its last calls would not be allowed.
            if not working.done():
                working.cancel()
                await asyncio.wait({working})
            keeping.cancel()
            await asyncio.wait({keeping})
        error = None if working.cancelled() else working.exception()
        if error is not None and not isinstance(error, LeaseLost):
            raise error
        log.warning("no_longer_active")

    async def _keep(self) -> None:
        """Renew the lease until it is lost."""
        while True:
            await asyncio.sleep(RENEW_EVERY if self.is_active() else TRY_EVERY)
            held = self._lease
            if held is None:
                return
            try:
                # A database that hangs must not keep a process at work that no longer holds the lease.
                left = (held.until - self._clock()).total_seconds()
                async with asyncio.timeout(max(left, RENEW_EVERY)):
                    self._lease = await self._renewed(held)
            except (StorageError, TimeoutError) as error:
                log.warning("lease_not_renewed", kind=kinds(error))
                if not self.is_active():
                    return
            if self._lease is None:
                log.error("taken_over", epoch=held.epoch)
                return

    async def _renewed(self, held: Lease) -> Lease | None:
        now = self._clock()
        return await self._written(lambda store: store.lease.renew(held, now, TTL))

    async def _acquired(self) -> Lease | None:
        now = self._clock()
        try:
            async with asyncio.timeout(TTL.total_seconds()):
                if not await self._in_thread(lambda: self._storage.hold_alone(NAME)):
                    return None
                return await self._written(lambda store: store.lease.acquire(NAME, self._holder, now, TTL))
        except (StorageError, TimeoutError) as error:
            log.warning("lease_not_read", kind=kinds(error))
            return None

    async def _released(self) -> None:
        lease, self._lease = self._lease, None
        if lease is None:
            return
        now = self._clock()
        with suppress(StorageError, TimeoutError):  # it lapses by itself
            async with asyncio.timeout(RENEW_EVERY):
                await self._written(lambda store: store.lease.release(lease, now))

    async def _written(self, change: Callable[[UnitOfWork], T]) -> T:
        def written() -> T:
            with self._storage.write() as store:
                return change(store)

        return await self._in_thread(written)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _own_name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
