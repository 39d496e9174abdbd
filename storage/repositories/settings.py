"""Settings by scope: `system`, `person:<id>`, `unit:<unit>`, `chat:<id>`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.dialects import insert_if_new, insert_or_replace
from storage.prepared import Prepared
from storage.repositories.base import Repository, to_change
from storage.tables import settings

_VALUE = select(settings.c.value).where(
    settings.c.scope == bindparam("scope"), settings.c.key == bindparam("key")
)
_ONE = Prepared(_VALUE)
_HELD = Prepared(to_change(_VALUE))
_ALL = Prepared(
    select(settings.c.key, settings.c.value)
    .where(settings.c.scope == bindparam("scope"))
    .order_by(settings.c.key)
)


def person_scope(person_id: int) -> str:
    """Return the scope of a person's settings; they go when the person goes."""
    return f"person:{person_id}"


def chat_scope(chat_id: int) -> str:
    """Return the scope of a chat's settings; `chat_id` is that of its row."""
    return f"chat:{chat_id}"


class Settings(Repository):
    """Values that JSON can hold, None excepted."""

    def get(self, scope: str, key: str, default: Any = None) -> Any:
        """Return the stored value, or `default`."""
        row = self._first(_ONE, {"scope": scope, "key": key})
        return default if row is None else row.value

    def set(self, scope: str, key: str, value: Any, at: datetime) -> None:
        """Store a value over what was there.

        Raises:
            ValueError: the value is None; `remove` takes a setting away.
        """
        if value is None:
            raise ValueError(f"setting {key} of {scope} cannot be None")
        row = {"scope": scope, "key": key, "value": value, "changed_at": at}
        self._count(insert_or_replace(self._dialect, settings), row)

    def change(self, scope: str, key: str, change: Callable[[Any], Any], default: Any, at: datetime) -> Any:
        """Store `change(value)` and return it; nobody else changes the setting in between."""
        row = {"scope": scope, "key": key, "value": default, "changed_at": at}
        self._count(insert_if_new(self._dialect, settings), row)
        held = self._first(_HELD, {"scope": scope, "key": key})
        if held is None:
            raise LookupError("a setting vanished within one unit of work")
        value = change(held.value)
        self.set(scope, key, value, at)
        return value

    def all(self, scope: str) -> dict[str, Any]:
        """Return every setting of a scope."""
        return {row.key: row.value for row in self._all(_ALL, {"scope": scope})}

    def everybodys(self, key: str) -> dict[str, Any]:
        """Return one setting of every scope that has it, by scope."""
        wanted = select(settings.c.scope, settings.c.value).where(settings.c.key == key)
        return {row.scope: row.value for row in self._all(wanted)}

    def remove(self, scope: str, key: str) -> None:
        """Take a setting away; the default holds again."""
        self._count(delete(settings).where(settings.c.scope == scope, settings.c.key == key))
