"""The first structure: people, drafts, entries, outbox and what belongs to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Frozen here: what the program calls these types may change later, this structure may not.
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
EXACT = sa.Numeric().with_variant(sa.String(40), "sqlite")

OPEN = sa.text("state = 'open'")
WAITING = sa.text("state = 'waiting'")
SENDING = sa.text("state = 'sending'")

_TABLES = (
    "people invitations invitation_tries memberships chats conversations drafts entries "
    "quantities attachments entry_versions questions ratings settings update_keys outbox "
    "process_lease audit "
).split()


def upgrade() -> None:
    """Make the tables."""
    _people()
    _invitations()
    _memberships()
    _chats()
    _drafts()
    _entries()
    _entry_parts()
    _questions()
    _settings_and_updates()
    _outbox()
    _lease_and_audit()


def downgrade() -> None:
    """Leave nothing."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _partial(
    name: str, table: str, columns: list[str], where: sa.TextClause, *, unique: bool = False
) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("external_id", sa.String(64), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("unreachable_at", MOMENT),
        sa.Column("unreachable_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("channel", "external_id", name="uq_people_channel_external_id"),
        sqlite_autoincrement=True,
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", KEY),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.CheckConstraint("uses_left >= 0 AND uses_left <= uses", name=op.f("ck_invitations_uses_left")),
        _refers("invitations", "created_by", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("code_hash", name="uq_invitations_code_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitations_created_by", "invitations", ["created_by"])
    op.create_table(
        "invitation_tries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _refers("invitation_tries", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation_tries"),
    )
    op.create_index("ix_invitation_tries_person_id_at", "invitation_tries", ["person_id", "at"])


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("granted_by", KEY),
        sa.Column("invitation_id", KEY),
        sa.Column("ended_at", MOMENT),
        _refers("memberships", "granted_by", "people", "SET NULL"),
        _refers("memberships", "invitation_id", "invitations", "SET NULL"),
        _refers("memberships", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_memberships_granted_by", "memberships", ["granted_by"])
    op.create_index("ix_memberships_invitation_id", "memberships", ["invitation_id"])
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])
    op.create_index("ix_memberships_unit", "memberships", ["unit"])
    op.create_index(
        "uq_memberships_open",
        "memberships",
        ["person_id", "role", "unit"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("bound_unit", sa.String(80)),
        sa.Column("bound_by", KEY),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("migrated_to", sa.String(64)),
        sa.Column("seen_at", MOMENT, nullable=False),
        _refers("chats", "bound_by", "memberships", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sa.UniqueConstraint("channel", "chat", name="uq_chats_channel_chat"),
    )
    op.create_index("ix_chats_bound_by", "chats", ["bound_by"])
    op.create_index("ix_chats_bound_unit", "chats", ["bound_unit"])
    op.create_table(
        "conversations",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("recent", sa.JSON(), nullable=False),
        sa.Column("awaiting", sa.JSON()),
        sa.Column("updated_at", MOMENT, nullable=False),
        _refers("conversations", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("channel", "chat", "topic", "person_id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_person_id", "conversations", ["person_id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _refers("drafts", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_autoincrement=True,
    )
    _partial("ix_drafts_open_expires_at", "drafts", ["expires_at"], OPEN)
    op.create_index("ix_drafts_person_id", "drafts", ["person_id"])
    _partial("uq_drafts_open", "drafts", ["person_id", "channel", "chat", "topic"], OPEN, unique=True)


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("plan", sa.String(40), nullable=False),
        sa.Column("task", sa.String(16)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", KEY),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("typed_by_role", sa.String(16), nullable=False),
        sa.Column("source_channel", sa.String(32)),
        sa.Column("source_chat", sa.String(64)),
        sa.Column("source_message", sa.String(64)),
        sa.Column("source_part", sa.Integer()),
        sa.Column("after_end", sa.Boolean(), nullable=False),
        sa.Column("round_id", KEY),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        _refers("entries", "author_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint(
            "source_channel", "source_chat", "source_message", "source_part", name="uq_entries_source"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_author_id", "entries", ["author_id"])
    op.create_index("ix_entries_unit_plan_on_date", "entries", ["unit", "plan", "on_date"])


def _entry_parts() -> None:
    op.create_table(
        "quantities",
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("target", sa.String(16)),
        sa.Column("so_far", sa.Boolean(), nullable=False),
        _refers("quantities", "entry_id", "entries", "CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "position", name="pk_quantities"),
    )
    op.create_table(
        "attachments",
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        _refers("attachments", "entry_id", "entries", "CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "position", name="pk_attachments"),
    )
    op.create_table(
        "entry_versions",
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by_id", KEY),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        _refers("entry_versions", "by_id", "people", "SET NULL"),
        _refers("entry_versions", "entry_id", "entries", "CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "version", name="pk_entry_versions"),
    )
    op.create_index("ix_entry_versions_by_id", "entry_versions", ["by_id"])


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", KEY),
        sa.Column("unit", sa.String(80)),
        sa.Column("plan", sa.String(40)),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        _refers("questions", "person_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_person_id", "questions", ["person_id"])
    op.create_index("ix_questions_state_at", "questions", ["state", "at"])
    op.create_table(
        "ratings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answered_as", sa.String(64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("person_id", KEY),
        sa.Column("at", MOMENT, nullable=False),
        _refers("ratings", "person_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ratings_at", "ratings", ["at"])
    op.create_index("ix_ratings_person_id", "ratings", ["person_id"])


def _settings_and_updates() -> None:
    op.create_table(
        "settings",
        sa.Column("scope", sa.String(120), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_settings"),
    )
    op.create_table(
        "update_keys",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("person_id", KEY),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _refers("update_keys", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("channel", "key", name="pk_update_keys"),
    )
    op.create_index("ix_update_keys_at", "update_keys", ["at"])
    op.create_index("ix_update_keys_person_id", "update_keys", ["person_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("person_id", KEY),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("expires", MOMENT),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.String(64)),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("lease_epoch", sa.Integer()),
        _refers("outbox", "person_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_channel_chat", "outbox", ["channel", "chat"])
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    _partial("ix_outbox_sending", "outbox", ["lease_until"], SENDING)
    op.create_index("ix_outbox_state_changed_at", "outbox", ["state", "changed_at"])
    _partial("ix_outbox_waiting", "outbox", ["priority", "due", "id"], WAITING)
    _partial("ix_outbox_waiting_expires", "outbox", ["expires"], WAITING)


def _lease_and_audit() -> None:
    op.create_table(
        "process_lease",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("holder", sa.String(80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_process_lease"),
    )
    op.create_table(
        "audit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", KEY),
        sa.Column("actor_number", sa.Integer()),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(80)),
        sa.Column("detail", sa.JSON(), nullable=False),
        _refers("audit", "actor_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_actor_id_at", "audit", ["actor_id", "at"])
    op.create_index("ix_audit_actor_number", "audit", ["actor_number"])
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_index("ix_audit_unit_at", "audit", ["unit", "at"])
