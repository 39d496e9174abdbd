"""Who may speak and read for which unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.dialects import insert_if_new
from storage.prepared import Prepared
from storage.records.people import Membership, Role
from storage.repositories.base import Repository
from storage.tables import chats, memberships

_IN_FORCE = memberships.c.ended_at.is_(None)
_PERSONS = (
    select(memberships)
    .where(memberships.c.person_id == bindparam("person_id"), _IN_FORCE)
    .order_by(memberships.c.id)
)
_OF_PERSON = Prepared(_PERSONS)
_OF_PEOPLE = (
    select(memberships)
    .where(memberships.c.person_id.between(bindparam("first"), bindparam("last")), _IN_FORCE)
    .order_by(memberships.c.id)
)
_UNITS = select(memberships.c.unit).where(_IN_FORCE).distinct().order_by(memberships.c.unit)
_OF_UNITS = Prepared(
    select(memberships)
    .where(memberships.c.unit.in_(bindparam("units", expanding=True)), _IN_FORCE)
    .order_by(memberships.c.unit, memberships.c.id)
)
_THE_OPEN_ONE = Prepared(
    _PERSONS.where(memberships.c.role == bindparam("role"), memberships.c.unit == bindparam("unit"))
)


class Memberships(Repository):
    """Person ↔ unit ↔ role."""

    def grant(
        self,
        person_id: int,
        role: Role,
        unit: str,
        *,
        at: datetime,
        by: int | None = None,
        invitation_id: int | None = None,
        as_of: date | None = None,
    ) -> Membership:
        """Return the membership in force; it is made when there is none, so granting twice gives one.

        `as_of` is the day that counts as today.
        """
        values = {
            "person_id": person_id,
            "role": role,
            "unit": unit,
            "granted_at": at,
            "granted_by": by,
            "invitation_id": invitation_id,
            "as_of": as_of,
        }
        self._first(insert_if_new(self._dialect, memberships, "id"), values)
        row = self._first(_THE_OPEN_ONE, {"person_id": person_id, "role": role, "unit": unit})
        if row is None:
            raise LookupError("a membership vanished within one unit of work")
        return _membership(row)

    def end(self, membership_id: int, at: datetime) -> Membership | None:
        """End a membership and the chat bindings that rest on it; None when it was not in force."""
        ended = (
            update(memberships)
            .where(memberships.c.id == membership_id, _IN_FORCE)
            .values(ended_at=at)
            .returning(memberships)
        )
        row = self._first(ended)
        if row is None:
            return None
        unbound = {"bound_unit": None, "bound_by": None}
        self._count(update(chats).where(chats.c.bound_by == membership_id).values(unbound))
        return _membership(row)

    def get(self, membership_id: int) -> Membership | None:
        """Return the membership, ended or not."""
        row = self._first(select(memberships).where(memberships.c.id == membership_id))
        return _membership(row) if row is not None else None

    def of_person(self, person_id: int) -> list[Membership]:
        """Return the person's memberships in force, oldest first."""
        return [_membership(row) for row in self._all(_OF_PERSON, {"person_id": person_id})]

    def of_unit(self, unit: str) -> list[Membership]:
        """Return the memberships in force for a unit, oldest first."""
        return self.of_units([unit])

    def of_units(self, units: Sequence[str]) -> list[Membership]:
        """Return the memberships in force for several units, by unit."""
        return [_membership(row) for row in self._all(_OF_UNITS, {"units": list(units)})]

    def joined_once(self, units: Sequence[str]) -> set[str]:
        """Return those of the units that somebody ever belonged to, also where all have left."""
        wanted = select(memberships.c.unit).where(memberships.c.unit.in_(units)).distinct()
        return {row.unit for row in self._all(wanted)}

    def with_role(self, role: Role) -> list[Membership]:
        """Return the memberships in force of one role (`Role.ADMINISTRATOR`: whom to tell)."""
        wanted = select(memberships).where(memberships.c.role == role, _IN_FORCE).order_by(memberships.c.id)
        return [_membership(row) for row in self._all(wanted)]

    def of_people(self, first: int, last: int) -> list[Membership]:
        """Return the memberships in force of the people with these ids, both included, oldest first."""
        return [_membership(row) for row in self._all(_OF_PEOPLE, {"first": first, "last": last})]

    def units(self) -> list[str]:
        """Return every unit that somebody belongs to, the system too."""
        return [row.unit for row in self._all(_UNITS)]


def _membership(row: Row[Any]) -> Membership:
    return Membership(
        id=row.id,
        person_id=row.person_id,
        role=Role(row.role),
        unit=row.unit,
        granted_at=row.granted_at,
        granted_by=row.granted_by,
        invitation_id=row.invitation_id,
        ended_at=row.ended_at,
        as_of=row.as_of,
    )
