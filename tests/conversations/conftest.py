"""Databases for conversations, and the knowledge base, loaded once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.compose import FILE, TRIAL_FILE, build_services
from bot.config import Settings
from handlers import Services
from tests.storage.databases import BOTH, PostgresServer


@pytest.fixture(scope="session")
def lent() -> Services:
    """The knowledge base as it is."""
    return build_services()


@pytest.fixture(params=BOTH)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A real installation with an empty database: a file, or PostgreSQL."""
    token = SecretStr("1:test")
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("migrated_file"), tmp_path / FILE)
        yield Settings(_env_file=None, telegram_token=token, data_dir=tmp_path, database_url=None)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(server.migrated())
    yield Settings(_env_file=None, telegram_token=token, data_dir=tmp_path, database_url=server.url(name))
    server.drop(name)


@pytest.fixture
def trial_settings(migrated_file: Path, tmp_path: Path) -> Settings:
    """The trial page with its own empty file."""
    shutil.copyfile(migrated_file, tmp_path / TRIAL_FILE)
    return Settings(_env_file=None, telegram_token=None, database_url=None, data_dir=tmp_path)
