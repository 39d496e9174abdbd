"""Asking Telegram for updates: one is confirmed when it and all before it are handled, and not before."""

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
LOOK_AGAIN = 0.25
"""Seconds after which it is looked what else has come while updates are still being handled: a reply that
does not get through to one person must not keep others waiting.
"""
_CONFLICT_PAUSE = 5.0
_BREATH = 1.0
"""Seconds to wait when an update could not be handled: database or network are away, or the lease."""
_AT_ONCE = 0.5
_BETWEEN, _OFTEN, _IDLE = 0.005, 200, 0.05
"""A server that does not wait for updates, but says at once that there are none, is asked again after so many
seconds; when there were none so many times, less often.
"""

Handle = Callable[[Update], Awaitable[None]]


class Poller:
    """Polls until cancelled. An update is confirmed to Telegram only when `handle` returned for it.

    Telegram gives whatever is not confirmed again at each call. So while one update takes long, those behind
    it come together with it and are handled; what is in hand already, or done, is passed over.
    """

    def __init__(
        self, bot: PacedBot, handle: Handle, lanes: Lanes, may_ask: Callable[[], bool] = lambda: True
    ) -> None:
        """Nothing is asked yet. While `may_ask` says no, another process asks, and is not disturbed."""
        self._may_ask = may_ask
        self._bot = bot
        self._handle = handle
        self._lanes = lanes
        self._next: int | None = None
        self._last = 0
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._failed: set[int] = set()
        self._done: set[int] = set()
        self._failures = self._empty = 0

    async def run(self) -> None:
        """Poll until cancelled; what is in hand is handled to its end. Raises InvalidToken."""
        try:
            while not await self._has_no_webhook():
                continue
            log.info("polling", bot=f"@{self._bot.username}")
            while True:
                if self._may_ask():
                    self._begin(await self._asked())
                else:
                    await asyncio.sleep(_BREATH)
                if self._in_hand:
                    await asyncio.wait(self._in_hand.values(), timeout=LOOK_AGAIN)
                if self._settled():
                    await asyncio.sleep(_BREATH)
        finally:
            if self._in_hand:
                await asyncio.wait(self._in_hand.values())
            self._settled()

    async def confirm(self) -> None:
        """Tell Telegram what was handled, so that it does not come again to the next process."""
        if self._next is None:
            return
        try:
            await self._bot.fetch(offset=self._next, limit=1, timeout=0)
        except TelegramError as error:
            # It comes again and is known by its key.
            log.info("not_confirmed", kind=kinds(error))

    async def _has_no_webhook(self) -> bool:
        """Take away a webhook of an earlier set-up: while there is one, nothing can be asked for."""
        try:
            return await self._bot.delete_webhook()
        except InvalidToken:
            # Said of a method that a server of one's own does not know, too; asking for updates tells which.
            return True
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
            if not await self._cleared(error):
                await asyncio.sleep(self._pause(error))
            return ()
        self._failures = 0
        return updates

    async def _cleared(self, error: TelegramError) -> bool:
        """Whether a webhook that somebody set meanwhile stood in the way, and is taken away."""
        if not isinstance(error, Conflict) or "webhook" not in str(error).lower():
            return False
        log.warning("webhook_in_the_way")
        await asyncio.sleep(_BREATH)
        return await self._has_no_webhook()

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
        patience = 0 if self._in_hand else POLL_SECONDS
        begun = asyncio.get_running_loop().time()
        raw = await self._bot.fetch(
            offset=self._next, limit=BATCH, timeout=patience, allowed_updates=list(KINDS)
        )
        quick = patience and asyncio.get_running_loop().time() - begun < _AT_ONCE
        self._empty = self._empty + 1 if quick and not raw else 0
        if self._empty:
            await asyncio.sleep(_BETWEEN if self._empty < _OFTEN else _IDLE)
        return [update for one in raw if (update := _read(one)) is not None]

    def _begin(self, updates: Sequence[Update]) -> None:
        """Begin to handle what is new, in its order, and what failed before."""
        if not updates:
            return
        self._last = max(update.number for update in updates)
        # What failed has come again, or Telegram has it no longer.
        self._failed.clear()
        for update in updates:
            if update.number not in self._done and update.number not in self._in_hand:
                handling = self._lanes.process_update(update, self._handle(update))
                self._in_hand[update.number] = asyncio.create_task(handling)

    def _settled(self) -> bool:
        """Note what has ended; return whether any of it failed. It is asked for again, and all behind it."""
        ended = {number: task for number, task in self._in_hand.items() if task.done()}
        failed = {number for number, task in ended.items() if _fault(task) is not None}
        for number, task in ended.items():
            del self._in_hand[number]
            if (error := _fault(task)) is not None:
                log.error("update_not_handled", update=number, kind=kinds(error), where=places(error))
        self._failed |= failed
        self._done |= ended.keys() - failed
        if missing := self._failed | self._in_hand.keys():
            self._next = min(missing)
            self._done = {one for one in self._done if one > self._next}
        elif ended:
            self._next = self._last + 1
            self._done.clear()
        return bool(failed)


def _fault(task: asyncio.Task[None]) -> BaseException | None:
    """What a task that has ended raised; of one that was cancelled, that it was."""
    return asyncio.CancelledError() if task.cancelled() else task.exception()


def _read(raw: object) -> Update | None:
    """The update; only its number when it cannot be read, so that it does not come again for ever."""
    try:
        return update_of(raw)
    except Malformed as error:
        number = number_of(raw)
        log.error("update_passed_over", update=number, kind=kinds(error))
        return Update(number) if number is not None else None
