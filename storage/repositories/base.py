"""What every repository is given: the connection of its unit of work. None of them commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select
from sqlalchemy.sql.base import Executable

from storage.prepared import Prepared

_NONE: Mapping[str, Any] = {}


class Repository:
    """One area's rows, within one unit of work. What runs with every message is a prepared statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def _first(self, statement: Executable | Prepared, values: Mapping[str, Any] = _NONE) -> Row[Any] | None:
        rows = self._all(statement, values)
        return rows[0] if rows else None

    def _all(self, statement: Executable | Prepared, values: Mapping[str, Any] = _NONE) -> Sequence[Row[Any]]:
        if isinstance(statement, Prepared):
            return statement.rows(self._connection, values)
        return self._connection.execute(statement, values).all()

    def _count(self, statement: Executable | Prepared, values: Mapping[str, Any] = _NONE) -> int:
        """Run a statement that changes rows; return how many it changed."""
        if isinstance(statement, Prepared):
            return statement.count(self._connection, values)
        return self._connection.execute(statement, values).rowcount

    def _many(self, statement: Prepared, rows: Sequence[Mapping[str, Any]]) -> int:
        """Run a statement once a row; return how many rows it stored."""
        return statement.many(self._connection, rows) if rows else 0


def to_change(statement: Select[Any]) -> Select[Any]:
    """Return the SELECT that holds its rows until the unit ends.

    PostgreSQL needs it; on SQLite a writing unit is alone anyway and the words are left out.
    """
    return statement.with_for_update()
