"""Whether the process lives and whether it can work, for a watchdog, a container or a proxy.

The answers are words of a fixed list: nothing of what people said, no address, no name, no number of rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum

from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handlers import Services

DATABASE_SECONDS = 3.0
"""How long the database may take to say that it is there."""

_NO_STORE = {"cache-control": "no-store"}


class Duty(StrEnum):
    """What this process does at the moment: it serves people, or waits to take over."""

    ACTIVE = "active"
    STANDBY = "standby"


class Health:
    """The two addresses. `duty` is asked at each request; without it the process is alone and active."""

    def __init__(self, services: Services, duty: Callable[[], Duty] | None = None) -> None:
        self._storage = services.storage
        self._plans = services.catalogue.plans
        self._duty = duty or (lambda: Duty.ACTIVE)
        self._asking: asyncio.Task[str] | None = None

    @property
    def routes(self) -> list[Route]:
        """`/healthz` and `/readyz`."""
        return [Route("/healthz", self.alive), Route("/readyz", self.ready)]

    async def alive(self, _request: WebRequest) -> Response:
        """200 as long as this process answers at all; nothing else is looked at."""
        return JSONResponse({"status": "ok"}, headers=_NO_STORE)

    async def ready(self, request: WebRequest) -> Response:
        """200 when it can work, as active or as standby; 503 else. With `?active` a standby is 503 too."""
        database, duty = await self._database(), self._duty()
        knowledge = "loaded" if self._plans else "empty"
        fit = database in ("current", "none") and knowledge == "loaded"
        wanted = duty is Duty.ACTIVE or "active" not in request.query_params
        told = {
            "status": "ready" if fit else "not_ready",
            "duty": duty.value,
            "database": database,
            "knowledge": knowledge,
        }
        return JSONResponse(told, status_code=200 if fit and wanted else 503, headers=_NO_STORE)

    async def _database(self) -> str:
        """One question at a time, however many ask: a database that hangs must not use up the threads."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._ask))
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), DATABASE_SECONDS)
        except TimeoutError:
            return "slow"

    def _ask(self) -> str:
        if self._storage is None:
            return "none"
        # Only here: without a database, and without a failure, these are not loaded.
        from storage import NewerDatabase, StorageError

        try:
            return "current" if self._storage.is_current() else "outdated"
        except NewerDatabase:
            return "newer"
        except StorageError as error:
            import structlog

            structlog.get_logger(__name__).warning("database_unreachable", kind=type(error).__name__)
            return "unreachable"
