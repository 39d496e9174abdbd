"""Messages that edit an earlier one, answer one in a group, or have arrived in part."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; what waits already has arrived in no part."""
    op.add_column("outbox", sa.Column("edits", sa.String(200)))
    op.add_column("outbox", sa.Column("answers", sa.String(64)))
    op.add_column("outbox", sa.Column("parts_sent", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Take the columns away."""
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("parts_sent")
        batch.drop_column("answers")
        batch.drop_column("edits")
