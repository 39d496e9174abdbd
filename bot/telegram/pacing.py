"""The pace of everything that is sent: just under what Telegram allows, people's answers first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from .allowance import Allowance

Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Answer]]

_COUNTED = ("send", "edit", "copy", "forward")
_ANSWERED = "answer"
"""How calls begin that people see something of, though Telegram does not count them."""


class Urgency(IntEnum):
    """Whose turn it is first; `rate_limit_args` of a call. Without one a call is PLANNED.

    None is 0: the library takes what is falsy for not given.
    """

    ANSWER = 1
    PLANNED = 2
    BROADCAST = 3


class StoodDown(TelegramError):
    """Another process is the active one now: nothing was called."""


class _Waiting:
    """A call that waits for its turn."""

    __slots__ = ("chat", "order", "turn")

    def __init__(self, chat: int | None, order: tuple[int, int], turn: asyncio.Future[None]) -> None:
        self.chat, self.order, self.turn = chat, order, turn

    def __lt__(self, other: _Waiting) -> bool:
        return self.order < other.order


class Pacer(BaseRateLimiter[Urgency]):
    """Lets each call go when the allowance has room for it, urgent ones first, else in order.

    Calls that send nothing (a pressed button acknowledged, a question about a chat) go at once. Calls that
    wait cost nothing but their place in a heap, whether there are three or a hundred thousand: those of a
    chat that may not be written to yet stand aside, and one timer wakes the first whose time has come.
    A call that is refused with RetryAfter is not repeated here; who called decides what becomes of it.

    `may_send` is asked right before each call that people see something of; False raises StoodDown instead of
    calling.
    """

    def __init__(self, allowance: Allowance, may_send: Callable[[Urgency], bool] = lambda _: True) -> None:
        self._allowance = allowance
        self._may_send = may_send
        self._numbers = count()
        self._ready: list[_Waiting] = []
        # By chat, those that wait for the chat itself; `_asleep` says when each chat may be written to.
        self._aside: dict[int, list[_Waiting]] = {}
        self._asleep: list[tuple[float, int]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing has to be prepared."""

    async def shutdown(self) -> None:
        """Forget the timer; who waits is cancelled by its own task."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> Answer:
        """Call when it is the call's turn. Raises what the call raises, and StoodDown."""
        if endpoint.startswith(_ANSWERED) and not self._may_send(Urgency.ANSWER):
            raise StoodDown("another process is active")
        if not endpoint.startswith(_COUNTED):
            return await callback(*args, **kwargs)
        chat = _chat_of(data)
        urgency = Urgency.PLANNED if rate_limit_args is None else rate_limit_args
        await self._turn(chat, urgency)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            if not self._may_send(urgency):
                raise StoodDown("another process is active")
            return await callback(*args, **kwargs)
        except RetryAfter as asked:
            self._allowance.object(chat, seconds_of(asked), loop.time())
            raise
        finally:
            self._allowance.arrived(begun, loop.time())

    def wait_for(self, chat: int, urgency: Urgency) -> float:
        """Return the seconds until a message may go to the chat, those that go before it counted."""
        now = asyncio.get_running_loop().time()
        before = sum(one.order[0] <= urgency for one in self._aside.get(chat, ()))
        line = before * self._allowance.chat_seconds
        return max(0.0, self._allowance.free_at(chat, urgency is Urgency.ANSWER, now) - now) + line

    def leave_room(self, places: int) -> None:
        """Let planned messages leave so many of every second to answers, even while nobody asks."""
        self._allowance.reserve = places

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn."""
        return len(self._ready) + sum(map(len, self._aside.values()))

    async def _turn(self, chat: int | None, urgency: Urgency) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        answer = urgency is Urgency.ANSWER
        alone = not self._ready and chat not in self._aside
        if alone and self._allowance.free_at(chat, answer, now) <= now:
            self._allowance.take(chat, answer, now)
            return
        one = _Waiting(chat, (urgency, next(self._numbers)), loop.create_future())
        heappush(self._ready, one)
        self._go(loop)
        try:
            await one.turn
        except asyncio.CancelledError:
            if not one.turn.cancelled():
                # It was let go and will not call: nothing is on its way.
                self._allowance.arrived(loop.time(), loop.time())
            raise

    def _go(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let go who may go now, and set the timer for the next."""
        now = loop.time()
        self._wake(now)
        then = self._let_go(now)
        if self._asleep:
            then = min(then, self._asleep[0][0])
        if self._timer is not None and self._timer.when() <= then:
            # It comes early enough; a timer anew for each of thousands who line up would cost more.
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(then, self._timed, loop) if then < float("inf") else None

    def _timed(self, loop: asyncio.AbstractEventLoop) -> None:
        # A loop may be a hair early, so the time does not tell whether a timer has gone off.
        self._timer = None
        self._go(loop)

    def _let_go(self, now: float) -> float:
        """Return when the first of those who are ready may go; infinity: nobody is ready."""
        while self._ready:
            one = self._ready[0]
            if one.turn.done():
                heappop(self._ready)
                continue
            answer = one.order[0] == Urgency.ANSWER
            chat_free = self._allowance.chat_free_at(one.chat, answer)
            if one.chat is not None and chat_free > now:
                self._set_aside(heappop(self._ready), one.chat, chat_free)
                continue
            free = self._allowance.free_at(one.chat, answer, now)
            if free > now:
                return free
            heappop(self._ready)
            self._allowance.take(one.chat, answer, now)
            one.turn.set_result(None)
        return float("inf")

    def _set_aside(self, one: _Waiting, chat: int, until: float) -> None:
        if chat not in self._aside:
            self._aside[chat] = []
            heappush(self._asleep, (until, chat))
        heappush(self._aside[chat], one)

    def _wake(self, now: float) -> None:
        """The most urgent one of each chat whose time has come is ready again; the others stay aside."""
        while self._asleep and self._asleep[0][0] <= now:
            _, chat = heappop(self._asleep)
            here = self._aside.pop(chat)
            while here and here[0].turn.done():
                heappop(here)
            if not here:
                continue
            heappush(self._ready, heappop(here))
            if here:
                self._aside[chat] = here
                # It will not be free again before the one let go has been sent.
                heappush(self._asleep, (now + self._allowance.chat_seconds, chat))


def seconds_of(asked: RetryAfter) -> float:
    """Return the seconds that Telegram asks to wait."""
    wait: int | timedelta = asked.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _chat_of(data: dict[str, Any]) -> int | None:
    chat = str(data.get("chat_id", ""))
    return int(chat) if chat.lstrip("-").isdecimal() else None
