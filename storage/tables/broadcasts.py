"""Broadcasts, nudges and the reasons that stop nudges."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.tables.base import metadata
from storage.types import Json, Key, UtcTime

_IN_FORCE = text("lifted_at IS NULL")

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("author_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("text", Text, nullable=False),
    Column("audience", Json, nullable=False),
    Column("state", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("recipients", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("confirmed_at", UtcTime),
    Column("stopped_at", UtcTime),
    Column("as_of", Date),
    Index("ix_broadcasts_unit", "unit"),
    sqlite_autoincrement=True,
)

nudges = Table(
    "nudges",
    metadata,
    Column("id", Key, primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("obligation", String(200), nullable=False),
    Column("day", Date, nullable=False),
    Column("by_unit", String(80), nullable=False),
    Column("by_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("unit", "obligation", "day"),
    sqlite_autoincrement=True,
)

nudge_stops = Table(
    "nudge_stops",
    metadata,
    Column("id", Key, primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("obligation", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by_unit", String(80), nullable=False),
    Column("by_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("at", UtcTime, nullable=False),
    Column("lifted_at", UtcTime),
    Column("as_of", Date),
    Index(
        "uq_nudge_stops_in_force",
        "unit",
        "obligation",
        unique=True,
        sqlite_where=_IN_FORCE,
        postgresql_where=_IN_FORCE,
    ),
    sqlite_autoincrement=True,
)
