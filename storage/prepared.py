"""Statements that run with every message: compiled once, then handed to the driver itself.

What SQLAlchemy does anew for each execution (look the statement up, build a context, wrap the result) takes
several times as long as the statement. Its SQL, its conversions of values and rows, its connections and
transactions are used here as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Delete, Dialect, Insert, Row, Select, Update
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.visitors import iterate

Statement = Select[Any] | Insert | Update | Delete
Values = Mapping[str, Any]
_STEP = 512
"""Longer lists are filled up to a multiple of this: a database takes only so many values."""
_Convert = Callable[[Any], Any]


class Prepared:
    """A statement whose values are named when it is run; lists of values (IN) may be of any length."""

    def __init__(self, statement: Statement) -> None:
        """Keep the statement; it is compiled when a database first runs it."""
        binds = (one for one in iterate(statement) if isinstance(one, BindParameter))
        self._lists = tuple(dict.fromkeys(one.key for one in binds if one.expanding))
        # Else SQLAlchemy would ask for the key of the new row, which nobody wants here.
        bare = isinstance(statement, Insert) and not len(statement.exported_columns)
        self._statement = statement.inline() if isinstance(statement, Insert) and bare else statement
        self._forms: dict[tuple[object, ...], _Form] = {}

    def rows(self, connection: Connection, values: Values) -> Sequence[Row[Any]]:
        """Run the statement and return all its rows."""
        if self._lists:
            values = {**values, **{name: _filled(values[name]) for name in self._lists}}
        form = self._form(connection.dialect, values)
        return form.read(_run(connection, form.sql, form.bound(values)))

    def count(self, connection: Connection, values: Values) -> int:
        """Run the statement; return how many rows it changed."""
        form = self._form(connection.dialect, values)
        return int(_run(connection, form.sql, form.bound(values)).rowcount)

    def many(self, connection: Connection, rows: Sequence[Values]) -> int:
        """Run the statement once a row of values, all of the same names; return how many rows it stored."""
        form = self._form(connection.dialect, rows[0])
        return int(_run(connection, form.sql, [form.bound(row) for row in rows], many=True).rowcount)

    def _form(self, dialect: Dialect, values: Values) -> _Form:
        key: tuple[object, ...] = (dialect.name, *values)
        if self._lists:
            key = (*key, *(len(values[name]) for name in self._lists))
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = _Form(self._statement, dialect, values)
        return form


class _Form:
    """A statement as one kind of database takes it, and how its values go in and its rows come out."""

    def __init__(self, statement: Statement, dialect: Dialect, values: Values) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(values))
        binds, params = compiled.binds, compiled.params
        told = compiled.construct_expanded_state({**params, **values}, escape_names=False)
        self.sql: str = told.statement
        self._dialect = dialect
        self._positional = compiled.positiontup is not None
        self._spread: dict[str, list[str]] = told.parameter_expansion
        # The name that a bind has in the statement; those of a list have its name and a number.
        source = {item: name for name, items in self._spread.items() for item in items}
        named = [item for name in params for item in self._spread.get(name, [name])]
        order = told.positiontup if self._positional else named
        self._into = [(name, _into(binds[source.get(name, name)].type, dialect)) for name in order]
        self._constant = {name: params[name] for name in params if not binds[name].required}
        columns = statement.exported_columns
        self._types = [column.type for column in columns]
        self._row = result_tuple([str(column.key) for column in columns])
        self._out: list[tuple[int, _Convert]] | None = None

    def bound(self, values: Values) -> Sequence[Any] | dict[str, Any]:
        """The values as the driver takes them."""
        if self._constant:
            values = {**self._constant, **values}
        if self._spread:
            values = {**values, **_numbered(self._spread, values)}
        if self._positional:
            return [values[name] if to is None else to(values[name]) for name, to in self._into]
        return {name: values[name] if to is None else to(values[name]) for name, to in self._into}

    def read(self, cursor: Any) -> Sequence[Row[Any]]:
        """All rows of the cursor, as the types of their columns give them."""
        found = cursor.fetchall()
        if not found:
            return found  # type: ignore[no-any-return]
        if self._out is None:
            self._out = self._out_of(cursor.description)
        rows = []
        for row in found:
            values = list(row)
            for place, out in self._out:
                values[place] = out(values[place])
            rows.append(self._row(values))
        return rows

    def _out_of(self, described: Sequence[Sequence[Any]]) -> list[tuple[int, _Convert]]:
        found: list[tuple[int, _Convert]] = []
        for place, (type_, told) in enumerate(zip(self._types, described, strict=True)):
            convert = type_.dialect_impl(self._dialect).result_processor(self._dialect, told[1])
            if convert is not None:
                found.append((place, convert))
        return found


def _filled(values: Iterable[Any]) -> list[Any]:
    """The list with its last value repeated: IN means the same, and there are few lengths to compile."""
    found = list(values)
    number = len(found)
    length = 1 << (number - 1).bit_length() if 0 < number <= _STEP else -(-number // _STEP) * _STEP
    return found + found[-1:] * (length - number)


def _numbered(spread: Mapping[str, Sequence[str]], values: Values) -> dict[str, Any]:
    """The values of the lists under the names that each of them has in the statement."""
    return {
        name: item for whole, names in spread.items() for name, item in zip(names, values[whole], strict=True)
    }


def _into(type_: Any, dialect: Dialect) -> _Convert | None:
    convert: _Convert | None = type_.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _run(connection: Connection, sql: str, values: Any, *, many: bool = False) -> Any:
    if not connection.in_transaction():
        connection.begin()
    return run_on_driver(connection, sql, values, many=many)


def run_on_driver(connection: Connection, sql: str, values: Any = (), *, many: bool = False) -> Any:
    """Run a statement on the driver's own connection; return its cursor. Raises DBAPIError."""
    raw: Any = connection.connection.driver_connection
    try:
        cursor = raw.cursor()
        (cursor.executemany if many else cursor.execute)(sql, values)
    except connection.dialect.loaded_dbapi.Error as error:
        # SQLAlchemy's own kind of error, without the values: they never reach a log.
        raise DBAPIError(sql, None, error, hide_parameters=True) from error
    return cursor
