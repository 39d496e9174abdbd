"""Keys of the updates that changed something, with the replies they got."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table

from storage.tables.base import metadata
from storage.types import Json, Key, UtcTime

update_keys = Table(
    "update_keys",
    metadata,
    Column("channel", String(32), nullable=False),
    Column("key", String(80), nullable=False),
    Column("person_id", Key, ForeignKey("people.id", ondelete="CASCADE")),
    Column("reply", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    PrimaryKeyConstraint("channel", "key"),
    Index("ix_update_keys_at", "at"),
    Index("ix_update_keys_person_id", "person_id"),
)
