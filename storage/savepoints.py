"""A part of a transaction that can be undone alone (SQLite)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from storage.errors import DatabaseFailed
from storage.prepared import run_on_driver

ENDED = "the database has ended the transaction itself"


def is_open(connection: Connection) -> bool:
    """Return whether the transaction still stands. SQLite itself ends one when the disk is full, say."""
    raw: Any = connection.connection.driver_connection
    return bool(raw.in_transaction)


@contextmanager
def unwritten(connection: Connection) -> Iterator[Connection]:
    """Give the connection, of which the database lets nothing be written in the block."""
    run_on_driver(connection, "PRAGMA query_only=ON")
    try:
        yield connection
    finally:
        run_on_driver(connection, "PRAGMA query_only=OFF")


@contextmanager
def saved(connection: Connection) -> Iterator[Connection]:
    """Give the connection, already in a transaction; what the block did is undone when it raises."""
    if not is_open(connection):
        raise DatabaseFailed(ENDED)
    run_on_driver(connection, "SAVEPOINT unit")
    try:
        yield connection
    except BaseException:
        if not is_open(connection):
            raise
        run_on_driver(connection, "ROLLBACK TO unit")
        run_on_driver(connection, "RELEASE unit")
        raise
    run_on_driver(connection, "RELEASE unit")
