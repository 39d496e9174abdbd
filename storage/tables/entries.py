"""Entries with every version they had, their quantities, and their attachments by reference."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.tables.base import metadata
from storage.types import ChannelId, ExactNumber, Json, Key, UtcTime

entries = Table(
    "entries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("plan", String(40), nullable=False),
    Column("task", String(16)),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("on_date", Date, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("author_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("on_behalf", Boolean, nullable=False),
    Column("typed_by_role", String(16), nullable=False),
    Column("source_channel", String(32)),
    Column("source_chat", ChannelId),
    Column("source_message", ChannelId),
    Column("source_part", Integer),
    Column("after_end", Boolean, nullable=False),
    Column("round_id", Key),
    Column("demo", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    UniqueConstraint(
        "source_channel", "source_chat", "source_message", "source_part", name="uq_entries_source"
    ),
    Index("ix_entries_unit_plan_on_date", "unit", "plan", "on_date"),
    sqlite_autoincrement=True,
)

quantities = Table(
    "quantities",
    metadata,
    Column("entry_id", Key, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("value", ExactNumber, nullable=False),
    Column("unit", String(16), nullable=False),
    Column("target", String(16)),
    Column("so_far", Boolean, nullable=False),
    Column("approx", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("entry_id", "position"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("entry_id", Key, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reference", Text, nullable=False),
    PrimaryKeyConstraint("entry_id", "position"),
)

entry_versions = Table(
    "entry_versions",
    metadata,
    Column("entry_id", Key, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Json, nullable=False),
    Column("by_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("at", UtcTime, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("entry_id", "version"),
)
