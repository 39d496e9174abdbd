"""The few statements that SQLite and PostgreSQL spell alike but SQLAlchemy builds per database."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Prepared


@cache
def insert_if_new(dialect: str, table: Table, *returned: str) -> Prepared:
    """Return an INSERT that leaves an existing row alone; with `returned`, no row comes back then."""
    statement: Insert = _insert(dialect, table).on_conflict_do_nothing()
    return Prepared(statement.returning(*(table.c[name] for name in returned)) if returned else statement)


@cache
def insert_or_replace(dialect: str, table: Table, kept: frozenset[str] = frozenset()) -> Prepared:
    """Return an INSERT that otherwise sets every column but the primary key and `kept`."""
    statement = _insert(dialect, table)
    key = [column.name for column in table.primary_key]
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in key and column.name not in kept
    }
    return Prepared(statement.on_conflict_do_update(index_elements=key, set_=changed))


def _insert(dialect: str, table: Table) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
