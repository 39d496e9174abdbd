"""Chats that the bot is or was in, and the units that groups speak for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.dialects import insert_if_new
from storage.prepared import Prepared
from storage.records.chats import KnownChat
from storage.repositories.base import Repository, to_change
from storage.tables import chats, outbox, settings

_ONE = Prepared(
    select(chats).where(chats.c.channel == bindparam("channel"), chats.c.chat == bindparam("chat"))
)


class Chats(Repository):
    """One row a chat."""

    def see(self, channel: str, chat: str, kind: str, title: str, at: datetime) -> KnownChat:
        """Store that the chat exists under this title and that the bot is in it; return it."""
        values = {
            "channel": channel,
            "chat": chat,
            "kind": kind,
            "title": title,
            "topic": "",
            "active": True,
            "seen_at": at,
        }
        self._first(insert_if_new(self._dialect, chats, "id"), values)
        now = {"kind": kind, "title": title, "active": True, "seen_at": at}
        return _chat(self._connection.execute(self._changed(channel, chat, now)).one())

    def get(self, channel: str, chat: str) -> KnownChat | None:
        """Return the chat, or None when it was never seen."""
        row = self._first(_ONE, {"channel": channel, "chat": chat})
        return _chat(row) if row is not None else None

    def bind(
        self, channel: str, chat: str, *, unit: str, by: int, topic: str | None = None
    ) -> KnownChat | None:
        """Let the chat speak for `unit` as long as membership `by` is in force; None for an unseen chat."""
        return self._change(channel, chat, {"bound_unit": unit, "bound_by": by, "topic": topic or ""})

    def unbind(self, channel: str, chat: str) -> KnownChat | None:
        """Take the unit away from the chat; None for an unseen chat."""
        return self._change(channel, chat, {"bound_unit": None, "bound_by": None})

    def set_active(self, channel: str, chat: str, active: bool) -> KnownChat | None:
        """Store whether the bot is in the chat and may write there; None for an unseen chat."""
        return self._change(channel, chat, {"active": active})

    def all_bound(self) -> list[KnownChat]:
        """Return every active chat that speaks for a unit, by unit."""
        wanted = select(chats).where(chats.c.bound_unit.is_not(None), chats.c.active)
        return [_chat(row) for row in self._all(wanted.order_by(chats.c.bound_unit, chats.c.id))]

    def migrate(self, channel: str, chat: str, moved_to: str, at: datetime) -> KnownChat:
        """Move binding, settings and waiting messages to the chat's new id.

        Settings are those of the scope `chat:<row id>`. Telling it twice changes nothing more.
        """
        old = self._first(to_change(select(chats).where(chats.c.channel == channel, chats.c.chat == chat)))
        title = old.title if old is not None else ""
        new = self.see(channel, moved_to, "supergroup", title, at)
        if old is not None and old.bound_unit is not None:
            binding = {"bound_unit": old.bound_unit, "bound_by": old.bound_by, "topic": old.topic}
            new = self._change(channel, moved_to, binding) or new
        gone = {"active": False, "migrated_to": moved_to, "bound_unit": None, "bound_by": None}
        self._change(channel, chat, gone)
        if old is not None:
            self._move_settings(f"chat:{old.id}", f"chat:{new.id}")
        waiting = (outbox.c.channel == channel, outbox.c.chat == chat, outbox.c.state == "waiting")
        self._count(update(outbox).where(*waiting).values(chat=moved_to))
        return new

    def _move_settings(self, scope: str, to: str) -> None:
        """Give the settings to the new scope; what stands there already was chosen later and stays."""
        chosen = select(settings.c.key).where(settings.c.scope == to)
        left = (settings.c.scope == scope, settings.c.key.not_in(chosen))
        self._count(update(settings).where(*left).values(scope=to))

    def _change(self, channel: str, chat: str, values: dict[str, Any]) -> KnownChat | None:
        row = self._first(self._changed(channel, chat, values))
        return _chat(row) if row is not None else None

    @staticmethod
    def _changed(channel: str, chat: str, values: dict[str, Any]) -> Any:
        where = (chats.c.channel == channel, chats.c.chat == chat)
        return update(chats).where(*where).values(values).returning(chats)


def _chat(row: Row[Any]) -> KnownChat:
    return KnownChat(
        id=row.id,
        channel=row.channel,
        chat=row.chat,
        kind=row.kind,
        title=row.title,
        topic=row.topic or None,
        bound_unit=row.bound_unit,
        bound_by=row.bound_by,
        active=row.active,
        migrated_to=row.migrated_to,
        seen_at=row.seen_at,
    )
