"""What every repository is given: the connection of its unit of work. None of them commits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select
from sqlalchemy.sql.base import Executable

_COUNTED = {"preserve_rowcount": True}


class Repository:
    """One area's rows, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def _first(self, statement: Executable, values: dict[str, Any] | None = None) -> Row[Any] | None:
        return self._connection.execute(statement, values).first()

    def _all(self, statement: Executable, values: dict[str, Any] | None = None) -> Sequence[Row[Any]]:
        return self._connection.execute(statement, values).all()

    def _count(self, statement: Executable, values: dict[str, Any] | None = None) -> int:
        """Run a statement that changes rows; return how many it changed."""
        return self._connection.execute(statement, values).rowcount

    def _many(self, statement: Executable, rows: list[dict[str, Any]]) -> int:
        """Run a statement once a row; return how many rows it stored."""
        if not rows:
            return 0
        return self._connection.execute(statement, rows, execution_options=_COUNTED).rowcount


def to_change(statement: Select[Any]) -> Select[Any]:
    """Return the SELECT that holds its rows until the unit ends.

    PostgreSQL needs it; on SQLite a writing unit is alone anyway and the words are left out.
    """
    return statement.with_for_update()
