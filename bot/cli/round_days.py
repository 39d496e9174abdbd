"""The open round of a unit for verbs that otherwise need no database."""

from __future__ import annotations

from pathlib import Path

import typer

from handlers import MovedPlan, Services, round_of

from ..compose import database_address, open_storage
from ..config import Settings


def open_round_of(unit: str | None, services: Services) -> MovedPlan | None:
    """Return the open round of a unit if a database is configured or there; None otherwise.

    A database that cannot be read is said on stderr, and the days stay as they are printed.
    """
    settings = Settings()
    if unit is None or not _is_there(settings):
        return None
    from storage import StorageError

    try:
        with open_storage(settings) as storage:
            if not storage.is_current():
                return None
            with storage.read() as store:
                return round_of(store, unit, services.catalogue)
    except StorageError as error:
        typer.echo(f"没有读到数据库里的新一轮，日期按原文。{error.sentence}", err=True)
        return None


def _is_there(settings: Settings) -> bool:
    """Whether there is a database to look into; none is made for a question."""
    if settings.database_url is not None:
        return True
    return Path(database_address(settings).removeprefix("sqlite:///")).is_file()
