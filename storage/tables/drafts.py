"""Drafts: entries that nobody has saved yet."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import metadata
from storage.types import ChannelId, Json, Key, UtcTime

_OPEN = text("state = 'open'")

drafts = Table(
    "drafts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("person_id", Key, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("chat", ChannelId, nullable=False),
    Column("topic", ChannelId, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("payload", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("asked_in", Json),
    Column("link_hash", String(64), index=True),
    Index("ix_drafts_person_id", "person_id"),
    Index(
        "uq_drafts_open",
        "person_id",
        "channel",
        "chat",
        "topic",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index("ix_drafts_open_expires_at", "expires_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sqlite_autoincrement=True,
)
