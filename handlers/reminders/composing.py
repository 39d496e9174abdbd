"""Who gets which digest on a day: people by the days that count for them, units read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from storage import Membership, MessageKind, MessageState, Person, UnitOfWork, person_scope

from ..reply import Reply
from ..reply_codec import encode
from ..services import Services
from . import keys
from .agenda import Agenda, Item, Reader, prefecture_of
from .calendar import WorkCalendar, calendar_of
from .choices import SETTING, ReminderChoice, Rhythm, choice_of
from .days import ZONE
from .digest import Telling, digest, without
from .giving_way import SETTING as NUDGED
from .giving_way import nudged_days
from .obligations import every_unit
from .weekly import first_day, page_since

LONGEST = timedelta(days=21)
"""Steps missed for longer than this are not made up for."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can be reached, with their memberships of units and their choice."""

    person: Person
    units: tuple[str, ...]
    choice: ReminderChoice


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person gets: the units it is about, what stands on a step, and the message."""

    person: Person
    agendas: tuple[Agenda, ...]
    reply: Reply
    stored: dict[str, Any]
    """The reply as it is stored; people who are told the same share it."""
    due: datetime

    @property
    def why(self) -> tuple[Item, ...]:
        """The items for which it is sent; the others are listed with them."""
        return tuple(item for agenda in self.agendas for item in agenda.items if item.step is not None)


_Said = tuple[Reply, dict[str, Any]]
Page = tuple[str, date, bool]
"""A unit, the day after which steps count, and whether it is the weekly page."""


@dataclass
class Composer:
    """Composes the digests of a day, some people at a time; what is the same for many is made once.

    `since` tells, for each hour that is planned, the last day for which digests were planned.
    """

    services: Services
    day: date
    since: Mapping[str, date]
    _known: frozenset[str] = frozenset()
    """A unit that the plans have no longer owes nothing."""
    _chosen: Mapping[str, Any] = field(default_factory=dict)
    _late: Mapping[int, date] = field(default_factory=dict)
    _reader: Reader | None = None
    _pages: dict[Page, Agenda | None] = field(default_factory=dict)
    _said: dict[tuple[Page, ...], _Said] = field(default_factory=dict)

    def prepare(self, store: UnitOfWork, person: int | None = None) -> None:
        """Read choices, and digests that ran out unsent: of everybody, or of one person."""
        self._known = frozenset(every_unit(self.services.catalogue))
        self._chosen = _settings_of(store, SETTING, person)
        self._late = untold(store, self.day, person)

    def members(self, people: Iterable[Person], held: Iterable[Membership]) -> list[Member]:
        """Return the people who belong to a unit, each with units and choice."""
        units: dict[int, dict[str, None]] = {}
        for one in held:
            if one.unit in self._known:
                units.setdefault(one.person_id, {})[one.unit] = None
        return [
            Member(person, tuple(units[person.id]), choice_of(self._chosen.get(f"person:{person.id}")))
            for person in people
            if person.id in units
        ]

    def digests(self, store: UnitOfWork, members: Iterable[Member]) -> list[Digest]:
        """Return what each of them gets, in their order; who gets nothing is left out."""
        asked = [(one, self._start(one)) for one in members]
        started = [(one, *start) for one, start in asked if start is not None]
        for since, weekly in dict.fromkeys((since, weekly) for _, since, weekly in started):
            units = {unit for one, *start in started if start == [since, weekly] for unit in one.units}
            self._read(store, units, since, weekly)
        found = (self._digest(one, since, weekly) for one, since, weekly in started)
        return [one for one in found if one is not None]

    def hour_of(self, person: Person) -> str:
        """Return the hour at which somebody's digest comes."""
        return choice_of(self._chosen.get(f"person:{person.id}")).hour

    @property
    def _calendar(self) -> WorkCalendar:
        return calendar_of(self.services)

    def _start(self, one: Member) -> tuple[date, bool] | None:
        """The day after which steps count for somebody, and whether weekly; None: nothing comes today."""
        choice = one.choice
        if choice.hour not in self.since or choice.silent(self.day):
            return None
        weekly = choice.rhythm is Rhythm.MONDAY
        start = self._week(one) if weekly else self.since[choice.hour]
        return (min(start, self._late.get(one.person.id, start)), weekly) if start is not None else None

    def _week(self, one: Member) -> date | None:
        """The day after which steps count on somebody's weekly page; None: it comes on another day."""
        places = [prefecture_of(unit, self.services.catalogue) for unit in one.units]
        first, planned = first_day(self._calendar, self.day, places), self.since[one.choice.hour]
        # Due once: on its day, after days on which nothing ran, or when that day's message never came.
        missed = self._late.get(one.person.id, first) < first
        if first > self.day or (planned >= first and not missed):
            return None
        return min(planned, page_since(self._calendar, first, places))

    def _read(self, store: UnitOfWork, units: Iterable[str], since: date, weekly: bool) -> None:
        """Read the pages of units that were not read yet and work on the day."""
        catalogue = self.services.catalogue
        new = sorted(unit for unit in units if (unit, since, weekly) not in self._pages)
        self._pages.update({(unit, since, weekly): None for unit in new})
        at_work = [
            unit for unit in new if self._calendar.is_working(self.day, prefecture_of(unit, catalogue))
        ]
        if self._reader is None:
            self._reader = Reader(store, catalogue, self._calendar, self.day)
        self._reader.store = store
        for unit, agenda in self._reader.agendas(at_work, since, listed=weekly).items():
            self._pages[unit, since, weekly] = agenda

    def _digest(self, one: Member, since: date, weekly: bool) -> Digest | None:
        pages = [page for unit in one.units if self._pages[page := (unit, since, weekly)] is not None]
        found = [agenda for page in pages if (agenda := self._pages[page]) is not None]
        if one.choice.later:
            found = [without(agenda, self._later(agenda, one.choice)) for agenda in found]
        agendas = tuple(agenda for agenda in found if agenda.items)
        if not agendas or not (weekly or any(agenda.speaks for agenda in agendas)):
            return None
        if one.choice.later:
            said = self._say(agendas)
        else:
            key = tuple(pages)
            said = self._said.get(key) or self._said.setdefault(key, self._say(agendas))
        return Digest(one.person, agendas, *said, _moment(self.day, one.choice.hour))

    def _say(self, agendas: tuple[Agenda, ...]) -> _Said:
        reply = digest(agendas, self._telling)
        return reply, encode(reply)

    @property
    def _telling(self) -> Telling:
        return Telling(self.services.catalogue, self.day)

    def _later(self, agenda: Agenda, choice: ReminderChoice) -> frozenset[str]:
        waiting = (item.owed.key for item in agenda.items)
        return frozenset(key for key in waiting if choice.waits(keys.token(key), self.day))


def untold(store: UnitOfWork, day: date, person: int | None = None) -> dict[int, date]:
    """Return, by person, the day before the first whose digest ran out unsent or gave way to a nudge."""
    found = undelivered(store, day)
    for number, days in nudged_days(_settings_of(store, NUDGED, person)).items():
        for nudged in days:
            later = (nudged + timedelta(days=n) for n in range(1, (day - nudged).days))
            recent = day - LONGEST <= nudged < day
            if recent and not any(_was_told(store, number, one) for one in later):
                found[number] = min(nudged - _DAY, found.get(number, nudged))
    return found


def _settings_of(store: UnitOfWork, key: str, person: int | None) -> dict[str, Any]:
    """A setting by scope: of everybody who has it, or of one person."""
    if person is None:
        return store.settings.everybodys(key)
    value = store.settings.get(person_scope(person), key)
    return {person_scope(person): value} if value is not None else {}


def undelivered(store: UnitOfWork, day: date) -> dict[int, date]:
    """Return, by person, the day before the first of their last digests that ran out unsent."""
    since = datetime.combine(day - LONGEST, time(), ZONE)
    found = store.outbox.ran_out(MessageKind.REMINDER, keys.UNASKED, since)
    return {number: due.astimezone(ZONE).date() - _DAY for number, due in found.items()}


def _was_told(store: UnitOfWork, person_id: int, day: date) -> bool:
    """A nudge is about one matter; only a digest tells what else stands on a step."""
    known = store.outbox.get(keys.unasked(person_id, day))
    if known is None or known.kind is not MessageKind.REMINDER:
        return False
    return known.state is not MessageState.EXPIRED


def _moment(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), ZONE).astimezone(UTC)
