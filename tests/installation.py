"""Installations for tests: the knowledge base, loaded once a run, and settings over fresh databases."""

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


def settings_of(data_dir: Path, database_url: str | None = None) -> Settings:
    """A real installation: with a token."""
    token = SecretStr("1:test")
    return Settings(_env_file=None, telegram_token=token, data_dir=data_dir, database_url=database_url)


@pytest.fixture(scope="session")
def known() -> Services:
    """The knowledge base as it is, without a database."""
    return build_services()


@pytest.fixture
def file_settings(migrated_file: Path, tmp_path: Path) -> Settings:
    """A real installation with an empty file."""
    shutil.copyfile(migrated_file, tmp_path / FILE)
    return settings_of(tmp_path)


@pytest.fixture(params=BOTH)
def both_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A real installation with an empty database: a file, or PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("file_settings")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(server.migrated())
    yield settings_of(tmp_path, server.url(name))
    server.drop(name)


@pytest.fixture
def trial_settings(migrated_file: Path, tmp_path: Path) -> Settings:
    """The trial page with its own empty file."""
    shutil.copyfile(migrated_file, tmp_path / TRIAL_FILE)
    return Settings(_env_file=None, telegram_token=None, database_url=None, data_dir=tmp_path)
