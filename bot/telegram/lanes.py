"""Lanes: one person's updates in order, different people's in parallel."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram.ext import BaseUpdateProcessor

from .updates import Update

RUNNING = 32
WAITING = 1024


class Lanes(BaseUpdateProcessor):
    """Runs at most `running` updates at once and takes in at most `waiting`.

    A person's later updates wait for the earlier ones without a running place of their own, so that one
    hasty person does not hold up the others.
    """

    def __init__(self, running: int = RUNNING, waiting: int = WAITING) -> None:
        super().__init__(waiting)
        self._places = asyncio.Semaphore(running)
        self._lanes: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the update's turn, then its handling."""
        async with self._lane(update), self._places:
            await coroutine

    async def initialize(self) -> None:
        """Nothing has to be prepared."""

    async def shutdown(self) -> None:
        """Nothing has to be given back."""

    def _lane(self, update: object) -> asyncio.Lock:
        """The person's lock; it lives as long as somebody holds it or waits for it."""
        person = update.person if isinstance(update, Update) else None
        return self._lanes.setdefault(person, asyncio.Lock()) if person is not None else asyncio.Lock()
