"""Engines whose transactions begin as they should: IMMEDIATE to write, plain and read-only to read."""

from __future__ import annotations

import json
import sqlite3
import time
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool

from storage.files import make_private
from storage.prepared import run_on_driver
from storage.urls import is_sqlite, sqlite_file

Purpose = Literal["write", "read", "migrate"]

BUSY_SECONDS = 10
"""How long a statement waits for a writer of another process."""

IDLE_SECONDS = 12
"""After so long PostgreSQL ends a transaction in which nothing happens: a process that stands still in the
middle of one would hold its rows, the lease among them, and nobody could take over. No unit of work waits for
anything but the database, and the lease lapses later than this.
"""

_NOTICING = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""Seconds, the last one milliseconds, after which a server that is gone without a word is held for gone; by
itself the system waits for hours. The address may say otherwise (`?connect_timeout=3`).
"""

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def writing_engine(url: URL) -> Engine:
    """Return the engine of the units that write."""
    return _sqlite(url, "write") if is_sqlite(url) else _postgres(url)


def reading_engine(url: URL, writer: Engine) -> Engine:
    """Return the engine of the units that only read; the database itself refuses their writes."""
    if is_sqlite(url):
        return _sqlite(url, "read")
    return writer.execution_options(postgresql_readonly=True)


def migration_engine(url: URL) -> Engine:
    """Return an engine for migrations: an own connection, foreign keys not enforced on SQLite.

    Alembic rebuilds a SQLite table by copying and dropping it; with foreign keys on, the drop deletes
    the rows that point to it.
    """
    return _sqlite(url, "migrate") if is_sqlite(url) else _postgres(url, poolclass=NullPool)


def _postgres(url: URL, **options: Any) -> Engine:
    sized = {} if options else {"pool_size": 5, "max_overflow": 15, "pool_pre_ping": True}
    noticing = {name: value for name, value in _NOTICING.items() if name not in url.query}
    engine = create_engine(
        url, json_serializer=_to_json, hide_parameters=True, connect_args=noticing, **sized, **options
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        # Not in the address: what stands between us and the server may not know such an option.
        connection.autocommit = True
        connection.execute(f"SET idle_in_transaction_session_timeout = {IDLE_SECONDS * 1000}")
        connection.autocommit = False

    return engine


def _sqlite(url: URL, purpose: Purpose) -> Engine:
    # One connection writes at a time anyway; readers do not wait for it in WAL mode.
    pools: dict[Purpose, dict[str, Any]] = {
        "write": {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0},
        "read": {"poolclass": QueuePool, "pool_size": 4, "max_overflow": 28},
        "migrate": {"poolclass": NullPool},
    }
    engine = create_engine(
        url,
        json_serializer=_to_json,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **pools[purpose],
    )

    @event.listens_for(engine, "do_connect")
    def keep_private(*_: Any) -> None:
        make_private(sqlite_file(url))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        _prepare_sqlite(connection, purpose)

    begin = "BEGIN" if purpose == "read" else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def begin_as_told(connection: Connection) -> None:
        run_on_driver(connection, begin)

    return engine


def _prepare_sqlite(connection: sqlite3.Connection, purpose: Purpose) -> None:
    # The driver's own transactions begin late and lose updates; ours begin in the `begin` event.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _switch_to_wal(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA foreign_keys={'OFF' if purpose == 'migrate' else 'ON'}")
    if purpose == "read":
        cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _switch_to_wal(cursor: sqlite3.Cursor) -> None:
    """Switch a new file once. SQLite does not wait here when two connections try it at the same time."""
    for _ in range(BUSY_SECONDS * 50):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(1 / 50)
    cursor.execute("PRAGMA journal_mode=WAL")
