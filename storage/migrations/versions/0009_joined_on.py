"""A membership keeps the day that counted as today when it began, which may be a chosen one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; for memberships that are there the day is that of their moment."""
    op.add_column("memberships", sa.Column("as_of", sa.Date()))


def downgrade() -> None:
    """Take the column away."""
    with op.batch_alter_table("memberships") as batch:
        batch.drop_column("as_of")
