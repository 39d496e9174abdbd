"""Keys of handled updates: an update that comes again gets its stored reply and does nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.dialects import insert_if_new
from storage.errors import AlreadyHandled
from storage.prepared import Prepared
from storage.repositories.base import Repository
from storage.tables import update_keys

_ONE = Prepared(
    select(update_keys.c.reply).where(
        update_keys.c.channel == bindparam("channel"), update_keys.c.key == bindparam("key")
    )
)


class Updates(Repository):
    """Keys with their replies, kept for some days."""

    def seen(self, channel: str, key: str) -> dict[str, Any] | None:
        """Return the reply that the update got, or None when it changed nothing so far."""
        row = self._first(_ONE, {"channel": channel, "key": key})
        return None if row is None else dict(row.reply)

    def remember(
        self, channel: str, key: str, reply: dict[str, Any], at: datetime, *, person_id: int | None = None
    ) -> None:
        """Store the reply of an update that changed something, in the unit that made the change.

        Raises:
            AlreadyHandled: another process handled the update meanwhile. Let it leave the unit, so that
                the change is undone, and send the stored reply.
        """
        row = {"channel": channel, "key": key, "reply": reply, "at": at, "person_id": person_id}
        if self._first(insert_if_new(self._dialect, update_keys, "key"), row) is None:
            raise AlreadyHandled(f"update {channel} {key} was handled before")

    def purge(self, before: datetime) -> int:
        """Delete keys older than `before`; return how many."""
        return self._count(delete(update_keys).where(update_keys.c.at < before))
