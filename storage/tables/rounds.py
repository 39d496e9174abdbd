"""Rounds and the prefectures in which each restarts its plan."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from storage.tables.base import metadata
from storage.types import Json, Key, UtcTime

rounds = Table(
    "rounds",
    metadata,
    Column("id", Key, primary_key=True),
    Column("plan", String(40), nullable=False),
    Column("first_month", Date, nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Json, nullable=False),
    Column("state", String(8), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("ended_at", UtcTime),
    Column("archived_at", UtcTime),
    sqlite_autoincrement=True,
)

round_prefectures = Table(
    "round_prefectures",
    metadata,
    Column("round_id", Key, ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False),
    Column("prefecture", String(80), nullable=False),
    Column("plan", String(40), nullable=False),
    Column("state", String(8), nullable=False),
    PrimaryKeyConstraint("round_id", "prefecture"),
    # Two rounds of a plan cannot be open in one prefecture, whoever is faster.
    Index(
        "uq_round_prefectures_open",
        "plan",
        "prefecture",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)
