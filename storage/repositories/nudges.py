"""Nudges: at most one a day for a unit and obligation, and none while a reason stops them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select, update

from storage.dialects import insert_if_new
from storage.records.broadcasts import Nudge, NudgeStop
from storage.repositories.base import Repository
from storage.tables import nudge_stops, nudges


class Nudges(Repository):
    """What was said to a unit about an obligation, and why it is not to be said."""

    def add(
        self, unit: str, obligation: str, *, day: date, by_unit: str, by_id: int, text: str, at: datetime
    ) -> Nudge | None:
        """Store a nudge; None when the unit was nudged about the obligation on this day before."""
        values = {
            "unit": unit,
            "obligation": obligation,
            "day": day,
            "by_unit": by_unit,
            "by_id": by_id,
            "text": text,
            "at": at,
        }
        row = self._first(insert_if_new(self._dialect, nudges, *nudges.c.keys()), values)
        return _nudge(row) if row is not None else None

    def of(self, unit: str, obligation: str) -> Sequence[Nudge]:
        """Return the nudges to a unit about an obligation, newest first."""
        wanted = select(nudges).where(nudges.c.unit == unit, nudges.c.obligation == obligation)
        return [_nudge(row) for row in self._all(wanted.order_by(nudges.c.id.desc()))]

    def stop(
        self,
        unit: str,
        obligation: str,
        *,
        reason: str,
        by_unit: str,
        by_id: int,
        at: datetime,
        as_of: date | None = None,
    ) -> NudgeStop | None:
        """Store why nudges are stopped; None when they are stopped already."""
        values = {
            "unit": unit,
            "obligation": obligation,
            "reason": reason,
            "by_unit": by_unit,
            "by_id": by_id,
            "at": at,
            "as_of": as_of,
        }
        row = self._first(insert_if_new(self._dialect, nudge_stops, *nudge_stops.c.keys()), values)
        return _stop(row) if row is not None else None

    def lift(self, unit: str, obligation: str, at: datetime) -> NudgeStop | None:
        """Let nudges be sent again; None when nothing stops them."""
        mine = (
            nudge_stops.c.unit == unit,
            nudge_stops.c.obligation == obligation,
            nudge_stops.c.lifted_at.is_(None),
        )
        row = self._first(update(nudge_stops).where(*mine).values(lifted_at=at).returning(nudge_stops))
        return _stop(row) if row is not None else None

    def stops(self, units: Iterable[str]) -> dict[tuple[str, str], NudgeStop]:
        """Return the reasons in force, by unit and obligation."""
        wanted = select(nudge_stops).where(
            nudge_stops.c.unit.in_(list(units)), nudge_stops.c.lifted_at.is_(None)
        )
        return {(row.unit, row.obligation): _stop(row) for row in self._all(wanted)}


def _nudge(row: Row[Any]) -> Nudge:
    return Nudge(
        id=row.id,
        unit=row.unit,
        obligation=row.obligation,
        day=row.day,
        by_unit=row.by_unit,
        by_id=row.by_id,
        text=row.text,
        at=row.at,
    )


def _stop(row: Row[Any]) -> NudgeStop:
    return NudgeStop(
        id=row.id,
        unit=row.unit,
        obligation=row.obligation,
        reason=row.reason,
        by_unit=row.by_unit,
        by_id=row.by_id,
        at=row.at,
        lifted_at=row.lifted_at,
        as_of=row.as_of,
    )
