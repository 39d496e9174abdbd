"""Broadcasts, nudges and the reasons that stop nudges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Frozen here: what the program calls these types may change later, this structure may not.
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
IN_FORCE = sa.text("lifted_at IS NULL")


def upgrade() -> None:
    """Make the three tables."""
    _broadcasts()
    _nudges()
    _nudge_stops()


def downgrade() -> None:
    """Take the tables away."""
    for table in ("nudge_stops", "nudges", "broadcasts"):
        op.drop_table(table)


def _author(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_people"
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name, ondelete="SET NULL")


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("author_id", KEY),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("stopped_at", MOMENT),
        _author("broadcasts", "author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcasts_author_id", "broadcasts", ["author_id"])
    op.create_index("ix_broadcasts_unit", "broadcasts", ["unit"])


def _nudges() -> None:
    op.create_table(
        "nudges",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("obligation", sa.String(200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_unit", sa.String(80), nullable=False),
        sa.Column("by_id", KEY),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _author("nudges", "by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_nudges"),
        sa.UniqueConstraint("unit", "obligation", "day", name="uq_nudges_unit_obligation_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_nudges_by_id", "nudges", ["by_id"])


def _nudge_stops() -> None:
    op.create_table(
        "nudge_stops",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("obligation", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_unit", sa.String(80), nullable=False),
        sa.Column("by_id", KEY),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT),
        _author("nudge_stops", "by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_nudge_stops"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_nudge_stops_by_id", "nudge_stops", ["by_id"])
    op.create_index(
        "uq_nudge_stops_in_force",
        "nudge_stops",
        ["unit", "obligation"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
