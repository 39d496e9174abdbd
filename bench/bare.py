"""The yardstick of check-ins: the same rows, inserted by the driver alone and kept as safely."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Rows = dict[str, list[tuple[Any, ...]]]
"""New rows by table, tables in an order in which each can point only to earlier ones."""

TABLES = ("drafts", "entries", "entry_versions", "quantities", "audit", "update_keys", "conversations")
OPENING = ("drafts",)
"""What the line stores; the rest is stored by the press of 保存. Update keys belong to both."""


def steps(rows: Rows, count: int) -> list[tuple[tuple[str, tuple[Any, ...]], ...]]:
    """Return the inserts of each transaction: two for each of `count` check-ins."""
    found = []
    for number in range(count):
        own = {table: _slice(found_rows, number, count) for table, found_rows in rows.items()}
        keys = own.pop("update_keys", [])
        half = len(keys) // 2
        first = [(table, row) for table in OPENING for row in own.get(table, [])]
        second = [(table, row) for table in own if table not in OPENING for row in own[table]]
        found.append((*first, *(("update_keys", row) for row in keys[:half])))
        found.append((*second, *(("update_keys", row) for row in keys[half:])))
    return found


def sqlite_rows(file: Path, known: dict[str, int]) -> Rows:
    """Return the rows that were added since each table had `known` rows."""
    with sqlite3.connect(file) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()[known[table] :]
            for table in TABLES
        }


def sqlite_counts(file: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    with sqlite3.connect(file) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def insert_sqlite(before: Path, rows: Rows, count: int) -> float:
    """Insert the rows into a copy of the database as it was before; return the seconds."""
    copy = before.with_suffix(".bare.db")
    shutil.copyfile(before, copy)
    connection = sqlite3.connect(copy, isolation_level=None)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")
    work = steps(rows, count)
    started = time.perf_counter()
    for inserts in work:
        connection.execute("BEGIN IMMEDIATE")
        for table, row in inserts:
            connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        connection.execute("COMMIT")
    taken = time.perf_counter() - started
    connection.close()
    return taken


def insert_postgres(url: str, rows: Rows, count: int) -> float:
    """Insert the rows into the tables that were emptied of them; return the seconds."""
    import psycopg
    from psycopg.types.json import Json

    with psycopg.connect(url, autocommit=False) as connection:
        work = [
            [(table, tuple(Json(v) if isinstance(v, dict | list) else v for v in row)) for table, row in one]
            for one in steps(rows, count)
        ]
        started = time.perf_counter()
        for inserts in work:
            for table, row in inserts:
                connection.execute(f"INSERT INTO {table} VALUES ({','.join(['%s'] * len(row))})", row)
            connection.commit()
        return time.perf_counter() - started


def postgres_rows(url: str) -> Rows:
    """Take every row of the tables out of the database and return them; people and members stay."""
    import psycopg

    with psycopg.connect(url) as connection:
        rows = {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES
        }
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM {table}")
        return rows


def _slice(rows: Sequence[tuple[Any, ...]], number: int, count: int) -> list[tuple[Any, ...]]:
    return list(rows[number * len(rows) // count : (number + 1) * len(rows) // count])
