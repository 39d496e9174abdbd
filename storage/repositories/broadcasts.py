"""Broadcasts: changed as drafts by version, confirmed once, stopped once; never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from storage.records.broadcasts import Audience, Broadcast, BroadcastState
from storage.repositories.base import Repository, to_change
from storage.tables import broadcasts

_BY_ID = select(broadcasts).where(broadcasts.c.id == bindparam("id"))


class Broadcasts(Repository):
    """One row a broadcast; its messages stand in the outbox under `broadcast:<id>:<recipient>`."""

    def create(self, unit: str, text: str, *, author_id: int, at: datetime) -> Broadcast:
        """Store a draft with version 1; other drafts of the same author are dropped."""
        others = (broadcasts.c.author_id == author_id, broadcasts.c.state == BroadcastState.DRAFT)
        self._count(update(broadcasts).where(*others).values(state=BroadcastState.DROPPED))
        values = {
            "unit": unit,
            "author_id": author_id,
            "text": text,
            "audience": _plain(Audience()),
            "state": BroadcastState.DRAFT,
            "version": 1,
            "recipients": 0,
            "created_at": at,
        }
        return _broadcast(self._connection.execute(insert(broadcasts).returning(broadcasts), values).one())

    def get(self, broadcast_id: int, *, for_change: bool = False) -> Broadcast | None:
        """Return the broadcast in any state; `for_change` keeps others off it until the unit ends."""
        row = self._first(to_change(_BY_ID) if for_change else _BY_ID, {"id": broadcast_id})
        return _broadcast(row) if row is not None else None

    def change(self, draft: Broadcast, *, text: str, audience: Audience) -> Broadcast | None:
        """Store text and audience as the next version; None when the draft changed or is none any more."""
        return self._settle(draft, {"text": text, "audience": _plain(audience)})

    def confirm(
        self, draft: Broadcast, *, recipients: int, at: datetime, as_of: date | None = None
    ) -> Broadcast | None:
        """Turn the draft into a planned broadcast; None when somebody was faster."""
        values = {"state": BroadcastState.PLANNED, "recipients": recipients, "confirmed_at": at}
        return self._settle(draft, {**values, "as_of": as_of})

    def drop(self, draft: Broadcast) -> Broadcast | None:
        """Throw the draft away; None when it is none any more."""
        return self._settle(draft, {"state": BroadcastState.DROPPED})

    def stop(self, broadcast_id: int, at: datetime) -> Broadcast | None:
        """Mark a planned broadcast as stopped; None when it was not planned, or stopped before."""
        planned = (broadcasts.c.id == broadcast_id, broadcasts.c.state == BroadcastState.PLANNED)
        values = {"state": BroadcastState.STOPPED, "stopped_at": at}
        row = self._first(update(broadcasts).where(*planned).values(values).returning(broadcasts))
        return _broadcast(row) if row is not None else None

    def of_unit(self, unit: str, limit: int) -> Sequence[Broadcast]:
        """Return the newest broadcasts of a unit that were confirmed."""
        sent = broadcasts.c.state.in_((BroadcastState.PLANNED, BroadcastState.STOPPED))
        wanted = select(broadcasts).where(broadcasts.c.unit == unit, sent)
        return [_broadcast(row) for row in self._all(wanted.order_by(broadcasts.c.id.desc()).limit(limit))]

    def _settle(self, draft: Broadcast, values: dict[str, Any]) -> Broadcast | None:
        unchanged = (
            broadcasts.c.id == draft.id,
            broadcasts.c.version == draft.version,
            broadcasts.c.state == BroadcastState.DRAFT,
        )
        changed = update(broadcasts).where(*unchanged).values(version=draft.version + 1, **values)
        row = self._first(changed.returning(broadcasts))
        return _broadcast(row) if row is not None else None


def _plain(audience: Audience) -> dict[str, Any]:
    return {"kinds": list(audience.kinds), "groups": audience.groups, "units": list(audience.units)}


def _broadcast(row: Row[Any]) -> Broadcast:
    kept = row.audience
    return Broadcast(
        id=row.id,
        unit=row.unit,
        author_id=row.author_id,
        text=row.text,
        audience=Audience(tuple(kept["kinds"]), kept["groups"], tuple(kept["units"])),
        state=BroadcastState(row.state),
        version=row.version,
        recipients=row.recipients,
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
        stopped_at=row.stopped_at,
        as_of=row.as_of,
    )
