"""Messages to be sent, and which process may send them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, text

from storage.tables.base import metadata
from storage.types import ChannelId, Json, Key, UtcTime

_WAITING = text("state = 'waiting'")
_SENDING = text("state = 'sending'")

outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("chat", ChannelId, nullable=False),
    Column("topic", ChannelId, nullable=False),
    Column("person_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("reply", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("expires", UtcTime),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", ChannelId),
    Column("edits", String(200)),
    Column("answers", ChannelId),
    Column("parts_sent", Integer, nullable=False, server_default="0"),
    Column("changed_at", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    Column("lease_owner", String(80)),
    Column("lease_epoch", Integer),
    # A batch is read from the front of this index, however many rows wait for a later day.
    Index(
        "ix_outbox_waiting",
        "priority",
        "due",
        "id",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    Index("ix_outbox_waiting_expires", "expires", sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("ix_outbox_sending", "lease_until", sqlite_where=_SENDING, postgresql_where=_SENDING),
    Index("ix_outbox_state_changed_at", "state", "changed_at"),
    Index("ix_outbox_channel_chat", "channel", "chat"),
    sqlite_autoincrement=True,
)

process_lease = Table(
    "process_lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("until", UtcTime, nullable=False),
)
