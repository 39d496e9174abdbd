"""What units said about what they owe."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "obligation_marks"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        TABLE,
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by_id", KEY),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", KEY),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=f"fk_{TABLE}_by_id_people", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=f"fk_{TABLE}_entry_id_entries", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{TABLE}_by_id", TABLE, ["by_id"])
    op.create_index(f"ix_{TABLE}_entry_id", TABLE, ["entry_id"])
    op.create_index(f"ix_{TABLE}_key_id", TABLE, ["key", "id"])
    op.create_index(f"ix_{TABLE}_unit", TABLE, ["unit"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table(TABLE)
