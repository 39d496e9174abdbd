"""Drafts of what was said in a group: where that was, and the link that leads its author to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; the drafts that are there were not said in groups."""
    op.add_column("drafts", sa.Column("asked_in", sa.JSON()))
    op.add_column("drafts", sa.Column("link_hash", sa.String(64)))
    op.create_index("ix_drafts_link_hash", "drafts", ["link_hash"])


def downgrade() -> None:
    """Take the columns away."""
    op.drop_index("ix_drafts_link_hash", "drafts")
    with op.batch_alter_table("drafts") as batch:
        batch.drop_column("link_hash")
        batch.drop_column("asked_in")
