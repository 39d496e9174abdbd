"""Settings of the system, a person, a unit or a chat."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table

from storage.tables.base import metadata
from storage.types import Json, UtcTime

settings = Table(
    "settings",
    metadata,
    Column("scope", String(120), nullable=False),
    Column("key", String(80), nullable=False),
    Column("value", Json, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("scope", "key"),
)
