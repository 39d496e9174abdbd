"""Puts the parts together; nobody else creates a catalogue, an understanding or a database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from handlers import Services, read_calendar, tidy
from knowledge import load_knowledge

from . import clock
from .beginning import uncollected

if TYPE_CHECKING:
    from pathlib import Path

    from storage import Storage

    from .config import Settings

_log = structlog.get_logger(__name__)

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
    calendar = read_calendar(_calendar_text(settings), catalogue)
    for warning in calendar.overrides.warnings:
        _log.warning("calendar file", fault=warning)
    return Services(
        catalogue, understanding, storage, now, trial=settings.trial, calendar=calendar, lent=lent
    )


def _calendar_text(settings: Settings) -> str:
    """The override file of the calendar; what cannot be read is said as if it were written wrongly."""
    file = settings.data_dir / CALENDAR
    try:
        return file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        _log.warning("calendar file cannot be read", error=type(error).__name__)
        return ": ["


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
