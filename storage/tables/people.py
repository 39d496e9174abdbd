"""People as their channels know them, what they may do, and the codes that admit them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.base import metadata
from storage.types import ChannelId, Key, UtcTime

people = Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("external_id", ChannelId, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("joined_at", UtcTime, nullable=False),
    Column("unreachable_at", UtcTime),
    Column("unreachable_why", Text),
    UniqueConstraint("channel", "external_id"),
    # A number that was given once never means another person, not even after a deletion.
    sqlite_autoincrement=True,
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Key, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("uses", Integer, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    CheckConstraint("uses_left >= 0 AND uses_left <= uses", name="uses_left"),
    sqlite_autoincrement=True,
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Key, primary_key=True),
    Column("person_id", Key, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("granted_at", UtcTime, nullable=False),
    Column("granted_by", Key, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("invitation_id", Key, ForeignKey("invitations.id", ondelete="SET NULL"), index=True),
    Column("ended_at", UtcTime),
    Column("as_of", Date),
    Index("ix_memberships_unit", "unit"),
    Index("ix_memberships_person_id", "person_id"),
    Index(
        "uq_memberships_open",
        "person_id",
        "role",
        "unit",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

invitation_tries = Table(
    "invitation_tries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("person_id", Key, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_invitation_tries_person_id_at", "person_id", "at"),
)
