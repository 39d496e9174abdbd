"""The audit trail: who did what to whose rows, never what was written in them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables.base import metadata
from storage.types import Json, Key, UtcTime

audit = Table(
    "audit",
    metadata,
    Column("id", Key, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", Key, ForeignKey("people.id", ondelete="SET NULL")),
    Column("actor_number", Integer, index=True),
    Column("action", String(40), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("unit", String(80)),
    Column("detail", Json, nullable=False),
    Index("ix_audit_actor_id_at", "actor_id", "at"),
    Index("ix_audit_unit_at", "unit", "at"),
    Index("ix_audit_subject", "subject"),
    Index("ix_audit_at", "at"),
    sqlite_autoincrement=True,
)
