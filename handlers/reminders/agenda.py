"""What is to be said to a unit on a day: what stands on a step, what is due soon, what is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from knowledge import Catalogue, PlanBook, Role
from storage import ObligationState, UnitOfWork

from ..rounds import months_of, round_on
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


Said = tuple[Falls, Step | None]
"""Something that falls due, and the step on which it stands; None: it is only listed."""


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
    _fallen: dict[tuple[str, int, str], tuple[Falls, ...]] = field(default_factory=dict)
    _known: dict[tuple[str, int, str, str, date], tuple[Said, ...]] = field(default_factory=dict)
    _local: dict[str, LocalSettings] | None = None
    _rounds: bool | None = None

    def agendas(self, units: Iterable[str], since: date, *, listed: bool = False) -> dict[str, Agenda]:
        """Return what to say to each unit that has something on a step after `since`, up to the day.

        `listed` True: also to units where things are only due soon or late.
        """
        groups: dict[tuple[str, Shift | None], list[Item]] = {}
        for unit in units:
            shift = self.shift_of(unit)
            items = self._items(unit, shift, since)
            if items and (listed or any(item.step is not None for item in items)):
                groups.setdefault((items[0].owed.plan, shift), []).extend(items)
        found: dict[str, Agenda] = {}
        for (plan, shift), items in groups.items():
            found.update(self._open(self.book(plan, shift), items))
        return found

    def shift_of(self, unit: str) -> Shift | None:
        """Return the round whose days the unit owes on the day, None for the programme's own run."""
        if self._rounds is None:
            self._rounds = bool(self.store.rounds.all_open())
        found = round_on(self.store, unit, self.catalogue, self.day) if self._rounds else None
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
        found = self._falls(book, unit.role)
        return [bound(one, unit, book, shift, self.catalogue) for one in found]

    def _falls(self, book: PlanBook, role: Role) -> tuple[Falls, ...]:
        key = (book.id, book.moved, role.value)
        if key not in self._fallen:
            first, last = self.day - _BACK, self.day + _AHEAD
            self._fallen[key] = falls(book, role, first, last, self.local(book.id))
        return self._fallen[key]

    def _items(self, unit_id: str, shift: Shift | None, since: date) -> list[Item]:
        unit = unit_of(unit_id, self.catalogue)
        book = self.book(unit.plan, shift)
        if self.day < book.plan.issued_on:
            return []
        said = self._said(book, unit.role, prefecture_of(unit_id, self.catalogue), since)
        return [Item(bound(one, unit, book, shift, self.catalogue), step) for one, step in said]

    def _said(self, book: PlanBook, role: Role, prefecture: str, since: date) -> tuple[Said, ...]:
        """What is said to every unit of a role that keeps the same holidays; none of it is anybody's yet."""
        place = prefecture if prefecture in self.calendar.overrides.local else ""
        key = (book.id, book.moved, role.value, place, since)
        if key not in self._known:
            said = ((one, self._step(one, book, place, since)) for one in self._falls(book, role))
            self._known[key] = tuple(
                (one, step) for one, step in said if step is not None or self._listed(one, place)
            )
        return self._known[key]

    def _step(self, one: Falls, book: PlanBook, place: str, since: date) -> Step | None:
        found = [step for step in self._steps(one, book, place) if since < step.day <= self.day]
        return found[-1] if found else None

    def _steps(self, one: Falls, book: PlanBook, place: str) -> tuple[Step, ...]:
        if one.due is None:
            assert one.mention is not None, "what has no day has a month"
            return (mention(one.mention, book.plan.issued_on, self.calendar, place),)
        return steps(one.due, self.calendar, place, late=not one.duty.begins)

    def _listed(self, one: Falls, place: str) -> bool:
        """Due within fourteen days, or late and not yet said four times."""
        if one.due is None:
            return False
        if one.due >= self.day:
            return one.due - self.day <= SOON
        return steps(one.due, self.calendar, place, late=not one.duty.begins)[-1].day >= self.day

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
