"""Rounds: opened where none is open, ended, archived; never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, literal_column, select, update

from storage.dialects import insert_if_new
from storage.errors import RoundExists
from storage.prepared import Prepared
from storage.records.rounds import NewRound, Round, RoundState
from storage.repositories.base import Repository, to_change
from storage.tables import round_prefectures, rounds

# Spelt out, not bound: the planners must see that the partial index fits.
_OPEN = round_prefectures.c.state == literal_column("'open'")
_ONE = select(rounds).where(rounds.c.id == bindparam("id"))
_BY_ID = Prepared(_ONE)
_HELD = Prepared(to_change(_ONE))
_ALL_OPEN = Prepared(
    select(rounds).where(rounds.c.state == literal_column("'open'")).order_by(rounds.c.id.desc())
)
_OF_PREFECTURE = (
    select(rounds)
    .join(round_prefectures, round_prefectures.c.round_id == rounds.c.id)
    .where(
        round_prefectures.c.plan == bindparam("plan"),
        round_prefectures.c.prefecture == bindparam("prefecture"),
    )
)
_OPEN_IN = Prepared(_OF_PREFECTURE.where(_OPEN))
_NEWEST_FIRST = Prepared(_OF_PREFECTURE.order_by(rounds.c.id.desc()))
_PREFECTURES = Prepared(
    select(round_prefectures.c.round_id, round_prefectures.c.prefecture)
    .where(round_prefectures.c.round_id.in_(bindparam("ids", expanding=True)))
    .order_by(round_prefectures.c.prefecture)
)


class Rounds(Repository):
    """One row a round, one row for each of its prefectures."""

    def open(self, new: NewRound) -> Round:
        """Store the round as open.

        Raises:
            RoundExists: one of the prefectures has an open round of this plan; the transaction is undone.
        """
        values = {
            "plan": new.plan,
            "first_month": new.first_month,
            "name": new.name,
            "area": list(new.area),
            "state": RoundState.OPEN,
            "created_at": new.created_at,
            "created_by": new.created_by,
        }
        number = self._connection.execute(insert(rounds).returning(rounds.c.id), values).scalar_one()
        # Always in the same order, so that two openings never wait for each other.
        wanted = sorted(set(new.prefectures))
        places = [
            {"round_id": number, "prefecture": one, "plan": new.plan, "state": RoundState.OPEN}
            for one in wanted
        ]
        if self._many(insert_if_new(self._dialect, round_prefectures), places) != len(wanted):
            raise RoundExists(f"a prefecture of round {number} has an open round of {new.plan}")
        stored = self.get(number)
        if stored is None:
            raise LookupError("a round vanished within one unit of work")
        return stored

    def get(self, round_id: int, *, for_change: bool = False) -> Round | None:
        """Return the round in any state; `for_change` keeps others off it until the unit ends."""
        found = self._rounds(self._all(_HELD if for_change else _BY_ID, {"id": round_id}))
        return found[0] if found else None

    def open_in(self, plan: str, prefecture: str) -> Round | None:
        """Return the round of the plan that is open in a prefecture (`prefecture:532800`), or None."""
        found = self._rounds(self._all(_OPEN_IN, {"plan": plan, "prefecture": prefecture}))
        return found[0] if found else None

    def of_prefecture(self, plan: str, prefecture: str) -> Sequence[Round]:
        """Return every round of the plan that a prefecture was or is in, newest first."""
        return self._rounds(self._all(_NEWEST_FIRST, {"plan": plan, "prefecture": prefecture}))

    def all_open(self) -> Sequence[Round]:
        """Return the open rounds of every plan, newest first."""
        return self._rounds(self._all(_ALL_OPEN))

    def list(self, *states: RoundState) -> Sequence[Round]:
        """Return the rounds in these states (none named: any), newest first."""
        wanted = select(rounds).order_by(rounds.c.id.desc())
        if states:
            wanted = wanted.where(rounds.c.state.in_(states))
        return self._rounds(self._all(wanted))

    def end(self, round_id: int, at: datetime) -> Round | None:
        """End an open round; None when it was not open."""
        return self._settle(round_id, RoundState.OPEN, RoundState.ENDED, {"ended_at": at})

    def archive(self, round_id: int, at: datetime) -> Round | None:
        """Put an ended round away; None when it was not an ended one."""
        return self._settle(round_id, RoundState.ENDED, RoundState.ARCHIVED, {"archived_at": at})

    def _settle(
        self, round_id: int, before: RoundState, after: RoundState, values: dict[str, Any]
    ) -> Round | None:
        mine = (rounds.c.id == round_id, rounds.c.state == before)
        if not self._count(update(rounds).where(*mine).values(state=after, **values)):
            return None
        places = update(round_prefectures).where(round_prefectures.c.round_id == round_id)
        self._count(places.values(state=after))
        return self.get(round_id)

    def _rounds(self, rows: Sequence[Row[Any]]) -> Sequence[Round]:
        if not rows:
            return []
        places: dict[int, list[str]] = {row.id: [] for row in rows}
        for row in self._all(_PREFECTURES, {"ids": list(places)}):
            places[row.round_id].append(row.prefecture)
        return [_round(row, tuple(places[row.id])) for row in rows]


def _round(row: Row[Any], prefectures: tuple[str, ...]) -> Round:
    return Round(
        id=row.id,
        plan=row.plan,
        first_month=row.first_month,
        name=row.name,
        area=tuple(row.area),
        prefectures=prefectures,
        state=RoundState(row.state),
        created_at=row.created_at,
        created_by=row.created_by,
        ended_at=row.ended_at,
        archived_at=row.archived_at,
    )
