"""Gives the handlers' periodic work its turns while this process is the active one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from handlers import Services, tick

from .fates import backoff
from .reporting import Reporter

log = structlog.get_logger(__name__)

EVERY = 30.0
"""Seconds between two looks whether some work's turn has come."""
LONGEST_PAUSE = 300.0

Tick = Callable[[Services, datetime, datetime | None], int]


class Ticker:
    """Runs until cancelled. `wake` is called when something was done, for it may have planned messages."""

    def __init__(
        self, services: Services, reporter: Reporter, wake: Callable[[], None], ticking: Tick = tick
    ) -> None:
        self._services = services
        self._reporter = reporter
        self._wake = wake
        self._tick = ticking
        self._failures = 0

    async def run(self) -> None:
        """Begin with all of it: who takes over does not know what the former process had done."""
        since: datetime | None = None
        while True:
            now = self._services.clock()
            try:
                done = await asyncio.to_thread(self._tick, self._services, now, since)
            except Exception as error:  # its turn comes again, the other work's too
                self._failures += 1
                await asyncio.to_thread(self._note, error)
            else:
                since, self._failures = now, 0
                if done:
                    log.info("periodic_work", done=done)
                    self._wake()
            await asyncio.sleep(min(EVERY * backoff(self._failures), LONGEST_PAUSE))

    def _note(self, error: Exception) -> None:
        errors = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
        for one in errors:
            named = "; ".join(getattr(one, "__notes__", ()))
            self._reporter.note(one, "periodic_work_failed", what=named)
