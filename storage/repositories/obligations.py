"""Done, not mine, open again: what was said about each obligation, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Row, bindparam, func, insert, or_, select

from storage.prepared import Prepared
from storage.records.obligations import ObligationMark, ObligationState
from storage.repositories.base import Repository
from storage.tables import entries, obligation_marks

_INSERT = Prepared(insert(obligation_marks))
_LAST = (
    select(func.max(obligation_marks.c.id))
    .where(obligation_marks.c.unit.in_(bindparam("units", expanding=True)))
    .group_by(obligation_marks.c.key)
)
# A mark that rests on an entry falls with it: who withdraws the entry owes again.
_IN_FORCE = Prepared(
    select(obligation_marks)
    .outerjoin(entries, entries.c.id == obligation_marks.c.entry_id)
    .where(
        obligation_marks.c.id.in_(_LAST),
        or_(obligation_marks.c.entry_id.is_(None), entries.c.withdrawn_at.is_(None)),
    )
)


class Obligations(Repository):
    """Statements about obligations by key; the newest of a key holds."""

    def mark(
        self,
        key: str,
        unit: str,
        state: ObligationState,
        *,
        by: int | None,
        at: datetime,
        entry_id: int | None = None,
        as_of: date | None = None,
    ) -> bool:
        """Store a statement; False when this state holds already, and nothing is stored.

        `as_of` is the day that counted as today.
        """
        held = self.marks([unit]).get(key)
        if (held.state if held is not None else ObligationState.OPEN) is state:
            return False
        said = {"key": key, "unit": unit, "state": state, "by_id": by, "at": at}
        self._count(_INSERT, {**said, "entry_id": entry_id, "as_of": as_of})
        return True

    def marks(self, units: Iterable[str]) -> dict[str, ObligationMark]:
        """Return, by key, what holds for the units' obligations; a key that nobody spoke about is absent.

        A statement that rests on a withdrawn entry counts no more.
        """
        rows = self._all(_IN_FORCE, {"units": list(units)})
        return {row.key: _mark(row) for row in rows}

    def history(self, key: str) -> Sequence[ObligationMark]:
        """Return every statement about an obligation, oldest first."""
        wanted = select(obligation_marks).where(obligation_marks.c.key == key)
        return [_mark(row) for row in self._all(wanted.order_by(obligation_marks.c.id))]


def _mark(row: Row[tuple[object, ...]]) -> ObligationMark:
    state = ObligationState(row.state)
    return ObligationMark(row.key, row.unit, state, row.by_id, row.at, row.entry_id, row.as_of)
