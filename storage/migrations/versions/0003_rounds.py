"""Rounds: a plan restarted at a month, for a province or some prefectures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Frozen here: what the program calls these types may change later, this structure may not.
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Make the two tables; entries have had their column from the beginning."""
    op.create_table(
        "rounds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan", sa.String(40), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", KEY),
        sa.Column("ended_at", MOMENT),
        sa.Column("archived_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name="fk_rounds_created_by_people", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rounds_created_by", "rounds", ["created_by"])
    op.create_table(
        "round_prefectures",
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("prefecture", sa.String(80), nullable=False),
        sa.Column("plan", sa.String(40), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name="fk_round_prefectures_round_id_rounds", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "prefecture", name="pk_round_prefectures"),
    )
    op.create_index(
        "uq_round_prefectures_open",
        "round_prefectures",
        ["plan", "prefecture"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Take the tables away; the entries keep their numbers of rounds."""
    op.drop_table("round_prefectures")
    op.drop_table("rounds")
