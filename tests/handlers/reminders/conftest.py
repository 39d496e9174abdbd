"""The knowledge base, loaded once, and databases on which days are planned."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import Services
from storage import Storage
from tests.handlers.reminders.stage import Stage


@pytest.fixture
def stage(known: Services, migrated_file: Path, tmp_path: Path) -> Iterator[Stage]:
    """A SQLite file without people."""
    shutil.copyfile(migrated_file, tmp_path / "stage.db")
    with Storage(f"sqlite:///{tmp_path / 'stage.db'}") as opened:
        yield Stage(opened, known)


@pytest.fixture
def both(known: Services, storage: Storage) -> Stage:
    """The same on SQLite and on PostgreSQL."""
    return Stage(storage, known)
