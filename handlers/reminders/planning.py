"""Planning the digests of a day: read who owes what, then store one message a person, in batches.

Planning is safe to repeat: keys are stable and the outbox takes each once. What was planned up to which day
is kept by hour, so that days on which nothing ran end in one summary and not in several messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import (
    SYSTEM_UNIT,
    Membership,
    MessageKind,
    MessageState,
    NewMessage,
    Person,
    Place,
    UnitOfWork,
)

from ..reply import Reply
from ..reply_codec import encode
from ..services import Services
from . import alarms, keys
from .agenda import Agenda, Item, Reader, prefecture_of
from .calendar import WorkCalendar, calendar_of
from .choices import DEFAULT_HOUR, HOURS, SETTING, ReminderChoice, Rhythm, choice_of
from .digest import Telling, digest, without

if TYPE_CHECKING:
    from storage import Storage

ZONE = ZoneInfo("Asia/Shanghai")
SCOPE, PLANNED = "system", "reminders.planned"
"""The setting that tells, by hour, up to which day digests were planned."""

BATCH = 500
"""How many messages are stored in one transaction: others wait for no longer than that takes."""

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=21)
"""Steps missed for longer than this are not made up for."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person gets: the units it is about, what stands on a step, and the message."""

    person: Person
    agendas: tuple[Agenda, ...]
    reply: Reply
    due: datetime

    @property
    def why(self) -> tuple[Item, ...]:
        """The items for which it is sent; the others are listed with them."""
        return tuple(item for agenda in self.agendas for item in agenda.items if item.step is not None)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run of the planning did: messages that are new, people looked at."""

    messages: int = 0
    people: int = 0


def plan_reminders(services: Services, moment: datetime) -> Planned:
    """Plan the digests whose hour has come on the day of `moment` (aware); doing it again adds nothing.

    Called every half minute while this process is the active one; on a free day, and when the hour was
    planned before, it costs one read.
    """
    storage = services.storage
    if storage is None or not calendar_of(services).is_working(local_day(moment)):
        return Planned()
    with storage.read() as store:
        hours = due_hours(store, moment)
        found = list(_digests(services, store, moment, hours)) if hours else []
    if not hours:
        return Planned()
    count = store_digests(storage, found, moment)
    with storage.write() as store:
        alarms.plan_alarms(services, store, local_day(moment), moment)
        _mark(store, hours, moment)
    return Planned(count, len(found))


def plan_for(services: Services, store: UnitOfWork, person: Person, moment: datetime) -> bool:
    """Plan one person's digest of the day at once, as when they choose an hour that is over today."""
    day = local_day(moment)
    if not calendar_of(services).is_working(day):
        return False
    choice = choice_of(store.settings.everybodys(SETTING).get(f"person:{person.id}"))
    held = store.memberships.of_person(person.id)
    found = digests(services, store, day, [(person, held, choice)], {choice.hour: day - _DAY})
    return store.outbox.plan(message_of(one, moment) for one in found) == 1


def local_day(moment: datetime) -> date:
    """Return the day of a moment in Asia/Shanghai."""
    return moment.astimezone(ZONE).date()


def due_hours(store: UnitOfWork, moment: datetime) -> dict[str, date]:
    """Return the hours that have come and are not planned yet, with the last day planned for each."""
    day, now = local_day(moment), f"{moment.astimezone(ZONE):%H:%M}"
    planned = store.settings.get(SCOPE, PLANNED, {})
    found = {}
    for hour in HOURS:
        last = date.fromisoformat(planned[hour]) if hour in planned else day - _DAY
        if hour <= now and planned.get(hour) != day.isoformat():
            # A mark in the future comes from a clock that was wrong; keys keep this from doubling anything.
            found[hour] = max(last, day - _LONGEST) if last < day else day - _DAY
    return found


def digests(
    services: Services,
    store: UnitOfWork,
    day: date,
    people: Iterable[tuple[Person, Sequence[Membership], ReminderChoice]],
    since: Mapping[str, date],
) -> Iterator[Digest]:
    """Return what each person gets on a day, by person; who gets nothing is left out.

    `since` tells for each hour the last day for which digests were planned.
    """
    calendar = calendar_of(services)
    asked = [one for one in people if one[2].hour in since and not one[2].silent(day)]
    reader = Reader(store, services.catalogue, calendar, day)
    telling = Telling(services.catalogue, day)
    weekly = calendar.on_or_after(day - timedelta(days=day.weekday())) == day
    late = _untold(store, day)
    said: dict[tuple[Agenda, ...], Reply] = {}
    pages = _Pages(reader, calendar, day)
    for start, group in _by_since(asked, since, late, weekly, day).items():
        units = {unit for person, held, choice in group for unit in _units(held)}
        pages.read(units, *start)
        for person, held, choice in group:
            agendas = pages.of(held, choice, *start)
            if agendas:
                if agendas not in said:
                    said[agendas] = digest(agendas, telling)
                yield Digest(person, agendas, said[agendas], _moment(day, choice.hour))


def message_of(one: Digest, moment: datetime) -> NewMessage:
    """Return the digest as the outbox plans it; it expires at midnight."""
    day = local_day(one.due)
    return NewMessage(
        key=keys.unasked(one.person.id, day),
        kind=MessageKind.REMINDER,
        place=Place(one.person.channel, one.person.external_id),
        reply=encode(one.reply),
        created_at=moment,
        due=one.due,
        expires=datetime.combine(day + _DAY, time(), ZONE),
        person_id=one.person.id,
    )


def store_digests(storage: Storage, found: Sequence[Digest], moment: datetime) -> int:
    """Plan the messages, a batch a transaction; return how many were new."""
    count, left = 0, iter(found)
    while batch := list(islice(left, BATCH)):
        messages = [message_of(one, moment) for one in batch]
        with storage.write() as store:
            count += store.outbox.plan(messages)
    return count


def everybody(store: UnitOfWork) -> Iterator[tuple[Person, list[Membership], ReminderChoice]]:
    """Return everybody who can be reached and belongs to a unit, with their choice, by id."""
    held: dict[int, list[Membership]] = {}
    for membership in store.memberships.everybody():
        if membership.unit != SYSTEM_UNIT:
            held.setdefault(membership.person_id, []).append(membership)
    chosen = store.settings.everybodys(SETTING)
    people = store.people.everybody()
    for number in sorted(held):
        if number in people:
            yield people[number], held[number], choice_of(chosen.get(f"person:{number}"))


def _digests(
    services: Services, store: UnitOfWork, moment: datetime, hours: Mapping[str, date]
) -> Iterator[Digest]:
    return digests(services, store, local_day(moment), everybody(store), hours)


def _units(held: Iterable[Membership]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.unit for one in held if one.unit != SYSTEM_UNIT))


@dataclass
class _Pages:
    """Agendas by unit and first day, each read once and shared by everybody of the unit."""

    reader: Reader
    calendar: WorkCalendar
    day: date
    known: dict[tuple[str, date, bool], Agenda] = field(default_factory=dict)

    def read(self, units: Iterable[str], since: date, weekly: bool) -> None:
        """Read the agendas of units that work on the day."""
        catalogue = self.reader.catalogue
        at_work = [
            unit for unit in units if self.calendar.is_working(self.day, prefecture_of(unit, catalogue))
        ]
        for unit, agenda in self.reader.agendas(sorted(at_work), since, listed=weekly).items():
            self.known[unit, since, weekly] = agenda

    def of(
        self, held: Sequence[Membership], choice: ReminderChoice, since: date, weekly: bool
    ) -> tuple[Agenda, ...]:
        """Return what a person is told; () when nothing that they want to hear stands on a step."""
        found = [self.known.get((unit, since, weekly)) for unit in _units(held)]
        agendas = [agenda for agenda in found if agenda is not None]
        if choice.later:
            agendas = [without(agenda, self._later(agenda, choice)) for agenda in agendas]
        told = tuple(agenda for agenda in agendas if agenda.items)
        return told if weekly or any(agenda.speaks for agenda in told) else ()

    def _later(self, agenda: Agenda, choice: ReminderChoice) -> frozenset[str]:
        waiting = (item.owed.key for item in agenda.items)
        return frozenset(key for key in waiting if choice.waits(keys.token(key), self.day))


Group = list[tuple[Person, Sequence[Membership], ReminderChoice]]


def _by_since(
    people: Iterable[tuple[Person, Sequence[Membership], ReminderChoice]],
    since: Mapping[str, date],
    late: Mapping[int, date],
    weekly: bool,
    day: date,
) -> dict[tuple[date, bool], Group]:
    """People by the day after which steps count for them, and whether theirs is the weekly digest."""
    found: dict[tuple[date, bool], Group] = {}
    for person, held, choice in people:
        once_a_week = choice.rhythm is Rhythm.MONDAY
        if once_a_week and not weekly:
            continue
        start = day - timedelta(days=7) if once_a_week else since[choice.hour]
        start = min(start, late.get(person.id, start))
        found.setdefault((start, once_a_week), []).append((person, held, choice))
    return found


def _untold(store: UnitOfWork, day: date) -> dict[int, date]:
    """By person, the day before the first day whose digest ran out unsent or gave way to a nudge."""
    found = _undelivered(store, day)
    for scope, days in store.settings.everybodys(keys.NUDGED).items():
        number = int(scope.partition(":")[2])
        for nudged in sorted(date.fromisoformat(one) for one in days):
            later = (nudged + timedelta(days=n) for n in range(1, (day - nudged).days))
            recent = day - _LONGEST <= nudged < day
            if recent and not any(_was_told(store, number, one) for one in later):
                found[number] = min(nudged - _DAY, found.get(number, nudged))
    return found


def _undelivered(store: UnitOfWork, day: date) -> dict[int, date]:
    """By person, the day before the first of their last digests that ran out unsent."""
    found: dict[int, date] = {}
    for message in store.outbox.list(MessageState.EXPIRED, key_prefix=keys.UNASKED, limit=200_000):
        last = local_day(message.due)
        if message.person_id is None or last < day - _LONGEST:
            continue
        later = (last + timedelta(days=n) for n in range(1, (day - last).days))
        if not any(_was_told(store, message.person_id, one) for one in later):
            found[message.person_id] = min(last - _DAY, found.get(message.person_id, last))
    return found


def _was_told(store: UnitOfWork, person_id: int, day: date) -> bool:
    known = store.outbox.get(keys.unasked(person_id, day))
    return known is not None and known.state is not MessageState.EXPIRED


def _mark(store: UnitOfWork, hours: Iterable[str], moment: datetime) -> None:
    day = local_day(moment).isoformat()
    store.settings.change(SCOPE, PLANNED, lambda old: {**old, **dict.fromkeys(hours, day)}, {}, moment)


def _moment(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour or DEFAULT_HOUR), ZONE).astimezone(UTC)
