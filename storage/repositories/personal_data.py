"""Everything about one person: given out whole, or taken away."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, or_, select, update

from storage.records.people import Forgotten
from storage.repositories.audit import Audit
from storage.repositories.base import to_change
from storage.repositories.settings import person_scope
from storage.tables import (
    audit,
    broadcasts,
    chats,
    conversations,
    drafts,
    entries,
    entry_versions,
    invitation_tries,
    invitations,
    memberships,
    nudge_stops,
    nudges,
    obligation_marks,
    outbox,
    people,
    quantities,
    questions,
    ratings,
    rounds,
    settings,
    update_keys,
)


def export(connection: Connection, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows about a person by table; tables without any are there, empty."""
    person = connection.execute(select(people).where(people.c.id == person_id)).first()
    if person is None:
        return {}
    own = select(entries.c.id).where(entries.c.author_id == person_id)
    about: dict[Table, ColumnElement[bool]] = {
        people: people.c.id == person_id,
        memberships: memberships.c.person_id == person_id,
        invitations: invitations.c.created_by == person_id,
        invitation_tries: invitation_tries.c.person_id == person_id,
        chats: _private_chat(person),
        conversations: conversations.c.person_id == person_id,
        drafts: drafts.c.person_id == person_id,
        entries: entries.c.author_id == person_id,
        quantities: quantities.c.entry_id.in_(own),
        entry_versions: or_(entry_versions.c.by_id == person_id, entry_versions.c.entry_id.in_(own)),
        questions: questions.c.person_id == person_id,
        ratings: ratings.c.person_id == person_id,
        rounds: rounds.c.created_by == person_id,
        broadcasts: broadcasts.c.author_id == person_id,
        nudges: nudges.c.by_id == person_id,
        nudge_stops: nudge_stops.c.by_id == person_id,
        settings: settings.c.scope == person_scope(person_id),
        update_keys: update_keys.c.person_id == person_id,
        obligation_marks: obligation_marks.c.by_id == person_id,
        outbox: _addressed_to(person),
        audit: or_(audit.c.actor_id == person_id, audit.c.subject == f"person:{person_id}"),
    }
    return {table.name: _plain_rows(connection, table, where) for table, where in about.items()}


def forget(connection: Connection, person_id: int, at: datetime) -> Forgotten | None:
    """Delete a person; what belongs to a unit stays there without them. None when there is none."""
    person = connection.execute(to_change(select(people).where(people.c.id == person_id))).first()
    if person is None:
        return None
    number = Audit(connection).anonymise(person_id, at)
    kept = _release_entries(connection, person_id)
    _empty_outbox(connection, person, at)
    held = select(memberships.c.id).where(memberships.c.person_id == person_id)
    unbound = {"bound_unit": None, "bound_by": None}
    connection.execute(update(chats).where(chats.c.bound_by.in_(held)).values(unbound))
    connection.execute(delete(chats).where(_private_chat(person)))
    connection.execute(delete(settings).where(settings.c.scope == person_scope(person_id)))
    # The rest goes or lets go with the row: see the foreign keys.
    connection.execute(delete(people).where(people.c.id == person_id))
    return Forgotten(number, kept)


def _release_entries(connection: Connection, person_id: int) -> int:
    # A private chat's id is the person's id in the channel, so the source goes too.
    gone = {"author_id": None, "source_chat": None, "source_message": None, "source_part": None}
    released = update(entries).where(entries.c.author_id == person_id).values(gone)
    return connection.execute(released).rowcount


def _empty_outbox(connection: Connection, person: Row[Any], at: datetime) -> None:
    unsent = and_(_addressed_to(person), outbox.c.state.in_(("waiting", "sending")))
    stopped = {"state": "refused", "reason": "the person was deleted", "changed_at": at}
    free = {"lease_until": None, "lease_owner": None, "lease_epoch": None}
    connection.execute(update(outbox).where(unsent).values({**stopped, **free}))
    emptied: dict[str, Any] = {"reply": {}, "chat": "", "message": None, "answers": None, "person_id": None}
    connection.execute(update(outbox).where(_addressed_to(person)).values(emptied))


def _addressed_to(person: Row[Any]) -> ColumnElement[bool]:
    private = and_(outbox.c.channel == person.channel, outbox.c.chat == person.external_id)
    return or_(outbox.c.person_id == person.id, private)


def _private_chat(person: Row[Any]) -> ColumnElement[bool]:
    return and_(
        chats.c.channel == person.channel, chats.c.chat == person.external_id, chats.c.kind == "private"
    )


def _plain_rows(connection: Connection, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    rows = connection.execute(select(table).where(where).order_by(*table.primary_key)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
