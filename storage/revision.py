"""Which structure a database has, read with plain SQL so that Alembic need not be imported."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from storage.errors import NewerDatabase
from storage.migrations import HEAD, REVISIONS


def stored_revision(connection: Connection) -> str | None:
    """Return the revision that the database says it has; None when it was never migrated.

    Raises:
        NewerDatabase: the revision is none of ours.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in REVISIONS:
        raise NewerDatabase(f"database has revision {revision}, this program knows up to {HEAD}")
    return revision


def is_head(connection: Connection) -> bool:
    """Whether the database has the structure that the program expects."""
    return stored_revision(connection) == HEAD
