"""Backups of a SQLite file while it is in use, and putting one back while nobody uses it."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from storage.errors import BadBackup, DatabaseInUse, FileExists
from storage.files import lock_beside, make_private, put_in_place
from storage.migrations import REVISIONS
from storage.urls import for_command_line, is_sqlite, parse, sqlite_file


@dataclass(frozen=True, slots=True)
class BackupResult:
    """The file and its size in bytes; for PostgreSQL nothing was done and `command` is what to run."""

    file: Path
    size: int
    command: str | None = None


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The database file, and where the former one was kept; for PostgreSQL `command` is what to run."""

    file: Path
    former: Path | None
    command: str | None = None


def back_up(url: URL, file: Path, *, force: bool = False) -> BackupResult:
    """Write a whole, checked copy of the database to `file` (mode 0600) while others go on working.

    Raises:
        FileExists: `file` is there and `force` was not given, or it is the database itself.
    """
    if not is_sqlite(url):
        target = shlex.quote(str(file))
        source = shlex.quote(for_command_line(url))
        # As with a SQLite file, nobody else may read it.
        folder = "" if file.parent == Path() else f"mkdir -p {shlex.quote(str(file.parent))} && "
        line = f"umask 077 && {folder}pg_dump --format=custom --no-owner --file={target} {source}"
        return BackupResult(file, 0, line)
    file = file.absolute()
    if file == sqlite_file(url):
        raise FileExists(f"{file} is the database itself", sentence="这是数据库文件本身，请换一个文件名。")
    if file.exists() and not force:
        raise FileExists(str(file))
    copy_sqlite(sqlite_file(url), file)
    return BackupResult(file, file.stat().st_size)


def restore(address: str, file: Path) -> RestoreResult:
    """Put a backup in the place of the database; the former file is kept beside it.

    Raises:
        DatabaseInUse: a process of ours or any other program has the database open.
        BadBackup: `file` is missing, damaged, or no database of this program. Nothing was changed.
    """
    url = parse(address)
    if not is_sqlite(url):
        target = shlex.quote(for_command_line(url))
        # In one transaction: a backup that cannot be put back changes nothing.
        how = "--clean --if-exists --no-owner --single-transaction"
        line = f"pg_restore {how} --dbname={target} {shlex.quote(str(file))}"
        return RestoreResult(file, None, line)
    database = sqlite_file(url)
    lock = lock_beside(database)
    if not lock.take_alone():
        raise DatabaseInUse(f"{database} is held by a running process")
    try:
        return _swap_in(file.absolute(), database)
    finally:
        lock.release()


def copy_sqlite(database: Path, target: Path) -> None:
    """Copy a SQLite file by its online backup, with mode 0600; `target` appears whole or not at all.

    Raises:
        BadBackup: the copy is not sound.
    """
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    make_private(unfinished)
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
            # One file without -wal and -shm beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            _check(copy)
        put_in_place(unfinished, target)
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"{database} could not be copied: {error}") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _swap_in(file: Path, database: Path) -> RestoreResult:
    if not file.is_file():
        raise BadBackup(f"{file} does not exist", sentence="没有找到这个备份文件。")
    if file == database:
        raise BadBackup(f"{file} is the database itself", sentence="这是数据库文件本身，不是备份。")
    prepared = database.with_name(database.name + ".restoring")
    copy_sqlite(file, prepared)
    try:
        _check_ours(prepared)
        former = _set_aside(database)
        put_in_place(prepared, database)
    finally:
        prepared.unlink(missing_ok=True)
    return RestoreResult(database, former)


def _set_aside(database: Path) -> Path | None:
    if not database.exists() or database.stat().st_size == 0:
        return None
    with closing(sqlite3.connect(database, timeout=0)) as connection:
        try:
            # Fails while any other program has the file open; done, -wal and -shm are gone.
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        except sqlite3.OperationalError as error:
            raise DatabaseInUse(f"{database}: {error}") from None
        except sqlite3.DatabaseError:
            # A damaged database is a reason to restore; it is kept as it is.
            _drop_leftovers(database)
    former = database.with_name(database.name + ".before-restore")
    copied = database.with_name(database.name + ".setting-aside")
    make_private(copied)
    copied.write_bytes(database.read_bytes())
    put_in_place(copied, former)
    return former


def _drop_leftovers(database: Path) -> None:
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)]:
        raise BadBackup(f"integrity check: {len(found)} faults")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise BadBackup("rows point nowhere")


def _check_ours(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise BadBackup(f"no database of this program: {error}") from None
    if row is None or row[0] not in REVISIONS:
        raise BadBackup("the backup has a structure that this program does not know")
