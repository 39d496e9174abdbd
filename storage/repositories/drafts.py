"""Drafts: at most one open for a person and place; each change needs the version it was made on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select, update

from storage.dialects import insert_if_new
from storage.errors import OpenDraftExists
from storage.prepared import Prepared
from storage.records.chats import Place
from storage.records.drafts import Draft, DraftState
from storage.repositories.base import Repository, to_change
from storage.tables import drafts

# Spelt out, not bound: the planners must see that the partial indexes fit.
_OPEN = drafts.c.state == literal_column("'open'")

_AT_PLACE = (
    drafts.c.person_id == bindparam("p_person_id"),
    drafts.c.channel == bindparam("p_channel"),
    drafts.c.chat == bindparam("p_chat"),
    drafts.c.topic == bindparam("p_topic"),
    _OPEN,
)
_OPEN_FOR = Prepared(select(drafts).where(*_AT_PLACE, drafts.c.expires_at > bindparam("p_now")))
_ONE = select(drafts).where(drafts.c.id == bindparam("p_id"))
_BY_ID = Prepared(_ONE)
_HELD = Prepared(to_change(_ONE))
_UNCHANGED = (
    drafts.c.id == bindparam("p_id"),
    drafts.c.version == bindparam("p_version"),
    _OPEN,
)
_UPDATE = Prepared(
    update(drafts)
    .where(*_UNCHANGED)
    .values(
        payload=bindparam("p_payload", type_=drafts.c.payload.type),
        changed_at=bindparam("p_at", type_=drafts.c.changed_at.type),
        version=drafts.c.version + 1,
    )
    .returning(drafts)
)
_CLOSED = (
    update(drafts)
    .where(*_UNCHANGED)
    .values(
        state=bindparam("p_state"),
        changed_at=bindparam("p_at", type_=drafts.c.changed_at.type),
        version=drafts.c.version + 1,
    )
    .returning(drafts)
)
_CLOSE = Prepared(_CLOSED)
_CLOSE_AS = Prepared(_CLOSED.values(payload=bindparam("p_payload", type_=drafts.c.payload.type)))


class Drafts(Repository):
    """Unsaved entries; they survive a restart."""

    def open_for(self, person_id: int, place: Place, now: datetime) -> Draft | None:
        """Return the person's open draft at this place, unless it is too old."""
        row = self._first(_OPEN_FOR, {**_place(person_id, place), "p_now": now})
        return _draft(row) if row is not None else None

    def get(self, draft_id: int, *, for_change: bool = False) -> Draft | None:
        """Return the draft in any state; `for_change` keeps others from changing it until the unit ends."""
        row = self._first(_HELD if for_change else _BY_ID, {"p_id": draft_id})
        return _draft(row) if row is not None else None

    def by_link(self, link_hash: str) -> Draft | None:
        """Return the draft, in any state, that a link with this SHA-256 leads to."""
        row = self._first(select(drafts).where(drafts.c.link_hash == link_hash))
        return _draft(row) if row is not None else None

    def link(self, draft_id: int, link_hash: str) -> None:
        """Let a link with this SHA-256 lead to the draft, and no earlier one."""
        self._count(update(drafts).where(drafts.c.id == draft_id).values(link_hash=link_hash))

    def asked_in(self, draft_id: int, group: dict[str, Any]) -> None:
        """Store in which chat, topic and message of a group it was said; this changes no version."""
        self._count(update(drafts).where(drafts.c.id == draft_id).values(asked_in=group))

    def create(
        self,
        person_id: int,
        place: Place,
        *,
        kind: str,
        payload: dict[str, Any],
        at: datetime,
        expires_at: datetime,
    ) -> Draft:
        """Open a draft with version 1; one that is too old makes room.

        Raises:
            OpenDraftExists: there is an open one at this place; nothing was changed.
        """
        values = {
            "person_id": person_id,
            "channel": place.channel,
            "chat": place.chat,
            "topic": place.topic or "",
            "kind": kind,
            "payload": payload,
            "version": 1,
            "state": DraftState.OPEN,
            "created_at": at,
            "changed_at": at,
            "expires_at": expires_at,
        }
        statement = insert_if_new(self._dialect, drafts, "id")
        row = self._first(statement, values)
        if row is None and self._make_room(person_id, place, at):
            row = self._first(statement, values)
        if row is None:
            raise OpenDraftExists(f"person {person_id} has an open draft at this place")
        return Draft(
            id=row.id,
            person_id=person_id,
            place=place,
            kind=kind,
            payload=payload,
            version=1,
            state=DraftState.OPEN,
            created_at=at,
            changed_at=at,
            expires_at=expires_at,
        )

    def update(self, draft_id: int, version: int, payload: dict[str, Any], at: datetime) -> Draft | None:
        """Store a new payload and raise the version; None when `version` is stale or the draft closed."""
        row = self._first(_UPDATE, {"p_id": draft_id, "p_version": version, "p_payload": payload, "p_at": at})
        return _draft(row) if row is not None else None

    def close(
        self,
        draft_id: int,
        version: int,
        state: DraftState,
        at: datetime,
        payload: dict[str, Any] | None = None,
    ) -> Draft | None:
        """Save or drop the draft, with a last payload if one is given.

        None when `version` is stale or it was closed before.
        """
        values = {"p_id": draft_id, "p_version": version, "p_state": state, "p_at": at}
        if payload is None:
            row = self._first(_CLOSE, values)
        else:
            row = self._first(_CLOSE_AS, {**values, "p_payload": payload})
        return _draft(row) if row is not None else None

    def expire_before(self, now: datetime) -> int:
        """Mark the open drafts that are too old by `now`; return how many."""
        old = update(drafts).where(_OPEN, drafts.c.expires_at <= now)
        return self._count(old.values(state=DraftState.EXPIRED, changed_at=now, version=drafts.c.version + 1))

    def _make_room(self, person_id: int, place: Place, now: datetime) -> bool:
        old = update(drafts).where(*_AT_PLACE, drafts.c.expires_at <= bindparam("p_now"))
        expired = old.values(state=DraftState.EXPIRED, version=drafts.c.version + 1)
        return self._count(expired, {**_place(person_id, place), "p_now": now}) > 0


def _place(person_id: int, place: Place) -> dict[str, Any]:
    return {
        "p_person_id": person_id,
        "p_channel": place.channel,
        "p_chat": place.chat,
        "p_topic": place.topic or "",
    }


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        person_id=row.person_id,
        place=Place(row.channel, row.chat, row.topic or None),
        kind=row.kind,
        payload=row.payload,
        version=row.version,
        state=DraftState(row.state),
        created_at=row.created_at,
        changed_at=row.changed_at,
        expires_at=row.expires_at,
        asked_in=row.asked_in,
    )
