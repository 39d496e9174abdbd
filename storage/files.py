"""Private files (mode 0600) and the lock that says who works with a SQLite file."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600


def make_private(path: Path) -> None:
    """Create `path` with mode 0600, or take the rights of others away from an existing file.

    SQLite gives -wal and -shm the mode of the database file, so the file has to exist before it connects.
    An existing file is never opened here: closing a database file anywhere in a process drops the locks
    that SQLite holds on it (POSIX locks belong to the process, not to the descriptor).
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))
    except FileExistsError:
        path.chmod(PRIVATE)
    else:
        _give_to_owner_of(path.parent, path)


def _give_to_owner_of(folder: Path, path: Path) -> None:
    """A verb run by root must not leave files that the service's own user cannot open afterwards."""
    owner = folder.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def put_in_place(finished: Path, target: Path) -> None:
    """Move a finished file over `target` so that after a crash one of the two is there, whole."""
    with finished.open("rb") as written:
        os.fsync(written.fileno())
    finished.replace(target)
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


class FileLock:
    """A lock on a file beside the database: users share it, a restore has it alone.

    The kernel drops it when the process ends, however it ends.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def share(self) -> bool:
        """Take the lock together with others; False when somebody has it alone."""
        return self._take(fcntl.LOCK_SH)

    def take_alone(self) -> bool:
        """Take the lock alone; False when anybody else has it."""
        return self._take(fcntl.LOCK_EX)

    def release(self) -> None:
        """Give the lock back; releasing twice does no harm."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _take(self, mode: int) -> bool:
        make_private(self._path)
        file = self._path.open("rb")
        try:
            fcntl.flock(file, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True


def lock_beside(database: Path, name: str = "") -> FileLock:
    """Return the lock of a SQLite file (`<file>.lock`), or its lock for a purpose (`<file>.<name>.lock`)."""
    purpose = f".{name}" if name else ""
    return FileLock(database.with_name(f"{database.name}{purpose}.lock"))
