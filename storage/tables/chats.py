"""Chats of a channel and what was last talked about in them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import metadata
from storage.types import ChannelId, Json, Key, UtcTime

chats = Table(
    "chats",
    metadata,
    Column("id", Key, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("chat", ChannelId, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("topic", ChannelId, nullable=False),
    Column("bound_unit", String(80), index=True),
    Column("bound_by", Key, ForeignKey("memberships.id", ondelete="SET NULL"), index=True),
    Column("active", Boolean, nullable=False),
    Column("migrated_to", ChannelId),
    Column("seen_at", UtcTime, nullable=False),
    UniqueConstraint("channel", "chat"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("channel", String(32), nullable=False),
    Column("chat", ChannelId, nullable=False),
    Column("topic", ChannelId, nullable=False),
    Column("person_id", Key, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("recent", Json, nullable=False),
    Column("awaiting", Json),
    Column("updated_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("channel", "chat", "topic", "person_id"),
    Index("ix_conversations_person_id", "person_id"),
)
