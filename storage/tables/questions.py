"""Questions that found no answer, and what people thought of the answers they got."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from storage.tables.base import metadata
from storage.types import Key, UtcTime

questions = Table(
    "questions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("text", Text, nullable=False),
    Column("person_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("unit", String(80)),
    Column("plan", String(40)),
    Column("outcome", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Index("ix_questions_state_at", "state", "at"),
    sqlite_autoincrement=True,
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("question", Text, nullable=False),
    Column("answered_as", String(64), nullable=False),
    Column("value", Integer, nullable=False),
    Column("word", Text, nullable=False),
    Column("person_id", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("at", UtcTime, nullable=False),
    Index("ix_ratings_at", "at"),
    sqlite_autoincrement=True,
)
