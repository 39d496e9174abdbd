"""Unexpected errors on their way to the administrators: counted here, so that a storm stays one message."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime, timedelta

import structlog

from handlers import Incident, Services, report
from storage import StorageError

from .errors import kinds, places

log = structlog.get_logger(__name__)

EVERY = timedelta(minutes=1)
"""The same error is written to the database once in so long; in between it is only counted."""


class Reporter:
    """Gives each unexpected error its number, logs it and reports it. Call it in any thread."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._last: dict[str, datetime] = {}
        self._counts: dict[str, int] = {}

    def note(self, error: BaseException, event: str, **details: object) -> str:
        """Return the number under which the log and the administrators know the error.

        The log gets kind and place of the error, never its text: it may repeat what somebody wrote.
        """
        number = f"{secrets.randbelow(1_000_000):06d}"
        where = places(error)
        log.error(event, number=number, kind=kinds(error), where=where, **details)
        incident = Incident(number, kinds(error), where[-1] if where else "")
        times = self._due(incident.key)
        if times:
            self._report(Incident(number, incident.what, incident.where, times))
        return number

    def _due(self, key: str) -> int:
        """How often it happened since the last report, this time included; 0: it was reported just now."""
        now = self._services.clock()
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + 1
            if key in self._last and now - self._last[key] < EVERY:
                return 0
            self._last[key] = now
            return self._counts.pop(key)

    def _report(self, incident: Incident) -> None:
        try:
            report(self._services, incident, self._services.clock())
        except StorageError as error:
            # The error itself is in the log; the database's trouble is what the administrator will see there.
            log.error("incident_not_reported", number=incident.number, kind=kinds(error))
