"""Puts the parts together; nobody else creates a catalogue, an understanding or a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from handlers import Services, read_calendar, tidy
from knowledge import load_knowledge

from . import clock
from .beginning import uncollected

if TYPE_CHECKING:
    from pathlib import Path

    from handlers import WorkCalendar
    from knowledge import Catalogue
    from storage import Storage

    from .config import Settings

TRIAL_FILE = "trial.db"
"""The trial page's database, apart from everything real."""

CALENDAR = "calendar.yaml"
"""The override file of working days, in the data folder."""

FILE = "gonghui.db"
"""The SQLite file of a real installation without PostgreSQL."""


def build_services(
    settings: Settings | None = None,
    now: Callable[[], datetime] = clock.now,
    *,
    known: Services | None = None,
) -> Services:
    """Return services; without `settings` there is no database: for questions on the command line and checks.

    With settings the database is opened and made ready; the caller closes `services.storage` at the end.
    `known` lends its knowledge base, which takes longest to load and never changes.

    Raises:
        KnowledgeError: the knowledge base has faults.
        StorageError: the database cannot be used; the sentence says what to do.
    """
    with uncollected():
        catalogue, understanding = (known.catalogue, known.understanding) if known else load_knowledge()
    if settings is None:
        return Services(catalogue, understanding, None, now)
    storage = open_storage(settings)
    try:
        storage.prepare()
        tidy(storage, now())
    except BaseException:
        storage.close()
        raise
    lent = known.reporting if known else None
    calendar = open_calendar(settings, catalogue)
    _note(calendar.overrides.warnings)
    return Services(
        catalogue, understanding, storage, now, trial=settings.trial, calendar=calendar, lent=lent
    )


def open_calendar(settings: Settings, catalogue: Catalogue) -> WorkCalendar:
    """Return the working days; what is wrong in the override file stands in `overrides.warnings`."""
    file = settings.data_dir / CALENDAR
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except (OSError, UnicodeDecodeError):
        text = ": ["  # what cannot be read is said as if it were written wrongly
    return read_calendar(text, catalogue)


def _note(faults: Sequence[str]) -> None:
    if not faults:
        return
    # Only here: it takes long to load, and a start without faults has nothing to log.
    import structlog

    for fault in faults:
        structlog.get_logger(__name__).warning("calendar_faulty", fault=fault)


def open_storage(settings: Settings) -> Storage:
    """Open the configured database as it is, without bringing it up to date. Raises StorageError."""
    # Only here: a question on the command line does not wait for the database library.
    from storage import Storage

    return Storage(database_address(settings))


def database_address(settings: Settings) -> str:
    """Return the address of the configured database: PostgreSQL, else a file in the data folder."""
    if settings.database_url is not None:
        return settings.database_url
    return f"sqlite:///{_own_file(settings)}"


def database_file(settings: Settings) -> Path | None:
    """Return the SQLite file, there or not; None when an address is configured instead."""
    return _own_file(settings) if settings.database_url is None else None


def _own_file(settings: Settings) -> Path:
    return settings.data_dir / (TRIAL_FILE if settings.trial else FILE)
