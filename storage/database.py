"""The database as the rest of the program sees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from storage import backup, migrating
from storage.backup import BackupResult
from storage.engine import reading_engine, writing_engine
from storage.errors import DatabaseBusy, DatabaseFailed, DatabaseInUse, NotCurrent
from storage.failures import told_plainly
from storage.files import FileLock, lock_beside, make_private
from storage.health import Health, examine, is_sound
from storage.migrating import Migrated
from storage.migrations import HEAD
from storage.revision import is_head
from storage.savepoints import ENDED, is_open, saved, unwritten
from storage.unit_of_work import UnitOfWork
from storage.urls import is_sqlite, parse, sqlite_file

_TURN_SECONDS = 30
"""How long a writer waits for its turn within this process."""


class Storage:
    """One database. Safe to use from many threads; a unit of work belongs to one thread."""

    def __init__(self, url: str) -> None:
        """Open the database at `url`; a SQLite file is made, private, if it is not there.

        Raises:
            BadDatabaseUrl: neither a SQLite file nor PostgreSQL.
            DatabaseInUse: a backup is being put back at this moment.
        """
        self._url = parse(url)
        # SQLite's own waiting is by polling and unfair; within a process writers queue here instead.
        self._turn = threading.Lock() if is_sqlite(self._url) else None
        self._kept: Connection | None = None
        # Of each thread that is in `together`, the transaction that its units are part of.
        self._common = threading.local()
        self._lock = None
        self._alone: dict[str, FileLock] = {}
        if is_sqlite(self._url):
            make_private(sqlite_file(self._url))
            self._lock = lock_beside(sqlite_file(self._url))
            if not self._lock.share():
                raise DatabaseInUse("a restore is going on", sentence="正在恢复备份，请等它完成后再启动。")
        self._writer = writing_engine(self._url)
        self._reader = reading_engine(self._url, self._writer)

    def __enter__(self) -> Storage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_file(self) -> bool:
        """True for SQLite, False for PostgreSQL."""
        return is_sqlite(self._url)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give a unit of work that is committed, durably, when the block ends, and undone when it raises.

        Do not open a second one within it, and make no network call in it.

        Raises:
            DatabaseBusy: others wrote for too long; nothing was changed, trying again is safe.
            DatabaseFailed: the database refused or is away.
        """
        with told_plainly():
            common: Connection | None = getattr(self._common, "connection", None)
            transaction = self._transaction() if common is None else saved(common)
            with transaction as connection:
                yield UnitOfWork(connection)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let this thread's units in the block be committed at its end, all at once: one wait for the disk.

        Each unit that raises is still undone alone. What the block did may be told to nobody before it has
        ended. For SQLite, where units that write wait for one another anyway; on PostgreSQL they would hold
        one another up, so there it changes nothing.

        Raises:
            DatabaseBusy: others wrote for too long; the block was not entered.
            DatabaseFailed: nothing of the block was stored.
        """
        if self._turn is None:
            yield
            return
        with told_plainly(), self._transaction() as connection:
            self._common.connection = connection
            try:
                yield
            finally:
                del self._common.connection
            if not is_open(connection):
                # The driver would end it without a word.
                raise DatabaseFailed(ENDED)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Give a unit of work that sees one state of the database.

        Raises:
            ReadOnlyUnit: something in the block tried to write.
            DatabaseFailed: the database refused or is away.
        """
        common: Connection | None = getattr(self._common, "connection", None)
        if common is not None:
            # What this thread has written a moment ago is there for nobody else yet.
            with told_plainly(), unwritten(common) as connection:
                yield UnitOfWork(connection)
            return
        # The transaction begins with the first question and is rolled back when the block ends.
        with told_plainly(), self._reader.connect() as connection:
            yield UnitOfWork(connection)

    def hold_alone(self, name: str) -> bool:
        """Return whether this process alone, of those that work with the file, may do what `name` says.

        It holds that right until `close`, or until it ends in whatever way. On PostgreSQL always True:
        the processes there may run on several computers and agree through the lease.
        """
        if not self.is_file:
            return True
        if name not in self._alone:
            lock = lock_beside(sqlite_file(self._url), name)
            if not lock.take_alone():
                return False
            self._alone[name] = lock
        return True

    def migrate(self) -> Migrated:
        """Bring the database to the current structure; doing it again changes nothing.

        Raises:
            NewerDatabase: the structure is newer than the program.
            BrokenMigration: the result was not sound; the database is as it was before.
        """
        if self.is_current():
            return Migrated(HEAD, HEAD)
        with told_plainly():
            return migrating.migrate(self._url)

    def is_current(self) -> bool:
        """Return whether the structure is the one that the program expects.

        Raises:
            NewerDatabase: the structure is newer than the program.
        """
        with told_plainly(), self._reader.connect() as connection:
            return is_head(connection)

    def prepare(self) -> None:
        """Make ready for work: a SQLite file is migrated, PostgreSQL has to be current already.

        Raises:
            NotCurrent: PostgreSQL has an older structure; `sentence` says what to run.
        """
        if self.is_file:
            self.migrate()
        elif not self.is_current():
            raise NotCurrent("PostgreSQL is migrated by hand, so that two versions do not fight over it")

    def backup(self, file: Path, *, force: bool = False) -> BackupResult:
        """Copy the database to `file` (mode 0600) while it is in use; PostgreSQL: return the line to run.

        Raises:
            FileExists: `file` is there and `force` was not given.
        """
        return backup.back_up(self._url, file, force=force)

    def health(self) -> Health:
        """Return facts about the database, without password and contents."""
        with told_plainly(), self._reader.connect() as connection:
            return examine(connection, self._url)

    def is_sound(self) -> bool:
        """Return False when the database file is damaged; it reads the whole file."""
        with told_plainly(), self._reader.connect() as connection:
            return is_sound(connection)

    def close(self) -> None:
        """Close every connection when no unit is writing; the file may be restored afterwards."""
        self._give_up_kept()
        self._reader.dispose()
        self._writer.dispose()
        if self._lock is not None:
            self._lock.release()
        for lock in self._alone.values():
            lock.release()
        self._alone.clear()

    def _give_up_kept(self) -> None:
        waited = self._turn is not None and self._turn.acquire(timeout=_TURN_SECONDS)
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()
        if self._turn is not None and waited:
            self._turn.release()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._writing() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """The connection that writes: of SQLite the only one, kept from turn to turn; else one of many."""
        if self._turn is None:
            with self._writer.connect() as connection:
                yield connection
            return
        if not self._turn.acquire(timeout=_TURN_SECONDS):
            raise DatabaseBusy("waited too long for a turn to write; is a unit opened within a unit?")
        try:
            kept, self._kept = self._kept or self._writer.connect(), None
            try:
                yield kept
            except BaseException:
                # Whatever state it is in, the next turn begins with a fresh one.
                kept.close()
                raise
            self._kept = kept
        finally:
            self._turn.release()
