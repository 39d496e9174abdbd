"""Bringing a database to the current structure: alone, on an own connection, with a copy kept before."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from storage.backup import copy_sqlite
from storage.engine import migration_engine
from storage.errors import BrokenMigration
from storage.migrations import HEAD
from storage.revision import stored_revision
from storage.urls import is_sqlite, sqlite_file

ADVISORY_LOCK = 6_841_022_527
"""PostgreSQL's lock that lets one process migrate at a time; any fixed number of our own."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did: from which revision to which, and the copy of the file from before."""

    before: str | None
    after: str
    copy: Path | None = None

    @property
    def changed(self) -> bool:
        """False when the database was up to date."""
        return self.before != self.after


def migrate(url: URL) -> Migrated:
    """Bring the database to the current structure, or leave it as it was when that fails.

    Raises:
        NewerDatabase: the database has a structure that this program does not know.
        BrokenMigration: rows would point nowhere afterwards.
    """
    engine = migration_engine(url)
    try:
        # On SQLite this is BEGIN IMMEDIATE: others read the old structure and wait to write.
        with engine.begin() as connection:
            if not is_sqlite(url):
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            return _migrate(connection, url)
    finally:
        engine.dispose()


def _migrate(connection: Connection, url: URL) -> Migrated:
    before = stored_revision(connection)
    if before == HEAD:
        return Migrated(before, HEAD)
    copy = None
    if is_sqlite(url) and inspect(connection).get_table_names():
        copy = sqlite_file(url).with_name(f"before-{HEAD}.db")
        copy_sqlite(sqlite_file(url), copy)
    from storage.migrations.runner import upgrade

    upgrade(connection)
    check_foreign_keys(connection)
    return Migrated(before, HEAD, copy)


def check_foreign_keys(connection: Connection) -> None:
    """Refuse a structure change on SQLite that left rows pointing nowhere (PostgreSQL checks by itself)."""
    if connection.dialect.name != "sqlite":
        return
    with closing(connection.exec_driver_sql("PRAGMA foreign_key_check")) as found:
        broken = found.all()
    if broken:
        tables = sorted({row[0] for row in broken})
        raise BrokenMigration(f"{len(broken)} rows point nowhere in {', '.join(tables)}")
