"""The runs of a plan that a unit's entries belong to: 原定周期, and each round that the unit was in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import PlanBook
from storage import Entry, ProgressRow, Round, RoundState

from ..phrases import say
from ..rounds.current import prefecture_of, round_book, round_on
from ..turn import Turn
from ..units import unit_of

MARK = "~"
"""Between a county's code and a cycle's number in a button: `532822~3`; 0 is 原定周期."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One run of a plan: `book` is the plan as this run reads it, `round` None stands for 原定周期.

    `chosen`: somebody picked it, so that buttons have to carry it on.
    """

    book: PlanBook
    round: Round | None = None
    chosen: bool = False

    @property
    def round_id(self) -> int | None:
        """The number that the entries of this run carry."""
        return self.round.id if self.round is not None else None

    @property
    def name(self) -> str:
        """What people call it: 原定周期, or the round's name."""
        return self.round.name if self.round is not None else say("rounds.original")

    def code(self, unit: str) -> str:
        """Return the county's code for buttons, with this cycle where it was chosen."""
        code = unit.partition(":")[2]
        return f"{code}{MARK}{self.round_id or 0}" if self.chosen else code

    def count(self, rows: Sequence[ProgressRow]) -> list[ProgressRow]:
        """Return the rows that belong to this run."""
        return [row for row in rows if row.round_id == self.round_id]


def present(turn: Turn, unit: str, day: date | None = None) -> Cycle:
    """Return the run to which the unit's entries of a day belong (the turn's by default)."""
    book = _book(turn, unit)
    found = round_on(turn.store, unit, turn.catalogue, day or turn.today)
    return Cycle(round_book(found, book, turn.catalogue), found)


def numbered(turn: Turn, unit: str, number: str) -> Cycle | None:
    """Return the run with this number (0: 原定周期); None for one that the unit was never in."""
    if number == "0":
        return Cycle(_book(turn, unit), None, chosen=True)
    found = next((one for one in _rounds(turn, unit) if str(one.id) == number), None)
    return Cycle(round_book(found, _book(turn, unit), turn.catalogue), found, chosen=True) if found else None


def others(turn: Turn, unit: str, shown: Cycle) -> list[Cycle]:
    """Return the runs that can be looked at instead: archived rounds are left out."""
    book = _book(turn, unit)
    listed = [one for one in _rounds(turn, unit) if one.state is not RoundState.ARCHIVED]
    known = [Cycle(round_book(one, book, turn.catalogue), one, chosen=True) for one in listed]
    return [
        one for one in (*known, Cycle(book, None, chosen=True)) if one.round_id != shown.round_id and listed
    ]


def of_entry(turn: Turn, plan: str, round_id: int | None) -> Cycle:
    """Return the run that a stored entry belongs to."""
    book = turn.catalogue.plans[plan]
    found = turn.store.rounds.get(round_id) if round_id is not None else None
    return Cycle(round_book(found, book, turn.catalogue), found, chosen=found is None)


def of_amended(turn: Turn, entry: Entry, on: date) -> Cycle:
    """Return the run to which a stored entry belongs once its day is `on`; an ended round keeps its own."""
    kept = of_entry(turn, entry.plan, entry.round_id)
    over = kept.round is not None and kept.round.state is not RoundState.OPEN
    return kept if over or on == entry.on else present(turn, entry.unit, on)


def presents(turn: Turn, units: Sequence[str]) -> dict[str, Cycle]:
    """Return the present run of each of several counties; one query a prefecture."""
    by_prefecture: dict[str, Cycle] = {}
    found: dict[str, Cycle] = {}
    for unit in units:
        prefecture = prefecture_of(unit, turn.catalogue)
        if prefecture not in by_prefecture:
            by_prefecture[prefecture] = present(turn, unit)
        found[unit] = by_prefecture[prefecture]
    return found


def told(turn: Turn, unit: str, cycle: Cycle) -> list[ProgressRow]:
    """Return what counts for the unit in one run until the turn's day."""
    rows = turn.store.entries.for_progress([unit], cycle.book.id, until=turn.today)
    return cycle.count(rows)


def told_of_task(turn: Turn, unit: str, task: str, cycle: Cycle) -> list[ProgressRow]:
    """Return what counts for one task of the unit in one run until the turn's day."""
    rows = turn.store.entries.for_progress_of_task(unit, cycle.book.id, task, turn.today)
    return cycle.count(rows)


def told_by(turn: Turn, cycles: dict[str, Cycle]) -> dict[str, list[ProgressRow]]:
    """Return what counts for several units, each in its own run, by unit."""
    plans: dict[str, list[str]] = defaultdict(list)
    for unit, cycle in cycles.items():
        plans[cycle.book.id].append(unit)
    found: dict[str, list[ProgressRow]] = {unit: [] for unit in cycles}
    for plan, units in plans.items():
        for row in turn.store.entries.for_progress(units, plan, until=turn.today):
            if row.round_id == cycles[row.unit].round_id:
                found[row.unit].append(row)
    return found


def _book(turn: Turn, unit: str) -> PlanBook:
    return turn.catalogue.plans[unit_of(unit, turn.catalogue).plan]


def _rounds(turn: Turn, unit: str) -> Sequence[Round]:
    prefecture = prefecture_of(unit, turn.catalogue)
    return turn.store.rounds.of_prefecture(_book(turn, unit).id, prefecture) if prefecture else ()
