"""Codes that admit people to a unit. The code itself is never stored."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from storage.records.people import Invitation, RedeemState, Redemption, Role
from storage.repositories.base import Repository, to_change
from storage.tables import invitation_tries, invitations, people

WRONG_TRIES = 5
"""Unknown codes that a person may try in `TRIES_WINDOW`."""

TRIES_WINDOW = timedelta(hours=1)


class Invitations(Repository):
    """Making, using and revoking codes. Codes are handed in in one canonical spelling, the caller's."""

    def create(
        self,
        code: str,
        role: Role,
        unit: str,
        *,
        uses: int,
        at: datetime,
        expires_at: datetime,
        by: int | None,
    ) -> Invitation:
        """Store the hash of `code`, good for `uses` people until `expires_at`."""
        values = {
            "code_hash": _hash(code),
            "role": role,
            "unit": unit,
            "uses": uses,
            "uses_left": uses,
            "created_at": at,
            "created_by": by,
            "expires_at": expires_at,
        }
        row = self._first(insert(invitations).values(values).returning(invitations))
        if row is None:
            raise LookupError("an invitation was not stored")
        return _invitation(row)

    def redeem(self, code: str, person_id: int, now: datetime) -> Redemption:
        """Use the code once and say how it ended; only `RedeemState.OK` takes a use.

        An unknown code is a wrong try; after `WRONG_TRIES` of them in an hour nothing is looked up.
        The right code of a used, expired or revoked invitation is no wrong try.
        """
        # Holding the person's row makes parallel tries of one person wait for each other.
        self._first(to_change(select(people.c.id).where(people.c.id == person_id)))
        if self.wrong_tries(person_id, now) >= WRONG_TRIES:
            return Redemption(RedeemState.TOO_MANY_TRIES)
        row = self._first(to_change(select(invitations).where(invitations.c.code_hash == _hash(code))))
        if row is None:
            self._count(insert(invitation_tries).values(person_id=person_id, at=now))
            return Redemption(RedeemState.UNKNOWN)
        invitation = _invitation(row)
        state = _state(invitation, now)
        if state is not RedeemState.OK:
            return Redemption(state, invitation)
        return Redemption(state, self._take_a_use(invitation.id))

    def wrong_tries(self, person_id: int, now: datetime) -> int:
        """Return how many unknown codes the person tried in the last hour."""
        counted = select(func.count()).where(
            invitation_tries.c.person_id == person_id, invitation_tries.c.at > now - TRIES_WINDOW
        )
        return int(self._connection.execute(counted).scalar_one())

    def find(self, code: str) -> Invitation | None:
        """Return the invitation of a code without using it (a code sent in a group is revoked)."""
        row = self._first(select(invitations).where(invitations.c.code_hash == _hash(code)))
        return _invitation(row) if row is not None else None

    def get(self, invitation_id: int) -> Invitation | None:
        """Return the invitation, or None."""
        row = self._first(select(invitations).where(invitations.c.id == invitation_id))
        return _invitation(row) if row is not None else None

    def revoke(self, invitation_id: int, at: datetime) -> Invitation | None:
        """Make the code useless from now on; None when it was revoked before or does not exist."""
        changed = (
            update(invitations)
            .where(invitations.c.id == invitation_id, invitations.c.revoked_at.is_(None))
            .values(revoked_at=at)
            .returning(invitations)
        )
        row = self._first(changed)
        return _invitation(row) if row is not None else None

    def usable(self, now: datetime, *, created_by: int | None = None) -> list[Invitation]:
        """Return the invitations that still admit people, newest first, of one maker or of all."""
        wanted = select(invitations).where(
            invitations.c.revoked_at.is_(None), invitations.c.uses_left > 0, invitations.c.expires_at > now
        )
        if created_by is not None:
            wanted = wanted.where(invitations.c.created_by == created_by)
        return [_invitation(row) for row in self._all(wanted.order_by(invitations.c.id.desc()))]

    def forget_tries(self, before: datetime) -> int:
        """Delete wrong tries older than `before`; return how many."""
        return self._count(delete(invitation_tries).where(invitation_tries.c.at < before))

    def _take_a_use(self, invitation_id: int) -> Invitation:
        taken = (
            update(invitations)
            .where(invitations.c.id == invitation_id)
            .values(uses_left=invitations.c.uses_left - 1)
            .returning(invitations)
        )
        return _invitation(self._connection.execute(taken).one())


def _state(invitation: Invitation, now: datetime) -> RedeemState:
    if invitation.revoked_at is not None:
        return RedeemState.REVOKED
    if invitation.uses_left == 0:
        return RedeemState.USED
    if invitation.expires_at <= now:
        return RedeemState.EXPIRED
    return RedeemState.OK


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        role=Role(row.role),
        unit=row.unit,
        uses=row.uses,
        uses_left=row.uses_left,
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
