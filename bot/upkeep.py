"""What a long-running process does beside its answers: it warms up, and tidies the database once a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

from handlers import Services, tidy

from .beginning import settle

if TYPE_CHECKING:
    from storage import Storage

EVERY = timedelta(days=1)


class Stop(Protocol):
    """Waits so many seconds and returns whether it is time to stop; an Event does."""

    def wait(self, timeout: float) -> bool: ...  # noqa: D102


@contextmanager
def keeping(services: Services) -> Iterator[None]:
    """Warm up and tidy in the background until the block ends."""
    stop = Event()
    worker = Thread(target=keep, args=(services, stop), name="upkeep", daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def keep(services: Services, stop: Stop) -> None:
    """Build the reader of reports, then tidy once a day until `stop` says so.

    A day on which the database cannot be tidied is logged; the next day tries again.
    """
    services.reporting.warm()
    settle()
    while not stop.wait(EVERY.total_seconds()):
        if services.storage is None:
            continue
        _tidy(services.storage, services)


def _tidy(storage: Storage, services: Services) -> None:
    # Only here: the trial page starts without the library.
    import structlog

    log = structlog.get_logger(__name__)
    try:
        rows = tidy(storage, services.clock())
        log.info("tidied", rows=rows)
    except Exception as error:
        log.error("not_tidied", kind=type(error).__name__)
