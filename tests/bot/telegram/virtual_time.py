"""A loop whose clock jumps to the next timer instead of waiting: an hour passes in a moment."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

EPOCH = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)


class _Jumping(selectors.DefaultSelector):
    """Never waits: where nothing has happened, the time of the next timer has come."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everything waits and nothing will ever happen")
        if not ready and timeout:
            self.loop.clock += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Work handed to threads is done at once, for no virtual time passes in a thread."""

    def __init__(self) -> None:
        self.clock = 0.0
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.clock

    def now(self) -> datetime:
        """The moment by this clock, for what asks for a date."""
        return EPOCH + timedelta(seconds=self.clock)

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(func(*args))
        except BaseException as error:
            done.set_exception(error)
        return asyncio.wrap_future(done, loop=self)


def virtually(work: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Return what `work` returns on a virtual loop; what it leaves running is cancelled."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(work(loop))
    finally:
        loop.run_until_complete(_end(asyncio.all_tasks(loop)))
        loop.close()


async def for_a_while(work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Let `work` go on for so long, then stop it in order; raise what it raised."""
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()


async def _end(left: set[asyncio.Task[Any]]) -> None:
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
