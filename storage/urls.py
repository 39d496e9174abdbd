"""Database addresses: what is accepted and what it is turned into."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import BadDatabaseUrl

_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}


def parse(text: str) -> URL:
    """Return the address with the driver that is used; `postgres://` and `postgresql://` mean psycopg 3.

    Raises:
        BadDatabaseUrl: neither a SQLite file nor PostgreSQL.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        # The address may carry a password, so the original error is not shown.
        raise BadDatabaseUrl("not a database address") from None
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    if url.drivername == "sqlite":
        raise BadDatabaseUrl("SQLite needs a file: state must outlive the process")
    raise BadDatabaseUrl(f"unsupported database: {url.drivername}")


def is_sqlite(url: URL) -> bool:
    """Whether the address names a SQLite file."""
    return url.drivername == "sqlite"


def sqlite_file(url: URL) -> Path:
    """Return the path of the SQLite file."""
    return Path(url.database or "").absolute()


def shown(url: URL) -> str:
    """Return the address as an operator writes it, without its password."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def for_command_line(url: URL) -> str:
    """Return a `postgresql://` address without password (PGPASSWORD or ~/.pgpass supply it)."""
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query=url.query)
    return plain.render_as_string()
