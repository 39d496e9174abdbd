"""What is to be said to a unit on a day: what stands on a step, what is due soon, what is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from knowledge import Catalogue, PlanBook
from storage import ObligationState, RoundState, UnitOfWork

from ..rounds import months_of, open_round
from ..units import unit_of
from .calendar import WorkCalendar
from .local import LocalSettings, from_json
from .obligation import Obligation
from .obligations import Shift, book_of, bound
from .owed import Falls, falls
from .states import resolved
from .steps import Step, mention, steps

SOON = timedelta(days=14)
"""How far ahead a digest looks."""

_BACK, _AHEAD = timedelta(days=45), timedelta(days=45)
"""Days around today that hold every due day with a step today, free weeks included."""


@dataclass(frozen=True, slots=True)
class Item:
    """An open obligation on a day; `step` is the one it stands on, None: it is only listed."""

    owed: Obligation
    step: Step | None

    def left(self, day: date) -> int | None:
        """Days until it is due; negative when it is late, None without a day."""
        return (self.owed.due - day).days if self.owed.due is not None else None


@dataclass(frozen=True, slots=True)
class Agenda:
    """A unit's items of a day: due soon first, then those without a day, then the late ones."""

    unit: str
    items: tuple[Item, ...] = ()

    @property
    def speaks(self) -> bool:
        """True when something stands on a step."""
        return any(item.step is not None for item in self.items)


@dataclass
class Reader:
    """Reads agendas of many units in one transaction; plans, rounds and falls are looked up once."""

    store: UnitOfWork
    catalogue: Catalogue
    calendar: WorkCalendar
    day: date
    _books: dict[tuple[str, int], PlanBook] = field(default_factory=dict)
    _falls: dict[tuple[str, int, str], tuple[Falls, ...]] = field(default_factory=dict)
    _steps: dict[tuple[date, str, bool], tuple[Step, ...]] = field(default_factory=dict)
    _local: dict[str, LocalSettings] | None = None
    _rounds: bool | None = None

    def agendas(self, units: Iterable[str], since: date, *, listed: bool = False) -> dict[str, Agenda]:
        """Return what to say to each unit that has something on a step after `since`, up to the day.

        `listed` True: also to units where things are only due soon or late.
        """
        groups: dict[tuple[str, Shift | None], list[Item]] = {}
        for unit in units:
            shift = self.shift_of(unit)
            items = list(self._items(unit, shift, since))
            if items and (listed or any(item.step is not None for item in items)):
                groups.setdefault((items[0].owed.plan, shift), []).extend(items)
        found: dict[str, Agenda] = {}
        for (plan, shift), items in groups.items():
            found.update(self._open(self.book(plan, shift), items))
        return found

    def shift_of(self, unit: str) -> Shift | None:
        """Return the round that the unit is in, None for the programme's own run."""
        if self._rounds is None:
            self._rounds = bool(self.store.rounds.list(RoundState.OPEN))
        found = open_round(self.store, unit, self.catalogue) if self._rounds else None
        return Shift(months_of(found, self.catalogue), found.id) if found is not None else None

    def book(self, plan: str, shift: Shift | None) -> PlanBook:
        """Return the plan as the round reads it."""
        months = shift.months if shift is not None else 0
        if (plan, months) not in self._books:
            self._books[plan, months] = book_of(self.catalogue, plan, shift)
        return self._books[plan, months]

    def plan_of(self, unit: str) -> str:
        """Return the plan under which a unit works. Raises UnknownUnit."""
        return unit_of(unit, self.catalogue).plan

    def local(self, plan: str) -> LocalSettings:
        """Return what the administrator settled for the plan."""
        if self._local is None:
            stored = self.store.settings.all(LOCAL_SCOPE)
            self._local = {name: from_json(value) for name, value in stored.items()}
        return self._local.get(plan, LocalSettings())

    def owed(self, unit_id: str, shift: Shift | None) -> list[Obligation]:
        """Return what the unit owes around the day, by day; all of it open."""
        unit = unit_of(unit_id, self.catalogue)
        book = self.book(unit.plan, shift)
        key = (book.id, book.moved, unit.role.value)
        if key not in self._falls:
            first, last = self.day - _BACK, self.day + _AHEAD
            self._falls[key] = falls(book, unit.role, first, last, self.local(book.id))
        return [bound(one, unit, book, shift, self.catalogue) for one in self._falls[key]]

    def _items(self, unit: str, shift: Shift | None, since: date) -> Iterator[Item]:
        prefecture = prefecture_of(unit, self.catalogue)
        for one in self.owed(unit, shift):
            if self.day < one.begins_on:
                continue
            stands = [step for step in self._steps_of(one, prefecture) if since < step.day <= self.day]
            if stands or self._listed(one, prefecture):
                yield Item(one, stands[-1] if stands else None)

    def _steps_of(self, one: Obligation, prefecture: str) -> tuple[Step, ...]:
        if one.due is None:
            assert one.mention is not None, "what has no day has a month"
            return (mention(one.mention, one.begins_on, self.calendar, prefecture),)
        key = (one.due, prefecture, not one.duty.begins)
        if key not in self._steps:
            self._steps[key] = steps(one.due, self.calendar, prefecture, late=not one.duty.begins)
        return self._steps[key]

    def _listed(self, one: Obligation, prefecture: str) -> bool:
        """Due within fourteen days, or late and not yet said four times."""
        if one.due is None:
            return False
        if one.due >= self.day:
            return one.due - self.day <= SOON
        return self._steps_of(one, prefecture)[-1].day >= self.day

    def _open(self, book: PlanBook, items: list[Item]) -> Iterator[tuple[str, Agenda]]:
        now = resolved(self.store, self.catalogue, book, [item.owed for item in items], self.day)
        kept: dict[str, list[Item]] = {}
        for item, one in zip(items, now, strict=True):
            if one.state is ObligationState.OPEN:
                kept.setdefault(one.unit, []).append(item)
        for unit, left in kept.items():
            yield unit, Agenda(unit, tuple(sorted(left, key=self._rank)))

    def _rank(self, item: Item) -> tuple[int, date]:
        due = item.owed.due
        if due is None:
            return 1, date.max
        return (0, due) if due >= self.day else (2, due)


LOCAL_SCOPE = "local"
"""The scope of the local settings: one a plan."""


def prefecture_of(unit: str, catalogue: Catalogue) -> str:
    """Return the code of the prefecture whose local holidays a unit keeps; "" for the province's units."""
    place = catalogue.places.by_unit(unit)
    return place.prefecture if place is not None else ""
