"""The databases' errors, told without a row's contents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import DatabaseBusy, DatabaseFailed, ReadOnlyUnit, StorageError

_READ_ONLY_STATE = "25006"
_BUSY_STATES = {"55P03", "40001", "40P01"}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the database raises into the door's errors.

    The drivers quote rows in their messages (PostgreSQL: "Failing row contains …"), and messages reach
    the log; so the original is left out and only its kind and place in the code are kept.
    """
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy("no free connection").with_traceback(error.__traceback__) from None
    except StatementError as error:
        raise _ours(error).with_traceback(error.__traceback__) from None


def _ours(error: StatementError) -> StorageError:
    original: Any = error.orig
    if not isinstance(error, DBAPIError):
        # A value was refused by its column type before it reached the database.
        return original if isinstance(original, StorageError) else DatabaseFailed(type(original).__name__)
    state = str(getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", ""))
    details = f"{type(original).__name__} {state}".strip()
    if state == _READ_ONLY_STATE or state.startswith("SQLITE_READONLY"):
        return ReadOnlyUnit(details)
    if state in _BUSY_STATES or state.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseBusy(details)
    return DatabaseFailed(f"{details}: {_primary(original)}")


def _primary(original: Any) -> str:
    diagnosis = getattr(original, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.message_primary or "connection failed")
    # SQLite names the constraint or column, never a value.
    return str(original)
