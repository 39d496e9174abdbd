"""People as their channels know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.dialects import insert_if_new
from storage.prepared import Prepared
from storage.records.people import Forgotten, Person
from storage.repositories import personal_data
from storage.repositories.base import Repository
from storage.tables import people

_ONE = select(people).where(
    people.c.channel == bindparam("channel"), people.c.external_id == bindparam("external_id")
)
_BY_EXTERNAL = Prepared(_ONE)
# NO KEY: rows that only refer to the person, written by others, do not wait for it.
_HELD = Prepared(_ONE.with_for_update(key_share=True))
_SEVERAL = Prepared(
    select(people).where(people.c.id.in_(bindparam("ids", expanding=True))).order_by(people.c.id)
)
_BY_ID = Prepared(select(people).where(people.c.id == bindparam("id")))


class People(Repository):
    """Who has talked to the bot."""

    def get_or_create(self, channel: str, external_id: str, display_name: str, at: datetime) -> Person:
        """Return the person; the first time they are stored, joined `at`. An existing name is not touched.

        Until the unit ends nobody else gets the same person here: what one person sends from two devices
        is done one after the other.
        """
        found = self._held(channel, external_id)
        if found is not None:
            return found
        values = {
            "channel": channel,
            "external_id": external_id,
            "display_name": display_name,
            "joined_at": at,
        }
        self._first(insert_if_new(self._dialect, people, "id"), values)
        created = self._held(channel, external_id)
        if created is None:
            raise LookupError("a person vanished within one unit of work")
        return created

    def find(self, channel: str, external_id: str) -> Person | None:
        """Return the person whom the channel calls `external_id`, or None."""
        row = self._first(_BY_EXTERNAL, {"channel": channel, "external_id": external_id})
        return _person(row) if row is not None else None

    def _held(self, channel: str, external_id: str) -> Person | None:
        row = self._first(_HELD, {"channel": channel, "external_id": external_id})
        return _person(row) if row is not None else None

    def get(self, person_id: int) -> Person | None:
        """Return the person, or None after a deletion."""
        row = self._first(_BY_ID, {"id": person_id})
        return _person(row) if row is not None else None

    def all_of(self, channel: str) -> list[Person]:
        """Return everybody of a channel, in the order in which they came."""
        return [_person(row) for row in self._all(_OF_CHANNEL, {"channel": channel})]

    def reachable(self, after: int, limit: int) -> list[Person]:
        """Return the next `limit` people whom messages can reach, with ids above `after`, by id."""
        return [_person(row) for row in self._all(_REACHABLE, {"after": after, "limit": limit})]

    def several(self, person_ids: Sequence[int]) -> list[Person]:
        """Return those of the people who are there, by id."""
        return [_person(row) for row in self._all(_SEVERAL, {"ids": list(person_ids)})]

    def rename(self, person_id: int, display_name: str) -> None:
        """Store the name that the channel shows now."""
        self._count(update(people).where(people.c.id == person_id).values(display_name=display_name))

    def mark_unreachable(self, person_id: int, at: datetime, why: str) -> None:
        """Store that the channel refuses messages to this person, and why."""
        values = {"unreachable_at": at, "unreachable_why": why}
        self._count(update(people).where(people.c.id == person_id).values(values))

    def mark_reachable(self, person_id: int) -> None:
        """Store that the person is back; they wrote or a message arrived."""
        values = {"unreachable_at": None, "unreachable_why": None}
        unreachable = people.c.unreachable_at.is_not(None)
        self._count(update(people).where(people.c.id == person_id, unreachable).values(values))

    def export(self, person_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return every row about the person by table, in plain values that JSON can hold."""
        return personal_data.export(self._connection, person_id)

    def forget(self, person_id: int, at: datetime) -> Forgotten | None:
        """Delete the person; None when there is none.

        Entries stay with their units without author and source, audit rows carry an anonymous number,
        what waited in the outbox for them is refused and emptied.
        """
        return personal_data.forget(self._connection, person_id, at)


_REACHABLE = (
    select(people)
    .where(people.c.id > bindparam("after"), people.c.unreachable_at.is_(None))
    .order_by(people.c.id)
    .limit(bindparam("limit"))
)
_OF_CHANNEL = select(people).where(people.c.channel == bindparam("channel")).order_by(people.c.id)


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        channel=row.channel,
        external_id=row.external_id,
        display_name=row.display_name,
        joined_at=row.joined_at,
        unreachable_at=row.unreachable_at,
        unreachable_why=row.unreachable_why,
    )
