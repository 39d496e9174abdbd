"""Facts about a database for the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text
from sqlalchemy.engine import URL

from storage.migrations import HEAD
from storage.revision import stored_revision
from storage.tables import entries, metadata, outbox
from storage.urls import is_sqlite, shown

_FIRST_WAITING = select(func.min(outbox.c.due)).where(outbox.c.state == "waiting")
_BY_STATE = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)


@dataclass(frozen=True, slots=True)
class Health:
    """What kind of database it is, where, how large, and how much is in it.

    `size` is in bytes, `counts` rows by table, `waiting` messages to be sent, `uncertain` messages of
    which nobody knows whether they arrived, `waiting_since` when the first of the waiting ones was due
    (it may lie ahead). `counts` is empty while the structure is not current.
    """

    kind: str
    location: str
    revision: str | None
    current: bool
    size: int
    counts: dict[str, int]
    waiting: int = 0
    uncertain: int = 0
    withdrawn: int = 0
    waiting_since: datetime | None = None


def examine(connection: Connection, url: URL) -> Health:
    """Return the facts; the address comes without password."""
    kind = "SQLite" if is_sqlite(url) else "PostgreSQL"
    revision = stored_revision(connection)
    size = _size(connection)
    if revision != HEAD:
        return Health(kind, shown(url), revision, False, size, {})
    counts = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }
    states = {row.state: int(row.number) for row in connection.execute(_BY_STATE)}
    withdrawn = select(func.count()).where(entries.c.withdrawn_at.is_not(None))
    return Health(
        kind,
        shown(url),
        revision,
        True,
        size,
        counts,
        waiting=states.get("waiting", 0),
        uncertain=states.get("uncertain", 0),
        withdrawn=int(connection.execute(withdrawn).scalar_one()),
        waiting_since=connection.execute(_FIRST_WAITING).scalar(),
    )


def is_sound(connection: Connection) -> bool:
    """Whether the database finds no damage in itself; PostgreSQL watches its own pages."""
    if connection.dialect.name != "sqlite":
        return True
    return [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(1)")] == ["ok"]


def _size(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
