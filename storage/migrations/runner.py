"""Runs Alembic's scripts. Imported only when a database has to change."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.migrations import HEAD

_SCRIPTS = "storage:migrations"


def upgrade(connection: Connection, revision: str = HEAD, *, config: Config | None = None) -> None:
    """Bring the database to `revision`, in the connection's transaction."""
    command.upgrade(_configured(connection, config), revision)


def downgrade(connection: Connection, revision: str, *, config: Config | None = None) -> None:
    """Bring the database back to `revision` (`base`: empty), in the connection's transaction."""
    command.downgrade(_configured(connection, config), revision)


def configuration() -> Config:
    """Return Alembic's settings for the scripts of this package."""
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    config.set_main_option("path_separator", "newline")
    return config


def _configured(connection: Connection, config: Config | None) -> Config:
    config = config or configuration()
    config.attributes["connection"] = connection
    return config
