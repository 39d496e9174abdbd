"""What units said about what they owe: one row a statement, the newest one of a key holds."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table

from storage.tables.base import metadata
from storage.types import Key, UtcTime

obligation_marks = Table(
    "obligation_marks",
    metadata,
    Column("id", Key, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("state", String(16), nullable=False),
    Column("by_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("at", UtcTime, nullable=False),
    Column("entry_id", Key, ForeignKey("entries.id", ondelete="SET NULL"), index=True),
    Column("as_of", Date),
    Index("ix_obligation_marks_key_id", "key", "id"),
    Index("ix_obligation_marks_unit", "unit"),
    sqlite_autoincrement=True,
)
