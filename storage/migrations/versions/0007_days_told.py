"""Statements, stops and broadcasts keep the day that counted as today, which may be a chosen one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TABLES = ("obligation_marks", "nudge_stops", "broadcasts")


def upgrade() -> None:
    """Add the columns; for rows that are there the day is that of their moment."""
    for table in _TABLES:
        op.add_column(table, sa.Column("as_of", sa.Date()))


def downgrade() -> None:
    """Take the columns away."""
    for table in _TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("as_of")
