"""The outbox's rows while they are sent: claimed under the lease, settled by what Telegram said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from handlers import undelivered
from storage import Lease, LeaseLost, Message, MessageState, Storage, StorageError, UnitOfWork

from .errors import kinds
from .fates import Fate, Verdict

log = structlog.get_logger(__name__)

T = TypeVar("T")

GIVE_UP = 40
"""Tries after which Telegram's own failures are no longer hoped to pass; about six hours."""
_WRITES = 4
"""Tries to write down what became of a message; a row that is not settled is in doubt."""
_BETWEEN = 0.5


class Settling:
    """Reads and writes in threads, so that the loop goes on. All of it raises LeaseLost after a take-over."""

    def __init__(
        self, storage: Storage, clock: Callable[[], datetime], lease: Lease, threads: Executor
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._lease = lease
        self._threads = threads

    async def recover(self, in_hand: Collection[int]) -> None:
        """Settle what an earlier process left in the middle of sending."""
        now = self._clock()
        await self._write(lambda store: store.outbox.recover(now, under=self._lease, in_hand=in_hand))

    async def claim(self, limit: int, lease: timedelta, in_hand: Collection[int]) -> Sequence[Message]:
        """Return messages that are due, marked as being sent; nothing is written while nothing is due.

        Those `in_hand` are not taken for left behind.
        """
        now = self._clock()

        def claimed() -> Sequence[Message]:
            with self._storage.read() as store:
                first = store.outbox.next_due()
            if first is None or first > now:
                return ()
            with self._storage.write() as store:
                return store.outbox.claim(limit, now=now, lease=lease, under=self._lease, in_hand=in_hand)

        return await self._in_thread(claimed)

    async def waiting(self) -> int:
        """Return how many messages wait, those that are not due yet included. Raises StorageError."""

        def counted() -> int:
            with self._storage.read() as store:
                return store.outbox.counts().get(MessageState.WAITING, 0)

        return await self._in_thread(counted)

    async def sent(self, message: Message, arrived: Sequence[str]) -> None:
        """Write down that it arrived; the last part's id is kept, for it carries the buttons."""
        there = arrived[-1] if arrived else None
        now = self._clock()
        await self._write(
            lambda store: store.outbox.mark_sent(message.id, message=there, now=now, under=self._lease)
        )

    async def note_parts(self, message: Message, arrived: int) -> None:
        """Write down how many of its parts have arrived, so that a crash does not send them again."""
        parts = message.parts_sent + arrived
        await self._write(lambda store: store.outbox.note_parts(message.id, parts, under=self._lease))

    async def postpone(
        self, message: Message, wait: float, reason: str, arrived: int = 0, *, counts: bool = False
    ) -> None:
        """Let it wait so many more seconds; `counts` says whether it has been tried."""
        now = self._clock()
        parts = message.parts_sent + arrived
        await self._write(
            lambda store: store.outbox.postpone(
                message.id,
                now + timedelta(seconds=wait),
                reason,
                now=now,
                under=self._lease,
                parts_sent=parts,
                counts=counts,
            )
        )

    async def give_up(self, message: Message, reason: str) -> None:
        """Write down that it will not be sent."""
        now = self._clock()
        await self._write(lambda store: store.outbox.give_up(message.id, reason, now=now, under=self._lease))

    async def failed(self, message: Message, ruling: Verdict, arrived: int) -> None:
        """Do what the verdict says."""
        log.info("message_not_sent", row=message.id, fate=ruling.fate.value, reason=ruling.reason)
        match ruling.fate:
            case Fate.LATER if message.tries >= GIVE_UP and ruling.counts:
                await self.give_up(message, ruling.reason)
            case Fate.LATER:
                await self.postpone(message, ruling.wait, ruling.reason, arrived, counts=ruling.counts)
            case Fate.IN_DOUBT if message.kind.at_least_once:
                await self.postpone(message, ruling.wait, ruling.reason, arrived, counts=ruling.counts)
            case Fate.IN_DOUBT:
                await self._doubt(message, ruling.reason)
            case Fate.MOVED:
                await self._moved(message, ruling)
            case Fate.GONE:
                await self._refused(message, ruling.reason, gone=True)
            case Fate.REFUSED:
                await self._refused(message, ruling.reason, gone=False)

    async def _doubt(self, message: Message, reason: str) -> None:
        now = self._clock()
        await self._write(
            lambda store: store.outbox.mark_uncertain(message.id, reason, now=now, under=self._lease)
        )

    async def _moved(self, message: Message, ruling: Verdict) -> None:
        now, place = self._clock(), message.place

        def follow(store: UnitOfWork) -> None:
            store.outbox.postpone(message.id, now, ruling.reason, now=now, under=self._lease)
            store.chats.migrate(place.channel, place.chat, ruling.to, now)

        await self._write(follow)

    async def _refused(self, message: Message, reason: str, *, gone: bool) -> None:
        now, place = self._clock(), message.place

        def note(store: UnitOfWork) -> None:
            store.outbox.refuse(message.id, reason, now=now, under=self._lease)
            undelivered(store, message.key, now)
            if not gone:
                return
            store.chats.set_active(place.channel, place.chat, False)
            person = store.people.find(place.channel, place.chat)
            if person is not None and person.unreachable_at is None:
                store.people.mark_unreachable(person.id, now, reason)

        await self._write(note)

    async def _write(self, change: Callable[[UnitOfWork], T]) -> T:
        def written() -> T:
            with self._storage.write() as store:
                return change(store)

        for _ in range(_WRITES - 1):
            try:
                return await self._in_thread(written)
            except LeaseLost:
                raise
            except StorageError as error:
                log.warning("outbox_not_written", kind=kinds(error))
                await asyncio.sleep(_BETWEEN)
        return await self._in_thread(written)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
