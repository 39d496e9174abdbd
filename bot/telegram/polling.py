"""Asking Telegram for updates: one batch, all of it handled, then the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from .calling import PacedBot
from .errors import kinds, places
from .fates import backoff
from .lanes import Lanes
from .pacing import seconds_of
from .updates import KINDS, Malformed, Update, number_of, update_of

log = structlog.get_logger(__name__)

POLL_SECONDS = 25
BATCH = 100
LONGEST_PAUSE = 30.0
_CONFLICT_PAUSE = 5.0

Handle = Callable[[Update], Awaitable[None]]


class Poller:
    """Polls until cancelled. An update is confirmed to Telegram only when `handle` returned for it."""

    def __init__(self, bot: PacedBot, handle: Handle, lanes: Lanes) -> None:
        self._bot = bot
        self._handle = handle
        self._lanes = lanes
        self._next: int | None = None
        self._done: set[int] = set()
        self._left_over = False
        self._failures = 0
        self._batch: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Poll until cancelled; the batch in hand is handled to its end. Raises InvalidToken."""
        try:
            while not await self._has_no_webhook():
                continue
            log.info("polling", bot=f"@{self._bot.username}")
            while True:
                updates = await self._asked()
                if updates:
                    self._batch = asyncio.create_task(self._take(updates))
                    await asyncio.shield(self._batch)
                    await self._breathe()
        finally:
            if self._batch is not None and not self._batch.done():
                await self._batch

    async def confirm(self) -> None:
        """Tell Telegram what was handled, so that it does not come again to the next process."""
        if self._next is None:
            return
        try:
            await self._bot.fetch(offset=self._next, limit=1, timeout=0)
        except TelegramError as error:
            # It comes again and is known by its key.
            log.info("not_confirmed", kind=kinds(error))

    async def _breathe(self) -> None:
        """Wait a little after a batch that was not handled whole: database or network are away."""
        if self._left_over:
            self._failures += 1
            await asyncio.sleep(min(backoff(self._failures), LONGEST_PAUSE))

    async def _has_no_webhook(self) -> bool:
        """Take away a webhook of an earlier set-up: while there is one, nothing can be asked for."""
        try:
            return await self._bot.delete_webhook()
        except InvalidToken:
            raise
        except TelegramError as error:
            self._failures += 1
            await asyncio.sleep(self._pause(error))
            return False

    async def _asked(self) -> Sequence[Update]:
        """The next batch; () after a failure, when the pause for it is over."""
        try:
            updates = await self._fetched()
        except InvalidToken:
            raise
        except TelegramError as error:
            self._failures += 1
            await asyncio.sleep(self._pause(error))
            return ()
        self._failures = 0
        return updates

    def _pause(self, error: TelegramError) -> float:
        if isinstance(error, Conflict):
            log.error("another_poller", hint="另一个程序正在用同一个令牌收消息，请停掉其中一个")
            return _CONFLICT_PAUSE
        if isinstance(error, RetryAfter):
            log.warning("asked_to_wait", seconds=seconds_of(error))
            return seconds_of(error)
        level = log.warning if isinstance(error, NetworkError) else log.error
        level("telegram_unreachable", kind=kinds(error), times=self._failures)
        return min(backoff(self._failures), LONGEST_PAUSE)

    async def _fetched(self) -> Sequence[Update]:
        raw = await self._bot.fetch(
            offset=self._next, limit=BATCH, timeout=POLL_SECONDS, allowed_updates=list(KINDS)
        )
        return [update for one in raw if (update := _read(one)) is not None]

    async def _take(self, updates: Sequence[Update]) -> None:
        """Handle the batch; what follows is asked for from the first update that could not be handled."""
        new = [update for update in updates if update.number not in self._done]
        ends = await asyncio.gather(
            *(self._lanes.process_update(update, self._handle(update)) for update in new),
            return_exceptions=True,
        )
        failed = {one.number for one, end in zip(new, ends, strict=True) if isinstance(end, BaseException)}
        for end in ends:
            if isinstance(end, BaseException):
                log.error("update_not_handled", kind=kinds(end), where=places(end))
        self._done |= {update.number for update in new} - failed
        self._left_over = bool(failed)
        if not failed:
            self._next = max(update.number for update in updates) + 1
            self._done.clear()
            return
        self._next = min(failed)
        self._done = {one for one in self._done if one > self._next}


def _read(raw: object) -> Update | None:
    """The update; only its number when it cannot be read, so that it does not come again for ever."""
    try:
        return update_of(raw)
    except Malformed as error:
        number = number_of(raw)
        log.error("update_passed_over", update=number, kind=kinds(error))
        return Update(number) if number is not None else None
