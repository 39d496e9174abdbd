"""Replies that take too long to be waited for: they go on, and stand in the outbox should they not arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from telegram.error import TelegramError

from storage import StorageError

from .errors import kinds

log = structlog.get_logger(__name__)

LAST_REPLIES = 10.0
"""Seconds that replies on their way get when the process ends."""

Settle = Callable[[bool], Awaitable[None]]
"""Told whether the reply arrived."""


class Late:
    """Follows such replies to their end."""

    def __init__(self) -> None:
        self._followed: set[asyncio.Task[None]] = set()

    def follow(self, sending: asyncio.Future[None], grace: float, settle: Settle) -> None:
        """Let it be sent for so many seconds more and call `settle` with what came of it."""
        task = asyncio.create_task(_followed(sending, grace, settle))
        self._followed.add(task)
        task.add_done_callback(self._followed.discard)

    async def end(self) -> None:
        """Wait some seconds until all have been settled; the outbox of the next process sends the rest."""
        if self._followed:
            await asyncio.wait(self._followed, timeout=LAST_REPLIES)


async def ended(sending: asyncio.Future[None], seconds: float) -> bool:
    """Return whether it ended within so many seconds; it goes on if not. Cancelled, it is cancelled too."""
    # Every answer comes through here, and `asyncio.wait` costs more than all the rest of it.
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    timer = loop.call_later(seconds, _wake, over)
    wake = partial(_wake, over)
    sending.add_done_callback(wake)
    try:
        await over
    except asyncio.CancelledError:
        sending.cancel()
        raise
    finally:
        timer.cancel()
        sending.remove_done_callback(wake)
    return sending.done()


def _wake(over: asyncio.Future[None], _: object = None) -> None:
    if not over.done():
        over.set_result(None)


async def _followed(sending: asyncio.Future[None], grace: float, settle: Settle) -> None:
    try:
        await asyncio.wait_for(sending, grace)
        arrived = True
    except (TelegramError, TimeoutError) as error:
        log.info("reply_not_in_time", kind=kinds(error))
        arrived = False
    try:
        await settle(arrived)
    except StorageError as error:
        # The outbox sends it again: better twice than not at all.
        log.warning("outbox_not_written", kind=kinds(error))
