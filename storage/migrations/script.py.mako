"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the structure to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Bring the structure back to the revision before."""
    ${downgrades if downgrades else "pass"}
