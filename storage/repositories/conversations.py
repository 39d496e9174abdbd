"""What was last talked about, so that a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.dialects import insert_or_replace
from storage.prepared import Prepared
from storage.records.chats import Conversation, Place
from storage.repositories.base import Repository
from storage.tables import conversations

_ONE = Prepared(
    select(conversations.c.recent, conversations.c.awaiting, conversations.c.updated_at).where(
        conversations.c.channel == bindparam("channel"),
        conversations.c.chat == bindparam("chat"),
        conversations.c.topic == bindparam("topic"),
        conversations.c.person_id == bindparam("person_id"),
    )
)


class Conversations(Repository):
    """One row a person and place."""

    def load(self, person_id: int, place: Place) -> Conversation:
        """Return what was kept; an empty conversation when nothing was."""
        row = self._first(_ONE, _key(person_id, place))
        if row is None:
            return Conversation()
        return Conversation(tuple(row.recent), row.awaiting, row.updated_at)

    def save(
        self,
        person_id: int,
        place: Place,
        *,
        recent: Sequence[Any],
        at: datetime,
        awaiting: dict[str, Any] | None = None,
    ) -> None:
        """Keep the recent frames (plain JSON values, oldest first) and the text that is waited for."""
        values = {"recent": list(recent), "awaiting": awaiting, "updated_at": at}
        statement = insert_or_replace(self._dialect, conversations)
        self._count(statement, {**_key(person_id, place), **values})

    def forget_before(self, before: datetime) -> int:
        """Delete conversations that nobody went on with since `before`; return how many."""
        return self._count(delete(conversations).where(conversations.c.updated_at < before))


def _key(person_id: int, place: Place) -> dict[str, Any]:
    return {
        "channel": place.channel,
        "chat": place.chat,
        "topic": place.topic or "",
        "person_id": person_id,
    }
