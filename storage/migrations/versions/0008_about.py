"""A number of an entry that was told as about so much stays so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; numbers that are there count as exact, as they were shown."""
    op.add_column("quantities", sa.Column("approx", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take the column away."""
    with op.batch_alter_table("quantities") as batch:
        batch.drop_column("approx")
